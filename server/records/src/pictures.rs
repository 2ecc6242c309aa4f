//! Pictures as bytes: a photo that comes in is read and written anew, so that nothing but the picture
//! is left of it; and places that must not be seen are made unreadable in every copy that goes out.

use forms::{FULL, Mark, MarkKind};
use image::{
    DynamicImage, GenericImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::jpeg::JpegEncoder, imageops,
};
use std::io::Cursor;

/// Longest side of a photo, in pixels; tablets send 1,600.
const LONGEST_SIDE: u32 = 4_096;
/// Most memory that reading a picture may take, in bytes.
const MOST_MEMORY: u64 = 96 * 1024 * 1024;
/// Quality of what is stored, of 100.
const QUALITY: u8 = 85;
/// A blurred place is left with this many blocks along its longer side.
const BLOCKS: u32 = 6;

/// The same picture, upright, as a JPEG with nothing else in the file; or none when it is no JPEG that
/// can be read within the limits.
pub(crate) fn written_anew(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    encoded(&picture.into_rgb8())
}

/// The picture with these marks' blurs burnt in; the very same bytes where there are none. None when
/// it cannot be read: then it must not go out either.
pub(crate) fn with_blurs(bytes: &[u8], marks: &[Mark]) -> Option<Vec<u8>> {
    let blurs: Vec<&Mark> = marks.iter().filter(|mark| mark.kind == MarkKind::Blur).collect();
    if blurs.is_empty() {
        return Some(bytes.to_vec());
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), ImageFormat::Jpeg);
    reader.limits(limits());
    let mut picture = reader.decode().ok()?.into_rgb8();
    for blur in blurs {
        burn(&mut picture, blur)?;
    }
    encoded(&picture)
}

/// Replaces a place by a few large blocks: what stood there cannot be worked out again.
fn burn(picture: &mut RgbImage, blur: &Mark) -> Option<()> {
    let (left, top, right, bottom) = blur.corners();
    let pixels = |share: u16, whole: u32| (u64::from(share) * u64::from(whole) / u64::from(FULL)) as u32;
    let (x, y) = (pixels(left, picture.width()), pixels(top, picture.height()));
    let width = (pixels(right, picture.width()) + 1).min(picture.width()).saturating_sub(x);
    let height = (pixels(bottom, picture.height()) + 1).min(picture.height()).saturating_sub(y);
    if width == 0 || height == 0 {
        return Some(());
    }
    let block = width.max(height).div_ceil(BLOCKS);
    let place = imageops::crop_imm(picture, x, y, width, height).to_image();
    let small = imageops::thumbnail(&place, width.div_ceil(block).max(1), height.div_ceil(block).max(1));
    let large = imageops::resize(&small, width, height, imageops::FilterType::Nearest);
    picture.copy_from(&large, x, y).ok()
}

fn encoded(picture: &RgbImage) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(picture).ok()?;
    Some(out)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    fn photo() -> RgbImage {
        RgbImage::from_fn(200, 100, |x, y| if (x / 2 + y / 2) % 2 == 0 { Rgb([255; 3]) } else { Rgb([0; 3]) })
    }

    fn read(bytes: &[u8]) -> RgbImage {
        image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).expect("a JPEG").into_rgb8()
    }

    /// A JPEG with an EXIF segment: orientation 6 (turn right), and words as cameras leave them.
    fn with_exif(bytes: &[u8]) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"GPS 51.5N 0.1W SECRET");
        let mut out = vec![0xff, 0xd8, 0xff, 0xe1];
        out.extend_from_slice(&u16::try_from(exif.len() + 2).expect("short").to_be_bytes());
        out.extend_from_slice(&exif);
        out.extend_from_slice(&bytes[2..]);
        out
    }

    #[test]
    fn nothing_but_the_picture_is_left_and_it_stands_upright() {
        let taken = with_exif(&encoded(&photo()).expect("encoded"));
        let kept = written_anew(&taken).expect("read");
        assert!(!kept.windows(4).any(|four| four == b"Exif" || four == b"SECR"));
        assert_eq!(read(&kept).dimensions(), (100, 200));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_not_taken() {
        assert!(written_anew(b"<script>").is_none());
        let taken = encoded(&photo()).expect("encoded");
        assert!(written_anew(&taken[..100]).is_none());
        let long = encoded(&RgbImage::new(LONGEST_SIDE + 1, 2)).expect("encoded");
        assert!(written_anew(&long).is_none());
    }

    #[test]
    fn a_blurred_place_is_flat_and_the_rest_as_it_was() {
        let taken = encoded(&photo()).expect("encoded");
        let blur = Mark { kind: MarkKind::Blur, from: (5_000, 10_000), to: (0, 0), words: String::new() };
        let out = read(&with_blurs(&taken, std::slice::from_ref(&blur)).expect("blurred"));
        let contrast = |from: u32, to: u32| {
            let column = (from..to).flat_map(|x| (20..80).map(move |y| (x, y)));
            let values: Vec<u8> = column.map(|(x, y)| out.get_pixel(x, y).0[0]).collect();
            values.iter().max().zip(values.iter().min()).map(|(high, low)| high - low)
        };
        assert!(contrast(10, 90) < Some(40), "{:?}", contrast(10, 90));
        assert!(contrast(110, 190) > Some(200), "{:?}", contrast(110, 190));
        assert_eq!(with_blurs(&taken, &[]).as_deref(), Some(taken.as_slice()));
    }
}

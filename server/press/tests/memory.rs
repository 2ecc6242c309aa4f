//! Many prints, one after the other. This test stands alone, because it looks at the memory of the whole process.

#![cfg(target_os = "linux")]

use image::{ImageEncoder, RgbImage, codecs::jpeg::JpegEncoder};
use press::{Images, pdf};
use reports::document::{Block, Document, DocumentKind, Shot, Tone};

const PHOTOS: u32 = 4;

#[test]
fn printing_again_and_again_does_not_grow() {
    let print = |round: u32| pdf(&document(round), &images(round)).map(|bytes| bytes.len()).expect("printed");
    (0..5).for_each(|round| assert!(print(round) > 10_000));
    let before = resident();
    // The photos of these rounds alone are 173 MB when they are decoded.
    (5..35).for_each(|round| assert!(print(round) > 10_000));
    let grown = resident().saturating_sub(before);
    assert!(grown < 60 << 20, "grown by {} kB", grown >> 10);
}

/// No two rounds print the same words or the same photos.
fn document(round: u32) -> Document {
    let text = |part: u32| Block::Text {
        text: format!("Round {round}, part {part}. ").repeat(50),
        tone: Tone::Plain,
    };
    let shot = |photo: u32| Shot {
        sha256: photo.to_string(),
        alt: "The bath".into(),
        caption: format!("Photo {photo}"),
    };
    Document {
        kind: DocumentKind::Full,
        visit: "01970000-0000-7000-8000-000000000001".parse().expect("id"),
        title: format!("Round {round}"),
        subtitle: String::new(),
        language: "en-GB".into(),
        letterhead: Vec::new(),
        to: Vec::new(),
        day: "12 May 2026".into(),
        on: (2026, 5, 12),
        running: String::new(),
        draft: None,
        large: false,
        blocks: (0..40).map(text).chain([Block::Photos { shots: (0..PHOTOS).map(shot).collect() }]).collect(),
    }
}

fn images(round: u32) -> Images {
    (0..PHOTOS).map(|photo| (photo.to_string(), jpeg(round * PHOTOS + photo))).collect()
}

fn jpeg(seed: u32) -> Vec<u8> {
    let (width, height) = (800, 600);
    let picture =
        RgbImage::from_fn(width, height, |x, y| image::Rgb([(x / 7) as u8, (y / 5) as u8, seed as u8]));
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 80)
        .write_image(&picture, width, height, image::ExtendedColorType::Rgb8)
        .expect("a picture");
    bytes
}

/// Bytes of memory that this process holds.
fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("statm");
    let pages: usize = statm.split(' ').nth(1).and_then(|pages| pages.parse().ok()).expect("pages");
    pages * 4096
}

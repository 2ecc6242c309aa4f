//! A document with every block in it, and photos for it.

use image::{ImageEncoder, RgbImage, codecs::jpeg::JpegEncoder};
use press::Images;
use reports::document::{Block, Document, DocumentKind, Shot, Tone};

/// A document without a block.
pub fn empty() -> Document {
    Document {
        kind: DocumentKind::Landlord,
        visit: "01970000-0000-7000-8000-000000000001".parse().expect("id"),
        title: "Works at 4 Rowan Close".into(),
        subtitle: "Home assessment, 12 May 2026".into(),
        language: "en-GB".into(),
        letterhead: vec!["Rowan Community Therapy".into(), "1 Mill Lane, Leeds LS1 4AB".into()],
        to: vec!["Mr P Lord".into(), "Lord Lettings".into()],
        day: "12 May 2026".into(),
        on: (2026, 5, 12),
        running: "Ellery, born 14 March 1941 . version 2, 3f9a 12bc".into(),
        draft: None,
        large: false,
        blocks: Vec::new(),
    }
}

/// A document with these blocks.
pub fn with(blocks: Vec<Block>) -> Document {
    Document { blocks, ..empty() }
}

/// A document with one paragraph.
pub fn saying(text: &str) -> Document {
    with(vec![paragraph(text, Tone::Plain)])
}

pub fn paragraph(text: &str, tone: Tone) -> Block {
    Block::Text { text: text.into(), tone }
}

pub fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.into() }
}

/// A document with every block, in every tone and with every sign.
pub fn full() -> Document {
    let mut blocks = vec![
        heading(1, "What was found"),
        paragraph("Mrs Ellery lives alone.\nShe uses a stick.", Tone::Plain),
        paragraph("I want to bathe again.", Tone::Quote),
        paragraph("height of the bath", Tone::Gap),
        paragraph("Figures: rapid guide, 2024.", Tone::Small),
        Block::List { ordered: false, entries: strings(&["A grab rail", "A half step"]) },
        Block::List { ordered: true, entries: strings(&["Remove the mat", "Fix the rail"]) },
        Block::Facts { rows: vec![("Tenure".into(), "Rented".into()), ("Lives with".into(), "Nobody".into())] },
        Block::Table {
            caption: "Measures".into(),
            head: strings(&["What", "Value"]),
            rows: vec![strings(&["Door of the bathroom", "690 mm"]), strings(&["Bath", "540 mm"])],
        },
        Block::Photos { shots: vec![shot("photo-1", "Photo 1: The bath")] },
        Block::Drawing {
            alt: "Plan of the bathroom".into(),
            caption: "Plan".into(),
            svg: r#"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100" fill="none" stroke="black"/><text x="9" y="50" font-family="sans-serif" font-size="12">Bath</text></svg>"#.into(),
        },
    ];
    blocks.extend(SIGNS.map(|(sign, word)| Block::Mark {
        sign: sign.into(),
        word: word.into(),
        title: "Loose mat".into(),
        lines: strings(&["In front of the bath.", "She may slip."]),
    }));
    blocks.push(Block::Signature {
        name: "Priya Nair".into(),
        role: "Occupational therapist, HCPC OT12345".into(),
        when: "Signed 12 May 2026 10:53, version 2.".into(),
        fingerprint: "3f9a 12bc 77d0 4e51".into(),
    });
    Document { draft: Some("Draft, not signed".into()), ..with(blocks) }
}

pub const SIGNS: [(&str, &str); 8] = [
    ("hazard", "Hazard"),
    ("concern", "Concern"),
    ("ok", "OK"),
    ("fits", "Fits"),
    ("tight", "Tight"),
    ("does-not-fit", "Does not fit"),
    ("cannot-tell", "Cannot tell"),
    ("not-seen", "Not seen"),
];

pub fn shot(sha256: &str, caption: &str) -> Shot {
    Shot { sha256: sha256.into(), alt: format!("What {caption} shows"), caption: caption.into() }
}

pub fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

/// The photo of the full document.
pub fn images() -> Images {
    [("photo-1".to_owned(), jpeg(320, 240, 1))].into_iter().collect()
}

/// A picture that no other seed gives.
pub fn jpeg(width: u32, height: u32, seed: u32) -> Vec<u8> {
    let shade =
        |x: u32, y: u32| image::Rgb([(x / 7 * seed) as u8, (y / 5) as u8, ((x ^ y) / 9 + seed) as u8]);
    let picture = RgbImage::from_fn(width, height, shade);
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 80)
        .write_image(&picture, width, height, image::ExtendedColorType::Rgb8)
        .expect("picture");
    bytes
}

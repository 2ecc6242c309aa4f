//! Prints a sample document into a file, so that a person can look at it: `sheet out.pdf`, `sheet out.docx`,
//! and after the name `large` for large print, `photos` for some twenty pages with thirty photos.

use image::{ImageEncoder, RgbImage, codecs::jpeg::JpegEncoder};
use press::{Images, docx, pdf};
use reports::document::{Block, Document, DocumentKind, Shot, Tone};
use std::{error::Error, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let path = words.next().ok_or("the name of a file is needed")?;
    let wishes: Vec<String> = words.collect();
    let wished = |wish: &str| wishes.iter().any(|word| word == wish);
    let mut document = document();
    document.large = wished("large");
    if wished("photos") {
        document.blocks = (0..4).flat_map(|_| document.blocks.clone()).collect();
        document.blocks.push(photos(1..=30));
    }
    let images: Images = (1..=30).map(|number| (name(number), photo(number))).collect();
    let began = Instant::now();
    let bytes = if path.ends_with(".docx") { docx(&document)? } else { pdf(&document, &images)? };
    println!("{} bytes in {:.2} s", bytes.len(), began.elapsed().as_secs_f64());
    std::fs::write(path, bytes)?;
    Ok(())
}

fn document() -> Document {
    Document {
        kind: DocumentKind::Full,
        visit: "01970000-0000-7000-8000-000000000001".parse().expect("id"),
        title: "Home assessment".into(),
        subtitle: "First visit, 12 May 2026, at 4 Rowan Close".into(),
        language: "en-GB".into(),
        letterhead: strings(&[
            "Rowan Community Therapy Service",
            "1 Mill Lane, Leeds LS1 4AB",
            "Telephone 0113 496 0000, rowan.therapy@example.org",
        ]),
        to: strings(&["Mr Peter Lord", "Lord Lettings Ltd", "22 Canal Street", "Leeds LS2 7QT"]),
        day: "12 May 2026".into(),
        on: (2026, 5, 12),
        running: "Ellery, born 14 March 1941, NHS 999 010 4212 . version 2, 3f9a 12bc".into(),
        draft: Some("Draft, not signed".into()),
        large: false,
        blocks: [person(), findings(), measures(), recommendations()].concat(),
    }
}

fn person() -> Vec<Block> {
    vec![
        Block::Facts {
            rows: facts(&[
                ("Person", "Mrs Margaret Ellery"),
                ("Born", "14 March 1941"),
                ("NHS number", "999 010 4212"),
                ("Address", "4 Rowan Close\nLeeds LS7 3PD"),
                ("Lives with", "Her husband, who has carried the washing upstairs until his operation in March and does not expect to again"),
            ]),
        },
        heading(1, "Why we came"),
        plain("Mrs Ellery fell in the bathroom on 2 May 2026 and was discharged from hospital on 9 May. The ward asked whether she can bathe safely at home, and what her landlord has to change.\nShe has used a walking frame, 640 mm wide, since her discharge."),
        heading(1, "What matters to her"),
        Block::Text { text: "I have bathed every night for sixty years and I am not stopping for a rug. What I cannot do is ask Arthur to lift me.".into(), tone: Tone::Quote },
        plain("She would like to keep the bath, to reach the garden by herself before the summer, and not to have people in the house every day."),
    ]
}

fn findings() -> Vec<Block> {
    vec![
        heading(1, "What we found"),
        heading(2, "I Bathroom and WC"),
        mark(
            "hazard",
            "Hazard",
            "Loose mat in front of the bath",
            &[
                "Mrs Ellery steps on it when she gets out. It slid 20 cm when it was pushed with a foot.",
                "Affected: Mrs Ellery, visitors.",
            ],
        ),
        mark(
            "concern",
            "Concern",
            "Nothing to hold beside the WC",
            &["She pushes herself up on the basin, which is loose in its brackets."],
        ),
        mark(
            "does-not-fit",
            "Does not fit",
            "Walking frame through the bathroom door",
            &["The frame is 640 mm wide, the clear opening 615 mm."],
        ),
        mark("tight", "Tight", "Turning on the landing", &[]),
        mark(
            "fits",
            "Fits",
            "Bath board",
            &["The bath is 540 mm wide inside; the board is made for 500 to 680 mm."],
        ),
        mark("not-seen", "Not seen", "The cellar", &["It was locked and Mr Ellery had the key with him."]),
        mark(
            "cannot-tell",
            "Cannot tell",
            "Whether the wall beside the WC bears a rail",
            &["It sounds hollow. The landlord should say what is behind it."],
        ),
        Block::Text { text: "height of the toilet seat".into(), tone: Tone::Gap },
        photos(7..=9),
        heading(2, "II Stairs"),
        plain("Thirteen stairs, one rail on the right going up. The rail ends two stairs below the landing."),
        Block::Photos {
            shots: vec![Shot {
                sha256: "away".into(),
                alt: "The stairs".into(),
                caption: "Photo 10: The stairs from below".into(),
            }],
        },
    ]
}

fn measures() -> Vec<Block> {
    let rows = [
        [
            "Bathroom door, clear opening",
            "Between the open door and the frame, at the narrowest place",
            "615 mm",
        ],
        ["Bath, inside width", "Between the rims at half its length", "540 mm"],
        ["Bath, height of the rim", "From the floor to the upper edge", "560 mm"],
        [
            "Toilet seat, height",
            "From the floor to the upper edge of the seat",
            "Not measured: the seat was broken",
        ],
        ["Stairs, height of a step", "Third step from below", "190 mm"],
        ["Stairs, number of steps", "All, without the landing", "13"],
        ["Front door, threshold", "Outside, from the path to its upper edge", "145 mm"],
    ];
    vec![
        heading(1, "Measures"),
        Block::Table {
            caption: "What was measured, and how".into(),
            head: strings(&["What", "From where to where", "Measure"]),
            rows: rows.iter().map(|row| strings(row)).collect(),
        },
        Block::Drawing {
            alt: "Plan of the bathroom: the door opens inwards and meets the basin; the bath stands along the far wall.".into(),
            caption: "The bathroom, not to scale".into(),
            svg: PLAN.into(),
        },
    ]
}

fn recommendations() -> Vec<Block> {
    vec![
        heading(1, "What we recommend"),
        Block::List {
            ordered: true,
            entries: strings(&[
                "Take the mat away today. Mrs Ellery agreed and has put it into the wardrobe.",
                "A bath board and a grab rail, 600 mm, upright, beside the taps. To be fitted by 26 May 2026.",
                "A second rail on the left of the stairs, up to the landing.",
            ]),
        },
        plain("The landlord is asked:"),
        Block::List {
            ordered: false,
            entries: strings(&["to fix the basin", "to say what is behind the wall beside the WC", "to agree to the rails in writing"]),
        },
        heading(1, "Who agreed"),
        plain("Mrs Ellery agreed to all of this on 12 May 2026. She did not agree to a commode, and that is hers to decide."),
        Block::Signature {
            name: "Priya Nair".into(),
            role: "Occupational therapist, HCPC OT12345".into(),
            when: "Signed 12 May 2026 10:53, version 2.".into(),
            fingerprint: "3f9a 12bc 77d0 4e51".into(),
        },
        Block::Text { text: "Widths that a frame needs: Rapid guide to access, 2024, table 3. Figures are the sources' own; who used them was told so.".into(), tone: Tone::Small },
    ]
}

const PLAN: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="640" height="300" viewBox="0 0 640 300" font-family="sans-serif" font-size="16"><rect x="20" y="20" width="600" height="260" fill="none" stroke="#000" stroke-width="6"/><rect x="360" y="30" width="250" height="110" fill="none" stroke="#000" stroke-width="2"/><text x="450" y="92">Bath</text><ellipse cx="90" cy="80" rx="44" ry="32" fill="none" stroke="#000" stroke-width="2"/><text x="68" y="86">Basin</text><path d="M20 170 L130 170 A110 110 0 0 1 20 280" fill="none" stroke="#000" stroke-width="2" stroke-dasharray="6 5"/><text x="150" y="240">Door, 615 mm</text><circle cx="520" cy="225" r="36" fill="none" stroke="#000" stroke-width="2"/><text x="505" y="231">WC</text></svg>"##;

fn photos(numbers: std::ops::RangeInclusive<u32>) -> Block {
    let shot = |number: u32| Shot {
        sha256: name(number),
        alt: format!("The bathroom from the door, view {number}"),
        caption: format!(
            "Photo {number}: Bathroom, from the door towards the window. The mat lies in front of the bath."
        ),
    };
    Block::Photos { shots: numbers.map(shot).collect() }
}

fn name(number: u32) -> String {
    format!("photo-{number}")
}

fn photo(number: u32) -> Vec<u8> {
    let (width, height) = if number.is_multiple_of(3) { (1200, 1600) } else { (1600, 1200) };
    let shade = |x: u32, y: u32| {
        let grain = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_shr(27) as u8;
        image::Rgb([(120 + x / 16) as u8 ^ grain, (90 + y / 12) as u8 ^ grain, (60 + number * 5) as u8])
    };
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 82)
        .write_image(&RgbImage::from_fn(width, height, shade), width, height, image::ExtendedColorType::Rgb8)
        .expect("a picture");
    bytes
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.into() }
}

fn plain(text: &str) -> Block {
    Block::Text { text: text.into(), tone: Tone::Plain }
}

fn mark(sign: &str, word: &str, title: &str, lines: &[&str]) -> Block {
    Block::Mark { sign: sign.into(), word: word.into(), title: title.into(), lines: strings(lines) }
}

fn facts(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(label, words)| ((*label).into(), (*words).into())).collect()
}

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

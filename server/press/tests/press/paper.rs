//! The PDF: tagged, in one language, with a word for every picture.

use crate::{
    reading::Paper,
    sample::{self, SIGNS, heading, images, jpeg, paragraph, shot, strings, with},
};
use press::{Images, pdf};
use reports::document::{Block, Document, Tone};

fn printed(document: &Document) -> Paper {
    Paper::read(&pdf(document, &images()).expect("printed"))
}

#[test]
fn every_block_goes_into_a_tagged_file_that_says_its_language_and_title() {
    let paper = printed(&sample::full());
    let marked = paper.catalogue(b"MarkInfo").and_then(|info| info.as_dict().ok()).expect("MarkInfo");
    assert!(marked.get(b"Marked").and_then(lopdf::Object::as_bool).expect("Marked"));
    assert!(paper.catalogue(b"StructTreeRoot").is_some());
    let language = paper.catalogue(b"Lang").and_then(|language| language.as_str().ok()).expect("Lang");
    assert_eq!(language, b"en-GB");
    for said in ["Works at 4 Rowan Close", "<pdfuaid:part>1</pdfuaid:part>", "Rowan Community Therapy"] {
        assert!(paper.metadata().contains(said), "{said} in {}", paper.metadata());
    }
}

#[test]
fn blocks_are_tagged_as_what_they_are() {
    let tags = printed(&sample::full()).tags();
    for tag in ["H1", "H2", "P", "BlockQuote", "L", "LI", "Table", "TH", "TD", "Figure", "Caption"] {
        assert!(tags.iter().any(|found| found == tag), "{tag} in {tags:?}");
    }
    let count = |tag| tags.iter().filter(|found| *found == tag).count();
    assert_eq!(count("L"), 2);
    // Two heads of columns, and the labels of two facts.
    assert_eq!(count("TH"), 4);
    assert_eq!(count("Figure"), 2);
}

#[test]
fn every_picture_says_what_it_shows_and_shapes_say_nothing() {
    let mut alts = printed(&sample::full()).alts();
    alts.sort();
    assert_eq!(alts, ["Plan of the bathroom", "What Photo 1: The bath shows"]);
}

#[test]
fn a_picture_without_words_is_not_without_a_word() {
    let mut nameless = shot("photo-1", "");
    nameless.alt = String::new();
    let paper = printed(&with(vec![Block::Photos { shots: vec![nameless] }]));
    assert_eq!(paper.alts(), ["Photo"]);
}

#[test]
fn every_word_of_the_document_is_on_the_sheets() {
    let words = printed(&sample::full()).words();
    for said in [
        "Rowan Community Therapy",
        "Mr P Lord",
        "12 May 2026",
        "Works at 4 Rowan Close",
        "What was found",
        "Mrs Ellery lives alone. She uses a stick.",
        "I want to bathe again.",
        "Missing: height of the bath",
        "A grab rail",
        "1. Remove the mat 2. Fix the rail",
        "Tenure Rented",
        "Measures What Value",
        "Door of the bathroom 690 mm",
        "Photo 1: The bath",
        "Plan",
        "Priya Nair",
        "3f9a 12bc 77d0 4e51",
    ] {
        assert!(words.contains(said), "{said} in {words}");
    }
    for (_, word) in SIGNS {
        assert!(
            words.contains(&format!("{word}: Loose mat In front of the bath. She may slip.")),
            "{word} in {words}"
        );
    }
}

#[test]
fn every_sheet_says_at_its_foot_whose_it_is_and_that_it_is_a_draft() {
    let mut document = sample::full();
    document.blocks = (0..4).flat_map(|_| document.blocks.clone()).collect();
    let paper = printed(&document);
    let all = paper.n_pages();
    assert!(all > 2);
    for number in 1..=all {
        let page = paper.page(number as u32);
        let foot = format!("Ellery, born 14 March 1941 . version 2, 3f9a 12bc . page {number} of {all}");
        assert!(page.contains("Draft, not signed") && page.contains(&foot), "{page}");
    }
}

#[test]
fn the_head_of_a_table_stands_on_each_of_its_pages() {
    let rows = (0..120).map(|row| vec![format!("Row {row}"), "690 mm".to_owned()]).collect();
    let table =
        Block::Table { caption: "Measures".into(), head: strings(&["What was measured", "Value"]), rows };
    let paper = printed(&with(vec![table]));
    for number in 1..=paper.n_pages() as u32 {
        assert!(paper.page(number).contains("What was measured"), "page {number}");
    }
    assert_eq!(paper.tags().iter().filter(|tag| *tag == "TH").count(), 2);
}

#[test]
fn a_table_of_uneven_rows_is_printed_whole() {
    let rows = vec![strings(&["one"]), strings(&["one", "two", "three"]), Vec::new()];
    let table = Block::Table { caption: String::new(), head: strings(&["First", "Second"]), rows };
    assert!(printed(&with(vec![table])).words().contains("First Second one one two three"));
}

#[test]
fn a_heading_that_jumps_too_deep_is_flattened() {
    let paper =
        printed(&with(vec![heading(3, "Deep"), heading(200, "Deeper"), heading(1, "Up"), heading(2, " ")]));
    let mut levels: Vec<String> = paper.tags().into_iter().filter(|tag| tag.starts_with('H')).collect();
    levels.sort();
    assert_eq!(levels, ["H1", "H2", "H2", "H3"]);
}

#[test]
fn an_empty_document_is_a_sheet() {
    let nothing = Document {
        title: String::new(),
        subtitle: String::new(),
        language: String::new(),
        letterhead: Vec::new(),
        to: Vec::new(),
        day: String::new(),
        on: (0, 0, 0),
        running: String::new(),
        ..sample::empty()
    };
    let paper = printed(&nothing);
    assert_eq!(paper.n_pages(), 1);
    assert_eq!(paper.words(), "Landlord or contractor page 1 of 1");
}

#[test]
fn blocks_without_a_word_do_no_harm() {
    let nothing = String::new;
    printed(&with(vec![
        heading(1, ""),
        paragraph("", Tone::Gap),
        paragraph(" \n ", Tone::Quote),
        Block::List { ordered: true, entries: Vec::new() },
        Block::List { ordered: false, entries: vec![nothing()] },
        Block::Facts { rows: Vec::new() },
        Block::Facts { rows: vec![(nothing(), nothing())] },
        Block::Table { caption: nothing(), head: Vec::new(), rows: Vec::new() },
        Block::Table { caption: nothing(), head: vec![nothing()], rows: Vec::new() },
        Block::Table { caption: nothing(), head: Vec::new(), rows: vec![vec![nothing()]] },
        Block::Mark { sign: nothing(), word: nothing(), title: nothing(), lines: vec![nothing()] },
        Block::Photos { shots: Vec::new() },
        Block::Drawing { alt: nothing(), caption: nothing(), svg: nothing() },
        Block::Signature { name: nothing(), role: nothing(), when: nothing(), fingerprint: nothing() },
    ]));
}

#[test]
fn a_photo_that_is_not_here_is_said_in_its_place() {
    let mut images = Images::new();
    images.insert("spoilt", b"no picture".to_vec());
    images.insert("here", jpeg(64, 48, 3));
    let shots = vec![
        shot("away", "The stairs"),
        shot("spoilt", "The door"),
        shot("here", "The bath"),
        shot("here", "Again"),
    ];
    let paper = Paper::read(&pdf(&with(vec![Block::Photos { shots }]), &images).expect("printed"));
    let words = paper.words();
    for said in
        ["Photo not at the office yet: The stairs", "Photo cannot be shown: The door", "The bath", "Again"]
    {
        assert!(words.contains(said), "{said} in {words}");
    }
    assert_eq!(paper.alts().len(), 2);
}

#[test]
fn a_drawing_that_is_none_is_said_in_its_place() {
    for svg in ["<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"../secret.png\"/></svg>"] {
        let drawing = Block::Drawing { alt: "A plan".into(), caption: "Plan".into(), svg: svg.into() };
        assert!(printed(&with(vec![drawing])).words().contains("Plan"), "{svg}");
    }
}

#[test]
fn large_print_takes_more_paper_and_says_the_same() {
    let document = sample::full();
    let large = Document { large: true, ..document.clone() };
    let (usual, large) = (printed(&document), printed(&large));
    assert!(large.n_pages() > usual.n_pages());
    assert!(large.words().contains("Missing: height of the bath"));
}

#[test]
fn equal_documents_give_equal_bytes() {
    let document = sample::full();
    assert_eq!(pdf(&document, &images()).expect("once"), pdf(&document, &images()).expect("twice"));
}

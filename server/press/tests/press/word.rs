//! The Word file: the same words, with styles that a reader can move by.

use crate::{
    reading::part,
    sample::{self, SIGNS, heading, paragraph, saying, strings, with},
};
use press::docx;
use reports::document::{Block, Document, Tone};

fn written(document: &Document) -> String {
    part(&docx(document).expect("written"), "word/document.xml")
}

/// The words alone.
fn words(document: &Document) -> String {
    let xml = written(document).replace("</w:p>", "\n");
    let pieces = xml.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, words)| words);
    pieces
        .collect::<String>()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[test]
fn every_word_of_the_document_is_in_the_file() {
    let words = words(&sample::full());
    for said in [
        "Rowan Community Therapy",
        "Mr P LordLord Lettings",
        "Works at 4 Rowan Close",
        "What was found",
        "Mrs Ellery lives alone.She uses a stick.",
        "I want to bathe again.",
        "Missing: height of the bath",
        "A grab rail",
        "Fix the rail",
        "Tenure\nRented",
        "Measures\nWhat\nValue\nDoor of the bathroom\n690 mm",
        "Photo 1: The bath\nWhat Photo 1: The bath shows\nPhoto not in the Word file; see the PDF.",
        "Plan\nPlan of the bathroom\nDrawing not in the Word file; see the PDF.",
        "Priya NairOccupational therapist, HCPC OT12345",
        "Fingerprint 3f9a 12bc 77d0 4e51",
        "Draft, not signed",
    ] {
        assert!(words.contains(said), "{said} in {words}");
    }
    for (_, word) in SIGNS {
        assert!(
            words.contains(&format!("{word}: Loose mat\nIn front of the bath.\nShe may slip.")),
            "{word} in {words}"
        );
    }
}

#[test]
fn headings_have_their_styles_and_none_is_skipped() {
    let xml = written(&with(vec![heading(3, "Deep"), heading(3, "Deeper"), heading(1, "Up")]));
    let styles: Vec<&str> =
        xml.split("w:pStyle w:val=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(styles, ["Letterhead", "SmallPrint", "Title", "Heading1", "Heading2", "Heading1"]);
}

#[test]
fn a_table_has_a_head_row_that_repeats_and_rows_that_do_not_split() {
    let table =
        |head| Block::Table { caption: "Measures".into(), head, rows: vec![strings(&["Bath", "540 mm"])] };
    let xml = written(&with(vec![table(strings(&["What", "Value"]))]));
    assert_eq!(xml.matches("<w:tblHeader />").count(), 1);
    assert_eq!(xml.matches("<w:cantSplit />").count(), 2);
    assert!(!xml.contains("w:trHeight"));
    assert!(!written(&with(vec![table(Vec::new())])).contains("w:tblHeader"));
}

#[test]
fn numbered_lists_each_begin_at_one() {
    let list = || Block::List { ordered: true, entries: strings(&["Remove the mat", "Fix the rail"]) };
    let file = docx(&with(vec![list(), list()])).expect("written");
    let numbers = part(&file, "word/numbering.xml");
    assert_eq!(numbers.matches("<w:startOverride w:val=\"1\" />").count(), 2);
    let document = part(&file, "word/document.xml");
    for numbering in [11, 12] {
        assert_eq!(document.matches(&format!("<w:numId w:val=\"{numbering}\" />")).count(), 2);
    }
}

#[test]
fn a_list_without_numbers_has_dots() {
    let list = Block::List { ordered: false, entries: strings(&["A grab rail"]) };
    let file = docx(&with(vec![list])).expect("written");
    let document = part(&file, "word/document.xml");
    let numbering =
        document.split("<w:numId w:val=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("numbered");
    let numbers = part(&file, "word/numbering.xml");
    let abstracts: Vec<&str> = numbers.split(&format!("<w:num w:numId=\"{numbering}\">")).skip(1).collect();
    assert_eq!(abstracts.len(), 1, "{numbers}");
    let drawn = abstracts[0].split('"').nth(1).expect("a numbering");
    let lists =
        numbers.split("<w:abstractNum ").find(|list| list.contains(&format!("w:abstractNumId=\"{drawn}\"")));
    assert!(lists.expect("defined").contains("bullet"), "{numbers}");
}

#[test]
fn the_properties_say_title_service_and_language() {
    let mut document = sample::empty();
    document.title = "Works & \"more\" <at> 4\u{7} Rowan Close".into();
    let file = docx(&document).expect("written");
    let properties = part(&file, "docProps/core.xml");
    assert!(
        properties.contains("<dc:title>Works &amp; \"more\" &lt;at&gt; 4 Rowan Close</dc:title>"),
        "{properties}"
    );
    assert!(
        properties.contains("<dc:language>en-GB</dc:language>")
            && properties.contains("Rowan Community Therapy")
    );
    assert!(!properties.contains("unknown"));
    assert!(part(&file, "word/styles.xml").contains("<w:lang w:val=\"en-GB\" />"));
}

#[test]
fn what_looks_like_markup_is_text_and_what_xml_forbids_is_gone() {
    let text = "#panic() *x* <w:tblHeader /> </w:t> & 'a' \u{0}\u{1}\u{8}\u{1f}\u{ffff}\u{202e}end";
    let document =
        Document { title: text.into(), running: text.into(), draft: Some(text.into()), ..saying(text) };
    assert_eq!(words(&document).matches("#panic() *x* <w:tblHeader /> </w:t> & 'a' end").count(), 3);
    let file = docx(&document).expect("written");
    for name in ["word/document.xml", "word/footer1.xml", "docProps/core.xml"] {
        let part = part(&file, name);
        assert!(
            !part.contains(|letter: char| letter.is_control() && letter != '\n' || letter == '\u{ffff}'),
            "{name}"
        );
        assert!(!part.contains("<w:tblHeader />"), "{name}");
    }
}

#[test]
fn the_ends_of_lines_are_kept() {
    assert_eq!(
        written(&saying("one\ntwo\r\nthree")).matches("<w:br w:type=\"textWrapping\" />").count(),
        2 + 1
    );
}

#[test]
fn every_sheet_has_a_foot() {
    let foot = part(&docx(&sample::full()).expect("written"), "word/footer1.xml");
    for said in
        ["Draft, not signed", "Ellery, born 14 March 1941 . version 2, 3f9a 12bc . page ", "PAGE", "NUMPAGES"]
    {
        assert!(foot.contains(said), "{said} in {foot}");
    }
}

#[test]
fn an_empty_document_and_a_long_one_are_written() {
    docx(&sample::empty()).expect("written");
    let long = "Thirteen stairs. ".repeat(6000);
    let table =
        Block::Table { caption: long.clone(), head: vec![long.clone()], rows: vec![vec![long.clone()]] };
    docx(&with(vec![table, paragraph(&long, Tone::Quote), heading(1, &long)])).expect("written");
}

#[test]
fn equal_documents_give_equal_bytes() {
    assert_eq!(docx(&sample::full()).expect("once"), docx(&sample::full()).expect("twice"));
}

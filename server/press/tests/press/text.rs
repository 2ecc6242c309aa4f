//! Text is data: whatever it looks like, and whatever letters it holds, it is printed.

use crate::{
    reading::Paper,
    sample::{empty, full, images, jpeg, paragraph, saying, shot, strings, with},
};
use press::{Images, pdf};
use proptest::prelude::*;
use reports::document::{Block, Document, Tone};

const MARKUP: &str = "#panic() *x* $y$ <label> @ref `raw` = title // no comment \\ #{1 + 1} [a] \u{202e}";

fn words(document: &Document) -> String {
    Paper::read(&pdf(document, &Images::new()).expect("printed")).words()
}

#[test]
fn text_that_looks_like_markup_is_printed_as_it_is() {
    let printed = "#panic() *x* $y$ <label> @ref `raw` = title // no comment \\ #{1 + 1} [a]";
    let text = || MARKUP.to_owned();
    let blocks = vec![
        Block::Heading { level: 1, text: text() },
        paragraph(MARKUP, Tone::Plain),
        paragraph(MARKUP, Tone::Quote),
        paragraph(MARKUP, Tone::Gap),
        paragraph(MARKUP, Tone::Small),
        Block::List { ordered: true, entries: vec![text()] },
        Block::Mark { sign: text(), word: text(), title: text(), lines: vec![text()] },
        Block::Photos { shots: vec![shot("away", MARKUP)] },
        Block::Drawing { alt: text(), caption: text(), svg: text() },
        Block::Signature { name: text(), role: text(), when: text(), fingerprint: text() },
    ];
    let document = Document {
        title: text(),
        subtitle: text(),
        letterhead: vec![text(), text()],
        to: vec![text()],
        day: text(),
        running: text(),
        draft: Some(text()),
        ..with(blocks)
    };
    // Draft stands under the title and in the foot.
    let count = words(&document).matches(printed).count();
    assert!(count >= 7 + 1 + 14, "{count} in {}", words(&document));
    let table = Block::Table { caption: text(), head: vec![text()], rows: vec![vec![text()]] };
    let facts = Block::Facts { rows: vec![(text(), text())] };
    assert!(words(&with(vec![table, facts])).matches("#panic()").count() == 5);
}

#[test]
fn the_ends_of_lines_are_kept() {
    let one = Paper::read(&pdf(&saying("a b c d"), &Images::new()).expect("printed")).n_pages();
    let many = Paper::read(&pdf(&saying(&"a\n".repeat(200)), &Images::new()).expect("printed")).n_pages();
    assert!(one == 1 && many >= 3);
}

#[test]
fn welsh_polish_greek_and_signs_are_printed_with_their_own_letters() {
    let text = "Tŷ gwŷn ŵ Ŷ, Żółć, Ωμέγα, Привет, at most ≤ 900 mm, → ✓ ½ £ €";
    let printed = words(&saying(text));
    // Where the typeface changes, the reader of the test sees a space.
    let closed = |words: &str| words.split_whitespace().collect::<String>();
    assert!(closed(&printed).contains(&closed(text)), "{printed}");
    assert!(!printed.contains("could not be printed"));
}

#[test]
fn letters_of_every_kind_do_not_stop_a_document() {
    let texts = [
        "\u{1f6aa} \u{1f44d}\u{1f3fd} \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} 😀 🇬🇧 1️⃣",
        "\u{200f}\u{200e}\u{202a}a\u{202b}b\u{202c}\u{202d}c\u{202e}d\u{2066}e\u{2067}f\u{2068}g\u{2069}",
        "\u{0}\u{1}\u{7}\u{8}\u{b}\u{c}\u{1b}\u{7f}\u{85}\u{ad}\u{feff}\u{fffe}\u{ffff}\u{fdd0}\u{e000}\u{10ffff}",
        "السيدة إيلري لا إله \u{640}َُِّْ مَرْحَبًا 123 ٤٥٦ שָׁלוֹם עֲלֵיכֶם",
        "हिन्दी বাংলা ਪੰਜਾਬੀ 中文 日本語 한국어 ไทย ქართული հայերեն",
        "e\u{301}\u{302}\u{303} z\u{335}\u{489} \u{301} a\u{20dd} ŵ w\u{302} y\u{302} Z\u{351}\u{36b}\u{343}algo",
        "𝔊𝔬𝔱𝔥𝔦𝔠 ﬁ ﬂ ﷺ ﷽ \u{2028}\u{2029} a\u{a0}b\u{2003}c\u{3000}d\u{200b}e\u{2060}f",
    ];
    for text in texts {
        let blocks = vec![
            Block::Heading { level: 1, text: text.into() },
            paragraph(text, Tone::Plain),
            Block::Table { caption: text.into(), head: strings(&[text]), rows: vec![strings(&[text])] },
            Block::Mark {
                sign: "hazard".into(),
                word: text.into(),
                title: text.into(),
                lines: strings(&[text]),
            },
        ];
        for large in [false, true] {
            let document = Document { title: text.into(), large, ..with(blocks.clone()) };
            pdf(&document, &Images::new()).unwrap_or_else(|why| panic!("{why}: {text:?}"));
        }
    }
}

#[test]
fn text_without_a_letter_to_be_seen_is_no_heading_and_no_words_for_a_picture() {
    for blank in ["\u{200b}", "\u{0}\u{7}", "\u{fe0f}\u{202e} \u{2060}", "\u{ad}"] {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0H9"/></svg>"#
            .to_owned();
        let blocks = vec![
            Block::Heading { level: 1, text: blank.into() },
            Block::Drawing { alt: blank.into(), caption: blank.into(), svg },
        ];
        let paper = pdf(&Document { title: blank.into(), ..with(blocks) }, &Images::new()).expect("printed");
        let paper = Paper::read(&paper);
        assert_eq!(paper.alts(), ["Drawing"]);
        assert_eq!(paper.tags().iter().filter(|tag| tag.starts_with('H')).count(), 1, "{blank:?}");
    }
}

#[test]
fn a_drawing_may_hold_letters_of_every_kind() {
    for text in ["e\u{303} }\u{303}", "w\u{302}c", "مَرْحَبًا", "\u{1f6aa}", "</text", "&#0;"] {
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="99" height="50"><text y="20">{text}</text></svg>"#
        );
        let drawing = Block::Drawing { alt: "Plan".into(), caption: "Plan".into(), svg };
        pdf(&with(vec![drawing]), &Images::new()).unwrap_or_else(|why| panic!("{why}: {text:?}"));
    }
}

#[test]
fn every_letter_of_every_script_that_we_print_goes_through() {
    let letters: Vec<char> =
        (0x20..=0x2fff).chain(0xa640..=0xabff).chain(0xd7f0..=0x10000).filter_map(char::from_u32).collect();
    let lines: Vec<String> = letters.chunks(64).map(|line| line.iter().collect()).collect();
    pdf(&saying(&lines.join("\n")), &Images::new()).expect("printed");
}

#[test]
fn what_cannot_be_printed_is_told_at_the_end() {
    let printed = words(&saying("She waved \u{1f44b}."));
    assert!(printed.contains("She waved \u{25a1} ."), "{printed}");
    assert!(printed.contains("could not be printed"), "{printed}");
}

#[test]
fn a_hundred_thousand_letters_are_printed() {
    let sentence = "The bathroom is up one flight of thirteen stairs without a rail. ";
    let document = saying(&sentence.repeat(100_000 / sentence.len() + 1));
    let printed = words(&document);
    assert!(printed.matches("thirteen stairs").count() > 1500);
}

#[test]
fn one_word_of_a_hundred_thousand_letters_stays_on_the_paper() {
    let word = "w".repeat(100_000);
    let paper = Paper::read(&pdf(&saying(&word), &Images::new()).expect("printed"));
    assert!(paper.n_pages() > 15, "{}", paper.n_pages());
}

#[test]
fn long_text_anywhere_is_not_cut_off() {
    let long = "Thirteen stairs. ".repeat(1200);
    let line = || long.clone();
    let blocks = vec![
        Block::List { ordered: false, entries: vec![line()] },
        Block::Facts { rows: vec![("Stairs".into(), line())] },
        Block::Table {
            caption: "Stairs".into(),
            head: strings(&["a", "b"]),
            rows: vec![vec!["x".into(), line()]],
        },
        Block::Mark {
            sign: "hazard".into(),
            word: "Hazard".into(),
            title: "Stairs".into(),
            lines: vec![line()],
        },
        Block::Photos { shots: vec![shot("photo-1", &long), shot("photo-1", "short")] },
    ];
    for block in blocks {
        for large in [false, true] {
            let document = Document { large, ..with(vec![block.clone()]) };
            let paper = Paper::read(&pdf(&document, &images()).expect("printed"));
            let stairs = paper.words().matches("stairs.").count();
            assert!(stairs >= 1200, "{stairs} in {block:.60?}");
        }
    }
}

#[test]
fn long_names_and_feet_do_not_stop_a_document() {
    let long = "Ellery ".repeat(3000);
    let mut document = full();
    document.running = long.clone();
    document.draft = Some(long.clone());
    document.title = long.clone();
    document.letterhead = vec![long.clone()];
    document.to = vec![long; 3];
    document.large = true;
    let images = [("photo-1".to_owned(), jpeg(64, 64, 2))].into_iter().collect();
    pdf(&document, &images).expect("printed");
    pdf(&Document { large: false, ..document }, &images).expect("printed");
    pdf(&Document { title: " ".into(), ..empty() }, &images).expect("printed");
}

/// Letters as they come, with those that cause trouble coming often.
fn any_text() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        4 => prop::char::range(' ', '~'),
        1 => prop::char::range('\0', '\u{ff}'),
        1 => prop::char::range('\u{300}', '\u{6ff}'),
        1 => prop::char::range('\u{1e00}', '\u{27bf}'),
        1 => prop::char::range('\u{fb00}', '\u{ffff}'),
        1 => any::<char>(),
    ];
    prop::collection::vec(letter, 0..80).prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_a_sheet_comes_out(texts in prop::collection::vec(any_text(), 8), large: bool) {
        let text = |text_idx: usize| texts[text_idx].clone();
        let blocks = vec![
            Block::Heading { level: 2, text: text(1) },
            paragraph(&texts[2], Tone::Quote),
            paragraph(&texts[3], Tone::Gap),
            Block::Facts { rows: vec![(text(4), text(5))] },
            Block::Table { caption: text(6), head: vec![text(7), text(0)], rows: vec![vec![text(1), text(2), text(3)]; 3] },
            Block::Mark { sign: "tight".into(), word: text(4), title: text(5), lines: vec![text(6)] },
        ];
        let document = Document { title: text(0), running: text(1), draft: Some(text(2)), large, ..with(blocks) };
        prop_assert!(pdf(&document, &Images::new()).is_ok());
        prop_assert!(press::docx(&document).is_ok());
    }
}

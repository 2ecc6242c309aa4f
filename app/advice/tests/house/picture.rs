//! Geometry and the picture as text.

use super::{finding, walk};
use advice::{
    Sign,
    house::{
        Direction, Drawing, Home, Layout, Paper, When, after_the_works, block_svg, drawn, picture_svg, rooms,
    },
};

fn picture(layout: &Layout, paper: &Paper) -> Drawing {
    let found = [finding("I", "i-heat", Sign::Hazard), finding("H", "h-bed@1", Sign::DoesNotFit)];
    drawn(layout, &rooms(&walk(), &found, When::Now).all, paper)
}

fn house() -> Layout {
    Layout::standing(None, Home::House, &rooms(&walk(), &[], When::Now).all)
}

#[test]
fn blocks_are_large_enough_and_lie_apart_on_both_papers() {
    for paper in [Paper::WIDE, Paper::NARROW] {
        let mut layout = house();
        layout.step("h", Direction::Down);
        layout.add_room("h");
        let drawing = picture(&layout, &paper);
        for (n, block) in drawing.blocks.iter().enumerate() {
            assert!(block.width >= 72.0 && block.height >= 56.0, "{block:?}");
            assert!(block.x >= 0.0 && block.x + block.width <= paper.width + 0.01, "{block:?}");
            assert!(block.y + block.height <= drawing.height);
            assert!(block.plate.y + block.plate.height <= block.y + block.height, "{block:?}");
            for other in drawing.blocks.iter().skip(n + 1) {
                let apart = block.x + block.width <= other.x
                    || other.x + other.width <= block.x
                    || block.y + block.height <= other.y
                    || other.y + other.height <= block.y;
                assert!(apart, "{} and {}", block.id, other.id);
            }
        }
    }
}

#[test]
fn words_stay_inside_their_block() {
    let mut layout = house();
    layout.rename("h", "Mother's old sewing room with the long name");
    layout.narrower("h");
    for paper in [Paper::WIDE, Paper::NARROW] {
        let drawing = picture(&layout, &paper);
        for block in &drawing.blocks {
            for (line, letter) in
                block.title.iter().map(|line| (line, 8.6)).chain(block.note.iter().map(|line| (line, 7.9)))
            {
                let right = line.x + line.words.chars().count() as f64 * letter;
                assert!(right <= block.x + block.width, "{:?}", line.words);
                assert!(line.y <= block.y + block.height, "{:?}", line.words);
            }
        }
        let bedroom = drawing.blocks.iter().find(|block| block.id == "h").expect("the bedroom");
        assert!(bedroom.title.last().is_some_and(|line| line.words.ends_with('…')), "{:?}", bedroom.title);
        let note: Vec<&str> = bedroom.note.iter().map(|line| line.words.as_str()).collect();
        assert_eq!(note.join(" "), "1 does not fit");
    }
}

#[test]
fn a_block_is_spoken_with_place_and_finding() {
    let drawing = picture(&house(), &Paper::WIDE);
    let spoken: Vec<String> = drawing.blocks.iter().map(|block| block.spoken()).collect();
    assert!(spoken.contains(&"Bathroom and WC, upstairs, 1 hazard".to_owned()), "{spoken:?}");
    assert!(spoken.contains(&"Living room, ground floor, not started, 10 items".to_owned()));
    assert_eq!(drawing.title(), "House, 12 areas");
}

#[test]
fn the_picture_as_text_is_whole_and_escaped() {
    let mut layout = house();
    layout.rename("h", r#"<b>"Mum's" & Dad's</b>"#);
    let svg = picture_svg(&layout, &rooms(&walk(), &[finding("I", "i-heat", Sign::Hazard)], When::Now).all);
    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"));
    assert!(svg.contains("<title>House, 12 areas</title>"));
    assert!(svg.contains("&lt;b&gt;&quot;Mum&#39;s&quot; &amp; Dad&#39;s&lt;/b&gt;"));
    assert!(!svg.contains("<b>") && !svg.contains("& Dad"));
    for words in ["1 hazard", "Upstairs", "Whole", "url(#house-hazard)", "I Bath and WC"] {
        assert!(svg.contains(words), "{words}");
    }
    let (opened, closed) = (svg.matches("<g").count(), svg.matches("</g>").count());
    assert_eq!(opened, closed);
    assert!(svg.split('"').all(|part| !part.contains("NaN") && !part.contains("inf")), "{svg}");
}

#[test]
fn a_block_as_text_for_a_page_keeps_words_as_words() {
    let mut layout = house();
    layout.rename("i", r#"<script>"x"</script> & more"#);
    let drawing = picture(&layout, &Paper::WIDE);
    let block = drawing.blocks.iter().find(|block| block.id == "i").expect("the bathroom");
    let svg = block_svg(block, &block.spoken());
    assert!(svg.contains("house__block--hazard") && svg.contains("house__glyph--hazard"), "{svg}");
    assert!(svg.contains("&lt;script&gt;") && !svg.contains("<script"), "{svg}");
    assert!(svg.starts_with("<title>&lt;script&gt;") && svg.contains("upstairs, 1 hazard</title>"), "{svg}");
    let open = drawing.blocks.iter().find(|block| block.glyph.is_none()).expect("an area that is not begun");
    assert!(!block_svg(open, "").contains("house__glyph"));
}

#[test]
fn nothing_to_draw_is_an_empty_picture() {
    let svg = picture_svg(&Layout::default(), &[]);
    assert!(svg.contains("<title>House, 0 areas</title>") && !svg.contains("<g>"));
    assert_eq!(after_the_works(&[]), "no recommendation stands yet");
}

//! The picture as one text, for paper: black on white, told apart by pattern, border, shape and word. It is drawn from
//! the same places as the page.

use super::{
    drawn::{Drawing, Drawn, Glyph, Line, Paper, Plate, drawn},
    layout::Layout,
    rooms::{Mark, Room},
};
use crate::plan::Recommendation;
use std::fmt::Write;

/// "if the 4 recommendations are done": what the picture of the day after says above itself.
pub fn after_the_works(plan: &[Recommendation]) -> String {
    match plan.iter().filter(|one| one.is_standing()).count() {
        0 => "no recommendation stands yet".to_owned(),
        1 => "if the 1 recommendation is done".to_owned(),
        n => format!("if the {n} recommendations are done"),
    }
}

const PATTERNS: &str = r##"<defs><pattern id="house-concern" width="12" height="12" patternUnits="userSpaceOnUse"><rect width="12" height="12" fill="#fff"/><path d="M-3 15L15 -3M-3 3L3 -3M9 15L15 9" stroke="#000" stroke-width="1" fill="none"/></pattern><pattern id="house-hazard" width="12" height="12" patternUnits="userSpaceOnUse"><rect width="12" height="12" fill="#fff"/><path d="M0 0L12 12M12 0L0 12" stroke="#000" stroke-width="1" fill="none"/></pattern></defs>"##;

/// The picture as an SVG document. It says the same as the list, which stands before it.
pub fn picture_svg(layout: &Layout, rooms: &[Room]) -> String {
    let drawing = drawn(layout, rooms, &Paper::WIDE);
    let mut svg = String::new();
    // Writing to a text never fails.
    let _ = write_picture(&mut svg, &drawing);
    svg
}

fn write_picture(out: &mut String, drawing: &Drawing) -> std::fmt::Result {
    let (width, height) = (drawing.paper.width, drawing.height);
    write!(
        out,
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0} {height:.0}" width="{width:.0}" height="{height:.0}" role="img" font-family="Atkinson Hyperlegible Next, Arial, sans-serif" font-size="16" fill="#000">"##
    )?;
    write!(out, "<title>{}</title>", escaped(&drawing.title()))?;
    let words: Vec<String> = drawing.blocks.iter().map(Drawn::spoken).collect();
    write!(out, "<desc>{}</desc>", escaped(&words.join(". ")))?;
    out.push_str(PATTERNS);
    for head in &drawing.heads {
        let words = escaped(head.floor.words());
        write!(out, r#"<text x="{:.1}" y="{:.1}" font-weight="700">{words}</text>"#, head.x, head.y)?;
    }
    for y in &drawing.rules {
        write!(out, r##"<path d="M0 {y:.1}H{width:.0}" stroke="#000" stroke-width="0.5"/>"##)?;
    }
    drawing.blocks.iter().try_for_each(|block| write_block(out, block))?;
    out.push_str("</svg>");
    Ok(())
}

/// Fill, width of the border and its dashes.
fn look(mark: Mark) -> (&'static str, f64, &'static str) {
    match mark {
        Mark::Hazard => ("url(#house-hazard)", 4.0, ""),
        Mark::DoesNotFit => ("url(#house-hazard)", 2.5, ""),
        Mark::Concern => ("url(#house-concern)", 3.0, ""),
        Mark::NotSeen => ("#fff", 2.0, "7 5"),
        Mark::Ok => ("#fff", 2.0, ""),
        Mark::Open => ("#fff", 1.5, ""),
        Mark::NotHere => ("#fff", 0.75, ""),
    }
}

fn write_block(out: &mut String, block: &Drawn) -> std::fmt::Result {
    let (fill, border, dashes) = look(block.room.mark);
    let Drawn { x, y, width, height, .. } = block;
    write!(out, "<g><title>{}</title>", escaped(&block.spoken()))?;
    write!(
        out,
        r##"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="4" fill="{fill}" stroke="#000" stroke-width="{border}""##
    )?;
    if !dashes.is_empty() {
        write!(out, r#" stroke-dasharray="{dashes}""#)?;
    }
    out.push_str("/>");
    let Plate { x, y, width, height } = block.plate;
    write!(
        out,
        r##"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="3" fill="#fff"/>"##
    )?;
    if let Some(glyph) = block.glyph {
        write_glyph(out, glyph, block.room.mark, "#000")?;
    }
    write_lines(out, r#"font-weight="700""#, &block.title)?;
    write_lines(out, "", &block.note)?;
    out.push_str("</g>");
    Ok(())
}

/// Lines of words, with what else their elements carry.
pub(super) fn write_lines(out: &mut String, attributes: &str, lines: &[Line]) -> std::fmt::Result {
    lines.iter().try_for_each(|line| {
        let words = escaped(&line.words);
        write!(out, r#"<text x="{:.1}" y="{:.1}" {attributes}>{words}</text>"#, line.x, line.y)
    })
}

/// The shapes of the marks on a field of 24 by 24, in one colour.
pub(super) fn write_glyph(out: &mut String, glyph: Glyph, mark: Mark, colour: &str) -> std::fmt::Result {
    let Glyph { x, y, side } = glyph;
    let is_solid = matches!(mark, Mark::Hazard | Mark::DoesNotFit | Mark::Concern);
    let shape = match mark {
        Mark::Hazard | Mark::DoesNotFit => {
            r#"<path d="M21.8 16.1L16.1 21.8H7.9L2.2 16.1V7.9L7.9 2.2H16.1L21.8 7.9ZM8.9 7.2L12 10.2L15.1 7.2L16.8 8.9L13.8 12L16.8 15.1L15.1 16.8L12 13.8L8.9 16.8L7.2 15.1L10.2 12L7.2 8.9Z"/>"#
        }
        Mark::Concern => {
            r#"<path d="M12 1.6L23 21.4H1ZM10.8 8.2h2.4l-.3 6.8h-1.8ZM10.65 18a1.35 1.35 0 1 0 2.7 0a1.35 1.35 0 1 0 -2.7 0Z"/>"#
        }
        Mark::NotSeen => {
            r#"<circle cx="12" cy="12" r="10" stroke-dasharray="3.1 3.1"/><path d="M7 10.5c1.4 2.2 3 3.3 5 3.3s3.6-1.1 5-3.3"/>"#
        }
        Mark::Ok => r#"<circle cx="12" cy="12" r="9.5"/><path d="M7.6 12.3l3.2 3.2 5.6-6.4"/>"#,
        Mark::Open | Mark::NotHere => return Ok(()),
    };
    let paint = match is_solid {
        true => format!(r#"fill="{colour}" fill-rule="evenodd""#),
        false => format!(r#"fill="none" stroke="{colour}" stroke-width="2""#),
    };
    write!(out, r#"<g transform="translate({x:.1} {y:.1}) scale({:.3})" {paint}>{shape}</g>"#, side / 24.0)
}

/// Words as they may stand in a document: signs of its grammar are written out, control characters left out.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Neither stands in a document.
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

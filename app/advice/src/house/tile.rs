//! One block of the picture as text for a page. The style gives the colours, so that they follow the theme.

use super::{
    drawn::{Drawn, Plate},
    picture::{escaped, write_glyph, write_lines},
};
use std::fmt::Write;

/// What stands inside a block's group or link: its title for those who do not see it, halo, block, plate, the shape of
/// its mark, words, ring.
pub fn block_svg(block: &Drawn, title: &str) -> String {
    let mut svg = String::new();
    // Writing to a text never fails.
    let _ = write_inside(&mut svg, block, title);
    svg
}

fn write_inside(out: &mut String, block: &Drawn, title: &str) -> std::fmt::Result {
    let Drawn { x, y, width, height, .. } = *block;
    let around = |by: f64| Plate { x: x - by, y: y - by, width: width + 2.0 * by, height: height + 2.0 * by };
    write!(out, "<title>{}</title>", escaped(title))?;
    write_rect(out, "house__halo", around(6.0))?;
    write_rect(out, &format!("house__block house__block--{}", block.room.mark.code()), around(0.0))?;
    write_rect(out, "house__plate", block.plate)?;
    if let Some(glyph) = block.glyph {
        write!(out, r#"<g class="house__glyph house__glyph--{}">"#, block.room.mark.code())?;
        write_glyph(out, glyph, block.room.mark, "currentColor")?;
        out.push_str("</g>");
    }
    write_lines(out, r#"class="house__name""#, &block.title)?;
    write_lines(out, r#"class="house__note""#, &block.note)?;
    write_rect(out, "house__ring", around(5.0))
}

fn write_rect(out: &mut String, class: &str, place: Plate) -> std::fmt::Result {
    let Plate { x, y, width, height } = place;
    write!(out, r#"<rect class="{class}" x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}"/>"#)
}

//! How a Word file looks: A4, the margins of the PDF, styles by their own names so that a reader can change
//! them in one place.

use docx_rs::{
    AbstractNumbering, Docx, IndentLevel, Level, LevelJc, LevelText, LineSpacing, NumberFormat, Numbering,
    NumberingId, PageMargin, Paragraph, RunFonts, SpecialIndentType, Start, Style, StyleType,
};

pub(super) const TITLE: &str = "Title";
pub(super) const LETTERHEAD: &str = "Letterhead";
pub(super) const SMALL: &str = "SmallPrint";
pub(super) const QUOTE: &str = "Quote";
pub(super) const GAP: &str = "Missing";
pub(super) const MARK: &str = "Mark";
pub(super) const MARK_LINE: &str = "MarkLine";
pub(super) const CAPTION: &str = "Caption";
pub(super) const ENTRY: &str = "ListParagraph";
pub(super) const CELL: &str = "TableText";

/// Width between the margins, in twentieths of a point.
pub(super) const WIDTH: usize = 9864;

const A4: (u32, u32) = (11906, 16838);
const MARGIN: i32 = 1021;

/// The numbering that only draws a dot; every numbered list has one of its own, so that each begins at one.
/// The first numbers are taken in every new file.
pub(super) const DOTS: usize = 10;
const FIGURES: usize = 11;

/// The style of a heading, where 1 is the first under the title.
pub(super) fn heading(level: u8) -> String {
    format!("Heading{level}")
}

/// A sheet without a word on it.
pub(super) fn sheet(large: bool) -> Docx {
    let body = if large { 32 } else { 22 };
    let small = if large { 32 } else { 19 };
    let file = Docx::new()
        .page_size(A4.0, A4.1)
        .page_margin(PageMargin {
            top: MARGIN,
            left: MARGIN,
            bottom: MARGIN,
            right: MARGIN,
            header: 500,
            footer: 500,
            gutter: 0,
        })
        .default_size(body)
        .default_fonts(RunFonts::new().ascii("Arial").hi_ansi("Arial").cs("Arial"))
        .default_line_spacing(LineSpacing::new().after(140).line(290))
        .add_abstract_numbering(numbering(DOTS, "bullet", "•"))
        .add_abstract_numbering(numbering(FIGURES, "decimal", "%1."))
        .add_numbering(Numbering::new(DOTS, DOTS));
    styles(body, small).into_iter().fold(file, Docx::add_style)
}

/// A paragraph with a dot or a figure before it.
pub(super) fn numbered(paragraph: Paragraph, numbering: usize) -> Paragraph {
    paragraph.numbering(NumberingId::new(numbering), IndentLevel::new(0))
}

/// A numbering of figures that begins at one.
pub(super) fn figures_from_one(numbering: usize) -> Numbering {
    Numbering::new(numbering, FIGURES).add_override(docx_rs::LevelOverride::new(0).start(1))
}

fn numbering(id: usize, format: &str, text: &str) -> AbstractNumbering {
    AbstractNumbering::new(id).add_level(
        Level::new(0, Start::new(1), NumberFormat::new(format), LevelText::new(text), LevelJc::new("left"))
            .indent(Some(400), Some(SpecialIndentType::Hanging(400)), None, None),
    )
}

fn styles(body: usize, small: usize) -> Vec<Style> {
    let mut styles = vec![
        style(TITLE, "Title").size(body * 18 / 10).bold().outline_lvl(0).line_spacing(around(320, 120)),
        style(LETTERHEAD, "Letterhead").size(body * 12 / 10).line_spacing(around(0, 40)),
        style(SMALL, "Small Print").size(small),
        style(QUOTE, "Quote").indent(Some(340), None, None, None),
        style(GAP, "Missing").indent(Some(130), None, Some(130), None),
        style(MARK, "Mark").line_spacing(around(200, 60)),
        style(MARK_LINE, "Mark Line").indent(Some(340), None, None, None),
        style(CAPTION, "caption").bold().line_spacing(around(200, 80)),
        style(ENTRY, "List Paragraph").line_spacing(around(0, 80)),
        style(CELL, "Table Text").line_spacing(around(50, 50)),
    ];
    for (level, tenths) in [(1, 14), (2, 12), (3, 11), (4, 10), (5, 10)] {
        let size = body * tenths / 10;
        let heading = style(&heading(level), &format!("heading {level}")).size(size).bold();
        styles.push(heading.outline_lvl(usize::from(level) - 1).line_spacing(around(320, 100)));
    }
    styles
}

fn style(id: &str, name: &str) -> Style {
    Style::new(id, StyleType::Paragraph).name(name).based_on("Normal")
}

fn around(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().before(before).after(after)
}

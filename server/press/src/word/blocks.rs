//! The blocks of a document, written into a Word file.

use super::{
    styles::{self, CAPTION, DOTS, ENTRY, GAP, MARK, MARK_LINE, QUOTE, SMALL},
    tables,
    words::{bold, plain, run, styled},
};
use crate::{
    columns::Columns,
    headings::Headings,
    tidy::{is_blank, one_line},
    wording,
};
use docx_rs::{
    BorderType, Docx, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Table,
};
use reports::document::{Block, Shot, Tone};

/// What stands under the title.
enum Piece {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

/// Pieces of a file, from above to below.
pub(super) struct Pieces {
    pieces: Vec<Piece>,
    headings: Headings,
    last_numbering: usize,
}

impl Pieces {
    /// No piece yet.
    pub(super) fn new() -> Pieces {
        Pieces { pieces: Vec::new(), headings: Headings::below_title(), last_numbering: DOTS }
    }

    /// Writes a block.
    pub(super) fn add(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Text { text, tone } => self.text(text, *tone),
            Block::List { ordered, entries } => self.list(*ordered, entries),
            Block::Facts { rows } if rows.is_empty() => {}
            Block::Facts { rows } => self.table(tables::facts(rows)),
            Block::Table { caption, head, rows } => {
                let Some(columns) = Columns::new(head, rows) else { return };
                self.caption(caption);
                self.table(tables::table(&columns));
            }
            Block::Mark { word, title, lines, .. } => self.mark(word, title, lines),
            Block::Photos { shots } => shots.iter().for_each(|shot| self.photo(shot)),
            Block::Drawing { alt, caption, .. } => self.picture(alt, caption, wording::DRAWING_IN_PDF),
            Block::Signature { name, role, when, fingerprint } => {
                self.signature(name, role, when, fingerprint)
            }
        }
    }

    /// Puts them into a file, under what it has already.
    pub(super) fn into_file(self, file: Docx) -> Docx {
        let file =
            (DOTS + 1..=self.last_numbering).map(styles::figures_from_one).fold(file, Docx::add_numbering);
        self.pieces.into_iter().fold(file, |file, piece| match piece {
            Piece::Paragraph(paragraph) => file.add_paragraph(*paragraph),
            Piece::Table(table) => file.add_table(*table),
        })
    }

    fn heading(&mut self, level: u8, text: &str) {
        let text = one_line(text);
        if !is_blank(&text) {
            let level = self.headings.next(level) - 1;
            self.write(styled(&styles::heading(level), plain(&text)).keep_next(true));
        }
    }

    fn text(&mut self, text: &str, tone: Tone) {
        if is_blank(text) {
            return;
        }
        self.write(match tone {
            Tone::Plain => Paragraph::new().add_run(plain(text)),
            Tone::Small => styled(SMALL, plain(text)),
            Tone::Quote => bordered(styled(QUOTE, plain(text)), &[ParagraphBorderPosition::Left], 18),
            Tone::Gap => gap(text),
        });
    }

    fn list(&mut self, ordered: bool, entries: &[String]) {
        let numbering = if ordered { self.next_numbering() } else { DOTS };
        for entry in entries {
            self.write(styles::numbered(styled(ENTRY, plain(entry)), numbering));
        }
    }

    fn next_numbering(&mut self) -> usize {
        self.last_numbering += 1;
        self.last_numbering
    }

    fn mark(&mut self, word: &str, title: &str, lines: &[String]) {
        let said: Vec<String> =
            [word, title].iter().map(|words| one_line(words)).filter(|words| !words.is_empty()).collect();
        self.write(styled(MARK, bold(&said.join(": "))).keep_next(!lines.is_empty()));
        for line in lines.iter().filter(|line| !is_blank(line)) {
            self.write(styled(MARK_LINE, plain(line)));
        }
    }

    fn photo(&mut self, shot: &Shot) {
        self.picture(&shot.alt, &shot.caption, wording::PHOTO_IN_PDF);
    }

    /// What stands in the place of a picture: its caption, what it shows, and where it can be seen.
    fn picture(&mut self, alt: &str, caption: &str, elsewhere: &str) {
        self.caption(caption);
        if !is_blank(alt) && alt.trim() != caption.trim() {
            self.write(Paragraph::new().add_run(plain(alt)).keep_next(true));
        }
        self.write(styled(SMALL, run(elsewhere)));
    }

    fn caption(&mut self, caption: &str) {
        if !is_blank(caption) {
            self.write(styled(CAPTION, plain(caption)).keep_next(true));
        }
    }

    fn signature(&mut self, name: &str, role: &str, when: &str, fingerprint: &str) {
        let mut lines = vec![role.to_owned(), when.to_owned()];
        lines.extend((!fingerprint.is_empty()).then(|| format!("Fingerprint {fingerprint}")));
        lines.retain(|line| !is_blank(line));
        let signed =
            Paragraph::new().add_run(bold(name.trim())).add_run(run(&format!("\n{}", lines.join("\n"))));
        self.write(bordered(signed, &[ParagraphBorderPosition::Top], 8).keep_lines(true));
    }

    /// Two tables without a paragraph between them would become one.
    fn table(&mut self, table: Table) {
        self.pieces.push(Piece::Table(Box::new(table)));
        self.write(Paragraph::new());
    }

    fn write(&mut self, paragraph: Paragraph) {
        self.pieces.push(Piece::Paragraph(Box::new(paragraph)));
    }
}

fn gap(text: &str) -> Paragraph {
    use ParagraphBorderPosition::{Bottom, Left, Right, Top};
    let (lead, rest) = wording::gap(text);
    let lead = if lead.is_empty() { String::new() } else { format!("{lead} ") };
    bordered(styled(GAP, bold(&lead)).add_run(plain(rest)), &[Top, Right, Bottom, Left], 6)
}

fn bordered(mut paragraph: Paragraph, sides: &[ParagraphBorderPosition], eighths: usize) -> Paragraph {
    let borders = sides.iter().fold(ParagraphBorders::with_empty(), |borders, side| {
        borders.set(
            ParagraphBorder::new(side.clone()).val(BorderType::Single).size(eighths).space(6).color("000000"),
        )
    });
    paragraph.property = paragraph.property.set_borders(borders);
    paragraph
}

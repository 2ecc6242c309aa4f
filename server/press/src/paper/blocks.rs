//! The blocks of a document, made into parts of a sheet.

use super::{
    letters::Letters,
    long_words::Room,
    parts::{Fact, Part, Print, Row},
    pictures::{Picture, Pictures, drawing},
};
use crate::{
    columns::Columns,
    headings::Headings,
    tidy::{is_blank, one_line, tidy},
    wording,
};
use reports::document::{Block, Shot, Tone};

/// Labels up to this long stand in a column of their own width.
const SHORT_LABEL: usize = 26;

/// The part of the width that longer labels get.
const LABELS: f64 = 0.38;

/// A photo is at most this tall, measured by the width of its column, so that three rows fit on a page.
const TALLEST_PHOTO: f64 = 0.9;

/// The same for a drawing, which has a page to itself if need be.
const TALLEST_DRAWING: f64 = 1.05;

/// Makes parts, from above to below.
pub(super) struct Parts<'a> {
    pictures: &'a Pictures<'a>,
    letters: Letters,
    headings: Headings,
    large: bool,
    parts: Vec<Part>,
}

impl<'a> Parts<'a> {
    /// No part yet.
    pub(super) fn new(pictures: &'a Pictures<'a>, letters: Letters, large: bool) -> Parts<'a> {
        Parts { pictures, letters, headings: Headings::below_title(), large, parts: Vec::new() }
    }

    /// Adds a block. One without a word in it adds nothing.
    pub(super) fn add(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Text { text, tone } => self.text(text, *tone),
            Block::List { ordered, entries } => self.list(*ordered, entries),
            Block::Facts { rows } => self.facts(rows),
            Block::Table { caption, head, rows } => self.table(caption, head, rows),
            Block::Mark { sign, word, title, lines } => self.mark(sign, word, title, lines),
            Block::Photos { shots } => self.photos(shots),
            Block::Drawing { alt, caption, svg } => self.drawing(alt, caption, svg),
            Block::Signature { name, role, when, fingerprint } => {
                let signature = [name, role, when, fingerprint];
                let whole = signature.iter().all(|words| self.fits(words, 0.15));
                let [name, role, when, fingerprint] = signature.map(|words| self.line(words));
                self.parts.push(Part::Signature { name, role, when, fingerprint, whole });
            }
        }
    }

    /// Adds a paragraph.
    pub(super) fn text(&mut self, text: &str, tone: Tone) {
        if is_blank(text) {
            return;
        }
        let (lead, text) = if tone == Tone::Gap { wording::gap(text) } else { ("", text) };
        let text = self.line(text);
        self.parts.push(Part::Text { tone, lead, text });
    }

    /// The parts. Says at the end what could not be printed.
    pub(super) fn done(mut self) -> Vec<Part> {
        if self.letters.lost() {
            self.text(wording::LETTERS_LOST, Tone::Small);
        }
        self.parts
    }

    fn heading(&mut self, level: u8, text: &str) {
        let text = self.line(&one_line(text));
        if !is_blank(&text) {
            let level = self.headings.next(level);
            self.parts.push(Part::Heading { level, text });
        }
    }

    fn list(&mut self, ordered: bool, entries: &[String]) {
        let entries: Vec<String> = entries.iter().map(|entry| self.line(entry)).collect();
        if !entries.is_empty() {
            self.parts.push(Part::List { ordered, entries });
        }
    }

    fn facts(&mut self, rows: &[(String, String)]) {
        let wide_labels = rows.iter().any(|(label, _)| label.chars().count() > SHORT_LABEL);
        let rooms = [LABELS, 1.0 - LABELS].map(|part| Room::column(part, self.large));
        let rows: Vec<Fact> = rows
            .iter()
            .map(|(label, words)| Fact {
                whole: self.fits(label, LABELS) && self.fits(words, 1.0 - LABELS),
                label: self.letters.in_room(label, rooms[0]),
                words: self.letters.in_room(words, rooms[1]),
            })
            .collect();
        if !rows.is_empty() {
            self.parts.push(Part::Facts { rows, wide_labels, hyphens_from: rooms[0].hyphens_from() });
        }
    }

    fn table(&mut self, caption: &str, head: &[String], rows: &[Vec<String>]) {
        let Some(columns) = Columns::new(head, rows) else { return };
        let all: usize = columns.shares.iter().sum();
        let widths: Vec<f64> = columns.shares.iter().map(|share| *share as f64 / all as f64).collect();
        let rows = columns.rows.iter().map(|row| Row {
            whole: row.iter().zip(&widths).all(|(cell, width)| self.fits(cell, *width)),
            cells: self.cells(row, &widths),
        });
        let rows = rows.collect();
        let head = self.cells(&columns.head, &widths);
        let caption = self.line(&one_line(caption));
        let narrowest = widths.iter().copied().fold(1.0, f64::min);
        let hyphens_from = Room::column(narrowest, self.large).hyphens_from();
        self.parts.push(Part::Table { caption, head, rows, shares: columns.shares, hyphens_from });
    }

    fn cells(&mut self, cells: &[&str], widths: &[f64]) -> Vec<String> {
        let cells = cells.iter().zip(widths);
        cells.map(|(cell, width)| self.letters.in_room(cell, Room::column(*width, self.large))).collect()
    }

    fn mark(&mut self, sign: &str, word: &str, title: &str, lines: &[String]) {
        let (word, title) = (self.line(&one_line(word)), self.line(&one_line(title)));
        let whole = self.fits(&lines.join("\n"), 0.3);
        let lines = lines.iter().filter(|line| !is_blank(line)).map(|line| self.line(line)).collect();
        self.parts.push(Part::Mark { shape: shape(sign), word, title, lines, whole });
    }

    fn photos(&mut self, shots: &[Shot]) {
        let shots: Vec<Print> = shots.iter().map(|shot| self.photo(shot)).collect();
        if !shots.is_empty() {
            self.parts.push(Part::Photos { shots });
        }
    }

    fn photo(&mut self, shot: &Shot) -> Print {
        let instead = match self.pictures.of(&shot.sha256) {
            Picture::Here { file_idx, tall } => {
                return Print::Here {
                    file: format!("{file_idx}.jpg"),
                    alt: tidy(wording::alt(&shot.alt, &shot.caption, "Photo")),
                    caption: self.letters.in_room(&shot.caption, Room::column(0.5, self.large)),
                    width: (TALLEST_PHOTO / tall).min(1.0),
                    whole: self.fits(&shot.caption, 0.1),
                };
            }
            Picture::Away => wording::photo_away(&shot.caption),
            Picture::Spoilt => wording::photo_spoilt(&shot.caption),
        };
        Print::Instead { instead: self.letters.in_room(&instead, Room::column(0.5, self.large)) }
    }

    fn drawing(&mut self, alt: &str, caption: &str, svg: &str) {
        let svg = self.letters.in_drawing(svg);
        let Some(tall) = drawing(&svg) else {
            return self.text(&wording::drawing_spoilt(caption), Tone::Gap);
        };
        let alt = tidy(wording::alt(alt, caption, "Drawing"));
        let caption = self.line(caption);
        self.parts.push(Part::Drawing { alt, caption, svg, width: (TALLEST_DRAWING / tall).min(1.0) });
    }

    fn line(&mut self, text: &str) -> String {
        self.letters.in_room(text, Room::line(self.large))
    }

    /// True where text surely fits on one page, in a column that takes this part of the width.
    fn fits(&self, text: &str, part_of_width: f64) -> bool {
        let page = if self.large { 1000.0 } else { 2400.0 };
        let line_breaks = text.matches('\n').count();
        text.chars().count() as f64 + 60.0 * line_breaks as f64 <= page * part_of_width
    }
}

/// The shape beside the word. Shape and word carry the meaning, never colour.
fn shape(sign: &str) -> &'static str {
    match sign {
        "hazard" | "does-not-fit" => "octagon",
        "concern" | "tight" => "triangle",
        "ok" | "fits" => "circle",
        "cannot-tell" | "not-seen" => "dashed-circle",
        _ => "none",
    }
}

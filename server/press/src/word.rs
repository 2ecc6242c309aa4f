//! The Word file: the same words in the same order as the PDF, for those who have to go on writing in it.
//! It holds no pictures, because a picture in it could not say what it shows.

mod blocks;
mod completed;
mod styles;
mod tables;
mod words;

use crate::{
    PressError,
    tidy::{is_blank, one_line},
    wording,
};
use blocks::Pieces;
use docx_rs::{Footer, NumPages, PageNum, Paragraph};
use reports::document::Document;
use std::io::Cursor;
use styles::{LETTERHEAD, SMALL, TITLE};
use words::{bold, plain, run, styled};

/// Writes a document as a Word file.
pub fn docx(document: &Document) -> Result<Vec<u8>, PressError> {
    let mut file = styles::sheet(document.large).footer(Footer::new().add_paragraph(foot(document)));
    for paragraph in head(document) {
        file = file.add_paragraph(paragraph);
    }
    let mut pieces = Pieces::new();
    for block in &document.blocks {
        pieces.add(block);
    }
    let parts = completed::completed(pieces.into_file(file).build(), document);
    let mut bytes = Cursor::new(Vec::new());
    parts.pack(&mut bytes).map_err(|why| PressError::Word(why.to_string()))?;
    Ok(bytes.into_inner())
}

/// Letterhead, reader, day and title.
fn head(document: &Document) -> Vec<Paragraph> {
    let mut head: Vec<Paragraph> = Vec::new();
    if let Some((service, address)) = document.letterhead.split_first() {
        head.push(styled(LETTERHEAD, bold(service)));
        head.extend((!address.is_empty()).then(|| styled(SMALL, plain(&address.join("\n")))));
    }
    let spoken = [document.to.join("\n"), document.day.clone()];
    head.extend(
        spoken.iter().filter(|words| !is_blank(words)).map(|words| Paragraph::new().add_run(plain(words))),
    );
    head.push(styled(TITLE, plain(&one_line(wording::title(document)))));
    if !is_blank(&document.subtitle) {
        head.push(Paragraph::new().add_run(plain(&document.subtitle)));
    }
    head.extend(wording::draft(document).map(|draft| Paragraph::new().add_run(bold(&draft))));
    head
}

/// What stands at the foot of every sheet.
fn foot(document: &Document) -> Paragraph {
    let mut foot = Paragraph::new().style(SMALL);
    if let Some(draft) = wording::draft(document) {
        foot = foot.add_run(bold(&format!("{draft}\n")));
    }
    let running = wording::short(&document.running);
    let page = if running.is_empty() { "page ".to_owned() } else { format!("{running} . page ") };
    foot.add_run(run(&page)).add_page_num(PageNum::new()).add_run(run(" of ")).add_num_pages(NumPages::new())
}

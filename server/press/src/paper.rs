//! The PDF. A document is made into a sheet (pure data, `sheet`), a template sets it (`paper.typ`), and the
//! exporter refuses whatever PDF/UA-1 does not allow.

mod blocks;
mod fonts;
mod letters;
mod long_words;
mod parts;
mod pictures;
mod sheet;
mod world;

use crate::{
    Images, PressError,
    error::{self, reasons},
};
use letters::Letters;
use pictures::Pictures;
use reports::document::Document;
use sheet::Sheet;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::Desk;

/// Prints a document as a tagged PDF. Equal documents and images give equal bytes.
pub fn pdf(document: &Document, images: &Images) -> Result<Vec<u8>, PressError> {
    let _cleared = ClearedDesk;
    let pictures = Pictures::new(document, images);
    let printed = print(document, &pictures, Letters::all());
    // Letters of another script can combine in a way that cannot be mapped back to text, which PDF/UA-1
    // forbids. A sheet with boxes in their place is better than no sheet.
    printed.or_else(|first| print(document, &pictures, Letters::of_our_face()).map_err(|_| first))
}

fn print(document: &Document, pictures: &Pictures, letters: Letters) -> Result<Vec<u8>, PressError> {
    let sheet = Sheet::new(document, pictures, letters);
    let desk = Desk::new(serde_json::to_vec(&sheet)?, pictures.files());
    let set =
        typst::compile::<PagedDocument>(&desk).output.map_err(|why| PressError::Setting(reasons(&why)))?;
    typst_pdf::pdf(&set, &options(document)?).map_err(|why| PressError::Standard(reasons(&why)))
}

fn options(document: &Document) -> Result<PdfOptions, PressError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|why| PressError::Standard(error::without_quotations(why.message())))?;
    Ok(PdfOptions {
        ident: Smart::Custom(format!("{}/{}", document.visit, document.kind.code())),
        creator: Smart::Custom(Some("Threshold".to_owned())),
        standards,
        ..PdfOptions::default()
    })
}

/// The typesetter remembers all it ever laid out, decoded photos included, until it is told to forget. It is
/// told whenever a print ends, however it ends.
struct ClearedDesk;

impl Drop for ClearedDesk {
    fn drop(&mut self) {
        comemo::evict(0);
    }
}

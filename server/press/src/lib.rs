//! A document as a tagged PDF (PDF/UA-1) or as a Word file. Knows no visit and no database, reads no file
//! and asks nobody: what is to be printed comes in, bytes go out. Text is data: it is never read as markup.
//!
//! Both functions keep a processor busy until they are done; a server calls them where blocking is allowed
//! and not too many at a time.

mod columns;
mod error;
mod headings;
mod images;
mod paper;
mod tidy;
mod word;
mod wording;

pub use error::PressError;
pub use images::Images;
pub use paper::pdf;
pub use word::docx;

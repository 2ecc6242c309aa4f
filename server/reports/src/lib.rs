//! What people read of a visit: its answers in words, area by area (`reading`), what changed between
//! two versions (`changes`), the report of the whole (`report`), and a document for each reader
//! (`documents`). Pure: data in, data out, on the server and on the tablet alike. Nothing here knows how a page or a sheet of paper looks.

mod changes;
pub mod document;
mod documents;
mod entries;
mod reading;
pub mod reading_age;
mod report;
mod standing;
mod words;

pub use changes::{Changed, changed_since};
pub use documents::{Desk, Options, document, photo_marks};
pub use entries::{Detail, DetailKind, Entry, Line, ShownPhoto, Side};
pub use reading::{Area, AreaId, AreaLine, Choice, Reading, Source};
pub use report::{Figure, Finding, Pair, Part, Report, Step, report};
pub use standing::{Signed, Standing};
pub use words::{answer_words, field_label, in_quotes};

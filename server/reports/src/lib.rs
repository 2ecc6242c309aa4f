//! What people read of a visit: its answers in words, area by area (`reading`), what changed between
//! two versions (`changes`), and the report that is printed (`report`). Pure: data in, data out, on
//! the server and on the tablet alike. Nothing here knows how a page or a sheet of paper looks.

mod changes;
mod entries;
mod reading;
mod report;
mod words;

pub use changes::{Changed, changed_since};
pub use entries::{Detail, DetailKind, Entry, Line, ShownPhoto, Side};
pub use reading::{Area, AreaId, AreaLine, Choice, Reading, Source};
pub use report::{Figure, Finding, Pair, Part, Report, Signed, Standing, Step, report};
pub use words::{answer_words, field_label};

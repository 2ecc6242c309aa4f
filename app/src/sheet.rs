//! Draws a form: binds the engine to `ui`. What a question looks like is decided here, what it
//! means in `forms`. Every change goes through the [`Book`], which writes it down; nothing here
//! stores or sends.

mod beginning;
mod book;
mod choice;
mod date;
mod earlier;
mod fit;
mod followed;
mod foot;
mod item;
mod judgement;
mod later;
mod list;
mod number;
mod one_item;
mod page;
mod photos;
mod pick;
mod question;
mod queue;
mod repeat;
mod rich;
mod slider;
mod suggestion;
mod table;
mod text;
mod thoughts;
mod words;

pub use book::{Book, UndoStep};
pub use date::moment;
pub use earlier::TakeOver;
pub use fit::Fit;
pub use foot::{absent_answer, more_words, reasons};
pub use later::{Later, N_FIRST};
pub use list::AreaItems;
pub use one_item::OneItem;
pub use page::{Sheet, say};
pub use photos::{answer_at, camera, caption_or_number, kilobytes, photo_state, tiles_in};
pub use suggestion::Suggestion;
pub use thoughts::{Thinking, Thoughts, advised_of_all, with_visit};
pub use words::{answer_words, counted, findings_words, value_words};

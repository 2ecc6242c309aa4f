//! Routes that are no pages: versioned, because an old cached client must still be understood.

pub mod catalogue;
pub mod forms;
pub mod health;
pub mod people;
pub mod photos;
pub mod refusal;
pub mod reports;
pub mod session;
pub mod shell;
pub mod sync;

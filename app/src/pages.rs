//! One file a page.

pub mod document;
pub mod field;
pub mod office;
pub mod paper;

//! One file a page.

pub mod field;
pub mod office;
pub mod paper;

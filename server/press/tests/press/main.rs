//! What people get to read: documents printed as PDF and as Word, opened again and looked into.

mod large;
mod paper;
mod reading;
mod sample;
mod text;
mod word;

//! Threshold's pages: everything that is the same on the tablet and on the server. Two roots stand
//! here, the field app (drawn from the tablet's store, with or without signal) and the office
//! (rendered by the server). Nothing here names a database; server functions ask `server`.

#![recursion_limit = "256"]

pub mod routes;
pub mod session;

pub mod download;
pub mod error;
pub mod keys;
pub mod local;
pub mod parts;
#[cfg(feature = "ssr")]
pub mod server;

pub mod api;

pub mod field;
pub mod office;

pub mod pages;
pub mod pictures;
pub mod sheet;
pub mod ui;

pub use field::FieldApp;
pub use office::{OfficeApp, office_document};

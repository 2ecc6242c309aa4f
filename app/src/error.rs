//! What may cross the wire when something goes wrong: words for a person, and nothing else.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An error a page can show. Never holds clinical text or a cause from inside.
#[derive(Clone, Debug, Error, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// Nobody is signed in (any more).
    #[error(
        "You are signed out by now. Sign in in another tab, then try again here: nothing on this page is lost."
    )]
    SignIn,
    /// It does not exist, or it is not the caller's to see.
    #[error("It does not exist, or it is not yours to see.")]
    NotFound,
    /// The request cannot be done as it stands; the words say what would be right.
    #[error("{0}")]
    Refused(String),
    /// The record changed while it was being read.
    #[error("This record has changed while you read it. Read the new version first.")]
    Changed,
    /// The server could not be reached.
    #[error("The server was not reached. Try again in a moment: nothing on this page is lost.")]
    NoServer,
    /// Our fault; the number tells us what happened.
    #[error("Something went wrong here. Number {0} tells us what happened.")]
    OurFault(String),
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => AppError::NoServer,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => {
                AppError::Refused("The request could not be read. Load the page again.".to_owned())
            }
            _ => AppError::OurFault("0000".to_owned()),
        }
    }
}

//! What the person is shown, and the name they draw under it.

mod ink;
mod words;

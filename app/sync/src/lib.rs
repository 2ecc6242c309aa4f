//! What the tablet and the server say to each other about visits, and how either side applies it.
//! Deciding is pure (`merge`, `content`); the tablet's store is a trait with two implementations.
//! No clock and no randomness: moments and new ids are passed in.

pub mod cards;
pub mod change;
pub mod content;
pub mod desk;
pub mod issued;
pub mod merge;
pub mod orders;
pub mod store;
pub mod tablet;
pub mod wire;

pub use cards::{Addendum, Comment, Reply, VisitCard, VisitPack};
pub use change::{Change, FieldKey, FormRef, Mutation, SCHEMA};
pub use merge::{Absorbed, Head, absorb};
pub use store::{Batch, MemoryStore, Store, StoreError};
pub use tablet::{Place, Tablet, Unsent};
pub use wire::{Outcome, PullReply, PushReply, PushRequest};

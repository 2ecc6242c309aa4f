//! The tests of the six documents: what each says to its reader, and what it never says.

#[path = "documents/all.rs"]
mod all;
#[path = "documents/full.rs"]
mod full;
#[path = "documents/handling.rs"]
mod handling;
#[path = "documents/housing.rs"]
mod housing;
#[path = "documents/landlord.rs"]
mod landlord;
#[path = "documents/letter.rs"]
mod letter;
#[path = "documents/made.rs"]
mod made;
#[path = "documents/nothing_lost.rs"]
mod nothing_lost;
#[path = "documents/summary.rs"]
mod summary;
#[path = "reports/visit.rs"]
#[allow(dead_code)]
mod visit;

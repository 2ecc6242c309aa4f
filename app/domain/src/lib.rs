//! What an occupational therapy service is made of: people and their homes, visits, roles,
//! the calendar, and the one access policy. Pure values and functions: no clock, no randomness,
//! no storage and no page may ever be named here.

pub mod access;
pub mod calendar;
pub mod closing;
pub mod ids;
mod in_order;
pub mod measures;
pub mod orders;
pub mod people;
pub mod roles;
pub mod rules;
mod thousands;
pub mod visits;

pub use access::{Action, Actor, Decision, Denial, FieldClass, Relationship};
pub use ids::{CommentId, IssuedId, OrderId, OrgId, PersonId, UserId, VisitId};
pub use in_order::in_order;
pub use roles::Role;
pub use visits::{VisitKind, VisitState};

//! Up to which cost a role may approve by itself.

use super::Pence;
use crate::roles::Role;
use serde::{Deserialize, Serialize};

/// The limits of a service that has set none of its own, `None` for no limit. These are local settings:
/// nothing national stands behind the figures, check locally.
pub const DEFAULT_LIMITS: [(Role, Option<Pence>); 5] = [
    (Role::Therapist, Some(Pence::pounds(150))),
    (Role::Assistant, Some(Pence::ZERO)),
    (Role::Student, Some(Pence::ZERO)),
    (Role::Supervisor, Some(Pence::pounds(1_000))),
    (Role::Manager, None),
];

/// The limit of a role where the service has set none; who does not work with orders approves nothing.
pub fn default_limit(role: Role) -> Option<Pence> {
    let found = DEFAULT_LIMITS.iter().find(|(known, _)| *known == role);
    found.map_or(Some(Pence::ZERO), |(_, limit)| *limit)
}

/// Whether a cost is within a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Approval {
    /// It may be approved.
    Within,
    /// It is above this limit: somebody else has to.
    Above(Pence),
}

/// Compares a cost with a limit; `None` is no limit. A limit of nought approves nothing, also not what costs nothing.
pub fn approval(cost: Pence, limit: Option<Pence>) -> Approval {
    match limit {
        None => Approval::Within,
        Some(limit) if cost <= limit && limit > Pence::ZERO => Approval::Within,
        Some(limit) => Approval::Above(limit),
    }
}

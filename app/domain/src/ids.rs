//! Identifiers. Each kind of thing has its own type, so that a visit can never be looked up by a
//! person's id. Ids are UUIDv7 and are made at the edges, never here.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    };
}

id!(
    /// An organisation (tenant): every row belongs to one.
    OrgId
);
id!(
    /// A member of staff or a student with an account.
    UserId
);
id!(
    /// A person the service works with.
    PersonId
);
id!(
    /// One visit by one author.
    VisitId
);
id!(
    /// A reviewer's comment pinned to an answer or to a visit.
    CommentId
);
id!(
    /// One order: a thing recommended in a visit, so many of it.
    OrderId
);
id!(
    /// A report as it was given to somebody.
    IssuedId
);

//! Orders: what was recommended and has to be bought, fitted or built, the states it goes through, and the
//! categories of money it is paid from. Who may move an order stands in `access`; sums stand in `budget`.

mod budget;
mod limits;
mod pence;

pub use budget::{Balance, BudgetLine, BudgetYear, CostLine, budget};
pub use limits::{Approval, DEFAULT_LIMITS, approval, default_limit};
pub use pence::Pence;

use serde::{Deserialize, Serialize};

/// Most pieces of one thing in one order.
pub const QUANTITY_MAX: u32 = 999;

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderState {
    /// Recommended in a signed record; the cost is not approved yet.
    Proposed,
    /// Its cost is approved.
    Approved,
    /// Asked for from a supplier, a store or a contractor.
    Ordered,
    /// In place.
    Fitted,
    /// Shown to those who use it, and shown back by them.
    Demonstrated,
    /// Somebody looked whether it is used, safe and still right.
    Reviewed,
    /// Taken back.
    Collected,
    /// Its cost is not approved.
    Refused,
    /// Not wanted any more.
    Withdrawn,
}

impl OrderState {
    /// Every state, in the order of an order's life.
    pub const ALL: [OrderState; 9] = [
        OrderState::Proposed,
        OrderState::Approved,
        OrderState::Ordered,
        OrderState::Fitted,
        OrderState::Demonstrated,
        OrderState::Reviewed,
        OrderState::Collected,
        OrderState::Refused,
        OrderState::Withdrawn,
    ];

    /// The stable code used in storage and in addresses.
    pub fn code(self) -> &'static str {
        match self {
            OrderState::Proposed => "proposed",
            OrderState::Approved => "approved",
            OrderState::Ordered => "ordered",
            OrderState::Fitted => "fitted",
            OrderState::Demonstrated => "demonstrated",
            OrderState::Reviewed => "reviewed",
            OrderState::Collected => "collected",
            OrderState::Refused => "refused",
            OrderState::Withdrawn => "withdrawn",
        }
    }

    /// The state with this code.
    pub fn parse(code: &str) -> Option<OrderState> {
        OrderState::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The words people read.
    pub fn words(self) -> &'static str {
        match self {
            OrderState::Proposed => "Proposed",
            OrderState::Approved => "Approved",
            OrderState::Ordered => "Ordered",
            OrderState::Fitted => "Fitted",
            OrderState::Demonstrated => "Demonstrated",
            OrderState::Reviewed => "Reviewed",
            OrderState::Collected => "Collected",
            OrderState::Refused => "Refused",
            OrderState::Withdrawn => "Withdrawn",
        }
    }

    /// The states it may go to.
    pub fn next(self) -> &'static [OrderState] {
        use OrderState as S;
        match self {
            S::Proposed => &[S::Approved, S::Refused, S::Withdrawn],
            S::Approved => &[S::Ordered, S::Withdrawn],
            S::Ordered => &[S::Fitted, S::Withdrawn],
            S::Fitted => &[S::Demonstrated, S::Collected],
            S::Demonstrated => &[S::Reviewed, S::Collected],
            S::Reviewed => &[S::Collected],
            S::Collected | S::Refused | S::Withdrawn => &[],
        }
    }

    /// The states it may be moved to without deciding about money.
    pub fn steps(self) -> Vec<OrderState> {
        self.next().iter().copied().filter(|state| !state.is_decision()).collect()
    }

    /// True for what somebody who answers for money decides.
    pub fn is_decision(self) -> bool {
        matches!(self, OrderState::Approved | OrderState::Refused)
    }

    /// True once somebody outside has been asked for it: the record does not change it any more.
    pub fn is_out(self) -> bool {
        use OrderState as S;
        matches!(self, S::Ordered | S::Fitted | S::Demonstrated | S::Reviewed | S::Collected)
    }
}

/// What money is kept apart for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Lent or bought, and carried in.
    Equipment,
    /// Fixed to the home, small: rails, a step, a key safe.
    Minor,
    /// Building work.
    Major,
    /// Alarms, sensors, door entry.
    Telecare,
}

impl Category {
    /// Every category, in the order lists show them.
    pub const ALL: [Category; 4] =
        [Category::Equipment, Category::Minor, Category::Major, Category::Telecare];

    /// The stable code used in forms, storage and files.
    pub fn code(self) -> &'static str {
        match self {
            Category::Equipment => "equipment",
            Category::Minor => "minor",
            Category::Major => "major",
            Category::Telecare => "telecare",
        }
    }

    /// The category with this code; other kinds of recommendations cost nothing here.
    pub fn parse(code: &str) -> Option<Category> {
        Category::ALL.into_iter().find(|category| category.code() == code)
    }

    /// The words people read.
    pub fn words(self) -> &'static str {
        match self {
            Category::Equipment => "Equipment",
            Category::Minor => "Minor adaptation",
            Category::Major => "Major adaptation",
            Category::Telecare => "Telecare",
        }
    }
}

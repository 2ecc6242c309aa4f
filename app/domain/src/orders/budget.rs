//! The money of a year by category: what was allotted, what is promised, what is spent, and what it comes to.

use super::{Category, OrderState, Pence};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A year of the budget, from 1 April to 31 March, by the calendar year in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BudgetYear(i32);

impl BudgetYear {
    /// The year that begins on 1 April of this calendar year; none outside 2000 to 2100.
    pub fn beginning(year: i32) -> Option<BudgetYear> {
        (2000..=2100).contains(&year).then_some(BudgetYear(year))
    }

    /// The year in which a day lies.
    pub fn of(day: NaiveDate) -> BudgetYear {
        BudgetYear(if day.month() >= 4 { day.year() } else { day.year() - 1 })
    }

    /// The calendar year in which it begins.
    pub fn begins(self) -> i32 {
        self.0
    }

    /// "April 2026 to March 2027".
    pub fn words(self) -> String {
        format!("April {} to March {}", self.0, self.0 + 1)
    }

    /// Its first day and its last.
    pub fn days(self) -> (NaiveDate, NaiveDate) {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        (day(self.0, 4, 1), day(self.0 + 1, 3, 31))
    }
}

/// An order, as far as money is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CostLine {
    /// What it is paid from.
    pub category: Category,
    /// Where it stands.
    pub state: OrderState,
    /// How many.
    pub quantity: u32,
    /// What one costs; none while nobody wrote a price.
    pub unit: Option<Pence>,
}

impl CostLine {
    /// What it costs in all; nothing while nobody wrote a price.
    pub fn cost(&self) -> Pence {
        self.unit.unwrap_or_default().times(self.quantity)
    }
}

/// What is left of money, or by how much it is too little.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Balance {
    /// So much is left.
    Left(Pence),
    /// So much is missing.
    Over(Pence),
}

impl Balance {
    /// "£120.00 left", "£30.00 over".
    pub fn words(self) -> String {
        match self {
            Balance::Left(amount) => format!("{amount} left"),
            Balance::Over(amount) => format!("{amount} over"),
        }
    }

    fn of(allotted: Pence, used: Pence) -> Balance {
        match allotted.minus(used) {
            Some(left) => Balance::Left(left),
            None => Balance::Over(used.minus(allotted).unwrap_or_default()),
        }
    }
}

/// The money of one category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetLine {
    /// The category.
    pub category: Category,
    /// What was given for the year.
    pub allotted: Pence,
    /// Proposed and not decided.
    pub proposed: Pence,
    /// Approved or ordered, and not in place.
    pub committed: Pence,
    /// In place, or collected after it was.
    pub spent: Pence,
    /// How many proposals have no price yet: they are in no sum.
    pub n_unpriced: usize,
}

impl BudgetLine {
    /// What it comes to when every proposal is approved.
    pub fn forecast(&self) -> Pence {
        self.committed.plus(self.spent).plus(self.proposed)
    }

    /// What is left beside what is committed and spent.
    pub fn left(&self) -> Balance {
        Balance::of(self.allotted, self.committed.plus(self.spent))
    }

    /// What would be left when every proposal is approved.
    pub fn left_in_forecast(&self) -> Balance {
        Balance::of(self.allotted, self.forecast())
    }
}

/// Adds up orders by category, every category once and in its order. What is refused or withdrawn costs nothing.
pub fn budget(allotted: &[(Category, Pence)], orders: &[CostLine]) -> Vec<BudgetLine> {
    use OrderState as S;
    let lines_of = |category: Category, states: &'static [OrderState]| {
        orders.iter().filter(move |line| line.category == category && states.contains(&line.state))
    };
    let of = |category, states| -> Pence { lines_of(category, states).map(CostLine::cost).sum() };
    let lines = Category::ALL.into_iter().map(|category| BudgetLine {
        category,
        allotted: allotted.iter().filter(|(of, _)| *of == category).map(|(_, amount)| *amount).sum(),
        proposed: of(category, &[S::Proposed]),
        committed: of(category, &[S::Approved, S::Ordered]),
        spent: of(category, &[S::Fitted, S::Demonstrated, S::Reviewed, S::Collected]),
        n_unpriced: lines_of(category, &[S::Proposed]).filter(|line| line.unit.is_none()).count(),
    });
    lines.collect()
}

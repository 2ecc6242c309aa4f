//! The money of a year: what was allotted by category, and what orders make of it. Hours of care are not in it.

use crate::error::AppError;
use domain::orders::{BudgetLine, Category, Pence};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

/// Which year; the one that is running when none is asked for, or one out of reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WantedYear {
    /// The calendar year in which it begins.
    pub begins: Option<i32>,
}

/// How much money a category has in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allotting {
    /// The calendar year in which it begins.
    pub begins: i32,
    /// The category.
    pub category: Category,
    /// How much.
    pub amount: Pence,
}

/// The money of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetPage {
    /// The calendar year in which it begins.
    pub begins: i32,
    /// That of the year that is running.
    pub running: i32,
    /// Category by category.
    pub lines: Vec<BudgetLine>,
}

/// The budget of a year. Managers only.
#[server(prefix = "/api/office", endpoint = "budget", input = Json)]
pub async fn budget(wanted: WantedYear) -> Result<BudgetPage, AppError> {
    let caller = crate::server::caller().await?;
    let running = domain::orders::BudgetYear::of(caller.actor.today);
    let year = wanted.begins.and_then(domain::orders::BudgetYear::beginning).unwrap_or(running);
    let lines = crate::server::records().budget(&caller.actor, year).await.map_err(crate::server::project)?;
    Ok(BudgetPage { begins: year.begins(), running: running.begins(), lines })
}

/// Says how much money a category has in a year; gives the budget after it. Managers only.
#[server(prefix = "/api/office", endpoint = "allot", input = Json)]
pub async fn allot(allotting: Allotting) -> Result<BudgetPage, AppError> {
    let caller = crate::server::caller().await?;
    let Allotting { begins, category, amount } = allotting;
    let year = domain::orders::BudgetYear::beginning(begins).ok_or(AppError::NotFound)?;
    let allotted = crate::server::records().allot(&caller.actor, year, category, amount).await;
    allotted.map_err(crate::server::project)?;
    budget(WantedYear { begins: Some(begins) }).await
}

//! Orders: what signed records propose to buy, fit or build, who approves its cost, and how far it is.

use crate::error::AppError;
use domain::{
    OrderId,
    orders::{BudgetLine, OrderState, Pence},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use sync::orders::{OrderFilter, OrderLine, OrderPage};

/// A decision about an order, and what is said with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deciding {
    /// The order.
    pub order: OrderId,
    /// A note, or why it is refused.
    pub words: String,
}

/// A price that somebody writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pricing {
    /// The order.
    pub order: OrderId,
    /// What one costs.
    pub unit: Pence,
    /// A note.
    pub words: String,
}

/// How far an order is by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advancing {
    /// The order.
    pub order: OrderId,
    /// Where it stands now.
    pub to: OrderState,
    /// What is said with it.
    pub words: String,
}

/// Orders that wait, and the money they are paid from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalsPage {
    /// What waits, longest first.
    pub lines: Vec<OrderLine>,
    /// The budget of the year that is running; empty for who may not read it.
    pub budget: Vec<BudgetLine>,
}

/// Orders of the people in the caller's care; of the whole service for supervisors and managers.
#[server(prefix = "/api/office", endpoint = "orders", input = Json)]
pub async fn orders(filter: OrderFilter) -> Result<Vec<OrderLine>, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().orders(&caller.actor, &filter).await.map_err(crate::server::project)
}

/// One order with everything that happened to it. Notes that the caller read it.
#[server(prefix = "/api/office", endpoint = "order", input = Json)]
pub async fn order(id: OrderId) -> Result<OrderPage, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().order(&caller.actor, id).await.map_err(crate::server::project)
}

/// Everything whose cost waits for a decision, longest waiting first. Supervisors and managers only; a manager is
/// told the budget with it.
#[server(prefix = "/api/office", endpoint = "approvals", input = Json)]
pub async fn approvals() -> Result<ApprovalsPage, AppError> {
    let (caller, records) = (crate::server::caller().await?, crate::server::records());
    let lines = records.waiting_for_approval(&caller.actor).await.map_err(crate::server::project)?;
    let year = domain::orders::BudgetYear::of(caller.actor.today);
    let budget = match records.budget(&caller.actor, year).await {
        Err(records::RecordsError::Denied(_)) => Vec::new(),
        read => read.map_err(crate::server::project)?,
    };
    Ok(ApprovalsPage { lines, budget })
}

/// Approves the cost of an order within the caller's own limit.
#[server(prefix = "/api/office", endpoint = "approve-order", input = Json)]
pub async fn approve_order(deciding: Deciding) -> Result<(), AppError> {
    let caller = crate::server::caller().await?;
    let Deciding { order, words } = deciding;
    crate::server::records().approve(&caller.actor, order, &words).await.map_err(crate::server::project)
}

/// Refuses the cost of an order, with a reason.
#[server(prefix = "/api/office", endpoint = "refuse-order", input = Json)]
pub async fn refuse_order(deciding: Deciding) -> Result<(), AppError> {
    let caller = crate::server::caller().await?;
    let Deciding { order, words } = deciding;
    crate::server::records().refuse(&caller.actor, order, &words).await.map_err(crate::server::project)
}

/// Writes what one piece costs, while nobody has decided. Within the limits it is approved by that.
#[server(prefix = "/api/office", endpoint = "price-order", input = Json)]
pub async fn price_order(pricing: Pricing) -> Result<(), AppError> {
    let caller = crate::server::caller().await?;
    let Pricing { order, unit, words } = pricing;
    let records = crate::server::records();
    records.set_price(&caller.actor, order, unit, &words).await.map_err(crate::server::project)
}

/// Says how far an order is. Never decides about money.
#[server(prefix = "/api/office", endpoint = "advance-order", input = Json)]
pub async fn advance_order(advancing: Advancing) -> Result<(), AppError> {
    let caller = crate::server::caller().await?;
    let Advancing { order, to, words } = advancing;
    crate::server::records().advance(&caller.actor, order, to, &words).await.map_err(crate::server::project)
}

//! Figures of the service: what checks lean on, where it uses its own, and up to which cost each role approves.

use crate::error::AppError;
use domain::{
    Role,
    orders::Pence,
    rules::{SettingValue, Settings},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use sync::orders::LimitLine;

/// The figures in force. Those that ship are known to every page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FiguresPage {
    /// What the service has put in the place of what ships.
    pub settings: Settings,
    /// Up to which cost each role approves by itself.
    pub limits: Vec<LimitLine>,
}

/// A figure of the service's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewFigure {
    /// Which setting.
    pub id: String,
    /// The figure.
    pub value: SettingValue,
    /// Why.
    pub reason: String,
}

/// A limit of a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLimit {
    /// The role.
    pub role: Role,
    /// The limit; none for no limit.
    pub limit: Option<Pence>,
}

/// The figures and limits of the caller's service.
#[server(prefix = "/api/office", endpoint = "figures", input = Json)]
pub async fn figures() -> Result<FiguresPage, AppError> {
    let caller = crate::server::caller().await?;
    let records = crate::server::records();
    let settings = records.settings(&caller.actor).await.map_err(crate::server::project)?;
    let limits = records.approval_limits(&caller.actor).await.map_err(crate::server::project)?;
    Ok(FiguresPage { settings, limits })
}

/// Puts the service's own figure in the place of what ships; gives the figures after it. Managers only.
#[server(prefix = "/api/office", endpoint = "own-figure", input = Json)]
pub async fn own_figure(new: NewFigure) -> Result<FiguresPage, AppError> {
    let caller = crate::server::caller().await?;
    let NewFigure { id, value, reason } = new;
    let changed = crate::server::records().change_setting(&caller.actor, &id, &value, &reason).await;
    changed.map_err(crate::server::project)?;
    figures().await
}

/// Goes back to the figure that ships; gives the figures after it. Managers only.
#[server(prefix = "/api/office", endpoint = "shipped-figure", input = Json)]
pub async fn shipped_figure(id: String) -> Result<FiguresPage, AppError> {
    let caller = crate::server::caller().await?;
    let reset = crate::server::records().reset_setting(&caller.actor, &id).await;
    reset.map_err(crate::server::project)?;
    figures().await
}

/// Sets the limit of a role; gives the figures after it. Managers only.
#[server(prefix = "/api/office", endpoint = "own-limit", input = Json)]
pub async fn own_limit(new: NewLimit) -> Result<FiguresPage, AppError> {
    let caller = crate::server::caller().await?;
    let set = crate::server::records().set_approval_limit(&caller.actor, new.role, new.limit).await;
    set.map_err(crate::server::project)?;
    figures().await
}

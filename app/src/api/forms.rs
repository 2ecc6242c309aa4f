//! The forms of the service: what there is, checking and publishing one, and which visits come with it.
//! Administrators only; nothing here is about anybody.

use crate::error::AppError;
use domain::VisitKind;
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use sync::desk::{FormCheck, FormLine, FormPage, NewFormVersion, PublishedForm};

/// Which versions to compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The form.
    pub id: String,
    /// The older version.
    pub from: String,
    /// The newer version.
    pub to: String,
}

/// Two versions of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwoVersions {
    /// Its title.
    pub title: String,
    /// Name and Questionnaire of the older one.
    pub before: (String, String),
    /// Name and Questionnaire of the newer one.
    pub after: (String, String),
}

/// Every form.
#[server(prefix = "/api/office", endpoint = "forms", input = Json)]
pub async fn forms() -> Result<Vec<FormLine>, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().form_library(&caller.actor).await.map_err(crate::server::project)
}

/// One form with its versions.
#[server(prefix = "/api/office", endpoint = "form", input = Json)]
pub async fn form(id: String) -> Result<FormPage, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().form_page(&caller.actor, &id).await.map_err(crate::server::project)
}

/// Two versions of a form.
#[server(prefix = "/api/office", endpoint = "compare-form", input = Json)]
pub async fn compare_form(wanted: Compared) -> Result<TwoVersions, AppError> {
    crate::server::two_versions(wanted).await
}

/// Says what would become of a Questionnaire. Keeps nothing.
#[server(prefix = "/api/office", endpoint = "check-form", input = Json)]
pub async fn check_form(text: String) -> Result<FormCheck, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().check_form(&caller.actor, &text).await.map_err(crate::server::project)
}

/// Publishes a version of a form.
#[server(prefix = "/api/office", endpoint = "publish-form", input = Json)]
pub async fn publish_form(new: NewFormVersion) -> Result<PublishedForm, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().publish_form(&caller.actor, &new).await.map_err(crate::server::project)
}

/// Says which kinds of visits come with a form; answers how many planned visits changed.
#[server(prefix = "/api/office", endpoint = "attach-form", input = Json)]
pub async fn attach_form(id: String, kinds: Vec<VisitKind>) -> Result<u32, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().attach_form(&caller.actor, &id, &kinds).await.map_err(crate::server::project)
}

/// Takes a form of the service out of use; answers how many planned visits changed.
#[server(prefix = "/api/office", endpoint = "retire-form", input = Json)]
pub async fn retire_form(id: String) -> Result<u32, AppError> {
    let caller = crate::server::caller().await?;
    crate::server::records().retire_form(&caller.actor, &id).await.map_err(crate::server::project)
}

//! Signing in and out, and who is signed in.

use crate::{
    error::AppError,
    session::{Desk, Page},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

/// A page of the office somebody wants to open.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// Which.
    pub page: Page,
}

/// Opens a page of the office: who is signed in and how much waits. Sends whoever is not signed in
/// to sign in; to a role without this page it does not exist.
#[server(prefix = "/api/office", endpoint = "enter", input = Json)]
pub async fn enter(asked: Asked) -> Result<Desk, AppError> {
    let caller = crate::server::visitor(asked.page).await?;
    let counts = crate::server::records().counts(&caller.actor).await.map_err(crate::server::project)?;
    Ok(Desk { me: caller.me, counts, now: chrono::Utc::now() })
}

/// Says that there is no such page, with the status as well.
#[server(prefix = "/api/office", endpoint = "nowhere", input = Json)]
pub async fn nowhere() -> Result<(), AppError> {
    crate::server::status(404);
    Err(AppError::NotFound)
}

/// The organisation's name, for the sign-in card.
#[server(prefix = "/api/office", endpoint = "organisation", input = Json)]
pub async fn organisation() -> Result<String, AppError> {
    Ok(crate::server::service().organisation)
}

/// Signs in, sets the cookie and sends the browser to the landing page. A plain form post, so that
/// it also works before the page has come to life.
#[server(prefix = "/api/office", endpoint = "sign-in")]
pub async fn sign_in(email: String, password: String, narrow: Option<String>) -> Result<(), AppError> {
    let records = crate::server::records();
    let (token, caller) = records
        .sign_in(&email, &password, &crate::server::address())
        .await
        .map_err(crate::server::sign_in_failure)?;
    crate::server::send_cookie(Some(&token.0));
    let on_a_tablet = narrow.is_some() && caller.me.role.visits_people();
    crate::server::redirect(if on_a_tablet {
        crate::routes::TODAY
    } else {
        crate::routes::landing(caller.me.role)
    });
    Ok(())
}

/// Ends the session and clears the cookie.
#[server(prefix = "/api/office", endpoint = "sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    crate::server::end_session().await?;
    crate::server::redirect(crate::routes::SIGN_IN);
    Ok(())
}

/// The email of the account that this start link opens; none when it is used, too old or was never made.
#[server(prefix = "/api/office", endpoint = "start-link", input = Json)]
pub async fn start_link(token: String) -> Result<Option<String>, AppError> {
    crate::server::records().start_link_of(&token).await.map_err(crate::server::project)
}

/// Chooses a password with a start link.
#[server(prefix = "/api/office", endpoint = "choose-password")]
pub async fn choose_password(token: String, password: String) -> Result<(), AppError> {
    let records = crate::server::records();
    records.use_start_link(&token, &password).await.map_err(crate::server::project)?;
    crate::server::redirect(&format!("{}?chosen", crate::routes::SIGN_IN));
    Ok(())
}

//! What server functions ask: who calls, the records, and how errors look outside. The only module
//! that exists on the server alone.

mod accounts;
mod documents;
mod forms;
mod lists;
mod opened;
mod reviewing;

pub use accounts::{add_account, audit_page, one_account};
pub use documents::{document_page, report_of};
pub use forms::two_versions;
pub use lists::{differing_page, held_page};
pub use opened::open;
pub use reviewing::{addendum_page, area_page, countersign, countersign_page, queue, review_page};

use crate::error::AppError;
use axum::http::{
    HeaderMap,
    header::{COOKIE, SET_COOKIE},
    request::Parts,
};
use leptos::prelude::{expect_context, use_context};
use records::{Caller, Records, RecordsError};
use std::net::SocketAddr;

/// What the server hands to every request.
#[derive(Clone)]
pub struct Service {
    /// Everything that is kept.
    pub records: Records,
    /// True when the server is reached over https (or says it is): cookies are `__Host-` and secure.
    pub secure: bool,
    /// Files of the web build by role.
    pub assets: std::sync::Arc<Assets>,
    /// The name of the service as shown before anybody signs in.
    pub organisation: String,
    /// True while developing: pages load themselves anew when another build is served.
    pub reload: bool,
    /// The service's own sentences on documents, by their keys.
    pub wording: std::sync::Arc<std::collections::BTreeMap<String, String>>,
    /// Telephone number of whoever helps.
    pub helpdesk: String,
    /// For how many hours a tablet opens without meeting the server.
    pub hours_without_server: u32,
    /// Whether visits come only to a tablet that has a passphrase.
    pub passphrase_needed: bool,
}

/// Hashed addresses of the web build.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Assets {
    /// Build id.
    pub build: String,
    /// Starts the field bundle.
    pub field_boot: String,
    /// The module that the boot script imports.
    pub field_script: String,
    /// The field bundle itself.
    pub field_wasm: String,
    /// Starts the office bundle.
    pub office_boot: String,
    /// The stylesheet.
    pub style: String,
}

/// The service from context.
pub fn service() -> Service {
    expect_context::<Service>()
}

/// The records from context.
pub fn records() -> Records {
    service().records
}

/// Who calls, or that nobody is signed in.
pub async fn caller() -> Result<Caller, AppError> {
    let parts = use_context::<Parts>().ok_or(AppError::SignIn)?;
    let service = service();
    let token = session_token(&parts.headers, service.secure).ok_or(AppError::SignIn)?;
    service.records.caller(&token).await.map_err(project)?.ok_or(AppError::SignIn)
}

/// Who calls a page of the office. Who is not signed in is sent to sign in; to a role without this
/// page it does not exist.
pub async fn visitor(page: crate::session::Page) -> Result<Caller, AppError> {
    match caller().await {
        Ok(caller) if page.is_for(caller.me.role) => Ok(caller),
        Ok(_) => {
            status(404);
            Err(AppError::NotFound)
        }
        Err(AppError::SignIn) => {
            redirect(crate::routes::SIGN_IN);
            Err(AppError::SignIn)
        }
        Err(other) => Err(other),
    }
}

/// The cookie that names the tablet this browser is: it tells a store that was lost from a new tablet.
pub fn tablet_cookie(tablet: uuid::Uuid, secure: bool) -> String {
    let name = if secure { "__Host-threshold-tablet" } else { "threshold-tablet" };
    let secure = if secure { "; Secure" } else { "" };
    // Four hundred days: the longest that browsers keep one.
    format!("{name}={tablet}; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000{secure}")
}

/// The tablet this browser was at its last contact.
pub fn tablet_of(headers: &HeaderMap, secure: bool) -> Option<uuid::Uuid> {
    let name = if secure { "__Host-threshold-tablet" } else { "threshold-tablet" };
    cookie(headers, name)?.parse().ok()
}

/// The session token of a request.
pub fn session_token(headers: &HeaderMap, secure: bool) -> Option<String> {
    cookie(headers, cookie_name(secure))
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, token)| token.to_owned())
}

/// `__Host-` cookies want https; plain ones are for localhost only.
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-threshold" } else { "threshold" }
}

/// The line that sets or, without a token, clears the session cookie.
pub fn session_cookie(token: Option<&str>, secure: bool) -> String {
    let name = cookie_name(secure);
    let flags = if secure { "; Secure" } else { "" };
    match token {
        Some(token) => {
            format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800{flags}")
        }
        None => format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{flags}"),
    }
}

/// Sets or clears the session cookie of this response.
pub fn send_cookie(token: Option<&str>) {
    let line = session_cookie(token, service().secure);
    if let (Some(response), Ok(value)) = (use_context::<leptos_axum::ResponseOptions>(), line.parse()) {
        response.append_header(SET_COOKIE, value);
    }
}

/// Sends the browser elsewhere.
pub fn redirect(to: &str) {
    leptos_axum::redirect(to);
}

/// The address of the client, for counting tries.
pub fn address() -> String {
    use_context::<Parts>()
        .and_then(|parts| {
            parts
                .extensions
                .get::<axum::extract::ConnectInfo<SocketAddr>>()
                .map(|info| info.0.ip().to_string())
        })
        .unwrap_or_default()
}

/// Says "not found" with the status as well. What is not there stays so, whatever another part of the page was refused.
pub fn status(code: u16) {
    if let (Some(response), Ok(code)) =
        (use_context::<leptos_axum::ResponseOptions>(), axum::http::StatusCode::from_u16(code))
        && response.0.read().is_ok_and(|parts| parts.status != Some(axum::http::StatusCode::NOT_FOUND))
    {
        response.set_status(code);
    }
}

/// The status of a refusal; a plainly posted form is sent back to its page instead.
fn refusal_status(code: u16) {
    let posted = use_context::<Parts>().is_some_and(|parts| {
        let accept = parts.headers.get(axum::http::header::ACCEPT).and_then(|value| value.to_str().ok());
        parts.method == axum::http::Method::POST && accept.is_some_and(|accept| accept.contains("text/html"))
    });
    if !posted {
        status(code);
    }
}

/// The one projection from typed errors to what may be shown. The cause goes to the log with a
/// number; clinical text is in neither.
pub fn project(error: RecordsError) -> AppError {
    match error {
        RecordsError::NotFound => {
            status(404);
            AppError::NotFound
        }
        RecordsError::Denied(denial) => {
            refusal_status(403);
            AppError::Refused(denial.words().to_owned())
        }
        RecordsError::Refused(words) => {
            refusal_status(422);
            AppError::Refused(words)
        }
        RecordsError::Changed => {
            refusal_status(409);
            AppError::Changed
        }
        RecordsError::Damaged(_) | RecordsError::Database(_) | RecordsError::Photos => {
            let number = format!("{:04X}", uuid::Uuid::new_v4().as_u128() as u16);
            tracing::error!(number, cause = %error, "records did not answer");
            AppError::OurFault(number)
        }
    }
}

/// Words for a sign-in that did not work: the same for an unknown, a locked and a left account.
pub fn sign_in_failure(failure: records::SignInFailure) -> AppError {
    match failure {
        records::SignInFailure::NotRight => {
            refusal_status(401);
            AppError::Refused("Email or password is not right".to_owned())
        }
        records::SignInFailure::TooManyTries => {
            refusal_status(429);
            AppError::Refused("Too many tries. Wait 5 minutes, then try again.".to_owned())
        }
        records::SignInFailure::Records(error) => project(error),
    }
}

/// Ends the caller's session, if there is one, and clears the cookie.
pub async fn end_session() -> Result<(), AppError> {
    let service = service();
    let token = use_context::<Parts>().and_then(|parts| session_token(&parts.headers, service.secure));
    if let (Some(token), Ok(caller)) = (token, caller().await) {
        service.records.sign_out(&caller.actor, &token, None).await.map_err(project)?;
    }
    send_cookie(None);
    Ok(())
}

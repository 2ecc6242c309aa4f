//! The static documents: the field app's empty shell, the page shown without a connection, and
//! "not found". None of them knows anybody.

use crate::{headers::SHELL_POLICY, web_files};
use app::{
    routes,
    server::{Service, session_token},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};

/// The field app's shell: the same for everybody, kept by the service worker.
pub async fn shell(State(service): State<Service>) -> Response {
    let words = format!(
        "<noscript>Threshold needs JavaScript on a tablet.</noscript>\
         <div class=\"gate\" id=\"starting\"><div class=\"gate__card\"><h1>Threshold</h1>\
         <p id=\"starting-words\">Opening. Your work is kept on this tablet. If nothing happens, close it and \
         open it again; if it stays, ring {}.</p></div></div>{}",
        escaped(&service.helpdesk),
        web_files::sprite()
    );
    let assets = &service.assets;
    // The boot script has to wait for the stylesheet; what it will ask for need not.
    let boot = format!(
        "<link rel=\"modulepreload\" href=\"{}\">\
         <link rel=\"preload\" href=\"{}\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\">\
         <script type=\"module\" src=\"{}\"></script>",
        assets.field_script, assets.field_wasm, assets.field_boot
    );
    document(&service, "Threshold", &boot, &words)
}

/// What the service worker shows for office pages while there is no connection.
pub async fn offline(State(service): State<Service>) -> Response {
    let words = format!(
        "<main class=\"gate\"><div class=\"gate__card\"><h1>No connection to Threshold</h1>\
         <p>Signing in and the office pages need the server. If this tablet is ready, open it.</p>\
         <p><a class=\"btn btn--primary\" href=\"{}\">Open this tablet</a></p></div></main>",
        routes::TODAY
    );
    document(&service, "No connection - Threshold", "", &words)
}

/// The page for an address that leads nowhere.
pub fn not_found(service: &Service) -> Response {
    let words = format!(
        "<main class=\"gate\"><div class=\"gate__card\"><h1>Not found</h1>\
         <p>It does not exist, or it is not yours to see.</p>\
         <p><a class=\"btn btn--primary\" href=\"{}\">To your start page</a></p></div></main>",
        routes::HOME
    );
    (StatusCode::NOT_FOUND, document(service, "Not found - Threshold", "", &words)).into_response()
}

/// The front door leads to where the caller's work is.
pub async fn home(State(service): State<Service>, headers: HeaderMap) -> Redirect {
    let caller = match session_token(&headers, service.secure) {
        Some(token) => service.records.caller(&token).await.ok().flatten(),
        None => None,
    };
    Redirect::to(caller.map_or(routes::SIGN_IN, |caller| routes::landing(caller.me.role)))
}

/// `/app` alone means Today.
pub async fn to_today() -> Redirect {
    Redirect::to(routes::TODAY)
}

fn document(service: &Service, title: &str, head: &str, body: &str) -> Response {
    let reload = if service.reload { "<script src=\"/reload.js\" defer></script>" } else { "" };
    let html = format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\
         <title>{title}</title><meta name=\"theme-color\" content=\"#0D4E5B\">\
         <link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">\
         <link rel=\"manifest\" href=\"/manifest.webmanifest\"><script src=\"/theme.js\"></script>\
         <link rel=\"stylesheet\" href=\"{}\">{reload}{head}</head><body>{body}</body></html>",
        service.assets.style
    );
    let headers = [(header::CONTENT_SECURITY_POLICY, SHELL_POLICY), (header::CACHE_CONTROL, "no-cache")];
    (headers, Html(html)).into_response()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

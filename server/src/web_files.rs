//! The web build, inside the binary: hashed files for ever, the rest to be asked for again. Brotli
//! and gzip lie beside each file and are sent as they are.

use app::server::Assets;
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct WebFiles;

/// The addresses of this build; empty where no web build was made.
pub fn assets() -> Assets {
    WebFiles::get("assets.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
}

/// All drawings, as they stand in a page; nothing where no web build was made.
pub fn sprite() -> String {
    let file = WebFiles::get("icons.svg").and_then(|file| String::from_utf8(file.data.into_owned()).ok());
    file.unwrap_or_default().replacen("<svg ", "<svg class=\"sprite\" aria-hidden=\"true\" ", 1)
}

/// A file of the web build, in the smallest form the browser takes.
pub fn serve(path: &str, wanted: &HeaderMap) -> Response {
    let path = path.trim_start_matches('/');
    let accepts =
        wanted.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let encoded = [("br", "br"), ("gzip", "gz")].into_iter().find_map(|(name, ending)| {
        let offered = accepts.split(',').any(|one| one.trim().split(';').next() == Some(name));
        let file = offered.then(|| WebFiles::get(&format!("{path}.{ending}"))).flatten()?;
        Some((Some(name), file))
    });
    match encoded.or_else(|| WebFiles::get(path).map(|file| (None, file))) {
        Some((encoding, file)) => respond(path, encoding, file),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn respond(path: &str, encoding: Option<&'static str>, file: EmbeddedFile) -> Response {
    let kind = match path.rsplit('.').next() {
        Some("wasm") => "application/wasm".to_owned(),
        Some("webmanifest") => "application/manifest+json".to_owned(),
        _ => mime_guess::from_path(path).first_or_octet_stream().to_string(),
    };
    let keep = match path.starts_with("pkg/") {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    let mut response = file.data.into_owned().into_response();
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&kind) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

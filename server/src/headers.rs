//! Headers every answer carries: nothing may keep what it says, frame us, guess types or tell others
//! where we were.

use axum::http::{HeaderName, HeaderValue, header};

/// Policy of the field shell: only our own files, no inline script, no inline style.
pub const SHELL_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'";

/// Name and value of each.
pub const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    // Browsers keep answers in files of their own, in the clear. Files of the web build say otherwise.
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(self), geolocation=(), microphone=()"),
    ),
];

//! All routes, in one table each with the action that guards it, and the layers around them.

use crate::{
    config::Serve,
    gates, headers,
    routes::{
        catalogue, forms, health, people, photos,
        refusal::{No, caller},
        reports, session, shell, sync,
    },
    web_files,
};
use ::sync::wire::HAND_OVER_HEADER;
use app::server::Service;
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, head, post},
};
use domain::{Action, Denial, Relationship, VisitState, access::decide};
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};
use records::Records;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    limit::RequestBodyLimitLayer, set_header::SetResponseHeaderLayer, timeout::TimeoutLayer,
};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Anybody: it tells nothing about anybody.
    Open,
    /// Somebody who may do this; the records ask again for the record in question.
    Needs(Action),
    /// The same (or merely somebody signed in), or a tablet with a hand-over token, whose work is held.
    HandsOver(Option<Action>),
    /// Somebody signed in; ends what is theirs.
    SignedIn,
}

/// A route of ours (pages and server functions have their own table in `app`).
pub struct OwnRoute {
    /// Where.
    pub path: &'static str,
    /// Who.
    pub gate: Gate,
    handler: MethodRouter<Service>,
}

/// Every route of ours.
pub fn own_routes() -> Vec<OwnRoute> {
    let route = |path, gate, handler| OwnRoute { path, gate, handler };
    vec![
        route("/health/live", Gate::Open, get(health::live)),
        route("/health/ready", Gate::Open, get(health::ready)),
        route("/app/shell", Gate::Open, get(shell::shell)),
        route("/app", Gate::Open, get(shell::to_today)),
        route("/app/{*page}", Gate::Open, get(shell::shell)),
        route("/offline", Gate::Open, get(shell::offline)),
        route("/", Gate::Open, get(shell::home)),
        route("/api/v1/forms/{id}/{version}", Gate::SignedIn, get(forms::form)),
        // Not `UseTablet`: what somebody without that right wrote is held by the records, not turned away.
        // And not even a session: a tablet whose owner has left hands over what it holds.
        route("/api/v1/sync/push", Gate::HandsOver(Some(Action::ReadCaseload)), post(sync::push)),
        route("/api/v1/sync/pull", Gate::Needs(Action::ReadCaseload), get(sync::pull)),
        route(
            "/api/v1/people/{person}/access-code",
            Gate::Needs(Action::ReadAccessCode),
            post(people::access_code),
        ),
        route("/api/v1/sync/tablet", Gate::HandsOver(None), post(sync::tablet)),
        // Whose tablet it is the records ask.
        route(
            "/api/v1/sync/tablet/{tablet}/recovery",
            Gate::Needs(Action::UseTablet),
            post(sync::recovery_secret),
        ),
        // Who may see or send a photo is asked of the records, for the visit and the photo in question.
        route("/api/v1/photos/{visit}/{sha256}", Gate::SignedIn, get(photos::photo)),
        route(
            "/api/v1/photos/{visit}/{sha256}/upload",
            Gate::HandsOver(None),
            head(photos::progress).patch(photos::part),
        ),
        // Which documents somebody may see or give is asked of the records, for the visit in question.
        route("/api/v1/reports/{visit}/{file}", Gate::SignedIn, get(reports::document)),
        route("/api/v1/reports/{visit}/give", Gate::Needs(Action::IssueReport), post(reports::give)),
        route("/api/v1/issued/{file}", Gate::SignedIn, get(reports::issued)),
        route(app::routes::CATALOGUE_FILE, Gate::Needs(Action::ReadFigures), get(catalogue::file)),
        route("/api/v1/session/end", Gate::SignedIn, post(session::end)),
    ]
}

/// The whole service.
pub fn router(records: Records, serve: &Serve, wording: BTreeMap<String, String>) -> Router {
    let service = Service {
        records,
        secure: serve.is_secure(),
        assets: Arc::new(web_files::assets()),
        organisation: serve.organisation.clone(),
        helpdesk: serve.helpdesk.clone(),
        wording: Arc::new(wording),
        hours_without_server: serve.hours_without_server,
        passphrase_needed: !serve.demo,
        reload: serve.reload,
    };
    let options = LeptosOptions::builder().output_name("office").build();
    let pages = generate_route_list(app::OfficeApp);
    let context = {
        let service = service.clone();
        move || provide_context(service.clone())
    };
    let document = {
        let (assets, reload) = (service.assets.clone(), service.reload);
        move || app::office_document(assets.style.clone(), assets.office_boot.clone(), reload)
    };
    let with_pages = Router::new()
        .route(
            "/api/office/{*function}",
            post({
                let context = context.clone();
                move |request: Request<Body>| {
                    leptos_axum::handle_server_fns_with_context(context.clone(), request)
                }
            })
            .layer(middleware::from_fn_with_state(service.clone(), guard_function)),
        )
        .leptos_routes_with_context(&options, pages, context, document)
        .with_state(options);
    let mut own = Router::new();
    for route in own_routes() {
        let guard = middleware::from_fn_with_state((service.clone(), route.gate), guard);
        own = own.route(route.path, route.handler.layer(guard));
    }
    let mut app = own
        .with_state(service.clone())
        .merge(with_pages)
        .fallback(file_or_page)
        .layer(middleware::from_fn_with_state(service.clone(), not_found_page))
        // Web files come compressed already and are left alone; forms, packs and pages are compressed here.
        .layer(CompressionLayer::new())
        .layer(RequestBodyLimitLayer::new(::sync::wire::BODY_LIMIT))
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(60)))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| our_fault()));
    // The preview of a form stands in a frame of our own page.
    app = app.layer(middleware::from_fn(let_our_own_page_frame_it));
    for (name, value) in headers::ALWAYS {
        app = app.layer(SetResponseHeaderLayer::if_not_present(name, value));
    }
    app
}

async fn let_our_own_page_frame_it(request: Request<Body>, next: Next) -> Response {
    let is_preview = request.uri().path() == app::routes::TRY_FORM;
    let mut response = next.run(request).await;
    if is_preview {
        response.headers_mut().insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    }
    response
}

/// Asks who calls, and whether the role does this at all, before a handler runs.
async fn guard(
    State((service, gate)): State<(Service, Gate)>,
    request: Request,
    next: Next,
) -> Result<Response, No> {
    let needed = match gate {
        Gate::Open => return Ok(next.run(request).await),
        Gate::SignedIn | Gate::HandsOver(None) => None,
        Gate::Needs(action) | Gate::HandsOver(Some(action)) => Some(action),
    };
    match caller(&service, request.headers()).await {
        Ok(caller) => {
            // In which state a record is, the records alone know.
            if let Some(action) = needed
                && let Err(denial) = decide(&caller.actor, action, Relationship::Author, VisitState::Started)
                && denial != Denial::WrongState
            {
                return Err(No::because(StatusCode::FORBIDDEN, "role", denial.words()));
            }
        }
        // Who hands over is asked by the handler, which holds all of it.
        Err(_) if matches!(gate, Gate::HandsOver(_)) && request.headers().contains_key(HAND_OVER_HEADER) => {}
        Err(no) => return Err(no),
    }
    Ok(next.run(request).await)
}

/// The same for server functions, which answer in their own form when nobody is signed in.
async fn guard_function(State(service): State<Service>, request: Request, next: Next) -> Response {
    let gate = gates::of_function(request.uri().path());
    if let Some(Gate::Needs(action)) = gate
        && let Ok(caller) = caller(&service, request.headers()).await
        && decide(&caller.actor, action, Relationship::CareTeam, VisitState::Signed)
            == Err(Denial::NotYourRole)
    {
        return No::because(StatusCode::NOT_FOUND, "not-found", Denial::NotYours.words()).into_response();
    }
    next.run(request).await
}

async fn file_or_page(uri: Uri, request: Request) -> Response {
    web_files::serve(uri.path(), request.headers())
}

/// Browsers that ask for a page get the page that says "Not found", not an empty answer.
async fn not_found_page(State(service): State<Service>, request: Request, next: Next) -> Response {
    let wants_page = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    let response = next.run(request).await;
    let empty =
        response.status() == StatusCode::NOT_FOUND && !response.headers().contains_key(header::CONTENT_TYPE);
    match wants_page && empty {
        true => shell::not_found(&service),
        false => response,
    }
}

fn our_fault() -> Response {
    let words = "Something went wrong here. Your answers are kept.";
    (StatusCode::INTERNAL_SERVER_ERROR, words).into_response()
}

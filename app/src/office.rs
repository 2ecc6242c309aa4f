//! The office: pages the server renders and the browser then brings to life. They need the server
//! and say so; what they show is never kept in the browser.

mod double_press;
mod unsaved;

use crate::{pages::office as pages, ui::IconFile};
use double_press::swallow_second_presses;
use leptos::{prelude::*, server_fn::redirect::set_redirect_hook};
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};
use unsaved::MindTheWords;
use wasm_bindgen::{JsCast, closure::Closure};

/// The document around the office pages. `style` and `boot` are the hashed addresses of this build.
pub fn office_document(style: String, boot: String, reload: bool) -> impl IntoView {
    let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'nonce-{nonce}'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
    );
    view! {
        <!DOCTYPE html>
        <html lang="en-GB">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <meta http-equiv="Content-Security-Policy" content=policy />
                // A form posted plainly is sent back to its page when something is wrong with it.
                <meta name="referrer" content="same-origin" />
                <meta name="theme-color" content="#0D4E5B" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <script src="/theme.js"></script>
                {reload.then(|| view! { <script src="/reload.js" defer=true></script> })}
                <link rel="stylesheet" href=style />
                <script type="module" src=boot></script>
                <MetaTags />
            </head>
            <body>
                <OfficeApp />
            </body>
        </html>
    }
}

/// The office pages and their routes.
#[component]
pub fn OfficeApp() -> impl IntoView {
    provide_meta_context();
    provide_context(IconFile("/icons.svg"));
    // Signing in and out leads to pages of another root: a whole new page, never a step inside this
    // one. The first hook counts, so it is set before the router sets its own.
    let _ = set_redirect_hook(|to| drop(window().location().assign(to)));
    Effect::new(|| {
        swallow_second_presses();
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-hydrated", "");
        }
    });
    view! {
        <Title text="Threshold" />
        <Router>
            <div class="skips">
                <a class="skip" href="#main">
                    "Skip to the page"
                </a>
            </div>
            <Routes fallback=pages::NotFound>
                <Route path=path!("/sign-in") view=pages::SignIn ssr=SsrMode::Async />
                <Route path=path!("/start/:token") view=pages::Start ssr=SsrMode::Async />
                <Route path=path!("/review") view=pages::ReviewQueue ssr=SsrMode::Async />
                <Route path=path!("/review/:visit") view=pages::Review ssr=SsrMode::Async />
                <Route path=path!("/review/:visit/countersign") view=pages::Countersign ssr=SsrMode::Async />
                <Route path=path!("/visits/:visit/report") view=pages::Report ssr=SsrMode::Async />
                <Route path=path!("/visits/:visit/addenda/new") view=pages::NewAddendum ssr=SsrMode::Async />
                <Route path=path!("/caseload") view=pages::Caseload ssr=SsrMode::Async />
                <Route path=path!("/people/new") view=pages::NewPerson ssr=SsrMode::Async />
                <Route path=path!("/people/:person/change") view=pages::ChangePerson ssr=SsrMode::Async />
                <Route path=path!("/people/:person/plan") view=pages::PlanVisit ssr=SsrMode::Async />
                <Route path=path!("/people/:person") view=pages::Person ssr=SsrMode::Async />
                <Route path=path!("/waiting") view=pages::Waiting ssr=SsrMode::Async />
                <Route path=path!("/approvals") view=pages::Approvals ssr=SsrMode::Async />
                <Route path=path!("/orders") view=pages::Orders ssr=SsrMode::Async />
                <Route path=path!("/orders/:order") view=pages::Order ssr=SsrMode::Async />
                <Route path=path!("/budget") view=pages::Budget ssr=SsrMode::Async />
                <Route path=path!("/catalogue") view=pages::Catalogue ssr=SsrMode::Async />
                <Route path=path!("/settings/figures") view=pages::Figures ssr=SsrMode::Async />
                <Route path=path!("/held") view=pages::Held ssr=SsrMode::Async />
                <Route path=path!("/conflicts") view=pages::Conflicts ssr=SsrMode::Async />
                <Route path=path!("/users") view=pages::Users ssr=SsrMode::Async />
                <Route path=path!("/users/new") view=pages::NewUser ssr=SsrMode::Async />
                <Route path=path!("/users/:user") view=pages::User ssr=SsrMode::Async />
                <Route path=path!("/forms") view=pages::Forms ssr=SsrMode::Async />
                <Route path=path!("/forms/import") view=pages::ImportForm ssr=SsrMode::Async />
                <Route path=path!("/forms/preview") view=pages::FormTrial ssr=SsrMode::Async />
                <Route path=path!("/forms/:form") view=pages::OneForm ssr=SsrMode::Async />
                <Route path=path!("/forms/:form/compare") view=pages::CompareForms ssr=SsrMode::Async />
                <Route path=path!("/audit") view=pages::Audit ssr=SsrMode::Async />
            </Routes>
            <MindTheWords />
            <p class="say" id="say" role="status"></p>
            <div class="alertbar" id="alert" role="alert"></div>
        </Router>
    }
}

/// Hears an event before the page does, as long as the office is open.
fn listen(name: &str, hear: impl FnMut(web_sys::Event) + 'static) {
    let hear = Closure::<dyn FnMut(web_sys::Event)>::new(hear).into_js_value();
    let _ = document().add_event_listener_with_callback_and_bool(name, hear.unchecked_ref(), true);
}

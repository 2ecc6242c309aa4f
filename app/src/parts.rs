//! Parts of the field app that lie in files of their own beside it, so that the first question comes sooner: what
//! belongs to a part is read when somebody goes there. All files come to the tablet as one set; with or without
//! signal a part is there. What a part holds is listed here; the entry crate cuts it out and reads it.

use crate::{
    local::Local,
    pages::field as pages,
    sheet::{self, Sheet, Thoughts},
    ui::{Lintel, Notice},
};
use forms::AnswerPath;
use leptos::{prelude::*, task::spawn_local, wasm_split::SplitLoaderError};
use std::{rc::Rc, sync::Arc};
use sync::{store::LocalFuture, tablet::Lost};

/// Draws a page, or a piece of one.
pub type Draw = fn() -> AnyView;

/// Draws what belongs to one question.
pub type DrawAt = fn(Sheet, AnswerPath) -> AnyView;

/// Reads a part.
pub type ReadPart<P> = dyn Fn() -> LocalFuture<'static, Result<P, NotRead>>;

/// A part could not be read: it is not kept on this tablet, and the server was not reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRead;

/// The browser's console holds the cause.
impl From<SplitLoaderError> for NotRead {
    fn from(_: SplitLoaderError) -> NotRead {
        NotRead
    }
}

/// Reads the parts, provided by the entry crate.
#[derive(Clone)]
pub struct Parts {
    /// The visit's pages beyond its questions.
    pub visit: Rc<ReadPart<VisitPart>>,
    /// The pages about this tablet and what lies on it.
    pub tablet: Rc<ReadPart<TabletPart>>,
    /// What stands beside questions: checks and recommendations.
    pub advice: Rc<ReadPart<AdvicePart>>,
}

impl Parts {
    /// Where there is nothing but questions.
    pub fn none() -> Parts {
        fn nothing<P: 'static>() -> Rc<ReadPart<P>> {
            Rc::new(|| Box::pin(std::future::ready(Err(NotRead))))
        }
        Parts { visit: nothing(), tablet: nothing(), advice: nothing() }
    }
}

/// The visit's pages beyond its questions.
#[derive(Clone, Copy)]
pub struct VisitPart {
    pub(crate) findings: Draw,
    pub(crate) finish: Draw,
    pub(crate) goals: Draw,
    pub(crate) house: Draw,
    pub(crate) measure: Draw,
    pub(crate) missing: Draw,
    pub(crate) photo: Draw,
    pub(crate) photos: Draw,
    pub(crate) reasoning: Draw,
    pub(crate) recommendations: Draw,
    pub(crate) report: Draw,
    pub(crate) show: Draw,
}

impl VisitPart {
    /// All of them. Whoever calls this has the part inside.
    pub fn here() -> VisitPart {
        VisitPart {
            findings: || view! { <pages::Findings /> }.into_any(),
            finish: || view! { <pages::Finish /> }.into_any(),
            goals: || view! { <pages::Goals /> }.into_any(),
            house: || view! { <pages::House /> }.into_any(),
            measure: || view! { <pages::MeasurePad /> }.into_any(),
            missing: || view! { <pages::MissingList /> }.into_any(),
            photo: || view! { <pages::PhotoPage /> }.into_any(),
            photos: || view! { <pages::Photos /> }.into_any(),
            reasoning: || view! { <pages::Reasoning /> }.into_any(),
            recommendations: || view! { <pages::Recommendations /> }.into_any(),
            report: || view! { <pages::VisitReport /> }.into_any(),
            show: || view! { <pages::Veil /> }.into_any(),
        }
    }
}

/// The pages about this tablet and what lies on it.
#[derive(Clone, Copy)]
pub struct TabletPart {
    pub(crate) conflict: Draw,
    pub(crate) conflicts: Draw,
    pub(crate) device: Draw,
    pub(crate) drafts: Draw,
    pub(crate) held: Draw,
    pub(crate) unsent: Draw,
    pub(crate) make_ready: Draw,
    pub(crate) lost: fn(Lost) -> AnyView,
    pub(crate) withdrawn: fn(String) -> AnyView,
}

impl TabletPart {
    /// All of them. Whoever calls this has the part inside.
    pub fn here() -> TabletPart {
        TabletPart {
            conflict: || view! { <pages::Conflict /> }.into_any(),
            conflicts: || view! { <pages::Conflicts /> }.into_any(),
            device: || view! { <pages::ThisTablet /> }.into_any(),
            drafts: || view! { <pages::Drafts /> }.into_any(),
            held: || view! { <pages::HeldWork /> }.into_any(),
            unsent: || view! { <pages::NotSent /> }.into_any(),
            make_ready: || view! { <pages::MakeReady /> }.into_any(),
            lost: |lost| view! { <pages::LostWork lost=lost /> }.into_any(),
            withdrawn: |why| view! { <pages::Withdrawn why=why /> }.into_any(),
        }
    }
}

/// What stands beside questions once it is read.
#[derive(Clone, Copy)]
pub struct AdvicePart {
    pub(crate) fit: DrawAt,
    pub(crate) suggestion: DrawAt,
    pub(crate) findings: Draw,
    pub(crate) plan: Draw,
}

impl AdvicePart {
    /// All of it. Whoever calls this has the part inside.
    pub fn here() -> AdvicePart {
        AdvicePart {
            fit: |sheet, path| view! { <sheet::Fit sheet=sheet path=path /> }.into_any(),
            suggestion: |sheet, path| view! { <sheet::Suggestion sheet=sheet path=path /> }.into_any(),
            findings: || {
                let findings = Thoughts::here().findings;
                (move || findings.with(|all| advice::findings_in_words(all))).into_any()
            },
            plan: || {
                let plan = Thoughts::here().plan;
                (move || plan.with(|plan| advice::plan_in_words(plan))).into_any()
            },
        }
    }
}

/// A page of the visit's part.
pub fn of_visit(page: impl Fn(VisitPart) -> AnyView + Send + Sync + 'static) -> AnyView {
    later(Local::here().platform().parts.visit, page)
}

/// A page of the tablet's part.
pub fn of_tablet(page: impl Fn(TabletPart) -> AnyView + Send + Sync + 'static) -> AnyView {
    later(Local::here().platform().parts.tablet, page)
}

/// Draws from a part once it is read. Until then, for a moment, nothing: what stood there is gone already.
fn later<P: Copy + Send + Sync + 'static>(
    read: Rc<ReadPart<P>>,
    draw: impl Fn(P) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let part = RwSignal::new(None::<Result<P, NotRead>>);
    let read = StoredValue::new_local(read);
    let fetch = move || {
        part.set(None);
        let reading = read.with_value(|read| read());
        spawn_local(async move {
            let found = reading.await;
            // None when somebody has gone on meanwhile.
            let _ = part.try_set(Some(found));
        });
    };
    fetch();
    let draw = Arc::new(draw);
    (move || match part.get()? {
        Ok(part) => Some(draw(part)),
        Err(NotRead) => Some(not_read(fetch)),
    })
    .into_any()
}

fn not_read(again: impl Fn() + Send + 'static) -> AnyView {
    view! {
        <main class="page page--narrow" id="main" tabindex="-1">
            <Lintel title="This page is not on this tablet".to_owned() />
            <Notice icon="help">
                <p>"The browser has not kept it, and the server does not answer. Your answers are safe. Connect, then try again."</p>
                <button class="btn btn--primary" type="button" on:click=move |_| again()>
                    "Try again"
                </button>
            </Notice>
        </main>
    }
    .into_any()
}

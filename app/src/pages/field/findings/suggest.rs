//! Drafts of the service's library, offered for a finding or for the whole visit, each with the reasons why. Nothing is
//! chosen beforehand; a draft that is used becomes an ordinary recommendation, to be read and changed.

use super::board::Board;
use crate::{
    local::Local,
    routes,
    sheet::{Book, Sheet, Thoughts, with_visit},
    ui::{Icon, Notice, SheetDialog},
};
use advice::{Draft, Finding, PLAN, library::Library, reasons, recommendation_copy};
use forms::{Answer, AnswerPath};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

/// The drafts for one finding.
#[component]
pub fn SuggestSheet(board: Board) -> impl IntoView {
    let navigate = StoredValue::new_local(use_navigate());
    let own = move |_| {
        let finding = board.asked.get_untracked();
        if let Some(to) = write_ones_own(board.book, finding.as_ref()) {
            navigate.with_value(|navigate| navigate(&to, Default::default()));
        }
    };
    let title = Signal::derive(move || {
        board.asked.with(|finding| match finding {
            Some(finding) => format!("For: {}", finding.title),
            None => "Suggestions".to_owned(),
        })
    });
    view! {
        <SheetDialog open=board.suggesting title=title class="sheet--offers">
            {move || board.asked.get().map(|finding| view! { <Offers only=Some(finding) /> })}
            <div class="actions">
                <button class="btn" type="button" on:click=own>
                    <Icon name="pen" />
                    "Write one of my own"
                </button>
            </div>
        </SheetDialog>
    }
}

/// A draft with the reasons why it is offered.
#[derive(Clone, Debug, PartialEq)]
struct Offer {
    draft: Draft,
    because: Vec<String>,
}

/// What the library offers for a finding, or for the whole visit; words while it is read, or why it cannot be.
#[component]
pub fn Offers(
    /// The finding; none for the whole visit.
    only: Option<Finding>,
    /// How many are shown at most.
    #[prop(default = usize::MAX)]
    n_most: usize,
) -> impl IntoView {
    let library = Local::here().library();
    move || match library.get() {
        None => view! { <p role="status">"The library is being read."</p> }.into_any(),
        Some(Err(words)) => view! {
            <Notice attention=true icon="attention">
                <p>{words}</p>
            </Notice>
        }
        .into_any(),
        Some(Ok(library)) => view! { <List library=library only=only.clone() n_most=n_most /> }.into_any(),
    }
}

#[component]
fn List(library: Arc<Library>, only: Option<Finding>, n_most: usize) -> impl IntoView {
    let (book, thoughts) = (Book::here(), Thoughts::here());
    let approval = library.approval.clone();
    let version = library.version.clone();
    let of = only.clone();
    let from = library.clone();
    // Looked at again when something else is recommended, not at every letter that somebody types.
    let chosen = Memo::new(move |_| {
        thoughts.plan.with(|plan| plan.iter().map(|one| (one.library.clone(), one.state)).collect::<Vec<_>>())
    });
    let offers = Memo::new(move |_| {
        // Read, not only tracked: a memo that nobody has read yet follows nothing.
        chosen.with(|_| ());
        untrack(|| offered(book, thoughts, &from, of.as_ref()))
    });
    let n_offers = move || offers.with(Vec::len);
    let shown = move || offers.with(|offers| offers.iter().take(n_most).cloned().collect::<Vec<_>>());
    view! {
        {move || {
            (n_offers() == 0)
                .then(|| view! { <p>"The library has nothing to offer here. You can write one of your own."</p> })
        }}
        {move || {
            (n_offers() > n_most).then(|| view! { <p>{format!("The first {n_most} of {}.", n_offers())}</p> })
        }}
        <ul class="offers">
            <For each=shown key=|offer| offer.draft.entry.clone() let:offer>
                <Offered library=library.clone() only=only.clone() offer=offer />
            </For>
        </ul>
        <p class="quiet">{format!("Library {version}. {approval}")}</p>
    }
}

fn offered(book: Book, thoughts: Thoughts, library: &Library, only: Option<&Finding>) -> Vec<Offer> {
    let (checks, plan) = (thoughts.checks.get(), thoughts.plan.get());
    with_visit(book, |visit| {
        let found = advice::suggestions(library, visit, &checks, &plan, only);
        let offer =
            |(suggestion, draft)| Offer { because: reasons(&suggestion, visit, library, only), draft };
        found.into_iter().map(offer).collect()
    })
}

#[component]
fn Offered(library: Arc<Library>, only: Option<Finding>, offer: Offer) -> impl IntoView {
    let book = Book::here();
    let thoughts = Thoughts::here();
    let navigate = use_navigate();
    let Offer { draft, because } = offer;
    let id = format!("offer-{}", draft.entry);
    let name = format!("Use this draft: {}", draft.what);
    let (title, kind) = (draft.what.clone(), draft.category.words());
    let (client, cheapest) = (draft.client.clone(), draft.cheapest.clone());
    let using = move |_| {
        let (draft, findings) = match &only {
            Some(finding) => (draft.clone(), vec![finding.key()]),
            None => untrack(|| with_findings(book, thoughts, &library, &draft)),
        };
        if let Some(to) = write_draft(book, &draft, &findings) {
            navigate(&to, Default::default());
        }
    };
    view! {
        <li class="offer">
            <div class="card__head">
                <h3 id=id.clone()>{title}</h3>
                <span class="tag">{kind}</span>
            </div>
            <p>"Offered because:"</p>
            <ul class="offer__because">
                {because.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}
            </ul>
            <p class="note">
                <b>"In plain words"</b>
                {client}
            </p>
            <p>{format!("Cheapest that would do: {cheapest}")}</p>
            <div class="actions">
                <button class="btn" type="button" aria-label=name on:click=using>
                    <Icon name="plus" />
                    "Use this draft"
                </button>
            </div>
        </li>
    }
}

/// The open findings that offer a draft by themselves, and the draft as the first of them words it.
fn with_findings(book: Book, thoughts: Thoughts, library: &Library, draft: &Draft) -> (Draft, Vec<String>) {
    let (checks, plan, findings) = (thoughts.checks.get(), thoughts.plan.get(), thoughts.findings.get());
    let found = with_visit(book, |visit| {
        let of_finding = |finding: &Finding| {
            let offered = advice::suggestions(library, visit, &checks, &plan, Some(finding));
            let (_, found) = offered.into_iter().find(|(_, one)| one.entry == draft.entry)?;
            Some((found, finding.key()))
        };
        findings.iter().filter(|finding| finding.is_open()).filter_map(of_finding).collect::<Vec<_>>()
    });
    let keys = found.iter().map(|(_, key)| key.clone()).collect();
    let worded = found.into_iter().next().map(|(draft, _)| draft);
    (worded.unwrap_or_else(|| draft.clone()), keys)
}

/// Writes a draft down as a recommendation and tells where it stands.
fn write_draft(book: Book, draft: &Draft, findings: &[String]) -> Option<String> {
    let sheet = book.sheet(PLAN)?;
    let id = Uuid::now_v7().simple().to_string();
    let said = sheet.definition.with_value(|definition| advice::from_draft(definition, &id, draft, findings));
    write(book, sheet, &id, said, &format!("Recommendation: {}", draft.what));
    Some(routes::recommendation(book.visit, &id))
}

/// Begins a recommendation in words of one's own, with the need of the finding, and tells where it stands.
pub fn write_ones_own(book: Book, finding: Option<&Finding>) -> Option<String> {
    let sheet = book.sheet(PLAN)?;
    let id = Uuid::now_v7().simple().to_string();
    let keys: Vec<String> = finding.map(Finding::key).into_iter().collect();
    let need = advice::need(finding);
    let said = sheet.definition.with_value(|definition| advice::of_ones_own(definition, &id, &need, &keys));
    write(book, sheet, &id, said, "Recommendation of my own");
    Some(routes::recommendation(book.visit, &id))
}

/// One step, with whatever the form begins a copy with.
fn write(book: Book, sheet: Sheet, id: &str, said: Vec<(AnswerPath, Answer)>, label: &str) {
    let mut all: BTreeMap<AnswerPath, Answer> =
        sheet.initial_answers_of(&recommendation_copy(id)).into_iter().collect();
    all.extend(said);
    book.set_all(sheet, all.into_iter().collect(), label);
}

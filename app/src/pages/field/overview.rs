//! A visit's overview: what to know, what there is to do, and where to go on.

use super::{frame::VisitFrame, missing::n_missing, today::BeforeYouKnock};
use crate::{
    local::now,
    routes,
    sheet::{Book, Sheet, advised_of_all, counted, findings_words, moment},
    ui::{DoorSwing, Icon, Lintel, Notice, share},
};
use domain::{VisitState, calendar};
use forms::AnswerPath;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{components::A, hooks::use_navigate};
use sync::VisitCard;

/// The page.
#[component]
pub fn Overview() -> impl IntoView {
    let book = Book::here();
    let card = book.card;
    book.finishing.set(false);
    let place = RwSignal::new(None::<sync::Place>);
    spawn_local(async move {
        if let Ok(found) = book.local.tablet().place(book.visit).await {
            place.set(found);
        }
    });
    let planned = card.with_untracked(|card| {
        let end = card.planned + chrono::Duration::minutes(i64::from(card.minutes));
        let day = calendar::day_and_date(calendar::uk_date(card.planned));
        format!("{day}, planned {} to {}", calendar::clock(card.planned), calendar::clock(end))
    });
    let title = card.with_untracked(|card| card.title().to_owned());
    let started = move || card.with(|card| card.arrived.is_some());
    view! {
        <leptos_meta::Title text="Overview - visit - Threshold" />
        <VisitFrame>
            <main class="page" id="main" tabindex="-1">
                <Lintel title=title sub=planned>
                    <GoOn place=place />
                    {move || {
                        card.with(|card| card.arrived)
                            .map(|at| view! { <p class="row">"Arrived " <b class="num">{calendar::clock(at)}</b></p> })
                    }}
                </Lintel>
                <Notices />
                <div class=move || if started() { "overview overview--started" } else { "overview" }>
                    <Facts />
                    <Tasks />
                </div>
            </main>
        </VisitFrame>
    }
}

/// Starts the visit, or goes on at the last touched item.
#[component]
fn GoOn(place: RwSignal<Option<sync::Place>>) -> impl IntoView {
    let book = Book::here();
    let navigate = use_navigate();
    let first = book.all().into_iter().next();
    let start_to = first.and_then(|sheet| {
        let section = sheet.definition.with_value(|d| d.sections().first().map(|s| s.link_id.clone()))?;
        Some(routes::area(book.visit, &sheet.id(), &section))
    });
    move || {
        let state = book.card.with(|card| (card.state, card.arrived.is_some()));
        if !state.0.is_open() {
            return ().into_any();
        }
        if let Some(at) = place.get().filter(|_| state.1) {
            let words = format!("Continue: {}", place_words(book, &at));
            let to = match AnswerPath::parse(&at.path) {
                Ok(path) => routes::item(book.visit, &at.form, &at.section, &path),
                Err(_) => routes::area(book.visit, &at.form, &at.section),
            };
            return view! {
                <A href=to attr:class="btn btn--primary">
                    {words}
                    <Icon name="next" />
                </A>
            }
            .into_any();
        }
        let (to, navigate) = (start_to.clone(), navigate.clone());
        let begun = state.1;
        view! {
            <button
                class="btn btn--primary"
                type="button"
                on:click=move |_| {
                    if !begun {
                        start(book);
                    }
                    if let Some(to) = &to {
                        navigate(to, Default::default());
                    }
                }
            >
                {if begun { "Continue the visit" } else { "Start the visit" }}
                <Icon name="next" />
            </button>
        }
        .into_any()
    }
}

/// Notes the arrival, also where the visit form asks for it: nobody should type what was just tapped.
fn start(book: Book) {
    let arrived = now();
    book.start(arrived);
    book.fill_beforehand();
    let Ok(path) = AnswerPath::parse("v-arrived") else { return };
    let asked =
        book.all().into_iter().find(|sheet| sheet.definition.with_value(|d| d.item_at(&path).is_some()));
    if let Some(sheet) = asked
        && sheet.answer(path.clone()).get_untracked().is_none()
    {
        book.set(sheet, path, moment(arrived));
    }
}

fn place_words(book: Book, place: &sync::Place) -> String {
    let Some(sheet) = book.sheet(&place.form) else {
        return "the visit".to_owned();
    };
    sheet.definition.with_value(|definition| {
        let section = definition.sections().iter().find(|section| section.link_id == place.section);
        let title = section.map(|section| section.title.clone()).unwrap_or_default();
        let item = AnswerPath::parse(&place.path).ok().and_then(|path| definition.item_at(&path));
        match item.map(|item| definition.item(item).text.clone()) {
            Some(text) if text.chars().count() <= 40 => format!("{title}, {text}"),
            _ => title,
        }
    })
}

/// What a person must know about the state of this record.
#[component]
fn Notices() -> impl IntoView {
    let book = Book::here();
    move || {
        let card = book.card.get();
        let passed = card.passed_to.clone().filter(|(name, _)| *name != card.author_name).map(|(name, day)| {
            format!(
                "This visit was passed to {name} on {}. What you add is kept and will be shown to you both under Held.",
                calendar::short_date(day)
            )
        });
        let handed_over =
            card.passed_to.as_ref().filter(|(name, _)| *name == card.author_name).and(card.remark.clone());
        let returned = card.returned.clone().map(|returned| {
            let note = returned.note.map(|note| format!(" “{note}”")).unwrap_or_default();
            format!("{} returned this visit for changes.{note}", returned.by)
        });
        let n_held = book.held.with(Vec::len);
        view! {
            {passed.map(|words| view! { <Notice attention=true icon="people"><p>{words}</p></Notice> })}
            {handed_over.map(|words| view! { <Notice icon="people"><p>{format!("Hand-over note: {words}")}</p></Notice> })}
            {returned
                .map(|words| {
                    view! {
                        <Notice attention=true icon="send-back">
                            <p>{words}</p>
                        </Notice>
                    }
                })}
            <SignedNotice />
            {(n_held > 0)
                .then(|| {
                    view! {
                        <Notice attention=true icon="attention">
                            <p>{format!("{n_held} changes are held: the server could not put them into the record.")}</p>
                            <A href=routes::FIELD_HELD attr:class="btn">
                                "See why"
                            </A>
                        </Notice>
                    }
                })}
        }
    }
}

/// Says of a signed visit that it does not change, and where later words go.
#[component]
pub fn SignedNotice() -> impl IntoView {
    let book = Book::here();
    move || {
        let words = book.card.with(|card| card.state.is_signed().then(|| signed_words(card)))?;
        Some(view! {
            <Notice icon="pen">
                <p>{words}</p>
                <a class="btn" href=routes::new_addendum(book.visit) rel="external">
                    "Add an addendum"
                </a>
            </Notice>
        })
    }
}

fn signed_words(card: &VisitCard) -> String {
    let by = card.signatures.last().map(|signature| signature.by.name.clone()).unwrap_or_default();
    match &card.countersignature {
        Some(counter) => format!("Signed by {by}, countersigned by {}. It does not change.", counter.by.name),
        None if card.needs_countersigning => {
            format!("Signed by {by}. It becomes part of the record when it is countersigned.")
        }
        None => format!("Signed by {by}. It does not change."),
    }
}

#[component]
fn Facts() -> impl IntoView {
    let book = Book::here();
    let card = book.card.get_untracked();
    let background = card.person.background.clone();
    let pair = |label: &'static str, words: Option<String>| {
        words.map(|words| view! { <div><dt>{label}</dt><dd>{words}</dd></div> })
    };
    let polite = card.person.polite_name();
    view! {
        <section class="stack overview__facts" aria-label="What to know">
            <div class="card">
                {background
                    .wants
                    .clone()
                    .map(|wants| {
                        view! {
                            <p class="wishes">
                                {quoted(&wants)}
                                <span class="line__sub">{format!("What {polite} asks for")}</span>
                            </p>
                        }
                    })}
                <BeforeYouKnock card=card.clone() />
                <dl class="pairs pairs--lines">
                    {pair("Address", Some(card.person.address.clone()))}
                    {pair("Telephone", card.person.phone.clone())}
                    {pair("Referred for", background.referral)}
                    {pair("Health", background.health)}
                    {pair("Home", background.home)}
                    {pair("Lives with", background.household)}
                    {pair("Strengths", background.strengths)}
                    {pair("Interpreter", background.interpreter)}
                    {pair("Language", card.person.language.clone())}
                </dl>
            </div>
        </section>
    }
}

#[component]
fn Tasks() -> impl IntoView {
    let book = Book::here();
    let missing = Memo::new(move |_| n_missing(book));
    let visit = book.visit;
    let polite = move || book.card.with(|card| card.state == VisitState::Planned);
    let is_open = move || book.card.with(|card| card.state.is_open());
    view! {
        <section class="stack overview__tasks" aria-labelledby="tasks-h">
            <h2 id="tasks-h">{move || if is_open() { "What there is to do" } else { "What was written" }}</h2>
            <ul class="lines">{book.all().into_iter().map(|sheet| task(book, sheet)).collect_view()}</ul>
            <div class="tiles">
                <A href=routes::visit_page(visit, "house") attr:class="tile">
                    <Icon name="house" />
                    <span>
                        <b>"House picture"</b>
                        {move || house_words(book)}
                    </span>
                </A>
                {book.sheet(advice::PLAN).map(|_| view! { <PlanTiles /> })}
                {move || {
                    is_open()
                        .then(|| {
                            view! {
                                <A href=routes::visit_page(visit, "missing") attr:class="tile">
                                    <Icon name="missing" />
                                    <span>
                                        <b>"What is missing"</b>
                                        {move || missing.get()}
                                    </span>
                                </A>
                            }
                        })
                }}
                <A href=routes::visit_page(visit, "report") attr:class="tile">
                    <Icon name="print" />
                    <span>
                        <b>"Report"</b>
                        {move || if polite() { "Nothing in it yet" } else { "As it stands now" }}
                    </span>
                </A>
            </div>
            {move || {
                is_open()
                    .then(|| {
                        view! {
                            <div class="actions actions--fill">
                                <A href=routes::visit_page(visit, "finish") attr:class="btn">
                                    <Icon name="pen" />
                                    "Finish and sign"
                                </A>
                            </div>
                        }
                    })
            }}
        </section>
    }
}

/// In quotation marks, unless whoever wrote it down set some already.
pub(super) fn quoted(words: &str) -> String {
    let words = words.trim();
    match words.starts_with(['"', '\u{201c}', '\u{2018}', '\'']) {
        true => words.to_owned(),
        false => format!("\u{201c}{words}\u{201d}"),
    }
}

/// Findings and recommendations, counted once the rest of the page is on the screen.
#[component]
fn PlanTiles() -> impl IntoView {
    let visit = Book::here().visit;
    view! {
        <A href=routes::visit_page(visit, "findings") attr:class="tile">
            <Icon name="finding" />
            <span>
                <b>"Findings"</b>
                {advised_of_all(|part| part.findings)}
            </span>
        </A>
        <A href=routes::visit_page(visit, "recommendations") attr:class="tile">
            <Icon name="plan" />
            <span>
                <b>"Recommendations"</b>
                {advised_of_all(|part| part.plan)}
            </span>
        </A>
    }
}

fn task(book: Book, sheet: Sheet) -> impl IntoView {
    let first = sheet.definition.with_value(|d| d.sections().first().map(|s| s.link_id.clone()));
    let to = routes::area(book.visit, &sheet.id(), &first.unwrap_or_default());
    let progress = Memo::new(move |_| {
        sheet.follow_sums();
        sheet.view.with_untracked(|view| view.progress())
    });
    let part = Signal::derive(move || {
        let (asked, answered) = progress.get();
        share(answered, asked)
    });
    let hazards = Memo::new(move |_| {
        sheet.sections.with(|all| all.iter().map(|section| section.hazards).sum::<usize>())
    });
    let words = move || {
        let (asked, answered) = progress.get();
        let state = match answered {
            0 if sheet.read_only.get() => "Nothing answered".to_owned(),
            0 => "Not started".to_owned(),
            n if n == asked => "Complete".to_owned(),
            n => format!("{n} of {asked} answered"),
        };
        match counted(hazards.get(), "hazard") {
            None => state,
            Some(hazards) => format!("{state}, {hazards}"),
        }
    };
    view! {
        <li>
            <A href=to attr:class="line">
                <DoorSwing part=part large=true />
                <span class="line__title">
                    {sheet.title()}
                    <span class="line__sub">{words}</span>
                </span>
                <Icon name="next" />
            </A>
        </li>
    }
}

fn house_words(book: Book) -> String {
    let Some(sheet) = book.sheet("home-environment") else {
        return "Not part of this visit".to_owned();
    };
    let sections = sheet.sections.get();
    let hazards = sections.iter().map(|section| section.hazards).sum::<usize>();
    let concerns = sections.iter().map(|section| section.concerns).sum::<usize>();
    findings_words(hazards, concerns).unwrap_or_else(|| "No hazard or concern so far".to_owned())
}

//! Review side by side: areas, answers with guidance or last time beside them, and comments. Which
//! areas were looked at is the reviewer's own matter and never part of the record.

use super::{
    answers::{AreaAnswers, Beside, Only},
    comments::Comments,
    frame::{Office, PersonBand, Problem, by_id},
    review_foot::Foot,
};
use crate::{
    api::reviews::{AreaPage, AskedArea, ReviewPage, review, review_area},
    error::AppError,
    routes,
    session::{Desk, Page},
    ui::{Icon, Lintel, Severity, SeverityMark},
};
use domain::{
    VisitId, VisitState,
    calendar::{date_and_clock, uk_date},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use reports::{AreaId, AreaLine};
use sync::FieldKey;

/// What the reviewer has before the eyes, shared by the parts of the page.
#[derive(Clone, Copy)]
pub struct Desktop {
    /// The visit.
    pub visit: VisitId,
    /// The page as last told.
    pub page: RwSignal<ReviewPage>,
    /// The area asked for; none for the first.
    pub area: Memo<Option<AreaId>>,
    /// Which answer a new comment is about; none for the whole visit.
    pub about: RwSignal<Option<(FieldKey, String)>>,
    /// What stands beside the answers.
    pub beside: RwSignal<Beside>,
    /// What the list is narrowed to.
    pub only: RwSignal<Only>,
    /// What went wrong last.
    pub problem: RwSignal<Option<AppError>>,
    /// Whether an area was drawn before.
    pub drawn: Drawn,
}

/// Remembers that something was drawn, without telling anybody.
#[derive(Clone, Copy)]
pub struct Drawn(StoredValue<bool>);

impl Drawn {
    /// Whether it was set; sets it.
    pub fn replace(self, drawn: bool) -> bool {
        let before = self.0.get_value();
        self.0.set_value(drawn);
        before
    }
}

impl Desktop {
    /// The area that is shown.
    pub fn here(&self) -> Option<AreaId> {
        self.area.get().or_else(|| self.page.with(|page| page.areas.first().map(|area| area.id.clone())))
    }

    /// The address of an area.
    pub fn href(&self, area: &AreaId) -> String {
        format!("{}?area={area}", routes::review(self.visit))
    }

    /// Whether the area holds what the list is narrowed to.
    pub fn is_wanted(&self, area: &AreaLine) -> bool {
        let only = self.only.get();
        self.page.with(|page| {
            let changed = || page.changed.iter().any(|moved| moved.area.as_ref() == Some(&area.id));
            let open = || {
                page.comments
                    .iter()
                    .any(|pinned| pinned.comment.is_open() && pinned.area.as_ref() == Some(&area.id))
            };
            (!only.hazards || area.hazards > 0) && (!only.changed || changed()) && (!only.open || open())
        })
    }
}

/// The page.
#[component]
pub fn Review() -> impl IntoView {
    let data = by_id("visit", review);
    let (params, query) = (use_params_map(), use_query_map());
    let area = Memo::new(move |_| query.read().get("area").and_then(|text| text.parse::<AreaId>().ok()));
    let asked = move || {
        let visit = params.read().get("visit").and_then(|text| text.parse::<VisitId>().ok());
        visit.map(|visit| AskedArea { visit, area: area.get() })
    };
    let lines = Resource::new(asked, |asked| async move {
        match asked {
            Some(asked) => review_area(asked).await,
            None => Err(AppError::NotFound),
        }
    });
    view! {
        <Office
            page=Page::Review
            title="Review"
            data=data
            draw=move |page: ReviewPage, desk| draw(page, desk, area, lines)
        />
    }
}

type Lines = Resource<Result<AreaPage, AppError>>;

fn draw(page: ReviewPage, desk: Desk, area: Memo<Option<AreaId>>, lines: Lines) -> AnyView {
    let card = page.card.clone();
    let desktop = Desktop {
        visit: card.id,
        page: RwSignal::new(page),
        area,
        about: RwSignal::new(None),
        beside: RwSignal::new(Beside::Guide),
        only: RwSignal::new(Only::default()),
        problem: RwSignal::new(None),
        drawn: Drawn(StoredValue::new(false)),
    };
    let me = desk.me.signatory.name.clone();
    let sub = move || {
        let open =
            desktop.page.with(|page| page.comments.iter().filter(|pinned| pinned.comment.is_open()).count());
        let open = match open {
            0 => "No comment open.".to_owned(),
            1 => "1 comment open.".to_owned(),
            n => format!("{n} comments open."),
        };
        let page = desktop.page.read();
        format!("{} {open}{}", about_the_record(&page.card), for_another(&page.card, &me))
    };
    let title = format!("Review: {}", card.title().to_lowercase());
    view! {
        <Lintel title=title sub=Signal::derive(sub) />
        <PersonBand person=card.person today=uk_date(desk.now) />
        <Problem problem=desktop.problem />
        <Standing desktop=desktop />
        <div class="review">
            <Areas desktop=desktop />
            <section class="review__list" aria-label="Answers">
                <AreaPicker desktop=desktop />
                <Transition>
                    {move || Suspend::new(async move {
                        match lines.await {
                            Ok(area) => view! { <AreaAnswers area=area desktop=desktop /> }.into_any(),
                            Err(error) => view! { <p>{error.to_string()}</p> }.into_any(),
                        }
                    })}
                </Transition>
            </section>
            <Comments desktop=desktop />
        </div>
        <Foot desktop=desktop />
    }
    .into_any()
}

/// "By Tomasz Wilk, student. Signed 1 May 10:53. Version 1."
fn about_the_record(card: &sync::VisitCard) -> String {
    let author = format!("By {}, {}.", card.author_name, card.author_title.to_lowercase());
    let signed = match card.signatures.last() {
        Some(signature) => format!(" Signed {}.", date_and_clock(signature.at)),
        None => " Not signed yet.".to_owned(),
    };
    format!("{author}{signed} Version {}.", card.version)
}

/// " For Colm Dunleavy.", where it waits for somebody else by name.
fn for_another(card: &sync::VisitCard, me: &str) -> String {
    match &card.reviewer {
        Some(named) if named != me && card.state == VisitState::Signed => format!(" For {named}."),
        _ => String::new(),
    }
}

/// Why nothing can be done here, where that is so.
#[component]
fn Standing(desktop: Desktop) -> impl IntoView {
    move || {
        let page = desktop.page.read();
        let words = match page.card.state {
            _ if page.may_act => return None,
            VisitState::Signed => "This is your own record. Somebody else reviews it.",
            VisitState::Returned => "This record lies with its author for changes.",
            VisitState::Countersigned => "This record is countersigned. It does not change.",
            _ => "This record is not signed yet. You read it as it is now.",
        };
        Some(view! {
            <div class="notice">
                <Icon name="lock" />
                <p>{words}</p>
            </div>
        })
    }
}

fn marks(area: &AreaLine) -> impl IntoView + use<> {
    let mark = |severity, n: usize| {
        (n > 0).then(|| view! { <SeverityMark severity=severity words=n.to_string() /> })
    };
    (
        mark(Severity::Hazard, area.hazards),
        (area.hazards == 0).then(|| mark(Severity::Concern, area.concerns)),
    )
}

#[component]
fn Areas(desktop: Desktop) -> impl IntoView {
    let n_looked = move || {
        desktop.page.with(|page| {
            let looked =
                page.areas.iter().filter(|area| page.looked_at.contains(&area.id.to_string())).count();
            format!("Looked at {looked} of {}", page.areas.len())
        })
    };
    let line = move |area: AreaLine| {
        let looked = desktop.page.with(|page| page.looked_at.contains(&area.id.to_string()));
        let here = desktop.here().as_ref() == Some(&area.id);
        let tick = match looked {
            true => view! { <Icon name="tick" /> }.into_any(),
            false => view! { <span></span> }.into_any(),
        };
        view! {
            <li>
                <a href=desktop.href(&area.id) aria-current=here.then_some("true")>
                    {tick}
                    <span>
                        {area.title.clone()}
                        {looked.then(|| view! { <span class="sr">", looked at"</span> })}
                    </span>
                    {marks(&area)}
                </a>
            </li>
        }
    };
    let wanted = move || {
        let areas = desktop.page.with(|page| page.areas.clone());
        areas.into_iter().filter(|area| desktop.is_wanted(area)).collect::<Vec<_>>()
    };
    let lines = move || {
        let mut form = String::new();
        let mut shown = Vec::new();
        for area in wanted() {
            if area.form != form {
                form = area.form.clone();
                shown.push(view! { <li class="quiet">{area.form.clone()}</li> }.into_any());
            }
            shown.push(line(area).into_any());
        }
        shown
    };
    view! {
        <nav class="review__areas" aria-label="Areas">
            <p class="quiet">{n_looked}</p>
            <ul class="review__nav">{lines}</ul>
            <OnlyFilter desktop=desktop />
        </nav>
    }
}

#[component]
fn OnlyFilter(desktop: Desktop) -> impl IntoView {
    let tick = move |word: &'static str, get: fn(&Only) -> bool, set: fn(&mut Only, bool)| {
        view! {
            <label class="choice">
                <input
                    class="choice__input"
                    type="checkbox"
                    prop:checked=move || get(&desktop.only.read())
                    on:change=move |event| desktop.only.update(|only| set(only, event_target_checked(&event)))
                />
                <span>{word}</span>
            </label>
        }
    };
    view! {
        <fieldset class="stack stack--tight">
            <legend class="quiet">"Only"</legend>
            <div class="choices">
                {tick("Hazards", |only| only.hazards, |only, on| only.hazards = on)}
                {tick("Changed", |only| only.changed, |only, on| only.changed = on)}
                {tick("Open comments", |only| only.open, |only, on| only.open = on)}
            </div>
        </fieldset>
    }
}

/// The list of areas where there is no room for it beside the answers.
#[component]
fn AreaPicker(desktop: Desktop) -> impl IntoView {
    let navigate = use_navigate();
    let go = move |event| {
        if let Ok(area) = event_target_value(&event).parse::<AreaId>() {
            navigate(&desktop.href(&area), Default::default());
        }
    };
    let option = move |area: AreaLine| {
        let words = match (area.hazards, area.concerns) {
            (0, 0) => area.title.clone(),
            (0, 1) => format!("{}, 1 concern", area.title),
            (0, n) => format!("{}, {n} concerns", area.title),
            (1, _) => format!("{}, 1 hazard", area.title),
            (n, _) => format!("{}, {n} hazards", area.title),
        };
        let id = area.id.clone();
        let chosen = move || desktop.here().as_ref() == Some(&id);
        view! {
            <option value=area.id.to_string() selected=chosen>
                {words}
            </option>
        }
    };
    view! {
        <div class="field review__picker">
            <label class="field__label" for="area">
                "Area"
            </label>
            <select class="input select" id="area" on:change=go>
                {desktop.page.with_untracked(|page| page.areas.clone()).into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

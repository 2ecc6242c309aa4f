//! The answers of one area as text, with guidance or last time beside each. Nothing is left out:
//! what was not answered says so, and where two answers differ both are read.

use super::review::Desktop;
use crate::{
    api::reviews::{AreaPage, Guide, LastTimeHere, comments_on},
    pages::paper::PhotoFigures,
    routes,
    ui::{Icon, Severity, SeverityMark},
};
use domain::{
    VisitId,
    calendar::{date_and_clock, long_date},
};
use forms::AnswerPath;
use leptos::{html::H2, prelude::*};
use reports::{Detail, DetailKind, Entry, Line, Side};
use sync::FieldKey;

/// What stands beside the answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Beside {
    /// What to look at.
    #[default]
    Guide,
    /// What the visit before said.
    LastTime,
}

/// What the areas and answers are narrowed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// With a hazard.
    pub hazards: bool,
    /// Not as in the version before.
    pub changed: bool,
    /// With an open comment.
    pub open: bool,
}

/// One area.
#[component]
pub fn AreaAnswers(
    /// What was loaded.
    area: AreaPage,
    /// The page around it.
    desktop: Desktop,
) -> impl IntoView {
    let AreaPage { area, guides, last_time } = area;
    let form = area.line.id.form.clone();
    let has_last_time = last_time.is_some();
    let (whole, single): (Vec<Guide>, Vec<Guide>) = guides.into_iter().partition(|guide| guide.on.is_none());
    let entries = area.entries;
    let nothing = entries.is_empty();
    // What is said of a group is said once, at its first question.
    let mut told: Vec<Guide> = Vec::new();
    let shown = entries.into_iter().map(move |entry| match entry {
        Entry::Heading { text, .. } => view! { <h3>{text}</h3> }.into_any(),
        Entry::Answer(line) => {
            let guides: Vec<Guide> = single
                .iter()
                .filter(|guide| is_about(guide, &line) && !told.contains(guide))
                .cloned()
                .collect();
            told.extend(guides.iter().cloned());
            let before = last_time.clone();
            view! { <Answer line=*line form=form.clone() guides=guides before=before desktop=desktop /> }
                .into_any()
        }
    });
    let (always, here): (Vec<Guide>, Vec<Guide>) = whole.into_iter().partition(|guide| guide.everywhere);
    let is_guide = move || desktop.beside.get() == Beside::Guide;
    let heading = NodeRef::<H2>::new();
    Effect::new(move |_| {
        // Walking on to another area leads to its heading; the first one leaves the page's own in focus.
        if let Some(heading) = heading.get()
            && desktop.drawn.replace(true)
        {
            request_animation_frame(move || drop(heading.focus()));
        }
    });
    view! {
        <div class="row row--spread">
            <h2 tabindex="-1" node_ref=heading>
                {area.line.title}
            </h2>
            <BesideSwitch desktop=desktop has_last_time=has_last_time />
        </div>
        {move || (is_guide() && !here.is_empty()).then(|| area_guide("What to look at in this area", true, &here))}
        {move || (is_guide() && !always.is_empty()).then(|| area_guide("What to look at everywhere", false, &always))}
        {nothing.then(|| view! { <p>"Nothing is asked here."</p> })}
        {shown.collect_view()}
    }
}

fn area_guide(title: &'static str, open: bool, guides: &[Guide]) -> impl IntoView + use<> {
    view! {
        <details class="fold fold--card" open=open>
            <summary class="fold__title">
                <Icon name="down" />
                {title}
            </summary>
            <div class="fold__body stack">{guides.iter().map(guide_words).collect_view()}</div>
        </details>
    }
}

fn guide_words(guide: &Guide) -> impl IntoView + use<> {
    let must = guide.must.as_ref().map(|when| match when.as_str() {
        "" => "Must be right before countersigning.".to_owned(),
        when => format!("Must be right before countersigning, {when}."),
    });
    view! {
        <div class="stack stack--tight">
            <p><b>"Look at: "</b>{guide.look.clone()}</p>
            <p><b>"Typical slip: "</b>{guide.slip.clone()}</p>
            <p><b>"Ask: "</b>{guide.ask.clone()}</p>
            {must.map(|words| view! { <p><b>{words}</b></p> })}
        </div>
    }
}

#[component]
fn BesideSwitch(desktop: Desktop, has_last_time: bool) -> impl IntoView {
    let segment = move |which: Beside, word: &'static str| {
        view! {
            <button
                class="segment"
                type="button"
                aria-pressed=move || if desktop.beside.get() == which { "true" } else { "false" }
                on:click=move |_| desktop.beside.set(which)
            >
                {word}
            </button>
        }
    };
    has_last_time.then(|| {
        view! {
            <div class="segments segments--stack" role="group" aria-label="Beside the answer">
                {segment(Beside::Guide, "Guide")}
                {segment(Beside::LastTime, "Last time")}
            </div>
        }
    })
}

fn is_about(guide: &Guide, line: &Line) -> bool {
    let on = guide.on.as_deref().unwrap_or_default();
    line.link_id == on || line.path.starts_with(&format!("{on}@"))
}

#[component]
fn Answer(
    line: Line,
    form: String,
    guides: Vec<Guide>,
    before: Option<LastTimeHere>,
    desktop: Desktop,
) -> impl IntoView {
    let Ok(path) = line.path.parse::<AnswerPath>() else {
        return ().into_any();
    };
    let key = FieldKey { form, path };
    let id = routes::item_id(&key.path);
    let heading = format!("{id}-q");
    let named_by = heading.clone();
    let label = line.label.clone();
    let (about, counted, wanted) = ((key.clone(), label.clone()), key.clone(), key.clone());
    let n_comments = move || desktop.page.with(|page| comments_on(&page.comments, &counted).count());
    let comment = move || match n_comments() {
        0 => "Comment".to_owned(),
        n => format!("Comment ({n})"),
    };
    let is_hazard = line.judgement.as_deref() == Some("hazard");
    let hidden = move || !is_wanted(desktop, &wanted, is_hazard);
    let beside = {
        let line = line.clone();
        move || match desktop.beside.get() {
            Beside::Guide => guide_beside(&line, &guides),
            Beside::LastTime => last_time_beside(&line, before.as_ref()),
        }
    };
    let choose = move |_| {
        desktop.about.set(Some(about.clone()));
        // Its form is drawn first.
        request_animation_frame(|| focus("comment-words"));
    };
    let may_act = move || desktop.page.read().may_act;
    let on = label.clone();
    let button = move || {
        let (choose, comment, on) = (choose.clone(), comment.clone(), on.clone());
        may_act().then(move || {
            view! {
                <div class="answer__foot">
                    <button class="btn" type="button" on:click=choose>
                        <Icon name="comment" />
                        {comment}
                        <span class="sr">{format!(" on {on}")}</span>
                    </button>
                </div>
            }
        })
    };
    view! {
        <article class="answer" id=id aria-labelledby=named_by hidden=hidden>
            <h3 class="answer__q" id=heading tabindex="-1">
                {label}
            </h3>
            <div class="answer__cols">
                <div class="answer__said">{said(line, desktop.visit)} {button}</div>
                {beside}
            </div>
        </article>
    }
    .into_any()
}

/// Brings the field for a new comment into view and puts the cursor there.
fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    let field = document().get_element_by_id(id);
    if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
        field.scroll_into_view();
        let _ = field.focus();
    }
}

fn is_wanted(desktop: Desktop, key: &FieldKey, is_hazard: bool) -> bool {
    let only = desktop.only.get();
    desktop.page.with(|page| {
        let changed = || page.changed.iter().any(|moved| belongs(&moved.changed.key, key));
        let open = || comments_on(&page.comments, key).any(|pinned| pinned.comment.is_open());
        (!only.hazards || is_hazard) && (!only.changed || changed()) && (!only.open || open())
    })
}

/// Whether a field is this question, a facet of it, or a detail of it.
fn belongs(field: &FieldKey, question: &FieldKey) -> bool {
    let place = field.path.without_facet();
    let rest = place.as_str().strip_prefix(question.path.as_str());
    field.form == question.form && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What was said, in the order in which it is read.
pub fn said(line: Line, visit: VisitId) -> AnyView {
    let judgement = line.judgement.as_deref().and_then(Severity::from_code);
    let none = (!line.is_answered() && line.differing.is_empty())
        .then(|| view! { <p class="answer__none">"Not answered"</p> });
    let own = line.own_words;
    let words = line.said.clone().into_iter().map(move |words| match own {
        true => view! { <p class="answer__text">{words}</p> }.into_any(),
        false => view! { <p>{words}</p> }.into_any(),
    });
    let words = if line.differing.is_empty() { words.collect_view().into_any() } else { ().into_any() };
    view! {
        {none}
        {judgement.map(|severity| view! { <p><SeverityMark severity=severity /></p> })}
        {words}
        {line.details.iter().map(detail).collect_view()}
        {line.absent.map(|why| view! { <p>{format!("Not seen or measured: {why}")}</p> })}
        {line.concern.map(|what| view! { <p>{format!("Raised from the note: {what}")}</p> })}
        {line.note.map(|note| view! { <p class="answer__text">{note}</p> })}
        {(!line.photos.is_empty()).then(|| view! { <PhotoFigures visit=visit photos=line.photos /> })}
        {line.marks.into_iter().map(|mark| view! { <p class="message message--check"><Icon name="attention" /><span>{format!("Check: {mark}")}</span></p> }).collect_view()}
        {(!line.differing.is_empty()).then(|| sides(line.differing))}
    }
    .into_any()
}

fn detail(detail: &Detail) -> AnyView {
    let words = detail.words.clone();
    match detail.kind {
        DetailKind::Who => view! { <p>{words}</p> }.into_any(),
        DetailKind::Note => view! { <p class="answer__text">{words}</p> }.into_any(),
        DetailKind::Reason => view! { <p>{format!("Not seen: {}", words.to_lowercase())}</p> }.into_any(),
        DetailKind::Other => {
            view! { <p><span class="quiet">{format!("{} ", detail.label)}</span><b>{words}</b></p> }
                .into_any()
        }
    }
}

fn sides(all: Vec<Side>) -> impl IntoView {
    let one = |side: Side| {
        let of = side.of.map(|of| format!("{of}: ")).unwrap_or_default();
        view! {
            <li>
                <b>{format!("{of}{}", side.words)}</b>
                <span class="quiet">{format!(" {}, {}", side.by, date_and_clock(side.at))}</span>
            </li>
        }
    };
    view! {
        <p><b>"Two answers differ"</b></p>
        <ul class="stack stack--tight">{all.into_iter().map(one).collect_view()}</ul>
    }
}

fn guide_beside(line: &Line, guides: &[Guide]) -> AnyView {
    let help = line.help.clone().map(|help| view! { <p>{help}</p> });
    match help.is_none() && guides.is_empty() {
        true => ().into_any(),
        false => view! {
            <div class="answer__guide">{help} {guides.iter().map(guide_words).collect_view()}</div>
        }
        .into_any(),
    }
}

fn last_time_beside(line: &Line, before: Option<&LastTimeHere>) -> AnyView {
    let Some(before) = before else {
        return ().into_any();
    };
    let mine = |path: &str| {
        path.strip_prefix(line.path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let words: Vec<String> =
        before.words.iter().filter(|(path, _)| mine(path)).map(|(_, words)| words.clone()).collect();
    let said = match words.is_empty() {
        true => "Not answered".to_owned(),
        false => words.join(", "),
    };
    view! {
        <div class="answer__guide">
            <p>
                <b>{format!("Last time ({}): ", long_date(before.on))}</b>
                {said}
            </p>
        </div>
    }
    .into_any()
}

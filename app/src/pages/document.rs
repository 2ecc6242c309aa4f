//! A document as it is read and printed: the same blocks that the PDF and the Word file are made of. Shape and word for
//! every mark, what is missing in a box of its own, and at the foot of every sheet what it is.

use crate::{
    pictures::{Picture, source},
    ui::{Icon, Lintel},
};
use domain::VisitId;
use forms::Mark;
use leptos::prelude::*;
use reports::document::{Block, Document, Shot, Tone};
use std::collections::BTreeMap;

/// The marks on each photo, by its SHA-256.
pub type PhotoMarks = BTreeMap<String, Vec<Mark>>;

/// Draws a document.
#[component]
pub fn DocumentView(
    /// Its data.
    document: Document,
    /// The marks on its photos: a photo that is not from the server has none of them burnt in.
    marks: PhotoMarks,
    /// Large print.
    #[prop(into)]
    large: Signal<bool>,
    /// True where the page around it has a heading of its own.
    #[prop(optional)]
    has_heading: bool,
) -> impl IntoView {
    let class = move || if large.get() { "paper doc large-print" } else { "paper doc" };
    let visit = document.visit;
    let top = if has_heading { 2 } else { 1 };
    let draft = document.draft.clone();
    let heading = match has_heading {
        true => view! { <h2 class="doc__title">{document.title}</h2> }.into_any(),
        false => view! { <Lintel title=document.title sub=draft.clone().unwrap_or_default() /> }.into_any(),
    };
    let mut lines = document.letterhead.into_iter();
    let organisation = lines.next().unwrap_or_default();
    let rest = lines.map(|line| view! { <span>{line}<br /></span> }).collect_view();
    let to = (!document.to.is_empty()).then(|| {
        let lines = document.to.into_iter().map(|line| view! { <span>{line}<br /></span> }).collect_view();
        view! { <p class="doc__to">{lines}</p> }
    });
    let drawn = parts(document.blocks).into_iter().map(|part| drawn(part, visit, &marks, top)).collect_view();
    view! {
        <article class=class lang=document.language>
            <div class="paper__body">
                <header class="paper__head">
                    <div>
                        <p class="paper__org">
                            <Icon name="door-swing" large=true />
                            {organisation}
                        </p>
                        <p>{rest}</p>
                    </div>
                    <p>{document.day}</p>
                </header>
                {to}
                {heading}
                <p class="doc__sub">{document.subtitle}</p>
                {draft.clone().map(|words| view! { <p class="doc__draft">{format!("{words}.")}</p> })}
                {drawn}
            </div>
            <div class="running" aria-hidden="true">
                <p class="running__line">
                    <span>{document.running}</span>
                    <span>{draft}</span>
                </p>
            </div>
        </article>
    }
}

/// "Reading age about 11".
pub fn age_words(age: f64) -> String {
    format!("Reading age about {:.0}", age.clamp(5.0, 25.0))
}

/// "Photos for this reader: 4 of 11"; nothing where no photo was taken.
pub fn photo_words(document: &Document, marks: &PhotoMarks) -> Option<String> {
    (!marks.is_empty())
        .then(|| format!("Photos for this reader: {} of {}", document.photos().len(), marks.len()))
}

/// What is drawn together: marks that follow each other are one list.
enum Part {
    Marks(Vec<Block>),
    One(Block),
}

fn parts(blocks: Vec<Block>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for block in blocks {
        match (parts.last_mut(), block) {
            (Some(Part::Marks(marks)), block @ Block::Mark { .. }) => marks.push(block),
            (_, block @ Block::Mark { .. }) => parts.push(Part::Marks(vec![block])),
            (_, block) => parts.push(Part::One(block)),
        }
    }
    parts
}

fn drawn(part: Part, visit: VisitId, marks: &PhotoMarks, top: u8) -> AnyView {
    let block = match part {
        Part::Marks(all) => {
            return view! { <ul class="doc__marks">{all.into_iter().map(mark).collect_view()}</ul> }
                .into_any();
        }
        Part::One(block) => block,
    };
    match block {
        Block::Heading { level, text } => heading(level, top, text),
        Block::Text { text, tone } => paragraph(text, tone),
        Block::List { ordered, entries } => {
            let lines = entries.into_iter().map(|entry| view! { <li dir="auto">{entry}</li> }).collect_view();
            match ordered {
                true => view! { <ol class="prose doc__list">{lines}</ol> }.into_any(),
                false => view! { <ul class="prose doc__list">{lines}</ul> }.into_any(),
            }
        }
        Block::Facts { rows } => facts(rows),
        Block::Table { caption, head, rows } => table(caption, head, rows),
        Block::Photos { shots } => {
            let figures = shots.into_iter().map(|shot| photo(shot, visit, marks)).collect_view();
            view! { <div class="figures">{figures}</div> }.into_any()
        }
        // The drawing is ours; whoever drew it has written out every sign of markup in its words.
        Block::Drawing { alt, caption, svg } => view! {
            <figure class="figure doc__drawing">
                <div role="img" aria-label=alt inner_html=svg></div>
                <figcaption>{caption}</figcaption>
            </figure>
        }
        .into_any(),
        Block::Signature { name, role, when, fingerprint } => view! {
            <div class="paper__sign">
                <p>
                    <b>{name}</b>
                    {format!(", {role}")}
                </p>
                <p>{when}</p>
                {(!fingerprint.is_empty())
                    .then(|| view! { <p>"Fingerprint " <span class="fingerprint">{fingerprint}</span></p> })}
            </div>
        }
        .into_any(),
        other @ Block::Mark { .. } => mark(other),
    }
}

/// A heading as deep as the page puts it; it looks as deep as the document says.
fn heading(level: u8, top: u8, text: String) -> AnyView {
    let class = format!("doc__h doc__h--{}", level.clamp(1, 3));
    match level.saturating_add(top) {
        0..=2 => view! { <h2 class=class>{text}</h2> }.into_any(),
        3 => view! { <h3 class=class>{text}</h3> }.into_any(),
        4 => view! { <h4 class=class>{text}</h4> }.into_any(),
        _ => view! { <h5 class=class>{text}</h5> }.into_any(),
    }
}

fn paragraph(text: String, tone: Tone) -> AnyView {
    match tone {
        Tone::Plain => view! { <p class="doc__text" dir="auto">{text}</p> }.into_any(),
        Tone::Small => view! { <p class="doc__small" dir="auto">{text}</p> }.into_any(),
        Tone::Quote => view! {
            <blockquote class="doc__quote">
                <p dir="auto">{text}</p>
            </blockquote>
        }
        .into_any(),
        Tone::Gap => view! {
            <p class="doc__gap">
                <Icon name="missing" />
                <span dir="auto">{text}</span>
            </p>
        }
        .into_any(),
    }
}

fn facts(rows: Vec<(String, String)>) -> AnyView {
    let row = |(label, words): (String, String)| {
        let class = (label == "NHS number").then_some("nhs");
        view! {
            <div>
                <dt>{label}</dt>
                <dd class=class dir="auto">
                    {words}
                </dd>
            </div>
        }
    };
    view! { <dl class="pairs pairs--lines doc__facts">{rows.into_iter().map(row).collect_view()}</dl> }
        .into_any()
}

fn table(caption: String, head: Vec<String>, rows: Vec<Vec<String>>) -> AnyView {
    let names = head.clone();
    let row = move |row: Vec<String>| {
        let cells = row.into_iter().enumerate().map(|(at, words)| match at {
            0 => view! { <th scope="row" dir="auto">{words}</th> }.into_any(),
            _ => {
                let label = names.get(at).cloned().unwrap_or_default();
                view! { <td data-label=label dir="auto">{words}</td> }.into_any()
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    view! {
        <div class="table-wrap">
            <table class="table table--cards doc__table">
                <caption>{caption}</caption>
                <thead>
                    <tr>{head.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn mark(block: Block) -> AnyView {
    let Block::Mark { sign, word, title, lines } = block else { return ().into_any() };
    let (class, icon) = shape(&sign);
    let lines =
        lines.into_iter().map(|line| view! { <p class="doc__text" dir="auto">{line}</p> }).collect_view();
    view! {
        <li class="paper__finding doc__mark">
            <p>
                <span class=format!("severity severity--{class}")>
                    <Icon name=icon />
                    {word}
                </span>
            </p>
            <p class="doc__mark-title" dir="auto">
                {title}
            </p>
            {lines}
        </li>
    }
    .into_any()
}

/// Class and icon of a sign.
fn shape(sign: &str) -> (&'static str, &'static str) {
    match sign {
        "hazard" | "does-not-fit" => ("hazard", "hazard"),
        "concern" | "tight" => ("concern", "concern"),
        "ok" | "fits" => ("ok", "ok-line"),
        "not-seen" => ("not-seen", "not-seen"),
        "cannot-tell" => ("cannot-tell", "missing"),
        _ => ("info", "note"),
    }
}

fn photo(shot: Shot, visit: VisitId, marks: &PhotoMarks) -> impl IntoView {
    let source = source(visit, shot.sha256.clone());
    let marks = marks.get(&shot.sha256).cloned().unwrap_or_default();
    view! {
        <figure class="figure">
            <Picture sha256=shot.sha256 source=source caption=shot.alt marks=marks />
            <figcaption dir="auto">{shot.caption}</figcaption>
        </figure>
    }
}

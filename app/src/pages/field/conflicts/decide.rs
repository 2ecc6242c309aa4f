//! Deciding between two answers: both sides equal in size, in the order they were written, nothing
//! chosen beforehand. Whatever is chosen, the other stays in the history.

use super::{another::Another, difference::runs};
use crate::{
    local::{Local, now},
    pages::field::{
        frame::{DayFrame, load_book},
        opened::{section_name, words},
        unsent::moment,
    },
    pictures::{Picture, source},
    routes,
    sheet::{Book, Sheet, caption_or_number, say, tiles_in},
    ui::{Empty, Icon, Lintel, Private},
};
use domain::{UserId, VisitId, calendar, in_order};
use forms::{Answer, ItemKind, Value};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    components::A,
    hooks::{use_navigate, use_params_map},
};
use std::collections::BTreeMap;
use sync::{FieldKey, Head};

/// Where a choice came from, in the address.
type Address = (VisitId, String, String);

/// The page.
#[component]
pub fn Conflict() -> impl IntoView {
    let local = Local::here();
    let params = use_params_map();
    let address = Memo::new(move |_| {
        params.with(|params| {
            let visit = params.get("visit")?.parse::<VisitId>().ok()?;
            Some((visit, params.get("form")?, params.get("item")?))
        })
    });
    let book = RwSignal::new(None::<Option<Book>>);
    let visit = Memo::new(move |_| address.get().map(|(visit, ..)| visit));
    Effect::new(move |_| {
        let visit = visit.get();
        spawn_local(async move {
            let loaded = match visit {
                Some(visit) => load_book(local, visit).await,
                None => None,
            };
            let _ = book.try_set(Some(loaded));
        });
    });
    view! {
        <leptos_meta::Title text="Two answers differ - Threshold" />
        <DayFrame>
            <main class="page page--narrow" id="main" tabindex="-1">
                <A href=routes::UNSENT attr:class="link">
                    <Icon name="back" />
                    "Not sent"
                </A>
                {move || {
                    let book = book.get()?;
                    let found = book.zip(address.get()).and_then(|(book, address)| found(book, &address));
                    Some(match found {
                        Some((book, sheet, key, heads)) => {
                            view! { <Sides book=book sheet=sheet field=key heads=heads /> }.into_any()
                        }
                        None => view! { <Settled /> }.into_any(),
                    })
                }}
            </main>
        </DayFrame>
    }
}

/// Looked up once: while somebody reads, the page does not change under the eyes.
fn found(book: Book, (_, form, item): &Address) -> Option<(Book, Sheet, FieldKey, Vec<Head>)> {
    let sheet = book.sheet(form)?;
    let (key, mut heads) = book.differing.with_untracked(|differing| {
        let mut here = differing.iter();
        here.find(|(key, _)| key.form == *form && routes::item_id(&key.path) == *item).cloned()
    })?;
    in_order(&mut heads, |head| head.made_at);
    Some((book, sheet, key, heads))
}

#[component]
fn Settled() -> impl IntoView {
    view! {
        <Lintel title="Two answers differ".to_owned() />
        <Empty title="Nothing is left to decide here.">
            <p>"Somebody has decided it, or it is not on this tablet."</p>
        </Empty>
        <div class="actions">
            <A href=routes::FIELD_CONFLICTS attr:class="btn">
                "All answers that differ"
            </A>
        </div>
    }
}

#[component]
fn Sides(book: Book, sheet: Sheet, field: FieldKey, heads: Vec<Head>) -> impl IntoView {
    let local = book.local;
    let card = book.card.get_untracked();
    let why = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let this = (book.visit, field.clone());
    let here = local.unsent.with_untracked(|unsent| {
        let at = unsent.differing.iter().position(|one| *one == this).unwrap_or_default();
        (at + 1, unsent.differing.len().max(1))
    });
    let over: Vec<_> =
        heads.iter().flat_map(|head| std::iter::once(head).chain(&head.twins)).map(|h| h.revision).collect();
    let decide = {
        let (field, navigate) = (field.clone(), navigate.clone());
        Callback::new(move |answer: Answer| {
            if busy.get_untracked() {
                return;
            }
            busy.set(true);
            let said = sheet.definition.with_value(|definition| words(Some(definition), &field, &answer));
            book.decide(sheet, field.path.clone(), answer, over.clone(), why.get_untracked());
            let navigate = navigate.clone();
            spawn_local(async move {
                if !book.comes_to_rest().await {
                    busy.set(false);
                    return;
                }
                local.count_unsent().await;
                let next = local.unsent.with_untracked(|unsent| unsent.differing.first().cloned());
                let to = next.map_or_else(
                    || routes::FIELD_CONFLICTS.to_owned(),
                    |(v, key)| routes::field_conflict(v, &key),
                );
                navigate(&to, Default::default());
                gloo_timers::future::TimeoutFuture::new(100).await;
                say(&format!("Decided: {said}. The other answer stays in the history"));
            });
        })
    };
    let item = sheet.definition.with_value(|definition| {
        definition.item_at(&field.path.without_facet()).map(|at| definition.item(at).clone())
    });
    let label = sheet.definition.with_value(|definition| {
        sheet.answers.with_untracked(|answers| reports::field_label(Some(definition), answers, &field.path))
    });
    let section = sheet.definition.with_value(|definition| {
        let at = sheet
            .view
            .with_untracked(|view| view.node(&field.path.without_facet()).map(|node| node.section))?;
        definition.sections().get(usize::from(at)).cloned()
    });
    let place = match &section {
        Some(section) => format!("{}, {}", sheet.title(), section_name(section)),
        None => sheet.title(),
    };
    let is_text = field.path.facet() == Some(forms::Facet::Note)
        || item.as_ref().is_some_and(|item| {
            matches!(item.kind, ItemKind::Text | ItemKind::String) && field.path.facet().is_none()
        });
    let is_list = field.path.facet() == Some(forms::Facet::Photo)
        || (field.path.facet().is_none()
            && item.as_ref().is_some_and(|item| item.repeats && item.is_question()));
    let both = match (is_text, is_list) {
        (true, _) => Some(("Keep both, one after the other", one_after_the_other(&heads))),
        (false, true) => Some(("Both together", together(&heads))),
        _ => None,
    };
    let open_item = section
        .map(|section| routes::item(book.visit, &field.form, &section.link_id, &field.path.without_facet()));
    let me = local.device.with_untracked(|device| Some(device.as_ref()?.me.as_ref()?.user));
    let texts: Vec<String> = heads
        .iter()
        .map(|head| sheet.definition.with_value(|definition| words(Some(definition), &field, &head.answer)))
        .collect();
    let sides = heads.iter().enumerate().map(|(at, head)| {
        let other = texts.iter().enumerate().find(|(n, _)| *n != at).map(|(_, text)| text.clone());
        side(at, (book.visit, head), texts[at].clone(), other.filter(|_| is_text), me, decide)
    });
    let given = match &card.person.title {
        Some(title) => format!("{} ({title})", card.person.given),
        None => card.person.given.clone(),
    };
    let born = card.person.born_words(calendar::uk_date(now()));
    view! {
        <Lintel title=format!("Two answers differ: {} of {}", here.0, here.1) sub=place />
        <div class="banner banner--band">
            <p class="banner__name">
                <b>{card.person.family.to_uppercase()}</b>
                {format!(", {given}")}
            </p>
            <p class="banner__facts">
                <span>
                    "Born "
                    <b>{born}</b>
                </span>
                <span>
                    "NHS number "
                    <b class="nhs">{card.person.health_number_words()}</b>
                </span>
            </p>
        </div>
        <h2>{label}</h2>
        <div class="twos">{sides.collect_view()}</div>
        {both
            .map(|(label, answer)| {
                view! {
                    <div class="actions actions--fill">
                        <button class="btn" type="button" on:click=move |_| decide.run(answer.clone())>
                            {label}
                        </button>
                    </div>
                }
            })}
        <Another sheet=sheet path=field.path.clone() heads=heads.clone() decide=decide />
        <Private>
            <div class="field">
                <label class="field__label" for="why">
                    "Why?"
                </label>
                <p class="field__hint" id="why-h">
                    "Goes into the history."
                </p>
                <textarea
                    class="input input--area"
                    id="why"
                    rows="3"
                    aria-describedby="why-h"
                    on:input=move |event| why.set(event_target_value(&event))
                ></textarea>
            </div>
        </Private>
        <div class="actions">
            <A href=routes::UNSENT attr:class="btn btn--quiet">
                "Decide later"
            </A>
            {open_item
                .map(|to| {
                    view! {
                        <A href=to attr:class="btn btn--quiet">
                            "Open the question"
                        </A>
                    }
                })}
        </div>
    }
}

fn side(
    at: usize,
    (visit, head): (VisitId, &Head),
    text: String,
    other: Option<String>,
    me: Option<UserId>,
    decide: Callback<Answer>,
) -> impl IntoView + use<> {
    let id = format!("side-{at}");
    let mine = me.is_some_and(|me| head.author == me);
    let who = match (mine, head.received_at) {
        (true, None) => "You, on this tablet".to_owned(),
        (true, Some(_)) => "You".to_owned(),
        (false, _) => head.author_name.clone(),
    };
    let also =
        head.twins.iter().map(|twin| twin.author_name.clone()).filter(|name| *name != head.author_name);
    let also: Vec<String> = also.collect();
    let received = head
        .received_at
        .map_or_else(|| "not sent yet".to_owned(), |at| format!("received {}", moment(at, head.made_at)));
    let button = match text.chars().count() {
        ..=30 => format!("Use {text}"),
        _ if mine => "Use your words".to_owned(),
        _ => format!("Use the words of {}", head.author_name),
    };
    let shown = match other {
        Some(other) => view! { <p class="two__text">{marked(&text, &other)}</p> }.into_any(),
        None if text.chars().count() > 60 => view! { <p class="two__text">{text}</p> }.into_any(),
        None => view! { <p class="two__value">{text}</p> }.into_any(),
    };
    let answer = head.answer.clone();
    view! {
        <section class="two" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{who}</h2>
            {pictures(visit, &head.answer)}
            {shown}
            <div class="stack stack--tight">
                <p class="quiet">{format!("Written {}, {received}", calendar::date_and_clock(head.made_at))}</p>
                {(!also.is_empty()).then(|| view! { <p class="quiet">{format!("{} wrote the same", also.join(" and "))}</p> })}
            </div>
            <button class="btn btn--primary" type="button" on:click=move |_| decide.run(answer.clone())>
                {button}
            </button>
        </section>
    }
}

/// The photos of an answer, with their captions and marks.
fn pictures(visit: VisitId, answer: &Answer) -> impl IntoView + use<> {
    let shown =
        tiles_in(answer).into_iter().filter_map(|(sha256, caption, marks)| Some((sha256?, caption, marks)));
    let photos: Vec<_> = shown.collect();
    let tiles = photos.into_iter().enumerate().map(move |(at, (sha256, caption, marks))| {
        let words = caption_or_number(caption, at);
        let source = source(visit, sha256.clone());
        view! {
            <li class="photo">
                <Picture sha256=sha256 source=source caption=words.clone() marks=marks />
                <span aria-hidden="true">{words}</span>
            </li>
        }
    });
    (tiles.len() > 0).then(|| view! { <ul class="photos photos--large">{tiles.collect_view()}</ul> })
}

/// A text with what stands only in it marked by a line and by words.
fn marked(text: &str, other: &str) -> impl IntoView + use<> {
    let runs = runs(text, other);
    runs.into_iter()
        .map(|run| match run.only_here {
            false => view! { <span>{run.text}</span> }.into_any(),
            true => view! {
                <span class="sr">"only here: "</span>
                <span class="only-here">{run.text}</span>
                <span class="sr">" (end of only here) "</span>
            }
            .into_any(),
        })
        .collect_view()
}

/// Both texts, each with the name of its author.
fn one_after_the_other(heads: &[Head]) -> Answer {
    let texts: Vec<String> = heads
        .iter()
        .filter_map(|head| Some(format!("{}: {}", head.author_name, head.answer.first()?.as_words())))
        .collect();
    Answer::one(Value::text(texts.join("\n\n")))
}

/// Every value of either answer, once.
fn together(heads: &[Head]) -> Answer {
    let mut seen: BTreeMap<String, ()> = BTreeMap::new();
    let values = heads.iter().flat_map(|head| head.answer.0.iter());
    let once = values.filter(|value| {
        let file = value.as_attachment().and_then(|file| file.url.clone());
        let key = file.unwrap_or_else(|| value.code().map_or_else(|| value.as_words(), str::to_owned));
        seen.insert(key, ()).is_none()
    });
    Answer(once.cloned().collect())
}

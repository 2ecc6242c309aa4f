//! One line of what is missing: where it leads, and a reason that can be given right here.

use super::{Gap, List, gaps::href, mark_all::not_seen_answers};
use crate::{
    sheet::{Book, Sheet, reasons, say},
    ui::{Icon, focus},
};
use forms::{ItemKind, Level, MissingKind};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::components::A;

/// The line.
#[component]
pub fn GapLine(list: List, gap: Gap) -> impl IntoView {
    let book = Book::here();
    let sheet = book.sheet(&gap.form);
    let needed = gap.level == Level::NeededToFinish;
    let several = book.all().len() > 1;
    let sub = match (several, gap.kind) {
        (true, _) if gap.section.starts_with("v-") || gap.form != "home-environment" => {
            format!("{}: {}", gap.form_title, gap.text)
        }
        // A line that stands for a whole area names it already.
        (_, Some(MissingKind::NotStarted)) => gap.text.clone(),
        _ => match sheet.and_then(|sheet| area_of(sheet, &gap.section)) {
            Some(area) => format!("{area}: {}", gap.text),
            None => gap.text.clone(),
        },
    };
    let to = href(book.visit, &gap);
    let (open_word, open_name) = match (needed, gap.kind) {
        (_, None) => ("See both", format!("See both: {}", gap.label)),
        (true, Some(MissingKind::Unanswered)) => {
            ("Answer", format!("Answer: {}, {}", gap.form_title, gap.label))
        }
        _ => ("Open", format!("Open: {}", gap.label)),
    };
    let is_open = book.card.with_untracked(|card| card.state.is_open());
    let may_reason = is_open && sheet.is_some_and(|sheet| takes_reason(sheet, &gap));
    let key = gap.key();
    let choosing = {
        let key = key.clone();
        Memo::new(move |_| list.choosing.with(|choosing| choosing.as_deref() == Some(key.as_str())))
    };
    let reason_word = match gap.kind {
        Some(MissingKind::NoReason) => "Choose a reason",
        _ => "Not seen, because",
    };
    let reason_button = may_reason.then(|| {
        let (key, name) = (key.clone(), format!("{reason_word}: {}", gap.label));
        view! {
            <button
                class="btn"
                type="button"
                aria-expanded=move || choosing.get().to_string()
                aria-label=name
                on:click=move |_| {
                    let key = key.clone();
                    list.choosing.update(|open| *open = (open.as_ref() != Some(&key)).then_some(key));
                }
            >
                {reason_word}
            </button>
        }
    });
    let mark_button = (is_open && gap.kind == Some(MissingKind::NotStarted)).then(|| {
        let gap = gap.clone();
        view! {
            <button
                class="btn"
                type="button"
                aria-haspopup="dialog"
                aria-label=format!("Mark all not seen, because: {}", gap.label)
                on:click=move |_| list.marking.set(Some(gap.clone()))
            >
                "Mark all not seen, because ..."
            </button>
        }
    });
    let id = gap.id();
    let (label, first_to) = (gap.label.clone(), to.clone());
    view! {
        <li class=if needed { "missing__line missing__line--needed" } else { "missing__line" }>
            <Icon name=if needed { "attention" } else { "missing" } />
            <A href=first_to attr:class="missing__what" attr:id=id>
                <b>{label}</b>
                <span>{sub}</span>
            </A>
            <div class="missing__do">
                {reason_button}
                <A href=to attr:class="btn" attr:aria-label=open_name>
                    {open_word}
                    <Icon name="next" />
                </A>
            </div>
            {mark_button.map(|button| view! { <div class="missing__inline">{button}</div> })}
            {move || {
                sheet
                    .filter(|_| choosing.get())
                    .map(|sheet| view! { <Reasons list=list gap=gap.clone() sheet=sheet /> })
            }}
        </li>
    }
}

/// The title of an area.
fn area_of(sheet: Sheet, section: &str) -> Option<String> {
    sheet.definition.with_value(|definition| {
        let found = definition.sections().iter().find(|one| one.link_id == section);
        found.map(|one| one.title.clone())
    })
}

#[component]
fn Reasons(list: List, gap: Gap, sheet: Sheet) -> impl IntoView {
    let book = Book::here();
    let name = format!("{}-why", gap.id());
    let each = reasons().into_iter().map(|(code, words)| {
        let gap = gap.clone();
        let choose = move |_| {
            let next = after(list, &gap);
            let answers = not_seen_answers(sheet, &gap.path, code);
            book.set_all(sheet, answers, &format!("{}: not seen", gap.label));
            list.choosing.set(None);
            tell_and_go_on(list, next);
        };
        view! {
            <label class="chip">
                <input type="radio" name=name.clone() value=code on:change=choose />
                <Icon name="tick" />
                {words}
            </label>
        }
    });
    view! {
        <fieldset class="missing__inline">
            <legend class="part__q">"Not seen, because"</legend>
            <div class="chips">{each.collect_view()}</div>
        </fieldset>
    }
}

/// A reason can be given here for what is judged or measured; everything else is answered in place.
fn takes_reason(sheet: Sheet, gap: &Gap) -> bool {
    let found = sheet.definition.with_value(|definition| {
        let at = definition.item_at(&gap.path)?;
        Some((definition.item(at).clone(), definition.opens_a_section(at)))
    });
    let Some((item, opens_a_part)) = found else { return false };
    let number = matches!(item.kind, ItemKind::Quantity | ItemKind::Decimal | ItemKind::Integer);
    match gap.kind {
        Some(MissingKind::NoReason) => true,
        Some(MissingKind::Unanswered) => item.judgement || number || opens_a_part,
        _ => false,
    }
}

/// The line that comes after this one, by the id of its link; the one before it at the end.
pub fn after(list: List, gap: &Gap) -> Option<String> {
    let shown = untrack(|| list.shown());
    let at = shown.iter().position(|one| one.key() == gap.key())?;
    let next = shown.get(at + 1).or_else(|| at.checked_sub(1).and_then(|before| shown.get(before)));
    next.map(Gap::id)
}

/// Says how much is left, and puts the focus on the next line once the solved one has left.
pub fn tell_and_go_on(list: List, next: Option<String>) {
    spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(60).await;
        // None when somebody has gone on meanwhile.
        match list.all.try_with_untracked(Vec::len) {
            None => return,
            Some(0) => say("Nothing is missing"),
            Some(n) => say(&format!("{n} left")),
        }
        match next {
            Some(id) => focus(&id),
            None => focus("main"),
        }
    });
}

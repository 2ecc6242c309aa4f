//! Reasoning: seven questions of the therapist to themselves, and beside each what the visit holds to draw from.
//! Nothing is taken over by itself.

mod material;

use super::frame::VisitFrame;
use crate::{
    routes,
    sheet::{Book, OneItem, Sheet, say},
    ui::{Empty, Icon, Lintel, Private},
};
use advice::PLAN;
use forms::{Answer, AnswerPath, Value};
use leptos::prelude::*;
use leptos_router::components::A;
use material::{Line, material};

const QUESTIONS: [&str; 7] = [
    "pl-strengths",
    "pl-limits",
    "pl-maintaining",
    "pl-differences",
    "pl-hypothesis",
    "pl-else",
    "pl-direction",
];

/// Forms that go with it, where the visit has them.
const BESIDE: [(&str, &str); 2] = [("mca", "Capacity"), ("care-act", "Care Act outcomes")];

/// The page.
#[component]
pub fn Reasoning() -> impl IntoView {
    let book = Book::here();
    view! {
        <leptos_meta::Title text="Reasoning - visit - Threshold" />
        <VisitFrame>
            <main class="page" id="main" tabindex="-1">
                <Lintel title="Reasoning".to_owned() sub="How the parts fit together, in your words.".to_owned()>
                    {beside(book)}
                </Lintel>
                {match book.sheet(PLAN) {
                    Some(sheet) => {
                        view! {
                            <Private>
                                {QUESTIONS
                                    .into_iter()
                                    .map(|link| view! { <Thinking sheet=sheet link=link /> })
                                    .collect_view()}
                            </Private>
                        }
                            .into_any()
                    }
                    None => {
                        view! {
                            <Empty title="No plan in this visit">
                                <p>"The form Findings and plan does not belong to this kind of visit."</p>
                            </Empty>
                        }
                            .into_any()
                    }
                }}
            </main>
        </VisitFrame>
    }
}

fn beside(book: Book) -> impl IntoView {
    let link = |(form, name): (&'static str, &'static str)| {
        let sheet = book.sheet(form)?;
        let first = sheet
            .definition
            .with_value(|definition| definition.sections().first().map(|section| section.link_id.clone()));
        Some(view! {
            <A href=routes::area(book.visit, form, &first.unwrap_or_default()) attr:class="btn">
                <Icon name="note" />
                {name}
            </A>
        })
    };
    BESIDE.into_iter().filter_map(link).collect_view()
}

/// One question, and what there is to draw from.
#[component]
fn Thinking(sheet: Sheet, link: &'static str) -> impl IntoView {
    let book = Book::here();
    let path = AnswerPath::root(link);
    let lines = material(book, link);
    let has_lines = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    let title = format!("{link}-material");
    let target = StoredValue::new(path.clone());
    let question = StoredValue::new(sheet.definition.with_value(|definition| {
        definition.by_link_id(link).map(|item| definition.item(item).text.clone()).unwrap_or_default()
    }));
    view! {
        <section class="thinking">
            <OneItem sheet=sheet path=path />
            {move || {
                let title = title.clone();
                has_lines
                    .get()
                    .then(|| {
                        view! {
                            <aside class="thinking__material" aria-labelledby=title.clone()>
                                <h2 id=title.clone()>
                                    "To draw from"
                                    <span class="sr">{format!(": {}", question.get_value())}</span>
                                </h2>
                                <ul class="thinking__lines">
                                    <For each=move || lines.get() key=|line| format!("{line:?}") let:line>
                                        <MaterialLine sheet=sheet target=target.get_value() line=line />
                                    </For>
                                </ul>
                            </aside>
                        }
                    })
            }}
        </section>
    }
}

#[component]
fn MaterialLine(sheet: Sheet, target: AnswerPath, line: Line) -> impl IntoView {
    let Line { from, words, adds, to } = line;
    let name = words.clone();
    let add = adds.map(|adds| view! { <AddButton sheet=sheet target=target adds=adds name=name.clone() /> });
    view! {
        <li class="thinking__line">
            <p class="quiet">{from}</p>
            <p class="thinking__words">{words}</p>
            <div class="row">
                {add}
                {to
                    .map(|to| {
                        view! {
                            <A href=to attr:class="btn btn--quiet btn--s" attr:aria-label=format!("Open: {name}")>
                                "Open"
                            </A>
                        }
                    })}
            </div>
        </li>
    }
}

/// Adds a line to the text, once.
#[component]
fn AddButton(sheet: Sheet, target: AnswerPath, adds: String, name: String) -> impl IntoView {
    let book = Book::here();
    let limit = sheet.definition.with_value(|definition| {
        definition.item_at(&target).and_then(|item| definition.item(item).max_length)
    });
    let answer = sheet.answer(target.clone());
    let text = move || {
        answer.with(|answer| answer.as_ref().and_then(Answer::first).map(Value::as_words).unwrap_or_default())
    };
    let adds = StoredValue::new(adds);
    let is_in = Memo::new(move |_| adds.with_value(|adds| text().contains(adds.as_str())));
    let target = StoredValue::new(target);
    let add = move |_| {
        let longer = appended(&untrack(text), &adds.get_value());
        if limit.is_some_and(|limit| longer.chars().count() > limit as usize) {
            say("The text is full. Nothing was added");
            return;
        }
        book.set(sheet, target.get_value(), Answer::one(Value::text(longer)));
        say("Added to the text");
    };
    let name = StoredValue::new(name);
    move || {
        match (is_in.get(), sheet.read_only.get()) {
        (true, _) => view! {
            <p class="row">
                <Icon name="tick" small=true />
                "In the text"
            </p>
        }
        .into_any(),
        (false, true) => ().into_any(),
        (false, false) => view! {
            <button class="btn btn--s" type="button" aria-label=format!("Add to the text: {}", name.get_value()) on:click=add>
                <Icon name="plus" />
                "Add to the text"
            </button>
        }
        .into_any(),
    }
    }
}

/// The text with a line under it.
fn appended(text: &str, line: &str) -> String {
    match text.trim_end() {
        "" => line.to_owned(),
        text => format!("{text}\n{line}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_under_what_is_there() {
        assert_eq!(appended("", "Rails by the bath."), "Rails by the bath.");
        assert_eq!(appended("She cooks.\n\n", "Rails by the bath."), "She cooks.\nRails by the bath.");
    }
}

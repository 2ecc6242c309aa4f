//! Answers that differ: both sides equal in size, in the order they were written, nothing chosen
//! beforehand. The one not used stays in the history.

use super::frame::{Office, Problem, say};
use crate::{
    api::differing::{Deciding, Differ, DifferSide, decide, differing},
    error::AppError,
    routes,
    session::{Desk, Page},
    ui::Lintel,
};
use forms::{Answer, Value};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Conflicts() -> impl IntoView {
    let data = Resource::new(|| (), |()| differing());
    view! { <Office page=Page::Conflicts title="Two answers differ" data=data draw=draw /> }
}

fn draw(all: Vec<Differ>, _desk: Desk) -> AnyView {
    let all = RwSignal::new(all);
    let problem = RwSignal::new(None::<AppError>);
    let decide = Action::new(move |deciding: &Deciding| {
        let deciding = deciding.clone();
        async move {
            match decide(deciding).await {
                Ok(after) => {
                    all.set(after);
                    problem.set(None);
                    say("Decided. The answer not used stays in the history.");
                }
                Err(error) => problem.set(Some(error)),
            }
        }
    });
    let title = move || match all.with(Vec::len) {
        0 => "Two answers differ".to_owned(),
        n => format!("Two answers differ ({n})"),
    };
    let body = move || match all.get() {
        none if none.is_empty() => view! {
            <div class="empty">
                <p>
                    <b>"No answers differ."</b>
                    " Where two people answer the same question differently, both answers stand here."
                </p>
            </div>
        }
        .into_any(),
        all => all
            .into_iter()
            .enumerate()
            .map(|(at, one)| view! { <Both at=at one=one decide=decide /> })
            .collect_view()
            .into_any(),
    };
    view! {
        <Lintel title=Signal::derive(title) />
        <Problem problem=problem />
        {body}
    }
    .into_any()
}

#[component]
fn Both(at: usize, one: Differ, decide: Action<Deciding, ()>) -> impl IntoView {
    let over: Vec<_> = one.sides.iter().map(|side| side.revision).collect();
    let together = together(&one.sides);
    let (visit, key) = (one.visit, one.key.clone());
    let use_answer = move |answer: Answer| {
        let deciding = Deciding { visit, key: key.clone(), answer, over: over.clone() };
        move |_| drop(decide.dispatch(deciding.clone()))
    };
    let side = {
        let use_answer = use_answer.clone();
        move |(n, side): (usize, DifferSide)| {
            let id = format!("differ-{at}-{n}");
            let named_by = id.clone();
            let word = match side.words.chars().count() {
                ..=30 => format!("Use {}", side.words),
                _ => format!("Use the answer of {}", side.by),
            };
            view! {
                <section class="two" aria-labelledby=named_by>
                    <h3 id=id>{side.by}</h3>
                    <p class="two__value">{side.words}</p>
                    <p class="quiet">{side.when}</p>
                    <button class="btn btn--primary" type="button" on:click=use_answer(side.answer)>
                        {word}
                    </button>
                </section>
            }
        }
    };
    let both = together.map(|(words, answer)| {
        view! {
            <div class="actions">
                <button class="btn" type="button" on:click=use_answer(answer)>
                    {words}
                </button>
            </div>
        }
    });
    view! {
        <article class="card" aria-labelledby=format!("differ-{at}")>
            <div class="card__head">
                <h2 id=format!("differ-{at}")>{one.label}</h2>
                <p class="quiet">{format!("{}. {}", one.person, one.form)}</p>
            </div>
            <div class="twos">{one.sides.into_iter().enumerate().map(side).collect_view()}</div>
            {both}
            <a class="link" href=routes::report(visit)>
                "See the whole record"
            </a>
        </article>
    }
}

/// Keeping both, where the kind of answer allows it.
fn together(sides: &[DifferSide]) -> Option<(&'static str, Answer)> {
    let texts: Option<Vec<String>> = sides
        .iter()
        .map(|side| match side.answer.0.as_slice() {
            [Value::String(text)] => Some(format!("{}: {text}", side.by)),
            _ => None,
        })
        .collect();
    if let Some(texts) = texts {
        return Some(("Keep both, one after the other", Answer(vec![Value::String(texts.join("\n"))])));
    }
    let several = sides.iter().any(|side| side.answer.0.len() > 1);
    let chosen = sides.iter().all(|side| side.answer.0.iter().all(|value| matches!(value, Value::Coding(_))));
    (several && chosen).then(|| {
        let mut all: Vec<Value> = Vec::new();
        for value in sides.iter().flat_map(|side| &side.answer.0) {
            if !all.contains(value) {
                all.push(value.clone());
            }
        }
        ("Both together", Answer(all))
    })
}

//! What the person sees: their plan in large words, and nothing else. No word of the assessment, no measure, no mark
//! and no way to another page stands here.

use super::{
    agreement::Agreement,
    flag::{self, Part},
    giving::GiveBack,
    question::Question,
};
use crate::{
    local::Local,
    pages::field::overview::quoted,
    sheet::Book,
    ui::{Icon, Private},
};
use advice::{NextStep, Shown, Talked, pounds};
use domain::calendar;
use leptos::{html::H1, prelude::*};

/// Sizes of the words, from small to large.
const SIZES: [&str; 3] = ["veil veil--smaller", "veil", "veil veil--larger"];

/// The page while it is shown.
#[component]
pub fn Reading(shown: Memo<Shown>) -> impl IntoView {
    let book = Book::here();
    let card = book.card.get_untracked();
    let day = calendar::uk_date(card.arrived.unwrap_or(card.planned));
    let author = card.author_name.split_whitespace().next().unwrap_or_default().to_owned();
    let parts = flag::parts();
    let agreement = Agreement::of(book);
    let size = RwSignal::new(1_usize);
    // Nobody agrees to a plan of which nothing was on the page.
    let asked = {
        let parts = parts.clone();
        Memo::new(move |_| shown.with(|shown| holds_a_plan(shown, &parts)))
    };
    let words = move || shown.with(|shown| plan(shown, &parts, &author));
    view! {
        <leptos_meta::Title text="Your plan - Threshold" />
        <main class=move || SIZES.get(size.get()).copied().unwrap_or("veil") id="main" tabindex="-1" lang="en-GB">
            <Private>
                <div class="veil__head">
                    <Heading words=format!("Your plan, {}", card.person.polite_name()) />
                    <p>{calendar::long_date(day)}</p>
                </div>
                {words}
                {move || agreement.filter(|_| asked.get()).map(|agreement| view! { <Question agreement=agreement /> })}
                <div class="veil__foot">
                    <div class="row">
                        <button class="btn" type="button" on:click=move |_| size.update(|size| *size = (*size + 1).min(2))>
                            "Larger"
                        </button>
                        <button class="btn" type="button" on:click=move |_| size.update(|size| *size = size.saturating_sub(1))>
                            "Smaller"
                        </button>
                    </div>
                    <GiveBack />
                </div>
            </Private>
        </main>
        <Alerts />
        <p class="say" id="say" role="status"></p>
    }
}

/// In place of a visit that is not on this tablet any more: there is a way to give it back all the same.
#[component]
pub fn Gone() -> impl IntoView {
    view! {
        <leptos_meta::Title text="Your plan - Threshold" />
        <main class="veil" id="main" tabindex="-1" lang="en-GB">
            <Heading words="Your plan".to_owned() />
            <p>"It is not on this tablet any more."</p>
            <div class="veil__foot">
                <GiveBack />
            </div>
        </main>
        <p class="say" id="say" role="status"></p>
    }
}

#[component]
fn Heading(words: String) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            request_animation_frame(move || drop(heading.focus()));
        }
    });
    view! {
        <h1 tabindex="-1" node_ref=heading>
            {words}
        </h1>
    }
}

/// Whether anything to agree with is shown: what matters to somebody is their own.
fn holds_a_plan(shown: &Shown, parts: &[Part]) -> bool {
    let held = [
        (Part::Goals, shown.goals.is_empty()),
        (Part::Plan, shown.plan.is_empty()),
        (Part::Next, shown.next.is_empty()),
    ];
    held.into_iter().any(|(part, is_empty)| !is_empty && parts.contains(&part))
}

fn plan(shown: &Shown, parts: &[Part], author: &str) -> AnyView {
    let has = |part: Part| parts.contains(&part);
    let matters = shown.matters.clone().filter(|_| has(Part::Goals));
    let goals = if has(Part::Goals) { shown.goals.clone() } else { Vec::new() };
    let talked = if has(Part::Plan) { shown.plan.clone() } else { Vec::new() };
    let next = if has(Part::Next) { shown.next.clone() } else { Vec::new() };
    if matters.is_none() && goals.is_empty() && talked.is_empty() && next.is_empty() {
        return view! { <p>"Nothing to show yet. Write a goal or a recommendation first."</p> }.into_any();
    }
    let with_costs = has(Part::Costs);
    let talked = talked.into_iter().map(|one| talked_words(one, with_costs)).collect();
    let next = next.into_iter().map(|step| step_words(&step, author)).collect();
    view! {
        {matters
            .map(|words| {
                view! {
                    <section class="veil__part" aria-labelledby="veil-matters">
                        <h2 id="veil-matters">"What matters to you"</h2>
                        <blockquote class="veil__quote">
                            <p>{quoted(&words)}</p>
                        </blockquote>
                    </section>
                }
            })}
        {list("veil-goals", "Your goals", goals)}
        {list("veil-plan", "What we talked about", talked)}
        {list("veil-next", "What happens next", next)}
    }
    .into_any()
}

fn list(id: &'static str, title: &'static str, lines: Vec<String>) -> Option<impl IntoView> {
    (!lines.is_empty()).then(|| {
        view! {
            <section class="veil__part" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <ol class="veil__list">{lines.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ol>
            </section>
        }
    })
}

fn talked_words(one: Talked, with_costs: bool) -> String {
    match one.cost.filter(|_| with_costs).and_then(pounds) {
        Some(cost) => format!("{} (It costs about {cost}.)", one.words),
        None => one.words,
    }
}

fn step_words(step: &NextStep, author: &str) -> String {
    let day = step.by.as_deref().map(|by| match by.parse() {
        Ok(day) => format!(", by {}", calendar::day_and_date(day)),
        Err(_) => format!(", by {by}"),
    });
    let who = step.who_words(author).map(|who| format!("{who}: "));
    format!(
        "{}{}{}",
        who.unwrap_or_default(),
        step.what.trim().trim_end_matches('.'),
        day.unwrap_or_default()
    )
}

/// The one line that may speak here: an answer that could not be kept, or the lock that comes.
#[component]
fn Alerts() -> impl IntoView {
    let local = Local::here();
    let book = Book::here();
    view! {
        <div class="alertbar" id="alert" role="alert">
            {move || {
                local
                    .trouble
                    .with(Option::is_some)
                    .then(|| {
                        view! {
                            <Icon name="attention" />
                            <p>"The last answer could not be kept. Please give the tablet back."</p>
                            <button class="btn" type="button" on:click=move |_| book.try_again()>
                                "Try again"
                            </button>
                        }
                    })
            }}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_next_step_says_who_does_what_by_when() {
        let step = NextStep {
            what: "rings you.".to_owned(),
            who: Some("me".to_owned()),
            by: Some("2026-05-15".to_owned()),
        };
        assert_eq!(step_words(&step, "Amy"), "Amy: rings you, by Friday 15 May");
        let alone = NextStep { what: "Rest".to_owned(), ..NextStep::default() };
        assert_eq!(step_words(&alone, "Amy"), "Rest");
    }

    #[test]
    fn words_are_quoted_once() {
        assert_eq!(quoted(" To see the roses. "), "\u{201c}To see the roses.\u{201d}");
        assert_eq!(quoted("\"To see the roses.\""), "\"To see the roses.\"");
    }

    #[test]
    fn costs_are_told_only_when_chosen() {
        let one = || Talked { words: "A rail.".to_owned(), cost: Some(85.0) };
        assert_eq!(talked_words(one(), false), "A rail.");
        assert_eq!(talked_words(one(), true), "A rail. (It costs about £85.)");
    }
}

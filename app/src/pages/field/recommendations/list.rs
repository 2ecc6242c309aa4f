//! One recommendation in the list: what, what kind, for which finding, who, when, what it costs, and what is left to do.

use crate::{
    pages::field::findings::title_of,
    routes,
    sheet::{Book, Thoughts},
    ui::Icon,
};
use advice::{Recommendation, RecommendationState, cost_words, gap_words, standing_words};
use domain::calendar;
use leptos::prelude::*;
use leptos_router::components::A;

/// The card. The whole card is the target.
#[component]
pub fn RecommendationCard(id: String, chosen: Memo<Option<String>>) -> impl IntoView {
    let thoughts = Thoughts::here();
    let visit = Book::here().visit;
    let of = id.clone();
    let shown = Memo::new(move |_| {
        let one = thoughts.plan.with(|plan| plan.iter().find(|one| one.id == of).cloned())?;
        let title = |key: &String| thoughts.findings.with(|all| title_of(all, key));
        let findings: Vec<String> = one.findings.iter().filter_map(title).collect();
        Some((one, findings))
    });
    let to = routes::recommendation(visit, &id);
    let current = move || chosen.with(|chosen| chosen.as_ref() == Some(&id)).then_some("true");
    view! {
        <article class="card plan__card" data-chosen=current>
            {move || {
                let to = to.clone();
                shown.get().map(|(one, findings)| view! { <Card one=one findings=findings to=to /> })
            }}
        </article>
    }
}

#[component]
fn Card(one: Recommendation, findings: Vec<String>, to: String) -> impl IntoView {
    let kind =
        if one.kind_words.is_empty() { "No kind chosen yet".to_owned() } else { one.kind_words.clone() };
    let cost = one.is_ordered().then(|| cost_words(&one).unwrap_or_else(|| "No price yet".to_owned()));
    let owner = one.said("owner").map(str::to_owned);
    let due = one.said("due").map(day);
    let name = name(&one);
    let gaps = gap_words(&one.blanks()).filter(|_| one.is_standing());
    let fact = |label: &'static str, words: Option<String>| {
        words.map(|words| view! { <span>{label} " " <b>{words}</b></span> })
    };
    view! {
        <div class="card__head">
            <h2 class="card__title">
                <A href=to>{name}</A>
            </h2>
            <StateTag state=one.state words=standing_words(&one) />
        </div>
        <p class="card__meta">
            {fact("Kind:", Some(kind))} {fact("Who does it:", owner)} {fact("By:", due)} {fact("Cost:", cost)}
        </p>
        {(!findings.is_empty()).then(|| view! { <p>{format!("For: {}", findings.join("; "))}</p> })}
        {gaps
            .map(|words| {
                view! {
                    <p class="plan__gaps">
                        <Icon name="missing" small=true />
                        {words}
                    </p>
                }
            })}
    }
}

/// What a recommendation is called while it has no line yet.
pub fn name(one: &Recommendation) -> String {
    match one.what.trim() {
        "" => "Not named yet".to_owned(),
        what => what.to_owned(),
    }
}

/// Icon and word of a state.
#[component]
pub fn StateTag(state: RecommendationState, words: &'static str) -> impl IntoView {
    let (class, icon) = match state {
        RecommendationState::Draft => ("tag tag--tablet tag--wrap", "pen"),
        RecommendationState::Kept => ("tag tag--brand tag--wrap", "tick"),
        RecommendationState::Dropped => ("tag tag--wrap", "na"),
    };
    view! {
        <span class=class>
            <Icon name=icon />
            {words}
        </span>
    }
}

/// A day in words; as it was typed where it is none.
fn day(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), calendar::long_date)
}

//! The checks beside a measured question: verdict, words and numbers at once, the rule and its source on demand.
//! Where something is missing, the way to measure it stands there too.

use super::{Book, Sheet, thoughts::Thoughts};
use crate::{routes, ui::VerdictMark};
use advice::{Check, Place};
use domain::{
    measures::measure,
    rules::{Setting, Verdict},
};
use forms::AnswerPath;
use leptos::prelude::*;
use leptos_router::components::A;

/// The checks that use the measure at one question.
#[component]
pub fn Fit(
    /// The form.
    sheet: Sheet,
    /// The question.
    path: AnswerPath,
) -> impl IntoView {
    let thoughts = use_context::<Thoughts>();
    let at = Place::new(&sheet.id(), path);
    let shown = Memo::new(move |_| {
        let Some(thoughts) = thoughts else { return Vec::new() };
        let answered =
            sheet.answers.with_untracked(|answers| answers.get(&at.path).is_some_and(|it| !it.is_blank()));
        let here = |check: &&Check| check.at == at && answered;
        thoughts.checks.with(|checks| checks.iter().filter(here).cloned().collect())
    });
    move || {
        let checks = shown.get();
        (!checks.is_empty()).then(|| {
            view! {
                <ul class="fit" aria-label="Checks">
                    {checks.into_iter().map(|check| view! { <FitLine check=check /> }).collect_view()}
                </ul>
            }
        })
    }
}

/// One check.
#[component]
pub fn FitLine(
    /// The check.
    check: Check,
) -> impl IntoView {
    let book = use_context::<Book>();
    let rule = check.rule;
    let missing = (check.outcome.verdict == Verdict::CannotTell)
        .then(|| check.outcome.missing.iter().find_map(|id| book.and_then(|book| way_to(book, id))))
        .flatten();
    view! {
        <li class="fit__line">
            <p class="fit__head">
                <VerdictMark verdict=check.outcome.verdict />
                <b>{rule.question.clone()}</b>
            </p>
            <p>{check.outcome.words.clone()}</p>
            {missing
                .map(|(to, name)| {
                    view! {
                        <A href=to attr:class="btn">
                            {format!("Measure {name}")}
                        </A>
                    }
                })}
            <details class="fit__rule">
                <summary>"Rule and source"</summary>
                <RuleWords check=check.clone() />
            </details>
        </li>
    }
}

/// The rule in words, its source, and the local figures it rests on.
#[component]
fn RuleWords(check: Check) -> impl IntoView {
    let rule = check.rule;
    let settings =
        use_context::<Thoughts>().map(|thoughts| thoughts.settings.get_untracked()).unwrap_or_default();
    let figures = rule.settings.iter().filter_map(|id| Setting::find(id)).map(|setting| {
        let changed = settings.changed(&setting.id);
        let figure = settings.list(&setting.id).iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
        let local = match changed {
            Some(own) => format!(" Your service's own figure, {} ({}): {}.", own.by, own.on, own.reason),
            None if setting.mark == "K" => " A local figure: check locally.".to_owned(),
            None => String::new(),
        };
        format!("{}: {figure} {}. {}.{local}", capital(&setting.meaning), setting.unit, setting.source)
    });
    let source = match rule.source.is_empty() {
        true => "The person's or the item's own figures.".to_owned(),
        false => format!("Source: {}.", rule.source),
    };
    view! {
        <p>{rule.words.clone()}</p>
        <p>{source}</p>
        {rule.check_locally().then(|| view! { <p>"Some of this is custom, not law: check it locally."</p> })}
        <ul>{figures.map(|words| view! { <li>{words}</li> }).collect_view()}</ul>
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Where a missing measure can be taken in this visit, and what it is called.
fn way_to(book: Book, id: &str) -> Option<(String, String)> {
    let name = domain::measures::name_of(id);
    measure(id)?;
    book.all().into_iter().find_map(|sheet| {
        let path = sheet.definition.with_value(|definition| {
            let of = definition.items().iter().position(|item| item.measure.as_deref() == Some(id))?;
            let item = &definition.items()[of];
            let idx = definition.by_link_id(&item.link_id)?;
            // A measure of the person stands outside every copy; what belongs to a copy is asked for there.
            definition.repeating_group_of(idx).is_none().then(|| AnswerPath::root(&item.link_id))
        })?;
        Some((routes::measure(book.visit, &sheet.id(), &path), name.clone()))
    })
}

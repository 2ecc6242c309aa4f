//! The checks beside a measured question: verdict, words and numbers at once, the rule and its source on demand.
//! Where something is missing, the way to measure it stands there too.

use super::{
    Book, Sheet,
    thoughts::{Thoughts, with_visit},
};
use crate::{routes, ui::VerdictMark};
use advice::{Check, Place};
use domain::{
    measures::measure,
    rules::{Rule, Setting, Verdict},
};
use forms::AnswerPath;
use leptos::prelude::*;
use leptos_router::components::A;

/// The checks that stand beside one question.
#[component]
pub fn Fit(
    /// The form.
    sheet: Sheet,
    /// The question.
    path: AnswerPath,
    /// Follow every key, not only what was typed when typing rests.
    #[prop(optional)]
    at_once: bool,
) -> impl IntoView {
    let thoughts = Thoughts::here();
    let at = Place::new(&sheet.id(), path);
    let book = use_context::<Book>();
    let shown = Memo::new(move |_| {
        let answered =
            sheet.answers.with_untracked(|answers| answers.get(&at.path).is_some_and(|it| !it.is_blank()));
        if at_once && let Some(book) = book {
            sheet.n_keys.track();
            let settings = thoughts.settings.get();
            let found = with_visit(book, |visit| advice::checks_at(visit, &settings, &at));
            return if answered { found } else { Vec::new() };
        }
        let here = |check: &&Check| check.at == at && answered;
        thoughts.checks.with(|checks| checks.iter().filter(here).cloned().collect::<Vec<_>>())
    });
    let lines = Memo::new(move |_| shown.with(|checks| checks.iter().map(line_of).collect::<Vec<_>>()));
    let is_any = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    move || {
        is_any.get().then(|| {
            view! {
                <ul class="fit" aria-label="Checks">
                    <For each=move || lines.get() key=Clone::clone let:line>
                        {
                            let check = Memo::new(move |_| {
                                shown.with(|checks| checks.iter().find(|check| line_of(check) == line).cloned())
                            });
                            view! { <FitLine check=check /> }
                        }
                    </For>
                </ul>
            }
        })
    }
}

/// What makes a line the same while what it says changes: the rule, and what it is about.
fn line_of(check: &Check) -> (&'static str, String) {
    (check.rule.id.as_str(), check.thing.clone())
}

/// One check, following what it says.
#[component]
fn FitLine(
    /// The check.
    check: Memo<Option<Check>>,
) -> impl IntoView {
    let book = use_context::<Book>();
    let rule = check.with_untracked(|check| check.as_ref().map(|check| check.rule));
    let verdict = Memo::new(move |_| check.with(|check| check.as_ref().map(|check| check.outcome.verdict)));
    let words =
        Memo::new(move |_| check.with(|check| check.as_ref().map(|check| check.outcome.words.clone())));
    let missing = Memo::new(move |_| {
        let cannot_tell = |check: &&Check| check.outcome.verdict == Verdict::CannotTell;
        let names =
            check.with(|check| check.as_ref().filter(cannot_tell).map(|it| it.outcome.missing.clone()))?;
        names.iter().find_map(|id| way_to(book?, id))
    });
    let way = move || {
        missing.get().map(|(to, name)| {
            view! {
                <A href=to attr:class="btn">
                    {format!("Measure {name}")}
                </A>
            }
        })
    };
    // Made when somebody opens it: there is a line for every rule, and few are asked for their source.
    let is_open = RwSignal::new(false);
    view! {
        <li class="fit__line">
            <p class="fit__head">
                {move || verdict.get().map(|verdict| view! { <VerdictMark verdict=verdict /> })}
                <b>{rule.map(|rule| rule.question.clone())}</b>
            </p>
            <p>{words}</p>
            {way}
            <details class="fit__rule" on:toggle=move |_| is_open.set(true)>
                <summary>"Rule and source"</summary>
                {move || rule.filter(|_| is_open.get()).map(|rule| view! { <RuleWords rule=rule /> })}
            </details>
        </li>
    }
}

/// The rule in words, its source, and the local figures it rests on.
#[component]
fn RuleWords(rule: &'static Rule) -> impl IntoView {
    let settings = Thoughts::here().settings.get_untracked();
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

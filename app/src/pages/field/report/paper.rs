//! The sheet of paper: a report in the order it is read and printed. What was not seen or not
//! measured is said in its place.

use crate::ui::{Icon, Severity, SeverityMark};
use leptos::prelude::*;
use reports::{Figure, Finding, Pair, Part, Report, Signed, Standing, Step};

/// Draws a report.
#[component]
pub fn Paper(report: Report, large: Signal<bool>) -> impl IntoView {
    let person = report.person.into_iter().map(|(label, words)| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{words}</dd>
            </div>
        }
    });
    let draft = match report.standing {
        Standing::NotSigned => "Draft, not signed",
        Standing::NotCountersigned => "Draft, not countersigned",
        Standing::Complete => "",
    };
    let n_steps = report.steps.len();
    view! {
        <article class=move || if large.get() { "paper paper--large large-print" } else { "paper" }>
            <header class="paper__head">
                <p class="paper__org">
                    <Icon name="door-swing" />
                    {report.letterhead.join(", ")}
                </p>
                <p>{report.day} <br /> {format!("Version {}", report.version)}</p>
            </header>
            <h2>{report.title}</h2>
            <dl class="pairs">{person.collect_view()}</dl>
            {words_part("Why this visit", report.purpose)}
            {words_part(&format!("What matters to {}", report.polite_name), quoted(report.matters))}
            {words_part("Who was there", report.present)}
            {report.parts.into_iter().map(part).collect_view()}
            {figures(report.figures)}
            {(n_steps > 0)
                .then(|| {
                    view! {
                        <section class="paper__part">
                            <h2>"Next steps"</h2>
                            <ol class="prose">{report.steps.into_iter().map(step).collect_view()}</ol>
                        </section>
                    }
                })}
            {words_part("Addenda", report.addenda)}
            <section class="paper__part">
                <h2>"Signatures"</h2>
                {report.signatures.into_iter().chain(report.countersignature).map(signed).collect_view()}
                {(!draft.is_empty()).then(|| view! { <p>{format!("{draft}.")}</p> })}
            </section>
            <p class="running" aria-hidden="true">
                <span>{report.running}</span>
                <span>{draft}</span>
            </p>
        </article>
    }
}

fn words_part(title: &str, words: Vec<String>) -> Option<impl IntoView + use<>> {
    let title = title.to_owned();
    (!words.is_empty()).then(|| {
        view! {
            <section class="paper__part">
                <h2>{title}</h2>
                {words.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
            </section>
        }
    })
}

fn quoted(words: Vec<String>) -> Vec<String> {
    words.into_iter().map(|words| format!("“{}”", words.trim_matches(['"', '“', '”']))).collect()
}

fn part(part: Part) -> impl IntoView {
    let ok = (!part.ok.is_empty()).then(|| {
        view! {
            <p>
                <SeverityMark severity=Severity::Ok />
                " "
                {part.ok.join("; ")}
            </p>
        }
    });
    let pairs = (!part.pairs.is_empty()).then(|| {
        view! { <dl class="pairs pairs--lines">{part.pairs.into_iter().map(pair).collect_view()}</dl> }
    });
    let findings = (!part.findings.is_empty()).then(|| {
        view! { <ul class="paper__part">{part.findings.into_iter().map(finding).collect_view()}</ul> }
    });
    view! {
        <section class="paper__part">
            <h2>{part.title}</h2>
            {findings} {ok} {pairs}
        </section>
    }
}

fn finding(finding: Finding) -> impl IntoView {
    let mark = Severity::from_code(&finding.judgement).map(|severity| {
        view! {
            <p>
                <SeverityMark severity=severity />
            </p>
        }
    });
    view! {
        <li class="paper__finding">
            {mark}
            <h3>{finding.label}</h3>
            {finding.words.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
            {addenda(finding.addenda)}
        </li>
    }
}

fn pair(pair: Pair) -> impl IntoView {
    let words = match pair.own_words {
        true => quoted(pair.words),
        false => pair.words,
    };
    view! {
        <div>
            <dt>{pair.label}</dt>
            <dd>
                {words.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
                {addenda(pair.addenda)}
            </dd>
        </div>
    }
}

fn addenda(addenda: Vec<String>) -> impl IntoView {
    addenda.into_iter().map(|words| view! { <p class="paper__addendum">{words}</p> }).collect_view()
}

fn figures(figures: Vec<Figure>) -> Option<impl IntoView> {
    let some = !figures.is_empty();
    let rows = figures.into_iter().map(|figure| {
        view! {
            <tr>
                <th scope="row">{figure.what}</th>
                <td data-label="From where to where">{figure.how}</td>
                <td data-label="Value" class="num">
                    {figure.value}
                </td>
            </tr>
        }
    });
    some.then(|| {
        view! {
            <section class="paper__part">
                <h2>"Measures"</h2>
                <div class="table-wrap">
                    <table class="table table--cards">
                        <caption class="sr">"Measures"</caption>
                        <thead>
                            <tr>
                                <th scope="col">"What"</th>
                                <th scope="col">"From where to where"</th>
                                <th scope="col">"Value"</th>
                            </tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

fn step(step: Step) -> impl IntoView {
    let rest = (!step.rest.is_empty()).then(|| format!(", {}", step.rest));
    view! { <li>{step.what} {rest}</li> }
}

fn signed(signed: Signed) -> impl IntoView {
    view! {
        <div class="paper__sign">
            <p>
                <b>{signed.name}</b>
                {format!(", {}", signed.role)}
            </p>
            <p>{signed.when}</p>
            <p class="fingerprint">{signed.fingerprint}</p>
            {signed.note.map(|note| view! { <p>{note}</p> })}
        </div>
    }
}

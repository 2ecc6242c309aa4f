//! The sheet: the full assessment as it is read and printed. Shape and word for every finding; the
//! person named at the foot of every page.

use crate::{
    pictures::{Picture, marks_in_words, source},
    ui::{Icon, Lintel, Severity, SeverityMark},
};
use domain::VisitId;
use leptos::prelude::*;
use reports::{Figure, Finding, Pair, Part, Report, ShownPhoto, Signed, Standing, Step, in_quotes};

/// Draws a report.
#[component]
pub fn Paper(
    /// Its data.
    report: Report,
    /// Large print.
    #[prop(into)]
    large: Signal<bool>,
    /// True where the page around it has a heading of its own.
    #[prop(optional)]
    has_heading: bool,
) -> impl IntoView {
    let class = move || if large.get() { "paper large-print" } else { "paper" };
    let draft = match report.standing {
        Standing::NotSigned => Some("Draft, not signed"),
        Standing::NotCountersigned => Some("Draft, not countersigned"),
        Standing::Complete => None,
    };
    let letterhead = report.letterhead;
    let organisation = letterhead.first().cloned().unwrap_or_default();
    let heading = match has_heading {
        true => view! { <h2>{report.title}</h2> }.into_any(),
        false => view! { <Lintel title=report.title sub=draft.unwrap_or_default().to_owned() /> }.into_any(),
    };
    let rest = letterhead.into_iter().skip(1).map(|line| view! { <span>{line}<br /></span> });
    view! {
        <article class=class>
          <div class="paper__body">
            <header class="paper__head">
                <div>
                    <p class="paper__org">
                        <Icon name="door-swing" large=true />
                        {organisation}
                    </p>
                    <p>{rest.collect_view()}</p>
                </div>
                <p>{report.day}<br />{format!("Version {}", report.version)}</p>
            </header>
            {heading}
            <dl class="pairs">{report.person.into_iter().map(person_pair).collect_view()}</dl>
            {words_part("Purpose of the visit".to_owned(), report.purpose, false)}
            {words_part(format!("What matters to {}", report.polite_name), report.matters, true)}
            {words_part("Who was there".to_owned(), vec![report.present.join("; ")], false)}
            {report.parts.into_iter().map(part).collect_view()}
            {figures(report.figures)}
            {photos(report.visit, report.photos)}
            {steps(report.steps)}
            {addenda(report.addenda)}
            <Signatures signed=report.signatures counter=report.countersignature draft=draft />
          </div>
            <div class="running" aria-hidden="true">
                <p class="running__line">
                    <span>{report.running}</span>
                    <span>{draft}</span>
                </p>
            </div>
        </article>
    }
}

fn person_pair((label, words): (String, String)) -> impl IntoView {
    let class = (label == "NHS number").then_some("nhs");
    view! {
        <div>
            <dt>{label}</dt>
            <dd class=class>{words}</dd>
        </div>
    }
}

fn words_part(title: String, words: Vec<String>, quoted: bool) -> Option<impl IntoView> {
    (!words.is_empty()).then(|| {
        let line = move |words: String| match quoted {
            true => view! { <p>{in_quotes(&words)}</p> },
            false => view! { <p>{words}</p> },
        };
        view! {
            <section class="paper__part">
                <h2>{title}</h2>
                {words.into_iter().map(line).collect_view()}
            </section>
        }
    })
}

fn part(part: Part) -> impl IntoView {
    let ok = (!part.ok.is_empty()).then(|| {
        view! {
            <li class="paper__finding">
                <p>
                    <SeverityMark severity=Severity::Ok />
                </p>
                <p>{format!("{}.", part.ok.join("; "))}</p>
            </li>
        }
    });
    let has_findings = ok.is_some() || !part.findings.is_empty();
    view! {
        <section class="paper__part">
            <h2>{part.title}</h2>
            {has_findings
                .then(|| {
                    view! {
                        <ul class="paper__part">
                            {part.findings.into_iter().map(finding).collect_view()}
                            {ok}
                        </ul>
                    }
                })}
            {(!part.pairs.is_empty())
                .then(|| view! { <dl class="pairs pairs--lines">{part.pairs.into_iter().map(pair).collect_view()}</dl> })}
        </section>
    }
}

fn finding(finding: Finding) -> impl IntoView {
    let severity = Severity::from_code(&finding.judgement).unwrap_or(Severity::NotSeen);
    view! {
        <li class="paper__finding">
            <p>
                <SeverityMark severity=severity />
            </p>
            <h3>{finding.label}</h3>
            {(!finding.words.is_empty()).then(|| view! { <p>{finding.words.join(" ")}</p> })}
            {finding.addenda.into_iter().map(addendum).collect_view()}
        </li>
    }
}

fn pair(pair: Pair) -> impl IntoView {
    let own = pair.own_words;
    let words = pair.words.into_iter().map(move |words| match own && !words.starts_with("Note: ") {
        true => view! { <p>{in_quotes(&words)}</p> },
        false => view! { <p>{words}</p> },
    });
    view! {
        <div>
            <dt>{pair.label}</dt>
            <dd>
                {words.collect_view()}
                {pair.addenda.into_iter().map(addendum).collect_view()}
            </dd>
        </div>
    }
}

fn addendum(words: String) -> impl IntoView {
    view! { <p class="paper__addendum">{words}</p> }
}

fn figures(figures: Vec<Figure>) -> Option<impl IntoView> {
    let row = |figure: Figure| {
        view! {
            <tr>
                <th scope="row">{figure.what}</th>
                <td data-label="From where to where">{figure.how}</td>
                <td data-label="Value" class="num">
                    {figure.value}
                </td>
            </tr>
        }
    };
    (!figures.is_empty()).then(|| {
        view! {
            <section class="paper__part">
                <h2>"Measures"</h2>
                <div class="table-wrap">
                    <table class="table table--cards">
                        <caption>"Measured at this visit"</caption>
                        <thead>
                            <tr>
                                <th scope="col">"What"</th>
                                <th scope="col">"From where to where"</th>
                                <th scope="col">"Value"</th>
                            </tr>
                        </thead>
                        <tbody>{figures.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

fn photos(visit: VisitId, photos: Vec<ShownPhoto>) -> Option<impl IntoView> {
    (!photos.is_empty()).then(|| {
        view! {
            <section class="paper__part">
                <h2>"Photos"</h2>
                <PhotoFigures visit=visit photos=photos />
            </section>
        }
    })
}

/// Photos with their captions and marks, as they are read and printed.
#[component]
pub fn PhotoFigures(visit: VisitId, photos: Vec<ShownPhoto>) -> impl IntoView {
    let figure = move |photo: ShownPhoto| {
        let words = match photo.caption.trim() {
            "" => photo.label,
            caption => format!("{}: {caption}", photo.label),
        };
        let source = source(visit, photo.sha256.clone());
        let marks = marks_in_words(&photo.marks).join(", ");
        view! {
            <figure class="figure">
                <Picture sha256=photo.sha256 source=source caption=photo.caption marks=photo.marks />
                <figcaption>
                    {words}
                    {(!marks.is_empty()).then(|| view! { <span class="sr">{format!(". Marked: {marks}")}</span> })}
                </figcaption>
            </figure>
        }
    };
    view! { <div class="figures">{photos.into_iter().map(figure).collect_view()}</div> }
}

fn steps(steps: Vec<Step>) -> Option<impl IntoView> {
    let step = |step: Step| {
        let rest = if step.rest.is_empty() { String::new() } else { format!(", {}", step.rest) };
        view! { <li>{format!("{}{rest}", step.what)}</li> }
    };
    (!steps.is_empty()).then(|| {
        view! {
            <section class="paper__part">
                <h2>"Next steps"</h2>
                <ol class="prose">{steps.into_iter().map(step).collect_view()}</ol>
            </section>
        }
    })
}

fn addenda(addenda: Vec<String>) -> Option<impl IntoView> {
    (!addenda.is_empty()).then(|| {
        view! {
            <section class="paper__part">
                <h2>"Addenda"</h2>
                {addenda.into_iter().map(addendum).collect_view()}
            </section>
        }
    })
}

#[component]
fn Signatures(signed: Vec<Signed>, counter: Option<Signed>, draft: Option<&'static str>) -> impl IntoView {
    let one = |signed: Signed| {
        let note = signed.note_words();
        view! {
            <div class="paper__sign">
                <p>
                    <b>{signed.name}</b>
                    {format!(", {}", signed.role)}
                </p>
                <p>{signed.when}</p>
                {note.map(|note| view! { <p>{note}</p> })}
                <p>
                    "Fingerprint "
                    <span class="fingerprint">{signed.fingerprint}</span>
                </p>
            </div>
        }
    };
    view! {
        <section class="paper__part">
            <h2>"Signatures"</h2>
            {signed.into_iter().chain(counter).map(one).collect_view()}
            {draft.map(|words| view! { <p><b>{format!("{words}.")}</b></p> })}
        </section>
    }
}

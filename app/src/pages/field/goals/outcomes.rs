//! Scores of outcome measures: numbers alone, never what an instrument asks. Where one was done more than once, its
//! scores are drawn as a line.

use super::copies::{Copies, Kind};
use crate::{
    sheet::{Book, Sheet, with_visit},
    ui::TrendChart,
};
use advice::trend::{Point, may_be_drawn};
use leptos::prelude::*;

const OUTCOME: Kind =
    Kind { group: "pl-outcome", name: "pl-outcome-name", thing: "Outcome measure", apart: &[], extra: None };

/// The part of the page.
#[component]
pub fn Outcomes(sheet: Sheet) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="outcomes">
            <h2 id="outcomes">"Outcome measures"</h2>
            <p class="quiet">
                "Only scores are recorded here. The questions belong to those who made the instrument, and it is used as they allow."
            </p>
            <Copies sheet=sheet kind=OUTCOME />
            <Trends />
        </section>
    }
}

/// What can be drawn of an instrument.
#[derive(Clone, Debug, PartialEq)]
struct Scores {
    name: String,
    points: Vec<Point>,
}

#[component]
fn Trends() -> impl IntoView {
    let book = Book::here();
    let scores = Memo::new(move |_| with_visit(book, |visit| by_instrument(&advice::outcomes(visit))));
    move || {
        let scores = scores.get();
        let n_drawn = scores.iter().filter(|one| is_line(one)).count();
        let has_falls = scores.iter().any(|one| !may_be_drawn(None, &one.name));
        let charts = scores.into_iter().filter(is_line).enumerate().map(|(at, one)| {
            view! { <TrendChart title=one.name id=format!("trend-{at}") points=one.points /> }
        });
        view! {
            {(n_drawn > 0)
                .then(|| {
                    view! {
                        <h3>"Over time"</h3>
                        <div class="trends">{charts.collect_view()}</div>
                    }
                })}
            {has_falls
                .then(|| {
                    view! {
                        <p class="quiet">
                            "Scores about falls are listed and not drawn: a line would look like a level of risk."
                        </p>
                    }
                })}
        }
    }
}

/// Dated scores by instrument, in the order in which the instruments first come.
fn by_instrument(outcomes: &[advice::Outcome]) -> Vec<Scores> {
    let mut found: Vec<Scores> = Vec::new();
    for one in outcomes {
        let Some(on) = one.on.as_deref().and_then(|on| on.parse().ok()) else { continue };
        let name = one.name.trim();
        if name.is_empty() {
            continue;
        }
        let point = Point { on, value: one.score };
        match found.iter_mut().find(|known| known.name == name) {
            Some(known) => known.points.push(point),
            None => found.push(Scores { name: name.to_owned(), points: vec![point] }),
        }
    }
    found
}

/// One score makes no line.
fn is_line(scores: &Scores) -> bool {
    may_be_drawn(None, &scores.name) && scores.points.iter().filter(|point| point.value.is_some()).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(name: &str, on: &str, score: f64) -> advice::Outcome {
        advice::Outcome {
            name: name.to_owned(),
            on: Some(on.to_owned()),
            score: Some(score),
            ..advice::Outcome::default()
        }
    }

    #[test]
    fn scores_of_one_instrument_belong_together() {
        let all = [
            outcome("Barthel Index", "2026-03-01", 12.0),
            outcome("TOMs", "2026-03-01", 3.0),
            outcome("Barthel Index", "2026-05-12", 17.0),
        ];
        let found = by_instrument(&all);
        assert_eq!(found.iter().map(|one| one.points.len()).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(found.iter().map(is_line).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn scores_about_falls_make_no_line() {
        let twice = ["2026-03-01", "2026-05-12"].map(|on| outcome("Short FES-I", on, 9.0));
        assert!(!by_instrument(&twice).iter().any(is_line));
    }

    #[test]
    fn a_score_without_a_whole_date_has_no_place_in_a_line() {
        assert!(by_instrument(&[outcome("TOMs", "2026-03", 3.0)]).is_empty());
    }
}

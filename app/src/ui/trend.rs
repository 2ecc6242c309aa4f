//! A small line of scores by day, and the same numbers as a table for whoever does not see it.

use advice::trend::{BOTTOM, Dot, HEIGHT, LEFT, Point, RIGHT, Tick, Trend, WIDTH, trend};
use chrono::Datelike;
use domain::calendar;
use leptos::prelude::*;

/// The chart; nothing where no score is written.
#[component]
pub fn TrendChart(
    /// What the scores are of.
    title: String,
    /// An id for its heading, its own on the page.
    id: String,
    /// The scores.
    points: Vec<Point>,
) -> impl IntoView {
    let Trend { ticks, dots, lines } = trend(&points)?;
    let years = dots.first().zip(dots.last()).is_some_and(|(first, last)| first.on.year() != last.on.year());
    let rows = dots.iter().map(row).collect_view();
    Some(view! {
        <figure class="trend">
            <figcaption class="trend__title" id=id.clone()>
                {title.clone()}
            </figcaption>
            <svg class="trend__svg" role="img" aria-labelledby=id viewBox=format!("0 0 {WIDTH} {HEIGHT}")>
                {ticks.into_iter().map(scale_line).collect_view()}
                {lines.into_iter().map(|line| view! { <path class="trend__line" d=line></path> }).collect_view()}
                {dots.into_iter().map(|dot| mark(dot, years)).collect_view()}
            </svg>
            <div class="sr">
                <table>
                    <caption>{title}</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Day"</th>
                            <th scope="col">"Score"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </figure>
    })
}

fn row(dot: &Dot) -> impl IntoView + use<> {
    let figure = if dot.y.is_some() { dot.figure.clone() } else { "No score".to_owned() };
    view! {
        <tr>
            <th scope="row">{calendar::long_date(dot.on)}</th>
            <td>{figure}</td>
        </tr>
    }
}

fn scale_line(tick: Tick) -> impl IntoView {
    let y = tick.y.to_string();
    view! {
        <line class="trend__scale" x1=LEFT.to_string() x2=(WIDTH - RIGHT).to_string() y1=y.clone() y2=y></line>
        <text class="trend__figure" x=(LEFT - 12.0).to_string() y=(tick.y + 5.0).to_string() text-anchor="end">
            {tick.label}
        </text>
    }
}

fn mark(dot: Dot, years: bool) -> impl IntoView {
    let x = dot.x.to_string();
    let date = match years {
        true => dot.on.format("%b %Y").to_string(),
        false => calendar::short_date(dot.on),
    };
    let figure = dot.shows_figure.then_some(dot.figure);
    let date_at = (HEIGHT - BOTTOM + 26.0).to_string();
    let point = dot.y.map(|y| {
        let figure = figure.map(|figure| {
            view! {
                <text class="trend__value" x=x.clone() y=(y - 12.0).to_string() text-anchor="middle">
                    {figure}
                </text>
            }
        });
        view! {
            <circle class="trend__dot" cx=x.clone() cy=y.to_string() r="5"></circle>
            {figure}
        }
    });
    view! {
        {point}
        {dot
            .shows_date
            .then(|| {
                view! {
                    <text class="trend__figure" x=x.clone() y=date_at text-anchor="middle">
                        {date}
                    </text>
                }
            })}
    }
}

//! A small chart of scores: where its lines and points stand.

use advice::trend::{BOTTOM, HEIGHT, LEFT, Point, RIGHT, TOP, Trend, WIDTH, figure, may_be_drawn, trend};
use chrono::NaiveDate;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn chart(points: &[(NaiveDate, Option<f64>)]) -> Option<Trend> {
    trend(&points.iter().map(|(on, value)| Point { on: *on, value: *value }).collect::<Vec<_>>())
}

fn labels(trend: &Trend) -> Vec<&str> {
    trend.ticks.iter().map(|tick| tick.label.as_str()).collect()
}

#[test]
fn the_scale_has_round_figures_around_all_scores() {
    let trend = chart(&[(day(3, 1), Some(12.0)), (day(5, 12), Some(17.0))]).unwrap();
    assert_eq!(labels(&trend), ["12", "14", "16", "18"]);
    let first = trend.ticks.first().unwrap();
    let last = trend.ticks.last().unwrap();
    assert_eq!((first.y, last.y), (HEIGHT - BOTTOM, TOP));
}

#[test]
fn parts_of_a_point_have_figures_of_their_own() {
    let trend = chart(&[(day(3, 1), Some(2.5)), (day(5, 12), Some(3.0))]).unwrap();
    assert_eq!(labels(&trend), ["2.4", "2.6", "2.8", "3.0"]);
}

#[test]
fn points_stand_by_day_and_not_one_step_each() {
    let trend = chart(&[(day(1, 1), Some(1.0)), (day(1, 31), Some(2.0)), (day(4, 11), Some(3.0))]).unwrap();
    let at: Vec<f64> = trend.dots.iter().map(|dot| dot.x).collect();
    assert_eq!(at.first().copied(), Some(LEFT));
    assert_eq!(at.last().copied(), Some(WIDTH - RIGHT));
    let off = at[1] - LEFT - (WIDTH - LEFT - RIGHT) * 0.3;
    assert!(off.abs() < 0.1, "30 of 100 days");
    assert_eq!(trend.lines.len(), 1);
}

#[test]
fn the_order_of_writing_does_not_matter() {
    let trend = chart(&[(day(5, 12), Some(17.0)), (day(3, 1), Some(12.0))]).unwrap();
    let figures: Vec<&str> = trend.dots.iter().map(|dot| dot.figure.as_str()).collect();
    assert_eq!(figures, ["12", "17"]);
}

#[test]
fn one_point_stands_in_the_middle_without_a_line() {
    let trend = chart(&[(day(5, 12), Some(14.0))]).unwrap();
    let dot = trend.dots.first().unwrap();
    assert_eq!(dot.x, LEFT + (WIDTH - LEFT - RIGHT) / 2.0);
    assert!(dot.y.is_some_and(|y| y > TOP && y < HEIGHT - BOTTOM));
    assert!(dot.shows_date && dot.shows_figure);
    assert!(trend.lines.is_empty());
}

#[test]
fn equal_scores_make_a_level_line_inside_the_scale() {
    for value in [0.0, 14.0, -3.0, 0.004, 1e9] {
        let trend = chart(&[(day(3, 1), Some(value)), (day(5, 12), Some(value))]).unwrap();
        let at: Vec<Option<f64>> = trend.dots.iter().map(|dot| dot.y).collect();
        assert_eq!(at[0], at[1], "{value}");
        assert!(at[0].is_some_and(|y| y > TOP && y < HEIGHT - BOTTOM), "{value} stands at {at:?}");
        assert!(trend.ticks.len() > 2, "{value}");
    }
}

#[test]
fn a_day_without_a_score_interrupts_the_line() {
    let trend = chart(&[
        (day(1, 1), Some(1.0)),
        (day(2, 1), Some(2.0)),
        (day(3, 1), None),
        (day(4, 1), Some(3.0)),
        (day(5, 1), Some(4.0)),
    ])
    .unwrap();
    assert_eq!(trend.lines.len(), 2);
    assert_eq!(trend.dots[2].y, None);
    assert!(!trend.dots[2].shows_figure);
}

#[test]
fn negative_scores_stand_below_nought_and_keep_their_sign() {
    let trend = chart(&[(day(3, 1), Some(-1.5)), (day(5, 12), Some(1.0))]).unwrap();
    assert_eq!(labels(&trend), ["\u{2212}2", "\u{2212}1", "0", "1"]);
    assert!(trend.dots[0].y > trend.dots[1].y, "lower scores stand lower");
    assert_eq!(trend.dots[0].figure, "\u{2212}1.5");
}

#[test]
fn nothing_is_drawn_without_a_score() {
    assert_eq!(chart(&[]), None);
    assert_eq!(chart(&[(day(3, 1), None)]), None);
    assert_eq!(chart(&[(day(3, 1), Some(f64::NAN))]), None);
}

#[test]
fn dates_and_figures_never_run_together() {
    let close: Vec<_> =
        (1..=12).map(|n| (day(3, n), Some(f64::from(n)))).chain([(day(9, 1), Some(3.0))]).collect();
    let trend = chart(&close).unwrap();
    let shown = |wanted: fn(&advice::trend::Dot) -> bool| -> Vec<f64> {
        trend.dots.iter().filter(|dot| wanted(dot)).map(|dot| dot.x).collect()
    };
    for at in [shown(|dot| dot.shows_date), shown(|dot| dot.shows_figure)] {
        assert!(at.windows(2).all(|two| two[1] - two[0] > 30.0), "{at:?}");
        assert_eq!(at.last().copied(), Some(WIDTH - RIGHT), "the newest is always told");
    }
}

#[test]
fn every_point_stays_inside_the_drawing() {
    let wild = [(day(1, 1), Some(1e12)), (day(1, 2), Some(-1e12)), (day(1, 3), Some(0.0))];
    let trend = chart(&wild).unwrap();
    for dot in &trend.dots {
        let y = dot.y.unwrap();
        assert!((LEFT..=WIDTH - RIGHT).contains(&dot.x) && (TOP..=HEIGHT - BOTTOM).contains(&y), "{dot:?}");
    }
}

#[test]
fn scores_about_falls_are_not_drawn() {
    assert!(!may_be_drawn(Some("home-fast"), "HOME FAST"));
    assert!(!may_be_drawn(Some("fes-i"), "Short FES-I"));
    assert!(!may_be_drawn(None, "Falls diary of the ward"));
    assert!(may_be_drawn(Some("barthel"), "Barthel Index"));
}

#[test]
fn figures_are_short() {
    assert_eq!(figure(14.0), "14");
    assert_eq!(figure(12.50), "12.5");
    assert_eq!(figure(-0.001), "0");
    assert_eq!(figure(0.333_33), "0.33");
}

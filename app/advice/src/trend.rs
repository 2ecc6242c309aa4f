//! Where the points of a small chart stand: scores of one instrument by day. Only geometry: what a score means, and
//! whether more is better, is not known here. A score about falls is never drawn, because a line would read as a level.

use chrono::{Datelike, NaiveDate};
use domain::in_order;
use std::ops::RangeInclusive;

/// Width of the drawing.
pub const WIDTH: f64 = 340.0;
/// Height of the drawing.
pub const HEIGHT: f64 = 200.0;
/// Room for the figures at the left.
pub const LEFT: f64 = 56.0;
/// Room at the right, for half of the last date.
pub const RIGHT: f64 = 40.0;
/// Room above, for a figure over the highest point.
pub const TOP: f64 = 30.0;
/// Room below, for the dates.
pub const BOTTOM: f64 = 34.0;

/// Dates nearer to each other than this would run together.
const DATE_ROOM: f64 = 80.0;
/// Figures over points need less.
const FIGURE_ROOM: f64 = 44.0;
/// Steps between the lines of the scale, at most.
const STEPS: f64 = 4.0;

/// A score of a day; none where only the day is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The day.
    pub on: NaiveDate,
    /// The score.
    pub value: Option<f64>,
}

/// A line of the scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// How far down it stands.
    pub y: f64,
    /// Its figure.
    pub label: String,
}

/// A point where it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// From the left.
    pub x: f64,
    /// From the top; none for a day without a score.
    pub y: Option<f64>,
    /// The day.
    pub on: NaiveDate,
    /// The score in figures.
    pub figure: String,
    /// True when there is room for the date below.
    pub shows_date: bool,
    /// True when there is room for the figure above.
    pub shows_figure: bool,
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// The scale, from the lowest line up.
    pub ticks: Vec<Tick>,
    /// The points by day.
    pub dots: Vec<Dot>,
    /// Lines between neighbours, as SVG paths. A day without a score interrupts the line.
    pub lines: Vec<String>,
}

/// Whether scores of an instrument may be drawn as a line.
pub fn may_be_drawn(code: Option<&str>, name: &str) -> bool {
    let name = name.to_lowercase();
    let falls = ["fall", "fes-i", "home fast"].iter().any(|word| name.contains(word));
    !falls && !matches!(code, Some("fes-i" | "home-fast"))
}

/// The chart of these points, or none where no score is written.
pub fn trend(points: &[Point]) -> Option<Trend> {
    let mut points = points.to_vec();
    points.retain(|point| point.value.is_none_or(f64::is_finite));
    in_order(&mut points, |point| point.on);
    let values = points.iter().filter_map(|point| point.value);
    let lowest = values.clone().min_by(f64::total_cmp)?;
    let highest = values.max_by(f64::total_cmp)?;
    let scale = Scale::over(lowest..=highest);
    let mut dots: Vec<Dot> = points.iter().map(|point| dot(&points, &scale, point)).collect();
    give_room(&mut dots);
    let lines = lines(&dots);
    Some(Trend { ticks: scale.ticks(), dots, lines })
}

/// A scale of round figures that holds all values.
struct Scale {
    low: f64,
    step: f64,
    n_steps: u32,
}

impl Scale {
    fn over(values: RangeInclusive<f64>) -> Scale {
        let (mut low, mut high) = values.into_inner();
        if high - low < f64::EPSILON * high.abs().max(1.0) {
            // All the same: the line stands in the middle of something.
            let around = round_step(low.abs().max(1.0) / 2.0);
            (low, high) = (low - around, high + around);
        }
        let step = round_step((high - low) / STEPS);
        let first = (low / step).floor();
        let last = (high / step).ceil();
        Scale { low: first * step, step, n_steps: (last - first).clamp(1.0, 12.0) as u32 }
    }

    fn y(&self, value: f64) -> f64 {
        let whole = f64::from(self.n_steps) * self.step;
        let share = ((value - self.low) / whole).clamp(0.0, 1.0);
        rounded(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM))
    }

    fn ticks(&self) -> Vec<Tick> {
        let places = (-self.step.log10().floor()).clamp(0.0, 6.0) as usize;
        let line = |n: u32| {
            let value = self.low + f64::from(n) * self.step;
            Tick { y: self.y(value), label: figure_with(value, places) }
        };
        (0..=self.n_steps).map(line).collect()
    }
}

/// The next of 1, 2 and 5 with noughts that is not smaller.
fn round_step(at_least: f64) -> f64 {
    let at_least = at_least.max(1e-6);
    let noughts = 10_f64.powf(at_least.log10().floor());
    let of_ten = [1.0, 2.0, 5.0].into_iter().find(|step| step * noughts >= at_least * (1.0 - 1e-9));
    of_ten.unwrap_or(10.0) * noughts
}

fn dot(points: &[Point], scale: &Scale, point: &Point) -> Dot {
    let day = |point: &Point| f64::from(point.on.num_days_from_ce());
    let (first, last) = (points.first().map_or(0.0, day), points.last().map_or(0.0, day));
    let share = if last > first { (day(point) - first) / (last - first) } else { 0.5 };
    Dot {
        x: rounded(LEFT + share * (WIDTH - LEFT - RIGHT)),
        y: point.value.map(|value| scale.y(value)),
        on: point.on,
        figure: point.value.map(figure).unwrap_or_default(),
        shows_date: false,
        shows_figure: false,
    }
}

/// From the newest back, since the newest is asked for first.
fn give_room(dots: &mut [Dot]) {
    let (mut date, mut figure) = (f64::INFINITY, f64::INFINITY);
    for dot in dots.iter_mut().rev() {
        if date - dot.x >= DATE_ROOM {
            dot.shows_date = true;
            date = dot.x;
        }
        if dot.y.is_some() && figure - dot.x >= FIGURE_ROOM {
            dot.shows_figure = true;
            figure = dot.x;
        }
    }
}

fn lines(dots: &[Dot]) -> Vec<String> {
    let stretches = dots.split(|dot| dot.y.is_none()).filter(|stretch| stretch.len() > 1);
    stretches.map(|stretch| format!("M{}", corners(stretch).join("L"))).collect()
}

fn corners(stretch: &[Dot]) -> Vec<String> {
    stretch.iter().filter_map(|dot| Some(format!("{} {}", dot.x, dot.y?))).collect()
}

/// A score in figures: "14", "12.5", "−3".
pub fn figure(value: f64) -> String {
    let text = figure_with(value, 2);
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

fn figure_with(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    match text.strip_prefix('-') {
        Some(nought) if nought.chars().all(|letter| matches!(letter, '0' | '.')) => nought.to_owned(),
        Some(rest) => format!("\u{2212}{rest}"),
        None => text,
    }
}

fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

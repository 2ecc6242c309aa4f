//! The line of the way at night through the blocks, with the numbers of its stops. It runs between the rows and along
//! their left edge, so that it never crosses words.

use super::{
    drawn::{Drawing, Drawn},
    layout::Layout,
    night::{Leg, Stop},
};

/// A number, or a run of numbers, on the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its middle.
    pub x: f64,
    /// Its middle.
    pub y: f64,
    /// Half its width.
    pub half: f64,
    /// "3", or "3 to 7" where there is no room for each.
    pub words: String,
}

/// The line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NightLine {
    /// Its corners, from bed to WC.
    pub points: Vec<(f64, f64)>,
    /// Its numbers.
    pub numbers: Vec<Number>,
}

/// From the lower edge of a block to the line.
const ABOVE_EDGE: f64 = 12.0;
/// Half of a number's mark, and of one that holds a run of numbers.
const HALF: f64 = 11.0;
const RUN_HALF: f64 = 34.0;
/// From number to number.
const STEP: f64 = 26.0;

/// Draws the way through the blocks. The hall is left out where it is on another floor than bed and WC and nothing
/// was found in it.
pub fn night_line(drawing: &Drawing, layout: &Layout, stops: &[Stop]) -> NightLine {
    let bed = layout.of_area("h", None).map(|block| block.floor);
    let wc = layout.of_area("i", bed).map(|block| block.floor);
    let by_stairs = layout.has_stairs_at_night();
    let mut line = NightLine::default();
    let mut n_before = 0;
    for leg in Leg::ALL {
        let n_here = stops.iter().filter(|stop| stop.leg == leg).count();
        let first = n_before + 1;
        n_before += n_here;
        let Some(block) = layout.of_area(leg.area(), bed) else { continue };
        let is_on_the_way = match leg {
            Leg::Bed | Leg::Wc => true,
            Leg::Hall => n_here > 0 || Some(block.floor) == bed || Some(block.floor) == wc,
            Leg::Stairs => by_stairs,
        };
        let place = drawing.blocks.iter().find(|drawn| drawn.id == block.id);
        if let (true, Some(place)) = (is_on_the_way, place) {
            line.go_to(drawing, place);
            line.number(place, first, n_here);
        }
    }
    line
}

impl NightLine {
    /// Goes on to a block: down into the gap below its own row, along it, and up again.
    fn go_to(&mut self, drawing: &Drawing, place: &Drawn) {
        let (x, y) = (place.x + place.width / 2.0, place.y + place.height - ABOVE_EDGE);
        let gap = drawing.paper.gap / 2.0;
        if let Some((from_x, from_y)) = self.points.last().copied() {
            let out = from_y + ABOVE_EDGE + gap;
            let back = y + ABOVE_EDGE + gap;
            self.points.push((from_x, out));
            if (out - back).abs() > 1.0 {
                let side = drawing.paper.left - gap;
                self.points.extend([(side, out), (side, back)]);
            }
            self.points.push((x, back));
        }
        self.points.push((x, y));
    }

    /// Sets the numbers of a block's stops side by side, or as one run.
    fn number(&mut self, place: &Drawn, first: usize, n: usize) {
        let (x, y) = (place.x + place.width / 2.0, place.y + place.height - ABOVE_EDGE);
        let all = STEP * n.saturating_sub(1) as f64;
        if n > 1 && all + 2.0 * HALF > place.width - 8.0 {
            let words = format!("{first} to {}", first + n - 1);
            self.numbers.push(Number { x, y, half: RUN_HALF, words });
            return;
        }
        let numbers = (0..n).map(|k| Number {
            x: x - all / 2.0 + STEP * k as f64,
            y,
            half: HALF,
            words: (first + k).to_string(),
        });
        self.numbers.extend(numbers);
    }

    /// The line as the `d` of a path.
    pub fn path(&self) -> String {
        let corners = self.points.iter().enumerate().map(|(n, (x, y))| {
            let letter = if n == 0 { 'M' } else { 'L' };
            format!("{letter}{x:.1} {y:.1}")
        });
        corners.collect()
    }
}

//! A name drawn with a finger, as text: `x,y x,y;x,y`, strokes between semicolons, whole numbers over a field of
//! 1,000 by 400. It is kept short, because it travels with every answer around it: lines are thinned until they fit,
//! never cut in the middle.

/// Width of the field.
pub const WIDTH: u16 = 1_000;
/// Height of the field.
pub const HEIGHT: u16 = 400;
/// Longest text.
pub const LONGEST: usize = 8_000;

/// How far a point may lie off the line between its neighbours to be left out, in turn.
const TOLERANCES: [f64; 6] = [1.5, 3.0, 6.0, 12.0, 25.0, 60.0];

/// One stroke: where the finger went, from down to up.
pub type Stroke = Vec<(u16, u16)>;

/// Reads what `write` made; whatever is not a point is passed over.
pub fn read(text: &str) -> Vec<Stroke> {
    let point = |pair: &str| {
        let (x, y) = pair.split_once(',')?;
        Some((x.trim().parse::<u16>().ok()?.min(WIDTH), y.trim().parse::<u16>().ok()?.min(HEIGHT)))
    };
    let stroke = |text: &str| text.split_whitespace().filter_map(point).collect::<Stroke>();
    text.split(';').map(stroke).filter(|stroke| !stroke.is_empty()).collect()
}

/// The strokes as text of at most 8,000 characters. What does not fit even as straight lines is left out from the
/// end: nobody's name is that long.
pub fn write(strokes: &[Stroke]) -> String {
    let mut text = String::new();
    for tolerance in TOLERANCES {
        text = plain(strokes.iter().map(|stroke| thinned(stroke, tolerance)));
        if text.len() <= LONGEST {
            return text;
        }
    }
    match text.get(..LONGEST).and_then(|head| head.rfind(';')) {
        Some(end) => text.truncate(end),
        None => text.truncate(text.get(..LONGEST).and_then(|head| head.rfind(' ')).unwrap_or(0)),
    }
    text
}

/// The strokes as an SVG path. A tap is a dot: a line of no length with a round end.
pub fn path(strokes: &[Stroke]) -> String {
    let one = |stroke: &Stroke| {
        let points: Vec<String> = stroke.iter().map(|(x, y)| format!("{x} {y}")).collect();
        match points.as_slice() {
            [] => String::new(),
            [dot] => format!("M{dot}h0"),
            points => format!("M{}", points.join("L")),
        }
    };
    strokes.iter().map(one).collect()
}

fn plain(strokes: impl Iterator<Item = Stroke>) -> String {
    let words = |stroke: Stroke| {
        let points: Vec<String> = stroke.iter().map(|(x, y)| format!("{x},{y}")).collect();
        points.join(" ")
    };
    strokes.map(words).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(";")
}

/// Leaves out points that lie on the way: between two that stay, the farthest one stays too while it lies off the
/// straight line. Works with a list of stretches, since a long stroke must not go deep.
fn thinned(stroke: &[(u16, u16)], tolerance: f64) -> Stroke {
    let Some(last) = stroke.len().checked_sub(1).filter(|last| *last > 1) else { return stroke.to_vec() };
    let mut stays = vec![false; stroke.len()];
    let mut stretches = vec![(0, last)];
    while let Some((from, to)) = stretches.pop() {
        for end in [from, to] {
            if let Some(kept) = stays.get_mut(end) {
                *kept = true;
            }
        }
        if let Some((at, off)) = farthest(stroke, from, to)
            && off > tolerance
        {
            stretches.extend([(from, at), (at, to)]);
        }
    }
    stroke.iter().zip(stays).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect()
}

fn farthest(stroke: &[(u16, u16)], from: usize, to: usize) -> Option<(usize, f64)> {
    let (a, b) = (stroke.get(from)?, stroke.get(to)?);
    let between = stroke.iter().enumerate().take(to).skip(from + 1);
    between.map(|(at, point)| (at, distance(*point, *a, *b))).max_by(|one, other| one.1.total_cmp(&other.1))
}

/// How far a point lies from the line between two others.
fn distance(point: (u16, u16), a: (u16, u16), b: (u16, u16)) -> f64 {
    let at = |(x, y): (u16, u16)| (f64::from(x), f64::from(y));
    let ((px, py), (ax, ay), (bx, by)) = (at(point), at(a), at(b));
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { (((px - ax) * dx + (py - ay) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    (px - ax - share * dx).hypot(py - ay - share * dy)
}

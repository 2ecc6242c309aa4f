//! Figures as they are written in an answer: rounded, without idle noughts, with their unit.

/// A figure rounded to so many places, half away from nought; "17.33", "12", never "-0".
pub(super) fn figure(value: f64, places: i32) -> String {
    let scale = 10f64.powi(places);
    let rounded = (value * scale).round() / scale;
    // A figure too large to be scaled has no places to round.
    let shown = if rounded.is_finite() { rounded } else { value };
    (shown + 0.0).to_string()
}

/// A length in mm with its unit: "762 mm". Lengths are whole; a setting may hold a half.
pub(super) fn mm(value: f64) -> String {
    format!("{} mm", figure(value, 1))
}

/// A number of things in words that agree: "1 riser", "3 risers".
pub(super) fn counted(number: f64, one: &str, several: &str) -> String {
    format!("{} {}", figure(number, 1), if number == 1.0 { one } else { several })
}

/// Whole pounds with their thousands apart: "£15,167".
pub(super) fn pounds(value: f64) -> String {
    let digits = figure(value.abs(), 0);
    let n_digits = digits.len();
    let mut grouped = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (n_digits - idx).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{}£{grouped}", if value < 0.0 { "-" } else { "" })
}

/// What was found wrong, in one line; nothing where nothing is wrong.
pub(super) fn listed<const N: usize>(findings: [(bool, String); N]) -> Option<String> {
    let wrong: Vec<String> =
        findings.into_iter().filter_map(|(wrong, words)| wrong.then_some(words)).collect();
    if wrong.is_empty() { None } else { Some(wrong.join("; ")) }
}

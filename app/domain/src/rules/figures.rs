//! Figures as they are written in an answer: rounded, without idle noughts, with their unit.

use crate::thousands::apart;

/// A figure rounded to so many places, half away from nought; "17.33", "12", never "-0".
pub(super) fn figure(value: f64, places: i32) -> String {
    let scale = 10f64.powi(places);
    let rounded = (value * scale).round() / scale;
    // A figure too large to be scaled has no places to round.
    let shown = if rounded.is_finite() { rounded } else { value };
    (shown + 0.0).to_string()
}

/// A length in mm with its unit: "762 mm", "1,650 mm". Lengths are whole; a setting may hold a half.
pub(super) fn mm(value: f64) -> String {
    format!("{} mm", apart(&figure(value, 1)))
}

/// A number of things in words that agree: "1 riser", "3 risers".
pub(super) fn counted(number: f64, one: &str, several: &str) -> String {
    format!("{} {}", figure(number, 1), if number == 1.0 { one } else { several })
}

/// Whole pounds with their thousands apart: "£15,167".
pub(super) fn pounds(value: f64) -> String {
    format!("{}£{}", if value < 0.0 { "-" } else { "" }, apart(&figure(value.abs(), 0)))
}

/// What was found wrong, in one line; nothing where nothing is wrong.
pub(super) fn listed<const N: usize>(findings: [(bool, String); N]) -> Option<String> {
    let wrong: Vec<String> =
        findings.into_iter().filter_map(|(wrong, words)| wrong.then_some(words)).collect();
    if wrong.is_empty() { None } else { Some(wrong.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([mm(762.0), mm(1650.0), mm(12500.5)], ["762 mm", "1,650 mm", "12,500.5 mm"]);
        assert_eq!([mm(-1650.0), mm(-162.0)], ["-1,650 mm", "-162 mm"]);
        assert_eq!([pounds(15167.0), pounds(-2000.0), pounds(999.0)], ["£15,167", "-£2,000", "£999"]);
    }
}

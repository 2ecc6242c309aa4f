//! Numbers as people type and read them: thousands commas, decimal commas, stray spaces.
//! Never refuses silently: what is no number comes back as words that say what would be one.

use crate::decimal::Decimal;
use crate::units;

/// Reads a typed number: "1,200.5 ", "72,5", "1 200". The message is meant for the screen.
pub fn parse_number(typed: &str) -> Result<Decimal, String> {
    let (negative, body) = cleaned(typed);
    if body.is_empty() {
        return Err("Enter a number.".to_owned());
    }
    if !body.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') {
        return Err("Only figures here.".to_owned());
    }
    let plain = separated(&body).ok_or_else(|| {
        format!("\u{201c}{}\u{201d} can be read in two ways. Write it like 1200.5.", typed.trim())
    })?;
    let (whole, places) = plain.split_once('.').unwrap_or((&plain, ""));
    if whole.is_empty() && places.is_empty() {
        return Err("Enter a number.".to_owned());
    }
    let whole = whole.trim_start_matches('0');
    let mut text = String::with_capacity(plain.len() + 2);
    if negative {
        text.push('-');
    }
    text.push_str(if whole.is_empty() { "0" } else { whole });
    if !places.is_empty() {
        text.push('.');
        text.push_str(places);
    }
    let number = Decimal::new(text);
    if number.as_f64().is_some() { Ok(number) } else { Err("This number is too large.".to_owned()) }
}

/// Reads a typed whole number; `unit` is the UCUM code, for the message.
pub fn parse_whole(typed: &str, unit: Option<&str>) -> Result<i64, String> {
    let number = parse_number(typed)?;
    let text = number.as_str();
    let whole = text.split_once('.').map_or(
        text,
        |(whole, places)| {
            if places.bytes().all(|b| b == b'0') { whole } else { "" }
        },
    );
    whole.parse().map_err(|_| whole_number_message(unit))
}

/// "Enter a whole number of millimetres, like 720."
pub fn whole_number_message(unit: Option<&str>) -> String {
    match unit.map(units::plural).filter(|words| !words.is_empty()) {
        Some(words) => {
            let example = match unit {
                Some("mm") => "720",
                Some("cm" | "kg") => "72",
                _ => "3",
            };
            format!("Enter a whole number of {words}, like {example}.")
        }
        None => "Enter a whole number, like 3.".to_owned(),
    }
}

/// "70 mm is outside the usual range here (400 to 1,200 mm). Keep it or correct it." `shown` is the value with its
/// unit, `unit` the sign behind the range.
pub fn range_message(shown: &str, low: Option<&str>, high: Option<&str>, unit: &str) -> String {
    let behind = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    let range = match (low.map(with_thousands), high.map(with_thousands)) {
        (Some(low), Some(high)) => format!("{low} to {high}{behind}"),
        (Some(low), None) => format!("{low}{behind} or more"),
        (None, Some(high)) => format!("{high}{behind} or less"),
        (None, None) => return String::new(),
    };
    format!("{shown} is outside the usual range here ({range}). Keep it or correct it.")
}

/// "1200.5" as "1,200.5". Anything that is no plain number comes back as it is.
pub fn with_thousands(number: &str) -> String {
    let (sign, body) = number.strip_prefix('-').map_or(("", number), |body| ("-", body));
    let (whole, places) = body.split_once('.').map_or((body, None), |(w, p)| (w, Some(p)));
    if whole.len() <= 3 || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return number.to_owned();
    }
    let mut out = String::with_capacity(number.len() + whole.len() / 3);
    out.push_str(sign);
    for (n_before, figure) in whole.chars().enumerate() {
        if n_before > 0 && (whole.len() - n_before).is_multiple_of(3) {
            out.push(',');
        }
        out.push(figure);
    }
    if let Some(places) = places {
        out.push('.');
        out.push_str(places);
    }
    out
}

/// Sign and figures without any spaces.
fn cleaned(typed: &str) -> (bool, String) {
    let mut body: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '\u{2060}').collect();
    let negative = body.starts_with(['-', '\u{2212}', '\u{2013}']);
    if negative || body.starts_with('+') {
        body.remove(0);
    }
    (negative, body)
}

/// Decides what commas and points mean; the result has at most one point.
fn separated(body: &str) -> Option<String> {
    let n_commas = body.matches(',').count();
    let n_points = body.matches('.').count();
    match (n_commas, n_points) {
        (0, 0 | 1) => Some(body.to_owned()),
        (0, _) => grouped(body, '.'),
        (1, 0) => {
            let (before, after) = body.split_once(',')?;
            let thousands = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
            Some(if thousands { format!("{before}{after}") } else { format!("{before}.{after}") })
        }
        (_, 0) => grouped(body, ','),
        (_, 1) if body.rfind(',') < body.rfind('.') => {
            let (whole, places) = body.rsplit_once('.')?;
            Some(format!("{}.{places}", grouped(whole, ',')?))
        }
        (1, _) if body.rfind('.') < body.rfind(',') => {
            let (whole, places) = body.rsplit_once(',')?;
            Some(format!("{}.{places}", grouped(whole, '.')?))
        }
        _ => None,
    }
}

/// Takes thousands separators out, when every group but the first has three figures.
fn grouped(text: &str, separator: char) -> Option<String> {
    let mut groups = text.split(separator);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let fits = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    fits.then(|| format!("{first}{}", rest.concat()))
}

//! Figures as people read them: with their thousands apart.

/// "1650" as "1,650", "-12500.5" as "-12,500.5".
pub(crate) fn apart(figure: &str) -> String {
    let n_whole = figure.find('.').unwrap_or(figure.len());
    let mut apart = String::new();
    for (idx, digit) in figure.char_indices() {
        let after_digit = apart.ends_with(|c: char| c.is_ascii_digit());
        if after_digit && idx < n_whole && (n_whole - idx).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    apart
}

//! Typed numbers, units, days.

use forms::number::{parse_number, parse_whole, with_thousands};
use forms::{Decimal, calendar, units};

#[test]
fn typed_numbers_are_read_the_way_people_write_them() {
    let table = [
        ("720", "720"),
        (" 1,200.5 ", "1200.5"),
        ("1,200", "1200"),
        ("12,345,678", "12345678"),
        ("72,5", "72.5"),
        ("0,125", "0.125"),
        ("1.200,5", "1200.5"),
        ("1.234.567", "1234567"),
        ("1 200", "1200"),
        ("1\u{a0}200", "1200"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("+3", "3"),
        ("-3.20", "-3.20"),
        ("\u{2212}4", "-4"),
        ("0", "0"),
        ("00", "0"),
    ];
    for (typed, read) in table {
        assert_eq!(parse_number(typed).as_ref().map(Decimal::as_str), Ok(read), "{typed}");
    }
}

#[test]
fn what_is_no_number_is_told_in_words() {
    let table = [
        ("", "Enter a number."),
        ("-", "Enter a number."),
        (".", "Enter a number."),
        ("12x", "Only figures here."),
        ("1e5", "Only figures here."),
        ("3-4", "Only figures here."),
        ("\u{bd}", "Only figures here."),
    ];
    for (typed, words) in table {
        assert_eq!(parse_number(typed), Err(words.to_owned()), "{typed}");
    }
    for typed in ["1,2,3", "1.2.3", "1,20.5,0", "12,34.5"] {
        assert!(parse_number(typed).expect_err(typed).contains("two ways"));
    }
    assert_eq!(
        parse_whole("7.5", Some("mm")),
        Err("Enter a whole number of millimetres, like 720.".to_owned())
    );
    assert_eq!(parse_whole("7.0", None), Ok(7));
}

#[test]
fn thousands_are_parted_for_reading() {
    for (number, shown) in
        [("1200", "1,200"), ("120", "120"), ("1234567.891", "1,234,567.891"), ("-1200", "-1,200"), ("x", "x")]
    {
        assert_eq!(with_thousands(number), shown);
    }
}

#[test]
fn lengths_and_weights_convert_and_nothing_else_does() {
    let shown = |value: &str, from: &str, to: &str| {
        units::convert_shown(&Decimal::new(value), from, to).map(|d| d.to_string())
    };
    assert_eq!(shown("720", "mm", "cm").as_deref(), Some("72"));
    assert_eq!(shown("72.5", "cm", "mm").as_deref(), Some("725"));
    assert_eq!(shown("30", "[in_i]", "mm").as_deref(), Some("762"));
    assert_eq!(shown("720", "mm", "[in_i]").as_deref(), Some("28.35"));
    assert_eq!(shown("1.2", "m", "cm").as_deref(), Some("120"));
    assert_eq!(shown("11", "[stone_av]", "kg").as_deref(), Some("69.9"));
    assert_eq!(shown("154", "[lb_av]", "[stone_av]").as_deref(), Some("11"));
    assert_eq!(shown("1", "mm", "kg"), None);
    assert_eq!(shown("1", "Cel", "K"), None);
    assert_eq!(shown("1.50", "mm", "mm").as_deref(), Some("1.50"));
}

#[test]
fn only_days_and_times_that_exist_are_read() {
    for text in ["2026", "2026-02", "2024-02-29", "2000-02-29", "2026-12-31"] {
        assert!(calendar::parse_date(text).is_some(), "{text}");
    }
    for text in [
        "",
        "26",
        "2026-13",
        "2026-00",
        "2026-02-29",
        "1900-02-29",
        "2026-4-1",
        "2026-04-31",
        "2026-01-01-01",
        "\u{661}\u{661}",
    ] {
        assert!(calendar::parse_date(text).is_none(), "{text}");
    }
    for text in ["24:00", "1:00", "10:60", "10:00:00.", "10", "10:00:00:00"] {
        assert!(calendar::parse_time(text).is_none(), "{text}");
    }
    for text in ["2026-01T10:00:00Z", "2026-01-01T", "2026-01-01T10:00:00+1", "2026-01-01T10:00:00+25:00"] {
        assert!(calendar::parse_date_time(text).is_none(), "{text}");
    }
}

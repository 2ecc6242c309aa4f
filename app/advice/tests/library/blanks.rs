//! Blanks in drafted words.

use advice::library::{blanks, fill, follows};
use std::collections::BTreeMap;

#[test]
fn blanks_are_filled_when_they_are_known_and_named_when_they_are_left() {
    // Text, what it becomes when the place is the yard and the height 900, the blanks that are left then.
    let table: [(&str, &str, &[&str]); 15] = [
        ("", "", &[]),
        ("No blank.", "No blank.", &[]),
        ("Rail at {place}.", "Rail at the yard.", &[]),
        ("{place}", "the yard", &[]),
        ("{place}{m-rail-height}", "the yard900", &[]),
        ("{place} and {place}", "the yard and the yard", &[]),
        ("{who} at {place}, {who}", "{who} at the yard, {who}", &["who"]),
        ("{what}, {who}, {what}", "{what}, {who}, {what}", &["what", "who"]),
        ("a { b } c", "a { b } c", &[]),
        ("open { and shut }", "open { and shut }", &[]),
        ("} first, { last", "} first, { last", &[]),
        ("{}", "{}", &[]),
        ("{{place}}", "{the yard}", &[]),
        ("{see the {place}", "{see the the yard", &[]),
        ("straße {place} {größe} £5", "straße the yard {größe} £5", &[]),
    ];
    let words: BTreeMap<String, String> =
        [("place", "the yard"), ("m-rail-height", "900")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    for (text, filled, left) in table {
        assert_eq!(fill(text, &words), filled);
        assert_eq!(blanks(&fill(text, &words)), left, "{text}");
    }
}

#[test]
fn what_is_filled_in_is_not_filled_again() {
    let words: BTreeMap<String, String> =
        [("what", "a {place} sign"), ("place", "the yard")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
    assert_eq!(fill("Put up {what} at {place}.", &words), "Put up a {place} sign at the yard.");
}

#[test]
fn an_empty_word_leaves_the_gap_to_be_seen() {
    let words: BTreeMap<String, String> = [("place".to_owned(), " ".to_owned())].into();
    assert_eq!(fill("Rail at {place}.", &words), "Rail at {place}.");
}

#[test]
fn a_filled_template_is_followed_and_a_changed_one_is_not() {
    let table = [
        ("Rail at {place}.", "Rail at {place}.", true),
        ("Rail at the yard.", "Rail at {place}.", true),
        ("Rail at the yard, please.", "Rail at {place}.", true),
        ("A rail at the yard.", "Rail at {place}.", false),
        ("Rail at the yard", "Rail at {place}.", false),
        ("The yard", "{place}", true),
        ("No blank.", "No blank.", true),
        ("No blank. More.", "No blank.", false),
        ("", "", true),
        ("", "Words", false),
    ];
    for (text, template, expected) in table {
        assert_eq!(follows(text, template), expected, "{text}");
    }
}

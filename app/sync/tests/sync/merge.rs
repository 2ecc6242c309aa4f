//! How a revision meets the heads of its field: the table of cases, and what holds for any order in
//! which the messages of several people arrive.

use crate::support::{head, id, text, words};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use sync::{Absorbed, Head, absorb};
use uuid::Uuid;

/// (what is being shown, heads before, the new one, its bases, what becomes of it, heads after).
/// A head is (revision, author, words).
type Case = (
    &'static str,
    &'static [(u128, u128, &'static str)],
    (u128, u128, &'static str),
    &'static [u128],
    Absorbed,
    &'static [(u128, &'static str)],
);

const CASES: &[Case] = &[
    ("an empty field", &[], (1, 1, "yes"), &[], Absorbed::Applied, &[(1, "yes")]),
    ("a base nobody has", &[], (2, 1, "yes"), &[1], Absorbed::Applied, &[(2, "yes")]),
    ("on top of the head", &[(1, 1, "yes")], (2, 1, "no"), &[1], Absorbed::Applied, &[(2, "no")]),
    ("on top of a colleague's", &[(1, 1, "yes")], (2, 2, "no"), &[1], Absorbed::Applied, &[(2, "no")]),
    (
        "without having seen it",
        &[(1, 1, "yes")],
        (2, 2, "no"),
        &[],
        Absorbed::Differs,
        &[(1, "yes"), (2, "no")],
    ),
    ("on an older one", &[(3, 1, "yes")], (4, 2, "no"), &[1], Absorbed::Differs, &[(3, "yes"), (4, "no")]),
    ("the same words unseen", &[(1, 1, "yes")], (2, 2, "yes"), &[], Absorbed::Same, &[(2, "yes")]),
    ("the same words on top", &[(1, 1, "yes")], (2, 2, "yes"), &[1], Absorbed::Applied, &[(2, "yes")]),
    ("once more", &[(1, 1, "yes")], (1, 1, "yes"), &[], Absorbed::Already, &[(1, "yes")]),
    (
        "once more among two",
        &[(1, 1, "yes"), (2, 2, "no")],
        (2, 2, "no"),
        &[],
        Absorbed::Already,
        &[(1, "yes"), (2, "no")],
    ),
    (
        "one of two moves on",
        &[(1, 1, "yes"), (2, 2, "no")],
        (3, 1, "perhaps"),
        &[1],
        Absorbed::Differs,
        &[(3, "perhaps"), (2, "no")],
    ),
    (
        "one of two comes round",
        &[(1, 1, "yes"), (2, 2, "no")],
        (3, 1, "no"),
        &[1],
        Absorbed::Applied,
        &[(3, "no")],
    ),
    (
        "a third who says the same",
        &[(1, 1, "yes"), (2, 2, "no")],
        (3, 3, "no"),
        &[],
        Absorbed::Differs,
        &[(1, "yes"), (3, "no")],
    ),
    ("a decision", &[(1, 1, "yes"), (2, 2, "no")], (3, 3, "no"), &[1, 2], Absorbed::Applied, &[(3, "no")]),
    (
        "a decision for a third answer",
        &[(1, 1, "yes"), (2, 2, "no")],
        (3, 3, "both"),
        &[1, 2],
        Absorbed::Applied,
        &[(3, "both")],
    ),
    (
        "a decision that missed one",
        &[(1, 1, "a"), (2, 2, "b"), (4, 3, "c")],
        (5, 3, "a"),
        &[1, 2],
        Absorbed::Differs,
        &[(5, "a"), (4, "c")],
    ),
    (
        "two decisions at once",
        &[(3, 1, "yes")],
        (4, 2, "no"),
        &[1, 2],
        Absorbed::Differs,
        &[(3, "yes"), (4, "no")],
    ),
];

#[test]
fn a_revision_meets_the_heads_of_its_field() {
    for (what, before, new, bases, becomes, after) in CASES {
        let mut heads: Vec<Head> = before.iter().map(|(r, a, w)| head(*r, *a, w)).collect();
        let bases: Vec<Uuid> = bases.iter().map(|base| id(*base)).collect();
        let absorbed = absorb(&mut heads, head(new.0, new.1, new.2), &bases);
        assert_eq!(absorbed, *becomes, "{what}");
        let found: Vec<(Uuid, String)> = heads.iter().map(|head| head.revision).zip(words(&heads)).collect();
        let wanted: Vec<_> = after.iter().map(|(r, w)| (id(*r), (*w).to_owned())).collect();
        assert_eq!(found, wanted, "{what}");
    }
}

/// A revision (number, author, words) and its bases.
type Step<'a> = ((u128, u128, &'a str), &'a [u128]);

fn after(steps: &[Step<'_>]) -> Vec<Head> {
    let mut heads = Vec::new();
    for ((revision, author, words), bases) in steps {
        let bases: Vec<Uuid> = bases.iter().map(|base| id(*base)).collect();
        absorb(&mut heads, head(*revision, *author, words), &bases);
    }
    heads
}

#[test]
fn a_twin_stays_behind_when_its_author_did_not_see_the_change() {
    // Two people said yes; the first then says no, without having met the second.
    let heads = after(&[((1, 1, "yes"), &[]), ((2, 2, "yes"), &[]), ((3, 1, "no"), &[1])]);
    assert_eq!(words(&heads), ["no", "yes"]);
    let heads = after(&[((2, 2, "yes"), &[]), ((1, 1, "yes"), &[]), ((3, 1, "no"), &[1])]);
    assert_eq!(words(&heads), ["no", "yes"]);
}

#[test]
fn who_replaces_an_answer_two_people_gave_replaces_it_for_both() {
    let heads = after(&[((1, 1, "yes"), &[]), ((2, 2, "yes"), &[]), ((3, 3, "no"), &[2])]);
    assert_eq!(words(&heads), ["no"]);
    let heads = after(&[((1, 1, "yes"), &[]), ((2, 2, "yes"), &[]), ((3, 1, "no"), &[2])]);
    assert_eq!(words(&heads), ["no"]);
}

#[test]
fn a_decision_ends_twins_as_well() {
    let heads = after(&[
        ((1, 1, "yes"), &[]),
        ((2, 2, "yes"), &[]),
        ((3, 3, "no"), &[]),
        ((4, 2, "perhaps"), &[2, 3]),
    ]);
    assert_eq!(words(&heads), ["perhaps"]);
}

#[test]
fn a_twin_is_known_when_it_comes_again() {
    let mut heads = after(&[((1, 1, "yes"), &[]), ((2, 2, "yes"), &[])]);
    assert_eq!(absorb(&mut heads, head(1, 1, "yes"), &[]), Absorbed::Already);
    assert!(heads[0].stands_for(id(1)) && heads[0].is_by(crate::support::user(1)));
}

#[test]
fn heads_written_before_there_were_twins_can_be_read() {
    let mut json = serde_json::to_value(head(1, 1, "yes")).expect("json");
    assert!(json.get("twins").is_none(), "nothing is written where nothing is");
    json.as_object_mut().expect("an object").remove("twins");
    let read: Head = serde_json::from_value(json).expect("a head");
    assert_eq!(read, head(1, 1, "yes"));
}

/// What somebody says, one after the other, each on top of the own last one.
type Chain = Vec<u8>;

/// Delivers the chains in the order of `picks`; a repeated message is dropped by its number, as the
/// server does. What is left over comes at the end, author by author.
fn deliver(chains: &[Chain], picks: &[(usize, bool)]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let mut next = vec![0; chains.len()];
    let mut say = |author: usize, at: usize, heads: &mut Vec<Head>| {
        let Some(letter) = chains[author].get(at) else {
            return false;
        };
        let revision = |at: usize| (author as u128 + 1) * 100 + at as u128;
        let bases: Vec<Uuid> = at.checked_sub(1).map(|before| id(revision(before))).into_iter().collect();
        let new = head(revision(at), author as u128, &letter.to_string());
        let again = at < next[author];
        if !again {
            absorb(heads, new, &bases);
            next[author] = at + 1;
        } else if heads.iter().any(|head| head.stands_for(new.revision)) {
            let before = heads.clone();
            assert_eq!(absorb(heads, new, &bases), Absorbed::Already);
            assert_eq!(*heads, before);
        }
        true
    };
    let mut at = vec![0; chains.len()];
    for (author, repeat) in picks {
        let author = author % chains.len();
        if *repeat && at[author] > 0 {
            say(author, at[author] - 1, &mut heads);
        } else if say(author, at[author], &mut heads) {
            at[author] += 1;
        }
    }
    for (author, at) in at.iter_mut().enumerate() {
        while say(author, *at, &mut heads) {
            *at += 1;
        }
    }
    heads
}

/// Heads as they compare: for each answer, every revision that stands for it.
fn as_sets(heads: &[Head]) -> BTreeMap<String, BTreeSet<Uuid>> {
    let revisions = |head: &Head| {
        head.twins.iter().map(|twin| twin.revision).chain([head.revision]).collect::<BTreeSet<_>>()
    };
    words(heads).into_iter().zip(heads.iter().map(revisions)).collect()
}

fn chains() -> impl Strategy<Value = Vec<Chain>> {
    prop::collection::vec(prop::collection::vec(0u8..4, 0..6), 2..=3)
}

fn picks() -> impl Strategy<Value = Vec<(usize, bool)>> {
    prop::collection::vec((0usize..3, any::<bool>()), 0..40)
}

proptest! {
    #[test]
    fn people_who_do_not_see_each_other_end_with_the_same_heads_in_any_order(
        chains in chains(), one in picks(), other in picks()
    ) {
        let (one, other) = (deliver(&chains, &one), deliver(&chains, &other));
        prop_assert_eq!(as_sets(&one), as_sets(&other));
        let last_words: BTreeSet<String> =
            chains.iter().filter_map(|chain| chain.last()).map(u8::to_string).collect();
        prop_assert_eq!(words(&one).into_iter().collect::<BTreeSet<_>>(), last_words);
    }

    #[test]
    fn no_head_vanishes_that_was_not_named_or_said_again(
        steps in prop::collection::vec((0u128..3, 0u8..4, prop::collection::vec(0usize..20, 0..3)), 1..20)
    ) {
        let mut heads: Vec<Head> = Vec::new();
        for (at, (author, letter, bases)) in steps.iter().enumerate() {
            let bases: Vec<Uuid> = bases.iter().map(|base| id(*base as u128)).collect();
            let before = heads.clone();
            absorb(&mut heads, head(at as u128, *author, &letter.to_string()), &bases);
            for old in before {
                let named = bases.iter().any(|base| old.stands_for(*base));
                let still_said = heads.iter().any(|head| head.answer == old.answer);
                prop_assert!(named || still_said, "{old:?} vanished");
            }
            let answers: Vec<_> = heads.iter().map(|head| &head.answer).collect();
            for (n, answer) in answers.iter().enumerate() {
                prop_assert!(!answers[..n].contains(answer), "one answer stands there twice");
            }
            prop_assert!(heads.iter().any(|head| head.answer == text(&letter.to_string())));
        }
    }
}

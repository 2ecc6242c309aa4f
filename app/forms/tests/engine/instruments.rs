//! The forms that come with Threshold are in order.

use std::collections::BTreeSet;
use std::{fs, path::Path};

use forms::{Answers, Definition, view};

const FORMS: [&str; 3] = ["home-visit", "home-environment", "student-observation"];

fn read(id: &str) -> Definition {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("instruments").join(format!("{id}.json"));
    let text = fs::read_to_string(&file).expect("the form is there");
    Definition::parse(&text).unwrap_or_else(|refusal| panic!("{id}: {refusal}"))
}

#[test]
fn our_own_forms_are_taken_without_a_notice() {
    for id in FORMS {
        let def = read(id);
        assert_eq!(def.all_notices().collect::<Vec<_>>(), [], "{id}");
        assert_eq!(def.id(), Some(id));
        assert!(def.approval_note().is_some(), "{id} says that a service must approve it");
    }
}

#[test]
fn every_link_id_is_unique_over_all_our_forms() {
    let mut seen = BTreeSet::new();
    for def in FORMS.map(read) {
        for item in def.items() {
            assert!(seen.insert(item.link_id.clone()), "{}", item.link_id);
        }
    }
}

#[test]
fn an_untouched_form_asks_something_and_every_judgement_has_its_details() {
    for def in FORMS.map(read) {
        let (asked, answered) = view(&def, &Answers::new()).progress();
        assert!(asked > 0);
        assert_eq!(answered, 0);
        for item in def.items().iter().filter(|item| item.judgement) {
            for detail in ["who", "note", "source", "reason", "photo", "after-works"] {
                let detail = format!("{}.{detail}", item.link_id);
                assert!(def.by_link_id(&detail).is_some(), "{detail}");
            }
        }
    }
}

#[test]
fn every_area_with_a_letter_says_whether_it_was_seen_or_never_asks() {
    let def = read("home-environment");
    let lettered = def.sections().iter().filter(|section| section.letter.is_some());
    for section in lettered {
        let asks = def.by_link_id(&format!("{}-seen", section.link_id)).is_some();
        assert_eq!(section.seen.is_some(), asks, "{}", section.link_id);
    }
}

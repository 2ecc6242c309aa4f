//! Drafts become answers that the form itself could have given.

use crate::{home::Home, look, only_one, plan_form, shipped};
use advice::{
    Draft, Finding, PLAN, RecommendationState as State, checks, findings, from_draft, is_as_drafted,
    of_ones_own, recommendations, settled_copy, settled_ids, settled_of, suggestions,
};
use domain::rules::Settings;
use forms::{Answer, AnswerPath, IssueKind, Severity, Value};

/// Steps at the front door that are a hazard.
fn steps() -> Home {
    Home::new()
        .code("b-seen", "yes")
        .code("b-steps", "hazard")
        .code("b-steps.who", "client")
        .text("b-steps.note", "Three high steps, the lowest loose.")
}

fn drafts(home: &Home) -> (Finding, Vec<Draft>) {
    home.look(|visit| {
        let all = checks(visit, &Settings::default());
        let found = findings(visit, &all, &recommendations(visit));
        let steps = found.into_iter().find(|one| one.at.path.as_str() == "b-steps").expect("the steps");
        let offered = suggestions(&shipped(), visit, &all, &[], Some(&steps));
        (steps, offered.into_iter().map(|(_, draft)| draft).collect())
    })
}

#[test]
fn a_draft_is_written_as_the_form_would_have_it() {
    let (steps, drafts) = drafts(&steps());
    assert!(!drafts.is_empty());
    let def = plan_form();
    for draft in &drafts {
        let answers = from_draft(&def, "r1", draft, &[steps.key()]);
        for (path, answer) in &answers {
            let item = def.item(def.item_at(path).expect("an item of the form"));
            let is_option = |value: &Value| item.options.is_empty() || item.option_for(value).is_some();
            assert!(answer.0.iter().all(is_option), "{}", path.as_str());
        }
        look(answers.clone(), |visit, _| {
            let view = visit.form(PLAN).expect("the plan").view;
            let wrong = |severity| matches!(severity, Some(Severity::Wrong));
            assert!(view.nodes.iter().all(|node| !wrong(node.worst()) && !node.has(IssueKind::NoReason)));
            assert!(view.nodes.iter().all(|node| node.kept_hidden == 0), "{}: something hidden", draft.entry);
        });
        let made = only_one(answers);
        assert_eq!(made.library.as_deref(), Some(draft.entry.as_str()));
        assert_eq!(made.findings, [steps.key()]);
        assert_eq!((made.state, made.what.as_str()), (State::Draft, draft.what.as_str()));
        assert_eq!(made.kind, draft.category.code());
        assert_eq!(made.said("client"), Some(draft.client.as_str()));
        assert_eq!(made.said("need").map(|need| need.contains("Three high steps")), Some(true));
    }
}

#[test]
fn every_entry_of_the_library_can_be_written() {
    let library = shipped();
    let def = plan_form();
    for entry in &library.entries {
        let draft = Draft {
            entry: entry.id.clone(),
            what: entry.title.clone(),
            category: entry.category,
            need: String::new(),
            words: entry.professional.clone(),
            client: entry.client.clone(),
            options: entry.options.join("\n"),
            cheapest: entry.cheapest.clone(),
            necessary: Vec::new(),
            practicable: Vec::new(),
            tag: entry.tag.code(),
            iso: entry.iso.clone(),
            sizes: String::new(),
        };
        let made = only_one(from_draft(&def, "r1", &draft, &[]));
        assert_eq!(made.kind, entry.category.code(), "{}", entry.id);
        assert!(made.said("tag").is_some(), "{}", entry.id);
        assert_eq!(
            made.said("iso").is_some(),
            entry.category.is_ordered() && entry.iso.is_some(),
            "{}",
            entry.id
        );
        assert!(is_as_drafted(entry, &made), "{}", entry.id);
    }
}

#[test]
fn words_that_somebody_changed_are_no_longer_as_drafted() {
    let (steps, drafts) = drafts(&steps());
    let draft = drafts.first().expect("a draft");
    let library = shipped();
    let entry = library.entry(&draft.entry).expect("its entry");
    let answers = from_draft(&plan_form(), "r1", draft, &[steps.key()]);
    assert!(is_as_drafted(entry, &only_one(answers.clone())));
    let mut changed = answers;
    let at = AnswerPath::parse("pl-rec@r1/pl-rec-client").expect("a path");
    changed.push((at, Answer::one(Value::text("A rail on both sides, Mrs Ellery."))));
    assert!(!is_as_drafted(entry, &only_one(changed)));
}

#[test]
fn ones_own_recommendation_begins_with_the_need_alone() {
    let made = only_one(of_ones_own(&plan_form(), "r1", "Steps at the door: three high steps.", &[]));
    assert_eq!(made.said("need"), Some("Steps at the door: three high steps."));
    assert_eq!(
        (made.what.as_str(), made.kind.as_str(), made.library, made.state),
        ("", "", None, State::Draft)
    );
}

#[test]
fn what_became_of_a_finding_is_found_by_its_key() {
    let def = plan_form();
    let mut answers = settled_of(&def, "s1", "home-environment b-steps");
    answers.extend(settled_of(&def, "s2", "home-environment d-rugs"));
    answers.extend(settled_of(&def, "s3", "home-environment b-steps"));
    answers.push((settled_copy("s3"), Answer::one(Value::Boolean(false))));
    look(answers, |_, answers| {
        assert_eq!(settled_ids(answers, "home-environment b-steps"), ["s1"]);
        assert_eq!(settled_ids(answers, "home-environment d-rugs"), ["s2"]);
        assert_eq!(settled_ids(answers, "home-environment b-mat"), Vec::<String>::new());
    });
}

//! The letter to the person: plain English, short sentences, no measure and no word of how bad something is.

use super::{
    added_later,
    blocks::{Blocks, closed},
    case::{Case, VISIT},
    recommended::{Told, standing},
    signed,
};
use crate::{report::came, standing::addendum_words};
use advice::NextStep;
use domain::{VisitKind, VisitState, calendar::long_date};
use forms::AnswerPath;

const OPENING: &str = "Thank you for seeing me. This letter says what we did, what we talked about and what comes next. \
                       Keep it, and show it to anybody you like.";
const CLOSING: &str =
    "If anything in this letter is wrong or not clear, please tell me. I will put it right.";
const COMPLAINTS: &str = "Please tell us if you are not happy with what we did. You can tell me or anybody else in our \
                          service. We will listen, and your care stays the same. You can also ask us how to make a \
                          complaint. We will help you.";

/// The letter.
pub(super) fn blocks(case: &Case<'_>) -> Blocks {
    let mut blocks = Blocks::default();
    let person = &case.card.person;
    blocks.text(format!("Dear {},", person.polite_name()));
    if took_place(case) {
        blocks.text(case.desk.wording("letter-opening").unwrap_or(OPENING));
        blocks.heading(1, "What we did");
        blocks.text(what_we_did(case));
    } else {
        blocks.gap(format!("No visit took place: {}.", case.card.state.words().to_lowercase()));
    }
    matters(case, &mut blocks);
    talked_about(case, &mut blocks);
    next(case, &mut blocks);
    until_then(case, &mut blocks);
    blocks.heading(1, "How to reach us");
    // The lines under the name of the service say where it is and how to ring.
    let head = case.desk.letterhead.get(1..).unwrap_or_default().join("\n");
    let reply = case.desk.wording("reply-to").map(str::to_owned).or(Some(head));
    blocks.text_or_gap(reply, "Not set by the service: a telephone number and an address.");
    blocks.heading(1, "How to complain");
    blocks.text(case.desk.wording("complaints").unwrap_or(COMPLAINTS));
    blocks.text(case.desk.wording("letter-closing").unwrap_or(CLOSING));
    blocks.text("Yours sincerely");
    blocks.text(format!("{}\n{}", case.card.author_name, case.card.author_title));
    signed::countersignature_line(case, &mut blocks);
    added_later(case, &mut blocks, addendum_words);
    blocks
}

fn took_place(case: &Case<'_>) -> bool {
    use VisitState as S;
    matches!(case.card.state, S::Started | S::Signed | S::Returned | S::Countersigned)
}

fn what_we_did(case: &Case<'_>) -> String {
    let day = long_date(case.visited());
    let first = match case.card.kind {
        VisitKind::Access => format!("I looked at your home on {day}."),
        VisitKind::Discharge => {
            format!("I saw you and your home on {day}. It was about your way home from hospital.")
        }
        VisitKind::Virtual => format!("We spoke on {day}."),
        VisitKind::Review => {
            format!("I came to see you at home on {day}. I wanted to know how things are going.")
        }
        VisitKind::Handling => {
            format!("I came to see you at home on {day}. We looked at how you move and how others help you.")
        }
        VisitKind::Fitting => {
            format!("I came to see you at home on {day}. We set up equipment and tried it.")
        }
        VisitKind::Home | VisitKind::Joint | VisitKind::Observation => {
            format!(
                "I came to see you at home on {day}. We talked about your day. We looked at your home together."
            )
        }
    };
    match came(&case.areas(), case.card)[..] {
        [] => first,
        [one] => format!("{first} {one} was with me."),
        [ref rest @ .., last] => format!("{first} {} and {last} were with me.", rest.join(", ")),
    }
}

fn matters(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "What matters to you");
    let said: Vec<String> =
        ["v-words", "v-matters"].iter().filter_map(|link| case.said_anywhere(link)).collect();
    let wants = case.card.person.background.wants.as_ref().filter(|_| said.is_empty());
    if !said.is_empty() {
        blocks.text("You told me:");
    } else if wants.is_some() {
        blocks.text("When you first asked us, you said:");
    } else {
        blocks.gap("Not written down: what matters to you.");
    }
    said.iter().chain(wants).for_each(|words| blocks.quote(words));
    let goals: Vec<String> = case
        .copies(VISIT, "v-goal")
        .iter()
        .filter_map(|copy| case.said(VISIT, &copy.child("v-goal-words")))
        .collect();
    if !goals.is_empty() {
        blocks.text("Your goals:");
        blocks.list(false, goals);
    }
}

fn talked_about(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "What we talked about");
    let (mut entries, mut open) = (Vec::new(), Vec::new());
    for told in standing(case) {
        match told.said("client") {
            Some(words) => entries.push(with_answer(told, words)),
            None => open.push(told),
        }
    }
    if entries.is_empty() && open.is_empty() {
        blocks.gap("Not written down: what was talked about.");
    }
    blocks.list(true, entries);
    for told in standing(case) {
        told.gaps(&["client"], blocks);
    }
    for told in open {
        blocks.gap(format!("Not written in plain words yet: \u{201c}{}\u{201d}.", told.title()));
    }
}

/// The words, who does it and by when, and what the person said to it.
fn with_answer(told: Told<'_>, words: String) -> String {
    if told.code("agreed") == Some("declined") {
        return format!("{} You did not want this.", closed(&words));
    }
    let words = closed(&words);
    match (told.said("owner"), told.said("due")) {
        (None, None) => words,
        (None, Some(due)) => format!("{words} We want this done by {due}."),
        (Some(owner), due) => {
            let by = due.map(|due| format!(", by {due}")).unwrap_or_default();
            format!("{words} This is with {}{by}.", owner.trim().trim_end_matches('.'))
        }
    }
}

/// The steps. Who does what was talked about stands there, so that nothing is said twice.
fn next(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "What happens next");
    let entries: Vec<String> = case.copies(VISIT, "v-step").iter().map(|copy| step(case, copy)).collect();
    let is_told = |told: Told<'_>| told.said("owner").or_else(|| told.said("due")).is_some();
    if entries.is_empty() && !standing(case).any(is_told) {
        blocks.gap("Not written down: what happens next.");
    }
    blocks.list(true, entries);
}

fn step(case: &Case<'_>, copy: &AnswerPath) -> String {
    let said = |link: &str| case.said(VISIT, &copy.child(link));
    let code = case.code(VISIT, &copy.child("v-step-who")).map(str::to_owned);
    let known = NextStep { who: code, ..NextStep::default() }.who_words(&case.card.author_name);
    let who = known.or_else(|| said("v-step-who"));
    let what = said("v-step-what").unwrap_or_else(|| "Not written down: what will be done".to_owned());
    sentence(&what, who.as_deref(), said("v-step-by").as_deref())
}

/// "Order the rail. Amy Castell will do this by 1 June 2026."
fn sentence(what: &str, who: Option<&str>, by: Option<&str>) -> String {
    let what = what.trim().trim_end_matches('.');
    let who = who.map(|who| who.trim().trim_end_matches('.'));
    match (who, by) {
        (Some(who), Some(by)) => format!("{what}. {who} will do this by {by}."),
        (Some(who), None) => format!("{what}. {who} will do this. We have not set a day yet."),
        (None, Some(by)) => {
            format!("{what}. We want this done by {by}. We have not said who will do it yet.")
        }
        (None, None) => format!("{what}. We have not said yet who will do it, and by when."),
    }
}

fn until_then(case: &Case<'_>, blocks: &mut Blocks) {
    blocks.heading(1, "What keeps you safe until then");
    let own = case.said_anywhere("v-interim").into_iter();
    let entries: Vec<String> = own.chain(standing(case).filter_map(|told| told.said("interim"))).collect();
    if entries.is_empty() {
        blocks.gap("Not written down: what keeps you safe until then.");
    }
    blocks.list(false, entries);
}

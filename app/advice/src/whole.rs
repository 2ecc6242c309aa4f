//! Checks that stand beside no single measure: care calls before and after, goals, the telephone line of an alarm,
//! and the outcomes of the Care Act.

use crate::{
    checks::Check,
    visit::{Form, Place, Visit},
};
use domain::rules::{Input, Inputs, Settings, rule};
use forms::{AnswerPath, Value};

/// Outcomes of the Care Act by the letter of their group in the form.
const OUTCOMES: [&str; 10] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
/// Areas of wellbeing in the form.
const WELLBEING: [&str; 9] =
    ["dignity", "health", "safe", "control", "part", "money", "family", "home", "give"];

/// The checks of a visit as a whole.
pub(crate) fn whole(visit: &Visit<'_>, settings: &Settings) -> Vec<Check> {
    let found = [care_calls(visit), goals(visit), signal(visit), alarm_line(visit), care_act(visit)];
    let found = found.into_iter().flatten().chain(minor_works(visit));
    let check = |(id, form, at, thing, inputs): Asked| {
        let rule = rule(id)?;
        let section = visit.form(form)?.view.node(&at).map_or(0, |node| node.section);
        let outcome = rule.answer(&inputs, settings);
        Some(Check { rule, outcome, at: Place::new(form, at), copy: None, thing, section, inputs })
    };
    found.filter_map(check).collect()
}

/// A rule, the form and the place it stands at, what it is about, and what goes into it.
type Asked = (&'static str, &'static str, AnswerPath, String, Inputs);

fn number(form: Form<'_>, copy: &AnswerPath, link_id: &str) -> Option<f64> {
    form.active(&copy.child(link_id))?.first().and_then(Value::as_f64)
}

/// Calls as (times a week, carers, minutes).
fn care_calls(visit: &Visit<'_>) -> Option<Asked> {
    let form = visit.form(crate::PLAN)?;
    let group = AnswerPath::root("pl-call");
    let copies: Vec<AnswerPath> =
        form.answers.instances(&group).into_iter().map(|id| group.instance(&id)).collect();
    let rows = |when: &str| {
        let row = |copy: &AnswerPath| {
            let part = |what: &str| number(form, copy, &format!("pl-call-{when}{what}"));
            Some(vec![part("times")?, part("carers").unwrap_or(1.0), part("minutes")?])
        };
        Input::Rows(copies.iter().filter_map(row).collect())
    };
    let inputs = Inputs::from([("before".to_owned(), rows("")), ("after".to_owned(), rows("after-"))]);
    (!copies.is_empty()).then(|| ("rule-care-calls", crate::PLAN, group, "Care calls".to_owned(), inputs))
}

/// Goals as (weight, level reached).
fn goals(visit: &Visit<'_>) -> Option<Asked> {
    let form = visit.form("gas")?;
    let group = AnswerPath::root("gas-goal");
    let row = |id: String| {
        let copy = group.instance(&id);
        let level: f64 = form.active(&copy.child("gas-now"))?.code()?.parse().ok()?;
        Some(vec![number(form, &copy, "gas-weight").unwrap_or(1.0), level])
    };
    let rows: Vec<Vec<f64>> = form.answers.instances(&group).into_iter().filter_map(row).collect();
    let inputs = Inputs::from([("goals".to_owned(), Input::Rows(rows.clone()))]);
    (!rows.is_empty()).then(|| ("rule-gas", "gas", group, "Goals".to_owned(), inputs))
}

/// Signal where an alarm over the mobile network would stand.
fn signal(visit: &Visit<'_>) -> Option<Asked> {
    let bars = visit.said("n-signal")?.first().and_then(Value::as_f64)?;
    let inputs = Inputs::from([("m-signal-bars".to_owned(), Input::Number(bars))]);
    let at = AnswerPath::root("n-signal");
    Some(("rule-signal", "home-environment", at, "Mobile signal".to_owned(), inputs))
}

/// Each minor adaptation against the cost up to which it is free.
fn minor_works(visit: &Visit<'_>) -> Vec<Asked> {
    let asked = |one: crate::Recommendation| {
        let eligible = if one.said("necessary") == Some("Yes") { "yes" } else { "no" };
        let inputs = Inputs::from([
            ("cost-gbp".to_owned(), Input::Number(one.whole_cost()?)),
            ("eligible".to_owned(), Input::Code(eligible.to_owned())),
        ]);
        let at = AnswerPath::root("pl-rec").instance(&one.id).child("pl-rec-cost");
        Some(("rule-minor-works", crate::PLAN, at, one.what, inputs))
    };
    let minor =
        crate::recommendations(visit).into_iter().filter(|one| one.is_standing() && one.kind == "minor");
    minor.filter_map(asked).collect()
}

/// Whether an alarm hangs on a line that is going.
fn alarm_line(visit: &Visit<'_>) -> Option<Asked> {
    let line = visit.code("n-line")?;
    let alarms: Vec<&str> = visit.codes("n-alarm").collect();
    let mut inputs = Inputs::new();
    let mut put = |name: &str, code: &str| inputs.insert(name.to_owned(), Input::Code(code.to_owned()));
    put("line", line);
    if !alarms.is_empty() {
        put("alarm-on-line", if alarms == ["none"] { "no" } else { "yes" });
    }
    put("provider-told", visit.code("n-line-told").unwrap_or("not-known"));
    Some((
        "rule-alarm-line",
        "home-environment",
        AnswerPath::root("n-line"),
        "Telephone and alarm".to_owned(),
        inputs,
    ))
}

fn care_act(visit: &Visit<'_>) -> Option<Asked> {
    visit.form("care-act")?;
    let cause = visit.code("ca-cause")?;
    let is_unable = |letter: &&str| {
        visit
            .codes(&format!("ca-{letter}-unable"))
            .any(|code| matches!(code, "help" | "pain" | "danger" | "long"))
    };
    let unable =
        OUTCOMES.iter().filter(|letter| is_unable(letter)).map(|letter| (*letter).to_owned()).collect();
    let significant = WELLBEING.iter().any(|area| visit.code(&format!("ca-w-{area}")) == Some("significant"));
    let inputs = Inputs::from([
        ("impairment".to_owned(), Input::Code(cause.to_owned())),
        ("unable".to_owned(), Input::Codes(unable)),
        ("wellbeing".to_owned(), Input::Code(if significant { "yes" } else { "no" }.to_owned())),
    ]);
    Some(("rule-care-act", "care-act", AnswerPath::root("ca-count"), "Care Act outcomes".to_owned(), inputs))
}

//! The checks of a visit: every rule, wherever its measures stand together: at this door, on this flight, in this
//! area. What belongs to the person is found wherever it was measured.

use crate::{
    circumstances::Circumstances,
    measured::{Measured, in_unit, measured},
    visit::{Form, Place, Visit},
    whole::whole,
};
use domain::{
    measures::measure,
    rules::{Input, Inputs, Outcome, Rule, Settings, Verdict, rule},
};
use forms::{AnswerPath, Value};
use std::collections::BTreeSet;

/// A check at its place.
#[derive(Clone, Debug)]
pub struct Check {
    /// The rule.
    pub rule: &'static Rule,
    /// What it answers here.
    pub outcome: Outcome,
    /// The measured question that it stands beside.
    pub at: Place,
    /// The copy of a repeated group it is about.
    pub copy: Option<AnswerPath>,
    /// What it is about: "Bathroom door", or the name of the area.
    pub thing: String,
    /// Its area: a place in the definition's sections.
    pub section: u16,
    /// What went into it.
    pub inputs: Inputs,
}

/// Equal when it says the same at the same place.
impl PartialEq for Check {
    fn eq(&self, other: &Check) -> bool {
        self.rule.id == other.rule.id
            && self.at == other.at
            && self.outcome == other.outcome
            && self.thing == other.thing
    }
}

/// Where measures stand together.
struct Scope<'a> {
    form: Form<'a>,
    copy: Option<AnswerPath>,
    section: u16,
    here: Vec<&'a Measured>,
}

/// Measures that are worked out from others, where those are there.
const WORKED_OUT: [&str; 4] = ["m-riser-list", "m-riser-max", "m-riser-mean", "m-wc-side-used"];
/// As many steps as half steps can take the place of.
const FEW_STEPS: usize = 3;
/// Link ids of circumstances that stand beside the measures, by what the rules call them.
const BESIDE: [(&str, &str); 17] = [
    ("transfer", "p-transfer-what"),
    ("approach", "d-door-approach"),
    ("rails", "e-flight-rails"),
    ("rails", "a-ramp-rails"),
    ("place", "e-flight-place"),
    ("shape", "e-flight-shape"),
    ("span", "e-flight-rail-span"),
    ("bath-made-of", "i-bathe-made-of"),
    ("mass-how", "p-mass-how"),
    ("exam-due", "p-transfer-exam"),
    // Sizes of an item that somebody thinks of, from its label.
    ("frame-width", "i-wc-frame-width"),
    ("board-length", "i-bathe-board-length"),
    ("board-min-inner", "i-bathe-board-min"),
    ("board-max-inner", "i-bathe-board-max"),
    ("lift-min-width", "i-bathe-lift-width"),
    ("lift-min-length", "i-bathe-lift-length"),
    ("lift-max-height", "i-bathe-lift-height"),
];

/// All checks of a visit, in the order of its forms. Rules that are not about this person are left out.
pub fn checks(visit: &Visit<'_>, settings: &Settings) -> Vec<Check> {
    let all = measured(visit);
    let person = Circumstances::of(visit);
    let mut found: Vec<Check> = scopes(visit, &all)
        .iter()
        .flat_map(|scope| in_scope(visit, scope, &all, &person, settings))
        .collect();
    found.extend(whole(visit, settings));
    found
}

/// The checks that stand beside one measured question: what [`checks`] has there, without looking at all else. For
/// while it is being typed.
pub fn checks_at(visit: &Visit<'_>, settings: &Settings, at: &Place) -> Vec<Check> {
    let all = measured(visit);
    let person = Circumstances::of(visit);
    let scopes = scopes(visit, &all);
    let here = |scope: &&Scope<'_>| scope.here.iter().any(|one| one.place == *at);
    let mut found: Vec<Check> = match scopes.iter().find(here) {
        Some(scope) => in_scope(visit, scope, &all, &person, settings),
        None => Vec::new(),
    };
    found.retain(|check| check.at == *at);
    found
}

fn uses(rule: &Rule, measure: &str) -> bool {
    let names = || rule.needs.iter().chain(&rule.may_use);
    let risers = measure == "m-riser" && names().any(|name| name.starts_with("m-riser"));
    let sides = measure.starts_with("m-wc-side-") && names().any(|name| name == "m-wc-side-used");
    risers || sides || names().any(|name| name == measure)
}

/// The copy that is checked as a whole: risers belong to their flight.
fn outer(path: &AnswerPath) -> Option<AnswerPath> {
    let mut copy = path.parent_instance()?;
    while let Some(around) = copy.parent_instance() {
        copy = around;
    }
    Some(copy)
}

fn scopes<'a>(visit: &Visit<'a>, all: &'a [Measured]) -> Vec<Scope<'a>> {
    let mut scopes: Vec<Scope<'a>> = Vec::new();
    for one in all.iter().filter(|one| !is_of_the_person(one.measure)) {
        let Some(form) = visit.form(&one.place.form) else { continue };
        let copy = outer(&one.place.path);
        let same = scopes.iter_mut().find(|scope| {
            scope.form.id == form.id && scope.copy == copy && (copy.is_some() || scope.section == one.section)
        });
        match same {
            Some(scope) => scope.here.push(one),
            None => scopes.push(Scope { form, copy, section: one.section, here: vec![one] }),
        }
    }
    scopes
}

/// True for measures of the person, which are looked up wherever they were taken. A weight limit is an item's.
fn is_of_the_person(id: &str) -> bool {
    id != "m-item-swl" && measure(id).is_some_and(|measure| measure.group == "person")
}

fn in_scope(
    visit: &Visit<'_>,
    scope: &Scope<'_>,
    all: &[Measured],
    person: &Circumstances,
    settings: &Settings,
) -> Vec<Check> {
    let inputs = inputs(visit, scope, all, person);
    let mut ids: BTreeSet<&str> = BTreeSet::new();
    let measured = scope.here.iter().filter_map(|one| measure(one.measure));
    ids.extend(measured.flat_map(|measure| measure.rules.iter().map(String::as_str)));
    ids.extend(worked_out_rules(&inputs));
    let thing = thing(scope);
    let mut found = Vec::new();
    for rule in ids.into_iter().filter_map(rule).filter(|rule| asks_here(rule, scope, person, &inputs)) {
        let Some(at) = anchor(rule, scope) else { continue };
        let check = |rule: &'static Rule, inputs: Inputs, outcome: Outcome| Check {
            rule,
            outcome,
            at: at.clone(),
            copy: scope.copy.clone(),
            thing: thing.clone(),
            section: scope.section,
            inputs,
        };
        let outcome = rule.answer(&inputs, settings);
        let over = over_raised(&outcome, &inputs, settings);
        found.push(check(rule, inputs.clone(), outcome));
        found.extend(over.map(|(rule, inputs, outcome)| check(rule, inputs, outcome)));
    }
    found
}

/// Rules over what is worked out from several measures.
fn worked_out_rules(inputs: &Inputs) -> impl Iterator<Item = &'static str> + '_ {
    let known = WORKED_OUT.into_iter().filter(|id| inputs.contains_key(*id));
    let by_measure = known.filter_map(measure).flat_map(|measure| measure.rules.iter().map(String::as_str));
    // How far a rail runs is chosen, not measured.
    by_measure.chain(inputs.contains_key("span").then_some("rule-rail-span"))
}

/// True when a rule has something to say at this place: it is about this person, and about this kind of place.
fn asks_here(rule: &Rule, scope: &Scope<'_>, person: &Circumstances, inputs: &Inputs) -> bool {
    let code = |name: &str| match inputs.get(name) {
        Some(Input::Code(code)) => code.as_str(),
        _ => "",
    };
    let n_risers = match inputs.get("m-riser-list") {
        Some(Input::Numbers(risers)) => risers.len(),
        _ => 0,
    };
    let here = match rule.id.as_str() {
        // Sizes of an item that nobody has chosen yet.
        "rule-bath-board" | "rule-bath-lift" | "rule-wc-frame" => {
            rule.needs.iter().all(|need| inputs.contains_key(need))
        }
        "rule-raise-over" | "rule-drift" => false,
        "rule-steps-outside" => code("place") == "outside",
        // A few steps at a door are no staircase.
        "rule-stair-rise"
        | "rule-stair-pitch"
        | "rule-stair-rhythm"
        | "rule-stair-landing"
        | "rule-headroom"
        | "rule-stairlift-width"
        | "rule-stairlift-knee" => code("place") != "outside",
        "rule-half-step" => (1..=FEW_STEPS).contains(&n_risers),
        "rule-hoist-turn" => !matches!(code("transfer"), "car" | "stairs" | "floor"),
        // A chair rolls onto a lift; nothing else here carries both.
        "rule-swl-chair" => scope.here.iter().any(|one| one.place.path.link_id() == "e-lift-swl"),
        // Nobody asks for the rails of a ramp that is not built.
        "rule-ramp-rails" => inputs.contains_key("rails"),
        "rule-winder" => inputs.contains_key("m-winder-narrow"),
        "rule-exam" => inputs.contains_key("exam-due"),
        "rule-bedrail" => scope.here.iter().any(|one| one.measure.starts_with("m-bedrail")),
        _ => true,
    };
    here && person.concerns(&rule.id)
}

/// The measured question a check stands beside: the last one that it needs, else the last one of the place.
fn anchor(rule: &Rule, scope: &Scope<'_>) -> Option<Place> {
    let last = scope.here.iter().rev().find(|one| uses(rule, one.measure)).or(scope.here.last());
    last.map(|one| one.place.clone())
}

fn thing(scope: &Scope<'_>) -> String {
    let named = scope.copy.as_ref().and_then(|copy| scope.form.copy_name(copy));
    named.unwrap_or_else(|| scope.form.section_title(scope.section))
}

fn inputs(visit: &Visit<'_>, scope: &Scope<'_>, all: &[Measured], person: &Circumstances) -> Inputs {
    let mut inputs = Inputs::new();
    let mut put = |one: &Measured| {
        inputs.entry(one.measure.to_owned()).or_insert(Input::Number(one.value));
    };
    // What stands here counts first, then what stands in the same area, then the person.
    scope.here.iter().for_each(|one| put(one));
    let area = |one: &&Measured| {
        one.copy.is_none() && one.section == scope.section && one.place.form == scope.form.id
    };
    all.iter().filter(area).for_each(&mut put);
    all.iter().filter(|one| is_of_the_person(one.measure)).for_each(&mut put);
    risers(scope, &mut inputs);
    at_the_door(all, &mut inputs);
    used_side(&mut inputs);
    for (name, link_id) in BESIDE {
        if let Some(input) = beside(scope, name, link_id) {
            inputs.entry(name.to_owned()).or_insert(input);
        }
    }
    inputs.insert("today".to_owned(), Input::Date(visit.today));
    person.put_into(&mut inputs);
    inputs
}

/// Risers in their order, with the highest and the mean; a single one is a step.
fn risers(scope: &Scope<'_>, inputs: &mut Inputs) {
    let heights: Vec<f64> =
        scope.here.iter().filter(|one| one.measure == "m-riser").map(|one| one.value).collect();
    let Some(highest) = heights.iter().copied().reduce(f64::max) else { return };
    let mean = heights.iter().sum::<f64>() / heights.len() as f64;
    inputs.insert("m-riser-max".to_owned(), Input::Number(highest));
    inputs.insert("m-riser-mean".to_owned(), Input::Number(mean));
    inputs.insert("m-riser-list".to_owned(), Input::Numbers(heights));
}

/// Steps at a door end on the flat place in front of it, which is measured with the door.
fn at_the_door(all: &[Measured], inputs: &mut Inputs) {
    let few = matches!(inputs.get("m-riser-list"), Some(Input::Numbers(risers)) if risers.len() <= FEW_STEPS);
    let flat = all.iter().find(|one| one.measure == "m-landing-depth" && one.copy.is_none());
    if let (true, Some(flat), Some(highest)) = (few, flat, inputs.get("m-riser-max").cloned()) {
        inputs.entry(flat.measure.to_owned()).or_insert(Input::Number(flat.value));
        inputs.insert("m-riser".to_owned(), highest);
    }
}

/// A transfer from the side goes to the roomier one.
fn used_side(inputs: &mut Inputs) {
    let side = |name: &str| match inputs.get(name) {
        Some(Input::Number(value)) => Some(*value),
        _ => None,
    };
    if let (Some(left), Some(right)) = (side("m-wc-side-left"), side("m-wc-side-right")) {
        inputs.insert("m-wc-side-used".to_owned(), Input::Number(left.max(right)));
    }
}

/// What is said beside the measures, in the words of the rules.
fn beside(scope: &Scope<'_>, name: &str, link_id: &str) -> Option<Input> {
    let path = match &scope.copy {
        Some(copy) => copy.child(link_id),
        None => AnswerPath::root(link_id),
    };
    let answer = scope.form.active(&path)?;
    if let Some(Value::Date(day)) = answer.first() {
        return day.parse().ok().map(Input::Date);
    }
    if let Some(Value::Quantity(_)) = answer.first() {
        return in_unit(answer, "mm").map(Input::Number);
    }
    let code = answer.code()?;
    let code = match (name, link_id, code) {
        ("approach", _, "turn-left" | "turn-right" | "both") => "turn",
        ("rails", "a-ramp-rails", "left-up" | "right-up") => "one",
        ("place", _, "shared") => "inside",
        _ => code,
    };
    Some(Input::Code(code.to_owned()))
}

/// A seat that is to be raised is checked against the shorter leg at the same time.
fn over_raised(
    outcome: &Outcome,
    inputs: &Inputs,
    settings: &Settings,
) -> Option<(&'static Rule, Inputs, Outcome)> {
    let raise: f64 = outcome.value("raiser")?.parse().ok()?;
    let height =
        ["m-seat-height", "m-wc-height", "m-bed-height"].into_iter().find_map(|id| inputs.get(id))?;
    let rule = rule("rule-raise-over")?;
    let mut inputs = inputs.clone();
    inputs.insert("m-seat-height".to_owned(), height.clone());
    inputs.insert("raise".to_owned(), Input::Number(raise));
    let outcome = rule.answer(&inputs, settings);
    (outcome.verdict != Verdict::CannotTell).then_some((rule, inputs, outcome))
}

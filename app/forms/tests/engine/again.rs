//! After a change only the rules that look at it are run again, and nobody can tell: the view is the one that all of them
//! make. Over forms made for it and over every real form with rules; the seed is printed.

use std::path::Path;

use forms::expression::Moment;
use forms::{Answer, AnswerPath, Answers, Definition, ItemIdx, ItemKind, Value, view_after, view_at};
use serde_json::{Value as Json, json};

use crate::form::*;
use crate::rough::{Dice, corpus};

const SEED: u64 = 0x0000_a9a1_2026_1127;
const N_CHANGES: usize = 60;
const N_FORMS: usize = 100;
const SDC: &str = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";

fn rule(name: &str, expression: &str) -> Json {
    json!({ "url": format!("{SDC}{name}"), "valueExpression": { "language": "text/fhirpath", "expression": expression } })
}

fn variable(name: &str, expression: &str) -> Json {
    json!({ "url": "http://hl7.org/fhir/StructureDefinition/variable",
        "valueExpression": { "name": name, "language": "text/fhirpath", "expression": expression } })
}

fn check(expression: &str) -> Json {
    json!({ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint", "extension": [
        { "url": "key", "valueId": "k" }, { "url": "severity", "valueCode": "error" },
        { "url": "expression", "valueString": expression }, { "url": "human", "valueString": "Does not fit." } ] })
}

fn ruled(link_id: &str, kind: &str, rules: Json) -> Json {
    with(item(link_id, kind), json!({ "extension": rules }))
}

/// Rules of every sort: sums, chains, variables of groups, conditions, copies, checks.
fn household() -> Definition {
    let said = |link_id: &str| format!("%resource.descendants().where(linkId='{link_id}').answer.value");
    let sum = "%resource.item.where(linkId='rooms').item.where(linkId='room').item.where(linkId='steps').answer.value.sum()";
    let room = with(
        repeated(
            "room",
            json!([
                item("steps", "integer"),
                item("width", "integer"),
                ruled(
                    "narrow",
                    "boolean",
                    json!([rule("calculatedExpression", "%wide.exists() and %wide < 5")])
                ),
                ruled("why", "string", json!([rule("enableWhenExpression", "%wide < 5")])),
            ]),
        ),
        json!({ "extension": [variable("wide", "item.where(linkId='width').answer.value"), check("item.where(linkId='steps').answer.value < 9")] }),
    );
    form(json!([
        group("rooms", json!([room])),
        ruled("all", "integer", json!([rule("calculatedExpression", sum)])),
        ruled("twice", "integer", json!([rule("calculatedExpression", &format!("{} * 2", said("all")))])),
        ruled("many", "string", json!([rule("enableWhenExpression", &format!("{} > 10", said("twice")))])),
        ruled(
            "said",
            "display",
            json!([rule("enableWhenExpression", &format!("{}.exists()", said("many")))])
        ),
        ruled("free", "integer", json!([check("answer.value > 3"), rule("initialExpression", "4")])),
        when_code(
            ruled("late", "integer", json!([rule("calculatedExpression", &format!("{} + 1", said("free")))])),
            "gate",
            "yes"
        ),
        yes_no("gate"),
        ruled("later", "integer", json!([rule("calculatedExpression", &format!("{} + 1", said("late")))])),
    ]))
}

/// Forms whose rules reach what they look at in ways that do not meet the eye.
fn corners() -> Vec<(&'static str, Json)> {
    let said = |link_id: &str| format!("%resource.item.where(linkId='{link_id}').answer.value");
    let under = |mut json: Json, items: Json| {
        json["item"] = items;
        json
    };
    let shown = |link_id: &str, rule_text: &str| {
        ruled(link_id, "string", json!([rule("enableWhenExpression", rule_text)]))
    };
    let outer = json!([variable("x", &said("a")), variable("y", "%x + 1")]);
    vec![
        (
            "a variable that hides another",
            json!([
                item("a", "integer"),
                with(
                    group(
                        "o",
                        json!([
                            with(
                                group(
                                    "g",
                                    json!([ruled(
                                        "b",
                                        "integer",
                                        json!([rule("calculatedExpression", "%x")])
                                    )])
                                ),
                                json!({ "extension": [variable("x", "%x * 2")] })
                            ),
                            with(
                                group(
                                    "h",
                                    json!([ruled(
                                        "c",
                                        "integer",
                                        json!([rule("calculatedExpression", "%y")])
                                    )])
                                ),
                                json!({ "extension": [variable("x", "5")] })
                            ),
                        ])
                    ),
                    json!({ "extension": outer })
                ),
            ]),
        ),
        (
            "an argument asks the item itself",
            json!([under(
                with(
                    yes_no("q"),
                    json!({ "repeats": true, "extension": [variable("picked", "('yes').intersect(answer.value.code)")] })
                ),
                json!([shown("c", "%picked.exists()")]),
            )]),
        ),
        (
            "answers of anything",
            json!([item("a", "integer"), shown("c", "%resource.select(answers().exists())")]),
        ),
        (
            "a way that an answer opens",
            json!([
                under(item("p", "boolean"), json!([item("a", "integer")])),
                shown(
                    "c",
                    "%resource.repeat(item | answer.where(value = true).item).where(linkId='a').answer.exists()"
                ),
            ]),
        ),
        (
            "a criterion that fails on others",
            json!([
                item("a", "integer"),
                item("b", "string"),
                shown("c", "%resource.item.where(answer.value > 3 and linkId='a').exists()"),
            ]),
        ),
    ]
}

/// Somewhere in the form, in some copy.
fn place(def: &Definition, item: ItemIdx, dice: &mut Dice) -> AnswerPath {
    let around = std::iter::successors(def.item(item).parent, |at| def.item(*at).parent);
    let group = around.into_iter().find(|at| def.item(*at).is_repeating_group());
    let copy = group.map(|group| place(def, group, dice).instance(["1", "2"][dice.roll(2)]));
    def.path_in(item, copy.as_ref())
}

fn something(def: &Definition, item: ItemIdx, dice: &mut Dice) -> Answer {
    let item = def.item(item);
    if dice.roll(4) == 0 {
        return Answer::default();
    }
    if !item.options.is_empty() {
        return Answer::one(item.options[dice.roll(item.options.len())].value.clone());
    }
    let number = i64::try_from(dice.roll(12)).unwrap_or(0);
    Answer::one(match item.kind {
        ItemKind::Boolean => Value::Boolean(number % 2 == 0),
        ItemKind::Integer => Value::Integer(number),
        ItemKind::Date => Value::Date(format!("20{:02}-01-0{}", 10 + number, 1 + number % 9)),
        ItemKind::Decimal | ItemKind::Quantity => {
            forms::typed_number(item, &number.to_string(), item.unit()).expect("a number")
        }
        _ => Value::text(["a", "b"][dice.roll(2)]),
    })
}

/// Answers a form at random and looks after every change.
fn wander(name: &str, def: &Definition, dice: &mut Dice) {
    let now = Moment::parse("2026-11-27T10:00:00Z");
    let mut answers = Answers::new();
    let mut view = view_at(def, &answers, now);
    for n in 0..N_CHANGES {
        let mut changed = Vec::new();
        for _ in 0..=dice.roll(3) {
            let link_id = &def.items()[dice.roll(def.items().len())].link_id;
            let item = def.by_link_id(link_id).expect("an item");
            let path = place(def, item, dice);
            if def.item(item).is_repeating_group() {
                let copy = path.instance(["1", "2"][dice.roll(2)]);
                answers.set(copy.clone(), Value::Boolean(dice.roll(2) == 0));
                changed.push(copy);
            } else if def.item(item).is_question() {
                answers.set(path.clone(), something(def, item, dice));
                changed.push(path);
            }
        }
        view = view_after(def, &answers, now, &view, &changed);
        let whole = view_at(def, &answers, now);
        let differing = view.nodes.iter().zip(&whole.nodes).find(|(one, other)| one != other);
        assert!(view == whole, "{name}, change {n}, seed {SEED:#x}: {differing:?}");
    }
}

/// An expression made at random of what rules are made of: ways to answers, names, and functions of both.
fn any_expression(dice: &mut Dice, depth: usize) -> String {
    let link_id = ["a", "a", "b", "b", "c", "c", "d", "d", "g", "h", "r1", "r2", "r3"][dice.roll(13)];
    if depth == 0 {
        return match dice.roll(24) {
            0..=7 => format!("%resource.item.where(linkId='{link_id}').answer.value"),
            8..=10 => format!("%resource.descendants().where(linkId='{link_id}').answer.value"),
            11 => {
                format!("%resource.repeat(item).where(linkId='{link_id}' and answer.exists()).answer.value")
            }
            12..=15 => format!("item.where(linkId='{link_id}').answer.value"),
            16 => format!("%resource.item.where(linkId='{link_id}' and answer.value > 3).item.answer.value"),
            17 => ["answer.value", "%context.answer.value", "$this.answer.value"][dice.roll(3)].to_owned(),
            18 | 19 => ["%x", "%y"][dice.roll(2)].to_owned(),
            _ => dice.roll(6).to_string(),
        };
    }
    let (one, other) = (any_expression(dice, depth - 1), any_expression(dice, depth - 1));
    match dice.roll(11) {
        0 => format!("({one} | {other})"),
        1 => format!("iif({one}.exists(), {other}, {})", any_expression(dice, depth - 1)),
        2 => format!("{one}.intersect({other})"),
        3 => format!("{one}.where($this > 3)"),
        4 => format!("{one}.select($this | {other})"),
        5 => format!("({one}.count() + {other}.count())"),
        6 => format!("{one}.combine({other}).first()"),
        7 => format!("{one}.aggregate($total + $this, {other}.count())"),
        8 => format!("%resource.select({one})"),
        9 => format!("{one}.exists({other} = $this)"),
        _ => format!("{one}.union({other}).count()"),
    }
}

/// A form with a few questions, groups that declare names, and rules made at random.
fn any_form(dice: &mut Dice) -> Json {
    let any_rule = |link_id: &str, dice: &mut Dice| {
        let depth = 1 + dice.roll(2);
        let text = any_expression(dice, depth);
        let rule = match dice.roll(4) {
            0 | 1 => rule("calculatedExpression", &format!("({text}).count()")),
            2 => rule("enableWhenExpression", &format!("({text}).exists()")),
            _ => check(&format!("({text}).count() < 2")),
        };
        ruled(link_id, "integer", json!([rule]))
    };
    let rules: Vec<Json> = ["r1", "r2", "r3"].iter().map(|link_id| any_rule(link_id, dice)).collect();
    let declared = json!({ "extension": [variable("x", &any_expression(dice, 1)), variable("y", &any_expression(dice, 1))] });
    let [one, two, three] = rules.try_into().expect("three");
    let inner = with(group("g", json!([item("c", "integer"), one])), declared.clone());
    let copies = with(repeated("h", json!([item("d", "integer"), two])), declared.clone());
    let outer = with(group("o", json!([inner, copies, three])), declared);
    json!([item("a", "integer"), item("b", "integer"), outer])
}

#[test]
fn rules_made_at_random_come_to_the_same_too() {
    let mut dice = Dice(SEED);
    let mut n_one_by_one = 0;
    for _ in 0..N_FORMS {
        let items = any_form(&mut dice);
        let Ok(def) = Definition::parse(&questionnaire(&items).to_string()) else { continue };
        n_one_by_one += usize::from(def.runs_rules_one_by_one());
        wander(&items.to_string(), &def, &mut dice);
    }
    assert!(n_one_by_one > N_FORMS / 10, "{n_one_by_one} forms whose rules are run one by one");
}

#[test]
fn rules_that_are_run_one_by_one_come_to_what_all_of_them_come_to() {
    let mut dice = Dice(SEED);
    assert!(household().runs_rules_one_by_one());
    for _ in 0..20 {
        wander("household", &household(), &mut dice);
    }
    // What hides, goes around or may fail is told apart from what can be followed.
    for (what, items) in corners() {
        for _ in 0..4 {
            wander(what, &form(items.clone()), &mut dice);
        }
    }
}

/// With THRESHOLD_FORMS all forms of that folder, else those that the tests carry.
#[test]
fn the_same_holds_for_real_forms() {
    let texts = match std::env::var("THRESHOLD_FORMS") {
        Ok(folder) => std::fs::read_dir(Path::new(&folder).join("questionnaires"))
            .expect("the folder")
            .flatten()
            .map(|file| std::fs::read_to_string(file.path()).expect("a form"))
            .collect(),
        Err(_) => corpus("questionnaires"),
    };
    let mut dice = Dice(SEED);
    let mut n_one_by_one = 0;
    for text in texts {
        let Ok(def) = Definition::parse(&text) else { continue };
        if def.has_rules() {
            n_one_by_one += usize::from(def.runs_rules_one_by_one());
            wander(def.title(), &def, &mut dice);
        }
    }
    assert!(n_one_by_one >= 5, "{n_one_by_one} forms whose rules are run one by one");
}

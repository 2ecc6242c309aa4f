//! What one answer costs, and opening a form: on a generated form of the size of the largest real one (821 items), with
//! and without rules, and on forms of 50, 200 and 1,000 questions, to see what grows with length.
//! `cargo bench -p forms`; `THRESHOLD_FORM=FILE` adds a form of your own.

use divan::{Bencher, black_box};
use forms::{AnswerPath, Answers, Definition, Value, view, view_after};
use serde_json::{Value as Json, json};

/// Items of the largest form in the corpus.
const LARGEST: usize = 821;

fn main() {
    divan::main();
}

/// A mix as forms have it: 40 % choice of four, 20 % yes or no, 15 % number with unit and range, 15 % text, 5 %
/// several, 5 % date; one in ten hidden behind an earlier answer.
fn generated(n_items: usize, n_rules: usize) -> String {
    let options = |n: usize| -> Vec<Json> {
        (0..n)
            .map(|n| json!({ "valueCoding": { "code": format!("o{n}"), "display": format!("Option {n}") } }))
            .collect()
    };
    let mut items: Vec<Json> = (0..n_items)
        .map(|n| {
            let mut item = json!({ "linkId": format!("q{n}"), "text": format!("Question {n}") });
            match n % 20 {
                0..8 => {
                    item["type"] = json!("choice");
                    item["answerOption"] = options(4).into();
                }
                8..12 => item["type"] = json!("boolean"),
                12..15 => {
                    item["type"] = json!("decimal");
                    item["extension"] = json!([
                        { "url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueDecimal": 0 },
                        { "url": "http://hl7.org/fhir/StructureDefinition/maxValue", "valueDecimal": 3000 },
                    ]);
                }
                15..18 => item["type"] = json!("text"),
                18 => {
                    item["type"] = json!("choice");
                    item["repeats"] = json!(true);
                    item["answerOption"] = options(4).into();
                }
                _ => item["type"] = json!("date"),
            }
            // Every tenth hangs on the yes-or-no question eight places before it, or so.
            if n % 10 == 9 && n > 20 {
                let question = format!("q{}", n / 20 * 20 + 8 - if n % 20 < 9 { 20 } else { 0 });
                item["enableWhen"] =
                    json!([{ "question": question, "operator": "=", "answerBoolean": true }]);
            }
            item
        })
        .collect();
    items.extend((0..n_rules).map(|n| {
        let sum = format!("%resource.item.where(linkId='q{}').answer.value + 1", 12 + 20 * (n % (n_items / 20)));
        json!({
            "linkId": format!("r{n}"), "type": "decimal", "text": "Worked out", "readOnly": true,
            "extension": [{
                "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
                "valueExpression": { "language": "text/fhirpath", "expression": sum },
            }],
        })
    }));
    json!({ "resourceType": "Questionnaire", "title": "Generated", "status": "draft", "item": items })
        .to_string()
}

fn answered(def: &Definition) -> Answers {
    let mut answers = Answers::new();
    for item in def.items().iter().filter(|item| item.is_question() && item.rules.is_none()) {
        let value = match item.options.first() {
            Some(option) => option.value.clone(),
            None => match item.kind {
                forms::ItemKind::Boolean => Value::Boolean(true),
                forms::ItemKind::Decimal => Value::Decimal(forms::Decimal::new("720")),
                forms::ItemKind::Date => Value::Date("2026-11-22".into()),
                _ => Value::text("Words."),
            },
        };
        answers.set(AnswerPath::root(&item.link_id), value);
    }
    answers
}

/// Answers one question in turn with each of two values.
fn one_answer(bencher: Bencher<'_, '_>, n_items: usize, n_rules: usize, link_id: &str, values: [Value; 2]) {
    let def = Definition::parse(&generated(n_items, n_rules)).expect("a form");
    let mut answers = answered(&def);
    let path = AnswerPath::root(link_id);
    let mut before = view(&def, &answers);
    let mut values = values.into_iter().cycle();
    bencher.bench_local(|| {
        answers.set(path.clone(), values.next().expect("a cycle"));
        before = view_after(&def, &answers, None, &before, std::slice::from_ref(&path));
        black_box(&before).nodes.len()
    });
}

fn yes_or_no() -> [Value; 2] {
    [Value::Boolean(true), Value::Boolean(false)]
}

#[divan::bench(args = [50, 200, LARGEST, 1_000])]
fn one_answer_without_rules(bencher: Bencher<'_, '_>, n_items: usize) {
    one_answer(bencher, n_items, 0, "q8", yes_or_no());
}

#[divan::bench(args = [50, 200, LARGEST])]
fn one_answer_beside_three_rules(bencher: Bencher<'_, '_>, n_items: usize) {
    one_answer(bencher, n_items, 3, "q8", yes_or_no());
}

#[divan::bench(args = [50, 200, LARGEST])]
fn one_answer_under_one_of_three_rules(bencher: Bencher<'_, '_>, n_items: usize) {
    let number = |text: &str| Value::Decimal(forms::Decimal::new(text));
    one_answer(bencher, n_items, 3, "q12", [number("720"), number("721")]);
}

/// The same without knowing what was there before.
#[divan::bench(args = [LARGEST])]
fn the_whole_form_with_three_rules(bencher: Bencher<'_, '_>, n_items: usize) {
    let def = Definition::parse(&generated(n_items, 3)).expect("a form");
    let answers = answered(&def);
    bencher.bench_local(|| black_box(view(&def, &answers)));
}

#[divan::bench(args = [50, 200, LARGEST, 1_000])]
fn opening(bencher: Bencher<'_, '_>, n_items: usize) {
    let text = generated(n_items, 0);
    bencher.bench(|| Definition::parse(black_box(&text)).is_ok());
}

#[divan::bench]
fn opening_your_own(bencher: Bencher<'_, '_>) {
    let Some(file) = std::env::var_os("THRESHOLD_FORM") else {
        return bencher.bench(|| ());
    };
    let text = std::fs::read_to_string(file).expect("the form can be read");
    bencher.bench(|| Definition::parse(black_box(&text)).is_ok());
}

/// Half a thousand rules, each of which asks for one item of five thousand: large, and still a form somebody may have.
#[divan::bench(sample_count = 5)]
fn one_answer_in_a_very_large_form(bencher: Bencher<'_, '_>) {
    one_answer(bencher, 5_000, 500, "q8", yes_or_no());
}

//! Real forms, damaged at random: whatever comes out, it is an answer and no panic. The seed is printed; the same seed
//! damages in the same way.

use std::fs;
use std::path::Path;

use forms::expression::{Environment, Expression};
use forms::{Definition, Values, check_response, describe, evaluate};
use serde_json::{Value as Json, json};

/// How often each form is damaged.
const N_ROUNDS: usize = 12;
const SEED: u64 = 0x5eed_0f0f_0a11_ce55;

/// A small generator of numbers (xorshift): the same on every machine.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `n`.
    pub fn roll(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n.max(1) as u64).unwrap_or(0)
    }
}

/// The files of one folder of the corpus.
pub fn corpus(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(folder);
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("the corpus").flatten().map(|one| one.path()).collect();
    files.sort();
    files.iter().map(|file| fs::read_to_string(file).expect("a file")).collect()
}

/// Walks to a random place and damages it.
fn damage(json: &mut Json, dice: &mut Dice) {
    let here = dice.roll(6) == 0;
    match json {
        Json::Object(fields) if !fields.is_empty() => {
            let at = dice.roll(fields.len());
            let key = fields.keys().nth(at).cloned().unwrap_or_default();
            match (here, dice.roll(4)) {
                (true, 0) => {
                    fields.remove(&key);
                }
                (true, 1) => {
                    let value = fields.remove(&key).unwrap_or_default();
                    fields.insert(format!("{key}x"), value);
                }
                (true, _) => {
                    fields.insert(key, odd(dice));
                }
                _ => fields.values_mut().nth(at).into_iter().for_each(|inner| damage(inner, dice)),
            }
        }
        Json::Array(list) if !list.is_empty() => {
            let at = dice.roll(list.len());
            match (here, dice.roll(3)) {
                (true, 0) => {
                    list.remove(at);
                }
                (true, 1) => {
                    let again = list[at].clone();
                    list.push(again);
                }
                _ => damage(&mut list[at], dice),
            }
        }
        Json::String(text) if dice.roll(2) == 0 => {
            let at = (0..=dice.roll(text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.insert_str(
                at,
                ["(", "'", "%x", " and ", "\u{0}", "\u{1f3e0}", ".repeat($this)"][dice.roll(7)],
            );
        }
        other => *other = odd(dice),
    }
}

fn odd(dice: &mut Dice) -> Json {
    match dice.roll(9) {
        0 => Json::Null,
        1 => json!(-1),
        2 => json!(1e308),
        3 => json!(""),
        4 => json!([[]]),
        5 => json!({ "item": [{}] }),
        6 => json!("%resource.descendants().repeat($this)"),
        7 => json!(u64::MAX),
        _ => json!(true),
    }
}

/// Every input that the fuzzer kept, a JSON string a line.
fn kept_by_the_fuzzer(target: &str) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(format!("{target}.jsonl"));
    let text = fs::read_to_string(file).expect("the corpus of the fuzzer");
    text.lines().map(|line| serde_json::from_str(line).expect("an input")).collect()
}

#[test]
fn what_the_fuzzer_kept_gets_an_answer_and_never_a_panic() {
    const NOW: &str = "2026-11-22T10:30:00Z";
    let forms = kept_by_the_fuzzer("form");
    assert!(forms.len() > 100, "the corpus is nearly empty: {}", forms.len());
    for input in &forms {
        let (form, response) = input.split_once('\u{1e}').unwrap_or((input, "{}"));
        let _ = describe(form);
        if let Ok(def) = Definition::parse(form) {
            let _ = evaluate(&def, response, NOW, Values::WorkedOut);
            let _ = check_response(&def, response, NOW);
        }
    }
    let expressions = kept_by_the_fuzzer("expression");
    assert!(expressions.len() > 100, "the corpus is nearly empty: {}", expressions.len());
    for text in &expressions {
        let _ = Expression::parse(text).map(|rule| rule.evaluate(Vec::new(), &Environment::at(None)).is_ok());
    }
}

#[test]
fn damaged_forms_and_responses_get_an_answer_and_never_a_panic() {
    println!("seed {SEED:#x}");
    let mut dice = Dice(SEED);
    let responses: Vec<Json> =
        corpus("responses").iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
    let mut n_taken = 0;
    for text in corpus("questionnaires") {
        let Ok(whole) = serde_json::from_str::<Json>(text.trim_start_matches('\u{feff}')) else { continue };
        for _ in 0..N_ROUNDS {
            let mut form = whole.clone();
            for _ in 0..=dice.roll(6) {
                damage(&mut form, &mut dice);
            }
            let form = form.to_string();
            let _ = describe(&form);
            let Ok(def) = Definition::parse(&form) else { continue };
            n_taken += 1;
            let mut response = responses[dice.roll(responses.len())].clone();
            if dice.roll(2) == 0 {
                damage(&mut response, &mut dice);
            }
            let response = response.to_string();
            let _ = evaluate(&def, &response, "2026-11-22T10:30:00Z", Values::WorkedOut);
            let _ = check_response(&def, &response, "not a moment");
        }
    }
    assert!(n_taken > 100, "damage that nothing survives shows nothing: {n_taken}");
}

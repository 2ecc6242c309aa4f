//! How long a full view of a form takes, beside reading it: the number to watch is the first.
//! `cargo run --release -p forms --example view_time -- FORM.json`

use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs};

use forms::{AnswerPath, Answers, Definition, canonical_json, view};

fn main() {
    let Some(file) = env::args().nth(1) else {
        return println!("Name a questionnaire.");
    };
    let text = fs::read_to_string(file).expect("the file can be read");
    let def = Definition::parse(&text).expect("the form is in order");
    let parse = best_of(20, || Definition::parse(&text).is_ok());
    let empty = Answers::new();
    let full = filled(&def);
    let n_nodes = view(&def, &full).nodes.len();
    let of_empty = best_of(200, || view(&def, &empty));
    let of_full = best_of(200, || view(&def, &full));
    let seen = view(&def, &full);
    let sections = best_of(200, || seen.sections(&def));
    let missing = best_of(200, || seen.missing(&def, &full));
    let canonical = best_of(200, || canonical_json(&full));
    println!("{} items, {} answers, {n_nodes} nodes", def.items().len(), full.len());
    println!(
        "read {parse:?}; view empty {of_empty:?}, full {of_full:?}; sections {sections:?}; missing {missing:?}; canonical {canonical:?}"
    );
    println!("a full view takes {:.3} of reading", of_full.as_secs_f64() / parse.as_secs_f64());
}

/// Everything answered with its first option or a word, three copies of every repeated group.
fn filled(def: &Definition) -> Answers {
    let mut answers = Answers::new();
    for (n, item) in def.items().iter().enumerate() {
        let Some(item_idx) = def.by_link_id(&item.link_id) else {
            continue;
        };
        let copies: Vec<Option<AnswerPath>> = match def.repeating_group_of(item_idx) {
            None => vec![None],
            Some(group) => {
                (0..3).map(|copy| Some(def.path_in(group, None).instance(&format!("k{copy}")))).collect()
            }
        };
        for copy in copies.iter().filter(|_| item.is_question()) {
            let value = item.options.get(n % item.options.len().max(1)).map(|option| option.value.clone());
            let value = value.unwrap_or_else(|| {
                forms::typed_number(item, "720", None).unwrap_or(forms::Value::text("Words."))
            });
            answers.set(def.path_in(item_idx, copy.as_ref()), value);
        }
    }
    answers
}

fn best_of<T>(n_times: usize, mut run: impl FnMut() -> T) -> Duration {
    let once = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    };
    (0..n_times).map(once).min().unwrap_or_default()
}

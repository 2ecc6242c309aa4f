//! Reads `cases.txt`.

use chrono::NaiveDate;
use domain::rules::{Input, Inputs, Outcome, Override, Rule, SettingValue, Settings, Verdict, rule};
use std::sync::LazyLock;

/// A test case.
#[derive(Clone)]
pub struct Case {
    pub id: String,
    pub rule: String,
    pub inputs: Inputs,
    /// Inputs that the case leaves out.
    pub left_out: Vec<String>,
    pub settings: Settings,
    pub verdict: Verdict,
    pub values: Vec<(String, String)>,
}

impl Case {
    pub fn rule(&self) -> &'static Rule {
        rule(&self.rule).unwrap_or_else(|| panic!("{}: no rule {}", self.id, self.rule))
    }

    pub fn answer(&self) -> Outcome {
        self.rule().answer(&self.inputs, &self.settings)
    }
}

/// All cases, in the order of the file.
pub fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
        let lines = include_str!("cases.txt").lines();
        lines.filter(|line| !line.starts_with('#') && !line.is_empty()).map(read).collect()
    });
    &CASES
}

fn read(line: &str) -> Case {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let [id, rule, inputs, verdict, values, _explanation] = cells[..] else { panic!("six cells: {line}") };
    let mut case = Case {
        id: id.to_owned(),
        rule: rule.to_owned(),
        inputs: Inputs::new(),
        left_out: Vec::new(),
        settings: Settings::default(),
        verdict: Verdict::parse(verdict).unwrap_or_else(|| panic!("{id}: verdict {verdict}")),
        values: pairs(values).map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
    };
    for (name, value) in pairs(inputs) {
        if name.starts_with("set-") {
            let figure = SettingValue::One(value.parse().expect("a figure"));
            assert!(change(&mut case.settings, name, figure), "{id}: no setting {name}");
        } else if value == "-" {
            case.left_out.push(name.to_owned());
        } else {
            case.inputs.insert(name.to_owned(), input(value));
        }
    }
    case
}

fn pairs(cell: &str) -> impl Iterator<Item = (&str, &str)> {
    cell.split("; ").filter(|pair| *pair != "-").map(|pair| pair.split_once('=').expect("name=value"))
}

/// Puts a service's figure in the place of a setting.
pub fn change(settings: &mut Settings, id: &str, value: SettingValue) -> bool {
    let on = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
    settings.change(id, Override { value, reason: "for this case".into(), by: "a test".into(), on })
}

fn input(text: &str) -> Input {
    if let Some(rows) = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]")) {
        return Input::Rows(rows.split("], [").map(|row| numbers(row).expect("numbers")).collect());
    }
    if let Some(list) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        let codes = || Input::Codes(list.split(", ").map(str::to_owned).collect());
        return numbers(list).map_or_else(codes, Input::Numbers);
    }
    if let Ok(number) = text.parse() {
        return Input::Number(number);
    }
    text.parse().map_or_else(|_| Input::Code(text.to_owned()), Input::Date)
}

fn numbers(list: &str) -> Option<Vec<f64>> {
    list.split(", ").map(|number| number.parse().ok()).collect()
}

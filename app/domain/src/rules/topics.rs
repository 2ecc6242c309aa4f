//! The settings by what they are for, and their figures in words, for pages where people look for one.

use super::{Setting, SettingValue};
use crate::thousands::apart;

/// What a group of settings is for, and what the ids of its settings begin with.
const TOPICS: [(&str, &[&str]); 12] = [
    (
        "Doors, halls and turning",
        &["set-door-", "set-hall-", "set-tight-band", "set-corner-allow", "set-turn-default", "set-nib-min"],
    ),
    (
        "Paths, gates and steps outside",
        &[
            "set-threshold-",
            "set-landing-",
            "set-path-",
            "set-gate-",
            "set-crossfall",
            "set-ext-",
            "set-half-step-",
            "set-rest-share",
        ],
    ),
    (
        "Stairs, rails and guarding",
        &[
            "set-rise-",
            "set-going-",
            "set-pitch-",
            "set-2rg-",
            "set-headroom",
            "set-unequal-",
            "set-rail-",
            "set-winder-",
            "set-baluster",
            "set-guard-",
        ],
    ),
    ("Stairlifts and lifts", &["set-lift-"]),
    ("Ramps", &["set-ramp-"]),
    ("Chairs and seats", &["set-seat-", "set-raisers", "set-depth-gap", "set-width-gap", "set-arm-tol"]),
    (
        "Transfers, hoists and weights",
        &["set-level-", "set-attendant-mass", "set-hoist-", "set-swl-tight", "set-mass-", "set-exam-"],
    ),
    (
        "WC, bath and shower",
        &["set-wc-", "set-rim-carry", "set-shower-", "set-bath-temp-", "set-basin-temp-"],
    ),
    ("Bed", &["set-bedside", "set-bedrail-", "set-small-"]),
    (
        "Kitchen, switches and handles",
        &["set-worktop-", "set-kitchen-", "set-knee-clear", "set-switch-", "set-handle-"],
    ),
    ("Warmth, light and alarms", &["set-room-", "set-lux-", "set-signal-min"]),
    (
        "Time, money and measuring again",
        &["set-drift", "set-child-remeasure", "set-care-rate", "set-gas-rho", "set-dfg-", "set-retain-adult"],
    ),
];

/// Every setting under what it is for, in the order of the table.
pub fn topics() -> Vec<(&'static str, Vec<&'static Setting>)> {
    let is_of = |setting: &Setting, starts: &[&str]| starts.iter().any(|start| setting.id.starts_with(start));
    let settings = |starts: &[&str]| Setting::all().iter().filter(|one| is_of(one, starts)).collect();
    TOPICS.into_iter().map(|(words, starts)| (words, settings(starts))).collect()
}

impl Setting {
    /// A figure of this setting with its unit: "1,500 mm", "1 in 40", "£25", "50, 100, 150 mm".
    pub fn words(&self, value: &SettingValue) -> String {
        let figures = match value {
            SettingValue::One(figure) => apart(&figure.to_string()),
            SettingValue::Several(_) => value.plain(),
        };
        match self.unit.as_str() {
            "" => figures,
            "1 in n" => format!("1 in {figures}"),
            "GBP" => format!("£{figures}"),
            unit => format!("{figures} {}", unit_words(unit)),
        }
    }

    /// What its unit is called beside a field.
    pub fn unit_words(&self) -> &str {
        match self.unit.as_str() {
            "GBP" => "pounds",
            unit => unit_words(unit),
        }
    }

    /// Where it stands on: "Building guidance", "Check locally".
    pub fn mark_words(&self) -> &'static str {
        match self.mark.as_str() {
            "AD" => "Building guidance",
            "L" => "Law",
            "P" => "Published",
            _ => "Check locally",
        }
    }

    /// True for custom that nobody checked.
    pub fn is_custom(&self) -> bool {
        self.mark == "K"
    }
}

impl SettingValue {
    /// The figures alone: "50", "50, 100, 150".
    pub fn plain(&self) -> String {
        match self {
            SettingValue::One(figure) => figure.to_string(),
            SettingValue::Several(figures) => {
                figures.iter().map(f64::to_string).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// Reads what people type, as many figures as this one holds: "55", "1,200", "50, 100.5".
    pub fn read_like(&self, text: &str) -> Option<SettingValue> {
        let figure = |text: &str| text.trim().parse::<f64>().ok().filter(|figure| figure.is_finite());
        match self {
            SettingValue::One(_) => {
                let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
                figure(&format!("{}.{part}", without_commas(whole)?)).map(SettingValue::One)
            }
            SettingValue::Several(_) => {
                let figures = text.split([',', ';']).map(figure).collect::<Option<Vec<_>>>()?;
                Some(SettingValue::Several(figures))
            }
        }
    }
}

/// Commas stand before three figures or not at all.
fn without_commas(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut figures = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.trim_start_matches('-').is_empty() {
            return None;
        }
        figures.push_str(group);
    }
    let digits = figures.strip_prefix('-').unwrap_or(&figures);
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(figures)
}

fn unit_words(unit: &str) -> &str {
    match unit {
        "deg" => "degrees",
        "Cel" => "°C",
        "lx" => "lux",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_stands_under_one_topic() {
        let all = topics();
        for setting in Setting::all() {
            let n = all.iter().filter(|(_, of)| of.iter().any(|one| one.id == setting.id)).count();
            assert_eq!(n, 1, "{}", setting.id);
        }
        for (words, starts) in TOPICS {
            for start in starts {
                let is_used = Setting::all().iter().any(|setting| setting.id.starts_with(start));
                assert!(is_used, "{words}: {start}");
            }
        }
    }

    #[test]
    fn figures_are_written_with_their_unit() {
        let words = |id: &str| Setting::find(id).map(|one| one.words(&one.default)).unwrap_or_default();
        assert_eq!(words("set-door-plus-self"), "100 mm");
        assert_eq!(words("set-turn-default"), "1,500 mm");
        assert_eq!(words("set-crossfall"), "1 in 40");
        assert_eq!(words("set-care-rate"), "£25");
        assert_eq!(words("set-raisers"), "50, 100, 150 mm");
        assert_eq!(words("set-bath-temp-max"), "48 °C");
        assert_eq!(words("set-gas-rho"), "0.3");
    }

    #[test]
    fn figures_are_read_as_people_type_them() {
        let one = SettingValue::One(1.0);
        for (typed, figure) in
            [("55", 55.0), (" 1,200 ", 1200.0), ("0.35", 0.35), ("-5", -5.0), ("12.", 12.0)]
        {
            assert_eq!(one.read_like(typed), Some(SettingValue::One(figure)), "{typed}");
        }
        for typed in ["", "-", "1,20", "a", "1e9", "1 2", ".5", "NaN", "inf", "1,200,", "1.2.3"] {
            assert_eq!(one.read_like(typed), None, "{typed}");
        }
        let several = SettingValue::Several(vec![1.0]);
        let read = several.read_like("50, 100;150.5");
        assert_eq!(read, Some(SettingValue::Several(vec![50.0, 100.0, 150.5])));
        assert_eq!(several.read_like("50, x"), None);
    }

    #[test]
    fn what_is_written_is_read_back() {
        for setting in Setting::all() {
            assert_eq!(setting.default.read_like(&setting.default.plain()), Some(setting.default.clone()));
        }
    }
}

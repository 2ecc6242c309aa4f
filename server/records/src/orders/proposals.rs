//! Reads from the form `plan` what is to be ordered: recommendations that were kept and are bought, fitted or
//! built. Reading never fails: what is not there or no number is left out.

use crate::intake::storable;
use chrono::{Datelike, NaiveDate};
use domain::orders::{Category, Pence, QUANTITY_MAX};
use forms::{Answer, AnswerPath, Answers, Value, units};
use sync::{FormRef, orders::Proposal};

/// The form that holds recommendations.
const PLAN: &str = "plan";
/// The heaviest load that somebody can mean, in kilograms.
const HEAVIEST: f64 = 5_000.0;

/// What the answers of a visit propose to order.
pub(crate) fn proposals_of(forms: &[(FormRef, Answers)]) -> Vec<Proposal> {
    let plans = forms.iter().filter(|(form, _)| form.id == PLAN);
    let group = AnswerPath::root("pl-rec");
    plans
        .flat_map(|(_, answers)| {
            let copies = answers.instances(&group).into_iter();
            copies.filter_map(|key| {
                let copy = Copy { answers, path: group.instance(&key) };
                copy.proposal(key)
            })
        })
        .collect()
}

/// One recommendation.
struct Copy<'a> {
    answers: &'a Answers,
    path: AnswerPath,
}

impl Copy<'_> {
    fn proposal(&self, key: String) -> Option<Proposal> {
        let category = self.answer("pl-rec-kind").and_then(Answer::code).and_then(Category::parse)?;
        if self.answer("pl-rec-state").and_then(Answer::code) != Some("kept") {
            return None;
        }
        Some(Proposal {
            key: storable(&key),
            what: self.what(category),
            category,
            iso: self.code_or_words("pl-rec-iso"),
            size: self.words("pl-rec-size"),
            swl_kg: self.kilograms(),
            quantity: self.quantity(),
            unit: self.unit(),
            need: self.words("pl-rec-need").unwrap_or_default(),
            owner: self.words("pl-rec-owner"),
            due: self.words("pl-rec-due").as_deref().and_then(day),
        })
    }

    fn answer(&self, link_id: &str) -> Option<&Answer> {
        self.answers.get(&self.path.child(link_id))
    }

    fn words(&self, link_id: &str) -> Option<String> {
        let values = self.answer(link_id)?.0.iter().map(Value::as_words);
        let said: Vec<String> =
            values.map(|words| storable(words.trim())).filter(|words| !words.is_empty()).collect();
        (!said.is_empty()).then(|| said.join("; "))
    }

    fn code_or_words(&self, link_id: &str) -> Option<String> {
        let code = self.answer(link_id).and_then(Answer::code).map(storable);
        code.filter(|code| !code.trim().is_empty()).or_else(|| self.words(link_id))
    }

    /// The line of the recommendation with the item that was chosen for it.
    fn what(&self, category: Category) -> String {
        match (self.words("pl-rec-what"), self.words("pl-rec-item")) {
            (Some(what), Some(item)) if !what.to_lowercase().contains(&item.to_lowercase()) => {
                format!("{what} ({item})")
            }
            (Some(words), _) | (None, Some(words)) => words,
            (None, None) => category.words().to_owned(),
        }
    }

    fn number(&self, link_id: &str) -> Option<f64> {
        self.answer(link_id)?.first()?.as_f64().filter(|number| number.is_finite())
    }

    /// Whole kilograms, rounded down: a load is never made safer than it is.
    fn kilograms(&self) -> Option<u32> {
        let typed = self.number("pl-rec-swl")?;
        let unit = match self.answer("pl-rec-swl").and_then(Answer::first) {
            Some(Value::Quantity(quantity)) => quantity.code.as_deref().unwrap_or("kg"),
            _ => "kg",
        };
        let kg = if unit == "kg" { typed } else { units::convert(typed, unit, "kg")? }.floor();
        (1.0..=HEAVIEST).contains(&kg).then_some(kg as u32)
    }

    fn quantity(&self) -> u32 {
        let quantity = self.number("pl-rec-quantity").unwrap_or(1.0);
        quantity.round().clamp(1.0, f64::from(QUANTITY_MAX)) as u32
    }

    /// What one costs, if somebody wrote an amount. A part of a penny is a penny, and what is out of reach is
    /// the most there is: never less than was meant.
    fn unit(&self) -> Option<Pence> {
        let typed = match self.answer("pl-rec-cost").and_then(Answer::first) {
            Some(Value::Decimal(pounds)) => Pence::parse(pounds.as_str()),
            _ => None,
        };
        let counted = || {
            let pence = (self.number("pl-rec-cost")? * 100.0 - 1e-6).ceil();
            Pence::new(pence.min(Pence::MAX.get() as f64) as i64)
        };
        typed.or_else(counted)
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = text.parse().ok()?;
    (1900..=2200).contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::{Decimal, Quantity};

    fn code(code: &str) -> Value {
        Value::coding("urn:test", code, code)
    }

    fn decimal(text: &str) -> Value {
        Value::Decimal(Decimal::new(text))
    }

    fn read(rows: &[(&str, Value)]) -> Vec<Proposal> {
        let mut answers = Answers::new();
        let copy = answers.add_instance(&AnswerPath::root("pl-rec"), "r1");
        for (link, value) in rows {
            answers.set(copy.child(link), value.clone());
        }
        proposals_of(&[(FormRef { id: "plan".into(), version: "1.0.0".into() }, answers)])
    }

    fn kept(mut rows: Vec<(&'static str, Value)>) -> Proposal {
        rows.push(("pl-rec-state", code("kept")));
        if !rows.iter().any(|(link, _)| *link == "pl-rec-kind") {
            rows.push(("pl-rec-kind", code("equipment")));
        }
        read(&rows).pop().expect("a proposal")
    }

    #[test]
    fn a_kept_recommendation_is_read_whole() {
        let proposal = kept(vec![
            ("pl-rec-what", Value::text(" A seat for the bath ")),
            ("pl-rec-kind", code("telecare")),
            ("pl-rec-iso", Value::text("09.33.03")),
            ("pl-rec-item", Value::text("Savanah bath board")),
            ("pl-rec-size", Value::text("690 mm")),
            ("pl-rec-swl", Value::Quantity(Quantity::ucum(Decimal::new("190.9"), "kg"))),
            ("pl-rec-quantity", Value::Integer(2)),
            ("pl-rec-cost", decimal("45.5")),
            ("pl-rec-need", Value::text("Cannot step\0 over the rim.")),
            ("pl-rec-owner", Value::text("Amy Castell")),
            ("pl-rec-due", Value::Date("2026-06-01".into())),
        ]);
        assert_eq!(
            proposal,
            Proposal {
                key: "r1".into(),
                what: "A seat for the bath (Savanah bath board)".into(),
                category: Category::Telecare,
                iso: Some("09.33.03".into()),
                size: Some("690 mm".into()),
                swl_kg: Some(190),
                quantity: 2,
                unit: Pence::parse("45.50"),
                need: "Cannot step over the rim.".into(),
                owner: Some("Amy Castell".into()),
                due: "2026-06-01".parse().ok(),
            }
        );
    }

    #[test]
    fn drafts_and_what_costs_nothing_here_are_no_orders() {
        for (kind, state, n) in [
            ("equipment", "kept", 1),
            ("minor", "kept", 1),
            ("major", "kept", 1),
            ("telecare", "kept", 1),
            ("advice", "kept", 0),
            ("equipment", "draft", 0),
            ("equipment", "dropped", 0),
        ] {
            let found = read(&[("pl-rec-kind", code(kind)), ("pl-rec-state", code(state))]);
            assert_eq!(found.len(), n, "{kind} {state}");
        }
        assert!(read(&[("pl-rec-kind", code("equipment"))]).is_empty(), "nobody kept it");
    }

    #[test]
    fn a_removed_recommendation_and_other_forms_are_not_read() {
        let mut answers = Answers::new();
        let copy = answers.add_instance(&AnswerPath::root("pl-rec"), "r1");
        answers.set(copy.child("pl-rec-kind"), code("minor"));
        answers.set(copy.child("pl-rec-state"), code("kept"));
        let form = |id: &str| FormRef { id: id.into(), version: "1".into() };
        assert!(proposals_of(&[(form("home-visit"), answers.clone())]).is_empty());
        assert_eq!(proposals_of(&[(form("plan"), answers.clone())]).len(), 1);
        answers.remove_instance(&copy);
        assert!(proposals_of(&[(form("plan"), answers)]).is_empty());
    }

    #[test]
    fn a_load_is_read_in_the_unit_it_was_typed_in() {
        for (typed, unit, kg) in [
            ("190", "kg", Some(190)),
            ("30", "[stone_av]", Some(190)),
            ("400", "[lb_av]", Some(181)),
            ("5", "m", None),
        ] {
            let load = Value::Quantity(Quantity::ucum(Decimal::new(typed), unit));
            assert_eq!(kept(vec![("pl-rec-swl", load)]).swl_kg, kg, "{typed} {unit}");
        }
    }

    #[test]
    fn numbers_are_never_read_as_less_than_was_meant() {
        for (typed, pence) in [
            (decimal("45"), Some(4_500)),
            (decimal("0"), Some(0)),
            (decimal("0.29"), Some(29)),
            (decimal("45.001"), Some(4_501)),
            (decimal("1e3"), Some(100_000)),
            (Value::Integer(7), Some(700)),
            (decimal("-3"), None),
            (decimal("99999999999"), Some(1_000_000_000)),
            (decimal("a lot"), None),
        ] {
            let unit = kept(vec![("pl-rec-cost", typed.clone())]).unit;
            assert_eq!(unit.map(Pence::get), pence, "{typed:?}");
        }
        assert_eq!(kept(Vec::new()).unit, None, "nobody wrote a price");
        for (typed, quantity) in [(0, 1), (-4, 1), (3, 3), (1_000_000, 999)] {
            assert_eq!(kept(vec![("pl-rec-quantity", Value::Integer(typed))]).quantity, quantity, "{typed}");
        }
        assert_eq!(kept(Vec::new()).quantity, 1);
        assert_eq!(kept(Vec::new()).what, "Equipment");
    }
}

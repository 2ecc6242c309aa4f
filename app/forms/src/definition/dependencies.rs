//! Which items the rules of each item look at, found when a form is read: after a change only those rules are run again
//! that look at something that changed. Never here: running them (`calculation`).

use std::collections::BTreeMap;

use super::Form;
use super::item::ItemIdx;
use super::rules::Rules;
use crate::expression::Expression;

/// Rules that wait for rules that wait for rules, at most: longer chains are run from the beginning.
const LONGEST_CHAIN: usize = 12;

/// What the rules of an item look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// These items and no others.
    Items(Vec<ItemIdx>),
    /// Anything.
    Everything,
}

/// What each rule of a form looks at.
#[derive(Debug, Default)]
pub(crate) struct Dependencies {
    /// By item; none where it has no rules.
    of_items: Vec<Option<Seen>>,
    /// Of the form's own rules.
    of_form: Option<Seen>,
}

/// Some items of a form.
#[derive(Clone, Debug)]
pub(crate) struct Marked(Vec<bool>);

impl Marked {
    /// None of a form's items.
    pub fn none_of(n_items: usize) -> Marked {
        Marked(vec![false; n_items])
    }

    /// Marks an item; false when it was marked already.
    pub fn mark(&mut self, item: ItemIdx) -> bool {
        !std::mem::replace(&mut self.0[item.at()], true)
    }

    /// True when it is marked.
    pub fn holds(&self, item: ItemIdx) -> bool {
        self.0[item.at()]
    }
}

/// What changed since rules were run.
#[derive(Debug)]
pub(crate) struct Touched {
    /// Items that are asked now and were not, or the other way round, or were answered.
    pub places: Marked,
    /// The same, and items whose rules came to something else.
    pub all: Marked,
}

impl Touched {
    /// Nothing of a form with so many items.
    pub fn nothing(n_items: usize) -> Touched {
        Touched { places: Marked::none_of(n_items), all: Marked::none_of(n_items) }
    }

    /// An item that was answered, or is asked now and was not, or the other way round.
    pub fn place(&mut self, item: ItemIdx) {
        self.places.mark(item);
        self.all.mark(item);
    }
}

impl Dependencies {
    /// True when a rule of this item (or, without one, of the form) looks at something that changed.
    pub fn concern(&self, item: Option<ItemIdx>, touched: &Touched) -> bool {
        let seen = match item {
            Some(item) => self.of_items[item.at()].as_ref(),
            None => self.of_form.as_ref(),
        };
        let Some(seen) = seen else { return false };
        item.is_some_and(|item| touched.places.holds(item))
            || match seen {
                Seen::Everything => touched.all.0.contains(&true),
                Seen::Items(items) => items.iter().any(|item| touched.all.holds(*item)),
            }
    }

    /// True when no rule looks at anything that changed.
    pub fn concern_nobody(&self, touched: &Touched) -> bool {
        !self.concern(None, touched)
            && (0..self.of_items.len()).all(|item| !self.concern(Some(ItemIdx::new(item)), touched))
    }
}

/// Finds them. None where values could come out differently depending on what was there before: rules that wait for each
/// other, by way of being shown or of what is asked, or for very many others.
pub(super) fn find(form: &Form) -> Option<Dependencies> {
    let finder = Finder::new(form);
    let mut dependencies = Dependencies::default();
    let mut waits_for: Vec<Option<Seen>> = Vec::new();
    for (at, item) in form.items.iter().enumerate() {
        let item_idx = ItemIdx::new(at);
        let feeding = item.rules.as_deref().map(|rules| {
            let properties = rules.properties.iter().map(|(_, rule)| rule);
            let single = [&rules.calculated, &rules.shown, &rules.options].into_iter().flatten();
            finder.seen(Some(item_idx), single.chain(properties))
        });
        let all = item.rules.as_deref().map(|rules| finder.seen(Some(item_idx), of_a_view(rules)));
        dependencies.of_items.push(all);
        waits_for.push(feeding);
    }
    dependencies.of_form = form.rules.as_deref().map(|rules| finder.seen(None, of_a_view(rules)));
    is_in_order(form, &waits_for).then_some(dependencies)
}

/// The rules that are run whenever a form is drawn. Variables only count where one of these uses them.
fn of_a_view(rules: &Rules) -> impl Iterator<Item = &Expression> {
    let single = [&rules.calculated, &rules.shown, &rules.text, &rules.options].into_iter().flatten();
    let properties = rules.properties.iter().map(|(_, rule)| rule);
    single.chain(properties).chain(rules.checks.iter().map(|check| &check.expression))
}

struct Finder<'f> {
    form: &'f Form,
    by_link_id: BTreeMap<&'f str, ItemIdx>,
}

impl<'f> Finder<'f> {
    fn new(form: &'f Form) -> Finder<'f> {
        let mut by_link_id = BTreeMap::new();
        by_link_id.extend(
            form.items.iter().enumerate().map(|(at, item)| (item.link_id.as_str(), ItemIdx::new(at))),
        );
        Finder { form, by_link_id }
    }

    fn seen(&self, item: Option<ItemIdx>, rules: impl Iterator<Item = &'f Expression>) -> Seen {
        let (mut items, mut marked) = (Vec::new(), Marked::none_of(self.form.items.len()));
        let mut named: Vec<&str> = Vec::new();
        let mut open: Vec<(&Expression, bool)> = rules.map(|rule| (rule, true)).collect();
        while let Some((rule, is_own)) = open.pop() {
            let sees = rule.sees();
            // A variable of a group around looks at that group.
            if sees.everything || (sees.own && (!is_own || item.is_none())) {
                return Seen::Everything;
            }
            let found = sees.link_ids.iter().filter_map(|link_id| self.by_link_id.get(link_id).copied());
            for found in found.chain(item.filter(|_| sees.own)) {
                self.with_all_in_it(found, &mut marked, &mut items);
            }
            for name in rule.variables() {
                if named.contains(&name) {
                    continue;
                }
                named.push(name);
                let mut declared = self.declared(item, name);
                open.extend(declared.next().map(|rule| (rule, false)));
                // One that hides another of its name may be made of it.
                if declared.next().is_some() {
                    return Seen::Everything;
                }
            }
        }
        Seen::Items(items)
    }

    /// What is declared under a name, from the inside out.
    fn declared(&self, item: Option<ItemIdx>, name: &str) -> impl Iterator<Item = &'f Expression> {
        let over_item = item.map(|item| self.form.rules_over(item));
        let of_form = self.form.rules.as_deref().filter(|_| item.is_none());
        let rules = over_item.into_iter().flatten().chain(of_form);
        let all = rules.flat_map(|rules| rules.variables.iter().rev());
        let name = name.to_owned();
        all.filter(move |(known, _)| *known == name).filter_map(|(_, rule)| rule.as_ref())
    }

    fn with_all_in_it(&self, item: ItemIdx, marked: &mut Marked, items: &mut Vec<ItemIdx>) {
        let mut open = vec![item];
        while let Some(item) = open.pop() {
            if marked.mark(item) {
                items.push(item);
                open.extend(&self.form.items[item.at()].children);
            }
        }
    }
}

/// True when every item can be settled after those that it waits for, in few steps.
fn is_in_order(form: &Form, waits_for: &[Option<Seen>]) -> bool {
    // How long the chain to each item is; none while it is looked for.
    let mut lengths: Vec<Option<Option<usize>>> = vec![None; form.items.len()];
    for start in 0..form.items.len() {
        let mut open = vec![(start, false)];
        while let Some((at, is_done)) = open.pop() {
            let item = &form.items[at];
            let mut before: Vec<usize> = item
                .enable_when
                .iter()
                .map(|condition| condition.question.at())
                .chain(item.parent.map(ItemIdx::at))
                .collect();
            // Whether a part of the home was seen decides on everything in it.
            let seen =
                form.sections.get(usize::from(form.layout[at].section)).and_then(|section| section.seen);
            before.extend(seen.map(ItemIdx::at).filter(|seen| *seen != at && item.is_question()));
            match &waits_for[at] {
                Some(Seen::Everything) => return false,
                Some(Seen::Items(items)) => before.extend(items.iter().map(|item| item.at())),
                None => {}
            }
            if is_done {
                let own = usize::from(waits_for[at].is_some());
                let longest = before.iter().filter_map(|one| lengths[*one].flatten()).max().unwrap_or(0);
                if longest + own > LONGEST_CHAIN {
                    return false;
                }
                lengths[at] = Some(Some(longest + own));
                continue;
            }
            match lengths[at] {
                Some(Some(_)) => continue,
                // It is looked for already, further up: a circle.
                Some(None) => return false,
                None => {}
            }
            lengths[at] = Some(None);
            open.push((at, true));
            open.extend(
                before
                    .into_iter()
                    .filter(|one| lengths[*one].is_none_or(|known| known.is_none()))
                    .map(|one| (one, false)),
            );
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::Definition;
    use serde_json::{Value as Json, json};

    fn item(link_id: &str, rule: &str, expression: &str) -> Json {
        let url = format!("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-{rule}");
        let expression = json!({ "language": "text/fhirpath", "expression": expression });
        json!({ "linkId": link_id, "type": "integer", "text": link_id,
            "extension": [{ "url": url, "valueExpression": expression }] })
    }

    fn can_be_run_one_by_one(items: Json) -> bool {
        let form = json!({ "resourceType": "Questionnaire", "status": "draft", "item": items });
        Definition::parse(&form.to_string()).expect("a form").0.dependencies.is_some()
    }

    #[test]
    fn rules_are_run_one_by_one_unless_they_wait_for_each_other_or_for_anything() {
        let calculated = |link_id: &str, of: &str| item(link_id, "calculatedExpression", of);
        let said = |link_id: &str| format!("%resource.item.where(linkId='{link_id}').answer.value");
        let shown_by = |link_id: &str, of: &str| {
            item(link_id, "enableWhenExpression", &format!("{}.exists()", said(of)))
        };
        let plain = |link_id: &str| json!({ "linkId": link_id, "type": "integer", "text": link_id });
        let chain = |n: usize| -> Json {
            let links = (1..=n).map(|at| calculated(&format!("v{at}"), &said(&format!("v{}", at - 1))));
            std::iter::once(plain("v0")).chain(links).collect()
        };
        let cases = [
            ("a sum", json!([plain("a"), calculated("b", &said("a"))]), true),
            ("a chain", chain(5), true),
            ("a very long chain", chain(40), false),
            ("anything", json!([plain("a"), calculated("b", "%resource.item.answer.count()")]), false),
            (
                "a check of anything",
                json!([plain("a"), item("b", "initialExpression", "%resource.item.count()")]),
                true,
            ),
            ("itself", json!([calculated("a", "iif(answer.exists(), answer.value, 3)")]), false),
            ("shown by each other", json!([shown_by("a", "b"), shown_by("b", "a")]), false),
            (
                "a value that shows what it is made of",
                json!([shown_by("a", "b"), calculated("b", &said("a"))]),
                false,
            ),
            (
                "a condition on what waits for it",
                json!([
                    { "linkId": "a", "type": "integer", "text": "a", "enableWhen": [{ "question": "b", "operator": "exists", "answerBoolean": true }] },
                    calculated("b", &said("a")),
                ]),
                false,
            ),
        ];
        for (what, items, wanted) in cases {
            assert_eq!(can_be_run_one_by_one(items), wanted, "{what}");
        }
    }
}

//! Rules that a form brings along as expressions: read, and told where they cannot be run. A rule that cannot be run
//! never hides or refuses anything: the item says what that means for the person at the form.
//! Never here: running them (`calculation`).

use std::collections::{BTreeMap, BTreeSet};

use super::item::ItemIdx;
use super::json::{self, Json};
use super::properties::Property;
use super::{Form, Notice, Refusal};
use crate::expression::Expression;

/// The rules of an item, or of the whole form.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Names for values that rules here and below use; without an expression where it cannot be run.
    pub variables: Vec<(String, Option<Expression>)>,
    /// Works the answer out.
    pub calculated: Option<Expression>,
    /// Asked only when this holds.
    pub shown: Option<Expression>,
    /// What a new form begins with.
    pub initial: Option<Expression>,
    /// The words of the question.
    pub text: Option<Expression>,
    /// The options.
    pub options: Option<Expression>,
    /// What else of the item follows from answers.
    pub properties: Vec<(Property, Expression)>,
    /// What must hold of the answers.
    pub checks: Vec<Check>,
}

/// Something that must hold of the answers.
#[derive(Clone, Debug)]
pub struct Check {
    /// Comes to yes when all is well.
    pub expression: Expression,
    /// What to say when it does not hold.
    pub words: String,
    /// Stops finishing; else it only asks to look again.
    pub stops: bool,
}

/// The role of an expression, with what to say when it cannot be run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Variable,
    Calculated,
    Shown,
    Initial,
    Text,
    Options,
}

impl Role {
    fn of(name: &str) -> Option<Role> {
        Some(match name {
            "variable" => Role::Variable,
            CALCULATED | "questionnaire-calculatedExpression" => Role::Calculated,
            "sdc-questionnaire-enableWhenExpression" | "questionnaire-enableWhenExpression" => Role::Shown,
            INITIAL | "questionnaire-initialExpression" => Role::Initial,
            "sdc-questionnaire-answerExpression" => Role::Options,
            "cqf-expression" => Role::Text,
            _ => return None,
        })
    }

    /// FHIR's name.
    fn name(self) -> &'static str {
        match self {
            Role::Variable => "variable",
            Role::Calculated => CALCULATED,
            Role::Shown => "sdc-questionnaire-enableWhenExpression",
            Role::Initial => INITIAL,
            Role::Text => "cqf-expression",
            Role::Options => "sdc-questionnaire-answerExpression",
        }
    }

    /// Filling in beforehand is a service of other systems; what starts empty is asked like anything else.
    fn degrades(self) -> bool {
        !matches!(self, Role::Initial | Role::Variable)
    }

    fn without(self) -> &'static str {
        match self {
            Role::Variable => "A value that other rules use is taken as empty",
            Role::Calculated => "The form would work this value out; here it is filled in by hand",
            Role::Shown => "The form would show this only under a rule; here it is always shown",
            Role::Initial => "The form would fill this in beforehand; here it starts empty",
            Role::Text => "The form would work these words out; the fixed words are shown",
            Role::Options => "The form would work the options out; here the answer is free text",
        }
    }
}

/// True for the rules that a form as a whole can have: values for other rules, and checks.
pub(super) fn is_for_forms(name: &str) -> bool {
    is_check(name) || matches!(Role::of(name), Some(Role::Variable))
}

fn is_check(name: &str) -> bool {
    matches!(name, "questionnaire-constraint" | "targetConstraint" | "sdc-questionnaire-constraint")
}

/// True when the extension is a rule that was read into `rules` or told in `notices`.
pub(super) fn of_extension(
    rules: &mut Option<Box<Rules>>,
    name: &str,
    extension: &Json<'_>,
    notices: &mut Vec<Notice>,
) -> bool {
    if is_check(name) {
        check(rules, extension, notices);
        return true;
    }
    let Some(role) = Role::of(name) else { return false };
    let written = json::field(extension, "valueExpression").unwrap_or(&Json::Null);
    let variable = json::text(written, "name");
    let expression = match expression_of(extension) {
        Ok(expression) => Some(expression),
        // A rule without words asks for nothing.
        Err(why) if why == EMPTY => {
            notices.push(Notice::remark(name, "The form has an empty rule here; it asks for nothing."));
            return true;
        }
        Err(why) => {
            notices.push(Notice {
                feature: name.to_owned(),
                text: format!("{}: {why}.", role.without()),
                degrades: role.degrades(),
            });
            None
        }
    };
    if role != Role::Variable && expression.is_none() {
        return true;
    }
    let rules = rules.get_or_insert_default();
    match role {
        Role::Variable => rules.variables.extend(variable.map(|name| (name.to_owned(), expression))),
        Role::Calculated => rules.calculated = expression,
        Role::Shown => rules.shown = expression,
        Role::Initial => rules.initial = expression,
        Role::Text => rules.text = expression,
        Role::Options => rules.options = expression,
    }
    true
}

/// The expression that an extension holds.
pub(super) fn expression_of(extension: &Json<'_>) -> Result<Expression, String> {
    match json::text(extension, "valueString") {
        // Words without a language are asked of the whole response (Norway's catalogue writes them so).
        Some(bare) => parse(&format!("%resource.select({bare})")),
        None => read(json::field(extension, "valueExpression").unwrap_or(&Json::Null)),
    }
}

/// The name of a rule that fills an answer beforehand.
pub(super) const INITIAL: &str = "sdc-questionnaire-initialExpression";
/// The name of a rule that an answer follows.
pub(super) const CALCULATED: &str = "sdc-questionnaire-calculatedExpression";
const EMPTY: &str = "the rule is empty";

fn read(written: &Json<'_>) -> Result<Expression, String> {
    let language = json::text(written, "language").unwrap_or("text/fhirpath");
    if language != "text/fhirpath" {
        return Err(format!("the rule is written in {language}"));
    }
    parse(json::text(written, "expression").ok_or(EMPTY)?)
}

fn parse(text: &str) -> Result<Expression, String> {
    Expression::parse(text).map_err(|problem| format!("the rule {problem}"))
}

fn check(rules: &mut Option<Box<Rules>>, extension: &Json<'_>, notices: &mut Vec<Notice>) {
    let of = |name: &str| json::extensions(extension).find(|(url, _)| *url == name).map(|(_, found)| found);
    let text = match of("expression") {
        Some(found) => match json::field(found, "valueExpression") {
            Some(written) => read(written),
            None => Expression::parse(json::any_text(found).unwrap_or_default())
                .map_err(|problem| format!("the rule {problem}")),
        },
        None => Err(EMPTY.to_owned()),
    };
    let words =
        of("human").and_then(json::any_text).unwrap_or("This does not fit together with other answers.");
    let stops = of("severity").and_then(json::any_text) != Some("warning");
    match text {
        Ok(expression) => {
            let check = Check { expression, words: words.to_owned(), stops };
            rules.get_or_insert_default().checks.push(check);
        }
        Err(why) => {
            let text = format!("The form checks answers by a rule that is not run here: {why}.");
            notices.push(Notice::less("questionnaire-constraint", text));
        }
    }
}

/// Names every form knows without declaring them.
const GIVEN: &[&str] =
    &["resource", "rootResource", "context", "questionnaire", "qitem", "ucum", "sct", "loinc"];

/// True for a name that needs no declaring.
fn is_given(name: &str) -> bool {
    GIVEN.contains(&name) || name.starts_with("vs-") || name.starts_with("ext-")
}

/// Takes out every rule that asks for something a tablet does not have (the patient's record, a query, a rule in another
/// language), directly or by way of a variable, and says so on the item: what cannot be known must not decide anything.
pub(super) fn without_unknown_names(form: &mut Form) {
    let mut notices = Vec::new();
    if let Some(mut rules) = form.rules.take() {
        keep_known(&mut rules, &[], &mut notices);
        form.rules = Some(rules);
    }
    form.notices.append(&mut notices);
    for item_idx in 0..form.items.len() {
        let Some(mut rules) = form.items[item_idx].rules.take() else { continue };
        let around: Vec<&Rules> = form.rules_over(ItemIdx::new(item_idx)).collect();
        let found_options = rules.options.is_some();
        keep_known(&mut rules, &around, &mut notices);
        let item = &mut form.items[item_idx];
        // Without its rule there is nothing to choose from: own words are taken.
        item.open |= found_options && rules.options.is_none() && item.options.is_empty();
        item.rules = Some(rules);
        item.notices.append(&mut notices);
    }
}

/// Items come after what is around them, so the variables around are in order already.
fn keep_known(rules: &mut Rules, around: &[&Rules], notices: &mut Vec<Notice>) {
    let known = |own: &[(String, Option<Expression>)], name: &str| {
        let mut all = own.iter().chain(around.iter().flat_map(|rules| &rules.variables));
        is_given(name) || all.any(|(known, expression)| known == name && expression.is_some())
    };
    let unknown = |own: &[(String, Option<Expression>)], rule: &Expression| -> Option<String> {
        rule.variables().into_iter().find(|name| !known(own, name)).map(str::to_owned)
    };
    // A variable may use those before it.
    for at in 0..rules.variables.len() {
        let (before, rest) = rules.variables.split_at_mut(at);
        let Some((name, expression)) = rest.first_mut() else { break };
        if let Some(missing) = expression.as_ref().and_then(|rule| unknown(before, rule)) {
            let text = format!("The value %{name} asks for %{missing}, which is not known at the form.");
            notices.push(Notice::remark("variable", text));
            *expression = None;
        }
    }
    let own = std::mem::take(&mut rules.variables);
    let single = [
        (Role::Calculated, &mut rules.calculated),
        (Role::Shown, &mut rules.shown),
        (Role::Initial, &mut rules.initial),
        (Role::Text, &mut rules.text),
        (Role::Options, &mut rules.options),
    ];
    for (role, rule) in single {
        if let Some(missing) = rule.as_ref().and_then(|rule| unknown(&own, rule)) {
            let text =
                format!("{}: the rule asks for %{missing}, which is not known at the form.", role.without());
            notices.push(Notice { feature: role.name().to_owned(), text, degrades: role.degrades() });
            *rule = None;
        }
    }
    rules.properties.retain(|(property, rule)| {
        let missing = unknown(&own, rule);
        if let Some(missing) = &missing {
            notices.push(property.not_followed(&format!("the rule asks for %{missing}, which is not known")));
        }
        missing.is_none()
    });
    rules.checks.retain(|check| {
        let missing = unknown(&own, &check.expression);
        if let Some(missing) = &missing {
            let text = format!(
                "The form checks answers by a rule that is not run here: it asks for %{missing}, which is not known."
            );
            notices.push(Notice::less("questionnaire-constraint", text));
        }
        missing.is_none()
    });
    rules.variables = own;
}

impl Rules {
    /// All expressions in it.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let named = self.variables.iter().filter_map(|(_, expression)| expression.as_ref());
        let single = [&self.calculated, &self.shown, &self.initial, &self.text, &self.options];
        let properties = self.properties.iter().map(|(_, expression)| expression);
        let checks = self.checks.iter().map(|check| &check.expression);
        named.chain(single.into_iter().flatten()).chain(properties).chain(checks)
    }
}

/// True when a rule looks into the form itself.
pub(super) fn look_into_the_form(form: &Form) -> bool {
    let all = form.items.iter().filter_map(|item| item.rules.as_deref()).chain(form.rules.as_deref());
    let mut names = all.flat_map(Rules::expressions).flat_map(Expression::variables);
    names.any(|name| matches!(name, "questionnaire" | "qitem"))
}

/// Refuses forms in which values wait for each other, naming all of them.
///
/// A value waits for another when its rule, or a variable the rule uses, asks for the link id of an item whose value is
/// worked out, too.
pub(super) fn refuse_circles(form: &Form, paths: &[String]) -> Result<(), Refusal> {
    let calculated: Vec<usize> = (0..form.items.len())
        .filter(|at| form.items[*at].rules.as_ref().is_some_and(|rules| rules.calculated.is_some()))
        .collect();
    let places: BTreeMap<&str, usize> =
        calculated.iter().enumerate().map(|(n, at)| (form.items[*at].link_id.as_str(), n)).collect();
    let wants: Vec<BTreeSet<usize>> = calculated
        .iter()
        .map(|at| {
            link_ids_of(form, ItemIdx::new(*at))
                .into_iter()
                .filter_map(|id| places.get(id).copied())
                .collect()
        })
        .collect();
    // Whoever wants nobody that is left goes; who cannot go stands in a circle, or waits for one.
    let mut n_wanted: Vec<usize> = wants.iter().map(BTreeSet::len).collect();
    let mut wanted_by: Vec<Vec<usize>> = vec![Vec::new(); calculated.len()];
    for (one, others) in wants.iter().enumerate() {
        others.iter().for_each(|other| wanted_by[*other].push(one));
    }
    let mut free: Vec<usize> = (0..calculated.len()).filter(|one| n_wanted[*one] == 0).collect();
    let mut left = BTreeSet::new();
    left.extend(0..calculated.len());
    while let Some(one) = free.pop() {
        left.remove(&one);
        for waiting in &wanted_by[one] {
            n_wanted[*waiting] -= 1;
            if n_wanted[*waiting] == 0 {
                free.push(*waiting);
            }
        }
    }
    let Some(first) = left.first().copied() else { return Ok(()) };
    let (mut chain, mut at) = (Vec::new(), first);
    while !chain.contains(&at) {
        chain.push(at);
        at = wants[at].iter().copied().find(|next| left.contains(next)).unwrap_or(first);
    }
    let from = chain.iter().position(|one| *one == at).unwrap_or(0);
    let link_id = |one: &usize| form.items[calculated[*one]].link_id.as_str();
    let circle: Vec<&str> = chain[from..].iter().chain([&at]).map(link_id).collect();
    Err(Refusal::new(
        paths[calculated[at]].clone(),
        format!("Values are worked out from each other in a circle: {}.", circle.join(" \u{2192} ")),
    ))
}

/// The link ids that the rule of an item asks for, directly or by way of the variables it uses.
fn link_ids_of(form: &Form, item: ItemIdx) -> BTreeSet<&str> {
    let mut link_ids = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open: Vec<&Expression> =
        form.items[item.at()].rules.iter().filter_map(|rules| rules.calculated.as_ref()).collect();
    while let Some(expression) = open.pop() {
        link_ids.extend(expression.link_ids());
        for name in expression.variables().into_iter().filter(|name| seen.insert(*name)) {
            let found =
                form.rules_over(item).flat_map(|rules| &rules.variables).find(|(known, _)| known == name);
            open.extend(found.and_then(|(_, expression)| expression.as_ref()));
        }
    }
    link_ids
}

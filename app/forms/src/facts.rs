//! What an item asks, in words for whoever brings a form along, and what differs between two versions of a form.

use crate::definition::{
    AnswerOption, Condition, Definition, EnableBehaviour, FieldClass, Item, ItemIdx, ItemKind, Operator,
    Property, Rules,
};
use crate::expression::Expression;
use crate::value::Value;

/// One thing that holds for an item: "Asked when": "“Stairs” is Yes".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub what: &'static str,
    /// The words.
    pub words: String,
}

/// An item that is not the same in two versions of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// FHIR's linkId.
    pub link_id: String,
    /// Its words, in the newer version where it is there.
    pub label: String,
    /// What happened to it.
    pub change: Change,
}

/// What happened to an item between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// What it is about, how it was and how it is; an empty text where it had or has none.
    Changed(Vec<(&'static str, String, String)>),
}

/// What differs, in the order of the newer version; what is gone comes last.
pub fn differences(before: &Definition, after: &Definition) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut whole = changes(&whole(before), &whole(after));
    if order(before, after) != order(after, before) {
        whole.push(("Order of questions", "As it was".to_owned(), "Another one".to_owned()));
    }
    if !whole.is_empty() {
        let (link_id, label) = (String::new(), "The form as a whole".to_owned());
        found.push(Difference { link_id, label, change: Change::Changed(whole) });
    }
    for (item_idx, item) in indexed(after) {
        let change = match before.by_link_id(&item.link_id) {
            None => Change::Added,
            Some(old) => match changes(&facts(before, old), &facts(after, item_idx)) {
                same if same.is_empty() => continue,
                changes => Change::Changed(changes),
            },
        };
        found.push(Difference { link_id: item.link_id.clone(), label: item.label(), change });
    }
    let gone = indexed(before).filter(|(_, item)| after.by_link_id(&item.link_id).is_none());
    found.extend(gone.map(|(_, item)| Difference {
        link_id: item.link_id.clone(),
        label: item.label(),
        change: Change::Removed,
    }));
    found
}

/// The items of a form that stand in another as well, in their order.
fn order<'a>(def: &'a Definition, other: &Definition) -> Vec<&'a str> {
    let ids = def.items().iter().map(|item| item.link_id.as_str());
    ids.filter(|id| other.by_link_id(id).is_some()).collect()
}

/// What holds for a form as a whole.
fn whole(def: &Definition) -> Vec<Fact> {
    let rules = def.rules();
    let all = [
        ("Title", def.title().to_owned()),
        ("Checked", rules.map_or_else(Vec::new, checks).join("; ")),
        ("Values for its rules", rules.map_or_else(Vec::new, variables).join("; ")),
    ];
    all.into_iter().map(|(what, words)| Fact { what, words }).collect()
}

fn indexed(def: &Definition) -> impl Iterator<Item = (ItemIdx, &Item)> {
    def.items().iter().enumerate().map(|(at, item)| (ItemIdx::new(at), item))
}

fn changes(before: &[Fact], after: &[Fact]) -> Vec<(&'static str, String, String)> {
    let words = |facts: &[Fact], what: &str| {
        facts.iter().find(|fact| fact.what == what).map_or_else(String::new, |fact| fact.words.clone())
    };
    let gone = before.iter().filter(|old| !after.iter().any(|new| new.what == old.what));
    let all = after.iter().chain(gone).map(|fact| fact.what);
    all.map(|what| (what, words(before, what), words(after, what)))
        .filter(|(_, old, new)| old != new)
        .collect()
}

/// Everything that holds for an item; what it does not have is left out.
pub fn facts(def: &Definition, item_idx: ItemIdx) -> Vec<Fact> {
    let item = def.item(item_idx);
    let rules = item.rules.as_deref();
    let rule = |rule: fn(&Rules) -> &Option<Expression>| {
        rules.and_then(|rules| rule(rules).as_ref()).map(|rule| rule.text().to_owned())
    };
    let options: Vec<String> = item.options.iter().map(option).collect();
    let units: Vec<&str> =
        item.units.iter().filter_map(|unit| unit.display.as_deref().or(unit.code.as_deref())).collect();
    let checks = rules.map_or_else(Vec::new, checks);
    let variables = rules.map_or_else(Vec::new, variables);
    let yes = |holds: bool| holds.then(|| "Yes".to_owned());
    let list = |all: Vec<String>| (!all.is_empty()).then(|| all.join("; "));
    let initial = item.initial.iter().map(Value::as_words).collect();
    let all = [
        ("Words", Some(item.label()).filter(|label| !label.is_empty())),
        ("Answer", Some(answer_words(item).to_owned())),
        ("Stands in", item.parent.map(|parent| def.item(parent).label())),
        ("Options", list(options)),
        ("Own words beside the options", yes(item.open)),
        ("Unit", list(units.into_iter().map(str::to_owned).collect())),
        ("Limits", list(limits(item))),
        ("Must be answered", yes(item.required)),
        ("Several answers or copies", yes(item.repeats)),
        ("Only to be read", yes(item.read_only && item.is_question())),
        ("Never shown", yes(item.hidden)),
        ("Asked when", asked_when(def, item_idx)),
        ("Begins with", list(initial).or_else(|| rule(|rules| &rules.initial))),
        ("Worked out", rule(|rules| &rules.calculated)),
        ("Follows from answers", list(rules.map_or_else(Vec::new, properties))),
        ("Checked", list(checks)),
        ("Values for its rules", list(variables)),
        ("Readers", (item.field_class != FieldClass::Clinical).then(|| item.field_class.as_str().to_owned())),
        ("Help", item.help.clone()),
        (
            "Picture",
            item.picture.as_ref().map(|picture| picture.words.clone().unwrap_or_else(|| "Yes".to_owned())),
        ),
    ];
    all.into_iter().filter_map(|(what, words)| Some(Fact { what, words: words? })).collect()
}

/// "a) Never (code 0, score 0)".
fn option(option: &AnswerOption) -> String {
    let code = option.value.code().filter(|code| *code != option.label).map(|code| format!("code {code}"));
    let score = option.ordinal.as_ref().map(|score| format!("score {}", score.as_str()));
    let alone = option.exclusive.then(|| "stands alone".to_owned());
    let more: Vec<String> = [code, score, alone].into_iter().flatten().collect();
    match more.is_empty() {
        true => option.shown(),
        false => format!("{} ({})", option.shown(), more.join(", ")),
    }
}

/// "must be answered: %resource. ...".
fn properties(rules: &Rules) -> Vec<String> {
    let name = |property: Property| match property {
        Property::Required => "must be answered",
        Property::ReadOnly => "only to be read",
        Property::Repeats => "several answers",
        Property::Least => "from",
        Property::Most => "to",
        Property::FewestAnswers => "at least",
        Property::MostAnswers => "at most",
    };
    rules.properties.iter().map(|(property, rule)| format!("{}: {}", name(*property), rule.text())).collect()
}

fn checks(rules: &Rules) -> Vec<String> {
    rules.checks.iter().map(|check| format!("{} ({})", check.words, check.expression.text())).collect()
}

fn variables(rules: &Rules) -> Vec<String> {
    let text = |rule: &Option<Expression>| rule.as_ref().map_or("not run here", Expression::text).to_owned();
    rules.variables.iter().map(|(name, rule)| format!("{name}: {}", text(rule))).collect()
}

/// When an item is asked, if not always: "“Stairs” is Yes, or “Steps” is answered".
pub fn asked_when(def: &Definition, item_idx: ItemIdx) -> Option<String> {
    let item = def.item(item_idx);
    let join = match item.enable_behaviour {
        EnableBehaviour::All => ", and ",
        EnableBehaviour::Any => ", or ",
    };
    let conditions: Vec<String> = item.enable_when.iter().map(|one| condition(def, one)).collect();
    let rule = item.rules.as_deref().and_then(|rules| rules.shown.as_ref());
    let rule = rule.map(|rule| format!("this rule holds: {}", rule.text()));
    let all: Vec<String> =
        [conditions.join(join)].into_iter().filter(|words| !words.is_empty()).chain(rule).collect();
    (!all.is_empty()).then(|| all.join(", and "))
}

fn condition(def: &Definition, condition: &Condition) -> String {
    let question = def.item(condition.question);
    let answer = match question.option_for(&condition.answer) {
        Some(option) => option.label.clone(),
        None => condition.answer.as_words(),
    };
    let is = match (condition.operator, &condition.answer) {
        (Operator::Exists, Value::Boolean(false)) => "is not answered".to_owned(),
        (Operator::Exists, _) => "is answered".to_owned(),
        (Operator::Equal, _) => format!("is {answer}"),
        (Operator::NotEqual, _) => format!("is not {answer}"),
        (Operator::Greater, _) => format!("is more than {answer}"),
        (Operator::Less, _) => format!("is less than {answer}"),
        (Operator::GreaterOrEqual, _) => format!("is {answer} or more"),
        (Operator::LessOrEqual, _) => format!("is {answer} or less"),
    };
    format!("\u{201c}{}\u{201d} {is}", question.label())
}

/// What kind of answer an item takes.
pub fn answer_words(item: &Item) -> &'static str {
    match item.kind {
        ItemKind::Group => "Heading of a group",
        ItemKind::Display => "Words to read",
        ItemKind::Boolean => "Yes or no",
        ItemKind::Decimal => "Number",
        ItemKind::Integer => "Whole number",
        ItemKind::Date => "Date",
        ItemKind::DateTime => "Date and time",
        ItemKind::Time => "Time of day",
        ItemKind::String => "Short text",
        ItemKind::Text => "Long text",
        ItemKind::Url => "Web address",
        ItemKind::Choice | ItemKind::OpenChoice if item.repeats => "Several choices",
        ItemKind::Choice | ItemKind::OpenChoice => "One choice",
        ItemKind::Attachment => "File or photo",
        ItemKind::Reference => "Another record, as text",
        ItemKind::Quantity => "Number with a unit",
    }
}

fn limits(item: &Item) -> Vec<String> {
    let limits = &item.limits;
    let text = |words: &str, value: Option<String>| value.map(|value| format!("{words} {value}"));
    let count = |n: Option<u32>| n.map(|n| n.to_string());
    let all = [
        text("from", limits.min.as_ref().map(Value::as_words)),
        text("to", limits.max.as_ref().map(Value::as_words)),
        text("fewest letters:", count(limits.min_length)),
        text("most letters:", count(item.max_length)),
        text("figures after the point:", count(limits.max_decimal_places)),
        text("written like", limits.entry_format.clone()),
        text("pattern", limits.pattern.as_ref().map(|pattern| pattern.text.clone())),
        text("at least", count(limits.min_occurs)),
        text("at most", count(limits.max_occurs)),
        text("files up to", limits.max_bytes.map(|bytes| format!("{:.1} MB", bytes / 1_000_000.0))),
    ];
    all.into_iter().flatten().collect()
}

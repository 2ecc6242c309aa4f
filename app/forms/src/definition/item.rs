//! What an item of a form is made of. Plain data; filled by `parse`, read by everybody.
//! Never here: answers, or anything that is worked out from them.

use std::sync::Arc;

use super::notice::Notice;
use super::pattern::Pattern;
use super::picture::Picture;
use super::rules::Rules;
use super::vocabulary::{Control, EnableBehaviour, FieldClass, ItemKind, Operator, Table, Widget};
use crate::decimal::Decimal;
use crate::rich::Rich;
use crate::value::{Coding, Value};

/// More options than this are looked for in a list that opens.
const MANY: usize = 12;

/// The place of an item in [`crate::Definition::items`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemIdx(u32);

impl ItemIdx {
    pub(crate) fn new(at: usize) -> ItemIdx {
        ItemIdx(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// The place as a number.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// Words in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// Language tag: `cy`.
    pub language: String,
    /// The words.
    pub text: String,
}

/// Finds the words for a language tag; `cy-GB` is content with `cy`.
pub(crate) fn translated<'a>(all: &'a [Translation], language: &str) -> Option<&'a str> {
    let short = language.split('-').next().unwrap_or(language);
    let exact = all.iter().find(|t| t.language.eq_ignore_ascii_case(language));
    exact.or_else(|| all.iter().find(|t| t.language.eq_ignore_ascii_case(short))).map(|t| t.text.as_str())
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerOption {
    /// What is stored when it is chosen.
    pub value: Value,
    /// What is shown.
    pub label: String,
    /// "a)".
    pub prefix: Option<String>,
    /// Its score.
    pub ordinal: Option<Decimal>,
    /// Cannot stand with others.
    pub exclusive: bool,
    /// The label in other languages.
    pub translations: Vec<Translation>,
    /// The label with its looks, where the form gives them.
    pub rich: Option<Arc<Rich>>,
}

impl AnswerOption {
    /// An option that is its value and nothing else.
    pub fn of(value: Value, label: impl Into<String>) -> AnswerOption {
        AnswerOption {
            value,
            label: label.into(),
            prefix: None,
            ordinal: None,
            exclusive: false,
            translations: Vec::new(),
            rich: None,
        }
    }

    /// A key that tells options of one item apart: the code, else the words.
    pub fn key(&self) -> &str {
        self.value.code().unwrap_or(&self.label)
    }

    /// Prefix and label: "a) Never".
    pub fn shown(&self) -> String {
        match &self.prefix {
            Some(prefix) => format!("{prefix} {}", self.label),
            None => self.label.clone(),
        }
    }

    /// The label in a language.
    pub fn label_in(&self, language: &str) -> &str {
        translated(&self.translations, language).unwrap_or(&self.label)
    }
}

/// Limits of an answer. None of them refuses: a value outside is kept and marked.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// Smallest or earliest value the form allows.
    pub min: Option<Value>,
    /// Largest or latest value the form allows.
    pub max: Option<Value>,
    /// Below this a value is unlikely.
    pub plausible_low: Option<Decimal>,
    /// Above this a value is unlikely.
    pub plausible_high: Option<Decimal>,
    /// Fewest characters.
    pub min_length: Option<u32>,
    /// Most figures after the point.
    pub max_decimal_places: Option<u32>,
    /// The whole text must match.
    pub pattern: Option<Pattern>,
    /// How to write it, in words: "NN/NNN".
    pub entry_format: Option<String>,
    /// Fewest answers or copies.
    pub min_occurs: Option<u32>,
    /// Most answers or copies.
    pub max_occurs: Option<u32>,
    /// Step of a slider.
    pub step: Option<Decimal>,
    /// Most bytes of a file.
    pub max_bytes: Option<f64>,
    /// Media types of a file.
    pub media_types: Vec<String>,
    /// Kinds of records a link may lead to.
    pub record_kinds: Vec<String>,
}

impl Limits {
    /// True when a file of this media type may be given: any where the form names none, "image/*" stands for all images.
    pub fn takes_media(&self, kind: &str) -> bool {
        let takes = |named: &String| match named.strip_suffix('*') {
            Some(beginning) => kind.starts_with(beginning),
            None => named == kind,
        };
        self.media_types.is_empty() || self.media_types.iter().any(takes)
    }
}

/// One condition of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The question it looks at.
    pub question: ItemIdx,
    /// How.
    pub operator: Operator,
    /// What it compares with.
    pub answer: Value,
}

/// One item of a form.
#[derive(Clone, Debug)]
pub struct Item {
    /// FHIR's linkId.
    pub link_id: String,
    /// The item around it.
    pub parent: Option<ItemIdx>,
    /// The items in it.
    pub children: Vec<ItemIdx>,
    /// 0 at the top.
    pub depth: u16,
    /// Its type.
    pub kind: ItemKind,
    /// The question.
    pub text: String,
    /// The question with its looks, where the form formats it.
    pub rich: Option<Rich>,
    /// A picture that belongs to the question.
    pub picture: Option<Arc<Picture>>,
    /// "I8".
    pub prefix: Option<String>,
    /// The prefix with its looks, where the form formats it.
    pub rich_prefix: Option<Rich>,
    /// Help, from a display child marked so.
    pub help: Option<String>,
    /// How it wants to be shown.
    pub control: Control,
    /// A group that is drawn as a table.
    pub table: Option<Table>,
    /// Options side by side rather than below each other.
    pub horizontal: bool,
    /// Needed before finishing.
    pub required: bool,
    /// Needed before countersigning.
    pub before_countersigning: bool,
    /// Several answers, or several copies of a group.
    pub repeats: bool,
    /// Filled by somebody else.
    pub read_only: bool,
    /// Never shown.
    pub hidden: bool,
    /// Most characters.
    pub max_length: Option<u32>,
    /// Other limits.
    pub limits: Limits,
    /// What can be chosen. Items with the same value set share the list.
    pub options: Arc<[AnswerOption]>,
    /// The options are in a value set that the form does not carry along.
    pub options_are_elsewhere: bool,
    /// The options came from a value set that Threshold brings along, so that their words are known to be right.
    pub options_are_shipped: bool,
    /// Own words are welcome beside the options, or instead of options that could not be loaded.
    pub open: bool,
    /// The label of the field for own words.
    pub open_label: Option<String>,
    /// Addresses with more about the question.
    pub support_links: Vec<String>,
    /// What a new form begins with.
    pub initial: Vec<Value>,
    /// Units; the first is the usual one.
    pub units: Vec<Coding>,
    /// Conditions for asking it.
    pub enable_when: Vec<Condition>,
    /// How the conditions join.
    pub enable_behaviour: EnableBehaviour,
    /// Rules that work something out.
    pub rules: Option<Box<Rules>>,
    /// The five-answer hazard judgement.
    pub judgement: bool,
    /// Who may read the answer.
    pub field_class: FieldClass,
    /// Who may answer first: "T A S".
    pub answerers: String,
    /// Our hazard kind.
    pub hazard_kind: Option<String>,
    /// The measure and its drawing.
    pub measure: Option<String>,
    /// A photo would help.
    pub photo_suggested: bool,
    /// An attachment that is a photo.
    pub photo: bool,
    /// An attachment that is a signature.
    pub signature: bool,
    /// How many copies of a repeated group are expected at most.
    pub expected_copies: Option<u32>,
    /// Letter of the area.
    pub area_letter: Option<String>,
    /// The text in other languages.
    pub translations: Vec<Translation>,
    /// The help in other languages.
    pub help_translations: Vec<Translation>,
    /// What of the item cannot be done here, for whoever brings the form in.
    pub notices: Vec<Notice>,
}

impl Item {
    /// True when it takes an answer.
    pub fn is_question(&self) -> bool {
        !matches!(self.kind, ItemKind::Group | ItemKind::Display)
    }

    /// True when it has a place of its own: it is shown, and no words that belong to the item around it.
    pub fn is_drawn(&self) -> bool {
        !self.hidden && self.widget() != Widget::Aside
    }

    /// True for a group that may have several copies.
    pub fn is_repeating_group(&self) -> bool {
        self.repeats && self.kind == ItemKind::Group
    }

    /// A "Must do" item: needed before finishing or before countersigning.
    pub fn must_do(&self) -> bool {
        self.required || self.before_countersigning
    }

    /// A number that is chosen along a line, from one end to the other.
    pub fn is_slider(&self) -> bool {
        self.control == Control::Slider && self.units.len() < 2 && self.ends().is_some()
    }

    /// From where to where its number may go, in its own unit; none where the form does not say both.
    pub fn ends(&self) -> Option<(f64, f64)> {
        let end = |bound: &Option<Value>| match bound.as_ref()? {
            Value::Quantity(limit) if limit.code.as_deref().is_some_and(|code| Some(code) != self.unit()) => {
                None
            }
            bound => bound.as_f64(),
        };
        Some((end(&self.limits.min)?, end(&self.limits.max)?)).filter(|(low, high)| low < high)
    }

    /// The code of the usual unit.
    pub fn unit(&self) -> Option<&str> {
        self.units.first().and_then(|unit| unit.code.as_deref())
    }

    /// What is shown for the usual unit.
    pub fn unit_label(&self) -> &str {
        self.units.first().map_or("", |unit| match (&unit.display, &unit.code) {
            (Some(display), _) => display,
            (None, Some(code)) => crate::units::label(code),
            (None, None) => "",
        })
    }

    /// Prefix and text: "I8 Rails by the bath".
    pub fn label(&self) -> String {
        match &self.prefix {
            Some(prefix) => format!("{prefix} {}", self.text),
            None => self.text.clone(),
        }
    }

    /// True when there is something to choose, or a rule that finds it.
    pub fn has_options(&self) -> bool {
        !self.options.is_empty() || self.rules.as_ref().is_some_and(|rules| rules.options.is_some())
    }

    /// What it is drawn as.
    pub fn widget(&self) -> Widget {
        match self.kind {
            _ if self.control.is_aside() && self.kind == ItemKind::Display => Widget::Aside,
            ItemKind::Group => Widget::Heading,
            ItemKind::Display => Widget::Words,
            _ if self.judgement => Widget::Judgement,
            ItemKind::Choice | ItemKind::OpenChoice if !self.has_options() => Widget::Line,
            ItemKind::Choice | ItemKind::OpenChoice => match self.control {
                _ if self.repeats => Widget::Checkboxes,
                Control::Autocomplete => Widget::Autocomplete,
                // A native list has no room for own words.
                Control::DropDown if !self.open => Widget::Select,
                _ if self.options.len() > MANY && self.control != Control::RadioButton => {
                    Widget::Autocomplete
                }
                _ => Widget::Radios,
            },
            ItemKind::Boolean => Widget::Radios,
            _ if !self.options.is_empty() && self.repeats => Widget::Checkboxes,
            _ if !self.options.is_empty() => Widget::Radios,
            ItemKind::Integer | ItemKind::Decimal | ItemKind::Quantity => Widget::Number,
            ItemKind::Date => Widget::Date,
            ItemKind::DateTime => Widget::DateTime,
            ItemKind::Time => Widget::Time,
            ItemKind::String if self.control == Control::TextArea => Widget::Text,
            ItemKind::Text => Widget::Text,
            ItemKind::String | ItemKind::Url | ItemKind::Reference => Widget::Line,
            ItemKind::Attachment => Widget::File,
        }
    }

    /// The option for a stored value.
    pub fn option_for(&self, value: &Value) -> Option<&AnswerOption> {
        self.options.iter().find(|option| option.value.same_as(value))
    }
}

/// Where an item stands among the repeated groups, worked out once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// Rank of the repeated group it stands in.
    pub home: u32,
    /// Its place among the items of that group.
    pub slot: u32,
    /// Its own rank, when it is a repeating group.
    pub rank: Option<u32>,
    /// Section at the top of the form.
    pub section: u16,
    /// Children of a judgement that the rules look at.
    pub who: Option<ItemIdx>,
    pub reason: Option<ItemIdx>,
    /// Where to look for the answers its conditions ask for, one for each condition.
    pub triggers: Vec<Trigger>,
    /// Counts towards "7 of 12 answered".
    pub counts: bool,
    /// A rule stands on it, or on something in it.
    pub rules_inside: bool,
}

/// Where the answers of a condition's question are found, seen from an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trigger {
    /// How many copies to climb out of.
    pub up: u32,
    /// True when the question stands right there; false when it stands in copies further in.
    pub direct: bool,
    /// How many copies further in.
    pub down: u32,
    pub home: u32,
    pub slot: u32,
}

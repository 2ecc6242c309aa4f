//! The definition: a questionnaire after it was read and checked, and before anybody answers.
//! Immutable, cheap to clone, and complete: options, limits and what depends on what are worked out once.
//! Never here: answers, or reading JSON (`parse`).

mod arrange;
mod check;
mod conditions;
mod dependencies;
mod extensions;
mod item;
mod json;
mod keys;
mod notice;
mod options;
mod parse;
mod pattern;
mod picture;
mod properties;
mod refusal;
mod rules;
mod tables;
mod versions;
mod vocabulary;
mod words;

use std::sync::Arc;

pub use item::{AnswerOption, Condition, Item, ItemIdx, Limits, Translation};
pub use notice::Notice;
#[cfg(feature = "value-sets")]
pub(crate) use options::ADDED;
pub use pattern::Pattern;
pub use picture::Picture;
pub use properties::Property;
pub use refusal::Refusal;
pub use rules::{Check, Rules};
pub use vocabulary::{Control, EnableBehaviour, FieldClass, ItemKind, Operator, Table, Widget};

pub(crate) use dependencies::{Dependencies, Touched};
pub(crate) use item::{Layout, Trigger};
pub(crate) use json::{Json, field, list, parsed, value_of};

use crate::answers::Answers;
use crate::calculation;
use crate::expression::Moment;
use crate::path::AnswerPath;
use crate::value::Value;

/// A form that can be filled. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Definition(pub(crate) Arc<Form>);

#[derive(Debug, Default)]
pub(crate) struct Form {
    pub url: Option<String>,
    pub id: Option<String>,
    pub version: Option<String>,
    pub title: String,
    pub titles: Vec<Translation>,
    pub approval_note: Option<String>,
    pub language: Option<String>,
    pub notices: Vec<Notice>,
    /// Where each item stands in the Questionnaire: `item[2].item[0]`.
    pub paths: Vec<String>,
    /// Rules of the form as a whole.
    pub rules: Option<Box<Rules>>,
    /// True when anything is worked out.
    pub has_rules: bool,
    /// What each rule looks at, where rules can be run one by one.
    pub dependencies: Option<Dependencies>,
    /// The whole form as it was written, where a rule looks into it.
    pub source: Option<serde_json::Value>,
    pub items: Vec<Item>,
    pub layout: Vec<Layout>,
    pub roots: Vec<ItemIdx>,
    pub sections: Vec<Section>,
    /// Paths of items outside repeated groups, by item; the bare key for the others.
    pub keys: Vec<AnswerPath>,
    /// Finds items by their key.
    by_key: keys::Keys,
    /// Every item after all items its enablement depends on.
    pub order: Vec<ItemIdx>,
    /// Repeating groups, outer before inner; rank 0 is the form itself.
    pub repeats: Vec<Repeat>,
}

/// A set of items that repeats together. Rank 0 stands for the form outside all repeated groups.
#[derive(Debug, Default)]
pub(crate) struct Repeat {
    pub group: Option<ItemIdx>,
    pub parent_rank: u32,
    pub n_slots: u32,
}

/// A part of the form as the rail shows it: a group at the top, or a run of questions that stand in no group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Link id of the group, or of the first question of the run.
    pub link_id: String,
    /// The letter of the area, when the form gives one.
    pub letter: Option<String>,
    /// What it is called.
    pub title: String,
    /// The items at the top of the form that belong to it.
    pub roots: Vec<ItemIdx>,
    /// The item that says whether this part of the home was seen.
    pub seen: Option<ItemIdx>,
}

impl Definition {
    /// Reads and checks a FHIR R4 Questionnaire.
    pub fn parse(json: &str) -> Result<Definition, Refusal> {
        parse::questionnaire(json).map(|form| Definition(Arc::new(form)))
    }

    /// The canonical address of the form.
    pub fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// The id of the form's record.
    pub fn id(&self) -> Option<&str> {
        self.0.id.as_deref()
    }

    /// The version.
    pub fn version(&self) -> Option<&str> {
        self.0.version.as_deref()
    }

    /// What the form is called.
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// The language the form is written in.
    pub fn language(&self) -> Option<&str> {
        self.0.language.as_deref()
    }

    /// "Drafted content ...", when the form carries such a remark.
    pub fn approval_note(&self) -> Option<&str> {
        self.0.approval_note.as_deref()
    }

    /// Remarks on the form as a whole; those on single items stand on the items.
    pub fn notices(&self) -> &[Notice] {
        &self.0.notices
    }

    /// All remarks, with the item they are about (none for the form itself).
    pub fn all_notices(&self) -> impl Iterator<Item = (Option<ItemIdx>, &Notice)> {
        let form = self.0.notices.iter().map(|notice| (None, notice));
        let items =
            self.0.items.iter().enumerate().flat_map(|(at, item)| {
                item.notices.iter().map(move |notice| (Some(ItemIdx::new(at)), notice))
            });
        form.chain(items)
    }

    /// True when the form works anything out.
    pub fn has_rules(&self) -> bool {
        self.0.has_rules
    }

    /// Where an item stands in the Questionnaire: `item[2].item[0]`.
    pub fn place(&self, item: ItemIdx) -> &str {
        &self.0.paths[item.at()]
    }

    /// The rules of the form as a whole.
    pub fn rules(&self) -> Option<&Rules> {
        self.0.rules.as_deref()
    }

    /// All items, in the order of the form; an [`ItemIdx`] is a place in this list.
    pub fn items(&self) -> &[Item] {
        &self.0.items
    }

    /// One item.
    pub fn item(&self, item: ItemIdx) -> &Item {
        &self.0.items[item.at()]
    }

    /// The item with this link id.
    pub fn by_link_id(&self, link_id: &str) -> Option<ItemIdx> {
        self.0.find_key(&crate::path::escape(link_id))
    }

    /// The item a path speaks of, if it is in this form and stands in the copies the path names.
    pub fn item_at(&self, path: &AnswerPath) -> Option<ItemIdx> {
        let item = self.0.find_key(path.key())?;
        let mut wanted = self.0.layout[item.at()].home;
        if path.instance_id().is_some() {
            wanted = self.0.layout[item.at()].rank?;
        }
        let mut around: Vec<_> = path.instances().collect();
        while let Some(group) = self.0.repeats[wanted as usize].group {
            let (link, _) = around.pop()?;
            if link != self.0.items[group.at()].link_id {
                return None;
            }
            wanted = self.0.repeats[wanted as usize].parent_rank;
        }
        around.is_empty().then_some(item)
    }

    /// The path of an item inside a copy (`None`: outside every repeated group).
    pub fn path_in(&self, item: ItemIdx, instance: Option<&AnswerPath>) -> AnswerPath {
        match instance {
            None => self.0.keys[item.at()].clone(),
            Some(instance) => crate::path::within(Some(instance.place()), self.0.keys[item.at()].as_str()),
        }
    }

    /// The innermost repeated group around an item.
    pub fn repeating_group_of(&self, item: ItemIdx) -> Option<ItemIdx> {
        self.0.repeats[self.0.layout[item.at()].home as usize].group
    }

    /// Items at the top of the form.
    pub fn roots(&self) -> &[ItemIdx] {
        &self.0.roots
    }

    /// The parts of the form, in its order.
    pub fn sections(&self) -> &[Section] {
        &self.0.sections
    }

    /// True where a change lets only those rules be run again that look at it.
    pub fn runs_rules_one_by_one(&self) -> bool {
        self.0.dependencies.is_some()
    }

    /// True where a group is drawn as a table.
    pub fn has_tables(&self) -> bool {
        self.0.items.iter().any(|item| item.table.is_some())
    }

    /// True for the question whether a part of the home was seen, which opens its section.
    pub fn opens_a_section(&self, item: ItemIdx) -> bool {
        self.sections().iter().any(|section| section.seen == Some(item))
    }

    /// The title in a language, if it was translated.
    pub fn title_in(&self, language: &str) -> &str {
        item::translated(&self.0.titles, language).unwrap_or(&self.0.title)
    }

    /// The text of an item in a language, else as the form writes it.
    pub fn text(&self, item: ItemIdx, language: &str) -> &str {
        let item = self.item(item);
        item::translated(&item.translations, language).unwrap_or(&item.text)
    }

    /// The help of an item in a language, else as the form writes it.
    pub fn help(&self, item: ItemIdx, language: &str) -> Option<&str> {
        let item = self.item(item);
        item::translated(&item.help_translations, language).or(item.help.as_deref())
    }

    /// The answers a new form begins with, outside repeated groups. `now` is for rules that ask for today.
    pub fn initial_answers(&self, now: Option<Moment>) -> Answers {
        let mut answers = self.initial_in(0, None);
        if self.0.has_rules {
            answers.extend(calculation::initial(self, None, now));
        }
        answers
    }

    /// The answers a new copy of a repeated group begins with, its own mark included.
    pub fn initial_answers_of(&self, instance: &AnswerPath, now: Option<Moment>) -> Answers {
        let rank = self.item_at(instance).and_then(|group| self.0.layout[group.at()].rank);
        let Some(rank) = rank else {
            return Answers::new();
        };
        let mut answers = self.initial_in(rank, Some(instance));
        if self.0.has_rules {
            answers.extend(calculation::initial(self, Some(instance), now));
        }
        answers.set(instance.without_facet(), Value::Boolean(true));
        answers
    }

    fn initial_in(&self, rank: u32, instance: Option<&AnswerPath>) -> Answers {
        let here = |(_, layout): &(&Item, &Layout)| layout.home == rank;
        let mut answers = Answers::new();
        for (item_idx, (item, _)) in
            self.0.items.iter().zip(&self.0.layout).enumerate().filter(|(_, pair)| here(pair))
        {
            answers.set(self.path_in(ItemIdx::new(item_idx), instance), crate::Answer(item.initial.clone()));
        }
        answers
    }
}

impl Form {
    /// The rules that an item stands under: its own, those of the items around it, from the inside out, and the form's.
    pub(crate) fn rules_over(&self, item: ItemIdx) -> impl Iterator<Item = &Rules> {
        let around = std::iter::successors(Some(item), |item| self.items[item.at()].parent);
        around.filter_map(|item| self.items[item.at()].rules.as_deref()).chain(self.rules.as_deref())
    }

    /// The item with this key, as keys are written in paths.
    pub(crate) fn find_key(&self, key: &str) -> Option<ItemIdx> {
        self.by_key.find(&self.keys, key)
    }
}

//! The library of recommendations, as data: what could be offered, drafted in words for the report and for the
//! person, with the questions that test it. An entry is a draft, never an order: the therapist picks, edits and
//! signs. Read once from text; nothing here opens a file or knows a visit.

mod blanks;
mod kind;
mod suggest;
mod trigger;

use serde::{Deserialize, Serialize};

pub use blanks::{blanks, fill, follows};
pub use kind::{Category, Tag};
pub use suggest::{Facts, Suggestion};
pub use trigger::Trigger;

/// All entries, and the lists that they refer to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Library {
    /// Version of the content.
    pub version: String,
    /// Who has approved it so far, in one sentence.
    pub approval: String,
    /// Questions on "necessary and appropriate".
    pub necessary: Vec<Prompt>,
    /// Questions on "reasonable and practicable".
    pub practicable: Vec<Prompt>,
    /// Classes of equipment.
    pub iso: Vec<IsoClass>,
    /// Bands of price.
    pub bands: Vec<Band>,
    /// The entries, in the order in which they are shown.
    pub entries: Vec<Entry>,
}

/// A question that the therapist answers in their own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// `na-hazard`, `rp-fixing`.
    pub id: String,
    /// The question.
    pub prompt: String,
}

/// A class of ISO 9999: its code, with a label of our own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IsoClass {
    /// `18 09`.
    pub code: String,
    /// "Chairs and seats".
    pub label: String,
    /// How far the code can be trusted: `P` public page, `K` professional custom, unchecked.
    pub mark: String,
}

/// A band of price. For sorting only: each service has its own prices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// `band-c`.
    pub id: String,
    /// "£100 to £500".
    pub label: String,
    /// From, in pounds.
    pub low: Option<u32>,
    /// To, in pounds; the last band has no end.
    pub high: Option<u32>,
}

/// A draft of a recommendation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// `rec-step-rail`.
    pub id: String,
    /// What it is, in a line: "Second stair rail".
    pub title: String,
    /// The heading it stands under.
    pub group: String,
    /// What offers it; any one is enough.
    pub triggers: Vec<Trigger>,
    /// What kind of thing it is.
    pub category: Category,
    /// Words for reports, with blanks.
    pub professional: String,
    /// Words for the letter to the person, with blanks.
    pub client: String,
    /// What could be done, from the least to the most.
    pub options: Vec<String>,
    /// The cheapest adequate option: choosing another needs a reason in writing.
    pub cheapest: String,
    /// Ids of questions on "necessary and appropriate".
    pub necessary: Vec<String>,
    /// Ids of questions on "reasonable and practicable".
    pub practicable: Vec<String>,
    /// What it does about the need.
    pub tag: Tag,
    /// Code of its class of equipment.
    pub iso: Option<String>,
    /// Sizes and limits to fill in before anything is ordered: "SWL kg".
    pub sizes: Vec<String>,
    /// Id of its band of price.
    pub band: Option<String>,
}

impl Library {
    /// Reads a library. A text that is none is refused as a whole, with the line that is wrong.
    pub fn read(json: &str) -> Result<Library, String> {
        serde_json::from_str(json).map_err(|wrong| format!("The library cannot be read: {wrong}."))
    }

    /// An entry by its id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// A question of either test by its id.
    pub fn prompt(&self, id: &str) -> Option<&str> {
        let mut prompts = self.necessary.iter().chain(&self.practicable);
        prompts.find(|prompt| prompt.id == id).map(|prompt| prompt.prompt.as_str())
    }

    /// Our label for a class of equipment.
    pub fn iso_label(&self, code: &str) -> Option<&str> {
        self.iso.iter().find(|class| class.code == code).map(|class| class.label.as_str())
    }

    /// A band of price by its id.
    pub fn band(&self, id: &str) -> Option<&Band> {
        self.bands.iter().find(|band| band.id == id)
    }
}

//! What kind of thing a recommendation is, and what it does about a need.

use serde::{Deserialize, Serialize};

/// What kind of thing is recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Something to know.
    Advice,
    /// A way of doing something, taught and shown back.
    Technique,
    /// A thing that is lent, given or bought.
    Equipment,
    /// A small change to the home.
    Minor,
    /// A large change to the home.
    Major,
    /// Help from people.
    Care,
    /// Alarms, sensors and reminders.
    Telecare,
    /// Somebody else is asked.
    Referral,
    /// Another home.
    Rehousing,
}

impl Category {
    /// All of them, in the order of the library.
    pub const ALL: [Category; 9] = [
        Category::Advice,
        Category::Technique,
        Category::Equipment,
        Category::Minor,
        Category::Major,
        Category::Care,
        Category::Telecare,
        Category::Referral,
        Category::Rehousing,
    ];

    /// The words on the screen and on paper.
    pub fn words(self) -> &'static str {
        match self {
            Category::Advice => "Advice",
            Category::Technique => "Technique",
            Category::Equipment => "Equipment",
            Category::Minor => "Minor adaptation",
            Category::Major => "Major adaptation",
            Category::Care => "Care",
            Category::Telecare => "Telecare",
            Category::Referral => "Referral",
            Category::Rehousing => "Rehousing",
        }
    }

    /// The code in data: `minor`.
    pub fn code(self) -> &'static str {
        match self {
            Category::Advice => "advice",
            Category::Technique => "technique",
            Category::Equipment => "equipment",
            Category::Minor => "minor",
            Category::Major => "major",
            Category::Care => "care",
            Category::Telecare => "telecare",
            Category::Referral => "referral",
            Category::Rehousing => "rehousing",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Category> {
        Category::ALL.into_iter().find(|category| category.code() == code)
    }

    /// True for what is ordered, fitted and collected again.
    pub fn is_ordered(self) -> bool {
        matches!(self, Category::Equipment | Category::Minor | Category::Major | Category::Telecare)
    }
}

/// What a recommendation does about a need (Care Act 2014, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tag {
    /// The need does not arise.
    Prevent,
    /// The need becomes smaller.
    Reduce,
    /// The need comes later.
    Delay,
}

impl Tag {
    /// All of them.
    pub const ALL: [Tag; 3] = [Tag::Prevent, Tag::Reduce, Tag::Delay];

    /// The words on the screen and on paper.
    pub fn words(self) -> &'static str {
        match self {
            Tag::Prevent => "Prevents a need",
            Tag::Reduce => "Reduces a need",
            Tag::Delay => "Delays a need",
        }
    }

    /// The code in data: `prevent`.
    pub fn code(self) -> &'static str {
        match self {
            Tag::Prevent => "prevent",
            Tag::Reduce => "reduce",
            Tag::Delay => "delay",
        }
    }

    /// Reads a code.
    pub fn parse(code: &str) -> Option<Tag> {
        Tag::ALL.into_iter().find(|tag| tag.code() == code)
    }
}

//! The form engine of Threshold. Three words, three things: a **definition** (what is asked, from a FHIR R4
//! Questionnaire), **answers** (what was said, and where), and a **view** (what is shown, wanted, wrong and counted).
//! Pure: no clock, no chance, no input or output, nothing of the web. Reading a definition may refuse; everything
//! after that returns a view and issues, and never fails.

pub mod calendar;
pub mod expression;
pub mod number;
pub mod rich;
pub mod score;
pub mod units;

#[cfg(feature = "instruments")]
pub mod instruments;
#[cfg(feature = "value-sets")]
pub mod value_sets;

mod answers;
mod calculation;
mod check_response;
mod compare;
mod decimal;
mod definition;
mod describe;
mod enable_when;
mod evaluate;
mod export;
pub mod facts;
mod import;
mod issue;
mod path;
mod photo;
mod reference;
mod typed;
mod validate;
mod value;
mod view;

pub use answers::{Answer, Answers, canonical_json};
pub use calculation::{Values, view_after};
pub use check_response::{ResponseIssue, check_response};
pub use decimal::Decimal;
pub use definition::{
    AnswerOption, Check, Condition, Control, Definition, EnableBehaviour, FieldClass, Item, ItemIdx,
    ItemKind, Limits, Notice, Operator, Pattern, Picture, Property, Refusal, Rules, Section, Table,
    Translation, Widget,
};
pub use describe::describe;
pub use evaluate::evaluate;
pub use export::{to_questionnaire_response, to_questionnaire_response_of};
pub use import::from_questionnaire_response;
pub use issue::{Issue, IssueKind, Severity, When};
pub use path::{AnswerPath, Facet, MAX_PATH_LEN, PathProblem};
pub use photo::{Agreed, FULL, Mark, MarkKind, PHOTO_LIMIT, PHOTO_TYPE, PHOTO_URL, Photo, Shared};
pub use reference::difference;
pub use score::{Score, score, score_in};
pub use typed::typed_number;
pub use value::{Attachment, Coding, Quantity, Reference, Value};
pub use view::{Judgement, Level, Missing, MissingKind, Node, SectionSummary, View, view, view_at};

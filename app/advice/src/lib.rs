//! What the answers of a visit amount to: measures that are compared (`checks`), what wants attention
//! (`findings`), what could be done about it (`library`, `drafts`), and what was decided (`plan`). Pure: the same
//! on the tablet and on the server. Nothing here decides for the therapist, and nothing sums people up.

pub mod house;
pub mod ink;
pub mod library;
pub mod trend;

mod checks;
mod circumstances;
mod drafts;
mod findings;
mod measured;
mod plan;
mod shown;
mod visit;
mod whole;
mod wording;
mod writing;

pub use checks::{Check, checks, checks_at};
pub use circumstances::Circumstances;
pub use drafts::{Draft, facts, need, suggestions};
pub use findings::{Finding, Settled, Sign, findings};
pub use measured::{Measured, measured};
pub use plan::{Goal, Outcome, PLAN, Recommendation, RecommendationState, goals, outcomes, recommendations};
pub use shown::{NextStep, Shown, Talked, shown};
pub use visit::{Form, Place, Visit};
pub use wording::{
    above_limit, cost_words, findings_in_words, gap_name, gap_words, plan_in_words, pounds, reasons,
    standing_words, state_words,
};
pub use writing::{
    from_draft, is_as_drafted, of_ones_own, option, recommendation_copy, settled_copy, settled_ids,
    settled_of, state,
};

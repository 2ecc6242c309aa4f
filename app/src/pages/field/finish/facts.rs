//! What the finish page starts from, read out of the record: when the visit was, and who was there.
//! Pure; the person may change all of it before signing.

use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar;
use forms::{AnswerPath, Answers, Value};
use sync::tablet::OpenVisit;

/// Where the visit form keeps the times and who was there.
const VISIT_FORM: &str = "home-visit";
const TIME_IN: &str = "v-arrived";
const TIME_OUT: &str = "v-left";
const PRESENT: &str = "v-present";

/// When the visit was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// Time of arrival.
    pub arrived: DateTime<Utc>,
    /// Time of leaving.
    pub left: DateTime<Utc>,
}

impl Times {
    /// The civil day of the visit.
    pub fn day(self) -> NaiveDate {
        calendar::uk_date(self.arrived)
    }
}

/// The times as the record tells them: what the author wrote, else when the visit was begun and when
/// its last answer of that day was given.
pub fn times(open: &OpenVisit, now: DateTime<Utc>) -> Times {
    let answers = sync::content::answers_of(&open.fields, VISIT_FORM, open.card.author);
    let made = || open.fields.values().flatten().map(|head| head.made_at);
    let arrived = moment_at(&answers, TIME_IN).or(open.card.arrived).or_else(|| made().min());
    let arrived = arrived.unwrap_or(open.card.planned);
    let day = calendar::uk_date(arrived);
    let last = made().filter(|at| calendar::uk_date(*at) == day).max();
    let left = moment_at(&answers, TIME_OUT).or(last).unwrap_or(now);
    Times { arrived, left: left.max(arrived) }
}

/// Who was there, as the record tells it.
pub fn present(open: &OpenVisit) -> String {
    let answers = sync::content::answers_of(&open.fields, VISIT_FORM, open.card.author);
    let group = AnswerPath::root(PRESENT);
    let named = |id: String| {
        let copy = group.instance(&id);
        let within = format!("{}/", copy.as_str());
        let name = answers.iter().find(|(path, _)| path.as_str().starts_with(&within));
        name.and_then(|(_, answer)| answer.first().map(Value::as_words))
    };
    // Who was to come stands in the plan; whether they came is for the author to say.
    answers.instances(&group).into_iter().filter_map(named).collect::<Vec<String>>().join(", ")
}

/// A wall-clock time on a day, as it is typed; none where it is not certain what is meant.
pub fn clock_on(day: NaiveDate, typed: &str) -> Option<DateTime<Utc>> {
    calendar::time_of_day(typed).map(|time| calendar::from_uk_local(day.and_time(time)))
}

fn moment_at(answers: &Answers, link_id: &str) -> Option<DateTime<Utc>> {
    match answers.at(link_id)?.first()? {
        Value::DateTime(text) => {
            let exact = text.parse::<DateTime<Utc>>().ok();
            exact.or_else(|| text.parse().ok().map(calendar::from_uk_local))
        }
        _ => None,
    }
}

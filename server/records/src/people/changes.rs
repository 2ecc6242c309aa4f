//! Which facts of a person changed, by their names alone: for the trail, which holds nothing of what they say; and what
//! two people change at the same time.

use super::figures;
use crate::error::{RecordsError, Result, read_json, to_json};
use domain::people::Person;
use serde_json::Value;

/// The names of what is not as it was, in the order of the form.
pub(super) fn changed_facts(was: &Person, is: &Person) -> Vec<&'static str> {
    let number = |person: &Person| person.health_number.as_deref().map(figures);
    let (knew, knows) = (&was.before, &is.before);
    let (had, has) = (&was.background, &is.background);
    let facts = [
        ("title", was.title != is.title),
        ("given names", was.given != is.given),
        ("family name", was.family != is.family),
        ("preferred name", was.preferred != is.preferred),
        ("date of birth", was.born != is.born),
        ("NHS number", number(was) != number(is)),
        ("address", was.address != is.address),
        ("phone", was.phone != is.phone),
        ("language", was.language != is.language),
        ("safety", knew.risk != knows.risk),
        ("getting in", knew.access != knows.access),
        ("who will be there", knew.people_there != knows.people_there),
        ("pets", knew.pets != knows.pets),
        ("communication", knew.communication != knows.communication),
        ("parking", knew.parking != knows.parking),
        ("wishes", had.wants != has.wants),
        ("referral", had.referral != has.referral),
        ("health", had.health != has.health),
        ("home", had.home != has.home || had.home_kind != has.home_kind),
        ("household", had.household != has.household),
        ("strengths", had.strengths != has.strengths),
        ("interpreter", had.interpreter != has.interpreter),
    ];
    facts.into_iter().filter_map(|(name, is_new)| is_new.then_some(name)).collect()
}

/// What somebody wants, who had `seen` facts that meanwhile became others: what each of the two changed stands. Refused,
/// with their names, where both changed the same facts.
pub(super) fn beside(seen: &Person, is: &Person, wanted: Person) -> Result<Person> {
    let (theirs, mine) = (changed_facts(seen, is), changed_facts(seen, &wanted));
    let differ = changed_facts(is, &wanted);
    let both: Vec<&str> =
        differ.into_iter().filter(|name| theirs.contains(name) && mine.contains(name)).collect();
    if !both.is_empty() {
        return Err(RecordsError::Refused(format!(
            "Somebody else changed this while you wrote: {}. Your words are still here: open the person in another tab, then write them there.",
            both.join(", "),
        )));
    }
    // A number is the same with and without the spaces people write in it.
    let json = |person: &Person| {
        let health_number = person.health_number.as_deref().map(figures);
        read_json::<Value>(&to_json(&Person { health_number, ..person.clone() }), "person")
    };
    read_json(&merged(&json(seen)?, &json(is)?, &json(&wanted)?).to_string(), "person")
}

fn merged(seen: &Value, is: &Value, wanted: &Value) -> Value {
    match (seen, is, wanted) {
        (Value::Object(seen), Value::Object(is), Value::Object(wanted)) => {
            let part = |key: &String| {
                let of = |all: &serde_json::Map<String, Value>| all.get(key).cloned().unwrap_or(Value::Null);
                (key.clone(), merged(&of(seen), &of(is), &of(wanted)))
            };
            wanted.keys().map(part).collect()
        }
        _ if wanted == seen => is.clone(),
        _ => wanted.clone(),
    }
}

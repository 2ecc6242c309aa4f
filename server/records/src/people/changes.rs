//! Which facts of a person changed, by their names alone: for the trail, which holds nothing of what they say.

use super::figures;
use domain::people::Person;

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

//! The people one works with: the list, a person's page, and covered key-safe codes.

use crate::{
    closing::closing_of,
    entities::{access_code, person, visit, visit_member},
    error::{RecordsError, Result},
    opening::Records,
    people::person_for,
    team::Team,
    transaction::WriteTx,
    visits::{card, kind_of, person_of, state_of},
};
use chrono::{DateTime, Utc};
use domain::{Action, Actor, PersonId, Relationship, Role, VisitState, access::decide, people::Person};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select,
    sea_query::LikeExpr,
};
use sync::desk::{CaseLine, PersonPage, RevealedCode};

impl Records {
    /// The actor's caseload; supervisors and managers see the team's. `search` is a name or number.
    pub async fn caseload(&self, actor: &Actor, search: &str) -> Result<Vec<CaseLine>> {
        decide(actor, Action::ReadCaseload, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        write.note(actor.org, actor.user, "caseload-read", "people", "");
        let visits = visit::Entity::find()
            .filter(visit::Column::Org.eq(actor.org.0))
            .order_by_asc(visit::Column::Planned)
            .all(&write.tx)
            .await?;
        let people = people_called(actor, search).all(&write.tx).await?;
        let team = Team::of(&write, actor).await?;
        let sees_all = matches!(actor.role, Role::Supervisor | Role::Manager);
        let mut lines = Vec::new();
        for row in people {
            let theirs: Vec<&visit::Model> = visits.iter().filter(|v| v.person == row.id).collect();
            let mine = row.therapist == Some(actor.user.0)
                || theirs.iter().any(|visit| visit.author == actor.user.0);
            if sees_all || mine {
                lines.push(case_line(&row, &theirs, &team, write.now)?);
            }
        }
        write.commit().await?;
        Ok(lines)
    }

    /// A person's page.
    pub async fn person(&self, actor: &Actor, id: PersonId) -> Result<PersonPage> {
        let mut write = WriteTx::begin(self).await?;
        let row = person::Entity::find_by_id(id.0)
            .filter(person::Column::Org.eq(actor.org.0))
            .one(&write.tx)
            .await?
            .ok_or(RecordsError::NotFound)?;
        let visits = visit::Entity::find()
            .filter(visit::Column::Person.eq(id.0))
            .order_by_desc(visit::Column::Planned)
            .all(&write.tx)
            .await?;
        let standing = standing(&write.tx, actor, &row, &visits).await?;
        decide(actor, Action::ReadPerson, standing, VisitState::Planned)?;
        write.note(actor.org, actor.user, "person-read", format!("person {id}"), "");
        let mut cards = Vec::with_capacity(visits.len());
        for visit in &visits {
            cards.push(card(&write.tx, visit).await?);
        }
        let person = person_of(&row)?;
        let therapist = match row.therapist {
            Some(user) => Team::of(&write, actor).await?.name(user),
            None => "Nobody yet".to_owned(),
        };
        let easily_mistaken_for = similar(&write.tx, actor, &person).await?;
        write.commit().await?;
        let may_reveal_code = person.background.has_access_code
            && decide(actor, Action::ReadAccessCode, standing, VisitState::Planned).is_ok();
        let closed = closing_of(&row)?;
        Ok(PersonPage { person, therapist, visits: cards, easily_mistaken_for, may_reveal_code, closed })
    }

    /// Uncovers a key-safe code and writes down who looked and why.
    pub async fn reveal_access_code(&self, actor: &Actor, id: PersonId, why: &str) -> Result<RevealedCode> {
        let mut write = WriteTx::begin(self).await?;
        person_for(&write, actor, id, Action::ReadAccessCode).await?;
        if why.trim().is_empty() {
            return Err(RecordsError::Refused("Say why you need it.".into()));
        }
        let found =
            access_code::Entity::find_by_id(id.0).one(&write.tx).await?.ok_or(RecordsError::NotFound)?;
        let reason: String = why.chars().take(40).collect();
        write.note(actor.org, actor.user, "access-code-seen", format!("person {id}"), &reason);
        write.commit().await?;
        Ok(RevealedCode { place: found.place, code: found.code })
    }
}

/// How the actor stands to a person with these visits.
pub(crate) async fn standing(
    db: &impl ConnectionTrait,
    actor: &Actor,
    row: &person::Model,
    visits: &[visit::Model],
) -> Result<Relationship> {
    let writes = visits.iter().any(|visit| visit.author == actor.user.0);
    let takes_part = visit_member::Entity::find()
        .filter(visit_member::Column::Account.eq(actor.user.0))
        .filter(visit_member::Column::Visit.is_in(visits.iter().map(|visit| visit.id)))
        .count(db)
        .await?;
    Ok(match row.therapist == Some(actor.user.0) || writes || takes_part > 0 {
        true => Relationship::CareTeam,
        false => Relationship::SameService,
    })
}

/// The people of the service who are called so, or have this health number; everybody where nothing is asked for.
pub(crate) fn people_called(actor: &Actor, search: &str) -> Select<person::Entity> {
    let mut people = person::Entity::find().filter(person::Column::Org.eq(actor.org.0));
    for word in search_words(search) {
        people = people.filter(person::Column::SearchKey.like(containing(&word)));
    }
    people.order_by_asc(person::Column::SearchKey)
}

fn search_words(search: &str) -> Vec<String> {
    let digits: String = search.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 6 {
        return vec![digits];
    }
    let plain = plain(search);
    let words = plain.split(|c: char| c.is_whitespace() || c == ',');
    // "ELLERY, Margaret (Mrs)" as it stands on a banner: the title is no part of the name.
    words.filter(|word| !word.is_empty() && !word.starts_with('(')).take(4).map(str::to_lowercase).collect()
}

/// Without apostrophes: O'Hanlon is found as it is typed.
fn plain(words: &str) -> String {
    words.replace(['\'', '\u{2019}'], "")
}

/// Somewhere in the text, taken literally: nobody searches with wildcards.
fn containing(word: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}

/// What a person is found by: names in lower case and the digits of the health number, then the same without apostrophes,
/// where there are any.
pub(crate) fn search_key(person: &Person) -> String {
    let digits: String =
        person.health_number.iter().flat_map(|n| n.chars()).filter(char::is_ascii_digit).collect();
    let preferred = person.preferred.clone().unwrap_or_default();
    let key = format!("{} {} {} {digits}", person.family, person.given, preferred).to_lowercase();
    let plain = plain(&key);
    if plain == key { key } else { format!("{key} {plain}") }
}

async fn similar(db: &impl ConnectionTrait, actor: &Actor, person: &Person) -> Result<Vec<String>> {
    let rows = person::Entity::find()
        .filter(person::Column::Org.eq(actor.org.0))
        .filter(person::Column::SearchKey.starts_with(person.family.to_lowercase()))
        .all(db)
        .await?;
    let mut found = Vec::new();
    for row in rows {
        let other = person_of(&row)?;
        if other.id != person.id && other.family == person.family && other.born == person.born {
            found.push(other.banner_name());
        }
    }
    Ok(found)
}

/// A visit that takes place, or did.
fn is_or_was(visit: &visit::Model) -> bool {
    ![VisitState::Cancelled, VisitState::NoAccess].iter().any(|state| state.code() == visit.state)
}

fn case_line(
    row: &person::Model,
    visits: &[&visit::Model],
    team: &Team,
    now: DateTime<Utc>,
) -> Result<CaseLine> {
    let mut next: Option<&visit::Model> = None;
    for visit in visits {
        if state_of(visit)?.is_open() {
            next = Some(visit);
            break;
        }
    }
    let with_supervisor = visits.iter().any(|visit| {
        visit.state == VisitState::Signed.code() && (visit.needs_countersigning || visit.reviewer.is_some())
    });
    let (what, due, state) = match next {
        // It was finished in time, and lies with its author again.
        Some(visit) if state_of(visit)? == VisitState::Returned => {
            (format!("Change and sign: {}", kind_of(visit)?.words().to_lowercase()), None, "Returned")
        }
        Some(visit) if visit.planned < now => {
            (format!("Finish: {}", kind_of(visit)?.words().to_lowercase()), Some(visit.planned), "Report due")
        }
        Some(visit) => (kind_of(visit)?.words().to_owned(), Some(visit.planned), "Visit planned"),
        None if with_supervisor => ("Countersigning".to_owned(), None, "With supervisor"),
        // What is begun or not countersigned yet comes before the end of the case.
        None if row.closed.is_some() => {
            (closing_of(row)?.map(|closing| closing.in_words()).unwrap_or_default(), None, CaseLine::CLOSED)
        }
        None if !visits.iter().any(|visit| is_or_was(visit)) => {
            ("First visit to be planned".to_owned(), None, "Waiting")
        }
        None => ("Review to be planned".to_owned(), None, "Nothing planned"),
    };
    let took_place = |visit: &&&visit::Model| visit.arrived.is_some();
    Ok(CaseLine {
        person: person_of(row)?,
        next: what,
        due,
        state: state.to_owned(),
        last_contact: visits.iter().filter(took_place).filter_map(|visit| visit.arrived).max(),
        therapist: row.therapist.map(|id| team.name(id)).unwrap_or_default(),
    })
}

//! Taking people on, and what is written down about them. Who has it on a tablet is told of every change.

mod changes;
mod namesakes;

use crate::{
    accounts::{find_account, has_left, role_of},
    caseload::{search_key, standing},
    entities::{access_code, person, referral, visit},
    error::{RecordsError, Result, to_json},
    opening::Records,
    review::touch,
    transaction::WriteTx,
    visits::{person_of, state_of},
};
use changes::{beside, changed_facts};
use domain::{
    Action, Actor, OrgId, PersonId, Relationship, Role, UserId, VisitState,
    access::decide,
    calendar::uk_date,
    people::{Person, health_number_is_plausible},
};
use namesakes::is_nobody_else;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use sync::desk::KeptPerson;
use uuid::Uuid;

/// The longest text about a person, in letters.
const LONGEST: usize = 2_000;
/// The longest name, in letters: a page must still hold it.
const LONGEST_NAME: usize = 100;

/// Where the key safe is, and its code.
pub(crate) type Code = (String, String);

impl Records {
    /// Takes a person on. Whoever may be in the service already is asked about first.
    pub async fn add_person(&self, actor: &Actor, kept: &KeptPerson) -> Result<PersonId> {
        decide(actor, Action::AddPerson, Relationship::SameService, VisitState::Planned)?;
        let write = WriteTx::begin(self).await?;
        let id = PersonId(Uuid::now_v7());
        let facts = checked(Person { id, ..kept.facts.clone() }, actor)?;
        let mut write = is_nobody_else(write, actor, &facts, kept.sure).await?;
        let therapist = therapist_of(&write, actor, kept.therapist).await?;
        insert_person(&write, actor.org, facts, Some(therapist), code_of(kept)?.as_ref()).await?;
        write.note(actor.org, actor.user, "person-added", format!("person {id}"), "");
        write.commit().await?;
        Ok(id)
    }

    /// Changes what is written down about a person.
    pub async fn change_person(&self, actor: &Actor, id: PersonId, kept: &KeptPerson) -> Result<()> {
        let write = WriteTx::begin(self).await?;
        let (row, visits) = person_for(&write, actor, id, Action::ChangePerson).await?;
        let before = person_of(&row)?;
        let wanted = checked(Person { id, ..kept.facts.clone() }, actor)?;
        let mut facts = match &kept.seen {
            Some(seen) => beside(seen, &before, wanted)?,
            None => wanted,
        };
        // Who has a namesake of the same day is asked about once, not at every change.
        let is_renamed = facts.family != before.family || facts.born != before.born;
        let mut write = is_nobody_else(write, actor, &facts, kept.sure || !is_renamed).await?;
        let code = code_of(kept)?;
        let stays = before.background.has_access_code && !kept.removes_code;
        facts.background.has_access_code = code.is_some() || stays;
        if kept.removes_code {
            access_code::Entity::delete_by_id(id.0).exec(&write.tx).await?;
        }
        let therapist = therapist_of(&write, actor, kept.therapist.or(row.therapist.map(UserId))).await?;
        let mut what = changed_facts(&before, &facts);
        what.extend((code.is_some() || stays != before.background.has_access_code).then_some("key safe"));
        what.extend((row.therapist != Some(therapist.0)).then_some("therapist"));
        let mut changed: person::ActiveModel = row.into();
        changed.therapist = Set(Some(therapist.0));
        changed.search_key = Set(search_key(&facts));
        changed.facts = Set(to_json(&facts));
        changed.update(&write.tx).await?;
        if let Some(code) = &code {
            keep_code(&write, actor.org, id, code).await?;
        }
        for visit in visits {
            if state_of(&visit)?.is_open() {
                touch(&mut write, visit).await?;
            }
        }
        write.note(actor.org, actor.user, "person-changed", format!("person {id}"), &what.join(", "));
        write.commit().await
    }
}

/// A person of the actor's organisation.
pub(crate) async fn find_person(write: &WriteTx, actor: &Actor, id: PersonId) -> Result<person::Model> {
    let found = person::Entity::find_by_id(id.0).filter(person::Column::Org.eq(actor.org.0));
    found.one(&write.tx).await?.ok_or(RecordsError::NotFound)
}

/// A person and the visits, for somebody who may do this with them.
pub(crate) async fn person_for(
    write: &WriteTx,
    actor: &Actor,
    id: PersonId,
    action: Action,
) -> Result<(person::Model, Vec<visit::Model>)> {
    let row = find_person(write, actor, id).await?;
    let visits = visit::Entity::find().filter(visit::Column::Person.eq(id.0)).all(&write.tx).await?;
    let stands = standing(&write.tx, actor, &row, &visits).await?;
    decide(actor, action, stands, VisitState::Planned)?;
    Ok((row, visits))
}

/// Puts a person into the service.
pub(crate) async fn insert_person(
    write: &WriteTx,
    org: OrgId,
    mut facts: Person,
    therapist: Option<UserId>,
    code: Option<&Code>,
) -> Result<()> {
    facts.background.has_access_code = code.is_some();
    let row = person::ActiveModel {
        id: Set(facts.id.0),
        org: Set(org.0),
        therapist: Set(therapist.map(|id| id.0)),
        search_key: Set(search_key(&facts)),
        facts: Set(to_json(&facts)),
        closed: Set(None),
    };
    person::Entity::insert(row).exec_without_returning(&write.tx).await?;
    if let Some(code) = code {
        keep_code(write, org, facts.id, code).await?;
    }
    let row = referral::ActiveModel {
        id: Set(Uuid::now_v7()),
        org: Set(org.0),
        person: Set(facts.id.0),
        received_on: Set(uk_date(write.now)),
        reason: Set(facts.background.referral.unwrap_or_default()),
        state: Set("accepted".into()),
    };
    referral::Entity::insert(row).exec_without_returning(&write.tx).await?;
    Ok(())
}

async fn keep_code(write: &WriteTx, org: OrgId, id: PersonId, (place, code): &Code) -> Result<()> {
    let row = access_code::ActiveModel {
        person: Set(id.0),
        org: Set(org.0),
        place: Set(place.clone()),
        code: Set(code.clone()),
    };
    access_code::Entity::insert(row)
        .on_conflict(
            OnConflict::column(access_code::Column::Person)
                .update_columns([access_code::Column::Place, access_code::Column::Code])
                .to_owned(),
        )
        .exec_without_returning(&write.tx)
        .await?;
    Ok(())
}

fn code_of(kept: &KeptPerson) -> Result<Option<Code>> {
    let (place, code) = (kept.code_place.trim(), kept.code.trim());
    if code.chars().count().max(place.chars().count()) > LONGEST_NAME {
        return Err(RecordsError::Refused("Shorten the code of the key safe, or where it is.".into()));
    }
    Ok((!code.is_empty()).then(|| (place.to_owned(), code.to_owned())))
}

/// Whose caseload it is: somebody of the service who visits people and is no student. Therapists take on themselves.
async fn therapist_of(write: &WriteTx, actor: &Actor, asked: Option<UserId>) -> Result<UserId> {
    let Some(user) = asked.or((actor.role == Role::Therapist).then_some(actor.user)) else {
        return Err(RecordsError::Refused("Choose whose caseload it is.".into()));
    };
    let account = find_account(&write.tx, actor.org, user).await?;
    let role = role_of(&account)?;
    if !role.visits_people() || role == Role::Student {
        return Err(RecordsError::Refused("Choose a therapist for the caseload.".into()));
    }
    if has_left(&account, actor.today) {
        return Err(RecordsError::Refused(format!(
            "{} has left. Choose whose caseload it is now.",
            account.name
        )));
    }
    Ok(user)
}

/// A health number without the spaces people write in it.
fn figures(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

/// The facts as they are kept: trimmed, nothing where nothing was written, and what cannot be right refused.
fn checked(mut facts: Person, actor: &Actor) -> Result<Person> {
    let refuse = |words: &str| Err(RecordsError::Refused(words.to_owned()));
    let mut too_long = false;
    let mut tidy = |text: &mut String| {
        *text = text.trim().to_owned();
        too_long |= text.chars().count() > LONGEST;
    };
    for text in [&mut facts.given, &mut facts.family, &mut facts.address] {
        tidy(text);
    }
    let (before, background) = (&mut facts.before, &mut facts.background);
    let optional = [
        &mut facts.title,
        &mut facts.preferred,
        &mut facts.health_number,
        &mut facts.phone,
        &mut facts.language,
        &mut before.risk,
        &mut before.access,
        &mut before.people_there,
        &mut before.pets,
        &mut before.communication,
        &mut before.parking,
        &mut background.wants,
        &mut background.referral,
        &mut background.health,
        &mut background.home,
        &mut background.home_kind,
        &mut background.household,
        &mut background.strengths,
        &mut background.interpreter,
    ];
    for text in optional {
        if let Some(words) = text {
            tidy(words);
        }
        text.take_if(|words| words.is_empty());
    }
    if facts.family.is_empty() || facts.given.is_empty() {
        return refuse("Write given and family name.");
    }
    let names = [Some(&facts.given), Some(&facts.family), facts.title.as_ref(), facts.preferred.as_ref()];
    if names.into_iter().flatten().any(|name| name.chars().count() > LONGEST_NAME) {
        return refuse("A name has at most 100 letters. Shorten it.");
    }
    if facts.address.is_empty() {
        return refuse("Write the address: the visit goes there.");
    }
    if let Some(number) = &mut facts.health_number {
        if !health_number_is_plausible(number) {
            return refuse("This is no NHS number: it has ten figures, and the last one checks the others.");
        }
        *number = figures(number);
    }
    if facts.born.is_some_and(|born| born > actor.today) {
        return refuse("The date of birth is after today.");
    }
    match too_long {
        true => refuse("One of the texts is longer than 2,000 letters. Shorten it."),
        false => Ok(facts),
    }
}

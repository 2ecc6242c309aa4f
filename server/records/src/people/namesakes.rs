//! Whether somebody is in the service already, asked before a person is taken on or called otherwise. Who it is
//! is told to those alone who may read that person; that somebody was found stands in the trail either way.

use super::figures;
use crate::{
    caseload::standing,
    entities::{person, visit},
    error::{RecordsError, Result},
    transaction::WriteTx,
    visits::person_of,
};
use domain::{Action, Actor, VisitState, access::decide, people::Person};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

/// Refuses a health number that somebody has, and asks about a namesake of the same day of birth. Nothing may be
/// written before: the transaction ends here where somebody is found.
pub(super) async fn is_nobody_else(
    mut write: WriteTx,
    actor: &Actor,
    facts: &Person,
    sure: bool,
) -> Result<WriteTx> {
    let family = person::Column::SearchKey.contains(facts.family.to_lowercase());
    let number = facts.health_number.as_deref().map(|number| person::Column::SearchKey.contains(number));
    let others = person::Entity::find()
        .filter(person::Column::Org.eq(actor.org.0))
        .filter(person::Column::Id.ne(facts.id.0))
        .filter(Condition::any().add(family).add_option(number))
        .all(&write.tx)
        .await?;
    for row in &others {
        let other = person_of(row)?;
        let Some(alike) = alike(&other, facts, sure) else { continue };
        let told = may_read(&write, actor, row).await?;
        let words = match told {
            true => alike.words(&other.banner_name()),
            false => alike.words_without_name(),
        };
        let how = if told { "name told" } else { "name not told" };
        write.note(actor.org, actor.user, "duplicate-found", format!("person {}", row.id), how);
        write.commit().await?;
        return Err(RecordsError::Refused(words));
    }
    Ok(write)
}

async fn may_read(write: &WriteTx, actor: &Actor, row: &person::Model) -> Result<bool> {
    let visits = visit::Entity::find().filter(visit::Column::Person.eq(row.id)).all(&write.tx).await?;
    let stands = standing(&write.tx, actor, row, &visits).await?;
    Ok(decide(actor, Action::ReadPerson, stands, VisitState::Planned).is_ok())
}

/// What two people have in common.
#[derive(Clone, Copy)]
enum Alike {
    Number,
    FamilyAndDay,
    Names,
}

impl Alike {
    fn words(self, banner: &str) -> String {
        let why = match self {
            Alike::Number => {
                return format!(
                    "This NHS number is written down for {banner} already. Open that record, or ask your supervisor."
                );
            }
            Alike::FamilyAndDay => "was born on the same day",
            Alike::Names => "has the same name",
        };
        format!("{banner} {why} and is in the service already. If it is somebody else, say so below.")
    }

    fn words_without_name(self) -> String {
        let words = match self {
            Alike::Number => "This NHS number is in the service already. Ask your supervisor.",
            Alike::FamilyAndDay => {
                "Somebody of this name, born on the same day, is in the service already. If it is somebody else, say so below."
            }
            Alike::Names => {
                "Somebody of this name is in the service already. If it is somebody else, say so below."
            }
        };
        words.to_owned()
    }
}

/// `sure`: a namesake was asked about.
fn alike(other: &Person, facts: &Person, sure: bool) -> Option<Alike> {
    let number = other.health_number.as_deref().map(figures);
    if facts.health_number.is_some() && number == facts.health_number {
        return Some(Alike::Number);
    }
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    if sure || !same(&other.family, &facts.family) {
        return None;
    }
    if facts.born.is_some() && other.born == facts.born {
        return Some(Alike::FamilyAndDay);
    }
    let one_day_is_unknown = facts.born.is_none() || other.born.is_none();
    (one_day_is_unknown && same(&other.given, &facts.given)).then_some(Alike::Names)
}

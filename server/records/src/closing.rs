//! The end of the work with somebody: nothing more is planned, and what was planned does not take place.

use crate::{
    entities::{access_code, person, visit},
    error::{RecordsError, Result, read_json, to_json},
    opening::Records,
    people::person_for,
    review::touch,
    transaction::WriteTx,
    visits::{person_of, state_of},
};
use domain::{Action, Actor, PersonId, VisitState, calendar::uk_date, closing::Closing};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait};

/// The longest note, in letters.
const LONGEST: usize = 500;

impl Records {
    /// Closes the case: planned visits are called off, and the key-safe code goes. What was begun is still finished.
    pub async fn close_case(&self, actor: &Actor, id: PersonId, closing: &Closing) -> Result<()> {
        let refuse = |words: &str| Err(RecordsError::Refused(words.to_owned()));
        let mut write = WriteTx::begin(self).await?;
        let (row, visits) = person_for(&write, actor, id, Action::ChangePerson).await?;
        if row.closed.is_some() {
            return refuse("This case is closed already. Load the page again.");
        }
        if closing.on > uk_date(write.now) {
            return refuse("The day is still to come. Correct it.");
        }
        let mut facts = person_of(&row)?;
        if facts.born.is_some_and(|born| closing.on < born) {
            return refuse("The day is before the date of birth. Correct it.");
        }
        let words = closing.words.trim();
        if words.chars().count() > LONGEST {
            return refuse("Shorten what else should be known to 500 letters.");
        }
        let closing = Closing { words: words.to_owned(), ..closing.clone() };
        for visit in visits {
            match state_of(&visit)? {
                VisitState::Planned => {}
                // Its tablet is told that there is no code any more.
                state if state.is_open() => {
                    touch(&mut write, visit).await?;
                    continue;
                }
                _ => continue,
            }
            let mut ended: visit::ActiveModel = visit.into();
            ended.state = Set(VisitState::Cancelled.code().to_owned());
            ended.remark = Set(Some(closing.in_words()));
            let ended = ended.update(&write.tx).await?;
            touch(&mut write, ended).await?;
        }
        access_code::Entity::delete_by_id(id.0).exec(&write.tx).await?;
        facts.background.has_access_code = false;
        let mut closed: person::ActiveModel = row.into();
        closed.facts = Set(to_json(&facts));
        closed.closed = Set(Some(to_json(&closing)));
        closed.update(&write.tx).await?;
        write.note(actor.org, actor.user, "case-closed", format!("person {id}"), closing.why.code());
        write.commit().await
    }

    /// Opens a closed case again. Visits that were called off stay so.
    pub async fn reopen_case(&self, actor: &Actor, id: PersonId) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let (row, _) = person_for(&write, actor, id, Action::ChangePerson).await?;
        if row.closed.is_none() {
            return Err(RecordsError::Refused("This case is open already. Load the page again.".to_owned()));
        }
        let mut open: person::ActiveModel = row.into();
        open.closed = Set(None);
        open.update(&write.tx).await?;
        write.note(actor.org, actor.user, "case-reopened", format!("person {id}"), "");
        write.commit().await
    }
}

/// How the work with this person ended, if it has.
pub(crate) fn closing_of(row: &person::Model) -> Result<Option<Closing>> {
    row.closed.as_deref().map(|text| read_json(text, "closing")).transpose()
}

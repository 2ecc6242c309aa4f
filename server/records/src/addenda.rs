//! Addenda: words to be read with a signed record, which itself stays as it was.

use crate::{
    accounts::{find_account, signatory_of},
    entities::addendum,
    error::{RecordsError, Result, to_json},
    opening::Records,
    review::touch,
    signing::new_id,
    transaction::WriteTx,
    visits::find_visit,
};
use domain::{Action, Actor};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use sync::{cards::ADDENDUM_KINDS, desk::NewAddendum};

impl Records {
    /// Adds an addendum under the actor's own signature.
    pub async fn add_addendum(&self, actor: &Actor, new: &NewAddendum) -> Result<u32> {
        if new.text.trim().is_empty() {
            return Err(RecordsError::Refused("Write what should be read with the record.".into()));
        }
        if ADDENDUM_KINDS.iter().all(|(code, _)| *code != new.kind) {
            return Err(RecordsError::Refused("Choose what kind of addendum it is.".into()));
        }
        let mut write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, new.visit, Action::AddAddendum).await?;
        let before =
            addendum::Entity::find().filter(addendum::Column::Visit.eq(new.visit.0)).count(&write.tx).await?;
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        let number = before as i32 + 1;
        let entry = addendum::ActiveModel {
            id: Set(new_id()),
            org: Set(actor.org.0),
            visit: Set(new.visit.0),
            number: Set(number),
            form: Set(new.on.as_ref().map(|key| key.form.clone())),
            path: Set(new.on.as_ref().map(|key| key.path.to_string())),
            kind: Set(new.kind.clone()),
            words: Set(new.text.trim().to_owned()),
            why: Set(new.why.trim().to_owned()),
            signatory: Set(to_json(&signatory_of(&me))),
            at: Set(write.now),
        };
        addendum::Entity::insert(entry).exec_without_returning(&write.tx).await?;
        touch(&mut write, row).await?;
        write.note(actor.org, actor.user, "addendum-added", format!("visit {}", new.visit), "");
        write.commit().await?;
        Ok(number as u32)
    }
}

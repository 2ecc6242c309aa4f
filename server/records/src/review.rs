//! Reviewing: the queue, comments pinned to answers, returning for changes, countersigning.

use crate::{
    accounts::{find_account, has_left, signatory_of},
    entities::{account, comment, field, looked_at, person, signature, visit, visit_version},
    error::{RecordsError, Result, read_json, to_json},
    opening::Records,
    orders::{proposals_of, propose},
    signing::new_id,
    transaction::WriteTx,
    versions::read_signed_text,
    visits::{find_visit, kind_of, person_of},
};
use chrono::{DateTime, Utc};
use domain::{
    Action, Actor, CommentId, Relationship, UserId, VisitId, VisitState, access::decide, visits::CommentKind,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, sea_query::OnConflict,
};
use std::collections::HashMap;
use sync::{
    cards::Returned,
    desk::{NewComment, QueueLine, QueueTab},
};

/// The longest comment, in letters: three pages of print.
const COMMENT_MAX: usize = 6000;

impl Records {
    /// The queue, longest waiting first.
    pub async fn review_queue(&self, actor: &Actor, tab: QueueTab) -> Result<Vec<QueueLine>> {
        decide(actor, Action::ReadReviewQueue, Relationship::SameService, VisitState::Planned)?;
        let state = match tab {
            QueueTab::Waiting => VisitState::Signed,
            QueueTab::Returned => VisitState::Returned,
            QueueTab::Countersigned => VisitState::Countersigned,
        };
        let mut write = WriteTx::begin(self).await?;
        write.note(actor.org, actor.user, "queue-read", "visits", state.code());
        let rows = visit::Entity::find()
            .filter(visit::Column::Org.eq(actor.org.0))
            .filter(visit::Column::State.eq(state.code()))
            .filter(visit::Column::Author.ne(actor.user.0))
            .order_by_asc(visit::Column::ReceivedAt)
            .all(&write.tx)
            .await?;
        let accounts: HashMap<_, _> = account::Entity::find()
            .filter(account::Column::Org.eq(actor.org.0))
            .all(&write.tx)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let mut lines = Vec::new();
        for row in rows {
            let wanted = row.needs_countersigning || row.reviewer.is_some();
            if tab == QueueTab::Waiting && !wanted {
                continue;
            }
            lines.push(self.queue_line(&write, actor, &row, &accounts).await?);
        }
        write.commit().await?;
        lines.sort_by_key(|line| (!line.mine, line.since));
        Ok(lines)
    }

    async fn queue_line(
        &self,
        write: &WriteTx,
        actor: &Actor,
        row: &visit::Model,
        accounts: &HashMap<uuid::Uuid, account::Model>,
    ) -> Result<QueueLine> {
        let person = person::Entity::find_by_id(row.person)
            .one(&write.tx)
            .await?
            .ok_or(RecordsError::Damaged("person"))?;
        let author = accounts.get(&row.author);
        let differing = field::Entity::find()
            .filter(field::Column::Visit.eq(row.id))
            .filter(field::Column::NHeads.gt(1))
            .count(&write.tx)
            .await?;
        let mut notes = Vec::new();
        let returned_at = returned_at(row);
        // A return opens the next version: what lies with its author was signed once less.
        match row.version - i32::from(returned_at.is_some()) {
            ..=1 => {}
            2 => notes.push("second time".to_owned()),
            n => notes.push(format!("{n} times")),
        }
        if differing > 0 {
            notes.push(format!("{differing} answers differ"));
        }
        if row.signed_at.zip(row.left_at).is_some_and(|(at, left)| (at - left).num_hours() > 24) {
            notes.push("late entry".to_owned());
        }
        let named = row.reviewer.filter(|id| *id != actor.user.0).and_then(|id| accounts.get(&id));
        notes.extend(named.map(|named| format!("for {}", named.name)));
        let mine = row.reviewer == Some(actor.user.0)
            || author.is_some_and(|author| author.reviewer == Some(actor.user.0));
        Ok(QueueLine {
            id: VisitId(row.id),
            person: person_of(&person)?.banner_name(),
            what: kind_of(row)?.words().to_owned(),
            author: author.map(|author| author.name.clone()).unwrap_or_default(),
            author_title: author.map(|author| author.title.clone()).unwrap_or_default(),
            signed_at: row.signed_at,
            received_at: row.received_at,
            since: returned_at.or(row.received_at).unwrap_or(row.planned),
            notes,
            mine,
        })
    }

    /// Pins a comment.
    pub async fn add_comment(&self, actor: &Actor, new: &NewComment) -> Result<CommentId> {
        let text = new.text.trim();
        if text.is_empty() {
            return Err(RecordsError::Refused("Write the comment first.".into()));
        }
        let n_letters = text.chars().count();
        if n_letters > COMMENT_MAX {
            return Err(RecordsError::Refused(format!(
                "Shorten the comment to {COMMENT_MAX} letters: it has {n_letters}. Your words are still here."
            )));
        }
        let mut write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, new.visit, Action::CommentOnVisit).await?;
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        let id = CommentId(new_id());
        let entry = comment::ActiveModel {
            id: Set(id.0),
            org: Set(actor.org.0),
            visit: Set(new.visit.0),
            version: Set(row.version),
            form: Set(new.on.as_ref().map(|key| key.form.clone())),
            path: Set(new.on.as_ref().map(|key| key.path.to_string())),
            kind: Set(new.kind.code().to_owned()),
            words: Set(text.to_owned()),
            author: Set(actor.user.0),
            author_name: Set(me.name),
            at: Set(write.now),
            settled_by: Set(None),
            settled_at: Set(None),
            taken_back: Set(false),
        };
        comment::Entity::insert(entry).exec_without_returning(&write.tx).await?;
        touch(&mut write, row).await?;
        write.note(actor.org, actor.user, "comment-added", format!("visit {}", new.visit), new.kind.code());
        write.commit().await?;
        Ok(id)
    }

    /// Settles a comment, or takes one's own back within five minutes.
    pub async fn close_comment(
        &self,
        actor: &Actor,
        visit: VisitId,
        id: CommentId,
        take_back: bool,
    ) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, visit, Action::CommentOnVisit).await?;
        let entry = comment::Entity::find_by_id(id.0)
            .filter(comment::Column::Visit.eq(visit.0))
            .one(&write.tx)
            .await?
            .ok_or(RecordsError::NotFound)?;
        if take_back && (entry.author != actor.user.0 || (write.now - entry.at).num_minutes() >= 5) {
            return Err(RecordsError::Refused("A comment can be taken back for five minutes.".into()));
        }
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        let mut entry: comment::ActiveModel = entry.into();
        match take_back {
            true => entry.taken_back = Set(true),
            false => {
                entry.settled_by = Set(Some(me.name));
                entry.settled_at = Set(Some(write.now));
            }
        }
        entry.update(&write.tx).await?;
        touch(&mut write, row).await?;
        write.note(actor.org, actor.user, "comment-closed", format!("visit {visit}"), "");
        write.commit().await
    }

    /// Remembers that the reviewer has looked at a section: private to the reviewer.
    pub async fn look_at(&self, actor: &Actor, visit: VisitId, section: &str) -> Result<()> {
        let write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, visit, Action::CommentOnVisit).await?;
        let entry = looked_at::ActiveModel {
            visit: Set(visit.0),
            version: Set(row.version),
            account: Set(actor.user.0),
            section: Set(section.chars().take(100).collect()),
            org: Set(actor.org.0),
        };
        looked_at::Entity::insert(entry)
            .on_conflict(
                OnConflict::columns([
                    looked_at::Column::Visit,
                    looked_at::Column::Version,
                    looked_at::Column::Account,
                    looked_at::Column::Section,
                ])
                .do_nothing()
                .to_owned(),
            )
            .exec_without_returning(&write.tx)
            .await?;
        write.commit().await
    }

    /// The sections the reviewer has looked at in the version that lies there.
    pub async fn looked_at(&self, actor: &Actor, visit: VisitId) -> Result<Vec<String>> {
        let row = find_visit(&self.readers, actor, visit, Action::ReadVisit).await?;
        let rows = looked_at::Entity::find()
            .filter(looked_at::Column::Visit.eq(visit.0))
            .filter(looked_at::Column::Version.eq(row.version))
            .filter(looked_at::Column::Account.eq(actor.user.0))
            .all(&self.readers)
            .await?;
        Ok(rows.into_iter().map(|row| row.section).collect())
    }

    /// Gives a visit back to its author, open as the next version.
    pub async fn return_visit(&self, actor: &Actor, id: VisitId, note: Option<String>) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, id, Action::ReturnVisit).await?;
        if n_asked(&write.tx, id).await? == 0 {
            return Err(RecordsError::Refused(
                "Say what to change first: pin at least one comment of the kind \"Change needed\".".into(),
            ));
        }
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        let returned =
            Returned { by: me.name, at: write.now, note: note.filter(|note| !note.trim().is_empty()) };
        let version = row.version;
        let mut changed: visit::ActiveModel = row.into();
        changed.state = Set(VisitState::Returned.code().to_owned());
        changed.version = Set(version + 1);
        changed.returned = Set(Some(to_json(&returned)));
        changed.touched_seq = Set(write.next_seq());
        changed.update(&write.tx).await?;
        write.note(actor.org, actor.user, "visit-returned", format!("visit {id}"), "");
        write.commit().await
    }

    /// Countersigns the version whose hash the reviewer read; nothing happens if it is another by now, or
    /// while a comment still asks for a change.
    pub async fn countersign(
        &self,
        actor: &Actor,
        id: VisitId,
        content_hash: &str,
        note: Option<String>,
    ) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, id, Action::CountersignVisit).await?;
        let sealed = visit_version::Entity::find_by_id((id.0, row.version))
            .one(&write.tx)
            .await?
            .ok_or(RecordsError::Damaged("sealed version"))?;
        if sealed.content_hash != content_hash {
            return Err(RecordsError::Changed);
        }
        if n_asked(&write.tx, id).await? > 0 {
            return Err(RecordsError::Refused("Settle the comments that ask for a change first.".into()));
        }
        if row.needs_countersigning {
            let forms = read_signed_text(&sealed.content).ok_or(RecordsError::Damaged("sealed version"))?;
            propose(&mut write, actor, &row, proposals_of(&forms)).await?;
        }
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        let entry = signature::ActiveModel {
            id: Set(new_id()),
            org: Set(actor.org.0),
            visit: Set(id.0),
            version: Set(row.version),
            countersigns: Set(true),
            signatory: Set(to_json(&signatory_of(&me))),
            at: Set(write.now),
            content_hash: Set(sealed.content_hash),
            note: Set(note.filter(|note| !note.trim().is_empty())),
        };
        signature::Entity::insert(entry).exec_without_returning(&write.tx).await?;
        let mut changed: visit::ActiveModel = row.into();
        changed.state = Set(VisitState::Countersigned.code().to_owned());
        changed.touched_seq = Set(write.next_seq());
        changed.update(&write.tx).await?;
        write.note(actor.org, actor.user, "visit-countersigned", format!("visit {id}"), "");
        write.commit().await
    }

    /// Gives an open visit to somebody else of the service.
    pub async fn pass_visit_on(&self, actor: &Actor, id: VisitId, to: UserId, note: &str) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, id, Action::PassVisitOn).await?;
        let target = find_account(&write.tx, actor.org, to).await?;
        if !crate::accounts::role_of(&target)?.visits_people() {
            return Err(RecordsError::Refused("Choose somebody who visits people.".into()));
        }
        if has_left(&target, actor.today) {
            return Err(RecordsError::Refused("This account has left. Choose somebody else.".into()));
        }
        if target.id == row.author {
            return Err(RecordsError::Refused(format!(
                "{} has it already. Choose somebody else.",
                target.name
            )));
        }
        // Work of students and assistants is countersigned, however it came to them.
        let needs = row.needs_countersigning || crate::accounts::role_of(&target)?.needs_countersigning();
        let reviewer = row.reviewer.or(target.reviewer.filter(|_| needs)).filter(|id| *id != target.id);
        let seq = write.next_seq();
        let gone = crate::entities::visit_gone::ActiveModel {
            visit: Set(id.0),
            account: Set(row.author),
            org: Set(actor.org.0),
            seq: Set(seq),
        };
        crate::entities::visit_gone::Entity::insert(gone)
            .on_conflict(
                OnConflict::columns([
                    crate::entities::visit_gone::Column::Visit,
                    crate::entities::visit_gone::Column::Account,
                ])
                .update_column(crate::entities::visit_gone::Column::Seq)
                .to_owned(),
            )
            .exec_without_returning(&write.tx)
            .await?;
        let mut changed: visit::ActiveModel = row.into();
        changed.author = Set(to.0);
        changed.needs_countersigning = Set(needs);
        changed.reviewer = Set(reviewer);
        changed.passed = Set(Some(to_json(&(target.name, domain::calendar::uk_date(write.now)))));
        changed.remark = Set(Some(note.to_owned()).filter(|note| !note.is_empty()));
        changed.offered_seq = Set(seq);
        changed.touched_seq = Set(write.next_seq());
        changed.update(&write.tx).await?;
        write.note(actor.org, actor.user, "visit-passed-on", format!("visit {id}"), "");
        write.commit().await
    }
}

/// When a visit was given back to its author, as long as it lies there.
pub(crate) fn returned_at(row: &visit::Model) -> Option<DateTime<Utc>> {
    let returned = row.returned.as_deref().filter(|_| row.state == VisitState::Returned.code())?;
    read_json::<Returned>(returned, "return of a visit").ok().map(|returned| returned.at)
}

/// Makes a visit travel to its tablets again.
pub(crate) async fn touch(write: &mut WriteTx, row: visit::Model) -> Result<()> {
    let mut changed: visit::ActiveModel = row.into();
    changed.touched_seq = Set(write.next_seq());
    changed.update(&write.tx).await?;
    Ok(())
}

/// Comments that ask for a change and are neither settled nor taken back.
async fn n_asked(tx: &impl ConnectionTrait, visit: VisitId) -> Result<u64> {
    let asking = comment::Entity::find()
        .filter(comment::Column::Visit.eq(visit.0))
        .filter(comment::Column::Kind.eq(CommentKind::ChangeNeeded.code()))
        .filter(comment::Column::SettledAt.is_null())
        .filter(comment::Column::TakenBack.eq(false));
    Ok(asking.count(tx).await?)
}

//! Photos: announced by an answer, sent in parts that go on where they stopped, checked against their
//! SHA-256, written anew and stored. Only who announced a photo may send it; who may read the visit
//! may see it, with the blurred places burnt in.

use crate::{
    entities::{held, photo, revision},
    error::{RecordsError, Result, read_json},
    opening::Records,
    pictures,
    transaction::WriteTx,
    visits::{fields_of, find_visit, forms_of, relationship},
};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::{Action, Actor, OrgId, Role, VisitId};
use forms::{Answer, Attachment, Mark, PHOTO_LIMIT};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};
use sync::{Mutation, content::sha256_hex, tablet::photos_in};

/// How much of a photo has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhotoProgress {
    /// Where the next part begins; equal to `size` only once the photo is stored.
    pub offset: u64,
    /// All of its bytes.
    pub size: u64,
}

impl PhotoProgress {
    /// True when the photo is stored, whole and checked.
    pub fn is_whole(self) -> bool {
        self.offset == self.size
    }
}

/// Why a part of a photo was not taken.
#[derive(Debug)]
pub enum PartFailure {
    /// The next part begins elsewhere.
    Offset(u64),
    /// All bytes are here and are not those that were announced: it begins anew.
    OtherBytes,
    /// It is no picture that we take.
    NoPicture,
    /// The records did not answer, or it is not the actor's to send.
    Records(RecordsError),
}

impl<E: Into<RecordsError>> From<E> for PartFailure {
    fn from(error: E) -> Self {
        PartFailure::Records(error.into())
    }
}

impl Records {
    /// How much of a photo that the actor announced has arrived.
    pub async fn photo_progress(
        &self,
        actor: &Actor,
        visit: VisitId,
        sha256: &str,
    ) -> Result<PhotoProgress, PartFailure> {
        let mut row = self.announced(actor, visit, sha256).await?;
        // Said to be stored, and gone: it begins anew while somebody still has it.
        if row.stored_at.is_some() && !self.photo_files.has(&file_name(&row)).await? {
            tracing::error!("a stored photo is missing; its author's tablet is asked for it again");
            self.begin_anew(&row).await?;
            (row.stored_at, row.received) = (None, 0);
        }
        // The server may have died between the last byte and storing it.
        match row.stored_at.is_none() && row.received == row.size {
            true => self.settle(row).await,
            false => Ok(progress(&row)),
        }
    }

    /// Takes a part of a photo. When this returns `Ok`, it is on disk; with the last part the photo is
    /// checked, written anew and stored.
    pub async fn take_photo_part(
        &self,
        actor: &Actor,
        visit: VisitId,
        sha256: &str,
        offset: u64,
        part: Bytes,
    ) -> Result<PhotoProgress, PartFailure> {
        let row = self.announced(actor, visit, sha256).await?;
        let now = progress(&row);
        let end = offset + part.len() as u64;
        if now.offset != offset || end > now.size {
            return Err(PartFailure::Offset(now.offset));
        }
        if part.is_empty() {
            return Ok(now);
        }
        // Named by both ends: of two tries at once, the one that is not counted must not lie in the place of the other.
        self.photo_files.put(&format!("{}/{offset:010}-{end:010}", parts_name(&row)), part).await?;
        let moved = photo::Entity::update_many()
            .col_expr(photo::Column::Received, Expr::value(end as i64))
            .filter(this(&row))
            .filter(photo::Column::Received.eq(offset as i64))
            .filter(photo::Column::RemovedAt.is_null())
            .exec(&self.writer)
            .await?;
        if moved.rows_affected == 0 {
            return Err(PartFailure::Offset(progress(&self.announced(actor, visit, sha256).await?).offset));
        }
        match end == now.size {
            true => self.settle(photo::Model { received: end as i64, ..row }).await,
            false => Ok(PhotoProgress { offset: end, ..now }),
        }
    }

    /// A photo of a visit that the actor may read, as a JPEG with its blurred places burnt in.
    pub async fn photo(&self, actor: &Actor, visit: VisitId, sha256: &str) -> Result<Vec<u8>> {
        let id = (actor.org.0, visit.0, sha256.to_owned());
        let row = photo::Entity::find_by_id(id).one(&self.readers).await?;
        let row = row
            .filter(|row| row.stored_at.is_some() && row.removed_at.is_none())
            .ok_or(RecordsError::NotFound)?;
        let mut write = WriteTx::begin(self).await?;
        let seen = match find_visit(&write.tx, actor, visit, Action::ReadVisit).await {
            Ok(seen) => seen,
            Err(_) => find_visit(&write.tx, actor, visit, Action::ReadReport).await?,
        };
        let stands = relationship(&write.tx, actor, &seen).await?;
        let forms = forms_of(&seen)?;
        self.meet(&write.tx, actor.org, &forms).await?;
        let mut marks: Vec<Mark> = Vec::new();
        let mut is_shown = false;
        for pack in fields_of(&write.tx, visit).await? {
            for answer in pack.heads.iter().map(|head| &head.answer) {
                if photos_in(answer).any(|(shown, _)| shown == sha256) {
                    is_shown |= self.reads(actor, stands, &forms, &pack.key);
                    marks.extend(marks_on(answer, sha256));
                }
            }
        }
        // Held work shows in no answer: its author and those who decide about it see it all the same.
        let decides = matches!(actor.role, Role::Supervisor | Role::Manager);
        let waiting = held::Entity::find()
            .filter(held::Column::Org.eq(actor.org.0))
            .filter(held::Column::Visit.eq(visit.0))
            .filter(held::Column::ReleasedAt.is_null())
            .filter(held::Column::Mutation.contains(sha256));
        for row in waiting.all(&write.tx).await? {
            let mutation: Mutation = read_json(&row.mutation, "held work")?;
            if let (Some(key), Some(answer)) = (mutation.change.field(), mutation.change.answer()) {
                is_shown |= decides && self.reads(actor, stands, &forms, &key);
                marks.extend(marks_on(answer, sha256));
            }
        }
        if !is_shown && row.author != actor.user.0 {
            return Err(RecordsError::NotFound);
        }
        write.note(actor.org, actor.user, "photo-read", format!("visit {visit}"), "");
        write.commit().await?;
        let bytes = self.photo_files.get(&file_name(&row)).await?.ok_or(RecordsError::Photos)?;
        let blurred = tokio::task::spawn_blocking(move || pictures::with_blurs(&bytes, &marks)).await;
        blurred.ok().flatten().ok_or(RecordsError::Damaged("photo"))
    }

    async fn announced(&self, actor: &Actor, visit: VisitId, sha256: &str) -> Result<photo::Model> {
        let id = (actor.org.0, visit.0, sha256.to_owned());
        let row = photo::Entity::find_by_id(id).one(&self.readers).await?;
        let row = row.ok_or(RecordsError::NotFound)?;
        if row.author != actor.user.0 && !self.has_shown(actor, visit, sha256).await? {
            return Err(RecordsError::NotFound);
        }
        match row.removed_at {
            Some(_) => Err(removed()),
            None => Ok(row),
        }
    }

    /// Whether a change of this actor shows the photo: also one who announced it second may send it.
    async fn has_shown(&self, actor: &Actor, visit: VisitId, sha256: &str) -> Result<bool> {
        let changes = revision::Entity::find()
            .filter(revision::Column::Org.eq(actor.org.0))
            .filter(revision::Column::Visit.eq(visit.0))
            .filter(revision::Column::Author.eq(actor.user.0))
            .filter(revision::Column::Mutation.contains(sha256));
        Ok(changes.count(&self.readers).await? > 0)
    }

    /// All bytes of a photo are here: checks them, writes the picture anew and stores it.
    async fn settle(&self, row: photo::Model) -> Result<PhotoProgress, PartFailure> {
        let bytes = self.gathered(&row).await?;
        if sha256_hex(&bytes) != row.sha256 {
            self.begin_anew(&row).await?;
            return Err(PartFailure::OtherBytes);
        }
        let picture = tokio::task::spawn_blocking(move || pictures::written_anew(&bytes)).await;
        let Ok(Some(picture)) = picture else {
            self.begin_anew(&row).await?;
            return Err(PartFailure::NoPicture);
        };
        let stored_sha256 = sha256_hex(&picture);
        self.photo_files.put(&file_name(&row), picture.into()).await?;
        let mut write = WriteTx::begin(self).await?;
        let (org, visit) = (OrgId(row.org), row.visit);
        let whole = PhotoProgress { offset: row.size as u64, size: row.size as u64 };
        write.note(org, domain::UserId(row.author), "photo-stored", format!("visit {visit}"), "");
        let parts = parts_name(&row);
        let stored = photo::Entity::update_many()
            .col_expr(photo::Column::StoredAt, Expr::value(write.now))
            .col_expr(photo::Column::StoredSha256, Expr::value(stored_sha256))
            .filter(this(&row))
            .filter(photo::Column::RemovedAt.is_null())
            .exec(&write.tx)
            .await?;
        if stored.rows_affected == 0 {
            self.photo_files.remove(&file_name(&row)).await?;
            self.remove_parts(&parts).await?;
            return Err(removed().into());
        }
        write.commit().await?;
        self.remove_parts(&parts).await?;
        Ok(whole)
    }

    /// The parts in their order. One that reaches beyond the begin of the next is of a second try, or of one that was not
    /// counted; the part that goes on from where the counted one ended has the last word.
    async fn gathered(&self, row: &photo::Model) -> Result<Vec<u8>> {
        let folder = parts_name(row);
        let names = self.photo_files.names(&folder).await?;
        let mut all: Vec<u8> = Vec::with_capacity(row.size as usize);
        for name in names {
            let own = name.rsplit('/').next().and_then(|own| own.split('-').next());
            let begins = own.and_then(|digits| digits.parse::<usize>().ok());
            if let Some(part) = self.photo_files.get(&name).await? {
                all.truncate(begins.ok_or(RecordsError::Damaged("part of a photo"))?);
                all.extend_from_slice(&part);
            }
        }
        all.truncate(row.size as usize);
        Ok(all)
    }

    async fn begin_anew(&self, row: &photo::Model) -> Result<()> {
        photo::Entity::update_many()
            .col_expr(photo::Column::Received, Expr::value(0i64))
            .col_expr(photo::Column::StoredAt, Expr::value(Option::<DateTime<Utc>>::None))
            .filter(this(row))
            .exec(&self.writer)
            .await?;
        self.remove_parts(&parts_name(row)).await
    }

    async fn remove_parts(&self, folder: &str) -> Result<()> {
        for name in self.photo_files.names(folder).await? {
            self.photo_files.remove(&name).await?;
        }
        Ok(())
    }

    /// Removes the bytes of photos to which people did not agree. Runs after the change is committed; one
    /// that this misses for a crash goes at the next call.
    pub async fn sweep_removed_photos(&self) -> Result<()> {
        let removed = photo::Entity::find()
            .filter(photo::Column::RemovedAt.is_not_null())
            .filter(
                Condition::any()
                    .add(photo::Column::StoredAt.is_not_null())
                    .add(photo::Column::Received.gt(0)),
            )
            .all(&self.readers)
            .await?;
        for row in removed {
            self.photo_files.remove(&file_name(&row)).await?;
            self.remove_parts(&parts_name(&row)).await?;
            let mut row: photo::ActiveModel = row.into();
            row.stored_at = Set(None);
            row.received = Set(0);
            row.update(&self.writer).await?;
        }
        Ok(())
    }
}

/// Takes down which photos an answer shows, so that its author may send them.
pub(crate) async fn announce(
    write: &WriteTx,
    actor: &Actor,
    visit: VisitId,
    answer: &Answer,
    made_at: DateTime<Utc>,
) -> Result<()> {
    for (sha256, size) in photos_in(answer).filter(|(_, size)| (1..=PHOTO_LIMIT).contains(size)) {
        let row = photo::ActiveModel {
            org: Set(actor.org.0),
            visit: Set(visit.0),
            sha256: Set(sha256.to_owned()),
            author: Set(actor.user.0),
            size: Set(size as i64),
            received: Set(0),
            announced_at: Set(crate::opening::to_the_millisecond(made_at)),
            stored_at: Set(None),
            stored_sha256: Set(None),
            removed_at: Set(None),
        };
        let key = [photo::Column::Org, photo::Column::Visit, photo::Column::Sha256];
        photo::Entity::insert(row)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(&write.tx)
            .await?;
    }
    Ok(())
}

/// Takes down which photos of an answer were removed. True when one was: then their bytes have to go.
pub(crate) async fn remove(write: &WriteTx, actor: &Actor, visit: VisitId, answer: &Answer) -> Result<bool> {
    let mut any = false;
    for sha256 in answer.files().filter_map(Attachment::removed_photo_sha256) {
        let done = photo::Entity::update_many()
            .col_expr(photo::Column::RemovedAt, Expr::value(write.now))
            .filter(photo::Column::Org.eq(actor.org.0))
            .filter(photo::Column::Visit.eq(visit.0))
            .filter(photo::Column::Sha256.eq(sha256))
            .filter(photo::Column::RemovedAt.is_null())
            .exec(&write.tx)
            .await?;
        any |= done.rows_affected > 0;
    }
    Ok(any)
}

fn removed() -> RecordsError {
    RecordsError::Refused("This photo was removed: it was not agreed to.".to_owned())
}

fn marks_on(answer: &Answer, sha256: &str) -> Vec<Mark> {
    let shown = answer.files().filter(|file| file.photo_sha256() == Some(sha256));
    shown.filter_map(|file| file.photo.as_ref()).flat_map(|photo| photo.marks.clone()).collect()
}

fn progress(row: &photo::Model) -> PhotoProgress {
    let size = row.size.max(0) as u64;
    let offset = if row.stored_at.is_some() { size } else { row.received.max(0) as u64 };
    PhotoProgress { offset, size }
}

fn this(row: &photo::Model) -> Condition {
    Condition::all()
        .add(photo::Column::Org.eq(row.org))
        .add(photo::Column::Visit.eq(row.visit))
        .add(photo::Column::Sha256.eq(&row.sha256))
}

/// Where the photo stands.
pub(crate) fn file_name(row: &photo::Model) -> String {
    format!("photos/{}/{}/{}.jpg", row.org, row.visit, row.sha256)
}

fn parts_name(row: &photo::Model) -> String {
    format!("parts/{}/{}/{}", row.org, row.visit, row.sha256)
}

//! Taking in what a tablet sends: whole or not at all, in one transaction, numbers without gaps.
//! The same push twice gives the same answer. What becomes of each change is decided in `intake`.

use crate::{
    entities::client,
    error::{RecordsError, Result},
    intake::Intake,
    opening::Records,
    tablets::WITHDRAWN,
    transaction::WriteTx,
};
use domain::{Actor, visits::Signatory};
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};
use std::collections::HashMap;
use sync::{
    PushReply, PushRequest, SCHEMA,
    wire::{PUSH_LIMIT, PUSH_REPLY},
};
use uuid::Uuid;

/// Why a push as a whole was not taken. Nothing of it happened.
#[derive(Debug)]
pub enum PushFailure {
    /// Numbers are missing: the next one must be this.
    Gap(u64),
    /// The server is another than the tablet believes; it expects this number next.
    Epoch(Uuid, u64),
    /// This store belongs to somebody else.
    Stranger,
    /// The tablet writes a schema that this server does not know.
    Schema,
    /// The mutations contradict themselves: other store, numbers out of order, too many.
    Malformed(&'static str),
    /// The records did not answer.
    Records(RecordsError),
}

impl<E: Into<RecordsError>> From<E> for PushFailure {
    fn from(error: E) -> Self {
        PushFailure::Records(error.into())
    }
}

impl Records {
    /// Takes a push in, whole or not at all. What comes from a tablet that was withdrawn is held.
    pub async fn push(
        &self,
        actor: &Actor,
        me: &Signatory,
        request: &PushRequest,
    ) -> Result<PushReply, PushFailure> {
        self.take_in(actor, me, request, None).await
    }

    /// The same; with a reason, all that is new is held for it.
    pub(crate) async fn take_in(
        &self,
        actor: &Actor,
        me: &Signatory,
        request: &PushRequest,
        hold_all: Option<&'static str>,
    ) -> Result<PushReply, PushFailure> {
        check_shape(request)?;
        let mut write = WriteTx::begin(self).await?;
        let known = client::Entity::find_by_id(request.client_id).one(&write.tx).await?;
        if known.as_ref().is_some_and(|row| row.account != actor.user.0 || row.org != actor.org.0) {
            return Err(PushFailure::Stranger);
        }
        let last_seq = known.as_ref().map_or(0, |row| row.last_seq.max(0) as u64);
        let withdrawn = known.as_ref().is_some_and(|row| row.withdrawn_at.is_some());
        if request.epoch.is_some_and(|epoch| epoch != self.epoch()) {
            return Err(PushFailure::Epoch(self.epoch(), last_seq + 1));
        }
        let first_new = request.mutations.iter().find(|mutation| mutation.seq > last_seq);
        if first_new.is_some_and(|mutation| mutation.seq != last_seq + 1) {
            return Err(PushFailure::Gap(last_seq + 1));
        }
        let mut intake = Intake {
            records: self,
            actor,
            me,
            write: &mut write,
            visits: HashMap::new(),
            heads: HashMap::new(),
            removed_photos: false,
            hold_all: hold_all.or(withdrawn.then_some(WITHDRAWN)),
        };
        let mut receipts = Vec::with_capacity(request.mutations.len());
        for mutation in &request.mutations {
            let receipt = match mutation.seq <= last_seq {
                true => intake.seen_before(mutation).await?,
                false => intake.take(mutation).await?,
            };
            receipts.push(receipt);
        }
        intake.write_back().await?;
        let removed_photos = intake.removed_photos;
        let newest = request.mutations.last().map_or(last_seq, |mutation| mutation.seq.max(last_seq));
        remember_client(&write, actor, request.client_id, newest).await?;
        write.commit().await?;
        if removed_photos {
            self.sweep_removed_photos().await?;
        }
        Ok(PushReply {
            envelope: PUSH_REPLY.to_owned(),
            epoch: self.epoch(),
            client_id: request.client_id,
            receipts,
            last_seq: newest,
        })
    }
}

fn check_shape(request: &PushRequest) -> Result<(), PushFailure> {
    if request.mutations.len() > PUSH_LIMIT {
        return Err(PushFailure::Malformed("too many mutations in one push"));
    }
    let mut previous: Option<u64> = None;
    for mutation in &request.mutations {
        if mutation.schema > SCHEMA {
            return Err(PushFailure::Schema);
        }
        if mutation.client_id != request.client_id {
            return Err(PushFailure::Malformed("a mutation of another store"));
        }
        let follows = previous.is_none_or(|previous| mutation.seq == previous + 1);
        if mutation.seq == 0 || mutation.seq > i64::MAX as u64 || !follows {
            return Err(PushFailure::Malformed("numbers out of order"));
        }
        previous = Some(mutation.seq);
    }
    Ok(())
}

async fn remember_client(write: &WriteTx, actor: &Actor, id: Uuid, last_seq: u64) -> Result<()> {
    let row = client::ActiveModel {
        id: Set(id),
        org: Set(actor.org.0),
        account: Set(actor.user.0),
        last_seq: Set(last_seq as i64),
        last_seen: Set(write.now),
        ..Default::default()
    };
    client::Entity::insert(row)
        .on_conflict(
            OnConflict::column(client::Column::Id)
                .update_columns([client::Column::LastSeq, client::Column::LastSeen])
                .to_owned(),
        )
        .exec_without_returning(&write.tx)
        .await?;
    Ok(())
}

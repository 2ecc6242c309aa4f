//! Reading visits back from the store, and telling truthfully what is not sent yet.

use super::{PhotoTicket, Tablet, keys, receiving::Held};
use crate::{
    cards::{FieldPack, LastTime, VisitCard},
    change::{Change, FieldKey, FormRef, Mutation},
    content::Fields,
    store::StoreError,
};
use chrono::{DateTime, Utc};
use domain::{VisitId, VisitState, in_order};
use std::collections::{BTreeMap, BTreeSet};

/// A visit opened on the tablet.
#[derive(Clone, Debug)]
pub struct OpenVisit {
    /// The card, with what was done on this tablet since.
    pub card: VisitCard,
    /// All fields, the tablet's own unsent changes included.
    pub fields: Fields,
    /// Fields with a change that the server has not accepted yet.
    pub unsent: BTreeSet<FieldKey>,
    /// Earlier answers.
    pub last_time: Vec<LastTime>,
    /// Held work of this visit.
    pub held: Vec<Held>,
}

/// What a person may be told about one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldState {
    /// Never answered.
    Empty,
    /// The commit is done; the server has not got it.
    OnThisTablet,
    /// An envelope of ours named it.
    OnTheServer,
    /// Two answers differ.
    Differs,
}

impl OpenVisit {
    /// Where the answer to one field is.
    pub fn state_of(&self, key: &FieldKey) -> FieldState {
        match self.fields.get(key).map(Vec::len).unwrap_or(0) {
            0 => FieldState::Empty,
            1 if self.unsent.contains(key) => FieldState::OnThisTablet,
            1 => FieldState::OnTheServer,
            _ => FieldState::Differs,
        }
    }

    /// Fields in which two answers differ.
    pub fn differing(&self) -> impl Iterator<Item = (&FieldKey, &Vec<crate::Head>)> {
        self.fields.iter().filter(|(_, heads)| heads.len() > 1)
    }
}

/// What is not sent yet, in total and by visit: one number from one query, wherever it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unsent {
    /// Changes waiting to be sent.
    pub waiting: usize,
    /// Photos waiting to be sent, oldest first.
    pub photos: Vec<PhotoTicket>,
    /// Photos that the server will not have.
    pub refused_photos: Vec<PhotoTicket>,
    /// By visit, oldest first.
    pub visits: Vec<UnsentVisit>,
    /// Visits' fields in which two answers differ.
    pub differing: Vec<(VisitId, FieldKey)>,
    /// Held work.
    pub held: Vec<Held>,
    /// Sent and still kept.
    pub kept_sent: usize,
}

impl Unsent {
    /// Counts one more change that was just written down, without reading the store again.
    pub fn count_one(&mut self, visit: VisitId, at: DateTime<Utc>) {
        self.waiting += 1;
        match self.visits.iter_mut().find(|line| line.id == visit) {
            Some(line) => line.changes += 1,
            None => self.visits.push(UnsentVisit { changes: 1, ..UnsentVisit::none_of(visit, at) }),
        }
    }

    /// How many things wait to be sent: changes and photos.
    pub fn total(&self) -> usize {
        self.waiting + self.photos.len()
    }

    /// How many things ask for a decision.
    pub fn attention(&self) -> usize {
        self.differing.len() + self.held.len() + self.refused_photos.len()
    }
}

/// Unsent changes of one visit.
#[derive(Clone, Debug, PartialEq)]
pub struct UnsentVisit {
    /// The visit.
    pub id: VisitId,
    /// How many changes wait.
    pub changes: usize,
    /// How many photos wait.
    pub photos: usize,
    /// The bytes of these photos.
    pub photo_bytes: u64,
    /// When the oldest was made.
    pub oldest: DateTime<Utc>,
}

impl UnsentVisit {
    fn none_of(id: VisitId, oldest: DateTime<Utc>) -> UnsentVisit {
        UnsentVisit { id, changes: 0, photos: 0, photo_bytes: 0, oldest }
    }
}

impl Tablet {
    /// Every visit on this tablet, in the order of the day.
    pub async fn visits(&self) -> Result<Vec<VisitCard>, StoreError> {
        let mut cards: Vec<VisitCard> = self.read_all(keys::VISIT).await?;
        let pending = self.outbox().await?;
        for card in &mut cards {
            bring_up_to_date(card, &pending);
        }
        in_order(&mut cards, |card| (card.planned, card.id));
        Ok(cards)
    }

    /// Opens a visit; none when it is not on this tablet.
    pub async fn open(&self, id: VisitId) -> Result<Option<OpenVisit>, StoreError> {
        let Some(mut card) = self.read::<VisitCard>(&keys::visit(id)).await? else {
            return Ok(None);
        };
        let packs: Vec<FieldPack> = self.read_all(&keys::fields(id)).await?;
        let mut fields: Fields = packs.into_iter().map(|pack| (pack.key, pack.heads)).collect();
        let mut pending = self.outbox().await?;
        pending.retain(|mutation| mutation.visit == id);
        if let Some(me) = self.device().await?.me {
            super::overlay(&mut fields, &pending, &me.signatory);
        }
        let unsent = pending.iter().filter_map(|mutation| mutation.change.field()).collect();
        bring_up_to_date(&mut card, &pending);
        let mut held: Vec<Held> = self.read_all(keys::HELD).await?;
        held.retain(|held| held.visit == id);
        let last_time = self.read(&keys::last_time(id)).await?.unwrap_or_default();
        Ok(Some(OpenVisit { card, fields, unsent, last_time, held }))
    }

    /// Those of these forms that are not here yet.
    pub async fn missing_forms(&self, needed: &BTreeSet<FormRef>) -> Result<Vec<FormRef>, StoreError> {
        let mut missing = Vec::new();
        for form in needed {
            if !self.store.has(&keys::form(form)).await? {
                missing.push(form.clone());
            }
        }
        Ok(missing)
    }

    /// Counts what is not sent and what asks for a decision.
    pub async fn unsent(&self) -> Result<Unsent, StoreError> {
        let pending = self.outbox().await?;
        let mut by_visit: BTreeMap<VisitId, UnsentVisit> = BTreeMap::new();
        for mutation in &pending {
            let entry = by_visit
                .entry(mutation.visit)
                .or_insert_with(|| UnsentVisit::none_of(mutation.visit, mutation.made_at));
            entry.changes += 1;
            entry.oldest = entry.oldest.min(mutation.made_at);
        }
        let photos = self.photos_to_send().await?;
        for photo in &photos {
            let entry =
                by_visit.entry(photo.visit).or_insert_with(|| UnsentVisit::none_of(photo.visit, photo.at));
            entry.photos += 1;
            entry.photo_bytes += photo.size;
            entry.oldest = entry.oldest.min(photo.at);
        }
        let mut visits: Vec<UnsentVisit> = by_visit.into_values().collect();
        in_order(&mut visits, |visit| visit.oldest);
        Ok(Unsent {
            waiting: pending.len(),
            photos,
            refused_photos: self.refused_photos().await?,
            visits,
            differing: self.differing(&pending).await?,
            held: self.read_all(keys::HELD).await?,
            kept_sent: self.store.count(keys::SENT).await?,
        })
    }

    async fn differing(&self, pending: &[Mutation]) -> Result<Vec<(VisitId, FieldKey)>, StoreError> {
        let mut decided: BTreeSet<(VisitId, FieldKey)> = BTreeSet::new();
        let deciding =
            pending.iter().filter(|mutation| matches!(mutation.change, Change::ConflictDecided { .. }));
        decided.extend(deciding.filter_map(|mutation| Some((mutation.visit, mutation.change.field()?))));
        let mut differing: Vec<(VisitId, FieldKey)> = self.read_all(keys::DIFFERS).await?;
        differing.retain(|field| !decided.contains(field));
        Ok(differing)
    }
}

/// Shows a card as it is after the changes that wait on this tablet.
fn bring_up_to_date(card: &mut VisitCard, pending: &[Mutation]) {
    for mutation in pending.iter().filter(|mutation| mutation.visit == card.id) {
        match &mutation.change {
            Change::VisitStarted { arrived, forms } => {
                card.arrived = Some(*arrived);
                if !forms.is_empty() {
                    card.forms.clone_from(forms);
                }
                if card.state == VisitState::Planned {
                    card.state = VisitState::Started;
                }
            }
            Change::VisitSigned(signing) if card.state.is_open() => {
                card.state = VisitState::Signed;
                card.signatures.push(domain::visits::Signature {
                    by: signing.by.clone(),
                    at: mutation.made_at,
                    content_hash: signing.content_hash.clone(),
                    version: signing.version,
                    note: signing.note.clone(),
                });
            }
            Change::CommentReplied { comment, text, done } => {
                let found = card.comments.iter_mut().find(|candidate| candidate.id == *comment);
                if let Some(found) = found {
                    found.replies.push(crate::cards::Reply {
                        text: text.clone(),
                        by: card.author_name.clone(),
                        at: mutation.made_at,
                        done: *done,
                    });
                }
            }
            Change::AnswerSet { .. } if card.state == VisitState::Planned => {
                card.state = VisitState::Started;
            }
            _ => {}
        }
    }
}

//! Photos on their way: after all words, part by part, going on where the server says that it stopped.
//! Nothing is taken for sent but by an answer of ours that names the photo.

use crate::network::{self, Answer};
use app::{
    local::{Contact, Local, now},
    routes,
};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};
use sync::{tablet::PhotoTicket, wire::PHOTO_PART_LIMIT};
use uuid::Uuid;

/// How often a photo may stand still, or begin anew because other bytes arrived.
const MOST_TRIES: usize = 3;
/// After so many rounds a photo that the server has not got is asked for again.
const ROUNDS_LATER: u32 = 10;

/// Sends the next part of the oldest photo that can be sent. None when there is none.
pub async fn send_part(local: Local, token: Option<String>, under_way: &mut UnderWay) -> Option<Contact> {
    let tablet = local.tablet();
    let ticket = match tablet.photos_to_send().await {
        Ok(waiting) => waiting.into_iter().find(|ticket| !under_way.passed_over.contains(&ticket.sha256))?,
        Err(_) => return Some(Contact::NoSignal),
    };
    let Ok(client_id) = tablet.client_id(Uuid::now_v7()).await else {
        return Some(Contact::NoSignal);
    };
    let at = format!("{}/upload?tablet={client_id}", routes::photo_file(ticket.visit, &ticket.sha256));
    let offset = match under_way.offset_of(&ticket) {
        Some(offset) => Answer::Ours(offset),
        None => network::photo_progress(&at, &ticket.sha256, token.clone()).await,
    };
    let went = match offset {
        Answer::Ours(offset) if offset >= ticket.size => Answer::Ours(offset),
        Answer::Ours(offset) => match tablet.photo(ticket.visit, &ticket.sha256).await {
            Ok(Some(bytes)) if bytes.len() as u64 == ticket.size => {
                let from = offset as usize;
                let part = &bytes[from..bytes.len().min(from + PHOTO_PART_LIMIT)];
                network::send_photo_part(&at, &ticket.sha256, offset, part, token).await
            }
            Ok(Some(_)) => return Some(give_up(local, &ticket, DAMAGED).await),
            // It was removed this moment; else it is looked for again in the next round.
            Ok(None) => {
                under_way.passed_over.insert(ticket.sha256.clone());
                return Some(Contact::Fine);
            }
            Err(_) => return Some(Contact::NoSignal),
        },
        other => other,
    };
    let moves = under_way.take(&ticket, &went);
    match went {
        Answer::Ours(offset) if offset >= ticket.size => {
            let kept = tablet.photo_was_sent(&ticket, now()).await;
            Some(if kept.is_ok() { Contact::Fine } else { Contact::NoSignal })
        }
        Answer::Ours(_) if moves => Some(Contact::Fine),
        Answer::Ours(_) => Some(Contact::Odd(409, 0)),
        Answer::Refused(refusal) => match refusal.code.as_str() {
            // Where the next part begins is asked again.
            "offset" if moves => Some(Contact::Fine),
            "offset" => Some(Contact::Odd(409, 0)),
            "other-bytes" if moves => Some(Contact::Fine),
            "other-bytes" | "no-picture" => Some(give_up(local, &ticket, DAMAGED).await),
            "removed" => Some(drop_removed(local, &ticket).await),
            // The server does not know of it yet: its answer is sent first, or again after a restore.
            "not-found" => {
                under_way.passed_over.insert(ticket.sha256.clone());
                Some(Contact::Fine)
            }
            _ => Some(crate::courier::refused_contact(&refusal)),
        },
        other => Some(crate::courier::contact_of(other)),
    }
}

const DAMAGED: &str = "Photo is damaged on this tablet. Take it again if you can.";

async fn give_up(local: Local, ticket: &PhotoTicket, why: &str) -> Contact {
    match local.tablet().photo_was_refused(ticket, why).await {
        Ok(()) => Contact::Fine,
        Err(_) => Contact::NoSignal,
    }
}

/// Somebody said that the person does not agree to it.
async fn drop_removed(local: Local, ticket: &PhotoTicket) -> Contact {
    match local.tablet().drop_photo(ticket.visit, &ticket.sha256).await {
        Ok(()) => Contact::Fine,
        Err(_) => Contact::NoSignal,
    }
}

/// Where the photo under way goes on, so that nobody asks before every part; and which are passed over in
/// this round.
#[derive(Default)]
pub struct UnderWay {
    part: Option<(String, u64)>,
    last_end: Option<(String, u64)>,
    n_standstills: usize,
    passed_over: HashSet<String>,
}

impl UnderWay {
    fn offset_of(&self, ticket: &PhotoTicket) -> Option<u64> {
        self.part.as_ref().filter(|(sha256, _)| *sha256 == ticket.sha256).map(|(_, offset)| *offset)
    }

    /// Takes down what came of a part. False when a photo has stood still too often.
    fn take(&mut self, ticket: &PhotoTicket, went: &Answer<u64>) -> bool {
        // After anything but a plain answer the server is asked.
        self.part = match went {
            Answer::Ours(offset) if *offset < ticket.size => Some((ticket.sha256.clone(), *offset)),
            _ => None,
        };
        let moved = self.part.is_some() && self.part != self.last_end;
        self.n_standstills = if moved { 0 } else { self.n_standstills + 1 };
        self.last_end.clone_from(&self.part);
        self.n_standstills < MOST_TRIES
    }
}

/// Fetches the photos that were taken elsewhere, until somebody writes or the tablet is locked. Those that
/// the server has not got yet are asked for again later.
pub async fn fetch(local: Local, later: &mut HashMap<String, u32>) {
    let tablet = local.tablet();
    let mut n_fetched = 0;
    for (visit, sha256) in tablet.photos_to_fetch().await.unwrap_or_default() {
        if local.unsent.with_untracked(|unsent| unsent.waiting > 0) || local.is_shut() {
            break;
        }
        if let Some(rounds) = later.get_mut(&sha256).filter(|rounds| **rounds > 0) {
            *rounds -= 1;
            continue;
        }
        let Some(bytes) = network::photo(&routes::photo_file(visit, &sha256), &sha256).await else {
            later.insert(sha256, ROUNDS_LATER);
            continue;
        };
        if tablet.keep_fetched_photo(visit, &sha256, bytes).await.is_ok() {
            n_fetched += 1;
        }
    }
    if n_fetched > 0 {
        local.tide.update(|tide| *tide += 1);
    }
}

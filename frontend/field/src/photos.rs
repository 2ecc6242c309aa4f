//! Photos on their way: after all words, part by part, going on where the server says that it stopped.
//! Nothing is taken for sent but by an answer of ours that names the photo.

use crate::network::{self, Answer};
use app::{
    local::{Contact, Local, now},
    routes,
};
use domain::VisitState;
use leptos::prelude::*;
use sync::{tablet::PhotoTicket, wire::PHOTO_PART_LIMIT};
use uuid::Uuid;

/// How often a photo begins anew, because other bytes arrived, before it is taken for damaged.
const MOST_TRIES: usize = 3;

/// Sends the next part of the oldest photo that waits. None when none waits.
pub async fn send_part(local: Local, token: Option<String>, restarts: &mut Restarts) -> Option<Contact> {
    let tablet = local.tablet();
    let ticket = match tablet.photos_to_send().await {
        Ok(waiting) => waiting.into_iter().next()?,
        Err(_) => return Some(Contact::NoSignal),
    };
    let Ok(client_id) = tablet.client_id(Uuid::now_v7()).await else {
        return Some(Contact::NoSignal);
    };
    let at = format!("{}/upload?tablet={client_id}", routes::photo_file(ticket.visit, &ticket.sha256));
    let offset = match restarts.known(&ticket) {
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
            Ok(_) => return Some(give_up(local, &ticket, DAMAGED).await),
            Err(_) => return Some(Contact::NoSignal),
        },
        other => other,
    };
    restarts.take(&ticket, &went);
    match went {
        Answer::Ours(offset) if offset >= ticket.size => {
            let kept = tablet.photo_was_sent(&ticket, now()).await;
            Some(if kept.is_ok() { Contact::Fine } else { Contact::NoSignal })
        }
        Answer::Ours(_) => Some(Contact::Fine),
        Answer::Refused(refusal) => match refusal.code.as_str() {
            // Where the next part begins has been taken down: the next try goes on there.
            "offset" => Some(Contact::Fine),
            "other-bytes" if restarts.n_tries < MOST_TRIES => Some(Contact::Fine),
            "other-bytes" | "no-picture" => Some(give_up(local, &ticket, DAMAGED).await),
            "removed" => Some(give_up(local, &ticket, &refusal.reason).await),
            // Its answer may not be written down yet.
            "not-found" if (now() - ticket.at).num_seconds() < 60 => Some(Contact::Busy(2)),
            "not-found" => Some(give_up(local, &ticket, NOT_SHOWN).await),
            _ => Some(crate::courier::refused_contact(&refusal)),
        },
        other => Some(crate::courier::contact_of(other)),
    }
}

const DAMAGED: &str = "Photo is damaged on this tablet. Take it again if you can.";
const NOT_SHOWN: &str = "No answer shows this photo any more.";

async fn give_up(local: Local, ticket: &PhotoTicket, why: &str) -> Contact {
    match local.tablet().photo_was_refused(ticket, why).await {
        Ok(()) => Contact::Fine,
        Err(_) => Contact::NoSignal,
    }
}

/// Where the photo under way goes on, so that nobody asks before every part.
#[derive(Default)]
pub struct Restarts {
    under_way: Option<(String, u64)>,
    n_tries: usize,
}

impl Restarts {
    fn known(&self, ticket: &PhotoTicket) -> Option<u64> {
        self.under_way.as_ref().filter(|(sha256, _)| *sha256 == ticket.sha256).map(|(_, offset)| *offset)
    }

    fn take(&mut self, ticket: &PhotoTicket, went: &Answer<u64>) {
        self.n_tries = match went {
            Answer::Refused(refusal) if refusal.code == "other-bytes" => self.n_tries + 1,
            Answer::Ours(offset) if *offset >= ticket.size => 0,
            _ => self.n_tries,
        };
        // After anything but a plain answer the server is asked.
        self.under_way = match went {
            Answer::Ours(offset) if *offset < ticket.size => Some((ticket.sha256.clone(), *offset)),
            _ => None,
        };
    }
}

/// Fetches the photos of open visits that were taken elsewhere. True when all are here.
pub async fn fetch(local: Local) -> bool {
    let tablet = local.tablet();
    let open: Vec<_> = local.visits.with_untracked(|cards| {
        cards.iter().filter(|card| VisitState::is_open(card.state)).map(|card| card.id).collect()
    });
    let mut all_here = true;
    for visit in open {
        for sha256 in tablet.photos_to_fetch(visit).await.unwrap_or_default() {
            let kept = match network::photo(&routes::photo_file(visit, &sha256), &sha256).await {
                Some(bytes) => tablet.keep_fetched_photo(visit, &sha256, bytes).await.is_ok(),
                None => false,
            };
            all_here &= kept;
        }
    }
    all_here
}

//! Recovery files: what is not sent of a visit comes out whole, and goes in on any tablet of the same person.

use crate::{photos, support::*};
use sync::{
    Mutation, Outcome, StoreError,
    tablet::{Recovered, Recovery},
};

fn as_written(mutations: &[Mutation]) -> Vec<(uuid::Uuid, Option<uuid::Uuid>, sync::Change)> {
    mutations.iter().map(|mutation| (mutation.id, mutation.base, mutation.change.clone())).collect()
}

/// A tablet with two changes and a photo that are not sent, and what goes into the file.
async fn kept() -> (sync::Tablet, Recovery) {
    let (tablet, _) = tablet();
    answer(&tablet, 1, "v-reason", "one").await;
    photos::taken(&tablet, 2).await;
    let recovery = tablet.recovery(VISIT).await.unwrap();
    (tablet, recovery)
}

#[test]
fn what_is_not_sent_goes_through_the_bytes_of_a_file_to_another_tablet_under_its_own_ids() {
    block_on(async {
        let (first, kept) = kept().await;
        let read = Recovery::from_bytes(&kept.to_bytes()).expect("the same again");
        assert_eq!(read, kept);
        let (second, _) = tablet();
        answer(&second, 7, "v-present", "her own").await;
        let recovered = second.take_back(&read, id(9)).await.unwrap();
        assert_eq!(recovered, Some(Recovered { changes: 2, photos: 1 }));
        let outbox = second.outbox().await.unwrap();
        assert_eq!(as_written(&outbox[1..]), as_written(&first.outbox().await.unwrap()));
        let own = outbox[0].client_id;
        assert!(outbox.iter().all(|mutation| mutation.client_id == own), "numbered by this tablet");
        assert_eq!(outbox.iter().map(|mutation| mutation.seq).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(second.photo(VISIT, photos::SHA).await.unwrap(), Some(vec![1, 2, 3]));
        assert_eq!(answer(&second, 8, "v-present", "and on").await.seq, 4);
    });
}

#[test]
fn what_waits_here_or_was_sent_from_here_is_not_taken_in_again() {
    block_on(async {
        let (tablet, kept) = kept().await;
        assert_eq!(tablet.take_back(&kept, id(9)).await.unwrap(), Some(Recovered::default()));
        let push = tablet.next_push().await.unwrap().expect("two changes");
        tablet.take_push(&receipts(&push.mutations, &Outcome::Applied, 0), minute(3)).await.unwrap();
        tablet.photo_was_sent(&kept.photos[0].0, minute(3)).await.unwrap();
        assert_eq!(tablet.take_back(&kept, id(9)).await.unwrap(), Some(Recovered::default()));
        assert!(!tablet.has_unsent().await.unwrap());
    });
}

#[test]
fn a_letter_typed_after_the_file_was_kept_is_a_change_of_its_own() {
    block_on(async {
        let (tablet, _) = tablet();
        let first = answer(&tablet, 1, "v-reason", "a").await;
        let kept = tablet.recovery(VISIT).await.unwrap();
        let change = set("v-reason", "ab");
        let next = tablet.write_down_typing(&first, Some(first.id), change, id(2), minute(1)).await.unwrap();
        assert_ne!(next.id, first.id);
        assert_eq!(as_written(&kept.mutations), as_written(&tablet.outbox().await.unwrap()[..1]));
    });
}

#[test]
fn only_the_visit_in_question_goes_into_the_file() {
    block_on(async {
        let (tablet, _) = tablet();
        answer(&tablet, 1, "v-reason", "hers").await;
        let kept = tablet.recovery(domain::VisitId(id(0x52))).await.unwrap();
        assert_eq!((kept.mutations, kept.photos), (Vec::new(), Vec::new()));
    });
}

#[test]
fn a_full_tablet_takes_nothing_of_it_and_says_so() {
    block_on(async {
        let (_, kept) = kept().await;
        let (second, store) = tablet();
        store.set_full(true);
        assert_eq!(second.take_back(&kept, id(9)).await, Err(StoreError::Full));
        store.set_full(false);
        assert!(!second.has_unsent().await.unwrap());
        assert_eq!(second.take_back(&kept, id(9)).await.unwrap(), Some(Recovered { changes: 2, photos: 1 }));
    });
}

#[test]
fn damaged_bytes_are_no_recovery() {
    let whole = block_on(kept()).1.to_bytes();
    for end in 0..whole.len() {
        assert_eq!(Recovery::from_bytes(&whole[..end]), None, "cut off after {end} bytes");
    }
    assert_eq!(Recovery::from_bytes(&[whole.as_slice(), b"!"].concat()), None, "something behind it");
}

#[test]
fn a_file_goes_into_no_tablet_of_somebody_else() {
    block_on(async {
        let (_, kept) = kept().await;
        let (second, _) = tablet();
        second.set_me(me(2)).await.unwrap();
        assert_eq!(second.take_back(&kept, id(9)).await.unwrap(), None);
        assert!(!second.has_unsent().await.unwrap());
    });
}

#[test]
fn a_photo_that_was_not_agreed_to_since_stays_away() {
    block_on(async {
        let (tablet, kept) = kept().await;
        tablet.drop_photo(VISIT, photos::SHA).await.unwrap();
        photos::refused(&tablet, 3).await;
        assert_eq!(tablet.take_back(&kept, id(9)).await.unwrap(), Some(Recovered::default()));
        assert_eq!(tablet.photo(VISIT, photos::SHA).await.unwrap(), None);
    });
}

#[test]
fn a_damaged_photo_does_not_take_the_answers_along() {
    block_on(async {
        let (tablet, _) = kept().await;
        tablet.keep_fetched_photo(VISIT, photos::SHA, vec![1, 2]).await.unwrap();
        let kept = tablet.recovery(VISIT).await.unwrap();
        let read = Recovery::from_bytes(&kept.to_bytes()).expect("readable");
        assert_eq!((read.mutations.len(), read.photos.len()), (2, 0));
    });
}

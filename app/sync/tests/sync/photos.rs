//! Photos on the tablet: kept with their ticket, sent after the words, offered again to a restored
//! server, and off the tablet with their visit once nobody needs them.

use crate::support::*;
use forms::{Answer, Attachment, Value};
use sync::{
    Change, Tablet,
    tablet::{NewPhoto, PhotoTicket, SENT_KEPT_DAYS, Taken},
};

pub const SHA: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

fn ticket() -> PhotoTicket {
    PhotoTicket { visit: VISIT, sha256: SHA.to_owned(), size: 3, at: minute(1), refused: None }
}

fn shown() -> Change {
    let file = Attachment::new_photo(SHA, 3, "2026-05-12T08:01:00Z".to_owned());
    let path = key("v-reason").path.with_facet(forms::Facet::Photo);
    Change::AnswerSet { form: "home-visit".into(), path, answer: Answer::one(Value::Attachment(file)) }
}

pub async fn taken(tablet: &Tablet, n: u128) {
    let field = shown().field().unwrap();
    let photo = NewPhoto { visit: VISIT, field, sha256: SHA.to_owned(), bytes: vec![1, 2, 3], many: true };
    tablet.add_photo(photo, id(n), minute(1)).await.unwrap();
}

fn not_agreed() -> Answer {
    let no = forms::Photo { agreed: Some(forms::Agreed::No), ..forms::Photo::default() };
    let file = Attachment::new_photo(SHA, 3, String::new());
    Answer::one(Value::Attachment(Attachment { photo: Some(no), ..file }))
}

/// The person says no to the photo.
pub async fn refused(tablet: &Tablet, n: u128) {
    let sync::FieldKey { form, path } = shown().field().unwrap();
    let change = Change::AnswerSet { form, path, answer: not_agreed() };
    tablet.write_down(VISIT, None, change, id(n), minute(n as i64)).await.unwrap();
}

#[test]
fn a_photo_waits_until_the_server_has_it_and_is_counted_with_the_rest() {
    let (tablet, _) = tablet();
    block_on(async {
        taken(&tablet, 1).await;
        let unsent = tablet.unsent().await.unwrap();
        assert_eq!((unsent.waiting, unsent.photos.len(), unsent.total()), (1, 1, 2));
        assert_eq!((unsent.visits[0].photos, unsent.visits[0].photo_bytes), (1, 3));
        assert!(tablet.has_unsent().await.unwrap());
        tablet.photo_was_sent(&ticket(), minute(2)).await.unwrap();
        assert_eq!(tablet.unsent().await.unwrap().photos, []);
        assert_eq!(tablet.photo(VISIT, SHA).await.unwrap(), Some(vec![1, 2, 3]), "it is still shown");
    });
}

#[test]
fn a_photo_and_the_answer_that_shows_it_are_kept_together_or_not_at_all() {
    let (tablet, store) = tablet();
    block_on(async {
        let field = shown().field().unwrap();
        let photo = |many: bool, sha256: &str| NewPhoto {
            visit: VISIT,
            field: field.clone(),
            sha256: sha256.to_owned(),
            bytes: vec![1, 2, 3],
            many,
        };
        store.set_full(true);
        assert_eq!(tablet.add_photo(photo(true, SHA), id(1), minute(1)).await, Err(sync::StoreError::Full));
        store.set_full(false);
        assert_eq!(tablet.unsent().await.unwrap().total(), 0);
        taken(&tablet, 1).await;
        let other = SHA.replace('0', "f");
        for (many, n_shown) in [(true, 2), (false, 1)] {
            tablet.add_photo(photo(many, &other), id(2 + n_shown), minute(2)).await.unwrap();
            let open = tablet.open(VISIT).await.unwrap().unwrap();
            assert_eq!(open.fields[&field].len(), 1, "each stands on the one before");
            assert_eq!(open.fields[&field][0].answer.0.len(), n_shown as usize);
        }
    });
}

#[test]
fn a_tablet_is_not_cleared_while_a_photo_waits() {
    let (tablet, _) = tablet();
    block_on(async {
        taken(&tablet, 1).await;
        let sent = receipts(&tablet.outbox().await.unwrap(), &sync::Outcome::Applied, 1);
        tablet.take_push(&sent, minute(2)).await.unwrap();
        assert!(!tablet.clear().await.unwrap());
        tablet.photo_was_sent(&ticket(), minute(2)).await.unwrap();
        assert!(tablet.clear().await.unwrap());
        assert_eq!(tablet.photo(VISIT, SHA).await.unwrap(), None);
    });
}

#[test]
fn a_photo_that_the_server_will_not_have_stays_and_says_why() {
    let (tablet, _) = tablet();
    block_on(async {
        taken(&tablet, 1).await;
        tablet.photo_was_refused(&ticket(), "It is damaged.").await.unwrap();
        let unsent = tablet.unsent().await.unwrap();
        assert_eq!((unsent.photos.len(), unsent.attention()), (0, 1));
        assert_eq!(unsent.refused_photos[0].refused.as_deref(), Some("It is damaged."));
        assert!(tablet.photo(VISIT, SHA).await.unwrap().is_some());
    });
}

#[test]
fn a_restored_server_is_offered_photos_again() {
    let (tablet, _) = tablet();
    block_on(async {
        taken(&tablet, 1).await;
        tablet.photo_was_sent(&ticket(), minute(2)).await.unwrap();
        tablet.meet_new_epoch(id(0xE1), 1).await.unwrap();
        assert_eq!(tablet.photos_to_send().await.unwrap().len(), 1);
    });
}

#[test]
fn a_visit_that_leaves_takes_its_photos_along_once_they_are_sent_for_a_fortnight() {
    let (tablet, _) = tablet();
    block_on(async {
        taken(&tablet, 1).await;
        let sent = receipts(&tablet.outbox().await.unwrap(), &sync::Outcome::Applied, 1);
        tablet.take_push(&sent, minute(2)).await.unwrap();
        let mut gone = pulled(5, Vec::new());
        gone.gone = vec![VISIT];
        // While the photo waits, the visit stays.
        assert_eq!(tablet.take_pull(&gone, minute(3)).await.unwrap(), Taken::Yes(0));
        assert!(tablet.open(VISIT).await.unwrap().is_some());
        tablet.photo_was_sent(&ticket(), minute(4)).await.unwrap();
        tablet.take_pull(&pulled(6, Vec::new()), minute(5)).await.unwrap();
        assert!(tablet.open(VISIT).await.unwrap().is_none());
        assert!(tablet.photo(VISIT, SHA).await.unwrap().is_some(), "a restored server may need it");
        let later = minute((SENT_KEPT_DAYS + 1) * 24 * 60);
        tablet.take_pull(&pulled(7, Vec::new()), later).await.unwrap();
        assert_eq!(tablet.photo(VISIT, SHA).await.unwrap(), None);
    });
}

#[test]
fn photos_of_others_are_fetched_once() {
    let (tablet, _) = tablet();
    block_on(async {
        let theirs = sync::Head { answer: shown().answer().unwrap().clone(), ..head(7, 2, "") };
        let field = (shown().field().unwrap(), vec![theirs]);
        let pull = pulled(5, vec![pack(VISIT, vec![field])]);
        tablet.take_pull(&pull, minute(2)).await.unwrap();
        assert_eq!(tablet.photos_to_fetch().await.unwrap(), [(VISIT, SHA.to_owned())]);
        tablet.keep_fetched_photo(VISIT, SHA, vec![9]).await.unwrap();
        tablet.take_pull(&pull, minute(3)).await.unwrap();
        assert!(tablet.photos_to_fetch().await.unwrap().is_empty());
        assert_eq!(tablet.unsent().await.unwrap().photos, [], "it came from the server");
        // Its author says that nobody agreed: it goes from here as well.
        let (place, mut heads) = (shown().field().unwrap(), vec![head(8, 2, "")]);
        heads[0].answer = not_agreed();
        let pull = pulled(6, vec![pack(VISIT, vec![(place, heads)])]);
        tablet.take_pull(&pull, minute(4)).await.unwrap();
        assert_eq!(tablet.photo(VISIT, SHA).await.unwrap(), None);
    });
}

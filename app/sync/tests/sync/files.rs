//! Documents asked for as files: they wait until all of the visit is on the server, and stay until somebody takes them
//! off.

use crate::support::{VISIT, answer, block_on, minute, receipts, tablet};
use sync::{Outcome, tablet::AskedFile};

fn letter(at: i64) -> AskedFile {
    AskedFile::new(VISIT, "letter", "pdf", false, minute(at))
}

#[test]
fn a_file_waits_until_all_of_its_visit_is_sent() {
    let (tablet, _) = tablet();
    block_on(async {
        let written = answer(&tablet, 1, "v-reason", "words").await;
        tablet.ask_for_file(&letter(1)).await.unwrap();
        assert_eq!(tablet.asked_files(VISIT).await.unwrap(), [letter(1)]);
        assert_eq!(
            tablet.files_to_fetch().await.unwrap(),
            [],
            "the server would make a file of less than is here"
        );
        tablet.take_push(&receipts(&[written], &Outcome::Applied, 1), minute(2)).await.unwrap();
        assert_eq!(tablet.files_to_fetch().await.unwrap(), [letter(1)]);
        assert!(tablet.keep_file(&letter(1), Ok(b"%PDF".to_vec()), minute(3)).await.unwrap());
        assert_eq!(tablet.files_to_fetch().await.unwrap(), []);
        let kept = tablet.asked_files(VISIT).await.unwrap();
        assert_eq!((kept[0].made, kept[0].name().as_str()), (Some(minute(3)), "letter.pdf"));
        assert_eq!(tablet.file(&kept[0]).await.unwrap().as_deref(), Some(b"%PDF".as_slice()));
    });
}

#[test]
fn asking_again_makes_it_anew_and_an_answer_to_the_first_wish_is_not_taken_for_the_second() {
    let (tablet, _) = tablet();
    block_on(async {
        tablet.ask_for_file(&letter(1)).await.unwrap();
        tablet.keep_file(&letter(1), Ok(b"old".to_vec()), minute(2)).await.unwrap();
        tablet.ask_for_file(&letter(5)).await.unwrap();
        assert_eq!(tablet.file(&letter(5)).await.unwrap(), None);
        assert!(!tablet.keep_file(&letter(1), Ok(b"late".to_vec()), minute(6)).await.unwrap());
        assert_eq!(tablet.files_to_fetch().await.unwrap(), [letter(5)]);
        let large = AskedFile::new(VISIT, "letter", "docx", true, minute(3));
        tablet.ask_for_file(&large).await.unwrap();
        assert_eq!(large.name(), "letter-large.docx");
        assert_eq!(
            tablet.files_to_fetch().await.unwrap(),
            [large, letter(5)],
            "who asked first is served first"
        );
    });
}

#[test]
fn a_refusal_is_told_and_a_file_can_be_taken_off() {
    let (tablet, store) = tablet();
    block_on(async {
        tablet.ask_for_file(&letter(1)).await.unwrap();
        let why = "This visit is not yours any more.".to_owned();
        tablet.keep_file(&letter(1), Err(why.clone()), minute(2)).await.unwrap();
        assert_eq!(tablet.files_to_fetch().await.unwrap(), []);
        let told = tablet.asked_files(VISIT).await.unwrap();
        assert_eq!(told[0].refused, Some(why));
        tablet.forget_file(&told[0]).await.unwrap();
        assert_eq!(tablet.asked_files(VISIT).await.unwrap(), []);
        let keys = sync::Store::keys(store.as_ref(), "made/").await.unwrap();
        assert!(keys.is_empty(), "{keys:?}");
    });
}

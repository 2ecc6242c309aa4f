//! Photos on their way in: in parts that go on where they stopped, checked, written anew, and seen by
//! nobody whose visit it is not.

use crate::{
    house::{House, Staff},
    pen::{Pen, key, outcomes},
};
use bytes::Bytes;
use domain::VisitId;
use forms::{Agreed, Answer, Attachment, Facet, Mark, MarkKind, Photo, Value};
use image::{Rgb, RgbImage, codecs::jpeg::JpegEncoder};
use records::{PartFailure, PhotoFiles, PhotoProgress, Records, RecordsError, Release};
use sha2::{Digest, Sha256};
use sync::Change;

/// A photo as a tablet has it.
struct Shot {
    bytes: Vec<u8>,
    sha256: String,
}

impl Shot {
    fn of(bytes: Vec<u8>) -> Shot {
        let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Shot { bytes, sha256 }
    }

    /// A picture with this much red in it.
    fn new(red: u8) -> Shot {
        let picture = RgbImage::from_fn(160, 120, |x, y| Rgb([red, (x % 251) as u8, (y % 241) as u8]));
        let mut bytes = Vec::new();
        JpegEncoder::new(&mut bytes).encode_image(&picture).expect("encoded");
        Shot::of(bytes)
    }

    fn file(&self) -> Attachment {
        Attachment::new_photo(&self.sha256, self.bytes.len() as u64, "2026-05-12T09:30:00Z".to_owned())
    }

    /// The change that shows this photo at a question.
    fn shown(&self, photo: Photo) -> Change {
        let place = key("v-consent-basis");
        let file = Attachment { photo: Some(photo), ..self.file() };
        let (form, path) = (place.form, place.path.with_facet(Facet::Photo));
        Change::AnswerSet { form, path, answer: Answer::one(Value::Attachment(file)) }
    }
}

/// Shows a photo in a visit of Amy's.
async fn announced(house: &House, shot: &Shot) -> (VisitId, Pen) {
    let visit = house.visit_of(&house.amy).await;
    let mut pen = house.amy.pen();
    pen.write(visit, None, shot.shown(Photo::default()));
    assert_eq!(outcomes(&house.send(&house.amy, &mut pen).await), ["applied"]);
    (visit, pen)
}

/// A service with one photo in it.
pub async fn stored(house: &House) {
    let shot = Shot::new(5);
    let (visit, _) = announced(house, &shot).await;
    send_all(house, visit, &shot).await;
}

async fn send(
    house: &House,
    who: &Staff,
    visit: VisitId,
    shot: &Shot,
    (from, to): (usize, usize),
) -> Result<PhotoProgress, PartFailure> {
    let part = Bytes::copy_from_slice(&shot.bytes[from..to]);
    house.records.take_photo_part(who, visit, &shot.sha256, from as u64, part).await
}

async fn send_all(house: &House, visit: VisitId, shot: &Shot) {
    let done = send(house, &house.amy, visit, shot, (0, shot.bytes.len())).await.expect("taken");
    assert!(done.is_whole());
}

on_both!(a_photo_goes_on_where_it_stopped_and_is_stored_whole, |house| async move {
    let shot = Shot::new(200);
    let (visit, _) = announced(&house, &shot).await;
    let half = shot.bytes.len() / 2;
    let so_far = send(&house, &house.amy, visit, &shot, (0, half)).await.expect("taken");
    assert_eq!(so_far.offset, half as u64);
    // A part that came already, and one that leaves a gap.
    for wrong in [(0, half), (half + 1, shot.bytes.len())] {
        let failure = send(&house, &house.amy, visit, &shot, wrong).await.expect_err("elsewhere");
        assert!(matches!(failure, PartFailure::Offset(at) if at == half as u64), "{failure:?}");
    }
    let asked = house.records.photo_progress(&house.amy, visit, &shot.sha256).await.expect("known");
    assert_eq!((asked.offset, asked.is_whole()), (half as u64, false));
    assert!(matches!(
        house.records.photo(&house.amy, visit, &shot.sha256).await,
        Err(RecordsError::NotFound)
    ));
    let done = send(&house, &house.amy, visit, &shot, (half, shot.bytes.len())).await.expect("taken");
    assert!(done.is_whole());
    let seen = house.records.photo(&house.amy, visit, &shot.sha256).await.expect("stored");
    let picture = image::load_from_memory(&seen).expect("a picture").into_rgb8();
    assert_eq!(picture.dimensions(), (160, 120));
    assert_eq!(house.records.check().await.expect("looked at").n_photos, 1);
});

on_both!(two_tries_of_one_part_at_once_do_not_shorten_what_was_taken, |house| async move {
    // As when a browser sends a part again by itself while the server still writes what came of the first try.
    for red in 100..116 {
        let shot = Shot::new(red);
        let (visit, _) = announced(&house, &shot).await;
        let third = shot.bytes.len() / 3;
        let (long, short) = tokio::join!(
            send(&house, &house.amy, visit, &shot, (0, 2 * third)),
            send(&house, &house.amy, visit, &shot, (0, third)),
        );
        assert!(long.is_ok() != short.is_ok(), "one of them is taken: {long:?}, {short:?}");
        let at = house.records.photo_progress(&house.amy, visit, &shot.sha256).await.expect("known").offset;
        let done = send(&house, &house.amy, visit, &shot, (at as usize, shot.bytes.len())).await;
        assert!(done.is_ok_and(PhotoProgress::is_whole), "photo {red} begins anew");
    }
});

on_both!(bytes_that_are_not_those_announced_begin_anew, |house| async move {
    let shot = Shot::new(10);
    let (visit, _) = announced(&house, &shot).await;
    let mut other = shot.bytes.clone();
    let middle = other.len() / 2;
    other[middle] ^= 1;
    let other = Shot { bytes: other, sha256: shot.sha256.clone() };
    let failure = send(&house, &house.amy, visit, &other, (0, other.bytes.len())).await.expect_err("others");
    assert!(matches!(failure, PartFailure::OtherBytes), "{failure:?}");
    send_all(&house, visit, &shot).await;
});

on_both!(what_is_no_picture_is_told_so, |house| async move {
    let shot = Shot::of(b"<html>not a picture at all</html>".to_vec());
    let (visit, _) = announced(&house, &shot).await;
    let failure = send(&house, &house.amy, visit, &shot, (0, shot.bytes.len())).await.expect_err("none");
    assert!(matches!(failure, PartFailure::NoPicture), "{failure:?}");
});

on_both!(nobody_sends_what_was_not_announced_by_them_or_sees_what_is_not_theirs, |house| async move {
    let (shot, other) = (Shot::new(1), Shot::new(2));
    let (visit, _) = announced(&house, &shot).await;
    for (who, photo) in [(&house.sam, &shot), (&house.elsewhere.amy, &shot), (&house.amy, &other)] {
        let refused = send(&house, who, visit, photo, (0, 10)).await;
        assert!(matches!(refused, Err(PartFailure::Records(RecordsError::NotFound))), "{refused:?}");
    }
    send_all(&house, visit, &shot).await;
    for who in [&house.elsewhere.amy, &house.elsewhere.jo, &house.len] {
        assert!(house.records.photo(who, visit, &shot.sha256).await.is_err(), "{}", who.me().name);
    }
    assert!(house.records.photo(&house.jo, visit, &shot.sha256).await.is_ok());
});

on_both!(a_blurred_place_is_blurred_in_what_anybody_is_given, |house| async move {
    let shot = Shot::new(90);
    let (visit, mut pen) = announced(&house, &shot).await;
    send_all(&house, visit, &shot).await;
    let before = house.records.photo(&house.jo, visit, &shot.sha256).await.expect("stored");
    let blur = Mark { kind: MarkKind::Blur, from: (0, 0), to: (10_000, 10_000), words: String::new() };
    let photo = Photo { marks: vec![blur], ..Photo::default() };
    pen.write(visit, None, shot.shown(photo));
    house.send(&house.amy, &mut pen).await;
    let after = house.records.photo(&house.jo, visit, &shot.sha256).await.expect("stored");
    let colours = |bytes: &[u8]| {
        let picture = image::load_from_memory(bytes).expect("a picture").into_rgb8();
        let row: std::collections::BTreeSet<u8> = (0..160).map(|x| picture.get_pixel(x, 60).0[1]).collect();
        row.len()
    };
    assert!(colours(&before) > 100, "{}", colours(&before));
    assert!(colours(&after) < 60, "{}", colours(&after));
});

on_both!(a_photo_that_was_not_agreed_to_is_gone_from_the_server, |house| async move {
    let shot = Shot::new(33);
    let (visit, mut pen) = announced(&house, &shot).await;
    send_all(&house, visit, &shot).await;
    let no = Photo { agreed: Some(Agreed::No), ..Photo::default() };
    pen.write(visit, None, shot.shown(no));
    house.send(&house.amy, &mut pen).await;
    assert!(house.records.photo(&house.amy, visit, &shot.sha256).await.is_err());
    let again = send(&house, &house.amy, visit, &shot, (0, 10)).await;
    assert!(matches!(again, Err(PartFailure::Records(RecordsError::Refused(_)))), "{again:?}");
    let found = house.records.check().await.expect("looked at");
    assert_eq!((found.n_photos, found.problems), (0, Vec::<String>::new()));
});

on_both!(whoever_shows_a_photo_second_may_send_it_as_well, |house| async move {
    let shot = Shot::new(44);
    let visit = house.visit_of(&house.amy).await;
    // Sam's is held: the visit is not his. He announced it first all the same.
    for who in [&house.sam, &house.amy] {
        let mut pen = who.pen();
        pen.write(visit, None, shot.shown(Photo::default()));
        house.send(who, &mut pen).await;
    }
    send_all(&house, visit, &shot).await;
});

on_both!(a_no_that_was_held_removes_the_photo_once_it_is_put_back, |house| async move {
    let shot = Shot::new(55);
    let (visit, _) = announced(&house, &shot).await;
    send_all(&house, visit, &shot).await;
    let no = Photo { agreed: Some(Agreed::No), ..Photo::default() };
    let mut pen = house.sam.pen();
    pen.write(visit, None, shot.shown(no));
    house.send(&house.sam, &mut pen).await;
    assert!(house.records.photo(&house.amy, visit, &shot.sha256).await.is_ok(), "nobody decided yet");
    house.records.release_held(&house.jo, visit, Release::PutBack, "He asked her").await.expect("put back");
    assert!(house.records.photo(&house.amy, visit, &shot.sha256).await.is_err());
    assert_eq!(house.records.check().await.expect("looked at").n_photos, 0);
});

on_both!(a_photo_whose_file_is_gone_is_asked_for_again, |house| async move {
    let shot = Shot::new(66);
    let (visit, _) = announced(&house, &shot).await;
    send_all(&house, visit, &shot).await;
    // The same database with another folder: as after a restore without the photos.
    let elsewhere = Records::open(&house.fresh.url, PhotoFiles::in_memory()).await.expect("opens");
    let problems = elsewhere.check().await.expect("looked at").problems;
    assert!(problems[0].contains("is missing"), "{problems:?}");
    let to = std::env::temp_dir().join(format!("threshold-without-photos-{visit}"));
    let refused = elsewhere.backup(&to).await;
    assert!(
        matches!(refused, Err(RecordsError::Refused(ref words)) if words.contains("--data")),
        "{refused:?}"
    );
    assert!(!to.exists());
    let house = House { records: elsewhere, ..house };
    let asked = house.records.photo_progress(&house.amy, visit, &shot.sha256).await.expect("known");
    assert_eq!(asked.offset, 0);
    send_all(&house, visit, &shot).await;
    assert!(house.records.photo(&house.jo, visit, &shot.sha256).await.is_ok());
});

on_both!(photos_of_held_work_arrive_and_are_seen_by_their_author_and_the_supervisor, |house| async move {
    let shot = Shot::new(77);
    let (visit, mut pen) = house.signed(&house.amy).await;
    pen.write(visit, None, shot.shown(Photo::default()));
    let reply = house.send(&house.amy, &mut pen).await;
    assert!(outcomes(&reply)[0].starts_with("The visit was signed"), "{:?}", outcomes(&reply));
    send_all(&house, visit, &shot).await;
    assert!(house.records.photo(&house.jo, visit, &shot.sha256).await.is_ok());
});

//! Photos as answers: what counts as one, what is missing of it, and the way out and back.

use forms::{
    Agreed, Answer, Answers, Attachment, Definition, Level, Mark, MarkKind, MissingKind, Photo, Shared,
    Value, from_questionnaire_response, to_questionnaire_response, view,
};
use serde_json::json;

use crate::form::*;

const SHA: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

fn with_photo() -> Definition {
    form(json!([group("g", json!([judgement("rails"), item("plan", "attachment")]))]))
}

fn shot(photo: Photo) -> Value {
    let file = Attachment::new_photo(SHA, 212_000, "2026-05-12T08:01:00Z".to_owned());
    Value::Attachment(Attachment { photo: Some(photo), title: Some("Towel rail".to_owned()), ..file })
}

fn lines(def: &Definition, given: &Answers) -> Vec<(Level, String)> {
    let missing = view(def, given).missing(def, given);
    let of_photos = missing.into_iter().filter(|line| line.kind == MissingKind::NoAgreement);
    of_photos.map(|line| (line.level, line.text)).collect()
}

#[test]
fn a_photo_is_missing_an_agreement_until_somebody_said() {
    let def = with_photo();
    let asked = |how: Option<Agreed>| {
        let photo = Photo { agreed: how, ..Photo::default() };
        lines(&def, &answers([("rails#photo", shot(photo.clone())), ("plan", shot(photo))]))
    };
    let words = "photo, agreement not asked".to_owned();
    let both = [(Level::NeededToCountersign, words.clone()), (Level::NeededToCountersign, words)];
    assert_eq!(asked(None), both);
    for how in [Agreed::Yes, Agreed::ForThem, Agreed::No] {
        assert_eq!(asked(Some(how)), []);
    }
}

#[test]
fn only_a_whole_address_names_bytes_and_a_removed_photo_names_none() {
    let file = |url: &str, agreed: Option<Agreed>| {
        let photo = Some(Photo { agreed, ..Photo::default() });
        Attachment { url: Some(url.to_owned()), photo, ..Attachment::default() }
    };
    let whole = format!("{}{SHA}", forms::PHOTO_URL);
    assert_eq!(file(&whole, None).photo_sha256(), Some(SHA));
    for wrong in [SHA, &whole[..whole.len() - 1], &whole.to_uppercase(), "https://example.org/a.jpg"] {
        assert_eq!(file(wrong, None).photo_sha256(), None, "{wrong}");
    }
    let removed = file(&whole, Some(Agreed::No));
    assert_eq!((removed.photo_sha256(), removed.removed_photo_sha256()), (None, Some(SHA)));
    assert!(!Answer::one(Value::Attachment(removed)).is_blank(), "that there was one is said");
}

#[test]
fn photos_go_out_as_attachments_and_come_back_with_their_marks() {
    let def = with_photo();
    let length =
        Mark { kind: MarkKind::Length, to: (7_000, 3_000), from: (3_000, 3_000), words: "540 mm".to_owned() };
    let photo = Photo {
        agreed: Some(Agreed::ForThem),
        marks: vec![length],
        shared: Some(Shared::Builders),
        who: Some("Her son".to_owned()),
    };
    let mut given = answers([("plan", shot(photo.clone()))]);
    let two = Answer(vec![shot(photo), shot(Photo::default())]);
    given.set(at("rails#photo"), two);
    let response = to_questionnaire_response(&def, &given, "", "completed").to_string();
    assert_eq!(from_questionnaire_response(&def, &response).expect("a response"), (given, Vec::new()));
}

#[test]
fn a_file_is_given_as_a_photo_where_the_form_takes_one_and_leaves_a_notice_elsewhere() {
    let kinds = |kinds: &[&str]| {
        let extension: Vec<_> = kinds
            .iter()
            .map(|kind| json!({ "url": "http://hl7.org/fhir/StructureDefinition/mimeType", "valueCode": kind }))
            .collect();
        form(json!([with(item("plan", "attachment"), json!({ "extension": extension }))]))
    };
    for (named, is_photo) in [
        (&[][..], true),
        (&["image/jpeg"], true),
        (&["application/pdf", "image/*"], true),
        (&["application/pdf"], false),
        (&["image/png"], false),
        (&["audio/*"], false),
    ] {
        let def = kinds(named);
        let item = def.item(def.by_link_id("plan").expect("plan"));
        assert_eq!(item.photo, is_photo, "{named:?}");
        let told = item.notices.iter().any(|notice| notice.degrades && notice.feature == "attachment");
        assert_eq!(told, !is_photo, "{named:?}");
    }
}

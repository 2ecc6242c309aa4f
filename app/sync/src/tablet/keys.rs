//! The names under which the tablet keeps things. Numbers are padded so that key order is number
//! order. No key ever holds a name or a clinical word.

use crate::change::{FieldKey, FormRef};
use domain::VisitId;

pub const CLIENT: &str = "client";
pub const SEQ: &str = "seq";
/// The highest number that was ever offered to a server: changes up to it stay as they are.
pub const OFFERED: &str = "offered";
pub const DEVICE: &str = "device";
/// Where the lock stands: the wrapped key, and the tries that failed.
pub const LOCK: &str = "lock";
/// Names the data key that everything else is sealed with.
pub const SEALED_BY: &str = "sealed-by";
pub const OUTBOX: &str = "outbox/";
pub const SENT: &str = "sent/";
pub const HELD: &str = "held/";
pub const VISIT: &str = "visit/";
pub const GONE: &str = "gone/";
/// Names the fields in which answers differ, so that nobody has to read all fields to find them.
pub const DIFFERS: &str = "differs/";

/// Photos that the server has not got, that it has, and that it will not have.
pub const PHOTO_OUT: &str = "photo-out/";
pub const PHOTO_SENT: &str = "photo-sent/";
pub const PHOTO_REFUSED: &str = "photo-refused/";
/// Photos that answers of others show, and that are not here yet: `visit/sha256`.
pub const PHOTO_WANTED: &str = "photo-wanted/";

/// True for what a locked tablet has to read: whose it is, its numbers and its lock. Everything else is
/// sealed.
pub fn is_open(key: &str) -> bool {
    matches!(key, CLIENT | SEQ | OFFERED | DEVICE | LOCK | SEALED_BY)
}

pub fn outbox(seq: u64) -> String {
    format!("{OUTBOX}{seq:020}")
}

pub fn sent(seq: u64) -> String {
    format!("{SENT}{seq:020}")
}

pub fn held(id: uuid::Uuid) -> String {
    format!("{HELD}{id}")
}

pub fn visit(id: VisitId) -> String {
    format!("{VISIT}{id}")
}

pub fn gone(id: VisitId) -> String {
    format!("{GONE}{id}")
}

pub fn last_time(id: VisitId) -> String {
    format!("last/{id}")
}

pub fn fields(id: VisitId) -> String {
    format!("field/{id}/")
}

pub fn field(id: VisitId, key: &FieldKey) -> String {
    format!("field/{id}/{}/{}", key.form, key.path)
}

pub fn differs_of(id: VisitId) -> String {
    format!("{DIFFERS}{id}/")
}

pub fn differs(id: VisitId, key: &FieldKey) -> String {
    format!("{DIFFERS}{id}/{}/{}", key.form, key.path)
}

pub fn photos(id: VisitId) -> String {
    format!("photo/{id}/")
}

pub fn photo(id: VisitId, sha256: &str) -> String {
    format!("photo/{id}/{sha256}")
}

pub fn photos_wanted(id: VisitId) -> String {
    format!("{PHOTO_WANTED}{id}/")
}

pub fn photo_wanted(id: VisitId, sha256: &str) -> String {
    format!("{PHOTO_WANTED}{id}/{sha256}")
}

pub fn photo_out(id: VisitId, sha256: &str) -> String {
    format!("{PHOTO_OUT}{id}/{sha256}")
}

pub fn photo_sent(id: VisitId, sha256: &str) -> String {
    format!("{PHOTO_SENT}{id}/{sha256}")
}

pub fn photo_refused(id: VisitId, sha256: &str) -> String {
    format!("{PHOTO_REFUSED}{id}/{sha256}")
}

pub fn place(id: VisitId) -> String {
    format!("place/{id}")
}

pub fn stopwatches(id: VisitId) -> String {
    format!("stopwatch/{id}/")
}

pub fn stopwatch(id: VisitId, answer: &FieldKey) -> String {
    format!("{}{}/{}", stopwatches(id), answer.form, answer.path)
}

pub fn form(form: &FormRef) -> String {
    format!("form/{}/{}", form.id, form.version)
}

/// Documents that somebody asked for as files, and the files that were made of them.
pub const ASKED: &str = "asked/";

pub fn asked_of(id: VisitId) -> String {
    format!("{ASKED}{id}/")
}

pub fn asked(id: VisitId, name: &str) -> String {
    format!("{ASKED}{id}/{name}")
}

pub fn made_of(id: VisitId) -> String {
    format!("made/{id}/")
}

pub fn made(id: VisitId, name: &str) -> String {
    format!("made/{id}/{name}")
}

//! Recovery files: what is not sent of a visit, kept outside the browser in case this tablet breaks, and opened again on
//! this or another tablet of the same person. Only passphrase and server together open one.

use super::{n_changes, n_photos};
use crate::{
    download::offer,
    keys::Wrapped,
    local::{Local, now},
    pages::field::lock::{SecretField, wrapped_for_file},
    ui::{Icon, SheetDialog, focus},
};
use chrono::{DateTime, Utc};
use domain::{VisitId, calendar};
use leptos::{html::Input, prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use std::fmt::Display;
use sync::tablet::{Recovered, Recovery};
use uuid::Uuid;
use wasm_bindgen_futures::JsFuture;

/// Names the form of a recovery file.
const ENVELOPE: &str = "threshold.recovery.v1";
/// Ending of its name.
const ENDING: &str = ".recovery";
/// For whoever looks into one.
const ABOUT: &str =
    "Unsent work of a tablet. Open it in Threshold under Not sent, with the passphrase that tablet had.";

/// The first line of a recovery file. What is sealed follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Cover {
    envelope: String,
    about: String,
    /// The store it comes from.
    tablet: Uuid,
    kept_at: DateTime<Utc>,
    /// The key it is sealed with, wrapped.
    key: Wrapped,
}

impl Cover {
    fn around(&self, sealed: &[u8]) -> Vec<u8> {
        // Our own type has string keys only, so this cannot fail.
        let line = serde_json::to_vec(self).unwrap_or_default();
        [line.as_slice(), b"\n", sealed].concat()
    }

    /// Cover and what is sealed; none when it is no recovery file.
    fn read(file: &[u8]) -> Option<(Cover, &[u8])> {
        let end = file.iter().position(|byte| *byte == b'\n')?;
        let cover: Cover = serde_json::from_slice(&file[..end]).ok()?;
        (cover.envelope == ENVELOPE).then(|| (cover, &file[end + 1..]))
    }
}

/// Keeps a recovery file of a visit, and tells what came of it.
pub fn keep(local: Local, visit: VisitId, told: RwSignal<String>) {
    spawn_local(async move {
        let words = match kept(local, visit).await {
            Ok(()) => {
                "The file is with your downloads. Only Threshold with your passphrase opens it.".to_owned()
            }
            Err(why) => format!("{why}."),
        };
        // None when somebody has gone on meanwhile.
        let _ = told.try_set(words);
    });
}

async fn kept(local: Local, visit: VisitId) -> Result<(), String> {
    let tablet = local.tablet();
    let key = wrapped_for_file(local).await;
    let key = key.ok_or("Choose a passphrase for this tablet first: it locks the file")?;
    let recovery = tablet.recovery(visit).await.map_err(not_made)?;
    if recovery.mutations.is_empty() && recovery.photos.is_empty() {
        return Err("Nothing of this visit waits any more".to_owned());
    }
    let sealed = local.platform().keys.seal_file(recovery.to_bytes()).await;
    let sealed = sealed.map_err(not_made)?;
    let cover = Cover {
        envelope: ENVELOPE.to_owned(),
        about: ABOUT.to_owned(),
        tablet: tablet.client_id(Uuid::now_v7()).await.map_err(not_made)?,
        kept_at: now(),
        key,
    };
    let name = file_name(cover.kept_at);
    offer(&name, "application/octet-stream", &cover.around(&sealed))
        .ok_or_else(|| "This browser would not take the file".to_owned())
}

fn not_made(why: impl Display) -> String {
    format!("The file could not be made: {why}")
}

/// "threshold-2026-05-12-0941.recovery": nobody is named in it.
fn file_name(at: DateTime<Utc>) -> String {
    format!("threshold-{}-{}{ENDING}", calendar::uk_date(at), calendar::clock(at).replace(':', ""))
}

/// The card below the list: what such a file is for, what came of the last one, and the sheet that opens one.
#[component]
pub fn RecoveryCard(
    /// What came of the last one.
    told: RwSignal<String>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <section class="card" aria-labelledby="recovery-h">
            <div class="card__foot">
                <div>
                    <h2 id="recovery-h">"Recovery files"</h2>
                    <p class="quiet">
                        "A file that was kept on a tablet of yours opens here. What is in it then goes to the server by itself."
                    </p>
                    <p role="status">{move || told.get()}</p>
                </div>
                <button class="btn" type="button" aria-haspopup="dialog" on:click=move |_| open.set(true)>
                    <Icon name="key" />
                    "Open a recovery file"
                </button>
            </div>
        </section>
        <SheetDialog open=open title="Open a recovery file".to_owned()>
            <OpenFile open=open told=told />
        </SheetDialog>
    }
}

const FILE_FIELD: &str = "recovery-file";
const PASSPHRASE_FIELD: &str = "recovery-passphrase";

/// What is wrong, and with which field.
type Problem = (&'static str, String);

#[component]
fn OpenFile(open: RwSignal<bool>, told: RwSignal<String>) -> impl IntoView {
    let local = Local::here();
    let input = NodeRef::<Input>::new();
    let passphrase = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<Problem>);
    let busy = RwSignal::new(false);
    let message = move |field: &'static str| {
        Signal::derive(move || {
            problem.get().filter(|(at, _)| *at == field).map(|(_, words)| words).unwrap_or_default()
        })
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let file = input.get_untracked().and_then(|input| input.files()).and_then(|files| files.get(0));
        busy.set(true);
        problem.set(None);
        spawn_local(async move {
            let opened = opened(local, file, passphrase.get_untracked()).await;
            // None when somebody closed the sheet meanwhile.
            let _ = busy.try_set(false);
            match opened {
                Ok(recovered) => {
                    let _ = open.try_set(false);
                    let _ = told.try_set(recovered_words(recovered));
                }
                Err(found) => {
                    focus(found.0);
                    let _ = problem.try_set(Some(found));
                }
            }
        });
    };
    let file_message = message(FILE_FIELD);
    view! {
        <form class="stack" novalidate on:submit=submit>
            <p>
                "Its answers and photos wait on this tablet, in their visits. What the server has already is not written twice."
            </p>
            <div class="field">
                <label class="field__label" for=FILE_FIELD>
                    "Recovery file"
                </label>
                <p class="message message--needed" id="recovery-file-m" role="alert">
                    {move || file_message.get()}
                </p>
                <input
                    class="input input--file"
                    id=FILE_FIELD
                    type="file"
                    accept=ENDING
                    node_ref=input
                    aria-describedby="recovery-file-m"
                />
            </div>
            <SecretField
                id=PASSPHRASE_FIELD.to_owned()
                label="Passphrase of the tablet it comes from"
                known=true
                value=passphrase
                problem=message(PASSPHRASE_FIELD)
            />
            <div class="actions">
                <button class="btn btn--primary" type="submit" aria-busy=move || busy.get().to_string()>
                    {move || if busy.get() { "Opening the file" } else { "Open the file" }}
                </button>
            </div>
        </form>
    }
}

async fn opened(local: Local, file: Option<web_sys::File>, passphrase: String) -> Result<Recovered, Problem> {
    let file = file.ok_or_else(|| (FILE_FIELD, "Choose the file that was kept.".to_owned()))?;
    if passphrase.is_empty() {
        return Err((
            PASSPHRASE_FIELD,
            "Type the passphrase that tablet had when the file was kept.".to_owned(),
        ));
    }
    let bytes =
        JsFuture::from(file.array_buffer()).await.map(|bytes| js_sys::Uint8Array::new(&bytes).to_vec());
    let bytes = bytes.map_err(|_| (FILE_FIELD, "The file could not be read. Choose it again.".to_owned()))?;
    let (cover, sealed) = Cover::read(&bytes).ok_or_else(|| {
        (FILE_FIELD, format!("This is no recovery file of Threshold. Its name ends in {ENDING}."))
    })?;
    let platform = local.platform();
    let secret = (platform.recovery_secret)(cover.tablet).await.map_err(|why| (FILE_FIELD, why))?;
    let contents = platform.keys.open_file(passphrase, cover.key, secret, sealed.to_vec()).await;
    let contents = contents.map_err(|why| (FILE_FIELD, format!("The file could not be opened: {why}.")))?;
    let contents = contents.ok_or_else(|| {
        (PASSPHRASE_FIELD, "That passphrase is not right. It is the one that tablet had then.".to_owned())
    })?;
    let recovery = Recovery::from_bytes(&contents).ok_or_else(|| {
        (FILE_FIELD, "The file is damaged, or a newer version of Threshold made it. Keep it.".to_owned())
    })?;
    let recovered = local.tablet().take_back(&recovery, Uuid::now_v7()).await;
    let recovered =
        recovered.map_err(|why| (FILE_FIELD, format!("It could not be kept on this tablet: {why}.")))?;
    let recovered = recovered.ok_or_else(|| {
        (FILE_FIELD, "This tablet is somebody else's. Open the file on your own.".to_owned())
    })?;
    local.changed_from_outside().await;
    (platform.announce)();
    (platform.wake)();
    Ok(recovered)
}

fn recovered_words(Recovered { changes, photos }: Recovered) -> String {
    let what = match (changes, photos) {
        (0, 0) => return "Everything in the file is on this tablet, or was sent from it.".to_owned(),
        (_, 0) => n_changes(changes),
        (0, _) => n_photos(photos),
        _ => format!("{} and {}", n_changes(changes), n_photos(photos)),
    };
    match changes + photos {
        1 => format!("{what} is back and waits to be sent."),
        _ => format!("{what} are back and wait to be sent."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cover() -> Cover {
        let key = Wrapped { id: Uuid::nil(), salt: "00".into(), key: "11".into(), secret: None };
        let kept_at = "2026-05-12T08:41:00Z".parse().expect("an instant");
        Cover { envelope: ENVELOPE.to_owned(), about: ABOUT.to_owned(), tablet: Uuid::max(), kept_at, key }
    }

    #[test]
    fn a_file_gives_back_its_cover_and_what_is_sealed() {
        let sealed = [1, b'\n', 2, 0, 255];
        let file = cover().around(&sealed);
        assert_eq!(Cover::read(&file), Some((cover(), sealed.as_slice())));
    }

    #[test]
    fn other_files_are_told_apart() {
        let other = Cover { envelope: "threshold.recovery.v2".to_owned(), ..cover() }.around(b"x");
        for file in [b"".as_slice(), b"\n", b"{}\n", b"%PDF-1.7\n", &other, &cover().around(b"x")[..40]] {
            assert_eq!(Cover::read(file), None);
        }
    }

    #[test]
    fn a_file_is_named_after_the_moment_and_nobody() {
        assert_eq!(file_name(cover().kept_at), "threshold-2026-05-12-0941.recovery");
    }

    #[test]
    fn what_came_back_is_told_in_numbers() {
        let told = [
            ((0, 0), "Everything in the file is on this tablet, or was sent from it."),
            ((1, 0), "1 change is back and waits to be sent."),
            ((22, 0), "22 changes are back and wait to be sent."),
            ((0, 1), "1 photo is back and waits to be sent."),
            ((22, 2), "22 changes and 2 photos are back and wait to be sent."),
        ];
        for ((changes, photos), words) in told {
            assert_eq!(recovered_words(Recovered { changes, photos }), words);
        }
    }
}

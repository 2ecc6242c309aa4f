//! Photos of an item: the button that opens the camera, and a tile a photo. A photo is on this tablet,
//! whole, before it is shown.

use super::{Book, Sheet, item::book, page::say};
use crate::{
    local::{Trouble, now},
    pictures::{Picture, Source, source},
    routes,
    ui::{Icon, Notice},
};
use forms::{Answer, AnswerPath, Attachment, Facet, ItemIdx, Mark, PHOTO_LIMIT};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, components::A, hooks::use_navigate};
use sync::{
    FieldKey, StoreError,
    tablet::{NewPhoto, PhotoTicket},
};
use uuid::Uuid;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{File, HtmlInputElement};

/// How long a photo waits for words that are being written, in steps.
const AT_REST_STEPS: u32 = 40;
/// One of these steps, in milliseconds.
const AT_REST_MS: u32 = 50;

/// Said while a photo is written to the disk.
const KEEPING: &str = "Keeping the photo";

/// A question that is answered with photos.
#[component]
pub fn PhotoItem(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    let item = sheet.item_at(idx, &path);
    let id = routes::item_id(&path);
    view! {
        <div class="item__field">
            <p class="item__q" id=format!("{id}-q") tabindex="-1">
                {super::question::question_words(sheet, &item, &path)}
            </p>
            {super::question::hint(&item, &id)}
            <PhotoTiles sheet=sheet path=path.clone() />
            <p>
                <PhotoButton sheet=sheet path=path />
            </p>
        </div>
    }
}

/// The button that opens the camera.
#[component]
pub fn PhotoButton(
    sheet: Sheet,
    /// The field that takes the photo.
    path: AnswerPath,
) -> impl IntoView {
    let book = book();
    let trouble = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let camera = camera(book, sheet, path, busy, trouble);
    view! {
        {move || {
            (!sheet.read_only.get())
                .then(|| {
                    let camera = camera.clone();
                    view! {
                        <button class="btn btn--quiet" type="button" on:click=move |_| camera()>
                            <Icon name="camera" />
                            {move || if busy.get() { KEEPING } else { "Photo" }}
                        </button>
                    }
                })
        }}
        {camera_trouble(trouble)}
    }
}

/// What opens the camera from a menu, and what stands at the item meanwhile.
pub(super) fn camera_in_menu(sheet: Sheet, path: AnswerPath) -> (Callback<()>, AnyView) {
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None));
    let camera = StoredValue::new_local(camera(book(), sheet, path, busy, trouble));
    let words = view! {
        {move || busy.get().then(|| view! { <p class="item__hint">{KEEPING}</p> })}
        {camera_trouble(trouble)}
    };
    (Callback::new(move |()| camera.with_value(|camera| camera())), words.into_any())
}

fn camera_trouble(trouble: RwSignal<Option<String>>) -> impl IntoView {
    move || {
        trouble.get().map(|words| {
            view! {
                <Notice icon="attention">
                    <p role="alert">{words}</p>
                </Notice>
            }
        })
    }
}

/// Opens the camera, or a choice of files where there is none; then the page of the photo that was kept.
pub fn camera(
    book: Book,
    sheet: Sheet,
    path: AnswerPath,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
) -> impl Fn() + Clone + 'static {
    let navigate = use_navigate();
    move || {
        let navigate = navigate.clone();
        // Asked now: the page may be gone when the picture is chosen.
        let (field, many) = (sheet.key(&path), takes_many(sheet, &path));
        ask_for_picture(move |file| {
            busy.try_set(true);
            say(KEEPING);
            trouble.try_set(None);
            spawn_local(async move {
                let kept = keep(book, sheet, (field, many), file).await;
                let _ = busy.try_set(false);
                match kept {
                    Ok(sha256) => {
                        say("Photo kept on this tablet");
                        navigate(&routes::photo(book.visit, &sha256), NavigateOptions::default());
                    }
                    // The page that asked may be gone: then it is told where every page tells it.
                    Err(words) => {
                        if let Some(Some(words)) = trouble.try_set(Some(words)) {
                            book.local.trouble.set(Some(Trouble { words }));
                        }
                    }
                }
            });
        });
    }
}

fn ask_for_picture(taken: impl FnOnce(File) + 'static) {
    let made =
        document().create_element("input").ok().and_then(|made| made.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = made else { return };
    input.set_type("file");
    input.set_accept("image/jpeg,image/png");
    let _ = input.set_attribute("capture", "environment");
    let chosen = input.clone();
    let listener = Closure::once_into_js(move || {
        if let Some(file) = chosen.files().and_then(|files| files.get(0)) {
            taken(file);
        }
    });
    let _ = input.add_event_listener_with_callback("change", listener.unchecked_ref());
    input.click();
}

/// Keeps a photo together with the answer that shows it. The page may have gone meanwhile, or be locked.
async fn keep(
    book: Book,
    sheet: Sheet,
    // The field that shows it, and whether it takes several.
    (field, many): (FieldKey, bool),
    file: File,
) -> Result<String, String> {
    let local = book.local;
    book.begin();
    // The lock waits for it, as it does for words.
    local.saving.update(|n| *n += 1);
    let kept = async {
        let bytes = (local.platform().camera)(file).await?;
        if bytes.len() as u64 > PHOTO_LIMIT {
            return Err("This photo is too large to be sent. Take it again.".to_owned());
        }
        // What was written in the same field a moment ago stands under it.
        for _ in 0..AT_REST_STEPS {
            if sheet.answers.try_with_untracked(|_| ()).is_none() || book.is_written() {
                break;
            }
            TimeoutFuture::new(AT_REST_MS).await;
        }
        let sha256 = sync::content::sha256_hex(&bytes);
        let photo = NewPhoto { visit: book.visit, field, sha256: sha256.clone(), bytes, many };
        let added = local.tablet().add_photo(photo, Uuid::now_v7(), now()).await;
        added.map(|_| sha256).map_err(|why| not_kept(&why))
    };
    let kept = kept.await;
    local.saving.update(|n| *n = n.saturating_sub(1));
    let sha256 = kept?;
    local.count_unsent().await;
    if sheet.answers.try_with_untracked(|_| ()).is_some() {
        book.reload().await;
    }
    let platform = local.platform();
    (platform.announce)();
    (platform.wake)();
    Ok(sha256)
}

/// What stands at a field now.
pub fn answer_at(sheet: Sheet, path: &AnswerPath) -> Answer {
    sheet.answers.with_untracked(|answers| answers.get(path).cloned()).unwrap_or_default()
}

fn takes_many(sheet: Sheet, path: &AnswerPath) -> bool {
    let repeats = |sheet: Sheet| {
        sheet.definition.with_value(|def| def.item_at(path).is_some_and(|item| def.item(item).repeats))
    };
    path.facet() == Some(Facet::Photo) || repeats(sheet)
}

fn not_kept(why: &StoreError) -> String {
    match why {
        StoreError::Full => {
            "Not enough room for a photo. Text is still kept. Free room under This tablet.".to_owned()
        }
        other => format!("The photo could not be kept: {other}. Take it again."),
    }
}

/// A tile a photo, with its caption and where it is.
#[component]
pub fn PhotoTiles(sheet: Sheet, path: AnswerPath) -> impl IntoView {
    let book = book();
    let answer = sheet.answer(path);
    // A change of words must not read the picture again: tiles are told apart by their photo.
    let shown = Memo::new(move |_| answer.with(|answer| answer.as_ref().map(tiles_in).unwrap_or_default()));
    let some = Memo::new(move |_| shown.with(|shown| !shown.is_empty()));
    move || {
        some.get().then(|| {
            view! {
                <ul class="photos">
                    <For each=move || shown.get().into_iter().enumerate() key=|tile| tile.clone() let:tile>
                        <li>{tile_of(book, tile.0, tile.1)}</li>
                    </For>
                </ul>
            }
        })
    }
}

/// What a tile shows: the photo by its SHA-256 (none when it was removed), its caption, its marks.
pub type Tile = (Option<String>, String, Vec<Mark>);

/// The tiles of an answer.
pub fn tiles_in(answer: &Answer) -> Vec<Tile> {
    let tile = |file: &Attachment| {
        let words = match file.is_removed() {
            true => "Photo removed: not agreed".to_owned(),
            false => file.title.clone().unwrap_or_default(),
        };
        let marks = file.photo.as_ref().map(|photo| photo.marks.clone()).unwrap_or_default();
        (file.photo_sha256().map(str::to_owned), words, marks)
    };
    answer.files().map(tile).collect()
}

/// The caption; its number where it has none.
pub fn caption_or_number(caption: String, at: usize) -> String {
    if caption.trim().is_empty() { format!("Photo {}", at + 1) } else { caption }
}

fn tile_of(book: Book, at: usize, (sha256, caption, marks): Tile) -> AnyView {
    let Some(sha256) = sha256 else {
        return view! { <p class="photo photo--removed">{caption}</p> }.into_any();
    };
    let words = caption_or_number(caption, at);
    let source = source(book.visit, sha256.clone());
    view! {
        <A href=routes::photo(book.visit, &sha256) attr:class="photo">
            // The caption stands under it.
            <div aria-hidden="true">
                <Picture sha256=sha256.clone() source=source caption=String::new() marks=marks />
            </div>
            <span>{words}</span>
            {photo_state(book, sha256, source)}
        </A>
    }
    .into_any()
}

/// Where a photo is, in the words that the whole product keeps to.
pub fn photo_state(book: Book, sha256: String, source: Signal<Source>) -> impl IntoView {
    use crate::ui::{AnswerState, StateMark};
    let visit = book.visit;
    let state = Signal::derive(move || {
        book.local.unsent.with(|unsent| {
            let here = |ticket: &&PhotoTicket| ticket.sha256 == sha256 && ticket.visit == visit;
            match (unsent.photos.iter().find(here), unsent.refused_photos.iter().find(here)) {
                (Some(ticket), _) => AnswerState::OnThisTablet(kilobytes(ticket.size)),
                (None, Some(ticket)) => {
                    AnswerState::NeedsAttention(ticket.refused.clone().unwrap_or_default())
                }
                // One that is here and waits for nothing was sent, or came from the server.
                (None, None) if matches!(source.get(), Source::At(_)) => AnswerState::OnTheServer,
                (None, None) => AnswerState::Empty,
            }
        })
    });
    view! { <StateMark state=state /> }
}

/// "212 kB", "0.6 MB".
pub fn kilobytes(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => {
            #[allow(clippy::cast_precision_loss)]
            let megabytes = bytes as f64 / 1_000_000.0;
            format!("{megabytes:.1} MB")
        }
    }
}

//! The foot of an item: a note on anything, "not seen, because" where a judgement or a measure is
//! asked, the state of the answer, and what else can be done with it.

use super::{
    Sheet,
    item::book,
    page::say,
    photos::{PhotoButton, PhotoTiles, camera_in_menu},
};
use crate::{
    routes::item_id,
    ui::{AnswerState, Icon, SheetDialog, StateMark, focus},
};
use forms::{Answer, AnswerPath, Facet, ItemIdx, ItemKind, Value};
use leptos::prelude::*;

/// Why something was not seen or measured: the shared option set `os-not-seen`.
const NOT_SEEN: [(&str, &str); 8] = [
    ("declined", "The person said no"),
    ("time", "Ran out of time"),
    ("locked", "Locked or no access"),
    ("blocked", "Blocked by belongings"),
    ("unsafe", "Not safe to go in"),
    ("dark", "Too dark to judge"),
    ("dirty-kit", "Needed kit I did not have"),
    ("other", "Another reason"),
];

/// The words for a reason.
pub fn more_words(code: &str) -> &'static str {
    NOT_SEEN.iter().find(|(known, _)| *known == code).map_or("Another reason", |(_, words)| words)
}

/// A reason as an answer to the `#absent` facet.
pub fn absent_answer(code: &str) -> Answer {
    Answer::one(Value::coding("https://threshold.example/cs/os-not-seen", code, more_words(code)))
}

/// Every reason with its code.
pub fn reasons() -> [(&'static str, &'static str); 8] {
    NOT_SEEN
}

/// The foot.
#[component]
pub fn ItemFoot(
    sheet: Sheet,
    idx: ItemIdx,
    path: AnswerPath,
    /// In a table there is room for one button: a note is added and a photo is taken from its menu.
    #[prop(optional)]
    in_table: bool,
) -> impl IntoView {
    let note_path = path.with_facet(Facet::Note);
    let absent_path = path.with_facet(Facet::Absent);
    let photo_path = path.with_facet(Facet::Photo);
    let note = sheet.answer(note_path.clone());
    let absent = sheet.answer(absent_path.clone());
    let writing = RwSignal::new(false);
    // The button that asks for it goes: writing goes on in the field.
    let note_id = item_id(&note_path);
    let write_note = Callback::new(move |()| {
        writing.set(true);
        let id = note_id.clone();
        request_animation_frame(move || focus(&id));
    });
    let menu = RwSignal::new(false);
    let item = sheet.item(idx);
    let label = item.prefix.clone().unwrap_or_else(|| item.text.clone());
    // Memos: drawing the field again while somebody types in it would move the cursor.
    let has_note = Memo::new(move |_| note.with(|note| note.as_ref().is_some_and(|note| !note.is_blank())));
    let shows_note = Memo::new(move |_| writing.get() || has_note.get());
    let state = whole_state(sheet, path.clone());
    let nested = item.parent.is_some_and(|parent| sheet.item(parent).is_question());
    let has_photos = !nested && item.kind != ItemKind::Attachment;
    let (take_photo, photo_button) = match (has_photos, in_table) {
        (true, true) => {
            let (take, words) = camera_in_menu(sheet, photo_path.clone());
            (Some(take), words)
        }
        (true, false) => (None, view! { <PhotoButton sheet=sheet path=photo_path.clone() /> }.into_any()),
        (false, _) => (None, ().into_any()),
    };
    let can_be_absent = !item.judgement && !nested && item.kind != ItemKind::Display;
    view! {
        {move || {
            absent
                .with(|absent| absent.as_ref().and_then(|answer| answer.code().map(more_words)))
                .map(|words| view! { <p class="item__absent">{format!("Not seen, because: {words}")}</p> })
        }}
        {move || shows_note.get().then(|| note_field(sheet, note_path.clone()))}
        {has_photos.then(|| view! { <PhotoTiles sheet=sheet path=photo_path /> })}
        <div class="item__foot">
            {move || {
                (!nested && !in_table && !shows_note.get() && !sheet.read_only.get())
                    .then(|| {
                        view! {
                            <button class="btn btn--quiet" type="button" on:click=move |_| write_note.run(())>
                                <Icon name="note" />
                                "Add note"
                            </button>
                        }
                    })
            }}
            {photo_button}
            <StateMark state=state />
            {(!nested && !sheet.read_only.get_untracked())
                .then(|| {
                    view! {
                        <button
                            class="btn btn--quiet btn--icon"
                            type="button"
                            aria-haspopup="dialog"
                            aria-label=format!("More about {label}")
                            on:click=move |_| menu.set(true)
                        >
                            <Icon name="more" />
                        </button>
                        <ItemMenu
                            sheet=sheet
                            path=path.clone()
                            open=menu
                            can_be_absent=can_be_absent
                            write_note=in_table.then_some(write_note)
                            take_photo=take_photo
                        />
                    }
                })}
        </div>
    }
}

/// The state of an item is the least settled of its answer and its facets.
fn whole_state(sheet: Sheet, path: AnswerPath) -> Signal<AnswerState> {
    let parts = [
        sheet.state(&path),
        sheet.state(&path.with_facet(Facet::Note)),
        sheet.state(&path.with_facet(Facet::Absent)),
        sheet.state(&path.with_facet(Facet::Concern)),
        sheet.state(&path.with_facet(Facet::Photo)),
    ];
    Signal::derive(move || {
        let weight = |state: &AnswerState| match state {
            AnswerState::NeedsAttention(_) | AnswerState::Differs => 4,
            AnswerState::Saving => 3,
            AnswerState::OnThisTablet(_) => 2,
            AnswerState::OnTheServer => 1,
            AnswerState::Empty => 0,
        };
        parts.iter().map(|part| part.get()).max_by_key(weight).unwrap_or(AnswerState::Empty)
    })
}

fn note_field(sheet: Sheet, path: AnswerPath) -> impl IntoView {
    let id = item_id(&path);
    let answer = sheet.answer(path.clone());
    let text = Memo::new(move |_| {
        answer.with(|answer| answer.as_ref().and_then(|a| a.first().map(Value::as_words)).unwrap_or_default())
    });
    let book = book();
    view! {
        <div class="part">
            <label class="part__q" for=id.clone()>
                "Note"
            </label>
            <textarea
                class="input input--area"
                id=id
                rows="2"
                readonly=move || sheet.read_only.get()
                prop:value=move || text.get()
                on:input=move |event| {
                    book.set_typing(sheet, path.clone(), text_answer(&event_target_value(&event)));
                }
            ></textarea>
        </div>
    }
}

/// A text as an answer; nothing when it is blank.
pub(super) fn text_answer(text: &str) -> Answer {
    match text.is_empty() {
        true => Answer::default(),
        false => Answer::one(Value::text(text)),
    }
}

#[component]
fn ItemMenu(
    sheet: Sheet,
    path: AnswerPath,
    open: RwSignal<bool>,
    can_be_absent: bool,
    /// Begins a note, where no other button does.
    write_note: Option<Callback<()>>,
    /// Opens the camera, where no other button does.
    take_photo: Option<Callback<()>>,
) -> impl IntoView {
    let book = book();
    // An entry for what has a button of its own elsewhere.
    let entry = move |does: Option<Callback<()>>, icon: &'static str, words: &'static str| {
        does.filter(|_| !sheet.read_only.get_untracked()).map(|does| {
            let press = move |_| {
                open.set(false);
                does.run(());
            };
            view! {
                <button class="menu__entry" type="button" on:click=press>
                    <Icon name=icon />
                    {words}
                </button>
            }
        })
    };
    let clear_path = path.clone();
    let absent_path = path.with_facet(Facet::Absent);
    let concern_path = path.with_facet(Facet::Concern);
    let judgement = sheet
        .definition
        .with_value(|definition| definition.item_at(&path).is_some_and(|idx| definition.item(idx).judgement));
    let raise = move |code: &'static str, word: &'static str| {
        let path = concern_path.clone();
        move |_| {
            let answer = Value::coding("https://threshold.example/cs/os-severity", code, word);
            book.set(sheet, path.clone(), Answer::one(answer));
            say(&format!("Raised as {word}"));
            open.set(false);
        }
    };
    view! {
        <SheetDialog open=open title="More" class="sheet--menu">
            {entry(write_note, "note", "Add note")}
            {entry(take_photo, "camera", "Photo")}
            <button
                class="menu__entry"
                type="button"
                on:click={
                    let path = clear_path.clone();
                    move |_| {
                        book.set(sheet, path.clone(), Answer::default());
                        say("Cleared. Undo brings it back");
                        open.set(false);
                    }
                }
            >
                "Clear answer"
            </button>
            {(!judgement)
                .then(|| {
                    view! {
                        <button class="menu__entry" type="button" on:click=raise("concern", "Concern")>
                            <Icon name="concern" />
                            "Raise as concern"
                        </button>
                        <button class="menu__entry" type="button" on:click=raise("hazard", "Hazard")>
                            <Icon name="hazard" />
                            "Raise as hazard"
                        </button>
                    }
                })}
            {can_be_absent
                .then(|| {
                    view! {
                        <h3 class="part__q">"Not seen or not measured, because"</h3>
                        {reasons()
                            .into_iter()
                            .map(|(code, words)| {
                                let path = absent_path.clone();
                                view! {
                                    <button
                                        class="menu__entry"
                                        type="button"
                                        on:click=move |_| {
                                            book.set(sheet, path.clone(), absent_answer(code));
                                            open.set(false);
                                        }
                                    >
                                        {words}
                                    </button>
                                }
                            })
                            .collect_view()}
                    }
                })}
        </SheetDialog>
    }
}

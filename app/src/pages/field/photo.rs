//! A photo: what it shows, who may see it, whether the person agreed, and the marks on the layer above
//! it. Every change is written down like an answer.

mod layer;

use super::frame::VisitFrame;
use crate::{
    pictures::{Picture, source},
    routes,
    sheet::{Book, Sheet, answer_at, camera, photo_state},
    ui::{Empty, Icon, Lintel, Private, SheetDialog},
};
use forms::{Agreed, Answer, AnswerPath, Attachment, Mark, Photo, Shared, Value};
use layer::{Layer, MarkList, MarkTools};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    components::A,
    hooks::{use_navigate, use_params_map},
};

/// A photo's place in the visit.
#[derive(Clone, Copy)]
struct Place {
    book: Book,
    sheet: Sheet,
    path: StoredValue<AnswerPath>,
    sha256: StoredValue<String>,
    /// The photo as it stands now.
    file: Memo<Attachment>,
}

impl Place {
    /// Looks a photo up in the answers of a visit.
    fn find(book: Book, sha256: &str) -> Option<Place> {
        let (sheet, path) = field_of(book, sha256)?;
        let answer = sheet.answer(path.clone());
        let wanted = sha256.to_owned();
        let file = Memo::new(move |before: Option<&Attachment>| {
            let now = answer.with(|answer| {
                let shows = |file: &&Attachment| file.photo_sha256() == Some(wanted.as_str());
                answer.as_ref()?.files().find(shows).cloned()
            });
            now.or_else(|| before.cloned()).unwrap_or_default()
        });
        let (path, sha256) = (StoredValue::new(path), StoredValue::new(sha256.to_owned()));
        Some(Place { book, sheet, path, sha256, file })
    }

    /// What it shows, in words.
    fn caption(self) -> Memo<String> {
        Memo::new(move |_| self.file.with(|file| file.title.clone().unwrap_or_default()))
    }

    /// Changes the photo; `typing` gathers letters for a moment, as fields do.
    fn change(self, typing: bool, how: impl FnOnce(&mut Attachment)) {
        let path = self.path.get_value();
        let mut answer = answer_at(self.sheet, &path);
        let shows = |file: &Attachment| self.sha256.with_value(|it| file.photo_sha256() == Some(it.as_str()));
        let files = answer.0.iter_mut().filter_map(|value| match value {
            Value::Attachment(file) if shows(file) => Some(file),
            _ => None,
        });
        let Some(file) = { files }.next() else { return };
        how(file);
        match typing {
            true => self.book.set_typing(self.sheet, path, answer),
            false => self.book.set(self.sheet, path, answer),
        }
    }

    fn change_facts(self, typing: bool, how: impl FnOnce(&mut Photo)) {
        self.change(typing, |file| how(file.photo.get_or_insert_default()));
    }

    fn facts<T: PartialEq + Send + Sync + 'static>(
        self,
        of: impl Fn(&Photo) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.file.with(|file| of(file.photo.as_ref().unwrap_or(&Photo::default()))))
    }

    /// The page of the question that the photo belongs to, and its label; else the page of the visit.
    fn question(self) -> (String, String) {
        self.item().unwrap_or_else(|| (routes::visit(self.book.visit), String::new()))
    }

    fn item(self) -> Option<(String, String)> {
        let path = self.path.get_value().without_facet();
        let at = self.sheet.view.with_untracked(|view| view.node(&path).map(|node| node.section))?;
        self.sheet.definition.with_value(|definition| {
            let section = definition.sections().get(usize::from(at))?;
            let item = definition.item(definition.item_at(&path)?);
            let to = routes::item(self.book.visit, &self.sheet.id(), &section.link_id, &path);
            Some((to, item.label()))
        })
    }
}

/// The field of a visit that shows a photo.
fn field_of(book: Book, sha256: &str) -> Option<(Sheet, AnswerPath)> {
    let shows = |answer: &Answer| answer.files().any(|file| file.photo_sha256() == Some(sha256));
    book.all().into_iter().find_map(|sheet| {
        let path = sheet.answers.with_untracked(|answers| {
            answers.iter().find(|(_, answer)| shows(answer)).map(|(path, _)| path.clone())
        });
        Some((sheet, path?))
    })
}

/// The page.
#[component]
pub fn PhotoPage() -> impl IntoView {
    let book = Book::here();
    let params = use_params_map();
    let sha256 = Memo::new(move |_| params.with(|params| params.get("photo").unwrap_or_default()));
    // Looked for again when answers come, and drawn anew only when it comes or goes.
    let is_there = Memo::new(move |_| {
        for sheet in book.all() {
            sheet.view.track();
        }
        sha256.with(|sha256| field_of(book, sha256).is_some())
    });
    move || {
        let found = is_there.get().then(|| sha256.with(|sha256| Place::find(book, sha256))).flatten();
        match found {
            Some(place) => view! { <Found place=place /> }.into_any(),
            None => view! { <Gone /> }.into_any(),
        }
    }
}

#[component]
fn Gone() -> impl IntoView {
    let book = Book::here();
    view! {
        <leptos_meta::Title text="Photo - visit - Threshold" />
        <VisitFrame>
            <main class="page" id="main" tabindex="-1">
                <Lintel title="Photo".to_owned() />
                <Empty title="This photo is not in the visit">
                    <p>"It was removed, or no answer shows it any more."</p>
                </Empty>
                <div class="actions">
                    <A href=routes::visit_page(book.visit, "photos") attr:class="btn">
                        "All photos"
                    </A>
                </div>
            </main>
        </VisitFrame>
    }
}

#[component]
fn Found(place: Place) -> impl IntoView {
    let (book, sheet) = (place.book, place.sheet);
    let (back, label) = place.question();
    let caption = place.caption();
    let marks = place.facts(|photo| photo.marks.clone());
    let layer = Layer::new(marks, move |typing, marks: Vec<Mark>| {
        place.change_facts(typing, |photo| photo.marks = marks);
    });
    let (busy, trouble) = (RwSignal::new(false), RwSignal::new(None));
    let again = camera(book, sheet, place.path.get_value(), busy, trouble);
    let sha256 = place.sha256.get_value();
    let source = source(book.visit, sha256.clone());
    let shown = sha256.clone();
    view! {
        <leptos_meta::Title text="Photo - visit - Threshold" />
        <VisitFrame>
            <main class="page" id="main" tabindex="-1">
                <Lintel title="Photo".to_owned() sub=label>
                    {photo_state(book, sha256.clone(), source)}
                </Lintel>
                <div class="photo-page">
                    <section aria-label="The photo">
                        <div
                            class="photo-page__frame"
                            class:photo-page__frame--drawing=move || layer.is_drawing()
                            on:click=move |event| layer.tap(&event)
                        >
                            <Picture sha256=shown.clone() source=source caption=caption marks=marks />
                        </div>
                        <p class="quiet" role="status">
                            {move || layer.hint()}
                        </p>
                        {move || {
                            trouble
                                .get()
                                .map(|words: String| view! { <p class="message message--needed" role="alert">{words}</p> })
                        }}
                        {(!sheet.read_only.get_untracked()).then(|| view! { <MarkTools layer=layer /> })}
                    </section>
                    <Private>
                        <Facts place=place />
                        <MarkList layer=layer read_only=sheet.read_only />
                    </Private>
                </div>
                <div class="actions">
                    <A href=back attr:class="btn btn--primary">
                        "Done"
                    </A>
                    {(!sheet.read_only.get_untracked())
                        .then(|| {
                            view! {
                                <button class="btn" type="button" on:click=move |_| again()>
                                    <Icon name="camera" />
                                    "Take another"
                                </button>
                            }
                        })}
                    <A href=routes::visit_page(book.visit, "photos") exact=true attr:class="btn btn--quiet">
                        "All photos"
                    </A>
                </div>
            </main>
        </VisitFrame>
    }
}

/// Caption, who may see it, whether the person agreed.
#[component]
fn Facts(place: Place) -> impl IntoView {
    let read_only = place.sheet.read_only;
    let person = place.book.card.with_untracked(|card| card.person.polite_name());
    let caption = place.caption();
    let shared = place.facts(|photo| photo.shared);
    let agreed = place.facts(|photo| photo.agreed);
    let who = place.facts(|photo| photo.who.clone().unwrap_or_default());
    let removing = RwSignal::new(false);
    let say_shared = move |to: Shared| place.change_facts(false, move |photo| photo.shared = Some(to));
    let say_agreed = move |how: Agreed| place.change_facts(false, move |photo| photo.agreed = Some(how));
    let radio = move |name: &'static str, words: &'static str, on: Signal<bool>, choose: Callback<()>| {
        view! {
            <label class="choice">
                <input
                    class="choice__input"
                    type="radio"
                    name=name
                    disabled=move || read_only.get()
                    prop:checked=move || on.get()
                    on:change=move |_| choose.run(())
                />
                <span>{words}</span>
            </label>
        }
    };
    let is_shared = move |to: Shared| Signal::derive(move || shared.get() == Some(to));
    let is_agreed = move |how: Agreed| Signal::derive(move || !removing.get() && agreed.get() == Some(how));
    view! {
        <div class="item__field">
            <label class="item__q" for="caption">
                "What does it show?"
            </label>
            <textarea
                class="input input--area"
                id="caption"
                rows="2"
                spellcheck="true"
                readonly=move || read_only.get()
                prop:value=move || caption.get()
                on:input=move |event| {
                    let words = event_target_value(&event);
                    place.change(true, |file| file.title = Some(words).filter(|words| !words.is_empty()));
                }
            ></textarea>
            <p class="item__hint">"Keep faces, post and medicines out of the picture. Blur what got in."</p>
        </div>
        <fieldset class="item__field">
            <legend class="item__q">"Who may see it?"</legend>
            <div class="choices">
                {radio("shared", "Care team only", is_shared(Shared::Team), Callback::new(move |()| say_shared(Shared::Team)))}
                {radio(
                    "shared",
                    "Also landlord or contractor",
                    is_shared(Shared::Builders),
                    Callback::new(move |()| say_shared(Shared::Builders)),
                )}
            </div>
        </fieldset>
        <fieldset class="item__field">
            <legend class="item__q">{format!("Did {person} agree to this photo?")}</legend>
            <div class="choices">
                {radio("agreed", "Yes", is_agreed(Agreed::Yes), Callback::new(move |()| say_agreed(Agreed::Yes)))}
                {radio(
                    "agreed",
                    "Someone agreed for them",
                    is_agreed(Agreed::ForThem),
                    Callback::new(move |()| say_agreed(Agreed::ForThem)),
                )}
                {radio("agreed", "No", removing.into(), Callback::new(move |()| removing.set(true)))}
            </div>
        </fieldset>
        {move || {
            (agreed.get() == Some(Agreed::ForThem))
                .then(|| {
                    view! {
                        <div class="item__field">
                            <label class="item__q" for="who-agreed">
                                "Who agreed?"
                            </label>
                            <input
                                class="input"
                                id="who-agreed"
                                autocomplete="off"
                                autocapitalize="words"
                                readonly=move || read_only.get()
                                prop:value=move || who.get()
                                on:input=move |event| {
                                    let name = event_target_value(&event);
                                    place.change_facts(true, |photo| photo.who = Some(name).filter(|name| !name.is_empty()));
                                }
                            />
                        </div>
                    }
                })
        }}
        <RemoveSheet place=place open=removing />
    }
}

/// Without agreement the photo goes; only that there was one stays.
#[component]
fn RemoveSheet(place: Place, open: RwSignal<bool>) -> impl IntoView {
    let navigate = use_navigate();
    let (back, _) = place.question();
    let remove = move |_| {
        let (navigate, back) = (navigate.clone(), back.clone());
        // Known before the change: with it, this page goes.
        let (book, sha256) = (place.book, place.sha256.get_value());
        open.set(false);
        place.change(false, |file| {
            file.title = None;
            file.photo = Some(Photo { agreed: Some(Agreed::No), ..Photo::default() });
        });
        // Its bytes are gone: there is nothing that a step back could show again.
        book.forget_steps();
        spawn_local(async move {
            let local = book.local;
            // The "No" is on this tablet before the bytes go.
            book.comes_to_rest().await;
            if local.trouble.with_untracked(Option::is_some) {
                return;
            }
            if let Err(why) = local.tablet().drop_photo(book.visit, &sha256).await {
                local.trouble.set(Some(crate::local::Trouble {
                    words: format!("The photo could not be taken off this tablet: {why}."),
                }));
            }
            local.count_unsent().await;
            navigate(&back, NavigateOptions::default());
        });
    };
    let keep = move |_| {
        open.set(false);
        if place.file.with_untracked(Attachment::wants_agreement) {
            place.change_facts(false, |photo| photo.agreed = Some(Agreed::Yes));
        }
    };
    view! {
        <SheetDialog open=open title="Remove this photo?">
            <p>"Without agreement this photo will be removed from the visit, here and on the server. It cannot be brought back."</p>
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="button" on:click=remove.clone()>
                    "Remove"
                </button>
                <button class="btn" type="button" on:click=keep>
                    "Keep it, they agreed"
                </button>
            </div>
        </SheetDialog>
    }
}

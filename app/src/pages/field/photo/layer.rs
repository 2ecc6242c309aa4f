//! Marks above a photo: every tool works by two taps, and every mark can be moved with the arrow keys
//! and removed with a button. The photo below is never changed.

use crate::ui::Icon;
use forms::{FULL, Mark, MarkKind};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// How far an arrow key moves a mark: about 4 pixels of a photo on a tablet.
const NUDGE: i32 = 50;
/// A mark that is placed with the keyboard, before it is moved.
const MIDDLE: ((u16, u16), (u16, u16)) = ((3_500, 5_000), (6_500, 6_000));

/// Keeps marks; is told whether somebody types.
type Write = dyn Fn(bool, Vec<Mark>) + Send + Sync;

/// The marks of one photo, and the tool in hand.
#[derive(Clone, Copy)]
pub struct Layer {
    marks: Memo<Vec<Mark>>,
    write: StoredValue<Box<Write>>,
    tool: RwSignal<Option<MarkKind>>,
    first: RwSignal<Option<(u16, u16)>>,
}

impl Layer {
    /// A layer over these marks; `write` keeps new ones, and is told whether somebody types.
    pub fn new(marks: Memo<Vec<Mark>>, write: impl Fn(bool, Vec<Mark>) + Send + Sync + 'static) -> Layer {
        Layer {
            marks,
            write: StoredValue::new(Box::new(write)),
            tool: RwSignal::new(None),
            first: RwSignal::new(None),
        }
    }

    /// True while a tool is in hand.
    pub fn is_drawing(self) -> bool {
        self.tool.get().is_some()
    }

    /// What to do next, in words.
    pub fn hint(self) -> &'static str {
        match (self.tool.get(), self.first.get()) {
            (None, _) => "",
            (Some(MarkKind::Text), _) => "Tap where the words go.",
            (Some(MarkKind::Blur), None) => "Tap one corner of what nobody should see.",
            (Some(MarkKind::Blur), Some(_)) => "Tap the opposite corner.",
            (Some(_), None) => "Tap where it starts.",
            (Some(_), Some(_)) => "Tap where it ends.",
        }
    }

    /// A tap on the photo.
    pub fn tap(self, event: &leptos::ev::MouseEvent) {
        let Some(kind) = self.tool.get_untracked() else { return };
        let frame = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let Some(frame) = frame.map(|frame| frame.get_bounding_client_rect()) else { return };
        let share = |at: f64, from: f64, whole: f64| {
            ((at - from) / whole.max(1.0) * f64::from(FULL)).clamp(0.0, f64::from(FULL)) as u16
        };
        let at = (
            share(f64::from(event.client_x()), frame.left(), frame.width()),
            share(f64::from(event.client_y()), frame.top(), frame.height()),
        );
        match (kind, self.first.get_untracked()) {
            (MarkKind::Text, _) => self.add(kind, at, at),
            (_, None) => self.first.set(Some(at)),
            (_, Some(first)) => self.add(kind, first, at),
        }
    }

    fn add(self, kind: MarkKind, from: (u16, u16), to: (u16, u16)) {
        let mut marks = self.marks.get_untracked();
        marks.push(Mark { kind, to, from, words: String::new() });
        self.keep(false, marks);
        self.tool.set(None);
        self.first.set(None);
    }

    fn keep(self, typing: bool, marks: Vec<Mark>) {
        self.write.with_value(|write| write(typing, marks));
    }

    fn change(self, at: usize, typing: bool, how: impl FnOnce(&mut Mark)) {
        let mut marks = self.marks.get_untracked();
        if let Some(mark) = marks.get_mut(at) {
            how(mark);
            self.keep(typing, marks);
        }
    }

    fn remove(self, at: usize) {
        let mut marks = self.marks.get_untracked();
        if at < marks.len() {
            marks.remove(at);
            self.keep(false, marks);
        }
    }
}

/// The tools.
#[component]
pub fn MarkTools(layer: Layer) -> impl IntoView {
    let tool = move |kind: MarkKind, icon: &'static str| {
        view! {
            <button
                class="btn"
                type="button"
                aria-pressed=move || (layer.tool.get() == Some(kind)).to_string()
                on:click=move |event| {
                    layer.first.set(None);
                    // A click without a place comes from the keyboard: the mark is put in the middle, to be moved.
                    match event.detail() {
                        0 => layer.add(kind, MIDDLE.0, MIDDLE.1),
                        _ => layer.tool.update(|tool| *tool = (*tool != Some(kind)).then_some(kind)),
                    }
                }
            >
                <Icon name=icon />
                {kind.words()}
            </button>
        }
    };
    view! {
        <div class="actions" role="group" aria-label="Marks">
            {tool(MarkKind::Arrow, "arrow-mark")}
            {tool(MarkKind::Length, "length-mark")}
            {tool(MarkKind::Text, "text-mark")}
            {tool(MarkKind::Blur, "blur-mark")}
            {move || {
                let n_marks = layer.marks.with(Vec::len);
                (n_marks > 0)
                    .then(|| {
                        view! {
                            <button class="btn btn--quiet" type="button" on:click=move |_| layer.remove(n_marks - 1)>
                                <Icon name="undo" />
                                "Undo mark"
                            </button>
                        }
                    })
            }}
        </div>
    }
}

/// The marks as a list: their words, a handle for the arrow keys, and a way to remove each.
#[component]
pub fn MarkList(layer: Layer, read_only: Signal<bool>) -> impl IntoView {
    // What is typed must not draw its own field anew.
    let kinds =
        Memo::new(move |_| layer.marks.with(|marks| marks.iter().map(|mark| mark.kind).collect::<Vec<_>>()));
    move || {
        let kinds = kinds.get();
        (!kinds.is_empty()).then(|| {
            let lines = kinds.into_iter().enumerate().map(|(at, kind)| line(layer, at, kind, read_only));
            view! {
                <section aria-labelledby="marks-h">
                    <h2 id="marks-h">"Marks"</h2>
                    <ul class="mark-lines">{lines.collect_view()}</ul>
                </section>
            }
        })
    }
}

fn line(layer: Layer, at: usize, kind: MarkKind, read_only: Signal<bool>) -> impl IntoView {
    let name = format!("{} {}", kind.words(), at + 1);
    let id = format!("mark-{at}");
    let words = Memo::new(move |_| {
        layer.marks.with(|marks| marks.get(at).map(|mark| mark.words.clone()).unwrap_or_default())
    });
    let takes_words = kind != MarkKind::Blur;
    let hint = match kind {
        MarkKind::Length => "with its unit",
        _ => "what it says",
    };
    let moved = move |event: leptos::ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" => (-NUDGE, 0),
            "ArrowRight" => (NUDGE, 0),
            "ArrowUp" => (0, -NUDGE),
            "ArrowDown" => (0, NUDGE),
            _ => return,
        };
        event.prevent_default();
        layer.change(at, true, |mark| {
            mark.from = shifted(mark.from, by);
            mark.to = shifted(mark.to, by);
        });
    };
    view! {
        <li class="mark-line">
            {match takes_words {
                    true => {
                        view! {
                            <label class="part__q" for=id.clone()>
                                {format!("{name}, {hint}")}
                            </label>
                            <input
                                class="input"
                                id=id
                                autocomplete="off"
                                readonly=move || read_only.get()
                                prop:value=move || words.get()
                                on:input=move |event| {
                                    let words = event_target_value(&event);
                                    layer.change(at, true, |mark| mark.words = words);
                                }
                            />
                        }
                            .into_any()
                    }
                    false => view! { <p class="part__q">{name.clone()}</p> }.into_any(),
                }}
            {(!read_only.get_untracked())
                .then(|| {
                    view! {
                        <div class="actions">
                            <button class="btn btn--quiet" type="button" aria-label=format!("Move {name} with the arrow keys") on:keydown=moved>
                                "Move"
                            </button>
                            <button
                                class="btn btn--quiet"
                                type="button"
                                aria-label=format!("Remove {name}")
                                on:click=move |_| layer.remove(at)
                            >
                                "Remove"
                            </button>
                        </div>
                    }
                })}
        </li>
    }
}

fn shifted((x, y): (u16, u16), (dx, dy): (i32, i32)) -> (u16, u16) {
    let one = |at: u16, by: i32| (i32::from(at) + by).clamp(0, i32::from(FULL)) as u16;
    (one(x, dx), one(y, dy))
}

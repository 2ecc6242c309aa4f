//! Arranging the home: a block is chosen, then moved by buttons. Each step is an answer of the plan, so it is kept
//! and can be taken back like any other.

use super::looking::Looking;
use crate::{
    sheet::{Book, Sheet, say},
    ui::{Icon, Private},
};
use advice::house::{Block, COLUMNS, Direction, LAYOUT, Layout};
use forms::{Answer, AnswerPath, Value};
use leptos::{html::Input, prelude::*};
use std::collections::BTreeMap;

/// What is arranged, and where that is kept.
#[derive(Clone, Copy)]
struct Desk {
    book: Book,
    plan: Sheet,
    looking: Looking,
    told: RwSignal<String>,
}

impl Desk {
    /// Does something with the chosen block, keeps the layout where it changed, and says where the block is now.
    fn act(self, change: impl FnOnce(&mut Layout, &str) -> bool) {
        let chosen = self.looking.chosen;
        let Some(id) = untrack(|| self.chosen_block()).map(|block| block.id) else {
            return self.tell("Choose a block first.".to_owned());
        };
        let mut layout = self.looking.layout.get_untracked();
        let is_new = change(&mut layout, &id);
        if is_new {
            let kept = Answer::one(Value::text(layout.to_string()));
            self.book.set(self.plan, AnswerPath::root(LAYOUT), kept);
        }
        // What was done may have chosen another block: a room that was added.
        let id = chosen.get_untracked().unwrap_or(id);
        let name = untrack(|| self.names()).remove(&id).unwrap_or_default();
        self.tell(match layout.block(&id) {
            Some(block) if is_new => place_words(&name, block),
            Some(block) => format!("That changes nothing here. {}", place_words(&name, block)),
            None => {
                chosen.set(None);
                "The room was removed.".to_owned()
            }
        });
    }

    fn tell(self, words: String) {
        say(&words);
        self.told.set(words);
    }

    fn chosen_block(self) -> Option<Block> {
        let id = self.looking.chosen.get()?;
        self.looking.layout.with(|layout| layout.block(&id).cloned())
    }

    /// The names of all blocks by their ids.
    fn names(self) -> BTreeMap<String, String> {
        self.looking.days[0].drawing.with(|drawing| {
            drawing
                .blocks
                .iter()
                .map(|block| (block.id.clone(), format!("{} {}", block.room.letter, block.name)))
                .collect()
        })
    }
}

fn place_words(name: &str, block: &Block) -> String {
    let (row, first, last) = (block.row + 1, block.column + 1, block.right());
    format!("{name}: {}, row {row}, columns {first} to {last} of {COLUMNS}.", block.floor.spoken())
}

/// The desk above the picture.
#[component]
pub fn Arrange(looking: Looking, plan: Sheet) -> impl IntoView {
    let desk = Desk { book: Book::here(), plan, looking, told: RwSignal::new(String::new()) };
    view! {
        <section class="house__arrange" aria-labelledby="arrange">
            <h2 id="arrange">"Arrange"</h2>
            <p class="quiet">
                "Choose a block here or in the picture, then move it. Undo takes each step back. A further room shows what was found in its whole area."
            </p>
            <Choices desk=desk />
            <Moves desk=desk />
            <p class="house__told">{move || desk.told.get()}</p>
        </section>
    }
}

/// The blocks by name, in the order of their letters, wherever they stand.
#[component]
fn Choices(desk: Desk) -> impl IntoView {
    let blocks = move || desk.names().into_iter().collect::<Vec<_>>();
    let chosen = desk.looking.chosen;
    view! {
        <fieldset class="chips">
            <legend class="sr">"Block"</legend>
            <For each=blocks key=Clone::clone let:((id, name))>
                {
                    let is_chosen = {
                        let id = id.clone();
                        move || chosen.with(|chosen| chosen.as_ref() == Some(&id))
                    };
                    view! {
                        <label class="chip">
                            <input
                                type="radio"
                                name="house-block"
                                value=id.clone()
                                prop:checked=is_chosen
                                on:change=move |_| chosen.set(Some(id.clone()))
                            />
                            {name}
                        </label>
                    }
                }
            </For>
        </fieldset>
    }
}

#[component]
fn Moves(desk: Desk) -> impl IntoView {
    let renaming = RwSignal::new(false);
    let step = move |way: Direction| move || desk.act(|layout, id| layout.step(id, way));
    let other_floor = move || {
        desk.act(|layout, id| layout.next_floor(id).is_some_and(|floor| layout.other_floor(id, floor)));
    };
    let another = move || {
        desk.act(|layout, id| {
            let Some(new) = layout.add_room(id) else { return false };
            desk.looking.chosen.set(Some(new));
            true
        });
    };
    let is_extra = Memo::new(move |_| desk.chosen_block().is_some_and(|block| block.number().is_some()));
    view! {
        <div class="house__moves" role="group" aria-label="Move the block">
            {button("back", "Left", step(Direction::Left))}
            {button("next", "Right", step(Direction::Right))}
            {button("up", "Up", step(Direction::Up))}
            {button("down", "Down", step(Direction::Down))}
            {button("plus", "Wider", move || desk.act(Layout::wider))}
            {button("minus", "Narrower", move || desk.act(Layout::narrower))}
            {button("house", "Other floor", other_floor)}
            <button
                class="btn"
                type="button"
                aria-expanded=move || renaming.get().to_string()
                on:click=move |_| renaming.update(|open| *open = !*open)
            >
                <Icon name="pen" />
                "Rename"
            </button>
            {button("plus", "Another room like this", another)}
            {move || {
                is_extra
                    .get()
                    .then(|| button("close", "Remove this room", move || desk.act(Layout::remove_extra)))
            }}
        </div>
        {move || renaming.get().then(|| view! { <Name desk=desk /> })}
    }
}

fn button(icon: &'static str, word: &'static str, act: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button class="btn" type="button" on:click=move |_| act()>
            <Icon name=icon />
            {word}
        </button>
    }
}

/// A name of its own for the chosen block; an empty one gives it its usual name back.
#[component]
fn Name(desk: Desk) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let name = Memo::new(move |_| desk.chosen_block().and_then(|block| block.name).unwrap_or_default());
    view! {
        <Private>
            <div class="field">
                <label class="field__label" for="house-name">
                    "Name of the block"
                </label>
                <input
                    class="input"
                    id="house-name"
                    type="text"
                    maxlength="40"
                    autocapitalize="sentences"
                    node_ref=field
                    prop:value=move || name.get()
                    on:change=move |event| {
                        let typed = event_target_value(&event);
                        desk.act(|layout, id| layout.rename(id, &typed));
                    }
                />
            </div>
        </Private>
    }
}

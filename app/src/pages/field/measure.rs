//! The measure pad: one value of one thing at a time, with a drawing of where the tape goes, big keys, last time's
//! value and what the checks say at once. Next leads to the next value of the same door, flight or room.

mod chain;
mod keys;
mod stopwatch;

use super::frame::VisitFrame;
use crate::{
    routes,
    sheet::{Book, Fit, Sheet, absent_answer, more_words, reasons, say},
    ui::{Icon, Lintel, Private, StateMark, focus},
};
use chain::{Another, Chain};
use domain::measures::{Measure, measure};
use forms::{Answer, AnswerPath, Facet, Issue, Item, Severity, Value, units};
use keys::{Keys, Typing};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_params_map},
};
use stopwatch::{Running, SECONDS, Stopwatch, StopwatchButtons};

/// Id of the field that takes the figures.
const FIGURES: &str = "pad-value";

/// The page: finds the question of the address.
#[component]
pub fn MeasurePad() -> impl IntoView {
    let book = Book::here();
    let params = use_params_map();
    let place = Memo::new(move |_| {
        let (form, id) = params
            .with(|params| (params.get("form").unwrap_or_default(), params.get("item").unwrap_or_default()));
        let sheet = book.sheet(&form)?;
        let path = sheet.view.with(|view| {
            view.nodes.iter().find(|node| routes::item_id(&node.path) == id).map(|node| node.path.clone())
        })?;
        Some((form, path))
    });
    move || {
        let found = place.get().and_then(|(form, path)| Some((book.sheet(&form)?, path)));
        match found {
            Some((sheet, path)) => view! { <Pad sheet=sheet path=path /> }.into_any(),
            None => view! { <super::NotFound /> }.into_any(),
        }
    }
}

/// The pad for one value.
#[component]
fn Pad(sheet: Sheet, path: AnswerPath) -> impl IntoView {
    let book = Book::here();
    let Some(idx) = sheet.definition.with_value(|definition| definition.item_at(&path)) else {
        return view! { <super::NotFound /> }.into_any();
    };
    let item = sheet.item_at(idx, &path);
    if item.read_only {
        return view! { <super::NotFound /> }.into_any();
    }
    let measured = item.measure.as_deref().and_then(measure);
    let chain = Chain::of(sheet, &path);
    // Whoever goes on from one value to the next goes on typing.
    let goes_on = document().get_element_by_id(FIGURES).is_some();
    Effect::new(move || {
        if goes_on {
            request_animation_frame(|| focus(FIGURES));
        }
    });
    let count = chain.count();
    let area = chain.area.clone();
    let title = match &chain.thing {
        Some(thing) => format!("{thing}: {}", lower_first(chain.label())),
        None => chain.label().to_owned(),
    };
    let back = routes::item(book.visit, &sheet.id(), &area.0, &path);
    let typing = Typing::new(book, sheet, &item, path.clone());
    let stopwatch = (item.unit() == Some(SECONDS)).then(|| Stopwatch::new(typing, book, &path));
    let figures = StoredValue::new(title.clone());
    let display = move || match stopwatch {
        Some(stopwatch) if stopwatch.is_running() => view! { <Running stopwatch=stopwatch /> }.into_any(),
        _ => view! { <Display typing=typing title=figures.get_value() /> }.into_any(),
    };
    let keys = match stopwatch {
        Some(stopwatch) => view! { <StopwatchButtons stopwatch=stopwatch /> }.into_any(),
        None => view! { <Keys typing=typing /> }.into_any(),
    };
    let go = go_on(sheet, chain.clone(), typing);
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        go();
    };
    view! {
        <leptos_meta::Title text="Measure - visit - Threshold" />
        <VisitFrame back=(back, area.1.clone())>
            <main class="page page--pad" id="main" tabindex="-1">
                <Lintel title=title.clone() count=count sub=area.1.clone() />
                <Private>
                    <div class="pad">
                        <section class="pad__drawing" aria-label="Where to measure">
                            {measured.map(drawing)}
                            {item.help.clone().filter(|_| measured.is_none()).map(|help| view! { <p>{help}</p> })}
                        </section>
                        <form class="pad__entry" aria-label="The value" on:submit=on_submit>
                            {display}
                            <LastTime sheet=sheet path=path.clone() typing=typing />
                            {wrong(sheet, &path, typing)}
                            {keys}
                            <Unlikely sheet=sheet path=path.clone() typing=typing item=item.clone() />
                            <Onward sheet=sheet chain=chain.clone() typing=typing />
                            <NotMeasured sheet=sheet path=path.clone() />
                        </form>
                        <section class="pad__checks" aria-label="What the checks say">
                            <Fit sheet=sheet path=path at_once=true />
                        </section>
                    </div>
                    <nav class="pad__chain" aria-label="Values of this place">
                        {chain.view(sheet)}
                    </nav>
                </Private>
            </main>
        </VisitFrame>
    }
    .into_any()
}

/// The thing, with the dimension that is asked for lit, and the sentence that says the same.
fn drawing(measure: &'static Measure) -> impl IntoView {
    let of = |suffix: &str| format!("/drawings.svg#{}{suffix}", measure.id);
    view! {
        <div class="drawing" role="img" aria-label=measure.how.clone()>
            <svg viewBox="0 0 320 220" aria-hidden="true">
                <use href=of("")></use>
            </svg>
            <svg class="drawing__lit" viewBox="0 0 320 220" aria-hidden="true">
                <use href=of("-lit")></use>
            </svg>
        </div>
        <p class="pad__how">{measure.how.clone()}</p>
    }
}

/// The figures, with the units to switch between.
#[component]
fn Display(typing: Typing, title: String) -> impl IntoView {
    let name = move || format!("{title} in {}", units::plural(&typing.unit.get()));
    view! {
        <div class="pad__display">
            <input
                class="pad__value"
                id=FIGURES
                inputmode=move || if typing.keyboard.get() { "decimal" } else { "none" }
                autocomplete="off"
                enterkeyhint="next"
                aria-label=name
                readonly=move || typing.sheet.read_only.get()
                prop:value=move || typing.text.get()
                on:input=move |event| typing.write(event_target_value(&event))
            />
            <span class="pad__unit" aria-hidden="true">
                {move || units::label(&typing.unit.get()).to_owned()}
            </span>
            <StateMark state=typing.state() />
        </div>
        {typing.unit_choice()}
    }
}

/// Last time's value, and how far this one is from it.
#[component]
fn LastTime(sheet: Sheet, path: AnswerPath, typing: Typing) -> impl IntoView {
    let was = sheet.was(&path);
    let drift = Memo::new({
        let was = was.clone();
        move |_| {
            let before = number_in(&was.as_ref()?.1, &typing.usual)?;
            Some(typing.number()? - before)
        }
    });
    was.map(|(day, answer)| {
        let before = answer.first().map(Value::as_words).unwrap_or_default();
        let far = move || {
            let drift = drift.get()?;
            let sign = if drift > 0.0 { "+" } else { "" };
            Some(view! { <b class="num">{format!("{sign}{drift:.0} {}", units::label(&typing.usual.get_value()))}</b> })
        };
        view! { <p class="pad__was">{format!("Last time {before} ({day}) ")}{far}</p> }
    })
}

fn number_in(answer: &Answer, unit: &StoredValue<String>) -> Option<f64> {
    let Some(Value::Quantity(quantity)) = answer.first() else { return answer.first()?.as_f64() };
    let value = quantity.value.as_ref()?.as_f64()?;
    unit.with_value(|unit| units::convert(value, quantity.code.as_deref().unwrap_or(unit), unit))
}

/// What cannot be right, once nobody is in the middle of it.
fn wrong(sheet: Sheet, path: &AnswerPath, typing: Typing) -> impl IntoView + use<> {
    let node = sheet.node(path.clone());
    let words = Memo::new(move |_| {
        let is_wrong = |issue: &&Issue| issue.severity == Severity::Wrong;
        let said = node.with(|node| Some(node.as_ref()?.issues.iter().find(is_wrong)?.text.clone()));
        said.filter(|_| typing.is_at_rest())
    });
    view! {
        <div role="status">
            {move || {
                words.get().map(|words| view! { <p class="message message--needed"><Icon name="attention" /><span>{words}</span></p> })
            }}
        </div>
    }
}

/// A value outside what such things usually are: kept as it is, put right, or meant in another unit.
#[component]
fn Unlikely(sheet: Sheet, path: AnswerPath, typing: Typing, item: Item) -> impl IntoView {
    let book = Book::here();
    let checked = sheet.answer(path.with_facet(Facet::Checked));
    let range = typing.range(&item);
    let range = StoredValue::new(range);
    let path = StoredValue::new(path);
    let outside = Memo::new(move |_| {
        let number = typing.number()?;
        let (low, high) = range.get_value()?;
        // Too small is only certain once the last figure is typed; too large is certain at once.
        (number > high || (number < low && typing.is_at_rest())).then_some((number, low, high))
    });
    let meant = move || {
        let (_, low, high) = outside.get()?;
        typing.other_unit_within(low, high)
    };
    move || {
        let (number, low, high) = outside.get()?;
        let kept = checked.with(|checked| checked.as_ref().is_some_and(|answer| !answer.is_blank()));
        let unit = units::label(&typing.usual.get_value()).to_owned();
        let figures = |number: f64| forms::number::with_thousands(&format!("{number:.0}"));
        let (number, low, high) = (figures(number), figures(low), figures(high));
        if kept {
            return Some(view! { <p class="pad__unlikely">"Checked, and kept as it is."</p> }.into_any());
        }
        let keep = move |_| {
            let yes = Answer::one(Value::Boolean(true));
            book.set(sheet, path.with_value(|path| path.with_facet(Facet::Checked)), yes);
            focus(FIGURES);
        };
        Some(
            view! {
                <div class="pad__unlikely" role="status">
                    <p>{format!("{number} {unit} is outside what this usually is ({low} to {high} {unit}).")}</p>
                    <div class="actions">
                        <button class="btn" type="button" on:click=keep>
                            {format!("Keep {number} {unit}")}
                        </button>
                        {meant()
                            .map(|code| {
                                let label = format!("It is {} {}", typing.text.get_untracked(), units::label(&code));
                                view! {
                                    <button class="btn" type="button" on:click=move |_| {
                                        typing.meant(&code);
                                        focus(FIGURES);
                                    }>
                                        {label}
                                    </button>
                                }
                            })}
                    </div>
                </div>
            }
            .into_any(),
        )
    }
}

/// "Not measured, because ..." is an answer too.
#[component]
fn NotMeasured(sheet: Sheet, path: AnswerPath) -> impl IntoView {
    let book = Book::here();
    let absent = sheet.answer(path.with_facet(Facet::Absent));
    let path = StoredValue::new(path.with_facet(Facet::Absent));
    let said = move || {
        absent.with(|absent| {
            absent.as_ref().and_then(|answer| answer.code().map(more_words)).unwrap_or_default()
        })
    };
    let choose = move |code: &'static str| book.set(sheet, path.get_value(), absent_answer(code));
    view! {
        <details class="pad__absent">
            <summary>
                {move || match said() {
                    "" => "Not measured, because ...".to_owned(),
                    why => format!("Not measured: {}", why.to_lowercase()),
                }}
            </summary>
            <div class="actions">
                {reasons()
                    .into_iter()
                    .map(|(code, words)| {
                        view! {
                            <button class="btn" type="button" on:click=move |_| choose(code)>
                                {words}
                            </button>
                        }
                    })
                    .collect_view()}
                {move || {
                    (!said().is_empty())
                        .then(|| {
                            view! {
                                <button
                                    class="btn btn--quiet"
                                    type="button"
                                    on:click=move |_| book.set(sheet, path.get_value(), Answer::default())
                                >
                                    "Take that back"
                                </button>
                            }
                        })
                }}
            </div>
        </details>
    }
}

/// What leads on from a value: the next one of this thing, another step of the flight, or back to the area.
#[component]
fn Onward(sheet: Sheet, chain: Chain, typing: Typing) -> impl IntoView {
    let label = match chain.next() {
        Some(step) => format!("Next: {}", lower_first(&step.label)),
        None => format!("Back to {}", chain.area.1),
    };
    view! {
        {chain.another_copy(sheet).map(|again| view! { <AnotherStep sheet=sheet again=again typing=typing /> })}
        <button class="btn btn--primary pad__next" id="next" type="submit">
            {label}
            <Icon name="next" />
        </button>
    }
}

/// Goes on from a value, and says what was measured and what comes.
fn go_on(sheet: Sheet, chain: Chain, typing: Typing) -> impl Fn() {
    let visit = Book::here().visit;
    let navigate = use_navigate();
    move || {
        if typing.asks_first() {
            return;
        }
        let spoken = typing.spoken();
        match chain.next() {
            Some(step) => {
                say(&format!("{spoken} Next, {}", lower_first(&step.label)));
                let to = routes::measure(visit, &sheet.id(), &step.path);
                navigate(&to, NavigateOptions { replace: true, scroll: false, ..Default::default() });
            }
            None => {
                say(&spoken);
                let back = routes::item(visit, &sheet.id(), &chain.area.0, &chain.here);
                navigate(&back, NavigateOptions::default());
            }
        }
    }
}

/// The next riser of a flight: measured anew, or said to be the same as the one below.
#[component]
fn AnotherStep(sheet: Sheet, again: Another, typing: Typing) -> impl IntoView {
    let book = Book::here();
    let navigate = use_navigate();
    let below = again.below.clone().filter(|_| typing.text.with_untracked(String::is_empty));
    let add = move |_| {
        let to = again.add(book, sheet);
        navigate(&to, NavigateOptions { replace: true, scroll: false, ..Default::default() });
    };
    view! {
        <div class="actions">
            {below
                .map(|below| {
                    view! {
                        <button class="btn" type="button" on:click=move |_| typing.take(&below)>
                            "Same as the step below"
                        </button>
                    }
                })}
            <button class="btn" type="button" on:click=add>
                <Icon name="plus" />
                "The step above"
            </button>
        </div>
    }
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

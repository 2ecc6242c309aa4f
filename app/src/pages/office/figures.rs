//! The figures that checks lean on, by what they are for: what ships, where it comes from, and what the service has
//! put in its place, with reason, name and day. Its manager changes them; those who visit people read them.

mod limits;
mod own;

use super::{
    fields::Text,
    frame::{Office, Problem, focus_or_main, say},
};
use crate::{
    api::figures::{FiguresPage, figures, shipped_figure},
    error::AppError,
    session::{Desk, Page},
    ui::{Lintel, SheetDialog},
};
use domain::{
    Role,
    calendar::long_date,
    rules::{Setting, Settings, topics},
};
use leptos::prelude::*;
use limits::Limits;
use own::Own;

/// The page.
#[component]
pub fn Figures() -> impl IntoView {
    let data = Resource::new(|| (), |()| figures());
    view! { <Office page=Page::Figures title="Figures" data=data draw=draw /> }
}

fn draw(page: FiguresPage, desk: Desk) -> AnyView {
    let edits = desk.me.role == Role::Manager;
    let page = RwSignal::new(page);
    let settings = Memo::new(move |_| page.with(|page| page.settings.clone()));
    let problem = RwSignal::new(None::<AppError>);
    let looked_for = RwSignal::new(String::new());
    let (chosen, open) = (RwSignal::new(None::<&'static Setting>), RwSignal::new(false));
    let back = Action::new(move |setting: &&'static Setting| {
        let (id, button) = (setting.id.clone(), button_id(setting));
        async move {
            match shipped_figure(id).await {
                Ok(after) => {
                    page.set(after);
                    problem.set(None);
                    say("Back to Threshold's figure");
                    // The row was drawn anew, and this button is gone.
                    request_animation_frame(move || focus_or_main(&button));
                }
                Err(error) => problem.set(Some(error)),
            }
        }
    });
    let changes = Changes { edits, chosen, open, back };
    let tables = move || {
        let words = looked_for.get().to_lowercase();
        let settings = settings.get();
        let fitting = |(topic, all): (&'static str, Vec<&'static Setting>)| {
            let fits = |one: &&'static Setting| fits(topic, one, &settings, &words);
            (topic, all.into_iter().filter(fits).collect::<Vec<_>>())
        };
        let found: Vec<_> = topics().into_iter().map(fitting).filter(|(_, all)| !all.is_empty()).collect();
        match found.is_empty() {
            true => view! {
                <div class="empty">
                    <p>
                        <b>"No figure fits these words."</b>
                        " Try fewer letters, or another word."
                    </p>
                </div>
            }
            .into_any(),
            false => {
                let table = |(topic, all)| table(topic, all, &settings, changes);
                found.into_iter().map(table).collect_view().into_any()
            }
        }
    };
    view! {
        <Lintel
            title="Figures".to_owned()
            sub="What checks compare with. A check says which figure it used, and whose it is.".to_owned()
        >
            <a class="link" href="#limits">
                "Limits by role"
            </a>
        </Lintel>
        <Problem problem=problem />
        <div class="filters" role="search">
            <Text id="find" label="Find by words" kind="search" value=looked_for />
        </div>
        {tables}
        <Limits page=page edits=edits />
        <SheetDialog open=open title="Use our own figure".to_owned()>
            {move || chosen.get().map(|setting| view! { <Own setting=setting page=page open=open /> })}
        </SheetDialog>
    }
    .into_any()
}

/// How rows change what they show.
#[derive(Clone, Copy)]
struct Changes {
    edits: bool,
    chosen: RwSignal<Option<&'static Setting>>,
    open: RwSignal<bool>,
    back: Action<&'static Setting, ()>,
}

/// Whether every word stands somewhere in what is told of a setting.
fn fits(topic: &str, setting: &Setting, settings: &Settings, words: &str) -> bool {
    let own = settings.changed(&setting.id).map(|own| format!("our own {} {}", own.reason, own.by));
    let told = format!(
        "{topic} {} {} {} {}",
        setting.meaning,
        setting.source,
        setting.mark_words(),
        own.unwrap_or_default()
    );
    let told = told.to_lowercase();
    words.split_whitespace().all(|word| told.contains(word))
}

fn table(topic: &'static str, all: Vec<&'static Setting>, settings: &Settings, changes: Changes) -> AnyView {
    let rows = all.into_iter().map(|setting| row(setting, settings, changes)).collect_view();
    view! {
        <div class="table-wrap">
            <table class="table table--cards table--figures">
                <caption>{topic}</caption>
                <thead>
                    <tr>
                        <th scope="col">"What it is for"</th>
                        <th scope="col">"Threshold's figure"</th>
                        <th scope="col">"Source"</th>
                        <th scope="col">"Here"</th>
                        {changes.edits.then(|| view! { <td></td> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(setting: &'static Setting, settings: &Settings, changes: Changes) -> AnyView {
    let own = settings.changed(&setting.id);
    let is_own = own.is_some();
    let mark = match setting.is_custom() {
        true => view! { <span class="tag">{setting.mark_words()}</span> }.into_any(),
        false => view! { <span class="table__sub">{setting.mark_words()}</span> }.into_any(),
    };
    let here = match own {
        None => view! { "The same" }.into_any(),
        Some(own) => {
            let by = format!("{}, {}: {}", own.by, long_date(own.on), own.reason);
            view! {
                <b>{setting.words(&own.value)}</b>
                <span class="table__sub">{by}</span>
            }
            .into_any()
        }
    };
    let of = format!(": {}", setting.meaning);
    let ask = move |_| {
        changes.chosen.set(Some(setting));
        changes.open.set(true);
    };
    let buttons = changes.edits.then(|| {
        let back = is_own.then(|| {
            view! {
                <button class="btn" type="button" on:click=move |_| drop(changes.back.dispatch(setting))>
                    "Back to Threshold's figure"
                    <span class="sr">{of.clone()}</span>
                </button>
            }
        });
        let word = if is_own { "Change\u{a0}..." } else { "Use our own figure\u{a0}..." };
        view! {
            <td class="table__act">
                <span class="actions">
                    <button class="btn" type="button" id=button_id(setting) aria-haspopup="dialog" on:click=ask>
                        {word}
                        <span class="sr">{of.clone()}</span>
                    </button>
                    {back}
                </span>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{capital(&setting.meaning)}</th>
            <td data-label="Threshold's figure">{setting.words(&setting.default)}</td>
            <td data-label="Source">{setting.source.clone()} {mark}</td>
            <td data-label="Here">{here}</td>
            {buttons}
        </tr>
    }
    .into_any()
}

/// The id of the button that asks for a figure of the service's own.
fn button_id(setting: &Setting) -> String {
    format!("own-{}", setting.id)
}

/// With a capital letter at the beginning.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_by_all_the_words() {
        let settings = Settings::default();
        let n_found = |words: &str| {
            let of = |(topic, all): (&str, Vec<&'static Setting>)| {
                all.into_iter().filter(|one| fits(topic, one, &settings, words)).count()
            };
            topics().into_iter().map(of).sum::<usize>()
        };
        assert_eq!(n_found(""), Setting::all().len());
        assert!(n_found("stairlift curved") >= 1);
        assert!(n_found("check locally") > 20);
        assert_eq!(n_found("no such figure"), 0);
    }
}

//! One form: which version is in use, what visits come with it, its versions, and how it looks.

use super::{
    items,
    kinds::{VisitKinds, changed_words},
    preview::Preview,
};
use crate::{
    api::forms::{attach_form, form, retire_form},
    error::AppError,
    pages::office::frame::{BackLink, Office, Problem, by_id, say},
    routes,
    session::{Desk, Page},
    ui::{Icon, Lintel, Notice, SheetDialog},
};
use domain::{VisitKind, calendar::long_date};
use forms::Definition;
use leptos::prelude::*;
use sync::desk::{FormLine, FormPage, FormVersion};

/// The page.
#[component]
pub fn OneForm() -> impl IntoView {
    let data = by_id("form", form);
    view! { <Office page=Page::Forms title="Form" data=data draw=draw /> }
}

fn draw(page: FormPage, _desk: Desk) -> AnyView {
    let id = StoredValue::new(page.line.id.clone());
    let line = RwSignal::new(page.line.clone());
    let kinds = RwSignal::new(page.line.kinds.clone());
    let problem = RwSignal::new(None::<AppError>);
    let told = RwSignal::new(None::<String>);
    let asking = RwSignal::new(false);
    let change = Action::new(move |kinds_or_none: &Option<Vec<VisitKind>>| {
        let wanted = kinds_or_none.clone();
        async move {
            asking.set(false);
            let is_retiring = wanted.is_none();
            let after = match wanted {
                Some(wanted) => attach_form(id.get_value(), wanted).await,
                None => retire_form(id.get_value()).await,
            };
            let after = match after {
                Ok(n_planned) => form(id.get_value()).await.map(|page| (n_planned, page)),
                Err(error) => Err(error),
            };
            match after {
                Ok((n_planned, page)) => {
                    kinds.set(page.line.kinds.clone());
                    line.set(page.line);
                    problem.set(None);
                    let what = if is_retiring { "The form is out of use." } else { "Saved." };
                    let words = format!("{what} {}", changed_words(n_planned));
                    say(&words);
                    told.set(Some(words));
                }
                Err(error) => {
                    told.set(None);
                    problem.set(Some(error));
                }
            }
        }
    });
    let ships = page.line.ships;
    let look = match Definition::parse(&page.questionnaire) {
        Ok(definition) => {
            view! {
                <section class="stack" aria-labelledby="notices">
                    <h2 id="notices">"Notices"</h2>
                    {items::notices(&definition)}
                </section>
                <Preview definition=definition questionnaire=page.questionnaire.clone() />
            }
            .into_any()
        }
        Err(refusal) => view! {
            <Notice attention=true icon="attention">
                {format!("This release cannot read the form any more. Bring it again in a corrected version. {refusal}")}
            </Notice>
        }
        .into_any(),
    };
    view! {
        <BackLink href=routes::FORMS to="Forms" />
        <Lintel title=page.line.title.clone() sub=Signal::derive(move || in_use_words(&line.read()))>
            {(!ships)
                .then(|| {
                    view! {
                        <a class="btn" href=routes::IMPORT_FORM>
                            <Icon name="plus" />
                            "Import a new version"
                        </a>
                        <button class="btn" type="button" aria-haspopup="dialog" hidden=move || line.read().retired_on.is_some() on:click=move |_| asking.set(true)>
                            "Take out of use ..."
                        </button>
                    }
                })}
        </Lintel>
        <Problem problem=problem />
        {move || told.get().map(|words| view! { <Notice>{words}</Notice> })}
        <form
            class="stack"
            method="post"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                change.dispatch(Some(kinds.get_untracked()));
            }
        >
            <VisitKinds kinds=kinds />
            <p>"Planned visits follow at once. Visits that are begun stay as they are."</p>
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="submit">
                    "Save visits"
                </button>
            </div>
        </form>
        {versions(&page)}
        {look}
        <SheetDialog open=asking title="Take out of use".to_owned()>
            <p>"Planned visits lose this form. Visits that are begun keep it, and records that were made with it stay readable. It can come back later: tick visits and save."</p>
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="button" on:click=move |_| drop(change.dispatch(None))>
                    "Take out of use"
                </button>
                <button class="btn" type="button" on:click=move |_| asking.set(false)>
                    "Back"
                </button>
            </div>
        </SheetDialog>
    }
    .into_any()
}

fn in_use_words(line: &FormLine) -> String {
    // What was to follow does not come while the form is out of use.
    if let Some(day) = line.retired_on {
        return format!("Out of use since {}.", long_date(day));
    }
    let now = match &line.in_use {
        Some(version) => format!("Version {} is in use.", version.version),
        None => "Not in use yet.".to_owned(),
    };
    let next = line
        .next
        .as_ref()
        .and_then(|next| Some(format!(" Version {} follows on {}.", next.version, long_date(next.from?))));
    now + &next.unwrap_or_default()
}

fn versions(page: &FormPage) -> impl IntoView + use<> {
    let id = page.line.id.clone();
    let older = page.versions.iter().skip(1).map(Some).chain([None]);
    let rows: Vec<_> =
        page.versions.iter().zip(older).map(|(version, before)| row(&id, version, before)).collect();
    view! {
        <div class="table-wrap">
            <table class="table table--cards">
                <caption>"Versions"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Version"</th>
                        <th scope="col">"From"</th>
                        <th scope="col">"Published by"</th>
                        <th scope="col">"Open visits"</th>
                        <th scope="col">"Compare"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(id: &str, version: &FormVersion, before: Option<&FormVersion>) -> impl IntoView + use<> {
    let link = before.map(|before| {
        let href = routes::compare_forms(id, &before.version, &version.version);
        view! { <a class="link" href=href>{format!("What differs from version {}", before.version)}</a> }
    });
    view! {
        <tr>
            <th scope="row">{version.version.clone()}</th>
            <td data-label="From">{version.from.map_or_else(|| "Comes with Threshold".to_owned(), long_date)}</td>
            <td data-label="Published by">{version.by.clone().unwrap_or_else(|| "Threshold".to_owned())}</td>
            <td data-label="Open visits">{version.n_open}</td>
            <td data-label="Compare" class=if before.is_none() { "table__none" } else { "" }>{link}</td>
        </tr>
    }
}

//! The forms of the service: the list, bringing one along, one form with its versions, two versions
//! side by side, and a frame to try one in. Nothing here is about anybody.

mod differences;
mod import;
mod items;
mod kinds;
mod one;
mod preview;
mod publish;
mod trial;

pub use differences::CompareForms;
pub use import::ImportForm;
pub use one::OneForm;
pub use trial::FormTrial;

use super::frame::Office;
use crate::{
    api::forms::forms,
    routes,
    session::{Desk, Page},
    ui::{Icon, Lintel},
};
use domain::calendar::long_date;
use leptos::prelude::*;
use sync::desk::FormLine;

/// The list.
#[component]
pub fn Forms() -> impl IntoView {
    let data = Resource::new(|| (), |()| forms());
    view! { <Office page=Page::Forms title="Forms" data=data draw=draw /> }
}

fn draw(lines: Vec<FormLine>, _desk: Desk) -> AnyView {
    let has_own = lines.iter().any(|line| !line.ships);
    view! {
        <Lintel title=format!("Forms ({})", lines.len())>
            <a class="btn btn--primary" href=routes::IMPORT_FORM>
                <Icon name="plus" />
                "Import a form"
            </a>
        </Lintel>
        {(!has_own)
            .then(|| {
                view! {
                    <p>
                        "These forms ship with Threshold. Bring your service's own pathway, outcome measure or local checklist as a FHIR Questionnaire: it is checked and shown before anybody gets it."
                    </p>
                }
            })}
        <div class="table-wrap">
            <table class="table table--cards table--rows">
                <caption>"Every form of the service"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Version in use"</th>
                        <th scope="col">"From"</th>
                        <th scope="col">"Comes with"</th>
                        <th scope="col">"Notices"</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(line: FormLine) -> impl IntoView {
    let version = match (&line.in_use, line.retired_on) {
        (_, Some(day)) => format!("Out of use since {}", long_date(day)),
        (Some(version), None) => version.version.clone(),
        (None, None) => "None yet".to_owned(),
    };
    let next = line.next.as_ref().filter(|_| line.retired_on.is_none()).map(|next| {
        let from = next.from.map(long_date).unwrap_or_default();
        format!("Version {} from {from}", next.version)
    });
    view! {
        <tr>
            <th scope="row">
                <a href=routes::form(&line.id)>{line.title.clone()}</a>
            </th>
            <td data-label="Version">
                {version} {next.map(|words| view! { <span class="table__sub">{words}</span> })}
            </td>
            <td data-label="From">{from_words(&line)}</td>
            <td data-label="Comes with">{kinds::words(&line.kinds)}</td>
            <td data-label="Notices">{if line.n_notices == 0 { "None".to_owned() } else { line.n_notices.to_string() }}</td>
        </tr>
    }
}

fn from_words(line: &FormLine) -> String {
    match line.in_use.as_ref().and_then(|version| version.from) {
        Some(day) => long_date(day),
        None if line.ships => "Comes with Threshold".to_owned(),
        None => "Not yet".to_owned(),
    }
}

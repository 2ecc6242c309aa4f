//! What was given out of a visit's report: to whom, what the person said to that, and the very file. Those who answer
//! for the record give another one here. Asked for once the page is there; it is no part of the report.

mod give;

use crate::{
    api::issued::{IssuedPage, issued},
    error::AppError,
    routes,
    ui::Icon,
};
use domain::{VisitId, calendar::date_and_clock, visits::fingerprint};
use give::Give;
use leptos::{prelude::*, task::spawn_local};
use reports::document::DocumentKind;
use sync::issued::IssuedLine;

/// The reports of a visit that were given to somebody, and a form to give one.
#[component]
pub fn Issued(
    /// The visit.
    visit: VisitId,
    /// The report that is shown beside it, which is likely the one to give.
    #[prop(default = None)]
    kind: Option<DocumentKind>,
) -> impl IntoView {
    let page = RwSignal::new(None::<Result<IssuedPage, AppError>>);
    let load = Callback::new(move |()| {
        spawn_local(async move {
            let answer = issued(visit).await;
            // The reader may be on another page by now.
            let _ = page.try_set(Some(answer));
        });
    });
    Effect::new(move || load.run(()));
    let body = move || {
        match page.get() {
        None => view! { <p class="quiet">"Looking what was given."</p> }.into_any(),
        Some(Err(error)) => view! { <p>{error.to_string()}</p> }.into_any(),
        Some(Ok(page)) => view! {
            <Lines lines=page.lines />
            {page.may_give.then(|| view! { <Give visit=visit kind=kind.unwrap_or(DocumentKind::Letter) done=load /> })}
        }
        .into_any(),
    }
    };
    view! {
        <section class="issued stack" aria-labelledby="issued">
            <h2 id="issued">"Given to somebody"</h2>
            {body}
        </section>
    }
}

#[component]
fn Lines(lines: Vec<IssuedLine>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p>"No report of this visit was given to anybody yet."</p> }.into_any();
    }
    view! {
        <div class="table-wrap">
            <table class="table table--cards">
                <caption>"Reports as they were given"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Report"</th>
                        <th scope="col">"Given to"</th>
                        <th scope="col">"What the person said"</th>
                        <th scope="col">"Given"</th>
                        <th scope="col">"Shows"</th>
                        <td></td>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(line: IssuedLine) -> impl IntoView {
    let kind = kind_words(&line.kind);
    let of = format!(": {kind}, {}", line.recipient);
    view! {
        <tr>
            <th scope="row">
                {kind}
                <span class="table__sub">{file_words(&line)}</span>
            </th>
            <td data-label="Given to">{line.recipient.clone()}</td>
            <td data-label="What was said">{line.consent.clone()}</td>
            <td data-label="Given">{format!("{}, {}", date_and_clock(line.at), line.by)}</td>
            <td data-label="Shows">
                {format!("Version {}", line.version)}
                <span class="table__sub">{fingerprint(&line.content_hash)}</span>
            </td>
            <td class="table__act">
                <a class="btn" href=routes::issued_file(line.id, &line.format) rel="external">
                    <Icon name="download" />
                    "Open"
                    <span class="sr">{of}</span>
                </a>
            </td>
        </tr>
    }
}

fn kind_words(code: &str) -> String {
    DocumentKind::parse(code).map_or_else(|| code.to_owned(), |kind| kind.words().to_owned())
}

/// "PDF, large print".
fn file_words(line: &IssuedLine) -> String {
    let format = match line.format.as_str() {
        "pdf" => "PDF",
        "docx" => "Word",
        _ => "Web page",
    };
    if line.large { format!("{format}, large print") } else { format.to_owned() }
}

//! The buttons of an order, and the sheet that asks what belongs to what one of them does.

use super::{asking::Asking, words::Deed};
use crate::ui::SheetDialog;
use chrono::NaiveDate;
use leptos::prelude::*;
use sync::orders::OrderLine;

/// What this reader may do with an order. Told through `done` when something was done.
#[component]
pub fn Deeds(
    /// The order.
    line: OrderLine,
    /// The day of today.
    today: NaiveDate,
    /// What to do once the order is another.
    done: Callback<()>,
) -> impl IntoView {
    let deeds = Deed::all(&line);
    if deeds.is_empty() {
        return ().into_any();
    }
    let asked = RwSignal::new(None::<Deed>);
    let open = RwSignal::new(false);
    let what = format!(": {}", line.proposal.what);
    let button = |(idx, deed): (usize, Deed)| {
        let class = if idx == 0 && deed.leads_on(&line) { "btn btn--primary" } else { "btn" };
        let ask = move |_| {
            asked.set(Some(deed));
            open.set(true);
        };
        view! {
            <button class=class type="button" aria-haspopup="dialog" on:click=ask>
                {deed.words(&line)}
                " ..."
                <span class="sr">{what.clone()}</span>
            </button>
        }
    };
    let buttons = deeds.into_iter().enumerate().map(button).collect_view();
    let line = StoredValue::new(line);
    let title = move || asked.get().map_or("", |deed| line.with_value(|line| deed.words(line))).to_owned();
    view! {
        <div class="actions actions--fill">{buttons}</div>
        <SheetDialog open=open title=Signal::derive(title)>
            {move || {
                asked
                    .get()
                    .map(|deed| view! { <Asking deed=deed line=line.get_value() today=today open=open done=done /> })
            }}
        </SheetDialog>
    }
    .into_any()
}

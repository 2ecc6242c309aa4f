//! Up to which cost each role approves by itself.

use crate::{
    api::figures::{FiguresPage, NewLimit, own_limit},
    pages::office::{
        fields::{Problems, SubmitOrBack, Text, Tick, message_of},
        frame::{focus_or_main, say},
    },
    ui::{ErrorSummary, SheetDialog},
};
use domain::{Role, orders::Pence};
use leptos::prelude::*;
use sync::orders::LimitLine;

/// The limits by role.
#[component]
pub fn Limits(
    /// The figures.
    page: RwSignal<FiguresPage>,
    /// Whether this reader changes them.
    edits: bool,
) -> impl IntoView {
    let (chosen, open) = (RwSignal::new(None::<LimitLine>), RwSignal::new(false));
    let row = move |line: LimitLine| {
        let role = capital_plural(line);
        let of = format!(" the limit of {}", line.role.plural());
        let change = edits.then(|| {
            let ask = move |_| {
                chosen.set(Some(line));
                open.set(true);
            };
            view! {
                <td class="table__act">
                    <button class="btn" type="button" id=button_id(line.role) aria-haspopup="dialog" on:click=ask>
                        "Change\u{a0}..."
                        <span class="sr">{of}</span>
                    </button>
                </td>
            }
        });
        view! {
            <tr>
                <th scope="row">{role}</th>
                <td data-label="Approve up to">{limit_words(line.limit)}</td>
                <td data-label="Whose figure">{if line.ships { "Threshold's: check locally" } else { "Our own" }}</td>
                {change}
            </tr>
        }
    };
    view! {
        <section class="stack" aria-labelledby="limits">
            <h2 id="limits">"Limits by role"</h2>
            <p>"A recommendation of a signed record is approved by itself up to the limit of its author. What has no price waits for one."</p>
            <div class="table-wrap">
                <table class="table table--cards">
                    <caption>"Up to which cost each role approves"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Role"</th>
                            <th scope="col">"Approve up to"</th>
                            <th scope="col">"Whose figure"</th>
                            {edits.then(|| view! { <td></td> })}
                        </tr>
                    </thead>
                    <tbody>{move || page.read().limits.iter().map(|line| row(*line)).collect_view()}</tbody>
                </table>
            </div>
            <SheetDialog open=open title="Change a limit".to_owned()>
                {move || chosen.get().map(|line| view! { <Change line=line page=page open=open /> })}
            </SheetDialog>
        </section>
    }
}

fn button_id(role: Role) -> String {
    format!("limit-{}", role.code())
}

/// "£150.00 in all", "Nothing", "Any cost".
fn limit_words(limit: Option<Pence>) -> String {
    match limit {
        None => "Any cost".to_owned(),
        Some(Pence::ZERO) => "Nothing".to_owned(),
        Some(limit) => format!("{limit} in all"),
    }
}

fn capital_plural(line: LimitLine) -> String {
    super::capital(&line.role.plural())
}

#[component]
fn Change(line: LimitLine, page: RwSignal<FiguresPage>, open: RwSignal<bool>) -> impl IntoView {
    let unlimited = RwSignal::new(line.limit.is_none());
    let typed = RwSignal::new(line.limit.map(Pence::plain).unwrap_or_default());
    let problems = RwSignal::new(Problems::new());
    let keep = Action::new(move |new: &NewLimit| {
        let new = *new;
        async move {
            match own_limit(new).await {
                Ok(after) => {
                    open.set(false);
                    say("The limit is kept");
                    page.set(after);
                    // The row was drawn anew under the button that opened this.
                    request_animation_frame(move || focus_or_main(&button_id(line.role)));
                }
                Err(error) => problems.set(vec![(None, error.to_string())]),
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let amount = typed.with_untracked(|text| Pence::parse(text));
        let limit = match (unlimited.get_untracked(), amount) {
            (true, _) => None,
            (false, Some(amount)) => Some(amount),
            (false, None) => {
                let words = "Write an amount in pounds, like 150; 0 when they approve nothing.";
                return problems.set(vec![(Some("limit".to_owned()), words.to_owned())]);
            }
        };
        problems.set(Problems::new());
        if !keep.pending().get_untracked() {
            keep.dispatch(NewLimit { role: line.role, limit });
        }
    };
    let amount = move || {
        let problem = message_of(problems, "limit");
        (!unlimited.get()).then(|| {
            view! { <Text id="limit" label="Up to, in pounds and in all" inputmode="decimal" value=typed problem=problem /> }
        })
    };
    view! {
        <form class="stack" method="post" novalidate on:submit=submit>
            <p>{format!("{} approve by themselves what costs at most this. It holds for what is signed and decided from now on.", capital_plural(line))}</p>
            <ErrorSummary problems=problems />
            <Tick label="Any cost" value=unlimited />
            {amount}
            <SubmitOrBack submit="Keep the limit" open=open />
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_in_words() {
        assert_eq!(limit_words(None), "Any cost");
        assert_eq!(limit_words(Some(Pence::ZERO)), "Nothing");
        assert_eq!(limit_words(Some(Pence::pounds(150))), "£150.00 in all");
    }
}

//! The money of a year by category: allotted, committed, spent, what it comes to and what is left. Hours of care are
//! another purse and never stand here.

use super::{
    fields::{Problems, message_of},
    frame::{Office, say},
    password::FieldMessage,
};
use crate::{
    api::money::{Allotting, BudgetPage, WantedYear, allot, budget},
    routes,
    session::{Desk, Page},
    ui::{Icon, Lintel},
};
use domain::orders::{Balance, BudgetLine, BudgetYear, Category, Pence};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The page.
#[component]
pub fn Budget() -> impl IntoView {
    let query = use_query_map();
    let begins = Memo::new(move |_| query.read().get("year").and_then(|year| year.parse::<i32>().ok()));
    let data = Resource::new(move || begins.get(), |begins| budget(WantedYear { begins }));
    view! { <Office page=Page::Budget title="Budget" data=data draw=draw /> }
}

fn draw(page: BudgetPage, _desk: Desk) -> AnyView {
    let (shown, running) = (page.begins, page.running);
    let segment = move |begins: i32| {
        view! {
            <a class="segment" href=routes::budget_of(begins) aria-current=(begins == shown).then_some("page")>
                {format!("{begins} to {}", begins + 1)}
            </a>
        }
    };
    let years = [running - 1, running, running + 1];
    view! {
        <Lintel title="Budget".to_owned() count=year_words(shown)>
            <nav class="segments segments--stack" aria-label="Year, from 1 April">
                {years.map(segment).collect_view()}
            </nav>
        </Lintel>
        {(shown != running)
            .then(|| view! { <p class="quiet">"What is proposed and not decided counts in the year that is running."</p> })}
        <Lines page=RwSignal::new(page) />
        <p class="quiet">
            "An order counts in the year in which its cost was approved. Hours of care at home are not in these sums."
        </p>
    }
    .into_any()
}

/// "April 2026 to March 2027".
fn year_words(begins: i32) -> String {
    BudgetYear::beginning(begins).map(BudgetYear::words).unwrap_or_default()
}

#[component]
fn Lines(page: RwSignal<BudgetPage>) -> impl IntoView {
    let begins = page.read_untracked().begins;
    // The rows stand: what is typed into one stays, and so does the focus, when the sums beside it change.
    let line = |line: &BudgetLine| view! { <Line line=*line begins=begins page=page /> };
    let rows = page.read_untracked().lines.iter().map(line).collect_view();
    view! {
        <div class="table-wrap">
            <table class="table table--cards">
                <caption>{format!("Money from {}", year_words(begins))}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Kind"</th>
                        <th scope="col">"Allotted"</th>
                        <th scope="col" class="table__num">
                            "Committed"
                        </th>
                        <th scope="col" class="table__num">
                            "Spent"
                        </th>
                        <th scope="col" class="table__num">
                            "Left"
                        </th>
                        <th scope="col" class="table__num">
                            "Forecast"
                        </th>
                    </tr>
                </thead>
                <tbody>{rows} {move || total(&page.read().lines)}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Line(line: BudgetLine, begins: i32, page: RwSignal<BudgetPage>) -> impl IntoView {
    let category = line.category;
    let now = move || {
        page.with(|page| page.lines.iter().find(|line| line.category == category).copied()).unwrap_or(line)
    };
    view! {
        <tr>
            <th scope="row">{category.words()}</th>
            <td data-label="Allotted">
                <Allotment category=category amount=line.allotted begins=begins page=page />
            </td>
            {move || sums(&now())}
        </tr>
    }
}

fn total(lines: &[BudgetLine]) -> impl IntoView + use<> {
    let sum = |of: fn(&BudgetLine) -> Pence| -> Pence { lines.iter().map(of).sum() };
    let all = BudgetLine {
        category: Category::Equipment,
        allotted: sum(|line| line.allotted),
        proposed: sum(|line| line.proposed),
        committed: sum(|line| line.committed),
        spent: sum(|line| line.spent),
        n_unpriced: lines.iter().map(|line| line.n_unpriced).sum(),
    };
    view! {
        <tr>
            <th scope="row">"All together"</th>
            <td data-label="Allotted">{all.allotted.words()}</td>
            {sums(&all)}
        </tr>
    }
}

fn sums(line: &BudgetLine) -> impl IntoView + use<> {
    let proposed = match line.proposed {
        Pence::ZERO => None,
        amount => {
            Some(format!("with {amount} proposed: {}", left_words(line.left_in_forecast()).to_lowercase()))
        }
    };
    let unpriced = match line.n_unpriced {
        0 => None,
        1 => Some("1 proposal has no price yet".to_owned()),
        n => Some(format!("{n} proposals have no price yet")),
    };
    let sub = |words: Option<String>| words.map(|words| view! { <span class="table__sub">{words}</span> });
    let left = match line.left() {
        Balance::Over(_) => view! { <b>{left_words(line.left())}</b> }.into_any(),
        Balance::Left(_) => left_words(line.left()).into_any(),
    };
    view! {
        <td data-label="Committed" class="table__num">
            {line.committed.words()}
        </td>
        <td data-label="Spent" class="table__num">
            {line.spent.words()}
        </td>
        <td data-label="Left" class="table__num">
            {left}
        </td>
        <td data-label="Forecast" class="table__num">
            {line.forecast().words()}
            {sub(proposed)}
            {sub(unpriced)}
        </td>
    }
}

/// "£120.00 left", "Over by £30.00".
fn left_words(balance: Balance) -> String {
    match balance {
        Balance::Left(_) => balance.words(),
        Balance::Over(amount) => format!("Over by {amount}"),
    }
}

/// The money of a category, to be typed where it stands.
#[component]
fn Allotment(category: Category, amount: Pence, begins: i32, page: RwSignal<BudgetPage>) -> impl IntoView {
    let id = format!("allotted-{}", category.code());
    let (label_for, message, told_by) = (id.clone(), format!("{id}-message"), format!("{id}-message"));
    let plain = |amount: Pence| amount.words().trim_start_matches('£').to_owned();
    let typed = RwSignal::new(plain(amount));
    let problems = RwSignal::new(Problems::new());
    let problem = message_of(problems, "amount");
    let wrong = move |words: String| problems.set(vec![(Some("amount".to_owned()), words)]);
    let keep = Action::new(move |amount: &Pence| {
        let amount = *amount;
        async move {
            match allot(Allotting { begins, category, amount }).await {
                Ok(after) => {
                    say(&format!("{amount} allotted to {}", category.words().to_lowercase()));
                    typed.set(plain(amount));
                    page.set(after);
                }
                Err(error) => wrong(error.to_string()),
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        problems.set(Problems::new());
        // What was said of the amount before is not read beside what becomes of this one.
        say("");
        match typed.with_untracked(|text| Pence::parse(text)) {
            None => wrong("Write an amount in pounds, like 12,000 or 450.50.".to_owned()),
            Some(amount) if !keep.pending().get_untracked() => drop(keep.dispatch(amount)),
            Some(_) => {}
        }
    };
    view! {
        <form class="allotment" method="post" novalidate on:submit=submit>
            <label class="sr" for=label_for>
                {format!("Allotted to {}, in pounds", category.words().to_lowercase())}
            </label>
            <FieldMessage id=message problem=problem />
            <div class="input-row">
                <input
                    class="input"
                    id=id
                    inputmode="decimal"
                    autocomplete="off"
                    prop:value=move || typed.get()
                    aria-invalid=move || problem.get().map(|_| "true")
                    aria-describedby=move || problem.get().map(|_| told_by.clone())
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <button class="btn" type="submit">
                    <Icon name="tick" />
                    "Save"
                    <span class="sr">{format!(" what is allotted to {}", category.words().to_lowercase())}</span>
                </button>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_little_is_told_in_words() {
        let pounds = Pence::pounds;
        let line = BudgetLine {
            category: Category::Minor,
            allotted: pounds(100),
            proposed: Pence::ZERO,
            committed: pounds(90),
            spent: pounds(40),
            n_unpriced: 0,
        };
        assert_eq!(left_words(line.left()), "Over by £30.00");
        assert_eq!(left_words(Balance::Left(pounds(5))), "£5.00 left");
    }
}

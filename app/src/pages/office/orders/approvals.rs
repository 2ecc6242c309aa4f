//! Orders whose cost waits for somebody to decide, longest waiting first: what is asked for, for whom, why, what it
//! costs, what it leaves of the budget, and why it was not approved by itself.

use super::{deeds::Deeds, one::Waits, words::cost_words};
use crate::{
    api::orders::{ApprovalsPage, approvals},
    error::AppError,
    pages::office::frame::{Office, Problem, fresh_counts, pair},
    routes,
    session::{Desk, Page},
    ui::{Lintel, Notice, focus},
};
use chrono::{DateTime, Utc};
use domain::{
    calendar::{long_date, uk_date, waiting_words},
    orders::{Balance, BudgetLine, Category, Pence},
};
use leptos::{prelude::*, task::spawn_local};
use sync::orders::OrderLine;

/// The page.
#[component]
pub fn Approvals() -> impl IntoView {
    let data = Resource::new(|| (), |()| approvals());
    view! { <Office page=Page::Approvals title="Approvals" data=data draw=draw /> }
}

fn draw(page: ApprovalsPage, desk: Desk) -> AnyView {
    let page = RwSignal::new(page);
    let problem = RwSignal::new(None::<AppError>);
    let counts = fresh_counts();
    let done = Callback::new(move |()| {
        counts.run(());
        spawn_local(async move {
            match approvals().await {
                Ok(after) => {
                    page.set(after);
                    problem.set(None);
                    // What was asked for from is gone.
                    request_animation_frame(|| focus("main"));
                }
                Err(error) => problem.set(Some(error)),
            }
        });
    });
    let title = move || match page.with(|page| page.lines.len()) {
        0 => "Approvals".to_owned(),
        n => format!("Approvals ({n})"),
    };
    let now = desk.now;
    let body = move || match page.get() {
        none if none.lines.is_empty() => view! {
            <div class="empty">
                <p>
                    <b>"Nothing waits for approval."</b>
                    " What costs more than its author may approve stands here."
                </p>
            </div>
        }
        .into_any(),
        ApprovalsPage { lines, budget } => {
            let card = move |(at, line): (usize, OrderLine)| {
                let left = left_after(&budget, line.proposal.category, line.proposal.cost());
                view! { <Card at=at line=line left=left now=now done=done /> }
            };
            view! { <div class="cards">{lines.into_iter().enumerate().map(card).collect_view()}</div> }
                .into_any()
        }
    };
    view! {
        <Lintel title=Signal::derive(title) sub="Each costs more than its author may approve, or has no price yet.".to_owned() />
        <Problem problem=problem />
        {body}
    }
    .into_any()
}

/// What is left for this category once such a cost is approved; none where the cost is not known, and where the
/// service has no budget here or the reader is not told it.
fn left_after(budget: &[BudgetLine], category: Category, cost: Option<Pence>) -> Option<Balance> {
    let has_budget = budget.iter().any(|line| line.allotted > Pence::ZERO);
    let line = budget.iter().find(|line| has_budget && line.category == category)?;
    Some(BudgetLine { committed: line.committed.plus(cost?), ..*line }.left())
}

#[component]
fn Card(
    at: usize,
    line: OrderLine,
    left: Option<Balance>,
    now: DateTime<Utc>,
    done: Callback<()>,
) -> impl IntoView {
    let heading = format!("approval-{at}");
    let named_by = heading.clone();
    let waits =
        format!("waiting {}, since {}", waiting_words(line.since, now), long_date(uk_date(line.since)));
    let proposal = line.proposal.clone();
    let (left, over) = match left {
        Some(Balance::Over(amount)) => (None, Some(amount)),
        left => (left.map(Balance::words), None),
    };
    let over = over.map(|amount| {
        let of = proposal.category.words().to_lowercase();
        let words = format!("This goes {amount} over the budget of the year for {of}.");
        view! { <Notice attention=true icon="attention">{words}</Notice> }
    });
    let need = (!proposal.need.is_empty()).then(|| view! { <p>{proposal.need.clone()}</p> });
    view! {
        <article class="card" aria-labelledby=named_by>
            <div class="card__head">
                <h2 class="card__title" id=heading>
                    <a href=routes::order(line.id)>{proposal.what.clone()}</a>
                </h2>
                <span class="tag">{proposal.category.words()}</span>
            </div>
            <p class="card__meta">
                <span>{line.person_name.clone()}</span>
                <span>{format!("proposed by {}", line.proposed_by)}</span>
                <span>{waits}</span>
            </p>
            {need}
            <dl class="pairs">
                {pair("Cost", Some(cost_words(&line)))} {pair("Size", proposal.size)}
                {pair("Safe working load", proposal.swl_kg.map(|kg| format!("{kg} kg")))}
                {pair("By when", proposal.due.map(long_date))} {pair("Budget after it", left)}
            </dl>
            {over}
            <Waits line=line.clone() />
            <Deeds line=line today=uk_date(now) done=done />
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_after_an_approval_is_told_where_there_is_a_budget() {
        let pounds = Pence::pounds;
        let line = |category, allotted| BudgetLine {
            category,
            allotted: pounds(allotted),
            proposed: pounds(13_800),
            committed: pounds(1_000),
            spent: pounds(500),
            n_unpriced: 0,
        };
        let budget = [line(Category::Equipment, 0), line(Category::Major, 13_000)];
        let left = |cost| left_after(&budget, Category::Major, cost);
        assert_eq!(left(Some(pounds(13_800))), Some(Balance::Over(pounds(2_300))));
        assert_eq!(left(Some(pounds(11_500))), Some(Balance::Left(Pence::ZERO)));
        assert_eq!(left(None), None, "without a price");
        assert_eq!(left_after(&budget[..1], Category::Equipment, Some(pounds(1))), None, "no budget at all");
        assert_eq!(left_after(&[], Category::Major, Some(pounds(1))), None, "not told");
    }
}

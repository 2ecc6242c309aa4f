//! What people do with an order: approve its cost, refuse it, and say how far it is. Each leaves a step
//! with the name of who did it.

use super::{
    limits::{Limits, NO_PRICE},
    proposal_of,
    standing::find_order,
    state_of,
};
use crate::{
    accounts::find_account,
    entities::{order_line, order_step},
    error::{RecordsError, Result},
    intake::storable,
    opening::Records,
    transaction::WriteTx,
};
use domain::{
    Action, Actor, OrderId, Role, UserId,
    calendar::uk_date,
    orders::{Approval, OrderState, Pence, approval},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QuerySelect,
};
use std::collections::HashSet;
use uuid::Uuid;

/// Longest note or reason.
const LONGEST_NOTE: usize = 2_000;
/// What is said to whoever brought the cost down to what the own role may approve.
const OWN_PRICE: &str =
    "You changed the price of this order from above your limit. Ask a manager to approve it.";

impl Records {
    /// Approves the cost of an order that is within the actor's own limit.
    pub async fn approve(&self, actor: &Actor, id: OrderId, note: &str) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let mut row = find_order(&write.tx, actor, id, Action::ApproveOrder).await?;
        undecided(&row)?;
        let limit = Limits::of(&write.tx, actor.org).await?.limit(actor.role);
        let cost = proposal_of(&row)?.cost();
        let own_price = brought_down(&write.tx, actor, limit, &[row.id]).await?.contains(&row.id);
        if let Some(words) = hindrance(actor, UserId(row.proposed_by), cost, limit, own_price) {
            return Err(RecordsError::Refused(words));
        }
        by_hand(&write, actor, &mut row, OrderState::Approved, note).await?;
        let cost = proposal_of(&row)?.cost_words();
        write.note(actor.org, actor.user, "order-approved", format!("order {id}"), &cost);
        write.commit().await
    }

    /// Refuses the cost of an order, and says why.
    pub async fn refuse(&self, actor: &Actor, id: OrderId, why: &str) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let mut row = find_order(&write.tx, actor, id, Action::ApproveOrder).await?;
        undecided(&row)?;
        if why.trim().is_empty() {
            return Err(RecordsError::Refused("Say why it is refused: its author reads it.".into()));
        }
        by_hand(&write, actor, &mut row, OrderState::Refused, why).await?;
        let cost = proposal_of(&row)?.cost_words();
        write.note(actor.org, actor.user, "order-refused", format!("order {id}"), &cost);
        write.commit().await
    }

    /// Says how far an order is. Money is decided by `approve` and `refuse` alone.
    pub async fn advance(&self, actor: &Actor, id: OrderId, to: OrderState, note: &str) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let mut row = find_order(&write.tx, actor, id, Action::AdvanceOrder).await?;
        let state = state_of(&row)?;
        if !state.steps().contains(&to) {
            return Err(RecordsError::Refused(no_way(state, to)));
        }
        if to == OrderState::Withdrawn && note.trim().is_empty() {
            return Err(RecordsError::Refused("Say why it is withdrawn.".into()));
        }
        by_hand(&write, actor, &mut row, to, note).await?;
        write.note(actor.org, actor.user, "order-advanced", format!("order {id}"), to.code());
        write.commit().await
    }
}

/// Why this actor may not approve this cost; none when nothing is in the way. `own_price`: the actor is among
/// those who [`brought_down`] the cost.
pub(super) fn hindrance(
    actor: &Actor,
    proposer: UserId,
    cost: Option<Pence>,
    limit: Option<Pence>,
    own_price: bool,
) -> Option<String> {
    let Some(cost) = cost else { return Some(NO_PRICE.to_owned()) };
    let ask = match actor.role {
        Role::Manager => "Raise the limit of managers first, or refuse it.",
        _ => "Ask a manager.",
    };
    match approval(cost, limit) {
        Approval::Above(Pence::ZERO) => {
            Some(format!("{} do not approve cost. {ask}", sentence(&actor.role.plural())))
        }
        Approval::Above(limit) => Some(format!("{cost} is above your limit of {limit}. {ask}")),
        Approval::Within if own_price => Some(OWN_PRICE.to_owned()),
        // Without a limit nothing but a second pair of eyes stands between a proposal and the money.
        Approval::Within if limit.is_none() && proposer == actor.user => {
            Some("You proposed this yourself. Somebody else has to approve it.".to_owned())
        }
        Approval::Within => None,
    }
}

/// Those of these orders whose cost the actor brought down by hand from above the own limit to within it. Counts
/// for good: a price that somebody else wrote afterwards may well lean on it.
pub(super) async fn brought_down(
    db: &impl ConnectionTrait,
    actor: &Actor,
    limit: Option<Pence>,
    orders: &[Uuid],
) -> Result<HashSet<Uuid>> {
    let Some(limit) = limit else { return Ok(HashSet::new()) };
    let lines: Vec<Uuid> = order_step::Entity::find()
        .select_only()
        .column(order_step::Column::Line)
        .filter(order_step::Column::Org.eq(actor.org.0))
        .filter(order_step::Column::Account.eq(actor.user.0))
        .filter(order_step::Column::Line.is_in(orders.iter().copied()))
        .filter(order_step::Column::CostBeforePence.gt(limit.get()))
        .filter(order_step::Column::CostAfterPence.lte(limit.get()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(lines.into_iter().collect())
}

/// What was said with a step.
pub(super) struct Said<'a> {
    /// Name of who said it.
    pub by: &'a str,
    /// The words.
    pub note: String,
    /// The version of the record that brought it about.
    pub version: Option<i32>,
    /// The cost before and after, where a price by hand took the place of another.
    pub costs: Option<(Pence, Pence)>,
}

/// Moves an order and keeps the step.
pub(super) async fn step(
    write: &WriteTx,
    actor: &Actor,
    row: &mut order_line::Model,
    to: OrderState,
    said: Said<'_>,
) -> Result<()> {
    let n_before =
        order_step::Entity::find().filter(order_step::Column::Line.eq(row.id)).count(&write.tx).await?;
    let entry = order_step::ActiveModel {
        line: Set(row.id),
        n: Set(n_before as i32 + 1),
        org: Set(row.org),
        from_state: Set((n_before > 0).then(|| row.state.clone())),
        to_state: Set(to.code().to_owned()),
        at: Set(write.now),
        account: Set(actor.user.0),
        by_name: Set(said.by.to_owned()),
        note: Set(said.note),
        version: Set(said.version),
        cost_before_pence: Set(said.costs.map(|(before, _)| before.get())),
        cost_after_pence: Set(said.costs.map(|(_, after)| after.get())),
    };
    order_step::Entity::insert(entry).exec_without_returning(&write.tx).await?;
    if row.state != to.code() {
        row.state = to.code().to_owned();
        row.since = write.now;
    }
    if to == OrderState::Approved {
        row.budget_day = uk_date(write.now);
    }
    save(write, row).await
}

/// Writes an order back as it stands.
pub(super) async fn save(write: &WriteTx, row: &order_line::Model) -> Result<()> {
    row.clone().into_active_model().reset_all().update(&write.tx).await?;
    Ok(())
}

/// Moves an order and keeps what somebody said with it.
async fn by_hand(
    write: &WriteTx,
    actor: &Actor,
    row: &mut order_line::Model,
    to: OrderState,
    note: &str,
) -> Result<()> {
    let note = fitting(note)?;
    let me = find_account(&write.tx, actor.org, actor.user).await?;
    step(write, actor, row, to, Said { by: &me.name, note, version: None, costs: None }).await
}

/// A note as it is kept.
pub(super) fn fitting(note: &str) -> Result<String> {
    let note = storable(note.trim());
    match note.chars().count() > LONGEST_NOTE {
        true => Err(RecordsError::Refused(format!("Write at most {LONGEST_NOTE} characters."))),
        false => Ok(note),
    }
}

fn undecided(row: &order_line::Model) -> Result<()> {
    match state_of(row)? {
        OrderState::Proposed => Ok(()),
        state => Err(RecordsError::Refused(format!(
            "This is {} already. Only what is proposed is decided about.",
            state.words().to_lowercase()
        ))),
    }
}

/// Why an order cannot go there, and where it can.
fn no_way(state: OrderState, to: OrderState) -> String {
    let now = state.words().to_lowercase();
    let next: Vec<String> = state.steps().iter().map(|step| step.words().to_lowercase()).collect();
    if to == state {
        return format!("This is {now} already.");
    }
    match (state, next.as_slice()) {
        (OrderState::Proposed, _) => {
            "Its cost is not approved yet. A supervisor or a manager has to approve it first.".to_owned()
        }
        (_, []) => format!("This is {now}, and stays so. Recommend it anew in a visit when it is needed."),
        (_, next) => format!("This is {now}. Next it can be {}.", next.join(" or ")),
    }
}

/// With a capital letter at the beginning.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

//! The price of an order, written by hand while nobody has decided about it: the record had none, or the
//! supplier asks another. Whoever writes it does not approve more by it than the own role may.

use super::{
    deciding::{Said, brought_down, fitting, step},
    limits::{Limits, by_itself},
    proposal_of,
    standing::{find_order, standing},
    state_of,
};
use crate::{
    accounts::{find_account, role_of},
    entities::order_line,
    error::{RecordsError, Result},
    opening::Records,
    transaction::WriteTx,
};
use domain::{
    Action, Actor, OrderId, OrgId, Relationship, Role, UserId, VisitState,
    access::decide,
    orders::{OrderState, Pence},
};

impl Records {
    /// Writes what one piece costs, while the order is proposed. Within the limits of the author of the record
    /// and of the actor it is approved then, unless the actor brought it down from above the own limit.
    pub async fn set_price(&self, actor: &Actor, id: OrderId, unit: Pence, note: &str) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let mut row = find_order(&write.tx, actor, id, Action::ReadOrders).await?;
        may_price(actor, standing(&write.tx, actor, &row).await?)?;
        in_time(&row)?;
        if unit > Pence::MAX {
            return Err(RecordsError::Refused("The price is above ten million pounds.".into()));
        }
        let was = proposal_of(&row)?;
        if was.unit == Some(unit) {
            return Err(RecordsError::Refused("That is its price already.".into()));
        }
        row.price_pence = Some(unit.get());
        let before = was.unit.map(|unit| format!(", before {unit} each")).unwrap_or_default();
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        let said = Said {
            by: &me.name,
            note: fitting(&format!("Price: {unit} each{before}. {}", note.trim()))?,
            version: None,
            costs: was.cost().zip(proposal_of(&row)?.cost()),
        };
        step(&write, actor, &mut row, OrderState::Proposed, said).await?;
        approve_by_itself(&write, actor, &mut row).await?;
        let words = format!("{unit} each{before}, {}", row.state);
        write.note(actor.org, actor.user, "order-priced", format!("order {id}"), &words);
        write.commit().await
    }
}

/// Those who say how far an order is, and those who decide about it.
fn may_price(actor: &Actor, stands: Relationship) -> Result<()> {
    let may = |action| decide(actor, action, stands, VisitState::Planned);
    Ok(may(Action::AdvanceOrder).or_else(|_| may(Action::ApproveOrder))?)
}

fn in_time(row: &order_line::Model) -> Result<()> {
    match state_of(row)? {
        OrderState::Proposed => Ok(()),
        state => Err(RecordsError::Refused(format!(
            "This is {} already. Its price is written while it is proposed.",
            state.words().to_lowercase()
        ))),
    }
}

async fn approve_by_itself(write: &WriteTx, actor: &Actor, row: &mut order_line::Model) -> Result<()> {
    let author = find_account(&write.tx, OrgId(row.org), UserId(row.proposed_by)).await?;
    let limits = Limits::of(&write.tx, actor.org).await?;
    if brought_down(&write.tx, actor, limits.limit(actor.role), &[row.id]).await?.contains(&row.id) {
        return Ok(());
    }
    let (role, limit) = lower(&limits, role_of(&author)?, actor.role);
    let Some(note) = by_itself(proposal_of(row)?.cost(), role, limit) else { return Ok(()) };
    let me = find_account(&write.tx, actor.org, actor.user).await?;
    step(write, actor, row, OrderState::Approved, Said { by: &me.name, note, version: None, costs: None })
        .await
}

/// The role that may approve less by itself, and up to which cost.
fn lower(limits: &Limits, author: Role, writer: Role) -> (Role, Option<Pence>) {
    match (limits.limit(author), limits.limit(writer)) {
        (Some(of_author), Some(of_writer)) if of_writer < of_author => (writer, Some(of_writer)),
        (None, Some(of_writer)) => (writer, Some(of_writer)),
        (of_author, _) => (author, of_author),
    }
}

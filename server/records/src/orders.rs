//! Orders: what signed records propose to buy, fit or build, who approved its cost, and how far it is.
//! A line is named by its visit and recommendation and is never doubled; its steps are only ever added to.

mod deciding;
mod limits;
mod money;
mod pricing;
mod proposals;
mod proposing;
mod standing;

pub(crate) use money::{category_of, keep_allotment};
pub(crate) use proposals::proposals_of;
pub(crate) use proposing::propose;

use crate::{
    accounts::role_of,
    entities::{account, order_line, order_step, person},
    error::{RecordsError, Result},
    opening::Records,
    transaction::WriteTx,
    visits::person_of,
};
use deciding::{brought_down, hindrance};
use domain::{
    Action, Actor, OrderId, PersonId, Relationship, Role, UserId, VisitId, VisitState,
    access::decide,
    orders::{OrderState, Pence},
};
use limits::{Limits, waits_for};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use standing::{cared_for_by, find_order, standing};
use std::collections::{HashMap, HashSet};
use sync::orders::{ORDERS_PER_PAGE, OrderFilter, OrderLine, OrderPage, OrderStep, Proposal};
use uuid::Uuid;

impl Records {
    /// Orders of the people in the actor's care, for supervisors and managers of the whole service; what
    /// moved last comes first. A page of [`ORDERS_PER_PAGE`].
    pub async fn orders(&self, actor: &Actor, filter: &OrderFilter) -> Result<Vec<OrderLine>> {
        let stands = if sees_all(actor) { Relationship::SameService } else { Relationship::CareTeam };
        decide(actor, Action::ReadOrders, stands, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        let subject = filter.person.map_or_else(|| "orders".to_owned(), |id| format!("person {id}"));
        write.note(actor.org, actor.user, "orders-read", subject, "");
        let mut query = order_line::Entity::find().filter(order_line::Column::Org.eq(actor.org.0));
        if !sees_all(actor) {
            query = query.filter(cared_for_by(actor));
        }
        if !filter.states.is_empty() {
            let states = filter.states.iter().map(|state| state.code());
            query = query.filter(order_line::Column::State.is_in(states));
        }
        if let Some(person) = filter.person {
            query = query.filter(order_line::Column::Person.eq(person.0));
        }
        let rows = query
            .order_by_desc(order_line::Column::Since)
            .order_by_desc(order_line::Column::Id)
            .offset(u64::from(filter.page) * ORDERS_PER_PAGE as u64)
            .limit(ORDERS_PER_PAGE as u64)
            .all(&write.tx)
            .await?;
        let desk = Desk::of(&write.tx, actor, &rows).await?;
        write.commit().await?;
        rows.into_iter().map(|row| desk.line(row, stands)).collect()
    }

    /// One order with everything that happened to it.
    pub async fn order(&self, actor: &Actor, id: OrderId) -> Result<OrderPage> {
        let mut write = WriteTx::begin(self).await?;
        let row = find_order(&write.tx, actor, id, Action::ReadOrders).await?;
        let stands = standing(&write.tx, actor, &row).await?;
        write.note(actor.org, actor.user, "order-read", format!("order {id}"), "");
        let steps = order_step::Entity::find()
            .filter(order_step::Column::Line.eq(id.0))
            .order_by_asc(order_step::Column::N)
            .all(&write.tx)
            .await?;
        let desk = Desk::of(&write.tx, actor, std::slice::from_ref(&row)).await?;
        write.commit().await?;
        let steps = steps.into_iter().map(step_of).collect::<Result<_>>()?;
        Ok(OrderPage { line: desk.line(row, stands)?, steps })
    }

    /// Everything whose cost waits for somebody to decide, longest waiting first.
    pub async fn waiting_for_approval(&self, actor: &Actor) -> Result<Vec<OrderLine>> {
        decide(actor, Action::ApproveOrder, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        write.note(actor.org, actor.user, "orders-read", "orders that wait for approval", "");
        let rows = order_line::Entity::find()
            .filter(order_line::Column::Org.eq(actor.org.0))
            .filter(order_line::Column::State.eq(OrderState::Proposed.code()))
            .order_by_asc(order_line::Column::Since)
            .order_by_asc(order_line::Column::Id)
            .all(&write.tx)
            .await?;
        let desk = Desk::of(&write.tx, actor, &rows).await?;
        write.commit().await?;
        rows.into_iter().map(|row| desk.line(row, Relationship::SameService)).collect()
    }
}

/// What is needed to tell an actor about orders.
struct Desk<'a> {
    actor: &'a Actor,
    people: HashMap<Uuid, String>,
    accounts: HashMap<Uuid, (String, Role)>,
    limits: Limits,
    /// Those whose cost the actor brought down to within the own limit.
    own_prices: HashSet<Uuid>,
}

impl Desk<'_> {
    async fn of<'a>(
        db: &impl ConnectionTrait,
        actor: &'a Actor,
        rows: &[order_line::Model],
    ) -> Result<Desk<'a>> {
        let limits = Limits::of(db, actor.org).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let own_prices = brought_down(db, actor, limits.limit(actor.role), &ids).await?;
        let mut people = HashMap::new();
        for row in rows {
            if people.contains_key(&row.person) {
                continue;
            }
            let found = person::Entity::find_by_id(row.person)
                .filter(person::Column::Org.eq(actor.org.0))
                .one(db)
                .await?
                .ok_or(RecordsError::Damaged("person"))?;
            people.insert(row.person, person_of(&found)?.banner_name());
        }
        let all = account::Entity::find().filter(account::Column::Org.eq(actor.org.0)).all(db).await?;
        let account = |row: account::Model| Ok((row.id, (row.name.clone(), role_of(&row)?)));
        let accounts = all.into_iter().map(account).collect::<Result<_>>()?;
        Ok(Desk { actor, people, accounts, limits, own_prices })
    }

    fn line(&self, row: order_line::Model, stands: Relationship) -> Result<OrderLine> {
        let state = state_of(&row)?;
        let proposal = proposal_of(&row)?;
        let may = |action| decide(self.actor, action, stands, VisitState::Planned).is_ok();
        let is_open = state == OrderState::Proposed;
        let may_decide = is_open && may(Action::ApproveOrder);
        let (cost, own) = (proposal.cost(), self.limits.limit(self.actor.role));
        let own_price = self.own_prices.contains(&row.id);
        let hindrance = hindrance(self.actor, UserId(row.proposed_by), cost, own, own_price);
        let proposer = self.accounts.get(&row.proposed_by);
        let waits_for = proposer.map(|(_, role)| waits_for(cost, *role, self.limits.limit(*role)));
        Ok(OrderLine {
            id: OrderId(row.id),
            person: PersonId(row.person),
            person_name: self.people.get(&row.person).cloned().unwrap_or_default(),
            visit: VisitId(row.visit),
            version: row.version.max(1) as u32,
            state,
            since: row.since,
            proposed_by: proposer.map(|(name, _)| name.clone()).unwrap_or_default(),
            proposed_at: row.proposed_at,
            steps: if may(Action::AdvanceOrder) { state.steps() } else { Vec::new() },
            may_decide,
            may_price: is_open && (may(Action::AdvanceOrder) || may(Action::ApproveOrder)),
            hindrance: hindrance.filter(|_| may_decide),
            waits_for: waits_for.filter(|_| is_open),
            proposal,
        })
    }
}

fn sees_all(actor: &Actor) -> bool {
    matches!(actor.role, Role::Supervisor | Role::Manager)
}

fn state_of(row: &order_line::Model) -> Result<OrderState> {
    OrderState::parse(&row.state).ok_or(RecordsError::Damaged("state of an order"))
}

fn proposal_of(row: &order_line::Model) -> Result<Proposal> {
    Ok(Proposal {
        key: row.recommendation.clone(),
        what: row.what.clone(),
        category: category_of(&row.category)?,
        iso: row.iso.clone(),
        size: row.size.clone(),
        swl_kg: row.swl_kg.and_then(|kg| u32::try_from(kg).ok()),
        quantity: u32::try_from(row.quantity).unwrap_or(1),
        unit: row.price_pence.or(row.unit_pence).map(money_of).transpose()?,
        need: row.need.clone(),
        owner: row.owner.clone(),
        due: row.due,
    })
}

fn step_of(row: order_step::Model) -> Result<OrderStep> {
    let state = |code: &str| OrderState::parse(code).ok_or(RecordsError::Damaged("step of an order"));
    Ok(OrderStep {
        from: row.from_state.as_deref().map(state).transpose()?,
        to: state(&row.to_state)?,
        at: row.at,
        by: row.by_name,
        note: row.note,
        version: row.version.and_then(|version| u32::try_from(version).ok()),
    })
}

/// An amount as it is kept.
pub(crate) fn money_of(pence: i64) -> Result<Pence> {
    Pence::new(pence).ok_or(RecordsError::Damaged("amount of money"))
}

//! How an actor stands to an order: as to the visit that proposed it, or as to the person it is for.

use super::sees_all;
use crate::{
    caseload,
    entities::{order_line, person, placement, visit, visit_member},
    error::{RecordsError, Result},
    visits::relationship,
};
use domain::{Action, Actor, OrderId, Relationship, VisitState, access::decide};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::SelectStatement,
};

/// An order of the actor's organisation with which the actor may do this.
pub(super) async fn find_order(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: OrderId,
    action: Action,
) -> Result<order_line::Model> {
    let row = order_line::Entity::find_by_id(id.0)
        .filter(order_line::Column::Org.eq(actor.org.0))
        .one(db)
        .await?
        .ok_or(RecordsError::NotFound)?;
    let stands = standing(db, actor, &row).await?;
    // Who may not even read it does not learn that it exists.
    decide(actor, Action::ReadOrders, stands, VisitState::Planned)?;
    decide(actor, action, stands, VisitState::Planned)?;
    Ok(row)
}

/// How the actor stands to the order; the closer of visit and person counts.
pub(super) async fn standing(
    db: &impl ConnectionTrait,
    actor: &Actor,
    row: &order_line::Model,
) -> Result<Relationship> {
    let visit = visit::Entity::find_by_id(row.visit).one(db).await?.ok_or(RecordsError::Damaged("visit"))?;
    let to_visit = relationship(db, actor, &visit).await?;
    if to_visit != Relationship::SameService || sees_all(actor) {
        return Ok(to_visit);
    }
    let who = person::Entity::find_by_id(row.person).one(db).await?.ok_or(RecordsError::Damaged("person"))?;
    let visits = visit::Entity::find().filter(visit::Column::Person.eq(row.person)).all(db).await?;
    caseload::standing(db, actor, &who, &visits).await
}

/// The orders to which the actor stands closer than the rest of the service: the same as `standing` says, for lists.
pub(super) fn cared_for_by(actor: &Actor) -> Condition {
    let me = actor.user.0;
    let people = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::Therapist.eq(me))
        .into_query();
    let takes_part = visit_member::Entity::find()
        .select_only()
        .column(visit_member::Column::Visit)
        .filter(visit_member::Column::Account.eq(me))
        .into_query();
    let students = placement::Entity::find()
        .select_only()
        .column(placement::Column::Account)
        .filter(placement::Column::Educator.eq(me))
        .into_query();
    let visits = |column: visit::Column, condition: Condition| -> SelectStatement {
        visit::Entity::find().select_only().column(column).filter(condition).into_query()
    };
    let visited =
        Condition::any().add(visit::Column::Author.eq(me)).add(visit::Column::Id.in_subquery(takes_part));
    let reviewed =
        Condition::any().add(visit::Column::Reviewer.eq(me)).add(visit::Column::Author.in_subquery(students));
    Condition::any()
        .add(order_line::Column::Person.in_subquery(people))
        .add(order_line::Column::Person.in_subquery(visits(visit::Column::Person, visited)))
        .add(order_line::Column::Visit.in_subquery(visits(visit::Column::Id, reviewed)))
}

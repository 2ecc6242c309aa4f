//! Small readings without anything clinical in them: how much waits, and the definitions of forms. They are asked for with every page, so they leave no trace in the audit.

use crate::{
    entities::{field, held, order_line, visit},
    error::{RecordsError, Result},
    opening::Records,
};
use domain::{Action, Actor, Relationship, Role, VisitState, access::decide, orders::OrderState};
use forms::Definition;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use sync::{FormRef, desk::Counts};

impl Records {
    /// How much waits, as far as the actor's role is told.
    pub async fn counts(&self, actor: &Actor) -> Result<Counts> {
        let may = |action| decide(actor, action, Relationship::SameService, VisitState::Planned).is_ok();
        let mut counts = Counts::default();
        if may(Action::ReadReviewQueue) {
            let wanted = Condition::any()
                .add(visit::Column::NeedsCountersigning.eq(true))
                .add(visit::Column::Reviewer.is_not_null());
            counts.to_review = visit::Entity::find()
                .filter(visit::Column::Org.eq(actor.org.0))
                .filter(visit::Column::State.eq(VisitState::Signed.code()))
                .filter(visit::Column::Author.ne(actor.user.0))
                .filter(wanted)
                .count(&self.readers)
                .await?;
            counts.differing = field::Entity::find()
                .filter(field::Column::Org.eq(actor.org.0))
                .filter(field::Column::NHeads.gt(1))
                .count(&self.readers)
                .await?;
        }
        if may(Action::ApproveOrder) {
            counts.to_approve = order_line::Entity::find()
                .filter(order_line::Column::Org.eq(actor.org.0))
                .filter(order_line::Column::State.eq(OrderState::Proposed.code()))
                .count(&self.readers)
                .await?;
        }
        if may(Action::ReadHeld) {
            let mut held = held::Entity::find()
                .filter(held::Column::Org.eq(actor.org.0))
                .filter(held::Column::ReleasedAt.is_null());
            if !matches!(actor.role, Role::Supervisor | Role::Manager) {
                held = held.filter(held::Column::Author.eq(actor.user.0));
            }
            let visits = held.select_only().column(held::Column::Visit).distinct();
            counts.held = visits.into_tuple::<uuid::Uuid>().all(&self.readers).await?.len() as u64;
        }
        Ok(counts)
    }

    /// The checked definition of a form. Forms hold nothing about anybody.
    pub fn checked_form(&self, actor: &Actor, form: &FormRef) -> Result<Definition> {
        self.definition(actor.org, form).map(|definition| (*definition).clone()).ok_or(RecordsError::NotFound)
    }
}

//! Up to which cost a role approves by itself: the service's own limits, or those that ship.

use super::{deciding::sentence, money_of};
use crate::{
    accounts::find_account,
    entities::approval_limit,
    error::{RecordsError, Result},
    opening::Records,
    transaction::WriteTx,
};
use domain::{
    Action, Actor, OrgId, Relationship, Role, VisitState,
    access::decide,
    orders::{Approval, DEFAULT_LIMITS, Pence, approval, default_limit},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use std::collections::HashMap;
use sync::orders::LimitLine;

/// What is said of an order without a price.
pub(super) const NO_PRICE: &str = "No price yet. Write one, then it can be approved.";

impl Records {
    /// The limits of every role that works with orders.
    pub async fn approval_limits(&self, actor: &Actor) -> Result<Vec<LimitLine>> {
        decide(actor, Action::ReadFigures, Relationship::SameService, VisitState::Planned)?;
        let limits = Limits::of(&self.readers, actor.org).await?;
        let line = |(role, _): (Role, _)| LimitLine {
            role,
            limit: limits.limit(role),
            ships: !limits.0.contains_key(role.code()),
        };
        Ok(DEFAULT_LIMITS.into_iter().map(line).collect())
    }

    /// Sets the limit of a role; none for no limit. It holds for what is proposed and approved from now on.
    pub async fn set_approval_limit(&self, actor: &Actor, role: Role, limit: Option<Pence>) -> Result<()> {
        decide(actor, Action::ChangeSettings, Relationship::SameService, VisitState::Planned)?;
        if !DEFAULT_LIMITS.iter().any(|(known, _)| *known == role) {
            let words = format!("{} do not approve cost. Choose another role.", sentence(&role.plural()));
            return Err(RecordsError::Refused(words));
        }
        let mut write = WriteTx::begin(self).await?;
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        let row = approval_limit::ActiveModel {
            org: Set(actor.org.0),
            role: Set(role.code().to_owned()),
            pence: Set(limit.map(Pence::get)),
            set_by: Set(me.name),
            set_at: Set(write.now),
        };
        use approval_limit::Column as C;
        approval_limit::Entity::insert(row)
            .on_conflict(
                OnConflict::columns([C::Org, C::Role])
                    .update_columns([C::Pence, C::SetBy, C::SetAt])
                    .to_owned(),
            )
            .exec_without_returning(&write.tx)
            .await?;
        let words = limit.map_or_else(|| "no limit".to_owned(), Pence::words);
        write.note(actor.org, actor.user, "limit-set", format!("limit of {}", role.plural()), &words);
        write.commit().await
    }
}

/// The limits that an organisation has set itself, by the code of the role.
pub(super) struct Limits(HashMap<String, Option<Pence>>);

impl Limits {
    /// Those of this organisation.
    pub(super) async fn of(db: &impl ConnectionTrait, org: OrgId) -> Result<Limits> {
        let rows =
            approval_limit::Entity::find().filter(approval_limit::Column::Org.eq(org.0)).all(db).await?;
        let own = rows.into_iter().map(|row| Ok((row.role, row.pence.map(money_of).transpose()?)));
        Ok(Limits(own.collect::<Result<_>>()?))
    }

    /// The limit of a role; none for no limit.
    pub(super) fn limit(&self, role: Role) -> Option<Pence> {
        self.0.get(role.code()).copied().unwrap_or_else(|| default_limit(role))
    }
}

/// Why a cost needs nobody who decides about it, in words for its step; none when somebody has to. What has no
/// price is not cheap: nobody knows.
pub(super) fn by_itself(cost: Option<Pence>, role: Role, limit: Option<Pence>) -> Option<String> {
    if approval(cost?, limit) != Approval::Within {
        return None;
    }
    Some(match limit {
        Some(limit) => format!("Within the limit of {}, {limit}.", role.plural()),
        None => format!("There is no limit for {}.", role.plural()),
    })
}

/// Why it was not approved by itself, where the record is of somebody in this role.
pub(super) fn waits_for(cost: Option<Pence>, role: Role, limit: Option<Pence>) -> String {
    let Some(cost) = cost else { return NO_PRICE.to_owned() };
    match approval(cost, limit) {
        Approval::Above(Pence::ZERO) => format!("{} do not approve cost.", sentence(&role.plural())),
        Approval::Above(limit) => format!("Above the limit of {}, {limit}.", role.plural()),
        Approval::Within => "Nobody has decided about it yet.".to_owned(),
    }
}

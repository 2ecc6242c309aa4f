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
    orders::{DEFAULT_LIMITS, Pence, default_limit},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use sync::orders::LimitLine;

impl Records {
    /// The limits of every role that works with orders.
    pub async fn approval_limits(&self, actor: &Actor) -> Result<Vec<LimitLine>> {
        decide(actor, Action::ReadFigures, Relationship::SameService, VisitState::Planned)?;
        let own = approval_limit::Entity::find()
            .filter(approval_limit::Column::Org.eq(actor.org.0))
            .all(&self.readers)
            .await?;
        let mut lines = Vec::new();
        for (role, ships) in DEFAULT_LIMITS {
            let own = own.iter().find(|row| row.role == role.code());
            let limit = match own {
                Some(row) => row.pence.map(money_of).transpose()?,
                None => ships,
            };
            lines.push(LimitLine { role, limit, ships: own.is_none() });
        }
        Ok(lines)
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

/// The limit of a role in this organisation; none for no limit.
pub(super) async fn limit_of(db: &impl ConnectionTrait, org: OrgId, role: Role) -> Result<Option<Pence>> {
    match approval_limit::Entity::find_by_id((org.0, role.code().to_owned())).one(db).await? {
        Some(row) => row.pence.map(money_of).transpose(),
        None => Ok(default_limit(role)),
    }
}

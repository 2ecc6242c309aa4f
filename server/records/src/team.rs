//! Who is in the service: everybody who visits people, and who is not here any more.

use crate::{
    accounts::role_of,
    entities::{account, placement},
    error::Result,
    opening::Records,
    transaction::WriteTx,
};
use chrono::NaiveDate;
use domain::{Action, Actor, Relationship, UserId, VisitState, access::decide};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use sync::desk::TeamMember;
use uuid::Uuid;

impl Records {
    /// Everybody who visits people and has not left, for passing work on.
    pub async fn colleagues(&self, actor: &Actor) -> Result<Vec<TeamMember>> {
        decide(actor, Action::ReadWaiting, Relationship::SameService, VisitState::Planned)?;
        self.visiting(actor).await
    }

    /// The same for those who plan, without students whose placement is over.
    pub async fn team(&self, actor: &Actor) -> Result<Vec<TeamMember>> {
        decide(actor, Action::PlanVisit, Relationship::CareTeam, VisitState::Planned)?;
        let over: Vec<Uuid> = placement::Entity::find()
            .filter(placement::Column::Org.eq(actor.org.0))
            .filter(placement::Column::UntilDay.lt(actor.today))
            .all(&self.readers)
            .await?
            .into_iter()
            .map(|row| row.account)
            .collect();
        let mut team = self.visiting(actor).await?;
        team.retain(|one| !over.contains(&one.user.0));
        Ok(team)
    }

    async fn visiting(&self, actor: &Actor) -> Result<Vec<TeamMember>> {
        let rows = account::Entity::find()
            .filter(account::Column::Org.eq(actor.org.0))
            .filter(account::Column::LeftOn.is_null())
            .order_by_asc(account::Column::Name)
            .all(&self.readers)
            .await?;
        let mut found = Vec::new();
        for row in rows {
            let role = role_of(&row)?;
            if role.visits_people() {
                found.push(TeamMember { user: UserId(row.id), name: row.name, title: row.title, role });
            }
        }
        Ok(found)
    }
}

/// Everybody who ever had an account of the service.
pub(crate) struct Team {
    accounts: HashMap<Uuid, account::Model>,
    /// The last day of each student's placement.
    placements: HashMap<Uuid, NaiveDate>,
    today: NaiveDate,
}

impl Team {
    pub async fn of(write: &WriteTx, actor: &Actor) -> Result<Team> {
        let rows =
            account::Entity::find().filter(account::Column::Org.eq(actor.org.0)).all(&write.tx).await?;
        let placed =
            placement::Entity::find().filter(placement::Column::Org.eq(actor.org.0)).all(&write.tx).await?;
        Ok(Team {
            accounts: rows.into_iter().map(|row| (row.id, row)).collect(),
            placements: placed.into_iter().map(|row| (row.account, row.until_day)).collect(),
            today: actor.today,
        })
    }

    /// Who reviews the work of this account.
    pub fn reviewer_of(&self, id: Uuid) -> Option<Uuid> {
        self.accounts.get(&id)?.reviewer
    }

    /// From which day on somebody is not here any more: has left, or the placement is over.
    pub fn gone_from(&self, id: Uuid) -> Option<NaiveDate> {
        let left = self.accounts.get(&id).and_then(|row| row.left_on);
        left.or_else(|| self.placements.get(&id)?.succ_opt()).filter(|day| *day <= self.today)
    }

    /// The name, and that somebody is not here any more.
    pub fn name(&self, id: Uuid) -> String {
        let name = self.accounts.get(&id).map(|row| row.name.as_str()).unwrap_or_default();
        match self.gone_from(id) {
            Some(_) => format!("{name} (has left)"),
            None => name.to_owned(),
        }
    }

    /// The name of everybody, and nothing else.
    pub fn names(&self) -> HashMap<Uuid, String> {
        self.accounts.values().map(|row| (row.id, row.name.clone())).collect()
    }
}

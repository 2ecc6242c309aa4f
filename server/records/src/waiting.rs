//! The manager's board: what waits, for whom, how long. Kinds and states only, nothing clinical;
//! people are never ranked.

use crate::{
    entities::{account, field, held, person, visit},
    error::Result,
    opening::Records,
    transaction::WriteTx,
    visits::{find_visit, kind_of, person_of},
};
use chrono::{DateTime, Utc};
use domain::{
    Action, Actor, Relationship, VisitId, VisitState,
    access::decide,
    calendar::{uk_date, working_days_between},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeSet, HashMap};
use sync::desk::{Stage, WaitingBoard, WaitingLine};
use uuid::Uuid;

const STAGES: [&str; 4] =
    ["Visit done, not signed yet", "To be countersigned", "Returned to author", "Held or two answers differ"];

impl Records {
    /// The board.
    pub async fn waiting(&self, actor: &Actor) -> Result<WaitingBoard> {
        decide(actor, Action::ReadWaiting, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        write.note(actor.org, actor.user, "waiting-read", "visits", "");
        let now = write.now;
        let names: HashMap<Uuid, account::Model> = account::Entity::find()
            .filter(account::Column::Org.eq(actor.org.0))
            .all(&write.tx)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let troubled = troubled_visits(&write, actor).await?;
        let rows = visit::Entity::find().filter(visit::Column::Org.eq(actor.org.0)).all(&write.tx).await?;
        let mut lines = Vec::new();
        for row in rows {
            let waits = where_it_waits(&row, &names, now, troubled.contains(&row.id));
            let Some((stage, with, since)) = waits else {
                continue;
            };
            let who = person::Entity::find_by_id(row.person).one(&write.tx).await?;
            lines.push(WaitingLine {
                visit: VisitId(row.id),
                stage: stage.to_owned(),
                person: who.as_ref().map(person_of).transpose()?.map(|p| p.banner_name()).unwrap_or_default(),
                what: kind_of(&row)?.words().to_owned(),
                with,
                since,
                reminded: row.reminded_at.is_some_and(|at| uk_date(at) == uk_date(now)),
            });
        }
        write.commit().await?;
        lines.sort_by_key(|line| line.since);
        Ok(WaitingBoard { at: now, stages: stages(&lines, now), lines })
    }

    /// Sends one in-app note to whoever has it, at most once a day.
    pub async fn remind(&self, actor: &Actor, id: VisitId) -> Result<()> {
        decide(actor, Action::ReadWaiting, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, id, Action::ReadReport).await?;
        let mut changed: visit::ActiveModel = row.into();
        changed.reminded_at = Set(Some(write.now));
        changed.touched_seq = Set(write.next_seq());
        changed.update(&write.tx).await?;
        write.note(actor.org, actor.user, "reminded", format!("visit {id}"), "");
        write.commit().await
    }
}

async fn troubled_visits(write: &WriteTx, actor: &Actor) -> Result<BTreeSet<Uuid>> {
    let differing = field::Entity::find()
        .filter(field::Column::Org.eq(actor.org.0))
        .filter(field::Column::NHeads.gt(1))
        .all(&write.tx)
        .await?;
    let held = held::Entity::find()
        .filter(held::Column::Org.eq(actor.org.0))
        .filter(held::Column::ReleasedAt.is_null())
        .all(&write.tx)
        .await?;
    Ok(differing.into_iter().map(|row| row.visit).chain(held.into_iter().map(|row| row.visit)).collect())
}

type Waits = (&'static str, String, DateTime<Utc>);

fn where_it_waits(
    row: &visit::Model,
    names: &HashMap<Uuid, account::Model>,
    now: DateTime<Utc>,
    troubled: bool,
) -> Option<Waits> {
    let name = |id: Uuid| names.get(&id).map(|row| row.name.clone()).unwrap_or_default();
    let reviewer = row.reviewer.or_else(|| names.get(&row.author).and_then(|author| author.reviewer));
    match VisitState::from_code(&row.state)? {
        _ if troubled => {
            Some((STAGES[3], name(row.author), row.received_at.or(row.arrived).unwrap_or(row.planned)))
        }
        VisitState::Started if row.planned < now => {
            Some((STAGES[0], name(row.author), row.arrived.unwrap_or(row.planned)))
        }
        VisitState::Signed if row.needs_countersigning || row.reviewer.is_some() => {
            let with = reviewer.map_or_else(|| "nobody yet".to_owned(), name);
            Some((STAGES[1], with, row.received_at.unwrap_or(row.planned)))
        }
        VisitState::Returned => {
            let returned: Option<sync::cards::Returned> =
                row.returned.as_deref().and_then(|text| serde_json::from_str(text).ok());
            Some((STAGES[2], name(row.author), returned.map_or(row.planned, |returned| returned.at)))
        }
        _ => None,
    }
}

fn stages(lines: &[WaitingLine], now: DateTime<Utc>) -> Vec<Stage> {
    STAGES
        .iter()
        .map(|name| {
            let here: Vec<_> = lines.iter().filter(|line| line.stage == *name).collect();
            let mut stage = Stage { name: (*name).to_owned(), n_waiting: here.len(), ..Stage::default() };
            stage.longest_since = here.iter().map(|line| line.since).min();
            for line in here {
                let days = working_days_between(uk_date(line.since), uk_date(now));
                stage.by_days[match days {
                    0..=2 => 0,
                    3..=5 => 1,
                    _ => 2,
                }] += 1;
            }
            stage
        })
        .collect()
}

//! The manager's board: what waits, for whom, how long. Kinds and states only, nothing clinical;
//! people are never ranked.

use crate::{
    entities::{field, held, order_line, person, visit},
    error::{RecordsError, Result},
    opening::Records,
    orders::category_of,
    review::returned_at,
    team::Team,
    transaction::WriteTx,
    visits::{find_visit, kind_of, person_of},
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    Action, Actor, OrderId, Relationship, VisitId, VisitState,
    access::decide,
    calendar::{from_uk_local, uk_date, working_days_between},
    orders::OrderState,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeSet, HashMap};
use sync::desk::{Stage, WaitingBoard, WaitingLine};
use uuid::Uuid;

/// Where work waits, in the order of the board.
#[derive(Clone, Copy)]
enum Place {
    NotSigned,
    ToCountersign,
    Returned,
    Cost,
    Troubled,
    AuthorLeft,
}

impl Place {
    const ALL: [Place; 6] = [
        Place::NotSigned,
        Place::ToCountersign,
        Place::Returned,
        Place::Cost,
        Place::Troubled,
        Place::AuthorLeft,
    ];

    fn words(self) -> &'static str {
        match self {
            Place::AuthorLeft => "With somebody who has left",
            Place::NotSigned => "Visit done, not signed yet",
            Place::ToCountersign => "To be countersigned",
            Place::Returned => "Returned to author",
            Place::Cost => "Approval of cost",
            Place::Troubled => "Held or two answers differ",
        }
    }
}

/// Who has a cost: it is not given to one of those who may decide.
const DECIDERS: &str = "whoever approves costs";

impl Records {
    /// The board.
    pub async fn waiting(&self, actor: &Actor) -> Result<WaitingBoard> {
        decide(actor, Action::ReadWaiting, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        write.note(actor.org, actor.user, "waiting-read", "visits", "");
        let now = write.now;
        let team = Team::of(&write, actor).await?;
        let troubled = troubled_visits(&write, actor).await?;
        let rows = visit::Entity::find().filter(visit::Column::Org.eq(actor.org.0)).all(&write.tx).await?;
        let mut waits = Vec::new();
        for row in &rows {
            if let Some(found) = where_it_waits(&team, row, now, troubled.contains(&row.id)) {
                waits.push((row, found));
            }
        }
        let costs = order_line::Entity::find()
            .filter(order_line::Column::Org.eq(actor.org.0))
            .filter(order_line::Column::State.eq(OrderState::Proposed.code()))
            .all(&write.tx)
            .await?;
        let whose = waits.iter().map(|(row, _)| row.person).chain(costs.iter().map(|row| row.person));
        let people = banner_names(&write, actor, whose.collect()).await?;
        let person = |id: &Uuid| people.get(id).cloned().ok_or(RecordsError::Damaged("person"));
        let mut lines = Vec::new();
        for (row, waits) in waits {
            lines.push(WaitingLine {
                visit: VisitId(row.id),
                order: None,
                stage: waits.place.words().to_owned(),
                person: person(&row.person)?,
                what: kind_of(row)?.words().to_owned(),
                with: waits.with,
                can_remind: waits.is_here,
                can_pass: VisitState::from_code(&row.state).is_some_and(VisitState::is_open),
                since: waits.since,
                reminded: row.reminded_at.is_some_and(|at| uk_date(at) == uk_date(now)),
            });
        }
        for row in costs {
            lines.push(WaitingLine {
                visit: VisitId(row.visit),
                order: Some(OrderId(row.id)),
                stage: Place::Cost.words().to_owned(),
                person: person(&row.person)?,
                what: category_of(&row.category)?.words().to_owned(),
                with: DECIDERS.to_owned(),
                can_remind: false,
                can_pass: false,
                since: row.since,
                reminded: false,
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

/// The people of these visits and orders, as on a banner.
async fn banner_names(write: &WriteTx, actor: &Actor, ids: BTreeSet<Uuid>) -> Result<HashMap<Uuid, String>> {
    let rows = person::Entity::find()
        .filter(person::Column::Org.eq(actor.org.0))
        .filter(person::Column::Id.is_in(ids))
        .all(&write.tx)
        .await?;
    rows.iter().map(|row| Ok((row.id, person_of(row)?.banner_name()))).collect()
}

/// Where a visit waits.
struct Waits {
    place: Place,
    with: String,
    /// Whether somebody is here who has it.
    is_here: bool,
    since: DateTime<Utc>,
}

/// Where a visit waits, if it does.
fn where_it_waits(team: &Team, row: &visit::Model, now: DateTime<Utc>, troubled: bool) -> Option<Waits> {
    let state = VisitState::from_code(&row.state)?;
    let gone_from = team.gone_from(row.author);
    if let Some((place, since)) = with_author(row, state, now, troubled, gone_from) {
        return Some(Waits { place, with: team.name(row.author), is_here: gone_from.is_none(), since });
    }
    if state != VisitState::Signed || !(row.needs_countersigning || row.reviewer.is_some()) {
        return None;
    }
    let reviewer = row.reviewer.or_else(|| team.reviewer_of(row.author));
    let reviewer = reviewer.filter(|id| team.gone_from(*id).is_none());
    Some(Waits {
        place: Place::ToCountersign,
        with: reviewer.map_or_else(|| "any supervisor".to_owned(), |id| team.name(id)),
        is_here: reviewer.is_some(),
        since: row.received_at.unwrap_or(row.planned),
    })
}

/// Where and since when a visit waits with its author, if it does. Of somebody who has left everything open waits,
/// also what is planned: since the leaving, or for as long as it waited before.
fn with_author(
    row: &visit::Model,
    state: VisitState,
    now: DateTime<Utc>,
    troubled: bool,
    gone_from: Option<NaiveDate>,
) -> Option<(Place, DateTime<Utc>)> {
    if troubled {
        return Some((Place::Troubled, row.received_at.or(row.arrived).unwrap_or(row.planned)));
    }
    let waits = match state {
        VisitState::Started if row.planned < now => {
            Some((Place::NotSigned, row.arrived.unwrap_or(row.planned)))
        }
        VisitState::Returned => Some((Place::Returned, returned_at(row).unwrap_or(row.planned))),
        _ => None,
    };
    let Some(day) = gone_from.filter(|_| state.is_open()) else { return waits };
    let left = from_uk_local(day.and_time(NaiveTime::MIN));
    Some((Place::AuthorLeft, waits.map_or(left, |(_, since)| since.min(left))))
}

fn stages(lines: &[WaitingLine], now: DateTime<Utc>) -> Vec<Stage> {
    Place::ALL
        .into_iter()
        .map(|place| {
            let name = place.words();
            let here: Vec<_> = lines.iter().filter(|line| line.stage == name).collect();
            let mut stage = Stage { name: name.to_owned(), n_waiting: here.len(), ..Stage::default() };
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

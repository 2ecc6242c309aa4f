//! The diary: planning a visit, moving it, and saying that it does not take place.

use crate::{
    accounts::{find_account, has_left, role_of},
    entities::{placement, visit, visit_member},
    error::{RecordsError, Result, to_json},
    form_library::Library,
    opening::Records,
    people::{find_person, person_for},
    review::touch,
    seeding::SeedVisit,
    transaction::WriteTx,
    visits::{find_visit, state_of},
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    Action, Actor, Denial, OrgId, PersonId, Role, UserId, VisitId, VisitKind, VisitState,
    calendar::{clock, uk_date},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder,
};
use std::collections::BTreeSet;
use sync::desk::NewVisit;
use uuid::Uuid;

/// How far back a visit is entered that nobody had planned, and how far ahead one is planned, in days.
const DAYS_BACK: i64 = 31;
const DAYS_AHEAD: i64 = 730;
/// The shortest and the longest visit, in minutes.
const MINUTES: std::ops::RangeInclusive<u32> = 5..=480;

impl Records {
    /// Puts a visit into the diary, and a student's observation beside it where one is asked for.
    pub async fn plan_visit(&self, actor: &Actor, new: &NewVisit) -> Result<VisitId> {
        let mut write = WriteTx::begin(self).await?;
        let (person, visits) = person_for(&write, actor, new.person, Action::PlanVisit).await?;
        if person.closed.is_some() {
            return refuse("This case is closed. Open it again on the person's page, then plan.");
        }
        in_time(write.now, new.planned, new.minutes)?;
        if new.kind == VisitKind::Observation {
            return refuse("An observation is planned with the visit that is observed.");
        }
        let author = self.member(&write, actor, new.author).await?;
        let is_there = |visit: &visit::Model| {
            visit.author == author.user.0
                && visit.planned == new.planned
                && visit.state == VisitState::Planned.code()
        };
        if visits.iter().any(is_there) {
            return refuse("This visit is planned already: the same person, at the same time.");
        }
        is_free(&write, &author.name, author.user, (new.planned, new.minutes), None, new.sure).await?;
        let observer = match new.observer {
            Some(user) => Some(self.member(&write, actor, user).await?),
            None => None,
        };
        if observer.as_ref().is_some_and(|one| one.role != Role::Student || one.user == author.user) {
            return refuse("Choose a student who watches somebody else's visit.");
        }
        let mut with = Vec::new();
        let besides: BTreeSet<UserId> = new.with.iter().chain(&new.observer).copied().collect();
        for user in besides.iter().filter(|user| **user != author.user) {
            let member = self.member(&write, actor, *user).await?;
            with.push((member.user, member.name));
        }
        let countersigns = new.countersigned || author.role.needs_countersigning();
        // Where nobody is named, any supervisor countersigns.
        let seed = SeedVisit {
            id: VisitId(Uuid::now_v7()),
            person: new.person,
            kind: new.kind,
            planned: new.planned,
            minutes: new.minutes,
            author: author.user,
            with,
            reviewer: author.reviewer.filter(|_| countersigns),
            beside: None,
            forms: Vec::new(),
            needs_countersigning: countersigns,
            state: VisitState::Planned,
            remark: None,
        };
        insert_visit(self, &mut write, actor.org, &seed).await?;
        if let Some(student) = observer {
            let beside = SeedVisit {
                id: VisitId(Uuid::now_v7()),
                kind: VisitKind::Observation,
                author: student.user,
                with: Vec::new(),
                reviewer: student.reviewer,
                beside: Some(seed.id),
                needs_countersigning: true,
                ..seed.clone()
            };
            insert_visit(self, &mut write, actor.org, &beside).await?;
        }
        write.note(actor.org, actor.user, "visit-planned", format!("visit {}", seed.id), new.kind.code());
        write.commit().await?;
        Ok(seed.id)
    }

    /// Moves a planned visit, and what stands beside it, to another time. `sure`: whoever goes has another visit then, and
    /// both are right.
    pub async fn move_visit(
        &self,
        actor: &Actor,
        id: VisitId,
        planned: DateTime<Utc>,
        minutes: u32,
        sure: bool,
    ) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let row = still_planned(&write, actor, id).await?;
        in_time(write.now, planned, minutes)?;
        let author = find_account(&write.tx, actor.org, UserId(row.author)).await?;
        is_free(&write, &author.name, UserId(author.id), (planned, minutes), Some(id), sure).await?;
        for row in with_beside(&write, actor, &row).await? {
            let mut moved: visit::ActiveModel = row.clone().into();
            moved.planned = Set(planned);
            moved.minutes = Set(minutes as i32);
            let moved = moved.update(&write.tx).await?;
            touch(&mut write, moved).await?;
        }
        let times = [row.planned, planned].map(domain::calendar::date_and_clock).join(" to ");
        write.note(actor.org, actor.user, "visit-moved", format!("visit {id}"), &format!("from {times}"));
        write.commit().await
    }

    /// Says that a planned visit, and what stands beside it, does not take place, and why.
    pub async fn call_visit_off(&self, actor: &Actor, id: VisitId, to: VisitState, why: &str) -> Result<()> {
        if !matches!(to, VisitState::Cancelled | VisitState::NoAccess) {
            return refuse("Say whether it is cancelled, or nobody could get in.");
        }
        let why = why.trim();
        if why.is_empty() || why.chars().count() > 500 {
            return refuse("Say why, in at most 500 letters.");
        }
        let mut write = WriteTx::begin(self).await?;
        let row = still_planned(&write, actor, id).await?;
        let planned = row.planned;
        if to == VisitState::NoAccess && planned > write.now {
            return refuse(
                "The visit is still to come: nobody was at the door yet. Choose that it is cancelled.",
            );
        }
        for row in with_beside(&write, actor, &row).await? {
            let mut ended: visit::ActiveModel = row.into();
            ended.state = Set(to.code().to_owned());
            ended.remark = Set(Some(why.to_owned()));
            let ended = ended.update(&write.tx).await?;
            touch(&mut write, ended).await?;
        }
        write.note(actor.org, actor.user, "visit-called-off", format!("visit {id}"), to.code());
        write.commit().await
    }

    /// Puts a visit that was called off, and what was called off with it, back into the diary.
    pub async fn reinstate_visit(&self, actor: &Actor, id: VisitId) -> Result<()> {
        let mut write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, id, Action::PlanVisit).await?;
        if state_of(&row)? == VisitState::Planned {
            return refuse("This visit is in the diary already. Load the page again.");
        }
        if find_person(&write, actor, PersonId(row.person)).await?.closed.is_some() {
            return refuse("This case is closed. Open it again first.");
        }
        in_time(write.now, row.planned, row.minutes as u32)?;
        let author = self.member(&write, actor, UserId(row.author)).await?;
        let time = (row.planned, row.minutes as u32);
        if let Some(other) = at_that_time(&write, &author.name, author.user, time, None).await? {
            return refuse(&format!("{other} Move or call off one of them first."));
        }
        for row in with_beside(&write, actor, &row).await? {
            let mut back: visit::ActiveModel = row.into();
            back.state = Set(VisitState::Planned.code().to_owned());
            back.remark = Set(None);
            let back = back.update(&write.tx).await?;
            touch(&mut write, back).await?;
        }
        write.note(actor.org, actor.user, "visit-reinstated", format!("visit {id}"), "");
        write.commit().await
    }

    /// Somebody of the service who visits people and is here.
    async fn member(&self, write: &WriteTx, actor: &Actor, user: UserId) -> Result<Member> {
        let row = find_account(&write.tx, actor.org, user).await?;
        let role = role_of(&row)?;
        if !role.visits_people() || has_left(&row, actor.today) {
            return refuse("Choose somebody who visits people and has not left.");
        }
        let educator = placement::Entity::find_by_id(user.0).one(&write.tx).await?.map(|row| row.educator);
        let reviewer = educator.or(row.reviewer).map(UserId);
        Ok(Member { user, role, name: row.name, reviewer })
    }
}

struct Member {
    user: UserId,
    role: Role,
    name: String,
    reviewer: Option<UserId>,
}

fn refuse<T>(words: &str) -> Result<T> {
    Err(RecordsError::Refused(words.to_owned()))
}

fn in_time(now: DateTime<Utc>, planned: DateTime<Utc>, minutes: u32) -> Result<()> {
    if !MINUTES.contains(&minutes) {
        return refuse("A visit takes 5 minutes to 8 hours.");
    }
    if planned < now - Duration::days(DAYS_BACK) {
        return refuse("The day is more than a month ago. Correct it, or write an addendum.");
    }
    match planned > now + Duration::days(DAYS_AHEAD) {
        true => refuse("The day is more than two years ahead. Correct it."),
        false => Ok(()),
    }
}

/// Asks once where whoever goes has another visit at that time; `but` is the visit that is moved.
async fn is_free(
    write: &WriteTx,
    name: &str,
    user: UserId,
    time: (DateTime<Utc>, u32),
    but: Option<VisitId>,
    sure: bool,
) -> Result<()> {
    match at_that_time(write, name, user, time, but).await? {
        Some(other) if !sure => {
            refuse(&format!("{other} Choose another time, or say below that both are right."))
        }
        _ => Ok(()),
    }
}

/// "Amy Castell has another visit at that time, from 11:00 to 12:30.", where it is so.
async fn at_that_time(
    write: &WriteTx,
    name: &str,
    user: UserId,
    (begins, minutes): (DateTime<Utc>, u32),
    but: Option<VisitId>,
) -> Result<Option<String>> {
    let ends = begins + Duration::minutes(i64::from(minutes));
    let rows = visit::Entity::find()
        .filter(visit::Column::Author.eq(user.0))
        .filter(visit::Column::State.eq(VisitState::Planned.code()))
        .filter(visit::Column::Planned.gt(begins - Duration::minutes(i64::from(*MINUTES.end()))))
        .filter(visit::Column::Planned.lt(ends))
        .order_by_asc(visit::Column::Planned)
        .all(&write.tx)
        .await?;
    let until = |row: &visit::Model| row.planned + Duration::minutes(i64::from(row.minutes));
    let other = rows.iter().find(|row| until(row) > begins && but.is_none_or(|but| but.0 != row.id));
    Ok(other.map(|row| {
        let (from, until) = (clock(row.planned), clock(until(row)));
        format!("{name} has another visit at that time, from {from} to {until}.")
    }))
}

/// A visit that may be moved and called off; said in words where somebody else was quicker.
async fn still_planned(write: &WriteTx, actor: &Actor, id: VisitId) -> Result<visit::Model> {
    let found = find_visit(&write.tx, actor, id, Action::PlanVisit).await;
    let is_over = match &found {
        Ok(row) => state_of(row)? != VisitState::Planned,
        Err(error) => matches!(error, RecordsError::Denied(Denial::WrongState)),
    };
    match is_over {
        true => {
            refuse("This visit is not planned any more: it was begun or called off. Load the page again.")
        }
        false => found,
    }
}

/// The visit, and those beside it that stand as it does.
async fn with_beside(write: &WriteTx, actor: &Actor, row: &visit::Model) -> Result<Vec<visit::Model>> {
    let rows = visit::Entity::find()
        .filter(visit::Column::Org.eq(actor.org.0))
        .filter(Condition::any().add(visit::Column::Id.eq(row.id)).add(visit::Column::Beside.eq(row.id)))
        .filter(visit::Column::State.eq(&row.state))
        .all(&write.tx)
        .await?;
    Ok(rows)
}

/// Puts a visit into the diary.
pub(crate) async fn insert_visit(
    records: &Records,
    write: &mut WriteTx,
    org: OrgId,
    seed: &SeedVisit,
) -> Result<()> {
    let day = uk_date(seed.planned);
    let library = Library::read(records, &write.tx, org).await?;
    let forms = match seed.forms.is_empty() {
        true => library.forms_for(seed.kind, day),
        false => seed.forms.iter().filter_map(|id| library.on(id, day)).collect(),
    };
    let seq = write.next_seq();
    let row = visit::ActiveModel {
        id: Set(seed.id.0),
        org: Set(org.0),
        person: Set(seed.person.0),
        kind: Set(seed.kind.code().to_owned()),
        state: Set(seed.state.code().to_owned()),
        planned: Set(seed.planned),
        minutes: Set(seed.minutes as i32),
        author: Set(seed.author.0),
        reviewer: Set(seed.reviewer.map(|id| id.0)),
        beside: Set(seed.beside.map(|id| id.0)),
        forms: Set(to_json(&forms)),
        version: Set(1),
        needs_countersigning: Set(seed.needs_countersigning),
        arrived: Set(None),
        left_at: Set(None),
        present: Set(None),
        signed_at: Set(None),
        received_at: Set(None),
        returned: Set(None),
        remark: Set(seed.remark.clone()),
        passed: Set(None),
        reminded_at: Set(None),
        offered_seq: Set(seq),
        touched_seq: Set(seq),
    };
    visit::Entity::insert(row).exec_without_returning(&write.tx).await?;
    for (user, name) in &seed.with {
        let row = visit_member::ActiveModel {
            visit: Set(seed.id.0),
            account: Set(user.0),
            org: Set(org.0),
            name: Set(name.clone()),
        };
        visit_member::Entity::insert(row).exec_without_returning(&write.tx).await?;
    }
    Ok(())
}

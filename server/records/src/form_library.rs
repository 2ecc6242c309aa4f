//! The forms of a service: those that ship with Threshold and those it brought along, from which day
//! each version holds, and which kinds of visits come with them. A published version never changes.
//! Definitions are kept in memory; those that another server published are read when a visit names them.

mod library;
mod publishing;

pub(crate) use library::Library;

use crate::{
    entities::{form_version, service_form, visit},
    error::{RecordsError, Result, read_json},
    opening::Records,
    visits::{forms_of, state_of},
};
use domain::{Action, Actor, OrgId, Relationship, VisitKind, VisitState, access::decide};
use forms::Definition;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use sync::{
    FormRef,
    desk::{FormLine, FormPage, FormVersion},
};

impl Records {
    /// Every form of the actor's service, by title.
    pub async fn form_library(&self, actor: &Actor) -> Result<Vec<FormLine>> {
        may_manage(actor)?;
        let library = Library::read(self, &self.readers, actor.org).await?;
        let open = open_visits(&self.readers, actor.org).await?;
        let mut lines: Vec<FormLine> =
            library.ids().into_iter().map(|id| self.form_line(actor, &library, &open, &id)).collect();
        lines.sort_by_key(|line| (line.retired_on.is_some(), line.title.to_lowercase()));
        Ok(lines)
    }

    /// One form with its versions.
    pub async fn form_page(&self, actor: &Actor, id: &str) -> Result<FormPage> {
        may_manage(actor)?;
        let library = Library::read(self, &self.readers, actor.org).await?;
        let open = open_visits(&self.readers, actor.org).await?;
        let versions: Vec<FormVersion> =
            library.versions(id).into_iter().map(|version| with_open(version, id, &open)).collect();
        let line = self.form_line(actor, &library, &open, id);
        let shown = line.in_use.as_ref().or(line.next.as_ref()).ok_or(RecordsError::NotFound)?;
        let form = FormRef { id: id.to_owned(), version: shown.version.clone() };
        let questionnaire = questionnaire(&self.readers, actor.org, &form).await?;
        Ok(FormPage { line, versions, questionnaire })
    }

    /// A questionnaire, as it was published. Forms hold nothing about anybody.
    pub async fn form(&self, actor: &Actor, form: &FormRef) -> Result<String> {
        questionnaire(&self.readers, actor.org, form).await
    }

    /// The checked definition of a form of this organisation, parsed once.
    pub(crate) fn definition(&self, org: OrgId, form: &FormRef) -> Option<Arc<Definition>> {
        let known = self.definitions.lock().ok()?;
        let found = [Some(org), None].into_iter().find_map(|owner| known.get(&(owner, form.clone())));
        found.cloned()
    }

    /// Reads those of these forms that this server has not met yet: another one may have published them.
    pub(crate) async fn meet(&self, db: &impl ConnectionTrait, org: OrgId, forms: &[FormRef]) -> Result<()> {
        for form in forms {
            if self.definition(org, form).is_some() {
                continue;
            }
            let row = service_form::Entity::find_by_id((org.0, form.id.clone(), form.version.clone()));
            let found = row.one(db).await?.and_then(|row| Definition::parse(&row.questionnaire).ok());
            if let Some(definition) = found {
                self.know(Some(org), form.clone(), definition);
            }
        }
        Ok(())
    }

    /// The forms that a visit goes on with when a tablet says which versions lay on it; none when it says nothing that
    /// is known here. What every visit of this kind has cannot be left away.
    pub(crate) fn begun_with(
        &self,
        org: OrgId,
        kind: VisitKind,
        planned: &[FormRef],
        told: &[FormRef],
    ) -> Option<Vec<FormRef>> {
        let ids: BTreeSet<&str> = told.iter().map(|form| form.id.as_str()).collect();
        let is_known = |form: &FormRef| self.definition(org, form).is_some();
        if told.is_empty() || ids.len() < told.len() || !told.iter().all(is_known) {
            return None;
        }
        let always = planned.iter().filter(|form| kind.forms().contains(&form.id.as_str()));
        let left_out = always.filter(|form| !ids.contains(form.id.as_str()));
        Some(told.iter().chain(left_out).cloned().collect())
    }

    pub(crate) fn know(&self, owner: Option<OrgId>, form: FormRef, definition: Definition) {
        if let Ok(mut known) = self.definitions.lock() {
            known.insert((owner, form), Arc::new(definition));
        }
    }

    /// Keeps our own forms in the database and parses every form that is there. A form of a service that this release
    /// cannot read any more is left out: its page says so, and nobody else is kept from work.
    pub(crate) async fn keep_forms(&self) -> Result<()> {
        for (_, json) in forms::instruments::all() {
            let ours = || RecordsError::Damaged("a form of ours");
            let definition = Definition::parse(json).map_err(|_| ours())?;
            let compact: serde_json::Value = read_json(json, "a form of ours")?;
            let row = form_version::ActiveModel {
                id: Set(definition.id().ok_or_else(ours)?.to_owned()),
                version: Set(definition.version().ok_or_else(ours)?.to_owned()),
                title: Set(definition.title().to_owned()),
                questionnaire: Set(compact.to_string()),
            };
            form_version::Entity::insert(row)
                .on_conflict(
                    OnConflict::columns([form_version::Column::Id, form_version::Column::Version])
                        .do_nothing()
                        .to_owned(),
                )
                .exec_without_returning(&self.writer)
                .await?;
        }
        for row in form_version::Entity::find().all(&self.writer).await? {
            let definition =
                Definition::parse(&row.questionnaire).map_err(|_| RecordsError::Damaged("a form"))?;
            self.know(None, FormRef { id: row.id, version: row.version }, definition);
        }
        for row in service_form::Entity::find().all(&self.writer).await? {
            if let Ok(definition) = Definition::parse(&row.questionnaire) {
                let form = FormRef { id: row.id, version: row.version };
                self.know(Some(OrgId(row.org)), form, definition);
            }
        }
        Ok(())
    }

    fn form_line(&self, actor: &Actor, library: &Library, open: &OpenVisits, id: &str) -> FormLine {
        let in_use = library.in_use(id, actor.today);
        let next = library.next(id, actor.today);
        let shown = in_use.as_ref().or(next.as_ref());
        let form = shown.map(|version| FormRef { id: id.to_owned(), version: version.version.clone() });
        let definition = form.and_then(|form| self.definition(actor.org, &form));
        let n_notices = definition
            .as_ref()
            .map_or(0, |definition| definition.all_notices().filter(|(_, notice)| notice.degrades).count());
        FormLine {
            title: definition.map_or_else(|| id.to_owned(), |definition| definition.title().to_owned()),
            ships: library.ships(id),
            in_use: in_use.map(|version| with_open(version, id, open)),
            next: next.map(|version| with_open(version, id, open)),
            kinds: library.kinds_of(id),
            retired_on: library.retired_on(id),
            n_notices: u32::try_from(n_notices).unwrap_or(u32::MAX),
            id: id.to_owned(),
        }
    }
}

fn may_manage(actor: &Actor) -> Result<()> {
    Ok(decide(actor, Action::ManageForms, Relationship::SameService, VisitState::Planned)?)
}

async fn questionnaire(db: &impl ConnectionTrait, org: OrgId, form: &FormRef) -> Result<String> {
    let own = service_form::Entity::find_by_id((org.0, form.id.clone(), form.version.clone()));
    if let Some(row) = own.one(db).await? {
        return Ok(row.questionnaire);
    }
    let ships = form_version::Entity::find_by_id((form.id.clone(), form.version.clone()));
    Ok(ships.one(db).await?.ok_or(RecordsError::NotFound)?.questionnaire)
}

/// How many visits are begun and not signed in each version of each form.
type OpenVisits = BTreeMap<FormRef, u32>;

async fn open_visits(db: &impl ConnectionTrait, org: OrgId) -> Result<OpenVisits> {
    let begun = [VisitState::Started, VisitState::Returned].map(VisitState::code);
    let rows = visit::Entity::find()
        .filter(visit::Column::Org.eq(org.0))
        .filter(visit::Column::State.is_in(begun))
        .order_by_asc(visit::Column::Id)
        .all(db)
        .await?;
    let mut open = OpenVisits::new();
    for row in rows.iter().filter(|row| state_of(row).is_ok_and(|state| state.is_open())) {
        for form in forms_of(row)? {
            *open.entry(form).or_default() += 1;
        }
    }
    Ok(open)
}

fn with_open(version: FormVersion, id: &str, open: &OpenVisits) -> FormVersion {
    let form = FormRef { id: id.to_owned(), version: version.version.clone() };
    FormVersion { n_open: open.get(&form).copied().unwrap_or(0), ..version }
}

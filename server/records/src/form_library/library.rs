//! Which version of which form a visit of a kind on a day takes.

use crate::{
    entities::{form_use, service_form},
    error::{Result, read_json},
    opening::Records,
};
use chrono::NaiveDate;
use domain::{OrgId, VisitKind};
use forms::Definition;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use sync::{FormRef, desk::FormVersion};

/// The forms of one organisation, without their content.
pub(crate) struct Library {
    /// What ships with Threshold, every version.
    ours: Vec<FormRef>,
    /// What the service published, oldest first.
    own: Vec<OwnVersion>,
    uses: BTreeMap<String, Use>,
}

struct OwnVersion {
    form: FormRef,
    url: Option<String>,
    from: NaiveDate,
    by: String,
}

struct Use {
    kinds: Vec<VisitKind>,
    retired_on: Option<NaiveDate>,
}

impl Library {
    /// Reads what is there.
    pub async fn read(records: &Records, db: &impl ConnectionTrait, org: OrgId) -> Result<Library> {
        let ours = records.definitions.lock().map_or_else(
            |_| Vec::new(),
            |known| known.keys().filter(|(owner, _)| owner.is_none()).map(|(_, form)| form.clone()).collect(),
        );
        let rows: Vec<(String, String, Option<String>, NaiveDate, String)> = service_form::Entity::find()
            .select_only()
            .columns([
                service_form::Column::Id,
                service_form::Column::Version,
                service_form::Column::Url,
                service_form::Column::FromDay,
                service_form::Column::PublishedBy,
            ])
            .filter(service_form::Column::Org.eq(org.0))
            .order_by_asc(service_form::Column::FromDay)
            .order_by_asc(service_form::Column::PublishedAt)
            .into_tuple()
            .all(db)
            .await?;
        let own = rows
            .into_iter()
            .map(|(id, version, url, from, by)| OwnVersion { form: FormRef { id, version }, url, from, by })
            .collect();
        let mut uses = BTreeMap::new();
        for row in form_use::Entity::find().filter(form_use::Column::Org.eq(org.0)).all(db).await? {
            let kinds = read_json(&row.kinds, "the use of a form")?;
            uses.insert(row.form, Use { kinds, retired_on: row.retired_on });
        }
        Ok(Library { ours, own, uses })
    }

    /// Every form.
    pub fn ids(&self) -> BTreeSet<String> {
        let all = self.ours.iter().chain(self.own.iter().map(|version| &version.form));
        all.map(|form| form.id.clone()).collect()
    }

    /// True for a form that ships with Threshold. A service that had the id first keeps it.
    pub fn ships(&self, id: &str) -> bool {
        self.ours.iter().any(|form| form.id == id) && !self.own.iter().any(|version| version.form.id == id)
    }

    /// The form of the service with this canonical address.
    pub fn own_with_url(&self, url: &str) -> Option<&str> {
        let found = self.own.iter().find(|version| version.url.as_deref() == Some(url));
        found.map(|version| version.form.id.as_str())
    }

    /// True when the form with this id has another canonical address, and so is another form.
    pub fn is_another(&self, id: &str, url: Option<&str>) -> bool {
        let ours = forms::instruments::get(id).and_then(|form| Definition::parse(form).ok());
        let ours = ours.as_ref().and_then(Definition::url);
        let own =
            self.own.iter().filter(|version| version.form.id == id).filter_map(|one| one.url.as_deref());
        url.is_some_and(|url| own.chain(ours).any(|known| known != url))
    }

    /// The version of a form that a visit on this day takes.
    pub fn on(&self, id: &str, day: NaiveDate) -> Option<FormRef> {
        let version = self.in_use(id, day)?.version;
        Some(FormRef { id: id.to_owned(), version })
    }

    /// The version that holds on this day.
    pub fn in_use(&self, id: &str, day: NaiveDate) -> Option<FormVersion> {
        match self.ships(id) {
            true => self.versions(id).into_iter().next(),
            false => self.versions(id).into_iter().find(|version| version.from <= Some(day)),
        }
    }

    /// The first version whose day is still to come.
    pub fn next(&self, id: &str, day: NaiveDate) -> Option<FormVersion> {
        self.versions(id).into_iter().rfind(|version| version.from > Some(day))
    }

    /// Every version, newest first.
    pub fn versions(&self, id: &str) -> Vec<FormVersion> {
        let mut ours: Vec<&FormRef> = self.ours.iter().filter(|form| form.id == id).collect();
        ours.sort_by_key(|form| std::cmp::Reverse(in_figures(&form.version)));
        let ours = ours.into_iter().map(|form| FormVersion {
            version: form.version.clone(),
            from: None,
            by: None,
            n_open: 0,
        });
        let own = self.own.iter().rev().filter(|version| version.form.id == id).map(|version| FormVersion {
            version: version.form.version.clone(),
            from: Some(version.from),
            by: Some(version.by.clone()),
            n_open: 0,
        });
        match self.ships(id) {
            true => ours.collect(),
            false => own.collect(),
        }
    }

    /// The kinds of visits that come with a form.
    pub fn kinds_of(&self, id: &str) -> Vec<VisitKind> {
        match self.uses.get(id) {
            Some(found) => found.kinds.clone(),
            None => VisitKind::ALL.into_iter().filter(|kind| kind.forms().contains(&id)).collect(),
        }
    }

    /// Since when a form is not used for new visits any more.
    pub fn retired_on(&self, id: &str) -> Option<NaiveDate> {
        self.uses.get(id)?.retired_on
    }

    /// The forms that a visit of this kind on this day begins with: ours in their order, then the service's.
    pub fn forms_for(&self, kind: VisitKind, day: NaiveDate) -> Vec<FormRef> {
        let mut ids: Vec<String> =
            self.ids().into_iter().filter(|id| self.kinds_of(id).contains(&kind)).collect();
        let rank = |id: &str| kind.forms().iter().position(|ours| *ours == id).unwrap_or(usize::MAX);
        ids.sort_by_key(|id| (rank(id), id.clone()));
        ids.iter().filter_map(|id| self.on(id, day)).collect()
    }
}

/// "1.10.0" is newer than "1.9.0".
fn in_figures(version: &str) -> Vec<u64> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

//! Bringing a form along: checking it, publishing it from a day on, giving it to kinds of visits,
//! and taking it out of use. Visits that are begun keep the version they were begun with.

use super::{Library, may_manage, open_visits};
use crate::{
    accounts::find_account,
    entities::{form_use, service_form, visit},
    error::{RecordsError, Result, to_json},
    opening::Records,
    transaction::WriteTx,
    visits::{forms_of, kind_of},
};
use chrono::NaiveDate;
use domain::{Actor, VisitKind, VisitState, calendar::uk_date};
use forms::{Definition, Refusal};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};
use sync::{
    FormRef,
    desk::{CheckedForm, FormCheck, NewFormVersion, PublishedForm},
};

/// Names of pages beside those of forms.
const TAKEN: [&str; 2] = ["import", "preview"];
/// Longest id and version of a form.
const LONGEST_NAME: usize = 60;

impl Records {
    /// Says what would become of a Questionnaire. Nothing is kept.
    pub async fn check_form(&self, actor: &Actor, text: &str) -> Result<FormCheck> {
        may_manage(actor)?;
        let (complete, definition) = match readable(text) {
            Ok(found) => found,
            Err(Refusal { path, reason }) => return Ok(FormCheck::Refused { path, reason }),
        };
        let library = Library::read(self, &self.readers, actor.org).await?;
        let checked = place(&self.readers, &library, actor, complete, &definition).await?;
        Ok(FormCheck::Accepted(Box::new(checked)))
    }

    /// Publishes a version of a form from a day on.
    pub async fn publish_form(&self, actor: &Actor, new: &NewFormVersion) -> Result<PublishedForm> {
        may_manage(actor)?;
        if new.from < actor.today {
            let words = "Choose today or a later day. Visits before it have had their form.";
            return Err(RecordsError::Refused(words.into()));
        }
        let (complete, definition) =
            readable(&new.questionnaire).map_err(|refusal| RecordsError::Refused(refusal.to_string()))?;
        let mut write = WriteTx::begin(self).await?;
        let before = Library::read(self, &write.tx, actor.org).await?;
        let checked = place(&write.tx, &before, actor, complete, &definition).await?;
        if let Some(words) = checked.hindrance {
            return Err(RecordsError::Refused(words));
        }
        let is_later = new.from > actor.today;
        if is_later && before.retired_on(&checked.id).is_some() {
            let words = "This form is out of use. Publish from today, or put it back in use first.";
            return Err(RecordsError::Refused(words.into()));
        }
        // Which visits come with a form holds at once: with a version of a later day it stays as it is until then.
        let kinds = if is_later && checked.before.is_some() { &checked.kinds } else { &new.kinds };
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        let row = service_form::ActiveModel {
            org: Set(actor.org.0),
            id: Set(checked.id.clone()),
            version: Set(checked.version.clone()),
            url: Set(definition.url().map(str::to_owned)),
            title: Set(definition.title().to_owned()),
            questionnaire: Set(checked.questionnaire),
            from_day: Set(new.from),
            published_by: Set(me.name),
            published_at: Set(write.now),
        };
        service_form::Entity::insert(row).exec_without_returning(&write.tx).await?;
        keep_use(&write, actor, &checked.id, kinds, None).await?;
        let n_planned = self.hand_out(&mut write, actor, &before, &checked.id).await?;
        let subject = format!("form {} {}", checked.id, checked.version);
        let reason = format!("from {}, with {}", new.from, codes(kinds));
        write.note(actor.org, actor.user, "form-published", subject, &reason);
        let has_visits = !kinds.is_empty();
        write.commit().await?;
        let form = FormRef { id: checked.id.clone(), version: checked.version };
        self.know(Some(actor.org), form, definition);
        Ok(PublishedForm { id: checked.id, n_planned, n_open: checked.n_open, has_visits })
    }

    /// Says which kinds of visits come with a form; planned visits follow. Returns how many did.
    pub async fn attach_form(&self, actor: &Actor, id: &str, kinds: &[VisitKind]) -> Result<u32> {
        self.change_use(actor, id, kinds, None, "form-attached").await
    }

    /// Takes a form of the service out of use: planned visits lose it, begun ones keep it, records stay readable.
    pub async fn retire_form(&self, actor: &Actor, id: &str) -> Result<u32> {
        self.change_use(actor, id, &[], Some(actor.today), "form-retired").await
    }

    async fn change_use(
        &self,
        actor: &Actor,
        id: &str,
        kinds: &[VisitKind],
        retired_on: Option<NaiveDate>,
        action: &str,
    ) -> Result<u32> {
        may_manage(actor)?;
        let mut write = WriteTx::begin(self).await?;
        let before = Library::read(self, &write.tx, actor.org).await?;
        if !before.ids().contains(id) {
            return Err(RecordsError::NotFound);
        }
        if retired_on.is_some() && before.ships(id) {
            let words = "This form ships with Threshold. Take it off the kinds of visits instead.";
            return Err(RecordsError::Refused(words.into()));
        }
        // A form out of use comes back when visits come with it again.
        let retired_on = retired_on.or(before.retired_on(id).filter(|_| kinds.is_empty()));
        keep_use(&write, actor, id, kinds, retired_on).await?;
        let n_planned = self.hand_out(&mut write, actor, &before, id).await?;
        write.note(actor.org, actor.user, action, format!("form {id}"), &format!("with {}", codes(kinds)));
        write.commit().await?;
        Ok(n_planned)
    }

    /// Brings planned visits in line after the use or the versions of a form changed. Nobody has begun them.
    async fn hand_out(&self, write: &mut WriteTx, actor: &Actor, before: &Library, id: &str) -> Result<u32> {
        let after = Library::read(self, &write.tx, actor.org).await?;
        let planned = visit::Entity::find()
            .filter(visit::Column::Org.eq(actor.org.0))
            .filter(visit::Column::State.eq(VisitState::Planned.code()))
            .order_by_asc(visit::Column::Planned)
            .all(&write.tx)
            .await?;
        let mut n_changed = 0;
        for row in planned {
            let kind = kind_of(&row)?;
            let was = before.kinds_of(id).contains(&kind);
            let is = after.kinds_of(id).contains(&kind);
            let mut forms = forms_of(&row)?;
            let at = forms.iter().position(|form| form.id == id);
            let day = uk_date(row.planned);
            match (at, after.on(id, day)) {
                (Some(at), _) if was && !is => drop(forms.remove(at)),
                (Some(at), Some(form)) if forms[at] != form => forms[at] = form,
                (None, Some(form)) if is => {
                    forms.push(form);
                    let usual = after.forms_for(kind, day);
                    let rank = |form: &FormRef| usual.iter().position(|other| other.id == form.id);
                    forms.sort_by_key(|form| rank(form).unwrap_or(usize::MAX));
                }
                _ => continue,
            }
            let mut changed: visit::ActiveModel = row.into();
            changed.forms = Set(to_json(&forms));
            changed.touched_seq = Set(write.next_seq());
            changed.update(&write.tx).await?;
            n_changed += 1;
        }
        Ok(n_changed)
    }
}

/// The Questionnaire with the value sets of FHIR that it names, and its definition; or why it cannot be used.
fn readable(text: &str) -> std::result::Result<(String, Definition), Refusal> {
    let refused = |reason: &str| Err(Refusal { path: String::new(), reason: reason.to_owned() });
    if text.contains("\\u0000") {
        return refused("It holds the sign \\u0000, which no database keeps. Take it out.");
    }
    let complete = forms::value_sets::carry(text);
    let definition = Definition::parse(&complete)?;
    if !definition.items().iter().any(forms::Item::is_question) {
        return refused("It asks nothing: there is no question in it.");
    }
    Ok((complete, definition))
}

/// Where a Questionnaire belongs in the library: as which version of which form.
async fn place(
    db: &impl ConnectionTrait,
    library: &Library,
    actor: &Actor,
    questionnaire: String,
    definition: &Definition,
) -> Result<CheckedForm> {
    let id = id_for(definition, library);
    let versions = library.versions(&id);
    let version = match definition.version().map(|version| safe(version, true)) {
        Some(version) if !version.is_empty() => version,
        _ => (versions.len() + 1).to_string(),
    };
    let text = async |version: &str| {
        super::questionnaire(db, actor.org, &FormRef { id: id.clone(), version: version.to_owned() }).await
    };
    let before = match versions.first() {
        Some(newest) => Some((newest.version.clone(), text(&newest.version).await?)),
        None => None,
    };
    let is_known = versions.iter().any(|known| known.version == version);
    let hindrance = match () {
        () if library.ships(&id) => Some(
            "This form ships with Threshold and is published already. Give yours a url and an id of its own."
                .to_owned(),
        ),
        () if !is_known => None,
        () if text(&version).await? == questionnaire => {
            Some(format!("This form is published already, as version {version}."))
        }
        () => Some(format!(
            "Version {version} of this form is published with other content. Raise the version in the form and \
             bring it again."
        )),
    };
    let open = open_visits(db, actor.org).await?;
    let n_open = open.iter().filter(|(form, _)| form.id == id).map(|(_, n)| n).sum();
    let kinds = library.kinds_of(&id);
    Ok(CheckedForm { id, version, questionnaire, before, kinds, hindrance, n_open })
}

/// Codes of kinds, for the audit trail.
fn codes(kinds: &[VisitKind]) -> String {
    match kinds {
        [] => "no visits".to_owned(),
        kinds => kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(" "),
    }
}

async fn keep_use(
    write: &WriteTx,
    actor: &Actor,
    id: &str,
    kinds: &[VisitKind],
    retired_on: Option<NaiveDate>,
) -> Result<()> {
    let row = form_use::ActiveModel {
        org: Set(actor.org.0),
        form: Set(id.to_owned()),
        kinds: Set(to_json(&kinds)),
        retired_on: Set(retired_on),
    };
    form_use::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([form_use::Column::Org, form_use::Column::Form])
                .update_columns([form_use::Column::Kinds, form_use::Column::RetiredOn])
                .to_owned(),
        )
        .exec_without_returning(&write.tx)
        .await?;
    Ok(())
}

/// The id of a form in the library: that of the form with the same url, or one from its own id or title that no form
/// with another url has.
fn id_for(definition: &Definition, library: &Library) -> String {
    let url = definition.url();
    if let Some(known) = url.and_then(|url| library.own_with_url(url)) {
        return known.to_owned();
    }
    let named = safe(definition.id().unwrap_or_else(|| definition.title()), false);
    let wanted = if named.is_empty() { "form".to_owned() } else { named };
    let numbered = (2_u32..).map(|n| format!("{wanted}-{n}"));
    let mut names = std::iter::once(wanted.clone()).chain(numbered);
    names.find(|id| !library.is_another(id, url) && !TAKEN.contains(&id.as_str())).unwrap_or(wanted)
}

/// Letters, figures, points and hyphens: a name that can stand in an address and in a path of an answer.
fn safe(name: &str, keeps_case: bool) -> String {
    let mut out = String::new();
    for c in name.trim().chars() {
        match c {
            'A'..='Z' if !keeps_case => out.push(c.to_ascii_lowercase()),
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' => out.push(c),
            _ if out.ends_with('-') => {}
            _ => out.push('-'),
        }
        if out.len() == LONGEST_NAME {
            break;
        }
    }
    out.trim_matches(['-', '.']).to_owned()
}

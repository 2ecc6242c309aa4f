//! A visit opened for a page: the record as the caller may read it, and the definitions of its forms.

use super::{caller, project, records};
use crate::error::AppError;
use domain::{Action, VisitId};
use forms::Definition;
use records::{Caller, Records, RecordsError, VisitRecord};
use reports::{Reading, Source};
use sync::FormRef;

/// A visit with the definitions of its forms.
pub struct Opened {
    /// Who opened it.
    pub caller: Caller,
    /// The record.
    pub record: VisitRecord,
    /// Its forms.
    pub forms: Vec<(FormRef, Definition)>,
}

/// Opens a visit for what `action` says.
pub async fn open(id: VisitId, action: Action) -> Result<Opened, AppError> {
    opened_for(&records(), caller().await?, id, action).await.map_err(project)
}

/// Opens a visit on behalf of somebody.
pub(super) async fn opened_for(
    records: &Records,
    caller: Caller,
    id: VisitId,
    action: Action,
) -> Result<Opened, RecordsError> {
    let record = records.visit(&caller.actor, id, action).await?;
    let forms = definitions(records, &caller, &record.card.forms);
    // A record is never shown without one of its forms.
    if forms.len() < record.card.forms.len() {
        return Err(RecordsError::Damaged("a form of the visit"));
    }
    Ok(Opened { caller, record, forms })
}

/// The definitions of these forms, as far as they are known.
pub(super) fn known_forms(caller: &Caller, forms: &[FormRef]) -> Vec<(FormRef, Definition)> {
    definitions(&records(), caller, forms)
}

fn definitions(records: &Records, caller: &Caller, forms: &[FormRef]) -> Vec<(FormRef, Definition)> {
    let known = forms.iter().filter_map(|form| {
        let definition = records.checked_form(&caller.actor, form).ok()?;
        Some((form.clone(), definition))
    });
    known.collect()
}

impl Opened {
    /// For reading and reports.
    pub fn source(&self) -> Source<'_> {
        Source { card: &self.record.card, fields: &self.record.fields, forms: &self.forms }
    }

    /// Its answers in words.
    pub(super) fn reading(&self) -> Reading<'_> {
        Reading::of(self.source())
    }
}

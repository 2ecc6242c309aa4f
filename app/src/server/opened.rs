//! A visit opened for a page: the record as the caller may read it, and the definitions of its forms.

use super::{caller, project, records};
use crate::error::AppError;
use domain::{Action, VisitId};
use forms::Definition;
use records::{Caller, RecordsError, VisitRecord};
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
    let caller = caller().await?;
    let record = records().visit(&caller.actor, id, action).await.map_err(project)?;
    let forms = known_forms(&caller, &record.card.forms);
    // A record is never shown without one of its forms.
    if forms.len() < record.card.forms.len() {
        return Err(project(RecordsError::Damaged("a form of the visit")));
    }
    Ok(Opened { caller, record, forms })
}

/// The definitions of these forms, as far as they are known.
pub(super) fn known_forms(caller: &Caller, forms: &[FormRef]) -> Vec<(FormRef, Definition)> {
    let records = records();
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

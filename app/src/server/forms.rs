//! Puts together what the pages of forms show.

use super::{caller, project, records};
use crate::{
    api::forms::{Compared, TwoVersions},
    error::AppError,
};
use sync::FormRef;

/// Two versions of a form.
pub async fn two_versions(wanted: Compared) -> Result<TwoVersions, AppError> {
    let Compared { id, from, to } = wanted;
    let caller = caller().await?;
    let records = records();
    // Asked first: only those who manage forms learn which there are.
    let page = records.form_page(&caller.actor, &id).await.map_err(project)?;
    let text = async |version: &str| {
        let form = FormRef { id: id.clone(), version: version.to_owned() };
        records.form(&caller.actor, &form).await.map_err(project)
    };
    let (before, after) = (text(&from).await?, text(&to).await?);
    Ok(TwoVersions { title: page.line.title, before: (from, before), after: (to, after) })
}

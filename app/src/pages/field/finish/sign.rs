//! Signing: waits until every answer is on this tablet, hashes exactly that, and writes the
//! signature down. What is hashed is read back from the store, never taken from the screen.

use crate::sheet::Book;
use chrono::{DateTime, Utc};
use domain::visits::Signatory;
use sync::{
    Change,
    change::Signing,
    content::{answers_of, content_hash},
};

/// What the author says besides the answers.
#[derive(Clone, Debug)]
pub struct Said {
    /// Who signs.
    pub by: Signatory,
    /// Time of arrival.
    pub arrived: DateTime<Utc>,
    /// Time of leaving.
    pub left: DateTime<Utc>,
    /// Who was there.
    pub present: String,
    /// A note to the supervisor.
    pub note: Option<String>,
    /// Why it is written late.
    pub late_because: Option<String>,
}

/// Signs the visit; the words of a refusal are for the person.
pub async fn sign(book: Book, said: Said) -> Result<(), String> {
    if !book.comes_to_rest().await {
        return Err("The last answer is not kept on this tablet yet. Try again in a moment.".to_owned());
    }
    let local = book.local;
    let open = match local.tablet().open(book.visit).await {
        Ok(Some(open)) => open,
        Ok(None) => return Err("This visit is not on this tablet any more.".to_owned()),
        Err(why) => return Err(format!("This visit could not be read: {why}.")),
    };
    let author = open.card.author;
    let forms: Vec<_> = open
        .card
        .forms
        .iter()
        .map(|form| (form.clone(), answers_of(&open.fields, &form.id, author)))
        .collect();
    let signing = Signing {
        by: said.by,
        content_hash: content_hash(book.visit, open.card.version, &forms),
        version: open.card.version,
        arrived: said.arrived,
        left: said.left,
        present: said.present,
        note: said.note,
        late_because: said.late_because,
    };
    let written = local.write_down(book.visit, None, Change::VisitSigned(Box::new(signing))).await;
    written.map_err(|why| {
        format!("The signature could not be kept on this tablet: {why}. Nothing is signed yet.")
    })?;
    local.refresh().await;
    book.reload().await;
    Ok(())
}

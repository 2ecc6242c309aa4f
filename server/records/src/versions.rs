//! Looking back: what an earlier, sealed version of a visit said, and what the person's visit before
//! said. Fields of classes the reader may not read are left out here as everywhere.

use crate::{
    entities::visit_version,
    error::{RecordsError, Result},
    opening::Records,
    transaction::WriteTx,
    visits::{find_visit, forms_of, relationship},
};
use domain::{Action, Actor, VisitId};
use forms::Answers;
use sea_orm::EntityTrait;
use sync::{FieldKey, FormRef, cards::LastTime};

impl Records {
    /// The answers of a sealed version, form by form; none when that version was never sealed.
    pub async fn sealed_version(
        &self,
        actor: &Actor,
        id: VisitId,
        version: u32,
    ) -> Result<Option<Vec<(FormRef, Answers)>>> {
        let mut write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, id, Action::ReadVisit).await?;
        let standing = relationship(&write.tx, actor, &row).await?;
        write.note(actor.org, actor.user, "version-read", format!("visit {id}"), "");
        let sealed = visit_version::Entity::find_by_id((id.0, version as i32)).one(&write.tx).await?;
        write.commit().await?;
        let Some(sealed) = sealed else {
            return Ok(None);
        };
        let forms = forms_of(&row)?;
        let mut read = read_signed_text(&sealed.content).ok_or(RecordsError::Damaged("sealed version"))?;
        for (form, answers) in &mut read {
            let key = |path: &forms::AnswerPath| FieldKey { form: form.id.clone(), path: path.clone() };
            let all = std::mem::take(answers);
            *answers = all
                .iter()
                .filter(|(path, _)| self.reads(actor, standing, &forms, &key(path)))
                .map(|(path, answer)| (path.clone(), answer.clone()))
                .collect();
        }
        Ok(Some(read))
    }

    /// What the person's last signed visit before this one said.
    pub async fn visit_before(&self, actor: &Actor, id: VisitId) -> Result<Vec<LastTime>> {
        let mut write = WriteTx::begin(self).await?;
        let row = find_visit(&write.tx, actor, id, Action::ReadVisit).await?;
        write.note(actor.org, actor.user, "visit-before-read", format!("visit {id}"), "");
        let found = self.last_time(&write, actor, &row).await?;
        write.commit().await?;
        Ok(found)
    }
}

/// Reads the text under a signature: a line for the visit, then two lines a form.
pub(crate) fn read_signed_text(text: &str) -> Option<Vec<(FormRef, Answers)>> {
    let mut lines = text.lines().skip(1);
    let mut found = Vec::new();
    while let Some(head) = lines.next() {
        let (id, version) = head.split_once(' ')?;
        let answers = serde_json::from_str(lines.next()?).ok()?;
        found.push((FormRef { id: id.to_owned(), version: version.to_owned() }, answers));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use forms::Value;

    #[test]
    fn the_signed_text_is_read_back_as_it_was() {
        let mut answers = Answers::new();
        answers.set(forms::AnswerPath::root("note"), Value::String("two\nlines \u{2028} and more".into()));
        let forms = vec![
            (FormRef { id: "a".into(), version: "1.0.0".into() }, answers),
            (FormRef { id: "b".into(), version: "2".into() }, Answers::new()),
        ];
        let text = sync::content::signed_text(VisitId(uuid::Uuid::nil()), 1, &forms);
        assert_eq!(read_signed_text(&text), Some(forms));
    }
}

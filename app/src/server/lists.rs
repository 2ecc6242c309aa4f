//! Puts held work and answers that differ into words, with the questions as their forms ask them.

use super::{caller, opened::known_forms, project, records};
use crate::{
    api::{
        differing::{Differ, DifferSide},
        held::{HeldRow, HeldWork},
    },
    error::AppError,
};
use domain::calendar::{clock, date_and_clock, long_date, uk_date};
use forms::{Answer, Answers, Definition};
use records::{Differing, HeldLine};
use reports::{answer_words, field_label};
use sync::{FieldKey, FormRef, Head};

type Forms = Vec<(FormRef, Definition)>;

fn definition<'a>(forms: &'a Forms, key: &FieldKey) -> Option<&'a Definition> {
    forms.iter().find(|(form, _)| form.id == key.form).map(|(_, definition)| definition)
}

fn label(forms: &Forms, key: &FieldKey) -> String {
    field_label(definition(forms, key), &Answers::new(), &key.path)
}

fn words(forms: &Forms, key: &FieldKey, answer: &Answer) -> String {
    let def = definition(forms, key);
    let item = def.and_then(|def| Some(def.item(def.item_at(&key.path.without_facet())?)));
    match answer_words(item.filter(|_| key.path.facet().is_none()), answer).join(", ") {
        words if words.is_empty() => "Cleared".to_owned(),
        words => words,
    }
}

/// Held work the caller may see.
pub async fn held_page() -> Result<Vec<HeldWork>, AppError> {
    let caller = caller().await?;
    let lines = records().held(&caller.actor).await.map_err(project)?;
    Ok(lines.into_iter().map(|line| held_work(&known_forms(&caller, &line.forms), line)).collect())
}

fn held_work(forms: &Forms, line: HeldLine) -> HeldWork {
    let mut reasons: Vec<String> = Vec::new();
    let mut authors: Vec<String> = Vec::new();
    for item in &line.items {
        if !reasons.contains(&item.reason) {
            reasons.push(item.reason.clone());
        }
        if !authors.contains(&item.author_name) {
            authors.push(item.author_name.clone());
        }
    }
    let rows: Vec<HeldRow> = line
        .items
        .iter()
        .zip(&line.now)
        .filter_map(|(item, now)| {
            let (key, answer) = (item.key.as_ref()?, item.answer.as_ref()?);
            let now = now.as_ref().map_or_else(|| "Not answered".to_owned(), |now| words(forms, key, now));
            Some(HeldRow { label: label(forms, key), held: words(forms, key, answer), now })
        })
        .collect();
    let rest = line.items.len() - rows.len();
    HeldWork {
        visit: line.visit,
        person: line.person,
        what: what(&line.what, rows.len(), rest),
        by: authors.join(", "),
        written: written(
            line.items.iter().map(|item| item.made_at).min(),
            line.items.iter().map(|item| item.made_at).max(),
        ),
        reasons,
        rows,
        may_release: line.may_release,
    }
}

fn what(kind: &str, n_answers: usize, n_others: usize) -> String {
    let answers = match n_answers {
        0 => None,
        1 => Some("1 answer".to_owned()),
        n => Some(format!("{n} answers")),
    };
    let others = match n_others {
        0 => None,
        1 => Some("1 other change".to_owned()),
        n => Some(format!("{n} other changes")),
    };
    [Some(kind.to_owned()), answers, others].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn written(
    first: Option<chrono::DateTime<chrono::Utc>>,
    last: Option<chrono::DateTime<chrono::Utc>>,
) -> String {
    match first.zip(last) {
        None => String::new(),
        Some((first, last)) if first == last => format!("written {}", date_and_clock(first)),
        Some((first, last)) if uk_date(first) == uk_date(last) => {
            format!("written {}, {} to {}", long_date(uk_date(first)), clock(first), clock(last))
        }
        Some((first, last)) => format!("written {} to {}", date_and_clock(first), date_and_clock(last)),
    }
}

/// Answers that differ and that the caller may decide.
pub async fn differing_page() -> Result<Vec<Differ>, AppError> {
    let caller = caller().await?;
    let lines = records().differing(&caller.actor).await.map_err(project)?;
    Ok(lines.into_iter().map(|line| differ(&known_forms(&caller, &line.forms), line)).collect())
}

fn differ(forms: &Forms, line: Differing) -> Differ {
    let mut heads = line.heads;
    heads.sort_by_key(|head| head.made_at);
    let side = |head: Head| DifferSide {
        revision: head.revision,
        by: head.author_name.clone(),
        when: when(&head),
        words: words(forms, &line.key, &head.answer),
        answer: head.answer,
    };
    let form = definition(forms, &line.key).map(|definition| definition.title().to_owned());
    Differ {
        visit: line.visit,
        person: line.person,
        form: form.unwrap_or_default(),
        label: label(forms, &line.key),
        sides: heads.into_iter().map(side).collect(),
        key: line.key,
    }
}

fn when(head: &Head) -> String {
    match head.received_at {
        Some(at) if uk_date(at) == uk_date(head.made_at) => {
            format!("Written {}, received {}", date_and_clock(head.made_at), clock(at))
        }
        Some(at) => format!("Written {}, received {}", date_and_clock(head.made_at), date_and_clock(at)),
        None => format!("Written {}", date_and_clock(head.made_at)),
    }
}

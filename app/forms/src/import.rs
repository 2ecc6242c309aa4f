//! From a QuestionnaireResponse back to answers. What the form does not know is told, never guessed at.
//! Copies of repeated groups get ids of their order: r001, r002.

use crate::answers::{Answer, Answers};
use crate::definition::{Definition, ItemKind, Json, Refusal, field, list, parsed, value_of};
use crate::export::{ABSENT, BASE, CHECKED, CONCERN, NOTE, PHOTO};
use crate::path::{AnswerPath, Facet};
use crate::value::Value;

/// Deeper than any form may be.
const MAX_DEPTH: usize = 80;

/// The answers of a response to this form, and a line of words for everything that could not be taken over.
///
/// # Errors
/// When the text is no JSON; the place and the cause are told.
pub fn from_questionnaire_response(
    def: &Definition,
    response: &str,
) -> Result<(Answers, Vec<String>), Refusal> {
    let mut reader = Reader { def, answers: Answers::new(), notices: Vec::new() };
    reader.items(&parsed(response)?, None, 0);
    Ok((reader.answers, reader.notices))
}

struct Reader<'a> {
    def: &'a Definition,
    answers: Answers,
    notices: Vec<String>,
}

impl Reader<'_> {
    fn items(&mut self, around: &Json<'_>, copy: Option<&AnswerPath>, depth: usize) {
        let list = list(around, "item");
        if depth > MAX_DEPTH {
            self.notices
                .push("The response is nested deeper than any form; the rest is left out.".to_owned());
            return;
        }
        for one in list {
            self.item(one, copy, depth);
        }
    }

    fn item(&mut self, raw: &Json<'_>, copy: Option<&AnswerPath>, depth: usize) {
        let link_id = field(raw, "linkId").and_then(Json::as_str).unwrap_or_default();
        let Some(item_idx) = self.def.by_link_id(link_id) else {
            self.notices.push(format!("The form has no question \u{201c}{link_id}\u{201d}."));
            return;
        };
        let item = self.def.item(item_idx);
        let mut path = self.def.path_in(item_idx, copy);
        let home = copy.and_then(|copy| self.def.item_at(copy));
        if self.def.repeating_group_of(item_idx) != home {
            self.notices.push(format!("\u{201c}{link_id}\u{201d} stands at another place than in the form."));
            return;
        }
        if item.is_repeating_group() {
            let n_copies = self.answers.instances(&path).len() + 1;
            path = self.answers.add_instance(&path, &format!("r{n_copies:03}"));
            self.facets(raw, &path);
            self.items(raw, Some(&path), depth + 1);
            return;
        }
        self.facets(raw, &path);
        if item.kind != ItemKind::Group {
            self.values(raw, &path, copy, depth);
        } else {
            self.answers_of_group(raw, &path, copy, depth);
        }
        self.items(raw, copy, depth + 1);
    }

    fn values(&mut self, raw: &Json<'_>, path: &AnswerPath, copy: Option<&AnswerPath>, depth: usize) {
        let list = list(raw, "answer");
        let mut answer = self.answers.get(path).cloned().unwrap_or_default();
        for one in list {
            match value_of(one, "value") {
                Some(value) => answer.0.push(value),
                None if field(one, "item").is_some() => {}
                None => self
                    .notices
                    .push(format!("An answer to \u{201c}{}\u{201d} cannot be read.", path.link_id())),
            }
        }
        self.answers.set(path.clone(), answer);
        for one in list {
            self.items(one, copy, depth + 1);
        }
    }

    /// A group takes no answer; what stands in one is not lost.
    fn answers_of_group(
        &mut self,
        raw: &Json<'_>,
        path: &AnswerPath,
        copy: Option<&AnswerPath>,
        depth: usize,
    ) {
        for one in list(raw, "answer") {
            if value_of(one, "value").is_some() {
                self.notices.push(format!(
                    "\u{201c}{}\u{201d} is a group and takes no answer; the one given is left out.",
                    path.link_id()
                ));
            }
            self.items(one, copy, depth + 1);
        }
    }

    fn facets(&mut self, raw: &Json<'_>, path: &AnswerPath) {
        let list = list(raw, "extension");
        for extension in list {
            let name = field(extension, "url").and_then(Json::as_str).and_then(|url| url.strip_prefix(BASE));
            let facet = match name {
                Some(NOTE) => Facet::Note,
                Some(CONCERN) => Facet::Concern,
                Some(ABSENT) => Facet::Absent,
                Some(CHECKED) => Facet::Checked,
                Some(PHOTO) => Facet::Photo,
                _ => continue,
            };
            let value =
                match (value_of(extension, "value"), field(extension, "valueCode").and_then(Json::as_str)) {
                    (_, Some(code)) => Value::Coding(crate::Coding {
                        code: Some(code.to_owned()),
                        ..crate::Coding::default()
                    }),
                    (Some(value), None) => value,
                    (None, None) => continue,
                };
            let place = path.with_facet(facet);
            // A facet is one thing, but for photos.
            let mut answer = match facet {
                Facet::Photo => self.answers.get(&place).cloned().unwrap_or_default(),
                _ => Answer::default(),
            };
            answer.0.push(value);
            self.answers.set(place, answer);
        }
    }
}

//! From answers to a FHIR R4 QuestionnaireResponse: active answers only, nested as the form is. Facets and marks go
//! along as extensions; a value that cannot be right goes along as words, with its mark.
//! Never here: who may read what; the caller says which items go out.

use serde_json::{Map, Value as Json, json};

use crate::answers::{Answer, Answers};
use crate::calendar;
use crate::decimal::Decimal;
use crate::definition::{Definition, Item, ItemIdx, ItemKind};
use crate::expression::Moment;
use crate::issue::Severity;
use crate::path::{AnswerPath, Facet};
use crate::value::{Attachment, Coding, Quantity, Reference, Value};
use crate::view::{Node, View, view_at};

pub(crate) const BASE: &str = "https://threshold.example/fhir/";
pub(crate) const NOTE: &str = "note";
pub(crate) const CONCERN: &str = "concern";
pub(crate) const ABSENT: &str = "not-seen-because";
pub(crate) const CHECKED: &str = "checked";
/// A photo of what an item is about.
pub(crate) const PHOTO: &str = "photo";
/// What is known of a photo beside its bytes, as JSON: on the attachment itself.
pub(crate) const PHOTO_FACTS: &str = "photo-facts";
const MARKED: &str = "marked";
const ORDINAL: &str = "http://hl7.org/fhir/StructureDefinition/ordinalValue";

/// The answers as a QuestionnaireResponse. `authored` is a FHIR dateTime, `status` a FHIR code such as `completed`.
pub fn to_questionnaire_response(def: &Definition, answers: &Answers, authored: &str, status: &str) -> Json {
    to_questionnaire_response_of(def, answers, authored, status, &|_| true)
}

/// The same with a choice of items: what `goes_out` turns down is left out with everything in it.
pub fn to_questionnaire_response_of(
    def: &Definition,
    answers: &Answers,
    authored: &str,
    status: &str,
    goes_out: &dyn Fn(&Item) -> bool,
) -> Json {
    let view = view_at(def, answers, Moment::parse(authored));
    let answers = &view.complete(answers);
    let writer = Writer { def, answers, view: &view, goes_out, for_rules: false };
    let mut response = Map::new();
    response.insert("resourceType".to_owned(), json!("QuestionnaireResponse"));
    if let Some(url) = def.url() {
        let canonical = def.version().map_or_else(|| url.to_owned(), |version| format!("{url}|{version}"));
        response.insert("questionnaire".to_owned(), json!(canonical));
    }
    response.insert("status".to_owned(), json!(status));
    if !authored.is_empty() {
        response.insert("authored".to_owned(), json!(authored));
    }
    put_list(&mut response, "item", writer.items(def.roots(), None));
    Json::Object(response)
}

/// The answers as rules see them: every copy of a repeated group, also an empty one, so that their order tells which
/// is which.
pub(crate) fn plain_response(def: &Definition, answers: &Answers, view: &View) -> Json {
    let writer = Writer { def, answers, view, goes_out: &|_| true, for_rules: true };
    let mut response = Map::new();
    response.insert("resourceType".to_owned(), json!("QuestionnaireResponse"));
    put_list(&mut response, "item", writer.items(def.roots(), None));
    Json::Object(response)
}

struct Writer<'a> {
    def: &'a Definition,
    answers: &'a Answers,
    view: &'a View,
    goes_out: &'a dyn Fn(&Item) -> bool,
    /// Rules see every copy of a repeated group, and no notes or marks.
    for_rules: bool,
}

impl Writer<'_> {
    fn items(&self, items: &[ItemIdx], copy: Option<&AnswerPath>) -> Vec<Json> {
        let mut out = Vec::new();
        for item_idx in items {
            let item = self.def.item(*item_idx);
            let path = self.def.path_in(*item_idx, copy);
            let Some(node) = self.view.node(&path).filter(|node| node.enabled && (self.goes_out)(item))
            else {
                continue;
            };
            if item.is_repeating_group() {
                for id in self.answers.instances(&path) {
                    let copy = path.instance(&id);
                    let group = self.group(item, &copy, self.items(&item.children, Some(&copy)));
                    out.extend(group.or_else(|| self.for_rules.then(|| Json::Object(start(item)))));
                }
            } else if item.kind == ItemKind::Group {
                out.extend(self.group(item, &path, self.items(&item.children, copy)));
            } else if item.is_question() {
                out.extend(self.question(item, node, self.items(&item.children, copy)));
            }
        }
        out
    }

    fn group(&self, item: &Item, path: &AnswerPath, inner: Vec<Json>) -> Option<Json> {
        let mut out = start(item);
        put_list(&mut out, "extension", self.facets(path));
        put_list(&mut out, "item", inner);
        worth_writing(out)
    }

    fn question(&self, item: &Item, node: &Node, mut inner: Vec<Json>) -> Option<Json> {
        let mut out = start(item);
        let mut extensions = self.facets(&node.path);
        let wrong = node.issues.iter().filter(|issue| issue.severity == Severity::Wrong);
        extensions.extend(wrong.map(|issue| extension(MARKED, "valueString", json!(issue.text))));
        let mut list = Vec::new();
        for value in self.answers.get(&node.path).into_iter().flat_map(|answer| &answer.0) {
            if value.is_blank() {
                continue;
            }
            let mut answer = Map::new();
            let (key, json) = fhir_value(item, value);
            answer.insert(key.to_owned(), json);
            list.push(answer);
        }
        if !inner.is_empty() && list.is_empty() {
            list.push(Map::new());
        }
        if let Some(first) = list.first_mut() {
            put_list(first, "item", std::mem::take(&mut inner));
        }
        put_list(&mut out, "extension", extensions);
        put_list(&mut out, "answer", list.into_iter().map(Json::Object).collect());
        worth_writing(out)
    }

    fn facets(&self, path: &AnswerPath) -> Vec<Json> {
        if self.for_rules {
            return Vec::new();
        }
        let get = |facet| self.answers.facet(path, facet).filter(|answer| !answer.is_blank());
        let mut out = Vec::new();
        if let Some(note) = get(Facet::Note).and_then(Answer::first) {
            out.push(extension(NOTE, "valueString", json!(note.as_words())));
        }
        for (facet, name) in [(Facet::Concern, CONCERN), (Facet::Absent, ABSENT)] {
            match get(facet).and_then(Answer::first) {
                Some(Value::Coding(Coding { code: Some(code), .. })) => {
                    out.push(extension(name, "valueCode", json!(code)));
                }
                Some(other) => out.push(extension(name, "valueString", json!(other.as_words()))),
                None => {}
            }
        }
        if get(Facet::Checked).is_some_and(|answer| answer.first() != Some(&Value::Boolean(false))) {
            out.push(extension(CHECKED, "valueBoolean", json!(true)));
        }
        let photos = get(Facet::Photo).into_iter().flat_map(Answer::files);
        out.extend(photos.map(|file| extension(PHOTO, "valueAttachment", attachment(file))));
        out
    }
}

fn start(item: &Item) -> Map<String, Json> {
    let mut out = Map::new();
    out.insert("linkId".to_owned(), json!(item.link_id));
    if !item.text.trim().is_empty() {
        out.insert("text".to_owned(), json!(item.text));
    }
    out
}

fn worth_writing(out: Map<String, Json>) -> Option<Json> {
    let says_something = ["extension", "answer", "item"].iter().any(|key| out.contains_key(*key));
    says_something.then_some(Json::Object(out))
}

fn extension(name: &str, key: &str, value: Json) -> Json {
    let mut out = Map::new();
    out.insert("url".to_owned(), json!(format!("{BASE}{name}")));
    out.insert(key.to_owned(), value);
    Json::Object(out)
}

fn put_list(out: &mut Map<String, Json>, key: &str, list: Vec<Json>) {
    if !list.is_empty() {
        out.insert(key.to_owned(), Json::Array(list));
    }
}

/// The field and JSON of a value; what FHIR cannot hold in its own type goes out as words.
fn fhir_value(item: &Item, value: &Value) -> (&'static str, Json) {
    typed(item, value).unwrap_or_else(|| ("valueString", json!(value.as_words())))
}

fn typed(item: &Item, value: &Value) -> Option<(&'static str, Json)> {
    Some(match value {
        Value::Boolean(yes) => ("valueBoolean", json!(yes)),
        Value::Integer(whole) if item.kind == ItemKind::Decimal => ("valueDecimal", json!(whole)),
        Value::Integer(whole) => ("valueInteger", json!(i32::try_from(*whole).ok()?)),
        Value::Decimal(amount) if item.kind == ItemKind::Integer => {
            let whole =
                amount.as_f64().filter(|amount| amount.fract() == 0.0 && amount.abs() < 2_147_483_648.0)?;
            #[allow(clippy::cast_possible_truncation)]
            ("valueInteger", json!(whole as i64))
        }
        Value::Decimal(amount) => ("valueDecimal", number(amount)?),
        Value::Date(text) => {
            calendar::parse_date(text)?;
            (if item.kind == ItemKind::DateTime { "valueDateTime" } else { "valueDate" }, json!(text))
        }
        Value::DateTime(text) => ("valueDateTime", json!(with_seconds(text)?)),
        Value::Time(text) => {
            calendar::parse_time(text)?;
            ("valueTime", json!(if text.len() == 5 { format!("{text}:00") } else { text.clone() }))
        }
        Value::String(words) => ("valueString", json!(words)),
        Value::Uri(text) if text.contains(char::is_whitespace) => return None,
        Value::Uri(text) => ("valueUri", json!(text)),
        Value::Coding(chosen) => ("valueCoding", coding(item, value, chosen)),
        Value::Quantity(amount) => ("valueQuantity", quantity(amount)?),
        Value::Attachment(file) => ("valueAttachment", attachment(file)),
        Value::Reference(link) => ("valueReference", reference(link)),
    })
}

/// FHIR wants seconds and a zone wherever there is a time of day.
fn with_seconds(text: &str) -> Option<String> {
    let parsed = calendar::parse_date_time(text)?;
    if parsed.time.is_some() && parsed.zone.is_none() {
        return None;
    }
    match text.split_once('T') {
        Some((date, rest)) if rest.matches(':').count() == 1 || rest.get(5..6).is_some_and(|c| c != ":") => {
            Some(format!("{date}T{}:00{}", rest.get(..5)?, rest.get(5..)?))
        }
        _ => Some(text.to_owned()),
    }
}

fn number(amount: &Decimal) -> Option<Json> {
    if let Ok(whole) = amount.as_str().parse::<i64>() {
        return Some(json!(whole));
    }
    serde_json::Number::from_f64(amount.as_f64()?).map(Json::Number)
}

fn coding(item: &Item, value: &Value, chosen: &Coding) -> Json {
    let mut out = Map::new();
    let ordinal = item.option_for(value).and_then(|option| number(option.ordinal.as_ref()?));
    if let Some(ordinal) = ordinal {
        out.insert("extension".to_owned(), json!([{ "url": ORDINAL, "valueDecimal": ordinal }]));
    }
    put(&mut out, "system", chosen.system.as_ref());
    put(&mut out, "code", chosen.code.as_ref());
    put(&mut out, "display", chosen.display.as_ref());
    Json::Object(out)
}

fn quantity(amount: &Quantity) -> Option<Json> {
    let mut out = Map::new();
    out.insert("value".to_owned(), number(amount.value.as_ref()?)?);
    put(&mut out, "comparator", amount.comparator.as_ref());
    put(&mut out, "unit", amount.unit.as_ref());
    // FHIR allows a code only together with its system.
    if amount.system.is_some() || amount.code.is_none() {
        put(&mut out, "system", amount.system.as_ref());
    } else {
        out.insert("system".to_owned(), json!(crate::units::UCUM));
    }
    put(&mut out, "code", amount.code.as_ref());
    Some(Json::Object(out))
}

fn attachment(file: &Attachment) -> Json {
    let mut out = Map::new();
    if let Some(facts) = file.photo.as_ref().and_then(|photo| serde_json::to_string(photo).ok()) {
        out.insert("extension".to_owned(), json!([extension(PHOTO_FACTS, "valueString", json!(facts))]));
    }
    put(&mut out, "contentType", file.content_type.as_ref());
    put(&mut out, "data", file.data.as_ref());
    put(&mut out, "url", file.url.as_ref());
    if let Some(size) = file.size.and_then(|size| u32::try_from(size).ok()) {
        out.insert("size".to_owned(), json!(size));
    }
    put(&mut out, "hash", file.hash.as_ref());
    put(&mut out, "title", file.title.as_ref());
    put(&mut out, "creation", file.creation.as_ref());
    Json::Object(out)
}

fn reference(link: &Reference) -> Json {
    let mut out = Map::new();
    put(&mut out, "reference", link.reference.as_ref());
    put(&mut out, "type", link.kind.as_ref());
    put(&mut out, "display", link.display.as_ref());
    Json::Object(out)
}

fn put(out: &mut Map<String, Json>, key: &str, text: Option<&String>) {
    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
        out.insert(key.to_owned(), json!(text));
    }
}

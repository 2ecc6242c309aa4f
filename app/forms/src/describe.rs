//! What the engine makes of a form, as JSON: for services that keep forms in version control, for whoever brings a
//! form in, and for tests against what a page shows.

use serde_json::{Map, Value as Json, json};

use crate::definition::{AnswerOption, Definition, Item, ItemIdx, Limits, Notice, Table};
use crate::value::Value;

/// Reads a Questionnaire and tells what became of it: `outcome` (accepted or refused), `reason` and `path` of a
/// refusal, `notices` for everything that is done less well or wants saying, and `items` as they are drawn.
pub fn describe(questionnaire: &str) -> Json {
    match Definition::parse(questionnaire) {
        Ok(def) => accepted(&def),
        Err(refusal) => json!({
            "outcome": "refused", "reason": refusal.reason, "path": refusal.path, "notices": [], "items": [],
        }),
    }
}

fn accepted(def: &Definition) -> Json {
    let notices: Vec<Json> = def.all_notices().map(|(item, one)| notice(def, item, one)).collect();
    let items: Vec<Json> = (0..def.items().len()).map(|at| item(def, ItemIdx::new(at))).collect();
    json!({
        "outcome": "accepted", "reason": Json::Null, "title": def.title(), "notices": notices, "items": items,
    })
}

fn notice(def: &Definition, item: Option<ItemIdx>, notice: &Notice) -> Json {
    json!({
        "linkId": item.map(|item| def.item(item).link_id.as_str()),
        "path": item.map_or("", |item| def.place(item)),
        "feature": notice.feature,
        "text": notice.text,
        "degrades": notice.degrades,
    })
}

fn item(def: &Definition, item_idx: ItemIdx) -> Json {
    let item = def.item(item_idx);
    json!({
        "linkId": item.link_id,
        "type": item.kind.as_str(),
        "control": item.widget().as_str(),
        "table": item.table.map(Table::as_str),
        "parent": item.parent.map(|parent| def.item(parent).link_id.as_str()),
        "depth": item.depth,
        "label": item.label(),
        "options": item.options.iter().map(option).collect::<Vec<_>>(),
        "required": item.required,
        "readOnly": item.read_only,
        "repeats": item.repeats,
        "hidden": item.hidden,
        "unit": units(item),
        "limits": limits(item),
        "follows": follows(item),
        "initial": item.initial.iter().map(words).collect::<Vec<_>>(),
    })
}

/// The properties that follow from answers, by FHIR's names.
fn follows(item: &Item) -> Vec<&'static str> {
    let properties = item.rules.iter().flat_map(|rules| &rules.properties);
    properties.map(|(property, _)| property.name()).collect()
}

fn option(option: &AnswerOption) -> Json {
    let coding = match &option.value {
        Value::Coding(coding) => coding.clone(),
        other => crate::Coding { display: Some(other.as_words()), ..crate::Coding::default() },
    };
    let mut out = json!({ "system": coding.system, "code": coding.code, "display": option.label });
    if let Some(score) = &option.ordinal {
        out["score"] = json!(score.as_f64());
    }
    out
}

fn units(item: &Item) -> Json {
    match item.units.as_slice() {
        [] => Json::Null,
        [one] => json!(one.code.as_ref().or(one.display.as_ref())),
        several => several.iter().map(|unit| json!(unit.code.as_ref().or(unit.display.as_ref()))).collect(),
    }
}

fn words(value: &Value) -> Json {
    json!(value.code().map_or_else(|| value.as_words(), str::to_owned))
}

fn limits(item: &Item) -> Json {
    let Limits { min, max, min_length, max_decimal_places, entry_format, min_occurs, max_occurs, .. } =
        &item.limits;
    let number =
        |value: &Value| value.as_f64().map_or_else(|| json!(value.as_words()), |number| json!(number));
    let mut out = Map::new();
    let mut put = |name: &str, value: Option<Json>| {
        if let Some(value) = value {
            out.insert(name.to_owned(), value);
        }
    };
    put("min", min.as_ref().map(number));
    put("max", max.as_ref().map(number));
    put("minLength", min_length.map(Json::from));
    put("maxLength", item.max_length.map(Json::from));
    put("maxDecimalPlaces", max_decimal_places.map(Json::from));
    put("regex", item.limits.pattern.as_ref().map(|pattern| Json::from(pattern.text.as_str())));
    put("entryFormat", entry_format.as_deref().map(Json::from));
    put("minOccurs", min_occurs.map(Json::from));
    put("maxOccurs", max_occurs.map(Json::from));
    put("sliderStep", item.limits.step.as_ref().and_then(|step| step.as_f64()).map(Json::from));
    put("maxSize", item.limits.max_bytes.map(|bytes| Json::from(bytes / 1_000_000.0)));
    put("mimeTypes", (!item.limits.media_types.is_empty()).then(|| json!(item.limits.media_types)));
    Json::Object(out)
}

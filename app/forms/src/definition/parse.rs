//! From text to a checked form: reads the tree of items and refuses, with the place, what cannot be used.
//! Depth is bounded before anything recurses. Never here: what extensions mean (`extensions`), conditions (`conditions`).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::photo::PHOTO_TYPE;

use super::item::{Item, ItemIdx, Limits};
use super::json::{self, Json, OURS};
use super::versions::{FIELDS, other_version_of_item, refuse_other_versions};
use super::vocabulary::{Control, EnableBehaviour, FieldClass, ItemKind};
use super::words::{formatted, words};
use super::{
    Form, Notice, Refusal, arrange, check, conditions, dependencies, extensions, options, properties, rules,
    tables,
};

/// How deep items may stand inside each other.
const MAX_DEPTH: u16 = 32;

pub(super) fn questionnaire(text: &str) -> Result<Form, Refusal> {
    let root = json::parsed(text)?;
    refuse_other_resources(&root)?;
    refuse_other_versions(&root)?;
    let mut reader = Reader { form: header(&root), ..Reader::default() };
    let value_sets = options::ValueSets::new(&root);
    reader.read_items(json::list(&root, "item"), None, "", &value_sets)?;
    let Reader { mut form, raw, paths, seen } = reader;
    asides(&mut form);
    for (item_idx, (raw, path)) in raw.iter().zip(&paths).enumerate() {
        conditions::read(&mut form, ItemIdx::new(item_idx), raw, path, &seen)?;
    }
    rules::without_unknown_names(&mut form);
    rules::refuse_circles(&form, &paths)?;
    form.has_rules = form.rules.is_some() || form.items.iter().any(|item| item.rules.is_some());
    if rules::look_into_the_form(&form) {
        form.source = serde_json::from_str(text).ok();
    }
    form.order = check::order(&form, &paths)?;
    tables::lay_out(&mut form);
    arrange::arrange(&mut form, &paths)?;
    if form.has_rules {
        form.dependencies = dependencies::find(&form);
    }
    form.paths = paths;
    Ok(form)
}

#[derive(Default)]
struct Reader<'a> {
    form: Form,
    /// The JSON and the place of every item, by item.
    raw: Vec<&'a Json<'a>>,
    paths: Vec<String>,
    seen: BTreeMap<&'a str, usize>,
}

impl<'a> Reader<'a> {
    fn read_items(
        &mut self,
        list: &'a [Json<'a>],
        parent: Option<ItemIdx>,
        around: &str,
        value_sets: &options::ValueSets<'_>,
    ) -> Result<(), Refusal> {
        for (n, raw) in list.iter().enumerate() {
            let path = if around.is_empty() { format!("item[{n}]") } else { format!("{around}.item[{n}]") };
            let item = self.read_item(raw, parent, &path, value_sets)?;
            let item_idx = ItemIdx::new(self.form.items.len());
            self.form.items.push(item);
            self.raw.push(raw);
            match parent {
                Some(parent) => self.form.items[parent.at()].children.push(item_idx),
                None => self.form.roots.push(item_idx),
            }
            self.paths.push(path.clone());
            self.read_items(json::list(raw, "item"), Some(item_idx), &path, value_sets)?;
        }
        Ok(())
    }

    fn read_item(
        &mut self,
        raw: &'a Json<'a>,
        parent: Option<ItemIdx>,
        path: &str,
        value_sets: &options::ValueSets<'_>,
    ) -> Result<Item, Refusal> {
        let refuse = |reason: String| Err(Refusal::new(path, reason));
        if !raw.is_object() {
            return refuse("This is no item: an item is written in curly brackets.".to_owned());
        }
        let Some(link_id) = json::text(raw, "linkId") else {
            return refuse("The item has no linkId. Every item needs one of its own.".to_owned());
        };
        if let Some(first) = self.seen.insert(link_id, self.paths.len()) {
            let first = &self.paths[first];
            return refuse(format!("The linkId \u{201c}{link_id}\u{201d} is used twice; first at {first}."));
        }
        if let Some(reason) = other_version_of_item(raw) {
            return refuse(reason);
        }
        let parent_item = parent.map(|parent| &self.form.items[parent.at()]);
        let depth = parent_item.map_or(0, |parent| parent.depth + 1);
        if depth >= MAX_DEPTH {
            return refuse(format!("Items stand more than {MAX_DEPTH} deep inside each other."));
        }
        let mut item =
            blank_item(link_id, kind_of(raw).map_err(|reason| Refusal::new(path, reason))?, parent, depth);
        item.field_class = parent_item.map_or_else(FieldClass::default, |parent| parent.field_class);
        item.hidden = parent_item.is_some_and(|parent| parent.hidden);
        simple_fields(&mut item, raw);
        extensions::of_item(&mut item, raw, path)?;
        properties::of_fields(&mut item, raw);
        options::of_item(&mut item, raw, value_sets);
        file(&mut item);
        Ok(item)
    }
}

/// A file is given as a photo, where the form takes one; other files cannot be given on a tablet.
fn file(item: &mut Item) {
    if item.kind != ItemKind::Attachment || item.signature || item.read_only {
        return;
    }
    item.photo |= item.limits.takes_media(PHOTO_TYPE);
    if !item.photo {
        let text = "Only photos can be given on a tablet. The question is shown, and a note can be written beside it.";
        item.notices.push(Notice::less("attachment", text));
    }
}

fn refuse_other_resources(root: &Json<'_>) -> Result<(), Refusal> {
    let reason = match json::text(root, "resourceType") {
        Some("Questionnaire") => return Ok(()),
        Some("Bundle") => "This is a Bundle. Take the Questionnaire out of it and bring that.".to_owned(),
        Some(other) => format!("This is a {other}, not a Questionnaire."),
        None => "This is JSON, but not a FHIR Questionnaire: resourceType is missing.".to_owned(),
    };
    Err(Refusal::new("", reason))
}

fn kind_of(raw: &Json<'_>) -> Result<ItemKind, String> {
    use ItemKind::*;
    let Some(kind) = json::text(raw, "type") else {
        return Err("The item has no type.".to_owned());
    };
    Ok(match kind {
        "group" => Group,
        "display" => Display,
        "boolean" => Boolean,
        "decimal" => Decimal,
        "integer" => Integer,
        "date" => Date,
        "dateTime" => DateTime,
        "time" => Time,
        "string" => String,
        "text" => Text,
        "url" => Url,
        "choice" => Choice,
        "open-choice" => OpenChoice,
        "attachment" => Attachment,
        "reference" => Reference,
        "quantity" => Quantity,
        "question" => {
            return Err("The type \u{201c}question\u{201d} is abstract. Name the type of answer.".to_owned());
        }
        "coding" => {
            return Err(
                "The type \u{201c}coding\u{201d} belongs to FHIR R5; R4 writes \u{201c}choice\u{201d}."
                    .to_owned(),
            );
        }
        other => {
            return Err(format!("The type \u{201c}{other}\u{201d} is not known in FHIR R4."));
        }
    })
}

fn header(root: &Json<'_>) -> Form {
    let name = json::text(root, "title").or_else(|| json::text(root, "name"));
    let mut form = Form {
        url: json::owned(root, "url"),
        id: json::owned(root, "id"),
        version: json::owned(root, "version"),
        title: name.unwrap_or("Form without a title").to_owned(),
        titles: json::translations(json::field(root, "_title")),
        approval_note: json::extension(root, &format!("{OURS}approval"))
            .and_then(json::any_text)
            .map(str::to_owned),
        language: json::owned(root, "language"),
        ..Form::default()
    };
    if name.is_none() {
        form.notices.push(Notice::remark("title", "The form has no title."));
    }
    if form.url.is_none() {
        form.notices.push(Notice::remark("url", "The form has no url; it is told apart by its id or title."));
    }
    if json::text(root, "status").is_none() {
        form.notices.push(Notice::remark("status", "The form has no status; it is taken as a draft."));
    }
    let profiles = json::field(root, "meta").map_or(&[][..], |meta| json::list(meta, "profile"));
    let is_other = |profile: &str| profile.contains("/fhir/5.0/") || profile.contains("/fhir/3.0/");
    if profiles.iter().filter_map(Json::as_str).any(is_other) {
        let text = "The form names a profile of another version of FHIR; it is read as R4.";
        form.notices.push(Notice::remark("meta.profile", text));
    }
    extensions::of_form(&mut form, root);
    form
}

fn simple_fields(item: &mut Item, raw: &Json<'_>) {
    item.prefix = json::owned(raw, "prefix");
    item.rich_prefix = json::field(raw, "_prefix")
        .and_then(|shadow| formatted(shadow, &mut item.notices))
        .filter(|rich| item.prefix.is_some() && rich.has_looks());
    (item.text, item.rich) = words(raw, &mut item.rules, &mut item.notices);
    item.translations = json::translations(json::field(raw, "_text"));
    item.required = json::flag(raw, "required").unwrap_or(false) && item.kind != ItemKind::Display;
    item.repeats = json::flag(raw, "repeats").unwrap_or(false);
    item.read_only = json::flag(raw, "readOnly").unwrap_or(false);
    item.max_length = json::count(raw, "maxLength");
    if item.kind == ItemKind::Display && !json::list(raw, "item").is_empty() {
        item.kind = ItemKind::Group;
        item.notices.push(Notice::remark("type", "A text that holds questions is treated as a group."));
    }
    for key in raw.as_object().into_iter().flat_map(|fields| fields.keys()) {
        if !key.starts_with('_') && !FIELDS.contains(&key) {
            let text = format!("The field \u{201c}{key}\u{201d} is not of FHIR R4; it has no effect here.");
            item.notices.push(Notice::remark(key, text));
        }
    }
    if item.is_question() && item.text.is_empty() {
        item.notices.push(Notice::remark("text", "The question has no words."));
    }
}

/// Words that belong to an item and are no row of their own (help, prompts, the ends of a scale, legal words, the unit)
/// move to it, each a line.
fn asides(form: &mut Form) {
    for item_idx in 0..form.items.len() {
        let child = &form.items[item_idx];
        let Some(parent) =
            child.parent.filter(|_| child.control.is_aside() && child.kind == ItemKind::Display)
        else {
            continue;
        };
        let (control, text, translations) = (child.control, child.text.clone(), child.translations.clone());
        let parent = &mut form.items[parent.at()];
        let words = match control {
            Control::Unit if parent.units.is_empty() => {
                parent.units.push(crate::Coding { display: Some(text), ..crate::Coding::default() });
                continue;
            }
            // The unit is said already.
            Control::Unit => continue,
            Control::Lower => format!("Low end: {text}"),
            Control::Upper => format!("High end: {text}"),
            _ => text,
        };
        match &mut parent.help {
            Some(help) => {
                help.push('\n');
                help.push_str(&words);
            }
            None => {
                parent.help = Some(words);
                parent.help_translations = translations;
            }
        }
    }
}

fn blank_item(link_id: &str, kind: ItemKind, parent: Option<ItemIdx>, depth: u16) -> Item {
    Item {
        link_id: link_id.to_owned(),
        parent,
        children: Vec::new(),
        depth,
        kind,
        text: String::new(),
        rich: None,
        picture: None,
        prefix: None,
        rich_prefix: None,
        help: None,
        control: Control::Usual,
        table: None,
        horizontal: false,
        required: false,
        before_countersigning: false,
        repeats: false,
        read_only: false,
        hidden: false,
        max_length: None,
        limits: Limits::default(),
        options: Arc::from([]),
        options_are_elsewhere: false,
        options_are_shipped: false,
        open: false,
        open_label: None,
        support_links: Vec::new(),
        initial: Vec::new(),
        units: Vec::new(),
        enable_when: Vec::new(),
        enable_behaviour: EnableBehaviour::Any,
        rules: None,
        judgement: false,
        field_class: FieldClass::Clinical,
        answerers: "T A S".to_owned(),
        hazard_kind: None,
        measure: None,
        photo_suggested: false,
        photo: false,
        signature: false,
        expected_copies: None,
        area_letter: None,
        translations: Vec::new(),
        help_translations: Vec::new(),
        notices: Vec::new(),
    }
}

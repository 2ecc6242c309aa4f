//! What extensions ask for: FHIR's own, and ours. What is not done here leaves a notice on the item; only looks and
//! the filling or reading-out of forms by other systems pass without a word.

use super::item::Item;
use super::json::{self, HL7, Json, OURS, SDC};
use super::pattern::Pattern;
use super::properties::{self, Property};
use super::vocabulary::{Control, FieldClass, ItemKind};
use super::{Form, Notice, Refusal, picture, rules};
use crate::decimal::Decimal;
use crate::value::{Coding, Value};

/// Extensions for systems that fill forms beforehand or read them out, and hints for looks that a tablet has its own
/// mind about: a person at the form misses nothing.
const FOR_OTHERS: &[&str] = &[
    "questionnaire-displayCategory",
    "questionnaire-fhirType",
    "questionnaire-externallydefined",
    "rendering-style",
    "rendering-styleSensitive",
    "designNote",
    "sdc-questionnaire-shortText",
    "sdc-questionnaire-observationExtract",
    "sdc-questionnaire-observation-extract-category",
    "sdc-questionnaire-itemExtractionContext",
    "sdc-questionnaire-itemPopulationContext",
    "sdc-questionnaire-itemContext",
    "sdc-questionnaire-definitionExtract",
    "sdc-questionnaire-definitionExtractValue",
    "sdc-questionnaire-templateExtract",
    "sdc-questionnaire-extractAllocateId",
    "sdc-questionnaire-entryMode",
    "sdc-questionnaire-isSubject",
    "sdc-questionnaire-preferredTerminologyServer",
    "preferredTerminologyServer",
    "terminology-server",
    "questionnaire-observationLinkPeriod",
    "sdc-questionnaire-observationLinkPeriod",
    "cpg-answerValueSetSource",
    "sdc-questionnaire-width",
    "sdc-questionnaire-columnCount",
    "sdc-questionnaire-choiceColumn",
    "sdc-questionnaire-collapsible",
    "questionnaire-referenceProfile",
    "questionnaire-usageMode",
    "questionnaire-signatureRequired",
    "cqf-library",
    "questionnaireresponse-author",
    // A name that FHIR R4 does not have, under its address.
    "questionnaire-answerRepeats",
];

/// The same on a form as a whole.
const FOR_OTHERS_ON_A_FORM: &[&str] = &[
    "sdc-questionnaire-launchContext",
    "questionnaire-launchContext",
    "sdc-questionnaire-sourceQueries",
    "sdc-questionnaire-sourceStructureMap",
    "sdc-questionnaire-targetStructureMap",
    "sdc-questionnaire-prepopulate-subject",
    "sdc-questionnaire-assembledFrom",
    "sdc-questionnaire-assemble-expectation",
    "sdc-questionnaire-questionnaireAdaptive",
    "sdc-questionnaire-endpoint",
    "sdc-referencesContained",
    "artifact-versionAlgorithm",
    "cpg-knowledgeCapability",
    "cpg-knowledgeRepresentationLevel",
    "questionnaire-answerKey",
    "progressIndicatorExtension",
    "themeExtension",
];

/// The same on an option.
const FOR_OTHERS_ON_AN_OPTION: &[&str] = &["valueset-label", "valueset-concept-comments"];

/// Below this, the most a file may have is megabytes, as FHIR has it; forms write bytes as well.
const BYTES_FROM: f64 = 1_000.0;

/// The notice for an extension that a person at the form does not miss.
pub(super) fn without_effect(name: &str) -> Notice {
    let text =
        format!("\u{201c}{name}\u{201d} is for other systems or a hint for looks; it has no effect here.");
    Notice::remark(name, text)
}

/// The notice for an extension that FHIR does not know.
pub(super) fn of_another_maker(url: &str) -> Notice {
    let name = url.rsplit('/').next().unwrap_or(url);
    let text = format!("The form uses \u{201c}{name}\u{201d} of another maker; it has no effect here.");
    Notice::remark(url, text)
}

pub(super) fn of_item(item: &mut Item, raw: &Json<'_>, path: &str) -> Result<(), Refusal> {
    if let Some(modifier) = json::list(raw, "modifierExtension").first() {
        let url = json::text(modifier, "url").unwrap_or("without an address");
        return Err(Refusal::new(
            path,
            format!("The extension {url} changes what the item means and is not known here."),
        ));
    }
    for (url, extension) in json::extensions(raw) {
        if let Some(name) = url.strip_prefix(OURS) {
            ours(item, name, extension);
        } else if let Some(name) = url.strip_prefix(HL7).or_else(|| url.strip_prefix(SDC)) {
            standard(item, name, extension);
        } else {
            item.notices.push(of_another_maker(url));
        }
    }
    let follows = |item: &Item| item.rules.as_ref().is_some_and(|rules| !rules.properties.is_empty());
    if item.control == Control::Slider && !item.is_slider() && !follows(item) {
        let text = "A slider needs both ends, and one unit; here it is a number.";
        item.notices.push(Notice::remark("questionnaire-itemControl", text));
    }
    if item.judgement && item.kind != ItemKind::Choice {
        item.judgement = false;
        item.notices.push(Notice::less("judgement", "Only a choice can be a judgement."));
    }
    Ok(())
}

/// What stands on the form as a whole: its rules, and a notice for everything else.
pub(super) fn of_form(form: &mut Form, root: &Json<'_>) {
    for modifier in json::list(root, "modifierExtension") {
        let url = json::text(modifier, "url").unwrap_or("without an address");
        let text = format!(
            "The form says that {url} changes what it means; that is not known here. Ask whoever made the form \
             before it is used."
        );
        form.notices.push(Notice::less("modifierExtension", text));
    }
    for (url, extension) in json::extensions(root) {
        let Some(name) = url.strip_prefix(HL7).or_else(|| url.strip_prefix(SDC)) else {
            if !url.starts_with(OURS) {
                form.notices.push(of_another_maker(url));
            }
            continue;
        };
        if rules::is_for_forms(name) {
            rules::of_extension(&mut form.rules, name, extension, &mut form.notices);
        } else if FOR_OTHERS.contains(&name) || FOR_OTHERS_ON_A_FORM.contains(&name) {
            form.notices.push(without_effect(name));
        } else if name != "translation" {
            form.notices.push(unknown(name));
        }
    }
}

/// What stands on an option, its value and its words and is not shown or stored: a notice each, once an item.
pub(super) fn of_option(places: &[&Json<'_>], notices: &mut Vec<Notice>) {
    const DONE: &[&str] = &[
        "questionnaire-optionPrefix",
        "questionnaire-optionExclusive",
        "ordinalValue",
        "itemWeight",
        "translation",
        "rendering-markdown",
        "rendering-xhtml",
    ];
    for (url, _) in places.iter().flat_map(|place| json::extensions(place)) {
        let notice = match url.strip_prefix(HL7).or_else(|| url.strip_prefix(SDC)) {
            Some(name) if DONE.contains(&name) => continue,
            Some(name) if FOR_OTHERS.contains(&name) || FOR_OTHERS_ON_AN_OPTION.contains(&name) => {
                without_effect(name)
            }
            Some(name) => unknown(name),
            None => of_another_maker(url),
        };
        if !notices.contains(&notice) {
            notices.push(notice);
        }
    }
}

fn unknown(name: &str) -> Notice {
    Notice::less(name, format!("The form uses \u{201c}{name}\u{201d}; it has no effect here."))
}

fn ours(item: &mut Item, name: &str, extension: &Json<'_>) {
    let words = || json::any_text(extension).map(str::to_owned);
    let yes = || json::flag(extension, "valueBoolean") == Some(true);
    match name {
        "measure" => item.measure = words(),
        "hazard-kind" => item.hazard_kind = words(),
        "field-class" => match words().as_deref().and_then(FieldClass::parse) {
            Some(class) => item.field_class = class,
            None => {
                // An unknown class must never open an answer to more readers.
                item.field_class = FieldClass::Safeguarding;
                let text = "The class of readers is not known; only the restricted list may read.";
                item.notices.push(Notice::less(name, text));
            }
        },
        "answerers" => item.answerers = words().unwrap_or_default(),
        "before-countersigning" => item.before_countersigning = yes(),
        "photo-suggested" => item.photo_suggested = yes(),
        "photo" => item.photo = yes(),
        "signature" => item.signature = yes(),
        "judgement" => item.judgement = yes(),
        "area-letter" => item.area_letter = words(),
        "expected-copies" => item.expected_copies = json::count(extension, "valueInteger"),
        "plausible-low" => item.limits.plausible_low = number(extension),
        "plausible-high" => item.limits.plausible_high = number(extension),
        _ => {
            let text = format!("The extension \u{201c}{name}\u{201d} is not known here.");
            item.notices.push(Notice::less(name, text));
        }
    }
}

fn standard(item: &mut Item, name: &str, extension: &Json<'_>) {
    let whole = || json::count(extension, "valueInteger");
    match name {
        "questionnaire-itemControl" => control(item, extension),
        "questionnaire-unit" => {
            if let Some(Value::Coding(unit)) = json::value_of(extension, "value") {
                item.units.retain(|other| other.code != unit.code);
                item.units.insert(0, unit);
            }
        }
        "questionnaire-unitOption" => {
            if let Some(Value::Coding(unit)) = json::value_of(extension, "value") {
                add_unit(item, unit);
            }
        }
        "questionnaire-instruction" if item.help.is_none() => {
            item.help = json::any_text(extension).map(str::to_owned);
        }
        "questionnaire-hidden" => item.hidden |= json::flag(extension, "valueBoolean") == Some(true),
        "questionnaire-choiceOrientation" => {
            item.horizontal = json::any_text(extension) == Some("horizontal")
        }
        "minValue" | "sdc-questionnaire-minQuantity" => {
            item.limits.min = limit(item, name, Property::Least, extension);
        }
        "maxValue" | "sdc-questionnaire-maxQuantity" => {
            item.limits.max = limit(item, name, Property::Most, extension);
        }
        "minLength" => item.limits.min_length = whole(),
        "maxDecimalPlaces" => item.limits.max_decimal_places = whole(),
        "regex" => pattern(item, json::any_text(extension).unwrap_or_default()),
        "entryFormat" => item.limits.entry_format = json::any_text(extension).map(str::to_owned),
        "questionnaire-minOccurs" => {
            item.limits.min_occurs = limit(item, name, Property::FewestAnswers, extension).and_then(count);
        }
        "questionnaire-maxOccurs" => {
            item.limits.max_occurs = limit(item, name, Property::MostAnswers, extension).and_then(count);
        }
        "questionnaire-sliderStepValue" => item.limits.step = number(extension),
        "maxSize" => item.limits.max_bytes = bytes(extension),
        "mimeType" => item.limits.media_types.extend(json::any_text(extension).map(str::to_owned)),
        "referenceResource" | "questionnaire-referenceResource" => {
            item.limits.record_kinds.extend(json::any_text(extension).map(str::to_owned));
        }
        "translation" => {}
        "questionnaire-supportLink" => {
            item.support_links.extend(json::any_text(extension).map(str::to_owned));
        }
        "sdc-questionnaire-openLabel" => item.open_label = json::any_text(extension).map(str::to_owned),
        "cpg-itemImage" | "sdc-questionnaire-itemMedia" => picture::of_item(item, name, extension),
        _ if FOR_OTHERS.contains(&name) => item.notices.push(without_effect(name)),
        "sdc-questionnaire-candidateExpression" => {
            let text = "The form would suggest options; here there are only those it lists.";
            item.notices.push(Notice::less(name, text));
        }
        // On the item itself, and not on its words, it fills the answer: beforehand, or always where nobody else may.
        "cqf-expression" => {
            let role = if item.read_only { rules::CALCULATED } else { rules::INITIAL };
            rules::of_extension(&mut item.rules, role, extension, &mut item.notices);
        }
        _ if rules::of_extension(&mut item.rules, name, extension, &mut item.notices) => {}
        _ => item.notices.push(unknown(name)),
    }
}

/// A limit: as it is written, and as a rule makes it. One that is neither is told.
fn limit(item: &mut Item, name: &str, property: Property, extension: &Json<'_>) -> Option<Value> {
    let follows = properties::of_limit(item, property, extension);
    let found = json::value_of(extension, "value").filter(|value| !value.is_blank());
    if found.is_none() && !follows {
        let text = format!(
            "The limit \u{201c}{name}\u{201d} is not written in the form as a value; it is not checked."
        );
        item.notices.push(Notice::less(name, text));
    }
    found
}

fn count(value: Value) -> Option<u32> {
    match value {
        Value::Integer(number) => u32::try_from(number).ok(),
        _ => None,
    }
}

fn bytes(extension: &Json<'_>) -> Option<f64> {
    let most = number(extension)?.as_f64()?;
    Some(if most < BYTES_FROM { most * 1_000_000.0 } else { most })
}

fn number(extension: &Json<'_>) -> Option<Decimal> {
    match json::value_of(extension, "value")? {
        Value::Decimal(number) => Some(number),
        Value::Integer(number) => Some(Decimal::from(number)),
        Value::Quantity(quantity) => quantity.value,
        _ => None,
    }
}

fn add_unit(item: &mut Item, unit: Coding) {
    if !item.units.iter().any(|other| other.same_as(&unit)) {
        item.units.push(unit);
    }
}

fn pattern(item: &mut Item, pattern: &str) {
    item.limits.pattern = Pattern::parse(pattern);
    if item.limits.pattern.is_none() {
        let text = "The pattern for this answer cannot be read here; it is not checked.";
        item.notices.push(Notice::less("regex", text));
    }
}

fn control(item: &mut Item, extension: &Json<'_>) {
    let concept = json::field(extension, "valueCodeableConcept").unwrap_or(&Json::Null);
    let codes = json::list(concept, "coding").iter().filter_map(|coding| json::text(coding, "code"));
    let mut unknown = None;
    for code in codes {
        // Norway's name for an item that shows another answer again; its rule says which.
        if code == "data-receiver" {
            return;
        }
        if let Some(control) = control_of(code) {
            item.control = control;
            if let Some(words) = drawn_otherwise(control) {
                item.notices.push(Notice::remark("questionnaire-itemControl", words));
            }
            return;
        }
        unknown = Some(code);
    }
    if let Some(code) = unknown {
        let text = format!("The look \u{201c}{code}\u{201d} is not known here; the usual one is used.");
        item.notices.push(Notice::less("questionnaire-itemControl", text));
    }
}

/// What a layout becomes on a tablet held in one hand: everything is there, below each other.
fn drawn_otherwise(control: Control) -> Option<&'static str> {
    Some(match control {
        Control::Tabs | Control::Page => "Tabs and pages are areas and groups here.",
        Control::Header | Control::Footer => "Words for the head or foot stand in their place in the form.",
        _ => return None,
    })
}

fn control_of(code: &str) -> Option<Control> {
    Some(match code {
        // Norway's catalogue draws these as cards and clouds; what they are is the same.
        "radio-button" | "visual-radio-group" | "visual-radio-cloud" => Control::RadioButton,
        "check-box" | "visual-checkbox-group" | "visual-checkbox-cloud" => Control::CheckBox,
        "year" => Control::Year,
        "yearMonth" => Control::YearMonth,
        "highlight" | "sidebar" | "summary" | "summary-container" => Control::Highlight,
        "drop-down" => Control::DropDown,
        "slider" => Control::Slider,
        "autocomplete" | "lookup" => Control::Autocomplete,
        "text-area" | "text-box" => Control::TextArea,
        "spinner" => Control::Spinner,
        "help" => Control::Help,
        "flyover" => Control::Flyover,
        "unit" => Control::Unit,
        "prompt" => Control::Prompt,
        "lower" => Control::Lower,
        "upper" => Control::Upper,
        "legal" => Control::Legal,
        "table" | "htable" => Control::Table,
        "gtable" => Control::RowTable,
        "grid" | "atable" => Control::Grid,
        "list" => Control::List,
        "page" | "step" => Control::Page,
        "tab-container" => Control::Tabs,
        "header" => Control::Header,
        "footer" => Control::Footer,
        "inline" => Control::Inline,
        _ => return None,
    })
}

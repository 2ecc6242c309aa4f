//! What a form asks for by extensions: honoured, told of, or dropped without a word.

use serde_json::Value as Json;

/// Extensions that are neither honoured nor told of.
pub fn dropped<'a>(
    extensions: impl Iterator<Item = (&'a str, &'a Json)>,
    notices: &[&Json],
) -> impl Iterator<Item = String> {
    let told = |feature: &str| notices.iter().any(|notice| notice["feature"] == feature);
    extensions.filter_map(move |(url, _)| {
        let name = url.rsplit('/').next().unwrap_or(url);
        let is_ours = url.starts_with("https://threshold.example/");
        let told_as_beforehand = name == "cqf-expression"
            && (told("sdc-questionnaire-initialExpression")
                || told("sdc-questionnaire-calculatedExpression"));
        (!is_ours && !is_done(name) && !told_as_beforehand && !told(name) && !told(url))
            .then(|| format!("{name} is dropped without a word"))
    })
}

/// What stands beside fields (`_required`) and neither follows nor is told of.
pub fn dropped_beside_fields(raw: &Json, drawn: &Json, notices: &[&Json]) -> impl Iterator<Item = String> {
    let told = |feature: &str| notices.iter().any(|notice| notice["feature"] == feature);
    let fields =
        raw.as_object().into_iter().flatten().filter(|(key, _)| key.starts_with('_') && *key != "_text");
    fields.flat_map(|(key, shadow)| own_extensions(shadow).map(move |(url, _)| (&key[1..], url))).filter_map(
        move |(field, url)| {
            let name = url.rsplit('/').next().unwrap_or(url);
            let looks = field == "prefix" && name.starts_with("rendering-");
            let fine = looks || follows(drawn, field) || told(field) || told(name) || told(url);
            (!fine).then(|| format!("{name} beside {field} is dropped without a word"))
        },
    )
}

/// True when the engine says that a property follows from answers.
pub fn follows(drawn: &Json, property: &str) -> bool {
    drawn["follows"].as_array().is_some_and(|all| all.iter().any(|one| one == property))
}

pub fn own_extensions(raw: &Json) -> impl Iterator<Item = (&str, &Json)> {
    let own = raw["extension"].as_array().into_iter().flatten();
    own.filter_map(|extension| Some((extension["url"].as_str()?, extension)))
}

/// The extensions of the options of an item: on themselves, on their codes, on their words.
pub fn of_options(raw: &Json) -> impl Iterator<Item = (&str, &Json)> {
    let options = raw["answerOption"].as_array().into_iter().flatten();
    options.flat_map(|option| {
        let fields = option.as_object().into_iter().flatten();
        let values = fields.filter(|(key, _)| key.trim_start_matches('_').starts_with("value"));
        let parts = values.flat_map(|(_, value)| [value, &value["_display"]]);
        own_extensions(option).chain(parts.flat_map(own_extensions))
    })
}

pub fn extensions(raw: &Json) -> impl Iterator<Item = (&str, &Json)> {
    own_extensions(raw).chain(own_extensions(&raw["_text"]))
}

/// Extensions the engine honours; anything else needs a notice on its item.
fn is_done(name: &str) -> bool {
    const DONE: &[&str] = &[
        "questionnaire-itemControl",
        "questionnaire-unit",
        "questionnaire-unitOption",
        "questionnaire-hidden",
        "questionnaire-choiceOrientation",
        "minValue",
        "maxValue",
        "sdc-questionnaire-minQuantity",
        "sdc-questionnaire-maxQuantity",
        "minLength",
        "maxDecimalPlaces",
        "regex",
        "entryFormat",
        "questionnaire-minOccurs",
        "questionnaire-maxOccurs",
        "questionnaire-sliderStepValue",
        "maxSize",
        "mimeType",
        "sdc-questionnaire-openLabel",
        "cpg-itemImage",
        "sdc-questionnaire-itemMedia",
        "translation",
        "variable",
        "sdc-questionnaire-calculatedExpression",
        "sdc-questionnaire-enableWhenExpression",
        "sdc-questionnaire-initialExpression",
        "questionnaire-initialExpression",
        "sdc-questionnaire-answerExpression",
        "cqf-expression",
        "questionnaire-constraint",
        "targetConstraint",
        "rendering-markdown",
        "rendering-xhtml",
        "referenceResource",
        "questionnaire-referenceResource",
        "questionnaire-supportLink",
        "questionnaire-instruction",
        "questionnaire-optionExclusive",
        "questionnaire-optionPrefix",
        "ordinalValue",
        "itemWeight",
    ];
    DONE.contains(&name)
}

//! A record as FHIR R4 resources: a visit form as a QuestionnaireResponse with its subject and author.
//! Pure: values in, JSON out.

use domain::people::Person;
use forms::{Answers, Definition};
use serde_json::{Value, json};

/// A form of a visit as a QuestionnaireResponse. `authored` is an instant in RFC 3339; answers of classes
/// that never leave the service are not part of it.
pub fn questionnaire_response(
    definition: &Definition,
    answers: &Answers,
    person: &Person,
    author: &str,
    authored: &str,
) -> Value {
    let leaves = |item: &forms::Item| {
        matches!(item.field_class, forms::FieldClass::Clinical | forms::FieldClass::Safeguarding)
    };
    let mut response =
        forms::to_questionnaire_response_of(definition, answers, authored, "completed", &leaves);
    response["subject"] = json!({ "reference": format!("Patient/{}", person.id) });
    response["author"] = json!({ "display": author });
    response
}

/// A person as a Patient.
pub fn patient(person: &Person) -> Value {
    let mut patient = json!({
        "resourceType": "Patient",
        "id": person.id.to_string(),
        "name": [{ "family": person.family, "given": [person.given] }],
    });
    if let Some(born) = person.born {
        patient["birthDate"] = json!(born.to_string());
    }
    if let Some(number) = &person.health_number {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        patient["identifier"] = json!([{ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": digits }]);
    }
    patient
}

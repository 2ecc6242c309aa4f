//! The demo's files: read as they are, checked by their types.

use super::Failure;
use domain::people::BeforeYouKnock;
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::BTreeMap;

/// Two versions of a form of the service's own.
pub const CALL_CHECK: [&str; 2] =
    [include_str!("forms/call-check-1.0.0.json"), include_str!("forms/call-check-1.1.0.json")];

/// A person of the demo.
#[derive(Deserialize)]
pub struct DemoPerson {
    pub id: String,
    pub title: Option<String>,
    pub given: String,
    pub family: String,
    pub preferred: Option<String>,
    pub age: u8,
    pub language: String,
    pub interpreter: Option<String>,
    pub address_line: String,
    pub town: String,
    pub postcode: String,
    pub health_number: String,
    pub phone: String,
    pub health: String,
    pub course: String,
    pub home: String,
    pub household: String,
    pub referral: String,
    pub strengths: String,
    pub wants: String,
    pub home_kind: String,
    pub before: BeforeYouKnock,
    pub key_safe: Option<KeySafe>,
}

/// Where a key is, and its code.
#[derive(Deserialize)]
pub struct KeySafe {
    pub place: String,
    pub code: String,
}

/// Somebody who works in the demo's service.
#[derive(Deserialize)]
pub struct DemoStaff {
    pub id: String,
    pub name: String,
    pub email: String,
    pub role: String,
    pub title: String,
    pub registration: Option<Registration>,
    pub placement: Option<Placement>,
}

/// A registration.
#[derive(Deserialize)]
pub struct Registration {
    pub regulator: String,
    pub number: String,
}

/// A placement.
#[derive(Deserialize)]
pub struct Placement {
    pub from: String,
    pub to: String,
    pub educator: String,
    pub university: String,
}

/// A day and a time.
#[derive(Clone, Deserialize)]
pub struct When {
    pub day: String,
    pub time: String,
}

/// A visit of the demo.
#[derive(Clone, Deserialize)]
pub struct DemoVisit {
    pub id: String,
    pub person: String,
    pub kind: String,
    pub day: String,
    pub time: String,
    pub minutes: u32,
    pub author: String,
    pub with: Vec<String>,
    pub state: String,
    pub reviewer: Option<String>,
    pub signed: Option<When>,
    pub first_sent: Option<When>,
    pub returned: Option<By>,
    pub countersigned: Option<By>,
    pub addendum: Option<DemoAddendum>,
    pub reason: Option<String>,
    pub beside: Option<String>,
    pub forms: Vec<String>,
}

/// Somebody, at some time.
#[derive(Clone, Deserialize)]
pub struct By {
    pub by: String,
    pub day: String,
    pub time: String,
}

/// An addendum.
#[derive(Clone, Deserialize)]
pub struct DemoAddendum {
    pub by: String,
    pub day: String,
    pub time: String,
    pub text: String,
    pub form: String,
    pub path: String,
}

/// One answer as the tables write it.
#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    #[serde(default)]
    pub form: Option<String>,
    pub path: String,
    pub value: String,
    #[serde(default)]
    pub note: Option<String>,
}

/// A reviewer's comment.
#[derive(Clone, Deserialize)]
pub struct DemoComment {
    pub path: String,
    pub kind: String,
    pub text: String,
}

/// Two answers that differ.
#[derive(Clone, Deserialize)]
pub struct DemoConflict {
    pub form: String,
    pub path: String,
    pub mine: String,
    pub theirs: String,
    pub theirs_author: String,
}

/// Who passed a visit on, to whom.
#[derive(Clone, Deserialize)]
pub struct DemoHeld {
    pub passed_by: String,
    pub passed_to: String,
    pub passed_at: When,
    pub received_at: When,
}

/// What is known of a visit's answers.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Partial {
    #[serde(rename = "home-visit")]
    pub home_visit: Vec<Row>,
    #[serde(rename = "home-environment")]
    pub home_environment: Vec<Row>,
    #[serde(rename = "person-measures")]
    pub person_measures: Vec<Row>,
    #[serde(rename = "student-observation")]
    pub student_observation: Vec<Row>,
    pub comments: Vec<DemoComment>,
    pub note: Option<String>,
    pub conflict: Option<DemoConflict>,
    pub held: Vec<Row>,
    pub held_why: Option<DemoHeld>,
}

impl Partial {
    /// Rows by form.
    pub fn by_form(&self) -> [(&'static str, &[Row]); 4] {
        [
            ("home-visit", &self.home_visit),
            ("home-environment", &self.home_environment),
            ("person-measures", &self.person_measures),
            ("student-observation", &self.student_observation),
        ]
    }
}

/// The worked home assessment.
#[derive(Deserialize)]
pub struct Assessment {
    pub forms: BTreeMap<String, Vec<Row>>,
    pub children: BTreeMap<String, Vec<Row>>,
    pub countersignature: Countersignature,
}

/// What the supervisor said of it.
#[derive(Deserialize)]
pub struct Countersignature {
    pub returned: Returned,
}

/// A return for changes.
#[derive(Deserialize)]
pub struct Returned {
    pub note: String,
}

/// The worked student observation.
#[derive(Deserialize)]
pub struct Observation {
    pub first: Vec<Row>,
    pub comments: Vec<DemoComment>,
    pub note: String,
    pub second: Vec<Row>,
}

fn read<T: DeserializeOwned>(name: &str, json: &str) -> Result<T, Failure> {
    serde_json::from_str(json).map_err(|error| format!("demo file {name}: {error}").into())
}

/// The people.
pub fn people() -> Result<Vec<DemoPerson>, Failure> {
    read("people", include_str!("people.json"))
}

/// The staff.
pub fn staff() -> Result<Vec<DemoStaff>, Failure> {
    read("staff", include_str!("staff.json"))
}

/// The visits.
pub fn visits() -> Result<Vec<DemoVisit>, Failure> {
    read("visits", include_str!("visits.json"))
}

/// Answers of visits that are not worked out in full.
pub fn partial() -> Result<BTreeMap<String, Partial>, Failure> {
    read("partial", include_str!("partial.json"))
}

/// The worked home assessment.
pub fn assessment() -> Result<Assessment, Failure> {
    read("assessment", include_str!("assessment.json"))
}

/// The worked student observation.
pub fn observation() -> Result<Observation, Failure> {
    read("observation", include_str!("observation.json"))
}

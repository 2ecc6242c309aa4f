//! The forms that come with Threshold, as text: our own questions in our own words. For the server, which hands them
//! to tablets; the tablet's bundle never embeds them. Each is read and checked by a test.

/// The visit form.
pub const HOME_VISIT: &str = include_str!("../instruments/home-visit.json");
/// The walk through the home.
pub const HOME_ENVIRONMENT: &str = include_str!("../instruments/home-environment.json");
/// What a student records on a visit.
pub const STUDENT_OBSERVATION: &str = include_str!("../instruments/student-observation.json");
/// What a supervisor looks at, section by section. Not a form.
pub const GUIDANCE: &str = include_str!("../instruments/guidance.json");

/// Which forms belong to which kind of visit. Not a form.
pub const VISIT_TYPES: &str = include_str!("../instruments/visit-types.json");

/// All forms: id and questionnaire.
pub fn all() -> [(&'static str, &'static str); 3] {
    [
        ("home-visit", HOME_VISIT),
        ("home-environment", HOME_ENVIRONMENT),
        ("student-observation", STUDENT_OBSERVATION),
    ]
}

/// One form by its id.
pub fn get(id: &str) -> Option<&'static str> {
    all().into_iter().find(|(known, _)| *known == id).map(|(_, form)| form)
}

//! The forms that come with Threshold, as text: our own questions in our own words. For the server, which hands them
//! to tablets; the tablet's bundle never embeds them. Each is read and checked by a test.

/// The visit form.
pub const HOME_VISIT: &str = include_str!("../instruments/home-visit.json");
/// The walk through the home.
pub const HOME_ENVIRONMENT: &str = include_str!("../instruments/home-environment.json");
/// The person's measures, kept for every door, seat and stair.
pub const PERSON_MEASURES: &str = include_str!("../instruments/person-measures.json");
/// Findings, formulation, recommendations, outcome scores and agreement.
pub const PLAN: &str = include_str!("../instruments/plan.json");
/// What a student records on a visit.
pub const STUDENT_OBSERVATION: &str = include_str!("../instruments/student-observation.json");
/// Care Act outcomes (England).
pub const CARE_ACT: &str = include_str!("../instruments/care-act.json");
/// Mental capacity for one decision (England and Wales).
pub const MENTAL_CAPACITY: &str = include_str!("../instruments/mca.json");
/// Moving and handling plan.
pub const MOVING_AND_HANDLING: &str = include_str!("../instruments/mh-plan.json");
/// Goal attainment scaling.
pub const GOAL_ATTAINMENT: &str = include_str!("../instruments/gas.json");
/// What a supervisor looks at, section by section. Not a form.
pub const GUIDANCE: &str = include_str!("../instruments/guidance.json");

/// Which forms belong to which kind of visit. Not a form.
pub const VISIT_TYPES: &str = include_str!("../instruments/visit-types.json");

/// All forms: id and questionnaire.
pub fn all() -> [(&'static str, &'static str); 9] {
    [
        ("home-visit", HOME_VISIT),
        ("home-environment", HOME_ENVIRONMENT),
        ("person-measures", PERSON_MEASURES),
        ("plan", PLAN),
        ("student-observation", STUDENT_OBSERVATION),
        ("care-act", CARE_ACT),
        ("mca", MENTAL_CAPACITY),
        ("mh-plan", MOVING_AND_HANDLING),
        ("gas", GOAL_ATTAINMENT),
    ]
}

/// One form by its id.
pub fn get(id: &str) -> Option<&'static str> {
    all().into_iter().find(|(known, _)| *known == id).map(|(_, form)| form)
}

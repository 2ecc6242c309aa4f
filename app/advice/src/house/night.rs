//! The way at night, from bed to WC: what was found on it, in the order in which it is walked.

use super::{WALK, rooms::When};
use crate::{
    findings::{Finding, Sign},
    visit::{Place, Visit},
};
use domain::{in_order, rules::Verdict};
use forms::AnswerPath;

/// A part of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leg {
    /// Getting out of bed.
    Bed,
    /// Hall or landing, and all the way.
    Hall,
    /// Stairs, where the WC is on another floor.
    Stairs,
    /// The WC.
    Wc,
}

impl Leg {
    /// All of them, as they are walked.
    pub const ALL: [Leg; 4] = [Leg::Bed, Leg::Hall, Leg::Stairs, Leg::Wc];

    /// Link id of its area.
    pub fn area(self) -> &'static str {
        match self {
            Leg::Bed => "h",
            Leg::Hall => "d",
            Leg::Stairs => "e",
            Leg::Wc => "i",
        }
    }

    /// Where that is.
    pub fn words(self) -> &'static str {
        match self {
            Leg::Bed => "By the bed",
            Leg::Hall => "On the way",
            Leg::Stairs => "On the stairs",
            Leg::Wc => "At the WC",
        }
    }
}

/// Something in the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// On which part of the way.
    pub leg: Leg,
    /// "Light all the way".
    pub title: String,
    /// Shape and word.
    pub sign: Sign,
    /// What was seen, or what the check says.
    pub why: Option<String>,
    /// Where it stands.
    pub at: Place,
    /// Its section in the walk.
    pub section: u16,
}

/// Questions about the bedroom that are asked by the bed.
const BED: [&str; 3] = ["h-light-bed", "h-floor", "h-night-dizzy"];
/// Questions about hall and light that are met on the way.
const HALL: [&str; 14] = [
    "d-switches",
    "d-switch-height",
    "d-floor",
    "d-floor-state",
    "d-rugs",
    "d-clutter",
    "d-thresholds",
    "d-pinch",
    "l-bright",
    "l-lux",
    "l-even",
    "l-glare",
    "l-contrast",
    "l-pattern",
];
/// Questions about stairs that matter in the dark; of a flight, everything does.
const STAIRS: [&str; 3] = ["e-light", "e-clutter", "e-gate"];
/// Questions about the bathroom that are met at the WC.
const WC: [&str; 1] = ["i-floor"];

/// What is in the way, as it is walked, the worst first on each part. `by_stairs` where the WC is on another floor.
pub fn night_route(findings: &[Finding], when: When, by_stairs: bool) -> Vec<Stop> {
    let shown = findings.iter().filter(|finding| finding.at.form == WALK && when.shows(finding));
    let mut stops: Vec<Stop> = shown.filter_map(|finding| Some(stop(finding, leg(finding)?))).collect();
    stops.retain(|stop| by_stairs || stop.leg != Leg::Stairs);
    in_order(&mut stops, |stop| (stop.leg, stop.sign));
    stops
}

fn leg(finding: &Finding) -> Option<Leg> {
    let link = finding.at.path.link_id();
    let link = link.as_ref();
    // Of something repeated: the outermost copy says what it is.
    let copy = finding.at.path.instances().next().map(|(group, _)| group.into_owned());
    match copy.as_deref() {
        Some("d-door") => is_door_in_the_way(finding).then_some(Leg::Hall),
        Some("e-flight") => Some(Leg::Stairs),
        Some("i-wc") => Some(Leg::Wc),
        _ if BED.contains(&link) => Some(Leg::Bed),
        _ if link.starts_with("h-night") || HALL.contains(&link) => Some(Leg::Hall),
        _ if STAIRS.contains(&link) => Some(Leg::Stairs),
        _ if WC.contains(&link) => Some(Leg::Wc),
        _ => None,
    }
}

/// A door that does not fit, or is hard to work, unless its name says that it leads elsewhere.
fn is_door_in_the_way(finding: &Finding) -> bool {
    let fails = finding.checks.iter().any(|check| check.outcome.verdict == Verdict::DoesNotFit);
    let title = finding.title.to_lowercase();
    let says = |places: &[&str]| places.iter().any(|place| title.contains(place));
    let leads_there = says(&["bed", "bath", "wc", "toilet", "landing", "hall"]);
    let leads_elsewhere =
        says(&["kitchen", "front", "back door", "living", "lounge", "dining", "garden", "patio", "porch"]);
    (fails || finding.at.path.link_id() == "d-door-force") && (leads_there || !leads_elsewhere)
}

fn stop(finding: &Finding, leg: Leg) -> Stop {
    let failing = finding.checks.iter().find(|check| check.outcome.verdict == Verdict::DoesNotFit);
    let why = finding.seen.first().cloned().or_else(|| failing.map(|check| check.outcome.words.clone()));
    Stop {
        leg,
        title: finding.title.clone(),
        sign: finding.sign,
        why,
        at: finding.at.clone(),
        section: finding.section,
    }
}

/// What was said about the way that is no finding: how often, how far, on what feet.
const FACTS: [(&str, &str); 5] = [
    ("h-night-times", "Up in the night, times"),
    ("h-night-steps", "Doors and steps on the way"),
    ("h-night-distance", "From bed to WC"),
    ("h-night-feet", "On the feet"),
    ("h-commode", "Commode or urinal by the bed"),
];

/// What was said about the way, as lines: "On the feet: Socks".
pub fn night_facts(visit: &Visit<'_>) -> Vec<String> {
    let Some(walk) = visit.form(WALK) else { return Vec::new() };
    let said =
        |(link, name): (&str, &str)| Some(format!("{name}: {}", walk.words(&AnswerPath::root(link), link)?));
    FACTS.into_iter().filter_map(said).collect()
}

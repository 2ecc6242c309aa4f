//! Who is to live with the home, as far as checks ask: how the person moves, which aids there are, which yardstick
//! counts. Read from the forms once, so that every check looks at the same person.

use crate::visit::Visit;
use domain::rules::{Input, Inputs};

/// The person and the household, for checks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// How a wheelchair is moved: `self`, `attendant`, `powered`.
    pub chair: Option<&'static str>,
    /// The wheelchair is expected within a year, not here yet.
    pub chair_expected: bool,
    /// A frame is walked with.
    pub frame: bool,
    /// A hoist is used, or likely.
    pub hoist: bool,
    /// Small children live here or stay often.
    pub under_fives: bool,
    /// A stairlift is thought of.
    pub stairlift: bool,
    /// Somebody walks, at least indoors.
    pub walks: bool,
    /// Which side needs a rail: `both`, `left-up`, `right-up`.
    pub rail_side: Option<&'static str>,
    /// How the weight is known.
    pub mass_how: Option<String>,
}

impl Circumstances {
    /// Reads them from the forms of a visit.
    pub fn of(visit: &Visit<'_>) -> Circumstances {
        let walks_with: Vec<&str> = visit.codes("w-walks-with").collect();
        let walks_by = |codes: &[&str]| walks_with.iter().any(|code| codes.contains(code));
        let said = visit.code("pm-chair");
        let chair = match said {
            Some("self") => Some("self"),
            Some("attendant") => Some("attendant"),
            Some("powered") => Some("powered"),
            // Who needs a chair for the first time is pushed at first; the therapist says when it is otherwise.
            Some("expected") => Some("attendant"),
            Some(_) => None,
            None if walks_by(&["wheelchair-self"]) => Some("self"),
            None if walks_by(&["wheelchair-pushed"]) => Some("attendant"),
            None if walks_by(&["powered"]) => Some("powered"),
            None => None,
        };
        let only_wheels = walks_with
            .iter()
            .all(|code| matches!(*code, "wheelchair-self" | "wheelchair-pushed" | "powered" | "bed-bound"));
        Circumstances {
            chair,
            chair_expected: said == Some("expected"),
            frame: matches!(visit.code("pm-aid"), Some("frame" | "wheeled"))
                || walks_by(&["frame", "wheeled-frame"]),
            hoist: visit.code("pm-hoist") == Some("yes")
                || matches!(visit.code("w-hoist"), Some("now" | "soon")),
            under_fives: visit.code("w-under-fives") == Some("yes"),
            stairlift: visit.code("e-stairlift-thought") == Some("yes"),
            walks: walks_with.is_empty() || !only_wheels,
            rail_side: match visit.code("pm-hand") {
                Some("left-weak") => Some("right-up"),
                Some("right-weak") => Some("left-up"),
                Some("both-weak") => Some("both"),
                _ => None,
            },
            mass_how: visit.code("pm-mass-how").or_else(|| visit.code("p-mass-how")).map(str::to_owned),
        }
    }

    /// The yardstick: a wheelchair user's home where a wheelchair is used indoors now, else an adaptable one.
    pub fn profile(&self) -> &'static str {
        if self.chair.is_some() && !self.chair_expected { "m43" } else { "m42" }
    }

    /// True when a rule is about this person at all: a door is not held against a chair that nobody has.
    pub fn concerns(&self, rule: &str) -> bool {
        match rule {
            "rule-door-chair" | "rule-corner" | "rule-hall-chair" | "rule-wc-chair" | "rule-swl-chair"
            | "rule-knee" => self.chair.is_some(),
            "rule-door-wheelchair-home" => self.profile() == "m43",
            "rule-door-frame" => self.frame,
            "rule-door-hoist" | "rule-hoist-turn" | "rule-hoist-under" => self.hoist,
            "rule-stairlift-width" | "rule-stairlift-knee" => self.stairlift,
            "rule-baluster" => self.under_fives,
            "rule-worktop" => self.walks && self.profile() == "m42",
            "rule-distance" | "rule-half-step" | "rule-step-able" => self.walks,
            // Hip precautions are a decision of the team, never guessed from a form.
            "rule-seat-hip" => false,
            _ => true,
        }
    }

    /// What is the same at every place.
    pub(crate) fn put_into(&self, inputs: &mut Inputs) {
        let mut put = |name: &str, code: &str| {
            inputs.entry(name.to_owned()).or_insert_with(|| Input::Code(code.to_owned()));
        };
        put("profile", self.profile());
        put("with-frame", if self.frame { "yes" } else { "no" });
        put("under-fives", if self.under_fives { "yes" } else { "no" });
        put("mover", if self.profile() == "m43" { "wheels" } else { "walks" });
        put("used-at-work", "yes");
        if let Some(chair) = self.chair {
            put("chair-mode", chair);
        }
        if let Some(side) = self.rail_side {
            put("needs", side);
        }
        if let Some(how) = &self.mass_how {
            put("mass-how", how);
        }
    }
}

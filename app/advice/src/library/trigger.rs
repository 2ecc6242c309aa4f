//! What offers an entry: `b-steps`, `b-rail=none`, `rule-turn:does-not-fit`, `rec-rehouse`. The first letters tell
//! which it is, so no item of a form may begin with `rule-` or `rec-`.

use domain::rules::Verdict;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display};
use std::str::FromStr;

/// One thing that offers an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Trigger {
    /// A judgement of concern or hazard on an item; for items that are no judgement, any answer.
    Concern(String),
    /// An answer on an item: link id and code.
    Answer(String, String),
    /// A verdict of a check: id of the rule and verdict.
    Check(String, Verdict),
    /// Another entry was chosen: its id.
    Chosen(String),
}

impl FromStr for Trigger {
    type Err = String;

    fn from_str(text: &str) -> Result<Trigger, String> {
        let refuse = |why: &str| Err(format!("\"{text}\" offers nothing: {why}"));
        if text.starts_with("rule-") {
            return match text.split_once(':').map(|(rule, verdict)| (rule, Verdict::parse(verdict))) {
                Some((rule, Some(verdict))) if is_name(rule) => Ok(Trigger::Check(rule.to_owned(), verdict)),
                _ => refuse("a rule stands with its verdict, as in rule-turn:tight"),
            };
        }
        if text.starts_with("rec-") {
            return match is_name(text) {
                true => Ok(Trigger::Chosen(text.to_owned())),
                false => refuse("a recommendation stands alone"),
            };
        }
        match text.split_once('=') {
            None if is_name(text) => Ok(Trigger::Concern(text.to_owned())),
            Some((item, code)) if is_name(item) && is_name(code) => {
                Ok(Trigger::Answer(item.to_owned(), code.to_owned()))
            }
            _ => refuse("an item stands alone or with one answer, as in b-rail=none"),
        }
    }
}

/// Looser than our own ids, so that a service can write about forms from elsewhere.
fn is_name(text: &str) -> bool {
    let belongs = |c: char| !c.is_whitespace() && !matches!(c, '=' | ':' | ';' | ',' | '{' | '}');
    !text.is_empty() && text.chars().all(belongs)
}

impl Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trigger::Concern(item) => write!(f, "{item}"),
            Trigger::Answer(item, code) => write!(f, "{item}={code}"),
            Trigger::Check(rule, verdict) => write!(f, "{rule}:{}", verdict.code()),
            Trigger::Chosen(entry) => write!(f, "{entry}"),
        }
    }
}

impl TryFrom<String> for Trigger {
    type Error = String;

    fn try_from(text: String) -> Result<Trigger, String> {
        text.parse()
    }
}

impl From<Trigger> for String {
    fn from(trigger: Trigger) -> String {
        trigger.to_string()
    }
}

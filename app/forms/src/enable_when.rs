//! Whether the conditions of an item hold, given the answers its questions have. Several answers, also from several
//! copies, count as one heap: "=" wants one that fits, "!=" wants none that fits, and nothing answered is "not equal".
//! Never here: where those answers come from (`view::board`).

use std::cmp::Ordering;

use crate::compare;
use crate::definition::{Condition, EnableBehaviour, Item, Operator};
use crate::value::Value;

/// `any_value(n, test)` says whether any active answer of the n-th condition's question passes the test.
pub(crate) fn holds(item: &Item, mut any_value: impl FnMut(usize, &dyn Fn(&Value) -> bool) -> bool) -> bool {
    let mut conditions = item.enable_when.iter().enumerate();
    match item.enable_behaviour {
        _ if item.enable_when.is_empty() => true,
        EnableBehaviour::All => conditions.all(|(n, one)| condition(one, |test| any_value(n, test))),
        EnableBehaviour::Any => conditions.any(|(n, one)| condition(one, |test| any_value(n, test))),
    }
}

fn condition(condition: &Condition, mut any_value: impl FnMut(&dyn Fn(&Value) -> bool) -> bool) -> bool {
    let wanted = &condition.answer;
    let mut by_order =
        |fits: fn(Ordering) -> bool| any_value(&|given| compare::order(given, wanted).is_some_and(fits));
    match condition.operator {
        Operator::Greater => by_order(Ordering::is_gt),
        Operator::Less => by_order(Ordering::is_lt),
        Operator::GreaterOrEqual => by_order(Ordering::is_ge),
        Operator::LessOrEqual => by_order(Ordering::is_le),
        Operator::Equal => any_value(&|given| compare::equal(given, wanted)),
        Operator::NotEqual => !any_value(&|given| compare::equal(given, wanted)),
        Operator::Exists => any_value(&|_| true) == (wanted == &Value::Boolean(true)),
    }
}

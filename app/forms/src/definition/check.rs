//! Which item must be decided before which: its parent, and the questions its conditions look at.
//! A circle is refused, with every item of it named. Iterative, so that a long chain cannot exhaust the stack.

use super::item::ItemIdx;
use super::{Form, Refusal};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

/// All items, each after everything its enablement depends on.
pub(super) fn order(form: &Form, paths: &[String]) -> Result<Vec<ItemIdx>, Refusal> {
    let mut marks = vec![Mark::New; form.items.len()];
    let mut order = Vec::with_capacity(form.items.len());
    let mut stack: Vec<(ItemIdx, usize)> = Vec::new();
    for start in (0..form.items.len()).map(ItemIdx::new) {
        if marks[start.at()] != Mark::New {
            continue;
        }
        marks[start.at()] = Mark::Open;
        stack.push((start, 0));
        while let Some((item, n_seen)) = stack.last_mut() {
            let item = *item;
            let Some(next) = needs(form, item, *n_seen) else {
                marks[item.at()] = Mark::Done;
                order.push(item);
                stack.pop();
                continue;
            };
            *n_seen += 1;
            match marks[next.at()] {
                Mark::Done => {}
                Mark::New => {
                    marks[next.at()] = Mark::Open;
                    stack.push((next, 0));
                }
                Mark::Open => return Err(circle(form, paths, &stack, next)),
            }
        }
    }
    Ok(order)
}

/// The n-th item that must be decided before this one.
fn needs(form: &Form, item: ItemIdx, n: usize) -> Option<ItemIdx> {
    let item = &form.items[item.at()];
    let (parent, n) = match item.parent {
        Some(parent) if n == 0 => (Some(parent), 0),
        Some(_) => (None, n - 1),
        None => (None, n),
    };
    parent.or_else(|| item.enable_when.get(n).map(|condition| condition.question))
}

fn circle(form: &Form, paths: &[String], stack: &[(ItemIdx, usize)], back_to: ItemIdx) -> Refusal {
    let from = stack.iter().position(|(item, _)| *item == back_to).unwrap_or(0);
    let link_id = |item: ItemIdx| form.items[item.at()].link_id.as_str();
    let circle: Vec<&str> =
        stack[from..].iter().map(|(item, _)| link_id(*item)).chain([link_id(back_to)]).collect();
    let reason = if circle.len() == 2 {
        format!("The item \u{201c}{}\u{201d} waits for its own answer.", circle[0])
    } else {
        format!("Conditions go in a circle, so that nothing could ever show: {}.", circle.join(" \u{2192} "))
    };
    Refusal::new(paths[back_to.at()].clone(), reason)
}

//! What of a response an expression looks at, found from how it is written: a rule need not be run again while none of
//! that changed. When in doubt it looks at everything. Never here: which items those are (`definition::dependencies`).

use super::Expression;
use super::syntax::{Expr, Operator};

/// What of a response an expression looks at.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sees<'a> {
    /// Link ids that it asks for; what lies in such an item is looked at, too.
    pub link_ids: Vec<&'a str>,
    /// The item that the rule stands on.
    pub own: bool,
    /// Anything: the steps it takes cannot be told from its text.
    pub everything: bool,
}

impl Expression {
    /// What of a response it looks at. Variables are left to whoever knows them.
    pub fn sees(&self) -> Sees<'_> {
        let mut sees = Sees::default();
        look(&self.root, false, &mut sees);
        sees
    }
}

/// `inside`: in the arguments of a call on something, where the thing at hand is not the rule's own any more.
fn look<'a>(expr: &'a Expr, inside: bool, sees: &mut Sees<'a>) {
    match expr {
        Expr::Call { base: Some(base), name, arguments } if name == "where" && leads_to_items(base) => {
            match link_ids(base, arguments) {
                Some(found) => {
                    sees.link_ids.extend(found);
                    way(base, inside, sees);
                    arguments.iter().for_each(|part| look(part, true, sees));
                }
                None => sees.everything = true,
            }
        }
        Expr::Member { name, .. } if name == "item" => sees.everything = true,
        Expr::Member { base: Some(base), .. } if is_root(base) => {}
        Expr::Call { base: Some(base), name, arguments } if name == "select" && is_root(base) => {
            arguments.iter().for_each(|part| look(part, true, sees));
        }
        Expr::Variable(name) if name == "resource" || name == "rootResource" => sees.everything = true,
        Expr::Variable(name) if name == "context" => sees.own = true,
        Expr::This | Expr::Member { base: None, .. } => sees.own |= !inside,
        Expr::Call { base: None, name, arguments } => {
            let of_nothing = ["iif", "today", "now", "timeOfDay"].contains(&name.as_str());
            sees.own |= !inside && !of_nothing;
            sees.everything |= walks_down(name) || name == "answers";
            arguments.iter().for_each(|part| look(part, inside, sees));
        }
        Expr::Call { base: Some(base), name, arguments } => {
            sees.everything |= walks_down(name) || name == "answers";
            look(base, inside, sees);
            // Others are asked of the thing at hand outside, whatever they are called on.
            let goes_through = ["where", "select", "exists", "all", "repeat"].contains(&name.as_str());
            for (at, part) in arguments.iter().enumerate() {
                look(part, inside || goes_through || (name == "aggregate" && at == 0), sees);
            }
        }
        other => other.parts().into_iter().for_each(|part| look(part, inside, sees)),
    }
}

fn is_root(expr: &Expr) -> bool {
    matches!(expr, Expr::Variable(name) if name == "resource" || name == "rootResource")
}

fn walks_down(name: &str) -> bool {
    ["descendants", "children", "repeat"].contains(&name)
}

/// A step that comes to items and nothing else that is asked for.
fn leads_to_items(expr: &Expr) -> bool {
    match expr {
        Expr::Member { name, .. } => name == "item",
        Expr::Call { name, arguments, .. } if name == "repeat" => {
            matches!(arguments.as_slice(), [Expr::Member { base: None, name }] if name == "item")
        }
        Expr::Call { name, .. } => walks_down(name),
        _ => false,
    }
}

/// From where a step to items is taken. An item that is only passed on the way is not looked at.
fn way<'a>(step: &'a Expr, inside: bool, sees: &mut Sees<'a>) {
    let (Expr::Member { base, .. } | Expr::Call { base, .. }) = step else { return };
    let Some(base) = base.as_deref() else { return };
    match base {
        Expr::This => {}
        Expr::Variable(name) if name == "context" => {}
        base if is_root(base) => {}
        Expr::Call { base: Some(before), name, arguments }
            if name == "where" && leads_to_items(before) && asks_for_a_link_id_alone(arguments) =>
        {
            way(before, inside, sees);
        }
        other => look(other, inside, sees),
    }
}

/// The link ids that a criterion lets through; none where it may let others through as well, or fail on others. What
/// stands after `and` is asked of nothing else when what stands before it is false, as it is of any other item.
fn link_ids<'a>(base: &Expr, arguments: &'a [Expr]) -> Option<Vec<&'a str>> {
    match arguments {
        [Expr::Pair { operator: Operator::And, left, .. }] => {
            let_through(left).filter(|_| matches!(base, Expr::Member { .. }))
        }
        [criterion] => let_through(criterion),
        _ => None,
    }
}

fn let_through(criterion: &Expr) -> Option<Vec<&str>> {
    let Expr::Pair { operator, left, right } = criterion else { return None };
    match operator {
        Operator::Or => Some([let_through(left)?, let_through(right)?].concat()),
        Operator::Equal | Operator::In => match (&**left, &**right) {
            (one, words) if is_link_id(one) => words_in(words),
            (words, one) if is_link_id(one) && *operator == Operator::Equal => words_in(words),
            _ => None,
        },
        _ => None,
    }
}

fn asks_for_a_link_id_alone(arguments: &[Expr]) -> bool {
    matches!(arguments, [criterion @ Expr::Pair { operator: Operator::Equal, .. }] if let_through(criterion).is_some())
}

fn is_link_id(expr: &Expr) -> bool {
    match expr {
        Expr::Member { base, name } => {
            name == "linkId" && base.as_deref().is_none_or(|base| matches!(base, Expr::This))
        }
        _ => false,
    }
}

/// `'a'`, or `'a' | 'b'`.
fn words_in(expr: &Expr) -> Option<Vec<&str>> {
    match expr {
        Expr::Words(words) => Some(vec![words]),
        Expr::Pair { operator: Operator::Union, left, right } => {
            Some([words_in(left)?, words_in(right)?].concat())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_at_is_found_in_the_text_and_anything_else_is_everything() {
        // The link ids, the item itself, everything.
        type Wanted = (Vec<&'static str>, bool, bool);
        let everything: Wanted = (vec![], false, true);
        let cases: &[(&str, Wanted)] = &[
            ("%resource.item.where(linkId='a').answer.value", (vec!["a"], false, false)),
            (
                "%resource.item.where(linkId='g').item.where('a' = linkId).answer.value",
                (vec!["a"], false, false),
            ),
            ("%resource.descendants().where(linkId='a').answer.value.sum()", (vec!["a"], false, false)),
            (
                "%resource.repeat(item).where(linkId='a' or linkId='b').exists()",
                (vec!["a", "b"], false, false),
            ),
            ("%resource.item.where(linkId in ('a' | 'b')).answer.value", (vec!["a", "b"], false, false)),
            ("item.where(linkId='a' and answer.exists()).answer.value", (vec!["a"], false, false)),
            (
                "%resource.item.where(linkId='g' and answer.exists()).item.where(linkId='a').answer",
                (vec!["a", "g"], false, false),
            ),
            (
                "iif(%x > 3, %resource.item.where(linkId='a').answer.value, today())",
                (vec!["a"], false, false),
            ),
            ("%resource.select(item.where(linkId='a').answer.value)", (vec!["a"], false, false)),
            ("%resource.authored", (vec![], false, false)),
            ("answer.value > 3", (vec![], true, false)),
            ("$this.answer.value", (vec![], true, false)),
            ("%context.answer.value", (vec![], true, false)),
            ("%x.where($this > 3).count()", (vec![], false, false)),
            ("('x').intersect(answer.value.code)", (vec![], true, false)),
            ("1.aggregate($total + $this, answer.value)", (vec![], true, false)),
            ("%resource.select(answers().exists())", everything.clone()),
            ("%resource.select($this).answers()", everything.clone()),
            (
                "%resource.repeat(item | answer.where(value = true).item).where(linkId='a')",
                everything.clone(),
            ),
            ("%resource.item.where(answer.value > 3 and linkId='a').exists()", everything.clone()),
            ("%resource.descendants().where(linkId='a' and value > 3)", everything.clone()),
            ("%resource.item.count()", everything.clone()),
            ("%resource.item.where(answer.exists()).count()", everything.clone()),
            ("%resource.item.where(linkId='a' or answer.exists())", everything.clone()),
            ("%resource.item.where(linkId.startsWith('a')).count()", everything.clone()),
            ("%resource.descendants().answer.count()", everything.clone()),
            ("%resource.exists()", everything.clone()),
            ("%x = %resource", everything),
        ];
        for (text, wanted) in cases {
            let expression = Expression::parse(text).expect(text);
            let Sees { mut link_ids, own, everything } = expression.sees();
            link_ids.sort_unstable();
            match everything {
                true => assert!(wanted.2, "{text} looks at everything"),
                false => assert_eq!(&(link_ids, own, everything), wanted, "{text}"),
            }
        }
    }
}

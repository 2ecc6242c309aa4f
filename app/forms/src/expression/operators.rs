//! What stands between two values: arithmetic, comparing, logic, belonging.

use std::cmp::Ordering;

use super::amount::Amount;
use super::atom::{Atom, Number};
use super::moment::{Moment, Step};
use super::run::{Run, execution, kind_words, single, truth};
use super::syntax::Operator;
use super::{Collection, Problem, sets};

pub(super) fn pair<'a>(
    run: &Run<'_, 'a>,
    operator: Operator,
    left: Collection<'a>,
    right: Collection<'a>,
) -> Result<Collection<'a>, Problem> {
    use Operator::*;
    run.spend(left.len() + right.len())?;
    match operator {
        And | Or | Xor | Implies => Ok(yes_no(logic(operator, truth(&left)?, truth(&right)?))),
        Equal | NotEqual => {
            run.spend(sets::size(&left))?;
            Ok(yes_no(sets::equal(&left, &right).map(|same| same == (operator == Equal))))
        }
        Equivalent => Ok(yes_no(Some(sets::equivalent(run, &left, &right)?))),
        NotEquivalent => Ok(yes_no(Some(!sets::equivalent(run, &left, &right)?))),
        Union => sets::union(run, left, right),
        In => belongs(run, &left, &right),
        Contains => belongs(run, &right, &left),
        Joined => {
            let made = joined(&left, &right)?;
            run.spend(made.iter().map(|words| words.words().map_or(0, |words| words.len() / 64)).sum())?;
            Ok(made)
        }
        Less | LessOrEqual | Greater | GreaterOrEqual => {
            let Some((left, right)) = both(&left, &right)? else { return Ok(Vec::new()) };
            Ok(yes_no(order(left, right)?.map(|order| match operator {
                Less => order.is_lt(),
                LessOrEqual => order.is_le(),
                Greater => order.is_gt(),
                _ => order.is_ge(),
            })))
        }
        Times | Divided | Div | Mod | Plus | Minus => {
            let Some((left, right)) = both(&left, &right)? else { return Ok(Vec::new()) };
            Ok(arithmetic(operator, left, right)?.into_iter().collect())
        }
    }
}

fn yes_no<'a>(answer: Option<bool>) -> Collection<'a> {
    answer.map(Atom::Boolean).into_iter().collect()
}

/// The one thing on each side; nothing when a side is empty.
fn both<'c, 'a>(
    left: &'c [Atom<'a>],
    right: &'c [Atom<'a>],
) -> Result<Option<(&'c Atom<'a>, &'c Atom<'a>)>, Problem> {
    Ok(single(left)?.zip(single(right)?))
}

fn logic(operator: Operator, left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (operator, left, right) {
        (Operator::And, Some(false), _) | (Operator::And, _, Some(false)) => Some(false),
        (Operator::And, Some(true), Some(true)) => Some(true),
        (Operator::Or, Some(true), _) | (Operator::Or, _, Some(true)) => Some(true),
        (Operator::Or, Some(false), Some(false)) => Some(false),
        (Operator::Xor, Some(left), Some(right)) => Some(left != right),
        (Operator::Implies, Some(false), _) | (Operator::Implies, _, Some(true)) => Some(true),
        (Operator::Implies, Some(true), Some(false)) => Some(false),
        _ => None,
    }
}

fn belongs<'a>(run: &Run<'_, 'a>, one: &[Atom<'a>], all: &[Atom<'a>]) -> Result<Collection<'a>, Problem> {
    let Some(one) = single(one)? else { return Ok(Vec::new()) };
    run.spend(all.len())?;
    Ok(yes_no(Some(all.iter().any(|other| sets::atoms_equal(one, other) == Some(true)))))
}

/// `&`: words side by side, nothing counting as no words.
fn joined<'a>(left: &[Atom<'a>], right: &[Atom<'a>]) -> Result<Collection<'a>, Problem> {
    let text = |side: &[Atom<'a>]| match single(side)? {
        None => Ok(String::new()),
        Some(atom) => match super::convert::to_text(atom) {
            Some(text) => Ok(text),
            None => execution(format!("{} is no words", kind_words(atom))),
        },
    };
    super::words::made(text(left)? + &text(right)?)
}

pub(super) fn negative(base: Collection<'_>) -> Result<Collection<'_>, Problem> {
    let Some(atom) = single(&base)? else { return Ok(Vec::new()) };
    let turned = |number: Number| Number { value: -number.value, ..number };
    Ok(vec![match atom.value() {
        Some(Atom::Integer(whole)) => match whole.checked_neg() {
            Some(negative) => Atom::Integer(negative),
            None => return Ok(Vec::new()),
        },
        Some(Atom::Decimal(number)) => Atom::Decimal(turned(number)),
        Some(Atom::Amount(amount)) => Atom::Amount(Amount { value: turned(amount.value), ..amount }),
        _ => return execution(format!("{} has no negative", kind_words(atom))),
    }])
}

/// Less, equal or more; `None` where both cannot be told apart.
pub(super) fn order(left: &Atom<'_>, right: &Atom<'_>) -> Result<Option<Ordering>, Problem> {
    let values = left.value().zip(right.value());
    let numbers = |a: f64, b: f64| {
        if same_number(a, b) { Some(Ordering::Equal) } else { a.partial_cmp(&b) }
    };
    match values {
        Some((Atom::Words(a), Atom::Words(b))) => Ok(Some(a.cmp(&b))),
        Some((Atom::Moment(a), Atom::Moment(b))) => Ok(a.compare(b)),
        // A date that stands in a field of unknown type is text.
        Some((Atom::Moment(a), Atom::Words(b))) if Moment::parse(&b).is_some() => {
            Ok(Moment::parse(&b).and_then(|b| a.compare(b)))
        }
        Some((Atom::Words(a), Atom::Moment(b))) if Moment::parse(&a).is_some() => {
            Ok(Moment::parse(&a).and_then(|a| a.compare(b)))
        }
        Some((Atom::Integer(a), Atom::Integer(b))) => Ok(Some(a.cmp(&b))),
        Some((Atom::Amount(a), Atom::Amount(b))) => {
            Ok(a.in_unit_of(&b).and_then(|a| numbers(a, b.value.value)))
        }
        _ => match (bare_number(left), bare_number(right)) {
            (Some(a), Some(b)) => Ok(numbers(a, b)),
            _ => execution(format!("{} and {} have no order", kind_words(left), kind_words(right))),
        },
    }
}

/// A number; an amount without a unit counts as one.
pub(super) fn bare_number(atom: &Atom<'_>) -> Option<f64> {
    match atom.value()? {
        Atom::Amount(amount) if amount.unit == "1" => Some(amount.value.value),
        value => value.number().map(|number| number.value),
    }
}

/// Numbers that differ only by the rounding of a computation are equal.
pub(super) fn same_number(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-3)
}

fn arithmetic<'a>(
    operator: Operator,
    left: &Atom<'a>,
    right: &Atom<'a>,
) -> Result<Option<Atom<'a>>, Problem> {
    use Operator::*;
    let (Some(a), Some(b)) = (left.value(), right.value()) else {
        return execution(format!("{} is nothing to calculate with", kind_words(left)));
    };
    match (&a, &b) {
        (Atom::Words(a), Atom::Words(b)) if operator == Plus => {
            Ok(super::words::made(format!("{a}{b}"))?.pop())
        }
        (Atom::Integer(a), Atom::Integer(b)) if operator != Divided => {
            Ok(whole(operator, *a, *b).map(Atom::Integer))
        }
        (Atom::Moment(moment), Atom::Amount(amount)) if matches!(operator, Plus | Minus) => {
            let step = amount.step()?;
            let step = if operator == Minus { back(step) } else { step };
            Ok(moment.moved(step).map(Atom::Moment))
        }
        (Atom::Amount(a), Atom::Amount(b)) => amounts(operator, a, b),
        (Atom::Amount(a), _) if matches!(operator, Times | Divided) && b.number().is_some() => {
            let by = b.number().map_or(1.0, |number| number.value);
            let value = if operator == Times { Some(a.value.value * by) } else { divided(a.value.value, by) };
            Ok(value.and_then(Number::computed).map(|value| Atom::Amount(Amount { value, ..a.clone() })))
        }
        (_, Atom::Amount(b)) if operator == Times && a.number().is_some() => {
            let by = a.number().map_or(1.0, |number| number.value);
            Ok(Number::computed(b.value.value * by).map(|value| Atom::Amount(Amount { value, ..b.clone() })))
        }
        _ => match (a.number(), b.number()) {
            (Some(a), Some(b)) => Ok(decimals(operator, a.value, b.value)),
            _ => execution(format!(
                "{} and {} cannot be calculated together",
                kind_words(left),
                kind_words(right)
            )),
        },
    }
}

fn whole(operator: Operator, a: i64, b: i64) -> Option<i64> {
    match operator {
        Operator::Plus => a.checked_add(b),
        Operator::Minus => a.checked_sub(b),
        Operator::Times => a.checked_mul(b),
        Operator::Div => a.checked_div(b),
        _ => a.checked_rem(b),
    }
}

fn divided(a: f64, b: f64) -> Option<f64> {
    (b != 0.0).then(|| a / b)
}

fn decimals<'a>(operator: Operator, a: f64, b: f64) -> Option<Atom<'a>> {
    let number = match operator {
        Operator::Plus => a + b,
        Operator::Minus => a - b,
        Operator::Times => a * b,
        Operator::Divided => divided(a, b)?,
        Operator::Div => {
            let whole = divided(a, b)?.trunc();
            #[allow(clippy::cast_possible_truncation)]
            return (whole.abs() < 9e15).then_some(Atom::Integer(whole as i64));
        }
        _ => {
            divided(a, b)?;
            a % b
        }
    };
    Number::computed(number).map(Atom::Decimal)
}

fn amounts<'a>(operator: Operator, a: &Amount, b: &Amount) -> Result<Option<Atom<'a>>, Problem> {
    match operator {
        Operator::Plus | Operator::Minus => {
            let Some(theirs) = b.in_unit_of(a) else {
                return execution(format!("{} and {} measure different things", a.as_text(), b.as_text()));
            };
            let sum =
                if operator == Operator::Plus { a.value.value + theirs } else { a.value.value - theirs };
            Ok(Number::computed(sum).map(|value| Atom::Amount(Amount { value, ..a.clone() })))
        }
        Operator::Divided if a.unit == b.unit => Ok(divided(a.value.value, b.value.value)
            .and_then(Number::computed)
            .map(|value| Atom::Amount(Amount::new(value, "1")))),
        _ => Err(Problem::Unsupported("multiplying and dividing units".to_owned())),
    }
}

fn back(step: Step) -> Step {
    match step {
        Step::Months(n) => Step::Months(-n),
        Step::Days(n) => Step::Days(-n),
        Step::Millis(n) => Step::Millis(-n),
    }
}

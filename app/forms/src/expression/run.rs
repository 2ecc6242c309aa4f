//! Evaluates the tree of an expression. Bounded: an expression that would look at too many things is given up.

use std::cell::Cell;

use super::atom::Atom;
use super::syntax::{Expr, Operator};
use super::{Collection, Environment, Problem, functions, kinds, operators, path};

/// How many parts may be evaluated and things looked at by one rule, and by all rules of a form together; more than
/// any form needs, less than a second.
const MAX_STEPS: u32 = 1_000_000;
const MAX_STEPS_TOGETHER: u32 = 12_000_000;
/// So many things are passed on or looked at in the time that one part is evaluated.
pub(super) const CHEAP: usize = 4;

pub(super) struct Run<'e, 'a> {
    pub environment: &'e Environment<'a>,
    root: Collection<'a>,
    n_steps: Cell<u32>,
}

/// What an expression is evaluated on.
#[derive(Clone, Copy)]
pub(super) struct Frame<'f, 'a> {
    pub focus: &'f [Atom<'a>],
    pub index: i64,
    pub total: Option<&'f [Atom<'a>]>,
}

impl<'e, 'a> Run<'e, 'a> {
    pub(super) fn new(environment: &'e Environment<'a>, root: Collection<'a>) -> Run<'e, 'a> {
        Run { environment, root, n_steps: Cell::new(0) }
    }

    pub(super) fn whole(&self, expr: &'a Expr) -> Result<Collection<'a>, Problem> {
        self.eval(expr, Frame { focus: &self.root, index: 0, total: None })
    }

    /// Counts work done; the error says that it is too much.
    pub(super) fn spend(&self, n_steps: usize) -> Result<(), Problem> {
        let spent = self.n_steps.get().saturating_add(u32::try_from(n_steps).unwrap_or(u32::MAX));
        self.n_steps.set(spent);
        let together = &self.environment.spent;
        together.set(together.get().saturating_add(u32::try_from(n_steps).unwrap_or(u32::MAX)));
        if spent > MAX_STEPS || together.get() > MAX_STEPS_TOGETHER {
            execution("it would take too long")
        } else {
            Ok(())
        }
    }

    pub(super) fn eval(&self, expr: &'a Expr, frame: Frame<'_, 'a>) -> Result<Collection<'a>, Problem> {
        self.spend(1)?;
        Ok(match expr {
            Expr::Nothing => Vec::new(),
            Expr::Truth(yes) => vec![Atom::Boolean(*yes)],
            Expr::Whole(whole) => vec![Atom::Integer(*whole)],
            Expr::Fraction(number) => vec![Atom::Decimal(*number)],
            Expr::Words(words) => vec![Atom::Words(words.as_str().into())],
            Expr::Moment(moment) => vec![Atom::Moment(*moment)],
            Expr::Amount(amount) => vec![Atom::Amount(amount.clone())],
            Expr::This => frame.focus.to_vec(),
            Expr::Index => vec![Atom::Integer(frame.index)],
            Expr::Total => frame.total.map(<[_]>::to_vec).unwrap_or_default(),
            Expr::Variable(name) => self.variable(name)?,
            Expr::Member { base: None, name } => match path::names_itself(frame.focus, name) {
                true => frame.focus.to_vec(),
                false => path::children(self, frame.focus, name)?,
            },
            Expr::Member { base: Some(base), name } => path::children(self, &self.eval(base, frame)?, name)?,
            Expr::At { base, place } => self.at(base, place, frame)?,
            Expr::Negative(base) => operators::negative(self.eval(base, frame)?)?,
            Expr::Pair { operator, left, right } => self.pair(*operator, left, right, frame)?,
            Expr::Is { base, kind } => functions::is(&self.eval(base, frame)?, kind)?,
            Expr::As { base, kind } => functions::as_kind(self.eval(base, frame)?, kind)?,
            Expr::Call { base, name, arguments } => {
                let input = match base {
                    Some(base) => self.eval(base, frame)?,
                    None => frame.focus.to_vec(),
                };
                self.spend(input.len() / CHEAP)?;
                functions::call(self, name, input, arguments, frame)?
            }
        })
    }

    /// Evaluates on one thing of a collection.
    pub(super) fn on(
        &self,
        expr: &'a Expr,
        atom: &Atom<'a>,
        index: usize,
    ) -> Result<Collection<'a>, Problem> {
        let index = i64::try_from(index).unwrap_or(i64::MAX);
        self.eval(expr, Frame { focus: std::slice::from_ref(atom), index, total: None })
    }

    fn variable(&self, name: &str) -> Result<Collection<'a>, Problem> {
        if let Some(found) = self.environment.variables.get(name) {
            self.spend(found.len())?;
            return Ok(found.clone());
        }
        let fixed = match name {
            "ucum" => "http://unitsofmeasure.org".to_owned(),
            "sct" => "http://snomed.info/sct".to_owned(),
            "loinc" => "http://loinc.org".to_owned(),
            "context" => return Ok(self.root.clone()),
            _ => match (name.strip_prefix("vs-"), name.strip_prefix("ext-")) {
                (Some(name), _) => format!("http://hl7.org/fhir/ValueSet/{name}"),
                (_, Some(name)) => format!("http://hl7.org/fhir/StructureDefinition/{name}"),
                _ => return Err(Problem::Unsupported(format!("%{name}"))),
            },
        };
        Ok(vec![Atom::Words(fixed.into())])
    }

    fn at(&self, base: &'a Expr, place: &'a Expr, frame: Frame<'_, 'a>) -> Result<Collection<'a>, Problem> {
        let mut base = self.eval(base, frame)?;
        Ok(match whole(&self.eval(place, frame)?)? {
            Some(at) => match usize::try_from(at) {
                Ok(at) if at < base.len() => vec![base.swap_remove(at)],
                _ => Vec::new(),
            },
            None => Vec::new(),
        })
    }

    fn pair(
        &self,
        operator: Operator,
        left: &'a Expr,
        right: &'a Expr,
        frame: Frame<'_, 'a>,
    ) -> Result<Collection<'a>, Problem> {
        let left = self.eval(left, frame)?;
        // What is decided by the left side alone does not need the right one.
        if matches!(operator, Operator::And | Operator::Or | Operator::Implies) {
            let decided = truth(&left)?;
            match (operator, decided) {
                (Operator::And, Some(false)) => return Ok(vec![Atom::Boolean(false)]),
                (Operator::Or, Some(true)) | (Operator::Implies, Some(false)) => {
                    return Ok(vec![Atom::Boolean(true)]);
                }
                _ => {}
            }
        }
        let right = self.eval(right, frame)?;
        operators::pair(self, operator, left, right)
    }
}

pub(super) fn execution<T>(words: impl Into<String>) -> Result<T, Problem> {
    Err(Problem::Execution(words.into()))
}

/// The one thing of a collection; several are an error.
pub(super) fn single<'c, 'a>(collection: &'c [Atom<'a>]) -> Result<Option<&'c Atom<'a>>, Problem> {
    match collection {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        many => execution(format!("one value is wanted here, and there are {}", many.len())),
    }
}

/// Yes, no, or nothing; a single thing that is no yes or no counts as yes.
pub(super) fn truth(collection: &[Atom<'_>]) -> Result<Option<bool>, Problem> {
    Ok(single(collection)?.map(|atom| match atom.value() {
        Some(Atom::Boolean(yes)) => yes,
        _ => true,
    }))
}

/// One whole number.
pub(super) fn whole(collection: &[Atom<'_>]) -> Result<Option<i64>, Problem> {
    match single(collection)? {
        None => Ok(None),
        Some(atom) => match atom.value() {
            Some(Atom::Integer(whole)) => Ok(Some(whole)),
            _ => execution("a whole number is wanted here"),
        },
    }
}

/// One text.
pub(super) fn one_text(collection: &[Atom<'_>]) -> Result<Option<String>, Problem> {
    match single(collection)? {
        None => Ok(None),
        Some(atom) => match atom.words() {
            Some(words) => Ok(Some(words.into_owned())),
            None => execution(format!("words are wanted here, not {}", kind_words(atom))),
        },
    }
}

/// What a thing is called in messages.
pub(super) fn kind_words(atom: &Atom<'_>) -> String {
    match atom.kind() {
        "" => "something made of parts".to_owned(),
        kind => kind.to_owned(),
    }
}

/// True when the name of a type is one that can be asked for.
pub(super) fn check_kind(kind: &str) -> Result<(), Problem> {
    if kinds::is_known(kind) { Ok(()) } else { execution(format!("there is no type {kind}")) }
}

//! FHIRPath, as much of it as forms use: the rules that work a value out, show a question or check an answer.
//! An expression is read once and evaluated often. What is not supported is told by name when it is read, and
//! never evaluated to something wrong. Names of elements are not checked against FHIR's own definitions: a name that
//! does not exist finds nothing, and the JSON name of a choice (`valueCoding`) finds what the strict one (`value`) does.
//! Never here: which item an expression belongs to (`definition`), or when it is run (`calculation`).

mod amount;
mod atom;
mod convert;
mod functions;
mod kinds;
mod lexer;
mod moment;
mod numbers;
mod operators;
mod parser;
mod path;
mod run;
mod sees;
mod sets;
mod syntax;
mod words;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

pub use amount::Amount;
pub use atom::{Atom, Node, Number};
pub use moment::{Grain, Moment};

use syntax::Expr;

/// What an expression comes to: any number of things, in order.
pub type Collection<'a> = Vec<Atom<'a>>;

/// An expression that was read.
#[derive(Clone, Debug)]
pub struct Expression {
    text: String,
    root: Expr,
}

/// What an expression can see besides the thing it is evaluated on.
#[derive(Clone, Debug, Default)]
pub struct Environment<'a> {
    /// Values by the names that stand after `%`.
    pub variables: BTreeMap<String, Collection<'a>>,
    /// Now, with its zone; without it a rule that asks for today cannot be run.
    pub now: Option<Moment>,
    /// Work done by all expressions that share this.
    spent: Rc<Cell<u32>>,
}

/// Why an expression comes to no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is not FHIRPath: the place, in characters from the start, and what is wrong there.
    Syntax(usize, String),
    /// It uses something that is not supported here; its name.
    Unsupported(String),
    /// It cannot be evaluated on these values.
    Execution(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Syntax(at, words) => write!(f, "cannot be read at character {}: {words}", at + 1),
            Problem::Unsupported(name) => write!(f, "uses {name}, which is not supported here"),
            Problem::Execution(words) => f.write_str(words),
        }
    }
}

impl std::error::Error for Problem {}

impl<'a> Environment<'a> {
    /// An environment with a clock, or without one.
    pub fn at(now: Option<Moment>) -> Environment<'a> {
        Environment { now, ..Environment::default() }
    }

    /// The same, for expressions that may only do so much work together.
    pub fn sharing(now: Option<Moment>, spent: &Rc<Cell<u32>>) -> Environment<'a> {
        Environment { now, spent: spent.clone(), ..Environment::default() }
    }
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    /// When it is not FHIRPath, or names a function that is not supported.
    pub fn parse(text: &str) -> Result<Expression, Problem> {
        Ok(Expression { text: text.to_owned(), root: parser::parse(text)? })
    }

    /// The text it was read from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Evaluates it on a thing.
    ///
    /// # Errors
    /// When the values do not fit the expression, or it would take too long.
    pub fn evaluate<'a>(
        &'a self,
        focus: Collection<'a>,
        environment: &Environment<'a>,
    ) -> Result<Collection<'a>, Problem> {
        run::Run::new(environment, focus).whole(&self.root)
    }

    /// The names after `%` that it uses, each once.
    pub fn variables(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        self.root.walk(&mut |expr| {
            if let Expr::Variable(name) = expr
                && !names.contains(&name.as_str())
            {
                names.push(name);
            }
        });
        names
    }

    /// The link ids it asks for: words that stand against `linkId`.
    pub fn link_ids(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.root.walk(&mut |expr| {
            let Expr::Pair { left, right, .. } = expr else { return };
            let is_link_id = |side: &Expr| matches!(side, Expr::Member { name, .. } if name == "linkId");
            for (side, other) in [(left, right), (right, left)] {
                if is_link_id(side) {
                    other.walk(&mut |part| {
                        if let Expr::Words(words) = part {
                            found.push(words.as_str());
                        }
                    });
                }
            }
        });
        found
    }
}

//! What an expression is made of, once it was read.
//! Never here: reading it (`parser`) or evaluating it (`run`).

use super::amount::Amount;
use super::atom::Number;
use super::moment::Moment;

/// One part of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    /// `{}`
    Nothing,
    /// `true`
    Truth(bool),
    /// `12`
    Whole(i64),
    /// `1.50`
    Fraction(Number),
    /// `'words'`
    Words(String),
    /// `@2026-01-31`
    Moment(Moment),
    /// `3 months`
    Amount(Amount),
    /// `$this`
    This,
    /// `$index`
    Index,
    /// `$total`
    Total,
    /// `%name`
    Variable(String),
    /// `base.name`; without a base, of the thing at hand.
    Member { base: Option<Box<Expr>>, name: String },
    /// `base.name(arguments)`
    Call { base: Option<Box<Expr>>, name: String, arguments: Vec<Expr> },
    /// `base[place]`
    At { base: Box<Expr>, place: Box<Expr> },
    /// `-base`
    Negative(Box<Expr>),
    /// `left operator right`
    Pair { operator: Operator, left: Box<Expr>, right: Box<Expr> },
    /// `base is kind`
    Is { base: Box<Expr>, kind: String },
    /// `base as kind`
    As { base: Box<Expr>, kind: String },
}

/// What stands between two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Times,
    Divided,
    Div,
    Mod,
    Plus,
    Minus,
    Joined,
    Union,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    Equivalent,
    NotEquivalent,
    In,
    Contains,
    And,
    Or,
    Xor,
    Implies,
}

impl Expr {
    /// The parts directly inside this one.
    pub(super) fn parts(&self) -> Vec<&Expr> {
        match self {
            Expr::Member { base: Some(base), .. }
            | Expr::Negative(base)
            | Expr::Is { base, .. }
            | Expr::As { base, .. } => vec![base],
            Expr::Call { base, arguments, .. } => base.iter().map(|base| &**base).chain(arguments).collect(),
            Expr::At { base, place } => vec![base, place],
            Expr::Pair { left, right, .. } => vec![left, right],
            _ => Vec::new(),
        }
    }

    /// Calls `see` with this part and all parts in it.
    pub(super) fn walk<'a>(&'a self, see: &mut dyn FnMut(&'a Expr)) {
        let mut open = vec![self];
        while let Some(expr) = open.pop() {
            see(expr);
            open.extend(expr.parts());
        }
    }

    /// How many parts stand inside each other. Not recursive: it is asked to keep recursion bounded.
    pub(super) fn height(&self) -> usize {
        let mut highest = 0;
        let mut open = vec![(self, 1)];
        while let Some((expr, height)) = open.pop() {
            highest = highest.max(height);
            open.extend(expr.parts().into_iter().map(|part| (part, height + 1)));
        }
        highest
    }
}

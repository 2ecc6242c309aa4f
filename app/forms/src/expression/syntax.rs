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
    /// Calls `see` with this part and all parts in it.
    pub(super) fn walk<'a>(&'a self, see: &mut dyn FnMut(&'a Expr)) {
        see(self);
        match self {
            Expr::Member { base: Some(base), .. }
            | Expr::Negative(base)
            | Expr::Is { base, .. }
            | Expr::As { base, .. } => base.walk(see),
            Expr::Call { base, arguments, .. } => {
                if let Some(base) = base {
                    base.walk(see);
                }
                arguments.iter().for_each(|argument| argument.walk(see));
            }
            Expr::At { base, place } => {
                base.walk(see);
                place.walk(see);
            }
            Expr::Pair { left, right, .. } => {
                left.walk(see);
                right.walk(see);
            }
            _ => {}
        }
    }
}

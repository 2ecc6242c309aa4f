//! From pieces to the tree of an expression, by the precedence FHIRPath gives its operators. Depth is bounded, so that
//! no text can exhaust the stack, here or while evaluating.

use super::Problem;
use super::amount::{Amount, is_calendar_word};
use super::functions;
use super::lexer::{Token, tokens};
use super::syntax::{Expr, Operator};

/// How deep brackets and signs may stand inside each other while reading.
const MAX_DEPTH: usize = 250;
/// How many links a chain may have: real sums have under sixty terms.
const MAX_LINKS: usize = 400;
/// How high the tree may be that is evaluated. Each bracket may hold a chain, so this is a limit of its own.
const MAX_HEIGHT: usize = 400;

pub(super) fn parse(text: &str) -> Result<Expr, Problem> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0, n_links: 0 };
    let root = parser.pairs(0)?;
    if root.height() > MAX_HEIGHT {
        return parser.wrong("the expression is nested too deep");
    }
    match parser.peek() {
        Token::End => Ok(root),
        _ => parser.wrong("nothing may follow here"),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    depth: usize,
    /// Links of all chains so far.
    n_links: usize,
}

/// Operators from the loosest to the tightest; `is` and `as` stand between union and sums.
const LEVELS: &[&[(&str, Operator)]] = &[
    &[("implies", Operator::Implies)],
    &[("or", Operator::Or), ("xor", Operator::Xor)],
    &[("and", Operator::And)],
    &[("in", Operator::In), ("contains", Operator::Contains)],
    &[
        ("=", Operator::Equal),
        ("~", Operator::Equivalent),
        ("!=", Operator::NotEqual),
        ("!~", Operator::NotEquivalent),
    ],
    &[
        ("<=", Operator::LessOrEqual),
        ("<", Operator::Less),
        (">=", Operator::GreaterOrEqual),
        (">", Operator::Greater),
    ],
    &[("|", Operator::Union)],
    &[],
    &[("+", Operator::Plus), ("-", Operator::Minus), ("&", Operator::Joined)],
    &[("*", Operator::Times), ("/", Operator::Divided), ("div", Operator::Div), ("mod", Operator::Mod)],
];

/// The level of `is` and `as`.
const KIND_LEVEL: usize = 7;

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |(_, token)| token)
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn wrong<T>(&self, words: &str) -> Result<T, Problem> {
        let at = self.tokens.get(self.at).or(self.tokens.last()).map_or(0, |(at, _)| *at);
        Err(Problem::Syntax(at, words.to_owned()))
    }

    fn is_sign(&self, sign: &str) -> bool {
        matches!(self.peek(), Token::Sign(found) if *found == sign)
    }

    fn expect(&mut self, sign: &str) -> Result<(), Problem> {
        if !self.is_sign(sign) {
            return self.wrong(&format!("\u{201c}{sign}\u{201d} is missing"));
        }
        self.at += 1;
        Ok(())
    }

    /// Goes deeper, as far as is allowed.
    fn deeper(&mut self, n_levels: usize) -> Result<(), Problem> {
        self.depth += n_levels;
        if self.depth > MAX_DEPTH { self.wrong("the expression is nested too deep") } else { Ok(()) }
    }

    /// Adds a link to a chain. Chains lean to the left, so their length is height of the tree. All chains together are
    /// bounded: that bounds the height wherever they stand.
    fn link(&mut self) -> Result<(), Problem> {
        self.n_links += 1;
        if self.n_links > MAX_LINKS * 4 { self.wrong("the expression is too long") } else { Ok(()) }
    }

    fn pairs(&mut self, level: usize) -> Result<Expr, Problem> {
        if level == LEVELS.len() {
            return self.signed();
        }
        let mut left = self.pairs(level + 1)?;
        if level == KIND_LEVEL {
            left = self.kinds(left)?;
        }
        while let Some(operator) = self.operator(level) {
            self.at += 1;
            self.link()?;
            let right = self.pairs(level + 1)?;
            left = Expr::Pair { operator, left: Box::new(left), right: Box::new(right) };
        }
        Ok(left)
    }

    fn operator(&self, level: usize) -> Option<Operator> {
        let name = match self.peek() {
            Token::Name(name) => name.as_str(),
            Token::Sign(sign) => sign,
            _ => return None,
        };
        LEVELS[level].iter().find(|(sign, _)| *sign == name).map(|(_, operator)| *operator)
    }

    fn kinds(&mut self, mut base: Expr) -> Result<Expr, Problem> {
        loop {
            let is = match self.peek() {
                Token::Name(name) if name == "is" => true,
                Token::Name(name) if name == "as" => false,
                _ => return Ok(base),
            };
            self.at += 1;
            self.link()?;
            let kind = self.kind_name()?;
            base = if is {
                Expr::Is { base: Box::new(base), kind }
            } else {
                Expr::As { base: Box::new(base), kind }
            };
        }
    }

    fn kind_name(&mut self) -> Result<String, Problem> {
        let mut name = self.any_name()?;
        while self.is_sign(".") {
            self.at += 1;
            name = format!("{name}.{}", self.any_name()?);
        }
        Ok(name)
    }

    fn any_name(&mut self) -> Result<String, Problem> {
        match self.peek().clone() {
            Token::Name(name) | Token::Quoted(name) => {
                self.at += 1;
                Ok(name)
            }
            _ => self.wrong("a name is missing"),
        }
    }

    fn signed(&mut self) -> Result<Expr, Problem> {
        if self.is_sign("+") || self.is_sign("-") {
            let negative = self.is_sign("-");
            self.at += 1;
            self.deeper(1)?;
            let inner = self.signed()?;
            self.depth -= 1;
            return Ok(if negative { Expr::Negative(Box::new(inner)) } else { inner });
        }
        let mut base = self.term()?;
        loop {
            if self.is_sign(".") {
                self.at += 1;
                self.link()?;
                base = self.invocation(Some(Box::new(base)))?;
            } else if self.is_sign("[") {
                self.at += 1;
                self.link()?;
                let place = self.inner()?;
                self.expect("]")?;
                base = Expr::At { base: Box::new(base), place: Box::new(place) };
            } else {
                return Ok(base);
            }
        }
    }

    /// A whole expression inside brackets.
    fn inner(&mut self) -> Result<Expr, Problem> {
        // Each pair of brackets passes through all levels of operators: that is stack, too.
        self.deeper(5)?;
        let inner = self.pairs(0)?;
        self.depth -= 5;
        Ok(inner)
    }

    fn term(&mut self) -> Result<Expr, Problem> {
        match self.peek().clone() {
            Token::Sign("(") => {
                self.at += 1;
                let inner = self.inner()?;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Sign("{") => {
                self.at += 1;
                self.expect("}")?;
                Ok(Expr::Nothing)
            }
            Token::Name(name) if name == "true" || name == "false" => {
                self.at += 1;
                Ok(Expr::Truth(name == "true"))
            }
            Token::Name(_) | Token::Quoted(_) | Token::Special(_) => self.invocation(None),
            Token::Variable(name) => {
                self.at += 1;
                if name.is_empty() { self.wrong("after % stands a name") } else { Ok(Expr::Variable(name)) }
            }
            Token::Words(words) => {
                self.at += 1;
                Ok(Expr::Words(words))
            }
            Token::Moment(moment) => {
                self.at += 1;
                Ok(Expr::Moment(moment))
            }
            Token::Whole(whole) => {
                self.at += 1;
                Ok(self.amount(super::Number::from(whole)).unwrap_or(Expr::Whole(whole)))
            }
            Token::Fraction(number) => {
                self.at += 1;
                Ok(self.amount(number).unwrap_or(Expr::Fraction(number)))
            }
            _ => self.wrong("a value is missing"),
        }
    }

    /// A number with a unit behind it.
    fn amount(&mut self, number: super::Number) -> Option<Expr> {
        let unit = match self.peek() {
            Token::Words(unit) => unit.clone(),
            Token::Name(word) if is_calendar_word(word) => {
                let amount = Amount::calendar(number, word);
                self.at += 1;
                return Some(Expr::Amount(amount));
            }
            _ => return None,
        };
        self.at += 1;
        Some(Expr::Amount(Amount::new(number, &unit)))
    }

    fn invocation(&mut self, base: Option<Box<Expr>>) -> Result<Expr, Problem> {
        let name = match self.next() {
            Token::Special(name) => {
                return match name.as_str() {
                    "this" => Ok(Expr::This),
                    "index" => Ok(Expr::Index),
                    "total" => Ok(Expr::Total),
                    _ => self.wrong("after $ stands this, index or total"),
                };
            }
            Token::Name(name) | Token::Quoted(name) => name,
            _ => {
                self.at -= 1;
                return self.wrong("a name is missing");
            }
        };
        if !self.is_sign("(") {
            return Ok(Expr::Member { base, name });
        }
        self.at += 1;
        let mut arguments = Vec::new();
        while !self.is_sign(")") {
            if !arguments.is_empty() {
                self.expect(",")?;
            }
            arguments.push(self.inner()?);
        }
        self.at += 1;
        match functions::arity(&name) {
            None => Err(Problem::Unsupported(format!("the function {name}()"))),
            Some((least, most)) if arguments.len() < least || arguments.len() > most => {
                self.wrong(&format!("{name}() does not take {} values", arguments.len()))
            }
            Some(_) => Ok(Expr::Call { base, name, arguments }),
        }
    }
}

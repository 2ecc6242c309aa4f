//! Cuts the text of an expression into words, numbers, signs and literals.

use super::Problem;
use super::atom::Number;
use super::moment::Moment;

/// One piece of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name, or a word that is an operator.
    Name(String),
    /// A name in backticks: never an operator.
    Quoted(String),
    /// `$this` and its kind, without the sign.
    Special(String),
    /// `%name`, without the sign.
    Variable(String),
    /// `'words'`
    Words(String),
    Whole(i64),
    Fraction(Number),
    Moment(Moment),
    /// Signs such as `.`, `(`, `<=`.
    Sign(&'static str),
    End,
}

/// Longer signs before the shorter ones they begin with.
const SIGNS: &[&str] = &[
    "<=", ">=", "!=", "!~", ".", ",", "(", ")", "[", "]", "{", "}", "=", "~", "<", ">", "|", "+", "-", "*",
    "/", "&",
];

/// The pieces with their places, in characters from the start; the last is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Problem> {
    let chars: Vec<char> = text.chars().collect();
    let mut lexer = Lexer { chars: &chars, at: 0 };
    let mut found = Vec::new();
    loop {
        lexer.skip_blanks()?;
        let at = lexer.at;
        let token = lexer.token()?;
        let is_end = token == Token::End;
        found.push((at, token));
        if is_end {
            return Ok(found);
        }
    }
}

struct Lexer<'a> {
    chars: &'a [char],
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn starts_with(&self, sign: &str) -> bool {
        sign.chars().enumerate().all(|(n, c)| self.peek(n) == Some(c))
    }

    fn wrong<T>(&self, words: &str) -> Result<T, Problem> {
        Err(Problem::Syntax(self.at, words.to_owned()))
    }

    /// Blanks and comments.
    fn skip_blanks(&mut self) -> Result<(), Problem> {
        loop {
            if self.starts_with("//") {
                while self.peek(0).is_some_and(|c| c != '\n' && c != '\r') {
                    self.at += 1;
                }
            } else if self.starts_with("/*") {
                self.at += 2;
                while !self.starts_with("*/") {
                    if self.peek(0).is_none() {
                        return self.wrong("a comment has no end");
                    }
                    self.at += 1;
                }
                self.at += 2;
            } else if self.peek(0).is_some_and(char::is_whitespace) {
                self.at += 1;
            } else {
                return Ok(());
            }
        }
    }

    fn token(&mut self) -> Result<Token, Problem> {
        let Some(c) = self.peek(0) else {
            return Ok(Token::End);
        };
        match c {
            '\'' | '"' => self.quoted(c).map(Token::Words),
            '`' => self.quoted(c).map(Token::Quoted),
            '$' => {
                self.at += 1;
                Ok(Token::Special(self.name()))
            }
            '%' => {
                self.at += 1;
                match self.peek(0) {
                    Some(mark @ ('`' | '\'' | '"')) => self.quoted(mark).map(Token::Variable),
                    _ => Ok(Token::Variable(self.variable_name())),
                }
            }
            '@' => self.moment(),
            c if c.is_ascii_digit() => self.number(),
            c if c.is_alphabetic() || c == '_' => Ok(Token::Name(self.name())),
            _ => match SIGNS.iter().find(|sign| self.starts_with(sign)) {
                Some(sign) => {
                    self.at += sign.len();
                    Ok(Token::Sign(sign))
                }
                None => self.wrong(&format!("\u{201c}{c}\u{201d} means nothing here")),
            },
        }
    }

    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> String {
        let from = self.at;
        while self.peek(0).is_some_and(&fits) {
            self.at += 1;
        }
        self.chars[from..self.at].iter().collect()
    }

    fn name(&mut self) -> String {
        self.take_while(|c| c.is_alphanumeric() || c == '_')
    }

    /// Real forms name variables with hyphens, as FHIR's own `%vs-name` does; a letter follows at once.
    fn variable_name(&mut self) -> String {
        let mut name = self.name();
        while self.peek(0) == Some('-') && self.peek(1).is_some_and(char::is_alphabetic) {
            self.at += 1;
            name = format!("{name}-{}", self.name());
        }
        name
    }

    fn number(&mut self) -> Result<Token, Problem> {
        let mut figures = self.take_while(|c| c.is_ascii_digit());
        if self.peek(0) == Some('.') && self.peek(1).is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            figures.push('.');
            figures.push_str(&self.take_while(|c| c.is_ascii_digit()));
        }
        match figures.parse() {
            Ok(whole) => Ok(Token::Whole(whole)),
            Err(_) => match Number::parse(&figures) {
                Some(number) => Ok(Token::Fraction(number)),
                None => self.wrong("this number cannot be read"),
            },
        }
    }

    fn moment(&mut self) -> Result<Token, Problem> {
        self.at += 1;
        let text = self.take_while(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | 'T'));
        let mut text = text;
        // A point belongs to the seconds only where figures follow; else it calls a function.
        if text.contains(':') && self.peek(0) == Some('.') && self.peek(1).is_some_and(|c| c.is_ascii_digit())
        {
            self.at += 1;
            text.push('.');
            text.push_str(&self.take_while(|c| c.is_ascii_digit()));
        }
        if self.peek(0) == Some('Z') {
            self.at += 1;
            text.push('Z');
        } else if text.contains(':')
            && matches!(self.peek(0), Some('+' | '-'))
            && self.peek(1).is_some_and(|c| c.is_ascii_digit())
            && self.peek(3) == Some(':')
        {
            text.extend(self.chars[self.at..].iter().take(6));
            self.at = (self.at + 6).min(self.chars.len());
        }
        match Moment::parse(&text) {
            Some(moment) => Ok(Token::Moment(moment)),
            None => Err(Problem::Execution(format!("\u{201c}@{text}\u{201d} is no date or time"))),
        }
    }

    fn quoted(&mut self, mark: char) -> Result<String, Problem> {
        self.at += 1;
        let mut words = String::new();
        loop {
            match self.peek(0) {
                None => return self.wrong("a quotation has no end"),
                Some(c) if c == mark => {
                    self.at += 1;
                    return Ok(words);
                }
                Some('\\') => {
                    self.at += 1;
                    words.push(self.escaped()?);
                }
                Some(c) => {
                    self.at += 1;
                    words.push(c);
                }
            }
        }
    }

    fn escaped(&mut self) -> Result<char, Problem> {
        let Some(c) = self.peek(0) else {
            return self.wrong("a quotation has no end");
        };
        self.at += 1;
        Ok(match c {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\u{c}',
            'u' => {
                let code: String = self.chars[self.at..].iter().take(4).collect();
                match u32::from_str_radix(&code, 16).ok().and_then(char::from_u32) {
                    Some(c) if code.len() == 4 => {
                        self.at += 4;
                        c
                    }
                    _ => return self.wrong("after \\u stand four hexadecimal figures"),
                }
            }
            other => other,
        })
    }
}

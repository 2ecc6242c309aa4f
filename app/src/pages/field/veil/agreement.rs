//! The person's answer to the plan, kept in the form `plan` like any other answer: whether they agree, how they said
//! so, their name or what they drew, and when.

use crate::{
    local::now,
    sheet::{Book, Sheet, answer_words, moment},
};
use advice::{PLAN, ink, option};
use forms::{Answer, AnswerPath, Value};
use leptos::prelude::*;

const AGREED: &str = "pl-agreed";
const SOME: &str = "pl-agreed-some";
const HOW: &str = "pl-agreed-how";
const NAME: &str = "pl-agreed-name";
const ON: &str = "pl-agreed-on";
const INK: &str = "pl-agreed-ink";

/// The code of "The worker signs for them".
pub const READ_ALOUD: &str = "read-aloud";

/// The agreement of the open visit.
#[derive(Clone, Copy)]
pub struct Agreement {
    book: Book,
    sheet: Sheet,
}

impl Agreement {
    /// Where the visit has a form for it.
    pub fn of(book: Book) -> Option<Agreement> {
        let sheet = book.sheet(PLAN)?;
        let asks = sheet.definition.with_value(|definition| definition.by_link_id(AGREED).is_some());
        asks.then_some(Agreement { book, sheet })
    }

    /// True when nothing may be changed any more.
    pub fn is_closed(self) -> bool {
        self.sheet.read_only.get()
    }

    /// What they said: `yes`, `some`, `not-now`.
    pub fn said(self) -> Memo<Option<String>> {
        self.code(AGREED)
    }

    /// How they said it: `finger`, `typed`, `read-aloud`.
    pub fn how(self) -> Memo<Option<String>> {
        self.code(HOW)
    }

    /// The name.
    pub fn name(self) -> Memo<String> {
        self.words(NAME)
    }

    /// What they do not agree with.
    pub fn what_not(self) -> Memo<String> {
        self.words(SOME)
    }

    /// What they drew.
    pub fn ink(self) -> Memo<String> {
        self.words(INK)
    }

    /// All of it in a line, for whoever shows the page: "Yes, I agree. Typed their name. 12 May 2026 10:31".
    pub fn in_words(self) -> Memo<Option<String>> {
        let said = [AGREED, HOW, ON].map(|link| {
            let item = self.sheet.definition.with_value(|definition| definition.by_link_id(link));
            (item, self.sheet.answer(AnswerPath::root(link)))
        });
        Memo::new(move |_| {
            let words = said.iter().filter_map(|(item, answer)| {
                let answer = answer.get()?;
                Some(self.sheet.definition.with_value(|definition| answer_words(definition, *item, &answer)))
            });
            let words: Vec<String> = words.filter(|words| !words.is_empty()).collect();
            (!words.is_empty()).then(|| words.join(". "))
        })
    }

    /// They answer. A signature stands under one answer alone: with another it is asked for again.
    pub fn answer(self, code: &str) {
        let mut answers = vec![self.choice(AGREED, code), (AnswerPath::root(ON), moment(now()))];
        if self.said().get_untracked().as_deref() != Some(code) {
            let signed = [HOW, NAME, INK].map(AnswerPath::root).into_iter();
            let given =
                signed.filter(|path| self.sheet.answers.with_untracked(|all| all.get(path).is_some()));
            answers.extend(given.map(|path| (path, Answer::default())));
        }
        self.book.set_all(self.sheet, answers, "Agreement");
    }

    /// They say what they do not agree with.
    pub fn set_what_not(self, words: &str) {
        self.book.set_typing(self.sheet, AnswerPath::root(SOME), text(words));
    }

    /// They draw; nothing takes away what was drawn.
    pub fn draw(self, strokes: &[ink::Stroke]) {
        let drawn = ink::write(strokes);
        let how = self.how().get_untracked();
        let mut answers = vec![(AnswerPath::root(INK), text(&drawn))];
        if how.as_deref() == Some(READ_ALOUD) {
            answers.push((AnswerPath::root(NAME), Answer::default()));
        }
        let typed = how.as_deref() != Some(READ_ALOUD) && !self.name().get_untracked().is_empty();
        answers.extend(self.how_now(!drawn.is_empty(), typed));
        self.book.set_all(self.sheet, answers, "Signature");
    }

    /// They type their name.
    pub fn type_name(self, words: &str) {
        let drawn = !self.ink().get_untracked().is_empty();
        let how = self.how_now(drawn, !words.trim().is_empty());
        self.book.set_typing(self.sheet, AnswerPath::root(NAME), text(words));
        if !how.is_empty() {
            self.book.set_all(self.sheet, how, "Signature");
        }
    }

    /// It was read to them, and the worker signs.
    pub fn read_aloud(self, name: &str) {
        let answers = vec![
            self.choice(HOW, READ_ALOUD),
            (AnswerPath::root(NAME), text(name)),
            (AnswerPath::root(INK), Answer::default()),
            (AnswerPath::root(ON), moment(now())),
        ];
        self.book.set_all(self.sheet, answers, "Signature");
    }

    /// How it is signed now, and when, where that is something new.
    fn how_now(self, drawn: bool, typed: bool) -> Vec<(AnswerPath, Answer)> {
        let how = match (drawn, typed) {
            (true, _) => Some("finger"),
            (false, true) => Some("typed"),
            (false, false) => None,
        };
        if self.how().get_untracked().as_deref() == how {
            return Vec::new();
        }
        match how {
            Some(code) => vec![self.choice(HOW, code), (AnswerPath::root(ON), moment(now()))],
            None => vec![(AnswerPath::root(HOW), Answer::default())],
        }
    }

    fn choice(self, link: &str, code: &str) -> (AnswerPath, Answer) {
        let value = self.sheet.definition.with_value(|definition| option(definition, link, code));
        (AnswerPath::root(link), value.map(Answer::one).unwrap_or_default())
    }

    fn code(self, link: &str) -> Memo<Option<String>> {
        let answer = self.sheet.answer(AnswerPath::root(link));
        Memo::new(move |_| {
            answer.with(|answer| answer.as_ref().and_then(|answer| answer.code()).map(str::to_owned))
        })
    }

    fn words(self, link: &str) -> Memo<String> {
        let answer = self.sheet.answer(AnswerPath::root(link));
        Memo::new(move |_| {
            answer.with(|answer| {
                answer.as_ref().and_then(Answer::first).map(Value::as_words).unwrap_or_default()
            })
        })
    }
}

fn text(words: &str) -> Answer {
    match words.is_empty() {
        true => Answer::default(),
        false => Answer::one(Value::text(words)),
    }
}

//! A visit as it is looked at here: its forms with their answers, and the day.

use chrono::NaiveDate;
use forms::{Answer, AnswerPath, Answers, Definition, Item, Node, Value, View};
use std::fmt;

/// One form of a visit as it stands.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// Questionnaire id: `home-environment`.
    pub id: &'a str,
    /// What it asks.
    pub def: &'a Definition,
    /// What was said, with what was worked out.
    pub answers: &'a Answers,
    /// What the engine makes of both.
    pub view: &'a View,
}

/// A visit.
#[derive(Clone, Copy)]
pub struct Visit<'a> {
    /// Its forms, in their order.
    pub forms: &'a [Form<'a>],
    /// The day of the visit.
    pub today: NaiveDate,
}

/// Where something stands: a form and a path in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Questionnaire id.
    pub form: String,
    /// The path.
    pub path: AnswerPath,
}

impl Place {
    /// A place.
    pub fn new(form: &str, path: AnswerPath) -> Place {
        Place { form: form.to_owned(), path }
    }

    /// Reads what `Display` writes.
    pub fn parse(text: &str) -> Option<Place> {
        let (form, path) = text.split_once(' ')?;
        Some(Place { form: form.to_owned(), path: AnswerPath::parse(path).ok()? })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.form, self.path.as_str())
    }
}

impl<'a> Visit<'a> {
    /// A form by its id.
    pub fn form(&self, id: &str) -> Option<Form<'a>> {
        self.forms.iter().copied().find(|form| form.id == id)
    }

    /// The answer to a question outside repeated groups, in whichever form asks it, while it is asked.
    pub fn said(&self, link_id: &str) -> Option<&'a Answer> {
        let path = AnswerPath::root(link_id);
        self.forms.iter().find_map(|form| form.active(&path))
    }

    /// The code of such an answer.
    pub fn code(&self, link_id: &str) -> Option<&'a str> {
        self.said(link_id)?.code()
    }

    /// All codes of such an answer.
    pub fn codes(&self, link_id: &str) -> impl Iterator<Item = &'a str> {
        self.said(link_id).into_iter().flat_map(|answer| answer.0.iter().filter_map(Value::code))
    }
}

impl<'a> Form<'a> {
    /// An answer, while its question is asked and something is said.
    pub fn active(&self, path: &AnswerPath) -> Option<&'a Answer> {
        let answer = self.answers.get(path).filter(|answer| !answer.is_blank())?;
        self.view.node(path).filter(|node| node.enabled).map(|_| answer)
    }

    /// The words of an answer in a copy.
    pub fn words(&self, copy: &AnswerPath, link_id: &str) -> Option<String> {
        let path = copy.child(link_id);
        let answer = self.active(&path)?;
        let item = self.def.item_at(&path).map(|item| self.def.item(item));
        let word = |value: &Value| match item.and_then(|item| item.option_for(value)) {
            Some(option) => option.label.clone(),
            None => value.as_words(),
        };
        let words: Vec<String> = answer.0.iter().map(word).collect();
        Some(words.join(", ")).filter(|words| !words.trim().is_empty())
    }

    /// Nodes that are asked, each with its item.
    pub fn nodes(&self) -> impl Iterator<Item = (&'a Node, &'a Item)> {
        let def = self.def;
        self.view.nodes.iter().filter(|node| node.enabled).map(move |node| (node, def.item(node.item)))
    }

    /// What a copy of a repeated group is called: the words of its first line, else its kind.
    pub fn copy_name(&self, copy: &AnswerPath) -> Option<String> {
        let group = self.def.item(self.def.item_at(copy)?);
        group.children.iter().find_map(|child| {
            let item = self.def.item(*child);
            item.is_question().then(|| self.words(copy, &item.link_id)).flatten()
        })
    }

    /// "I Bathroom and WC".
    pub fn section_title(&self, section: u16) -> String {
        self.def.sections().get(usize::from(section)).map_or_else(String::new, |section| {
            match &section.letter {
                Some(letter) => format!("{letter} {}", section.title),
                None => section.title.clone(),
            }
        })
    }
}

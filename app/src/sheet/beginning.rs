//! How a visit begins: with the arrival, in the versions of its forms that are open, and with what they begin with.

use super::Book;
use crate::local::now;
use chrono::{DateTime, Utc};
use domain::VisitState;
use forms::{Answer, AnswerPath};
use leptos::prelude::*;
use sync::{Change, VisitCard};

impl Book {
    /// Begins the visit: from here on it stays in the versions of its forms that are open here.
    pub fn start(self, arrived: DateTime<Utc>) {
        self.card.update(|card| {
            card.arrived = Some(arrived);
            card.state = VisitState::Started;
        });
        self.note(Change::VisitStarted { arrived, forms: self.forms() });
    }

    /// Begins the visit when it was not begun: who answers first and never says "start" has begun.
    pub fn begin(self) {
        if self.card.try_with_untracked(|card| card.state == VisitState::Planned) == Some(true) {
            self.start(now());
        }
    }

    /// Writes down what the forms begin with: answers like any other, which can be changed and undone.
    pub fn fill_beforehand(self) {
        let now = self.card.with_untracked(VisitCard::moment);
        for sheet in self.all() {
            let initial = sheet.definition.with_value(|definition| definition.initial_answers(now));
            let open: Vec<(AnswerPath, Answer)> = sheet.answers.with_untracked(|said| {
                initial.into_iter().filter(|(path, _)| said.get(path).is_none()).collect()
            });
            if !open.is_empty() {
                self.set_all(sheet, open, "What the form begins with");
            }
        }
    }
}

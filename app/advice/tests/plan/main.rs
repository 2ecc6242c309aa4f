//! What taps on findings and drafts write into the plan, and the short words about both.

#[path = "../checks/home.rs"]
#[allow(dead_code)]
mod home;
mod words;
mod writing;

use advice::{Form, PLAN, Recommendation, Visit, library::Library};
use forms::{Answer, AnswerPath, Answers, Definition, instruments};

fn shipped() -> Library {
    let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/advice/library.json"));
    Library::read(text).expect("the library is in order")
}

fn plan_form() -> Definition {
    Definition::parse(instruments::get(PLAN).expect("the form is there")).expect("the form is in order")
}

/// The plan with these answers, as a visit of one form.
fn look<T>(answers: Vec<(AnswerPath, Answer)>, look: impl FnOnce(&Visit<'_>, &Answers) -> T) -> T {
    let definition = plan_form();
    let answers: Answers = answers.into_iter().collect();
    let view = forms::view(&definition, &answers);
    let forms = [Form { id: PLAN, def: &definition, answers: &answers, view: &view }];
    look(&Visit { forms: &forms, today: home::today() }, &answers)
}

fn only_one(answers: Vec<(AnswerPath, Answer)>) -> Recommendation {
    look(answers, |visit, _| advice::recommendations(visit).remove(0))
}

//! Adding a user: name, email, role, and for students the placement. The start link is shown once.

use super::{
    fields::{DateParts, Problems, Radios, Select, Text, date, is_wrong, message_of},
    figures::capital,
    frame::{BackLink, FormTitle, Office},
    start_link::StartLinkBlock,
};
use crate::{
    api::accounts::{Added, accounts, add_account},
    routes,
    session::{Desk, Page},
    ui::{ErrorSummary, Lintel},
};
use domain::Role;
use leptos::prelude::*;
use sync::desk::{AccountLine, NewAccount};

/// The page.
#[component]
pub fn NewUser() -> impl IntoView {
    let data = Resource::new(|| (), |()| accounts());
    view! { <Office page=Page::Users title="Add a user" text=true data=data draw=draw /> }
}

/// What is typed, before it is checked.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    email: RwSignal<String>,
    role: RwSignal<String>,
    title: RwSignal<String>,
    registration: RwSignal<String>,
    from: [RwSignal<String>; 3],
    until: [RwSignal<String>; 3],
    educator: RwSignal<String>,
    university: RwSignal<String>,
}

impl Typed {
    fn new() -> Typed {
        let text = || RwSignal::new(String::new());
        let date = || [text(), text(), text()];
        Typed {
            name: text(),
            email: text(),
            role: text(),
            title: text(),
            registration: text(),
            from: date(),
            until: date(),
            educator: text(),
            university: text(),
        }
    }

    /// The account, or what has to be put right.
    fn checked(&self) -> Result<NewAccount, Problems> {
        let mut problems = Problems::new();
        let mut wrong = |field: &str, words: &str| problems.push((Some(field.to_owned()), words.to_owned()));
        if self.name.with_untracked(|name| name.trim().is_empty()) {
            wrong("name", "Write the full name.");
        }
        if self.email.with_untracked(|email| !email.trim().contains('@')) {
            wrong("email", "Enter an email address, like name@example.org");
        }
        let role = self.role.with_untracked(|code| Role::from_code(code));
        if role.is_none() {
            wrong("role", "Choose a role.");
        }
        let mut new = NewAccount {
            name: self.name.get_untracked(),
            email: self.email.get_untracked(),
            role: role.map(|role| role.code().to_owned()).unwrap_or_default(),
            title: self.title.get_untracked(),
            registration: self.registration.get_untracked(),
            ..NewAccount::default()
        };
        if role == Some(Role::Student) {
            new.placement_from = date(&self.from);
            new.placement_until = date(&self.until);
            new.educator = self.educator.with_untracked(|id| id.parse().ok());
            new.university = self.university.get_untracked();
            if new.placement_from.is_none() {
                wrong("from", "Enter the first day, like 12 5 2026.");
            }
            match (new.placement_from, new.placement_until) {
                (_, None) => wrong("until", "Enter the last day, like 26 6 2026."),
                (Some(from), Some(until)) if until < from => {
                    wrong("until", "The placement ends before it begins. Correct one of the dates.");
                }
                _ => {}
            }
            if new.educator.is_none() {
                wrong("educator", "Choose an educator.");
            }
        }
        if problems.is_empty() { Ok(new) } else { Err(problems) }
    }
}

fn draw(accounts: Vec<AccountLine>, _desk: Desk) -> AnyView {
    let added = RwSignal::new(None::<Added>);
    let educators = StoredValue::new(
        accounts
            .into_iter()
            .filter(|line| line.role == Role::Supervisor && !line.has_left())
            .collect::<Vec<_>>(),
    );
    view! {
        {move || match added.get() {
            Some(added) => {
                view! {
                    <Lintel title=format!("{} is added", added.name) />
                    <StartLinkBlock link=added.link />
                    <a class="link" href=routes::USERS>
                        "Back to Users"
                    </a>
                }
                    .into_any()
            }
            None => view! { <Form educators=educators added=added /> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Form(educators: StoredValue<Vec<AccountLine>>, added: RwSignal<Option<Added>>) -> impl IntoView {
    let typed = Typed::new();
    let problems = RwSignal::new(Problems::new());
    let add = Action::new(move |new: &NewAccount| {
        let new = new.clone();
        async move {
            match add_account(new).await {
                Ok(done) => added.set(Some(done)),
                Err(error) => {
                    let words = error.to_string();
                    let field = words.contains("email").then(|| "email".to_owned());
                    problems.set(vec![(field, words)]);
                }
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match typed.checked() {
            Err(wrong) => problems.set(wrong),
            Ok(new) => {
                problems.set(Vec::new());
                if !add.pending().get_untracked() {
                    add.dispatch(new);
                }
            }
        }
    };
    let at = move |field: &'static str| message_of(problems, field);
    let chosen = move || typed.role.with(|code| Role::from_code(code));
    let meaning = |code: &str| Role::from_code(code).map_or("", Role::meaning);
    let is_student = move || chosen() == Some(Role::Student);
    let is_clinician = move || chosen().is_some_and(|role| role.visits_people() && role != Role::Student);
    view! {
        <FormTitle title="Add a user" wrong=is_wrong(problems) />
        <BackLink href=routes::USERS to="Users" />
        <ErrorSummary problems=problems />
        <Lintel title="Add a user".to_owned() />
        <form class="stack stack--wide" method="post" novalidate on:submit=submit>
            <div class="stack">
                <Text id="name" label="Full name" value=typed.name problem=at("name") />
                <Text id="email" label="Email" kind="email" value=typed.email problem=at("email") />
            </div>
            <Radios id="role" legend="Role" options=roles() hint=meaning value=typed.role problem=at("role") />
            {move || {
                is_student()
                    .then(|| {
                        view! {
                            <DateParts id="from" legend="Placement from" parts=typed.from problem=at("from") />
                            <DateParts id="until" legend="Placement to" parts=typed.until problem=at("until") />
                            <Educator educators=educators value=typed.educator problem=at("educator") />
                            <Text id="university" label="University" value=typed.university />
                        }
                    })
            }}
            {move || {
                is_clinician()
                    .then(|| {
                        view! {
                            <Text
                                id="registration"
                                label="Regulator and registration number"
                                value=typed.registration
                            />
                        }
                    })
            }}
            <Text
                id="title"
                label="Role as printed under signatures"
                optional=true
                value=typed.title
            />
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="submit">
                    "Add and show start link"
                </button>
            </div>
        </form>
    }
}

fn roles() -> Vec<(&'static str, String)> {
    Role::ALL.into_iter().map(|role| (role.code(), capital(role.word()))).collect()
}

#[component]
fn Educator(
    educators: StoredValue<Vec<AccountLine>>,
    value: RwSignal<String>,
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let options = educators.with_value(|all| {
        all.iter().map(|line| (line.user.to_string(), line.name.clone())).collect::<Vec<_>>()
    });
    view! { <Select id="educator" label="Educator" all="Choose" options=options value=value problem=problem /> }
}

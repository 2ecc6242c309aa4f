//! Changing an account: the email somebody signs in with, what is printed under signatures, who reviews the work, and how long a placement lasts.

use super::{
    fields::{DateParts, Problems, Select, SubmitOrBack, Text, date, message_of, no_date},
    frame::say,
};
use crate::{
    api::accounts::{AccountPage, Changing, change_account},
    ui::ErrorSummary,
};
use chrono::Datelike;
use leptos::prelude::*;
use sync::desk::{AccountLine, ChangedAccount};

/// The form, in a sheet.
#[component]
pub fn ChangeUser(
    /// The account as it stands.
    line: AccountLine,
    /// Who could review the work.
    reviewers: Vec<(domain::UserId, String)>,
    /// Whether the sheet is open.
    open: RwSignal<bool>,
    /// Gets the page as it is after the change.
    done: Callback<AccountPage>,
) -> impl IntoView {
    let (user, visits) = (line.user, line.role.visits_people());
    let seen = StoredValue::new(line.as_it_stands());
    let text = |words: &str| RwSignal::new(words.to_owned());
    let (name, email, title) = (text(&line.name), text(&line.email), text(&line.title));
    let registration = text(line.registration.as_deref().unwrap_or_default());
    let reviewer = RwSignal::new(line.reviewer.map(|id| id.to_string()).unwrap_or_default());
    let until = line.placement_until;
    let part =
        |number: Option<u32>| RwSignal::new(number.map(|number| number.to_string()).unwrap_or_default());
    let until_parts = [
        part(until.map(|day| day.day())),
        part(until.map(|day| day.month())),
        part(until.map(|day| day.year() as u32)),
    ];
    let problems = RwSignal::new(Problems::new());
    let send = Action::new(move |changed: &ChangedAccount| {
        let (seen, changed) = (seen.get_value(), changed.clone());
        async move {
            match change_account(Changing { user, seen, changed }).await {
                Ok(page) => {
                    open.set(false);
                    let _ = done.try_run(page);
                    say("Kept. What was signed before keeps what stood under it");
                }
                Err(error) => {
                    let words = error.to_string();
                    let of = [("educator", "user-reviewer"), ("email", "user-email")];
                    let field = of.iter().find(|(word, _)| words.contains(word));
                    problems.set(vec![(field.map(|(_, field)| (*field).to_owned()), words)]);
                }
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let said = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        let mut wrong = Problems::new();
        if said(name).is_empty() {
            wrong.push((Some("user-name".to_owned()), "Write the full name.".to_owned()));
        }
        if !said(email).contains('@') {
            let words = "Enter an email address, like name@example.org";
            wrong.push((Some("user-email".to_owned()), words.to_owned()));
        }
        if said(title).is_empty() {
            let words = "Write the role as it is printed under signatures.";
            wrong.push((Some("user-title".to_owned()), words.to_owned()));
        }
        let placement_until = date(&until_parts);
        if until.is_some() && placement_until.is_none() {
            wrong.push((Some("user-until".to_owned()), no_date(&until_parts, "26 6 2026")));
        }
        let is_whole = wrong.is_empty();
        problems.set(wrong);
        if is_whole && !send.pending().get_untracked() {
            send.dispatch(ChangedAccount {
                email: said(email),
                name: said(name),
                title: said(title),
                registration: said(registration),
                reviewer: said(reviewer).parse().ok(),
                placement_until,
            });
        }
    };
    let reviewers: Vec<_> = reviewers.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let (whose, nobody) = match until {
        Some(_) => ("Educator", "Choose"),
        None => ("Who reviews the work", "Nobody named: any supervisor"),
    };
    let at = move |field: &'static str| message_of(problems, field);
    view! {
        <form class="stack" method="post" novalidate on:submit=submit>
            <ErrorSummary problems=problems />
            <Text id="user-name" label="Full name" value=name problem=at("user-name") />
            <Text id="user-email" label="Email, to sign in with" kind="email" value=email problem=at("user-email") />
            <Text id="user-title" label="Role as printed under signatures" value=title problem=at("user-title") />
            {visits
                .then(|| {
                    view! {
                        <Text id="user-registration" label="Regulator and registration number" optional=true value=registration />
                        <Select id="user-reviewer" label=whose all=nobody options=reviewers value=reviewer />
                    }
                })}
            {until
                .is_some()
                .then(|| {
                    view! { <DateParts id="user-until" legend="Placement to" parts=until_parts problem=at("user-until") /> }
                })}
            <SubmitOrBack submit="Keep the changes" open=open />
        </form>
    }
}

//! Everyone who has an account in the service.

use super::frame::Office;
use crate::{
    api::accounts::accounts,
    routes,
    session::{Desk, Page},
    ui::{Icon, Lintel},
};
use domain::calendar::date_and_clock;
use leptos::prelude::*;
use sync::desk::AccountLine;

/// The page.
#[component]
pub fn Users() -> impl IntoView {
    let data = Resource::new(|| (), |()| accounts());
    view! { <Office page=Page::Users title="Users" data=data draw=draw /> }
}

/// "Supervisor".
pub fn role_word(line: &AccountLine) -> String {
    let mut word = line.role.word().to_owned();
    word[..1].make_ascii_uppercase();
    word
}

fn draw(lines: Vec<AccountLine>, _desk: Desk) -> AnyView {
    let row = |line: AccountLine| {
        let role = role_word(&line);
        view! {
            <tr>
                <th scope="row">
                    <a href=routes::user(line.user)>{line.name}</a>
                </th>
                <td data-label="Role">{role}</td>
                <td data-label="State">{line.state}</td>
                <td data-label="Email" class="table__wide">
                    {line.email}
                </td>
                <td data-label="Last sign-in">
                    {line.last_seen.map_or_else(|| "Not yet".to_owned(), date_and_clock)}
                </td>
            </tr>
        }
    };
    view! {
        <Lintel title=format!("Users ({})", lines.len())>
            <a class="btn btn--primary" href=routes::NEW_USER>
                <Icon name="plus" />
                "Add a user"
            </a>
        </Lintel>
        <div class="table-wrap">
            <table class="table table--cards table--rows">
                <caption>"Everyone in the service"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Role"</th>
                        <th scope="col">"State"</th>
                        <th scope="col" class="table__wide">
                            "Email"
                        </th>
                        <th scope="col">"Last sign-in"</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

//! Taking a person on, and changing what is written down: who it is, what to know before a visit, and what the visit
//! starts from.

mod typed;

use super::{
    fields::{Area, DateParts, Problems, Select, Text, Tick, is_wrong, message_of},
    frame::{BackLink, FormTitle, Office, by_id, say},
};
use crate::{
    api::{
        diary::{PlanningPage, planning},
        people::{Keeping, keep_person},
    },
    routes,
    session::{Desk, Page},
    ui::{ErrorSummary, Lintel, Notice},
};
use domain::{PersonId, Role, calendar::uk_date, people::Person};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use sync::desk::{KeptPerson, TeamMember};
use typed::{BACKGROUND, BEFORE, HOMES, Line, REACHED, Typed, field_of};
use uuid::Uuid;

/// The page for somebody new.
#[component]
pub fn NewPerson() -> impl IntoView {
    let data = Resource::new(|| (), |()| planning(None));
    view! { <Office page=Page::Diary title="Add a person" text=true data=data draw=draw /> }
}

/// The page for changes.
#[component]
pub fn ChangePerson() -> impl IntoView {
    let data = by_id("person", |id: PersonId| planning(Some(id)));
    view! { <Office page=Page::Diary title="Change a person" text=true data=data draw=draw /> }
}

fn draw(page: PlanningPage, desk: Desk) -> AnyView {
    view! { <Form page=page desk=desk /> }.into_any()
}

#[component]
fn Form(page: PlanningPage, desk: Desk) -> impl IntoView {
    let PlanningPage { person, team } = page;
    let id = person.as_ref().map(|page| page.person.id);
    let (therapist, has_code) = match &person {
        Some(page) => (page.therapist.clone(), page.person.background.has_access_code),
        None => (String::new(), false),
    };
    let before = person.map_or_else(|| Person::unknown(PersonId(Uuid::nil())), |page| page.person);
    let typed = Typed::of(&before);
    let before = StoredValue::new(before);
    let today = uk_date(desk.now);
    // A therapist who takes somebody on is asked nothing.
    let asks_whose = id.is_none() && desk.me.role != Role::Therapist;
    let problems = RwSignal::new(Problems::new());
    // Somebody of the same name and day of birth is in the service: asked once, and then to be said.
    let asks = RwSignal::new(false);
    let navigate = use_navigate();
    let keep = Action::new(move |kept: &KeptPerson| {
        let (kept, navigate) = (kept.clone(), navigate.clone());
        async move {
            match keep_person(Keeping { id, kept }).await {
                Ok(kept) => {
                    navigate(&routes::person(kept), Default::default());
                    say(if id.is_some() {
                        "Kept. Tablets that go there get it at their next contact"
                    } else {
                        "Added"
                    });
                }
                Err(error) => {
                    let words = error.to_string();
                    // A number is one person's alone; a name may be somebody else's.
                    let is_name = words.contains("in the service already") && !words.contains("NHS number");
                    asks.update(|asks| *asks |= is_name);
                    problems.set(vec![(field_of(&words).map(str::to_owned), words)]);
                }
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match before.with_value(|before| typed.checked(before, today, asks_whose)) {
            Err(wrong) => problems.set(wrong),
            Ok(kept) if !keep.pending().get_untracked() => {
                problems.set(Problems::new());
                keep.dispatch(kept);
            }
            Ok(_) => {}
        }
    };
    let at = move |field: &'static str| message_of(problems, field);
    let title = if id.is_some() { "Change these facts" } else { "Add a person" };
    let (back, back_to) = match id {
        Some(id) => (routes::person(id), "Person"),
        None => (routes::CASELOAD.to_owned(), "Caseload"),
    };
    view! {
        <FormTitle title=title wrong=is_wrong(problems) />
        <BackLink href=back to=back_to />
        <ErrorSummary problems=problems />
        <Lintel title=title.to_owned() />
        <form class="stack stack--wide" method="post" novalidate on:submit=submit>
            <section class="stack" aria-labelledby="who-h">
                <h2 id="who-h">"Who it is"</h2>
                <Text id="title" label="Title" optional=true hint="Mrs, Mr, Ms, Dr, or none" value=typed.title />
                <Text id="given" label="Given names" value=typed.given problem=at("given") />
                <Text id="family" label="Family name" value=typed.family problem=at("family") />
                {move || asks.get().then(|| view! { <Tick label="I looked: it is somebody else" value=typed.sure /> })}
                <Text id="preferred" label="Likes to be called" optional=true value=typed.preferred />
                <DateParts id="born" legend="Date of birth (leave it empty if it is not known)" parts=typed.born problem=at("born") />
                <Text id="number" label="NHS number" optional=true inputmode="numeric" value=typed.number problem=at("number") />
            </section>
            <section class="stack" aria-labelledby="where-h">
                <h2 id="where-h">"Where, and how to reach them"</h2>
                <Text id="address" label="Address" hint="House, street, town and postcode" value=typed.address problem=at("address") />
                <Select
                    id="home-kind"
                    label="Kind of home"
                    all="Not known yet"
                    options=HOMES.map(|(code, words)| (code.to_owned(), words.to_owned())).to_vec()
                    value=typed.home_kind
                />
                <Lines typed=typed which=&REACHED problems=problems />
            </section>
            <section class="stack" aria-labelledby="before-h">
                <h2 id="before-h">"Before a visit"</h2>
                <Lines typed=typed which=&BEFORE problems=problems />
            </section>
            <section class="stack" aria-labelledby="code-h">
                <h2 id="code-h">"Key safe"</h2>
                <Notice icon="key">
                    <p>"The code stays covered: who sees it says why, and it is recorded."</p>
                </Notice>
                // It is not shown; it can be replaced, or taken away.
                {has_code
                    .then(|| {
                        view! {
                            <p>"A code is written down. What you write here takes its place."</p>
                            <Tick label="There is no key safe any more: take the code away" value=typed.removes_code />
                        }
                    })}
                <Text id="code-place" label="Where it is" optional=true value=typed.code_place />
                <Text id="code" label="Code" optional=true value=typed.code problem=at("code") />
            </section>
            <section class="stack" aria-labelledby="start-h">
                <h2 id="start-h">"What the visit starts from"</h2>
                <Lines typed=typed which=&BACKGROUND problems=problems />
            </section>
            <Therapist team=team now=therapist role=desk.me.role value=typed.therapist problem=at("therapist") />
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="submit">
                    {move || match (keep.pending().get(), id) {
                        (true, _) => "Keeping it",
                        (_, Some(_)) => "Keep the changes",
                        _ => "Add this person",
                    }}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Lines(typed: Typed, which: &'static [Line], problems: RwSignal<Problems>) -> impl IntoView {
    let field = |line: &'static Line| {
        let problem = message_of(problems, line.id);
        let value = typed
            .lines
            .with_value(|all| all.iter().find(|(one, _)| one.id == line.id).map(|(_, value)| *value));
        value.map(|value| match line.rows {
            1 => view! { <Text id=line.id label=line.label optional=true hint=line.hint value=value problem=problem /> }.into_any(),
            rows => {
                view! { <Area id=line.id label=line.label optional=true hint=line.hint rows=rows value=value problem=problem /> }.into_any()
            }
        })
    };
    which.iter().map(field).collect_view()
}

/// Whose caseload it is. A therapist who takes somebody on is asked nothing.
#[component]
fn Therapist(
    team: Vec<TeamMember>,
    now: String,
    role: Role,
    value: RwSignal<String>,
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let all = match (now.as_str(), role) {
        ("", Role::Therapist) => "Mine".to_owned(),
        ("", _) => "Choose".to_owned(),
        (now, _) => format!("As it is: {now}"),
    };
    let options = team.into_iter().filter(|one| one.role != Role::Student);
    let options: Vec<_> =
        options.map(|one| (one.user.to_string(), format!("{}, {}", one.name, one.title))).collect();
    let nobody = options.is_empty();
    view! {
        <section class="stack" aria-labelledby="whose-h">
            <h2 id="whose-h">"Whose caseload"</h2>
            {nobody
                .then(|| {
                    view! {
                        <Notice attention=true icon="attention">
                            <p>"Nobody here has a caseload yet. Your administrator adds therapists first."</p>
                        </Notice>
                    }
                })}
            <Select id="therapist" label="Therapist" all=all options=options value=value problem=problem />
        </section>
    }
}

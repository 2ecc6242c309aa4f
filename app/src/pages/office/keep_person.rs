//! Taking a person on, and changing what is written down: who it is, what to know before a visit, and what the visit
//! starts from.

use super::{
    fields::{Area, DateParts, Problems, Text, date_since, message_of},
    frame::{BackLink, FormTitle, Office, by_id, say},
    queue::Select,
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
use chrono::{Datelike, NaiveDate};
use domain::{
    PersonId, Role,
    calendar::uk_date,
    people::{Background, BeforeYouKnock, Person, health_number_is_plausible},
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use sync::desk::{KeptPerson, TeamMember};
use uuid::Uuid;

/// The kinds of home that have a picture of their own.
const HOMES: [(&str, &str); 4] =
    [("house", "House"), ("flat", "Flat"), ("bungalow", "Bungalow"), ("park-home", "Park home or caravan")];

/// A text about a person that may stay empty.
struct Line {
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    /// Lines of the field; one for a plain field.
    rows: u8,
    of: fn(&mut Person) -> &mut Option<String>,
}

const fn line(
    id: &'static str,
    label: &'static str,
    rows: u8,
    of: fn(&mut Person) -> &mut Option<String>,
) -> Line {
    Line { id, label, hint: "", rows, of }
}

const REACHED: [Line; 3] = [
    line("phone", "Phone", 1, |one| &mut one.phone),
    line("language", "Language", 1, |one| &mut one.language),
    line("interpreter", "Interpreter, if one is needed", 1, |one| &mut one.background.interpreter),
];

const BEFORE: [Line; 6] = [
    Line {
        hint: "Facts for whoever goes alone. The person may read them.",
        ..line("risk", "Safety", 2, |one| &mut one.before.risk)
    },
    line("access", "Getting in", 2, |one| &mut one.before.access),
    line("there", "Who will be there", 2, |one| &mut one.before.people_there),
    line("pets", "Pets", 1, |one| &mut one.before.pets),
    line("communication", "Communication", 2, |one| &mut one.before.communication),
    line("parking", "Parking", 1, |one| &mut one.before.parking),
];

const BACKGROUND: [Line; 6] = [
    line("referral", "Why referred, and by whom", 3, |one| &mut one.background.referral),
    line("wants", "What the person asks for, in their own words", 3, |one| &mut one.background.wants),
    line("health", "Health", 3, |one| &mut one.background.health),
    line("household", "Who lives there", 2, |one| &mut one.background.household),
    line("home", "The home in a sentence", 2, |one| &mut one.background.home),
    line("strengths", "Strengths and interests", 2, |one| &mut one.background.strengths),
];

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

/// Nobody yet.
fn nobody() -> Person {
    Person {
        id: PersonId(Uuid::nil()),
        title: None,
        given: String::new(),
        family: String::new(),
        preferred: None,
        born: None,
        health_number: None,
        address: String::new(),
        phone: None,
        language: None,
        before: BeforeYouKnock::default(),
        background: Background::default(),
    }
}

/// What is typed, before it is checked.
#[derive(Clone, Copy)]
struct Typed {
    title: RwSignal<String>,
    given: RwSignal<String>,
    family: RwSignal<String>,
    preferred: RwSignal<String>,
    number: RwSignal<String>,
    address: RwSignal<String>,
    born: [RwSignal<String>; 3],
    home_kind: RwSignal<String>,
    therapist: RwSignal<String>,
    code_place: RwSignal<String>,
    code: RwSignal<String>,
    sure: RwSignal<bool>,
    lines: StoredValue<Vec<(&'static Line, RwSignal<String>)>>,
}

impl Typed {
    fn of(person: &Person) -> Typed {
        let text = |words: &str| RwSignal::new(words.to_owned());
        let some = |words: &Option<String>| RwSignal::new(words.clone().unwrap_or_default());
        let born = person.born.map(|born| [born.day(), born.month(), born.year() as u32]);
        let part = |at: usize| RwSignal::new(born.map(|born| born[at].to_string()).unwrap_or_default());
        let mut read = person.clone();
        let lines = REACHED.iter().chain(&BEFORE).chain(&BACKGROUND);
        Typed {
            title: some(&person.title),
            given: text(&person.given),
            family: text(&person.family),
            preferred: some(&person.preferred),
            number: RwSignal::new(
                person
                    .health_number
                    .as_deref()
                    .map(domain::people::grouped_health_number)
                    .unwrap_or_default(),
            ),
            address: text(&person.address),
            born: [part(0), part(1), part(2)],
            home_kind: some(&person.background.home_kind),
            therapist: text(""),
            code_place: text(""),
            code: text(""),
            sure: RwSignal::new(false),
            lines: StoredValue::new(
                lines
                    .map(|line| (line, RwSignal::new((line.of)(&mut read).clone().unwrap_or_default())))
                    .collect(),
            ),
        }
    }

    /// What is to be kept, or what has to be put right.
    fn checked(&self, before: &Person, today: NaiveDate) -> Result<KeptPerson, Problems> {
        let mut problems = Problems::new();
        let mut wrong = |field: &str, words: &str| problems.push((Some(field.to_owned()), words.to_owned()));
        let said = |text: RwSignal<String>| text.with_untracked(|text| text.trim().to_owned());
        let some = |text: RwSignal<String>| Some(said(text)).filter(|text| !text.is_empty());
        for (field, text, words) in [
            ("given", self.given, "Write the given name."),
            ("family", self.family, "Write the family name."),
            ("address", self.address, "Write the address: the visit goes there."),
        ] {
            if said(text).is_empty() {
                wrong(field, words);
            }
        }
        let born = date_of_birth(&self.born, today);
        if let Err(words) = born {
            wrong("born", words);
        }
        if some(self.number).is_some_and(|number| !health_number_is_plausible(&number)) {
            wrong("number", "This is no NHS number: it has ten figures, and the last one checks the others.");
        }
        if said(self.code).is_empty() != said(self.code_place).is_empty() {
            wrong("code", "Write both: where the key safe is, and its code.");
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut facts = Person {
            title: some(self.title),
            given: said(self.given),
            family: said(self.family),
            preferred: some(self.preferred),
            born: born.ok().flatten(),
            health_number: some(self.number),
            address: said(self.address),
            ..before.clone()
        };
        facts.background.home_kind = some(self.home_kind);
        self.lines.with_value(|lines| {
            for (line, text) in lines {
                *(line.of)(&mut facts) = some(*text);
            }
        });
        Ok(KeptPerson {
            facts,
            therapist: said(self.therapist).parse().ok(),
            code_place: said(self.code_place),
            code: said(self.code),
            sure: self.sure.get_untracked(),
        })
    }
}

/// The date of birth that was typed; none where nothing was.
fn date_of_birth(parts: &[RwSignal<String>; 3], today: NaiveDate) -> Result<Option<NaiveDate>, &'static str> {
    if parts.iter().all(|part| part.with_untracked(|text| text.trim().is_empty())) {
        return Ok(None);
    }
    match date_since(parts, 1890) {
        Some(born) if born <= today => Ok(Some(born)),
        Some(_) => Err("The date of birth is after today."),
        None => Err("Enter day, month and year, like 14 3 1941, or leave all three empty."),
    }
}

#[component]
fn Form(page: PlanningPage, desk: Desk) -> impl IntoView {
    let PlanningPage { person, team } = page;
    let id = person.as_ref().map(|page| page.person.id);
    let (therapist, has_code) = match &person {
        Some(page) => (page.therapist.clone(), page.person.background.has_access_code),
        None => (String::new(), false),
    };
    let before = person.map_or_else(nobody, |page| page.person);
    let typed = Typed::of(&before);
    let before = StoredValue::new(before);
    let today = uk_date(desk.now);
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
                    asks.update(|asks| *asks |= words.contains("on the same day"));
                    let field = if words.contains("NHS number") { "number" } else { "family" };
                    problems.set(vec![(Some(field.to_owned()), words)]);
                }
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match before.with_value(|before| typed.checked(before, today)) {
            Err(wrong) => problems.set(wrong),
            Ok(kept) if !keep.pending().get_untracked() => {
                problems.set(Problems::new());
                keep.dispatch(kept);
            }
            Ok(_) => {}
        }
    };
    let at = move |field: &'static str| message_of(problems, field);
    let title = if id.is_some() { "Change what is written down" } else { "Add a person" };
    let (back, back_to) = match id {
        Some(id) => (routes::person(id), "Person"),
        None => (routes::CASELOAD.to_owned(), "Caseload"),
    };
    view! {
        <FormTitle title=title wrong=Signal::derive(move || problems.try_with(|all| !all.is_empty()).unwrap_or(false)) />
        <BackLink href=back to=back_to />
        <ErrorSummary problems=problems />
        <Lintel title=title.to_owned() />
        <form class="stack stack--wide" method="post" novalidate on:submit=submit>
            <section class="stack" aria-labelledby="who-h">
                <h2 id="who-h">"Who it is"</h2>
                <Text id="title" label="Title" optional=true hint="Mrs, Mr, Ms, Dr, or none" value=typed.title />
                <Text id="given" label="Given names" value=typed.given problem=at("given") />
                <Text id="family" label="Family name" value=typed.family problem=at("family") />
                {move || asks.get().then(|| view! { <SomebodyElse sure=typed.sure /> })}
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
                <Lines typed=typed which=&REACHED />
            </section>
            <section class="stack" aria-labelledby="before-h">
                <h2 id="before-h">"Before a visit"</h2>
                <Lines typed=typed which=&BEFORE />
            </section>
            <section class="stack" aria-labelledby="code-h">
                <h2 id="code-h">"Key safe"</h2>
                <Notice icon="key">
                    <p>"The code stays covered: who sees it says why, and it is recorded."</p>
                </Notice>
                {has_code.then(|| view! { <p>"A code is written down. What you write here takes its place."</p> })}
                <Text id="code-place" label="Where it is" optional=true value=typed.code_place />
                <Text id="code" label="Code" optional=true value=typed.code problem=at("code") />
            </section>
            <section class="stack" aria-labelledby="start-h">
                <h2 id="start-h">"What the visit starts from"</h2>
                <Lines typed=typed which=&BACKGROUND />
            </section>
            <Therapist team=team now=therapist role=desk.me.role value=typed.therapist />
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
fn Lines(typed: Typed, which: &'static [Line]) -> impl IntoView {
    let field = |line: &'static Line| {
        let value = typed
            .lines
            .with_value(|all| all.iter().find(|(one, _)| one.id == line.id).map(|(_, value)| *value));
        value.map(|value| match line.rows {
            1 => view! { <Text id=line.id label=line.label optional=true hint=line.hint value=value /> }.into_any(),
            rows => {
                view! { <Area id=line.id label=line.label optional=true hint=line.hint rows=rows value=value /> }.into_any()
            }
        })
    };
    which.iter().map(field).collect_view()
}

#[component]
fn SomebodyElse(sure: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                class="choice__input"
                type="checkbox"
                id="sure"
                prop:checked=move || sure.get()
                on:change=move |event| sure.set(event_target_checked(&event))
            />
            <span>"I looked: it is somebody else"</span>
        </label>
    }
}

/// Whose caseload it is. A therapist who takes somebody on is asked nothing.
#[component]
fn Therapist(team: Vec<TeamMember>, now: String, role: Role, value: RwSignal<String>) -> impl IntoView {
    let all = match (now.as_str(), role) {
        ("", Role::Therapist) => "Mine".to_owned(),
        ("", _) => "Choose".to_owned(),
        (now, _) => format!("As it is: {now}"),
    };
    let options = team.into_iter().filter(|one| one.role != Role::Student);
    let options =
        options.map(|one| (one.user.to_string(), format!("{}, {}", one.name, one.title.to_lowercase())));
    view! {
        <section class="stack" aria-labelledby="whose-h">
            <h2 id="whose-h">"Whose caseload"</h2>
            <Select id="therapist" label="Therapist" all=all options=options.collect() value=value />
        </section>
    }
}

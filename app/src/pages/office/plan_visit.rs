//! Planning a visit: what kind, when, whose record it becomes, and who takes part.

use super::{
    fields::{Problems, Select, Tick, is_wrong, message_of},
    frame::{BackLink, FormTitle, Office, by_id, say},
    when::When,
};
use crate::{
    api::diary::{PlanningPage, plan_visit, planning},
    routes,
    session::{Desk, Page},
    ui::{ErrorSummary, Icon, Lintel},
};
use domain::{
    PersonId, Role, UserId, VisitKind,
    calendar::{date_and_clock, uk_date},
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use sync::desk::{NewVisit, PersonPage, TeamMember};

/// The page.
#[component]
pub fn PlanVisit() -> impl IntoView {
    let data = by_id("person", |id: PersonId| planning(Some(id)));
    view! { <Office page=Page::Diary title="Plan a visit" text=true data=data draw=draw /> }
}

fn draw(page: PlanningPage, desk: Desk) -> AnyView {
    let PlanningPage { person, team } = page;
    person.map(|person| view! { <Form person=person team=team desk=desk /> }).into_any()
}

/// What is chosen, before it is checked.
#[derive(Clone, Copy)]
struct Typed {
    kind: RwSignal<String>,
    when: When,
    author: RwSignal<String>,
    with: RwSignal<Vec<UserId>>,
    observer: RwSignal<String>,
    countersigned: RwSignal<bool>,
}

impl Typed {
    /// The visit, or what has to be put right.
    fn checked(&self, person: PersonId) -> Result<NewVisit, Problems> {
        let mut problems = Problems::new();
        let mut wrong = |field: &str, words: &str| problems.push((Some(field.to_owned()), words.to_owned()));
        let kind = self.kind.with_untracked(|kind| VisitKind::from_code(kind));
        if kind.is_none() {
            wrong("kind", "Choose what kind of visit it is.");
        }
        let author = self.author.with_untracked(|user| user.parse().ok());
        if author.is_none() {
            wrong("author", "Choose who goes there: it becomes their record.");
        }
        let at = self.when.checked(&mut problems);
        match (kind, author, at) {
            (Some(kind), Some(author), Some((planned, minutes))) => Ok(NewVisit {
                person,
                kind,
                planned,
                minutes,
                author,
                with: self.with.get_untracked(),
                observer: self.observer.with_untracked(|user| user.parse().ok()),
                countersigned: self.countersigned.get_untracked(),
                sure: self.when.sure.get_untracked(),
            }),
            _ => Err(problems),
        }
    }
}

#[component]
fn Form(person: PersonPage, team: Vec<TeamMember>, desk: Desk) -> impl IntoView {
    let id = person.person.id;
    let me = desk.me.user;
    // Who plans goes, where that can be; otherwise whoever has the person on the caseload.
    let usual = team.iter().find(|one| one.user == me && desk.me.role == Role::Therapist);
    let usual = usual.or_else(|| team.iter().find(|one| one.name == person.therapist));
    let typed = Typed {
        kind: RwSignal::new(String::new()),
        when: When::new(uk_date(desk.now)),
        author: RwSignal::new(usual.map(|one| one.user.to_string()).unwrap_or_default()),
        with: RwSignal::new(Vec::new()),
        observer: RwSignal::new(String::new()),
        countersigned: RwSignal::new(false),
    };
    let problems = RwSignal::new(Problems::new());
    let navigate = use_navigate();
    let plan = Action::new(move |new: &NewVisit| {
        let (new, navigate) = (new.clone(), navigate.clone());
        async move {
            let planned = new.planned;
            match plan_visit(new).await {
                Ok(_) => {
                    navigate(&routes::person(id), Default::default());
                    say(&format!("Planned for {}", date_and_clock(planned)));
                }
                Err(error) => problems.set(typed.when.told(error.to_string())),
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match typed.checked(id) {
            Err(wrong) => problems.set(wrong),
            Ok(new) if !plan.pending().get_untracked() => {
                problems.set(Problems::new());
                plan.dispatch(new);
            }
            Ok(_) => {}
        }
    };
    let kinds = VisitKind::ALL.into_iter().filter(|kind| *kind != VisitKind::Observation);
    let kinds = kinds.map(|kind| (kind.code().to_owned(), kind.words().to_owned())).collect();
    let named = |one: &TeamMember| (one.user.to_string(), format!("{}, {}", one.name, one.title));
    let authors = team.iter().map(named).collect();
    let students: Vec<_> = team.iter().filter(|one| one.role == Role::Student).map(named).collect();
    let has_students = !students.is_empty();
    let at = move |field: &'static str| message_of(problems, field);
    view! {
        <FormTitle title="Plan a visit" wrong=is_wrong(problems) />
        <BackLink href=routes::person(id) to="Person" />
        <ErrorSummary problems=problems />
        <Lintel title="Plan a visit".to_owned() sub=person.person.banner_name() />
        <form class="stack stack--wide" method="post" novalidate on:submit=submit>
            <Select id="kind" label="Kind of visit" all="Choose" options=kinds value=typed.kind problem=at("kind") />
            {typed.when.fields(problems)}
            <Select
                id="author"
                label="Who goes there, and whose record it becomes"
                all="Choose"
                options=authors
                value=typed.author
                problem=at("author")
            />
            <With team=team typed=typed />
            {has_students
                .then(|| {
                    view! {
                        <Select
                            id="observer"
                            label="A student who writes an observation of it"
                            all="None"
                            options=students
                            value=typed.observer
                        />
                    }
                })}
            <Tick
                label="To be countersigned"
                hint="Work of students and assistants always is."
                value=typed.countersigned
            />
            <div class="actions actions--fill">
                <button class="btn btn--primary" type="submit">
                    {move || if plan.pending().get() { "Planning" } else { "Plan this visit" }}
                </button>
            </div>
        </form>
    }
}

/// Who takes part besides whoever goes.
#[component]
fn With(team: Vec<TeamMember>, typed: Typed) -> impl IntoView {
    let one = move |member: TeamMember| {
        let (user, id) = (member.user, member.user.to_string());
        let goes = move || typed.author.with(|author| *author == id);
        view! {
            <label class="choice" hidden=goes>
                <input
                    class="choice__input"
                    type="checkbox"
                    prop:checked=move || typed.with.with(|with| with.contains(&user))
                    on:change=move |event| {
                        let takes_part = event_target_checked(&event);
                        typed
                            .with
                            .update(|with| {
                                with.retain(|one| *one != user);
                                with.extend(takes_part.then_some(user));
                            });
                    }
                />
                <span>{format!("{}, {}", member.name, member.title)}</span>
            </label>
        }
    };
    let n_besides = move || {
        let author = typed.author.get();
        typed.with.with(|with| with.iter().filter(|user| user.to_string() != author).count())
    };
    view! {
        <details class="fold fold--card">
            <summary class="fold__title">
                <Icon name="down" />
                {move || match n_besides() {
                    0 => "Who takes part besides: nobody".to_owned(),
                    1 => "Who takes part besides: 1 person".to_owned(),
                    n => format!("Who takes part besides: {n} people"),
                }}
            </summary>
            <div class="fold__body">
                <div class="choices">{team.into_iter().map(one).collect_view()}</div>
            </div>
        </details>
    }
}

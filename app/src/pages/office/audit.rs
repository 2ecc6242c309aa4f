//! The audit trail: who looked at or changed what, when and why, and whether the chain holds.

use super::{
    fields::{Select, Text},
    figures::capital,
    frame::{Office, Problem, say},
};
use crate::{
    api::audit::{AuditPage, ask_audit, audit},
    error::AppError,
    session::{Desk, Page},
    ui::{Icon, Lintel},
};
use domain::{
    VisitKind,
    calendar::{date_and_clock, long_date},
    rules::Setting,
};
use forms::number::with_thousands;
use leptos::prelude::*;
use sync::desk::{AuditChoices, AuditFilter, AuditLine, AuditRows, ChainState};

/// The page.
#[component]
pub fn Audit() -> impl IntoView {
    let data = Resource::new(|| (), |()| audit());
    view! { <Office page=Page::Audit title="Audit" data=data draw=draw /> }
}

fn draw(page: AuditPage, _desk: Desk) -> AnyView {
    let chain = match page.chain {
        ChainState::Unbroken(_) => view! {
            <div class="notice">
                <Icon name="ok-line" />
                <p>{format!("Chain checked {}, unbroken.", date_and_clock(page.checked_at))}</p>
            </div>
        }
        .into_any(),
        ChainState::BrokenAt(n) => view! {
            <div class="notice notice--attention">
                <Icon name="attention" />
                <p>{format!("First broken row {}", with_thousands(&n.to_string()))}</p>
            </div>
        }
        .into_any(),
    };
    view! {
        <Lintel title="Audit".to_owned() sub="Who looked at or changed what, when and why.".to_owned()>
            <button class="btn" type="button" on:click=|_| drop(window().print())>
                <Icon name="print" />
                "Print"
            </button>
        </Lintel>
        {chain}
        <Trail rows=page.rows choices=page.choices />
    }
    .into_any()
}

/// "visit-read" as people read it.
fn action_words(code: &str) -> String {
    let words = match code {
        "visit-carried" => "Visit sent to a tablet",
        "visit-before-read" => "Earlier visit read",
        "answers-written" => "Answers received",
        "held" => "Change held for a decision",
        "differing-read" => "Two answers differ: list read",
        "differing-decided" => "Two answers differ: decided",
        "queue-read" => "List to review read",
        "waiting-read" => "Waiting board read",
        code => return capital(&code.replace('-', " ")),
    };
    words.to_owned()
}

/// What a row is about, where nobody looked it up: "Person 0190...", and a setting by what it is for.
fn subject_words(kind: &str, id: &str) -> String {
    match Setting::find(id).filter(|_| kind == "setting") {
        Some(setting) => capital(&setting.meaning),
        None => capital(format!("{kind} {id}").trim()),
    }
}

/// The details of a row: codes as people read them, and what is in words already as it stands.
fn details(line: &AuditLine) -> String {
    let told = match line.action.as_str() {
        "setting-changed" => figure_words(&line.subject, &line.reason),
        "visit-planned" => VisitKind::from_code(&line.reason).map(|kind| kind.words().to_owned()),
        // Somebody's own words, and a service's own code.
        "access-code-seen" | "catalogue-item-removed" => Some(line.reason.clone()),
        _ => None,
    };
    let parts = || line.reason.split(", ").map(part_words).collect::<Vec<_>>().join(", ");
    capital(&told.unwrap_or_else(parts))
}

fn figure_words(subject: &str, value: &str) -> Option<String> {
    let setting = Setting::find(subject.strip_prefix("setting ")?)?;
    Some(setting.words(&serde_json::from_str(value).ok()?))
}

/// "client-letter" is a code and "from 2026-05-12" is none.
fn part_words(part: &str) -> String {
    match part {
        "pdf" => "PDF".to_owned(),
        "docx" => "Word".to_owned(),
        "html" => "web page".to_owned(),
        part if part.chars().all(|c| c.is_ascii_lowercase() || c == '-') => part.replace('-', " "),
        part => part.to_owned(),
    }
}

/// What is asked for, as it is typed.
#[derive(Clone, Copy, Default)]
struct Asked {
    about: RwSignal<String>,
    who: RwSignal<String>,
    action: RwSignal<String>,
    from: RwSignal<String>,
    until: RwSignal<String>,
}

impl Asked {
    fn filter(self) -> AuditFilter {
        AuditFilter {
            about: self.about.get_untracked().trim().to_owned(),
            who: self.who.with_untracked(|who| who.parse().ok()),
            action: self.action.get_untracked(),
            from: self.from.with_untracked(|day| day.parse().ok()),
            until: self.until.with_untracked(|day| day.parse().ok()),
            before: None,
        }
    }

    fn clear(self) {
        for field in [self.about, self.who, self.action, self.from, self.until] {
            field.set(String::new());
        }
    }
}

#[component]
fn Trail(rows: AuditRows, choices: AuditChoices) -> impl IntoView {
    let asked = Asked::default();
    let problem = RwSignal::new(None::<AppError>);
    let rows = RwSignal::new(rows);
    // What the rows on the page were asked for: older ones belong to it, whatever was typed since.
    let shown = RwSignal::new(AuditFilter::default());
    let ask = Action::new(move |filter: &AuditFilter| {
        let filter = filter.clone();
        async move {
            match ask_audit(filter.clone()).await {
                Ok(found) if filter.before.is_some() => rows.update(|rows| {
                    say(&format!("{} older rows below", found.lines.len()));
                    rows.more = found.more;
                    rows.lines.extend(found.lines);
                }),
                Ok(found) => {
                    say(&format!("{} rows", found.lines.len()));
                    rows.set(found);
                    shown.set(filter);
                }
                Err(error) => return problem.set(Some(error)),
            }
            problem.set(None);
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let filter = asked.filter();
        if filter.from.zip(filter.until).is_some_and(|(from, until)| until < from) {
            let words = "The last day is before the first. Correct one of them.";
            return problem.set(Some(AppError::Refused(words.to_owned())));
        }
        ask.dispatch(filter);
    };
    let everything = move |_| {
        asked.clear();
        ask.dispatch(AuditFilter::default());
    };
    let older = move |_| {
        let before = rows.with_untracked(|rows| rows.lines.last().map(|line| line.n));
        if ask.pending().get_untracked() {
            return;
        }
        ask.dispatch(AuditFilter { before, ..shown.get_untracked() });
    };
    let people = StoredValue::new(choices.who.clone());
    let who = choices.who.into_iter().map(|(user, name)| (user.to_string(), name)).collect();
    let mut actions: Vec<_> =
        choices.actions.into_iter().map(|code| (code.clone(), action_words(&code))).collect();
    actions.sort_by(|a, b| a.1.cmp(&b.1));
    let is_none = move || rows.with(|rows| rows.lines.is_empty());
    let is_nobody = move || {
        rows.with(|rows| rows.too_many_people || (rows.people.is_empty() && !shown.read().about.is_empty()))
    };
    // Printed above the rows: what they are, and what they are not.
    let asked_words = move || {
        let shown = shown.read();
        let who = people.with_value(|people| {
            people.iter().find(|(user, _)| Some(*user) == shown.who).map(|(_, name)| format!("by {name}"))
        });
        let action = Some(&shown.action).filter(|code| !code.is_empty());
        let action = action.map(|code| format!("{} only", action_words(code).to_lowercase()));
        let from = shown.from.map(|day| format!("from {}", long_date(day)));
        let until = shown.until.map(|day| format!("until {}", long_date(day)));
        let narrowed: Vec<String> = [who, action, from, until].into_iter().flatten().collect();
        let n = rows.with(|rows| match (rows.lines.len(), rows.more) {
            (1, false) => "1 row".to_owned(),
            (n, false) => format!("{n} rows"),
            (n, true) => format!("The newest {n} rows, and there are older ones"),
        });
        match narrowed.is_empty() {
            true => format!("{n}."),
            false => format!("{n}: {}.", narrowed.join(", ")),
        }
    };
    let about = move || {
        rows.with(|rows| match (rows.too_many_people, rows.people.is_empty()) {
            (true, _) => Some("Several people are called that. Write more of the name, or the NHS number.".to_owned()),
            (_, true) if !shown.read().about.is_empty() => Some("Nobody in the service is called that.".to_owned()),
            (_, true) => None,
            _ => Some(format!(
                "About {}: the person's page, visits and orders. Lists in which the name stood, like a caseload, are under what was read.",
                rows.people.join("; "),
            )),
        })
    };
    view! {
        <Problem problem=problem />
        <form class="filters" method="post" novalidate role="search" on:submit=submit>
            <Text id="about" label="About (name or NHS number)" value=asked.about />
            <Select id="who" label="Who" all="Everyone" options=who value=asked.who />
            <Select id="what" label="What" all="Everything" options=actions value=asked.action />
            <Text id="from" label="From" kind="date" value=asked.from />
            <Text id="until" label="Until" kind="date" value=asked.until />
            <button class="btn btn--primary" type="submit">
                <Icon name="search" />
                "Find"
            </button>
        </form>
        {move || about().map(|words| view! { <p class="quiet">{words}</p> })}
        {move || (!is_none()).then(|| view! { <p class="quiet">{asked_words}</p> })}
        {move || {
            (is_none() && !is_nobody())
                .then(|| {
                    view! {
                        <div class="empty">
                            <p>
                                <b>"No row of the trail is like that."</b>
                                " Ask for less, or look at all of it."
                            </p>
                            <button class="btn" type="button" on:click=everything>
                                "Show all"
                            </button>
                        </div>
                    }
                })
        }}
        <div class="table-wrap" hidden=is_none>
            <table class="table table--cards">
                <caption>"Newest first"</caption>
                <thead>
                    <tr>
                        <th scope="col">"When"</th>
                        <th scope="col">"Who"</th>
                        <th scope="col">"What"</th>
                        <th scope="col">"Of which record"</th>
                        <th scope="col">"Details"</th>
                        <th scope="col" class="table__num">
                            "Row"
                        </th>
                    </tr>
                </thead>
                <tbody>{move || rows.with(|rows| rows.lines.iter().map(row).collect_view())}</tbody>
            </table>
        </div>
        {move || {
            rows.with(|rows| rows.more)
                .then(|| {
                    view! {
                        <div class="pages">
                            <button class="btn" type="button" on:click=older>
                                "Show older rows"
                            </button>
                        </div>
                    }
                })
        }}
    }
}

fn row(line: &AuditLine) -> impl IntoView + use<> {
    // The id is what stands in the trail; the words are looked up for whoever reads it.
    let (kind, id) = line.subject.split_once(' ').unwrap_or((&line.subject, ""));
    let (words, id) = match &line.about {
        Some(about) => (about.clone(), Some(id.to_owned())),
        None => (subject_words(kind, id), None),
    };
    view! {
        <tr>
            <th scope="row">{date_and_clock(line.at)}</th>
            <td data-label="Who">{line.actor.clone()}</td>
            <td data-label="What">{action_words(&line.action)}</td>
            <td data-label="Of which record">
                {words}
                {id.map(|id| view! { <span class="table__sub">{id}</span> })}
            </td>
            <td data-label="Details">{details(line)}</td>
            <td data-label="Row" class="table__num">
                {with_thousands(&line.n.to_string())}
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};

    fn told(action: &str, subject: &str, reason: &str) -> String {
        details(&AuditLine {
            n: 1,
            at: DateTime::<Utc>::MIN_UTC,
            actor: String::new(),
            action: action.into(),
            subject: subject.into(),
            about: None,
            reason: reason.into(),
        })
    }

    #[test]
    fn codes_are_read_as_words_and_words_stay() {
        for (action, reason, words) in [
            ("comment-added", "change-needed", "Change needed"),
            (
                "report-issued",
                "client-letter, version 1, pdf, said no",
                "Client letter, version 1, PDF, said no",
            ),
            ("order-priced", "£45.00 each, approved", "£45.00 each, approved"),
            ("form-published", "from 2026-05-12, with home", "From 2026-05-12, with home"),
            ("visit-planned", "home", "Home assessment"),
            ("access-code-seen", "door-bell", "Door-bell"),
            ("person-read", "", ""),
        ] {
            assert_eq!(told(action, "person 1", reason), words, "{action}");
        }
    }

    #[test]
    fn a_setting_is_called_by_what_it_is_for() {
        let setting = &Setting::all()[0];
        let subject = format!("setting {}", setting.id);
        assert_eq!(subject_words("setting", &setting.id), capital(&setting.meaning));
        assert_eq!(
            told("setting-changed", &subject, "790.0"),
            capital(&setting.words(&serde_json::from_str("790.0").unwrap()))
        );
        assert_eq!(subject_words("setting", "set-of-another-release"), "Setting set-of-another-release");
        assert_eq!(told("setting-changed", "setting set-of-another-release", "790.0"), "790.0");
    }
}

//! One recommendation, in the order in which it is thought through: the need, what is recommended, what else there
//! would be, why this one, the two tests of the law, money, people and days. Each question is the form's own.

use super::{
    decide::Decide,
    gaps::Gaps,
    list::{StateTag, name},
    tests_of_law::{Prompts, Test},
};
use crate::{
    local::Local,
    pages::field::{area::arrive, findings::title_of},
    routes,
    sheet::{Book, OneItem, Sheet, Thoughts},
    ui::{Icon, Notice, Private, VerdictMark},
};
use advice::{
    Recommendation, above_limit, is_as_drafted, library::Library, recommendation_copy, standing_words,
};
use forms::AnswerPath;
use leptos::prelude::*;
use leptos_router::components::A;
use std::sync::Arc;

/// The id of its heading.
pub const HEADING: &str = "recommendation";

/// One recommendation.
#[derive(Clone, Copy)]
pub struct Open {
    /// The plan.
    pub sheet: Sheet,
    /// The copy it stands in.
    pub copy: StoredValue<AnswerPath>,
    /// Its id.
    pub id: StoredValue<String>,
    /// As it stands.
    pub one: Memo<Option<Recommendation>>,
    /// The library, once it is read.
    pub library: Signal<Option<Result<Arc<Library>, String>>>,
}

impl Open {
    /// Looks at it, following every change.
    pub fn with<T>(self, look: impl FnOnce(&Recommendation) -> T) -> Option<T> {
        self.one.with(|one| one.as_ref().map(look))
    }

    /// Looks at its entry in the library, if it was drafted from one.
    pub fn entry<T>(self, look: impl FnOnce(&Library, &advice::library::Entry) -> T) -> Option<T> {
        let id = self.with(|one| one.library.clone())??;
        self.library.with(|library| match library {
            Some(Ok(library)) => library.entry(&id).map(|entry| look(library, entry)),
            _ => None,
        })
    }

    /// A question of the recommendation, by the end of its link id.
    pub fn question(self, what: &str) -> impl IntoView + use<> {
        let path = self.copy.with_value(|copy| copy.child(&format!("pl-rec-{what}")));
        view! { <OneItem sheet=self.sheet path=path /> }
    }
}

/// The whole of it.
#[component]
pub fn Detail(sheet: Sheet, id: String, one: Memo<Option<Recommendation>>) -> impl IntoView {
    let open = Open {
        sheet,
        copy: StoredValue::new(recommendation_copy(&id)),
        id: StoredValue::new(id),
        one,
        library: Local::here().library(),
    };
    arrive(sheet);
    let title = move || open.with(name).unwrap_or_default();
    let state = Memo::new(move |_| open.with(|one| one.state));
    let tag = Memo::new(move |_| open.with(|one| (one.state, standing_words(one))));
    view! {
        <div class="card__head">
            <h2 id=HEADING tabindex="-1">
                {title}
            </h2>
            {move || tag.get().map(|(state, words)| view! { <StateTag state=state words=words /> })}
        </div>
        <Provenance open=open />
        <ForFindings open=open />
        <Gaps open=open />
        <Load open=open />
        <AboveLimit open=open />
        <Private>
            <Questions open=open />
            <Decide open=open state=state />
        </Private>
    }
}

/// Every question, group by group.
#[component]
fn Questions(open: Open) -> impl IntoView {
    let group = move |title: &'static str, questions: &[&str]| {
        view! {
            <h3>{title}</h3>
            {questions.iter().map(|what| open.question(what)).collect_view()}
        }
    };
    view! {
        <div class="items">
            {group("Need", &["need"])} {group("What we recommend", &["what", "kind", "item"])}
            {open.question("iso")} <IsoLabel open=open /> {open.question("size")} <Sizes open=open />
            {open.question("swl")} {open.question("quantity")} {open.question("words")} {open.question("client")}
            {group("Other options", &["options", "cheapest"])} <Cheapest open=open /> {open.question("why")}
            <h3>"The two tests"</h3> {open.question("necessary")} <Prompts open=open of=Test::Necessary />
            {open.question("necessary-why")} {open.question("practicable")}
            <Prompts open=open of=Test::Practicable /> {open.question("practicable-why")} {open.question("tag")}
            {group("Money, people and days", &["cost", "price-on", "purpose", "owner", "due"])}
            {group("Agreement", &["agreed", "share", "interim"])}
        </div>
    }
}

/// Where the words come from, and how far the library may be trusted.
#[component]
fn Provenance(open: Open) -> impl IntoView {
    let words = Memo::new(move |_| {
        open.with(|one| one.library.clone()).flatten()?;
        let edited = open.entry(|_, entry| open.with(|one| !is_as_drafted(entry, one)).unwrap_or_default());
        Some(open.library.with(|library| match library {
            Some(Ok(library)) => {
                let edited = if edited == Some(true) { ", edited" } else { "" };
                let Library { version, approval, .. } = library.as_ref();
                format!("Drafted from the service's library (now version {version}){edited}. {approval}")
            }
            Some(Err(words)) => format!("Drafted from the service's library. {words}"),
            None => "Drafted from the service's library.".to_owned(),
        }))
    });
    move || words.get().map(|words| view! { <p class="quiet">{words}</p> })
}

/// The findings it is for, each a way to where it stands in the list.
#[component]
fn ForFindings(open: Open) -> impl IntoView {
    let (visit, thoughts) = (Book::here().visit, Thoughts::here());
    let titles = Memo::new(move |_| {
        let keys = open.with(|one| one.findings.clone()).unwrap_or_default();
        let titled = |key: String| Some((title_of(&thoughts.findings.get(), &key)?, key));
        keys.into_iter().filter_map(titled).collect::<Vec<_>>()
    });
    move || {
        let titles = titles.get();
        let line = |(title, key): (String, String)| {
            let to = routes::finding(visit, &key);
            view! {
                <li>
                    <A href=to attr:class="link">
                        <Icon name="finding" small=true />
                        {format!("For: {title}")}
                    </A>
                </li>
            }
        };
        (!titles.is_empty())
            .then(|| view! { <ul class="finding__plan">{titles.into_iter().map(line).collect_view()}</ul> })
    }
}

/// Weight against the limit of the item: a warning only where there is something to mind.
#[component]
fn Load(open: Open) -> impl IntoView {
    let checks = Thoughts::here().checks;
    let warning = Memo::new(move |_| {
        checks.with(|checks| {
            let is_mine =
                |copy: &Option<AnswerPath>| open.copy.with_value(|mine| copy.as_ref() == Some(mine));
            let mut mine = checks.iter().filter(|check| is_mine(&check.copy) && check.rule.id == "rule-swl");
            let found = mine.find(|check| check.outcome.verdict.wants_attention())?;
            Some((found.outcome.verdict, found.outcome.words.clone()))
        })
    });
    move || {
        warning.get().map(|(verdict, words)| {
            view! {
                <Notice attention=true icon="attention">
                    <p>"Safe working load"</p>
                    <p>
                        <VerdictMark verdict=verdict />
                        " "
                        {words}
                    </p>
                </Notice>
            }
        })
    }
}

/// That the cost waits for somebody who may approve it.
#[component]
fn AboveLimit(open: Open) -> impl IntoView {
    let device = Local::here().device;
    let words = Memo::new(move |_| {
        let role = device.with(|device| Some(device.as_ref()?.me.as_ref()?.role))?;
        open.with(|one| above_limit(one, role)).flatten()
    });
    move || {
        words.get().map(|words| {
            view! {
                <Notice icon="clock">
                    <p>{words}</p>
                </Notice>
            }
        })
    }
}

/// The class in words of our own.
#[component]
fn IsoLabel(open: Open) -> impl IntoView {
    let words = Memo::new(move |_| {
        let code = open.with(|one| one.said("iso").map(str::to_owned)).flatten()?;
        open.library.with(|library| match library {
            Some(Ok(library)) => {
                library.iso_label(code.trim()).map(|label| format!("{code} in our words: {label}"))
            }
            _ => None,
        })
    });
    move || words.get().map(|words| view! { <p class="plan__beside">{words}</p> })
}

/// Which sizes the library asks for. They are never filled in: a list of names in place of a size would be ordered.
#[component]
fn Sizes(open: Open) -> impl IntoView {
    let ordered = move || open.with(Recommendation::is_ordered).unwrap_or_default();
    let words = Memo::new(move |_| {
        let sizes =
            open.entry(|_, entry| entry.sizes.join(", ")).filter(|sizes| !sizes.is_empty() && ordered())?;
        Some(format!("Needed before it is ordered: {}.", sizes.replace("SWL kg", "safe working load in kg")))
    });
    move || words.get().map(|words| view! { <p class="plan__beside">{words}</p> })
}

/// The option to beat.
#[component]
fn Cheapest(open: Open) -> impl IntoView {
    let words = Memo::new(move |_| {
        let cheapest = open.with(|one| one.said("cheapest").map(str::to_owned)).flatten()?;
        Some(format!("Cheapest that would do: {cheapest}. If you recommend another, say here why."))
    });
    move || words.get().map(|words| view! { <p class="plan__beside">{words}</p> })
}

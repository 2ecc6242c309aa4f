//! Drafts: everything on this tablet that was begun and is not signed, newest touched first.

use super::{
    frame::DayFrame,
    missing::Progress,
    opened::{Opened, reading},
};
use crate::{
    local::{Local, now},
    routes,
    ui::{DoorSwing, Empty, Icon, Lintel, share},
};
use chrono::{DateTime, Utc};
use domain::{VisitState, calendar, in_order};
use forms::AnswerPath;
use leptos::prelude::*;
use leptos_router::components::A;
use sync::{Place, VisitCard};

/// One visit that waits to be finished.
#[derive(Clone, Debug, PartialEq)]
struct Draft {
    title: String,
    progress: Progress,
    touched: Option<DateTime<Utc>>,
    returned: bool,
    to: String,
}

/// The page.
#[component]
pub fn Drafts() -> impl IntoView {
    let local = Local::here();
    let drafts = reading(move || {
        local.tide.get();
        let cards = local.visits.get();
        let ready = local.ready.get();
        async move { if ready { Some(drafts_of(local, cards).await) } else { None } }
    });
    view! {
        <leptos_meta::Title text="Drafts - Threshold" />
        <DayFrame>
            <main class="page page--narrow" id="main" tabindex="-1">
                <Lintel title="Drafts".to_owned() sub="Everything on this tablet that is not signed, newest first.".to_owned() />
                {move || {
                    drafts
                        .get()
                        .flatten()
                        .map(|drafts| match drafts.is_empty() {
                            true => {
                                view! {
                                    <Empty title="No drafts">
                                        <p>"Everything you started is signed."</p>
                                    </Empty>
                                }
                                    .into_any()
                            }
                            false => {
                                view! { <ul class="lines">{drafts.into_iter().map(line).collect_view()}</ul> }.into_any()
                            }
                        })
                }}
            </main>
        </DayFrame>
    }
}

fn line(draft: Draft) -> impl IntoView {
    let Progress { asked, answered, .. } = draft.progress;
    let part = share(answered, asked);
    let touched = draft.touched.map(|at| format!(", last touched {}", when(at, now())));
    let sub = format!("{answered} of {asked}{}", touched.unwrap_or_default());
    view! {
        <li>
            <A href=draft.to attr:class="line">
                <DoorSwing part=part large=true />
                <span class="line__title">
                    {draft.title}
                    <span class="line__sub">
                        {sub}
                        {draft
                            .returned
                            .then(|| {
                                view! {
                                    " "
                                    <span class="tag tag--tablet">
                                        <Icon name="send-back" />
                                        "Returned"
                                    </span>
                                }
                            })}
                    </span>
                </span>
                <Icon name="next" />
            </A>
        </li>
    }
}

async fn drafts_of(local: Local, cards: Vec<VisitCard>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let begun = |card: &&VisitCard| card.state.is_open() && card.state != VisitState::Planned;
    for card in cards.iter().filter(begun) {
        let Some(opened) = Opened::read(local, card.id).await else {
            continue;
        };
        let place = local.tablet().place(card.id).await.ok().flatten();
        drafts.push(of_visit(&opened, place.as_ref()));
    }
    in_order(&mut drafts, |draft| (!draft.returned, std::cmp::Reverse(draft.touched)));
    drafts
}

/// A visit as far as it is; counted like everywhere else.
fn of_visit(opened: &Opened, place: Option<&Place>) -> Draft {
    let card = &opened.open.card;
    let mut progress = Progress::default();
    for (form, definition) in &opened.forms {
        let view = forms::view_at(definition, &opened.answers(&form.id), card.moment());
        progress.add(card.kind, &form.id, definition, &view);
    }
    let touched = opened.open.fields.values().flatten().map(|head| head.made_at).max();
    Draft {
        title: format!("{}, {}", card.person.banner_name(), card.title().to_lowercase()),
        progress,
        touched: touched.or(card.arrived),
        returned: card.state == VisitState::Returned,
        to: place.map_or_else(|| routes::visit(card.id), |place| to_place(card, place)),
    }
}

fn to_place(card: &VisitCard, place: &Place) -> String {
    match AnswerPath::parse(&place.path) {
        Ok(path) => routes::item(card.id, &place.form, &place.section, &path),
        Err(_) => routes::area(card.id, &place.form, &place.section),
    }
}

/// "10:26", "yesterday 16:20", "9 May 16:20".
fn when(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let clock = calendar::clock(at);
    match (calendar::uk_date(now) - calendar::uk_date(at)).num_days() {
        0 => clock,
        1 => format!("yesterday {clock}"),
        _ => format!("{} {clock}", calendar::short_date(calendar::uk_date(at))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_touch_is_told_from_today() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let now = at("2026-05-12T12:00:00Z");
        assert_eq!(when(at("2026-05-12T09:26:00Z"), now), "10:26");
        assert_eq!(when(at("2026-05-11T15:20:00Z"), now), "yesterday 16:20");
        assert_eq!(when(at("2026-05-09T15:20:00Z"), now), "9 May 16:20");
    }
}

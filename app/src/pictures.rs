//! Photos as they are seen: where a photo is shown from, and the layer of marks above it. The same on
//! the tablet, which shows its own bytes, and in the office, which asks the server.

use crate::{download::address_of, local::Local, routes};
use domain::VisitId;
use forms::{Mark, MarkKind};
use leptos::{prelude::*, task::spawn_local};

/// Where a photo is shown from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// It is being read.
    Reading,
    /// At this address, for as long as the page that asked stands.
    At(String),
    /// It is not on this tablet.
    NotHere,
}

/// Finds out where a photo is shown from.
pub fn source(visit: VisitId, sha256: String) -> Signal<Source> {
    let Some(local) = use_context::<Local>() else {
        return Signal::stored(Source::At(routes::photo_file(visit, &sha256)));
    };
    let found = RwSignal::new(Source::Reading);
    on_cleanup(move || {
        if let Some(Source::At(address)) = found.try_get_untracked() {
            let _ = web_sys::Url::revoke_object_url(&address);
        }
    });
    Effect::new(move |_| {
        // One that was not here may have come.
        local.tide.track();
        if matches!(found.get_untracked(), Source::At(_)) {
            return;
        }
        let sha256 = sha256.clone();
        spawn_local(async move {
            let address = match local.tablet().photo(visit, &sha256).await {
                Ok(Some(bytes)) => address_of(&bytes, forms::PHOTO_TYPE),
                _ => None,
            };
            // The page may be gone by now: an address that nobody shows is taken back.
            let taken = found.try_update(|found| match (&found, &address) {
                (Source::At(_), _) => false,
                (_, address) => {
                    *found = address.clone().map_or(Source::NotHere, Source::At);
                    true
                }
            });
            if let Some(address) = address.filter(|_| taken != Some(true)) {
                let _ = web_sys::Url::revoke_object_url(&address);
            }
        });
    });
    found.into()
}

/// A photo with its marks.
#[component]
pub fn Picture(
    /// Its SHA-256.
    sha256: String,
    /// Where it is shown from.
    source: Signal<Source>,
    /// What it shows, in words.
    #[prop(into)]
    caption: Signal<String>,
    /// The marks on it.
    #[prop(into)]
    marks: Signal<Vec<Mark>>,
) -> impl IntoView {
    let tip = format!("tip-{}", sha256.get(..12).unwrap_or_default());
    let words = move || match caption.get() {
        caption if caption.trim().is_empty() => "Photo without caption".to_owned(),
        caption => caption,
    };
    view! {
        <div class="picture">
            {move || match source.get() {
                Source::Reading => view! { <div class="picture__none"></div> }.into_any(),
                Source::NotHere => {
                    view! { <p class="picture__none">"This photo is not on this tablet yet."</p> }.into_any()
                }
                Source::At(address) => view! { <img class="picture__img" src=address alt=words /> }.into_any(),
            }}
            <svg class="picture__marks" aria-hidden="true">
                <defs>
                    <marker
                        id=tip.clone()
                        viewBox="0 0 10 10"
                        refX="8"
                        refY="5"
                        markerWidth="5"
                        markerHeight="5"
                        orient="auto-start-reverse"
                    >
                        <path class="mark__tip" d="M0 0 10 5 0 10z" />
                    </marker>
                </defs>
                {move || marks.with(|marks| marks.iter().map(|mark| drawn(mark, &tip)).collect_view())}
            </svg>
        </div>
    }
}

fn drawn(mark: &Mark, tip: &str) -> AnyView {
    let share = |at: u16| format!("{}%", f32::from(at) / 100.0);
    let ((x1, y1), (x2, y2)) = (mark.from, mark.to);
    let (left, top, right, bottom) = mark.corners();
    let end = format!("url(#{tip})");
    let start = (mark.kind == MarkKind::Length).then(|| end.clone());
    match mark.kind {
        MarkKind::Blur => view! {
            <rect
                class="mark__blur"
                x=share(left)
                y=share(top)
                width=share(right - left)
                height=share(bottom - top)
            />
        }
        .into_any(),
        MarkKind::Text => words_at(mark.from, &mark.words),
        MarkKind::Arrow | MarkKind::Length => {
            let under = view! {
                <line class="mark__under" x1=share(x1) y1=share(y1) x2=share(x2) y2=share(y2) />
            };
            let middle = (x1 / 2 + x2 / 2, y1 / 2 + y2 / 2);
            let words = if mark.kind == MarkKind::Length { middle } else { mark.from };
            view! {
                {under}
                <line
                    class="mark__line"
                    x1=share(x1)
                    y1=share(y1)
                    x2=share(x2)
                    y2=share(y2)
                    marker-start=start
                    marker-end=end
                />
                {words_at(words, &mark.words)}
            }
            .into_any()
        }
    }
}

/// Words a little above a point, running away from the nearer edge so that they stay in the picture.
fn words_at((x, y): (u16, u16), words: &str) -> AnyView {
    let share = |at: u16| format!("{}%", f32::from(at) / 100.0);
    let words = words.to_owned();
    let anchor = match x {
        0..3_500 => "start",
        3_500..=6_500 => "middle",
        _ => "end",
    };
    view! {
        <text class="mark__words" x=share(x) y=share(y) dy="-0.5em" text-anchor=anchor>
            {words}
        </text>
    }
    .into_any()
}

/// The marks of a photo as lines of text, for those who cannot see them.
pub fn marks_in_words(marks: &[Mark]) -> Vec<String> {
    marks.iter().map(Mark::as_words).collect()
}

//! The person banner: family name first, birth date in words, health number in groups.

use leptos::prelude::*;

/// Draws the banner as a link to the overview, or as plain text without one.
#[component]
pub fn PersonBanner(
    /// Family name.
    family: String,
    /// Given names and title.
    given: String,
    /// Birth date in words.
    born: String,
    /// "(85)"; empty when not known.
    #[prop(optional, into)]
    age: String,
    /// Health number in groups.
    number: String,
    /// Where the banner leads.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let inside = view! {
        <span class="banner__name">
            <b class="banner__family">{family.to_uppercase()}</b>
            ", "
            {given}
        </span>
        <span class="banner__facts">
            <span>
                <span class="banner__born">"Born "</span>
                <b>{born}</b>
                <span class="banner__age">{(!age.is_empty()).then(|| format!(" ({age})"))}</span>
            </span>
            <span class="banner__nhs">
                "NHS number "
                <b class="nhs">{number}</b>
            </span>
        </span>
    };
    match href {
        Some(href) => view! { <a class="banner" href=href>{inside}</a> }.into_any(),
        None => view! { <div class="banner">{inside}</div> }.into_any(),
    }
}

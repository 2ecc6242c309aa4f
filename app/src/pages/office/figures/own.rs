//! A figure of the service's own, with the reason for it.

use crate::{
    api::figures::{FiguresPage, NewFigure, own_figure},
    pages::office::{
        fields::{Area, Problems, SubmitOrBack, Text, message_of},
        frame::{focus_or_main, say},
    },
    ui::ErrorSummary,
};
use domain::rules::{Setting, SettingValue};
use leptos::prelude::*;

/// Asks for the figure and the reason.
#[component]
pub fn Own(
    /// Which setting.
    setting: &'static Setting,
    /// The figures, which are others after this.
    page: RwSignal<FiguresPage>,
    /// The sheet this stands in.
    open: RwSignal<bool>,
) -> impl IntoView {
    let before = page.with_untracked(|page| page.settings.changed(&setting.id).cloned());
    let typed = RwSignal::new(before.as_ref().map(|own| own.value.plain()).unwrap_or_default());
    let reason = RwSignal::new(before.map(|own| own.reason).unwrap_or_default());
    let problems = RwSignal::new(Problems::new());
    let keep = Action::new(move |new: &NewFigure| {
        let new = new.clone();
        async move {
            match own_figure(new).await {
                Ok(after) => {
                    open.set(false);
                    say("Our own figure is kept");
                    page.set(after);
                    // The row was drawn anew under the button that opened this.
                    request_animation_frame(move || focus_or_main(&super::button_id(setting)));
                }
                Err(error) => problems.set(vec![(None, error.to_string())]),
            }
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match checked(setting, &typed.read_untracked(), &reason.read_untracked()) {
            Err(wrong) => problems.set(wrong),
            Ok(new) if !keep.pending().get_untracked() => {
                problems.set(Problems::new());
                keep.dispatch(new);
            }
            Ok(_) => {}
        }
    };
    let is_list = matches!(setting.default, SettingValue::Several(_));
    let hint = if is_list { "Several figures, the smallest first, with commas between them." } else { "" };
    let shipped = format!("Threshold's own figure: {}. {}.", setting.words(&setting.default), setting.source);
    view! {
        <form class="stack" method="post" novalidate on:submit=submit>
            <p>
                <b>{super::capital(&setting.meaning)}</b>
            </p>
            <p>{shipped}</p>
            <ErrorSummary problems=problems />
            <Text
                id="own-figure"
                label=if is_list { "Our own figures" } else { "Our own figure" }
                hint=hint
                inputmode=if is_list { "text" } else { "decimal" }
                value=typed
                problem=message_of(problems, "own-figure")
            />
            {(!setting.unit_words().is_empty()).then(|| view! { <p class="quiet">{format!("In {}", setting.unit_words())}</p> })}
            <Area id="own-reason" label="Why" value=reason problem=message_of(problems, "own-reason") />
            <SubmitOrBack submit="Use this figure" open=open />
        </form>
    }
}

/// The figure, or what has to be put right. What the server finds besides, it says in words.
fn checked(setting: &Setting, typed: &str, reason: &str) -> Result<NewFigure, Problems> {
    let mut problems = Problems::new();
    let value = setting.default.read_like(typed);
    if value.is_none() {
        let words = match setting.default {
            SettingValue::One(_) => "Write a figure, like 55 or 12.5.",
            SettingValue::Several(_) => "Write figures with commas between them, like 50, 100, 150.",
        };
        problems.push((Some("own-figure".to_owned()), words.to_owned()));
    }
    if let Some(words) = value.as_ref().and_then(|value| impossible(setting, value)) {
        problems.push((Some("own-figure".to_owned()), words));
    }
    if reason.trim().is_empty() {
        problems.push((Some("own-reason".to_owned()), "Say why the service uses another figure.".to_owned()));
    }
    let new =
        value.map(|value| NewFigure { id: setting.id.clone(), value, reason: reason.trim().to_owned() });
    new.filter(|_| problems.is_empty()).ok_or(problems)
}

/// Why a figure cannot be meant, beside the one that ships.
fn impossible(setting: &Setting, value: &SettingValue) -> Option<String> {
    let words = match value.figures().iter().any(|figure| *figure < 0.0) {
        true => "is less than nothing".to_owned(),
        false => format!("is more than ten times Threshold's figure, {}", setting.words(&setting.default)),
    };
    value.cannot_be_meant(&setting.default).then(|| format!("{} {words}. Correct it.", setting.words(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_needs_a_number_and_a_reason() {
        let Some(setting) = Setting::find("set-door-plus-self") else { panic!("the setting ships") };
        let fields = |typed, reason| match checked(setting, typed, reason) {
            Ok(new) => format!("{:?}", new.value),
            Err(wrong) => wrong.into_iter().filter_map(|(field, _)| field).collect::<Vec<_>>().join(" "),
        };
        assert_eq!(fields("", " "), "own-figure own-reason");
        assert_eq!(fields("wide", "Powered chairs"), "own-figure");
        assert_eq!(fields("125", ""), "own-reason");
        assert_eq!(fields("125", "Powered chairs"), "One(125.0)");
        assert_eq!(fields("-5", "Powered chairs"), "own-figure");
        assert_eq!(fields("1000", "Powered chairs"), "One(1000.0)");
    }

    #[test]
    fn a_figure_that_cannot_be_is_refused_in_words() {
        let words = |id: &str, typed: &str| {
            let setting = Setting::find(id)?;
            impossible(setting, &setting.default.read_like(typed)?)
        };
        let far = "999,999 mm is more than ten times Threshold's figure, 50 mm. Correct it.";
        assert_eq!(words("set-door-plus-turn", "999999").as_deref(), Some(far));
        assert_eq!(
            words("set-door-plus-turn", "-1").as_deref(),
            Some("-1 mm is less than nothing. Correct it.")
        );
        assert!(words("set-raisers", "50, 100, 9000").is_some());
        assert_eq!(words("set-seat-plus-min", "-10"), None);
    }
}

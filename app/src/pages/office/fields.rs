//! Fields of the office's forms: label, message and input in one.

use super::password::FieldMessage;
use chrono::NaiveDate;
use leptos::prelude::*;

/// A line of text with its label.
#[component]
pub fn Text(
    /// Its id.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// The type of input.
    #[prop(default = "text")]
    kind: &'static str,
    /// Says that it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// A line under the label.
    #[prop(optional)]
    hint: &'static str,
    /// Its class, where it is not as wide as the others.
    #[prop(default = "input")]
    class: &'static str,
    /// Which keys a tablet offers.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// What is typed.
    value: RwSignal<String>,
    /// What has to be put right.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let (message, hint_id) = (format!("{id}-message"), format!("{id}-hint"));
    let described = described_by(&message, (!hint.is_empty()).then(|| hint_id.clone()), problem);
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
                {optional.then(|| view! { <span class="field__optional">" (optional)"</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            <FieldMessage id=message problem=problem />
            <input
                class=class
                id=id
                type=kind
                inputmode=inputmode
                autocomplete="off"
                prop:value=move || value.get()
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=described
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
}

/// What describes a field: its hint, and its message while there is one.
fn described_by(
    message: &str,
    hint: Option<String>,
    problem: Signal<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + 'static {
    let message = message.to_owned();
    move || match (problem.get().is_some(), &hint) {
        (true, Some(hint)) => Some(format!("{hint} {message}")),
        (true, None) => Some(message.clone()),
        (false, hint) => hint.clone(),
    }
}

/// Several lines of text with their label.
#[component]
pub fn Area(
    /// Its id.
    id: &'static str,
    /// The label.
    label: &'static str,
    /// Says that it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// A line under the label.
    #[prop(optional)]
    hint: &'static str,
    /// How many lines stand open.
    #[prop(default = 3)]
    rows: u8,
    /// What is typed.
    value: RwSignal<String>,
    /// What has to be put right.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let (message, hint_id) = (format!("{id}-message"), format!("{id}-hint"));
    let described = described_by(&message, (!hint.is_empty()).then(|| hint_id.clone()), problem);
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
                {optional.then(|| view! { <span class="field__optional">" (optional)"</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            <FieldMessage id=message problem=problem />
            <textarea
                class="input input--area"
                id=id
                rows=rows
                prop:value=move || value.get()
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=described
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </div>
    }
}

/// A native select of values with words of their own.
#[component]
pub fn Select(
    /// Its id.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// The words for no choice.
    #[prop(into)]
    all: String,
    /// What can be chosen: values and their words.
    options: Vec<(String, String)>,
    /// The value that is chosen; empty for none.
    value: RwSignal<String>,
    /// What has to be put right.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let message = format!("{id}-message");
    let described = described_by(&message, None, problem);
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            <FieldMessage id=message problem=problem />
            <select
                class="input select"
                id=id
                prop:value=move || value.get()
                aria-invalid=move || problem.get().map(|_| "true")
                aria-describedby=described
                on:change=move |event| value.set(event_target_value(&event))
            >
                <option value="">{all}</option>
                {options.into_iter().map(|(value, words)| view! { <option value=value>{words}</option> }).collect_view()}
            </select>
        </div>
    }
}

/// One of a few that stand side by side: values and their words.
#[component]
pub fn Radios(
    /// Its id, and the name of the group.
    id: &'static str,
    /// What is asked.
    legend: &'static str,
    /// What can be chosen: values and their words.
    options: Vec<(&'static str, String)>,
    /// A line under each, by its value.
    #[prop(optional)]
    hint: Option<fn(&str) -> &'static str>,
    /// The value that is chosen; empty for none.
    value: RwSignal<String>,
    /// What has to be put right.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let radio = move |(code, words): (&'static str, String)| {
        view! {
            <label class="choice">
                <input
                    class="choice__input"
                    type="radio"
                    name=id
                    value=code
                    prop:checked=move || value.with(|value| value == code)
                    on:change=move |_| value.set(code.to_owned())
                />
                <span>{words}</span>
                {hint.map(|hint| view! { <span class="choice__hint">{hint(code)}</span> })}
            </label>
        }
    };
    view! {
        <fieldset id=id tabindex="-1">
            <legend class="part__q">{legend}</legend>
            <FieldMessage id=format!("{id}-message") problem=problem />
            <div class="choices">{options.into_iter().map(radio).collect_view()}</div>
        </fieldset>
    }
}

/// A box to tick.
#[component]
pub fn Tick(
    /// What it says.
    label: &'static str,
    /// A line under it.
    #[prop(optional)]
    hint: &'static str,
    /// Whether it is ticked.
    value: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                class="choice__input"
                type="checkbox"
                prop:checked=move || value.get()
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <span>{label}</span>
            {(!hint.is_empty()).then(|| view! { <span class="choice__hint">{hint}</span> })}
        </label>
    }
}

/// A date as day, month and year.
#[component]
pub fn DateParts(
    /// Id of the day.
    id: &'static str,
    /// What date it is.
    legend: &'static str,
    /// Day, month and year as typed.
    parts: [RwSignal<String>; 3],
    /// What has to be put right.
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let part = move |at: usize, name: &'static str, class: &'static str| {
        let field = if at == 0 { id.to_owned() } else { format!("{id}-{at}") };
        let value = parts[at];
        view! {
            <div class=class>
                <label for=field.clone()>{name}</label>
                <input
                    class="input"
                    id=field
                    inputmode="numeric"
                    autocomplete="off"
                    aria-invalid=move || problem.get().map(|_| "true")
                    aria-describedby=move || problem.get().map(|_| format!("{id}-message"))
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
            </div>
        }
    };
    view! {
        <fieldset>
            <legend class="part__q">{legend}</legend>
            <FieldMessage id=format!("{id}-message") problem=problem />
            <div class="date">
                {part(0, "Day", "date__part date__day")}
                {part(1, "Month", "date__part date__month")}
                {part(2, "Year", "date__part date__year")}
            </div>
        </fieldset>
    }
}

/// The end of a form that opens in its place: send it, or close it again.
#[component]
pub fn SubmitOrBack(
    /// What sending does.
    submit: &'static str,
    /// Whether the form is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <div class="actions actions--fill">
            <button class="btn btn--primary" type="submit">
                {submit}
            </button>
            <button class="btn" type="button" on:click=move |_| open.set(false)>
                "Back"
            </button>
        </div>
    }
}

/// Why what was typed is no date; `like` is one that would be.
pub fn no_date(parts: &[RwSignal<String>; 3], like: &str) -> String {
    let [day, month, year] = parts.map(|part| part.with_untracked(|text| text.trim().to_owned()));
    match (day.is_empty() || month.is_empty() || year.is_empty(), year.len()) {
        (true, _) => format!("Enter day, month and year, like {like}."),
        (_, 4) => "There is no such day. Look at day, month and year again.".to_owned(),
        _ => format!("Write the year with four figures, like {like}."),
    }
}

/// The date that was typed, if it is one of this century.
pub fn date(parts: &[RwSignal<String>; 3]) -> Option<NaiveDate> {
    date_since(parts, 2000)
}

/// The date that was typed, if it is one from this year on.
pub fn date_since(parts: &[RwSignal<String>; 3], first_year: u32) -> Option<NaiveDate> {
    let [day, month, year] = parts.map(|part| part.with_untracked(|text| text.trim().parse::<u32>().ok()));
    let year = year.filter(|year| (first_year..2100).contains(year))?;
    NaiveDate::from_ymd_opt(year as i32, month?, day?)
}

/// What has to be put right in a form, each with the id of its field, or with none.
pub type Problems = Vec<(Option<String>, String)>;

/// Whether something has to be put right; also when the page has gone already.
pub fn is_wrong(problems: RwSignal<Problems>) -> Signal<bool> {
    Signal::derive(move || problems.try_with(|all| !all.is_empty()).unwrap_or(false))
}

/// The message of one field.
pub fn message_of(problems: RwSignal<Problems>, field: &'static str) -> Signal<Option<String>> {
    let is_of = move |id: &Option<String>| id.as_deref() == Some(field);
    Signal::derive(move || {
        problems.with(|all| all.iter().find(|(id, _)| is_of(id)).map(|(_, words)| words.clone()))
    })
}

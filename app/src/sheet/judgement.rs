//! The hazard judgement: five answers that stand in the same order and columns on every item, and
//! the details that open below them.

use super::{
    Sheet,
    choice::{ChoiceItem, chips},
    item::book,
    page::say,
    question::{described_by, hint, question_words},
    text::TextItem,
    thoughts::advised,
    words::counted,
};
use crate::{
    routes::item_id,
    ui::{Icon, Severity},
};
use forms::{Answer, AnswerPath, ItemIdx, Value};
use leptos::prelude::*;

/// A judgement with its details.
#[component]
pub fn JudgementItem(sheet: Sheet, idx: ItemIdx, path: AnswerPath) -> impl IntoView {
    let item = sheet.item_at(idx, &path);
    let id = item_id(&path);
    let answer = sheet.answer(path.clone());
    let chosen = Memo::new(move |_| {
        answer.with(|answer| answer.as_ref().and_then(|a| a.code().and_then(Severity::from_code)))
    });
    let hint = hint(&item, &id);
    let described = described_by(&item, &id);
    let words = question_words(sheet, &item, &path);
    let options = Severity::ALL.map(|severity| {
        let path = path.clone();
        let system = item
            .options
            .iter()
            .find(|option| option.key() == severity.code())
            .map(|option| option.value.clone());
        option(sheet, severity, id.clone(), path, chosen, system)
    });
    view! {
        <fieldset class="item__field" aria-describedby=described>
            <legend class="item__q" tabindex="-1">
                {words}
            </legend>
            {hint}
            <div class="judgement">{options.collect_view()}</div>
        </fieldset>
        <Details sheet=sheet idx=idx path=path chosen=chosen />
    }
}

fn option(
    sheet: Sheet,
    severity: Severity,
    id: String,
    path: AnswerPath,
    chosen: Memo<Option<Severity>>,
    value: Option<Value>,
) -> impl IntoView {
    let book = book();
    let choose = move |_| {
        let value = value.clone().unwrap_or_else(|| {
            Value::coding("https://threshold.example/cs/os-severity", severity.code(), severity.word())
        });
        book.set(sheet, path.clone(), Answer::one(value));
        let more = match severity {
            Severity::Concern | Severity::Hazard => ". More questions below",
            Severity::NotSeen => ". Give a reason below",
            _ => "",
        };
        say(&format!("{}{more}", severity.word()));
    };
    view! {
        <label class=format!("judgement__option judgement__option--{}", severity.class())>
            <input
                class="judgement__input"
                type="radio"
                name=id
                value=severity.code()
                prop:checked=move || chosen.get() == Some(severity)
                aria-disabled=move || sheet.read_only.get().then_some("true")
                on:click=move |event| {
                    if sheet.read_only.get_untracked() {
                        event.prevent_default();
                    }
                }
                on:change=choose
            />
            <Icon name=severity.icon() />
            <span>{severity.word()}</span>
        </label>
    }
}

/// The details of a concern or hazard, and the reason where something was not seen.
#[component]
fn Details(sheet: Sheet, idx: ItemIdx, path: AnswerPath, chosen: Memo<Option<Severity>>) -> impl IntoView {
    let children = sheet.item(idx).children;
    let parts = children.clone();
    let of = move |ending: &str| {
        children.iter().copied().find(|child| sheet.item(*child).link_id.ends_with(ending))
    };
    let within = path.parent_instance();
    let place = move |child: ItemIdx| sheet.path_in(child, within.as_ref());
    move || match chosen.get() {
        Some(Severity::Concern | Severity::Hazard) => {
            let who = of(".who").map(|child| chips(sheet, child, place(child)));
            let note = of(".note").map(|child| {
                let path = place(child);
                view! { <TextItem sheet=sheet idx=child path=path nested=true /> }
            });
            let source = of(".source").map(|child| {
                let path = place(child);
                view! { <ChoiceItem sheet=sheet idx=child path=path nested=true /> }
            });
            let after = of(".after-works").map(|child| {
                let path = place(child);
                view! { <ChoiceItem sheet=sheet idx=child path=path nested=true /> }
            });
            let advice = advised(sheet, path.clone(), |part| part.suggestion);
            view! { <div class="item__details">{who} {note} {source} {after} {advice}</div> }.into_any()
        }
        Some(Severity::NotSeen) => of(".reason")
            .map(|child| {
                let path = place(child);
                view! {
                    <div class="item__details">
                        <ChoiceItem sheet=sheet idx=child path=path nested=true />
                    </div>
                }
            })
            .into_any(),
        Some(_) => {
            // Written for another judgement, and there again when it is chosen.
            let n_kept = parts.iter().filter(|part| sheet.is_answered(&place(**part))).count();
            let words = counted(n_kept, "answer").map(|answers| format!("Kept, and not counted: {answers}"));
            words.map(|words| view! { <p class="was">{words}</p> }).into_any()
        }
        None => ().into_any(),
    }
}

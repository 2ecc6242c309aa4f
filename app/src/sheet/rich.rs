//! Formatted words of a form, drawn piece by piece: never as markup of the form's own.

use forms::rich::{Block, Rich, Run};
use leptos::prelude::*;

/// Paragraphs, lists and looks.
pub(super) fn rich_words(rich: &Rich) -> AnyView {
    rich.blocks.iter().map(block).collect_view().into_any()
}

/// Spans throughout: the words stand in labels and legends, where nothing else may.
fn block(block: &Block) -> AnyView {
    let class = match (block.is_entry, block.is_heading) {
        (true, _) => "rich rich--entry",
        (_, true) => "rich rich--heading",
        _ => "rich",
    };
    view! { <span class=class>{block.runs.iter().map(run).collect_view()}</span> }.into_any()
}

fn run(run: &Run) -> AnyView {
    let classes = [
        (run.strong, "rich__strong"),
        (run.emphasis, "rich__emphasis"),
        (run.underline, "rich__underline"),
        (run.code, "rich__code"),
    ];
    let class: Vec<&str> = classes.into_iter().filter(|(on, _)| *on).map(|(_, class)| class).collect();
    let class = class.join(" ");
    let text = run.text.clone();
    match run.link.clone() {
        Some(link) => view! {
            <a class=class href=link target="_blank" rel="noopener noreferrer">
                {text}
            </a>
        }
        .into_any(),
        None if class.is_empty() => text.into_any(),
        None => view! { <span class=class>{text}</span> }.into_any(),
    }
}

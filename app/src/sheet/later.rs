//! What can wait until the first questions of a visit are on the screen.

use crate::local::Local;
use leptos::prelude::*;

/// How many items are drawn first when a visit is opened: no tablet shows more at once.
pub const N_FIRST: usize = 4;

/// Draws its children once what stands before them is on the screen, or at once when the page of the
/// visit is there already.
#[component]
pub fn Later(children: ChildrenFn) -> impl IntoView {
    let drawn = Local::here().drawn;
    move || drawn.get().then(|| children())
}

//! Which groups are drawn as tables. A form asks for it by the look of a group (`table`, `htable`, `gtable`, `grid`,
//! `atable`); what it holds decides which table that can be, and whether there is room for one on a tablet.
//! Needs the whole tree: runs when all items are read.

use super::item::{Item, ItemIdx};
use super::vocabulary::{Control, ItemKind, Table, Widget};
use super::{Form, Notice};

/// Most options side by side: more leave no room for words above them.
const MOST_OPTIONS: usize = 7;
/// Most questions side by side: a field narrower than a fifth of a tablet cannot be typed in.
const MOST_QUESTIONS: usize = 5;

/// Gives every group its table; where there is none, says what becomes of it.
pub(super) fn lay_out(form: &mut Form) {
    for group in 0..form.items.len() {
        let item = &form.items[group];
        if !asks_for_a_table(item) {
            continue;
        }
        let table = if item.kind == ItemKind::Group { table_of(form, item) } else { None };
        if table == Some(Table::Options) {
            for child in rows(form, &form.items[group]) {
                // One control a cell, also where the form asks for a list that opens.
                let child = &mut form.items[child.at()];
                child.control = if child.repeats { Control::CheckBox } else { Control::RadioButton };
            }
        }
        let item = &mut form.items[group];
        item.table = table;
        if table.is_none() {
            let text = "A table that tablets have no room for is drawn as questions below each other.";
            item.notices.push(Notice::remark("questionnaire-itemControl", text));
        }
    }
}

fn asks_for_a_table(item: &Item) -> bool {
    matches!(item.control, Control::Table | Control::RowTable | Control::Grid)
}

fn table_of(form: &Form, group: &Item) -> Option<Table> {
    let rows = rows(form, group);
    let all = |items: &[ItemIdx], holds: fn(&Form, &Item) -> bool| {
        items.iter().all(|at| holds(form, &form.items[at.at()]))
    };
    if group.repeats {
        let fits = !rows.is_empty() && rows.len() <= MOST_QUESTIONS && all(&rows, is_a_cell);
        return fits.then_some(Table::Copies);
    }
    if rows.len() > 1 && all(&rows, is_a_row_of_options) {
        let first = &form.items[rows[0].at()];
        let same = rows.iter().all(|row| offers_the_same(first, &form.items[row.at()]));
        return same.then_some(Table::Options);
    }
    let is_row = |at: &ItemIdx| {
        let row = &form.items[at.at()];
        let cells = self::rows(form, row);
        row.kind == ItemKind::Group
            && !row.repeats
            && !asks_for_a_table(row)
            && (1..=MOST_QUESTIONS).contains(&cells.len())
            && all(&cells, is_a_cell)
    };
    (rows.len() > 1 && rows.iter().all(is_row)).then_some(Table::Groups)
}

/// The children of a group that are drawn: not its help, and nothing that is never shown.
fn rows(form: &Form, group: &Item) -> Vec<ItemIdx> {
    group.children.iter().copied().filter(|child| form.items[child.at()].is_drawn()).collect()
}

/// A question whose options may stand side by side, each in its own column.
fn is_a_row_of_options(form: &Form, item: &Item) -> bool {
    let follows =
        item.rules.as_ref().is_some_and(|rules| rules.options.is_some() || !rules.properties.is_empty());
    let is_choice = match item.widget() {
        Widget::Radios | Widget::Checkboxes | Widget::Select | Widget::Autocomplete => !item.judgement,
        _ => false,
    };
    is_choice
        && !item.open
        && !item.read_only
        && !follows
        && rows(form, item).is_empty()
        && (item.kind == ItemKind::Boolean || (2..=MOST_OPTIONS).contains(&item.options.len()))
}

fn offers_the_same(one: &Item, other: &Item) -> bool {
    let same_options = one.options.len() == other.options.len()
        && one
            .options
            .iter()
            .zip(other.options.iter())
            .all(|(a, b)| a.value == b.value && a.shown() == b.shown());
    one.kind == other.kind && one.repeats == other.repeats && same_options
}

/// A question that fits in one cell of a row.
fn is_a_cell(form: &Form, item: &Item) -> bool {
    let follows = item.rules.as_ref().is_some_and(|rules| rules.options.is_some() || rules.text.is_some());
    let fits = match item.widget() {
        Widget::Select | Widget::Autocomplete | Widget::Line | Widget::Text | Widget::Time | Widget::Date => {
            true
        }
        // Buttons for more and less, a line to slide along or a choice of units want more room.
        Widget::Number => {
            let has_steps = item.limits.plausible_low.is_some() || item.limits.step.is_some();
            !has_steps && !item.is_slider() && item.units.len() < 2
        }
        Widget::Radios | Widget::Checkboxes => item.options.len() <= MOST_OPTIONS,
        _ => false,
    };
    fits && !follows && rows(form, item).is_empty()
}

//! The last step of reading a form: where items stand among repeated groups, their keys and sections, and where
//! each condition finds its answers. All of it worked out once, so that a view only has to look.

use super::item::{Item, ItemIdx, Layout, Trigger};
use super::keys::Keys;
use super::vocabulary::ItemKind;
use super::{Form, Refusal, Repeat, Section};
use crate::path::{self, AnswerPath, MAX_PATH_LEN};

/// Room kept in a path for one instance id with its marks, and for a facet.
const ROOM_FOR_INSTANCE: usize = 40;
const ROOM_FOR_FACET: usize = 8;

pub(super) fn arrange(form: &mut Form, paths: &[String]) -> Result<(), Refusal> {
    place(form);
    refuse_long_paths(form, paths)?;
    form.by_key = Keys::new(&form.keys);
    for item_idx in 0..form.items.len() {
        let home = form.layout[item_idx].home;
        let conditions = &form.items[item_idx].enable_when;
        let triggers = conditions.iter().map(|condition| trigger(form, home, condition.question)).collect();
        form.layout[item_idx].triggers = triggers;
    }
    mark_rules(form);
    sections(form);
    Ok(())
}

/// Marks every item in which a rule stands, so that running rules passes the others by.
fn mark_rules(form: &mut Form) {
    for item_idx in 0..form.items.len() {
        if form.items[item_idx].rules.is_none() {
            continue;
        }
        let mut around = Some(ItemIdx::new(item_idx));
        while let Some(item) = around.filter(|item| !form.layout[item.at()].rules_inside) {
            form.layout[item.at()].rules_inside = true;
            around = form.items[item.at()].parent;
        }
    }
}

/// Gives every item its repeated group, its slot there, its key and its relations.
fn place(form: &mut Form) {
    form.repeats = vec![Repeat::default()];
    for (item_idx, item) in form.items.iter().enumerate() {
        let home = match item.parent {
            None => 0,
            Some(parent) => form.layout[parent.at()].rank.unwrap_or(form.layout[parent.at()].home),
        };
        let repeat = &mut form.repeats[home as usize];
        let slot = repeat.n_slots;
        repeat.n_slots += 1;
        let rank = item.is_repeating_group().then(|| {
            form.repeats.push(Repeat { group: Some(ItemIdx::new(item_idx)), parent_rank: home, n_slots: 0 });
            u32::try_from(form.repeats.len() - 1).unwrap_or(u32::MAX)
        });
        let detail = |suffix: &str| {
            let wanted = item.judgement.then(|| format!("{}.{suffix}", item.link_id))?;
            item.children.iter().copied().find(|child| form.items[child.at()].link_id == wanted)
        };
        let at_top = item.parent.is_none_or(|parent| form.items[parent.at()].kind == ItemKind::Group);
        form.layout.push(Layout {
            home,
            slot,
            rank,
            who: detail("who"),
            reason: detail("reason"),
            counts: at_top && item.is_question() && !item.hidden,
            ..Layout::default()
        });
        form.keys.push(AnswerPath::root(&item.link_id));
    }
}

fn refuse_long_paths(form: &Form, paths: &[String]) -> Result<(), Refusal> {
    for (item_idx, layout) in form.layout.iter().enumerate() {
        let mut length = form.keys[item_idx].as_str().len() + ROOM_FOR_FACET;
        let mut rank = layout.rank.unwrap_or(layout.home);
        while let Some(group) = form.repeats[rank as usize].group {
            length += form.keys[group.at()].as_str().len() + ROOM_FOR_INSTANCE;
            rank = form.repeats[rank as usize].parent_rank;
        }
        if length > MAX_PATH_LEN {
            let reason = "The linkId, with those of the repeated groups around it, is too long.";
            return Err(Refusal::new(paths[item_idx].clone(), reason));
        }
    }
    Ok(())
}

fn trigger(form: &Form, from: u32, question: ItemIdx) -> Trigger {
    let to = &form.layout[question.at()];
    let (here, there) = (around(form, from), around(form, to.home));
    let n_common = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let n = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Trigger {
        up: n(here.len() - n_common),
        direct: there.len() == n_common,
        down: n(there.len() - n_common),
        home: to.home,
        slot: to.slot,
    }
}

/// The repeated groups around a rank and itself, from the outside in.
fn around(form: &Form, rank: u32) -> Vec<u32> {
    let mut chain = vec![rank];
    let mut rank = rank;
    while rank != 0 {
        rank = form.repeats[rank as usize].parent_rank;
        chain.push(rank);
    }
    chain.reverse();
    chain
}

fn sections(form: &mut Form) {
    let mut sections: Vec<Section> = Vec::new();
    let mut waiting: Vec<ItemIdx> = Vec::new();
    let mut run_is_open = false;
    for root in form.roots.clone() {
        let item = &form.items[root.at()];
        match item.kind {
            ItemKind::Group => {
                let mut section = section_of(item, title_of(item));
                section.roots.append(&mut waiting);
                section.roots.push(root);
                sections.push(section);
                run_is_open = false;
            }
            ItemKind::Display if !run_is_open => waiting.push(root),
            _ => {
                if !run_is_open {
                    let mut section = section_of(item, &form.title);
                    section.roots.append(&mut waiting);
                    sections.push(section);
                }
                run_is_open = true;
                if let Some(section) = sections.last_mut() {
                    section.roots.push(root);
                }
            }
        }
    }
    match sections.last_mut() {
        Some(section) => section.roots.append(&mut waiting),
        None => {
            if let Some(first) = waiting.first() {
                let mut section = section_of(&form.items[first.at()], &form.title);
                section.roots = waiting;
                sections.push(section);
            }
        }
    }
    form.sections = sections;
    number_sections(form);
}

fn title_of(item: &Item) -> &str {
    let words = if item.text.is_empty() { item.prefix.as_ref() } else { Some(&item.text) };
    words.unwrap_or(&item.link_id)
}

fn section_of(item: &Item, title: &str) -> Section {
    Section {
        link_id: item.link_id.clone(),
        letter: item.area_letter.clone(),
        title: title.to_owned(),
        roots: Vec::new(),
        seen: None,
    }
}

/// Tells every item its section, and every section its "did you see it" item.
fn number_sections(form: &mut Form) {
    for (n, section) in form.sections.iter().enumerate() {
        for root in &section.roots {
            form.layout[root.at()].section = u16::try_from(n).unwrap_or(u16::MAX);
        }
    }
    for item_idx in 0..form.items.len() {
        if let Some(parent) = form.items[item_idx].parent {
            form.layout[item_idx].section = form.layout[parent.at()].section;
        }
    }
    for n in 0..form.sections.len() {
        let Some(letter) = &form.sections[n].letter else {
            continue;
        };
        let key = path::escape(&letter.to_lowercase()).into_owned() + "-seen";
        let seen = form.find_key(&key).filter(|item| {
            let layout = &form.layout[item.at()];
            usize::from(layout.section) == n && layout.home == 0
        });
        form.sections[n].seen = seen;
    }
}

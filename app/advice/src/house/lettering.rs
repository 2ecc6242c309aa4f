//! What is written in a block, in the room there is. The widths are those of the typeface on average; what is cut ends
//! in dots, and the full words stand in the list.

use super::{block::Block, rooms::Room};

/// Short names: blocks are small, the full name is spoken and stands in the list.
const SHORT: [(&str, &str); 18] = [
    ("A", "Way in"),
    ("B", "Front door"),
    ("C", "Shared parts"),
    ("D", "Hall"),
    ("E", "Stairs"),
    ("F", "Living room"),
    ("G", "Kitchen"),
    ("H", "Bedroom"),
    ("I", "Bath and WC"),
    ("J", "Garden"),
    ("K", "Fire, gas"),
    ("L", "Light"),
    ("M", "Falls"),
    ("N", "Telephone"),
    ("O", "Household"),
    ("P", "Handling"),
    ("Q", "Security"),
    ("W", "Before"),
];

/// The name in the block: "H Bedroom", "H Bedroom 2", "H Back bedroom".
pub(super) fn short_name(block: &Block, room: &Room) -> String {
    let letter = &room.letter;
    let short =
        SHORT.iter().find(|(known, _)| known == letter).map_or(room.title.as_str(), |(_, short)| short);
    match (&block.name, block.number()) {
        (Some(name), _) => format!("{letter} {name}"),
        (None, Some(number)) => format!("{letter} {short} {number}"),
        (None, None) => format!("{letter} {short}"),
    }
}

/// The name as it is spoken: "Bathroom and WC", "Bathroom and WC 2", "Back bedroom".
pub(super) fn full_name(block: &Block, room: &Room) -> String {
    match (&block.name, block.number()) {
        (Some(name), _) => name.clone(),
        (None, Some(number)) => format!("{} {number}", room.title),
        (None, None) => room.title.clone(),
    }
}

/// Words on so many lines of so many letters.
pub(super) fn on_lines(words: &str, letters: usize, lines: usize) -> Vec<String> {
    let mut set: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match set.last_mut().filter(|line| line.chars().count() + 1 + word.chars().count() <= letters) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => set.push(word.to_owned()),
        }
    }
    let is_cut = set.len() > lines;
    let rest = set.split_off(lines.min(set.len()));
    if let (true, Some(last)) = (is_cut, set.last_mut()) {
        last.push(' ');
        last.push_str(&rest.join(" "));
    }
    set.iter().map(|line| cut(line, letters)).collect()
}

fn cut(line: &str, letters: usize) -> String {
    match line.chars().count() > letters {
        true => {
            let kept: String = line.chars().take(letters.saturating_sub(1)).collect();
            format!("{}…", kept.trim_end())
        }
        false => line.to_owned(),
    }
}

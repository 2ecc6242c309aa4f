//! Answers and questions in words, as they are read by people: dates written out, numbers with
//! their units, never a code or a file name.

use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{date_and_clock, long_date};
use forms::{Answer, AnswerPath, Answers, Attachment, Definition, Facet, Item, ItemKind, Value};

/// The words of an answer, one text a value.
pub fn answer_words(item: Option<&Item>, answer: &Answer) -> Vec<String> {
    let files: Vec<&Attachment> = answer.files().collect();
    if !files.is_empty() {
        return vec![file_words(item, &files)];
    }
    answer.0.iter().map(|value| value_words(item, value)).filter(|words| !words.is_empty()).collect()
}

fn file_words(item: Option<&Item>, files: &[&Attachment]) -> String {
    let n_files = files.iter().filter(|file| !file.is_removed()).count();
    let all_photos = item.is_some_and(|item| item.photo) || files.iter().all(|file| file.photo.is_some());
    match item {
        Some(item) if item.signature => "Signed by hand".to_owned(),
        _ if n_files == 0 => "Photo removed: not agreed".to_owned(),
        _ if n_files == 1 && all_photos => "1 photo".to_owned(),
        _ if all_photos => format!("{n_files} photos"),
        _ if n_files == 1 => "1 file".to_owned(),
        _ => format!("{n_files} files"),
    }
}

fn value_words(item: Option<&Item>, value: &Value) -> String {
    match value {
        Value::Date(text) => text.parse::<NaiveDate>().map_or_else(|_| text.clone(), long_date),
        Value::DateTime(text) => text.parse::<DateTime<Utc>>().map_or_else(|_| text.clone(), date_and_clock),
        Value::Time(text) => text.get(..5).unwrap_or(text).to_owned(),
        Value::Coding(_) => match item.and_then(|item| item.option_for(value)) {
            Some(option) => option.label.clone(),
            None => value.as_words(),
        },
        other => other.as_words(),
    }
}

/// Words in one pair of quotation marks, also where they were typed with them. Where a typed mark ends before the text
/// does, or begins after it, the text keeps its own.
pub fn in_quotes(words: &str) -> String {
    const MARKS: [char; 3] = ['"', '\u{201c}', '\u{201d}'];
    let words = words.trim();
    let bare = words.trim_matches(MARKS);
    if bare.len() < words.len() && bare.contains(MARKS) {
        words.to_owned()
    } else {
        format!("\u{201c}{bare}\u{201d}")
    }
}

/// True where the words are somebody's own and are read in quotation marks.
pub(crate) fn is_own_words(item: &Item) -> bool {
    item.kind == ItemKind::Text
}

/// What a field is called: code and question, with the name of the copy and of the facet.
pub fn field_label(def: Option<&Definition>, answers: &Answers, path: &AnswerPath) -> String {
    let Some((def, item)) = def.and_then(|def| Some((def, def.item_at(&path.without_facet())?))) else {
        return "A question this form version does not know".to_owned();
    };
    let around = path.parent_instance().and_then(|copy| copy_name(def, answers, &copy));
    let own = match path.instance_id() {
        Some(_) => copy_name(def, answers, &path.without_facet()).unwrap_or_else(|| def.item(item).label()),
        None => question(def, item),
    };
    let facet = match path.facet() {
        None => "",
        Some(Facet::Note) => ", note",
        Some(Facet::Concern) => ", raised from the note",
        Some(Facet::Absent) => ", not seen because",
        Some(Facet::Checked) => ", checked",
        Some(Facet::Photo) => ", photos",
    };
    match around {
        Some(around) => format!("{around}: {own}{facet}"),
        None => format!("{own}{facet}"),
    }
}

/// The question; a detail of a judgement says whose detail it is.
fn question(def: &Definition, item: forms::ItemIdx) -> String {
    let one = def.item(item);
    match one.parent.map(|parent| def.item(parent)).filter(|parent| parent.judgement) {
        Some(parent) => format!("{}: {}", parent.label(), one.text),
        None => one.label(),
    }
}

/// What a copy of a repeated group is called: its first line of words that people see, else the group and its number.
pub(crate) fn copy_name(def: &Definition, answers: &Answers, copy: &AnswerPath) -> Option<String> {
    let group = def.item_at(copy)?;
    let is_line = |item: &Item| item.kind == ItemKind::String && !item.hidden;
    let line = def.item(group).children.iter().copied().find(|child| is_line(def.item(*child)));
    let named = line.and_then(|line| {
        let answer = answers.get(&def.path_in(line, Some(copy)))?;
        answer.first().filter(|value| !value.is_blank()).map(Value::as_words)
    });
    named.or_else(|| {
        let all = answers.instances(&def.path_in(group, copy.parent_instance().as_ref()));
        let at = all.iter().position(|id| Some(id.as_str()) == copy.instance_id())?;
        Some(format!("{} {}", def.item(group).text, at + 1))
    })
}

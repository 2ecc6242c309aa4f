//! Making documents of visits, and reading them as text.

use crate::visit::{HOME, VISIT, Visit, code, judgement, millimetres, seen, text};
use forms::{Agreed, Answer, Attachment, Photo, Shared, Value};
use reports::{
    Desk, Options, document,
    document::{Block, Document, DocumentKind, Tone},
};

pub const PLAN: &str = "plan";
pub const MEASURES: &str = "person-measures";
pub const HANDLING: &str = "mh-plan";

pub fn desk() -> Desk {
    Desk {
        letterhead: vec!["Larkshire Community Occupational Therapy".into()],
        wording: [("reply-to".to_owned(), "Ring 01632 960147.".to_owned())].into(),
        settings: Default::default(),
        today: "2026-05-15".parse().expect("a day"),
    }
}

pub fn made(kind: DocumentKind, visit: &Visit) -> Document {
    document(kind, visit.source(), &desk(), &Options::default())
}

/// A home that was walked through, measured and thought about: a frame does not pass the bathroom door, the rug slips,
/// and two works are recommended.
pub fn whole() -> Visit {
    let visit = Visit::signed()
        .with(HOME, "i-seen", seen("i"))
        .with(HOME, "d-rugs", judgement("hazard"))
        .with(HOME, "d-rugs.who", code("client", "The client"))
        .with(HOME, "d-rugs.note", text("Runner slips on the boards"))
        .with(HOME, "d-door@k1", Value::Boolean(true))
        .with(HOME, "d-door@k1/d-door-name", text("Bathroom door"))
        .with(HOME, "d-door@k1/d-door-clear", millimetres("600"))
        .with(MEASURES, "pm-aid", coded("pm-aid", "frame"))
        .with(MEASURES, "pm-aid-width", millimetres("640"))
        .with(PLAN, "pl-strengths", text("Knows her home by heart"))
        .with(VISIT, "v-matters", text("A bath on my own"))
        .with(VISIT, "v-present@p1", Value::Boolean(true))
        .with(VISIT, "v-present@p1/v-present-name", text("Tomasz Wilk"))
        .with(VISIT, "v-interim", text("Strip wash at the basin"))
        .with(VISIT, "v-step@s1", Value::Boolean(true))
        .with(VISIT, "v-step@s1/v-step-what", text("Order the rail"))
        .with(VISIT, "v-step@s1/v-step-who", coded("v-step-who", "me"))
        .with(VISIT, "v-step@s1/v-step-by", Value::Date("2026-06-01".into()));
    let visit = recommended(visit, "r1", "Wider bathroom door", "major");
    let visit = said(visit, "r1", "client", text("A wider door for your frame."));
    let visit = said(visit, "r1", "findings", text("home-environment d-door@k1"));
    let visit = said(visit, "r1", "share", coded("os-yes-no", "yes"));
    recommended(visit, "r2", "Second stair rail", "minor")
}

/// A recommendation that was kept.
pub fn recommended(visit: Visit, id: &str, what: &str, kind: &str) -> Visit {
    let visit = visit.with(PLAN, &format!("pl-rec@{id}"), Value::Boolean(true));
    let visit = said(visit, id, "what", text(what));
    let visit = said(visit, id, "kind", coded("pl-rec-kind", kind));
    said(visit, id, "state", coded("pl-rec-state", "kept"))
}

/// Something that is said of a recommendation.
pub fn said(visit: Visit, id: &str, what: &str, value: impl Into<Answer>) -> Visit {
    visit.with(PLAN, &format!("pl-rec@{id}/pl-rec-{what}"), value)
}

pub fn coded(system: &str, code: &str) -> Value {
    Value::coding(&format!("https://threshold.example/cs/{system}"), code, code)
}

/// A photo whose SHA-256 is this letter, sixty-four times.
pub fn photo(letter: &str, caption: &str, agreed: Option<Agreed>, shared: Option<Shared>) -> Value {
    let mut file = Attachment::new_photo(&letter.repeat(64), 1000, "2026-05-12T09:00:00Z".into());
    file.title = Some(caption.to_owned());
    file.photo = Some(Photo { agreed, shared, ..Photo::default() });
    Value::Attachment(file)
}

/// Everything that a reader has before the eyes.
pub fn everything(document: &Document) -> String {
    format!(
        "{}\n{}\n{}\n{}\n{}",
        document.title,
        document.subtitle,
        document.to.join("\n"),
        document.running,
        document.blocks.iter().map(words).collect::<Vec<_>>().join("\n")
    )
}

pub fn words(block: &Block) -> String {
    match block {
        Block::Heading { text, .. } | Block::Text { text, .. } => text.clone(),
        Block::List { entries, .. } => entries.join("\n"),
        Block::Facts { rows } => {
            rows.iter().map(|(label, words)| format!("{label}: {words}")).collect::<Vec<_>>().join("\n")
        }
        Block::Table { caption, head, rows } => {
            let rows: Vec<String> = rows.iter().map(|row| row.join(" | ")).collect();
            format!("{caption}\n{}\n{}", head.join(" | "), rows.join("\n"))
        }
        Block::Mark { sign, word, title, lines } => format!("[{sign}] {word}: {title}\n{}", lines.join("\n")),
        Block::Photos { shots } => shots
            .iter()
            .map(|shot| format!("{} {} {}", shot.sha256, shot.alt, shot.caption))
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Drawing { alt, caption, .. } => format!("{alt}\n{caption}"),
        Block::Signature { name, role, when, fingerprint } => format!("{name}, {role}. {when} {fingerprint}"),
    }
}

/// What is said to be missing.
pub fn gaps(document: &Document) -> Vec<&str> {
    let gap = |block| match block {
        &Block::Text { ref text, tone: Tone::Gap } => Some(text.as_str()),
        _ => None,
    };
    document.blocks.iter().filter_map(gap).collect()
}

/// True when something is said to be missing in these words, among others.
pub fn misses(document: &Document, words: &str) -> bool {
    gaps(document).iter().any(|gap| gap.contains(words))
}

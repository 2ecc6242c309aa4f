//! The parts of a document as they are put together: what is empty adds nothing, a heading under which nothing
//! stands is taken away again, and no heading is deeper than one step below the one before.

use crate::{
    document::{Block, Shot, Tone},
    standing::Signed,
    words::in_quotes,
};

/// Parts of a document, from above to below.
#[derive(Default)]
pub(super) struct Blocks {
    all: Vec<Block>,
}

impl Blocks {
    /// A heading; level 1 is the first under the title.
    pub(super) fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.drop_bare_headings(level);
        let last = self.all.iter().rev().find_map(|block| match block {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        });
        let level = level.clamp(1, 3).min(last.unwrap_or(0) + 1);
        self.all.push(Block::Heading { level, text: text.into() });
    }

    /// A paragraph.
    pub(super) fn text(&mut self, text: impl Into<String>) {
        self.paragraph(text.into(), Tone::Plain);
    }

    /// Somebody's own words, in one pair of quotation marks, also where they were typed with them.
    pub(super) fn quote(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.paragraph(in_quotes(text), Tone::Quote);
        }
    }

    /// What is missing. Begins with "Not" or "No".
    pub(super) fn gap(&mut self, text: impl Into<String>) {
        self.paragraph(text.into(), Tone::Gap);
    }

    /// Small print.
    pub(super) fn small(&mut self, text: impl Into<String>) {
        self.paragraph(text.into(), Tone::Small);
    }

    /// Words where there are some, else what is missing.
    pub(super) fn text_or_gap(&mut self, text: Option<String>, gap: &str) {
        match text.filter(|text| !text.trim().is_empty()) {
            Some(text) => self.text(text),
            None => self.gap(gap),
        }
    }

    /// A list.
    pub(super) fn list(&mut self, ordered: bool, entries: Vec<String>) {
        if !entries.is_empty() {
            self.all.push(Block::List { ordered, entries });
        }
    }

    /// Labels and their words.
    pub(super) fn facts(&mut self, rows: Vec<(String, String)>) {
        let rows: Vec<(String, String)> =
            rows.into_iter().filter(|(_, words)| !words.trim().is_empty()).collect();
        if !rows.is_empty() {
            self.all.push(Block::Facts { rows });
        }
    }

    /// A table with a head.
    pub(super) fn table(&mut self, caption: &str, head: &[&str], rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            let head = head.iter().map(|name| (*name).to_owned()).collect();
            self.all.push(Block::Table { caption: caption.to_owned(), head, rows });
        }
    }

    /// A shape with its word, a title and what belongs to it.
    pub(super) fn mark(&mut self, sign: &str, word: &str, title: impl Into<String>, lines: Vec<String>) {
        let lines = lines.into_iter().filter(|line| !line.trim().is_empty()).collect();
        self.all.push(Block::Mark {
            sign: sign.to_owned(),
            word: word.to_owned(),
            title: title.into(),
            lines,
        });
    }

    /// Photos.
    pub(super) fn photos(&mut self, shots: Vec<Shot>) {
        if !shots.is_empty() {
            self.all.push(Block::Photos { shots });
        }
    }

    /// A drawing of ours.
    pub(super) fn drawing(&mut self, alt: String, caption: &str, svg: String) {
        self.all.push(Block::Drawing { alt, caption: caption.to_owned(), svg });
    }

    /// A signature.
    pub(super) fn signature(&mut self, signed: Signed) {
        let Signed { name, role, when, fingerprint, .. } = signed;
        self.all.push(Block::Signature { name, role, when, fingerprint });
    }

    /// Parts that were put together elsewhere.
    pub(super) fn append(&mut self, other: Blocks) {
        self.all.extend(other.all);
    }

    /// The parts.
    pub(super) fn done(mut self) -> Vec<Block> {
        self.drop_bare_headings(1);
        self.all
    }

    fn paragraph(&mut self, text: String, tone: Tone) {
        if !text.trim().is_empty() {
            self.all.push(Block::Text { text, tone });
        }
    }

    fn drop_bare_headings(&mut self, next_level: u8) {
        while matches!(self.all.last(), Some(Block::Heading { level, .. }) if *level >= next_level) {
            self.all.pop();
        }
    }
}

/// A text with a full stop where it has no end of its own.
pub(super) fn closed(text: &str) -> String {
    let text = text.trim_end();
    let bare = text.trim_end_matches(['\u{201d}', '"', ')']);
    if bare.is_empty() || bare.ends_with(['.', '!', '?', ':', ';']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// A text as entries of a list, one a line, without the numbers that somebody typed: the list has its own.
pub(super) fn entries(text: &str) -> Vec<String> {
    let entry = |line: &str| {
        let line = line.trim();
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        match rest.strip_prefix(['.', ')', ':']).filter(|_| rest.len() < line.len()) {
            Some(rest) if rest.starts_with(' ') || rest.is_empty() => rest.trim().to_owned(),
            _ => line.to_owned(),
        }
    };
    text.lines().map(entry).filter(|entry| !entry.is_empty()).collect()
}

impl Blocks {
    /// True where these words are read in one of the parts.
    pub(super) fn say(&self, words: &str) -> bool {
        let has = |text: &String| text.contains(words);
        self.all.iter().any(|block| match block {
            Block::Heading { text, .. } | Block::Text { text, .. } => has(text),
            Block::List { entries, .. } => entries.iter().any(has),
            Block::Facts { rows } => rows.iter().any(|(label, words)| has(label) || has(words)),
            Block::Table { rows, .. } => rows.iter().flatten().any(has),
            Block::Mark { title, lines, .. } => has(title) || lines.iter().any(has),
            _ => false,
        })
    }
}

/// How many words a reader has before the eyes.
pub(super) fn n_words(blocks: &Blocks) -> usize {
    let count = |text: &String| text.split_whitespace().count();
    let of = |block: &Block| match block {
        Block::Heading { text, .. } | Block::Text { text, .. } => count(text),
        Block::List { entries, .. } => entries.iter().map(count).sum(),
        Block::Facts { rows } => rows.iter().map(|(label, words)| count(label) + count(words)).sum(),
        Block::Table { caption, head, rows } => {
            count(caption) + head.iter().chain(rows.iter().flatten()).map(count).sum::<usize>()
        }
        Block::Mark { word, title, lines, .. } => {
            count(word) + count(title) + lines.iter().map(count).sum::<usize>()
        }
        Block::Photos { shots } => shots.iter().map(|shot| count(&shot.caption)).sum(),
        Block::Drawing { caption, .. } => count(caption),
        Block::Signature { name, role, when, .. } => count(name) + count(role) + count(when),
    };
    blocks.all.iter().map(of).sum()
}

/// How many entries of a list would take as much of a sheet of paper, roughly: what is between paragraphs counts too.
pub(super) fn n_lines(blocks: &Blocks) -> f64 {
    // Lines that a text folds into stand closer than entries.
    let folded = |text: &str, width: usize| -> f64 {
        let n: usize = text.lines().map(|line| line.chars().count().max(1).div_ceil(width)).sum();
        1.0 + 0.8 * (n.max(1) - 1) as f64
    };
    let of = |block: &Block| match block {
        Block::Heading { .. } => 3.2,
        Block::Text { text, tone: Tone::Gap } => folded(text, 88) + 1.1,
        Block::Text { text, .. } => folded(text, 92) + 0.3,
        Block::List { entries, .. } => entries.iter().map(|entry| folded(entry, 88)).sum::<f64>() + 0.3,
        Block::Facts { rows } => {
            let label = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
            let width = 90_usize.saturating_sub(label).max(20);
            rows.iter().map(|(_, words)| folded(words, width) + 0.1).sum::<f64>() + 0.8
        }
        Block::Mark { title, lines, .. } => {
            folded(title, 80) + lines.iter().map(|line| folded(line, 86)).sum::<f64>()
        }
        _ => 5.0,
    };
    blocks.all.iter().map(of).sum()
}

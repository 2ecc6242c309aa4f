//! Formatted words of a form, as structure and never as markup: bold, italic, underlined, code, links, lists and
//! paragraphs. What else stands in XHTML or Markdown is left out: scripts and styles with their words, pictures and
//! buttons without. Pages draw these pieces themselves, so nothing of a form is ever run or fetched.

mod markdown;
mod xhtml;

/// Longest formatted words, in bytes: several pages.
const LONGEST: usize = 50_000;

/// Formatted words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rich {
    /// Paragraphs and list entries, in order.
    pub blocks: Vec<Block>,
    /// What was left out, by name: `img`, `style`.
    pub left_out: Vec<String>,
}

/// One paragraph, or one entry of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The words, piece by piece.
    pub runs: Vec<Run>,
    /// An entry of a list.
    pub is_entry: bool,
    /// A heading: shown strong, never as a heading of the page.
    pub is_heading: bool,
}

/// Words that look alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// Underlined.
    pub underline: bool,
    /// As typed on a machine.
    pub code: bool,
    /// Where it leads: an address beginning with https or http.
    pub link: Option<String>,
}

impl Run {
    /// Everything but the words.
    fn looks(&self) -> (bool, bool, bool, bool, Option<&str>) {
        (self.strong, self.emphasis, self.underline, self.code, self.link.as_deref())
    }
}

impl Rich {
    /// Reads XHTML. What is longer than any question is taken as plain words.
    pub fn from_xhtml(text: &str) -> Rich {
        if text.len() > LONGEST { unformatted(text) } else { xhtml::read(text) }
    }

    /// Reads Markdown. What is longer than any question is taken as plain words.
    pub fn from_markdown(text: &str) -> Rich {
        if text.len() > LONGEST { unformatted(text) } else { markdown::read(text) }
    }

    /// The words alone.
    pub fn plain(&self) -> String {
        let blocks = self
            .blocks
            .iter()
            .map(|block| block.runs.iter().map(|run| run.text.as_str()).collect::<String>());
        let words: Vec<String> =
            blocks.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// True when it is more than one paragraph of plain words.
    pub fn has_looks(&self) -> bool {
        let looks = |run: &Run| run.looks() != Run::default().looks();
        match self.blocks.as_slice() {
            [] => false,
            [one] => one.is_entry || one.is_heading || one.runs.iter().any(looks),
            _ => true,
        }
    }

    fn leave_out(&mut self, name: &str) {
        if !self.left_out.iter().any(|one| one == name) {
            self.left_out.push(name.to_owned());
        }
    }

    /// The block that is being written.
    fn block(&mut self) -> &mut Block {
        if self.blocks.is_empty() {
            self.blocks.push(Block::default());
        }
        let last = self.blocks.len() - 1;
        &mut self.blocks[last]
    }

    /// Begins a block, unless the last one is still empty.
    fn begin(&mut self, is_entry: bool, is_heading: bool) {
        let is_empty = self.blocks.last().is_some_and(|block| block.runs.is_empty());
        if !is_empty {
            self.blocks.push(Block::default());
        }
        let block = self.block();
        (block.is_entry, block.is_heading) = (is_entry, is_heading);
    }

    /// Adds words in a look; joins them to the last piece of the same look.
    fn add(&mut self, text: &str, look: &Run) {
        if text.is_empty() {
            return;
        }
        let block = self.block();
        if text.trim().is_empty() && block.runs.is_empty() {
            return;
        }
        let alike = |last: &Run| last.looks() == look.looks();
        match block.runs.last_mut().filter(|last| alike(last)) {
            Some(last) => last.text.push_str(text),
            None => block.runs.push(Run { text: text.to_owned(), ..look.clone() }),
        }
    }

    fn finished(mut self) -> Rich {
        self.blocks.retain(|block| block.runs.iter().any(|run| !run.text.trim().is_empty()));
        self
    }
}

fn unformatted(text: &str) -> Rich {
    let mut rich = Rich::default();
    rich.add(text, &Run::default());
    rich
}

/// An address that may be opened.
fn safe_link(address: &str) -> Option<String> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let is_safe = (lower.starts_with("https://") || lower.starts_with("http://"))
        && !address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'));
    is_safe.then(|| address.to_owned())
}

//! Text in a Word file.

use crate::tidy::tidy;
use docx_rs::{BreakType, Paragraph, Run};

/// Words as they are; line breaks are kept.
pub(super) fn run(words: &str) -> Run {
    let tidied = tidy(words);
    let mut run = Run::new();
    for (line_idx, line) in tidied.split('\n').enumerate() {
        if line_idx > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    run
}

/// Words without the space around them.
pub(super) fn plain(words: &str) -> Run {
    run(words.trim())
}

/// The same, bold.
pub(super) fn bold(words: &str) -> Run {
    run(words).bold()
}

/// A paragraph in one of our styles.
pub(super) fn styled(style: &str, run: Run) -> Paragraph {
    Paragraph::new().style(style).add_run(run)
}

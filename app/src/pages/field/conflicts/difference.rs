//! Which words stand in only one of two texts. Pure; how they are marked is decided by the page.

/// More words than this are shown without marks: the table below would grow too large.
const MOST_WORDS: usize = 600;

/// A run of words, and whether it stands only here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words with the blanks after them.
    pub text: String,
    /// True when the other text does not have them in this place.
    pub only_here: bool,
}

/// The first text in runs, compared with the second.
pub fn runs(text: &str, other: &str) -> Vec<Run> {
    let (mine, theirs): (Vec<&str>, Vec<&str>) = (words(text), words(other));
    if mine.len() > MOST_WORDS || theirs.len() > MOST_WORDS {
        return vec![Run { text: text.to_owned(), only_here: false }];
    }
    let shared = shared(&mine, &theirs);
    let mut runs: Vec<Run> = Vec::new();
    for (word, is_shared) in mine.iter().zip(shared) {
        match runs.last_mut() {
            Some(run) if run.only_here != is_shared => run.text.push_str(word),
            _ => runs.push(Run { text: (*word).to_owned(), only_here: !is_shared }),
        }
    }
    runs
}

/// Words, each with the blanks that follow it.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

/// For each word of the first text: whether it belongs to the longest sequence both have in common.
fn shared(mine: &[&str], theirs: &[&str]) -> Vec<bool> {
    let same = |a: &str, b: &str| a.trim() == b.trim();
    let mut longest = vec![vec![0_u16; theirs.len() + 1]; mine.len() + 1];
    for i in (0..mine.len()).rev() {
        for j in (0..theirs.len()).rev() {
            longest[i][j] = match same(mine[i], theirs[j]) {
                true => longest[i + 1][j + 1] + 1,
                false => longest[i + 1][j].max(longest[i][j + 1]),
            };
        }
    }
    let mut found = vec![false; mine.len()];
    let (mut i, mut j) = (0, 0);
    while i < mine.len() && j < theirs.len() {
        if same(mine[i], theirs[j]) {
            found[i] = true;
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only_here(text: &str, other: &str) -> Vec<String> {
        runs(text, other)
            .into_iter()
            .filter(|run| run.only_here)
            .map(|run| run.text.trim().to_owned())
            .collect()
    }

    #[test]
    fn words_that_stand_in_one_text_only_are_found() {
        assert_eq!(only_here("The green chair by the window", "The chair by the old window"), ["green"]);
        assert_eq!(only_here("The chair by the old window", "The green chair by the window"), ["old"]);
    }

    #[test]
    fn equal_texts_have_no_marks_and_lose_no_letter() {
        let text = "A rail,  by\nthe bath. ";
        assert!(only_here(text, text).is_empty());
        let whole: String = runs(text, "something else").into_iter().map(|run| run.text).collect();
        assert_eq!(whole, text);
    }
}

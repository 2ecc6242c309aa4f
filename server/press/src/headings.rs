//! Levels of headings. A reader who moves by headings must find no step missing, so a jump deeper than one
//! level is flattened.

/// The deepest level that both kinds of file know.
const DEEPEST: u8 = 6;

/// Hands out the levels of a document's headings, from above to below.
pub(crate) struct Headings {
    last: u8,
}

impl Headings {
    /// Below the title, which is the only heading of level 1.
    pub(crate) fn below_title() -> Headings {
        Headings { last: 1 }
    }

    /// The level that the next heading is printed with.
    pub(crate) fn next(&mut self, level: u8) -> u8 {
        let wished = level.max(1).saturating_add(1);
        self.last = wished.min(self.last + 1).min(DEEPEST);
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_heading_stands_more_than_one_step_below_the_one_before() {
        let mut headings = Headings::below_title();
        let levels: Vec<u8> =
            [3, 1, 2, 3, 1, 0, 255, 255, 255, 255, 255].map(|level| headings.next(level)).to_vec();
        assert_eq!(levels, [2, 2, 3, 4, 2, 2, 3, 4, 5, 6, 6]);
    }
}

//! Tables whose rows are all as long as their head, and how much of the width each column gets.

/// A table that can be drawn.
pub(crate) struct Columns<'a> {
    /// The head; empty where no column has a name.
    pub head: Vec<&'a str>,
    /// The rows.
    pub rows: Vec<Vec<&'a str>>,
    /// Parts of the width, one a column.
    pub shares: Vec<usize>,
}

impl<'a> Columns<'a> {
    /// None where there is no column at all. Cells that are missing are empty; none is left out.
    pub(crate) fn new(head: &'a [String], rows: &'a [Vec<String>]) -> Option<Columns<'a>> {
        let n_columns = rows.iter().map(Vec::len).chain([head.len()]).max().filter(|count| *count > 0)?;
        let even = |cells: &'a [String]| -> Vec<&'a str> {
            (0..n_columns).map(|column_idx| cells.get(column_idx).map_or("", String::as_str)).collect()
        };
        let named = head.iter().any(|name| !name.trim().is_empty());
        let even_rows: Vec<_> = rows.iter().map(|row| even(row)).collect();
        let even_head = even(head);
        let shares = (0..n_columns)
            .map(|column_idx| share(even_rows.iter().chain([&even_head]).map(|row| row[column_idx])))
            .collect();
        Some(Columns { head: if named { even_head } else { Vec::new() }, rows: even_rows, shares })
    }
}

/// Narrower than its longest usual word no column gets, wider than a good line none needs to be.
fn share<'a>(cells: impl Iterator<Item = &'a str>) -> usize {
    let mut wanted = 7;
    for cell in cells {
        let longest_word = cell.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
        let whole = cell.chars().count();
        wanted = wanted.max(longest_word.min(15)).max(whole.min(36));
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(words: &[&str]) -> Vec<String> {
        words.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn short_rows_are_filled_up_and_long_rows_lose_no_cell() {
        let (head, rows) =
            (strings(&["What", "How"]), vec![strings(&["Door"]), strings(&["Bath", "Edge", "540 mm"])]);
        let columns = Columns::new(&head, &rows).expect("columns");
        assert_eq!(columns.head, ["What", "How", ""]);
        assert_eq!(columns.rows, [["Door", "", ""], ["Bath", "Edge", "540 mm"]]);
    }

    #[test]
    fn a_column_of_sentences_gets_more_than_a_column_of_figures() {
        let (head, rows) = (
            strings(&["mm", "Why"]),
            vec![strings(&["540", "The frame does not pass between bath and basin"])],
        );
        assert_eq!(Columns::new(&head, &rows).expect("columns").shares, [7, 36]);
    }

    #[test]
    fn a_table_without_columns_is_none() {
        assert!(Columns::new(&[], &[]).is_none());
        assert!(Columns::new(&[], &[Vec::new()]).is_none());
    }
}

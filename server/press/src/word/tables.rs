//! Tables in a Word file: lines between the rows, none between the columns; rows are not split between two
//! pages, and the head stands on each.

use super::{
    completed::HEAD_ROW,
    styles::{CELL, WIDTH},
    words::{bold, plain, styled},
};
use crate::columns::Columns;
use docx_rs::{
    Run, Table, TableBorder, TableBorderPosition, TableBorders, TableCell, TableCellMargins, TableLayoutType,
    TableRow, WidthType,
};

/// A table with a head.
pub(super) fn table(columns: &Columns) -> Table {
    let all: usize = columns.shares.iter().sum();
    let widths: Vec<usize> = columns.shares.iter().map(|share| WIDTH * share / all.max(1)).collect();
    let mut rows = Vec::new();
    if !columns.head.is_empty() {
        let cells = columns.head.iter().map(|name| bold(name)).collect();
        rows.push(row(cells, &widths).row_height(HEAD_ROW));
    }
    rows.extend(
        columns.rows.iter().map(|cells| row(cells.iter().map(|cell| plain(cell)).collect(), &widths)),
    );
    framed(rows, widths)
}

/// Labels and words.
pub(super) fn facts(facts: &[(String, String)]) -> Table {
    let widths = vec![WIDTH * 34 / 100, WIDTH * 66 / 100];
    let rows = facts.iter().map(|(label, words)| row(vec![bold(label), plain(words)], &widths)).collect();
    framed(rows, widths)
}

fn row(cells: Vec<Run>, widths: &[usize]) -> TableRow {
    let cells = cells.into_iter().zip(widths).map(|(words, width)| {
        TableCell::new().width(*width, WidthType::Dxa).add_paragraph(styled(CELL, words))
    });
    TableRow::new(cells.collect()).cant_split()
}

fn framed(rows: Vec<TableRow>, widths: Vec<usize>) -> Table {
    let line = |position| TableBorder::new(position).size(4).color("737373");
    let borders = TableBorders::with_empty()
        .set(line(TableBorderPosition::Top))
        .set(line(TableBorderPosition::Bottom))
        .set(line(TableBorderPosition::InsideH));
    Table::without_borders(rows)
        .set_borders(borders)
        .margins(TableCellMargins::new().margin_left(0, WidthType::Dxa).margin_right(140, WidthType::Dxa))
        .layout(TableLayoutType::Fixed)
        .width(WIDTH, WidthType::Dxa)
        .set_grid(widths)
}

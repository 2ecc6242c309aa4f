//! The hazard log: every hazard names the tests that prove its controls, and every named test exists.

use super::Finding;

/// Where it lies.
pub const LOG: &str = "server/tests/hazards.csv";
/// Hazard, cause, harm, controls, tests, what is left.
const N_CELLS: usize = 6;
/// Which of them names the tests, parted by bars.
const TESTS: usize = 4;

/// Checks the log against the sources of all tests. Cells are parted by semicolons; one that belongs to
/// a name is written `\;`.
pub fn check(log: &str, sources: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (idx, line) in log.lines().enumerate().skip(1) {
        let mut finding = |words: String| findings.push(Finding::new(LOG, idx + 1, words));
        let cells = cells(line);
        if cells.len() != N_CELLS || cells.iter().any(|cell| cell.is_empty()) {
            finding(format!("a hazard has {N_CELLS} cells, none of them empty"));
            continue;
        }
        for name in cells[TESTS].split(" | ").filter(|name| !exists(name, sources)) {
            finding(format!("there is no test called {name}"));
        }
    }
    findings
}

fn cells(line: &str) -> Vec<String> {
    let placeholder = "\u{0}";
    let parted = line.replace("\\;", placeholder);
    parted.split(';').map(|cell| cell.trim().replace(placeholder, ";")).collect()
}

/// A Rust test, a story in the browser, or a kind of trial.
fn exists(name: &str, sources: &[String]) -> bool {
    let shapes = [
        format!("fn {name}("),
        format!("on_both!({name},"),
        format!("test(\"{name}\""),
        format!("trials(\"{name}\""),
    ];
    sources.iter().any(|source| shapes.iter().any(|shape| source.contains(shape)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "hazard;cause;harm;controls;tests;what is left\n";

    #[test]
    fn a_hazard_without_a_test_that_exists_is_found() {
        let sources = ["fn it_holds() {}".to_owned(), "test(\"she stops; it stays\", () => {})".to_owned()];
        let good = format!("{HEAD}a;b;c;d;it_holds | she stops\\; it stays;none\n");
        assert_eq!(check(&good, &sources), []);
        let gone = format!("{HEAD}a;b;c;d;it_held;none\n");
        assert_eq!(check(&gone, &sources), [Finding::new(LOG, 2, "there is no test called it_held")]);
    }

    #[test]
    fn a_cell_that_says_nothing_is_found() {
        assert_eq!(check(&format!("{HEAD}a;;c;d;it_holds;none\n"), &[]).len(), 1);
        assert_eq!(check(&format!("{HEAD}a;b;c;d\n"), &[]).len(), 1);
    }
}

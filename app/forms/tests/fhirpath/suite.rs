//! HL7's suite: every case that uses only what is supported comes out as HL7 says. The others are refused by name;
//! how many of either is asserted, so that neither support nor the list of exceptions changes unseen.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use forms::expression::{Atom, Environment, Expression, Moment, Node, Problem};
use roxmltree::Document;
use serde_json::Value as Json;

/// Cases that ask for FHIR's own definitions of resources, which the engine does not carry: names of elements that
/// do not exist must be errors there, and find nothing here; and the JSON name of a choice, which real forms use and
/// strict FHIRPath refuses.
const NEEDS_DEFINITIONS: &[&str] = &[
    "testSimpleFail",
    "testSimpleWithWrongContext",
    "testPolymorphismB",
    "testPolymorphismAsB",
    "testPolymorphicsB",
    "testDollarOrderNotAllowed",
];

/// Cases about an extension that HL7's example has as XML and lacks as JSON; `use_in_forms` asks the same of its own.
const INPUT_LACKS_IT: &[&str] =
    &["testFHIRPathIsFunction8", "testFHIRPathIsFunction9", "testFHIRPathIsFunction10"];

/// What is not supported, with the number of cases that use it.
const UNSUPPORTED: &[(&str, usize)] = &[
    ("multiplying and dividing units", 2),
    ("the function comparable()", 3),
    ("the function conformsTo()", 3),
    ("the function decode()", 4),
    ("the function encode()", 4),
    ("the function escape()", 2),
    ("the function highBoundary()", 24),
    ("the function lowBoundary()", 29),
    ("the function precision()", 5),
    ("the function sort()", 10),
    ("the function type()", 13),
    ("the function unescape()", 2),
];

struct Case {
    group: String,
    name: String,
    input: String,
    expression: String,
    /// An error is expected.
    invalid: bool,
    /// The outcome counts as a yes when there is any.
    predicate: bool,
    outputs: Vec<(String, String)>,
}

enum Outcome {
    Right,
    Unsupported(String),
    Wrong(String),
}

fn cases() -> Vec<Case> {
    let text = fs::read_to_string(folder().join("tests-fhir-r4.xml")).expect("the suite is there");
    let document = Document::parse(&text).expect("the suite is XML");
    let mut cases = Vec::new();
    for test in document.descendants().filter(|node| node.has_tag_name("test")) {
        let of = |name: &str| test.attribute(name).unwrap_or_default().to_owned();
        let expression = test.children().find(|node| node.has_tag_name("expression")).expect("an expression");
        let outputs = test.children().filter(|node| node.has_tag_name("output"));
        cases.push(Case {
            group: test.parent().and_then(|group| group.attribute("name")).unwrap_or_default().to_owned(),
            name: of("name"),
            input: of("inputfile").replace(".xml", ".json"),
            expression: expression.text().unwrap_or_default().to_owned(),
            invalid: expression.attribute("invalid").is_some(),
            predicate: of("predicate") == "true",
            outputs: outputs
                .map(|out| {
                    let kind = out.attribute("type").unwrap_or_default().to_owned();
                    (kind, out.text().unwrap_or_default().to_owned())
                })
                .collect(),
        });
    }
    cases
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fhirpath/suite")
}

fn try_case(case: &Case, inputs: &mut BTreeMap<String, Json>) -> Outcome {
    let input = inputs.entry(case.input.clone()).or_insert_with(|| {
        let text = fs::read_to_string(folder().join(&case.input)).unwrap_or_else(|_| "{}".to_owned());
        serde_json::from_str(&text).expect("an input is JSON")
    });
    let expression = match Expression::parse(&case.expression) {
        Ok(expression) => expression,
        Err(Problem::Unsupported(name)) => return Outcome::Unsupported(name),
        Err(_) if case.invalid => return Outcome::Right,
        Err(problem) => return Outcome::Wrong(problem.to_string()),
    };
    let resource = Atom::Node(Node::resource(input));
    let mut environment = Environment::at(Moment::parse("2026-11-22T10:30:00.000Z"));
    for name in ["resource", "rootResource"] {
        environment.variables.insert(name.to_owned(), vec![resource.clone()]);
    }
    match expression.evaluate(vec![resource], &environment) {
        Err(Problem::Unsupported(name)) => Outcome::Unsupported(name),
        Err(_) if case.invalid => Outcome::Right,
        Err(problem) => Outcome::Wrong(problem.to_string()),
        Ok(found) if case.invalid => Outcome::Wrong(format!("an error is expected, not {:?}", texts(&found))),
        Ok(found) => {
            let texts = if case.predicate { vec![(!found.is_empty()).to_string()] } else { texts(&found) };
            let wanted: Vec<&str> =
                case.outputs.iter().map(|(_, text)| text.trim_start_matches('@')).collect();
            let same = texts.len() == wanted.len()
                && texts
                    .iter()
                    .zip(&wanted)
                    .all(|(found, wanted)| found == wanted.trim_start_matches('T') || found == wanted);
            if same { Outcome::Right } else { Outcome::Wrong(format!("{texts:?} instead of {wanted:?}")) }
        }
    }
}

fn texts(found: &[Atom<'_>]) -> Vec<String> {
    found.iter().map(Atom::as_text).collect()
}

#[test]
fn every_case_that_uses_only_what_is_supported_comes_out_as_hl7_says() {
    let mut inputs = BTreeMap::new();
    let (mut n_right, mut n_known, mut wrong) = (0, 0, Vec::new());
    let mut unsupported = BTreeMap::<String, usize>::new();
    for case in cases() {
        match try_case(&case, &mut inputs) {
            Outcome::Right => n_right += 1,
            Outcome::Unsupported(name) => *unsupported.entry(name).or_default() += 1,
            Outcome::Wrong(_) if NEEDS_DEFINITIONS.contains(&case.name.as_str()) => n_known += 1,
            Outcome::Wrong(_) if INPUT_LACKS_IT.contains(&case.name.as_str()) => n_known += 1,
            Outcome::Wrong(why) => {
                wrong.push(format!("{}/{}: {} -> {why}", case.group, case.name, case.expression.trim()))
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let expected: BTreeMap<String, usize> =
        UNSUPPORTED.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect();
    assert_eq!(unsupported, expected);
    assert_eq!((n_right, n_known), (825, NEEDS_DEFINITIONS.len() + INPUT_LACKS_IT.len()));
}

//! Expressions as real forms write them, and as nobody should.

use forms::expression::{Atom, Environment, Expression, Moment, Node, Problem};
use serde_json::{Value as Json, json};

fn response() -> Json {
    let scored = |code: &str, score: f64| {
        json!({ "valueCoding": { "code": code, "extension": [
            { "url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": score }] } })
    };
    json!({
        "resourceType": "QuestionnaireResponse",
        "item": [
            { "linkId": "g", "item": [
                { "linkId": "q1", "answer": [scored("a", 1.0)] },
                { "linkId": "q2", "answer": [scored("b", 2.0), scored("c", 3.0)] },
            ] },
            { "linkId": "born", "answer": [{ "valueDate": "1950-06-15" }] },
            { "linkId": "age", "answer": [{ "valueQuantity": { "value": 76, "unit": "a", "code": "a" } }] },
        ],
    })
}

fn evaluated(text: &str) -> Result<Vec<String>, Problem> {
    let expression = Expression::parse(text)?;
    let response = response();
    let root = Atom::Node(Node::resource(&response));
    let mut environment = Environment::at(Moment::parse("2026-11-22T10:30:00Z"));
    environment.variables.insert("resource".to_owned(), vec![root.clone()]);
    environment.variables.insert("a".to_owned(), vec![Atom::Integer(2)]);
    let found = expression.evaluate(vec![root], &environment)?;
    Ok(found.iter().map(Atom::as_text).collect())
}

#[test]
fn scores_are_summed_the_ways_forms_sum_them() {
    let ways = [
        "%resource.item.descendants().where(linkId in ('q1'|'q2')).answer.valueCoding.extension.where(url='http://hl7.org/fhir/StructureDefinition/ordinalValue').valueDecimal.sum()",
        "%resource.repeat(item).answer.weight().sum()",
        "%resource.item.item.answer.value.extension('http://hl7.org/fhir/StructureDefinition/ordinalValue').value.aggregate($this + $total, 0)",
    ];
    for way in ways {
        assert_eq!(evaluated(way).unwrap(), ["6"], "{way}");
    }
}

#[test]
fn the_kinds_of_choices_are_known() {
    let table = [
        ("item.where(linkId='born').answer.value is date", "true"),
        ("item.where(linkId='born').answer.value <= today() - 65 years", "true"),
        ("item.where(linkId='born').answer.value + 1 year", "1951-06-15"),
        ("item.where(linkId='age').answer.value is Quantity", "true"),
        ("item.where(linkId='age').answer.value.is(Duration)", "false"),
        ("%a + 3 * 2", "8"),
        ("'a' & {} & 'b'", "ab"),
        ("(25.0 / 1.7.power(2)).round(1)", "8.7"),
        ("today()", "2026-11-22"),
        ("2000000001 = 2000000000", "false"),
        ("2000000001 > 2000000000", "true"),
    ];
    for (text, wanted) in table {
        assert_eq!(evaluated(text).unwrap(), [wanted], "{text}");
    }
}

#[test]
fn what_is_not_supported_is_told_by_name() {
    for (text, name) in [
        ("1.lowBoundary()", "lowBoundary()"),
        ("conformsTo('x')", "conformsTo()"),
        ("%patient.name", "%patient"),
        ("2 'cm' * 2 'cm'", "units"),
    ] {
        match evaluated(text) {
            Err(Problem::Unsupported(words)) => assert!(words.contains(name), "{text}: {words}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn nothing_hangs_recurses_without_bound_or_panics() {
    let deep = [
        "(".repeat(10_000),
        "(".repeat(10_000) + "1" + &")".repeat(10_000),
        "-".repeat(10_000) + "1",
        "1".to_owned() + &" + 1".repeat(10_000),
        "a".to_owned() + &".a".repeat(10_000),
        "a".to_owned() + &"[0]".repeat(10_000),
        "iif(".repeat(5_000),
    ];
    for text in &deep {
        assert!(Expression::parse(text).is_err());
    }
    // Chains inside brackets inside chains: no shape may get past the limit on height.
    let mixed = (0..45).fold("1".to_owned(), |inner, _| format!("({inner}){}", " + 1".repeat(200)));
    assert!(Expression::parse(&mixed).is_err());
    let kinds = (0..20).fold("a".to_owned(), |inner, _| {
        format!("({inner}){}{} is Any = 1 | 2 and true", ".b".repeat(20), " * 2".repeat(20))
    });
    let _ = Expression::parse(&kinds).map(|expression| expression.variables().len());
    assert!(Expression::parse(&("1".to_owned() + &" + 1".repeat(300))).is_ok(), "a long sum is no nesting");
    for text in [
        "repeat($this + 1)",
        "1.repeat($this + 1)",
        "'x'.repeat($this & $this)",
        "descendants().select(%resource.descendants()).select(%resource.descendants()).count()",
        "%resource.descendants().repeat(%resource.descendants())",
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.matches('(a+)+$')",
        "1.power(9999999)",
        "9223372036854775807 + 1",
        "@9999-12-31 + 1 day",
        "today() - 99999999999 years",
        "''.replace('', 'x')",
        "'abc'.substring(-1, 9223372036854775807)",
        "1.round(400)",
        "@2020-01-01 + 9999999999999999999 years",
        "@2020-01-01 + -9999999999999999999 days",
        "-('-9223372036854775808'.toInteger())",
        "'abc'.toChars().aggregate($total & $this & $total, 'x')",
        "'aaaa'.replaceMatches('a', 'bbbb')",
    ] {
        let _ = evaluated(text);
    }
}

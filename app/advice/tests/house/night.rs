//! The way at night.

use super::{finding, walk};
use advice::{
    Finding, Form, Sign, Visit, checks, findings,
    house::{Home, Layout, Leg, Paper, Stop, When, drawn, night_facts, night_line, night_route, rooms},
};
use domain::rules::Settings;
use forms::{Answers, Definition, Quantity, Value, view};

fn stops(found: &[Finding]) -> Vec<Stop> {
    night_route(found, When::Now, false)
}

fn titles(stops: &[Stop]) -> Vec<&str> {
    stops.iter().map(|stop| stop.title.as_str()).collect()
}

#[test]
fn stops_stand_as_they_are_walked_the_worst_first_on_each_part() {
    let found = [
        finding("I", "i-wc@1/i-wc-verdict", Sign::Concern),
        finding("D", "d-rugs", Sign::Concern),
        finding("D", "d-switches", Sign::Hazard),
        finding("H", "h-light-bed", Sign::Concern),
        finding("H", "h-night-light", Sign::Hazard),
        finding("L", "l-even", Sign::Concern),
        finding("G", "g-floor", Sign::Hazard),
    ];
    let stops = stops(&found);
    assert_eq!(
        titles(&stops),
        ["h-light-bed", "d-switches", "h-night-light", "d-rugs", "l-even", "i-wc@1/i-wc-verdict"]
    );
    let legs: Vec<&str> = stops.iter().map(|stop| stop.leg.words()).collect();
    assert_eq!(legs, ["By the bed", "On the way", "On the way", "On the way", "On the way", "At the WC"]);
}

#[test]
fn what_is_settled_or_gone_after_the_works_is_no_stop() {
    let helped = Finding { recommendations: vec!["r1".into()], ..finding("D", "d-rugs", Sign::Hazard) };
    assert_eq!(stops(std::slice::from_ref(&helped)).len(), 1);
    assert!(night_route(&[helped], When::AfterTheWorks, false).is_empty());
    assert!(stops(&[]).is_empty());
}

#[test]
fn stairs_are_on_the_way_where_the_wc_is_on_another_floor() {
    let found =
        [finding("E", "e-light", Sign::Hazard), finding("E", "e-flight@1/e-flight-edges", Sign::Concern)];
    assert!(stops(&found).is_empty());
    assert_eq!(night_route(&found, When::Now, true).len(), 2);
}

/// A door that the measures say does not fit is a stop, unless its name says that it leads elsewhere.
#[test]
fn a_door_with_a_failing_check_is_on_the_way() {
    let def = Definition::parse(forms::instruments::HOME_ENVIRONMENT).expect("the walk");
    let mut answers = Answers::new();
    let code = |link_id: &str, code: &str| {
        let item = def.item(def.by_link_id(link_id).expect(link_id));
        item.options.iter().find(|option| option.key() == code).expect(code).value.clone()
    };
    let set = |answers: &mut Answers, path: &str, value: Value| {
        answers.set(forms::AnswerPath::parse(path).expect(path), value);
    };
    set(&mut answers, "w-walks-with", code("w-walks-with", "wheelchair-self"));
    set(&mut answers, "h-seen", code("h-seen", "yes"));
    set(&mut answers, "h-night-feet", code("h-night-feet", "socks"));
    for (copy, name) in [("1", "Bathroom door"), ("2", "Kitchen door")] {
        set(&mut answers, &format!("d-door@{copy}"), Value::Boolean(true));
        set(&mut answers, &format!("d-door@{copy}/d-door-name"), Value::text(name));
        set(
            &mut answers,
            &format!("d-door@{copy}/d-door-clear"),
            Value::Quantity(Quantity::ucum(600.into(), "mm")),
        );
        set(
            &mut answers,
            &format!("d-door@{copy}/d-door-corridor"),
            Value::Quantity(Quantity::ucum(900.into(), "mm")),
        );
        set(&mut answers, &format!("d-door@{copy}/d-door-approach"), code("d-door-approach", "head-on"));
    }
    let view = view(&def, &answers);
    let forms = [Form { id: advice::house::WALK, def: &def, answers: &answers, view: &view }];
    let visit = Visit { forms: &forms, today: chrono::NaiveDate::default() };
    let found = findings(&visit, &checks(&visit, &Settings::default()), &[]);
    assert_eq!(found.len(), 2, "{found:?}");
    let stops = stops(&found);
    assert_eq!(titles(&stops), ["Bathroom door"]);
    assert!(stops[0].why.as_deref().is_some_and(|why| why.contains("600")), "{stops:?}");
    assert_eq!(night_facts(&visit), ["On the feet: Socks"]);
}

#[test]
fn the_line_runs_from_bed_to_wc_with_every_number_on_it() {
    let all = rooms(&walk(), &[], When::Now).all;
    let layout = Layout::standing(None, Home::Bungalow, &all);
    for paper in [Paper::WIDE, Paper::NARROW] {
        let drawing = drawn(&layout, &all, &paper);
        let found: Vec<Finding> = ["h-floor", "d-rugs", "d-clutter", "i-floor"]
            .map(|path| finding(&path[..1].to_uppercase(), path, Sign::Concern))
            .to_vec();
        let line = night_line(&drawing, &layout, &stops(&found));
        let numbers: Vec<&str> = line.numbers.iter().map(|number| number.words.as_str()).collect();
        assert_eq!(numbers, ["1", "2", "3", "4"]);
        let block = |id: &str| drawing.blocks.iter().find(|block| block.id == id).expect(id).clone();
        for (number, id) in line.numbers.iter().zip(["h", "d", "d", "i"]) {
            let block = block(id);
            assert!(number.x - number.half >= block.x && number.x + number.half <= block.x + block.width);
            assert!(number.y > block.plate.y + block.plate.height && number.y < block.y + block.height);
        }
        let inside =
            |(x, y): &(f64, f64)| (0.0..=paper.width).contains(x) && (0.0..=drawing.height).contains(y);
        assert!(line.points.iter().all(inside), "{line:?}");
        assert!(line.path().starts_with('M') && line.path().contains('L'));
    }
}

#[test]
fn numbers_that_have_no_room_stand_as_a_run() {
    let all = rooms(&walk(), &[], When::Now).all;
    let layout = Layout::standing(None, Home::Bungalow, &all);
    let drawing = drawn(&layout, &all, &Paper::NARROW);
    let found = ["d-rugs", "d-clutter", "d-floor", "d-switches", "d-pinch", "i-floor"]
        .map(|path| finding(&path[..1].to_uppercase(), path, Sign::Concern));
    let line = night_line(&drawing, &layout, &stops(&found));
    let numbers: Vec<&str> = line.numbers.iter().map(|number| number.words.as_str()).collect();
    assert_eq!(numbers, ["1 to 5", "6"]);
}

#[test]
fn a_hall_on_another_floor_is_passed_only_for_what_was_found_in_it() {
    let all = rooms(&walk(), &[], When::Now).all;
    let layout = Layout::standing(None, Home::House, &all);
    let drawing = drawn(&layout, &all, &Paper::WIDE);
    let straight = night_line(&drawing, &layout, &[]);
    let around = night_line(&drawing, &layout, &stops(&[finding("D", "d-rugs", Sign::Hazard)]));
    assert_eq!(straight.points.len(), 4, "along one gap");
    assert!(around.points.len() > straight.points.len());
    assert_eq!(Leg::Hall.area(), "d");
}

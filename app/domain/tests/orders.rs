//! Orders and their money: where they go, what may be approved by whom, and what it all comes to.

use domain::{
    Role,
    orders::{
        Approval, Balance, BudgetYear, Category, CostLine, OrderState, Pence, approval, budget, default_limit,
    },
};
use proptest::prelude::*;

fn pence(amount: &str) -> Pence {
    Pence::parse(amount).unwrap_or_else(|| panic!("{amount} is an amount"))
}

#[test]
fn an_order_goes_only_where_it_may() {
    let table: Vec<String> = OrderState::ALL
        .into_iter()
        .map(|state| {
            let next: Vec<_> = state.next().iter().map(|state| state.code()).collect();
            format!("{}: {}", state.code(), next.join(" "))
        })
        .collect();
    assert_eq!(
        table,
        [
            "proposed: approved refused withdrawn",
            "approved: ordered withdrawn",
            "ordered: fitted withdrawn",
            "fitted: demonstrated collected",
            "demonstrated: reviewed collected",
            "reviewed: collected",
            "collected: ",
            "refused: ",
            "withdrawn: ",
        ]
    );
}

#[test]
fn money_is_decided_and_never_stepped_over() {
    for state in OrderState::ALL {
        assert!(state.steps().iter().all(|step| !step.is_decision()), "{state:?}");
        assert!(!state.next().contains(&state), "{state:?}");
    }
    assert_eq!(OrderState::Proposed.steps(), [OrderState::Withdrawn]);
    let before_approval =
        OrderState::ALL.into_iter().filter(|state| state.next().contains(&OrderState::Approved));
    assert_eq!(before_approval.collect::<Vec<_>>(), [OrderState::Proposed]);
}

#[test]
fn codes_are_read_back() {
    for state in OrderState::ALL {
        assert_eq!(OrderState::parse(state.code()), Some(state));
        assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{}\"", state.code()));
    }
    for category in Category::ALL {
        assert_eq!(Category::parse(category.code()), Some(category));
        assert_eq!(serde_json::to_string(&category).unwrap(), format!("\"{}\"", category.code()));
    }
    assert_eq!(OrderState::parse("lost"), None);
    assert_eq!(Category::parse("advice"), None, "what costs nothing is no category of money");
}

#[test]
fn money_is_read_as_people_type_it() {
    for (typed, meant) in [
        ("45", 4_500),
        ("45.00", 4_500),
        ("1,234.5", 123_450),
        ("£1,234.50", 123_450),
        (" £ 12.05 ", 1_205),
        ("0", 0),
        ("0.09", 9),
        ("1234567.89", 123_456_789),
        ("10,000,000", 1_000_000_000),
    ] {
        assert_eq!(Pence::parse(typed).map(Pence::get), Some(meant), "{typed}");
    }
}

#[test]
fn what_is_no_amount_is_not_read_as_one() {
    for typed in [
        "",
        "£",
        "-1",
        "+1",
        "1.234",
        "1.",
        ".5",
        "1,23",
        "1,2345",
        ",100",
        "1234,567",
        "1e3",
        "12 34",
        "12p",
        "10,000,000.01",
        "99999999999999999999",
        "NaN",
        "1..2",
        "½",
    ] {
        assert_eq!(Pence::parse(typed), None, "{typed}");
    }
    assert_eq!(Pence::new(-1), None);
    assert!(serde_json::from_str::<Pence>("-1").is_err());
    assert_eq!(serde_json::from_str::<Pence>("4500").unwrap(), pence("45"));
}

#[test]
fn money_is_written_with_its_pence() {
    for (amount, words) in [
        ("0", "£0.00"),
        ("0.5", "£0.50"),
        ("999.99", "£999.99"),
        ("1234.5", "£1,234.50"),
        ("10000000", "£10,000,000.00"),
    ] {
        assert_eq!(pence(amount).words(), words);
        assert_eq!(pence(words), pence(amount));
    }
    assert_eq!(pence("1,234.5").plain(), "1234.50");
}

#[test]
fn each_role_approves_up_to_its_limit() {
    let table: Vec<String> = Role::ALL
        .into_iter()
        .map(|role| {
            let limit = default_limit(role).map_or("no limit".to_owned(), Pence::words);
            let may = ["0", "150", "150.01", "1000", "1000.01", "30000"].map(|cost| {
                if approval(pence(cost), default_limit(role)) == Approval::Within { 'y' } else { 'n' }
            });
            format!("{} {limit} {}", role.code(), may.iter().collect::<String>())
        })
        .collect();
    assert_eq!(
        table,
        [
            "therapist £150.00 yynnnn",
            "assistant £0.00 nnnnnn",
            "student £0.00 nnnnnn",
            "supervisor £1,000.00 yyyynn",
            "manager no limit yyyyyy",
            "privacy-officer £0.00 nnnnnn",
            "administrator £0.00 nnnnnn",
        ]
    );
    assert_eq!(approval(pence("220"), Some(pence("150"))), Approval::Above(pence("150")));
}

fn line(category: Category, state: OrderState, quantity: u32, unit: &str) -> CostLine {
    CostLine { category, state, quantity, unit: Some(pence(unit)) }
}

#[test]
fn a_budget_adds_up() {
    use OrderState as S;
    let equipment = |state, quantity, unit| line(Category::Equipment, state, quantity, unit);
    let orders = [
        equipment(S::Proposed, 1, "220"),
        equipment(S::Approved, 2, "45.50"),
        equipment(S::Ordered, 1, "9"),
        equipment(S::Fitted, 4, "10"),
        equipment(S::Demonstrated, 1, "1"),
        equipment(S::Reviewed, 1, "2"),
        equipment(S::Collected, 1, "3"),
        equipment(S::Refused, 1, "5000"),
        equipment(S::Withdrawn, 1, "6000"),
        line(Category::Major, S::Approved, 1, "7000"),
    ];
    let allotted = [(Category::Equipment, pence("300")), (Category::Major, pence("6500"))];
    let lines = budget(&allotted, &orders);
    assert_eq!(lines.iter().map(|line| line.category).collect::<Vec<_>>(), Category::ALL);
    let equipment = lines[0];
    assert_eq!(equipment.proposed, pence("220"));
    assert_eq!(equipment.committed, pence("100"));
    assert_eq!(equipment.spent, pence("46"));
    assert_eq!(equipment.forecast(), pence("366"));
    assert_eq!(equipment.left(), Balance::Left(pence("154")));
    assert_eq!(equipment.left_in_forecast().words(), "£66.00 over");
    assert_eq!(lines[2].left(), Balance::Over(pence("500")));
    assert_eq!((lines[1].forecast(), lines[1].left().words()), (Pence::ZERO, "£0.00 left".to_owned()));
}

#[test]
fn what_has_no_price_is_counted_and_in_no_sum() {
    let unpriced = CostLine { unit: None, ..line(Category::Minor, OrderState::Proposed, 3, "0") };
    let free = line(Category::Minor, OrderState::Proposed, 1, "0");
    let refused = CostLine { state: OrderState::Refused, ..unpriced };
    let minor = budget(&[], &[unpriced, free, refused])[1];
    assert_eq!((minor.category, minor.proposed, minor.n_unpriced), (Category::Minor, Pence::ZERO, 1));
}

#[test]
fn a_year_of_money_begins_in_april() {
    for (day, year) in
        [("2026-03-31", 2025), ("2026-04-01", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026)]
    {
        assert_eq!(BudgetYear::of(day.parse().unwrap()).begins(), year, "{day}");
    }
    let year = BudgetYear::beginning(2026).unwrap();
    assert_eq!(year.words(), "April 2026 to March 2027");
    assert_eq!(year.days(), ("2026-04-01".parse().unwrap(), "2027-03-31".parse().unwrap()));
    assert_eq!(BudgetYear::beginning(26), None);
}

proptest! {
    #[test]
    fn every_amount_is_read_back_from_its_words(amount in 0..=1_000_000_000_i64) {
        let amount = Pence::new(amount).unwrap();
        prop_assert_eq!(Pence::parse(&amount.words()), Some(amount));
        prop_assert_eq!(Pence::parse(&amount.plain()), Some(amount));
    }

    #[test]
    fn no_text_is_too_strange_to_read(text in ".{0,40}") {
        if let Some(amount) = Pence::parse(&text) {
            prop_assert!(amount <= Pence::MAX);
        }
    }

    #[test]
    fn nothing_is_counted_twice_or_lost(
        orders in prop::collection::vec((0..4_usize, 0..9_usize, 1..999_u32, 0..1_000_000_000_i64), 0..40)
    ) {
        let orders: Vec<CostLine> = orders
            .into_iter()
            .map(|(category, state, quantity, unit)| CostLine {
                category: Category::ALL[category],
                state: OrderState::ALL[state],
                quantity,
                unit: Pence::new(unit),
            })
            .collect();
        let counts = |line: &&CostLine| !matches!(line.state, OrderState::Refused | OrderState::Withdrawn);
        let all: Pence = orders.iter().filter(counts).map(CostLine::cost).sum();
        let told: Pence = budget(&[], &orders).iter().map(|line| line.forecast()).sum();
        prop_assert_eq!(all, told);
    }
}

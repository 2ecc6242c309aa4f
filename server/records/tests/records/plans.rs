//! Recommendations as a tablet writes them into the form `plan`, for the tests of what becomes of them.

use crate::{
    house::{House, Staff},
    pen::Pen,
};
use domain::VisitId;
use forms::{Answer, AnswerPath, Decimal, Value};
use records::{OrderFilter, OrderLine};
use sync::Change;
use uuid::Uuid;

/// A recommendation: kind, line and price.
#[derive(Clone, Copy)]
pub struct Rec {
    pub key: &'static str,
    pub kind: &'static str,
    pub what: &'static str,
    pub cost: &'static str,
    pub state: &'static str,
}

/// A bath board for £45, within the limit of a therapist.
pub const BOARD: Rec = Rec { key: "r1", kind: "equipment", what: "Bath board", cost: "45.00", state: "kept" };
/// A riser chair for £220, above it.
pub const CHAIR: Rec = Rec { key: "r2", kind: "equipment", what: "Riser chair", cost: "220", state: "kept" };
/// What the need of every recommendation says.
pub const NEED: &str = "Falls backwards at the rim";

impl Rec {
    pub fn at(self, cost: &'static str) -> Rec {
        Rec { cost, ..self }
    }

    pub fn in_state(self, state: &'static str) -> Rec {
        Rec { state, ..self }
    }
}

impl Pen {
    /// Writes an answer into the plan, over what this pen wrote there before.
    fn plan(&mut self, visit: VisitId, path: AnswerPath, value: Value, before: &mut Bases) {
        let change =
            Change::AnswerSet { form: "plan".into(), path: path.clone(), answer: Answer::one(value) };
        let base = before.get(&path).copied();
        let id = self.write(visit, base, change);
        before.insert(path, id);
    }
}

/// What a tablet last wrote at each place.
pub type Bases = std::collections::BTreeMap<AnswerPath, Uuid>;

/// A visit with a plan, in the hands of its author.
pub struct Plan {
    pub visit: VisitId,
    pub pen: Pen,
    bases: Bases,
}

impl Plan {
    /// A planned visit of this author.
    pub async fn of(house: &House, author: &Staff) -> Plan {
        Plan { visit: house.visit_of(author).await, pen: author.pen(), bases: Bases::new() }
    }

    /// Writes recommendations down.
    pub fn recommend(&mut self, recs: &[Rec]) {
        for rec in recs {
            let copy = AnswerPath::root("pl-rec").instance(rec.key);
            let code = |code: &str| Value::coding("https://threshold.example/cs/x", code, code);
            let mut rows = vec![
                (copy.clone(), Value::Boolean(true)),
                (copy.child("pl-rec-kind"), code(rec.kind)),
                (copy.child("pl-rec-what"), Value::text(rec.what)),
                (copy.child("pl-rec-need"), Value::text(NEED)),
                (copy.child("pl-rec-state"), code(rec.state)),
            ];
            if !rec.cost.is_empty() {
                rows.push((copy.child("pl-rec-cost"), Value::Decimal(Decimal::new(rec.cost))));
            }
            for (path, value) in rows {
                self.pen.plan(self.visit, path, value, &mut self.bases);
            }
        }
    }

    /// Sends and signs.
    pub async fn sign(&mut self, house: &House, author: &Staff) {
        house.send(author, &mut self.pen).await;
        house.sign(author, self.visit, &mut self.pen).await;
    }

    /// Jo gives it back for changes.
    pub async fn give_back(&self, house: &House) {
        crate::review::ask_for_a_change(house, self.visit).await;
        house.records.return_visit(&house.jo, self.visit, None).await.expect("returned");
    }
}

/// A visit of Amy's, signed with these recommendations.
pub async fn signed_plan(house: &House, recs: &[Rec]) -> Plan {
    let mut plan = Plan::of(house, &house.amy).await;
    plan.recommend(recs);
    plan.sign(house, &house.amy).await;
    plan
}

/// Every order that somebody sees, by its line.
pub async fn orders(house: &House, who: &Staff) -> Vec<OrderLine> {
    let mut found = house.records.orders(who, &OrderFilter::default()).await.expect("a list");
    found.sort_by(|a, b| a.proposal.what.cmp(&b.proposal.what));
    found
}

/// Line, cost and state of each.
pub async fn told(house: &House, who: &Staff) -> Vec<String> {
    let found = orders(house, who).await;
    found
        .iter()
        .map(|o| format!("{} {} {}", o.proposal.what, o.proposal.cost_words(), o.state.code()))
        .collect()
}

/// The order of this recommendation.
pub async fn order(house: &House, rec: Rec) -> OrderLine {
    let found = orders(house, &house.maya).await;
    found.into_iter().find(|order| order.proposal.key == rec.key).expect("an order")
}

/// The steps of an order: where it went and what was said.
pub async fn steps(house: &House, rec: Rec) -> Vec<String> {
    let page = house.records.order(&house.maya, order(house, rec).await.id).await.expect("an order");
    page.steps.iter().map(|step| format!("{}: {} ({})", step.to.code(), step.note, step.by)).collect()
}

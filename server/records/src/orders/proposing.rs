//! What a signed record makes of orders. A recommendation becomes an order once; a later version of the
//! record changes that order as long as nobody outside was asked for it. Runs in the transaction of the signature.

use super::{
    deciding::{Said, save, step},
    limits::{Limits, by_itself},
    money_of, proposal_of, state_of,
};
use crate::{
    accounts::{find_account, role_of},
    entities::{order_line, order_step, visit},
    error::Result,
    signing::new_id,
    transaction::WriteTx,
};
use domain::{
    Actor, OrgId, Role, UserId,
    calendar::uk_date,
    orders::{OrderState, Pence},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use sync::orders::Proposal;

/// Brings the orders of a visit in line with what its signed version proposes.
pub(crate) async fn propose(
    write: &mut WriteTx,
    actor: &Actor,
    visit: &visit::Model,
    proposals: Vec<Proposal>,
) -> Result<()> {
    let known = order_line::Entity::find()
        .filter(order_line::Column::Visit.eq(visit.id))
        .order_by_asc(order_line::Column::Id)
        .all(&write.tx)
        .await?;
    if known.is_empty() && proposals.is_empty() {
        return Ok(());
    }
    let org = OrgId(visit.org);
    let author = find_account(&write.tx, org, UserId(visit.author)).await?;
    let role = role_of(&author)?;
    let limit = Limits::of(&write.tx, org).await?.limit(role);
    let countersigned_by = match actor.user.0 == author.id {
        true => None,
        false => Some(find_account(&write.tx, org, actor.user).await?.name),
    };
    let mut signing = Signing { write, actor, visit, by: author.name, countersigned_by, role, limit };
    let (mut gone, mut kept) = (known, Vec::new());
    for proposal in proposals {
        match gone.iter().position(|row| row.recommendation == proposal.key) {
            Some(idx) => kept.push((gone.remove(idx), proposal)),
            None => signing.begin(&proposal).await?,
        }
    }
    for (row, proposal) in kept {
        signing.again(row, &proposal).await?;
    }
    for row in gone {
        signing.gone(row).await?;
    }
    Ok(())
}

/// A signature, while it becomes orders.
struct Signing<'a> {
    write: &'a mut WriteTx,
    actor: &'a Actor,
    visit: &'a visit::Model,
    /// The author of the record: it is the author's proposal, whoever countersigns it.
    by: String,
    countersigned_by: Option<String>,
    /// Of the author of the record.
    role: Role,
    limit: Option<Pence>,
}

impl Signing<'_> {
    async fn begin(&mut self, proposal: &Proposal) -> Result<()> {
        let mut row = order_line::Model {
            id: new_id(),
            org: self.visit.org,
            person: self.visit.person,
            visit: self.visit.id,
            recommendation: proposal.key.clone(),
            version: self.visit.version,
            what: String::new(),
            category: String::new(),
            iso: None,
            size: None,
            swl_kg: None,
            quantity: 1,
            unit_pence: None,
            price_pence: None,
            need: String::new(),
            owner: None,
            due: None,
            state: OrderState::Proposed.code().to_owned(),
            since: self.write.now,
            budget_day: uk_date(self.write.now),
            proposed_by: self.visit.author,
            proposed_at: self.write.now,
        };
        write_down(&mut row, proposal);
        order_line::Entity::insert(row.clone().into_active_model().reset_all())
            .exec_without_returning(&self.write.tx)
            .await?;
        let words = match &self.countersigned_by {
            Some(name) => format!("Recommended in the record, which {name} countersigned."),
            None => "Recommended in the signed record.".to_owned(),
        };
        self.step(&mut row, OrderState::Proposed, words).await?;
        self.approve_within_limit(&mut row, proposal.cost()).await?;
        self.note("order-proposed", &row);
        Ok(())
    }

    /// The same recommendation in a later version.
    async fn again(&mut self, mut row: order_line::Model, proposal: &Proposal) -> Result<()> {
        let (state, was) = (state_of(&row)?, proposal_of(&row)?);
        let price = price_that_stays(&row, proposal);
        let mut is = proposal.clone();
        is.unit = price.map(money_of).transpose()?.or(proposal.unit);
        let fate = fate(state, self.was_gone(&row, state).await?, &was, &is);
        if fate != Fate::TooLate {
            write_down(&mut row, proposal);
            row.price_pence = price;
            row.version = self.visit.version;
        }
        match fate {
            Fate::AsItWas => return save(self.write, &row).await,
            Fate::Changed => self.step(&mut row, state, "Changed in the record.".to_owned()).await?,
            Fate::Anew(why) => self.step(&mut row, OrderState::Proposed, why).await?,
            Fate::TooLate => {
                let words = "The record says something else by now. Look whether the order still fits.";
                self.step(&mut row, state, words.to_owned()).await?;
            }
        }
        // Who signs has seen the prices of the record, and not one that somebody wrote beside it.
        if state_of(&row)? == OrderState::Proposed && price.is_none() {
            self.approve_within_limit(&mut row, proposal.cost()).await?;
        }
        self.note("order-changed", &row);
        Ok(())
    }

    /// A recommendation that this version does not make any more.
    async fn gone(&mut self, mut row: order_line::Model) -> Result<()> {
        match state_of(&row)? {
            OrderState::Proposed | OrderState::Approved => {
                let words = "The record does not recommend it any more.";
                self.step(&mut row, OrderState::Withdrawn, words.to_owned()).await?;
            }
            OrderState::Ordered => {
                let words =
                    "The record does not recommend it any more. Withdraw the order if it can be stopped.";
                self.step(&mut row, OrderState::Ordered, words.to_owned()).await?;
            }
            _ => return Ok(()),
        }
        self.note("order-changed", &row);
        Ok(())
    }

    async fn approve_within_limit(&self, row: &mut order_line::Model, cost: Option<Pence>) -> Result<()> {
        match by_itself(cost, self.role, self.limit) {
            Some(words) => self.step(row, OrderState::Approved, words).await,
            None => Ok(()),
        }
    }

    /// Whether it was an earlier version of the record that withdrew the order, and nobody's hand.
    async fn was_gone(&self, row: &order_line::Model, state: OrderState) -> Result<bool> {
        if state != OrderState::Withdrawn {
            return Ok(false);
        }
        let last = order_step::Entity::find()
            .filter(order_step::Column::Line.eq(row.id))
            .order_by_desc(order_step::Column::N)
            .one(&self.write.tx)
            .await?;
        Ok(last.is_some_and(|step| step.version.is_some()))
    }

    async fn step(&self, row: &mut order_line::Model, to: OrderState, note: String) -> Result<()> {
        let said = Said { by: &self.by, note, version: Some(self.visit.version), costs: None };
        step(self.write, self.actor, row, to, said).await
    }

    fn note(&mut self, action: &str, row: &order_line::Model) {
        let org = OrgId(row.org);
        self.write.note(org, self.actor.user, action, format!("order {}", row.id), &row.state);
    }
}

/// What becomes of an order when a later version of the record speaks of it again.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    /// Nothing new.
    AsItWas,
    /// Other words, where they change no decision.
    Changed,
    /// It has to be decided about again, and why.
    Anew(String),
    /// Somebody outside was asked for it already.
    TooLate,
}

fn fate(state: OrderState, was_gone: bool, was: &Proposal, is: &Proposal) -> Fate {
    let (before, now) = (was.cost(), is.cost());
    let words = |cost: Option<Pence>| cost.map_or_else(|| "no price".to_owned(), Pence::words);
    match state {
        OrderState::Withdrawn if was_gone => Fate::Anew("Recommended again in the record.".to_owned()),
        _ if was == is => Fate::AsItWas,
        state if state.is_out() => Fate::TooLate,
        OrderState::Approved if before != now => {
            Fate::Anew(format!("The cost changed from {} to {} in the record.", words(before), words(now)))
        }
        OrderState::Approved if was.category != is.category => Fate::Anew(format!(
            "It changed from {} to {} in the record.",
            was.category.words().to_lowercase(),
            is.category.words().to_lowercase()
        )),
        OrderState::Refused | OrderState::Withdrawn => Fate::Anew("Changed in the record.".to_owned()),
        _ => Fate::Changed,
    }
}

/// The price that somebody wrote by hand, unless the record names another one by now.
fn price_that_stays(row: &order_line::Model, proposal: &Proposal) -> Option<i64> {
    let is_news = proposal.unit.is_some_and(|unit| Some(unit.get()) != row.unit_pence);
    row.price_pence.filter(|_| !is_news)
}

fn write_down(row: &mut order_line::Model, proposal: &Proposal) {
    let whole = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    row.what = proposal.what.clone();
    row.category = proposal.category.code().to_owned();
    row.iso = proposal.iso.clone();
    row.size = proposal.size.clone();
    row.swl_kg = proposal.swl_kg.map(whole);
    row.quantity = whole(proposal.quantity);
    row.unit_pence = proposal.unit.map(Pence::get);
    row.need = proposal.need.clone();
    row.owner = proposal.owner.clone();
    row.due = proposal.due;
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::orders::Category;

    fn proposal(cost: &str) -> Proposal {
        Proposal {
            key: "a".into(),
            what: "Bath board".into(),
            category: Category::Equipment,
            iso: None,
            size: None,
            swl_kg: None,
            quantity: 1,
            unit: Pence::parse(cost),
            need: String::new(),
            owner: None,
            due: None,
        }
    }

    #[test]
    fn a_later_version_changes_an_order_as_far_as_it_still_can() {
        use OrderState as S;
        let was = proposal("45");
        let dearer = proposal("50");
        let mut unpriced = was.clone();
        unpriced.unit = None;
        let mut reworded = was.clone();
        reworded.what = "A bath board".into();
        let mut moved = was.clone();
        moved.category = Category::Minor;
        let letter = |fate: Fate| match fate {
            Fate::AsItWas => '-',
            Fate::Changed => 'c',
            Fate::Anew(_) => 'a',
            Fate::TooLate => 'l',
        };
        let table: Vec<String> = S::ALL
            .into_iter()
            .map(|state| {
                let fates = [&was, &reworded, &dearer, &unpriced, &moved]
                    .map(|is| letter(fate(state, false, &was, is)));
                format!("{} {}", state.code(), fates.iter().collect::<String>())
            })
            .collect();
        assert_eq!(
            table,
            [
                "proposed -cccc",
                "approved -caaa",
                "ordered -llll",
                "fitted -llll",
                "demonstrated -llll",
                "reviewed -llll",
                "collected -llll",
                "refused -aaaa",
                "withdrawn -aaaa",
            ]
        );
        assert_eq!(letter(fate(S::Withdrawn, true, &was, &was)), 'a', "withdrawn by a version, not by hand");
    }
}

//! The money of a year: what was allotted by category, and what orders make of it.

use super::money_of;
use crate::{
    accounts::find_account,
    entities::{allotment, order_line},
    error::{RecordsError, Result},
    opening::Records,
    transaction::WriteTx,
};
use domain::{
    Action, Actor, OrgId, Relationship, VisitState,
    access::decide,
    orders::{BudgetLine, BudgetYear, Category, CostLine, OrderState, Pence, budget},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};

impl Records {
    /// The budget of a year by category. An order counts in the year in which it was approved; what is not
    /// decided yet counts in the year of today, whenever it was proposed.
    pub async fn budget(&self, actor: &Actor, year: BudgetYear) -> Result<Vec<BudgetLine>> {
        decide(actor, Action::ReadBudget, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        write.note(actor.org, actor.user, "budget-read", format!("budget {}", year.begins()), "");
        let allotted = allotment::Entity::find()
            .filter(allotment::Column::Org.eq(actor.org.0))
            .filter(allotment::Column::Year.eq(year.begins()))
            .all(&write.tx)
            .await?;
        let orders = orders_of(&write.tx, actor.org, year, BudgetYear::of(actor.today) == year).await?;
        write.commit().await?;
        let allotted: Vec<(Category, Pence)> = allotted
            .iter()
            .map(|row| Ok((category_of(&row.category)?, money_of(row.pence)?)))
            .collect::<Result<_>>()?;
        Ok(budget(&allotted, &orders))
    }

    /// Says how much money a category has in a year.
    pub async fn allot(
        &self,
        actor: &Actor,
        year: BudgetYear,
        category: Category,
        amount: Pence,
    ) -> Result<()> {
        decide(actor, Action::ChangeSettings, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        let me = find_account(&write.tx, actor.org, actor.user).await?;
        keep_allotment(&write, actor.org, &me.name, (year, category, amount)).await?;
        let words = format!("{} {amount}", category.code());
        write.note(actor.org, actor.user, "money-allotted", format!("budget {}", year.begins()), &words);
        write.commit().await
    }
}

/// Keeps how much money a category has in a year, in the place of what was said before.
pub(crate) async fn keep_allotment(
    write: &WriteTx,
    org: OrgId,
    by: &str,
    (year, category, amount): (BudgetYear, Category, Pence),
) -> Result<()> {
    let row = allotment::ActiveModel {
        org: Set(org.0),
        year: Set(year.begins()),
        category: Set(category.code().to_owned()),
        pence: Set(amount.get()),
        set_by: Set(by.to_owned()),
        set_at: Set(write.now),
    };
    use allotment::Column as C;
    allotment::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([C::Org, C::Year, C::Category])
                .update_columns([C::Pence, C::SetBy, C::SetAt])
                .to_owned(),
        )
        .exec_without_returning(&write.tx)
        .await?;
    Ok(())
}

/// Category, state, how many, what one costs by the record, and by hand.
type Row = (String, String, i32, Option<i64>, Option<i64>);

async fn orders_of(
    db: &impl ConnectionTrait,
    org: OrgId,
    year: BudgetYear,
    is_this_year: bool,
) -> Result<Vec<CostLine>> {
    use order_line::Column as C;
    let (first, last) = year.days();
    let undecided = OrderState::Proposed.code();
    let decided = Condition::all().add(C::BudgetDay.between(first, last)).add(C::State.ne(undecided));
    let counts = match is_this_year {
        true => Condition::any().add(decided).add(C::State.eq(undecided)),
        false => decided,
    };
    let rows: Vec<Row> = order_line::Entity::find()
        .select_only()
        .columns([C::Category, C::State, C::Quantity, C::UnitPence, C::PricePence])
        .filter(C::Org.eq(org.0))
        .filter(counts)
        .into_tuple()
        .all(db)
        .await?;
    let lines = rows.into_iter().map(|(category, state, quantity, unit, price)| {
        Ok(CostLine {
            category: category_of(&category)?,
            state: OrderState::parse(&state).ok_or(RecordsError::Damaged("state of an order"))?,
            quantity: u32::try_from(quantity).unwrap_or(1),
            unit: price.or(unit).map(money_of).transpose()?,
        })
    });
    lines.collect()
}

pub(crate) fn category_of(code: &str) -> Result<Category> {
    Category::parse(code).ok_or(RecordsError::Damaged("category"))
}

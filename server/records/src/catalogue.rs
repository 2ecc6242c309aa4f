//! The catalogue of a service: what it lends, buys or has built, with prices. It comes and goes as a file for
//! a spreadsheet; a file with a mistake in it is not taken at all. Nothing here is about anybody.

mod sheet;

use crate::{
    entities::catalogue_item,
    error::{RecordsError, Result},
    intake::storable,
    opening::Records,
    orders::money_of,
    transaction::WriteTx,
};
use chrono::Datelike;
use domain::{
    Action, Actor, OrgId, Relationship, VisitState,
    access::decide,
    orders::{Category, Pence},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};
use std::collections::HashMap;
use sync::orders::{CatalogueItem, ImportOutcome};

/// Items written at once.
const AT_ONCE: usize = 50;

impl Records {
    /// Every item, by category and label.
    pub async fn catalogue(&self, actor: &Actor) -> Result<Vec<CatalogueItem>> {
        decide(actor, Action::ReadFigures, Relationship::SameService, VisitState::Planned)?;
        let mut items = items_of(&self.readers, actor.org).await?;
        items.sort_by_key(|item| (item.category, item.label.to_lowercase(), item.code.clone()));
        Ok(items)
    }

    /// Keeps an item, in the place of the one with the same code.
    pub async fn keep_catalogue_item(&self, actor: &Actor, item: &CatalogueItem) -> Result<()> {
        decide(actor, Action::KeepCatalogue, Relationship::SameService, VisitState::Planned)?;
        let item = checked(item.clone()).map_err(RecordsError::Refused)?;
        let mut write = WriteTx::begin(self).await?;
        keep_items(&write, actor.org, std::slice::from_ref(&item)).await?;
        write.note(actor.org, actor.user, "catalogue-item-kept", "catalogue", "");
        write.commit().await
    }

    /// Takes an item out of the catalogue. Orders keep what was said in them: they do not lean on it.
    pub async fn remove_catalogue_item(&self, actor: &Actor, code: &str) -> Result<()> {
        decide(actor, Action::KeepCatalogue, Relationship::SameService, VisitState::Planned)?;
        let mut write = WriteTx::begin(self).await?;
        let gone =
            catalogue_item::Entity::delete_by_id((actor.org.0, code.to_owned())).exec(&write.tx).await?;
        if gone.rows_affected == 0 {
            return Err(RecordsError::Refused("There is no such item in the catalogue any more.".into()));
        }
        write.note(actor.org, actor.user, "catalogue-item-removed", "catalogue", code);
        write.commit().await
    }

    /// Takes a file of items in: each is kept in the place of the one with the same code, and what the file does not
    /// name stays. With a problem in any line nothing is kept.
    pub async fn import_catalogue(&self, actor: &Actor, text: &str) -> Result<ImportOutcome> {
        decide(actor, Action::KeepCatalogue, Relationship::SameService, VisitState::Planned)?;
        let items = match sheet::read(text) {
            Ok(items) => items,
            Err(problems) => return Ok(ImportOutcome { problems, ..ImportOutcome::default() }),
        };
        let mut write = WriteTx::begin(self).await?;
        let before: HashMap<String, CatalogueItem> =
            items_of(&write.tx, actor.org).await?.into_iter().map(|item| (item.code.clone(), item)).collect();
        let is_other = |item: &&CatalogueItem| before.get(&item.code).is_some_and(|before| before != *item);
        let changed = items.iter().filter(is_other).count() as u32;
        keep_items(&write, actor.org, &items).await?;
        let words = format!("{} items", items.len());
        write.note(actor.org, actor.user, "catalogue-imported", "catalogue", &words);
        write.commit().await?;
        Ok(ImportOutcome { kept: items.len() as u32, changed, problems: Vec::new() })
    }

    /// The catalogue as a file for a spreadsheet, which `import_catalogue` takes back.
    pub async fn export_catalogue(&self, actor: &Actor) -> Result<String> {
        let items = self.catalogue(actor).await?;
        let mut write = WriteTx::begin(self).await?;
        write.note(actor.org, actor.user, "catalogue-exported", "catalogue", "");
        write.commit().await?;
        sheet::write(&items).ok_or(RecordsError::Damaged("catalogue"))
    }
}

/// Keeps items, each in the place of the one with the same code.
pub(crate) async fn keep_items(write: &WriteTx, org: OrgId, items: &[CatalogueItem]) -> Result<()> {
    use catalogue_item::Column as C;
    for some in items.chunks(AT_ONCE) {
        let rows = some.iter().map(|item| catalogue_item::ActiveModel {
            org: Set(org.0),
            code: Set(item.code.clone()),
            label: Set(item.label.clone()),
            category: Set(item.category.code().to_owned()),
            iso: Set(item.iso.clone()),
            size: Set(item.size.clone()),
            swl_kg: Set(item.swl_kg.and_then(|kg| i32::try_from(kg).ok())),
            price_pence: Set(item.price.get()),
            price_on: Set(item.price_on),
            supplier: Set(item.supplier.clone()),
        });
        let others =
            [C::Label, C::Category, C::Iso, C::Size, C::SwlKg, C::PricePence, C::PriceOn, C::Supplier];
        catalogue_item::Entity::insert_many(rows)
            .on_conflict(OnConflict::columns([C::Org, C::Code]).update_columns(others).to_owned())
            .exec_without_returning(&write.tx)
            .await?;
    }
    Ok(())
}

async fn items_of(db: &impl ConnectionTrait, org: OrgId) -> Result<Vec<CatalogueItem>> {
    let rows = catalogue_item::Entity::find()
        .filter(catalogue_item::Column::Org.eq(org.0))
        .order_by_asc(catalogue_item::Column::Code)
        .all(db)
        .await?;
    let items = rows.into_iter().map(|row| {
        Ok(CatalogueItem {
            code: row.code,
            label: row.label,
            category: Category::parse(&row.category).ok_or(RecordsError::Damaged("category"))?,
            iso: row.iso,
            size: row.size,
            swl_kg: row.swl_kg.and_then(|kg| u32::try_from(kg).ok()),
            price: money_of(row.price_pence)?,
            price_on: row.price_on,
            supplier: row.supplier,
        })
    });
    items.collect()
}

/// The item as it is kept, or in words what is wrong with it.
pub(crate) fn checked(mut item: CatalogueItem) -> Result<CatalogueItem, String> {
    item.code = one_line(&item.code);
    item.label = one_line(&item.label);
    for text in [&mut item.iso, &mut item.size, &mut item.supplier] {
        *text = text.as_deref().map(one_line).filter(|text| !text.is_empty());
    }
    let is_long = |text: &str, most: usize| text.chars().count() > most;
    let is_long_in = |text: &Option<String>| text.as_deref().is_some_and(|text| is_long(text, 200));
    let wrong = match () {
        () if item.code.is_empty() => "Write the code: it names the item.",
        () if is_long(&item.code, 60) => "The code is longer than 60 characters.",
        () if item.label.is_empty() => "Write what it is, in the label.",
        () if is_long(&item.label, 200) => "The label is longer than 200 characters.",
        () if is_long_in(&item.size) => "The size is longer than 200 characters.",
        () if is_long_in(&item.supplier) => "The supplier is longer than 200 characters.",
        () if item.iso.as_deref().is_some_and(|iso| !is_iso_class(iso)) => {
            "An ISO 9999 class is written like 12, 12.23 or 12.23.06."
        }
        () if item.swl_kg.is_some_and(|kg| !(1..=5_000).contains(&kg)) => {
            "The safe working load is between 1 and 5,000 kg."
        }
        () if item.price > Pence::MAX => "The price is above ten million pounds.",
        () if item.price_on.is_some_and(|day| !(1990..=2200).contains(&day.year())) => {
            "The day of the price is out of reach."
        }
        () => return Ok(item),
    };
    Err(wrong.to_owned())
}

/// "12.23.06": two figures each, up to three times.
fn is_iso_class(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let two = |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() <= 3 && parts.iter().all(two)
}

/// Words on one line, with one blank between them.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    storable(&words.join(" ")).chars().filter(|c| !c.is_control()).collect()
}

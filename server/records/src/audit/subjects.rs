//! What rows of the trail are about, in words. A row itself holds a kind and an id, never a name.

use crate::{
    caseload::people_called,
    entities::{audit, client, order_line, person, visit},
    error::Result,
    transaction::WriteTx,
    visits::{kind_of, person_of},
};
use domain::Actor;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// So many people of one name are looked at; who means one of more writes more of the name.
pub(super) const N_PEOPLE: usize = 5;

/// The words for what these rows are about, by subject. What has no words stands as it is.
pub(super) async fn in_words(
    write: &WriteTx,
    actor: &Actor,
    names: &HashMap<Uuid, String>,
    rows: &[audit::Model],
) -> Result<HashMap<String, String>> {
    let ids = |kind: &str| {
        let id = move |row: &audit::Model| row.subject.strip_prefix(kind)?.trim().parse().ok();
        rows.iter().filter_map(id).collect::<Vec<Uuid>>()
    };
    let visits = visit::Entity::find()
        .filter(visit::Column::Org.eq(actor.org.0))
        .filter(visit::Column::Id.is_in(ids("visit ")))
        .all(&write.tx)
        .await?;
    let orders = order_line::Entity::find()
        .filter(order_line::Column::Org.eq(actor.org.0))
        .filter(order_line::Column::Id.is_in(ids("order ")))
        .all(&write.tx)
        .await?;
    let tablets = client::Entity::find()
        .filter(client::Column::Org.eq(actor.org.0))
        .filter(client::Column::Id.is_in(ids("tablet ")))
        .all(&write.tx)
        .await?;
    let whose = visits.iter().map(|row| row.person).chain(orders.iter().map(|row| row.person));
    let people = person::Entity::find()
        .filter(person::Column::Org.eq(actor.org.0))
        .filter(person::Column::Id.is_in(whose.chain(ids("person "))))
        .all(&write.tx)
        .await?;
    let mut banners = HashMap::new();
    for row in &people {
        banners.insert(row.id, person_of(row)?.banner_name());
    }
    let mut words = HashMap::new();
    for (id, banner) in &banners {
        words.insert(format!("person {id}"), banner.clone());
    }
    for row in &visits {
        if let Some(banner) = banners.get(&row.person) {
            words.insert(format!("visit {}", row.id), format!("{}: {banner}", kind_of(row)?.words()));
        }
    }
    for row in &orders {
        if let Some(banner) = banners.get(&row.person) {
            words.insert(format!("order {}", row.id), format!("Order: {banner}"));
        }
    }
    for row in &tablets {
        if let Some(name) = names.get(&row.account) {
            words.insert(format!("tablet {}", row.id), format!("Tablet of {name}"));
        }
    }
    for (id, name) in names {
        words.insert(format!("account {id}"), format!("Account of {name}"));
    }
    Ok(words)
}

/// Somebody who is called what was asked about.
pub(super) struct Found {
    /// The name, as on a banner.
    pub banner: String,
    /// Everything of theirs that a row can be about.
    pub subjects: Vec<String>,
}

/// Who is called so, at most one more than [`N_PEOPLE`].
pub(super) async fn called(write: &WriteTx, actor: &Actor, about: &str) -> Result<Vec<Found>> {
    let people = people_called(actor, about).limit(N_PEOPLE as u64 + 1).all(&write.tx).await?;
    let mut found = Vec::new();
    for row in &people {
        let visits = visit::Entity::find().filter(visit::Column::Person.eq(row.id)).all(&write.tx).await?;
        let orders =
            order_line::Entity::find().filter(order_line::Column::Person.eq(row.id)).all(&write.tx).await?;
        let visits = visits.iter().map(|visit| format!("visit {}", visit.id));
        let orders = orders.iter().map(|order| format!("order {}", order.id));
        let subjects = visits.chain(orders).chain([format!("person {}", row.id)]).collect();
        found.push(Found { banner: person_of(row)?.banner_name(), subjects });
    }
    Ok(found)
}

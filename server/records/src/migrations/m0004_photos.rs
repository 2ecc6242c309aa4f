//! Photos: what an answer announced, how much of it has arrived, and what was stored.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let names = ["org", "visit", "sha256"];
        let mut key = Index::create();
        names.into_iter().fold(&mut key, |key, name| key.col(name));
        let table = Table::create()
            .table("photo")
            .col(uuid("org"))
            .col(uuid("visit"))
            .col(string("sha256"))
            .col(uuid("author"))
            .col(big_integer("size"))
            .col(big_integer("received"))
            .col(timestamp_with_time_zone("announced_at"))
            .col(timestamp_with_time_zone_null("stored_at"))
            .col(string_null("stored_sha256"))
            .col(timestamp_with_time_zone_null("removed_at"))
            .primary_key(key.primary())
            .take();
        manager.create_table(table).await
    }
}

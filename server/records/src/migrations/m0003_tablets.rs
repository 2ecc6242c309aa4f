//! Tablets: the half of each tablet's lock that only the server keeps, and whether it was withdrawn.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        let columns = [
            string_null("secret"),
            string_null("hand_over_hash"),
            string_null("what"),
            timestamp_with_time_zone_null("withdrawn_at"),
        ];
        for mut column in columns {
            let change = Table::alter().table("client").add_column(&mut column).take();
            manager.alter_table(change).await?;
        }
        Ok(())
    }
}

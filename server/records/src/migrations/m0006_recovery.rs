//! Recovery files: a tablet that has lost its store keeps its secret, so that a file of it still opens.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut lost_at = timestamp_with_time_zone_null("lost_at");
        manager.alter_table(Table::alter().table("client").add_column(&mut lost_at).take()).await
    }
}

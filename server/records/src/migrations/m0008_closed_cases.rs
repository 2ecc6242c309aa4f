//! The work with somebody ends: why and when stands beside the person.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut closed = text_null("closed");
        manager.alter_table(Table::alter().table("person").add_column(&mut closed).take()).await
    }
}

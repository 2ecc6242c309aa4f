//! A step of an order keeps what the cost was and what it became, where somebody changed the price by hand: who
//! brought it down is not who approves it.

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
        for name in ["cost_before_pence", "cost_after_pence"] {
            let mut cost = big_integer_null(name);
            manager.alter_table(Table::alter().table("order_step").add_column(&mut cost).take()).await?;
        }
        Ok(())
    }
}

//! "OHanlon" finds O'HANLON: what a person is found by holds the names without apostrophes, too.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let add = "UPDATE person \
             SET search_key = search_key || ' ' || replace(replace(search_key, '''', ''), '\u{2019}', '') \
             WHERE search_key LIKE '%''%' OR search_key LIKE '%\u{2019}%'";
        manager.get_connection().execute_unprepared(add).await.map(drop)
    }
}

//! Forms that a service brings along, and which forms belong to which kinds of visits.

use super::m0001_first::{keyed, table};
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let versions = table(
            "service_form",
            vec![
                uuid("org"),
                string("id"),
                string("version"),
                string_null("url"),
                string("title"),
                text("questionnaire"),
                date("from_day"),
                string("published_by"),
                timestamp_with_time_zone("published_at"),
            ],
        );
        manager.create_table(keyed(versions, &["org", "id", "version"])).await?;
        let uses =
            table("form_use", vec![uuid("org"), string("form"), text("kinds"), date_null("retired_on")]);
        manager.create_table(keyed(uses, &["org", "form"])).await
    }
}

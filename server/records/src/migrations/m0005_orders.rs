//! Orders with their steps, money, the catalogue, settings of a service, and reports as they were given
//! to somebody. Money is whole pence.

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
        for table in order_tables().into_iter().chain(money_tables()).chain([issued_table()]) {
            manager.create_table(table).await?;
        }
        for (name, table, columns, unique) in INDEXES {
            let mut index = Index::create();
            index.name(*name).table(*table);
            for column in *columns {
                index.col(*column);
            }
            if *unique {
                index.unique();
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

type IndexSpec = (&'static str, &'static str, &'static [&'static str], bool);

const INDEXES: &[IndexSpec] = &[
    ("order_recommendation", "order_line", &["visit", "recommendation"], true),
    ("order_state", "order_line", &["org", "state"], false),
    ("order_person", "order_line", &["org", "person"], false),
    ("issued_visit", "issued_report", &["org", "visit"], false),
];

fn order_tables() -> Vec<TableCreateStatement> {
    let steps = table(
        "order_step",
        vec![
            uuid("line"),
            integer("n"),
            uuid("org"),
            string_null("from_state"),
            string("to_state"),
            timestamp_with_time_zone("at"),
            uuid("account"),
            string("by_name"),
            text("note"),
            integer_null("version"),
        ],
    );
    vec![
        table(
            "order_line",
            vec![
                pk_uuid("id"),
                uuid("org"),
                uuid("person"),
                uuid("visit"),
                text("recommendation"),
                integer("version"),
                text("what"),
                string("category"),
                text_null("iso"),
                text_null("size"),
                integer_null("swl_kg"),
                integer("quantity"),
                big_integer_null("unit_pence"),
                big_integer_null("price_pence"),
                text("need"),
                text_null("owner"),
                date_null("due"),
                string("state"),
                timestamp_with_time_zone("since"),
                date("budget_day"),
                uuid("proposed_by"),
                timestamp_with_time_zone("proposed_at"),
            ],
        ),
        keyed(steps, &["line", "n"]),
    ]
}

fn money_tables() -> Vec<TableCreateStatement> {
    let limits = table(
        "approval_limit",
        vec![
            uuid("org"),
            string("role"),
            big_integer_null("pence"),
            string("set_by"),
            timestamp_with_time_zone("set_at"),
        ],
    );
    let allotments = table(
        "allotment",
        vec![
            uuid("org"),
            integer("year"),
            string("category"),
            big_integer("pence"),
            string("set_by"),
            timestamp_with_time_zone("set_at"),
        ],
    );
    let catalogue = table(
        "catalogue_item",
        vec![
            uuid("org"),
            string("code"),
            text("label"),
            string("category"),
            string_null("iso"),
            text_null("size"),
            integer_null("swl_kg"),
            big_integer("price_pence"),
            date_null("price_on"),
            text_null("supplier"),
        ],
    );
    let settings = table(
        "setting_override",
        vec![uuid("org"), string("id"), text("value"), text("reason"), string("set_by"), date("set_on")],
    );
    vec![
        keyed(limits, &["org", "role"]),
        keyed(allotments, &["org", "year", "category"]),
        keyed(catalogue, &["org", "code"]),
        keyed(settings, &["org", "id"]),
    ]
}

fn issued_table() -> TableCreateStatement {
    table(
        "issued_report",
        vec![
            pk_uuid("id"),
            uuid("org"),
            uuid("person"),
            uuid("visit"),
            integer("version"),
            string("content_hash"),
            string("kind"),
            text("recipient"),
            text("consent"),
            string("format"),
            boolean("large"),
            string("sha256"),
            big_integer("size"),
            uuid("account"),
            string("by_name"),
            timestamp_with_time_zone("at"),
        ],
    )
}

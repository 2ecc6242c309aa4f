//! Organisations, accounts, people, visits and everything that happens to them.
//! Every row belongs to an organisation. JSON is kept as text, so that both databases keep it
//! byte for byte; instants are UTC at milliseconds.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
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
    ("account_email", "account", &["email"], true),
    ("session_account", "session", &["account"], false),
    ("attempt_email", "attempt", &["email", "at"], false),
    ("attempt_address", "attempt", &["address", "at"], false),
    ("person_search", "person", &["org", "search_key"], false),
    ("visit_author", "visit", &["org", "author", "touched_seq"], false),
    ("visit_person", "visit", &["org", "person"], false),
    ("visit_state", "visit", &["org", "state"], false),
    ("member_account", "visit_member", &["account"], false),
    ("field_heads", "field", &["org", "n_heads"], false),
    ("revision_client", "revision", &["client_id", "client_seq"], true),
    ("revision_field", "revision", &["visit", "form", "path"], false),
    ("comment_visit", "comment", &["visit"], false),
    ("reply_visit", "comment_reply", &["visit"], false),
    ("signature_visit", "signature", &["visit"], false),
    ("addendum_visit", "addendum", &["visit"], false),
    ("held_visit", "held", &["org", "released_at"], false),
    ("audit_org", "audit", &["org", "n"], false),
    ("gone_account", "visit_gone", &["account", "seq"], false),
];

fn at(name: &'static str) -> ColumnDef {
    timestamp_with_time_zone(name)
}

fn at_null(name: &'static str) -> ColumnDef {
    timestamp_with_time_zone_null(name)
}

pub(super) fn table(name: &'static str, columns: Vec<ColumnDef>) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name);
    for column in columns {
        table.col(column);
    }
    table.take()
}

pub(super) fn keyed(mut table: TableCreateStatement, columns: &[&'static str]) -> TableCreateStatement {
    let mut key = Index::create();
    for column in columns {
        key.col(*column);
    }
    table.primary_key(&mut key);
    table
}

fn tables() -> Vec<TableCreateStatement> {
    let mut all = service_tables();
    all.extend(care_tables());
    all.extend(history_tables());
    all
}

fn service_tables() -> Vec<TableCreateStatement> {
    vec![
        table("meta", vec![string("key").primary_key().take(), text("value")]),
        table("counter", vec![string("name").primary_key().take(), big_integer("value")]),
        table("organisation", vec![pk_uuid("id"), string("name"), text("letterhead")]),
        table(
            "account",
            vec![
                pk_uuid("id"),
                uuid("org"),
                string("email"),
                string("name"),
                string("role"),
                string("title"),
                string_null("registration"),
                date_null("registration_until"),
                uuid_null("reviewer"),
                big_integer_null("approval_limit"),
                string_null("password_hash"),
                date_null("left_on"),
                at("created_at"),
            ],
        ),
        table(
            "placement",
            vec![
                pk_uuid("account"),
                uuid("org"),
                date("from_day"),
                date("until_day"),
                uuid("educator"),
                string("university"),
            ],
        ),
        table(
            "session",
            vec![
                string("token_hash").primary_key().take(),
                uuid("account"),
                uuid("org"),
                at("created_at"),
                at("last_seen"),
                at("expires_at"),
                at_null("ended_at"),
            ],
        ),
        table(
            "start_link",
            vec![
                string("token_hash").primary_key().take(),
                uuid("account"),
                uuid("org"),
                at("expires_at"),
                at_null("used_at"),
            ],
        ),
        table(
            "attempt",
            vec![pk_uuid("id"), string("email"), string("address"), at("at"), boolean("succeeded")],
        ),
        keyed(
            table(
                "form_version",
                vec![string("id"), string("version"), string("title"), text("questionnaire")],
            ),
            &["id", "version"],
        ),
    ]
}

fn care_tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "person",
            vec![pk_uuid("id"), uuid("org"), uuid_null("therapist"), string("search_key"), text("facts")],
        ),
        table("access_code", vec![pk_uuid("person"), uuid("org"), string("place"), string("code")]),
        table(
            "referral",
            vec![
                pk_uuid("id"),
                uuid("org"),
                uuid("person"),
                date("received_on"),
                text("reason"),
                string("state"),
            ],
        ),
        table(
            "visit",
            vec![
                pk_uuid("id"),
                uuid("org"),
                uuid("person"),
                string("kind"),
                string("state"),
                at("planned"),
                integer("minutes"),
                uuid("author"),
                uuid_null("reviewer"),
                uuid_null("beside"),
                text("forms"),
                integer("version"),
                boolean("needs_countersigning"),
                at_null("arrived"),
                at_null("left_at"),
                text_null("present"),
                at_null("signed_at"),
                at_null("received_at"),
                text_null("returned"),
                text_null("remark"),
                text_null("passed"),
                at_null("reminded_at"),
                big_integer("offered_seq"),
                big_integer("touched_seq"),
            ],
        ),
        keyed(
            table("visit_member", vec![uuid("visit"), uuid("account"), uuid("org"), string("name")]),
            &["visit", "account"],
        ),
        keyed(
            table("visit_gone", vec![uuid("visit"), uuid("account"), uuid("org"), big_integer("seq")]),
            &["visit", "account"],
        ),
        keyed(
            table(
                "field",
                vec![
                    uuid("visit"),
                    string("form"),
                    string_len("path", 512),
                    uuid("org"),
                    text("heads"),
                    integer("n_heads"),
                    big_integer("seq"),
                ],
            ),
            &["visit", "form", "path"],
        ),
        table(
            "client",
            vec![pk_uuid("id"), uuid("org"), uuid("account"), big_integer("last_seq"), at("last_seen")],
        ),
    ]
}

fn history_tables() -> Vec<TableCreateStatement> {
    vec![
        table(
            "revision",
            vec![
                pk_uuid("id"),
                uuid("org"),
                uuid("visit"),
                string_null("form"),
                string_len_null("path", 512),
                string("kind"),
                text("mutation"),
                uuid("author"),
                uuid("client_id"),
                big_integer("client_seq"),
                at("made_at"),
                at("received_at"),
                big_integer("seq"),
                text("outcome"),
            ],
        ),
        table(
            "held",
            vec![
                pk_uuid("id"),
                uuid("org"),
                uuid("visit"),
                uuid("author"),
                text("mutation"),
                text("reason"),
                at("received_at"),
                at_null("released_at"),
                string_null("released_by"),
                string_null("resolution"),
            ],
        ),
        table(
            "comment",
            vec![
                pk_uuid("id"),
                uuid("org"),
                uuid("visit"),
                integer("version"),
                string_null("form"),
                string_len_null("path", 512),
                string("kind"),
                text("words"),
                uuid("author"),
                string("author_name"),
                at("at"),
                string_null("settled_by"),
                at_null("settled_at"),
                boolean("taken_back"),
            ],
        ),
        table(
            "comment_reply",
            vec![
                pk_uuid("id"),
                uuid("org"),
                uuid("visit"),
                uuid("comment"),
                text("words"),
                string("author_name"),
                at("at"),
                boolean("done"),
            ],
        ),
        table(
            "signature",
            vec![
                pk_uuid("id"),
                uuid("org"),
                uuid("visit"),
                integer("version"),
                boolean("countersigns"),
                text("signatory"),
                at("at"),
                string("content_hash"),
                text_null("note"),
            ],
        ),
        keyed(
            table(
                "visit_version",
                vec![
                    uuid("visit"),
                    integer("version"),
                    uuid("org"),
                    text("content"),
                    string("content_hash"),
                    at("sealed_at"),
                ],
            ),
            &["visit", "version"],
        ),
        table(
            "addendum",
            vec![
                pk_uuid("id"),
                uuid("org"),
                uuid("visit"),
                integer("number"),
                string_null("form"),
                string_len_null("path", 512),
                string("kind"),
                text("words"),
                text("why"),
                text("signatory"),
                at("at"),
            ],
        ),
        keyed(
            table(
                "looked_at",
                vec![uuid("visit"), integer("version"), uuid("account"), string("section"), uuid("org")],
            ),
            &["visit", "version", "account", "section"],
        ),
        table(
            "audit",
            vec![
                big_integer("n").primary_key().take(),
                uuid("org"),
                at("at"),
                uuid_null("actor"),
                string("action"),
                string("subject"),
                text("reason"),
                string("previous"),
                string("hash"),
            ],
        ),
    ]
}

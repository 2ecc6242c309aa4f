//! Rows as SeaORM sees them. Private to this crate: what leaves it are values of `domain` and `sync`.

use crate::backups::{Sink, dump, insert};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DatabaseTransaction, entity::prelude::*};
use serde::{Deserialize, Serialize};

type At = DateTime<Utc>;

macro_rules! rows {
    ($($module:ident $table:literal { $($(#[$key:meta])* $field:ident: $kind:ty,)+ })+) => {$(
        pub mod $module {
            use super::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $($(#[$key])* pub $field: $kind,)+
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    )+

        /// Gives every row of every table to a backup.
        pub(crate) async fn dump_all(db: &DatabaseTransaction, out: &mut Sink<'_>) -> crate::Result<()> {
            $(dump::<$module::Entity>($table, db, out).await?;)+
            Ok(())
        }

        /// Puts rows of a backup into their table.
        pub(crate) async fn insert_into(
            table: &str,
            rows: Vec<serde_json::Value>,
            db: &DatabaseTransaction,
        ) -> crate::Result<()> {
            match table {
                $($table => insert::<$module::Entity>(rows, db).await,)+
                _ => Err(crate::RecordsError::Damaged("table of a backup")),
            }
        }

        /// Empties every table.
        pub(crate) async fn empty_all(db: &DatabaseTransaction) -> crate::Result<()> {
            $($module::Entity::delete_many().exec(db).await?;)+
            Ok(())
        }
    };
}

rows! {
    meta "meta" {
        #[sea_orm(primary_key, auto_increment = false)]
        key: String,
        value: String,
    }
    counter "counter" {
        #[sea_orm(primary_key, auto_increment = false)]
        name: String,
        value: i64,
    }
    organisation "organisation" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        name: String,
        letterhead: String,
    }
    account "account" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        email: String,
        name: String,
        role: String,
        title: String,
        registration: Option<String>,
        registration_until: Option<NaiveDate>,
        reviewer: Option<Uuid>,
        approval_limit: Option<i64>,
        password_hash: Option<String>,
        left_on: Option<NaiveDate>,
        created_at: At,
    }
    placement "placement" {
        #[sea_orm(primary_key, auto_increment = false)]
        account: Uuid,
        org: Uuid,
        from_day: NaiveDate,
        until_day: NaiveDate,
        educator: Uuid,
        university: String,
    }
    session "session" {
        #[sea_orm(primary_key, auto_increment = false)]
        token_hash: String,
        account: Uuid,
        org: Uuid,
        created_at: At,
        last_seen: At,
        expires_at: At,
        ended_at: Option<At>,
    }
    start_link "start_link" {
        #[sea_orm(primary_key, auto_increment = false)]
        token_hash: String,
        account: Uuid,
        org: Uuid,
        expires_at: At,
        used_at: Option<At>,
    }
    attempt "attempt" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        email: String,
        address: String,
        at: At,
        succeeded: bool,
    }
    form_version "form_version" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        version: String,
        title: String,
        questionnaire: String,
    }
    service_form "service_form" {
        #[sea_orm(primary_key, auto_increment = false)]
        org: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        version: String,
        url: Option<String>,
        title: String,
        questionnaire: String,
        from_day: NaiveDate,
        published_by: String,
        published_at: At,
    }
    form_use "form_use" {
        #[sea_orm(primary_key, auto_increment = false)]
        org: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        form: String,
        kinds: String,
        retired_on: Option<NaiveDate>,
    }
    person "person" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        therapist: Option<Uuid>,
        search_key: String,
        facts: String,
    }
    access_code "access_code" {
        #[sea_orm(primary_key, auto_increment = false)]
        person: Uuid,
        org: Uuid,
        place: String,
        code: String,
    }
    referral "referral" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        person: Uuid,
        received_on: NaiveDate,
        reason: String,
        state: String,
    }
    visit "visit" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        person: Uuid,
        kind: String,
        state: String,
        planned: At,
        minutes: i32,
        author: Uuid,
        reviewer: Option<Uuid>,
        beside: Option<Uuid>,
        forms: String,
        version: i32,
        needs_countersigning: bool,
        arrived: Option<At>,
        left_at: Option<At>,
        present: Option<String>,
        signed_at: Option<At>,
        received_at: Option<At>,
        returned: Option<String>,
        remark: Option<String>,
        passed: Option<String>,
        reminded_at: Option<At>,
        offered_seq: i64,
        touched_seq: i64,
    }
    visit_member "visit_member" {
        #[sea_orm(primary_key, auto_increment = false)]
        visit: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        account: Uuid,
        org: Uuid,
        name: String,
    }
    visit_gone "visit_gone" {
        #[sea_orm(primary_key, auto_increment = false)]
        visit: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        account: Uuid,
        org: Uuid,
        seq: i64,
    }
    field "field" {
        #[sea_orm(primary_key, auto_increment = false)]
        visit: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        form: String,
        #[sea_orm(primary_key, auto_increment = false)]
        path: String,
        org: Uuid,
        heads: String,
        n_heads: i32,
        seq: i64,
    }
    client "client" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        account: Uuid,
        last_seq: i64,
        last_seen: At,
        secret: Option<String>,
        hand_over_hash: Option<String>,
        what: Option<String>,
        withdrawn_at: Option<At>,
    }
    revision "revision" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        visit: Uuid,
        form: Option<String>,
        path: Option<String>,
        kind: String,
        mutation: String,
        author: Uuid,
        client_id: Uuid,
        client_seq: i64,
        made_at: At,
        received_at: At,
        seq: i64,
        outcome: String,
    }
    held "held" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        visit: Uuid,
        author: Uuid,
        mutation: String,
        reason: String,
        received_at: At,
        released_at: Option<At>,
        released_by: Option<String>,
        resolution: Option<String>,
    }
    photo "photo" {
        #[sea_orm(primary_key, auto_increment = false)]
        org: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        visit: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        sha256: String,
        author: Uuid,
        size: i64,
        received: i64,
        announced_at: At,
        stored_at: Option<At>,
        stored_sha256: Option<String>,
        removed_at: Option<At>,
    }
    comment "comment" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        visit: Uuid,
        version: i32,
        form: Option<String>,
        path: Option<String>,
        kind: String,
        words: String,
        author: Uuid,
        author_name: String,
        at: At,
        settled_by: Option<String>,
        settled_at: Option<At>,
        taken_back: bool,
    }
    comment_reply "comment_reply" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        visit: Uuid,
        comment: Uuid,
        words: String,
        author_name: String,
        at: At,
        done: bool,
    }
    signature "signature" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        visit: Uuid,
        version: i32,
        countersigns: bool,
        signatory: String,
        at: At,
        content_hash: String,
        note: Option<String>,
    }
    visit_version "visit_version" {
        #[sea_orm(primary_key, auto_increment = false)]
        visit: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        version: i32,
        org: Uuid,
        content: String,
        content_hash: String,
        sealed_at: At,
    }
    addendum "addendum" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        visit: Uuid,
        number: i32,
        form: Option<String>,
        path: Option<String>,
        kind: String,
        words: String,
        why: String,
        signatory: String,
        at: At,
    }
    looked_at "looked_at" {
        #[sea_orm(primary_key, auto_increment = false)]
        visit: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        version: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        account: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        section: String,
        org: Uuid,
    }
    audit "audit" {
        #[sea_orm(primary_key, auto_increment = false)]
        n: i64,
        org: Uuid,
        at: At,
        actor: Option<Uuid>,
        action: String,
        subject: String,
        reason: String,
        previous: String,
        hash: String,
    }
}

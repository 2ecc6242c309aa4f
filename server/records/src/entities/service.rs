//! Rows of a service as such: organisations, accounts, sessions, forms, tablets, the audit trail.

use super::*;

rows! {
    ServiceRows
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
        lost_at: Option<At>,
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

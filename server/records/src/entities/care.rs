//! Rows of what the service does: people, visits with their answers and signatures, and what became of them.

use super::*;

rows! {
    CareRows
    person "person" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        therapist: Option<Uuid>,
        search_key: String,
        facts: String,
        closed: Option<String>,
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
}

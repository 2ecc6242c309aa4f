//! Rows of orders, money and issued reports, and of what a service sets for itself. Money is whole pence.

use super::*;

rows! {
    OrderRows
    order_line "order_line" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        person: Uuid,
        visit: Uuid,
        recommendation: String,
        version: i32,
        what: String,
        category: String,
        iso: Option<String>,
        size: Option<String>,
        swl_kg: Option<i32>,
        quantity: i32,
        /// What one costs by the record.
        unit_pence: Option<i64>,
        /// What one costs as somebody wrote by hand; it goes before what the record says.
        price_pence: Option<i64>,
        need: String,
        owner: Option<String>,
        due: Option<NaiveDate>,
        state: String,
        since: At,
        budget_day: NaiveDate,
        proposed_by: Uuid,
        proposed_at: At,
    }
    order_step "order_step" {
        #[sea_orm(primary_key, auto_increment = false)]
        line: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        n: i32,
        org: Uuid,
        from_state: Option<String>,
        to_state: String,
        at: At,
        account: Uuid,
        by_name: String,
        note: String,
        version: Option<i32>,
        /// What it cost in all before somebody changed the price by hand, and after.
        cost_before_pence: Option<i64>,
        cost_after_pence: Option<i64>,
    }
    approval_limit "approval_limit" {
        #[sea_orm(primary_key, auto_increment = false)]
        org: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        role: String,
        pence: Option<i64>,
        set_by: String,
        set_at: At,
    }
    allotment "allotment" {
        #[sea_orm(primary_key, auto_increment = false)]
        org: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        year: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        category: String,
        pence: i64,
        set_by: String,
        set_at: At,
    }
    catalogue_item "catalogue_item" {
        #[sea_orm(primary_key, auto_increment = false)]
        org: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        code: String,
        label: String,
        category: String,
        iso: Option<String>,
        size: Option<String>,
        swl_kg: Option<i32>,
        price_pence: i64,
        price_on: Option<NaiveDate>,
        supplier: Option<String>,
    }
    setting_override "setting_override" {
        #[sea_orm(primary_key, auto_increment = false)]
        org: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        id: String,
        value: String,
        reason: String,
        set_by: String,
        set_on: NaiveDate,
    }
    issued_report "issued_report" {
        #[sea_orm(primary_key, auto_increment = false)]
        id: Uuid,
        org: Uuid,
        person: Uuid,
        visit: Uuid,
        version: i32,
        content_hash: String,
        kind: String,
        recipient: String,
        consent: String,
        format: String,
        large: bool,
        sha256: String,
        size: i64,
        account: Uuid,
        by_name: String,
        at: At,
    }
}

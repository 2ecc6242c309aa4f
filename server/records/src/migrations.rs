//! The shape of the database, in steps that are only ever added to. Each runs in a transaction on
//! both databases.

mod m0001_first;
mod m0002_service_forms;
mod m0003_tablets;
mod m0004_photos;
mod m0005_orders;
mod m0006_recovery;
mod m0007_audit_by_subject;
mod m0008_closed_cases;
mod m0009_costs_by_hand;
mod m0010_names_without_apostrophes;

use sea_orm_migration::prelude::*;

/// Every migration, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_first::Migration),
            Box::new(m0002_service_forms::Migration),
            Box::new(m0003_tablets::Migration),
            Box::new(m0004_photos::Migration),
            Box::new(m0005_orders::Migration),
            Box::new(m0006_recovery::Migration),
            Box::new(m0007_audit_by_subject::Migration),
            Box::new(m0008_closed_cases::Migration),
            Box::new(m0009_costs_by_hand::Migration),
            Box::new(m0010_names_without_apostrophes::Migration),
        ]
    }
}

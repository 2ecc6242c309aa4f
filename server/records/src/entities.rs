//! Rows as SeaORM sees them. Private to this crate: what leaves it are values of `domain` and `sync`.

use crate::backups::{Sink, dump, insert};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{DatabaseTransaction, entity::prelude::*};
use serde::{Deserialize, Serialize};

type At = DateTime<Utc>;

/// `rows! { Name ... }` makes a module for every table and `Name`, which is all of them for a backup.
macro_rules! rows {
    ($all:ident $($module:ident $table:literal { $($(#[$key:meta])* $field:ident: $kind:ty,)+ })+) => {$(
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

        pub(super) struct $all;

        impl $all {
            /// Gives every row of every table here to a backup.
            pub(super) async fn dump(db: &DatabaseTransaction, out: &mut Sink<'_>) -> crate::Result<()> {
                $(dump::<$module::Entity>($table, db, out).await?;)+
                Ok(())
            }

            /// Puts rows of a backup into their table; false when it is none of these.
            pub(super) async fn insert_into(
                table: &str,
                rows: &mut Vec<serde_json::Value>,
                db: &DatabaseTransaction,
            ) -> crate::Result<bool> {
                match table {
                    $($table => insert::<$module::Entity>(std::mem::take(rows), db).await?,)+
                    _ => return Ok(false),
                }
                Ok(true)
            }

            /// Empties every table here.
            pub(super) async fn empty(db: &DatabaseTransaction) -> crate::Result<()> {
                $($module::Entity::delete_many().exec(db).await?;)+
                Ok(())
            }
        }
    };
}

mod care;
mod orders;
mod service;

pub(crate) use care::*;
pub(crate) use orders::*;
pub(crate) use service::*;

/// Gives every row of every table to a backup.
pub(crate) async fn dump_all(db: &DatabaseTransaction, out: &mut Sink<'_>) -> crate::Result<()> {
    ServiceRows::dump(db, out).await?;
    CareRows::dump(db, out).await?;
    OrderRows::dump(db, out).await
}

/// Puts rows of a backup into their table.
pub(crate) async fn insert_into(
    table: &str,
    mut rows: Vec<serde_json::Value>,
    db: &DatabaseTransaction,
) -> crate::Result<()> {
    let is_known = ServiceRows::insert_into(table, &mut rows, db).await?
        || CareRows::insert_into(table, &mut rows, db).await?
        || OrderRows::insert_into(table, &mut rows, db).await?;
    match is_known {
        true => Ok(()),
        false => Err(crate::RecordsError::Damaged("table of a backup")),
    }
}

/// Empties every table.
pub(crate) async fn empty_all(db: &DatabaseTransaction) -> crate::Result<()> {
    ServiceRows::empty(db).await?;
    CareRows::empty(db).await?;
    OrderRows::empty(db).await
}

//! Fresh databases for tests: SQLite in a folder of its own, PostgreSQL as a database of its own that
//! is dropped at the end, also when the test fails.

use records::Records;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, Statement};
use std::{env, future::Future};
use uuid::Uuid;

/// Makes two tests of one body: on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($name:ident, |$house:ident| async move $body:block) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn body($house: $crate::house::House) $body

            #[test]
            fn sqlite() {
                $crate::support::on_sqlite(body);
            }

            #[test]
            fn postgres() {
                $crate::support::on_postgres(body);
            }
        }
    };
}

/// A database of one test.
#[derive(Clone)]
pub struct Fresh {
    pub records: Records,
    pub url: String,
}

impl Fresh {
    async fn open(url: String) -> Fresh {
        let records =
            Records::open(&url, records::PhotoFiles::in_memory()).await.expect("the database opens");
        Fresh { records, url }
    }

    /// A connection past all our code, to look at rows and to do damage.
    pub async fn raw(&self) -> DatabaseConnection {
        connect(&self.url).await
    }

    /// What a statement gives, as text, column by column.
    pub async fn rows(&self, sql: &str) -> Vec<String> {
        let raw = self.raw().await;
        let statement = Statement::from_string(raw.get_database_backend(), sql);
        let rows = raw.query_all_raw(statement).await.expect("the statement is right");
        rows.iter().map(|row| row.try_get_by_index::<String>(0).expect("text")).collect()
    }

    /// How many rows a table has, with a condition or without.
    pub async fn count(&self, table_and_condition: &str) -> i64 {
        let sql = format!("SELECT CAST(COUNT(*) AS TEXT) FROM {table_and_condition}");
        self.rows(&sql).await[0].parse().expect("a number")
    }

    /// Changes rows past all our code.
    pub async fn damage(&self, sql: &str) {
        let done = self.raw().await.execute_unprepared(sql).await.expect("the statement is right");
        assert_ne!(done.rows_affected(), 0, "nothing was damaged");
    }
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url.to_owned());
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("the database answers")
}

fn run<F: Future<Output = ()>>(future: F) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(future);
}

/// Runs a body in a task of its own, so that what was opened is closed whatever happens in it.
async fn guarded<F: Future<Output = ()> + Send + 'static>(body: F) -> Result<(), tokio::task::JoinError> {
    tokio::spawn(body).await
}

fn pass_on(result: Result<(), tokio::task::JoinError>) {
    if let Err(failure) = result {
        std::panic::resume_unwind(failure.into_panic());
    }
}

pub fn on_sqlite<F>(body: fn(crate::house::House) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    run(async move {
        let folder = env::temp_dir().join(format!("threshold-test-{}", Uuid::now_v7()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let fresh = Fresh::open(format!("sqlite://{}/records.db", folder.display())).await;
        let result = guarded(async move { body(crate::house::furnish(fresh).await).await }).await;
        let _ = std::fs::remove_dir_all(&folder);
        pass_on(result);
    });
}

pub fn on_postgres<F>(body: fn(crate::house::House) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let Ok(maintenance) = env::var("THRESHOLD_TEST_POSTGRES") else {
        let required = env::var("THRESHOLD_REQUIRE_POSTGRES").is_ok_and(|text| text == "1");
        assert!(!required, "PostgreSQL is required, but THRESHOLD_TEST_POSTGRES is not set");
        println!("skipped: THRESHOLD_TEST_POSTGRES is not set");
        return;
    };
    run(async move {
        let name = format!("threshold_test_{}", Uuid::now_v7().simple());
        let owner = connect(&maintenance).await;
        owner
            .execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE template0"))
            .await
            .expect("a database of our own");
        let (server, _) = maintenance.rsplit_once('/').expect("the url names a database");
        let fresh = Fresh::open(format!("{server}/{name}")).await;
        let result = guarded(async move { body(crate::house::furnish(fresh).await).await }).await;
        owner
            .execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)"))
            .await
            .expect("the database goes again");
        pass_on(result);
    });
}

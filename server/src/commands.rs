//! What each command does, from opening the records to closing them.

use crate::{
    config::{Audit, AuditCommand, BackupTo, Database, RestoreFrom, Serve, User, UserCommand},
    demo, router,
};
use axum::Router;
use domain::{Actor, Role, UserId, calendar::uk_date};
use records::{ChainState, NewAccount, PhotoFiles, Records, RecordsError};
use std::{error::Error, net::SocketAddr, path::Path, time::Duration};

type Done = Result<(), Box<dyn Error + Send + Sync>>;

/// Longest wait for requests under way when the server is asked to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// `threshold serve`.
pub async fn serve(serve: Serve) -> Done {
    let records = open(&serve.database).await?;
    std::fs::create_dir_all(&serve.database.data)?;
    records.sweep_removed_photos().await?;
    if serve.demo {
        demo::load(&records, &serve.database.data).await?;
    }
    let app = router::router(records.clone(), &serve, serve.own_wording()?);
    let scheme = if serve.tls_certificate.is_some() { "https" } else { "http" };
    println!("Threshold is at {scheme}://{}", serve.listen);
    if serve.demo {
        demo::print_accounts(&serve.database.data)?;
    }
    match (&serve.tls_certificate, &serve.tls_key) {
        (Some(certificate), Some(key)) => listen_tls(&serve, app, certificate, key).await?,
        _ => listen(serve.listen, app).await?,
    }
    records.close().await?;
    Ok(())
}

async fn listen(at: SocketAddr, app: Router) -> Done {
    let listener =
        tokio::net::TcpListener::bind(at).await.map_err(|error| format!("cannot listen on {at}: {error}"))?;
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async {
        asked_to_stop().await;
        let _ = stopping.send(());
    });
    tokio::select! {
        served = serving => served?,
        () = async { let _ = stopped.await; tokio::time::sleep(PATIENCE).await } => {}
    }
    Ok(())
}

async fn listen_tls(serve: &Serve, app: Router, certificate: &Path, key: &Path) -> Done {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let tls = axum_server::tls_rustls::RustlsConfig::from_pem_file(certificate, key)
        .await
        .map_err(|error| format!("cannot use the certificate: {error}"))?;
    let handle = axum_server::Handle::new();
    let stop = handle.clone();
    tokio::spawn(async move {
        asked_to_stop().await;
        stop.graceful_shutdown(Some(PATIENCE));
    });
    axum_server::bind_rustls(serve.listen, tls)
        .handle(handle)
        .serve(app.into_make_service_with_connect_info::<SocketAddr>())
        .await?;
    Ok(())
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupt = async { drop(tokio::signal::ctrl_c().await) };
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut asked) => drop(asked.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// `threshold migrate`.
pub async fn migrate(database: Database) -> Done {
    open(&database).await?.close().await?;
    println!("The database is up to date.");
    Ok(())
}

/// `threshold backup`.
pub async fn backup(backup: BackupTo) -> Done {
    must_be_there(&backup.database)?;
    let records = open(&backup.database).await?;
    let made = records.backup(&backup.to).await.map_err(in_words)?;
    println!("{} rows are in {}, as they were at {}.", made.n_rows, backup.to.display(), made.made_at);
    records.close().await?;
    Ok(())
}

/// `threshold restore`.
pub async fn restore(restore: RestoreFrom) -> Done {
    make_folder(&restore.database)?;
    let made = Records::restore(&restore.database.database, photo_files(&restore.database)?, &restore.from)
        .await
        .map_err(in_words)?;
    println!("{} rows are restored, as they were at {}.", made.n_rows, made.made_at);
    println!("What was withdrawn, signed out or closed after that is open again: do it once more.");
    println!("The service has a new epoch: tablets send again what they sent within the last 14 days.");
    Ok(())
}

/// `threshold check`.
pub async fn check(database: Database) -> Done {
    must_be_there(&database)?;
    let records = open(&database).await?;
    let found = records.check().await?;
    records.close().await?;
    println!(
        "{} changes, {} answers, {} photos, {} reports given out, {} orders, {} rows of audit",
        found.n_changes, found.n_answers, found.n_photos, found.n_reports, found.n_orders, found.n_audit
    );
    for problem in &found.problems {
        println!("{problem}");
    }
    match found.problems.len() {
        0 => {
            println!("All of it is sound.");
            Ok(())
        }
        1 => Err("1 thing is wrong".into()),
        n => Err(format!("{n} things are wrong").into()),
    }
}

/// Words that were made for the person who asked, without the ones around them.
fn in_words(error: RecordsError) -> Box<dyn Error + Send + Sync> {
    match error {
        RecordsError::Refused(words) => words.into(),
        other => other.into(),
    }
}

/// `threshold user ...`.
pub async fn user(user: User) -> Done {
    let UserCommand::Add { database, organisation, name, email, role, registration } = user.command;
    let records = open(&database).await?;
    let org = match records.organisation_named(&organisation).await? {
        Some(org) => org,
        None => records.add_organisation(&organisation, std::slice::from_ref(&organisation)).await?,
    };
    let console = Actor {
        user: UserId(uuid::Uuid::nil()),
        org,
        role: Role::Administrator,
        placement: None,
        today: uk_date(chrono::Utc::now()),
    };
    let new = NewAccount { name, email, role, registration, ..NewAccount::default() };
    let (_, link) = records.add_account(&console, &new).await?;
    println!("Added. Start link, valid for 24 hours: /start/{}", link.token);
    records.close().await?;
    Ok(())
}

/// `threshold audit ...`.
pub async fn audit(audit: Audit) -> Done {
    let AuditCommand::Verify(database) = audit.command;
    let records = open(&database).await?;
    let state = records.verify_audit().await?;
    records.close().await?;
    match state {
        ChainState::Unbroken(n_rows) => {
            println!("The audit trail is unbroken: {n_rows} rows.");
            Ok(())
        }
        ChainState::BrokenAt(row) => Err(format!("the audit trail is broken at row {row}").into()),
    }
}

/// Opens the records, making the folder of a SQLite file first.
async fn open(database: &Database) -> Result<Records, Box<dyn Error + Send + Sync>> {
    make_folder(database)?;
    Ok(Records::open(&database.database, photo_files(database)?).await?)
}

/// Photos stand in a folder of their own.
fn photo_files(database: &Database) -> Result<PhotoFiles, RecordsError> {
    PhotoFiles::in_folder(&database.data.join("files"))
}

/// A mistyped path must not become a new, empty database that is found sound.
fn must_be_there(database: &Database) -> Result<(), String> {
    let file = database.database.strip_prefix("sqlite://").map(|path| path.split('?').next().unwrap_or(path));
    match file {
        Some(path) if !Path::new(path).exists() => Err(format!("there is no database at {path}")),
        _ => Ok(()),
    }
}

fn make_folder(database: &Database) -> Result<(), std::io::Error> {
    if let Some(path) = database.database.strip_prefix("sqlite://") {
        let path = Path::new(path.split('?').next().unwrap_or(path));
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
    }
    Ok(())
}

//! Threshold: one binary with the web files inside. Reads its configuration from flags and the
//! environment, opens the records and serves. What the words on pages say, and who may do what, is
//! decided elsewhere.

mod commands;
mod config;
mod demo;
mod form_files;
mod gates;
mod headers;
mod router;
mod routes;
mod web_files;

use clap::Parser;
use config::{Cli, Command};

#[tokio::main]
async fn main() -> std::process::ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("THRESHOLD_LOG")
                .unwrap_or_else(|_| "info,sqlx=warn,sea_orm=warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    let done = match Cli::parse().command {
        Command::Serve(serve) => commands::serve(serve).await,
        Command::Migrate(database) => commands::migrate(database).await,
        Command::User(user) => commands::user(user).await,
        Command::Audit(audit) => commands::audit(audit).await,
        Command::Backup(backup) => commands::backup(backup).await,
        Command::Restore(restore) => commands::restore(restore).await,
        Command::Check(database) => commands::check(database).await,
        Command::Forms(forms) => form_files::run(forms.command).map_err(Into::into),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("threshold: {why}");
            std::process::ExitCode::FAILURE
        }
    }
}

//! Flags, the environment and their defaults: the single source of configuration.

use clap::{Args, Parser, Subcommand};
use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf};

/// Home-assessment system for occupational therapists: visits at the door, with or without signal,
/// and a countersigned record in the office.
#[derive(Parser)]
#[command(name = "threshold", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the binary can do.
#[derive(Subcommand)]
pub enum Command {
    /// Serve pages and sync.
    Serve(Serve),
    /// Bring the database up to date and stop.
    Migrate(Database),
    /// Add accounts from the command line (the first administrator, for example).
    User(User),
    /// Work on the audit trail.
    Audit(Audit),
    /// Write a backup of one moment into a new file, while the service goes on working. It holds
    /// everything about everybody: keep it as safe as the records.
    Backup(BackupTo),
    /// Fill an empty database from a backup. Tablets then send again what it may lack.
    Restore(RestoreFrom),
    /// Look whether everything that is kept is whole. Ends with 1 when it is not.
    Check(Database),
    /// Look at forms that are kept as files: what becomes of them, and what they make of answers.
    Forms(Forms),
}

/// Where the records are.
#[derive(Args, Clone)]
pub struct Database {
    /// `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/NAME`.
    #[arg(long, env = "THRESHOLD_DATABASE", default_value = "sqlite://data/threshold.db")]
    pub database: String,
    /// Folder for everything that is not in the database: photos.
    #[arg(long, env = "THRESHOLD_DATA", default_value = "data")]
    pub data: PathBuf,
}

/// How to serve.
#[derive(Args, Clone)]
pub struct Serve {
    /// Where the records are.
    #[command(flatten)]
    pub database: Database,
    /// Address and port to listen on. Tablets off this machine need https: see --tls-certificate and
    /// --behind-proxy.
    #[arg(long, env = "THRESHOLD_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Fill an empty database with invented people and accounts, and print how to sign in.
    #[arg(long, env = "THRESHOLD_DEMO")]
    pub demo: bool,
    /// Name of the service, as shown before anybody signs in.
    #[arg(long, env = "THRESHOLD_ORGANISATION", default_value = "Community Occupational Therapy")]
    pub organisation: String,
    /// Telephone number of whoever helps when the app does not start.
    #[arg(long, env = "THRESHOLD_HELPDESK", default_value = "01632 960 012")]
    pub helpdesk: String,
    /// The service's own sentences on documents: a JSON file of texts by key (letter-opening,
    /// letter-closing, complaints, reply-to).
    #[arg(long, env = "THRESHOLD_WORDING")]
    pub wording: Option<PathBuf>,
    /// For how many hours a tablet opens with its passphrase without having met the server.
    #[arg(long, env = "THRESHOLD_HOURS_WITHOUT_SERVER", default_value_t = 72)]
    pub hours_without_server: u32,
    /// Certificate chain (PEM) for https.
    #[arg(long, env = "THRESHOLD_TLS_CERTIFICATE", requires = "tls_key")]
    pub tls_certificate: Option<PathBuf>,
    /// Private key (PEM) for https.
    #[arg(long, env = "THRESHOLD_TLS_KEY", requires = "tls_certificate")]
    pub tls_key: Option<PathBuf>,
    /// A reverse proxy in front speaks https to the browsers: send secure cookies.
    #[arg(long, env = "THRESHOLD_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Pages load themselves anew when the server restarts with another build. For development.
    #[arg(long, env = "THRESHOLD_RELOAD", hide = true)]
    pub reload: bool,
}

impl Serve {
    /// The service's own sentences on documents; none without a file.
    ///
    /// # Errors
    /// Says what is wrong with the file, and how it should be.
    pub fn own_wording(&self) -> Result<BTreeMap<String, String>, String> {
        let Some(path) = &self.wording else { return Ok(BTreeMap::new()) };
        let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        serde_json::from_str(&text)
            .map_err(|error| format!("{}: a JSON object of texts is wanted: {error}", path.display()))
    }

    /// True when browsers reach the server over https.
    pub fn is_secure(&self) -> bool {
        self.tls_certificate.is_some() || self.behind_proxy
    }
}

/// Accounts.
#[derive(Args)]
pub struct User {
    /// What to do.
    #[command(subcommand)]
    pub command: UserCommand,
}

/// What can be done with accounts.
#[derive(Subcommand)]
pub enum UserCommand {
    /// Add an account and print its start link, which works for 24 hours.
    Add {
        /// Where the records are.
        #[command(flatten)]
        database: Database,
        /// Organisation; made when it does not exist.
        #[arg(long)]
        organisation: String,
        /// Full name, as printed under signatures.
        #[arg(long)]
        name: String,
        /// Email, which is also the sign-in name.
        #[arg(long)]
        email: String,
        /// therapist, assistant, supervisor, manager, privacy-officer or administrator.
        #[arg(long)]
        role: String,
        /// Regulator and registration number.
        #[arg(long, default_value = "")]
        registration: String,
    },
}

/// Where a backup goes.
#[derive(Args)]
pub struct BackupTo {
    /// Where the records are.
    #[command(flatten)]
    pub database: Database,
    /// The file to make. It must not be there yet.
    #[arg(long)]
    pub to: PathBuf,
}

/// Where a backup comes from.
#[derive(Args)]
pub struct RestoreFrom {
    /// Where the records will be: a new, empty database.
    #[command(flatten)]
    pub database: Database,
    /// The backup.
    #[arg(long)]
    pub from: PathBuf,
}

/// The audit trail.
#[derive(Args)]
pub struct Audit {
    /// What to do.
    #[command(subcommand)]
    pub command: AuditCommand,
}

/// What can be done with the trail.
#[derive(Subcommand)]
pub enum AuditCommand {
    /// Walk the chain and name the first broken row.
    Verify(Database),
}

/// Forms as files. Nothing here touches a database.
#[derive(Args)]
pub struct Forms {
    /// What to do.
    #[command(subcommand)]
    pub command: FormsCommand,
}

/// What can be done with forms as files.
#[derive(Subcommand)]
pub enum FormsCommand {
    /// Tell what becomes of a FHIR R4 Questionnaire: taken or refused, notices, and every item as it is drawn.
    Describe {
        /// A Questionnaire, or a folder of them; a folder prints one line a file.
        path: PathBuf,
    },
    /// Tell what a form makes of answers: what is asked, what is worked out, what is wrong, and the export.
    Evaluate {
        /// The Questionnaire.
        #[arg(required_unless_present = "cases")]
        file: Option<PathBuf>,
        /// A QuestionnaireResponse with the answers.
        #[arg(long, required_unless_present = "cases")]
        answers: Option<PathBuf>,
        /// Cases with their right outcomes, a form a line; prints a line a form with the cases that differ.
        #[arg(long, conflicts_with_all = ["file", "answers"])]
        cases: Option<PathBuf>,
        /// The folder that the cases' file names start from.
        #[arg(long, default_value = ".")]
        root: PathBuf,
        /// What rules take for now, as a FHIR dateTime; without it, the clock of this machine.
        #[arg(long)]
        now: Option<String>,
    },
    /// Check a QuestionnaireResponse against its form. Exits with 1 when it is not valid.
    Validate {
        /// The Questionnaire.
        #[arg(long)]
        questionnaire: PathBuf,
        /// A QuestionnaireResponse, or a folder of them.
        response: PathBuf,
        /// What rules take for now, as a FHIR dateTime; without it, the clock of this machine.
        #[arg(long)]
        now: Option<String>,
    },
}

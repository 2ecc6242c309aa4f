//! A PostgreSQL cluster for one run of the tests: in a temporary folder, on a port of its own, gone
//! at the end. It is quick because it is careless with disks; nothing real may ever be kept in it.

use crate::{
    Done,
    children::{Job, Running, forget_folder_at_the_end},
    place::plain,
    tools,
};
use std::{
    net::TcpListener,
    path::PathBuf,
    thread::sleep,
    time::{Duration, Instant},
};

/// A running cluster. Dropping it stops the server and removes the folder.
pub struct Cluster {
    /// Where its superuser connects.
    pub url: String,
    server: Option<Running>,
    folder: PathBuf,
}

/// The user that the programs run as: PostgreSQL refuses root.
#[derive(Clone, Copy)]
struct Owner {
    user: u32,
    group: u32,
}

impl Cluster {
    /// Makes a cluster and waits until it answers.
    pub fn start() -> Done<Cluster> {
        let programs = tools::need_postgres()?;
        let owner = if tools::is_root() { Some(postgres_user()?) } else { None };
        let folder = std::env::temp_dir().join(format!("threshold-postgres-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        forget_folder_at_the_end(&folder);
        if let Some(owner) = owner {
            std::os::unix::fs::chown(&folder, Some(owner.user), Some(owner.group))
                .map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        let data = plain(&folder.join("data"));
        let program = |name: &str, words: &[&str]| {
            let job = Job::new(&plain(&programs.join(name)), words).within(&folder);
            if let Some(owner) = owner { job.with_rights_of(owner.user, owner.group) } else { job }
        };
        let made = program(
            "initdb",
            &[
                "--pgdata",
                &data,
                "--username",
                "postgres",
                "--auth",
                "trust",
                "--encoding",
                "UTF8",
                "--locale",
                "C",
                "--no-sync",
            ],
        );
        let log = folder.join("initdb.log");
        made.into_file(&log)?.run().map_err(|words| format!("{words}\n{}", read(&log)))?;
        let port = free_port()?;
        let sockets = plain(&folder);
        let numbered = port.to_string();
        let mut words = vec!["-D", &data, "-p", &numbered, "-k", &sockets, "-h", "127.0.0.1"];
        for setting in [
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=300",
            "shared_buffers=128MB",
            "autovacuum=off",
            "jit=off",
        ] {
            words.extend(["-c", setting]);
        }
        let log = folder.join("postgres.log");
        // INT asks PostgreSQL to end at once, also while somebody is connected.
        let server = program("postgres", &words).into_file(&log)?.ended_by("INT").start()?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let is_ready = || {
            let words = ["-q", "-h", "127.0.0.1", "-p", &numbered];
            program("pg_isready", &words).silent().run().is_ok()
        };
        let mut cluster = Cluster { url, server: Some(server), folder: folder.clone() };
        cluster.wait_until_ready(is_ready)?;
        Ok(cluster)
    }

    fn wait_until_ready(&mut self, is_ready: impl Fn() -> bool) -> Done {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            if is_ready() {
                return Ok(());
            }
            if self.server.as_mut().is_none_or(Running::has_ended) {
                break;
            }
            sleep(Duration::from_millis(100));
        }
        Err(format!("PostgreSQL did not start:\n{}", read(&self.folder.join("postgres.log"))))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.server.take();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn read(log: &std::path::Path) -> String {
    std::fs::read_to_string(log).unwrap_or_default()
}

fn free_port() -> Done<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| format!("no free port: {error}"))?;
    listener.local_addr().map(|address| address.port()).map_err(|error| format!("no free port: {error}"))
}

fn postgres_user() -> Done<Owner> {
    let users = crate::place::read_text("/etc/passwd")?;
    let found = users.lines().find_map(|line| {
        let fields: Vec<&str> = line.split(':').collect();
        let [name, _, user, group, ..] = fields[..] else {
            return None;
        };
        if name == "postgres" {
            Some(Owner { user: user.parse().ok()?, group: group.parse().ok()? })
        } else {
            None
        }
    });
    found.ok_or("PostgreSQL does not run as root, and there is no user called postgres".into())
}

//! The processes a task starts. Each gets a process group of its own, and none outlives us: not
//! after a failure, not after Ctrl-C, not when somebody ends xtask from outside.

use crate::Done;
use std::{
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::sleep,
    time::{Duration, Instant},
};

static RUNNING: Mutex<Vec<(u32, &'static str)>> = Mutex::new(Vec::new());
static FOLDERS: Mutex<Vec<std::path::PathBuf>> = Mutex::new(Vec::new());
static ENDING: AtomicBool = AtomicBool::new(false);
const PATIENCE: Duration = Duration::from_secs(12);
/// Cargo tells its children about the crate that it runs. A cargo below us, also one that another program starts, would
/// take it as its own and build again what looks at it: `ring`, and with it everything down to the server.
const OURS: [&str; 5] =
    ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION", "OUT_DIR"];

/// From now on Ctrl-C (and a request to terminate) first ends what was started, then us.
pub fn end_them_with_us() {
    let handler = || {
        ENDING.store(true, Ordering::SeqCst);
        end_all();
        std::process::exit(130);
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        eprintln!("warning: Ctrl-C may leave processes behind: {error}");
    }
}

/// When the end has been asked for, waits for it: a child that was told to stop is no failure.
pub fn stay_if_ending() {
    while ENDING.load(Ordering::SeqCst) {
        sleep(Duration::from_secs(1));
    }
}

/// A folder that goes when we go, whatever happens.
pub fn forget_folder_at_the_end(folder: &Path) {
    FOLDERS.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(folder.to_path_buf());
}

fn end_all() {
    let running = || RUNNING.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone();
    for (group, signal) in running() {
        send(group, signal);
    }
    let begun = Instant::now();
    while !running().is_empty() && begun.elapsed() < PATIENCE {
        sleep(Duration::from_millis(50));
    }
    for (group, _) in running() {
        send(group, "KILL");
    }
    for folder in FOLDERS.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).drain(..) {
        let _ = std::fs::remove_dir_all(folder);
    }
}

/// Signals a whole process group. The shell's own `kill` is the one that exists everywhere.
fn send(group: u32, signal: &str) {
    let _ = Command::new("sh")
        .args(["-c", &format!("kill -s {signal} -- -{group}")])
        .stderr(Stdio::null())
        .status();
}

/// A command that is about to run.
pub struct Job {
    command: Command,
    words: String,
    signal: &'static str,
}

impl Job {
    /// A program and its arguments.
    pub fn new<S: AsRef<str>>(program: &str, arguments: &[S]) -> Job {
        let mut command = Command::new(program);
        command.args(arguments.iter().map(AsRef::as_ref)).stdin(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        for name in OURS {
            command.env_remove(name);
        }
        let mut words = program.to_owned();
        for argument in arguments {
            words.push(' ');
            words.push_str(argument.as_ref());
        }
        Job { command, words, signal: "TERM" }
    }

    /// cargo, the same one that started us.
    pub fn cargo<S: AsRef<str>>(arguments: &[S]) -> Job {
        Job::new(&std::env::var("CARGO").unwrap_or("cargo".into()), arguments)
    }

    /// Sets an environment variable.
    pub fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Job {
        self.command.env(name, value);
        self
    }

    /// Runs in this folder.
    pub fn within(mut self, folder: impl AsRef<Path>) -> Job {
        self.command.current_dir(folder);
        self
    }

    /// Runs as this user and group.
    #[cfg(unix)]
    pub fn with_rights_of(mut self, user: u32, group: u32) -> Job {
        std::os::unix::process::CommandExt::uid(&mut self.command, user);
        std::os::unix::process::CommandExt::gid(&mut self.command, group);
        self
    }

    /// Says nothing on the terminal.
    pub fn silent(mut self) -> Job {
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        self
    }

    /// Writes what it says into a file.
    pub fn into_file(mut self, path: &Path) -> Done<Job> {
        let file = std::fs::File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let again = file.try_clone().map_err(|error| format!("{}: {error}", path.display()))?;
        self.command.stdout(file).stderr(again);
        Ok(self)
    }

    /// Is ended by this signal instead of TERM.
    pub fn ended_by(mut self, signal: &'static str) -> Job {
        self.signal = signal;
        self
    }

    /// Starts it; it ends when the result is dropped.
    pub fn start(mut self) -> Done<Running> {
        stay_if_ending();
        let child = self.command.spawn().map_err(|error| format!("cannot start {}: {error}", self.words))?;
        RUNNING.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push((child.id(), self.signal));
        Ok(Running { child, words: self.words, signal: self.signal, ended: false })
    }

    /// Runs it to its end and insists on success.
    pub fn run(self) -> Done {
        self.start()?.wait()
    }

    /// Runs it to its end and gives what it said.
    pub fn said(mut self) -> Done<String> {
        self.command.stdout(Stdio::piped());
        let mut running = self.start()?;
        let mut said = String::new();
        if let Some(mut stdout) = running.child.stdout.take() {
            std::io::Read::read_to_string(&mut stdout, &mut said)
                .map_err(|error| format!("{}: {error}", running.words))?;
        }
        running.wait()?;
        Ok(said)
    }
}

/// A process under way.
pub struct Running {
    child: Child,
    words: String,
    signal: &'static str,
    ended: bool,
}

impl Running {
    /// Waits for its end and insists on success.
    pub fn wait(mut self) -> Done {
        let status = self.child.wait().map_err(|error| format!("{}: {error}", self.words))?;
        self.forget();
        if status.success() { Ok(()) } else { Err(format!("failed ({status}): {}", self.words)) }
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        if !self.ended && matches!(self.child.try_wait(), Ok(Some(_))) {
            self.forget();
        }
        self.ended
    }

    fn forget(&mut self) {
        self.ended = true;
        let id = self.child.id();
        RUNNING.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).retain(|(group, _)| *group != id);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        send(self.child.id(), self.signal);
        let begun = Instant::now();
        while !self.has_ended() && begun.elapsed() < PATIENCE {
            sleep(Duration::from_millis(25));
        }
        if !self.ended {
            send(self.child.id(), "KILL");
            let _ = self.child.kill();
            let _ = self.child.wait();
            self.forget();
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    /// Processes of a group that still do something; the dead may wait to be collected.
    fn n_alive(group: u32) -> usize {
        let stats = std::fs::read_dir("/proc").unwrap().flatten();
        let stats = stats.filter_map(|entry| std::fs::read_to_string(entry.path().join("stat")).ok());
        let is_alive = |stat: &String| {
            let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
            fields.first() != Some(&"Z") && fields.get(2) == Some(&group.to_string().as_str())
        };
        stats.filter(is_alive).count()
    }

    #[test]
    fn what_was_started_ends_with_its_children_when_it_is_dropped() {
        let running = Job::new("sh", &["-c", "sleep 1000 & sleep 1000"]).start().unwrap();
        let group = running.child.id();
        assert!(n_alive(group) > 0);
        drop(running);
        let begun = Instant::now();
        while n_alive(group) > 0 {
            assert!(begun.elapsed() < PATIENCE, "somebody of the group is still there");
            sleep(Duration::from_millis(10));
        }
    }

    #[test]
    fn a_child_hears_nothing_of_the_crate_that_cargo_runs() {
        assert!(std::env::var("CARGO_MANIFEST_DIR").is_ok(), "cargo tells this test");
        Job::new("sh", &["-c", "test -z \"$CARGO_MANIFEST_DIR$CARGO_PKG_NAME\""]).run().unwrap();
    }

    #[test]
    fn a_failure_names_the_command() {
        let words = Job::new("sh", &["-c", "exit 3"]).run().unwrap_err();
        assert!(words.contains("sh -c exit 3"), "{words}");
    }

    #[test]
    fn what_a_command_says_is_handed_over() {
        assert_eq!(Job::new("echo", &["door"]).said().unwrap(), "door\n");
    }
}

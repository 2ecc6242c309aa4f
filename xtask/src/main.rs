//! The tasks of Threshold: `cargo xtask build | run | demo | watch | test | tidy | fuzz | bench | chaos`.
//! This file only reads the command line; each task is a module of its own. Nothing here ever ends
//! up in the product, and no task asks for more than Rust to begin with.

mod bench;
mod chaos;
mod children;
mod compress;
mod css;
mod forms_coverage;
mod fuzz;
mod place;
mod postgres;
mod run;
mod site;
mod test;
mod tidy;
mod tools;
mod wasm;
mod watch;
mod weight;

use std::process::ExitCode;

/// What a task gives: a result, or a sentence for the person at the keyboard.
pub type Done<T = ()> = Result<T, String>;

const HELP: &str = "\
Threshold's tasks.

  cargo xtask build [--release|--dev] [--web]
      Builds the web files into target/site and then the server that carries them.
      Release is the default: small, optimised files and target/release/threshold, the one file to
      deploy. --dev is quick to build and slow to run. --web stops before the server.

  cargo xtask run [--demo] [--release|--dev] [--listen ADDR]
      Builds what is needed and serves on 127.0.0.1:3000 until Ctrl-C. Data stays in data/, with
      --demo in data/demo. Without a flag the pages are release files (a tablet should feel like a
      tablet) and the server is the development build (ready minutes earlier).

  cargo xtask demo [--release|--dev] [--listen ADDR]
      Throws the demo's data away, then as run --demo.

  cargo xtask watch [--demo] [--listen ADDR]
      As run --dev; builds and restarts when a file changes, and open pages reload by themselves.

  cargo xtask test [--only STEP]...
      Everything that must hold before a change goes in. Steps are named in the output; --only runs
      one of them together with what it needs.

  cargo xtask tidy
      The invariants of the house, with file and line.

  cargo xtask forms-coverage [FOLDER]
      What the form engine makes of real forms, against reference outcomes and an independent reading
      of each form. Without a folder, of the few the tests carry.

  cargo xtask fuzz [--minutes N]
      Random forms and expressions against the form engine, ten minutes each. Ends at the first input
      that panics or takes over a second.

  cargo xtask chaos [sim [--seeds N] | TRIAL [--trials N | --seeds N | --cuts N] [--seed S]]
      Tries to lose or to leak something: many simulated tablets, a server and a browser that are
      killed at random moments, a tablet that is locked in mid-word or stolen. Without a name, all of
      them with small counts. An unknown name prints those there are.

  cargo xtask bench [forms | speed | first_load | house]
      Sizes, times and throughput, against their limits. `forms` is beside pages written by hand.
";

fn main() -> ExitCode {
    children::end_them_with_us();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match perform(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            children::stay_if_ending();
            eprintln!("\n{words}");
            ExitCode::FAILURE
        }
    }
}

fn perform(words: &[&str]) -> Done {
    let Some((task, rest)) = words.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    if rest.iter().any(|word| matches!(*word, "--help" | "-h")) {
        print!("{HELP}");
        return Ok(());
    }
    std::env::set_current_dir(place::root())
        .map_err(|error| format!("cannot enter the repository: {error}"))?;
    match *task {
        "build" => run::build(&Flags::read(rest, &["--release", "--dev", "--web"])?),
        "run" => run::run(&Flags::read(rest, &["--demo", "--release", "--dev", "--listen="])?),
        "demo" => run::demo(&Flags::read(rest, &["--release", "--dev", "--listen="])?),
        "watch" => watch::watch(&Flags::read(rest, &["--demo", "--listen="])?),
        "test" => test::test(&Flags::read(rest, &["--only="])?),
        "tidy" => Flags::read(rest, &[]).and_then(|_| tidy::tidy()),
        "forms-coverage" => forms_coverage::coverage(rest.first().copied()),
        "fuzz" => fuzz::fuzz(&Flags::read(rest, &["--minutes="])?),
        "chaos" => {
            let (kind, rest) = match rest.split_first() {
                Some((kind, rest)) if !kind.starts_with("--") => (Some(*kind), rest),
                _ => (None, rest),
            };
            chaos::chaos(kind, &Flags::read(rest, &["--seeds=", "--trials=", "--cuts=", "--seed="])?)
        }
        "bench" => bench::bench(rest.first().copied()),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("There is no task called {other}. `cargo xtask --help` names them.")),
    }
}

/// The flags of one task, in the order they were given.
#[derive(Clone)]
pub struct Flags(Vec<(String, String)>);

impl Flags {
    /// Reads `--flag`, `--flag=value` and `--flag value`; a known name that ends in `=` takes a value.
    fn read(words: &[&str], known: &[&str]) -> Done<Flags> {
        let mut flags = Vec::new();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let (name, value) =
                word.split_once('=').map_or((*word, None), |(name, value)| (name, Some(value)));
            let takes_value = known.contains(&format!("{name}=").as_str());
            if !takes_value && !known.contains(&name) {
                return Err(format!("{word} means nothing here. `cargo xtask --help` says what does."));
            }
            let value = match (takes_value, value) {
                (true, None) => words.next().copied().ok_or(format!("{name} needs a value"))?,
                (true, Some(value)) => value,
                (false, None) => "",
                (false, Some(_)) => return Err(format!("{name} takes no value")),
            };
            flags.push((name.to_owned(), value.to_owned()));
        }
        Ok(Flags(flags))
    }

    /// Whether the flag was given.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// As if this flag had been given too.
    pub fn with(mut self, name: &str) -> Flags {
        self.0.push((name.to_owned(), String::new()));
        self
    }

    /// The last value given for the flag.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values(name).last().copied()
    }

    /// Every value given for the flag.
    pub fn values(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_take_their_values_after_a_space_or_an_equals_sign() {
        let flags = Flags::read(&["--only", "tidy", "--only=web"], &["--only="]).unwrap();
        assert_eq!(flags.values("--only"), ["tidy", "web"]);
    }

    #[test]
    fn an_unknown_flag_is_refused() {
        assert!(Flags::read(&["--fast"], &["--dev"]).is_err());
        assert!(Flags::read(&["--dev=yes"], &["--dev"]).is_err());
        assert!(Flags::read(&["--listen"], &["--listen="]).is_err());
    }
}

//! `cargo xtask watch`: builds and restarts when a source changes. Pages reload by themselves: the
//! build id that /health/ready names changes, and reload.js asks for it. A build that fails leaves
//! the last good server running.

use crate::{
    Done, Flags,
    children::Running,
    place::{plain, root},
    run, site,
    wasm::Grade,
};
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::{
    path::Path,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

/// What is watched; folders with everything in them.
const SOURCES: [&str; 6] = ["Cargo.toml", "app", "frontend", "public", "server", "style"];
/// Editors write a file in several steps; this much silence means that they are done.
const SILENCE: Duration = Duration::from_millis(300);

/// Watches until Ctrl-C.
pub fn watch(flags: &Flags) -> Done {
    let (sender, changes) = channel();
    let report = move |event: notify::Result<Event>| {
        if let Ok(event) = event
            && means_work(&event)
        {
            let _ = sender.send(event);
        }
    };
    let mut watcher =
        notify::recommended_watcher(report).map_err(|error| format!("cannot watch: {error}"))?;
    for source in SOURCES {
        watcher
            .watch(&root().join(source), RecursiveMode::Recursive)
            .map_err(|error| format!("cannot watch {source}: {error}"))?;
    }
    let mut server: Option<Running> = None;
    loop {
        match build_and_serve(flags, &mut server) {
            Ok(()) => println!("watching {}", SOURCES.join(", ")),
            Err(words) => {
                eprintln!("\n{words}\nThe last good server, if there is one, stays. Waiting for a change.")
            }
        }
        wait_for_change(&changes)?;
    }
}

fn build_and_serve(flags: &Flags, server: &mut Option<Running>) -> Done {
    site::build(Grade::Dev, true)?;
    let binary = run::server(Grade::Dev)?;
    // The old one has to let go of port and database first.
    server.take();
    *server = Some(run::serve(&binary, flags, true)?);
    Ok(())
}

fn wait_for_change(changes: &Receiver<Event>) -> Done {
    let first = changes.recv().map_err(|error| format!("the watcher stopped: {error}"))?;
    let named = first.paths.first().and_then(|path| path.strip_prefix(root()).ok()).map(plain);
    println!("\nchanged: {}", named.unwrap_or_default());
    loop {
        match changes.recv_timeout(SILENCE) {
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => return Ok(()),
            Err(error) => return Err(format!("the watcher stopped: {error}")),
        }
    }
}

/// Reading a file is no change, and neither is what an editor keeps beside it.
fn means_work(event: &Event) -> bool {
    !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| is_source(path))
}

fn is_source(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    !(name.starts_with('.') || name.ends_with('~') || name.ends_with(".tmp") || name == "4913")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_editor_keeps_beside_a_file_is_no_change() {
        assert!(is_source(Path::new("app/src/lib.rs")));
        for name in [".lib.rs.swp", "lib.rs~", "4913", "lib.rs.tmp"] {
            assert!(!is_source(&Path::new("app/src").join(name)), "{name}");
        }
    }

    #[test]
    fn reading_is_no_change() {
        let event = |kind| Event::new(kind).add_path("app/src/lib.rs".into());
        assert!(!means_work(&event(EventKind::Access(notify::event::AccessKind::Read))));
        assert!(means_work(&event(EventKind::Modify(notify::event::ModifyKind::Any))));
    }
}

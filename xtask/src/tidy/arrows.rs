//! Which crate may name which, read from the manifests: the map's arrows, the one home of SeaORM,
//! the one home of IndexedDB, and what the pure crates may not even be able to reach.

use super::Finding;
use crate::Done;
use serde_json::Value;

/// A crate of ours and what it may name. Dev-dependencies count as well.
struct Arrow {
    name: &'static str,
    folder: &'static str,
    may_name: &'static [&'static str],
    /// Only as an optional dependency, for the server's half.
    may_name_on_the_server: &'static [&'static str],
}

const MAP: [Arrow; 13] = [
    Arrow { name: "domain", folder: "app/domain", may_name: &[], may_name_on_the_server: &[] },
    Arrow { name: "forms", folder: "app/forms", may_name: &[], may_name_on_the_server: &[] },
    Arrow {
        name: "advice",
        folder: "app/advice",
        may_name: &["domain", "forms"],
        may_name_on_the_server: &[],
    },
    Arrow { name: "sync", folder: "app/sync", may_name: &["domain", "forms"], may_name_on_the_server: &[] },
    Arrow {
        name: "fhir",
        folder: "server/fhir",
        may_name: &["domain", "forms"],
        may_name_on_the_server: &[],
    },
    Arrow {
        name: "records",
        folder: "server/records",
        may_name: &["domain", "forms", "sync"],
        may_name_on_the_server: &[],
    },
    Arrow {
        name: "reports",
        folder: "server/reports",
        may_name: &["domain", "forms", "sync", "advice"],
        may_name_on_the_server: &[],
    },
    Arrow {
        name: "press",
        folder: "server/press",
        may_name: &["reports", "domain"],
        may_name_on_the_server: &[],
    },
    Arrow {
        name: "app",
        folder: "app",
        may_name: &["domain", "forms", "sync", "advice", "reports"],
        may_name_on_the_server: &["records"],
    },
    Arrow {
        name: "field",
        folder: "frontend/field",
        may_name: &["app", "sync", "domain", "forms"],
        may_name_on_the_server: &[],
    },
    Arrow { name: "office", folder: "frontend/office", may_name: &["app"], may_name_on_the_server: &[] },
    Arrow {
        name: "threshold",
        folder: "server",
        may_name: &["app", "records", "fhir", "reports", "press", "advice", "domain", "forms", "sync"],
        may_name_on_the_server: &[],
    },
    Arrow { name: "xtask", folder: "xtask", may_name: &["forms"], may_name_on_the_server: &[] },
];

const PURE: [&str; 6] = ["domain", "forms", "sync", "advice", "fhir", "reports"];
/// What brings a clock, chance, input, output, a page or a database along.
const WORLDLY: [&str; 16] = [
    "leptos",
    "leptos_meta",
    "leptos_router",
    "leptos_axum",
    "web-sys",
    "js-sys",
    "wasm-bindgen",
    "gloo-storage",
    "gloo-net",
    "sea-orm",
    "tokio",
    "axum",
    "rand",
    "getrandom",
    "tracing",
    "object_store",
];
const WORLDLY_FEATURES: [(&str, &str); 6] = [
    ("chrono", "now"),
    ("chrono", "clock"),
    ("chrono", "wasmbind"),
    ("uuid", "v4"),
    ("uuid", "v7"),
    ("uuid", "js"),
];
const DATABASE: [&str; 4] = ["sea-orm", "sea-orm-migration", "sqlx", "rusqlite"];
const INDEXED_DB: [&str; 4] = ["indexed_db_futures", "indexed-db", "idb", "rexie"];

/// A crate as its manifest describes it.
pub struct Package {
    name: String,
    path: String,
    text: String,
    dependencies: Vec<Dependency>,
}

struct Dependency {
    name: String,
    is_ours: bool,
    is_optional: bool,
    features: Vec<String>,
}

impl Package {
    fn finding(&self, word: &str, words: String) -> Finding {
        let is_dependency = |line: &&str| line.split(['.', ' ', '=']).next() == Some(word);
        let line = self.text.lines().position(|line| is_dependency(&line)).map_or(1, |idx| idx + 1);
        Finding::new(&self.path, line, words)
    }
}

/// The crates of the workspace; `read` gives a manifest's path from the root and its text.
pub fn packages(metadata: &Value, read: impl Fn(&str) -> Done<(String, String)>) -> Done<Vec<Package>> {
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let word = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let dependency = |value: &Value| Dependency {
        name: word(value, "name"),
        is_ours: value["path"].is_string(),
        is_optional: value["optional"] == true,
        features: list(value, "features").iter().filter_map(Value::as_str).map(String::from).collect(),
    };
    list(metadata, "packages")
        .iter()
        .map(|package| {
            let (path, text) = read(&word(package, "manifest_path"))?;
            let dependencies = list(package, "dependencies").iter().map(dependency).collect();
            Ok(Package { name: word(package, "name"), path, text, dependencies })
        })
        .collect()
}

/// Every rule about manifests.
pub fn check(packages: &[Package]) -> Vec<Finding> {
    packages.iter().flat_map(|package| [arrows(package), homes(package), purity(package)]).flatten().collect()
}

fn arrows(package: &Package) -> Vec<Finding> {
    let Some(arrow) = MAP.iter().find(|arrow| arrow.name == package.name) else {
        return vec![Finding::new(&package.path, 1, format!("{} has no place on the map", package.name))];
    };
    let mut findings = Vec::new();
    if package.path != format!("{}/Cargo.toml", arrow.folder) {
        findings.push(Finding::new(&package.path, 1, format!("{} lives in {}", arrow.name, arrow.folder)));
    }
    for dependency in package.dependencies.iter().filter(|dependency| dependency.is_ours) {
        let name = dependency.name.as_str();
        if arrow.may_name_on_the_server.contains(&name) && !dependency.is_optional {
            findings.push(
                package
                    .finding(name, format!("{} names {name} under ssr alone: make it optional", arrow.name)),
            );
        } else if !arrow.may_name.contains(&name) && !arrow.may_name_on_the_server.contains(&name) {
            findings.push(package.finding(name, format!("{} may not name {name}", arrow.name)));
        }
    }
    findings
}

fn homes(package: &Package) -> Vec<Finding> {
    let mut findings = Vec::new();
    for dependency in &package.dependencies {
        let name = dependency.name.as_str();
        if DATABASE.contains(&name) && package.name != "records" {
            findings.push(package.finding(name, format!("{name} stands in server/records alone")));
        }
        let binds = name == "web-sys" && dependency.features.iter().any(|feature| feature.starts_with("Idb"));
        if (INDEXED_DB.contains(&name) || binds) && package.name != "field" {
            findings.push(package.finding(name, "IndexedDB is known to frontend/field alone".to_owned()));
        }
    }
    findings
}

fn purity(package: &Package) -> Vec<Finding> {
    if !PURE.contains(&package.name.as_str()) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for dependency in &package.dependencies {
        let name = dependency.name.as_str();
        if WORLDLY.contains(&name) {
            findings.push(package.finding(name, format!("{} is pure: no {name}", package.name)));
        }
        for feature in &dependency.features {
            if WORLDLY_FEATURES.contains(&(name, feature)) {
                findings
                    .push(package.finding(name, format!("{} is pure: no {name}/{feature}", package.name)));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(name: &str, folder: &str, dependencies: Value) -> Vec<String> {
        let metadata = json!({"packages": [
            {"name": name, "manifest_path": format!("{folder}/Cargo.toml"), "dependencies": dependencies},
        ]});
        let text = "[package]\n\n[dependencies]\nleptos.workspace = true\nrecords = { workspace = true }\n";
        let packages = packages(&metadata, |path| Ok((path.to_owned(), text.to_owned()))).unwrap();
        check(&packages).iter().map(ToString::to_string).collect()
    }

    fn ours(name: &str, is_optional: bool) -> Value {
        json!({"name": name, "path": "/x", "optional": is_optional, "features": []})
    }

    fn theirs(name: &str, features: &[&str]) -> Value {
        json!({"name": name, "path": null, "optional": false, "features": features})
    }

    #[test]
    fn an_arrow_of_the_map_is_right() {
        assert!(found("sync", "app/sync", json!([ours("domain", false), ours("forms", false)])).is_empty());
        assert!(found("app", "app", json!([ours("records", true)])).is_empty());
    }

    #[test]
    fn an_arrow_against_the_map_is_found_with_its_line() {
        let words = found("forms", "app/forms", json!([ours("records", false)]));
        assert_eq!(words, ["app/forms/Cargo.toml:5: forms may not name records"]);
    }

    #[test]
    fn the_pages_name_the_records_under_ssr_alone() {
        assert_eq!(found("app", "app", json!([ours("records", false)])).len(), 1);
    }

    #[test]
    fn a_crate_that_the_map_does_not_know_is_found() {
        assert_eq!(found("extras", "app/extras", json!([])).len(), 1);
        assert_eq!(found("forms", "server/forms", json!([])).len(), 1);
    }

    #[test]
    fn database_and_tablet_store_have_one_home_each() {
        assert_eq!(found("threshold", "server", json!([theirs("sea-orm", &[])])).len(), 1);
        assert!(found("records", "server/records", json!([theirs("sea-orm", &[])])).is_empty());
        assert_eq!(found("app", "app", json!([theirs("indexed_db_futures", &[])])).len(), 1);
        assert_eq!(found("app", "app", json!([theirs("web-sys", &["Window", "IdbDatabase"])])).len(), 1);
    }

    #[test]
    fn a_pure_crate_cannot_reach_the_world() {
        assert_eq!(found("forms", "app/forms", json!([theirs("leptos", &[])])).len(), 1);
        assert_eq!(found("domain", "app/domain", json!([theirs("uuid", &["serde", "v7"])])).len(), 1);
        assert!(found("domain", "app/domain", json!([theirs("uuid", &["serde"])])).is_empty());
    }
}

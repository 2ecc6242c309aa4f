//! Builds the binary anew when the web build changed.

fn main() {
    println!("cargo:rerun-if-changed=../target/site/assets.json");
    println!("cargo:rerun-if-changed=build.rs");
}

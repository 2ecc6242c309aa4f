//! Asks the linker to keep its notes: the web build takes pages out into files of their own with them.

fn main() {
    println!("cargo:rustc-link-arg-cdylib=--emit-relocs");
}

//! The lock of this tablet: what it shows while it is locked, the passphrase that opens it, and the
//! clock that locks it when nobody touches it. While it is locked nothing clinical may stand in the
//! document, not even a count.

mod cursor;
mod idle;
mod passphrase;
mod ready;
mod screen;
mod vault;

pub use idle::IdleLock;
pub use passphrase::{ChangePassphrase, PassphraseCard, SecretField};
pub use ready::{LostWork, MakeReady, Withdrawn};
pub use screen::LockScreen;
pub use vault::{expire, is_set, lock_now, set_signal, wrapped_for_file};

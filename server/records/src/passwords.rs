//! Passwords and tokens: hashed with Argon2id, made from the system's randomness, compared in
//! constant time by the library. Nothing here is ever logged.

use crate::error::{RecordsError, Result};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::OnceLock;
use tokio::sync::Semaphore;

/// The fewest characters of a password. Length is what counts; no composition rules.
pub(crate) const PASSWORD_MIN: usize = 12;

/// Hashing takes a core for tens of milliseconds: no more at a time than there are cores, or signing
/// in becomes a way to stop the server.
fn permits() -> &'static Semaphore {
    static PERMITS: OnceLock<Semaphore> = OnceLock::new();
    PERMITS
        .get_or_init(|| Semaphore::new(std::thread::available_parallelism().map_or(1, |cores| cores.get())))
}

/// Hashes a password into a PHC string.
pub(crate) async fn hash(password: &str) -> Result<String> {
    let password = password.to_owned();
    in_turn(move || {
        Argon2::default()
            .hash_password(password.as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|_| RecordsError::Damaged("password hash"))
    })
    .await?
}

/// Whether the password belongs to the hash. Takes as long when there is no hash at all.
pub(crate) async fn matches(password: &str, hash: Option<String>) -> Result<bool> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let password = password.to_owned();
    in_turn(move || {
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| {
            NOBODY
                .get_or_init(|| {
                    Argon2::default()
                        .hash_password(b"nobody has this password")
                        .map(|hash| hash.to_string())
                        .unwrap_or_default()
                })
                .clone()
        });
        let right = PasswordHash::new(&text)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok());
        known && right
    })
    .await
}

async fn in_turn<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _permit = permits().acquire().await.map_err(|_| RecordsError::Damaged("semaphore"))?;
    tokio::task::spawn_blocking(job).await.map_err(|_| RecordsError::Damaged("password task"))
}

/// 256 random bits, as hex.
pub(crate) fn random_token() -> Result<String> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| RecordsError::Damaged("system randomness"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

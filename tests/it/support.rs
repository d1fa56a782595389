//! What several tests stand on: a mail server that obeys a script, a DNS server with a table, a
//! raw SMTP client. Real sockets on loopback; nothing of the product is used here.
#![allow(dead_code, reason = "each room's tests use the part that they need")]

pub mod disk;
pub mod dns;
pub mod sink;
pub mod smtp_client;
pub mod totp;

use std::time::Duration;

/// No test waits longer than this for something that must happen.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Awaits something that must happen, and says what when it does not.
pub async fn soon<T>(what: &str, work: impl Future<Output = T>) -> T {
    within(PATIENCE, what, work).await
}

/// The same with a time of its own.
pub async fn within<T>(patience: Duration, what: &str, work: impl Future<Output = T>) -> T {
    match tokio::time::timeout(patience, work).await {
        Ok(done) => done,
        Err(_) => panic!("did not happen: {what}"),
    }
}

/// How many rounds a random test makes: few in CI, many with `./test --long`.
pub fn rounds(ci: u64, long: u64) -> u64 {
    if std::env::var_os("GUICHET_LONG").is_some() {
        long
    } else {
        ci
    }
}

//! Passwords: argon2id, at most four at once, the same time for somebody unknown.

#[cfg(test)]
mod tests;

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use tokio::sync::Semaphore;

use super::problem::{Fault, Problem};

/// Fewest characters of a password.
pub const SHORTEST: usize = 12;
/// Most characters: enough for any sentence, too few to keep a processor busy.
pub const LONGEST: usize = 256;
/// Hashes at once: each holds 19 MiB.
const AT_ONCE: usize = 4;
/// Requests that may wait for one of them: 2 s of work on the reference machine.
const WAITING: usize = 32;

pub(super) struct Hasher {
    /// Waited for without a thread, by whoever comes through [`super::Desk::run_hashing`].
    pub(super) slots: Arc<Semaphore>,
    /// Who waits for a slot or has one; beyond it nobody waits.
    pub(super) queue: Semaphore,
    /// The last wall, for whoever comes another way.
    busy: Mutex<usize>,
    free: Condvar,
    /// What the password of somebody unknown is compared with.
    nobody: Mutex<Option<String>>,
}

impl Hasher {
    pub(super) fn new() -> Self {
        Self {
            slots: Arc::new(Semaphore::new(AT_ONCE)),
            queue: Semaphore::new(AT_ONCE + WAITING),
            busy: Mutex::new(0),
            free: Condvar::new(),
            nobody: Mutex::new(None),
        }
    }

    fn one_of_four<T>(&self, work: impl FnOnce() -> T) -> T {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        while *busy >= AT_ONCE {
            busy = self.free.wait(busy).unwrap_or_else(PoisonError::into_inner);
        }
        *busy += 1;
        drop(busy);
        let result = work();
        *self.busy.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.free.notify_one();
        result
    }

    /// Hashes a password with a salt of its own.
    pub(super) fn hash(&self, password: &str) -> Result<String, Problem> {
        let length = password.chars().count();
        if length < SHORTEST {
            return Err(Problem::field("password", Fault::TooShort(SHORTEST)));
        }
        if length > LONGEST {
            return Err(Problem::field("password", Fault::TooLong(LONGEST)));
        }
        self.one_of_four(|| hash(password))
            .ok_or(Problem::field("password", Fault::Unknown))
    }

    /// Compares; takes as long for None as for somebody.
    pub(super) fn verify(&self, password: &str, stored: Option<&str>) -> bool {
        let nobody = stored.is_none().then(|| self.nobody());
        self.one_of_four(|| {
            let text = stored.or(nobody.as_deref()).unwrap_or_default();
            let matches = PasswordHash::new(text)
                .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
            matches && stored.is_some()
        })
    }

    fn nobody(&self) -> String {
        let mut nobody = self.nobody.lock().unwrap_or_else(PoisonError::into_inner);
        nobody
            .get_or_insert_with(|| hash("nobody has this password").unwrap_or_default())
            .clone()
    }
}

fn argon2() -> Argon2<'static> {
    // OWASP's first choice; 67 ms on the reference machine (dependencies.md).
    let params = Params::new(19_456, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> Option<String> {
    argon2()
        .hash_password(password.as_bytes())
        .ok()
        .map(|hash| hash.to_string())
}

//! Passwords: argon2id, at most four at once, the same time for somebody unknown.

#[cfg(test)]
mod tests;

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tokio::sync::Semaphore;

use crate::{
    domain::{audit::Act, change::Change, credential::LoginStage, time::Timestamp, user::User},
    store,
};

use super::{
    Desk,
    access::UserDesk,
    devices,
    problem::{Fault, Problem},
    warrant::label,
};

mod argon;
mod guessed;

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

    /// Hashes a password with a salt of its own; refuses what is short or common.
    pub(super) fn hash(&self, password: &str) -> Result<String, Problem> {
        let length = password.chars().count();
        if length < SHORTEST {
            return Err(Problem::field("password", Fault::TooShort(SHORTEST)));
        }
        if length > LONGEST {
            return Err(Problem::field("password", Fault::TooLong(LONGEST)));
        }
        if guessed::is_common(password, &[]) {
            return Err(Problem::field("password", Fault::Common));
        }
        self.one_of_four(|| argon::hash(password))
            .ok_or(Problem::field("password", Fault::Unknown))
    }

    /// Compares; takes as long for None as for somebody.
    pub(super) fn verify(&self, password: &str, stored: Option<&str>) -> bool {
        let nobody = stored.is_none().then(|| self.nobody());
        self.one_of_four(|| {
            let text = stored.or(nobody.as_deref()).unwrap_or_default();
            argon::matches(password, text) && stored.is_some()
        })
    }

    fn nobody(&self) -> String {
        let mut nobody = self.nobody.lock().unwrap_or_else(PoisonError::into_inner);
        nobody
            .get_or_insert_with(|| argon::hash("nobody has this password").unwrap_or_default())
            .clone()
    }
}

impl Desk {
    /// Hashes a new password of somebody. Beside what is short or common it refuses what hangs on
    /// `about`: their address and name; the organization's name is added here.
    pub(super) fn new_password(&self, password: &str, about: &[&str]) -> Result<String, Problem> {
        let book = self.book()?;
        let about = [about, &[book.organization()]].concat();
        if guessed::is_common(password, &about) && password.chars().count() >= SHORTEST {
            return Err(Problem::field("password", Fault::Common));
        }
        self.hasher.hash(password)
    }
}

impl UserDesk {
    /// Changes one's own password. Ends the other sign-ins, the trust in other browsers, and links
    /// that would set a password.
    ///
    /// # Errors
    /// [`Problem::Field`] names `old` or `password`.
    pub fn password_change(&self, old: &str, new: &str, now: Timestamp) -> Result<(), Problem> {
        let own = self.clone();
        let me = self.user();
        self.desk().own_password(me, old, "old", now)?;
        let about = [me.email.as_str(), me.name.as_str()];
        let password = self.desk().new_password(new, &about)?;
        self.desk().store.write(move |tx| {
            let user = User {
                password: Some(password.clone()),
                ..own.again(tx)?
            };
            let (here, others) = own.split(tx, now)?;
            for (hash, _) in others {
                store::login::remove(tx, &hash)?;
            }
            // Half sign-ins with the old password.
            store::login::retain(tx, |login| {
                login.user != user.id || login.stage == LoginStage::Whole
            })?;
            devices::end_trust(tx, user.id, here)?;
            store::password_link::retain(tx, |link| link.user != user.id)?;
            store::user::put(tx, &user)?;
            let warrant = own.warrant();
            warrant.record(tx, Act::PasswordSet, &label(&user), Vec::new(), now)?;
            tx.change(Change::Settings)?;
            Ok::<_, Problem>(())
        })
    }
}

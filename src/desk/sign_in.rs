//! Signing in and out. Tells nobody whether an address is known.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{
    domain::{
        address::EmailAddress,
        credential::{Login, LoginStage},
        id::UserId,
        time::Timestamp,
    },
    store::{self, StoreError},
};

use super::{Desk, access::alive, mint, problem::Problem};

/// Wrong passwords that one address may give within [`PAUSE`].
const TRIES: usize = 10;
const PAUSE: Duration = Duration::from_secs(15 * 60);
/// Addresses whose tries are remembered; beyond it the oldest are forgotten.
const REMEMBERED: usize = 10_000;

/// Why nobody was signed in.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SignInError {
    /// The address and the password do not match, or there is no such user.
    #[error("that e-mail address and password do not match")]
    Wrong {
        /// Tries that are left before the pause.
        left: usize,
    },
    #[error("too many wrong passwords")]
    Pause { until: Timestamp },
    /// So many are signing in that nobody more may wait for it.
    #[error("too many people are signing in at this moment")]
    Busy,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The browser that somebody signs in with.
#[derive(Clone, Debug)]
pub struct Browser {
    pub from: IpAddr,
    /// What it calls itself, cut.
    pub agent: String,
}

impl Browser {
    /// Most characters of an agent that are kept.
    const AGENT_CHARS: usize = 200;

    #[must_use]
    pub fn new(from: IpAddr, agent: &str) -> Self {
        let fine = agent.chars().filter(|c| !c.is_control());
        Self {
            from,
            agent: fine.take(Self::AGENT_CHARS).collect(),
        }
    }
}

/// Tries by peer: those that were wrong, and those whose password is being looked at.
#[derive(Clone, Default)]
pub(super) struct Limiter(Arc<Mutex<HashMap<IpAddr, Vec<Timestamp>>>>);

/// A try that is counted before its password is looked at, so that no number of tries at the same
/// moment gets past the limit. Given back when it is dropped, unless the password was wrong.
pub struct SignInTry {
    limiter: Limiter,
    peer: IpAddr,
    at: Timestamp,
    /// Tries that are left behind this one.
    left: usize,
    wrong: bool,
}

impl Limiter {
    fn begin(&self, peer: IpAddr, now: Timestamp) -> Result<SignInTry, SignInError> {
        let mut all = self.lock();
        if !all.contains_key(&peer) {
            make_room(&mut all, now);
        }
        let tries = all.entry(peer).or_default();
        tries.retain(|at| now.since(*at) < PAUSE);
        if tries.len() >= TRIES {
            let until = tries.first().map_or(now, |first| first.plus(PAUSE));
            return Err(SignInError::Pause { until });
        }
        tries.push(now);
        Ok(SignInTry {
            limiter: self.clone(),
            peer,
            at: now,
            left: TRIES - tries.len(),
            wrong: false,
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, Vec<Timestamp>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for SignInTry {
    fn drop(&mut self) {
        if self.wrong {
            return;
        }
        let mut all = self.limiter.lock();
        let Some(tries) = all.get_mut(&self.peer) else {
            return;
        };
        if let Some(place) = tries.iter().rposition(|at| *at == self.at) {
            tries.remove(place);
        }
        if tries.is_empty() {
            all.remove(&self.peer);
        }
    }
}

// Whoever has many addresses pushes out what is oldest, never more than there is room for.
fn make_room(all: &mut HashMap<IpAddr, Vec<Timestamp>>, now: Timestamp) {
    if all.len() < REMEMBERED {
        return;
    }
    all.retain(|_, tries| tries.last().is_some_and(|at| now.since(*at) < PAUSE));
    if all.len() >= REMEMBERED {
        let oldest = all.iter().min_by_key(|(_, tries)| tries.last().copied());
        if let Some(oldest) = oldest.map(|(peer, _)| *peer) {
            all.remove(&oldest);
        }
    }
}

// A client that owns a /64 owns all of its addresses.
pub(super) fn block(peer: IpAddr) -> IpAddr {
    match peer {
        IpAddr::V6(v6) if v6.to_ipv4_mapped().is_none() => {
            let mut parts = v6.segments();
            parts[4..].fill(0);
            IpAddr::from(parts)
        }
        other => other.to_canonical(),
    }
}

impl Desk {
    /// Signs somebody in and returns the secret for the cookie.
    ///
    /// # Errors
    /// [`SignInError`]; the same after the same time for a known and for an unknown address.
    pub fn sign_in(
        self: &Arc<Self>,
        email: &str,
        password: &str,
        browser: &Browser,
        now: Timestamp,
    ) -> Result<String, SignInError> {
        let attempt = self.begin_sign_in(browser.from, now)?;
        self.finish_sign_in(attempt, email, password, browser, now)
    }

    /// Counts a try, before anything is looked at. Cheap; never waits.
    ///
    /// # Errors
    /// [`SignInError::Pause`] if there were too many.
    pub fn begin_sign_in(&self, peer: IpAddr, now: Timestamp) -> Result<SignInTry, SignInError> {
        self.limiter.begin(block(peer), now)
    }

    /// Looks at the password of a try that was counted.
    ///
    /// # Errors
    /// As [`Desk::sign_in`].
    pub fn finish_sign_in(
        self: &Arc<Self>,
        mut attempt: SignInTry,
        email: &str,
        password: &str,
        browser: &Browser,
        now: Timestamp,
    ) -> Result<String, SignInError> {
        let user = match EmailAddress::parse(email) {
            Ok(email) => store::user::by_email(&self.store.read()?, &email)?,
            Err(_) => None,
        };
        let user = user.filter(|user| user.active);
        let stored = user.as_ref().and_then(|user| user.password.as_deref());
        let matches = self.hasher.verify(password, stored);
        match user.filter(|_| matches) {
            Some(user) => Ok(self.log_in(user.id, LoginStage::Whole, browser, now)?),
            None => {
                attempt.wrong = true;
                Err(SignInError::Wrong { left: attempt.left })
            }
        }
    }

    /// Makes a sign-in without a password: at the end of the set-up.
    pub(super) fn log_in(
        &self,
        user: UserId,
        stage: LoginStage,
        browser: &Browser,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let secret = mint::long_secret();
        let hash = mint::hash(&secret);
        let browser = browser.clone();
        self.store.write(move |tx| {
            store::login::put(
                tx,
                &hash,
                &Login {
                    user,
                    stage,
                    from: browser.from,
                    agent: browser.agent.clone(),
                    created: now,
                    seen: now,
                },
            )
        })?;
        Ok(secret)
    }

    /// Ends the sign-in of a cookie; nothing happens if there is none.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be written.
    pub fn sign_out(&self, secret: &str) -> Result<(), Problem> {
        let hash = mint::hash(secret);
        self.store
            .write(move |tx| Ok(store::login::remove(tx, &hash).map(drop)?))
    }

    /// Removes sign-ins that have ended by themselves.
    pub(super) fn sweep_logins(&self, now: Timestamp) -> Result<(), StoreError> {
        self.store
            .write(move |tx| store::login::retain(tx, |login| alive(login, now)))
    }
}

#[cfg(test)]
mod tests;

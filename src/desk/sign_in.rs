//! Signing in and out. Tells nobody whether an address is known.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
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

/// Wrong passwords by peer.
#[derive(Default)]
pub(super) struct Limiter(Mutex<HashMap<IpAddr, Vec<Timestamp>>>);

impl Limiter {
    fn tries(&self, peer: IpAddr, now: Timestamp) -> Vec<Timestamp> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = |at: &Timestamp| now.since(*at) < PAUSE;
        all.get(&peer)
            .map(|tries| tries.iter().copied().filter(recent).collect())
            .unwrap_or_default()
    }

    fn failed(&self, peer: IpAddr, now: Timestamp) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= REMEMBERED {
            all.retain(|_, tries| tries.last().is_some_and(|at| now.since(*at) < PAUSE));
        }
        let tries = all.entry(peer).or_default();
        tries.retain(|at| now.since(*at) < PAUSE);
        tries.push(now);
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
        let peer = block(browser.from);
        let tries = self.limiter.tries(peer, now);
        if tries.len() >= TRIES {
            let until = tries.first().map_or(now, |first| first.plus(PAUSE));
            return Err(SignInError::Pause { until });
        }
        let user = match EmailAddress::parse(email) {
            Ok(email) => store::user::by_email(&self.store.read()?, &email)?,
            Err(_) => None,
        };
        let user = user.filter(|user| user.active);
        let stored = user.as_ref().and_then(|user| user.password.as_deref());
        if !self.hasher.verify(password, stored) {
            self.limiter.failed(peer, now);
            return Err(SignInError::Wrong {
                left: TRIES - tries.len() - 1,
            });
        }
        let Some(user) = user else {
            return Err(SignInError::Wrong { left: 0 });
        };
        Ok(self.log_in(user.id, LoginStage::Whole, browser, now)?)
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

//! How often may be tried. A try is counted before anything is looked at, so that no number of
//! tries at the same moment gets past the limit.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::domain::{credential::SecretHash, id::UserId, time::Timestamp};

/// Wrong tries on one account within [`PAUSE`].
pub const TRIES: usize = 10;
pub const PAUSE: Duration = Duration::from_secs(15 * 60);
/// Accounts of one kind that are remembered; beyond it the oldest is forgotten.
const REMEMBERED: usize = 10_000;

/// On whom a try is counted. Strangers never share one with who owns a sign-in: nobody can be shut
/// out by others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::desk) enum Account {
    /// Passwords from one block of addresses.
    Peer(IpAddr),
    /// Passwords from a browser that this user signed in with before.
    Device(SecretHash),
    /// Codes for a user from browsers that are not known.
    Code(UserId),
    /// Codes from a browser that the user signed in with before.
    DeviceCode(SecretHash),
    /// Their own password, asked for again.
    Own(UserId),
}

impl Account {
    /// The account of an address.
    pub(super) fn of_peer(peer: IpAddr) -> Self {
        Self::Peer(block(peer))
    }
}

// A client that owns a /64 owns all of its addresses.
pub(in crate::desk) fn block(peer: IpAddr) -> IpAddr {
    match peer {
        IpAddr::V6(v6) if v6.to_ipv4_mapped().is_none() => {
            let mut parts = v6.segments();
            parts[4..].fill(0);
            IpAddr::from(parts)
        }
        other => other.to_canonical(),
    }
}

type Tries = HashMap<Account, Vec<Timestamp>>;

/// Tries by account: those that were wrong, and those that are being looked at.
#[derive(Clone, Default)]
pub(in crate::desk) struct Limiter(Arc<Mutex<Maps>>);

#[derive(Default)]
struct Maps {
    peers: Tries,
    /// Accounts of people: no number of strangers pushes one of them out.
    people: Tries,
}

impl Maps {
    fn of(&mut self, account: Account) -> &mut Tries {
        match account {
            Account::Peer(_) => &mut self.peers,
            Account::Device(_) | Account::Code(_) | Account::DeviceCode(_) | Account::Own(_) => {
                &mut self.people
            }
        }
    }
}

/// A try that is counted. Given back when it is dropped, unless it was wrong.
pub(in crate::desk) struct Reserved {
    limiter: Limiter,
    account: Account,
    at: Timestamp,
    /// Tries that are left behind this one.
    pub(in crate::desk) left: usize,
    /// When tries are taken again once none is left.
    pub(in crate::desk) until: Timestamp,
    wrong: bool,
}

impl Reserved {
    /// Keeps the try counted.
    pub(in crate::desk) fn was_wrong(mut self) {
        self.wrong = true;
    }
}

impl Limiter {
    /// Counts a try; the error is the time until which there is a pause.
    pub(in crate::desk) fn reserve(
        &self,
        account: Account,
        now: Timestamp,
    ) -> Result<Reserved, Timestamp> {
        let mut maps = self.lock();
        let all = maps.of(account);
        if !all.contains_key(&account) {
            make_room(all, now);
        }
        let tries = all.entry(account).or_default();
        tries.retain(|at| now.since(*at) < PAUSE);
        let until = tries.first().unwrap_or(&now).plus(PAUSE);
        if tries.len() >= TRIES {
            return Err(until);
        }
        tries.push(now);
        Ok(Reserved {
            limiter: self.clone(),
            account,
            at: now,
            left: TRIES - tries.len(),
            until,
            wrong: false,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Maps> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        if self.wrong {
            return;
        }
        let mut maps = self.limiter.lock();
        let all = maps.of(self.account);
        let Some(tries) = all.get_mut(&self.account) else {
            return;
        };
        if let Some(place) = tries.iter().rposition(|at| *at == self.at) {
            tries.remove(place);
        }
        if tries.is_empty() {
            all.remove(&self.account);
        }
    }
}

// Whoever has many addresses pushes out what is oldest, never more than there is room for.
fn make_room(all: &mut Tries, now: Timestamp) {
    if all.len() < REMEMBERED {
        return;
    }
    all.retain(|_, tries| tries.last().is_some_and(|at| now.since(*at) < PAUSE));
    if all.len() >= REMEMBERED {
        let oldest = all.iter().min_by_key(|(_, tries)| tries.last().copied());
        if let Some(oldest) = oldest.map(|(account, _)| *account) {
            all.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests;

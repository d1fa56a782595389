//! Browsers that are remembered, and the list of sign-ins that a person sees and ends.

use std::{net::IpAddr, time::Duration};

use crate::{
    domain::{
        audit::Act,
        change::Change,
        credential::{Device, Login, LoginStage, SecretHash},
        id::UserId,
        right::Right,
        time::Timestamp,
        user::User,
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{
    Desk,
    access::{UserDesk, alive},
    mint, people,
    problem::Problem,
    sign_in::Browser,
    warrant::{Warrant, label},
};

/// A browser is remembered for so long after its last sign-in.
pub const REMEMBERED: Duration = Duration::from_secs(365 * 24 * 60 * 60);
/// A trusted browser is not asked for a code for so long.
pub const TRUSTED: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// Browsers that are remembered for one user; beyond it the one not seen for longest is forgotten.
const DEVICES: usize = 20;
/// Users whom one browser remembers.
const USERS: usize = 4;
/// Characters of a secret in the cookie.
const SECRET_CHARS: usize = 43;
/// Bytes of a hash that name a sign-in on the page.
const NAME_BYTES: usize = 8;

/// What a sign-in says about the trust in its browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    Unchanged,
    /// Ask this browser for no code until [`TRUSTED`] is over.
    Begin,
}

impl Device {
    /// True while the second step is not asked for.
    pub(super) fn trusts(&self, now: Timestamp) -> bool {
        self.trusted_until.is_some_and(|until| now < until)
    }
}

/// The secrets in a cookie: one for each user, with dots between.
pub(super) fn read_cookie(cookie: &str) -> Vec<String> {
    let secrets = cookie.split('.');
    secrets
        .filter(|secret| secret.len() == SECRET_CHARS)
        .take(USERS)
        .map(str::to_owned)
        .collect()
}

/// The record by which this browser is known to a user.
pub(super) fn known(
    view: &impl View,
    browser: &Browser,
    user: UserId,
    now: Timestamp,
) -> Result<Option<(SecretHash, Device)>, StoreError> {
    for secret in &browser.devices {
        let hash = mint::hash(secret);
        let device = store::device::get(view, &hash)?;
        if let Some(device) = device.filter(|device| device.user == user)
            && now.since(device.seen) < REMEMBERED
        {
            return Ok(Some((hash, device)));
        }
    }
    Ok(None)
}

/// Remembers a browser for a user, anew or still; the second is its cookie.
pub(super) fn remember(
    tx: &mut WriteTx<'_>,
    browser: &Browser,
    user: UserId,
    trust: Trust,
    now: Timestamp,
) -> Result<(SecretHash, String), StoreError> {
    let known = known(tx, browser, user, now)?;
    let until = (trust == Trust::Begin).then(|| now.plus(TRUSTED));
    let (secret, device) = match known {
        Some((hash, device)) => {
            let own = browser
                .devices
                .iter()
                .find(|secret| mint::hash(secret) == hash);
            (own.cloned().unwrap_or_default(), device)
        }
        None => {
            make_room(tx, user)?;
            let device = Device {
                user,
                seen: now,
                trusted_until: None,
            };
            (mint::long_secret(), device)
        }
    };
    let hash = mint::hash(&secret);
    let device = Device {
        seen: now,
        trusted_until: until.or(device.trusted_until),
        ..device
    };
    store::device::put(tx, &hash, &device)?;
    let others = browser.devices.iter().filter(|other| **other != secret);
    let all: Vec<&str> = std::iter::once(&secret)
        .chain(others)
        .map(String::as_str)
        .collect();
    let cookie = all
        .get(..USERS.min(all.len()))
        .unwrap_or_default()
        .join(".");
    Ok((hash, cookie))
}

fn make_room(tx: &mut WriteTx<'_>, user: UserId) -> Result<(), StoreError> {
    let mut own = store::device::all(tx)?;
    own.retain(|(_, device)| device.user == user);
    own.sort_by_key(|(_, device)| device.seen);
    let beyond = (own.len() + 1).saturating_sub(DEVICES);
    for (hash, _) in own.iter().take(beyond) {
        store::device::remove(tx, hash)?;
    }
    Ok(())
}

/// Ends the trust in a user's browsers, but for the one that is left out.
pub(super) fn end_trust(
    tx: &mut WriteTx<'_>,
    user: UserId,
    but: Option<SecretHash>,
) -> Result<(), StoreError> {
    for (hash, device) in store::device::all(tx)? {
        if device.user == user && device.trusted_until.is_some() && Some(hash) != but {
            let device = Device {
                trusted_until: None,
                ..device
            };
            store::device::put(tx, &hash, &device)?;
        }
    }
    Ok(())
}

/// One sign-in in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Names it on the page; opens nothing.
    pub name: String,
    pub agent: String,
    pub from: IpAddr,
    pub created: Timestamp,
    pub seen: Timestamp,
    /// True for the one that asks.
    pub is_this: bool,
}

fn name(hash: &SecretHash) -> String {
    let bytes = hash.get(..NAME_BYTES).unwrap_or_default();
    data_encoding::HEXLOWER.encode(bytes)
}

impl UserDesk {
    /// The sign-ins of this person that count, this one first, then the newest.
    ///
    /// # Errors
    /// [`Problem::Store`] if they cannot be read.
    pub fn sign_ins(&self, now: Timestamp) -> Result<Vec<SignIn>, Problem> {
        let own = own_logins(&self.desk().store.read()?, self.user().id, now)?;
        let mut list: Vec<SignIn> = own
            .into_iter()
            .map(|(hash, login)| SignIn {
                name: name(&hash),
                agent: login.agent,
                from: login.from,
                created: login.created,
                seen: login.seen,
                is_this: self.login() == Some(&hash),
            })
            .collect();
        list.sort_by_key(|one| (!one.is_this, std::cmp::Reverse(one.seen)));
        Ok(list)
    }

    /// Ends one sign-in of this person, and the trust in its browser.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if it has ended before.
    pub fn sign_in_revoke(&self, which: &str, now: Timestamp) -> Result<(), Problem> {
        let (own, which) = (self.clone(), which.to_owned());
        self.desk().store.write(move |tx| {
            let user = own.again(tx)?;
            let logins = own_logins(tx, user.id, now)?;
            let found = logins.into_iter().find(|(hash, _)| name(hash) == which);
            end(tx, &own, &user, vec![found.ok_or(Problem::NotFound)?], now)
        })?;
        self.desk().ask_again();
        Ok(())
    }

    /// Ends every sign-in of this person but the one that asks, and the trust in other browsers.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be written.
    pub fn sign_ins_revoke_others(&self, now: Timestamp) -> Result<(), Problem> {
        let own = self.clone();
        self.desk().store.write(move |tx| {
            let user = own.again(tx)?;
            let (here, others) = own.split(tx, now)?;
            end_trust(tx, user.id, here)?;
            end(tx, &own, &user, others, now)
        })?;
        self.desk().ask_again();
        Ok(())
    }

    /// The browser of this sign-in, and the other sign-ins.
    pub(super) fn split(
        &self,
        view: &impl View,
        now: Timestamp,
    ) -> Result<(Option<SecretHash>, Vec<(SecretHash, Login)>), StoreError> {
        let mut all = own_logins(view, self.user().id, now)?;
        let here = all.iter().find(|(hash, _)| self.login() == Some(hash));
        let here = here.and_then(|(_, login)| login.device);
        all.retain(|(hash, _)| self.login() != Some(hash));
        Ok((here, all))
    }

    /// This person as they are now, while their sign-in still counts: for their own affairs.
    pub(super) fn again(&self, view: &impl View) -> Result<User, Problem> {
        if let Some(hash) = self.login()
            && store::login::get(view, hash)?.is_none()
        {
            return Err(Problem::Forbidden);
        }
        let user = store::user::get(view, self.user().id)?;
        user.filter(|user| user.active).ok_or(Problem::Forbidden)
    }

    /// Ends every sign-in of somebody.
    ///
    /// # Errors
    /// As [`Desk::sign_ins_end`].
    pub fn user_sign_ins_end(&self, id: UserId, now: Timestamp) -> Result<(), Problem> {
        self.need(Right::People)?;
        self.desk().sign_ins_end(self.warrant(), id, now)
    }
}

impl Desk {
    /// Ends every sign-in of a user, and the trust in their browsers.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such user, [`Problem::Field`] for somebody who may more.
    pub fn sign_ins_end(
        &self,
        warrant: &Warrant,
        id: UserId,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let warrant = warrant.clone();
        self.store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            let user = store::user::get(tx, id)?.ok_or(Problem::NotFound)?;
            people::within_reach(tx, &access, &user, "user")?;
            store::login::retain(tx, |login| login.user != id)?;
            end_trust(tx, id, None)?;
            warrant.record(tx, Act::SignInRevoked, &label(&user), Vec::new(), now)?;
            tx.change(Change::Settings)?;
            Ok::<_, Problem>(())
        })
    }

    /// Forgets browsers that nobody signed in with for a year.
    pub(super) fn sweep_devices(&self, now: Timestamp) -> Result<(), StoreError> {
        self.store.write(move |tx| {
            store::device::retain(tx, |device| now.since(device.seen) < REMEMBERED)
        })
    }
}

fn own_logins(
    view: &impl View,
    user: UserId,
    now: Timestamp,
) -> Result<Vec<(SecretHash, Login)>, StoreError> {
    let mut all = store::login::all(view)?;
    all.retain(|(_, login)| {
        login.user == user && login.stage == LoginStage::Whole && alive(login, now)
    });
    Ok(all)
}

fn end(
    tx: &mut WriteTx<'_>,
    own: &UserDesk,
    user: &User,
    logins: Vec<(SecretHash, Login)>,
    now: Timestamp,
) -> Result<(), Problem> {
    for (hash, login) in logins {
        store::login::remove(tx, &hash)?;
        let device = match login.device {
            Some(device) => store::device::get(tx, &device)?.map(|record| (device, record)),
            None => None,
        };
        if let Some((hash, record)) = device {
            let record = Device {
                trusted_until: None,
                ..record
            };
            store::device::put(tx, &hash, &record)?;
        }
        let mut changes = Vec::new();
        people::note_new(&mut changes, "browser", &login.agent);
        own.warrant()
            .record(tx, Act::SignInRevoked, &label(user), changes, now)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_holds_a_secret_for_each_user() {
        let secret = |letter: &str| letter.repeat(SECRET_CHARS);
        let (a, b) = (secret("a"), secret("b"));
        for (cookie, expected) in [
            (String::new(), vec![]),
            ("x".to_owned(), vec![]),
            (a.clone(), vec![a.clone()]),
            (format!("{a}.{b}"), vec![a.clone(), b.clone()]),
            (format!("{a}..{b}.short"), vec![a.clone(), b]),
            ([a.as_str(); 9].join("."), vec![a.clone(); USERS]),
        ] {
            assert_eq!(read_cookie(&cookie), expected, "{cookie}");
        }
    }
}

//! Signing in and out. Tells nobody whether an address is known, and no stranger shuts an owner out:
//! a browser that signed in before has tries of its own.

use std::{net::IpAddr, sync::Arc};

use crate::{
    domain::{
        address::EmailAddress,
        audit::{Act, Changed, Via},
        credential::{Device, Login, LoginStage, SecretHash},
        id::UserId,
        right::Rights,
        time::Timestamp,
        user::User,
    },
    store::{self, StoreError, WriteTx},
};

use super::{
    Desk,
    access::alive,
    devices::{self, Trust},
    mint,
    problem::Problem,
    warrant::{Warrant, label},
};

mod failures;
mod limiter;

pub(super) use failures::Failures;
pub(super) use limiter::{Account, Limiter, Reserved, block};
pub use limiter::{PAUSE, TRIES};

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
    /// The sign-in that it has already; another one takes its place.
    login: Option<SecretHash>,
    /// Secrets by which it was remembered before, one for each user who did.
    pub(super) devices: Vec<String>,
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
            login: None,
            devices: Vec::new(),
        }
    }

    /// The same with the cookie of the sign-in that it has.
    #[must_use]
    pub fn signed_in_by(mut self, secret: Option<&str>) -> Self {
        self.login = secret.map(mint::hash);
        self
    }

    /// The same with the cookie by which it is remembered.
    #[must_use]
    pub fn known_by(mut self, cookie: &str) -> Self {
        self.devices = devices::read_cookie(cookie);
        self
    }
}

/// Somebody who came in, or came half the way.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub user: UserId,
    /// For the cookie.
    pub secret: String,
    pub stage: LoginStage,
    /// For the cookie by which the browser is remembered; None before the sign-in is whole.
    pub device: Option<String>,
}

/// A try that is counted before its password is looked at.
pub struct SignInTry {
    reserved: Reserved,
    email: String,
    user: Option<User>,
    device: Option<Device>,
    browser: Browser,
}

impl Desk {
    /// Signs somebody in.
    ///
    /// # Errors
    /// [`SignInError`]; the same after the same time for a known and for an unknown address.
    pub fn sign_in(
        self: &Arc<Self>,
        email: &str,
        password: &str,
        browser: &Browser,
        now: Timestamp,
    ) -> Result<SignedIn, SignInError> {
        let attempt = self.begin_sign_in(email, browser, now)?;
        self.finish_sign_in(attempt, password, now)
    }

    /// Counts a try, before anything is looked at: on the browser if its owner signs in, else on
    /// the address that it comes from.
    ///
    /// # Errors
    /// [`SignInError::Pause`] if there were too many; the audit log counts this one too.
    pub fn begin_sign_in(
        &self,
        email: &str,
        browser: &Browser,
        now: Timestamp,
    ) -> Result<SignInTry, SignInError> {
        let view = self.store.read()?;
        let user = match EmailAddress::parse(email) {
            Ok(email) => store::user::by_email(&view, &email)?,
            Err(_) => None,
        };
        let user = user.filter(|user| user.active);
        let known = match &user {
            Some(user) => devices::known(&view, browser, user.id, now)?,
            None => None,
        };
        let account = match &known {
            Some((hash, _)) => Account::Device(*hash),
            None => Account::of_peer(browser.from),
        };
        // Its line may have to be written.
        drop(view);
        let reserved = self.limiter.reserve(account, now).map_err(|until| {
            self.failed(Act::SignInFailed, email, browser.from, now);
            SignInError::Pause { until }
        })?;
        Ok(SignInTry {
            reserved,
            email: email.to_owned(),
            user,
            device: known.map(|(_, device)| device),
            browser: browser.clone(),
        })
    }

    /// Looks at the password of a try that was counted.
    ///
    /// # Errors
    /// As [`Desk::sign_in`].
    pub fn finish_sign_in(
        self: &Arc<Self>,
        attempt: SignInTry,
        password: &str,
        now: Timestamp,
    ) -> Result<SignedIn, SignInError> {
        let stored = attempt.user.as_ref();
        let stored = stored.and_then(|user| user.password.as_deref());
        let matches = self.hasher.verify(password, stored);
        let trusted = attempt
            .device
            .as_ref()
            .is_some_and(|device| device.trusts(now));
        let signed_in = match attempt.user.filter(|_| matches) {
            Some(user) => self.start(user, trusted.into(), &attempt.browser, now)?,
            None => None,
        };
        if let Some(signed_in) = signed_in {
            return Ok(signed_in);
        }
        let left = attempt.reserved.left;
        attempt.reserved.was_wrong();
        let act = if left == 0 {
            Act::SignInPaused
        } else {
            Act::SignInFailed
        };
        self.failed(act, &attempt.email, attempt.browser.from, now);
        Err(SignInError::Wrong { left })
    }

    /// Begins the sign-in of somebody whose password was right; None if that changed meanwhile.
    fn start(
        &self,
        checked: User,
        trust: Trusted,
        browser: &Browser,
        now: Timestamp,
    ) -> Result<Option<SignedIn>, StoreError> {
        let (browser, had_one) = (browser.clone(), browser.login.is_some());
        let started = self.store.write(move |tx| {
            let user = store::user::get(tx, checked.id)?;
            let same = |user: &User| user.active && user.password == checked.password;
            let Some(user) = user.filter(same) else {
                return Ok(None);
            };
            if user.second_step.is_some() && trust == Trusted::No {
                let half = LoginStage::Code;
                let secret = put_login(tx, user.id, half, None, &browser, now)?;
                return Ok(Some(SignedIn {
                    user: user.id,
                    secret,
                    stage: half,
                    device: None,
                }));
            }
            let proof = user.second_step.as_ref().map(|_| "trusted");
            whole(tx, &user, &browser, Trust::Unchanged, proof, now).map(Some)
        })?;
        // Pages that are still open under the sign-in of before.
        if had_one {
            self.ask_again();
        }
        Ok(started)
    }

    /// Makes a sign-in without a password: at the end of the set-up and of other one-time links.
    pub(super) fn log_in(
        &self,
        user: UserId,
        stage: LoginStage,
        browser: &Browser,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let browser = browser.clone();
        self.store.write(move |tx| {
            let secret = put_login(tx, user, stage, None, &browser, now)?;
            if let Some(user) = store::user::get(tx, user)?
                && stage == LoginStage::Whole
            {
                signed_in_line(tx, &user, Via::Link, &browser, None, now)?;
            }
            Ok(secret)
        })
    }

    /// Ends the sign-in of a cookie; nothing happens if there is none. Open pages hear of it.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be written.
    pub fn sign_out(&self, secret: &str, from: IpAddr, now: Timestamp) -> Result<(), Problem> {
        let hash = mint::hash(secret);
        self.store.write(move |tx| end(tx, &hash, from, now))?;
        self.ask_again();
        Ok(())
    }

    /// Makes every open event stream ask whether its listener may still hear.
    pub(super) fn ask_again(&self) {
        self.events.publish(&[]);
    }

    /// Removes sign-ins that have ended by themselves.
    pub(super) fn sweep_logins(&self, now: Timestamp) -> Result<(), StoreError> {
        self.store
            .write(move |tx| store::login::retain(tx, |login| alive(login, now)))
    }
}

/// Whether the browser is trusted with the second step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trusted {
    No,
    Yes,
}

impl From<bool> for Trusted {
    fn from(is_trusted: bool) -> Self {
        if is_trusted { Self::Yes } else { Self::No }
    }
}

/// Ends a sign-in that proved everything: remembers the browser, writes the line.
pub(super) fn whole(
    tx: &mut WriteTx<'_>,
    user: &User,
    browser: &Browser,
    trust: Trust,
    second: Option<&str>,
    now: Timestamp,
) -> Result<SignedIn, StoreError> {
    let (device, cookie) = devices::remember(tx, browser, user.id, trust, now)?;
    let stage = LoginStage::Whole;
    let secret = put_login(tx, user.id, stage, Some(device), browser, now)?;
    signed_in_line(tx, user, Via::Page, browser, second, now)?;
    Ok(SignedIn {
        user: user.id,
        secret,
        stage,
        device: Some(cookie),
    })
}

/// For a line about somebody who is at a page.
pub(super) fn by_page(user: &User, from: IpAddr) -> Warrant {
    Warrant::of(user, Rights::NONE, Via::Page, Some(from))
}

/// Ends a sign-in, if there is one.
fn end(
    tx: &mut WriteTx<'_>,
    hash: &SecretHash,
    from: IpAddr,
    now: Timestamp,
) -> Result<(), StoreError> {
    let login = store::login::get(tx, hash)?;
    store::login::remove(tx, hash)?;
    let ended = login.filter(|login| alive(login, now) && login.stage == LoginStage::Whole);
    let user = match ended {
        Some(login) => store::user::get(tx, login.user)?,
        None => None,
    };
    if let Some(user) = user {
        let who = by_page(&user, from);
        who.record(tx, Act::SignedOut, &label(&user), Vec::new(), now)?;
    }
    Ok(())
}

fn put_login(
    tx: &mut WriteTx<'_>,
    user: UserId,
    stage: LoginStage,
    device: Option<SecretHash>,
    browser: &Browser,
    now: Timestamp,
) -> Result<String, StoreError> {
    // The cookie is written over: nobody could end the sign-in of before any more.
    if let Some(before) = &browser.login {
        end(tx, before, browser.from, now)?;
    }
    let secret = mint::long_secret();
    let login = Login {
        user,
        stage,
        from: browser.from,
        agent: browser.agent.clone(),
        created: now,
        seen: now,
        device,
    };
    store::login::put(tx, &mint::hash(&secret), &login)?;
    Ok(secret)
}

fn signed_in_line(
    tx: &mut WriteTx<'_>,
    user: &User,
    via: Via,
    browser: &Browser,
    second: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut changes = Vec::new();
    for (field, value) in [
        ("browser", Some(browser.agent.as_str())),
        ("second_step", second),
    ] {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            changes.push(Changed {
                field: field.to_owned(),
                old: String::new(),
                new: value.to_owned(),
            });
        }
    }
    let who = Warrant::of(user, Rights::NONE, via, Some(browser.from));
    who.record(tx, Act::SignedIn, &label(user), changes, now)?;
    Ok(())
}

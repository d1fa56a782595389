//! The second step of signing in: a one-time code of an app, or a recovery code.

use std::sync::Arc;

use crate::{
    domain::{
        audit::Act,
        change::Change,
        credential::{Login, LoginStage, SecretHash},
        id::UserId,
        right::Right,
        time::Timestamp,
        user::{SecondStep, User},
    },
    store::{self, StoreError, View, WriteTx, seal::Key},
};

use super::{
    Desk,
    access::alive,
    devices::{self, Trust},
    mint, people,
    problem::{Fault, Problem},
    sign_in::{Account, Browser, SignedIn, by_page, whole},
    warrant::{Warrant, label},
};

mod totp;
mod upkeep;

pub use upkeep::{Enrolment, RECOVERY_CODES};

/// What somebody shows after their password.
#[derive(Clone, Debug)]
pub enum Proof {
    /// Six digits of the app.
    Code(String),
    /// One of the recovery codes.
    Recovery(String),
}

/// Why the second step was refused.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CodeError {
    /// No password was given, or too long ago.
    #[error("sign in with the password first")]
    Gone,
    #[error("that code is not right, or was used before")]
    Wrong,
    /// Too many wrong codes: the sign-in begins anew, not before this time.
    #[error("too many wrong codes")]
    Ended { until: Timestamp },
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The name of somebody's sealed seed among the secrets.
#[must_use]
pub fn seed_name(user: UserId) -> String {
    format!("user.{user}.totp")
}

impl Desk {
    /// Whose password was right in this browser a moment ago.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub fn half_signed_in(
        &self,
        secret: &str,
        now: Timestamp,
    ) -> Result<Option<UserId>, StoreError> {
        let half = half(&self.store.read()?, &mint::hash(secret), now)?;
        Ok(half.map(|(user, _)| user.id))
    }

    /// Ends the sign-in whose password was right, by a code.
    ///
    /// # Errors
    /// [`CodeError`] says what to do.
    pub fn sign_in_code(
        self: &Arc<Self>,
        secret: &str,
        proof: &Proof,
        trust: Trust,
        browser: &Browser,
        now: Timestamp,
    ) -> Result<SignedIn, CodeError> {
        let hash = mint::hash(secret);
        let view = self.store.read()?;
        let (user, _) = half(&view, &hash, now)?.ok_or(CodeError::Gone)?;
        let account = match devices::known(&view, browser, user.id, now)? {
            Some((device, _)) => Account::DeviceCode(device),
            None => Account::Code(user.id),
        };
        drop(view);
        let reserved = match self.limiter.reserve(account, now) {
            Ok(reserved) => reserved,
            Err(until) => {
                self.failed(Act::SignInFailed, user.email.as_str(), browser.from, now);
                return self.end_half(hash, until);
            }
        };
        let (key, proof, shown) = (self.key.clone(), proof.clone(), browser.clone());
        let ended = self.store.write(move |tx| {
            let (user, step) = half(tx, &hash, now)?.ok_or(CodeError::Gone)?;
            let Some((step, word)) = prove(tx, &key, &user, step, &proof, now)? else {
                let who = by_page(&user, shown.from);
                who.record(tx, Act::CodeFailed, &label(&user), Vec::new(), now)?;
                return Ok(None);
            };
            store::login::remove(tx, &hash)?;
            let left = step.recovery.len();
            let user = User {
                second_step: Some(step),
                ..user
            };
            store::user::put(tx, &user)?;
            if matches!(proof, Proof::Recovery(_)) {
                let mut changes = Vec::new();
                people::note_new(&mut changes, "left", &left.to_string());
                let who = by_page(&user, shown.from);
                who.record(tx, Act::RecoveryUsed, &label(&user), changes, now)?;
            }
            Ok::<_, CodeError>(Some(whole(tx, &user, &shown, trust, Some(word), now)?))
        })?;
        if let Some(signed_in) = ended {
            return Ok(signed_in);
        }
        let (left, until) = (reserved.left, reserved.until);
        reserved.was_wrong();
        if left == 0 {
            return self.end_half(hash, until);
        }
        Err(CodeError::Wrong)
    }

    fn end_half(&self, hash: SecretHash, until: Timestamp) -> Result<SignedIn, CodeError> {
        self.store
            .write(move |tx| store::login::remove(tx, &hash).map(drop))?;
        Err(CodeError::Ended { until })
    }

    /// Switches somebody's second step off: for who lost app and recovery codes.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such user, [`Problem::Field`] for somebody who may more.
    pub fn second_step_reset(
        &self,
        warrant: &Warrant,
        id: UserId,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let (warrant, key) = (warrant.clone(), self.key.clone());
        self.store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            let user = store::user::get(tx, id)?.ok_or(Problem::NotFound)?;
            people::within_reach(tx, &access, &user, "user")?;
            if user.second_step.is_none() {
                return Ok(());
            }
            switch_off(tx, &key, user, &warrant, now)
        })
    }

    /// Looks at somebody's own password once more, with tries of its own.
    pub(super) fn own_password(
        &self,
        user: &User,
        password: &str,
        field: &'static str,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let reserved = self.limiter.reserve(Account::Own(user.id), now);
        let reserved = reserved.map_err(|_| Problem::field(field, Fault::Paused))?;
        if self.hasher.verify(password, user.password.as_deref()) {
            return Ok(());
        }
        reserved.was_wrong();
        Err(Problem::field(field, Fault::WrongPassword))
    }
}

/// Whose password was right, with their second step.
fn half(
    view: &impl View,
    hash: &SecretHash,
    now: Timestamp,
) -> Result<Option<(User, SecondStep)>, StoreError> {
    let counts = |login: &Login| login.stage == LoginStage::Code && alive(login, now);
    let Some(login) = store::login::get(view, hash)?.filter(counts) else {
        return Ok(None);
    };
    let user = store::user::get(view, login.user)?.filter(|user| user.active);
    Ok(user.and_then(|user| {
        let step = user.second_step.clone()?;
        Some((user, step))
    }))
}

/// The second step after a proof was taken, and the audit log's word for it; None if it is wrong.
fn prove(
    view: &impl View,
    key: &Key,
    user: &User,
    step: SecondStep,
    proof: &Proof,
    now: Timestamp,
) -> Result<Option<(SecondStep, &'static str)>, StoreError> {
    match proof {
        Proof::Code(typed) => {
            let seed = match store::settings::secret(view, key, &seed_name(user.id)) {
                // Under another key nothing is lost for ever: recovery codes work, an admin resets.
                Err(StoreError::Sealed) => None,
                read => read?,
            };
            let taken = seed.and_then(|seed| totp::accepts(&seed, typed, step.last_step, now));
            Ok(taken.map(|last_step| (SecondStep { last_step, ..step }, "code")))
        }
        Proof::Recovery(typed) => {
            let hash = mint::hash(&plain(typed));
            let before = step.recovery.len();
            let mut step = step;
            step.recovery.retain(|code| *code != hash);
            Ok((step.recovery.len() < before).then_some((step, "recovery")))
        }
    }
}

/// A recovery code without what people put between its letters.
fn plain(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

fn switch_off(
    tx: &mut WriteTx<'_>,
    key: &Key,
    user: User,
    warrant: &Warrant,
    now: Timestamp,
) -> Result<(), Problem> {
    store::settings::put_secret(tx, key, &seed_name(user.id), None)?;
    let user = User {
        second_step: None,
        ..user
    };
    store::user::put(tx, &user)?;
    devices::end_trust(tx, user.id, None)?;
    warrant.record(tx, Act::SecondStepOff, &label(&user), Vec::new(), now)?;
    tx.change(Change::Settings)?;
    Ok(())
}

//! The second step in the hands of its owner: on, recovery codes, off.

use std::time::Duration;

use crate::{
    desk::{
        access::UserDesk,
        mint,
        problem::{Fault, Problem},
        warrant::label,
    },
    domain::{
        audit::Act,
        change::Change,
        credential::SecretHash,
        id::UserId,
        right::Right,
        time::Timestamp,
        token::base32,
        user::{SecondStep, User},
    },
    store::{self, StoreError, View, seal::Key},
};

use super::{seed_name, switch_off, totp};

/// Recovery codes that are made at once.
pub const RECOVERY_CODES: usize = 10;
/// A seed that was shown and not confirmed is forgotten after this time.
const SHOWN: Duration = Duration::from_secs(60 * 60);
/// What the app needs, once, while the second step is being switched on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// Base32, upper case, as apps take it.
    pub secret: String,
    /// `otpauth://…`, for the picture.
    pub uri: String,
}

/// A seed that is shown and not confirmed yet, behind the time at which it was made.
fn shown_name(user: UserId) -> String {
    format!("user.{}.totp-shown", user.0)
}

/// New recovery codes as they are shown, and their hashes.
fn recovery_codes() -> (Vec<String>, Vec<SecretHash>) {
    let codes: Vec<String> = (0..RECOVERY_CODES)
        .map(|_| base32(&mint::bytes::<10>()))
        .collect();
    let hashes = codes.iter().map(|code| mint::hash(code)).collect();
    let shown = codes.iter().map(|code| {
        let letters: Vec<char> = code.chars().collect();
        let groups = letters
            .chunks(4)
            .map(|group| group.iter().collect::<String>());
        groups.collect::<Vec<_>>().join("-")
    });
    (shown.collect(), hashes)
}

impl UserDesk {
    /// Makes a seed to show; nothing is asked for before a code of it was given.
    ///
    /// Takes the password: a cookie that somebody got hold of must not be enough to shut its owner
    /// out.
    ///
    /// # Errors
    /// [`Problem::Field`] names `password` if it is wrong; [`Problem::Forbidden`] if the second step
    /// is on.
    pub fn second_step_begin(&self, password: &str, now: Timestamp) -> Result<(), Problem> {
        self.desk()
            .own_password(self.user(), password, "password", now)?;
        let (own, key) = (self.clone(), self.desk().key.clone());
        self.desk().store.write(move |tx| {
            let user = own.again(tx)?;
            if user.second_step.is_some() {
                return Err(Problem::Forbidden);
            }
            let seed: [u8; totp::SEED_BYTES] = mint::bytes();
            let record = [now.0.to_be_bytes().as_slice(), &seed].concat();
            store::settings::put_secret(tx, &key, &shown_name(user.id), Some(&record))?;
            Ok(())
        })
    }

    /// The seed that is being shown; None when none is.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be read.
    pub fn second_step_shown(&self, now: Timestamp) -> Result<Option<Enrolment>, Problem> {
        let view = self.desk().store.read()?;
        let Some(seed) = shown(&view, &self.desk().key, self.user().id, now)? else {
            return Ok(None);
        };
        let secret = base32(&seed).to_uppercase();
        let book = self.book()?;
        let issuer = match book.organization() {
            "" => "Guichet",
            name => name,
        };
        let encode = |text: &str| {
            let set = percent_encoding::NON_ALPHANUMERIC;
            percent_encoding::utf8_percent_encode(text, set).to_string()
        };
        let (issuer, email) = (encode(issuer), encode(self.user().email.as_str()));
        let uri = format!("otpauth://totp/{issuer}:{email}?secret={secret}&issuer={issuer}");
        Ok(Some(Enrolment { secret, uri }))
    }

    /// Switches the second step on with a first code; returns the recovery codes, which are shown
    /// this once.
    ///
    /// # Errors
    /// [`Problem::Field`] names `code` if it is wrong; [`Problem::Forbidden`] if nothing was shown.
    pub fn second_step_confirm(&self, code: &str, now: Timestamp) -> Result<Vec<String>, Problem> {
        let (own, key, code) = (self.clone(), self.desk().key.clone(), code.to_owned());
        self.desk().store.write(move |tx| {
            let user = own.again(tx)?;
            let seed = shown(tx, &key, user.id, now)?.filter(|_| user.second_step.is_none());
            let seed = seed.ok_or(Problem::Forbidden)?;
            let taken = totp::accepts(&seed, &code, 0, now);
            let last_step = taken.ok_or(Problem::field("code", Fault::WrongCode))?;
            let (codes, recovery) = recovery_codes();
            store::settings::put_secret(tx, &key, &seed_name(user.id), Some(&seed))?;
            store::settings::put_secret(tx, &key, &shown_name(user.id), None)?;
            let user = User {
                second_step: Some(SecondStep {
                    last_step,
                    recovery,
                }),
                ..user
            };
            store::user::put(tx, &user)?;
            let warrant = own.warrant();
            warrant.record(tx, Act::SecondStepOn, &label(&user), Vec::new(), now)?;
            tx.change(Change::Settings)?;
            Ok(codes)
        })
    }

    /// Forgets a seed that was shown.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be written.
    pub fn second_step_cancel(&self) -> Result<(), Problem> {
        let (own, key) = (self.clone(), self.desk().key.clone());
        self.desk().store.write(move |tx| {
            let user = own.again(tx)?;
            Ok(store::settings::put_secret(
                tx,
                &key,
                &shown_name(user.id),
                None,
            )?)
        })
    }

    /// How many recovery codes are left; None while signing in has one step.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be read.
    pub fn recovery_left(&self) -> Result<Option<usize>, Problem> {
        let user = store::user::get(&self.desk().store.read()?, self.user().id)?;
        let step = user.and_then(|user| user.second_step);
        Ok(step.map(|step| step.recovery.len()))
    }

    /// Makes new recovery codes; the old ones stop working.
    ///
    /// # Errors
    /// [`Problem::Field`] names `password` if it is wrong, [`Problem::Forbidden`] without a second step.
    pub fn recovery_make(&self, password: &str, now: Timestamp) -> Result<Vec<String>, Problem> {
        self.desk()
            .own_password(self.user(), password, "password", now)?;
        let own = self.clone();
        self.desk().store.write(move |tx| {
            let user = own.again(tx)?;
            let step = user.second_step.clone().ok_or(Problem::Forbidden)?;
            let (codes, recovery) = recovery_codes();
            let user = User {
                second_step: Some(SecondStep { recovery, ..step }),
                ..user
            };
            store::user::put(tx, &user)?;
            let warrant = own.warrant();
            warrant.record(tx, Act::RecoveryMade, &label(&user), Vec::new(), now)?;
            Ok(codes)
        })
    }

    /// Switches the second step off.
    ///
    /// # Errors
    /// As [`UserDesk::recovery_make`].
    pub fn second_step_off(&self, password: &str, now: Timestamp) -> Result<(), Problem> {
        self.desk()
            .own_password(self.user(), password, "password", now)?;
        let (own, key) = (self.clone(), self.desk().key.clone());
        self.desk().store.write(move |tx| {
            let user = own.again(tx)?;
            if user.second_step.is_none() {
                return Err(Problem::Forbidden);
            }
            switch_off(tx, &key, user, own.warrant(), now)
        })
    }

    /// Switches somebody else's second step off. One's own asks for the password.
    ///
    /// # Errors
    /// As [`Desk::second_step_reset`]; [`Problem::Forbidden`] for oneself.
    pub fn user_second_step_reset(&self, id: UserId, now: Timestamp) -> Result<(), Problem> {
        self.need(Right::People)?;
        if id == self.user().id {
            return Err(Problem::Forbidden);
        }
        self.desk().second_step_reset(self.warrant(), id, now)
    }
}

fn shown(
    view: &impl View,
    key: &Key,
    user: UserId,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, StoreError> {
    let record = match store::settings::secret(view, key, &shown_name(user)) {
        Err(StoreError::Sealed) => None,
        read => read?,
    };
    Ok(record.and_then(|record| {
        let (made, seed) = record.split_first_chunk::<8>()?;
        let made = Timestamp(i64::from_be_bytes(*made));
        (now.since(made) < SHOWN).then(|| seed.to_vec())
    }))
}

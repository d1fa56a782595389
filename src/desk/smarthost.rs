//! Which server sends the desk's mail: chosen, chosen anew, or none.

use crate::{
    domain::{change::Change, delivery::DeliveryState, settings::Smarthost, time::Timestamp},
    store::{self, StoreError},
};

use super::{Desk, problem::Problem};

/// The name of the smarthost's password among the secrets.
pub const PASSWORD: &str = "smarthost.password";

/// The smarthost as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmarthostState {
    /// None: mail goes straight to each recipient's server.
    pub smarthost: Option<Smarthost>,
    pub password: PasswordState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordState {
    Absent,
    Kept,
    /// Sealed under a key that is not this desk's any more.
    Sealed,
}

/// Says what to do about a secret that the key does not open.
#[must_use]
pub fn sealed_advice(name: &str) -> String {
    if name == PASSWORD {
        "guichet.key does not open `smarthost.password`, so no mail leaves: put the key of this \
         desk back, or enter the smarthost again with `guichet smarthost set URL --password-file FILE`"
            .to_owned()
    } else {
        format!("guichet.key does not open `{name}`: put the key of this desk back")
    }
}

impl Desk {
    /// Says which smarthost there is; None before the first run ended.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub fn smarthost(&self) -> Result<Option<SmarthostState>, StoreError> {
        let view = self.store.read()?;
        let Some(settings) = store::settings::get(&view)? else {
            return Ok(None);
        };
        let password = match store::settings::secret(&view, &self.key, PASSWORD) {
            Ok(None) => PasswordState::Absent,
            Ok(Some(_)) => PasswordState::Kept,
            Err(StoreError::Sealed) => PasswordState::Sealed,
            Err(error) => return Err(error),
        };
        Ok(Some(SmarthostState {
            smarthost: settings.smarthost,
            password,
        }))
    }

    /// Sends through another server from now on; what waits is tried at once.
    ///
    /// Whether the password may go there was judged by the caller ([`Smarthost::check`]).
    ///
    /// # Errors
    /// [`Problem::NotFound`] before the first run ended.
    pub fn smarthost_set(
        &self,
        smarthost: Option<Smarthost>,
        password: Option<String>,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let key = self.key.clone();
        self.store.write(move |tx| {
            let mut settings = store::settings::get(tx)?.ok_or(Problem::NotFound)?;
            settings.smarthost.clone_from(&smarthost);
            store::settings::put(tx, &settings)?;
            let secret = password.as_deref().map(str::as_bytes);
            store::settings::put_secret(tx, &key, PASSWORD, secret)?;
            // The trouble of the old way says nothing of the new one.
            for mut delivery in store::delivery::due(tx, Timestamp(i64::MAX), usize::MAX)? {
                if let DeliveryState::Delayed { next, .. } = &mut delivery.state {
                    *next = now.min(*next);
                    store::delivery::put(tx, &delivery)?;
                }
            }
            Ok::<_, Problem>(tx.change(Change::Settings)?)
        })?;
        self.mail_queued.notify_one();
        Ok(())
    }

    /// Names the secrets that this desk's key does not open.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be read.
    pub fn sealed_otherwise(&self) -> Result<Vec<String>, StoreError> {
        store::settings::sealed_otherwise(&self.store.read()?, Some(&self.key))
    }
}

//! The one gate: who may. Everything that a person can do hangs on [`UserDesk`], which only
//! [`Desk::enter`] hands out, after it has asked for the right that the door names.

use std::{sync::Arc, time::Duration};

use crate::{
    domain::{
        credential::Login,
        time::Timestamp,
        user::{Right, User},
    },
    store::{self, StoreError},
};

use super::{Desk, mint, problem::Problem};

/// A sign-in ends after this time without a request.
pub const IDLE: Duration = Duration::from_secs(12 * 60 * 60);
/// A sign-in ends after this time in all.
pub const WHOLE: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// `seen` is written at most this often.
const TOUCH: Duration = Duration::from_secs(60);

/// What a request shows.
#[derive(Clone, Debug)]
pub enum Credential {
    Cookie(String),
    /// `gui_…` of an `Authorization: Bearer` header.
    Token(String),
}

/// Why the gate stays shut.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Denied {
    /// Nobody, or nobody any more.
    #[error("signed out")]
    SignedOut,
    /// Somebody who may not.
    #[error("not allowed")]
    Forbidden,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The desk, narrowed to one person and what they may do.
#[derive(Clone)]
pub struct UserDesk {
    desk: Arc<Desk>,
    user: User,
}

impl Desk {
    /// Lets a request in if its sender has the right.
    ///
    /// # Errors
    /// [`Denied`] says whether signing in would help.
    pub fn enter(
        self: &Arc<Self>,
        credential: &Credential,
        right: Right,
        now: Timestamp,
    ) -> Result<UserDesk, Denied> {
        let user_desk = self.recognize(credential, now)?;
        self.seen(credential, now);
        if user_desk.user.role.may(right) {
            Ok(user_desk)
        } else {
            Err(Denied::Forbidden)
        }
    }

    /// Lets in what a page asks for by itself: it does not keep its sign-in alive.
    ///
    /// # Errors
    /// As [`Desk::enter`].
    pub fn enter_unattended(
        self: &Arc<Self>,
        credential: &Credential,
        right: Right,
        now: Timestamp,
    ) -> Result<UserDesk, Denied> {
        let user_desk = self.recognize(credential, now)?;
        if user_desk.user.role.may(right) {
            Ok(user_desk)
        } else {
            Err(Denied::Forbidden)
        }
    }

    fn recognize(
        self: &Arc<Self>,
        credential: &Credential,
        now: Timestamp,
    ) -> Result<UserDesk, Denied> {
        let view = self.store.read()?;
        let id = match credential {
            Credential::Cookie(secret) => {
                let hash = mint::hash(secret);
                let login = store::login::get(&view, &hash)?.ok_or(Denied::SignedOut)?;
                if !alive(&login, now) {
                    return Err(Denied::SignedOut);
                }
                login.user
            }
            Credential::Token(secret) => {
                store::api_token::get(&view, &mint::hash(secret))?
                    .ok_or(Denied::SignedOut)?
                    .user
            }
        };
        let user = self
            .book()?
            .user(id)
            .filter(|user| user.active)
            .cloned()
            .ok_or(Denied::SignedOut)?;
        Ok(UserDesk {
            desk: Arc::clone(self),
            user,
        })
    }

    /// Notes that somebody was here. A full disk keeps nobody from reading.
    fn seen(&self, credential: &Credential, now: Timestamp) {
        if let Credential::Cookie(secret) = credential
            && let Err(error) = self.touch(mint::hash(secret), now)
        {
            tracing::debug!(%error, "when a sign-in was last used is not written down");
        }
    }

    fn touch(&self, hash: [u8; 32], now: Timestamp) -> Result<(), StoreError> {
        let login = store::login::get(&self.store.read()?, &hash)?;
        if login.is_none_or(|login| now.since(login.seen) <= TOUCH) {
            return Ok(());
        }
        self.store.write(move |tx| {
            let Some(login) = store::login::get(tx, &hash)? else {
                return Ok(());
            };
            store::login::put(tx, &hash, &Login { seen: now, ..login })
        })
    }

    /// Acts as a user without a request: the command line, which owns the data folder.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such active user.
    pub fn act_as(self: &Arc<Self>, user: &User) -> Result<UserDesk, Problem> {
        let user = self
            .book()?
            .user(user.id)
            .filter(|user| user.active)
            .cloned();
        let user = user.ok_or(Problem::NotFound)?;
        Ok(UserDesk {
            desk: Arc::clone(self),
            user,
        })
    }
}

/// True while a sign-in counts.
pub(super) fn alive(login: &Login, now: Timestamp) -> bool {
    now.since(login.seen) < IDLE && now.since(login.created) < WHOLE
}

impl UserDesk {
    /// Who acts.
    #[must_use]
    pub fn user(&self) -> &User {
        &self.user
    }

    /// True if this person may.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.user.role.may(right)
    }

    pub(super) fn desk(&self) -> &Arc<Desk> {
        &self.desk
    }

    /// Asks for a right once more where the deed is done, so that no door can forget it.
    pub(super) fn need(&self, right: Right) -> Result<(), Problem> {
        if self.may(right) {
            Ok(())
        } else {
            Err(Problem::Forbidden)
        }
    }

    /// The organization, for names and choices.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be read.
    pub fn book(&self) -> Result<Arc<super::book::Book>, Problem> {
        Ok(self.desk.book()?)
    }
}

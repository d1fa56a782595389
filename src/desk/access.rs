//! The one gate: who may. Everything that a person can do hangs on [`UserDesk`], which only
//! [`Desk::enter`] hands out, after it has asked for the right that the door names.

use std::{net::IpAddr, sync::Arc, time::Duration};

use crate::{
    domain::{
        access::{Access, access},
        audit::Via,
        credential::{Login, LoginStage, SecretHash},
        id::TicketId,
        right::{Right, Rights},
        ticket::Ticket,
        time::Timestamp,
        user::User,
    },
    store::{self, StoreError, View},
};

use super::{Desk, mint, problem::Problem, ticket_bin, warrant::Warrant};

/// A sign-in ends after this time without a request.
pub const IDLE: Duration = Duration::from_secs(12 * 60 * 60);
/// A sign-in ends after this time in all.
pub const WHOLE: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// A password without its code is forgotten after this time.
pub const HALF: Duration = Duration::from_secs(10 * 60);
/// `seen` is written at most this often.
const TOUCH: Duration = Duration::from_secs(60);

/// What a request shows.
#[derive(Clone, Debug)]
pub enum Credential {
    Cookie(String),
    /// `gui_…` of an `Authorization: Bearer` header.
    Token(String),
}

/// What a door asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Anybody who signed in: what is their own.
    SignedIn,
    Right(Right),
}

/// Whether a request is a sign of life. An open page that listens is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    Touch,
    Leave,
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
    access: Arc<Access>,
    warrant: Warrant,
    /// The sign-in of a browser; None for a token and the command line.
    login: Option<SecretHash>,
}

impl Desk {
    /// Lets a request in if its sender has the right.
    ///
    /// # Errors
    /// [`Denied`] says whether signing in would help.
    pub fn enter(
        self: &Arc<Self>,
        credential: &Credential,
        need: Need,
        from: Option<IpAddr>,
        seen: Seen,
        now: Timestamp,
    ) -> Result<UserDesk, Denied> {
        let user_desk = match credential {
            Credential::Cookie(secret) => self.by_cookie(secret, from, seen, now)?,
            Credential::Token(secret) => self.by_token(secret, from, now)?,
        };
        match need {
            Need::Right(right) if !user_desk.may(right) => Err(Denied::Forbidden),
            Need::Right(_) | Need::SignedIn => Ok(user_desk),
        }
    }

    fn by_cookie(
        self: &Arc<Self>,
        secret: &str,
        from: Option<IpAddr>,
        seen: Seen,
        now: Timestamp,
    ) -> Result<UserDesk, Denied> {
        let hash = mint::hash(secret);
        let login = store::login::get(&self.store.read()?, &hash)?.ok_or(Denied::SignedOut)?;
        if !alive(&login, now) || login.stage != LoginStage::Whole {
            return Err(Denied::SignedOut);
        }
        if seen == Seen::Touch && now.since(login.seen) > TOUCH {
            self.touch_login(hash, now);
        }
        let (user, access) = self.active(login.user)?;
        let warrant = Warrant::of(&user, Rights::EVERY, Via::Page, from);
        Ok(UserDesk {
            desk: Arc::clone(self),
            user,
            access: Arc::new(access),
            warrant,
            login: Some(hash),
        })
    }

    fn by_token(
        self: &Arc<Self>,
        secret: &str,
        from: Option<IpAddr>,
        now: Timestamp,
    ) -> Result<UserDesk, Denied> {
        let hash = mint::hash(secret);
        let token = store::api_token::get(&self.store.read()?, &hash)?
            .filter(|token| token.is_alive(now))
            .ok_or(Denied::SignedOut)?;
        let (user, access) = self.active(token.user)?;
        // A token never exceeds what its owner may now; without the API itself it is worth nothing.
        if !access.may(Right::Api) {
            return Err(Denied::SignedOut);
        }
        if token.used.is_none_or(|used| now.since(used) > TOUCH) {
            self.touch_token(hash, now);
        }
        let limit = token.rights();
        let access = Access {
            rights: access.rights.intersection(limit),
            ..access
        };
        Ok(UserDesk {
            desk: Arc::clone(self),
            warrant: Warrant::of(&user, limit, Via::Token(token.name), from).through(hash),
            user,
            access: Arc::new(access),
            login: None,
        })
    }

    /// An active user and what they may now.
    fn active(&self, id: crate::domain::id::UserId) -> Result<(User, Access), Denied> {
        let book = self.book()?;
        let user = book.user(id).filter(|user| user.active).cloned();
        let user = user.ok_or(Denied::SignedOut)?;
        let access = access(&user, &book.groups, &book.roles);
        Ok((user, access))
    }

    // A sign of life that cannot be written is no reason to turn somebody away: a full disk is
    // still read.
    fn touch_login(&self, hash: SecretHash, now: Timestamp) {
        let touched = self.store.write(move |tx| {
            let Some(login) = store::login::get(tx, &hash)? else {
                return Ok::<_, StoreError>(());
            };
            store::login::put(tx, &hash, &Login { seen: now, ..login })
        });
        if let Err(error) = touched {
            tracing::debug!(error = %error, "a sign of life was not written");
        }
    }

    fn touch_token(&self, hash: SecretHash, now: Timestamp) {
        let touched = self.store.write(move |tx| {
            let Some(mut token) = store::api_token::get(tx, &hash)? else {
                return Ok::<_, StoreError>(());
            };
            token.used = Some(now);
            store::api_token::put(tx, &hash, &token)
        });
        if let Err(error) = touched {
            tracing::debug!(error = %error, "the use of a token was not written");
        }
    }

    /// Acts as a user without a request: the command line, which owns the data folder.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such active user.
    pub fn act_as(self: &Arc<Self>, user: &User) -> Result<UserDesk, Problem> {
        let (user, access) = self.active(user.id).map_err(|denied| match denied {
            Denied::Store(error) => Problem::Store(error),
            Denied::SignedOut | Denied::Forbidden => Problem::NotFound,
        })?;
        Ok(UserDesk {
            desk: Arc::clone(self),
            warrant: Warrant::of(&user, Rights::EVERY, Via::CommandLine, None),
            user,
            access: Arc::new(access),
            login: None,
        })
    }
}

/// True while a sign-in counts.
pub(super) fn alive(login: &Login, now: Timestamp) -> bool {
    let idle = match login.stage {
        LoginStage::Code => HALF,
        LoginStage::Whole => IDLE,
    };
    now.since(login.seen) < idle && now.since(login.created) < WHOLE
}

impl UserDesk {
    /// Who acts.
    #[must_use]
    pub fn user(&self) -> &User {
        &self.user
    }

    /// The time zone that they read and write times in.
    #[must_use]
    pub fn zone(&self, book: &super::book::Book) -> String {
        let own = self.user.time_zone.as_deref();
        own.unwrap_or(book.zone()).to_owned()
    }

    /// What they may do and see.
    #[must_use]
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// True if this person may.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.access.may(right)
    }

    /// The sign-in of this browser.
    #[must_use]
    pub fn login(&self) -> Option<&SecretHash> {
        self.login.as_ref()
    }

    pub(super) fn desk(&self) -> &Arc<Desk> {
        &self.desk
    }

    /// For the transaction of an administrative act.
    pub(super) fn warrant(&self) -> &Warrant {
        &self.warrant
    }

    /// Asks for a right once more where the deed is done, so that no door can forget it.
    pub(super) fn need(&self, right: Right) -> Result<(), Problem> {
        if self.may(right) {
            Ok(())
        } else {
            Err(Problem::Forbidden)
        }
    }

    /// True if this person sees a ticket as it is now.
    #[must_use]
    pub fn sees(&self, ticket: &Ticket) -> bool {
        self.access.sight.sees(ticket.assignee, ticket.mailbox)
    }

    /// True for a ticket that is there and that this person sees now.
    #[must_use]
    pub fn sees_number(&self, id: TicketId) -> bool {
        let row = self
            .desk
            .store
            .columns(|columns| columns.row_anywhere(id).copied());
        row.map(|row| row.place())
            .is_some_and(|place| self.access.sight.sees(place.assignee, place.mailbox))
    }

    /// Reads a ticket that this person sees, to change it; in place of a merged one the ticket that it
    /// leads to: with [`UserDesk::ticket_as_it_is`] the
    /// only way to one.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for one that is not there and for one that is not theirs to see;
    /// [`Problem::Field`] for one that is in the bin.
    pub(super) fn ticket(&self, view: &impl View, id: TicketId) -> Result<Ticket, Problem> {
        let ticket = self.ticket_as_it_is(view, id)?;
        let ticket = match ticket.merged_into {
            Some(_) => store::ticket::root(view, id)?.ok_or(Problem::NotFound)?,
            None => ticket,
        };
        ticket_bin::kept(&ticket)?;
        Ok(ticket)
    }

    /// Reads a ticket that this person sees, of the bin too. Of a merged one, who sees what it leads to
    /// sees it.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for one that is not there and for one that is not theirs to see.
    pub(super) fn ticket_as_it_is(
        &self,
        view: &impl View,
        id: TicketId,
    ) -> Result<Ticket, Problem> {
        // The row in memory first, so that what is hidden is refused as fast as what is not there.
        if !self.sees_number(id) {
            return Err(Problem::NotFound);
        }
        let ticket = store::ticket::get(view, id)?.ok_or(Problem::NotFound)?;
        let sees = match ticket.merged_into {
            Some(_) => store::ticket::root(view, id)?.is_some_and(|root| self.sees(&root)),
            None => self.sees(&ticket),
        };
        if sees {
            Ok(ticket)
        } else {
            Err(Problem::NotFound)
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

//! On whose behalf an administrative act is done: asked again inside its transaction, so that two
//! admins who narrow each other at once cannot both succeed, and written to the audit log there.

use std::net::IpAddr;

use crate::{
    domain::{
        access::{Access, Sight, access, has_admin},
        audit::{Act, AuditLine, Changed, Via},
        credential::{ApiToken, SecretHash},
        id::{AuditId, UserId},
        right::{Right, Rights},
        time::Timestamp,
        user::User,
    },
    store::{self, StoreError, View, WriteTx},
};

use super::problem::{Fault, Problem};

/// Who acts, by which door, from where.
#[derive(Clone, Debug)]
pub struct Warrant {
    /// None for the command line and the desk itself, which may everything.
    user: Option<UserId>,
    who: String,
    /// The most that the door allows: a token's scopes.
    limit: Rights,
    /// The token that they act through; None at a page and on the command line.
    token: Option<SecretHash>,
    via: Via,
    from: Option<IpAddr>,
}

impl Warrant {
    /// Somebody at a page, or a token of theirs.
    #[must_use]
    pub(super) fn of(user: &User, limit: Rights, via: Via, from: Option<IpAddr>) -> Self {
        Self {
            user: Some(user.id),
            who: label(user),
            limit,
            token: None,
            via,
            from,
        }
    }

    /// The same through a token.
    #[must_use]
    pub(super) fn through(mut self, token: SecretHash) -> Self {
        self.token = Some(token);
        self
    }

    /// Whoever owns the data folder.
    #[must_use]
    pub fn command_line() -> Self {
        Self {
            user: None,
            who: String::new(),
            limit: Rights::EVERY,
            token: None,
            via: Via::CommandLine,
            from: None,
        }
    }

    /// The desk itself.
    #[must_use]
    pub(super) fn desk() -> Self {
        Self {
            via: Via::Desk,
            ..Self::command_line()
        }
    }

    /// Somebody who is not signed in: `who` is what they typed. May nothing.
    #[must_use]
    pub(super) fn stranger(who: &str, via: Via, from: impl Into<Option<IpAddr>>) -> Self {
        Self {
            user: None,
            who: who.chars().filter(|c| !c.is_control()).take(100).collect(),
            limit: Rights::NONE,
            token: None,
            via,
            from: from.into(),
        }
    }

    /// Who acts; None for the command line and for nobody.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        self.user
    }

    /// The most that the door allows.
    #[must_use]
    pub(super) fn limit(&self) -> Rights {
        self.limit
    }

    /// The token that they act through as it is at this moment; None at a page and on the command
    /// line.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if it was revoked meanwhile.
    pub(super) fn token(&self, view: &impl View) -> Result<Option<ApiToken>, Problem> {
        let Some(hash) = &self.token else {
            return Ok(None);
        };
        let token = store::api_token::get(view, hash)?;
        token.map(Some).ok_or(Problem::NotFound)
    }

    /// Asks what they may at this moment, and refuses without the right.
    ///
    /// Returns the whole of what they may: whom they may give which role is a question of the
    /// person, not of the token that they use for it.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right, or when they are no active user any more.
    pub(super) fn admit(&self, view: &impl View, right: Right) -> Result<Access, Problem> {
        let access = match self.user {
            None => Access {
                rights: self.limit,
                sight: Sight::All,
                is_admin: true,
            },
            Some(id) => {
                let user = store::user::get(view, id)?.filter(|user| user.active);
                let user = user.ok_or(Problem::Forbidden)?;
                access(&user, &store::group::all(view)?, &store::role::all(view)?)
            }
        };
        if access.may(right) && self.limit.has(right) {
            Ok(access)
        } else {
            Err(Problem::Forbidden)
        }
    }

    /// Writes what was done to the audit log.
    pub(super) fn record(
        &self,
        tx: &mut WriteTx<'_>,
        act: Act,
        subject: &str,
        changes: Vec<Changed>,
        now: Timestamp,
    ) -> Result<AuditId, StoreError> {
        let line = AuditLine {
            id: AuditId(0),
            at: now,
            user: self.user,
            who: self.who.clone(),
            via: self.via.clone(),
            from: self.from,
            act,
            subject: subject.to_owned(),
            changes,
            previous: [0; 32],
        };
        store::audit::append(tx, line)
    }
}

/// A person in the audit log: name and address as they are then.
#[must_use]
pub(super) fn label(user: &User) -> String {
    format!("{} <{}>", user.name, user.email)
}

/// Refuses a change after which nobody could sign in as admin. Call it after the change.
pub(super) fn keep_an_admin(view: &impl View, field: &'static str) -> Result<(), Problem> {
    if has_admin(&store::user::all(view)?, &store::group::all(view)?) {
        Ok(())
    } else {
        Err(Problem::field(field, Fault::LastAdmin))
    }
}

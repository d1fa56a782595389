//! One-time links that let somebody set a password: invites and resets.
//!
//! A look never burns a link; setting the password does, in the same transaction. What is asked for
//! an address that nobody has is answered as for one that somebody has.

pub mod ask;

use std::time::Duration;

use crate::{
    domain::{
        address::EmailAddress,
        audit::{Act, Via},
        change::Change,
        credential::{LinkPurpose, LoginStage, PasswordLink, SecretHash},
        id::UserId,
        right::{Right, Rights},
        time::Timestamp,
        user::User,
    },
    store::{self, StoreError, View, WriteTx},
};

use super::{
    Desk,
    access::UserDesk,
    account_mail::Addressee,
    devices, mint,
    people::within_reach,
    problem::{Fault, Problem},
    sign_in::Browser,
    warrant::{Warrant, label},
};

/// How long an invite works.
pub const INVITE_LIFE: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// How long a link for a forgotten password works.
pub const RESET_LIFE: Duration = Duration::from_secs(60 * 60);
/// Where the pages behind the links stand.
pub const PATHS: [&str; 2] = ["/invite/", "/reset/"];
/// Characters of a link's secret: 128 bits in base64url.
pub const SECRET_CHARS: usize = 22;

/// An invite that has ended is remembered for so long, so that its page can say why.
const INVITE_REMEMBERED: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// The same for a reset, of which there may be many.
const RESET_REMEMBERED: Duration = Duration::from_secs(2 * 24 * 60 * 60);
/// Why a link opens nothing.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LinkError {
    #[error("there is no such link")]
    Unknown,
    #[error("the link was used")]
    Used,
    #[error("the link has ended")]
    Expired,
    #[error(transparent)]
    Problem(#[from] Problem),
}

impl From<StoreError> for LinkError {
    fn from(error: StoreError) -> Self {
        Self::Problem(error.into())
    }
}

/// Somebody who set their password, and the browser that did.
#[derive(Clone, Debug)]
pub struct Entered {
    /// For the cookie.
    pub secret: String,
    /// Whole, or half when a second step is still to come.
    pub stage: LoginStage,
    pub user: User,
}

/// True for what has the form of a link's secret.
#[must_use]
pub fn is_secret(text: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    text.len() == SECRET_CHARS && text.bytes().all(word)
}

impl UserDesk {
    /// Sends somebody a link to set their password: an invite until they have one, then a reset.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such user, [`Problem::Field`] if they get no mail.
    pub fn user_invite(&self, id: UserId, now: Timestamp) -> Result<(), Problem> {
        self.need(Right::People)?;
        self.desk()
            .invite(self.warrant(), id, Some(&self.user().name), now)
    }
}

impl Desk {
    /// Sends somebody a link to set their password; older links of theirs end.
    ///
    /// # Errors
    /// As [`UserDesk::user_invite`].
    pub fn invite(
        &self,
        warrant: &Warrant,
        id: UserId,
        by: Option<&str>,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let user = store::user::get(&self.store.read()?, id)?.ok_or(Problem::NotFound)?;
        if self.is_own_address(&user.email)? {
            return Err(Problem::field("email", Fault::OwnMailbox));
        }
        let draft = self
            .account_draft(&Addressee::of(&user), purpose(&user), by, now)?
            .ok_or(Problem::field("email", Fault::NoMailbox))?;
        let warrant = warrant.clone();
        self.store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            // What was written for the person as they were a moment ago is not sent to who they are.
            let now_is = store::user::get(tx, id)?.filter(|it| it.email == user.email);
            let user = now_is.ok_or(Problem::NotFound)?;
            within_reach(tx, &access, &user, "user")?;
            if !user.active {
                return Err(Problem::field("user", Fault::Inactive));
            }
            draft.queue(tx, id, now)?;
            warrant.record(tx, act(draft.purpose()), &label(&user), Vec::new(), now)?;
            tx.change(Change::Settings)?;
            Ok(())
        })?;
        self.mail_queued.notify_one();
        Ok(())
    }

    /// Makes a link for somebody and returns its path; who asks passes it on.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if there is no such user, [`Problem::Field`] if they are not active.
    pub fn invite_link(
        &self,
        warrant: &Warrant,
        email: &EmailAddress,
        now: Timestamp,
    ) -> Result<String, Problem> {
        let secret = mint::link_secret();
        let hash = mint::hash(&secret);
        let (warrant, email) = (warrant.clone(), email.clone());
        let purpose = self.store.write(move |tx| {
            let access = warrant.admit(tx, Right::People)?;
            let user = store::user::by_email(tx, &email)?.ok_or(Problem::NotFound)?;
            within_reach(tx, &access, &user, "user")?;
            if !user.active {
                return Err(Problem::field("user", Fault::Inactive));
            }
            replace(tx, &hash, user.id, purpose(&user), now)?;
            warrant.record(tx, act(purpose(&user)), &label(&user), Vec::new(), now)?;
            tx.change(Change::Settings)?;
            Ok::<_, Problem>(purpose(&user))
        })?;
        Ok(format!("{}{secret}", path(purpose)))
    }

    /// Says whose link it is. A look does not burn it.
    ///
    /// # Errors
    /// [`LinkError`] says why it opens nothing.
    pub fn password_link(
        &self,
        purpose: LinkPurpose,
        secret: &str,
        now: Timestamp,
    ) -> Result<User, LinkError> {
        if !is_secret(secret) {
            return Err(LinkError::Unknown);
        }
        let (_, user) = open(&self.store.read()?, &mint::hash(secret), purpose, now)?;
        Ok(user)
    }

    /// Sets the password of the link's owner, burns the link, ends their other sign-ins, and signs
    /// this browser in as far as a password does.
    ///
    /// # Errors
    /// [`LinkError`] says why the link opens nothing, or what is wrong with the password: then the
    /// link still works.
    pub fn password_by_link(
        &self,
        purpose: LinkPurpose,
        secret: &str,
        password: &str,
        browser: &Browser,
        now: Timestamp,
    ) -> Result<Entered, LinkError> {
        // Before the hash, which costs: whoever has no link pays nothing here.
        let owner = self.password_link(purpose, secret, now)?;
        let phc = self.new_password(password, &[owner.email.as_str(), &owner.name])?;
        let link = mint::hash(secret);
        let from = browser.from;
        let user = self.store.write(move |tx| {
            let (found, mut user) = open(tx, &link, purpose, now)?;
            user.password = Some(phc.clone());
            store::user::put(tx, &user)?;
            end_links(tx, user.id, now)?;
            let used = Some(now);
            store::password_link::put(tx, &link, &PasswordLink { used, ..found })?;
            store::login::retain(tx, |login| login.user != user.id)?;
            devices::end_trust(tx, user.id, None)?;
            let warrant = Warrant::of(&user, Rights::NONE, Via::Link, Some(from));
            warrant.record(tx, Act::PasswordSet, &label(&user), Vec::new(), now)?;
            tx.change(Change::Settings)?;
            Ok::<_, LinkError>(user)
        })?;
        // A password is one step only: whoever has a second one still owes it.
        let stage = match user.second_step {
            Some(_) => LoginStage::Code,
            None => LoginStage::Whole,
        };
        Ok(Entered {
            secret: self.log_in(user.id, stage, browser, now)?,
            stage,
            user,
        })
    }

    /// Forgets links that ended long ago.
    pub(super) fn sweep_password_links(&self, now: Timestamp) -> Result<(), StoreError> {
        let keep = move |link: &PasswordLink| {
            let remembered = match link.purpose {
                LinkPurpose::Invite => INVITE_REMEMBERED,
                LinkPurpose::Reset => RESET_REMEMBERED,
            };
            now.since(link.expires) < remembered
        };
        self.store
            .write(move |tx| store::password_link::retain(tx, keep))
    }
}

fn purpose(user: &User) -> LinkPurpose {
    match user.password {
        Some(_) => LinkPurpose::Reset,
        None => LinkPurpose::Invite,
    }
}

fn path(purpose: LinkPurpose) -> &'static str {
    let [invite, reset] = PATHS;
    match purpose {
        LinkPurpose::Invite => invite,
        LinkPurpose::Reset => reset,
    }
}

fn act(purpose: LinkPurpose) -> Act {
    match purpose {
        LinkPurpose::Invite => Act::UserInvited,
        LinkPurpose::Reset => Act::PasswordAsked,
    }
}

/// The link and its owner, if it works at this moment.
pub(super) fn open(
    view: &impl View,
    hash: &SecretHash,
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<(PasswordLink, User), LinkError> {
    let link = store::password_link::get(view, hash)?.filter(|link| link.purpose == purpose);
    let link = link.ok_or(LinkError::Unknown)?;
    if link.used.is_some() {
        return Err(LinkError::Used);
    }
    if now >= link.expires {
        return Err(LinkError::Expired);
    }
    let user = store::user::get(view, link.user)?.filter(|user| user.active);
    Ok((link, user.ok_or(LinkError::Unknown)?))
}

/// Makes a link in place of all others of a user.
pub(super) fn replace(
    tx: &mut WriteTx<'_>,
    hash: &SecretHash,
    user: UserId,
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<(), StoreError> {
    end_links(tx, user, now)?;
    let expires = now.plus(match purpose {
        LinkPurpose::Invite => INVITE_LIFE,
        LinkPurpose::Reset => RESET_LIFE,
    });
    let link = PasswordLink {
        user,
        purpose,
        expires,
        used: None,
    };
    store::password_link::put(tx, hash, &link)
}

/// Ends the links of a user that still work.
pub(super) fn end_links(
    tx: &mut WriteTx<'_>,
    user: UserId,
    now: Timestamp,
) -> Result<(), StoreError> {
    for (hash, link) in store::password_link::all(tx)? {
        if link.user == user && link.works(now) {
            let expires = now;
            store::password_link::put(tx, &hash, &PasswordLink { expires, ..link })?;
        }
    }
    Ok(())
}

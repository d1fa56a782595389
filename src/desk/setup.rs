//! The first run: one link, one transaction that makes organization, mailbox and admin.

use std::{sync::Arc, time::Duration};

use crate::{
    domain::{
        access::Visibility,
        address::EmailAddress,
        audit::Act,
        change::Change,
        credential::{LoginStage, SetupLink},
        right::Right,
        role::ADMIN,
        settings::{Moves, Retention, Settings, Smarthost},
        time::Timestamp,
        user::{Language, User},
    },
    store::{self, StoreError},
};

use super::{
    Desk, mailboxes, mint,
    people::{self, NewUser},
    problem::{Fault, Problem},
    sign_in::Browser,
    smarthost,
    warrant::{Warrant, label},
};

/// How long the link works.
pub const LINK_LIFE: Duration = Duration::from_secs(60 * 60);

/// All that the first run asks for.
#[derive(Clone, Debug)]
pub struct FirstRun {
    pub organization: String,
    pub language: Language,
    /// IANA name.
    pub time_zone: String,
    pub mailbox: EmailAddress,
    pub admin_name: String,
    pub admin_email: EmailAddress,
    pub password: String,
    pub smarthost: Option<Smarthost>,
    pub smarthost_password: Option<String>,
    pub demo: bool,
}

impl Desk {
    /// True until the first run has ended.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub fn is_new(&self) -> Result<bool, StoreError> {
        Ok(self.book()?.settings.is_none())
    }

    /// Makes the set-up link's secret; earlier links stop working.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub fn setup_link(&self, now: Timestamp) -> Result<String, StoreError> {
        let secret = mint::link_secret();
        let hash = mint::hash(&secret);
        self.store.write(move |tx| {
            store::setup_link::retain(tx, |_| false)?;
            store::setup_link::put(
                tx,
                &hash,
                &SetupLink {
                    expires: now.plus(LINK_LIFE),
                },
            )
        })?;
        Ok(secret)
    }

    /// True while the link works. A look does not burn it.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be read.
    pub fn setup_link_works(&self, secret: &str, now: Timestamp) -> Result<bool, Problem> {
        let link = store::setup_link::get(&self.store.read()?, &mint::hash(secret))?;
        Ok(link.is_some_and(|link| now < link.expires))
    }

    /// Ends the first run through the link and signs the admin in. Burns the link.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if the link does not work, [`Problem::Field`] for a wrong answer.
    pub fn first_run_by_link(
        self: &Arc<Self>,
        secret: &str,
        answers: FirstRun,
        browser: &Browser,
        now: Timestamp,
    ) -> Result<String, Problem> {
        if !self.setup_link_works(secret, now)? {
            return Err(Problem::NotFound);
        }
        let admin = self.first_run(answers, now)?;
        Ok(self.log_in(admin.id, LoginStage::Whole, browser, now)?)
    }

    /// Ends the first run.
    ///
    /// # Errors
    /// [`Problem::Field`] for a wrong answer, [`Problem::Forbidden`] if it ended before.
    pub fn first_run(&self, answers: FirstRun, now: Timestamp) -> Result<User, Problem> {
        let organization = people::clean(&answers.organization, "organization")?;
        if jiff::tz::TimeZone::get(&answers.time_zone).is_err() {
            return Err(Problem::field("time_zone", Fault::Unknown));
        }
        let about = [
            &organization,
            answers.admin_email.as_str(),
            &answers.admin_name,
        ];
        let password = self.new_password(&answers.password, &about)?;
        let key = self.key.clone();
        let admin = self.store.write(move |tx| {
            if store::settings::get(tx)?.is_some() {
                return Err(Problem::Forbidden);
            }
            let settings = Settings {
                organization: organization.clone(),
                language: answers.language,
                time_zone: answers.time_zone.clone(),
                smarthost: answers.smarthost.clone(),
                reopen_days: 30,
                demo: answers.demo,
                moves: Moves::default(),
                retention: Retention::default(),
            };
            store::settings::put(tx, &settings)?;
            let sealed = answers.smarthost_password.as_deref().map(str::as_bytes);
            store::settings::put_secret(tx, &key, smarthost::PASSWORD, sealed)?;
            mailboxes::add_first(tx, &answers.mailbox)?;
            let admin = NewUser {
                email: answers.admin_email.clone(),
                name: answers.admin_name.clone(),
                roles: vec![ADMIN],
                visibility: Visibility::All,
                groups: Vec::new(),
                password: None,
            };
            let desk = Warrant::command_line();
            let access = desk.admit(tx, Right::People)?;
            let admin = people::add(tx, &access, &admin, Some(password.clone()), now)?;
            desk.record(tx, Act::DeskSetUp, &label(&admin), Vec::new(), now)?;
            store::setup_link::retain(tx, |_| false)?;
            tx.change(Change::Settings)?;
            Ok::<_, Problem>(admin)
        })?;
        tracing::info!(user.id = %admin.id, "the desk was set up, user {} is admin", admin.id);
        Ok(admin)
    }
}

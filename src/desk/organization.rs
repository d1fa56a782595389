//! What holds for the whole organization: its name, language, zone, how its mail leaves.

use crate::{
    domain::{
        audit::{Act, Changed, note},
        change::Change,
        right::Right,
        settings::Settings,
        text::one_line,
        time::Timestamp,
        user::Language,
    },
    store::{self, WriteTx, seal::Key},
};

use super::{
    Desk,
    access::UserDesk,
    deliver::{self, SMARTHOST_PASSWORD},
    people::{NAME_CHARS, note_new},
    problem::{Fault, Problem},
    route::{self, Fields, Kept, RouteEdit},
    warrant::Warrant,
};

/// Most days in which a closed ticket opens again; ten years.
pub const REOPEN_DAYS: u16 = 3_650;

const SMARTHOST: Fields = Fields {
    security: "smarthost.security",
    host: "smarthost.host",
    port: "smarthost.port",
    user: "smarthost.user",
    password: "smarthost.password",
};

/// What to change; None leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct OrganizationEdit {
    pub organization: Option<String>,
    /// Of mails to customers, and of pages before anybody signed in.
    pub language: Option<Language>,
    /// IANA name, in any case.
    pub time_zone: Option<String>,
    pub reopen_days: Option<u16>,
    /// The inner None sends straight to each recipient's server.
    pub smarthost: Option<Option<RouteEdit>>,
}

/// The organization as its page shows it; never a password.
#[derive(Clone, Debug)]
pub struct Organization {
    pub settings: Settings,
    /// True if the smarthost's password is kept.
    pub has_password: bool,
}

impl Desk {
    /// Changes the organization. It counts from the next mail and page on.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong; [`Problem::NotFound`] before the first run ended.
    pub fn organization_edit(
        &self,
        warrant: &Warrant,
        edit: OrganizationEdit,
        now: Timestamp,
    ) -> Result<Settings, Problem> {
        let (warrant, key) = (warrant.clone(), self.key.clone());
        let allowed = self.options.allow_private.clone();
        let settings = self.store.write(move |tx| {
            warrant.admit(tx, Right::Settings)?;
            let mut settings = store::settings::get(tx)?.ok_or(Problem::NotFound)?;
            let before = described(&settings);
            fill(&mut settings, &edit)?;
            let mut changes = Vec::new();
            if let Some(smarthost) = &edit.smarthost {
                changes = send_through(tx, &mut settings, smarthost.as_ref(), &key, &allowed, now)?;
            }
            store::settings::put(tx, &settings)?;
            for (old, new) in before.iter().zip(described(&settings)) {
                note(&mut changes, &new.field, &old.new, &new.new);
            }
            if !changes.is_empty() {
                let name = &settings.organization;
                warrant.record(tx, Act::OrganizationChanged, name, changes, now)?;
                tx.change(Change::Settings)?;
            }
            Ok::<_, Problem>(settings)
        })?;
        // What waited for a server that did not answer tries the new one.
        self.mail_queued.notify_one();
        Ok(settings)
    }
}

impl UserDesk {
    /// Reads what the page of the organization shows.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right.
    pub fn organization(&self) -> Result<Organization, Problem> {
        self.need(Right::Settings)?;
        let view = self.desk().store.read()?;
        Ok(Organization {
            settings: store::settings::get(&view)?.ok_or(Problem::NotFound)?,
            has_password: route::has_password(&view, &self.desk().key, SMARTHOST_PASSWORD)?,
        })
    }

    /// Changes the organization.
    ///
    /// # Errors
    /// As [`Desk::organization_edit`]; [`Problem::Forbidden`] without the right.
    pub fn organization_edit(
        &self,
        edit: OrganizationEdit,
        now: Timestamp,
    ) -> Result<Settings, Problem> {
        self.need(Right::Settings)?;
        self.desk().organization_edit(self.warrant(), edit, now)
    }
}

fn fill(settings: &mut Settings, edit: &OrganizationEdit) -> Result<(), Problem> {
    if let Some(name) = &edit.organization {
        let name = one_line(name);
        if name.is_empty() {
            return Err(Problem::field("organization", Fault::Empty));
        }
        if name.chars().count() > NAME_CHARS {
            return Err(Problem::field("organization", Fault::TooLong(NAME_CHARS)));
        }
        settings.organization = name;
    }
    if let Some(language) = edit.language {
        settings.language = language;
    }
    if let Some(zone) = &edit.time_zone {
        let found = jiff::tz::TimeZone::get(zone.trim());
        let found = found.map_err(|_| Problem::field("time_zone", Fault::Zone))?;
        // As the list of zones writes it, whatever case was typed.
        let name = found.iana_name().unwrap_or(zone.trim());
        name.clone_into(&mut settings.time_zone);
    }
    if let Some(days) = edit.reopen_days {
        if days > REOPEN_DAYS {
            let fault = Fault::Range(0, u32::from(REOPEN_DAYS));
            return Err(Problem::field("reopen_days", fault));
        }
        settings.reopen_days = days;
    }
    Ok(())
}

/// Sends through another server, or straight. Returns what the audit line says of the password.
fn send_through(
    tx: &mut WriteTx<'_>,
    settings: &mut Settings,
    edit: Option<&RouteEdit>,
    key: &Key,
    allowed: &[crate::domain::ip_net::IpNet],
    now: Timestamp,
) -> Result<Vec<Changed>, Problem> {
    let mut changes = Vec::new();
    let before = settings.smarthost.clone();
    let has_password = route::has_password(tx, key, SMARTHOST_PASSWORD)?;
    match edit {
        None => {
            settings.smarthost = None;
            store::settings::put_secret(tx, key, SMARTHOST_PASSWORD, None)?;
        }
        Some(edit) => {
            let kept = Kept(before.as_ref().filter(|_| has_password));
            let judged = route::judge(edit, &kept, allowed, &SMARTHOST)?;
            judged.keep(tx, key, SMARTHOST_PASSWORD)?;
            if matches!(judged.password, Some(Some(_))) {
                note_new(&mut changes, SMARTHOST.password, "***");
            }
            settings.smarthost = Some(judged.smarthost);
        }
    }
    if settings.smarthost != before || !changes.is_empty() {
        deliver::try_again(tx, now)?;
    }
    Ok(changes)
}

/// What an audit line says of the organization: never a password.
fn described(settings: &Settings) -> Vec<Changed> {
    let mut fields = Vec::new();
    note_new(&mut fields, "organization", &settings.organization);
    note_new(&mut fields, "language", settings.language.word());
    note_new(&mut fields, "time_zone", &settings.time_zone);
    note_new(
        &mut fields,
        "reopen_days",
        &settings.reopen_days.to_string(),
    );
    let smarthost = route::described(settings.smarthost.as_ref());
    note_new(&mut fields, "smarthost", &smarthost);
    fields
}

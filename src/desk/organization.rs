//! What holds for the whole organization: its name, language, zone, how its mail leaves.

use crate::{
    domain::{
        audit::{Act, Changed, note},
        change::Change,
        right::Right,
        settings::{Moves, Retention, Settings},
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
    seen,
    warrant::Warrant,
};

/// Most days in which a closed ticket opens again, or something is kept; ten years.
pub const REOPEN_DAYS: u16 = 3_650;
/// Fewest days for which tickets and the audit log are kept.
pub const KEPT_DAYS: u16 = 30;

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
    pub answer_opens: Option<bool>,
    pub first_reply_assigns: Option<bool>,
    /// Of this and `audit_days` the inner None keeps for good.
    pub closed_days: Option<Option<u16>>,
    pub receipt_days: Option<u16>,
    pub audit_days: Option<Option<u16>>,
    /// The inner None sends straight to each recipient's server.
    pub smarthost: Option<Option<RouteEdit>>,
    /// What a form showed of all but the retention, see [`super::seen`].
    pub seen: Option<u64>,
    /// What a form showed of the retention.
    pub retention_seen: Option<u64>,
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
            seen::check(edit.seen, &settings.beside_retention(), "organization")?;
            seen::check(edit.retention_seen, &settings.retention, "closed_days")?;
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
    let moves = settings.moves;
    settings.moves = Moves {
        answer_opens: edit.answer_opens.unwrap_or(moves.answer_opens),
        first_reply_assigns: edit
            .first_reply_assigns
            .unwrap_or(moves.first_reply_assigns),
    };
    let kept = settings.retention;
    settings.retention = Retention {
        closed_days: edit.closed_days.unwrap_or(kept.closed_days),
        receipt_days: edit.receipt_days.unwrap_or(kept.receipt_days),
        audit_days: edit.audit_days.unwrap_or(kept.audit_days),
    };
    check(&settings.retention)
}

/// A closed ticket may still be answered, and a line of the audit log be asked for: neither is kept
/// for less than [`KEPT_DAYS`].
fn check(retention: &Retention) -> Result<(), Problem> {
    let kept = [
        ("closed_days", retention.closed_days, KEPT_DAYS),
        ("receipt_days", Some(retention.receipt_days), 1),
        ("audit_days", retention.audit_days, KEPT_DAYS),
    ];
    for (field, days, least) in kept {
        if days.is_some_and(|days| !(least..=REOPEN_DAYS).contains(&days)) {
            let fault = Fault::Range(u32::from(least), u32::from(REOPEN_DAYS));
            return Err(Problem::field(field, fault));
        }
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
    let yes = |on: bool| on.to_string();
    let days = |days: Option<u16>| days.map_or_else(String::new, |days| days.to_string());
    let (moves, kept) = (settings.moves, settings.retention);
    for (field, value) in [
        ("answer_opens", yes(moves.answer_opens)),
        ("first_reply_assigns", yes(moves.first_reply_assigns)),
        ("closed_days", days(kept.closed_days)),
        ("receipt_days", days(Some(kept.receipt_days))),
        ("audit_days", days(kept.audit_days)),
    ] {
        note_new(&mut fields, field, &value);
    }
    let smarthost = route::described(settings.smarthost.as_ref());
    note_new(&mut fields, "smarthost", &smarthost);
    fields
}

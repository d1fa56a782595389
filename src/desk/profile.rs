//! What everybody chooses for themselves: name, language, looks, hours. Asks for no right: nobody
//! changes anybody else's here.

use crate::{
    domain::{
        audit::{Act, note},
        change::Change,
        time::Timestamp,
        user::{Language, SIGNATURE_CHARS, Theme, User, WorkingHours},
    },
    store::{self, WriteTx},
};

use super::{
    access::UserDesk,
    people::clean,
    problem::{Fault, Problem},
    warrant::label,
};

/// The fields of the days, Monday first, as refusals name them.
const DAYS: [&str; 7] = [
    "hours.1", "hours.2", "hours.3", "hours.4", "hours.5", "hours.6", "hours.7",
];
/// The last minute at which a day of work may end.
const MIDNIGHT: u16 = 24 * 60;

/// The whole of a person's choices.
#[derive(Clone, Debug)]
pub struct Profile {
    pub name: String,
    /// None follows the browser.
    pub language: Option<Language>,
    /// IANA name; None takes the organization's.
    pub time_zone: Option<String>,
    pub signature: String,
    pub theme: Theme,
    /// False turns all single keys off.
    pub single_keys: bool,
    /// None works at all hours.
    pub hours: Option<WorkingHours>,
    pub away: bool,
}

/// What menus change by the way; None leaves a field as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Preferences {
    pub language: Option<Language>,
    pub theme: Option<Theme>,
    pub single_keys: Option<bool>,
}

impl UserDesk {
    /// Changes one's own profile.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong; [`Problem::Forbidden`] if one is not active any more.
    pub fn profile_edit(&self, profile: Profile, now: Timestamp) -> Result<User, Problem> {
        let name = clean(&profile.name, "name")?;
        let signature = signature(&profile.signature)?;
        if let Some(zone) = &profile.time_zone
            && jiff::tz::TimeZone::get(zone).is_err()
        {
            return Err(Problem::field("time_zone", Fault::Zone));
        }
        check_hours(profile.hours.as_ref())?;
        let (id, warrant) = (self.user().id, self.warrant().clone());
        self.desk().store.write(move |tx| {
            let old = own(tx, id)?;
            let user = User {
                name: name.clone(),
                language: profile.language,
                time_zone: profile.time_zone.clone(),
                signature: signature.clone(),
                theme: profile.theme,
                single_keys: profile.single_keys,
                hours: profile.hours,
                away: profile.away,
                ..old.clone()
            };
            if user == old {
                return Ok(user);
            }
            store::user::put(tx, &user)?;
            // Colleagues and customers know people by their names; all else is one's own affair.
            let mut changes = Vec::new();
            note(&mut changes, "name", &old.name, &user.name);
            if !changes.is_empty() {
                warrant.record(tx, Act::UserChanged, &label(&user), changes, now)?;
            }
            tx.change(Change::Settings)?;
            Ok(user)
        })
    }

    /// Remembers how the pages shall look and behave for this person, in every browser.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] if they are not active any more.
    pub fn prefer(&self, choice: Preferences) -> Result<(), Problem> {
        let id = self.user().id;
        self.desk().store.write(move |tx| {
            let old = own(tx, id)?;
            let user = User {
                language: choice.language.or(old.language),
                theme: choice.theme.unwrap_or(old.theme),
                single_keys: choice.single_keys.unwrap_or(old.single_keys),
                ..old.clone()
            };
            if user != old {
                store::user::put(tx, &user)?;
                tx.change(Change::Settings)?;
            }
            Ok(())
        })
    }
}

fn own(tx: &WriteTx<'_>, id: crate::domain::id::UserId) -> Result<User, Problem> {
    let user = store::user::get(tx, id)?.filter(|user| user.active);
    user.ok_or(Problem::Forbidden)
}

/// A text of several lines, without what no keyboard types.
fn signature(text: &str) -> Result<String, Problem> {
    let lines = text.lines().map(|line| {
        let fine = line.chars().filter(|c| !c.is_control());
        fine.collect::<String>().trim_end().to_owned()
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let text = text.trim_matches('\n').to_owned();
    if text.chars().count() > SIGNATURE_CHARS {
        return Err(Problem::field("signature", Fault::TooLong(SIGNATURE_CHARS)));
    }
    Ok(text)
}

fn check_hours(hours: Option<&WorkingHours>) -> Result<(), Problem> {
    let days = hours.map_or([None; 7], |hours| hours.days);
    for (day, field) in days.into_iter().zip(DAYS) {
        if day.is_some_and(|(from, to)| from >= to || to > MIDNIGHT) {
            return Err(Problem::field(field, Fault::Hours));
        }
    }
    Ok(())
}

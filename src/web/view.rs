//! What templates take: plain strings, numbers and words. The contract between handlers and pages.
//!
//! Never holds an id that a template would have to look up, and never a sentence: templates say
//! sentences, in the reader's language. Words of closed sets are those of the API.

use serde::Serialize;

pub use field_error::FieldError;

use crate::domain::{
    tag::Colour,
    time::Timestamp,
    user::{Language, Theme},
};

pub mod commands;
pub mod companies;
pub mod company;
pub mod customer;
pub mod customer_erase;
pub mod dashboard;
pub mod error;
mod field_error;
pub mod home;
pub mod inbox;
pub mod log;
pub mod mentions;
pub mod password_link;
pub mod profile;
pub mod profile_security;
pub mod route;
pub mod rule;
pub mod rule_seen;
#[cfg(test)]
pub mod sample;
pub mod settings_audit;
pub mod settings_calendar;
pub mod settings_calendars;
pub mod settings_group;
pub mod settings_mail;
pub mod settings_mailbox;
pub mod settings_organization;
pub mod settings_people;
pub mod settings_retention;
pub mod settings_role;
pub mod settings_rule;
pub mod settings_rules;
pub mod settings_tag;
pub mod settings_tags;
pub mod settings_token;
pub mod settings_tokens;
pub mod settings_user;
pub mod setup;
pub mod sign_in;
pub mod sign_in_code;
pub mod sign_in_forgot;
pub mod ticket;
pub mod ticket_create;
pub mod ticket_list;
pub mod ticket_print;
pub mod ticket_why;

/// What stands around every page, and what every fragment needs to speak.
///
/// Templates see it as `shell`; `lang`, `zone` and `now` also stand alone, for the functions that
/// say words and times.
#[derive(Clone, Debug, Serialize)]
pub struct Shell {
    /// The language of this page: the user's, else the cookie's, else the browser's.
    pub lang: Language,
    pub theme: Theme,
    /// The rows of every page stand close together.
    pub compact: bool,
    /// The time of the request. Every "2 min" is counted from it.
    pub now: Timestamp,
    /// IANA name of the zone that times are shown in.
    pub zone: String,
    /// Name of the organization; empty before the first step of set-up.
    pub organization: String,
    /// Who is signed in; None on sign-in, set-up and on error pages for strangers.
    pub user: Option<SignedIn>,
    /// Which entry of the rail is lit.
    pub section: Section,
    /// True for the sample organization: every page says so.
    pub demo: bool,
    /// What every form of the page sends back as `form_token`.
    pub form_token: String,
    /// Path and query of this page, such as `/tickets?status=open`: language and theme return to it.
    pub path: String,
    /// The newest change of the desk when the page was made; 0 on pages without live updates.
    pub rev: u64,
    /// Tickets with a note that calls the reader, who has not looked since.
    pub mentions: usize,
    /// Tickets that wait for a look of the reader: their own with something new, and those with a
    /// note that calls them.
    pub unread: u64,
    /// What was just done, above the page that follows; None on most pages.
    pub notice: Option<Notice>,
}

/// What was just done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Notice {
    /// An act that can be taken back: `notice-<what>` says it, the form sends `id`.
    Undo {
        id: u64,
        what: &'static str,
        subject: String,
    },
    /// It was taken back: `notice-undone-<what>`, and what became of the tickets.
    Undone {
        what: &'static str,
        subject: String,
        restored: u64,
        left: u64,
    },
    /// It could not be taken back any more.
    Over,
    /// A form was taken.
    Saved,
    /// A customer is erased.
    Erased,
    /// A ticket slept already until about the time that was asked for.
    Asleep { until: Timestamp },
}

/// The user of this page.
#[derive(Clone, Debug, Serialize)]
pub struct SignedIn {
    /// Whose drafts this browser may show.
    pub id: u64,
    pub person: Person,
    /// Their first role by name; empty without any.
    pub role: String,
    /// True if that role came with the desk, so that its name is a word of the catalogues.
    pub role_is_predefined: bool,
    /// What the pages show by: the words of the rights.
    pub rights: Vec<&'static str>,
    /// True if there is a settings page for them.
    pub has_settings: bool,
    /// False if they turned all single keys off.
    pub single_keys: bool,
    /// A word for what they may and see: the event stream says when it is another.
    pub access: String,
}

/// An entry of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    None,
    Home,
    Tickets,
    Inbox,
    Settings,
}

/// A user or a customer, as drawn: initials in a circle, and the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Full name, or the address where there is no name. Never empty.
    pub name: String,
    /// The first word of the name, for narrow places.
    pub short: String,
    /// One or two letters.
    pub initials: String,
    /// 0 to 5: which of the six colours.
    pub hue: u8,
}

impl Person {
    /// Draws a person from a name; `key` (an id) picks the colour and keeps it.
    #[must_use]
    pub fn new(name: &str, key: u64) -> Self {
        let words = name
            .split(|c: char| c.is_whitespace() || c == '@')
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .collect::<Vec<_>>();
        let letter = |word: &&str| word.chars().find(|c| c.is_alphanumeric());
        let ends = match words.as_slice() {
            [] => vec![],
            [only] => vec![letter(only)],
            [first, .., last] if !name.contains('@') => vec![letter(first), letter(last)],
            [first, ..] => vec![letter(first)],
        };
        let initials = ends.into_iter().flatten().flat_map(char::to_uppercase);
        Self {
            name: name.to_owned(),
            short: if name.contains('@') {
                name.to_owned()
            } else {
                words.first().map_or(name, |word| word).to_owned()
            },
            initials: initials.collect(),
            hue: u8::try_from(key % 6).unwrap_or(0),
        }
    }
}

/// A tag as drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tag {
    pub name: String,
    pub colour: Colour,
}

/// Who has a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Assignee {
    User(Person),
    Group { name: String },
}

/// A due time: `answer`, `solution` or `set`, behind `due-` in the catalogues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Due {
    pub word: &'static str,
    pub at: Timestamp,
}

/// One choice of an assignee list. Nobody is always there and has the empty value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssigneeOption {
    /// What the form sends: `user:7` or `group:3`.
    pub value: String,
    pub assignee: Assignee,
}

/// A link that is a saved filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ViewLink {
    pub view: View,
    pub url: String,
    /// How many tickets it leads to; None hides the number.
    pub count: Option<u64>,
    pub current: bool,
}

/// The views that everybody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum View {
    /// It is our turn, and it does not sleep.
    NeedsAnswer,
    /// Not closed and assigned to the reader.
    Mine,
    /// Not closed and assigned to nobody.
    Unassigned,
    NotClosed,
    Everything,
}

/// A query parameter that a search form carries along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hidden {
    pub name: String,
    pub value: String,
}

/// What can be wrong with a field; each has its words in the locale (`problem-<word>`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    Required,
    /// No e-mail address, or one that cannot be mailed to.
    Address,
    /// One of several addresses is none; about it.
    Addresses,
    /// The same where each stands on a line.
    AddressLine,
    /// An address is another customer's; about their name.
    OtherCustomer,
    /// Nobody else has an address.
    NoCustomer,
    /// Not the word that confirms an erasure.
    NotTheirs,
    TooLong,
    /// More than so many; about the limit.
    TooMany,
    /// More tickets than are changed at once; about the limit.
    TooManyAtOnce,
    /// A password of fewer than 12 characters.
    PasswordShort,
    /// A password that is guessed early.
    PasswordCommon,
    /// Not the password that somebody has now.
    PasswordWrong,
    /// A one-time code that is not right, or was used before.
    CodeWrong,
    /// Too many tries.
    Paused,
    /// No such time zone.
    Zone,
    /// A value that is not in the list.
    Choice,
    /// The address is already used.
    Taken,
    /// The address is one of the desk's own mailboxes.
    OwnMailbox,
    /// A tag with signs that tags do not have, or too long.
    Tag,
    /// A file larger than the desk sends; about its name.
    FileTooLarge,
    /// A file that was left out beside the others; about its name.
    FileLeftOut,
    /// Files that are larger together than the desk sends.
    FilesTooLarge,
    /// A kept file that is not there any more.
    FileGone,
    /// Nobody here has an e-mail address.
    NobodyToWriteTo,
    /// A customer without an address was to be told by e-mail.
    NobodyToTell,
    /// The desk has no mailbox to send from.
    NoMailbox,
    /// Somebody else changed it since; about what it is now, where that is short.
    Changed,
    /// The e-mail address and the password do not match.
    NoMatch,
    /// Nobody could sign in as admin any more.
    LastAdmin,
    /// Rights that the one who acts does not have.
    BeyondYou,
    /// What comes with every desk stays as it is.
    Predefined,
    /// The ticket is in the bin.
    InBin,
    /// No such ticket.
    NoTicket,
    /// The ticket is closed.
    Closed,
    /// The ticket is merged into another one.
    Merged,
    /// The ticket that it is about.
    Itself,
    FirstMail,
    /// A day that is over.
    Past,
    /// Too long before the @ for the token behind it.
    LocalPart,
    /// The desk keeps one mailbox.
    LastMailbox,
    /// A number outside of its bounds; about them.
    Range,
    /// No day such as 2026-12-31.
    Day,
    Moment,
    Domain,
    /// A host name or address.
    Host,
    Port,
    /// Control characters where one line is meant.
    Line,
    /// A user without a password, or a server that the kept one was not meant for.
    PasswordMissing,
    UserMissing,
    /// A password in clear.
    PlainPassword,
    /// Mail in clear to another machine.
    PlainHost,
    /// Somebody who was deactivated.
    Inactive,
    /// Working hours that lack an end, or end before they begin.
    Hours,
    /// Hours of one day that meet.
    Spans,
    /// A week without hours.
    NoHours,
    /// Lines that begin with no day; about them.
    Holiday,
    /// No time in business hours.
    Target,
    /// More than the desk keeps; about how many that are.
    Most,
}

//! The expert view: one ticket with its log, its composer and its fields.

use serde::Serialize;

use super::{
    Assignee, AssigneeOption, Due, FieldError, Person, Tag,
    customer::{Customer, Participant},
    inbox::Inbox,
    log::LogEntry,
    ticket_create::TicketCreate,
};
use crate::domain::{
    ticket::{Priority, Status},
    time::Timestamp,
};

/// `ticket.html`.
#[derive(Clone, Debug, Serialize)]
pub struct TicketPage {
    pub ticket: TicketInfo,
    /// The newest part of the log, or one before it; oldest first.
    pub log: Vec<LogEntry>,
    /// The part before this one; None at the beginning.
    pub older_url: Option<String>,
    /// The newest part; None on it. Live updates show on it only.
    pub newest_url: Option<String>,
    /// Every kind of line that the log can be narrowed to; one is current.
    pub shows: Vec<ShowLink>,
    /// What is new to the reader; None where nothing is, or everything.
    pub fresh: Option<FreshLink>,
    /// What live updates ask, such as `/t/1042/log?show=mails`; `after=<rev>` is added by the page.
    pub log_url: String,
    pub composer: Composer,
    /// A change of a note that was refused.
    pub typed_note: Option<TypedNote>,
    pub inbox: Inbox,
    pub create: TicketCreate,
}

/// What somebody made of a note of theirs, and why it is not so.
#[derive(Clone, Debug, Serialize)]
pub struct TypedNote {
    /// The entry of the note.
    pub note: u64,
    pub text: String,
    /// About `text`.
    pub errors: Vec<FieldError>,
}

/// A kind of lines of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShowLink {
    /// `all`, `mails`, `notes`, `changes`.
    pub word: &'static str,
    pub url: String,
    pub current: bool,
}

/// What is new to the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FreshLink {
    /// The first line of it: a rule is drawn above it.
    pub first: u64,
    /// How many lines say something.
    pub lines: usize,
    /// Where that line stands.
    pub url: String,
}

/// The head and the right pane: `_ticket_head.html` and `_ticket_info.html`.
///
/// Each control is a form: POST `/t/{n}/edit` with one of `status`, `priority`, `assignee`, `name`,
/// `description`, `due`, `add_tag`, `remove_tag` (the names of the API; a tag by its word).
#[derive(Clone, Debug, Serialize)]
pub struct TicketInfo {
    pub number: u64,
    /// The number of the newest activity: live updates ask from here.
    pub rev: u64,
    /// What a form is compared with when it comes back: `since`.
    pub since: String,
    pub name: String,
    pub description: String,
    /// What stands in the fields: the same, or what was refused, as typed.
    pub name_typed: String,
    pub description_typed: String,
    /// A new tag that was refused, as typed; else empty.
    pub tag_typed: String,
    pub status: Status,
    pub priority: Priority,
    pub assignee: Option<Assignee>,
    /// The value of the assignee in the list; empty is nobody.
    pub assignee_value: String,
    pub assignees: Vec<AssigneeOption>,
    pub tags: Vec<Tag>,
    /// Tags to offer while typing; at most 200.
    pub known_tags: Vec<String>,
    pub customer: Customer,
    /// Who else is in the conversation.
    pub participants: Vec<Participant>,
    /// Somebody new who was refused, as typed; else empty.
    pub participant_typed: String,
    /// Other tickets of the customer, newest first, at most 10.
    pub earlier: Vec<OtherTicket>,
    /// Tickets that it is linked to, as far as the reader sees them: POST `/t/{n}/link` (`other`)
    /// and `/t/{n}/unlink`.
    pub links: Vec<OtherTicket>,
    /// A number that was refused, as typed.
    pub link_typed: String,
    /// What was refused in the field of the ticket to merge into.
    pub merge_typed: String,
    /// The first to come first.
    pub dues: Vec<Due>,
    /// The due time that was set, or was refused, as its field holds it; empty for none.
    pub due_typed: String,
    pub created: Timestamp,
    pub updated: Timestamp,
    /// The mailbox that answers come from; None while the desk has none.
    pub mailbox: Option<String>,
    /// There is an e-mail of its own, which can be passed on.
    pub has_mail: bool,
    /// True if there are rules, whose answers can be looked up.
    pub has_rules: bool,
    /// Made by automatic mail: never answered automatically.
    pub automatic: bool,
    /// Until when it can be restored; None while it is not in the bin.
    pub bin_until: Option<Timestamp>,
    /// Until when it sleeps: POST `/t/{n}/snooze` (`time`, or `until`) and `/t/{n}/wake`.
    pub snoozed: Option<Timestamp>,
    /// A time that was refused, as typed.
    pub until_typed: String,
    /// Who else is there now, by name.
    pub others: Vec<Other>,
    /// The number of a merged ticket that led here.
    pub came_from: Option<u64>,
    /// What was wrong with an edit; what was typed stays in the field.
    pub errors: Vec<FieldError>,
}

/// Somebody else who is at a ticket now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Other {
    pub person: Person,
    pub doing: OtherDoing,
}

/// What they do there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OtherDoing {
    Look,
    Edit,
    Note,
    Mail,
}

/// `_ticket_presence.html`, the answer to POST `/t/{n}/presence`.
#[derive(Clone, Debug, Serialize)]
pub struct TicketPresence {
    pub number: u64,
    pub others: Vec<Other>,
}

/// A ticket as a line with a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OtherTicket {
    pub number: u64,
    pub name: String,
    pub status: Status,
    /// It is in the bin.
    pub deleted: bool,
}

/// The two forms under the log: `_composer.html`.
///
/// Mail: POST `/t/{n}/messages` (multipart: `text`, `cc`, `attachments` files, `kept` upload ids,
/// `then` empty, `waiting` or `closed`, `seen`). Note: POST `/t/{n}/notes` (`text`).
#[derive(Clone, Debug, Serialize)]
pub struct Composer {
    pub mode: ComposerMode,
    /// Who gets the mail; None when the customer has no address: then only notes can be written.
    pub to: Option<Recipient>,
    /// What stands in the Cc field: confirmed participants, commas between.
    pub cc: String,
    /// Unsent text of the mail: empty, or what was typed before a refusal.
    pub text: String,
    /// What will stand below the mail; None when neither the person nor the mailbox has one.
    pub signature: Option<String>,
    /// Unsent text of the note.
    pub note: String,
    /// What the main button does after sending.
    pub then: Then,
    /// The newest activity that this page shows. A newer message makes the server answer 409.
    pub seen: u64,
    /// Set with 409: what is newer. The next `seen` includes it, so that sending again sends.
    pub held: Option<Held>,
    /// Largest file, and all files together.
    pub most_bytes: u64,
    /// Files that arrived with a refused form and are kept as uploads.
    pub kept: Vec<KeptFile>,
    /// Field names as above.
    pub errors: Vec<FieldError>,
    /// A message that is about to be passed on.
    pub forward: Option<ForwardForm>,
}

/// Which tab is open; `?compose=note` opens the second, `?forward=` the third.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ComposerMode {
    Mail,
    Note,
    Forward,
}

/// The form that passes a message on: `_composer_forward.html`.
///
/// POST `/t/{n}/forward` (multipart: `line`, `to`, `cc`, `subject`, `text`, `files` places of the
/// message's files, `attachments` further files, `kept` upload ids).
#[derive(Clone, Debug, Serialize)]
pub struct ForwardForm {
    /// By this the same form that is sent twice is known.
    pub form: String,
    /// The entry of the message.
    pub line: u64,
    /// Who wrote it.
    pub from: String,
    pub to: String,
    pub cc: String,
    pub subject: String,
    /// What is said to it.
    pub text: String,
    /// What stands below: the marked line and the whole message.
    pub below: String,
    pub files: Vec<PassedFile>,
    /// Files that arrived with a refused form and are kept as uploads.
    pub kept: Vec<KeptFile>,
    pub errors: Vec<FieldError>,
}

/// A file of a message that is about to be passed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PassedFile {
    /// Its place in the message, sent back as `files`.
    pub place: usize,
    pub name: String,
    pub size_bytes: u64,
    /// It goes along.
    pub goes: bool,
}

/// Who an answer goes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recipient {
    pub person: Person,
    /// The very address that the answer goes to.
    pub address: String,
    /// The address in From, when the customer asked for answers to another domain: a warning.
    pub instead_of: Option<String>,
}

/// What a sent answer does to the status; the word is sent as `then`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Then {
    Keep,
    Waiting,
    Closed,
}

impl Then {
    /// Reads the word; None for any other.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "keep" => Some(Self::Keep),
            "waiting" => Some(Self::Waiting),
            "closed" => Some(Self::Closed),
            _ => None,
        }
    }

    /// The word, as it is serialized.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Waiting => "waiting",
            Self::Closed => "closed",
        }
    }
}

/// Why an answer was not sent: somebody wrote meanwhile.
#[derive(Clone, Debug, Serialize)]
pub struct Held {
    pub who: Person,
    /// The activity to read first; the notice links to `#a<entry>`.
    pub entry: u64,
    pub at: Timestamp,
}

/// A file that waits for the next try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeptFile {
    /// Upload id, sent back as `kept`.
    pub id: String,
    pub name: String,
    pub size_bytes: u64,
}

/// `_ticket_update.html`, the answer to `/t/{n}/log?after=<rev>`.
#[derive(Clone, Debug, Serialize)]
pub struct TicketUpdate {
    pub ticket: TicketInfo,
    /// True when lines between are missing: the page loads again.
    pub reset: bool,
    /// Newer entries, and older messages whose delivery moved since; oldest first.
    pub log: Vec<LogEntry>,
}

//! One line of a ticket's log, as drawn: `_log_entry.html`.

mod words;

use serde::Serialize;

use super::{Assignee, Person};
use crate::domain::{
    message::{Automatic, NotParsed, Sender},
    ticket::{Priority, Status},
    time::Timestamp,
};

pub use words::{CauseWord, LinkReasonWord, SourceWord, WakeWord};

/// An activity. `what` says its kind in the field `kind`.
#[derive(Clone, Debug, Serialize)]
pub struct LogEntry {
    /// The activity's number; the entry is `#a<id>` on the page.
    pub id: u64,
    pub at: Timestamp,
    /// Who did it; None for the desk itself.
    pub who: Option<Person>,
    pub what: What,
    /// The ticket that it came with, if that was merged into this one.
    pub of: Option<u64>,
}

/// What happened. Each kind has one sentence or one box.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    Created {
        source: SourceWord,
        /// The mailbox it came to, for `mail`.
        mailbox: Option<String>,
        automatic: bool,
    },
    Message(Box<Message>),
    Note {
        /// The text, cut where somebody is called.
        parts: Vec<NotePart>,
        /// The same in one piece, for its author to change.
        text: String,
        edited: Option<Timestamp>,
        /// The reader wrote it: POST `/t/{n}/notes/{id}` with `text`, or `delete`.
        own: bool,
    },
    /// Where a note stood that its author deleted.
    NoteGone,
    NoteEdited {
        /// The entry of the note.
        note: u64,
        /// Empty where it had been deleted before.
        old: String,
    },
    NoteDeleted {
        note: u64,
        old: String,
        /// The reader wrote it and can put it back.
        own: bool,
    },
    Name {
        old: String,
        new: String,
    },
    Due {
        old: Option<Timestamp>,
        new: Option<Timestamp>,
    },
    /// The text before, which may have been none; the new one stands above the log.
    Description {
        old: String,
    },
    Status {
        old: Status,
        new: Status,
        cause: CauseWord,
    },
    Priority {
        old: Priority,
        new: Priority,
    },
    Assignee {
        old: Option<Assignee>,
        new: Option<Assignee>,
        cause: CauseWord,
    },
    TagAdded {
        tag: String,
    },
    TagRemoved {
        tag: String,
    },
    Linked {
        number: u64,
        /// Its name; empty when the reader may not see it.
        name: String,
        reason: LinkReasonWord,
    },
    ParticipantAdded {
        /// Name and address, or the address.
        name: String,
        address: String,
        /// False flags a stranger.
        confirmed: bool,
    },
    ParticipantConfirmed {
        address: String,
    },
    /// New in the conversation again.
    ParticipantUnconfirmed {
        address: String,
    },
    ParticipantRemoved {
        address: String,
    },
    /// What is known of the customer was changed; words of fields, as in the catalogues.
    CustomerEdited {
        fields: Vec<&'static str>,
    },
    /// The ticket is somebody else's.
    Customer {
        old: String,
        new: String,
        /// `asked`, `merged` or `unmerged`.
        cause: &'static str,
    },
    /// A rule fired.
    Rule {
        id: u64,
        /// Empty for the default rule.
        name: String,
        effects: Vec<EffectWords>,
    },
    /// Put into the bin.
    Deleted,
    /// Put into the bin by the desk: it was closed, and its time was over.
    Retired,
    /// Taken out of it.
    Restored,
    /// Put to sleep.
    Snoozed {
        until: Timestamp,
    },
    Woke {
        why: WakeWord,
    },
    /// Merged into another ticket.
    Merged {
        number: u64,
    },
    /// Out of it again.
    Unmerged {
        number: u64,
    },
    /// Another ticket was merged into this one.
    Absorbed {
        number: u64,
        name: String,
        /// It can be taken out again: POST `/t/{n}/unmerge` (`other`).
        parts: bool,
    },
    /// It was taken out again.
    Parted {
        number: u64,
    },
    /// One of its messages became another ticket.
    SplitOff {
        number: u64,
    },
    /// It began with a message of another ticket.
    SplitFrom {
        number: u64,
    },
    /// That message is back.
    SplitBack {
        number: u64,
    },
    /// Not linked to it any more.
    Unlinked {
        number: u64,
    },
    /// Something of a customer who was erased stood here, or stood in this log.
    Erased,
    /// A mail that could not be delivered, or came back.
    DeliveryFailed {
        recipient: String,
        reason: Vec<ReasonPart>,
    },
}

/// What a rule changed.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EffectWords {
    Status {
        old: Status,
        new: Status,
    },
    Priority {
        old: Priority,
        new: Priority,
    },
    Assignee {
        old: Option<Assignee>,
        new: Option<Assignee>,
    },
    TagAdded {
        tag: String,
    },
    TagRemoved {
        tag: String,
    },
    Name {
        new: String,
    },
    Note {
        text: String,
    },
    Due {
        new: Option<Timestamp>,
    },
    Snoozed {
        until: Timestamp,
    },
}

/// A part of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotePart {
    pub text: String,
    /// It calls somebody.
    pub mention: bool,
    /// It calls the reader.
    pub me: bool,
}

/// One e-mail in the log.
#[derive(Clone, Debug, Serialize)]
pub struct Message {
    pub direction: crate::domain::message::Direction,
    pub from: Person,
    /// Empty when From held no usable address.
    pub from_address: String,
    /// Names, or addresses where there is none.
    pub to: Vec<String>,
    pub cc: Vec<String>,
    /// Only where it differs from the ticket's name beyond `Re:`.
    pub subject: Option<String>,
    pub text: String,
    /// Quoted text and signature, folded; empty when there is none.
    pub quoted: String,
    pub html: Option<Html>,
    /// What is offered as a file; images that the HTML shows in place are left out.
    pub attachments: Vec<File>,
    /// The original: `/t/{n}/m/{activity}/raw`; None while it is not kept.
    pub raw_url: Option<String>,
    /// One for each recipient of an outgoing mail, in order.
    pub deliveries: Vec<Delivery>,
    pub automatic: Option<Automatic>,
    pub not_parsed: Option<NotParsed>,
    pub sender: Sender,
    /// True when an expert can accept a new participant: POST `/t/{n}/participants`, `confirm`.
    pub confirmable: bool,
    /// It can become a ticket of its own: POST `/t/{n}/split` (`line`).
    pub splits: bool,
    /// It can be passed on: `?forward=` with the number of its entry opens the form.
    pub forwards: bool,
    /// The entry of what it passes on; None for everything else.
    pub forward_of: Option<u64>,
    /// Other mailboxes of the desk that the same mail went to.
    pub also_to: Vec<String>,
}

/// The HTML body, shown in a sandboxed frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Html {
    /// `/t/{n}/m/{activity}/html`.
    pub url: String,
    /// The same with remote images; None when it names none.
    pub remote_url: Option<String>,
    /// True when the frame stands in place of the text: no text, or images in place.
    pub open: bool,
}

/// A file of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct File {
    pub name: String,
    pub url: String,
    pub size_bytes: u64,
}

/// Where a mail to one recipient stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delivery {
    pub recipient: String,
    #[serde(flatten)]
    pub state: DeliveryWord,
    /// When it came to stand there.
    pub at: Timestamp,
}

/// A part of why a mail was not delivered: in the reader's language what the desk says, word for word what
/// another server or the system said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ReasonPart {
    /// `reason-` and the word is its text, with what it is about.
    Desk {
        word: &'static str,
        about: String,
    },
    /// Of which server the next part is.
    Server {
        name: String,
    },
    Theirs {
        words: String,
    },
}

/// The states of a delivery, with what the other server said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum DeliveryWord {
    Queued,
    Sending,
    Delivered {
        server: String,
        reply: String,
        tls: bool,
    },
    /// Without `next` it is the other server that tries again.
    Delayed {
        next: Option<Timestamp>,
        reason: Vec<ReasonPart>,
    },
    Failed {
        reason: Vec<ReasonPart>,
    },
}

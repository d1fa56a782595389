//! One e-mail, in or out, as the log shows it. The raw bytes are a blob beside it.

use serde::{Deserialize, Serialize};

use super::{
    address::Correspondent,
    id::{BlobId, MailboxId, MessageId, TicketId, UserId},
    time::Timestamp,
};

/// A msg-id (RFC 5322, 3.6.4) without its angle brackets; printable ASCII or UTF-8, no spaces.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MsgId(String);

impl MsgId {
    /// Reads what stands between `<` and `>`; None for what cannot stand in a header safely.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('<').trim_end_matches('>');
        let fine = |c: char| !c.is_control() && !c.is_whitespace() && !matches!(c, '<' | '>' | ',');
        (!text.is_empty() && text.len() <= 900 && text.chars().all(fine))
            .then(|| Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    In,
    Out,
}

/// What a check of the sender found (RFC 8601 words). `Unknown` until it is evaluated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    #[default]
    Unknown,
    None,
    Pass,
    Fail,
    SoftFail,
    Neutral,
    TempError,
    PermError,
}

/// The sender checks of one message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdicts {
    pub spf: Verdict,
    pub dkim: Verdict,
    pub dmarc: Verdict,
    /// Pass when SPF or DKIM passed for the domain of From.
    pub aligned: Verdict,
}

/// Why a mail counts as written by a program (mail.md, 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Automatic {
    /// A delivery report (RFC 3464) or another mail with the null return path.
    Bounce,
    /// An absence notice or another automatic answer (RFC 3834 auto-replied).
    Reply,
    /// A list, a robot, monitoring.
    Generated,
}

/// How the bytes of an attachment are written in the raw message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TransferEncoding {
    Identity,
    Base64,
    QuotedPrintable,
}

/// A part of the raw message that is offered as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// A safe file name: no path, no controls, no bidi characters, at most 200 bytes.
    pub name: String,
    /// Lower-case `type/subtype`.
    pub content_type: String,
    /// Content-ID without brackets.
    pub content_id: Option<String>,
    /// True if the HTML body shows it in place.
    pub inline: bool,
    /// Decoded size in bytes.
    pub size_bytes: u64,
    /// Where the encoded bytes stand in the raw message.
    pub offset: u64,
    pub length: u64,
    pub encoding: TransferEncoding,
}

/// Why a message's parts are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotParsed {
    /// Nesting, part count or header size beyond the caps.
    TooComplex,
    /// The parser failed on it, now or at an earlier start.
    Poison,
    /// Who wrote it was erased: nothing of it is there.
    Erased,
    /// It named or repeated somebody who was erased: its text and its files are there.
    Abridged,
}

impl NotParsed {
    /// True if the original is kept as it came.
    #[must_use]
    pub fn keeps_original(self) -> bool {
        !matches!(self, Self::Erased | Self::Abridged)
    }
}

/// What a message is in its ticket by whoever wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sender {
    /// Made the ticket, or is a participant.
    Known,
    /// Joined by a token or a Message-ID of ours, but was not in the ticket before.
    NewParticipant,
    /// Beside the conversation with the customer: what was forwarded to somebody else, and what they
    /// wrote back. No answer to the customer follows it, quotes it or goes to them.
    Outside,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: MessageId,
    pub ticket: TicketId,
    pub direction: Direction,
    /// Arrival, or the moment it was queued.
    pub at: Timestamp,
    /// None when it came without one.
    pub msg_id: Option<MsgId>,
    /// In-Reply-To and References, nearest first, at most 50.
    pub references: Vec<MsgId>,
    /// None when From held no usable address.
    pub from: Option<Correspondent>,
    pub to: Vec<Correspondent>,
    pub cc: Vec<Correspondent>,
    /// Where an answer goes if the sender asked for another address than From.
    pub reply_to: Option<Correspondent>,
    pub subject: String,
    /// The new text, without quotes and signature.
    pub text: String,
    /// What was folded: quoted text and signature, as plain text.
    pub quoted: String,
    /// True if the raw message has an HTML body, which is cleaned when it is shown.
    pub has_html: bool,
    pub attachments: Vec<Attachment>,
    pub raw: BlobId,
    pub raw_bytes: u64,
    pub not_parsed: Option<NotParsed>,
    pub automatic: Option<Automatic>,
    pub verdicts: Verdicts,
    pub sender: Sender,
    /// Other mailboxes of ours that the same mail was sent to.
    pub also_to: Vec<MailboxId>,
    /// Who wrote it; None for mail from outside.
    pub author: Option<UserId>,
}

impl Message {
    /// True if its raw bytes are what came, or what was sent.
    #[must_use]
    pub fn is_original(&self) -> bool {
        self.not_parsed.is_none_or(NotParsed::keeps_original)
    }
}

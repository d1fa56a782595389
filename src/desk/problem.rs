//! Why a use case was refused, by what the person or program does about it.

use crate::{
    domain::{
        id::{ActivityId, CustomerId},
        mailbox::LOCAL_OCTETS,
        rule::fault::WrongAt,
        smarthost::SmarthostError,
    },
    store::StoreError,
};

use super::Stopping;

/// A refusal. Each has one answer on a page, in the API and on the command line.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Problem {
    /// It does not exist, or it is not for this person: the two are never told apart.
    #[error("not found")]
    NotFound,
    /// The person may see it and may not do this.
    #[error("not allowed")]
    Forbidden,
    /// A field holds what it cannot hold.
    #[error("{field}: {fault}")]
    Field { field: &'static str, fault: Fault },
    /// A rule that cannot be kept as it is written: every fault with its place.
    #[error("{}", first(.0))]
    Rule(Vec<WrongAt>),
    /// Something newer arrived since the person looked.
    #[error("a newer message arrived")]
    Stale { newest: ActivityId },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Stopping(#[from] Stopping),
}

/// What is wrong with a field, in words that say what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("write something here")]
    Empty,
    #[error("at most {0} characters fit here")]
    TooLong(usize),
    #[error("write an address such as name@example.org")]
    Address,
    #[error("there is no such choice")]
    Unknown,
    #[error("that is taken already")]
    Taken,
    #[error("at least {0} characters")]
    TooShort(usize),
    #[error("this is guessed early: take something longer, or words that do not belong together")]
    Common,
    #[error("that is not your password")]
    WrongPassword,
    #[error("that code is not right, or was used before")]
    WrongCode,
    #[error("too many tries: wait a quarter of an hour")]
    Paused,
    #[error("this address belongs to the desk itself")]
    OwnMailbox,
    #[error("this ticket has nobody with an e-mail address to write to")]
    NobodyToWriteTo,
    #[error("the customer has no e-mail address: give one, or do not tell them")]
    NobodyToTell,
    #[error(
        "the part before @ has at most {LOCAL_OCTETS} octets, so that the address of an answer fits"
    )]
    NoRoomForToken,
    #[error("the desk has no mailbox to send from")]
    NoMailbox,
    #[error("this file is not there any more, attach it again")]
    UploadGone,
    #[error("that is more than a message may hold")]
    TooLarge,
    #[error("write when work begins and, after that, when it ends")]
    Hours,
    #[error("choose a day to come")]
    Past,
    #[error("what every desk begins with keeps its name, and an admin their rights")]
    Predefined,
    #[error("somebody must stay who can sign in as admin")]
    LastAdmin,
    #[error("this person is deactivated: activate them first")]
    Inactive,
    #[error("you cannot give or take rights that you do not have yourself")]
    BeyondYou,
    #[error("a token cannot make another one last longer than itself")]
    Outlives,
    #[error("the desk keeps at least one mailbox")]
    LastMailbox,
    #[error("a number from {0} to {1}")]
    Range(u32, u32),
    #[error("write a time zone such as Europe/Paris")]
    Zone,
    #[error("write a domain such as example.org")]
    Domain,
    #[error("write a day such as 2026-12-31, or a time of RFC 3339")]
    Day,
    #[error("write a day and a time, such as 2026-11-30T09:30:00Z")]
    Moment,
    #[error("one line without control characters")]
    Line,
    #[error("the server {0}")]
    Smarthost(SmarthostError),
    #[error("tags hold no commas, colons, quotes or angle brackets, and at most 40 characters")]
    Tag,
    #[error("somebody changed this meanwhile")]
    Changed,
    #[error("write hours such as 09:00-12:00, the beginning before the end")]
    Span,
    #[error("a day has at most two spans, and the first ends before the second begins")]
    Spans,
    #[error("write on at least one day when somebody is there")]
    NoHours,
    #[error("write a day that there is, such as 2026-12-25, or 12-25 for each year")]
    Holiday,
    #[error("write a time in business hours such as 30m or 4h, at most 8784h")]
    Target,
    #[error("at most {0} of these are kept")]
    TooMany(usize),
    #[error("this ticket is in the bin: restore it first")]
    InBin,
    #[error("there is no such ticket")]
    NoTicket,
    #[error("a closed ticket does not sleep: open it first")]
    Closed,
    #[error("this ticket is merged into another one: take that apart first")]
    Merged,
    #[error("that is this ticket itself")]
    Itself,
    #[error("a ticket keeps its first e-mail")]
    FirstMail,
    #[error("that is not what this customer is known by: write it as it is shown")]
    NotTheirs,
    #[error("another customer has this address: merge the two, or take it from the other first")]
    OtherCustomer(CustomerId),
}

// Whoever reads one line has the first fault; the others are beside it.
fn first(wrong: &[WrongAt]) -> String {
    wrong.first().map_or_else(String::new, |first| {
        format!("{}: {}", first.path, first.fault)
    })
}

impl Problem {
    /// A field that holds what it cannot hold.
    #[must_use]
    pub fn field(field: &'static str, fault: Fault) -> Self {
        Self::Field { field, fault }
    }
}

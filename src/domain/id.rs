//! Identifiers: one type per kind, a number inside. An id is never proof of anything.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// Number of a ticket, shown as `#1042`; never reused.
    TicketId;
    /// Number of a change in the desk-wide sequence, in commit order; also the id of an activity.
    ActivityId;
    /// One e-mail, in or out.
    MessageId;
    /// A person who writes to the desk.
    CustomerId;
    /// The organization that customers belong to.
    CompanyId;
    /// A person who signs in.
    UserId;
    /// A group of users.
    GroupId;
    /// A set of rights with a name.
    RoleId;
    /// A line of the audit log, in the order of the acts.
    AuditId;
    /// An address that the desk receives for.
    MailboxId;
    /// A tag.
    TagId;
    /// The record of one SMTP transaction. Inside only; outside it has a random name.
    ReceiptId;
    /// One outgoing message to one recipient.
    DeliveryId;
    /// A mail about a user's account.
    AccountMailId;
    /// An API token.
    ApiTokenId;
    /// An act that can be taken back.
    UndoId;
    /// A rule; 1 is the default rule.
    RuleId;
    /// Business hours with their targets.
    CalendarId;
    /// A list that was saved under a name.
    ViewId;
    /// A file that was sent ahead of the message that will carry it.
    UploadId;
}

/// SHA-256 of the plain bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BlobId(pub [u8; 32]);

impl std::fmt::Debug for BlobId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BlobId({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}

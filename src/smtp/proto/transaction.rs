//! One mail transaction (RFC 5321 3.3), from MAIL to its end. Decides nothing.

use super::reply::Reply;

/// A mail that came whole. It is the receiver's only when it was answered with a 2yz reply.
#[derive(Debug, PartialEq, Eq)]
pub struct Message<R> {
    /// What the client called itself in EHLO or HELO.
    pub helo: String,
    /// Empty for the null sender (RFC 5321 4.5.5).
    pub mail_from: String,
    /// What the driver gave for each recipient that it accepted, in the order of RCPT.
    pub recipients: Vec<R>,
    /// The bytes of DATA without stuffed dots and final dot, behind what was handed over.
    pub raw: Vec<u8>,
}

/// A transaction, or a connection without one, that ended without a mail being taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Empty until EHLO or HELO was taken.
    pub helo: String,
    /// Empty for the null sender, None when the connection ended before MAIL was understood.
    pub mail_from: Option<String>,
    /// Every recipient that was named, the refused ones too.
    pub rcpt_to: Vec<String>,
    /// Octets of text that came; 0 when DATA was not reached.
    pub size_bytes: u64,
    /// The reply that decided; None when the client left without one.
    pub reply: Option<Reply>,
}

/// What is known between MAIL and the end of the transaction.
#[derive(Debug)]
pub(super) struct Transaction<R> {
    pub(super) mail_from: String,
    pub(super) recipients: Vec<R>,
    pub(super) rcpt_to: Vec<String>,
    pub(super) size_bytes: u64,
    /// The newest reply that was no consent.
    pub(super) refusal: Option<Reply>,
}

impl<R> Transaction<R> {
    pub(super) fn new(mail_from: String) -> Self {
        Self {
            mail_from,
            recipients: Vec::new(),
            rcpt_to: Vec::new(),
            size_bytes: 0,
            refusal: None,
        }
    }

    pub(super) fn refused(self, helo: &str) -> Refused {
        Refused {
            helo: helo.to_owned(),
            mail_from: Some(self.mail_from),
            rcpt_to: self.rcpt_to,
            size_bytes: self.size_bytes,
            reply: self.refusal,
        }
    }
}

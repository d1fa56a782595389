//! The HTML of a message, ready for a frame or a program: cleaned, its images from our own address.

use crate::{
    domain::{
        id::{ActivityId, TicketId},
        message::Message,
    },
    mail::html::{self, HtmlOptions, RemoteImages},
};

use super::{access::UserDesk, problem::Problem};

/// Whether images from elsewhere are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remote {
    Blocked,
    /// The expert asked for them.
    Allowed,
}

/// Cleaned HTML.
#[derive(Clone, Debug)]
pub struct MessageHtml {
    pub html: String,
    /// Images from elsewhere that were left out.
    pub remote_blocked: usize,
}

impl UserDesk {
    /// Cleans the HTML of a message; None if it has none. `file` gives the address of the file in
    /// a place of the message.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if that line is no message of that ticket.
    pub fn message_html(
        &self,
        ticket: TicketId,
        line: ActivityId,
        remote: Remote,
        quote_summary: &str,
        file: &dyn Fn(usize, &str) -> String,
    ) -> Result<Option<MessageHtml>, Problem> {
        let (message, raw) = self.message_raw(ticket, line)?;
        if !message.has_html || message.not_parsed.is_some() {
            return Ok(None);
        }
        let cid_url = |cid: &str| place_of(&message, cid).map(|(place, name)| file(place, name));
        let remote = match remote {
            Remote::Blocked => RemoteImages::Blocked,
            Remote::Allowed => RemoteImages::Allowed,
        };
        let clean = html::clean(
            &raw,
            &HtmlOptions {
                cid_url: &cid_url,
                remote,
                quote_summary: Some(quote_summary),
            },
        );
        Ok(clean.map(|clean| MessageHtml {
            html: clean.html,
            remote_blocked: clean.remote_blocked,
        }))
    }
}

pub(super) fn place_of<'a>(message: &'a Message, cid: &str) -> Option<(usize, &'a str)> {
    let named = |file: &crate::domain::message::Attachment| file.content_id.as_deref() == Some(cid);
    let place = message.attachments.iter().position(named)?;
    message
        .attachments
        .get(place)
        .map(|file| (place, file.name.as_str()))
}

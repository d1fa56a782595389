//! The message that is passed on: where it stands, its whole text, its HTML and its files.

use std::sync::Arc;

use crate::{
    desk::{book::Book, message_html::place_of, problem::Problem},
    domain::{
        address::{Correspondent, EmailAddress},
        id::{ActivityId, TicketId},
        mailbox::{Detail, Mailbox},
        message::{Message, MsgId, NotParsed},
        ticket::Ticket,
    },
    mail::{
        html::{self, HtmlOptions, RemoteImages},
        inbound,
        outbound::File,
    },
    store::{self, View, blobs},
};

/// A message of a ticket's log that can be passed on.
#[derive(Clone, Debug)]
pub struct Original {
    /// The ticket that it is of: the one that was asked for, or one that was merged into it.
    pub home: TicketId,
    pub message: Message,
    pub ticket: Ticket,
    pub book: Arc<Book>,
}

impl Original {
    /// All of its text, with what the log folds.
    #[must_use]
    pub fn text(&self) -> String {
        whole_text(&self.message)
    }

    /// The files that whoever passes it on chooses among: their places, and what they are. Images
    /// that the HTML shows in place are a part of it.
    pub fn files(&self) -> impl Iterator<Item = (usize, &crate::domain::message::Attachment)> {
        let files = self.message.attachments.iter().enumerate();
        files.filter(|(_, file)| !(file.inline && self.message.has_html))
    }

    /// Somebody as it names them, without the secret by which an answer finds its ticket.
    #[must_use]
    pub fn written(&self, who: &Correspondent) -> String {
        let (local, domain) = (who.address.local(), who.address.domain());
        let secret = |mailbox: &&Mailbox| {
            let detail = mailbox.matches(local, domain);
            matches!(detail, Some(Detail::Reply(_) | Detail::Return(_)))
        };
        let own = self.book.every_mailbox().find(secret);
        let address: &EmailAddress = own.map_or(&who.address, |mailbox| &mailbox.address);
        match who.name.trim() {
            "" => address.to_string(),
            name if name == who.address.as_str() => address.to_string(),
            name => format!("{name} <{address}>"),
        }
    }
}

/// Finds a message of a ticket's log, and the ticket that it is of.
///
/// # Errors
/// [`Problem::NotFound`] if that line is none, or nothing of it is left.
pub(super) fn find(
    view: &impl View,
    ticket: &Ticket,
    line: ActivityId,
) -> Result<(TicketId, Message), Problem> {
    let mut ahead = vec![ticket.id];
    while let Some(id) = ahead.pop() {
        let Some(activity) = store::activity::get(view, id, line)? else {
            if let Some(member) = store::ticket::get(view, id)? {
                ahead.extend(member.merged);
            }
            continue;
        };
        let message = activity.event.message().ok_or(Problem::NotFound)?;
        let message = store::message::get(view, message)?;
        // One that was split off is of another ticket alone.
        let left = |it: &Message| it.ticket == id && it.not_parsed != Some(NotParsed::Erased);
        return match message.filter(left) {
            Some(message) => Ok((id, message)),
            None => Err(Problem::NotFound),
        };
    }
    Err(Problem::NotFound)
}

pub(super) fn whole_text(message: &Message) -> String {
    let (text, quoted) = (message.text.trim_end(), message.quoted.trim());
    match (text.is_empty(), quoted.is_empty()) {
        (_, true) => text.to_owned(),
        (true, _) => quoted.to_owned(),
        _ => format!("{text}\n\n{quoted}"),
    }
}

/// What goes along beside the text.
pub(super) struct Passed {
    /// The HTML, cleaned, its images by the names of `files`.
    pub html: Option<String>,
    pub files: Vec<File>,
}

impl Passed {
    /// Takes a message apart. `files` are the places that go along, None for all; `msg_id` makes the
    /// names of what the HTML shows.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if its bytes are gone.
    pub fn of(
        view: &impl View,
        message: &Message,
        files: Option<&[usize]>,
        msg_id: &MsgId,
    ) -> Result<Self, Problem> {
        let raw = blobs::get(view, message.raw)?.ok_or(Problem::NotFound)?;
        // Nothing of it could be read: whoever gets it may have a program that can.
        if message.not_parsed.is_some_and(NotParsed::keeps_original) {
            return Ok(Self {
                html: None,
                files: vec![File {
                    name: "message.eml".to_owned(),
                    content_type: "message/rfc822".to_owned(),
                    bytes: raw,
                    content_id: None,
                }],
            });
        }
        let name = |place: usize| format!("{place}.{}", msg_id.as_str());
        let cid_url = |cid: &str| place_of(message, cid).map(|(at, _)| format!("cid:{}", name(at)));
        let options = HtmlOptions {
            cid_url: &cid_url,
            remote: RemoteImages::Allowed,
            quote_summary: None,
        };
        let clean = match message.has_html {
            true => html::clean(&raw, &options),
            false => None,
        };
        let shows = clean.is_some();
        let places = message.attachments.iter().enumerate();
        let goes = places.filter(|(place, file)| {
            let chosen = files.is_none_or(|files| files.contains(place));
            chosen || (shows && file.inline)
        });
        let files = goes.map(|(place, file)| File {
            name: file.name.clone(),
            content_type: file.content_type.clone(),
            bytes: inbound::attachment(&raw, file),
            content_id: (shows && file.inline)
                .then(|| MsgId::parse(&name(place)))
                .flatten(),
        });
        Ok(Self {
            files: files.collect(),
            html: clean.map(|clean| clean.html),
        })
    }
}

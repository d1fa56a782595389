//! Lines of a log as drawn: one sentence or one box each.

mod people;
mod verb;

use crate::{
    desk::{
        book::Book,
        ticket_view::{LogLine, TicketView},
    },
    domain::{
        activity::{Actor, Event, Fired},
        address::Correspondent,
        delivery::{Delivery, DeliveryState},
        id::{ActivityId, TicketId},
        mailbox::{Detail, Mailbox},
        message::{self, Direction, NotParsed, Sender},
        note::{Revised, parts},
        reason::{self, Said},
        rule::action::Effect,
        ticket::Ticket,
    },
    web::{
        message_html::attachment_path,
        view::{
            Person,
            log::{
                DeliveryWord, EffectWords, File, Html, LogEntry, Message, NotePart, ReasonPart,
                What,
            },
        },
    },
};

/// Draws every line that is shown; a delivery state shows on its message, only a failure by itself.
#[must_use]
pub fn entries(view: &TicketView) -> Vec<LogEntry> {
    view.log
        .iter()
        .filter_map(|line| entry(view, line))
        .collect()
}

/// Draws one line; None for one that is not shown.
#[must_use]
pub fn entry(view: &TicketView, line: &LogLine) -> Option<LogEntry> {
    let (book, activity) = (&view.book, &line.activity);
    Some(LogEntry {
        id: activity.id.0,
        at: activity.at,
        who: who(book, line),
        what: what(view, line)?,
        of: (activity.ticket != view.ticket.id).then_some(activity.ticket.0),
    })
}

fn what(view: &TicketView, line: &LogLine) -> Option<What> {
    let book = &view.book;
    Some(match &line.activity.event {
        Event::Created(created) => What::Created {
            source: created.source.into(),
            mailbox: created
                .mailbox
                .and_then(|id| book.mailbox(id))
                .map(|m| m.address.to_string()),
            automatic: created.automatic,
        },
        Event::MessageIn { .. } | Event::MessageOut { .. } | Event::Forwarded { .. } => {
            What::Message(Box::new(message(view, line)?))
        }
        Event::Note { text } => note(view, line, text),
        Event::NoteEdited { note, old, .. } => What::NoteEdited {
            note: note.0,
            old: old.clone(),
        },
        Event::NoteDeleted { note, old } => What::NoteDeleted {
            note: note.0,
            old: old.clone(),
            own: is_own(view, line),
        },
        Event::Name { old, new } => What::Name {
            old: old.clone(),
            new: new.clone(),
        },
        Event::Description { old, .. } => What::Description { old: old.clone() },
        Event::Status { old, new, cause } => What::Status {
            old: *old,
            new: *new,
            cause: (*cause).into(),
        },
        Event::Priority { old, new } => What::Priority {
            old: *old,
            new: *new,
        },
        Event::Assignee { old, new, cause } => What::Assignee {
            old: super::assignee(book, *old),
            new: super::assignee(book, *new),
            cause: (*cause).into(),
        },
        Event::TagAdded { tag } => What::TagAdded {
            tag: book.tag_name(*tag)?.to_owned(),
        },
        Event::TagRemoved { tag } => What::TagRemoved {
            tag: book.tag_name(*tag)?.to_owned(),
        },
        Event::Due { old, new } => What::Due {
            old: *old,
            new: *new,
        },
        Event::Deleted
        | Event::Restored
        | Event::Linked { .. }
        | Event::Unlinked { .. }
        | Event::Snoozed { .. }
        | Event::Woke { .. }
        | Event::Merged { .. }
        | Event::Unmerged { .. }
        | Event::Absorbed(_)
        | Event::Parted { .. }
        | Event::SplitOff { .. }
        | Event::SplitFrom { .. }
        | Event::SplitBack { .. }
        | Event::Erased => verb::what(view, &line.activity)?,
        Event::ParticipantAdded { .. }
        | Event::ParticipantConfirmed { .. }
        | Event::ParticipantUnconfirmed { .. }
        | Event::ParticipantRemoved { .. }
        | Event::CustomerEdited { .. }
        | Event::Customer { .. } => people::what(line)?,
        Event::Delivery {
            delivery,
            state: DeliveryState::Failed { reason },
            ..
        } => What::DeliveryFailed {
            recipient: recipient(line, *delivery),
            reason: why(reason),
        },
        Event::Delivery { .. } => return None,
        Event::Rule(fired) => rule(book, fired),
    })
}

fn rule(book: &Book, fired: &Fired) -> What {
    let effects = fired.effects.iter();
    What::Rule {
        id: fired.rule.0,
        name: fired.name.clone(),
        effects: effects.filter_map(|it| effect(book, it)).collect(),
    }
}

/// A note as it is now; where it was deleted, only its place.
fn note(view: &TicketView, line: &LogLine, written: &str) -> What {
    let (text, edited) = match &line.revised {
        None => (written, None),
        Some(Revised { text: None, .. }) => return What::NoteGone,
        Some(Revised {
            text: Some(text),
            at,
        }) => (text.as_str(), Some(*at)),
    };
    let people: Vec<_> = view
        .book
        .users
        .iter()
        .map(|user| (user.id, user.name.clone()))
        .collect();
    let parts = parts(text, &people).into_iter().map(|part| NotePart {
        text: part.text.to_owned(),
        mention: part.mentions.is_some(),
        me: part.mentions == Some(view.reader),
    });
    What::Note {
        parts: parts.collect(),
        text: text.to_owned(),
        edited,
        own: is_own(view, line),
    }
}

fn is_own(view: &TicketView, line: &LogLine) -> bool {
    line.activity.actor == Actor::User(view.reader)
}

/// Draws what a rule changed; None for a tag that nobody knows any more.
#[must_use]
pub fn effect(book: &Book, effect: &Effect) -> Option<EffectWords> {
    Some(match effect {
        Effect::Status { old, new } => EffectWords::Status {
            old: *old,
            new: *new,
        },
        Effect::Priority { old, new } => EffectWords::Priority {
            old: *old,
            new: *new,
        },
        Effect::Assignee { old, new } => EffectWords::Assignee {
            old: super::assignee(book, *old),
            new: super::assignee(book, *new),
        },
        Effect::TagAdded { tag } => EffectWords::TagAdded {
            tag: book.tag_name(*tag)?.to_owned(),
        },
        Effect::TagRemoved { tag } => EffectWords::TagRemoved {
            tag: book.tag_name(*tag)?.to_owned(),
        },
        Effect::Name { new, .. } => EffectWords::Name { new: new.clone() },
        Effect::Due { new, .. } => EffectWords::Due { new: *new },
        Effect::Snoozed { new, .. } => EffectWords::Snoozed { until: *new },
        Effect::Note { text } => EffectWords::Note { text: text.clone() },
    })
}

fn who(book: &Book, line: &LogLine) -> Option<Person> {
    match line.activity.actor {
        Actor::System => None,
        Actor::User(id) => book.user(id).map(super::user),
        Actor::Customer(_) => {
            // The mail's own sender: a colleague may write on the customer's ticket.
            let from = line
                .message
                .as_ref()
                .and_then(|message| message.from.as_ref());
            Some(from.map_or_else(
                || super::customer(line.customer.as_ref()),
                |from| sender(from, line),
            ))
        }
    }
}

fn sender(from: &Correspondent, line: &LogLine) -> Person {
    Person::new(
        from.label(),
        line.customer.as_ref().map_or(0, |customer| customer.id.0),
    )
}

fn recipient(line: &LogLine, delivery: crate::domain::id::DeliveryId) -> String {
    let found = line.deliveries.iter().find(|d| d.id == delivery);
    found.map_or_else(String::new, |delivery| delivery.recipient.to_string())
}

/// A name; or the address, without the secret by which an answer finds its ticket.
fn addressee(book: &Book, who: &Correspondent) -> String {
    let (address, label) = (&who.address, who.label());
    let secret = |mailbox: &&Mailbox| {
        let detail = mailbox.matches(address.local(), address.domain());
        matches!(detail, Some(Detail::Reply(_) | Detail::Return(_)))
    };
    match book.every_mailbox().find(secret) {
        Some(mailbox) if label == address.as_str() => mailbox.address.to_string(),
        _ => label.to_owned(),
    }
}

fn message(view: &TicketView, line: &LogLine) -> Option<Message> {
    let (ticket, book) = (&view.ticket, &view.book);
    let (message, id) = (line.message.as_ref()?, line.activity.id);
    // What was merged keeps its addresses.
    let own = line.activity.ticket;
    let from = match (&message.from, message.author.and_then(|id| book.user(id))) {
        (_, Some(author)) => super::user(author),
        (Some(from), None) => sender(from, line),
        (None, None) => super::customer(line.customer.as_ref()),
    };
    let names = |list: &[Correspondent]| list.iter().map(|who| addressee(book, who)).collect();
    let unconfirmed = message.from.as_ref().is_some_and(|from| {
        let key = from.address.key();
        ticket
            .participants
            .iter()
            .any(|p| !p.confirmed && p.who.address.key() == key)
    });
    let forward_of = match line.activity.event {
        Event::Forwarded { of, .. } => Some(of.0),
        _ => None,
    };
    Some(Message {
        direction: message.direction,
        from,
        from_address: message
            .from
            .as_ref()
            .map_or_else(String::new, |from| from.address.to_string()),
        to: names(&message.to),
        cc: names(&message.cc),
        subject: other_subject(ticket, message),
        text: message.text.clone(),
        quoted: message.quoted.clone(),
        html: html(own, id, message),
        attachments: files(own, id, message),
        raw_url: message
            .is_original()
            .then(|| format!("/t/{own}/m/{id}/raw")),
        deliveries: line.deliveries.iter().map(delivery).collect(),
        automatic: message.automatic,
        not_parsed: message.not_parsed,
        sender: message.sender,
        confirmable: message.sender == Sender::NewParticipant && unconfirmed,
        splits: own == ticket.id
            && forward_of.is_none()
            && message.is_original()
            && view.first_message.is_some_and(|first| first < id),
        forwards: message.not_parsed != Some(NotParsed::Erased),
        forward_of,
        also_to: message
            .also_to
            .iter()
            .filter_map(|id| book.mailbox(*id))
            .map(|m| m.address.to_string())
            .collect(),
    })
}

/// The subject where it says more than the ticket's name.
fn other_subject(ticket: &Ticket, message: &message::Message) -> Option<String> {
    let bare = message.subject.to_lowercase();
    let says_more =
        !bare.contains(&ticket.name.to_lowercase()) && !message.subject.trim().is_empty();
    (says_more && message.direction == Direction::In).then(|| message.subject.clone())
}

fn html(ticket: TicketId, line: ActivityId, message: &message::Message) -> Option<Html> {
    if !message.has_html || message.not_parsed.is_some() {
        return None;
    }
    let url = format!("/t/{ticket}/m/{line}/html");
    let open = message.text.trim().is_empty() || message.attachments.iter().any(|file| file.inline);
    Some(Html {
        remote_url: Some(format!("{url}?remote=1")),
        url,
        open,
    })
}

fn files(ticket: TicketId, line: ActivityId, message: &message::Message) -> Vec<File> {
    let shown_in_place = |file: &message::Attachment| file.inline && message.has_html;
    let files = message
        .attachments
        .iter()
        .enumerate()
        .filter(|(_, file)| !shown_in_place(file));
    files
        .map(|(place, file)| File {
            name: file.name.clone(),
            url: attachment_path(ticket, line, place, &file.name),
            size_bytes: file.size_bytes,
        })
        .collect()
}

pub fn delivery(delivery: &Delivery) -> crate::web::view::log::Delivery {
    let state = match delivery.state.clone() {
        DeliveryState::Queued => DeliveryWord::Queued,
        DeliveryState::Leased { .. } => DeliveryWord::Sending,
        DeliveryState::Delivered { server, reply, tls } => DeliveryWord::Delivered {
            // The name says it: the address behind it is for the log of the desk.
            server: server
                .split_once(" [")
                .map_or(server.as_str(), |(name, _)| name)
                .to_owned(),
            reply,
            tls,
        },
        DeliveryState::Delayed { next, reason } => DeliveryWord::Delayed {
            next: Some(next),
            reason: why(&reason),
        },
        DeliveryState::DelayedAhead { reason } => DeliveryWord::Delayed {
            next: None,
            reason: why(&reason),
        },
        DeliveryState::Failed { reason } => DeliveryWord::Failed {
            reason: why(&reason),
        },
    };
    crate::web::view::log::Delivery {
        recipient: delivery.recipient.to_string(),
        state,
        at: delivery.changed,
    }
}

/// What is said of a delivery, in parts that are translated and parts that are not.
fn why(text: &str) -> Vec<ReasonPart> {
    let parts = reason::read(text).into_iter();
    let parts = parts.map(|part| match part {
        Said::Desk { reason, about } => ReasonPart::Desk {
            word: reason.word(),
            about,
        },
        Said::Server(name) => ReasonPart::Server { name },
        Said::Theirs(words) => ReasonPart::Theirs { words },
    });
    parts.collect()
}

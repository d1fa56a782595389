//! Turns the words of a story into a mail with an envelope: a new one, or one that a thread holds
//! to its ticket. Sends nothing.

use crate::{
    desk::ticket_view::{LogLine, TicketView},
    domain::{activity::Event, message::Direction, time::Timestamp},
};

use super::{
    letter::Letter,
    organization::MAILBOX,
    postman::Posted,
    samples::Customer,
    story::{Thread, Words},
};

/// The mail that opens a ticket.
#[must_use]
pub fn first(
    from: &Customer,
    subject: &str,
    words: &Words,
    at: Timestamp,
    number: usize,
) -> Posted {
    post(
        from,
        MAILBOX.to_owned(),
        subject.to_owned(),
        Vec::new(),
        words,
        (at, number),
    )
}

/// A mail to a ticket, held to it by a thread.
#[must_use]
pub fn answer(
    view: &TicketView,
    from: &Customer,
    words: &Words,
    thread: Thread,
    at: Timestamp,
    number: usize,
) -> Posted {
    let (local, domain) = MAILBOX.split_once('@').unwrap_or((MAILBOX, ""));
    let token = format!("{local}+t{}@{domain}", view.ticket.token.as_str());
    let sent = last_answer(view).and_then(|line| line.message.as_ref());
    let sent = sent.and_then(|sent| sent.msg_id.as_ref());
    let tagged = format!("Re: {} [#{}]", view.ticket.name, view.ticket.id);
    let (to, subject, references) = match thread {
        Thread::Whole => {
            let references = sent.map(|id| id.as_str().to_owned()).into_iter().collect();
            (token, tagged, references)
        }
        Thread::TokenOnly => (token, format!("Re: {}", view.ticket.name), Vec::new()),
        Thread::NumberOnly => (MAILBOX.to_owned(), tagged, Vec::new()),
    };
    post(from, to, subject, references, words, (at, number))
}

/// The line of the desk's newest answer.
#[must_use]
pub fn last_answer(view: &TicketView) -> Option<&LogLine> {
    view.log.iter().rev().find(|line| {
        let out = line
            .message
            .as_ref()
            .is_some_and(|message| message.direction == Direction::Out);
        out && matches!(line.activity.event, Event::MessageOut { .. })
    })
}

fn post(
    from: &Customer,
    to: String,
    subject: String,
    references: Vec<String>,
    words: &Words,
    (at, number): (Timestamp, usize),
) -> Posted {
    let domain = from.email.split_once('@').map_or("", |(_, domain)| domain);
    let letter = Letter {
        from_name: from.name.to_owned(),
        from: from.email.to_owned(),
        to: to.clone(),
        subject,
        date: at,
        msg_id: format!("{}.{number}@{domain}", at.0),
        references,
        more_headers: words.headers.clone(),
        form: words.form,
        text: words.text.clone(),
        files: words.files.clone(),
    };
    Posted {
        from: from.email.to_owned(),
        to,
        raw: letter.bytes(),
    }
}

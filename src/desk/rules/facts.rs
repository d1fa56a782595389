//! What rules look at, gathered from a mail or from the store.

use std::sync::Arc;

use crate::{
    desk::book::Book,
    domain::{
        address::{Correspondent, EmailAddress},
        assignee::Assignee,
        availability::is_available,
        calendar::of_ticket::Service,
        customer::Customer,
        id::{MailboxId, UserId},
        message::{Attachment, Message},
        right::Right,
        rule::{
            When,
            facts::{AttachmentFacts, Facts, Folded, MailFacts, TicketFacts, Timing},
            set::RuleSet,
            team::Team,
        },
        ticket::Ticket,
        time::Timestamp,
    },
    mail::inbound::{self, InboundMail},
    store::{self, StoreError, View},
};

/// Takes what rules look at from a mail that arrives. Folds its texts, so it comes before the
/// transaction.
pub(in crate::desk) fn of_mail(
    set: &RuleSet,
    mail: &InboundMail,
    raw: &[u8],
    mailboxes: Vec<MailboxId>,
) -> MailFacts {
    if set.rules.is_empty() {
        // Nobody will look: only where it came to is of use to others.
        return MailFacts {
            mailboxes,
            ..MailFacts::default()
        };
    }
    let headers = if set.headers {
        folded_headers(raw)
    } else {
        Vec::new()
    };
    MailFacts {
        subject: Folded::new(&mail.subject),
        body: Folded::new(&mail.text),
        headers,
        automatic: mail.automatic.is_some(),
        ..addresses(mail.from.as_ref(), &mail.cc, &mail.attachments, mailboxes)
    }
}

/// The same from a message that was kept. Its headers are read from the blob where a rule asks for
/// one.
pub(super) fn of_message(
    view: &impl View,
    set: &RuleSet,
    message: &Message,
    mailbox: Option<MailboxId>,
) -> Result<MailFacts, StoreError> {
    let raw = if set.headers {
        store::blobs::get(view, message.raw)?
    } else {
        None
    };
    let mailboxes = mailbox.into_iter().chain(message.also_to.iter().copied());
    Ok(MailFacts {
        subject: Folded::new(&message.subject),
        body: Folded::new(&message.text),
        headers: raw.map_or_else(Vec::new, |raw| folded_headers(&raw)),
        automatic: message.automatic.is_some(),
        ..addresses(
            message.from.as_ref(),
            &message.cc,
            &message.attachments,
            mailboxes.collect(),
        )
    })
}

fn folded_headers(raw: &[u8]) -> Vec<(String, Folded)> {
    let headers = inbound::headers(raw).into_iter();
    headers
        .map(|(name, value)| (name, Folded::new(&value)))
        .collect()
}

fn addresses(
    from: Option<&Correspondent>,
    cc: &[Correspondent],
    attachments: &[Attachment],
    mailboxes: Vec<MailboxId>,
) -> MailFacts {
    let files = attachments.iter().filter(|file| !file.inline);
    MailFacts {
        sender: from.map(|from| Folded::new(from.address.as_str())),
        sender_domain: from.map(|from| Folded::new(from.address.domain())),
        cc: cc
            .iter()
            .map(|who| Folded::new(who.address.as_str()))
            .collect(),
        mailboxes,
        attachments: files
            .map(|file| AttachmentFacts {
                name: Folded::new(&file.name),
                content_type: Folded::new(&file.content_type),
                size_bytes: file.size_bytes,
            })
            .collect(),
        ..MailFacts::default()
    }
}

/// Takes what rules look at from a ticket.
pub(in crate::desk) fn of_ticket(
    view: &impl View,
    book: &Book,
    ticket: &Ticket,
    set: &RuleSet,
    now: Timestamp,
) -> Result<TicketFacts, StoreError> {
    let customer = store::customer::get(view, ticket.customer)?;
    let tags = book.tags_of(&ticket.tags);
    Ok(TicketFacts::of(
        ticket,
        tags.iter().map(|tag| tag.id).collect(),
        customer.map_or_else(Vec::new, labels),
        Timing::of(ticket, &book.service(ticket), set, now),
    ))
}

fn labels(customer: Customer) -> Vec<String> {
    let addresses = customer.addresses.iter().map(EmailAddress::as_str);
    let addresses: Vec<String> = addresses.map(str::to_owned).collect();
    std::iter::once(customer.name)
        .chain(addresses)
        .filter(|label| !label.is_empty())
        .collect()
}

/// Puts together what one event is decided by.
pub(in crate::desk) fn facts(
    when: When,
    mail: Option<Arc<MailFacts>>,
    ticket: TicketFacts,
    description: &str,
    group: Option<Assignee>,
    teams: Vec<Team>,
) -> Facts {
    let own = mail.is_none().then(|| {
        let (name, description) = (Folded::new(&ticket.name), Folded::new(description));
        (name, description)
    });
    Facts {
        when,
        mail,
        ticket,
        own,
        group,
        teams,
        service: Service::none(),
        spent: Vec::new(),
    }
}

/// The groups that rules share tickets out in: who is there, and how much they have.
///
/// `open` counts the tickets of somebody that are not closed.
pub(super) fn teams(
    view: &impl View,
    book: &Book,
    set: &RuleSet,
    open: &dyn Fn(UserId) -> u64,
    now: Timestamp,
) -> Result<Vec<Team>, StoreError> {
    let zone = book.zone();
    let mut teams = Vec::new();
    for id in set.shared() {
        let Some(group) = book.group(id) else {
            continue;
        };
        let members = group.members.iter().filter_map(|id| book.user(*id));
        let there = members.filter(|user| {
            let sees = book
                .access(user.id)
                .is_some_and(|access| access.may(Right::TicketRead));
            sees && is_available(user, zone, now)
        });
        teams.push(Team {
            group: id,
            members: group.members.clone(),
            present: there.map(|user| (user.id, open(user.id))).collect(),
            last: store::group::turn(view, id)?,
        });
    }
    Ok(teams)
}

/// The group that a mailbox gives its new tickets to; None if it has none, or the group is no more.
pub(super) fn group_of(book: &Book, mailbox: Option<MailboxId>) -> Option<Assignee> {
    let group = book.mailbox(mailbox?)?.default_group?;
    book.group(group).map(|group| Assignee::Group(group.id))
}

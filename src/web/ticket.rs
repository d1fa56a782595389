//! The expert view: one ticket, its log, its fields.

pub mod compose;
pub mod edit;
pub mod preview;

use crate::{
    desk::{access::UserDesk, signature::signature, ticket_view::TicketView},
    domain::{
        activity::Event,
        id::{ActivityId, TicketId},
        message::Direction,
        ticket::Status,
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    gate::Answer,
    inbox::{self, InboxQuery},
    list_query::write_assignee,
    respond,
    view::{
        FieldError, Person, Section,
        ticket::{
            Composer, ComposerMode, Customer, Recipient, Then, TicketInfo, TicketPage, TicketUpdate,
        },
        ticket_create::TicketCreate,
    },
};

/// Tags that are offered while typing.
const KNOWN_TAGS: usize = 200;

/// Shows a ticket.
pub async fn ticket(call: Call, user: UserDesk) -> Answer {
    let mode = match call.query.text("compose") {
        "note" => ComposerMode::Note,
        _ => ComposerMode::Mail,
    };
    show(
        &call,
        user,
        Typed {
            mode: Some(mode),
            ..Typed::default()
        },
    )
    .await
}

/// What a refused form leaves on the page.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub mode: Option<ComposerMode>,
    pub text: Option<String>,
    pub note: Option<String>,
    pub cc: Option<String>,
    pub then: Option<Then>,
    pub kept: Vec<crate::web::view::ticket::KeptFile>,
    /// Errors of the composer.
    pub composer_errors: Vec<FieldError>,
    /// Errors of the fields at the right.
    pub errors: Vec<FieldError>,
    /// The message that has to be read first.
    pub held: Option<ActivityId>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub tag: Option<String>,
}

/// Answers the whole page, with what was typed before a refusal.
pub async fn show(call: &Call, user: UserDesk, typed: Typed) -> Answer {
    let id = TicketId(call.number("n")?);
    let inbox_query = InboxQuery::read(&call.query);
    let reader = user.clone();
    let page = call
        .run(move |_| {
            let view = reader.ticket_view(id, ActivityId(0))?;
            let inbox = inbox::read(&reader, &inbox_query, &format!("/t/{id}"), Some(id))?;
            let create = TicketCreate::new(draw::assignees(&view.book));
            let mut ticket = info(&view, &reader)?;
            let composer = composer(&view, &typed, &reader);
            ticket.errors = typed.errors;
            if let Some(name) = typed.name {
                ticket.name = name;
            }
            if let Some(description) = typed.description {
                ticket.description = description;
            }
            ticket.tag_typed = typed.tag.unwrap_or_default();
            Ok::<_, WebError>(TicketPage {
                ticket,
                log: draw::log::entries(&view),
                composer,
                inbox,
                create,
            })
        })
        .await?;
    respond::page(call, Some(&user), Section::Inbox, "ticket.html", &page)
}

/// Says what is new in a ticket after a number: `/t/{n}/log?after=88019`.
pub async fn ticket_log(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let after = call
        .query
        .text("after")
        .parse()
        .map(ActivityId)
        .map_err(|_| WebError::BadRequest)?;
    let reader = user.clone();
    let update = call
        .run(move |_| {
            let view = reader.ticket_view(id, ActivityId(0))?;
            // A message whose delivery moved is drawn again, though its own number is old.
            let moved: Vec<_> = view
                .log
                .iter()
                .filter(|line| line.activity.id > after)
                .filter_map(|line| match line.activity.event {
                    Event::Delivery { message, .. } => Some(message),
                    _ => None,
                })
                .collect();
            let wanted = view.log.iter().filter(|line| match line.activity.event {
                _ if line.activity.id > after => true,
                Event::MessageOut { message } => moved.contains(&message),
                Event::MessageIn { .. } => view.log.iter().any(|newer| {
                    newer.activity.id > after
                        && matches!(newer.activity.event, Event::ParticipantConfirmed { .. })
                }),
                _ => false,
            });
            let log = wanted
                .filter_map(|line| draw::log::entry(&view, line))
                .collect();
            Ok::<_, WebError>(TicketUpdate {
                ticket: info(&view, &reader)?,
                log,
            })
        })
        .await?;
    respond::fragment(&call, Some(&user), "_ticket_update.html", &update)
}

/// Draws the head and the right pane.
///
/// # Errors
/// [`WebError`] if the tags to offer cannot be read.
pub fn info(view: &TicketView, reader: &UserDesk) -> Result<TicketInfo, WebError> {
    let (ticket, book) = (&view.ticket, &view.book);
    let customer = view.customer.as_ref();
    let known_tags = reader.tag_words(KNOWN_TAGS)?;
    Ok(TicketInfo {
        number: ticket.id.0,
        rev: ticket.rev.0,
        name: ticket.name.clone(),
        description: ticket.description.clone(),
        tag_typed: String::new(),
        status: ticket.status,
        priority: ticket.priority,
        assignee: draw::assignee(book, ticket.assignee),
        assignee_value: write_assignee(ticket.assignee),
        assignees: draw::assignees(book),
        tags: draw::tags(book, &ticket.tags),
        known_tags: known_tags.into_iter().map(|tag| tag.name).collect(),
        customer: Customer {
            person: draw::customer(customer),
            addresses: customer
                .map(|c| c.addresses.iter().map(ToString::to_string).collect())
                .unwrap_or_default(),
            phone: customer.map(|c| c.phone.clone()).unwrap_or_default(),
        },
        earlier: view.earlier.iter().map(draw::other).collect(),
        created: ticket.created,
        updated: ticket.updated,
        mailbox: book
            .answers_from(ticket.mailbox)
            .map(|m| m.address.to_string()),
        automatic: ticket.automatic,
        errors: Vec::new(),
    })
}

fn composer(view: &TicketView, typed: &Typed, reader: &UserDesk) -> Composer {
    let ticket = &view.ticket;
    let customer = view.customer.as_ref();
    let to = customer.and_then(|customer| {
        let address = customer.addresses.first()?;
        Some(Recipient {
            person: draw::customer(Some(customer)),
            address: address.to_string(),
        })
    });
    let own: Vec<String> = customer
        .map(|c| {
            c.addresses
                .iter()
                .map(super::super::domain::address::EmailAddress::key)
                .collect()
        })
        .unwrap_or_default();
    let copies = ticket
        .participants
        .iter()
        .filter(|p| p.confirmed && !own.contains(&p.who.address.key()));
    let cc = copies
        .map(|p| p.who.address.to_string())
        .collect::<Vec<_>>()
        .join(", ");
    Composer {
        mode: typed.mode.unwrap_or(ComposerMode::Mail),
        to,
        cc: typed.cc.clone().unwrap_or(cc),
        text: typed.text.clone().unwrap_or_default(),
        signature: signature(reader.user(), view.book.answers_from(ticket.mailbox))
            .map(str::to_owned),
        note: typed.note.clone().unwrap_or_default(),
        then: typed.then.unwrap_or(Then::Waiting),
        seen: ticket.rev.0,
        held: typed.held.and_then(|newest| held(view, newest)),
        kept: typed.kept.clone(),
        errors: typed.composer_errors.clone(),
    }
}

fn held(view: &TicketView, newest: ActivityId) -> Option<crate::web::view::ticket::Held> {
    let line = view.log.iter().find(|line| line.activity.id == newest)?;
    let message = line.message.as_ref()?;
    let who = match (
        message.direction,
        message.author.and_then(|id| view.book.user(id)),
    ) {
        (Direction::Out, Some(author)) => draw::user(author),
        _ => message.from.as_ref().map_or_else(
            || draw::customer(view.customer.as_ref()),
            |from| Person::new(from.label(), view.ticket.customer.0),
        ),
    };
    Some(crate::web::view::ticket::Held {
        who,
        entry: newest.0,
        at: line.activity.at,
    })
}

/// The word of *then* as a status.
#[must_use]
pub fn then_status(then: Then) -> Option<Status> {
    match then {
        Then::Keep => None,
        Then::Waiting => Some(Status::Waiting),
        Then::Closed => Some(Status::Closed),
    }
}

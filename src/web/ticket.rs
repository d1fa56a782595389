//! The expert view: one ticket, its log, its fields.

pub mod compose;
pub mod edit;
pub mod forward;
pub mod log;
pub mod people;
pub mod presence;
pub mod preview;
pub mod verbs;

use std::sync::Arc;

use poem::http::HeaderMap;

use crate::{
    desk::{
        access::UserDesk,
        mint,
        signature::signature,
        ticket_view::{LogPart, TicketView},
        upload,
    },
    domain::{
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
    respond, site, undo,
    view::{
        FieldError, Person, Section,
        ticket::{Composer, ComposerMode, Recipient, Then, TicketInfo, TicketPage, TypedNote},
        ticket_create::TicketCreate,
    },
};

/// Tags that are offered while typing.
const KNOWN_TAGS: usize = 200;

/// Shows a ticket; the number of a merged one leads to where it is now.
pub async fn ticket(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let root = user.leads_to(id);
    if root != id && user.sees_number(root) {
        let now = call.now;
        let offer = call.run(move |_| user.merge_offer(id, now)).await?;
        return Ok(undo::offer(&format!("/t/{root}?{CAME}={id}"), offer));
    }
    let mode = match call.query.text("compose") {
        "note" => ComposerMode::Note,
        _ => ComposerMode::Mail,
    };
    let typed = Typed {
        mode: Some(mode),
        forward: forward::asked(&call),
        ..Typed::default()
    };
    show(&call, user, typed).await
}

/// Names the merged ticket whose number led to a page.
pub const CAME: &str = "merged";

/// What a refused form leaves on the page.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub mode: Option<ComposerMode>,
    /// The message to pass on, or what was refused of it.
    pub forward: Option<forward::Passing>,
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
    pub due: Option<String>,
    pub edited_note: Option<TypedNote>,
    pub link: Option<String>,
    pub merge: Option<String>,
    pub people: people::PeopleTyped,
    pub until: Option<String>,
}

/// Answers the whole page, with what was typed before a refusal.
pub async fn show(call: &Call, user: UserDesk, typed: Typed) -> Answer {
    let id = TicketId(call.number("n")?);
    let inbox_query = InboxQuery::read(&call.query);
    let part = log::part(&call.query);
    let came = call.query.text(CAME).parse().ok().map(TicketId);
    let came = came.filter(|came| *came != id && user.leads_to(*came) == id);
    let typed = Typed {
        then: typed.then.or_else(|| remembered(&call.headers)),
        ..typed
    };
    let (reader, now, looks) = (user.clone(), call.now, log::is_look(call));
    let web = Arc::clone(&call.web);
    let page = call
        .run(move |_| {
            let view = reader.ticket_view_part(id, part)?;
            if looks && log::is_newest(part) {
                reader.ticket_read(id, view.rev())?;
            }
            let path = format!("/t/{id}");
            let log_url = |part: LogPart| inbox_query.log_url(&path, part);
            let first = view.log.first().filter(|_| view.has_older);
            let newest = LogPart {
                before: None,
                seen: None,
                ..part
            };
            let forward = forward::form(&web, &view, &reader, typed.forward.as_ref())?;
            Ok::<_, WebError>(TicketPage {
                composer: Composer {
                    mode: match (&forward, typed.mode) {
                        (Some(_), _) => ComposerMode::Forward,
                        (None, mode) => mode.unwrap_or(ComposerMode::Mail),
                    },
                    forward,
                    ..composer(&view, &typed, log::seen(&view, part), &reader)
                },
                typed_note: typed.edited_note.clone(),
                ticket: TicketInfo {
                    came_from: came.map(|came| came.0),
                    ..typed.over(info(&view, &reader)?)
                },
                log: draw::log::entries(&view),
                older_url: first.map(|line| {
                    log_url(LogPart {
                        before: Some(line.activity.id),
                        ..part
                    })
                }),
                newest_url: part.before.map(|_| log_url(newest)),
                shows: log::shows(part.show, log_url),
                fresh: log::fresh(&view, part, log_url),
                log_url: log::live_url(id, part.show),
                inbox: inbox::read(&reader, &inbox_query, &path, Some(id), now)?,
                create: TicketCreate::new(mint::form_name(), draw::assignees(&view.book)),
            })
        })
        .await?;
    respond::page(call, Some(&user), Section::Inbox, "ticket.html", &page)
}

impl Typed {
    /// Puts what was refused in place of what is.
    fn over(self, mut info: TicketInfo) -> TicketInfo {
        self.people.over(&mut info.customer.typed);
        TicketInfo {
            participant_typed: self.people.add.unwrap_or_default(),
            name_typed: self.name.unwrap_or(info.name_typed),
            description_typed: self.description.unwrap_or(info.description_typed),
            tag_typed: self.tag.unwrap_or_default(),
            link_typed: self.link.unwrap_or_default(),
            merge_typed: self.merge.unwrap_or_default(),
            until_typed: self.until.unwrap_or_default(),
            due_typed: self.due.unwrap_or(info.due_typed),
            errors: self.errors,
            ..info
        }
    }
}

/// Draws the head and the right pane.
///
/// # Errors
/// [`WebError`] if the tags to offer cannot be read.
pub fn info(view: &TicketView, reader: &UserDesk) -> Result<TicketInfo, WebError> {
    let (ticket, book) = (&view.ticket, &view.book);
    let known_tags = reader.tag_words(KNOWN_TAGS)?;
    Ok(TicketInfo {
        number: ticket.id.0,
        rev: view.rev().0,
        since: people::since(view),
        name: ticket.name.clone(),
        description: ticket.description.clone(),
        name_typed: ticket.name.clone(),
        description_typed: ticket.description.clone(),
        tag_typed: String::new(),
        status: ticket.status,
        priority: ticket.priority,
        assignee: draw::assignee(book, ticket.assignee),
        assignee_value: write_assignee(ticket.assignee),
        assignees: draw::assignees(book),
        tags: draw::tags(book, &ticket.tags),
        known_tags: known_tags.into_iter().map(|tag| tag.name).collect(),
        customer: people::customer(view, reader),
        participants: people::participants(view),
        participant_typed: String::new(),
        earlier: view.earlier.iter().map(draw::other).collect(),
        links: view.links.iter().map(draw::other).collect(),
        link_typed: String::new(),
        merge_typed: String::new(),
        dues: draw::dues(book, ticket),
        due_typed: ticket
            .due
            .map_or_else(String::new, |due| due.local(&reader.zone(book))),
        created: ticket.created,
        updated: ticket.updated,
        mailbox: book
            .answers_from(ticket.mailbox)
            .map(|m| m.address.to_string()),
        has_mail: view.first_message.is_some(),
        has_rules: !book.rules.rules.is_empty(),
        automatic: ticket.automatic,
        bin_until: ticket.in_bin_until(),
        snoozed: ticket.snoozed,
        until_typed: String::new(),
        others: presence::others(reader, ticket.id)?,
        came_from: None,
        errors: Vec::new(),
    })
}

fn composer(view: &TicketView, typed: &Typed, seen: ActivityId, reader: &UserDesk) -> Composer {
    let ticket = &view.ticket;
    let customer = view.customer.as_ref();
    let to = view.answer_to.as_ref().map(|to| Recipient {
        person: draw::customer(customer),
        address: to.who.address.to_string(),
        instead_of: to.instead_of.as_ref().map(ToString::to_string),
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
        mode: ComposerMode::Mail,
        to,
        cc: typed.cc.clone().unwrap_or(cc),
        text: typed.text.clone().unwrap_or_default(),
        signature: signature(reader.user(), view.book.answers_from(ticket.mailbox))
            .map(str::to_owned),
        note: typed.note.clone().unwrap_or_default(),
        then: typed.then.unwrap_or(Then::Waiting),
        seen: seen.0,
        held: typed.held.and_then(|newest| held(view, newest)),
        most_bytes: upload::LARGEST,
        kept: typed.kept.clone(),
        errors: typed.composer_errors.clone(),
        forward: None,
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

/// The cookie that remembers how somebody sent the last time.
pub const THEN_COOKIE: &str = "then";

fn remembered(headers: &HeaderMap) -> Option<Then> {
    site::cookie(headers, THEN_COOKIE).and_then(Then::from_word)
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

//! From records to what templates take. Reads nothing, decides nothing.

pub mod dashboard;
pub mod log;
pub mod query;
pub mod rule;
pub mod rule_seen;

use crate::{
    desk::{access::UserDesk, book::Book, problem::Fault, search::Excerpt, ticket_list::Line},
    domain::{
        assignee, customer::Customer, fold::fold, id::TagId, right::Right, role::Role,
        smarthost::SmarthostError, tag::Tag, ticket::Ticket, user::User,
    },
};

use super::{
    assets,
    error::WebError,
    list_query::write_assignee,
    settings,
    view::{
        self, Assignee, AssigneeOption, Due, FieldError, Person, Problem, SignedIn,
        ticket_list::TicketRow,
    },
};

/// Characters of the description in a row.
const SNIPPET: usize = 140;

/// Draws a user.
#[must_use]
pub fn user(user: &User) -> Person {
    Person::new(&user.name, user.id.0)
}

/// A word for what somebody may and sees, and for the program that draws it: a page that has another one is old.
#[must_use]
pub fn stamp(desk: &UserDesk) -> String {
    format!("{}-{}", desk.stamp(), assets::MADE)
}

/// Draws who is at the page.
#[must_use]
pub fn signed_in(book: &Book, desk: &UserDesk) -> SignedIn {
    let user = desk.user();
    let role = user.roles.first().and_then(|id| book.role(*id));
    SignedIn {
        id: user.id.0,
        person: self::user(user),
        role: role.map_or_else(String::new, |role| role.name.clone()),
        role_is_predefined: role.is_some_and(Role::is_predefined),
        rights: desk.access().rights.iter().map(Right::word).collect(),
        has_settings: settings::first(desk).is_some(),
        single_keys: user.single_keys,
        access: stamp(desk),
    }
}

/// Draws a customer.
#[must_use]
pub fn customer(customer: Option<&Customer>) -> Person {
    customer.map_or_else(
        || Person::new("?", 0),
        |customer| {
            let label = customer.label();
            Person::new(if label.is_empty() { "?" } else { label }, customer.id.0)
        },
    )
}

/// Draws an assignee, a deleted group by its last name; None for nobody.
#[must_use]
pub fn assignee(book: &Book, assignee: Option<assignee::Assignee>) -> Option<Assignee> {
    match assignee? {
        assignee::Assignee::User(id) => book.user(id).map(|found| Assignee::User(user(found))),
        assignee::Assignee::Group(id) => book.group_name(id).map(|name| Assignee::Group {
            name: name.to_owned(),
        }),
    }
}

/// Every choice of an assignee list: users, then groups.
#[must_use]
pub fn assignees(book: &Book) -> Vec<AssigneeOption> {
    let users = book
        .users
        .iter()
        .filter(|user| user.active)
        .map(|found| AssigneeOption {
            value: write_assignee(Some(assignee::Assignee::User(found.id))),
            assignee: Assignee::User(user(found)),
        });
    let groups = book.groups.iter().map(|group| AssigneeOption {
        value: write_assignee(Some(assignee::Assignee::Group(group.id))),
        assignee: Assignee::Group {
            name: group.name.clone(),
        },
    });
    users.chain(groups).collect()
}

/// Draws a ticket's tags, by name: the first of them is what a list is ordered by.
#[must_use]
pub fn tags(book: &Book, tags: &[TagId]) -> Vec<view::Tag> {
    let mut shown = book.tags_of(tags);
    shown.sort_by_cached_key(|tag| (fold(&tag.name), tag.id));
    shown.into_iter().map(tag).collect()
}

/// Draws one tag.
#[must_use]
pub fn tag(tag: &Tag) -> view::Tag {
    view::Tag {
        name: tag.name.clone(),
        colour: tag.colour,
    }
}

/// Draws a row of the overview.
#[must_use]
pub fn row(book: &Book, line: &Line, excerpt: Excerpt, preview_url: String) -> TicketRow {
    let ticket = &line.ticket;
    TicketRow {
        number: ticket.id.0,
        rev: ticket.rev.0,
        name: ticket.name.clone(),
        named: excerpt.name,
        description: beginning(&ticket.description, SNIPPET),
        excerpt: excerpt.text,
        customer: label(line.customer.as_ref()),
        status: ticket.status,
        priority: ticket.priority,
        assignee: assignee(book, ticket.assignee),
        tags: tags(book, &ticket.tags),
        due: dues(book, ticket).into_iter().next(),
        snoozed: ticket.snoozed,
        created: ticket.created,
        updated: ticket.updated,
        mailbox: mailbox(book, ticket),
        unread: line.unread,
        outside: false,
        preview_url,
    }
}

fn mailbox(book: &Book, ticket: &Ticket) -> String {
    let mailbox = ticket.mailbox.and_then(|id| book.mailbox(id));
    mailbox.map_or_else(String::new, |mailbox| mailbox.address.to_string())
}

/// When a ticket is due, the first to come first.
#[must_use]
pub fn dues(book: &Book, ticket: &Ticket) -> Vec<Due> {
    let dues = book.dues(ticket).all().into_iter();
    dues.map(|(due, at)| Due {
        word: due.word(),
        at,
    })
    .collect()
}

/// The customer's name, address or telephone number.
#[must_use]
pub fn label(customer: Option<&Customer>) -> String {
    customer.map_or_else(String::new, |customer| customer.label().to_owned())
}

/// The beginning of a text as one line.
#[must_use]
pub fn beginning(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if count + length + 1 > most {
            if count == 0 {
                line.extend(word.chars().take(most));
            }
            line.push('…');
            break;
        }
        if count > 0 {
            line.push(' ');
            count += 1;
        }
        line.push_str(word);
        count += length;
    }
    line
}

/// A ticket as a line with a link.
#[must_use]
pub fn other(ticket: &Ticket) -> view::ticket::OtherTicket {
    view::ticket::OtherTicket {
        number: ticket.id.0,
        name: ticket.name.clone(),
        status: ticket.status,
        deleted: ticket.deleted.is_some(),
    }
}

/// The error of one field, if that is what an error is.
#[must_use]
pub fn field_error(error: &WebError) -> Option<FieldError> {
    let WebError::Field { field, fault } = error else {
        return None;
    };
    let about = match (field.as_str(), fault) {
        ("cc", Fault::TooLong(most)) | (_, Fault::TooMany(most)) => most.to_string(),
        (_, Fault::Range(least, most)) => format!("{least}–{most}"),
        _ => String::new(),
    };
    Some(FieldError::about(field, problem(field, *fault), about))
}

fn problem(field: &str, fault: Fault) -> Problem {
    match fault {
        Fault::Empty => Problem::Required,
        // The list of copies is counted in addresses.
        Fault::TooLong(_) if field == "cc" => Problem::TooMany,
        Fault::TooMany(_) if matches!(field, "to" | "cc") => Problem::TooMany,
        Fault::TooMany(_) if field == "tickets" => Problem::TooManyAtOnce,
        Fault::TooLong(_) => Problem::TooLong,
        Fault::Address => Problem::Address,
        Fault::Unknown => Problem::Choice,
        Fault::UploadGone => Problem::FileGone,
        Fault::NobodyToWriteTo => Problem::NobodyToWriteTo,
        Fault::NobodyToTell => Problem::NobodyToTell,
        Fault::NoMailbox => Problem::NoMailbox,
        Fault::Taken => Problem::Taken,
        Fault::OwnMailbox => Problem::OwnMailbox,
        Fault::TooShort(_) => Problem::PasswordShort,
        Fault::Common => Problem::PasswordCommon,
        Fault::WrongPassword => Problem::PasswordWrong,
        Fault::WrongCode => Problem::CodeWrong,
        Fault::Paused => Problem::Paused,
        Fault::TooLarge => Problem::FilesTooLarge,
        Fault::Tag => Problem::Tag,
        Fault::Changed => Problem::Changed,
        Fault::NoRoomForToken => Problem::LocalPart,
        Fault::LastMailbox => Problem::LastMailbox,
        Fault::Range(..) => Problem::Range,
        Fault::Day => Problem::Day,
        Fault::Moment => Problem::Moment,
        Fault::Domain => Problem::Domain,
        Fault::Line => Problem::Line,
        Fault::Smarthost(error) => smarthost(error),
        Fault::LastAdmin => Problem::LastAdmin,
        Fault::BeyondYou => Problem::BeyondYou,
        Fault::Inactive => Problem::Inactive,
        Fault::Hours => Problem::Hours,
        Fault::Zone => Problem::Zone,
        Fault::Span => Problem::Hours,
        Fault::Spans => Problem::Spans,
        Fault::NoHours => Problem::NoHours,
        Fault::Holiday => Problem::Holiday,
        Fault::Target => Problem::Target,
        Fault::TooMany(_) => Problem::Most,
        Fault::InBin => Problem::InBin,
        Fault::NoTicket => Problem::NoTicket,
        Fault::Closed => Problem::Closed,
        Fault::Merged => Problem::Merged,
        Fault::Itself => Problem::Itself,
        Fault::FirstMail => Problem::FirstMail,
        Fault::OtherCustomer(_) => Problem::OtherCustomer,
        Fault::NotTheirs => Problem::NotTheirs,
        Fault::Predefined => Problem::Predefined,
        // No page says the second: a cookie sets whichever end its owner likes.
        Fault::Past | Fault::Outlives => Problem::Past,
    }
}

fn smarthost(error: SmarthostError) -> Problem {
    match error {
        SmarthostError::Scheme => Problem::Choice,
        SmarthostError::Rest | SmarthostError::Host => Problem::Host,
        SmarthostError::User | SmarthostError::PasswordInside => Problem::Line,
        SmarthostError::Port => Problem::Port,
        SmarthostError::PasswordMissing => Problem::PasswordMissing,
        SmarthostError::UserMissing => Problem::UserMissing,
        SmarthostError::PlainPassword => Problem::PlainPassword,
        SmarthostError::PlainHost => Problem::PlainHost,
    }
}

//! Tickets for programs: `/api/v1/tickets`.

use poem::http::StatusCode;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use crate::{
    desk::{
        access::UserDesk,
        problem::{Fault, Problem},
        ticket_create::{NewCustomer, NewTicket},
        ticket_edit::TicketEdit,
    },
    domain::{
        activity::Source,
        address::EmailAddress,
        id::{ActivityId, TicketId},
        query::{
            Query,
            sort::{After, Sort, SortKey},
        },
        ticket::{Priority, Status},
        time::Timestamp,
    },
    web::{call::Call, error::WebError, gate::Answer, message_html},
};

use super::{
    assignee::{self, AssigneeIn},
    json::{answer, created, given, read},
    paging, rule_json, ticket_json,
};

fn field(field: &str, fault: Fault) -> WebError {
    WebError::Field {
        field: field.to_owned(),
        fault,
    }
}

/// Reads a query; a program is told of what is wrong in it, and answered nothing else.
pub(super) fn asked(user: &UserDesk, text: &str, now: Timestamp) -> Result<Query, WebError> {
    let asked = user.ask(text, now)?;
    if asked.wrong.is_empty() {
        return Ok(Query {
            ask: asked.ask,
            ..Query::default()
        });
    }
    let wrong: Vec<String> = asked.wrong.iter().map(ToString::to_string).collect();
    Err(WebError::Schema {
        field: Some("query".to_owned()),
        detail: wrong.join("; "),
    })
}

/// Reads in which order tickets are listed; what stands in the query wins.
fn sort(call: &Call) -> Result<Sort, WebError> {
    if let Some(typed) = Sort::in_words(call.query.text("query")) {
        return Ok(typed);
    }
    let Some(text) = call.query.get("sort") else {
        return Ok(Sort::default());
    };
    Sort::from_word(text).ok_or_else(|| {
        let words = SortKey::ALL.map(SortKey::word).join(", ");
        WebError::Schema {
            field: Some("sort".to_owned()),
            detail: format!("one of {words}, with a - in front from the other end"),
        }
    })
}

/// Lists tickets, newest change first if nothing else is asked for.
pub async fn list(call: Call, user: UserDesk) -> Answer {
    let (limit, sort) = (paging::limit(&call)?, sort(&call)?);
    let fits = |text: &str| After::read(text).filter(|after| after.fits(sort));
    let after = paging::after(&call, fits)?;
    let (text, now) = (call.query.text("query").to_owned(), call.now);
    let (page, near) = call
        .run(move |_| {
            let question = |text: &str| {
                let asked = asked(&user, text, now)?;
                Ok::<_, WebError>(Query { sort, ..asked })
            };
            let page = user.ticket_list(&question(&text)?, after.as_ref(), limit)?;
            let near = match page.counts.total {
                0 if !text.is_empty() => user.put_right(&text)?,
                _ => None,
            };
            let near = match near {
                Some(words) if user.ticket_counts(&[question(&words)?])? != [0] => Some(words),
                _ => None,
            };
            Ok::<_, WebError>((page, near))
        })
        .await?;
    let tickets: Vec<Value> = page
        .lines
        .iter()
        .map(|line| {
            Value::Object(ticket_json::summary(
                &page.book,
                &line.ticket,
                line.customer.as_ref(),
            ))
        })
        .collect();
    let next = page.next.map(|next| next.write());
    let mut document = json!({ "tickets": tickets, "next": next });
    // A program does things to what it finds: it is told what was meant, and asks for that itself.
    if let Some(near) = near {
        document["near"] = near.into();
    }
    answer(StatusCode::OK, &document)
}

/// Reads one ticket with its whole log.
pub async fn get(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let document = document(&call, user, id).await?;
    answer(StatusCode::OK, &document)
}

pub(super) async fn document(call: &Call, user: UserDesk, id: TicketId) -> Result<Value, WebError> {
    let read = move |_: &_| {
        let view = user.ticket_view(id, ActivityId(0))?;
        let html = |line: &crate::desk::ticket_view::LogLine| {
            let has = line
                .message
                .as_ref()
                .is_some_and(|message| message.has_html);
            has.then(|| message_html::for_api(&user, line.activity.ticket, line.activity.id))
                .flatten()
        };
        Ok::<_, Problem>(ticket_json::whole(
            &view.book,
            &view.ticket,
            view.customer.as_ref(),
            &view.log,
            &view.links,
            &html,
        ))
    };
    call.web.cleaning.run(call, read).await
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CustomerIn {
    email: Option<String>,
    name: String,
    phone: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TicketIn {
    name: String,
    #[serde(default)]
    description: String,
    customer: CustomerIn,
    priority: Option<Priority>,
    assignee: Option<AssigneeIn>,
    #[serde(default)]
    tags: Vec<String>,
    /// The description goes to the customer as an e-mail.
    #[serde(default)]
    notify_customer: bool,
}

/// Makes a ticket.
pub async fn create(call: Call, user: UserDesk) -> Answer {
    let new: TicketIn = read(&call)?;
    let now = call.now;
    let email = new
        .customer
        .email
        .as_deref()
        .map(EmailAddress::parse)
        .transpose();
    let email = email.map_err(|_| field("customer.email", Fault::Address))?;
    let maker = user.clone();
    let ticket = call
        .run(move |_| {
            let book = maker.book()?;
            let assignee = new
                .assignee
                .as_ref()
                .map(|who| assignee::read(&book, who))
                .transpose()?;
            let new = NewTicket {
                source: Source::Api,
                name: new.name,
                description: new.description,
                customer: NewCustomer {
                    known: None,
                    email,
                    name: new.customer.name,
                    phone: new.customer.phone,
                },
                priority: new.priority,
                assignee,
                tags: new.tags,
                notify_customer: new.notify_customer,
                form: None,
            };
            maker.ticket_create(new, now).map_err(WebError::from)
        })
        .await?;
    let document = match document(&call, user, ticket.id).await {
        // Made for somebody else: its number is all that its maker may know.
        Err(WebError::NotFound) => json!({ "number": ticket.id.0 }),
        document => document?,
    };
    created(&format!("/api/v1/tickets/{}", ticket.id), &document)
}

/// What is absent stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EditIn {
    #[serde(default, deserialize_with = "given")]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    description: Option<String>,
    #[serde(default, deserialize_with = "given")]
    status: Option<Status>,
    #[serde(default, deserialize_with = "given")]
    priority: Option<Priority>,
    #[serde(default, deserialize_with = "given")]
    tags: Option<Vec<String>>,
    /// Absent leaves it; null is nobody.
    #[serde(default, deserialize_with = "present")]
    assignee: Option<Option<AssigneeIn>>,
    /// Absent leaves it; null takes it away.
    #[serde(default, deserialize_with = "present")]
    due_at: Option<Option<String>>,
}

/// Tells what is absent from null.
pub(super) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// Reads a time of RFC 3339.
pub(super) fn moment(name: &str, text: &str) -> Result<Timestamp, WebError> {
    let read = text.parse::<jiff::Timestamp>();
    let read = read.map_err(|_| field(name, Fault::Moment))?;
    Ok(Timestamp(read.as_microsecond()))
}

/// Changes a ticket.
pub async fn edit(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let edit: EditIn = read(&call)?;
    let (now, editor) = (call.now, user.clone());
    let id = user.leads_to(id);
    call.run(move |_| {
        let book = editor.book()?;
        let assignee = match &edit.assignee {
            None => None,
            Some(None) => Some(None),
            Some(Some(who)) => Some(Some(assignee::read(&book, who)?)),
        };
        let due = match &edit.due_at {
            None => None,
            Some(None) => Some(None),
            Some(Some(text)) => Some(Some(moment("due_at", text)?)),
        };
        let edit = TicketEdit {
            due,
            name: edit.name,
            description: edit.description,
            status: edit.status,
            priority: edit.priority,
            assignee,
            tags: edit.tags,
            ..TicketEdit::default()
        };
        editor.ticket_edit(id, edit, now).map_err(WebError::from)
    })
    .await?;
    match document(&call, user, id).await {
        // Given to somebody else: it is done, and not theirs to see any more.
        Err(WebError::NotFound) => Ok(poem::Response::builder()
            .status(StatusCode::NO_CONTENT)
            .finish()),
        document => answer(StatusCode::OK, &document?),
    }
}

/// Says why rules fired on a ticket or did not, and whether they would now.
pub async fn explain(call: Call, user: UserDesk) -> Answer {
    let (id, now) = (TicketId(call.number("n")?), call.now);
    let document = call.run(move |_| {
        let why = user.why(id, now)?;
        Ok::<_, WebError>(rule_json::why(&*user.book()?, &why))
    });
    answer(StatusCode::OK, &document.await?)
}

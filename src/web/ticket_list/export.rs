//! A list as a file for a spreadsheet: `/tickets.csv`. Which tickets it holds is decided when it is
//! asked for; each is judged and read when its turn comes.

use std::{collections::VecDeque, io, sync::Arc};

use futures_util::stream;
use poem::Body;

use crate::{
    desk::{
        access::{Credential, Need, Seen, UserDesk},
        book::Book,
        ticket_list::Line,
    },
    domain::{assignee::Assignee, id::TicketId, right::Right},
    web::{
        Web, call::Call, error::WebError, gate::Answer, list_query::ListQuery, site, spreadsheet,
    },
};

use super::question;

/// Tickets that are read and written at once.
const CHUNK: usize = 200;
const COLUMNS: [&str; 12] = [
    "number", "name", "customer", "email", "status", "assignee", "priority", "tags", "mailbox",
    "created", "updated", "due",
];

/// Sends every ticket of a list, in its order.
pub async fn ticket_list_csv(call: Call, user: UserDesk) -> Answer {
    let (list, now) = (ListQuery::read(&call.query), call.now);
    let ids = call
        .run(move |_| {
            let (question, _) = question(&user, &list, now)?;
            user.ticket_ids_whole(&question).map_err(WebError::from)
        })
        .await?;
    let cookie = site::cookie(&call.headers, call.web.site.cookie_name()).unwrap_or_default();
    let rest = Rest {
        web: Arc::clone(&call.web),
        credential: Credential::Cookie(cookie.to_owned()),
        ids: ids.into(),
        head: Some(spreadsheet::head(&COLUMNS).map_err(WebError::internal)?),
    };
    let bytes = stream::try_unfold(rest, Rest::next);
    Ok(spreadsheet::file(
        "tickets.csv",
        Body::from_bytes_stream(bytes),
    ))
}

/// What is still to be sent.
struct Rest {
    web: Arc<Web>,
    /// Judged again at each piece: a file that is fetched slowly ends when its reader may not.
    credential: Credential,
    ids: VecDeque<TicketId>,
    head: Option<Vec<u8>>,
}

impl Rest {
    async fn next(mut self) -> io::Result<Option<(Vec<u8>, Self)>> {
        if let Some(head) = self.head.take() {
            return Ok(Some((head, self)));
        }
        if self.ids.is_empty() {
            return Ok(None);
        }
        let some: Vec<TicketId> = self.ids.drain(..CHUNK.min(self.ids.len())).collect();
        let (credential, now) = (self.credential.clone(), self.web.clock.now());
        let piece = self.web.desk.run(move |desk| {
            let need = Need::Right(Right::TicketRead);
            let user = desk.enter(&credential, need, None, Seen::Leave, now);
            let user = user.map_err(io::Error::other)?;
            let book = user.book().map_err(io::Error::other)?;
            let mut bytes = Vec::new();
            for id in some {
                if let Some(line) = user.ticket_line(id).map_err(io::Error::other)? {
                    bytes.extend(spreadsheet::record(&cells(&book, &line))?);
                }
            }
            Ok::<_, io::Error>(bytes)
        });
        let bytes = piece.await.map_err(io::Error::other)??;
        Ok(Some((bytes, self)))
    }
}

fn cells(book: &Book, line: &Line) -> [String; COLUMNS.len()] {
    let ticket = &line.ticket;
    let customer = line.customer.as_ref();
    let address = customer.and_then(|customer| customer.addresses.first());
    let assignee = match ticket.assignee {
        None => None,
        Some(Assignee::User(id)) => book.user(id).map(|user| user.name.clone()),
        Some(Assignee::Group(id)) => book.group_name(id).map(str::to_owned),
    };
    let tags: Vec<&str> = book
        .tags_of(&ticket.tags)
        .into_iter()
        .map(|tag| tag.name.as_str())
        .collect();
    let mailbox = ticket.mailbox.and_then(|id| book.mailbox(id));
    let due = book.dues(ticket).next().map(|(_, at)| at.rfc3339());
    [
        ticket.id.to_string(),
        ticket.name.clone(),
        customer.map_or_else(String::new, |customer| customer.name.clone()),
        address.map_or_else(String::new, ToString::to_string),
        ticket.status.word().to_owned(),
        assignee.unwrap_or_default(),
        ticket.priority.word().to_owned(),
        tags.join(" | "),
        mailbox.map_or_else(String::new, |mailbox| mailbox.address.to_string()),
        ticket.created.rfc3339(),
        ticket.updated.rfc3339(),
        due.unwrap_or_default(),
    ]
}

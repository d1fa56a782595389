//! The palette behind Ctrl+K: where one may go, and tickets by number or words.

use crate::{
    desk::{access::UserDesk, problem::Problem},
    domain::{
        id::TicketId,
        query::typed::{self, QUERY_CHARS, WordFault, WrongWord},
        right::Right,
        time::Timestamp,
    },
};

use super::{
    call::Call,
    error::WebError,
    gate::Answer,
    list_query::ListQuery,
    respond, ticket_list,
    view::{
        ViewLink,
        commands::{Commands, Found, WholeList},
        ticket_list::{Near, SavedLink},
    },
};

/// Tickets that are offered for some words.
const FOUND: usize = 8;

/// Lists what the palette offers; with `query`, the tickets that it finds.
pub async fn commands(call: Call, user: UserDesk) -> Answer {
    let words: String = call.query.text("query").chars().take(QUERY_CHARS).collect();
    let (reader, now) = (user.clone(), call.now);
    let commands = call
        .run(move |_| {
            let words = words.trim();
            let mut commands = Commands {
                searched: !words.is_empty(),
                ..Commands::default()
            };
            match (reader.may(Right::TicketRead), commands.searched) {
                (true, true) => {
                    search(&reader, words, &mut commands, now)?;
                }
                (true, false) => (commands.views, commands.saved) = views(&reader, now)?,
                (false, _) => {}
            }
            Ok::<_, WebError>(commands)
        })
        .await?;
    respond::fragment(&call, Some(&user), "_commands.html", &commands)
}

/// Finds what some words find; if nothing has them, what words one letter away find.
fn search(
    reader: &UserDesk,
    words: &str,
    commands: &mut Commands,
    now: Timestamp,
) -> Result<(), WebError> {
    let of = |words: &str| ListQuery {
        words: words.to_owned(),
        ..ListQuery::default()
    };
    let mut list = of(words);
    commands.tickets = tickets(reader, &list, now)?;
    if commands.tickets.is_empty()
        && let Some(shown) = reader.put_right(words)?
    {
        list = of(&shown);
        commands.tickets = tickets(reader, &list, now)?;
        if commands.tickets.is_empty() {
            list = of(words);
        } else {
            let typed = words.to_owned();
            commands.near = Some(Near { typed, shown });
        }
    }
    let whole = whole(&list);
    let leads = whole.filters || !commands.tickets.is_empty();
    commands.list = leads.then_some(whole);
    Ok(())
}

/// The list of everything that the words find.
fn whole(list: &ListQuery) -> WholeList {
    let typed = typed::read(&list.words);
    let mut terms = typed.all.iter().flatten();
    // Its value is what somebody is about to write.
    let bare = |wrong: &WrongWord| wrong.fault == WordFault::Empty;
    WholeList {
        url: list.url("/tickets", &[]),
        query: list.words.clone(),
        filters: terms.any(|term| term.key.is_some()) || typed.wrong.iter().any(bare),
    }
}

fn views(user: &UserDesk, now: Timestamp) -> Result<(Vec<ViewLink>, Vec<SavedLink>), Problem> {
    let book = user.book()?;
    let links = ticket_list::views::links(user, &book, &ListQuery::default(), now)?;
    Ok((links.views, links.saved))
}

/// The ticket of that number first, then what the words find, newest first.
fn tickets(user: &UserDesk, list: &ListQuery, now: Timestamp) -> Result<Vec<Found>, WebError> {
    let words = &list.words;
    let mut found = Vec::new();
    if let Ok(number) = words.trim_start_matches('#').parse::<u64>() {
        let id = user.leads_to(TicketId(number));
        found.extend(user.ticket_line(id)?);
    }
    let (question, _) = ticket_list::question(user, list, now)?;
    found.extend(user.ticket_list(&question, None, FOUND)?.lines);
    let mut tickets: Vec<Found> = Vec::new();
    for line in found {
        let number = line.ticket.id.0;
        if tickets.iter().all(|other| other.number != number) {
            tickets.push(Found {
                number,
                name: line.ticket.name,
                status: line.ticket.status,
                customer: super::draw::label(line.customer.as_ref()),
            });
        }
    }
    tickets.truncate(FOUND);
    Ok(tickets)
}

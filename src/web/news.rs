//! What a page that is no list of tickets may lack: which tickets changed since it was drawn. Its
//! script asks, with the number of the newest change that it knows, whenever the desk says that
//! something happened; what does not concern the page is answered with nothing to draw.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    desk::{
        Desk,
        access::UserDesk,
        feed::{CatchUp, Hears},
    },
    domain::id::{ActivityId, TicketId},
};

use super::{call::Call, error::WebError, gate::Answer, respond};

/// Most tickets that are looked at one by one; beyond it the page is loaded anew.
const MOST: usize = 2_000;

/// What happened since a page was drawn, as far as its reader hears of it.
pub struct News {
    pub after: ActivityId,
    pub tickets: Vec<TicketId>,
    /// People, mailboxes, tags or an organization changed.
    pub settings: bool,
}

/// What a page is answered: its parts as they are now.
#[derive(Clone, Debug, Serialize)]
pub struct Update<P> {
    /// Ask again from this number.
    pub rev: u64,
    /// True when it cannot be said in parts: the page loads again.
    pub reset: bool,
    /// None when nothing concerns the page.
    pub now: Option<P>,
}

/// Answers what changed of a page. `read` draws it if something of what happened concerns it.
///
/// # Errors
/// [`WebError::BadRequest`] without a number; what `read` fails with, but that the page is not there
/// any more: it loads again, and says so.
pub async fn answer<P: Serialize + Send + 'static>(
    call: &Call,
    user: UserDesk,
    template: &str,
    read: impl FnOnce(&UserDesk, &News) -> Result<Option<P>, WebError> + Send + 'static,
) -> Answer {
    let after = call.query.text("after").parse().map(ActivityId);
    let after = after.map_err(|_| WebError::BadRequest)?;
    let reader = user.clone();
    let update = call
        .run(move |desk: &Arc<Desk>| {
            let rev = desk.newest_change()?.0;
            let reset = |reset| Update {
                rev,
                reset,
                now: None,
            };
            let Some(news) = news(&reader, after)? else {
                return Ok(reset(true));
            };
            if news.tickets.is_empty() && !news.settings {
                return Ok(reset(false));
            }
            match read(&reader, &news) {
                Ok(now) => Ok(Update {
                    now,
                    ..reset(false)
                }),
                Err(WebError::NotFound) => Ok(reset(true)),
                Err(error) => Err(error),
            }
        })
        .await?;
    respond::fragment(call, Some(&user), template, &update)
}

/// None when it is too much to say.
fn news(user: &UserDesk, after: ActivityId) -> Result<Option<News>, WebError> {
    let CatchUp::Changes(changes) = user.catch_up(after)? else {
        return Ok(None);
    };
    let (mut tickets, mut settings) = (Vec::new(), false);
    for (_, hears) in changes {
        match hears {
            Hears::Ticket(ticket) | Hears::Gone(ticket) => tickets.push(ticket),
            Hears::Settings => settings = true,
        }
    }
    Ok((tickets.len() <= MOST).then_some(News {
        after,
        tickets,
        settings,
    }))
}

//! Parts of a ticket's log: which one a page shows, what is new in it, what came since.

use poem::http::Method;

use crate::{
    desk::{
        access::UserDesk,
        ticket_view::{LogPart, TicketView},
    },
    domain::{
        activity::Event,
        id::{ActivityId, TicketId},
        log_part::Show,
    },
    web::{
        call::Call,
        draw,
        error::WebError,
        form::Form,
        gate::{Answer, see_other},
        list_query::address,
        respond,
        view::ticket::{FreshLink, ShowLink, TicketUpdate},
    },
};

use super::{edit::back, info};

/// Reads which part a page shows.
#[must_use]
pub fn part(query: &Form) -> LogPart {
    LogPart {
        before: query.text("before").parse().ok().map(ActivityId),
        show: Show::from_word(query.text("show")),
        seen: query.text("seen").parse().ok().map(ActivityId),
    }
}

/// True for the part that shows everything that is new.
#[must_use]
pub fn is_newest(part: LogPart) -> bool {
    part.before.is_none() && part.show == Show::All
}

/// True when somebody looks: not for what a browser fetches ahead, and not for what a page asks by
/// itself.
#[must_use]
pub fn is_look(call: &Call) -> bool {
    let ahead = ["sec-purpose", "purpose"];
    let ahead = ahead.into_iter().any(|name| {
        let value = call.headers.get(name).and_then(|value| value.to_str().ok());
        value.is_some_and(|value| value.contains("prefetch"))
    });
    !ahead && call.method != Method::HEAD && !call.headers.contains_key("x-live")
}

/// The newest line that whoever answers on this page has seen.
#[must_use]
pub fn seen(view: &TicketView, part: LogPart) -> ActivityId {
    match (part.before, part.show) {
        (None, Show::All | Show::Mails) => view.rev(),
        // What stands on the newest page was not seen here, but may have been before.
        (Some(_), Show::All | Show::Mails) => {
            let last = view.log.last().map(|line| line.activity.id);
            last.unwrap_or(ActivityId(0))
        }
        (_, Show::Notes | Show::Changes) => view.seen,
    }
}

/// The kinds of lines, each with the address of its newest part.
#[must_use]
pub fn shows(current: Show, url: impl Fn(LogPart) -> String) -> Vec<ShowLink> {
    let link = |show: Show| ShowLink {
        word: show.word(),
        url: url(LogPart {
            show,
            ..LogPart::default()
        }),
        current: show == current,
    };
    Show::ALL.into_iter().map(link).collect()
}

/// Where what is new begins.
#[must_use]
pub fn fresh(
    view: &TicketView,
    part: LogPart,
    url: impl Fn(LogPart) -> String,
) -> Option<FreshLink> {
    let fresh = view.fresh?;
    let here = view.log.iter().any(|line| line.activity.id == fresh.first);
    let there = LogPart {
        before: fresh.before,
        show: Show::All,
        // The newest page says that all is read; an older one that it leads to marks what was not.
        seen: part.seen.or(fresh.before.map(|_| view.seen)),
    };
    let page = if here || (is_newest(part) && fresh.before.is_none()) {
        String::new()
    } else {
        url(there)
    };
    Some(FreshLink {
        first: fresh.first.0,
        lines: fresh.lines,
        url: format!("{page}#new"),
    })
}

/// What a page with these lines asks for what came since.
#[must_use]
pub fn live_url(id: TicketId, show: Show) -> String {
    let shown = (show != Show::All).then(|| ("show", show.word().to_owned()));
    address(&format!("/t/{id}/log"), shown.into_iter())
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
    let part = LogPart {
        before: None,
        seen: None,
        ..part(&call.query)
    };
    let reader = user.clone();
    let update = call
        .run(move |_| {
            let view = reader.ticket_view_part(id, part)?;
            let first = view.log.first().map(|line| line.activity.id);
            let log = since(&view, after);
            let is_split = view.log.iter().any(|line| {
                let of_message = |event: &_| {
                    matches!(
                        event,
                        Event::SplitOff { .. } | Event::SplitBack { .. } | Event::Erased
                    )
                };
                line.activity.id > after && of_message(&line.activity.event)
            });
            Ok::<_, WebError>(TicketUpdate {
                // Merged meanwhile: loaded again, its page leads to where it is now.
                // A message that went elsewhere, or is back, is no new line.
                reset: is_split
                    || view.ticket.merged_into.is_some()
                    || view.has_older && first.is_some_and(|first| first.0 > after.0 + 1),
                ticket: info(&view, &reader)?,
                log,
            })
        })
        .await?;
    respond::fragment(&call, Some(&user), "_ticket_update.html", &update)
}

/// Lines after a number, and older ones that look different since.
fn since(view: &TicketView, after: ActivityId) -> Vec<crate::web::view::log::LogEntry> {
    // A message whose delivery moved, and a note that its author changed, is drawn again, though its own number is old.
    let newer = || view.log.iter().filter(|line| line.activity.id > after);
    let moved: Vec<_> = newer()
        .filter_map(|line| match line.activity.event {
            Event::Delivery { message, .. } => Some(message),
            _ => None,
        })
        .collect();
    let revised: Vec<_> = newer()
        .filter_map(|line| match line.activity.event {
            Event::NoteEdited { note, .. } | Event::NoteDeleted { note, .. } => Some(note),
            _ => None,
        })
        .collect();
    let confirmed = newer().any(|line| {
        matches!(
            line.activity.event,
            Event::ParticipantConfirmed { .. } | Event::ParticipantUnconfirmed { .. }
        )
    });
    let wanted = view.log.iter().filter(|line| match line.activity.event {
        _ if line.activity.id > after => true,
        Event::MessageOut { message } | Event::Forwarded { message, .. } => {
            moved.contains(&message)
        }
        Event::MessageIn { .. } => confirmed,
        Event::Note { .. } => revised.contains(&line.activity.id),
        _ => false,
    });
    wanted
        .filter_map(|line| draw::log::entry(view, line))
        .collect()
}

/// Marks a ticket as read up to a line, or as unread: `rev`, or `unread`.
pub async fn ticket_read(call: Call, user: UserDesk) -> Answer {
    let id = TicketId(call.number("n")?);
    let up_to = call.form.text("rev").parse().ok().map(ActivityId);
    let reader = user.clone();
    call.run(move |_| match up_to {
        Some(up_to) => reader.ticket_read(id, up_to),
        None => reader.ticket_unread(id),
    })
    .await?;
    // Whoever goes back to the ticket reads it: an unread one is left.
    Ok(see_other(&match up_to {
        Some(_) => back(&call, id),
        None => back(&call, id).replacen(&format!("/t/{id}"), "/inbox", 1),
    }))
}

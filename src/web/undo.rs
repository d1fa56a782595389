//! What is said above the page that follows an act, and the way to take the act back.
//!
//! A handler that did something leads on with [`offer`] or [`saved`]; the gate reads what that
//! left in the address, and every settings page says it (`_notice.html`). Works without script.

use poem::Response;

use crate::{
    desk::{access::UserDesk, problem::Problem},
    domain::{
        id::{TicketId, UndoId},
        time::Timestamp,
        undo::{Undo, Undone},
    },
};

use super::{
    call::Call,
    error::WebError,
    form::Form,
    gate::{Answer, see_other},
    site,
    view::Notice,
};

/// Names the act that the next page offers to take back.
const OFFER: &str = "undo";
/// Names the act that was taken back.
const DONE: &str = "undone";
/// Says that a form was taken.
const SAVED: &str = "saved";
/// Says that a customer is erased.
const ERASED: &str = "erased";
/// Names a ticket that slept already when it was put to sleep.
const ASLEEP: &str = "asleep";

/// Leads to a page that offers to take an act back; only there, if there is nothing to take back.
#[must_use]
pub fn offer(path: &str, id: Option<UndoId>) -> Response {
    match id {
        Some(id) => see_other(&with(path, OFFER, &id.to_string())),
        None => see_other(path),
    }
}

/// Leads to a page that says that everything was taken.
#[must_use]
pub fn saved(path: &str) -> Response {
    see_other(&with(path, SAVED, "1"))
}

/// Leads to a page that says that a customer is erased.
#[must_use]
pub fn erased(path: &str) -> Response {
    see_other(&with(path, ERASED, "1"))
}

/// Leads to a page that says until when a ticket slept already.
#[must_use]
pub fn asleep(path: &str, id: TicketId) -> Response {
    see_other(&with(path, ASLEEP, &id.to_string()))
}

/// Takes an act back and leads to where it was offered.
pub async fn undo(call: Call, user: UserDesk) -> Answer {
    let back = plain(call.form.text("back"));
    let id = call.form.text("id").parse().map(UndoId);
    let id = id.map_err(|_| WebError::NotFound)?;
    let now = call.now;
    match call.run(move |_| user.undo(id, now)).await {
        // Too long ago, or not theirs to do any more: the page says so.
        Ok(_) | Err(WebError::NotFound | WebError::Forbidden) => {
            Ok(see_other(&with(&back, DONE, &id.to_string())))
        }
        Err(error) => Err(error),
    }
}

/// Reads what a page has to say first.
///
/// # Errors
/// [`Problem::Store`] if it cannot be read.
pub fn read(query: &Form, user: &UserDesk, now: Timestamp) -> Result<Option<Notice>, Problem> {
    let number = |name: &str| query.get(name).map(|text| text.parse().map(UndoId));
    let find = |id: UndoId| user.undo_offer(id, now);
    if let Some(asked) = number(DONE) {
        let found = asked.map_or(Ok(None), find)?;
        return Ok(Some(found.and_then(done).unwrap_or(Notice::Over)));
    }
    if let Some(asked) = number(OFFER) {
        // An old address, or somebody else's: nothing to say.
        return Ok(asked.map_or(Ok(None), find)?.map(draw));
    }
    if query.has(ERASED) {
        return Ok(Some(Notice::Erased));
    }
    if let Some(id) = query.get(ASLEEP).and_then(|text| text.parse().ok()) {
        let until = user.sleeps_until(TicketId(id))?;
        return Ok(until.map(|until| Notice::Asleep { until }));
    }
    Ok(query.has(SAVED).then_some(Notice::Saved))
}

/// True if a page may have something to say first: then [`read`] is worth its look.
#[must_use]
pub fn is_asked(query: &Form) -> bool {
    [OFFER, DONE, SAVED, ERASED, ASLEEP]
        .iter()
        .any(|name| query.has(name))
}

fn draw(undo: Undo) -> Notice {
    let (id, what) = (undo.id.0, undo.inverse.word());
    let subject = undo.subject.clone();
    done(undo).unwrap_or(Notice::Undo { id, what, subject })
}

fn done(undo: Undo) -> Option<Notice> {
    let what = undo.inverse.word();
    let Undone {
        subject,
        restored,
        left,
    } = undo.undone?;
    Some(Notice::Undone {
        what,
        subject,
        restored,
        left,
    })
}

/// Adds a parameter to a path of ours.
fn with(path: &str, name: &str, value: &str) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}{name}={value}")
}

/// A path of ours without what an earlier act left in it; never another host, whatever was sent.
fn plain(back: &str) -> String {
    let ours = site::own_path(back).unwrap_or("/");
    let (path, query) = ours.split_once('?').unwrap_or((ours, ""));
    let stays = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && ![OFFER, DONE, SAVED, ERASED, ASLEEP].contains(&name)
    };
    let kept: Vec<&str> = query.split('&').filter(stays).collect();
    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}

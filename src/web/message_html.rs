//! The HTML of a mail, in a frame of its own under a policy of its own.

use poem::Response;

use crate::{
    desk::{access::UserDesk, message_html::Remote},
    domain::id::{ActivityId, TicketId},
};

use super::{
    call::Call,
    error::WebError,
    gate::Answer,
    headers::{MAIL_POLICY, MAIL_POLICY_REMOTE},
};

/// Answers the frame's document. `?remote=1` lets its images come from elsewhere.
pub async fn message_html(call: Call, user: UserDesk) -> Answer {
    let (ticket, line) = (TicketId(call.number("n")?), ActivityId(call.number("m")?));
    let remote = if call.query.text("remote") == "1" {
        Remote::Allowed
    } else {
        Remote::Blocked
    };
    let language = call.language;
    let summary = call
        .web
        .locales
        .text(language, "log-quoted", &[])
        .map_err(WebError::internal)?;
    let file = move |place: usize, name: &str| attachment_path(ticket, line, place, name);
    let clean = call
        .web
        .cleaning
        .run(&call, move |_| {
            user.message_html(ticket, line, remote, &summary, &file)
        })
        .await?
        .ok_or(WebError::NotFound)?;
    let policy = if remote == Remote::Allowed {
        MAIL_POLICY_REMOTE
    } else {
        MAIL_POLICY
    };
    let style = super::assets::url("mail.css").unwrap_or_default();
    let document = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><link rel=\"stylesheet\" href=\"{style}\"></head><body data-blocked=\"{}\">{}</body></html>",
        language.word(),
        clean.remote_blocked,
        clean.html,
    );
    Ok(Response::builder()
        .content_type("text/html; charset=utf-8")
        .header("content-security-policy", policy)
        // A sender's server learns nothing of the desk from a picture or a link.
        .header("referrer-policy", "no-referrer")
        .body(document))
}

/// The address of a file of a message.
#[must_use]
pub fn attachment_path(ticket: TicketId, line: ActivityId, place: usize, name: &str) -> String {
    let name = percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
    format!("/t/{ticket}/a/{line}-{place}/{name}")
}

/// The cleaned HTML for a program, whose images are behind the API.
#[must_use]
pub fn for_api(user: &UserDesk, ticket: TicketId, line: ActivityId) -> Option<String> {
    let file = |place: usize, _: &str| {
        format!("/api/v1/tickets/{ticket}/messages/{line}/attachments/{place}")
    };
    let clean = user
        .message_html(ticket, line, Remote::Blocked, "", &file)
        .ok()??;
    Some(clean.html)
}

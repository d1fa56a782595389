//! The must-haves of mail that need the whole desk: which ticket, what is opened again, what comes
//! back, what a full disk or a mail that ends the process does.

mod answer_to;
mod bin;
mod bounce;
mod corpora;
mod disk;
pub mod erase;
mod forward;
mod hostile;
mod large;
mod mailbox;
mod merge;
mod notify;
mod placement;
mod plain_mailbox;
pub mod poison;
mod reopen;
mod reply;
mod rules;
mod snooze;
mod split;
mod time_rules;

use serde_json::{Value, json};

use crate::world::World;

/// Answers a ticket and returns the mail as its customer's server got it.
async fn answered(world: &World, ticket: u64, text: &str) -> Vec<u8> {
    let before = world.sink.seen().received.len();
    let path = format!("/api/v1/tickets/{ticket}/messages");
    let api = world.api();
    api.post(&path, &json!({ "text": text })).await.expect(201);
    let came = |seen: &crate::support::sink::Seen| seen.received.len() > before;
    let seen = world.sink.until("the answer", came).await;
    // The end of the delivery is a line of the log: it is not to come in between.
    crate::world::until(world, ticket, "delivered").await;
    seen.received.last().unwrap().raw.clone()
}

/// The first value of a header of a mail, unfolded.
fn header(raw: &[u8], name: &str) -> String {
    let text = String::from_utf8_lossy(raw)
        .replace("\r\n ", " ")
        .replace("\r\n\t", " ");
    let wanted = format!("{}:", name.to_lowercase());
    let line = text
        .lines()
        .find(|line| line.to_lowercase().starts_with(&wanted));
    let line = line.unwrap_or_else(|| panic!("no {name} in {text}"));
    line[wanted.len()..].trim().to_owned()
}

/// The bare address of a header value.
fn bare(value: &str) -> &str {
    let inner = value.rsplit_once('<').map_or(value, |(_, inner)| inner);
    inner.trim_end_matches('>')
}

/// Mails in a ticket's log.
fn mails(ticket: &Value) -> Vec<&Value> {
    let lines = ticket["activities"].as_array().unwrap();
    lines
        .iter()
        .filter(|line| line["kind"] == "mail")
        .map(|line| &line["message"])
        .collect()
}

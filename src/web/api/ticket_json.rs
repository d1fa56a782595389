//! Tickets, activities and messages as documents of the API.

use serde_json::{Map, Value, json};

use crate::{
    desk::{book::Book, ticket_view::LogLine},
    domain::{
        activity::{Actor, Event, Fired},
        address::Correspondent,
        customer::Customer,
        delivery::{Delivery, DeliveryState},
        id::{ActivityId, CustomerId, TagId, TicketId},
        message::{Direction, Message, NotParsed},
        note::Revised,
        rule::{DEFAULT, action::Effect},
        ticket::Ticket,
        time::Timestamp,
    },
};

use super::assignee;

/// One ticket as a list shows it.
#[must_use]
pub fn summary(book: &Book, ticket: &Ticket, customer: Option<&Customer>) -> Map<String, Value> {
    let customer = customer.map(|customer| {
        let email = customer
            .addresses
            .first()
            .map(crate::domain::address::EmailAddress::as_str);
        json!({ "name": customer.name, "email": email })
    });
    let dues = book.dues(ticket);
    let document = json!({
        "number": ticket.id.0,
        "name": ticket.name,
        "status": ticket.status.word(),
        "priority": ticket.priority.word(),
        "assignee": assignee::write(book, ticket.assignee),
        "tags": book.tags_of(&ticket.tags).iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
        "customer": customer,
        "created_at": ticket.created.rfc3339(),
        "updated_at": ticket.updated.rfc3339(),
        "answer_due_at": time(dues.answer),
        "solution_due_at": time(dues.solution),
        "due_at": time(dues.set),
        "deleted_at": time(ticket.deleted),
        "snoozed_until": time(ticket.snoozed),
        "merged_into": ticket.merged_into.map(|into| into.0),
    });
    match document {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// One ticket, whole. `html` cleans the HTML of a message, by its line.
#[must_use]
pub fn whole(
    book: &Book,
    ticket: &Ticket,
    customer: Option<&Customer>,
    log: &[LogLine],
    links: &[Ticket],
    html: &dyn Fn(&LogLine) -> Option<String>,
) -> Value {
    let mut document = summary(book, ticket, customer);
    document.insert("description".to_owned(), json!(ticket.description));
    let links: Vec<u64> = links.iter().map(|link| link.id.0).collect();
    document.insert("links".to_owned(), json!(links));
    let lines: Vec<Value> = log
        .iter()
        .filter(|line| line.activity.updates() || line.activity.event == Event::Erased)
        .map(|line| {
            let mut document = activity(book, line, html);
            // What came with a merged ticket has its addresses there.
            if line.activity.ticket != ticket.id {
                document["ticket_of"] = json!(line.activity.ticket.0);
            }
            document
        })
        .collect();
    document.insert("activities".to_owned(), Value::Array(lines));
    Value::Object(document)
}

/// One line of a log.
#[must_use]
pub fn activity(book: &Book, line: &LogLine, html: &dyn Fn(&LogLine) -> Option<String>) -> Value {
    let activity = &line.activity;
    let mut document = Map::new();
    document.insert("id".to_owned(), json!(activity.id.0));
    document.insert("at".to_owned(), json!(activity.at.rfc3339()));
    document.insert("actor".to_owned(), actor(book, line));
    let fields = match &activity.event {
        Event::Created(created) => {
            json!({ "kind": "created", "source": format!("{:?}", created.source).to_lowercase() })
        }
        Event::MessageIn { .. } | Event::MessageOut { .. } => json!({
            "kind": "mail",
            "message": line.message.as_ref().map(|m| message(m, activity.ticket, activity.id, &line.deliveries, html(line))),
        }),
        // A kind of its own: whoever counts answers does not count it.
        Event::Forwarded { of, .. } => json!({
            "kind": "forward",
            "of": of.0,
            "message": line.message.as_ref().map(|m| message(m, activity.ticket, activity.id, &line.deliveries, html(line))),
        }),
        Event::Note { text } => note(text, line.revised.as_ref()),
        Event::NoteEdited { note, old, new } => {
            json!({ "kind": "note_edited", "note": note.0, "old": old, "new": new })
        }
        Event::NoteDeleted { note, old } => {
            json!({ "kind": "note_deleted", "note": note.0, "old": old })
        }
        Event::Name { old, new } => change("name", json!(old), json!(new)),
        Event::Description { old, new } => change("description", json!(old), json!(new)),
        Event::Status { old, new, .. } => change("status", json!(old.word()), json!(new.word())),
        Event::Priority { old, new } => change("priority", json!(old.word()), json!(new.word())),
        Event::Assignee { old, new, .. } => change(
            "assignee",
            assignee::write(book, *old),
            assignee::write(book, *new),
        ),
        Event::TagAdded { tag } => change("tags", Value::Null, json!(tag_name(book, *tag))),
        Event::TagRemoved { tag } => change("tags", json!(tag_name(book, *tag)), Value::Null),
        Event::Due { old, new } => change("due", time(*old), time(*new)),
        Event::Deleted => json!({ "kind": "deleted" }),
        Event::Restored => json!({ "kind": "restored" }),
        Event::Linked { other, .. } => json!({ "kind": "linked", "ticket": other.0 }),
        Event::Snoozed { new, .. } => json!({ "kind": "snoozed", "until": new.rfc3339() }),
        Event::Woke { .. } => json!({ "kind": "woke" }),
        Event::Merged { into } => json!({ "kind": "merged", "ticket": into.0 }),
        Event::Unmerged { from } => json!({ "kind": "unmerged", "ticket": from.0 }),
        Event::Absorbed(absorbed) => json!({ "kind": "absorbed", "ticket": absorbed.other.0 }),
        Event::Parted { other, .. } => json!({ "kind": "parted", "ticket": other.0 }),
        Event::SplitOff { into, .. } => json!({ "kind": "split_off", "ticket": into.0 }),
        Event::SplitFrom { from } => json!({ "kind": "split_from", "ticket": from.0 }),
        Event::SplitBack { from, .. } => json!({ "kind": "split_back", "ticket": from.0 }),
        Event::Erased => json!({ "kind": "erased" }),
        Event::Unlinked { other } => json!({ "kind": "unlinked", "ticket": other.0 }),
        Event::ParticipantAdded { participant } => json!({
            "kind": "participant",
            "who": correspondent(&participant.who),
            "confirmed": participant.confirmed,
        }),
        Event::ParticipantConfirmed { address } => {
            json!({ "kind": "participant", "who": { "email": address }, "confirmed": true })
        }
        Event::ParticipantUnconfirmed { address } => {
            json!({ "kind": "participant", "who": { "email": address }, "confirmed": false })
        }
        Event::ParticipantRemoved { address } => {
            json!({ "kind": "participant_removed", "who": { "email": address } })
        }
        Event::CustomerEdited { fields } => {
            let fields: Vec<_> = fields.iter().map(|field| field.word()).collect();
            json!({ "kind": "customer_edited", "fields": fields })
        }
        Event::Customer { old, new, .. } => {
            let (before, now) = line.moved.clone().unwrap_or_default();
            let of = |id: CustomerId, of: Option<Customer>| {
                let name = of.map(|customer| customer.label().to_owned());
                json!({ "id": id.0, "name": name })
            };
            change("customer", of(*old, before), of(*new, now))
        }
        Event::Delivery { state, .. } => {
            json!({ "kind": "delivery", "state": delivery_state(state) })
        }
        Event::Rule(fired) => json!({
            "kind": "rule",
            "rule": { "id": fired.rule.0, "name": rule_name(fired) },
            "changes": fired.effects.iter().map(|it| effect(book, it)).collect::<Vec<_>>(),
        }),
    };
    if let Value::Object(fields) = fields {
        document.extend(fields);
    }
    Value::Object(document)
}

/// A note as it is now: `text` is null once it was deleted, `edited_at` until it was changed.
fn note(written: &str, revised: Option<&Revised>) -> Value {
    let text = match revised {
        Some(revised) => revised.text.as_deref(),
        None => Some(written),
    };
    let at = revised.map(|revised| revised.at);
    json!({ "kind": "note", "text": text, "edited_at": time(at) })
}

/// The name under which a rule fired.
fn rule_name(fired: &Fired) -> &str {
    if fired.rule == DEFAULT {
        "Default rule"
    } else {
        &fired.name
    }
}

/// What a rule changed: `field`, `old`, `new`.
#[must_use]
pub fn effect(book: &Book, effect: &Effect) -> Value {
    let change =
        |field: &str, old: Value, new: Value| json!({ "field": field, "old": old, "new": new });
    match effect {
        Effect::Status { old, new } => change("status", json!(old.word()), json!(new.word())),
        Effect::Priority { old, new } => change("priority", json!(old.word()), json!(new.word())),
        Effect::Assignee { old, new } => change(
            "assignee",
            assignee::write(book, *old),
            assignee::write(book, *new),
        ),
        Effect::TagAdded { tag } => change("tags", Value::Null, json!(tag_name(book, *tag))),
        Effect::TagRemoved { tag } => change("tags", json!(tag_name(book, *tag)), Value::Null),
        Effect::Name { old, new } => change("name", json!(old), json!(new)),
        Effect::Note { text } => change("note", Value::Null, json!(text)),
        Effect::Due { old, new } => change("due", time(*old), time(*new)),
        Effect::Snoozed { old, new } => change("snoozed_until", time(*old), json!(new.rfc3339())),
    }
}

fn time(at: Option<Timestamp>) -> Value {
    json!(at.map(Timestamp::rfc3339))
}

fn change(field: &str, old: Value, new: Value) -> Value {
    json!({ "kind": "change", "field": field, "old": old, "new": new })
}

fn actor(book: &Book, line: &LogLine) -> Value {
    match line.activity.actor {
        Actor::System => json!({ "kind": "system" }),
        Actor::User(id) => {
            let user = book.user(id);
            json!({ "kind": "user", "user": user.map(|u| u.email.as_str()), "name": user.map(|u| &u.name) })
        }
        Actor::Customer(_) => {
            let customer = line.customer.as_ref();
            let email = customer
                .and_then(|c| c.addresses.first())
                .map(crate::domain::address::EmailAddress::as_str);
            json!({ "kind": "customer", "email": email, "name": customer.map(|c| &c.name) })
        }
    }
}

fn message(
    message: &Message,
    ticket: TicketId,
    line: ActivityId,
    deliveries: &[Delivery],
    html: Option<String>,
) -> Value {
    let base = format!("/api/v1/tickets/{ticket}/messages/{line}");
    let attachments: Vec<Value> = message
        .attachments
        .iter()
        .enumerate()
        .map(|(place, file)| {
            json!({
                "name": file.name,
                "content_type": file.content_type,
                "size": file.size_bytes,
                "url": format!("{base}/attachments/{place}"),
            })
        })
        .collect();
    json!({
        "direction": match message.direction { Direction::In => "in", Direction::Out => "out" },
        "from": message.from.as_ref().map(correspondent),
        "to": message.to.iter().map(correspondent).collect::<Vec<_>>(),
        "cc": message.cc.iter().map(correspondent).collect::<Vec<_>>(),
        "subject": message.subject,
        "text": message.text,
        "quoted": message.quoted,
        "html": html,
        "attachments": attachments,
        "raw_url": message.is_original().then(|| format!("{base}/raw")),
        "not_parsed": message.not_parsed.is_some_and(NotParsed::keeps_original),
        "erased": !message.is_original(),
        "automatic": message.automatic,
        "sender": message.sender,
        "delivery": deliveries.iter().map(delivery).collect::<Vec<_>>(),
    })
}

fn correspondent(who: &Correspondent) -> Value {
    json!({ "name": who.name, "email": who.address.as_str() })
}

/// Where an outgoing message stands with one recipient.
#[must_use]
pub fn delivery(delivery: &Delivery) -> Value {
    let mut document = delivery_state(&delivery.state);
    if let Value::Object(fields) = &mut document {
        fields.insert("recipient".to_owned(), json!(delivery.recipient.as_str()));
        fields.insert("attempts".to_owned(), json!(delivery.attempts));
        fields.insert("changed_at".to_owned(), json!(delivery.changed.rfc3339()));
    }
    document
}

fn delivery_state(state: &DeliveryState) -> Value {
    match state {
        DeliveryState::Queued | DeliveryState::Leased { .. } => json!({ "state": "queued" }),
        DeliveryState::Delivered { server, reply, tls } => {
            json!({ "state": "delivered", "server": server, "reply": reply, "tls": tls })
        }
        DeliveryState::Delayed { next, reason } => {
            json!({ "state": "delayed", "next_at": next.rfc3339(), "reason": reason })
        }
        DeliveryState::DelayedAhead { reason } => {
            json!({ "state": "delayed", "next_at": null, "reason": reason })
        }
        DeliveryState::Failed { reason } => json!({ "state": "failed", "reason": reason }),
    }
}

fn tag_name(book: &Book, tag: TagId) -> &str {
    book.tag_name(tag).unwrap_or_default()
}

//! The documents in the file of a customer: the API's own, with the names of files in the archive in
//! the place of addresses.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::{
    desk::{
        customers::export::{Mention, Piece},
        ticket_view::LogLine,
    },
    domain::{
        activity::Event,
        address::EmailAddress,
        company::Company,
        customer::Customer,
        export::{Whose, file, original},
        id::{ActivityId, MessageId, ReceiptId, TicketId},
        receipt::{Receipt, ReceiptVerdict},
        ticket::Participant,
    },
    web::api::ticket_json,
};

/// Lines of a log that are in memory at once.
const LINES: usize = 200;

/// Who they are.
pub fn people(piece: &Piece) -> io::Result<Value> {
    let export = &piece.export;
    let mut people = piece.people().map_err(io::Error::other)?.into_iter();
    let first = people.next();
    let mut document = first.map(|(customer, company)| person(&customer, company.as_ref()));
    if let Some(document) = &mut document {
        let merged = people.map(|(customer, company)| person(&customer, company.as_ref()));
        document["merged"] = merged.collect();
        document["tickets"] = json!(export.tickets.len());
        document["exported_at"] = json!(export.at.rfc3339());
    }
    Ok(document.unwrap_or_default())
}

fn person(customer: &Customer, company: Option<&Company>) -> Value {
    let addresses = customer.addresses.iter().map(EmailAddress::as_str);
    json!({
        "id": customer.id.0,
        "name": customer.name,
        "organization": company.map(|company| &company.name),
        "addresses": addresses.collect::<Vec<_>>(),
        "phone": customer.phone,
        "notes": customer.notes,
        "created": customer.created.rfc3339(),
    })
}

/// A ticket without its log; None if it is gone.
pub fn head(piece: &Piece, id: TicketId, whose: Whose) -> io::Result<Option<Map<String, Value>>> {
    // The name of somebody else's ticket is theirs.
    if whose == Whose::Others {
        let number = ("number".to_owned(), json!(id.0));
        return Ok(Some(Map::from_iter([number])));
    }
    let Some((ticket, customer)) = piece.ticket(id).map_err(io::Error::other)? else {
        return Ok(None);
    };
    let mut head = ticket_json::summary(&piece.book, &ticket, customer.as_ref());
    head.insert("description".to_owned(), json!(ticket.description));
    let people = ticket.participants.iter().map(participant);
    head.insert("participants".to_owned(), people.collect());
    Ok(Some(head))
}

fn participant(one: &Participant) -> Value {
    json!({
        "name": one.who.name,
        "email": one.who.address.as_str(),
        "confirmed": one.confirmed,
    })
}

/// Writes a ticket with its log; gives the e-mails that belong beside it.
pub fn ticket(
    piece: &Piece,
    id: TicketId,
    whose: Whose,
    head: Map<String, Value>,
    out: &mut dyn Write,
) -> io::Result<Vec<(ActivityId, MessageId)>> {
    let mut head = serde_json::to_vec(&head)?;
    // The log stands in the same object: its last brace comes behind it.
    head.pop();
    out.write_all(&head)?;
    out.write_all(b",\"activities\":[")?;
    let (mut mails, mut after, mut sign) = (Vec::new(), ActivityId(0), "\n");
    let read = |after| piece.lines(id, after, LINES).map_err(io::Error::other);
    while let Some((lines, last)) = read(after)? {
        after = last;
        for line in lines {
            let Some((document, mail)) = activity(piece, line, whose) else {
                continue;
            };
            out.write_all(sign.as_bytes())?;
            serde_json::to_writer(&mut *out, &document)?;
            mails.extend(mail);
            sign = ",\n";
        }
    }
    out.write_all(b"\n]}\n")?;
    Ok(mails)
}

/// A line and the e-mail that belongs beside it; None for what is not theirs.
fn activity(
    piece: &Piece,
    line: LogLine,
    whose: Whose,
) -> Option<(Value, Option<(ActivityId, MessageId)>)> {
    if whose == Whose::Theirs {
        let shown = line.activity.updates() || line.activity.event == Event::Erased;
        return shown.then(|| whole(piece, &line));
    }
    let (id, at) = (line.activity.id, line.activity.at);
    let known = |kind: &str| json!({ "id": id.0, "at": at.rfc3339(), "kind": kind });
    let document = match piece.mention(line)? {
        Mention::Wrote(line) => return Some(whole(piece, &line)),
        Mention::Began { name, description } => {
            let mut document = known("created");
            document["name"] = json!(name);
            document["description"] = json!(description);
            document
        }
        Mention::Named(line) => {
            let mut document = known("named");
            let deliveries = line.deliveries.iter().map(ticket_json::delivery);
            document["delivery"] = deliveries.collect();
            document
        }
    };
    Some((document, None))
}

/// A line as the API has it.
fn whole(piece: &Piece, line: &LogLine) -> (Value, Option<(ActivityId, MessageId)>) {
    let id = line.activity.id;
    let mut document = ticket_json::activity(&piece.book, line, &|_| None);
    let Some(message) = document.get_mut("message").and_then(Value::as_object_mut) else {
        return (document, None);
    };
    // It is in the original.
    message.remove("html");
    let raw = message.remove("raw_url").filter(|url| !url.is_null());
    message.insert("raw".to_owned(), json!(raw.map(|_| original(id))));
    let files = message.get_mut("attachments").and_then(Value::as_array_mut);
    for (place, document) in files.into_iter().flatten().enumerate() {
        let name = document["name"].as_str().map(|name| file(id, place, name));
        if let Some(fields) = document.as_object_mut() {
            fields.remove("url");
            fields.insert("file".to_owned(), json!(name));
        }
    }
    let message = line.message.as_ref().map(|message| (id, message.id));
    (document, message)
}

/// Writes what is known of their mail on its way in, one in memory at a time.
pub fn receipts(piece: &Piece, ids: &[ReceiptId], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    let mut sign = "\n";
    for id in ids {
        let Some(receipt) = piece.receipt(*id).map_err(io::Error::other)? else {
            continue;
        };
        out.write_all(sign.as_bytes())?;
        serde_json::to_writer(&mut *out, &of_mail(&receipt))?;
        sign = ",\n";
    }
    out.write_all(b"\n]\n")
}

fn of_mail(receipt: &Receipt) -> Value {
    let (verdict, ticket) = match &receipt.verdict {
        ReceiptVerdict::Accepted { ticket, .. } => ("accepted", Some(ticket.0)),
        ReceiptVerdict::Duplicate { ticket } => ("duplicate", Some(ticket.0)),
        ReceiptVerdict::Report { ticket, .. } => ("report", Some(ticket.0)),
        ReceiptVerdict::Refused => ("refused", None),
        ReceiptVerdict::Account { .. } => ("account", None),
    };
    json!({
        "receipt": receipt.name,
        "at": receipt.at.rfc3339(),
        "host": receipt.helo,
        "network_address": receipt.peer,
        "tls": receipt.tls,
        "from": receipt.mail_from,
        "to": receipt.rcpt_to,
        "size": receipt.size_bytes,
        "verdict": verdict,
        "ticket": ticket,
        "reply": receipt.reply,
    })
}

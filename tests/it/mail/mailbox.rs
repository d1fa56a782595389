//! What a mailbox decides: who gets its tickets, which server sends its mail, what stands below its
//! answers, and that a deleted one takes nothing.

use serde_json::{Value, json};

use super::{answered, bare, header, mails};
use crate::{
    support::{
        sink::{Sink, SinkOptions},
        smtp_client::RawClient,
    },
    world::{MAILBOX, World, http::Request, mail::Mail, play, until},
};

const BILLING: &str = "billing@lumen.example";

async fn add(world: &World, more: Value) {
    let mut new = json!({"address": BILLING});
    for (key, value) in more.as_object().unwrap() {
        new[key] = value.clone();
    }
    world
        .api()
        .post("/api/v1/mailboxes", &new)
        .await
        .expect(201);
}

async fn change(world: &World, id: u64, change: Value) {
    let path = format!("/api/v1/mailboxes/{id}");
    world.api().patch(&path, &change).await.expect(200);
}

async fn delete(world: &World, id: u64) {
    let request = Request::new("DELETE", &format!("/api/v1/mailboxes/{id}"));
    world.api().fetch(request).await.expect(204);
}

fn to_billing(subject: &str) -> Mail {
    let raw = format!(
        "From: ines@cust.example\r\nTo: {BILLING}\r\nSubject: {subject}\r\n\
         Message-ID: <{subject}@cust.example>\r\n\r\nhello\r\n"
    );
    Mail::raw("ines@cust.example", raw).to(BILLING)
}

#[test]
fn a_deleted_mailbox_refuses_mail_and_its_tickets_are_answered_from_the_first() {
    play(async |world| {
        add(world, json!({"aliases": ["invoices@lumen.example"]})).await;
        let ticket = world.ticket(&to_billing("one")).await;
        let sent = answered(world, ticket, "from billing").await;
        assert_eq!(bare(&header(&sent, "From")), BILLING);
        let reply_to = bare(&header(&sent, "Reply-To")).to_owned();
        delete(world, 2).await;
        let mut client = RawClient::connect(world.smtp()).await;
        client.expect("220").await;
        client.ask("EHLO client.example", "250").await;
        client.ask("MAIL FROM:<ines@cust.example>", "250").await;
        for gone in [
            BILLING,
            "invoices@lumen.example",
            "billing+x@lumen.example",
            &reply_to,
        ] {
            client.ask(&format!("RCPT TO:<{gone}>"), "550 5.1.1").await;
        }
        client.ask(&format!("RCPT TO:<{MAILBOX}>"), "250").await;
        client.ask("QUIT", "221").await;
        let sent = answered(world, ticket, "from the first").await;
        assert_eq!(bare(&header(&sent, "From")), MAILBOX);
        assert!(bare(&header(&sent, "Reply-To")).starts_with("support+t"));
        // An answer to it finds the ticket.
        let reply = Mail::with(
            "ines@cust.example",
            "re",
            &format!("In-Reply-To: {}\r\n", header(&sent, "Message-ID")),
            "thanks",
        );
        world.send(&reply).await;
        assert_eq!(world.tickets().len(), 1);
        // A ticket by hand is given the first that receives.
        delete_first_of_two(world).await;
    });
}

async fn delete_first_of_two(world: &World) {
    change(world, 2, json!({"active": true})).await;
    delete(world, 1).await;
    let new = json!({"name": "n", "customer": {"email": "bob@cust.example"}});
    let made = world.api().post("/api/v1/tickets", &new).await.expect(201);
    let number = made.json()["number"].as_u64().unwrap();
    let sent = answered(world, number, "hello").await;
    assert_eq!(bare(&header(&sent, "From")), BILLING);
}

#[test]
fn the_default_group_gets_the_mailboxs_new_tickets() {
    play(async |world| {
        let group = json!({"name": "Billing"});
        world.api().post("/api/v1/groups", &group).await.expect(201);
        add(world, json!({"default_group": "Billing"})).await;
        let ticket = world.ticket(&to_billing("one")).await;
        let whole = world.api().ticket(ticket).await;
        assert_eq!(whole["assignee"], json!({"group": "Billing"}));
        let other = world
            .ticket(&Mail::text("x@cust.example", "two", "hi"))
            .await;
        assert!(world.api().ticket(other).await["assignee"].is_null());
    });
}

#[test]
fn a_mailboxs_own_server_sends_its_mail_and_no_other() {
    play(async |world| {
        let own = Sink::start(SinkOptions::default()).await;
        let route = json!({"security": "plain", "host": "127.0.0.1",
            "port": own.address.port()});
        add(world, json!({"route": route})).await;
        let to_own = world.ticket(&to_billing("own")).await;
        let to_desk = world
            .ticket(&Mail::text("x@cust.example", "desk", "hi"))
            .await;
        let path = format!("/api/v1/tickets/{to_own}/messages");
        let text = json!({"text": "by the own server"});
        world.api().post(&path, &text).await.expect(201);
        let seen = own
            .until("the answer", |seen| !seen.received.is_empty())
            .await;
        assert_eq!(bare(&header(&seen.received[0].raw, "From")), BILLING);
        until(world, to_own, "delivered").await;
        assert_eq!(world.sink.seen().received.len(), 0);
        answered(world, to_desk, "by the desk's").await;
        assert_eq!(own.seen().received.len(), 1);
        // Back to the way of the desk.
        change(world, 2, json!({"route": null})).await;
        answered(world, to_own, "by the desk's too").await;
        assert_eq!(own.seen().received.len(), 1);
    });
}

#[test]
fn what_waited_for_a_dead_server_leaves_by_the_new_one() {
    play(async |world| {
        let dead = {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            listener.local_addr().unwrap().port()
        };
        let route = json!({"security": "plain", "host": "127.0.0.1", "port": dead});
        add(world, json!({"route": route})).await;
        let ticket = world.ticket(&to_billing("one")).await;
        let path = format!("/api/v1/tickets/{ticket}/messages");
        let text = json!({"text": "patience"});
        world.api().post(&path, &text).await.expect(201);
        until(world, ticket, "delayed").await;
        change(world, 2, json!({"route": null})).await;
        until(world, ticket, "delivered").await;
        assert_eq!(world.sink.seen().received.len(), 1);
    });
}

#[test]
fn a_signature_stands_below_the_answer_and_above_the_quote() {
    play(async |world| {
        let signature = "Lumen \u{2014} Inès\r\nBcc: evil@evil.example\r\n.";
        change(
            world,
            1,
            json!({"signature": signature, "display_name": "Lumen\r\nBcc: x"}),
        )
        .await;
        let first = Mail::text("ines@cust.example", "lamp", "dark");
        let ticket = world.ticket(&first).await;
        let admin = world.admin().await;
        let page = admin.get(&format!("/t/{ticket}")).await.page();
        assert!(
            page.one("html", &[])
                .text
                .contains("-- \nLumen \u{2014} Inès")
        );
        let sent = answered(world, ticket, "It is on.  \n\n").await;
        let parsed = guichet::mail::inbound::parse(&sent);
        assert_eq!(parsed.text.trim_end(), "It is on.");
        let lines: Vec<&str> = parsed.quoted.lines().collect();
        assert_eq!(
            lines[..4],
            ["-- ", "Lumen \u{2014} Inès", "Bcc: evil@evil.example", "."]
        );
        assert!(parsed.quoted.contains("> dark"));
        let head = String::from_utf8_lossy(&sent);
        let head = head.split("\r\n\r\n").next().unwrap();
        assert!(!head.to_lowercase().contains("\nbcc"), "{head}");
        // The log folds it; what the expert wrote stands by itself.
        let whole = world.api().ticket(ticket).await;
        let log = mails(&whole);
        assert_eq!(log[1]["text"].as_str().unwrap().trim_end(), "It is on.");
    });
}

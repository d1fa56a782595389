//! What an answer carries, and must-have 29: a sender with a name of another script.

use super::{answered, bare, header, mails};
use crate::world::{MAILBOX, mail::Mail, play};

#[test]
fn an_answer_carries_what_brings_its_answer_back() {
    play(async |world| {
        let first = Mail::with(
            "Inès <ines@cust.example>",
            "lamp",
            "References: <old@cust.example>\r\n",
            "dark",
        );
        let ticket = world.ticket(&first).await;
        let id = header(&first.raw, "Message-ID");
        let sent = answered(world, ticket, "on?").await;
        let seen = world.sink.seen();
        let envelope = &seen.received[0];
        assert_eq!(bare(&header(&sent, "From")), MAILBOX);
        assert_eq!(header(&sent, "Subject"), format!("Re: lamp [#{ticket}]"));
        assert_eq!(header(&sent, "In-Reply-To"), id);
        assert!(header(&sent, "References").contains(&id));
        let token = world.tickets()[0].token.as_str().to_owned();
        assert_eq!(
            bare(&header(&sent, "Reply-To")),
            format!("support+t{token}@lumen.example")
        );
        assert!(
            envelope.mail.starts_with("MAIL FROM:<support+b"),
            "{}",
            envelope.mail
        );
        let text = String::from_utf8_lossy(&sent);
        assert!(
            text.contains("> dark"),
            "the customer's words are quoted: {text}"
        );
        // No Bcc, no name of this machine, nothing of ours that tells who sits here.
        assert!(!text.contains("127.0.0.1") && !text.to_lowercase().contains("\nbcc"));
        let second = answered(world, ticket, "well?").await;
        assert_eq!(header(&second, "In-Reply-To"), header(&sent, "Message-ID"));
        assert_ne!(header(&second, "Message-ID"), header(&sent, "Message-ID"));
        for received in world.sink.seen().received {
            for line in received.wire.split(|byte| *byte == b'\n') {
                assert!(line.len() <= 999, "RFC 5322 2.1.1");
            }
        }
    });
}

/// Must-have 29: thread and reply work with the A-label.
#[test]
fn must_29_a_sender_under_an_idn_is_answered_by_its_a_label() {
    play(async |world| {
        let mut mail = Mail::text("José <jose@bücher.example>", "lampe", "sombre");
        mail.parameters = " SMTPUTF8";
        let ticket = world.ticket(&mail).await;
        let sent = answered(world, ticket, "allumée ?").await;
        let seen = world.sink.seen();
        let rcpt = &seen.received[0].rcpts[0];
        assert!(rcpt.contains("<jose@xn--bcher-kva.example>"), "{rcpt}");
        assert!(header(&sent, "To").contains("xn--bcher-kva.example"));
        // The answer comes from the A-label: the same customer, the same ticket, somebody known.
        let headers = format!("In-Reply-To: {}\r\n", header(&sent, "Message-ID"));
        world
            .send(&Mail::with(
                "jose@xn--bcher-kva.example",
                "re",
                &headers,
                "oui",
            ))
            .await;
        let tickets = world.tickets();
        assert_eq!(tickets.len(), 1);
        let whole = world.api().ticket(ticket).await;
        assert_eq!(mails(&whole).last().unwrap()["sender"], "known");
    });
}

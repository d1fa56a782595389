//! A mailbox whose provider drops what stands behind a `+`: the token is the Message-ID alone.

use guichet::desk::{mailboxes::NewMailbox, warrant::Warrant};

use super::{
    answered, bare,
    bounce::{report, return_path, state},
    header, mails,
};
use crate::world::{World, address, mail::Mail, play};

const PLAIN: &str = "hilfe@plain.example";
const INES: &str = "Inès <ines@cust.example>";

/// Makes the mailbox and a ticket in it.
async fn ticket(world: &World) -> u64 {
    let new = NewMailbox {
        delivery_domain: "in.plain.example".to_owned(),
        plus_addresses: false,
        ..NewMailbox::plain(address(PLAIN))
    };
    let now = world.clock.now();
    let made = world
        .desk()
        .run(move |desk| desk.mailbox_make(&Warrant::command_line(), new.into(), now));
    made.await.unwrap().unwrap();
    let raw = format!(
        "From: {INES}\r\nTo: {PLAIN}\r\nSubject: lamp\r\nMessage-ID: <1@cust.example>\r\n\r\ndark\r\n"
    );
    world.ticket(&Mail::raw(INES, raw).to(PLAIN)).await
}

#[test]
fn an_answer_names_no_token_and_its_answer_joins_by_message_id() {
    play(async |world| {
        let ticket = ticket(world).await;
        let sent = answered(world, ticket, "on?").await;
        let token = world.tickets()[0].token.as_str().to_owned();
        let text = String::from_utf8_lossy(&sent).to_lowercase();
        assert!(!text.contains(&token.to_lowercase()), "{text}");
        assert!(!text.contains("reply-to: hilfe+"), "{text}");
        assert_eq!(bare(&header(&sent, "From")), PLAIN);
        assert_eq!(return_path(world), "hilfe@in.plain.example");
        let headers = format!("In-Reply-To: {}\r\n", header(&sent, "Message-ID"));
        let answer = Mail::with(INES, "another subject", &headers, "yes").to(PLAIN);
        world.send(&answer).await;
        assert_eq!(world.tickets().len(), 1);
        let whole = world.api().ticket(ticket).await;
        assert_eq!(mails(&whole).last().unwrap()["sender"], "known");
    });
}

#[test]
fn a_bounce_is_known_by_the_message_id_that_it_returns() {
    play(async |world| {
        let ticket = ticket(world).await;
        let sent = answered(world, ticket, "on?").await;
        let id = header(&sent, "Message-ID");
        let to = return_path(world);
        // Another id, another mailbox, a sender that no report has, somebody we did not write to.
        let wrong = [
            report(&to, "ines@cust.example", "failed", "<1@plain.example>"),
            report("support@lumen.example", "ines@cust.example", "failed", &id),
            report(&to, "ines@cust.example", "failed", &id).sent_by("eve@evil.example"),
        ];
        for mail in wrong {
            world.send(&mail).await;
            assert_eq!(state(world, ticket).await["state"], "delivered");
        }
        let before = world.tickets().len();
        let bounce = report(&to, "ines@cust.example", "failed", &id);
        world.send(&bounce).await;
        let now = state(world, ticket).await;
        assert_eq!(now["state"], "failed");
        assert!(
            now["reason"].as_str().unwrap().contains("no such user"),
            "{now}"
        );
        assert_eq!(world.tickets().len(), before, "no new ticket");
    });
}

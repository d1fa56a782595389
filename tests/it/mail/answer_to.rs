//! Where an answer goes and what it follows: what the page shows is where the mail goes.

use super::{answered, bare, header};
use crate::world::{World, html::Page, mail::Mail, play};

const INES: &str = "Inès <ines@cust.example>";

async fn page(world: &World, ticket: u64) -> Page {
    let admin = world.admin().await;
    admin.get(&format!("/t/{ticket}")).await.expect(200).page()
}

/// Who the newest answer really went to: the envelope, then To.
async fn sent_to(world: &World, ticket: u64) -> (String, String) {
    let sent = answered(world, ticket, "on?").await;
    let seen = world.sink.seen();
    let rcpt = &seen.received.last().unwrap().rcpts[0];
    let envelope = rcpt.split(['<', '>']).nth(1).unwrap().to_owned();
    (envelope, bare(&header(&sent, "To")).to_owned())
}

#[test]
fn the_page_shows_the_address_that_the_answer_goes_to() {
    play(async |world| {
        for (reply_to, address, warned) in [
            ("", "ines@cust.example", false),
            ("ines@cust.example", "ines@cust.example", false),
            ("desk@cust.example", "desk@cust.example", false),
            ("Bank <pay@evil.example>", "pay@evil.example", true),
            // An answer to ourselves would be a ticket of its own, or a loop.
            ("support@lumen.example", "ines@cust.example", false),
            ("Support+news@Lumen.example", "ines@cust.example", false),
            ("no address", "ines@cust.example", false),
        ] {
            let headers = format!("Reply-To: {reply_to}\r\n");
            let headers = if reply_to.is_empty() { "" } else { &headers };
            let ticket = world
                .ticket(&Mail::with(INES, "lamp", headers, "dark"))
                .await;
            let page = page(world, ticket).await;
            assert_eq!(page.one("bdi", &[("id", "c-to")]).text, address);
            let warnings = page.all("p", &[("id", "c-elsewhere")]);
            assert_eq!(warnings.len(), usize::from(warned), "{reply_to}");
            for warning in warnings {
                assert!(
                    warning.text.contains("ines@cust.example") && warning.text.contains(address),
                    "{}",
                    warning.text
                );
            }
            let both = (address.to_owned(), address.to_owned());
            assert_eq!(sent_to(world, ticket).await, both, "{reply_to}");
        }
    });
}

#[test]
fn a_customer_under_our_own_address_is_not_answered() {
    play(async |world| {
        let forged = Mail::text("support@lumen.example", "lamp", "dark");
        let ticket = world.ticket(&forged).await;
        let page = page(world, ticket).await;
        assert_eq!(page.all("textarea", &[("id", "c-text")]).len(), 0);
        let path = format!("/api/v1/tickets/{ticket}/messages");
        let text = serde_json::json!({ "text": "on?" });
        world.api().post(&path, &text).await.expect(422);
        assert_eq!(world.sink.seen().received.len(), 0);
    });
}

/// A bounce, an absence notice and a stranger are in the log; an answer follows the customer.
#[test]
fn an_answer_follows_the_newest_message_of_a_person() {
    play(async |world| {
        let first = Mail::text(INES, "lamp", "dark");
        let ticket = world.ticket(&first).await;
        let sent = answered(world, ticket, "on?").await;
        let reply_to = header(&sent, "Reply-To");
        let reply_to = bare(&reply_to);
        let person = Mail::text(INES, "Re: lamp", "still dark").to(reply_to);
        world.send(&person).await;
        let absent = Mail::with(
            INES,
            "away",
            "Auto-Submitted: auto-replied\r\nReply-To: away@elsewhere.example\r\n",
            "I am away",
        );
        let bounce = Mail::text("MAILER-DAEMON@cust.example", "late", "it is late").sent_by("");
        let stranger = Mail::with(
            "eve@evil.example",
            "me",
            "Reply-To: eve@evil.example\r\n",
            "answer me",
        );
        for mail in [absent, bounce, stranger] {
            world.send(&mail.to(reply_to)).await;
        }
        assert_eq!(world.tickets().len(), 1, "all of them joined");
        let answer = answered(world, ticket, "well?").await;
        assert_eq!(
            header(&answer, "In-Reply-To"),
            header(&person.raw, "Message-ID")
        );
        assert_eq!(
            header(&answer, "References"),
            [&first.raw, &sent, &person.raw]
                .map(|raw| header(raw, "Message-ID"))
                .join(" ")
        );
        assert_eq!(bare(&header(&answer, "To")), "ines@cust.example");
        let text = String::from_utf8_lossy(&answer);
        assert!(text.contains("> still dark"), "{text}");
        for foreign in ["away", "it is late", "answer me", "evil.example"] {
            assert!(!text.contains(foreign), "{foreign}: {text}");
        }
    });
}

//! Must-have 12, as far as one report shows it: it sets the state of that delivery and no other.

use serde_json::Value;

use super::{answered, header, mails};
use crate::world::{World, mail::Mail, play, until};

fn report(to: &str, recipient: &str, action: &str, returned: &str) -> Mail {
    let raw = format!(
        "From: MAILER-DAEMON@mx.cust.example\r\nTo: {to}\r\nSubject: Undelivered\r\n\
         Message-ID: <r-{action}-{}@mx.cust.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.cust.example\r\n\r\n\
         Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 no such user here\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {returned}\r\nSubject: x\r\n\r\n--b--\r\n",
        to.len()
    );
    Mail::raw("", raw).to(to)
}

async fn state(world: &World, ticket: u64) -> Value {
    let whole = world.api().ticket(ticket).await;
    let sent = mails(&whole)
        .into_iter()
        .find(|mail| mail["direction"] == "out")
        .cloned();
    sent.unwrap()["delivery"][0].clone()
}

#[test]
fn must_12_a_report_to_the_return_path_sets_the_delivery_failed() {
    play(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let other = world
            .ticket(&Mail::text("bob@cust.example", "other", "dark"))
            .await;
        let sent = answered(world, ticket, "on?").await;
        let envelope = world.sink.seen().received[0].mail.clone();
        answered(world, other, "on?").await;
        for one in [ticket, other] {
            until(world, one, "delivered").await;
        }
        let return_path = envelope.split(['<', '>']).nth(1).unwrap().to_owned();
        let id = header(&sent, "Message-ID");
        // Without the token anybody could write it: nothing changes, and it is not lost.
        let mut changed = return_path.clone();
        let last = changed.find('@').unwrap() - 1;
        let flipped = if &changed[last..=last] == "a" {
            "b"
        } else {
            "a"
        };
        changed.replace_range(last..=last, flipped);
        let before = world.tickets().len();
        for to in [changed.as_str(), "support@lumen.example"] {
            world
                .send(&report(
                    to,
                    "ines@cust.example",
                    "failed",
                    "<unknown@x.example>",
                ))
                .await;
        }
        assert_eq!(state(world, ticket).await["state"], "delivered");
        assert_eq!(
            world.tickets().len(),
            before + 2,
            "until the mail room exists it is a ticket"
        );
        let made = world.tickets();
        assert!(made.last().unwrap().automatic);
        // With it, that delivery has failed, in the other server's words.
        let status = world.api().ticket(ticket).await["status"].clone();
        world
            .send(&report(&return_path, "ines@cust.example", "failed", &id))
            .await;
        let failed = state(world, ticket).await;
        assert_eq!(failed["state"], "failed");
        assert!(
            failed["reason"].as_str().unwrap().contains("no such user"),
            "{failed}"
        );
        assert_eq!(
            state(world, other).await["state"],
            "delivered",
            "no other one"
        );
        assert_eq!(world.tickets().len(), before + 2, "no new ticket");
        assert_eq!(
            world.api().ticket(ticket).await["status"],
            status,
            "the status is a person's"
        );
        // The ticket shows it, and nobody is written to.
        let page = world
            .admin()
            .await
            .get(&format!("/t/{ticket}"))
            .await
            .expect(200)
            .page();
        assert!(page.one("html", &[]).text.contains("no such user"));
        assert_eq!(world.sink.seen().received.len(), 2);
    });
}

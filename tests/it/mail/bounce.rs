//! Must-have 12, as far as one report shows it: it sets the state of that delivery and no other.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

use super::{answered, header, mails};
use crate::world::{World, mail::Mail, play, until};

/// The report of another server about one recipient of a mail of ours.
pub fn report(to: &str, recipient: &str, action: &str, returned: &str) -> Mail {
    let status = format!(
        "Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: 5.1.1\r\n\
         Diagnostic-Code: smtp; 550 5.1.1 no such user here\r\n\r\n"
    );
    report_of(to, &status, returned)
}

fn report_of(to: &str, status: &str, returned: &str) -> Mail {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let raw = format!(
        "From: MAILER-DAEMON@mx.cust.example\r\nTo: {to}\r\nSubject: Undelivered\r\n\
         Message-ID: <r{count}@mx.cust.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.cust.example\r\n\r\n\
         {status}\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {returned}\r\nSubject: x\r\n\r\n--b--\r\n"
    );
    Mail::raw("", raw).to(to)
}

/// Where the first recipient of the ticket's first answer stands.
pub async fn state(world: &World, ticket: u64) -> Value {
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

/// The return path of the newest mail that the customer's server took.
pub fn return_path(world: &World) -> String {
    let seen = world.sink.seen();
    let envelope = &seen.received.last().unwrap().mail;
    envelope.split(['<', '>']).nth(1).unwrap().to_owned()
}

#[test]
fn a_report_of_delay_shows_on_the_message_and_sends_nothing_again() {
    play(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let sent = answered(world, ticket, "on?").await;
        let (to, id) = (return_path(world), header(&sent, "Message-ID"));
        let said = |action: &str, status: &str, words: &str| {
            format!(
                "Final-Recipient: rfc822; ines@cust.example\r\nAction: {action}\r\n\
                 Status: {status}\r\nDiagnostic-Code: smtp; {words}\r\n\r\n"
            )
        };
        let delayed = said("delayed", "4.2.2", "452 4.2.2 over quota");
        world.send(&report_of(&to, &delayed, &id)).await;
        let now = state(world, ticket).await;
        assert_eq!(
            (&now["state"], &now["next_at"]),
            (&"delayed".into(), &Value::Null)
        );
        assert!(
            now["reason"].as_str().unwrap().contains("over quota"),
            "{now}"
        );
        let page = world.admin().await.get(&format!("/t/{ticket}")).await;
        let page = page.expect(200).page();
        let shown = &page.one("html", &[]).text;
        assert!(
            shown.contains("over quota") && shown.contains("still trying"),
            "{shown}"
        );
        assert_eq!(
            world.desk().next_delivery_due().unwrap(),
            None,
            "theirs to try"
        );
        // It ends as the other server says; what comes late changes nothing.
        let failed = said("failed", "5.2.2", "552 5.2.2 over quota for days");
        world.send(&report_of(&to, &failed, &id)).await;
        world.send(&report_of(&to, &delayed, &id)).await;
        let now = state(world, ticket).await;
        assert_eq!(now["state"], "failed");
        assert!(
            now["reason"].as_str().unwrap().contains("for days"),
            "{now}"
        );
        assert_eq!(world.tickets().len(), 1);
        assert_eq!(world.sink.seen().received.len(), 1);
    });
}

#[test]
fn a_report_about_several_others_says_nothing_of_ours() {
    play(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let sent = answered(world, ticket, "on?").await;
        let (to, id) = (return_path(world), header(&sent, "Message-ID"));
        let failed = |original: &str, last: &str| {
            format!(
                "{original}Final-Recipient: rfc822; {last}\r\nAction: failed\r\nStatus: 5.1.1\r\n\
                 Diagnostic-Code: smtp; 550 5.1.1 no {last}\r\n\r\n"
            )
        };
        let two = failed("", "bob@cust.example") + &failed("", "zoe@cust.example");
        world.send(&report_of(&to, &two, &id)).await;
        assert_eq!(state(world, ticket).await["state"], "delivered");
        // Forwarded by the other side: named as it was sent to, among several.
        let ours = "Original-Recipient: rfc822; ines@cust.example\r\n";
        let three = two + &failed(ours, "ines@forwarded.example");
        world.send(&report_of(&to, &three, &id)).await;
        let now = state(world, ticket).await;
        assert!(
            now["reason"].as_str().unwrap().contains("ines@forwarded"),
            "{now}"
        );
    });
}

//! Mail on a waiting or closed ticket, and what the first answer does.

use std::time::Duration;

use serde_json::json;

use super::{answered, bare, header};
use crate::world::{ADMIN, DAY, NOW, mail::Mail, play_still};

const INES: &str = "ines@cust.example";

#[test]
fn mail_opens_what_waits_or_closed_lately_and_else_a_new_ticket() {
    play_still(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let sent = answered(world, ticket, "on?").await;
        let reply_to = bare(&header(&sent, "Reply-To")).to_owned();
        let api = world.api();
        let path = format!("/api/v1/tickets/{ticket}");
        let mut now = NOW;
        for (status, later, joins, becomes) in [
            ("open", DAY, true, "open"),
            ("processing", DAY * 400, true, "processing"),
            ("waiting", DAY * 400, true, "open"),
            ("closed", DAY, true, "open"),
            ("closed", DAY * 30, true, "open"),
            ("closed", DAY * 30 + Duration::from_secs(1), false, "closed"),
        ] {
            api.patch(&path, &json!({"status": "open"}))
                .await
                .expect(200);
            api.patch(&path, &json!({ "status": status }))
                .await
                .expect(200);
            now = now.plus(later);
            world.clock.set(now);
            let before = world.tickets().len();
            world
                .send(&Mail::text(INES, "again", "and again").to(&reply_to))
                .await;
            let made = world.tickets().len() - before;
            assert_eq!(made, usize::from(!joins), "{status} after {later:?}");
            assert_eq!(
                api.ticket(ticket).await["status"],
                becomes,
                "{status} after {later:?}"
            );
        }
        let new = api.ticket(2).await;
        let lines = new["activities"].as_array().unwrap();
        assert!(
            lines
                .iter()
                .any(|line| line["kind"] == "linked" && line["ticket"] == ticket),
            "{new}"
        );
    });
}

#[test]
fn a_ticket_does_by_itself_only_what_is_switched_on() {
    play_still(async |world| {
        let api = world.api();
        let switch = async |change| {
            api.patch("/api/v1/settings", &change).await.expect(200);
        };
        switch(json!({"first_reply_assigns": false, "answer_opens": false})).await;
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let sent = answered(world, ticket, "on?").await;
        assert!(api.ticket(ticket).await["assignee"].is_null());
        let reply_to = bare(&header(&sent, "Reply-To")).to_owned();
        for (wait, opens, becomes) in [
            ("waiting", false, "waiting"),
            ("closed", false, "open"),
            ("waiting", true, "open"),
        ] {
            switch(json!({ "answer_opens": opens })).await;
            let path = format!("/api/v1/tickets/{ticket}");
            api.patch(&path, &json!({ "status": wait }))
                .await
                .expect(200);
            world
                .send(&Mail::text(INES, "again", "no").to(&reply_to))
                .await;
            assert_eq!(api.ticket(ticket).await["status"], becomes, "{wait}");
        }
        assert_eq!(world.tickets().len(), 1);
    });
}

#[test]
fn an_absence_notice_joins_and_changes_nothing() {
    play_still(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let sent = answered(world, ticket, "on?").await;
        let api = world.api();
        let path = format!("/api/v1/tickets/{ticket}");
        for status in ["waiting", "closed"] {
            api.patch(&path, &json!({ "status": status }))
                .await
                .expect(200);
            let headers = format!(
                "Auto-Submitted: auto-replied\r\nIn-Reply-To: {}\r\n",
                header(&sent, "Message-ID")
            );
            world
                .send(
                    &Mail::with(INES, &format!("away {status}"), &headers, "I am away").sent_by(""),
                )
                .await;
            let whole = api.ticket(ticket).await;
            assert_eq!(whole["status"], status);
            assert!(super::mails(&whole).last().unwrap()["automatic"].is_string());
        }
        assert_eq!(world.tickets().len(), 1);
        assert_eq!(world.sink.seen().received.len(), 1, "and is not answered");
    });
}

#[test]
fn the_first_answer_assigns_and_send_and_wait_or_close_do() {
    play_still(async |world| {
        let api = world.api();
        for (then, status) in [
            (None, "open"),
            (Some("waiting"), "waiting"),
            (Some("closed"), "closed"),
        ] {
            let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
            let mut message = json!({"text": "on?"});
            if let Some(then) = then {
                message["then"] = json!(then);
            }
            let path = format!("/api/v1/tickets/{ticket}");
            api.post(&format!("{path}/messages"), &message)
                .await
                .expect(201);
            let whole = api.ticket(ticket).await;
            assert_eq!(whole["status"], status);
            assert_eq!(whole["assignee"]["user"], ADMIN);
            // Given back to nobody, the second answer does not take it again.
            api.patch(&path, &json!({"assignee": null}))
                .await
                .expect(200);
            api.post(&format!("{path}/messages"), &json!({"text": "well?"}))
                .await
                .expect(201);
            assert_eq!(api.ticket(ticket).await["assignee"], json!(null));
        }
        world
            .sink
            .until("all answers", |seen| seen.received.len() == 6)
            .await;
    });
}

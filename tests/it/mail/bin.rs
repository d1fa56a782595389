//! Deleted tickets: out of every list and count, restored whole, gone after thirty days.

use std::time::Duration;

use guichet::{
    domain::{
        access::Visibility,
        id::TicketId,
        right::{Right, Rights},
        role::OBSERVER,
    },
    store,
};
use serde_json::{Value, json};

use super::{answered, bare, header};
use crate::world::{NOW, World, mail::Mail, play, play_still};

const INES: &str = "Inès <ines@cust.example>";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn delete(world: &World, ticket: u64) -> Value {
    let path = format!("/api/v1/tickets/{ticket}/delete");
    world.api().post(&path, &json!({})).await.expect(200).json()
}

async fn restore(world: &World, ticket: u64) -> Value {
    let path = format!("/api/v1/tickets/{ticket}/restore");
    world.api().post(&path, &json!({})).await.expect(200).json()
}

/// The numbers that a query finds, lowest first.
async fn found(world: &World, query: &str) -> Vec<u64> {
    let path = format!("/api/v1/tickets?query={}", query.replace(' ', "+"));
    let list = world.api().get(&path).await.expect(200).json();
    let tickets = list["tickets"].as_array().unwrap();
    let mut numbers: Vec<u64> = tickets
        .iter()
        .map(|ticket| ticket["number"].as_u64().unwrap())
        .collect();
    numbers.sort_unstable();
    numbers
}

async fn empty_bin(world: &World, days: u32) {
    let now = NOW.plus(DAY * days);
    world.clock.set(now);
    let tidied = world.desk().run(move |desk| desk.tidy(now));
    tidied.await.unwrap().unwrap();
}

#[test]
fn what_is_deleted_is_in_no_list_and_comes_back_whole() {
    play(async |world| {
        let api = world.api();
        for subject in ["lamp", "lamp again", "door"] {
            world.ticket(&Mail::text(INES, subject, "dark")).await;
        }
        api.patch(
            "/api/v1/tickets/2",
            &json!({"tags": ["a"], "priority": "high"}),
        )
        .await
        .expect(200);
        let before = world.tickets()[1].clone();
        let deleted = delete(world, 2).await;
        assert!(deleted["deleted_at"].is_string());
        for query in [
            "",
            "lamp",
            "tag:a",
            "is:open",
            "number:2",
            "-status:closed",
            "from:ines",
        ] {
            let numbers = found(world, query).await;
            assert!(!numbers.contains(&2), "{query:?} finds {numbers:?}");
        }
        let counts = api
            .get("/api/v1/counts?by=priority")
            .await
            .expect(200)
            .text();
        assert!(counts.contains(r#"{"count":0,"value":"high"}"#), "{counts}");
        // Whoever may delete looks into the bin, with every other word.
        for query in [
            "is:deleted",
            "is:deleted lamp",
            "tag:a is:deleted",
            "is:deleted priority:high",
        ] {
            assert_eq!(found(world, query).await, [2], "{query}");
        }
        for query in [
            "is:deleted door",
            "is:deleted is:closed",
            "is:deleted number:1",
        ] {
            assert_eq!(found(world, query).await, [0; 0], "{query}");
        }
        let restored = restore(world, 2).await;
        assert_eq!(restored["deleted_at"], Value::Null);
        assert_eq!(found(world, "lamp").await, [1, 2]);
        assert_eq!(found(world, "is:deleted").await, [0; 0]);
        let after = world.tickets()[1].clone();
        let back = guichet::domain::ticket::Ticket {
            rev: before.rev,
            acted: before.acted,
            updated: before.updated,
            ..after
        };
        assert_eq!(back, before);
        // A second time changes nothing more.
        let once_more = restore(world, 2).await;
        assert_eq!(once_more["activities"], restored["activities"]);
    });
}

#[test]
fn a_deleted_ticket_refuses_all_else_and_says_why() {
    play(async |world| {
        let api = world.api();
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        delete(world, ticket).await;
        let before = world.tickets()[0].clone();
        let refused = [
            api.patch("/api/v1/tickets/1", &json!({"status": "closed"}))
                .await,
            api.post("/api/v1/tickets/1/notes", &json!({"text": "seen"}))
                .await,
            api.post("/api/v1/tickets/1/messages", &json!({"text": "on?"}))
                .await,
            api.post("/api/v1/tickets/1/delete", &json!({})).await,
        ];
        for answer in refused {
            let told = answer.expect(422).text();
            assert!(told.contains("is in the bin: restore it first"), "{told}");
        }
        let many = json!({"tickets": [1], "change": {"status": "closed"}});
        let many = api.post("/api/v1/tickets/bulk", &many).await.expect(200);
        assert_eq!(
            many.json(),
            json!({"changed": 0, "same": 0, "missing": [1]})
        );
        assert_eq!(world.tickets()[0], before);
    });
}

/// By token, by a known Message-ID, by number: nothing joins what may be gone tomorrow.
#[test]
fn mail_for_a_deleted_ticket_makes_a_linked_one() {
    play(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let sent = answered(world, ticket, "on?").await;
        let (id, reply_to) = (header(&sent, "Message-ID"), header(&sent, "Reply-To"));
        delete(world, ticket).await;
        let mails = [
            Mail::text(INES, "x", "a").to(bare(&reply_to)),
            Mail::with(INES, "y", &format!("In-Reply-To: {id}\r\n"), "b"),
        ];
        for mail in &mails {
            let new = world.ticket(mail).await;
            let whole = world.api().ticket(new).await;
            let linked = whole["activities"].as_array().unwrap().iter();
            let linked: Vec<&Value> = linked.filter(|line| line["kind"] == "linked").collect();
            assert_eq!(linked.len(), 1);
            assert_eq!(linked[0]["ticket"], ticket);
            let page = world
                .admin()
                .await
                .get(&format!("/t/{new}"))
                .await
                .expect(200);
            assert!(
                page.text().contains("which was in the bin"),
                "the log says why"
            );
        }
        assert_eq!(world.tickets()[0].links, [], "the old one is left alone");
        restore(world, ticket).await;
        world
            .send(&Mail::text(INES, "z", "c").to(bare(&reply_to)))
            .await;
        assert_eq!(world.tickets().len(), 3, "restored, it takes mail again");
    });
}

#[test]
fn after_thirty_days_it_is_gone_with_all_that_only_it_held() {
    play_still(async |world| {
        let twice = "From: ines@cust.example\r\nSubject: lamp\r\n\
            Message-ID: <twice@cust.example>\r\n\r\ndark\r\n";
        let twice = Mail::raw(INES, twice);
        let first = world.ticket(&twice).await;
        answered(world, first, "brighter").await;
        let again = Mail::raw(INES, [twice.raw.as_slice(), b"once more\r\n"].concat());
        let second = world.ticket(&again).await;
        let store = world.desk().store();
        let receipts = store::receipt::all(&store.read().unwrap()).unwrap().len();
        delete(world, first).await;
        empty_bin(world, 29).await;
        assert_eq!(world.tickets().len(), 2, "a day too early");
        empty_bin(world, 31).await;
        let left = world.tickets();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].id, TicketId(second));
        let view = store.read().unwrap();
        assert_eq!(store::message::all(&view).unwrap().len(), 1);
        assert_eq!(store::delivery::all(&view).unwrap().len(), 0);
        assert_eq!(store::receipt::all(&view).unwrap().len(), receipts);
        drop(view);
        assert_eq!(found(world, "brighter").await, [0; 0]);
        assert_eq!(found(world, "is:deleted").await, [0; 0]);
        world.api().get("/api/v1/tickets/1").await.expect(404);
        // The Message-ID that both bore leads to the one that is left.
        let answer = "In-Reply-To: <twice@cust.example>\r\n";
        let third = world.ticket(&Mail::with(INES, "x", answer, "and?")).await;
        let links = world.tickets().last().unwrap().links.clone();
        assert_eq!((third, links), (3, vec![TicketId(second)]));
        world.check_store();
        world.restart(|_| {}).await;
        assert_eq!(found(world, "lamp").await, [second]);
    });
}

#[test]
fn a_ticket_restored_in_time_stays() {
    play_still(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        delete(world, ticket).await;
        empty_bin(world, 29).await;
        restore(world, ticket).await;
        empty_bin(world, 60).await;
        assert_eq!(found(world, "lamp").await, [ticket]);
    });
}

#[test]
fn who_may_not_delete_knows_of_no_bin() {
    play(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let max = world.person("Max", &[OBSERVER], Visibility::All, &[]).await;
        delete(world, ticket).await;
        let asked = max.api.get("/api/v1/tickets?query=is:deleted").await;
        let told = asked.expect(422).text();
        assert!(
            !told.contains("deleted,") && !told.contains(", deleted"),
            "{told}"
        );
        max.api
            .post("/api/v1/tickets/1/restore", &json!({}))
            .await
            .expect(404);
        let page = max.browser.get("/t/1").await.expect(200).text();
        assert!(
            page.contains("In the bin until"),
            "a known number still says where it is"
        );
        assert!(!page.contains("/t/1/restore"));
        let editor = Rights::of(&[Right::TicketRead, Right::TicketEdit, Right::Api]);
        let editor = world.role("editor", editor).await;
        let eve = world.person("Eve", &[editor], Visibility::All, &[]).await;
        let all = json!({"tickets": [1], "delete": true});
        eve.api.post("/api/v1/tickets/bulk", &all).await.expect(403);
    });
}

#[test]
fn many_come_out_of_the_bin_at_once_and_go_back_at_once() {
    play(async |world| {
        for subject in ["lamp", "door", "roof"] {
            world.ticket(&Mail::text(INES, subject, "dark")).await;
        }
        let api = world.api();
        let bulk = "/api/v1/tickets/bulk";
        let all = json!({"tickets": [1, 2, 3], "delete": true});
        api.post(bulk, &all).await.expect(200);
        let admin = world.admin().await;
        let list = "/tickets?query=is:deleted";
        let page = admin.get(list).await.expect(200).page();
        page.one("button", &[("name", "restore")]);
        assert_eq!(
            page.all("button", &[("name", "delete")]).len(),
            0,
            "they are in it"
        );
        assert_eq!(page.all("button", &[("name", "priority")]).len(), 0);
        let other = admin.get("/tickets").await.expect(200).page();
        assert_eq!(other.all("button", &[("name", "restore")]).len(), 0);
        let some = [
            ("back", list),
            ("number", "1"),
            ("number", "3"),
            ("number", "9"),
            ("restore", "1"),
        ];
        let done = admin.post("/tickets/bulk", &some).await.expect(303);
        let next = done.header("location").to_owned();
        assert!(
            admin
                .get(&next)
                .await
                .expect(200)
                .text()
                .contains("Taken out of the bin")
        );
        assert_eq!(found(world, "").await, [1, 3]);
        assert_eq!(found(world, "is:deleted").await, [2]);
        // Somebody works on one of them: it goes back all the same, as it was restored by mistake.
        let undo = next.rsplit_once("undo=").unwrap().1;
        admin
            .post("/undo", &[("id", undo), ("back", list)])
            .await
            .expect(303);
        assert_eq!(found(world, "is:deleted").await, [1, 2, 3]);
        let query = json!({"query": "is:deleted", "restore": true});
        let told = api.post(bulk, &query).await.expect(200).json();
        assert_eq!(told, json!({"changed": 3, "same": 0, "missing": []}));
        let again = json!({"tickets": [1], "restore": true});
        let told = api.post(bulk, &again).await.expect(200).json();
        assert_eq!(told, json!({"changed": 0, "same": 1, "missing": []}));
        let both = json!({"tickets": [1], "restore": true, "delete": true});
        api.post(bulk, &both).await.expect(422);
        let editor = Rights::of(&[Right::TicketRead, Right::TicketEdit, Right::Api]);
        let editor = world.role("editor", editor).await;
        let eve = world.person("Eve", &[editor], Visibility::All, &[]).await;
        eve.api.post(bulk, &again).await.expect(403);
    });
}

//! How long closed tickets, receipts and the audit log are kept.

use std::time::Duration;

use guichet::domain::time::Timestamp;
use serde_json::{Value, json};

use crate::world::{DAY, NOW, World, mail::Mail, play_still};

const PATH: &str = "/api/v1/settings";
const INES: &str = "Inès <ines@cust.example>";

async fn set(world: &World, change: Value) {
    world.api().patch(PATH, &change).await.expect(200);
}

async fn tidy(world: &World, now: Timestamp) {
    world.clock.set(now);
    let tidied = world.desk().run(move |desk| desk.tidy(now));
    tidied.await.unwrap().unwrap();
}

/// The tickets in the bin, lowest number first.
fn in_bin(world: &World) -> Vec<u64> {
    let tickets = world.tickets();
    let gone = tickets.iter().filter(|ticket| ticket.deleted.is_some());
    gone.map(|ticket| ticket.id.0).collect()
}

#[test]
fn closed_tickets_go_into_the_bin_when_their_time_is_over() {
    play_still(async |world| {
        for subject in ["lamp", "open door", "key"] {
            world.ticket(&Mail::text(INES, subject, "dark")).await;
        }
        let api = world.api();
        for number in [1, 3] {
            let path = format!("/api/v1/tickets/{number}");
            api.patch(&path, &json!({"status": "closed"}))
                .await
                .expect(200);
        }
        tidy(world, NOW.plus(390 * DAY)).await;
        assert_eq!(in_bin(world), [0; 0], "off by default");
        // Something happens in the third.
        api.post("/api/v1/tickets/3/notes", &json!({"text": "a spare one"}))
            .await
            .expect(201);
        set(world, json!({"closed_days": 390})).await;
        tidy(world, NOW.plus(390 * DAY)).await;
        assert_eq!(in_bin(world), [0; 0], "to the second");
        let over = NOW.plus(390 * DAY).plus(Duration::from_secs(60));
        tidy(world, over).await;
        assert_eq!(in_bin(world), [1], "not open, not lately");
        let log = api.ticket(1).await["activities"].clone();
        let last = log.as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            (&last["kind"], &last["actor"]["kind"]),
            (&json!("deleted"), &json!("system"))
        );
        // It is taken back as anything in the bin, and then it is young again.
        api.post("/api/v1/tickets/1/restore", &json!({}))
            .await
            .expect(200);
        tidy(world, over.plus(DAY)).await;
        assert_eq!(in_bin(world), [0; 0]);
        set(world, json!({"closed_days": 30})).await;
        tidy(world, over.plus(40 * DAY)).await;
        assert_eq!(in_bin(world), [1, 3]);
        tidy(world, over.plus(71 * DAY)).await;
        let left: Vec<u64> = world.tickets().iter().map(|ticket| ticket.id.0).collect();
        assert_eq!(left, [2], "gone after thirty days in the bin");
        world.check_store();
    });
}

#[test]
fn many_closed_tickets_go_in_one_round() {
    play_still(async |world| {
        let api = world.api();
        for number in 0..230 {
            let ticket = json!({"name": format!("lamp {number}"), "customer": {"name": "Bob"}});
            api.post("/api/v1/tickets", &ticket).await.expect(201);
        }
        let all: Vec<u64> = (1..=230).collect();
        let close = json!({"tickets": all, "change": {"status": "closed"}});
        api.post("/api/v1/tickets/bulk", &close).await.expect(200);
        set(world, json!({"closed_days": 30})).await;
        tidy(world, NOW.plus(31 * DAY)).await;
        assert_eq!(in_bin(world).len(), 230);
    });
}

#[test]
fn receipts_and_the_audit_log_are_kept_as_long_as_it_says() {
    play_still(async |world| {
        world.send(&Mail::text(INES, "lamp", "dark")).await;
        let receipts = |world: &World| {
            let view = world.desk().store().read().unwrap();
            guichet::store::receipt::all(&view).unwrap().len()
        };
        let before = world.audit().len();
        tidy(world, NOW.plus(60 * DAY)).await;
        assert_eq!((receipts(world), world.audit().len()), (1, before));
        set(world, json!({"receipt_days": 60, "audit_days": 30})).await;
        tidy(world, NOW.plus(60 * DAY)).await;
        assert_eq!(receipts(world), 1, "to the second");
        tidy(world, NOW.plus(61 * DAY)).await;
        assert_eq!(receipts(world), 0);
        let words = |world: &World| -> Vec<&'static str> {
            world.audit().iter().map(|line| line.act.word()).collect()
        };
        assert_eq!(words(world), ["organization-changed", "audit-shortened"]);
        let shortened = world.audit().pop().unwrap();
        let lines = shortened.changes.iter().find(|it| it.field == "lines");
        assert_eq!(lines.unwrap().new, before.to_string());
        // That the chain is whole is seen here and by its page.
        world.check_store();
        let page = world.admin().await.get("/settings/audit").await.expect(200);
        assert!(!page.text().contains("was touched"), "{}", page.text());
        // What says that lines were removed is kept as long as the others.
        tidy(world, NOW.plus(200 * DAY)).await;
        assert_eq!(words(world).last(), Some(&"audit-shortened"));
        world.check_store();
    });
}

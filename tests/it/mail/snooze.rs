//! Sleeping tickets: they wait for nobody, wake at their time and with what the customer writes.

use std::time::Duration;

use guichet::domain::time::Timestamp;
use serde_json::{Value, json};

use super::mails;
use crate::world::{NOW, World, mail::Mail, play_still};

const INES: &str = "Inès <ines@cust.example>";
const HOUR: Duration = Duration::from_secs(60 * 60);

async fn snooze(world: &World, ticket: u64, until: Timestamp) -> Value {
    let path = format!("/api/v1/tickets/{ticket}/snooze");
    let body = json!({ "until": until.rfc3339() });
    world.api().post(&path, &body).await.expect(200).json()
}

async fn found(world: &World, query: &str) -> usize {
    let path = format!("/api/v1/tickets?query={query}");
    let list = world.api().get(&path).await.expect(200).json();
    list["tickets"].as_array().unwrap().len()
}

fn kinds(ticket: &Value) -> Vec<&str> {
    let lines = ticket["activities"].as_array().unwrap().iter();
    lines.map(|line| line["kind"].as_str().unwrap()).collect()
}

#[test]
fn it_wakes_at_its_time_and_not_before() {
    play_still(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let whole = snooze(world, ticket, NOW.plus(HOUR * 4)).await;
        assert_eq!(whole["snoozed_until"], NOW.plus(HOUR * 4).rfc3339());
        for (query, count) in [
            ("is:snoozed", 1),
            ("is:ours", 0),
            ("waits:0m", 0),
            ("is:open", 1),
        ] {
            assert_eq!(found(world, query).await, count, "{query}");
        }
        let list = world.admin().await.get("/tickets").await.expect(200).text();
        assert!(list.contains("Asleep until"));
        world.pass_to(NOW.plus(HOUR * 3)).await;
        assert_eq!(found(world, "is:snoozed").await, 1);
        world.restart(|_| {}).await;
        world.pass_to(NOW.plus(HOUR * 4)).await;
        for (query, count) in [("is:snoozed", 0), ("is:ours", 1)] {
            assert_eq!(found(world, query).await, count, "{query}");
        }
        let whole = world.api().ticket(ticket).await;
        assert_eq!(kinds(&whole).last(), Some(&"woke"));
        assert_eq!(
            whole["activities"].as_array().unwrap().last().unwrap()["actor"]["kind"],
            "system"
        );
        world.settle().await;
        assert_eq!(
            kinds(&world.api().ticket(ticket).await),
            kinds(&whole),
            "once"
        );
    });
}

#[test]
fn the_customer_wakes_it_and_a_program_of_theirs_does_not() {
    play_still(async |world| {
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let token = world.tickets()[0].token.as_str().to_owned();
        let to = format!("support+t{token}@lumen.example");
        snooze(world, ticket, NOW.plus(HOUR)).await;
        let away = "Auto-Submitted: auto-replied\r\n";
        world
            .send(&Mail::with(INES, "away", away, "until May").to(&to))
            .await;
        assert_eq!(found(world, "is:snoozed").await, 1);
        world
            .send(&Mail::text("eve@evil.example", "x", "me too").to(&to))
            .await;
        assert_eq!(
            found(world, "is:snoozed").await,
            1,
            "a stranger wakes nobody"
        );
        world
            .send(&Mail::text(INES, "Re", "still dark").to(&to))
            .await;
        assert_eq!(found(world, "is:snoozed").await, 0);
        let whole = world.api().ticket(ticket).await;
        assert_eq!(mails(&whole).len(), 4);
        assert_eq!(
            kinds(&whole).iter().filter(|kind| **kind == "woke").count(),
            1
        );
    });
}

#[test]
fn it_sleeps_through_the_bin_and_never_while_closed() {
    play_still(async |world| {
        let api = world.api();
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        snooze(world, ticket, NOW.plus(HOUR)).await;
        api.post("/api/v1/tickets/1/delete", &json!({}))
            .await
            .expect(200);
        world.pass_to(NOW.plus(HOUR * 2)).await;
        assert_eq!(found(world, "is:deleted+is:snoozed").await, 1);
        api.post("/api/v1/tickets/1/restore", &json!({}))
            .await
            .expect(200);
        world.settle().await;
        assert_eq!(found(world, "is:snoozed").await, 0, "its time was over");
        snooze(world, ticket, NOW.plus(HOUR * 9)).await;
        api.patch("/api/v1/tickets/1", &json!({"status": "closed"}))
            .await
            .expect(200);
        assert_eq!(found(world, "is:snoozed").await, 0);
        let later = json!({"until": NOW.plus(HOUR * 9).rfc3339()});
        let told = api
            .post("/api/v1/tickets/1/snooze", &later)
            .await
            .expect(422);
        assert!(told.text().contains("a closed ticket does not sleep"));
        api.patch("/api/v1/tickets/1", &json!({"status": "open"}))
            .await
            .expect(200);
        let over = json!({"until": NOW.rfc3339()});
        api.post("/api/v1/tickets/1/snooze", &over)
            .await
            .expect(422);
        api.post("/api/v1/tickets/1/snooze", &json!({"until": "soon"}))
            .await
            .expect(422);
    });
}

#[test]
fn the_menu_offers_times_in_the_zone_of_who_looks() {
    play_still(async |world| {
        world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let admin = world.admin().await;
        let until = || {
            world.tickets()[0]
                .snoozed
                .map(|at| at.local("Europe/Paris"))
        };
        // Monday the 21st of September 2026, 16:13 in Paris.
        for (field, want) in [
            (("time", "hours"), "2026-09-21T20:13"),
            (("time", "tomorrow"), "2026-09-22T09:00"),
            (("time", "week"), "2026-09-28T09:00"),
            (("until", "2026-12-24T18:30"), "2026-12-24T18:30"),
        ] {
            let answer = admin.post("/t/1/snooze", &[field]).await.expect(303);
            assert!(
                answer.header("location").starts_with("/t/1?undo="),
                "{field:?}"
            );
            assert_eq!(until().as_deref(), Some(want), "{field:?}");
        }
        // One step back is the time before.
        admin
            .post("/undo", &[("id", "4"), ("back", "/t/1")])
            .await
            .expect(303);
        assert_eq!(until().as_deref(), Some("2026-09-28T09:00"));
        let page = admin
            .post("/t/1/snooze", &[("until", "2020-01-01T10:00")])
            .await
            .expect(422);
        assert_eq!(
            page.page()
                .one("input", &[("id", "f-until")])
                .attribute("value"),
            "2020-01-01T10:00"
        );
        admin.post("/t/1/wake", &[]).await.expect(303);
        assert_eq!(until(), None);
        let log = admin.get("/t/1").await.expect(200).text();
        assert!(log.contains("put it to sleep until") && log.contains("woke it"));
    });
}

#[test]
fn asleep_until_about_then_already_it_is_left_and_says_so() {
    play_still(async |world| {
        let api = world.api();
        world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let admin = world.admin().await;
        let press = async |field| {
            let answer = admin.post("/t/1/snooze", &[field]).await.expect(303);
            answer.header("location").to_owned()
        };
        let until = NOW.plus(HOUR * 4);
        assert_eq!(press(("time", "hours")).await, "/t/1?undo=1");
        let before = api.ticket(1).await;
        // A second press, within the minute and after what the wall clock calls the next one.
        for seconds in [0, 30, 59] {
            world.pass_to(NOW.plus(Duration::from_secs(seconds))).await;
            assert_eq!(press(("time", "hours")).await, "/t/1?asleep=1", "{seconds}");
        }
        let whole = snooze(world, 1, until.plus(Duration::from_secs(20))).await;
        assert_eq!(whole["snoozed_until"], until.rfc3339());
        assert_eq!(kinds(&whole), kinds(&before), "nothing was written");
        let status = async |path: &str| {
            let page = admin.get(path).await.expect(200).page();
            let all = page.all("div", &[("role", "status"), ("class", "notice green")]);
            all.iter().map(|it| it.text.clone()).collect::<Vec<_>>()
        };
        let said = status("/t/1?asleep=1").await;
        assert!(said[0].contains("It already sleeps until"), "{said:?}");
        assert!(
            said[0].contains("20:13") || said[0].contains("8:13"),
            "{said:?}"
        );
        // An address of another time, or a made-up one, says nothing.
        for path in ["/t/1?asleep=7", "/t/1?asleep=%3Cb%3E"] {
            assert_eq!(status(path).await, [""; 0], "{path}");
        }
        world.pass_to(NOW.plus(Duration::from_secs(60))).await;
        assert_eq!(press(("time", "hours")).await, "/t/1?undo=2");
        admin.post("/t/1/wake", &[]).await.expect(303);
        assert_eq!(status("/t/1?asleep=1").await, [""; 0], "awake since");
    });
}

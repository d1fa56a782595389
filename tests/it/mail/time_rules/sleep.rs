//! Rules that let a ticket sleep, rules that waking starts, and that both come to rest.

use guichet::domain::calendar::Targets;
use serde_json::{Value, json};

use super::{INES, fired, is, note, rule, ticket};
use crate::world::{
    World,
    mail::Mail,
    office::{at, open_office, play_at},
    play,
};

/// A Friday, 16:30 in Paris.
const FRIDAY: &str = "2026-11-27T15:30:00Z";

async fn made(world: &World, name: &str, when: &str, actions: Value) {
    let rule = json!({
        "name": name, "when": [when], "conditions": { "all": [] }, "actions": actions,
    });
    world.api().post("/api/v1/rules", &rule).await.expect(201);
}

fn snooze(value: &str) -> Value {
    json!([{ "action": "snooze", "value": value }])
}

async fn until(world: &World, number: u64) -> Value {
    ticket(world, number).await["snoozed_until"].clone()
}

#[test]
fn a_mail_sleeps_until_somebody_is_there_and_wakes_a_rule() {
    play_at(FRIDAY, async |world| {
        open_office(world, Targets::default()).await;
        made(world, "later", "mail_makes_ticket", snooze("business")).await;
        let urgent = json!([{ "action": "priority", "value": "urgent" }]);
        made(world, "now", "ticket_wakes", urgent).await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        assert_eq!(until(world, number).await, "2026-11-30T08:00:00.000Z");
        let ours = "/api/v1/tickets?query=is:ours";
        let list = world.api().get(ours).await.expect(200).json();
        assert_eq!(list["tickets"], json!([]), "it is nobody's turn");
        world.pass_to(at("2026-11-30T07:59:59Z")).await;
        assert_eq!(fired(world, number).await, ["later"]);
        world.pass_to(at("2026-11-30T08:00:00Z")).await;
        assert_eq!(fired(world, number).await, ["later", "now"]);
        assert_eq!(until(world, number).await, Value::Null);
        assert_eq!(ticket(world, number).await["priority"], "urgent");
        // Why is known, and the log says until when it slept.
        let path = format!("/api/v1/tickets/{number}/explain");
        let why = world.api().get(&path).await.expect(200).json();
        let whens: Vec<&Value> = why["decisions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| &it["when"])
            .collect();
        assert!(whens.contains(&&json!("ticket_wakes")), "{whens:?}");
        let admin = world.admin().await;
        let page = admin.get(&format!("/t/{number}")).await.expect(200).text();
        let words = page.split("asleep until ").nth(1).unwrap_or_default();
        assert!(
            words[..60].contains("30 November 2026, 09:00"),
            "{}",
            &words[..60]
        );
        let page = admin
            .get(&format!("/t/{number}/why"))
            .await
            .expect(200)
            .text();
        assert!(page.contains("The ticket woke"));
        world.check_store();
    });
}

#[test]
fn each_way_of_writing_it_means_its_moment() {
    play_at(FRIDAY, async |world| {
        open_office(world, Targets::default()).await;
        for (text, value, want) in [
            ("a while", "4h", "2026-11-27T19:30:00.000Z"),
            ("clock", "09:00", "2026-11-28T08:00:00.000Z"),
            ("weekday", "tuesday 08:30", "2026-12-01T07:30:00.000Z"),
        ] {
            let rule = json!({
                "name": text, "when": ["mail_makes_ticket"],
                "conditions": { "all": [is("subject", "contains", text)] },
                "actions": snooze(value),
            });
            let rule = world
                .api()
                .post("/api/v1/rules", &rule)
                .await
                .expect(201)
                .json();
            assert_eq!(rule["actions"][0]["value"], value);
            let number = world.ticket(&Mail::text(INES, text, "one")).await;
            assert_eq!(until(world, number).await, want, "{value}");
        }
        let wrong = json!({
            "name": "x", "when": ["ticket_made"], "conditions": { "all": [] },
            "actions": snooze("someday 9:00"),
        });
        let told = world
            .api()
            .post("/api/v1/rules", &wrong)
            .await
            .expect(422)
            .text();
        assert!(
            told.contains("actions.0.value") && told.contains("monday 09:00"),
            "{told}"
        );
    });
}

#[test]
fn the_clock_of_a_desk_without_a_calendar_is_its_own() {
    play_at(FRIDAY, async |world| {
        made(world, "later", "mail_makes_ticket", snooze("09:00")).await;
        made(world, "never", "mail_joins_ticket", snooze("business")).await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        assert_eq!(until(world, number).await, "2026-11-28T08:00:00.000Z");
    });
}

/// One sleeps when it wakes, one when time has passed, one when it was changed: none of them does it
/// twice by itself.
#[test]
fn rules_that_put_each_other_to_sleep_come_to_rest() {
    play_at(FRIDAY, async |world| {
        made(world, "on waking", "ticket_wakes", snooze("1h")).await;
        made(world, "on a change", "ticket_changed", snooze("2h")).await;
        rule(
            world,
            "idle",
            json!([is("idle", "greater", "30m")]),
            snooze("3h"),
        )
        .await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        // Weeks, an hour at a time.
        let mut now = at(FRIDAY);
        let mut last = Vec::new();
        for hour in 0..200 {
            now = now.plus(std::time::Duration::from_secs(3_600));
            world.pass_to(now).await;
            let all = fired(world, number).await;
            if hour == 60 {
                last = all;
            } else if hour > 60 {
                assert_eq!(all, last, "after {hour} hours");
            }
        }
        assert!(last.len() >= 3 && last.len() < 20, "{last:?}");
        assert_eq!(
            until(world, number).await,
            Value::Null,
            "it is awake in the end"
        );
        // Somebody does something: each may start once more.
        let path = format!("/api/v1/tickets/{number}/notes");
        world
            .api()
            .post(&path, &json!({"text": "seen"}))
            .await
            .expect(201);
        world.settle().await;
        let wake = |hours: u64| now.plus(std::time::Duration::from_secs(hours * 3_600));
        for hours in 1..60 {
            world.pass_to(wake(hours)).await;
        }
        let again = fired(world, number).await;
        assert!(again.len() > last.len(), "{again:?}");
        world.check_store();
    });
}

#[test]
fn what_is_closed_does_not_sleep_and_a_customer_wakes_it_without_the_rule() {
    play(async |world| {
        made(world, "later", "mail_makes_ticket", snooze("4h")).await;
        made(world, "woke", "ticket_wakes", note("good morning")).await;
        let close = json!([
            { "action": "status", "value": "closed" },
            { "action": "snooze", "value": "1h" },
        ]);
        let rule = json!({
            "name": "spam", "when": ["mail_makes_ticket"],
            "conditions": { "all": [is("subject", "contains", "spam")] }, "actions": close,
        });
        world.api().post("/api/v1/rules", &rule).await.expect(201);
        let spam = world.ticket(&Mail::text(INES, "spam", "one")).await;
        assert_eq!(until(world, spam).await, Value::Null);
        let number = world
            .ticket(&Mail::text("tom@other.example", "lamp", "dark"))
            .await;
        assert!(until(world, number).await.is_string());
        let wake = format!("/api/v1/tickets/{number}/wake");
        world.api().post(&wake, &json!({})).await.expect(200);
        world.settle().await;
        assert_eq!(
            fired(world, number).await,
            ["later"],
            "somebody woke it: no time came"
        );
        let lamp = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        assert!(until(world, lamp).await.is_string());
        let token = world.tickets().last().unwrap().token.as_str().to_owned();
        let to = format!("support+t{token}@lumen.example");
        let answer = Mail::text(INES, "Re: lamp", "still dark").to(&to);
        world.send(&answer).await;
        world.settle().await;
        assert_eq!(until(world, lamp).await, Value::Null, "their mail wakes it");
        assert_eq!(fired(world, lamp).await, ["later"]);
    });
}

#[test]
fn the_lab_tries_both() {
    play_at(FRIDAY, async |world| {
        world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        for when in ["mail_makes_ticket", "ticket_wakes"] {
            let rule = json!({
                "name": "later", "when": [when], "conditions": { "all": [] }, "actions": snooze("4h"),
            });
            let body = json!({ "rule": rule });
            let tried = world
                .api()
                .post("/api/v1/rules/dry-run", &body)
                .await
                .expect(200)
                .json();
            assert_eq!(tried["matched"], 1, "{tried}");
            let change = &tried["matches"][0]["changes"][0];
            assert_eq!(change["field"], "snoozed_until", "{tried}");
        }
    });
}

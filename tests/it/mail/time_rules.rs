//! What time starts: to the minute, across the night on which the clock is changed, once, also after
//! a desk that stood still; and that it starts nothing over and over.

mod due;
mod lab;
mod sleep;

use guichet::domain::calendar::Targets;
use serde_json::{Value, json};

use super::{answered, bare, header};
use crate::{
    support::soon,
    world::{
        World,
        mail::Mail,
        office::{at, open_office, play_at},
        play,
    },
};

const INES: &str = "Ines Caron <ines@cust.example>";

async fn rule(world: &World, name: &str, conditions: Value, actions: Value) -> u64 {
    let rule = json!({
        "name": name, "when": ["time_passed"], "conditions": { "all": conditions },
        "actions": actions, "create": true,
    });
    let made = world.api().post("/api/v1/rules", &rule).await.expect(201);
    made.json()["id"].as_u64().expect("a number")
}

fn is(field: &str, operator: &str, value: impl Into<Value>) -> Value {
    json!({ "field": field, "operator": operator, "value": value.into() })
}

fn note(text: &str) -> Value {
    json!([{ "action": "note", "value": text }])
}

async fn ticket(world: &World, number: u64) -> Value {
    let path = format!("/api/v1/tickets/{number}");
    world.api().get(&path).await.expect(200).json()
}

/// What rules did to a ticket: their names, in the order of the log.
async fn fired(world: &World, number: u64) -> Vec<String> {
    let ticket = ticket(world, number).await;
    let lines = ticket["activities"].as_array().expect("a log");
    let rules = lines.iter().filter(|line| line["kind"] == "rule");
    let named = rules.filter(|line| line["rule"]["id"] != 1);
    named
        .map(|line| line["rule"]["name"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn four_business_hours_end_to_the_minute_across_summer_time() {
    // Friday 16:30 in Paris; summer time begins on the Sunday.
    play_at("2026-03-27T15:30:00Z", async |world| {
        open_office(world, Targets::default()).await;
        let waits = json!([is("waiting_on_us_business", "greater", "4h")]);
        rule(
            world,
            "late",
            waits,
            json!([{ "action": "priority", "value": "urgent" }]),
        )
        .await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        // 90 minutes on Friday, 150 on Monday from 9:00, which is 07:00 UTC now.
        world.pass_to(at("2026-03-30T09:29:59Z")).await;
        assert_eq!(fired(world, number).await, Vec::<String>::new());
        world.pass_to(at("2026-03-30T09:30:00Z")).await;
        assert_eq!(fired(world, number).await, ["late"]);
        assert_eq!(ticket(world, number).await["priority"], "urgent");
        world.pass_to(at("2026-04-30T09:30:00Z")).await;
        assert_eq!(fired(world, number).await, ["late"], "once");
        world.check_store();
    });
}

#[test]
fn three_days_end_to_the_minute_across_winter_time() {
    // Days are 24 hours each, whatever the clocks on the walls show.
    play_at("2026-10-23T10:00:00Z", async |world| {
        rule(
            world,
            "old",
            json!([is("age", "greater", "3d")]),
            note("old"),
        )
        .await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        world.pass_to(at("2026-10-26T09:59:59Z")).await;
        assert!(fired(world, number).await.is_empty());
        world.pass_to(at("2026-10-26T10:00:00Z")).await;
        assert_eq!(fired(world, number).await, ["old"]);
    });
}

#[test]
fn what_a_stopped_desk_missed_is_caught_up_with_once() {
    play_at("2026-03-27T15:30:00Z", async |world| {
        open_office(world, Targets::default()).await;
        let waits = json!([is("waiting_on_us_business", "greater", "4h")]);
        rule(world, "late", waits, note("late")).await;
        rule(
            world,
            "old",
            json!([is("age", "greater", "3d")]),
            note("old"),
        )
        .await;
        let mut numbers = Vec::new();
        for subject in ["one", "two", "three"] {
            numbers.push(world.ticket(&Mail::text(INES, subject, "text")).await);
        }
        world.settle().await;
        let clock = world.clock.clone();
        world
            .restart(|_| clock.set(at("2026-04-20T08:00:00Z")))
            .await;
        world.settle().await;
        for number in &numbers {
            assert_eq!(fired(world, *number).await, ["late", "old"]);
        }
        world.restart(|_| {}).await;
        world.settle().await;
        for number in &numbers {
            assert_eq!(fired(world, *number).await, ["late", "old"]);
        }
        world.check_store();
    });
}

#[test]
fn an_answer_ends_the_wait_and_the_next_mail_begins_another() {
    play_at("2026-11-25T09:00:00Z", async |world| {
        rule(
            world,
            "late",
            json!([is("waiting_on_us", "greater", "4h")]),
            note("late"),
        )
        .await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        world.pass_to(at("2026-11-25T12:00:00Z")).await;
        let sent = answered(world, number, "Try it off and on.").await;
        world.pass_to(at("2026-11-25T23:00:00Z")).await;
        assert!(fired(world, number).await.is_empty());
        for (wrote, late) in [
            ("2026-11-26T08:00:00Z", "2026-11-26T12:00:00Z"),
            ("2026-11-27T08:00:00Z", "2026-11-27T12:00:00Z"),
        ] {
            world.pass_to(at(wrote)).await;
            let answer = Mail::text(INES, "Re: Panne", wrote);
            world
                .send(&answer.to(bare(&header(&sent, "Reply-To"))))
                .await;
            let before = fired(world, number).await.len();
            world.pass_to(at(late)).await;
            assert_eq!(fired(world, number).await.len(), before + 1, "{late}");
            answered(world, number, "And now?").await;
        }
        world.check_store();
    });
}

#[test]
fn a_new_rule_takes_up_what_waits_and_an_edit_starts_nothing_anew() {
    play_at("2026-11-25T09:00:00Z", async |world| {
        let old = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        let closed = world.ticket(&Mail::text(INES, "Autre", "two")).await;
        let path = format!("/api/v1/tickets/{closed}");
        world
            .api()
            .patch(&path, &json!({ "status": "closed" }))
            .await
            .expect(200);
        world.pass_to(at("2026-11-28T09:00:00Z")).await;
        let conditions = json!([is("age", "greater", "2d")]);
        let id = rule(world, "old", conditions.clone(), note("old")).await;
        world.settle().await;
        assert_eq!(fired(world, old).await, ["old"]);
        assert!(fired(world, closed).await.is_empty(), "it is closed");
        let renamed = json!({
            "name": "very old", "when": ["time_passed"], "conditions": { "all": conditions },
            "actions": note("old"),
        });
        let path = format!("/api/v1/rules/{id}");
        world.api().send("PUT", &path, &renamed).await.expect(200);
        world.settle().await;
        assert_eq!(fired(world, old).await, ["old"]);
        world.check_store();
    });
}

#[test]
fn rules_that_undo_each_other_come_to_rest() {
    play_at("2026-11-25T09:00:00Z", async |world| {
        let status = |name: &str| json!([{ "action": "status", "value": name }]);
        let old = || is("age", "greater", "1h");
        let open = json!([is("status", "is", "open"), old()]);
        rule(world, "begin", open, status("processing")).await;
        let begun = json!([is("status", "is", "processing"), old()]);
        rule(world, "rest", begun, status("open")).await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        world.pass_to(at("2026-11-25T10:00:00Z")).await;
        assert_eq!(fired(world, number).await, ["begin", "rest"]);
        world.pass_to(at("2026-11-26T10:00:00Z")).await;
        assert_eq!(fired(world, number).await, ["begin", "rest"]);
    });
}

#[test]
fn a_customer_who_writes_again_is_not_closed_away() {
    play_at("2026-11-25T09:00:00Z", async |world| {
        let close = json!([{ "action": "status", "value": "closed" }]);
        rule(world, "close", json!([is("age", "greater", "3d")]), close).await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        let sent = answered(world, number, "Try it off and on.").await;
        world.pass_to(at("2026-11-28T09:00:00Z")).await;
        assert_eq!(ticket(world, number).await["status"], "closed");
        world.pass_to(at("2026-11-29T09:00:00Z")).await;
        let answer = Mail::text(INES, "Re: Panne", "It did not help.");
        world
            .send(&answer.to(bare(&header(&sent, "Reply-To"))))
            .await;
        world.pass_to(at("2026-12-29T09:00:00Z")).await;
        assert_eq!(ticket(world, number).await["status"], "open");
        assert_eq!(fired(world, number).await, ["close"]);
        world.check_store();
    });
}

#[test]
fn the_ticket_says_why_time_started_a_rule_or_did_not() {
    play_at("2026-11-25T09:00:00Z", async |world| {
        let urgent = is("priority", "is", "urgent");
        let waits = is("waiting_on_us", "greater", "2h");
        rule(
            world,
            "miss",
            json!([urgent, waits.clone()]),
            note("urgent"),
        )
        .await;
        rule(world, "hit", json!([waits]), note("late")).await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        world.pass_to(at("2026-11-25T11:00:00Z")).await;
        let path = format!("/api/v1/tickets/{number}/explain");
        let why = world.api().get(&path).await.expect(200).json();
        let decision = &why["decisions"][0];
        assert_eq!(decision["when"], "time_passed");
        assert_eq!(decision["rules"][0]["outcome"], "missed");
        assert_eq!(decision["rules"][0]["conditions"][1]["saw"], 7_200);
        assert_eq!(decision["rules"][1]["outcome"], "fired");
        // Of now: it holds still, and it was started already.
        world.clock.set(at("2026-11-25T12:00:00Z"));
        let why = world.api().get(&path).await.expect(200).json();
        assert_eq!(why["now"][1]["outcome"], "spent");
        assert_eq!(why["now"][1]["conditions"][0]["saw"], 10_800);
    });
}

#[test]
fn time_passes_by_itself() {
    play(async |world| {
        rule(
            world,
            "now",
            json!([is("age", "greater", "0m")]),
            note("now"),
        )
        .await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        soon("the rule fires", async {
            let mut commits = world.desk().listen();
            while fired(world, number).await.is_empty() {
                commits.next().await;
            }
        })
        .await;
    });
}

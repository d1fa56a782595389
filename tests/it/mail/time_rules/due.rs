//! Due times that rules set and that calendars promise, business hours, and what is refused.

use guichet::domain::calendar::Targets;
use serde_json::{Value, json};

use super::{INES, fired, is, note, rule, ticket};
use crate::world::{
    mail::Mail,
    office::{at, open_office, play_at},
    play,
};

#[test]
fn a_due_time_that_a_rule_set_starts_another() {
    play_at("2026-11-27T15:30:00Z", async |world| {
        open_office(world, Targets::default()).await;
        let due = json!({
            "name": "due", "when": ["mail_makes_ticket"], "conditions": { "all": [] },
            "actions": [{ "action": "due_business", "value": "2h" }],
        });
        world.api().post("/api/v1/rules", &due).await.expect(201);
        let soon = json!([is("due_in", "less", "30m")]);
        rule(
            world,
            "soon",
            soon,
            json!([{ "action": "priority", "value": "high" }]),
        )
        .await;
        let late = json!([is("overdue", "is", true)]);
        rule(
            world,
            "late",
            late,
            json!([{ "action": "priority", "value": "urgent" }]),
        )
        .await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        // Friday 16:30: until 18:00, then half an hour on Monday.
        let due = "2026-11-30T08:30:00.000Z";
        assert_eq!(ticket(world, number).await["due_at"], due);
        world.pass_to(at("2026-11-30T07:59:59Z")).await;
        assert_eq!(fired(world, number).await, ["due"]);
        world.pass_to(at("2026-11-30T08:00:00Z")).await;
        assert_eq!(ticket(world, number).await["priority"], "high");
        world.pass_to(at("2026-11-30T08:29:59Z")).await;
        assert_eq!(ticket(world, number).await["priority"], "high");
        world.pass_to(at("2026-11-30T08:30:00Z")).await;
        assert_eq!(fired(world, number).await, ["due", "soon", "late"]);
        assert_eq!(ticket(world, number).await["priority"], "urgent");
        world.check_store();
    });
}

#[test]
fn another_calendar_moves_what_was_waited_for() {
    play_at("2026-11-25T16:30:00Z", async |world| {
        let targets = Targets([Some(60); 4]);
        let soon = json!([is("answer_due_in", "less", "0m")]);
        rule(world, "late", soon, note("late")).await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        world.settle().await;
        assert_eq!(ticket(world, number).await["answer_due_at"], Value::Null);
        open_office(world, targets).await;
        world.settle().await;
        world.check_store();
        // Wednesday 17:30: half an hour then, half an hour on Thursday.
        let due = "2026-11-26T08:30:00.000Z";
        assert_eq!(ticket(world, number).await["answer_due_at"], due);
        world.pass_to(at("2026-11-26T08:29:59Z")).await;
        assert!(fired(world, number).await.is_empty());
        world.pass_to(at("2026-11-26T08:30:00Z")).await;
        assert_eq!(fired(world, number).await, ["late"]);
    });
}

#[test]
fn business_hours_begin_and_end_by_the_clock_on_the_wall() {
    // Thursday 19:00 in Paris.
    play_at("2026-11-26T18:00:00Z", async |world| {
        open_office(world, Targets::default()).await;
        let tag = |name: &str| json!([{ "action": "add_tag", "value": name }]);
        rule(
            world,
            "night",
            json!([is("business_hours", "is", false)]),
            tag("night"),
        )
        .await;
        rule(
            world,
            "day",
            json!([is("business_hours", "is", true)]),
            tag("day"),
        )
        .await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        world.settle().await;
        assert_eq!(ticket(world, number).await["tags"], json!(["night"]));
        world.pass_to(at("2026-11-27T07:59:59Z")).await;
        assert_eq!(ticket(world, number).await["tags"], json!(["night"]));
        world.pass_to(at("2026-11-27T08:00:00Z")).await;
        assert_eq!(ticket(world, number).await["tags"], json!(["night", "day"]));
    });
}

#[test]
fn a_rule_without_a_time_is_refused_with_what_to_do() {
    play(async |world| {
        let rule = json!({
            "name": "never", "when": ["time_passed"], "actions": note("x"),
            "conditions": { "all": [is("status", "is", "open")] },
        });
        let refused = world.api().post("/api/v1/rules", &rule).await.expect(422);
        let text = refused.json().to_string();
        assert!(
            text.contains("\"when\"") && text.contains("speaks of a time"),
            "{text}"
        );
        for (action, value, says) in [
            ("due", json!("soon"), "30m, 4h or 2d"),
            ("due", json!(null), "30m, 4h or 2d"),
            ("due", json!("9999999d"), "ten years"),
            ("due_business", json!("2d"), "business hours"),
        ] {
            let rule = json!({
                "name": "due", "when": ["ticket_made"], "conditions": { "all": [] },
                "actions": [{ "action": action, "value": value }],
            });
            let refused = world.api().post("/api/v1/rules", &rule).await.expect(422);
            let text = refused.json().to_string();
            assert!(text.contains(says), "{action} {value}: {text}");
        }
    });
}

//! What a rule that time starts would do, before it is on.

use serde_json::{Value, json};

use super::{INES, at, fired, is, note, rule};
use crate::world::{World, mail::Mail, office::play_at};

async fn dry_run(world: &World, body: &Value) -> Value {
    let path = "/api/v1/rules/dry-run";
    world.api().post(path, body).await.expect(200).json()
}

fn numbers(tried: &Value) -> Vec<u64> {
    let matches = tried["matches"].as_array().expect("matches");
    matches
        .iter()
        .filter_map(|it| it["ticket"].as_u64())
        .collect()
}

#[test]
fn open_tickets_are_tried_as_they_are_now() {
    play_at("2026-11-25T09:00:00Z", async |world| {
        let mut made = Vec::new();
        for subject in ["one", "two", "three"] {
            made.push(world.ticket(&Mail::text(INES, subject, "text")).await);
        }
        let path = format!("/api/v1/tickets/{}", made[1]);
        let closed = json!({ "status": "closed" });
        world.api().patch(&path, &closed).await.expect(200);
        world.pass_to(at("2026-11-25T14:00:00Z")).await;
        let fresh = world.ticket(&Mail::text(INES, "four", "text")).await;
        let draft = json!({
            "name": "late", "when": ["time_passed"], "enabled": false,
            "conditions": { "all": [is("waiting_on_us", "greater", "4h")] },
            "actions": [{ "action": "priority", "value": "urgent" }],
        });
        let tried = dry_run(world, &json!({ "rule": draft })).await;
        assert_eq!(tried["examined"], 3, "the closed one is not looked at");
        assert_eq!(numbers(&tried), [made[2], made[0]]);
        let first = &tried["matches"][0];
        assert_eq!(first["conditions"][0]["saw"], 5 * 3_600);
        assert_eq!(first["changes"][0]["new"], "urgent");
        // Nothing was done by it.
        assert!(fired(world, made[0]).await.is_empty());
        let one = dry_run(world, &json!({ "rule": draft, "messages": 1 })).await;
        assert_eq!(
            (one["examined"].as_u64(), numbers(&one).len()),
            (Some(1), 0)
        );
        // Of mail too: the messages come first, then as many tickets.
        let mut both = draft.clone();
        both["when"] = json!(["mail_makes_ticket", "time_passed"]);
        let both = dry_run(world, &json!({ "rule": both })).await;
        assert_eq!(both["examined"], 4 + 3);
        assert!(!numbers(&both).contains(&fresh));
    });
}

#[test]
fn an_edit_is_tried_as_if_it_had_not_been_started() {
    play_at("2026-11-25T09:00:00Z", async |world| {
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        let conditions = json!([is("age", "greater", "1h")]);
        let id = rule(world, "old", conditions.clone(), note("old")).await;
        world.pass_to(at("2026-11-25T10:00:00Z")).await;
        assert_eq!(fired(world, number).await, ["old"]);
        let draft = json!({
            "name": "old", "when": ["time_passed"], "conditions": { "all": conditions },
            "actions": [{ "action": "add_tag", "value": "old" }],
        });
        let body = json!({ "rule": draft, "replaces": id, "create": true });
        assert_eq!(numbers(&dry_run(world, &body).await), [number]);
        let narrower = json!({
            "name": "old", "when": ["time_passed"], "actions": note("x"),
            "conditions": { "all": [is("age", "greater", "9d")] },
        });
        let tried = dry_run(world, &json!({ "rule": narrower, "replaces": id })).await;
        assert_eq!(
            (tried["matched"].as_u64(), tried["lost"].as_u64()),
            (Some(0), Some(1))
        );
    });
}

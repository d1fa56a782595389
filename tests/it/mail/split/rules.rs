//! Rules and what was split off: to them it is a ticket that somebody made by hand.

use guichet::domain::{access::Visibility, role::EXPERT};
use serde_json::{Value, json};

use super::{BOB, address_of, kinds, lines, split, two_mails};
use crate::world::{MAILBOX, World, mail::Mail, play};

async fn rule(world: &World, when: &[&str], conditions: Value, actions: Value) -> u64 {
    let rule = json!({
        "name": "rule", "when": when, "conditions": { "all": conditions },
        "actions": actions, "create": true,
    });
    let made = world.api().post("/api/v1/rules", &rule).await.expect(201);
    made.json()["id"].as_u64().unwrap()
}

fn is(field: &str, value: &str) -> Value {
    json!({ "field": field, "operator": "is", "value": value })
}

fn tag(name: &str) -> Value {
    json!([{ "action": "add_tag", "value": name }])
}

/// What the rules were asked about a ticket, newest first.
async fn decisions(world: &World, number: u64) -> Vec<Value> {
    let path = format!("/api/v1/tickets/{number}/explain");
    let why = world.api().get(&path).await.expect(200).json();
    why["decisions"].as_array().unwrap().clone()
}

#[test]
fn what_is_split_off_starts_the_rules_of_a_ticket_made_by_hand() {
    play(async |world| {
        let line = two_mails(world).await;
        let own = json!([
            is("subject", "the printer"),
            is("body", "prints zanzibar only"),
            is("customer", "bob@other.example"),
            is("mailbox", MAILBOX),
        ]);
        let actions = json!([
            { "action": "priority", "value": "high" },
            { "action": "add_tag", "value": "printer" },
            { "action": "assign", "value": { "group": "Workshop" } },
        ]);
        let made = rule(world, &["ticket_made"], own, actions).await;
        let by_mail = ["mail_makes_ticket", "mail_joins_ticket"];
        let mailed = rule(world, &by_mail, json!([]), tag("mailed")).await;
        // The mail came long before: now none does, and nobody is its sender.
        let bob = json!([is("sender", "bob@other.example")]);
        let sent = rule(world, &["ticket_made"], bob, tag("sent")).await;
        let high = json!([is("priority", "high")]);
        let changed = rule(world, &["ticket_changed"], high, tag("changed")).await;
        let new = split(world, 1, line).await;
        assert_eq!(new["priority"], "high");
        assert_eq!(new["tags"], json!(["printer", "changed"]));
        assert_eq!(new["assignee"], json!({ "group": "Workshop" }));
        assert_eq!(
            kinds(&new),
            ["created", "mail", "split_from", "rule", "rule"]
        );
        let asked = decisions(world, 2).await;
        assert_eq!(asked.len(), 1, "{asked:?}");
        assert_eq!(asked[0]["when"], "ticket_made");
        let rules = asked[0]["rules"].as_array().unwrap();
        for (id, outcome) in [
            (made, "fired"),
            (mailed, "not_started"),
            (sent, "missed"),
            (changed, "fired"),
        ] {
            let rule = rules.iter().find(|rule| rule["id"] == id).unwrap();
            assert_eq!(rule["outcome"], outcome, "{rule}");
        }
        // The one that it left starts none.
        let old = world.api().ticket(1).await;
        assert_eq!(old["tags"], json!([]));
        assert_eq!(kinds(&old).last(), Some(&"split_off"));
        assert!(decisions(world, 1).await.is_empty());
    });
}

/// Nobody makes what they cannot see. A rule may know better: its number is all that they hear.
#[test]
fn what_is_split_off_is_its_makers_unless_a_rule_gives_it_away() {
    play(async |world| {
        two_mails(world).await;
        let more = Mail::text(BOB, "Re: the printer [#1]", "and cyan");
        world.send(&more.to(&address_of(world, 1))).await;
        let mails = lines(world, 1).await;
        assert_eq!(mails.len(), 3);
        let eve = world.person("Eve", &[EXPERT], Visibility::Own, &[]).await;
        world.give(1, eve.user.id).await;
        let path = "/api/v1/tickets/1/split";
        let one = json!({ "activity": mails[1] });
        let mine = eve.api.post(path, &one).await.expect(201).json();
        assert_eq!(mine["number"], 2);
        assert_eq!(mine["assignee"]["user"], "eve@lumen.example");
        let away = json!([{ "action": "assign", "value": { "group": "Workshop" } }]);
        rule(world, &["ticket_made"], json!([]), away).await;
        let other = json!({ "activity": mails[2] });
        let answer = eve.api.post(path, &other).await.expect(201);
        assert_eq!(answer.header("location"), "/api/v1/tickets/3");
        assert_eq!(answer.json(), json!({ "number": 3 }));
        eve.api.get("/api/v1/tickets/3").await.expect(404);
        let whole = world.api().ticket(3).await;
        assert_eq!(whole["assignee"], json!({ "group": "Workshop" }));
    });
}

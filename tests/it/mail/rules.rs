//! Rules on real mails: what each kind of condition sees, what a joining mail or a change starts,
//! loops that end, and that a ticket stays the same when its log is read again.

mod share;

use serde_json::{Value, json};

use super::{answered, bare, header};
use crate::world::{World, mail::Mail, play};

const INES: &str = "Ines Caron <ines@cust.example>";

async fn rule(world: &World, when: &str, conditions: Value, actions: Value) -> u64 {
    let rule = json!({
        "name": "rule", "when": [when], "conditions": { "all": conditions },
        "actions": actions, "create": true,
    });
    let made = world.api().post("/api/v1/rules", &rule).await.expect(201);
    made.json()["id"].as_u64().expect("a number")
}

async fn ticket(world: &World, number: u64) -> Value {
    let path = format!("/api/v1/tickets/{number}");
    world.api().get(&path).await.expect(200).json()
}

async fn patch(world: &World, number: u64, change: Value) -> Value {
    let path = format!("/api/v1/tickets/{number}");
    world.api().patch(&path, &change).await.expect(200).json()
}

fn fired(ticket: &Value) -> usize {
    let lines = ticket["activities"].as_array().expect("a log");
    lines.iter().filter(|line| line["kind"] == "rule").count()
}

fn tag(name: &str) -> Value {
    json!([{ "action": "add_tag", "value": name }])
}

#[test]
fn each_part_of_a_mail_can_be_asked_for() {
    play(async |world| {
        let is = |field: &str, operator: &str, value: Value| json!([{ "field": field, "operator": operator, "value": value }]);
        let set = |field: &str, operator: &str| json!([{ "field": field, "operator": operator }]);
        let header = |name: &str, value: &str| json!([{ "field": "header", "name": name, "operator": "is", "value": value }]);
        let big = is("attachment_size", "greater", json!("1 KB"));
        let conditions = [
            ("body", is("body", "contains", json!("imprimante"))),
            ("quoted", is("body", "contains", json!("before that"))),
            ("sender", is("sender", "is", json!("INES@cust.example"))),
            ("domain", is("sender_domain", "is", json!("cust.example"))),
            ("cc", is("cc", "is", json!("boss@cust.example"))),
            ("header", header("X-Ward", "Été 7")),
            ("name", is("attachment_name", "ends_with", json!(".csv"))),
            ("type", is("attachment_type", "is", json!("text/csv"))),
            ("big", big),
            ("file", set("attachment", "is_set")),
            ("automatic", is("automatic", "is", json!(true))),
            ("customer", is("customer", "contains", json!("caron"))),
            (
                "mailbox",
                is("mailbox", "is", json!("support@lumen.example")),
            ),
            ("priority", is("priority", "less", json!("high"))),
            ("nobody", set("assignee", "is_not_set")),
            ("old", is("age", "greater", json!("1h"))),
        ];
        for (name, conditions) in conditions {
            rule(world, "mail_makes_ticket", conditions, tag(name)).await;
        }
        let raw = "From: Ines Caron <ines@cust.example>\r\nTo: support@lumen.example\r\n\
            Cc: boss@cust.example\r\nSubject: Panne\r\nMessage-ID: <parts@cust.example>\r\n\
            X-Ward: =?utf-8?q?=C3=89t=C3=A9_7?=\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
            L'IMPRIMANTE ne marche pas\r\n\r\nOn Monday, Tom wrote:\r\n> before that\r\n\r\n--b\r\n\
            Content-Type: text/csv; name=stock.csv\r\nContent-Disposition: attachment; \
            filename=stock.csv\r\n\r\na;b\r\n--b--\r\n";
        let number = world.ticket(&Mail::raw(INES, raw)).await;
        let made = ticket(world, number).await;
        let wanted = [
            "body", "sender", "domain", "cc", "header", "name", "type", "file", "customer",
            "mailbox", "priority", "nobody",
        ];
        assert_eq!(made["tags"], json!(wanted));
        world.check_store();
    });
}

#[test]
fn a_joining_mail_and_a_hand_made_ticket_start_their_own_rules() {
    play(async |world| {
        let any = json!([]);
        rule(world, "mail_joins_ticket", any.clone(), tag("joined")).await;
        rule(world, "ticket_made", any.clone(), tag("made")).await;
        let urgent = json!([{ "field": "priority", "operator": "is", "value": "urgent" }]);
        rule(world, "ticket_changed", urgent, tag("changed")).await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        assert_eq!(ticket(world, number).await["tags"], json!([]));
        let sent = answered(world, number, "Try it off and on.").await;
        let answer = Mail::text(INES, "Re: Panne", "two").to(bare(&header(&sent, "Reply-To")));
        world.send(&answer).await;
        assert_eq!(ticket(world, number).await["tags"], json!(["joined"]));
        let new = json!({ "name": "by hand", "customer": { "name": "Bob" } });
        let by_hand = world.api().post("/api/v1/tickets", &new).await.expect(201);
        assert_eq!(by_hand.json()["tags"], json!(["made"]));
        let number = by_hand.json()["number"].as_u64().expect("a number");
        let changed = patch(world, number, json!({ "priority": "high" })).await;
        assert_eq!(changed["tags"], json!(["made"]));
        let changed = patch(world, number, json!({ "priority": "urgent" })).await;
        assert_eq!(changed["tags"], json!(["made", "changed"]));
        world.check_store();
    });
}

#[test]
fn rules_that_undo_each_other_end() {
    play(async |world| {
        let is = |word: &str| json!([{ "field": "status", "operator": "is", "value": word }]);
        let set = |word: &str| json!([{ "action": "status", "value": word }]);
        rule(world, "ticket_changed", is("open"), set("processing")).await;
        rule(world, "ticket_changed", is("processing"), set("open")).await;
        rule(world, "ticket_changed", is("waiting"), set("open")).await;
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        let changed = patch(world, number, json!({ "status": "waiting" })).await;
        // Each fires once: waiting to open, open to processing, processing to open.
        assert_eq!(changed["status"], "open");
        assert_eq!(fired(&changed), 3);
        world.check_store();
    });
}

#[test]
fn what_a_rule_did_outlives_the_rule_and_a_restart() {
    play(async |world| {
        let vpn = json!([{ "field": "subject", "operator": "contains", "value": "vpn" }]);
        let actions = json!([
            { "action": "assign", "value": { "group": "Network" } },
            { "action": "name", "value": "VPN trouble" },
            { "action": "note", "value": "Ask for the office first." },
        ]);
        let id = rule(world, "mail_makes_ticket", vpn, actions).await;
        let number = world.ticket(&Mail::text(INES, "My vpn", "down")).await;
        let made = ticket(world, number).await;
        assert_eq!(made["name"], "VPN trouble");
        assert_eq!(made["assignee"], json!({ "group": "Network" }));
        let path = format!("/api/v1/rules/{id}");
        let delete = crate::world::http::Request::new("DELETE", &path);
        world.api().fetch(delete).await.expect(204);
        assert_eq!(ticket(world, number).await, made);
        world.restart(|_| {}).await;
        assert_eq!(ticket(world, number).await, made);
        let second = world.ticket(&Mail::text(INES, "My vpn", "down")).await;
        assert_eq!(ticket(world, second).await["name"], "My vpn");
        world.check_store();
    });
}

#[test]
fn a_merged_tag_is_followed_and_a_stranger_to_tickets_gets_none() {
    play(async |world| {
        rule(world, "mail_makes_ticket", json!([]), tag("printers")).await;
        let merge = json!({ "into": "printer" });
        let make = json!({ "name": "printer" });
        world.api().post("/api/v1/tags", &make).await.expect(201);
        let path = "/api/v1/tags/1/merge";
        world.api().post(path, &merge).await.expect(200);
        let number = world.ticket(&Mail::text(INES, "Panne", "one")).await;
        assert_eq!(ticket(world, number).await["tags"], json!(["printer"]));
        let clerk = json!({ "name": "Clerk", "rights": ["tags"] });
        world.api().post("/api/v1/roles", &clerk).await.expect(201);
        let new = json!({ "email": "cleo@lumen.example", "name": "Cleo", "roles": ["Clerk"] });
        world.api().post("/api/v1/users", &new).await.expect(201);
        let to_cleo = json!({
            "name": "To Cleo", "when": ["mail_makes_ticket"],
            "actions": [{ "action": "assign", "value": { "user": "cleo@lumen.example" } }]
        });
        let refused = world
            .api()
            .post("/api/v1/rules", &to_cleo)
            .await
            .expect(422);
        assert_eq!(refused.json()["field"], "actions.0.value");
        assert!(refused.text().contains("may not see tickets"));
    });
}

#[test]
fn an_answer_is_sent_even_when_a_rule_takes_the_ticket_away() {
    play(async |world| {
        let closed = json!([{ "field": "status", "operator": "is", "value": "waiting" }]);
        let away = json!([{ "action": "assign", "value": { "group": "Billing" } }]);
        rule(world, "ticket_changed", closed, away).await;
        let own = guichet::domain::access::Visibility::Own;
        let role = guichet::domain::role::EXPERT;
        let eve = world.person("Eve", &[role], own, &[]).await;
        let mut mine = Vec::new();
        for subject in ["one", "two"] {
            let number = world.ticket(&Mail::text(INES, subject, "x")).await;
            let to_eve = json!({ "assignee": { "user": "eve@lumen.example" } });
            patch(world, number, to_eve).await;
            mine.push(number);
        }
        let answer = json!({ "text": "done", "then": "waiting" });
        let path = format!("/api/v1/tickets/{}/messages", mine[0]);
        let sent = eve.api.post(&path, &answer).await.expect(201).json();
        assert!(sent["id"].is_u64() && sent["message"].is_null(), "{sent}");
        eve.api
            .get(&format!("/api/v1/tickets/{}", mine[0]))
            .await
            .expect(404);
        let page = format!("/t/{}", mine[1]);
        eve.browser.get(&page).await.expect(200);
        let form = [("text", "done"), ("then", "waiting")];
        let sent = eve.browser.post(&format!("{page}/messages"), &form).await;
        assert_eq!(sent.expect(303).header("location"), "/tickets");
        for number in mine {
            let now = ticket(world, number).await;
            assert_eq!(now["assignee"], json!({ "group": "Billing" }));
            crate::world::until(world, number, "delivered").await;
        }
    });
}

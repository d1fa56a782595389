//! Rules for programs: the JSON form there and back, every refusal with its place, order, the
//! default rule, import, trying, explaining.

mod faults;

use serde_json::{Value, json};

use super::check_problem;
use crate::world::{
    World,
    http::{Answer, Request},
    mail::Mail,
    play,
};

const RULES: &str = "/api/v1/rules";

pub fn vpn() -> Value {
    json!({
        "name": "VPN",
        "description": "",
        "enabled": true,
        "when": ["mail_makes_ticket"],
        "conditions": { "all": [
            { "field": "subject", "operator": "contains", "value": "vpn" }
        ]},
        "actions": [
            { "action": "priority", "value": "urgent" },
            { "action": "assign", "value": { "group": "Network" } }
        ],
        "stop": false
    })
}

async fn group(world: &World, name: &str) {
    let new = json!({ "name": name });
    world.api().post("/api/v1/groups", &new).await.expect(201);
}

async fn put(world: &World, id: u64, rule: &Value) -> Answer {
    let request = Request::new("PUT", &format!("{RULES}/{id}"));
    let body = rule.to_string();
    let request = request.body("application/json", body);
    world.api().fetch(request).await
}

async fn delete(world: &World, path: &str) -> Answer {
    world.api().fetch(Request::new("DELETE", path)).await
}

async fn make(world: &World, rule: &Value) -> u64 {
    let made = world.api().post(RULES, rule).await.expect(201).json();
    made["id"].as_u64().expect("a number")
}

fn about(subject: &str) -> Mail {
    Mail::raw(
        "ines@cust.example",
        format!(
            "From: Ines <ines@cust.example>\r\nTo: support@lumen.example\r\nSubject: {subject}\r\n\
             Message-ID: <{}@cust.example>\r\n\r\nIt does not work.\r\n",
            subject.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
        ),
    )
}

async fn ticket(world: &World, number: u64) -> Value {
    let path = format!("/api/v1/tickets/{number}");
    world.api().get(&path).await.expect(200).json()
}

#[test]
fn a_rule_is_written_as_it_is_read() {
    play(async |world| {
        group(world, "Network").await;
        let made = world.api().post(RULES, &vpn()).await.expect(201);
        assert_eq!(made.header("location"), "/api/v1/rules/2");
        let rule = made.json();
        for (key, value) in vpn().as_object().unwrap() {
            assert_eq!(&rule[key], value, "{key}");
        }
        let read = world.api().get("/api/v1/rules/2").await.expect(200).json();
        assert_eq!(read, rule);
        // What was read can be written, with what the desk adds.
        assert_eq!(put(world, 2, &rule).await.expect(200).json(), rule);
        let list = world.api().get(RULES).await.expect(200).json();
        assert_eq!(list["rules"].as_array().unwrap().len(), 2);
        assert_eq!(list["rules"][0], rule);
        assert_eq!(list["rules"][1]["default"], true);
        delete(world, "/api/v1/rules/2").await.expect(204);
        world.api().get("/api/v1/rules/2").await.expect(404);
        delete(world, "/api/v1/rules/2").await.expect(404);
    });
}

#[test]
fn a_mail_is_sorted_and_the_ticket_says_why() {
    play(async |world| {
        group(world, "Network").await;
        let id = make(world, &vpn()).await;
        let hit = world.ticket(&about("The VPN is down")).await;
        let miss = world.ticket(&about("The lamp is down")).await;
        let sorted = ticket(world, hit).await;
        assert_eq!(sorted["priority"], "urgent");
        assert_eq!(sorted["assignee"], json!({ "group": "Network" }));
        let lines = sorted["activities"].as_array().unwrap();
        let fired = lines.iter().find(|line| line["kind"] == "rule").unwrap();
        assert_eq!(fired["rule"], json!({ "id": id, "name": "VPN" }));
        assert_eq!(
            fired["changes"],
            json!([
                { "field": "priority", "old": "medium", "new": "urgent" },
                { "field": "assignee", "old": null, "new": { "group": "Network" } },
            ])
        );
        assert_eq!(ticket(world, miss).await["priority"], "medium");
        let explain = async |number: u64| {
            let path = format!("/api/v1/tickets/{number}/explain");
            world.api().get(&path).await.expect(200).json()
        };
        let why = explain(hit).await;
        let rule = &why["decisions"][0]["rules"][0];
        assert_eq!(rule["outcome"], "fired");
        assert_eq!(rule["conditions"][0]["holds"], true);
        assert_eq!(rule["conditions"][0]["saw"], "The VPN is down");
        let why = explain(miss).await;
        let rule = &why["decisions"][0]["rules"][0];
        assert_eq!(rule["outcome"], "missed");
        assert_eq!(rule["conditions"][0]["holds"], false);
        assert_eq!(rule["conditions"][0]["saw"], "The lamp is down");
        // What it was decided by stays when the rule changes; what it would do now follows it.
        let mut other = vpn();
        other["conditions"]["all"][0]["value"] = json!("lamp");
        put(world, id, &other).await.expect(200);
        let why = explain(miss).await;
        assert_eq!(why["decisions"][0]["rules"][0]["outcome"], "missed");
        assert_eq!(
            why["decisions"][0]["rules"][0]["conditions"][0]["value"],
            "vpn"
        );
        assert_eq!(why["now"][0]["outcome"], "fired");
        let hits = &world.api().get("/api/v1/rules/2").await.json()["hits"];
        assert_eq!((&hits["week"], &hits["all"]), (&json!(1), &json!(1)));
        assert!(hits["last_at"].is_string());
        world.check_store();
    });
}

#[test]
fn the_default_rule_stays_on_and_last() {
    play(async |world| {
        let rule = world.api().get("/api/v1/rules/1").await.expect(200).json();
        assert_eq!(rule["default"], true);
        let with = |key: &str, value: Value| {
            let mut rule = rule.clone();
            rule[key] = value;
            rule
        };
        let one = json!({ "all": [{ "field": "subject", "operator": "is_set" }] });
        for (rule, field) in [
            (with("enabled", json!(false)), "enabled"),
            (with("stop", json!(true)), "stop"),
            (with("conditions", one), "conditions"),
            (
                with(
                    "actions",
                    json!([{ "action": "status", "value": "closed" }]),
                ),
                "actions.0.value",
            ),
            (
                with("actions", json!([{ "action": "note", "value": "x" }])),
                "actions.0.action",
            ),
        ] {
            check_problem(put(world, 1, &rule).await, 422, Some(field));
        }
        check_problem(delete(world, "/api/v1/rules/1").await, 422, Some(""));
        group(world, "Front desk").await;
        let actions = json!([
            { "action": "status", "value": "processing" },
            { "action": "priority", "value": "high" },
            { "action": "assign", "value": { "group": "Front desk" } },
        ]);
        put(world, 1, &with("actions", actions)).await.expect(200);
        let number = world.ticket(&about("anything")).await;
        let made = ticket(world, number).await;
        assert_eq!(made["status"], "processing");
        assert_eq!(made["priority"], "high");
        assert_eq!(made["assignee"], json!({ "group": "Front desk" }));
        world.check_store();
    });
}

#[test]
fn a_rule_that_names_what_is_gone_is_broken_and_skipped() {
    play(async |world| {
        group(world, "Network").await;
        let id = make(world, &vpn()).await;
        delete(world, "/api/v1/groups/1").await.expect(204);
        let rule = world.api().get(&format!("{RULES}/{id}")).await.json();
        assert_eq!(rule["broken"], json!([{ "action": 1, "missing": "group" }]));
        assert_eq!(rule["actions"][1]["value"], json!({ "group": "Network" }));
        let number = world.ticket(&about("The VPN again")).await;
        assert_eq!(ticket(world, number).await["priority"], "medium");
        let path = format!("/api/v1/tickets/{number}/explain");
        let why = world.api().get(&path).await.expect(200).json();
        assert_eq!(why["decisions"][0]["rules"][0]["outcome"], "broken");
    });
}

#[test]
fn rules_are_imported_all_or_none() {
    play(async |world| {
        let tagged = json!({
            "name": "Tagged", "when": ["ticket_made"],
            "actions": [{ "action": "add_tag", "value": "printer" }]
        });
        let import = json!({ "rules": [tagged, vpn()] });
        let problem = check_problem(
            world.api().post(RULES, &import).await,
            422,
            Some("rules.0.actions.0.value"),
        );
        let fields: Vec<&str> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|it| it["field"].as_str())
            .collect();
        assert_eq!(
            fields,
            ["rules.0.actions.0.value", "rules.1.actions.1.value"]
        );
        let mut import = import;
        import["create"] = json!(true);
        let made = world.api().post(RULES, &import).await.expect(201).json();
        assert_eq!(made["rules"].as_array().unwrap().len(), 2);
        let groups = world.api().get("/api/v1/groups").await.expect(200).json();
        assert_eq!(groups["groups"][0]["name"], "Network");
        // What was exported is imported again.
        let all = world.api().get(RULES).await.expect(200).json();
        let again = json!({ "rules": all["rules"] });
        world.api().post(RULES, &again).await.expect(201);
        let all = world.api().get(RULES).await.expect(200).json();
        assert_eq!(all["rules"].as_array().unwrap().len(), 5);
    });
}

#[test]
fn a_try_says_what_would_match_and_writes_nothing() {
    play(async |world| {
        group(world, "Network").await;
        for subject in ["VPN one", "lamp", "my vpn", "blueprint"] {
            world.ticket(&about(subject)).await;
        }
        let before = world.tickets();
        let answer = world
            .api()
            .post(
                "/api/v1/rules/dry-run",
                &json!({ "rule": vpn(), "messages": 500 }),
            )
            .await;
        let tried = answer.expect(200).json();
        assert_eq!(
            (&tried["examined"], &tried["matched"]),
            (&json!(4), &json!(2))
        );
        let newest = &tried["matches"][0];
        assert_eq!(newest["ticket"], 3);
        assert_eq!(newest["conditions"][0]["saw"], "my vpn");
        assert_eq!(newest["changes"][0]["new"], "urgent");
        assert!(newest["message"].is_u64());
        assert_eq!(world.tickets(), before);
        let few = json!({ "rule": vpn(), "messages": 2 });
        let tried = world.api().post("/api/v1/rules/dry-run", &few).await;
        assert_eq!(tried.expect(200).json()["examined"], 2);
        let bad = json!({ "rule": { "name": "" } });
        let answer = world.api().post("/api/v1/rules/dry-run", &bad).await;
        check_problem(answer, 422, Some("rule.name"));
    });
}

#[test]
fn order_decides_and_stop_stops() {
    play(async |world| {
        let rule = |name: &str, priority: &str, stop: bool| {
            json!({
                "name": name, "when": ["mail_makes_ticket", "ticket_changed"], "stop": stop,
                "actions": [{ "action": "priority", "value": priority }]
            })
        };
        make(world, &rule("first", "low", false)).await;
        make(world, &rule("second", "high", true)).await;
        make(world, &rule("third", "urgent", false)).await;
        let number = world.ticket(&about("anything")).await;
        assert_eq!(ticket(world, number).await["priority"], "high");
        // A change by a person asks again; each rule fires once, in order, so it ends as before.
        let path = format!("/api/v1/tickets/{number}");
        let edit = json!({ "priority": "urgent" });
        world.api().patch(&path, &edit).await.expect(200);
        assert_eq!(ticket(world, number).await["priority"], "high");
        world.check_store();
    });
}

#[test]
fn the_desk_holds_so_many_rules_and_a_mail_passes_them_all() {
    play(async |world| {
        let rule = json!({
            "name": "n", "when": ["mail_makes_ticket"],
            "conditions": { "all": [{ "field": "body", "operator": "contains", "value": "work" }] },
            "actions": [{ "action": "note", "value": "seen" }]
        });
        let import = json!({ "rules": vec![rule.clone(); 500] });
        world.api().post(RULES, &import).await.expect(201);
        check_problem(world.api().post(RULES, &rule).await, 422, Some(""));
        let number = world.ticket(&about("anything")).await;
        let made = ticket(world, number).await;
        let lines = made["activities"].as_array().unwrap();
        let fired = lines.iter().filter(|line| line["kind"] == "rule").count();
        assert_eq!(fired, 100, "as many as may");
        world.check_store();
    });
}

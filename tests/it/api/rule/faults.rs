//! A rule that cannot be kept: each fault with its place, and nothing of it is there.

use serde_json::{Value, json};

use super::{RULES, check_problem, vpn};
use crate::world::play;

#[test]
fn every_fault_is_named_with_its_place() {
    play(async |world| {
        let with = |change: &dyn Fn(&mut Value)| {
            let mut rule = vpn();
            rule["actions"] = json!([{ "action": "priority", "value": "urgent" }]);
            change(&mut rule);
            rule
        };
        let condition = |condition: Value| {
            with(&move |rule: &mut Value| rule["conditions"]["all"][0] = condition.clone())
        };
        let text = |operator: &str, value: &str| {
            condition(json!({ "field": "subject", "operator": operator, "value": value }))
        };
        let action = |action: Value| {
            with(&move |rule: &mut Value| rule["actions"] = json!([action.clone()]))
        };
        let first = "conditions.all.0";
        let value = "conditions.all.0.value";
        let one = json!({ "field": "subject", "operator": "is_set" });
        let deep = (0..6).fold(one.clone(), |inner, _| json!({ "any": [inner] }));
        let refused = [
            (with(&|rule| rule["name"] = json!(" ")), "name"),
            (with(&|rule| rule["name"] = json!("x".repeat(101))), "name"),
            (with(&|rule| rule["when"] = json!([])), "when"),
            (with(&|rule| rule["when"] = json!(["full_moon"])), "when.0"),
            (with(&|rule| rule["colour"] = json!("red")), "colour"),
            (with(&|rule| rule["actions"] = json!([])), "actions"),
            (with(&|rule| rule["stop"] = json!("no")), "stop"),
            (text("contains", ""), value),
            (text("contains", &"x".repeat(10_000)), value),
            (text("matches", "(a{1000}){1000}"), value),
            (text("matches", "(unfinished"), value),
            (text("contains", "\u{301}"), value),
            (
                condition(json!({ "field": "moon", "operator": "is" })),
                "conditions.all.0.field",
            ),
            (
                condition(json!({ "field": "status", "operator": "contains", "value": "open" })),
                "conditions.all.0.operator",
            ),
            (
                condition(json!({ "field": "tag", "operator": "is", "value": "none such" })),
                value,
            ),
            (
                condition(json!({ "field": "age", "operator": "greater", "value": "soon" })),
                value,
            ),
            (
                condition(json!({ "field": "header", "operator": "is_set" })),
                "conditions.all.0.name",
            ),
            (
                with(&|rule| rule["conditions"] = json!({ "all": vec![one.clone(); 201] })),
                "conditions",
            ),
            (
                with(&|rule| rule["conditions"] = json!({ "all": [deep.clone()] })),
                "conditions.all.0.any.0.any.0.any.0.any.0",
            ),
            (condition(json!("vpn")), first),
            (
                action(json!({ "action": "assign", "value": { "group": "None such" } })),
                "actions.0.value",
            ),
            (
                action(json!({ "action": "webhook", "value": "x" })),
                "actions.0.action",
            ),
            (
                action(json!({ "action": "mailbox", "value": null })),
                "actions.0.action",
            ),
            (
                action(json!({ "action": "add_tag", "value": "" })),
                "actions.0.value",
            ),
        ];
        for (rule, field) in refused {
            let answer = world.api().post(RULES, &rule).await;
            check_problem(answer, 422, Some(field));
        }
        // Several at once are said at once.
        let rule = with(&|rule| {
            rule["name"] = json!("");
            rule["when"] = json!([]);
        });
        let problem = check_problem(world.api().post(RULES, &rule).await, 422, Some("name"));
        assert_eq!(problem["errors"].as_array().unwrap().len(), 2);
        let list = world.api().get(RULES).await.expect(200).json();
        assert_eq!(
            list["rules"].as_array().unwrap().len(),
            1,
            "nothing was kept"
        );
    });
}

#[test]
fn patterns_are_bounded_all_together() {
    play(async |world| {
        let matches = json!({ "field": "subject", "operator": "matches", "value": "a.b" });
        let rule = |count: usize| {
            json!({
                "name": "patterns", "when": ["mail_makes_ticket"],
                "conditions": { "all": vec![matches.clone(); count] },
                "actions": [{ "action": "priority", "value": "low" }]
            })
        };
        let made = world.api().post(RULES, &rule(199)).await.expect(201).json();
        world.api().post(RULES, &rule(1)).await.expect(201);
        let answer = world.api().post(RULES, &rule(1)).await;
        check_problem(answer, 422, Some("conditions"));
        // A rule that stays as it is counts once.
        let path = format!("{RULES}/{}", made["id"]);
        let request = crate::world::http::Request::new("PUT", &path);
        let same = request.body("application/json", rule(199).to_string());
        world.api().fetch(same).await.expect(200);
    });
}

#[test]
fn a_document_of_nothing_but_faults_is_answered_in_short() {
    play(async |world| {
        let with = |key: &str, value: Value| {
            let mut rule = vpn();
            rule["actions"] = json!([{ "action": "priority", "value": "urgent" }]);
            rule[key] = value;
            rule
        };
        for rule in [
            with("when", json!(vec!["moon"; 100_000])),
            with("conditions", json!({ "all": vec![1; 100_000] })),
            with(
                "conditions",
                json!({ "all": vec![json!({ "any": [] }); 100_000] }),
            ),
            with("actions", json!(vec![1; 100_000])),
        ] {
            let answer = world.api().post(RULES, &rule).await;
            assert!(answer.body.len() < 100_000, "{}", answer.body.len());
            assert!(matches!(answer.status, 422 | 201), "{}", answer.status);
        }
        let many = json!({ "rules": vec![json!({}); 100_000] });
        let answer = world.api().post(RULES, &many).await;
        check_problem(answer, 422, Some(""));
    });
}

//! Rules as a file: out, in, and a set to begin with.

use guichet::domain::{
    access::Visibility,
    right::{Right, Rights},
};

use super::*;

const IMPORT: &str = "/settings/rules/import";
const FILE: &str = "application/json";

fn kept(world: &World) -> Vec<(String, bool)> {
    let list = world.as_admin().rules(world.clock.now()).unwrap();
    let rules = list.rules.iter();
    rules
        .map(|line| (line.rule.name.clone(), line.rule.enabled))
        .collect()
}

#[test]
fn what_is_taken_away_can_be_brought_in() {
    play(async |world| {
        let actions = json!([
            {"action": "assign", "value": {"group": "Network"}},
            {"action": "add_tag", "value": "vpn"},
        ]);
        world.group("Network", &[]).await;
        rule(world, written("VPN", "vpn", &actions)).await;
        let admin = world.admin().await;
        let answer = admin.get("/settings/rules/export").await.expect(200);
        assert_eq!(answer.header("content-type"), "application/json");
        assert!(
            answer
                .header("content-disposition")
                .contains("guichet-rules.json")
        );
        let file = answer.json();
        let rules = file["rules"].as_array().unwrap();
        assert_eq!((rules.len(), &rules[1]["default"]), (2, &json!(true)));
        assert_eq!(rules[0]["actions"], actions);
        let bytes = answer.body.clone();
        let files = [("file", "guichet-rules.json", FILE, bytes.as_slice())];
        list(&admin).await;
        admin
            .post_files(IMPORT, &[("text", "")], &files)
            .await
            .expect(303);
        assert_eq!(kept(world).len(), 2);
        // One rule, or a list of rules, pasted.
        let text = rules[0].to_string();
        admin.post(IMPORT, &[("text", &text)]).await.expect(303);
        let text = format!("[{text},{text}]");
        admin.post(IMPORT, &[("text", &text)]).await.expect(303);
        assert_eq!(kept(world).len(), 5);
    });
}

#[test]
fn what_is_missing_is_named_or_made() {
    play(async |world| {
        let admin = world.admin().await;
        list(&admin).await;
        let actions = json!([
            {"action": "assign", "value": {"group": "New group"}},
            {"action": "add_tag", "value": "new tag"},
            {"action": "priority", "value": "huge"},
        ]);
        let good = written(
            "Good",
            "x",
            &json!([{"action": "priority", "value": "low"}]),
        );
        let mut text = json!({"rules": [good, written("Bad", "", &actions)]});
        let pasted = text.to_string();
        let page = check_page(&admin.post(IMPORT, &[("text", &pasted)]).await, 422);
        let faults = page.one("div", &[("id", "text-e")]).text.clone();
        for said in [
            "rules.1.conditions.all.0.value Write something here.",
            "rules.1.actions.0.value There is nothing called New group here.",
            "rules.1.actions.1.value There is nothing called new tag here.",
            "rules.1.actions.2.value Choose one of: low, medium, high, urgent",
        ] {
            assert!(faults.contains(said), "{said}: {faults}");
        }
        assert_eq!(page.one("textarea", &[("id", "text")]).text, pasted);
        assert_eq!(kept(world), [], "all or none");
        text["rules"][1]["conditions"]["all"][0]["value"] = json!("y");
        text["rules"][1]["actions"].as_array_mut().unwrap().pop();
        let pasted = text.to_string();
        let create = [("text", pasted.as_str()), ("create", "1")];
        let maker = world.role("maker", Rights::of(&[Right::Rules])).await;
        let max = world.person("Max", &[maker], Visibility::All, &[]).await;
        max.browser.get("/settings/rules").await.expect(200);
        let page = check_page(&max.browser.post(IMPORT, &create).await, 422);
        assert!(
            page.one("div", &[("id", "text-e")])
                .text
                .contains("Only somebody who manages people")
        );
        admin.post(IMPORT, &create).await.expect(303);
        assert_eq!(kept(world).len(), 2);
    });
}

#[test]
fn what_is_no_file_of_rules_is_refused_and_stays() {
    play(async |world| {
        let admin = world.admin().await;
        list(&admin).await;
        let many = json!(vec![json!({}); 400]).to_string();
        let too_many = json!(vec![json!({}); 600]).to_string();
        let deep = "[".repeat(10_000);
        for (text, says) in [
            ("", "Choose a file"),
            ("{\"rules\": [", "line 1, column 11"),
            (deep.as_str(), "This is no JSON"),
            ("[]", "There are no rules"),
            ("7", "There are no rules"),
            ("{\"rules\": 7}", "There are no rules"),
            ("[7]", "not what belongs"),
            ("{\"nme\": \"x\"}", "There is no such field"),
            (many.as_str(), "more"),
            (too_many.as_str(), "at most 500 rules"),
        ] {
            let page = check_page(&admin.post(IMPORT, &[("text", text)]).await, 422);
            let faults = page.one("div", &[("id", "text-e")]).text.clone();
            assert!(faults.contains(says), "{says}: {faults:.200}");
            assert_eq!(page.one("textarea", &[("id", "text")]).text, text);
        }
        let files = [("file", "x", FILE, &b"\xff\xfe"[..])];
        let page = check_page(&admin.post_files(IMPORT, &[], &files).await, 422);
        assert!(page.one("div", &[("id", "text-e")]).text.contains("UTF-8"));
        let one = json!({"name": "x", "when": ["ticket_made"], "stop": true});
        let many = json!(vec![one; 501]).to_string();
        let page = check_page(&admin.post(IMPORT, &[("text", &many)]).await, 422);
        assert!(
            page.one("div", &[("id", "text-e")])
                .text
                .contains("at most 500 rules")
        );
        assert_eq!(kept(world), []);
        // The default rule of a file cannot be switched off either.
        let off = json!({"default": true, "enabled": false, "actions": []}).to_string();
        let page = check_page(&admin.post(IMPORT, &[("text", &off)]).await, 422);
        assert!(
            page.one("div", &[("id", "text-e")])
                .text
                .contains("always on")
        );
    });
}

#[test]
fn the_starter_set_is_off_and_made_of_what_there_is() {
    play(async |world| {
        let admin = world.admin().await;
        list(&admin).await;
        admin.post("/settings/rules/starter", &[]).await.expect(303);
        assert_eq!(kept(world).len(), 2);
        world.group("Invoices", &[]).await;
        let back = [("language", "fr"), ("back", "/settings/rules")];
        admin.post("/preferences", &back).await.expect(303);
        admin.post("/settings/rules/starter", &[]).await.expect(303);
        let kept = kept(world);
        assert_eq!(kept.len(), 5);
        assert!(kept.iter().all(|(_, on)| !on));
        assert_eq!(kept[0].0, "VIP sender");
        assert_eq!(kept[2].0, "Expéditeur important");
        assert!(kept[4].0.ends_with("vont à Invoices"), "{}", kept[4].0);
        for id in 2..=6 {
            check_page(&admin.get(&format!("/settings/rules/{id}")).await, 200);
        }
    });
}

//! The list of rules: order, switches, copies, deletion and the way back, and what is broken.

use guichet::{desk::rules::Unknown, domain::id::RuleId};
use serde_json::{Value, json};

use super::check_page;
use crate::world::{
    World,
    html::Page,
    http::{Answer, Browser},
    mail::Mail,
    play,
};

mod exchange;

/// A rule that fires for a word in the subject.
fn written(name: &str, word: &str, actions: &Value) -> Value {
    json!({
        "name": name,
        "when": ["mail_makes_ticket"],
        "conditions": {"all": [{"field": "subject", "operator": "contains", "value": word}]},
        "actions": actions,
    })
}

async fn rule(world: &World, written: Value) -> RuleId {
    let (admin, now) = (world.as_admin(), world.clock.now());
    let made = move |_: &_| admin.rule_make(written, Unknown::CreateTags, now);
    world.desk().run(made).await.unwrap().unwrap()
}

async fn three(world: &World) {
    for (name, tag) in [("One", "a"), ("Two", "b"), ("Three", "c")] {
        let actions = json!([{"action": "add_tag", "value": tag}]);
        rule(world, written(name, "lamp", &actions)).await;
    }
}

fn names(page: &Page) -> Vec<String> {
    let named = |element: &&crate::world::html::Element| {
        ["One", "Two", "Three", "Copy of One"].contains(&element.text.as_str())
    };
    let all = page.all("bdi", &[("class", "any")]);
    all.into_iter()
        .filter(named)
        .map(|it| it.text.clone())
        .collect()
}

async fn list(admin: &Browser) -> Page {
    check_page(&admin.get("/settings/rules").await, 200)
}

/// Takes back what the page that follows offers to take back.
async fn back(admin: &Browser, answer: Answer) -> Page {
    let to = answer.expect(303).header("location").to_owned();
    assert!(to.starts_with("/settings/rules?undo="), "{to}");
    let page = check_page(&admin.get(&to).await, 200);
    let id = page.value("id").to_owned();
    let fields = [("id", id.as_str()), ("back", "/settings/rules")];
    let answer = admin.post("/undo", &fields).await.expect(303);
    check_page(&admin.get(answer.header("location")).await, 200)
}

#[test]
fn rules_are_moved_switched_copied_deleted_and_brought_back() {
    play(async |world| {
        three(world).await;
        let admin = world.admin().await;
        assert_eq!(names(&list(&admin).await), ["One", "Two", "Three"]);
        let first = [("place", "0")];
        let answer = admin.post("/settings/rules/4/move", &first).await;
        assert_eq!(names(&list(&admin).await), ["Three", "One", "Two"]);
        assert_eq!(names(&back(&admin, answer).await), ["One", "Two", "Three"]);
        for (id, by, expected) in [
            (2, "down", ["Two", "One", "Three"]),
            (2, "up", ["One", "Two", "Three"]),
            (2, "up", ["One", "Two", "Three"]),
            (4, "down", ["One", "Two", "Three"]),
        ] {
            let path = format!("/settings/rules/{id}/move");
            admin.post(&path, &[("by", by)]).await.expect(303);
            assert_eq!(names(&list(&admin).await), expected, "{id} {by}");
        }
        let state = |page: &Page| {
            let switches = page.all("button", &[("role", "switch")]);
            let states = switches
                .iter()
                .map(|it| it.attribute("aria-checked").to_owned());
            states.collect::<Vec<_>>()
        };
        let off = [("to", "off")];
        let answer = admin.post("/settings/rules/3/switch", &off).await;
        assert_eq!(state(&list(&admin).await), ["true", "false", "true"]);
        assert_eq!(state(&back(&admin, answer).await), ["true"; 3]);
        let answer = admin.post("/settings/rules/2/delete", &[]).await;
        assert_eq!(names(&list(&admin).await), ["Two", "Three"]);
        assert_eq!(names(&back(&admin, answer).await), ["One", "Two", "Three"]);
        let answer = admin.post("/settings/rules/2/duplicate", &[]).await;
        answer.expect(303);
        let page = list(&admin).await;
        assert_eq!(names(&page), ["One", "Copy of One", "Two", "Three"]);
        assert_eq!(state(&page), ["true", "false", "true", "true"]);
        for (path, fields) in [
            ("/settings/rules/99/move", &first[..]),
            ("/settings/rules/99/switch", &off),
            ("/settings/rules/99/duplicate", &[]),
            ("/settings/rules/x/delete", &[]),
        ] {
            check_page(&admin.post(path, fields).await, 404);
        }
        let bad = admin.post("/settings/rules/2/move", &[("place", "-1")]);
        check_page(&bad.await, 400);
    });
}

#[test]
fn the_default_rule_stays_where_it_is() {
    play(async |world| {
        three(world).await;
        let admin = world.admin().await;
        let page = list(&admin).await;
        let urls = page.all("button", &[("formaction", "")]);
        let of_default = |it: &&&crate::world::html::Element| {
            it.attribute("formaction").starts_with("/settings/rules/1/")
        };
        assert_eq!(urls.iter().filter(of_default).count(), 0);
        for (path, fields) in [
            ("/settings/rules/1/move", &[("place", "0")][..]),
            ("/settings/rules/1/move", &[("by", "up")]),
            ("/settings/rules/1/switch", &[("to", "off")]),
            ("/settings/rules/1/delete", &[]),
            ("/settings/rules/1/duplicate", &[]),
        ] {
            let page = check_page(&admin.post(path, fields).await, 422);
            let summary = page.one("div", &[("class", "summary-box")]);
            assert!(summary.text.contains("always on, always last"), "{path}");
            assert_eq!(names(&page), ["One", "Two", "Three"]);
        }
        let lamp = world.ticket(&Mail::text("a@cust.example", "no", "x")).await;
        assert_eq!(world.api().ticket(lamp).await["status"], "open");
    });
}

#[test]
fn a_rule_says_what_it_does_how_often_and_what_is_gone() {
    play(async |world| {
        let actions = json!([
            {"action": "priority", "value": "urgent"},
            {"action": "add_tag", "value": "vpn"},
            {"action": "name", "value": "<b>x</b>"},
            {"action": "note", "value": "call"},
            {"action": "remove_tag", "value": "old"},
        ]);
        let mut long = written("VPN <b>", "vpn", &actions);
        let one = json!({"field": "body", "operator": "contains", "value": "<i>x</i>"});
        let first = long["conditions"]["all"][0].take();
        long["conditions"] = json!({"all": [first, {"any": vec![one; 5]}]});
        rule(world, long).await;
        let simple = json!([{"action": "priority", "value": "high"}]);
        rule(world, written("Simple", "lamp", &simple)).await;
        for _ in 0..2 {
            world
                .ticket(&Mail::text("a@cust.example", "lamp", "x"))
                .await;
        }
        let admin = world.admin().await;
        let page = list(&admin).await;
        let rows = page.all("li", &[("data-rule", "")]);
        for said in [
            "Subject contains “vpn” and (Body contains “<i>x</i>” or ",
            "+2 more",
            "Set priority Urgent · Add tag vpn",
            "+1 more",
            "0 this week",
        ] {
            assert!(rows[0].text.contains(said), "{said}: {}", rows[0].text);
        }
        assert!(rows[1].text.contains("2 this week"), "{}", rows[1].text);
        assert!(rows[1].text.contains("2 in all"), "{}", rows[1].text);
        assert!(!rows[0].text.contains("broken"));
        let tags = world.api().get("/api/v1/tags").await.json();
        let vpn = tags["tags"]
            .as_array()
            .unwrap()
            .iter()
            .find(|tag| tag["name"] == "vpn");
        let path = format!("/settings/tags/{}/delete", vpn.unwrap()["id"]);
        admin.post(&path, &[]).await.expect(303);
        let page = list(&admin).await;
        let rows = page.all("li", &[("data-rule", "")]);
        assert!(rows[0].text.contains("A tag that it names was deleted."));
        assert!(rows[0].text.contains("skipped"), "{}", rows[0].text);
        assert!(!rows[1].text.contains("skipped"));
    });
}

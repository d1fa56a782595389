//! One tag: made, renamed, merged, deleted, and each taken back.

use serde_json::json;

use super::check_page;
use crate::world::{World, http::Browser, play};

async fn ticket(world: &World, tags: serde_json::Value) {
    let ticket = json!({"name": "lamp", "customer": {"name": "Bob"}, "tags": tags});
    world
        .api()
        .post("/api/v1/tickets", &ticket)
        .await
        .expect(201);
}

async fn tags(world: &World, number: u64) -> serde_json::Value {
    world.api().ticket(number).await["tags"].clone()
}

/// Posts a form that must be taken, and presses the button of the notice that follows.
async fn and_back(admin: &Browser, path: &str, fields: &[(&str, &str)], between: impl AsyncFn()) {
    let answer = admin.post(path, fields).await.expect(303);
    let to = answer.header("location").to_owned();
    assert!(to.starts_with("/settings/tags?undo="), "{to}");
    between().await;
    let page = check_page(&admin.get(&to).await, 200);
    let id = page
        .one("input", &[("name", "id")])
        .attribute("value")
        .to_owned();
    let fields = [("id", id.as_str()), ("back", "/settings/tags")];
    let answer = admin.post("/undo", &fields).await.expect(303);
    let page = check_page(&admin.get(answer.header("location")).await, 200);
    let notice = page.one("div", &[("class", "notice green")]);
    assert!(!notice.text.is_empty());
}

#[test]
fn renaming_merging_and_deleting_are_taken_back() {
    play(async |world| {
        ticket(world, json!(["till", "vpn"])).await;
        ticket(world, json!(["tills", "till"])).await;
        let admin = world.admin().await;
        admin.get("/settings/tags").await.expect(200);
        let rename = [("name", "  cash   desk "), ("colour", "violet")];
        and_back(&admin, "/settings/tags/1", &rename, async || {
            assert_eq!(tags(world, 1).await, json!(["cash-desk", "vpn"]));
            let page = check_page(&admin.get("/t/1").await, 200);
            assert_eq!(page.all("span", &[("class", "tag t-violet")]).len(), 1);
        })
        .await;
        assert_eq!(tags(world, 1).await, json!(["till", "vpn"]));
        // Tag 3 is `tills`.
        let merge = [("into", "TILL")];
        and_back(&admin, "/settings/tags/3/merge", &merge, async || {
            assert_eq!(tags(world, 2).await, json!(["till"]), "each once");
            ticket(world, json!(["tills"])).await;
            assert_eq!(
                tags(world, 3).await,
                json!(["till"]),
                "the old name finds it"
            );
            check_page(&admin.get("/settings/tags/3").await, 404);
            // Taking the tag off takes both ids off, and putting it back makes no noise.
            let api = world.api();
            let same = json!({"tags": ["till"]});
            let before = api.ticket(2).await["activities"].as_array().unwrap().len();
            api.patch("/api/v1/tickets/2", &same).await.expect(200);
            let after = api.ticket(2).await["activities"].as_array().unwrap().len();
            assert_eq!(after, before, "nothing changed");
        })
        .await;
        assert_eq!(tags(world, 2).await, json!(["tills", "till"]));
        and_back(&admin, "/settings/tags/1/delete", &[], async || {
            assert_eq!(tags(world, 1).await, json!(["vpn"]));
            let log = world.api().ticket(1).await.to_string();
            assert!(!log.contains("\"field\":\"tags\",\"new\":null"), "{log}");
            let name = [("name", "till"), ("colour", "red")];
            admin.post("/settings/tags/new", &name).await.expect(303);
        })
        .await;
        assert_eq!(
            tags(world, 1).await,
            json!(["till-2", "vpn"]),
            "its name was used"
        );
        let made = [("name", "new one"), ("colour", "green")];
        and_back(&admin, "/settings/tags/new", &made, async || {}).await;
        let list = admin.get("/settings/tags").await.text();
        assert!(!list.contains("new-one") && list.contains("till-2"));
    });
}

#[test]
fn the_name_of_a_merged_tag_may_become_its_own() {
    play(async |world| {
        ticket(world, json!(["till"])).await;
        ticket(world, json!(["tills"])).await;
        let admin = world.admin().await;
        admin.get("/settings/tags").await.expect(200);
        let into = [("into", "till")];
        admin
            .post("/settings/tags/2/merge", &into)
            .await
            .expect(303);
        let rename = [("name", "tills"), ("colour", "grey")];
        and_back(&admin, "/settings/tags/1", &rename, async || {
            assert_eq!(tags(world, 1).await, json!(["tills"]));
            ticket(world, json!(["till"])).await;
            assert_eq!(tags(world, 3).await, json!(["tills"]), "both names find it");
        })
        .await;
        for number in 1..=3 {
            assert_eq!(tags(world, number).await, json!(["till"]));
        }
    });
}

#[test]
fn what_was_typed_stays_and_the_field_is_named() {
    play(async |world| {
        ticket(world, json!(["till", "vpn"])).await;
        let admin = world.admin().await;
        admin.get("/settings/tags/new").await.expect(200);
        let long = "x".repeat(10_000);
        for path in ["/settings/tags/new", "/settings/tags/1"] {
            for (name, colour, field) in [
                ("", "grey", "name"),
                ("  ", "grey", "name"),
                ("a:b", "grey", "name"),
                ("<b>x</b>", "grey", "name"),
                ("a\u{202e}b", "grey", "name"),
                (long.as_str(), "grey", "name"),
                ("VPN", "grey", "name"),
                ("fine", "pink", "colour"),
            ] {
                let fields = [("name", name), ("colour", colour)];
                let page = check_page(&admin.post(path, &fields).await, 422);
                let errors = page.all("p", &[("class", "error-msg")]);
                assert_eq!(errors.len(), 1, "{path} {name:.20}");
                assert_eq!(errors[0].attribute("id"), format!("{field}-e"));
                assert_eq!(page.value("name"), name);
            }
        }
        for into in ["", "till", "no such tag", "a:b"] {
            let answer = admin
                .post("/settings/tags/1/merge", &[("into", into)])
                .await;
            let page = check_page(&answer, 422);
            assert_eq!(page.value("into"), into);
        }
        for path in [
            "/settings/tags/9",
            "/settings/tags/9/merge",
            "/settings/tags/9/delete",
        ] {
            let fields = [("name", "x"), ("colour", "grey"), ("into", "vpn")];
            check_page(&admin.post(path, &fields).await, 404);
        }
        assert_eq!(tags(world, 1).await, json!(["till", "vpn"]));
    });
}

#[test]
fn its_colour_is_seen_wherever_it_stands() {
    play(async |world| {
        ticket(world, json!(["vpn"])).await;
        let red = json!({"colour": "red"});
        world.api().patch("/api/v1/tags/1", &red).await.expect(200);
        let admin = world.admin().await;
        for path in ["/tickets", "/t/1", "/tickets?preview=1", "/t/1/print"] {
            let page = check_page(&admin.get(path).await, 200);
            let tags = page.all("", &[("class", "tag t-red")]);
            assert!(tags.iter().any(|tag| tag.text.trim() == "vpn"), "{path}");
        }
    });
}

//! Mailboxes for programs: exact shapes, what is refused, that a password only goes in.

use serde_json::{Value, json};

use super::check_problem;
use crate::world::{ADMIN, MAILBOX, World, play};

const PATH: &str = "/api/v1/mailboxes";

fn plain(id: u64, address: &str) -> Value {
    json!({
        "id": id, "address": address, "aliases": [], "delivery_domain": "",
        "plus_addresses": true, "display_name": "", "default_group": null, "signature": "",
        "route": null, "active": true,
    })
}

async fn list(world: &World) -> Value {
    world.api().get(PATH).await.expect(200).json()["mailboxes"].clone()
}

#[test]
fn a_mailbox_is_made_read_changed_and_deleted() {
    play(async |world| {
        let api = world.api();
        assert_eq!(list(world).await, json!([plain(1, MAILBOX)]));
        api.post("/api/v1/groups", &json!({"name": "Billing"}))
            .await
            .expect(201);
        let new = json!({"address": "billing@lumen.example"});
        let answer = api.post(PATH, &new).await.expect(201);
        assert_eq!(answer.header("location"), "/api/v1/mailboxes/2");
        assert_eq!(answer.json(), plain(2, "billing@lumen.example"));
        let change = json!({
            "aliases": ["invoices@lumen.example"], "delivery_domain": "desk.lumen.example",
            "plus_addresses": false, "display_name": "Lumen\r\nbilling",
            "default_group": "billing", "signature": "Lumen\r\nParis",
            "route": {"security": "tls", "host": "SMTP.example", "user": "b", "password": "hush"},
        });
        let answer = api.patch("/api/v1/mailboxes/2", &change).await.expect(200);
        let mut expected = json!({
            "id": 2, "address": "billing@lumen.example", "aliases": ["invoices@lumen.example"],
            "delivery_domain": "desk.lumen.example", "plus_addresses": false,
            "display_name": "Lumen billing", "default_group": "Billing",
            "signature": "Lumen\nParis", "active": true,
            "route": {"security": "tls", "host": "smtp.example", "port": 465, "user": "b"},
        });
        assert_eq!(answer.json(), expected);
        let one = api.get("/api/v1/mailboxes/2").await.expect(200);
        assert!(!one.text().contains("hush"));
        assert_eq!(one.json(), expected);
        // Null takes away, absent leaves.
        let less = json!({"default_group": null, "route": null});
        let answer = api.patch("/api/v1/mailboxes/2", &less).await.expect(200);
        expected["default_group"] = Value::Null;
        expected["route"] = Value::Null;
        assert_eq!(answer.json(), expected);
        let path = "/api/v1/mailboxes/2";
        let request = crate::world::http::Request::new("DELETE", path);
        let gone = api.fetch(request.clone()).await.expect(204);
        assert_eq!(gone.body, b"");
        expected["active"] = json!(false);
        assert_eq!(list(world).await[1], expected);
        check_problem(api.fetch(request).await, 404, None);
        check_problem(api.patch(path, &json!({"signature": "x"})).await, 404, None);
        let back = api.patch(path, &json!({"active": true})).await.expect(200);
        assert_eq!(back.json()["active"], true);
        let off = api.patch(path, &json!({"active": false})).await.expect(200);
        assert_eq!(off.json()["active"], false);
        // The last one stays.
        let request = crate::world::http::Request::new("DELETE", "/api/v1/mailboxes/1");
        check_problem(api.fetch(request).await, 422, Some("mailbox"));
    });
}

#[test]
fn what_a_mailbox_cannot_hold_is_named() {
    play(async |world| {
        let api = world.api();
        let long = "l".repeat(47);
        let route = |field: &str, value: Value| {
            let mut route = json!({"security": "tls", "host": "smtp.example"});
            route[field] = value;
            json!({"address": "b@lumen.example", "route": route})
        };
        let with = |field: &str, value: Value| {
            let mut new = json!({"address": "b@lumen.example"});
            new[field] = value;
            new
        };
        for (new, field) in [
            (json!({}), "address"),
            (json!({"address": "no"}), "address"),
            (json!({"address": MAILBOX}), "address"),
            (json!({"address": ADMIN}), "address"),
            (
                json!({"address": format!("{long}@lumen.example")}),
                "address",
            ),
            (json!({"address": 7}), "address"),
            (with("aliases", json!([ADMIN])), "aliases"),
            (with("aliases", json!(["no"])), "aliases"),
            (with("aliases", json!("no")), "aliases"),
            (with("delivery_domain", json!("a b")), "delivery_domain"),
            (
                with("delivery_domain", json!("[127.0.0.1]")),
                "delivery_domain",
            ),
            (with("display_name", json!("x".repeat(101))), "display_name"),
            (
                with("default_group", json!("nobody knows")),
                "default_group",
            ),
            (with("signature", json!("x".repeat(2_001))), "signature"),
            (with("colour", json!("red")), "colour"),
            (with("active", json!(false)), "active"),
            (route("security", json!("ssl")), "route.security"),
            (route("security", json!("plain")), "route.host"),
            (route("host", json!("")), "route.host"),
            (route("port", json!(0)), "route.port"),
            (route("user", json!("desk")), "route.password"),
            (route("password", json!("hush")), "route.user"),
        ] {
            check_problem(api.post(PATH, &new).await, 422, Some(field));
        }
        assert_eq!(list(world).await.as_array().unwrap().len(), 1);
        check_problem(api.get("/api/v1/mailboxes/9").await, 404, None);
    });
}

//! Groups: made, read, listed, changed, deleted with their tickets; what a reader of tickets sees.

use guichet::domain::right::Right;
use serde_json::{Value, json};

use super::{check_problem, keys, user::program};
use crate::world::{ADMIN, MAILBOX, http::Api, play};

const GROUPS: &str = "/api/v1/groups";

#[test]
fn a_group_is_made_read_changed_and_deleted() {
    play(async |world| {
        let api = world.api();
        let new = json!({"name": "Network", "members": ["ADA@lumen.example", ADMIN],
            "mailboxes": [MAILBOX], "roles": ["observer"]});
        let answer = api.post(GROUPS, &new).await.expect(201);
        let made = answer.json();
        assert_eq!(
            answer.header("location"),
            format!("{GROUPS}/{}", made["id"])
        );
        assert_eq!(keys(&made), ["id", "mailboxes", "members", "name", "roles"]);
        assert_eq!(
            (&made["members"], &made["mailboxes"]),
            (&json!([ADMIN]), &json!([MAILBOX]))
        );
        let path = format!("{GROUPS}/{}", made["id"]);
        assert_eq!(api.get(&path).await.expect(200).json(), made);
        let edit = json!({"name": "Second line", "members": [], "roles": []});
        let edited = api.patch(&path, &edit).await.expect(200).json();
        assert_eq!(
            (&edited["name"], &edited["members"]),
            (&json!("Second line"), &json!([]))
        );
        assert_eq!(
            edited["mailboxes"],
            json!([MAILBOX]),
            "what is not named stays"
        );
        let ticket = json!({"name": "Lamp", "customer": {"name": "Bob"}, "assignee": {"group": "Second line"}});
        api.post("/api/v1/tickets", &ticket).await.expect(201);
        api.send("DELETE", &path, &json!({})).await.expect(204);
        assert_eq!(api.ticket(1).await["assignee"], Value::Null);
        check_problem(api.get(&path).await, 404, None);
        check_problem(api.send("DELETE", &path, &json!({})).await, 404, None);
        check_problem(api.patch(&path, &edit).await, 404, None);
    });
}

#[test]
fn what_is_wrong_is_named() {
    play(async |world| {
        let api = world.api();
        let made = api
            .post(GROUPS, &json!({"name": "Other"}))
            .await
            .expect(201)
            .json();
        api.post(GROUPS, &json!({"name": "Network"}))
            .await
            .expect(201);
        let path = format!("{GROUPS}/{}", made["id"]);
        for (key, value) in [
            ("name", json!("NETWORK")),
            ("name", json!(" ")),
            ("name", json!("x".repeat(500))),
            ("members", json!(["nobody@lumen.example"])),
            ("members", json!([1])),
            ("mailboxes", json!(["none@lumen.example"])),
            ("roles", json!(["chief"])),
            ("colour", json!("red")),
        ] {
            for (method, at) in [("POST", GROUPS), ("PATCH", path.as_str())] {
                let mut body = json!({"name": "G"});
                body[key] = value.clone();
                check_problem(api.send(method, at, &body).await, 422, Some(key));
            }
        }
        let mut body = json!({"name": "G"});
        body["mailboxes"] = json!(["none@lumen.example"]);
        let problem = check_problem(api.post(GROUPS, &body).await, 422, Some("mailboxes"));
        assert!(
            problem["detail"].as_str().unwrap().ends_with(MAILBOX),
            "{problem}"
        );
    });
}

#[test]
fn a_reader_of_tickets_sees_names_only() {
    play(async |world| {
        let new = json!({"name": "Network", "members": [ADMIN], "roles": ["admin"]});
        let made = world.api().post(GROUPS, &new).await.expect(201).json();
        let path = format!("{GROUPS}/{}", made["id"]);
        let own = json!({"id": made["id"], "name": "Network"});
        let expert = Api::new(world.web(), Some(world.add_expert().await));
        assert_eq!(expert.get(&path).await.expect(200).json(), own);
        let list = expert.get(GROUPS).await.expect(200).json();
        assert_eq!(list, json!({"groups": [own], "next": null}));
        // A program that manages people and reads no tickets sees the whole.
        let keeper = program(world, "keeper@lumen.example", &[Right::People, Right::Api]).await;
        assert_eq!(keeper.get(&path).await.expect(200).json(), made);
        // One that does neither is told that there is nothing.
        let other = program(world, "other@lumen.example", &[Right::Tags, Right::Api]).await;
        for path in [GROUPS, &path] {
            let answer = other.get(path).await;
            let nothing = other.get("/api/v1/none").await;
            assert_eq!(
                (answer.status, answer.text()),
                (404, nothing.text()),
                "{path}"
            );
        }
    });
}

//! What a refusal says: the field and what it takes, in words of nobody's types.

use serde_json::json;

use crate::world::{mail::Mail, play};

const TICKET: &str = "/api/v1/tickets/1";
const MESSAGES: &str = "/api/v1/tickets/1/messages";
const NOTES: &str = "/api/v1/tickets/1/notes";

#[test]
fn a_refusal_says_what_is_allowed() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let api = world.api();
        for (method, path, body, said) in [
            (
                "PATCH",
                TICKET,
                json!({"status": "every"}),
                "status: this is one of: open, processing, waiting, closed",
            ),
            (
                "PATCH",
                TICKET,
                json!({"priority": 3}),
                "priority: this is one of: low, medium, high, urgent",
            ),
            (
                "PATCH",
                TICKET,
                json!({"assignee": "Emil"}),
                "assignee: this is an object with fields",
            ),
            (
                "PATCH",
                TICKET,
                json!({"tags": "a"}),
                "tags: this is a list",
            ),
            (
                "PATCH",
                TICKET,
                json!({"tags": [1]}),
                "tags: this is a list, and each in it a text",
            ),
            ("PATCH", TICKET, json!({"name": 5}), "name: this is a text"),
            (
                "POST",
                NOTES,
                json!({"text": "t", "`x`, expected `y": 1}),
                "`x`, expected `y: there is no such field; there are: text",
            ),
            ("POST", NOTES, json!({}), "text: this is needed"),
            (
                "POST",
                MESSAGES,
                json!({"text": "t", "seen": -1}),
                "seen: this is a whole number, 0 or more",
            ),
            (
                "POST",
                "/api/v1/users",
                json!({"email": "x@lumen.example", "name": "X", "visibility": "every"}),
                "visibility: this is one of: own, groups, all",
            ),
            (
                "POST",
                NOTES,
                json!(5),
                "the body: this is an object with fields",
            ),
        ] {
            let answer = api.send(method, path, &body).await.expect(422);
            assert_eq!(answer.json()["detail"], said, "{method} {path} {body}");
        }
    });
}

#[test]
fn what_would_be_lost_or_is_not_known_is_refused() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let api = world.api();
        for (method, path, body, said) in [
            (
                "PATCH",
                TICKET,
                json!({"nam": "lamp"}),
                "nam: there is no such field; there are: name, description, status, priority, tags, assignee, due_at",
            ),
            // Null empties nothing by chance; only an assignee can be nobody.
            (
                "PATCH",
                TICKET,
                json!({"name": null}),
                "name: this is a text",
            ),
            (
                "PATCH",
                TICKET,
                json!({"status": null}),
                "status: this is one of: open, processing, waiting, closed",
            ),
            (
                "PATCH",
                TICKET,
                json!({"tags": null}),
                "tags: this is a list",
            ),
            (
                "PATCH",
                TICKET,
                json!({"name": "x".repeat(256)}),
                "name: at most 255 characters fit here",
            ),
            (
                "POST",
                "/api/v1/tickets",
                json!({"name": "x".repeat(256), "customer": {"email": "a@cust.example"}}),
                "name: at most 255 characters fit here",
            ),
            (
                "POST",
                NOTES,
                json!(["a note in a list"]),
                "the body: this is an object with fields",
            ),
        ] {
            let answer = api.send(method, path, &body).await.expect(422);
            assert_eq!(answer.json()["detail"], said, "{method} {path} {body}");
        }
        assert_eq!(api.ticket(1).await["name"], "lamp");
    });
}

#[test]
fn a_list_says_what_its_query_takes() {
    play(async |world| {
        let api = world.api();
        for (query, said) in [
            ("limit=0", "limit: this is a whole number from 1 to 200"),
            ("limit=201", "limit: this is a whole number from 1 to 200"),
            ("limit=many", "limit: this is a whole number from 1 to 200"),
            ("after=zzz", "after: this is `next` of the page before"),
        ] {
            for list in ["tickets", "groups"] {
                let answer = api.get(&format!("/api/v1/{list}?{query}")).await;
                let answer = answer.expect(422);
                assert_eq!(answer.json()["detail"], said, "{list} {query}");
            }
        }
    });
}

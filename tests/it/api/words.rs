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

//! Tickets: made, read, changed, noted, answered; groups; the one shape of an assignee.

use serde_json::{Value, json};

use super::keys;
use crate::world::{ADMIN, MAILBOX, mail::Mail, play};

const SUMMARY: [&str; 15] = [
    "answer_due_at",
    "assignee",
    "created_at",
    "customer",
    "deleted_at",
    "due_at",
    "merged_into",
    "name",
    "number",
    "priority",
    "snoozed_until",
    "solution_due_at",
    "status",
    "tags",
    "updated_at",
];
const WHOLE: [&str; 18] = [
    "activities",
    "answer_due_at",
    "assignee",
    "created_at",
    "customer",
    "deleted_at",
    "description",
    "due_at",
    "links",
    "merged_into",
    "name",
    "number",
    "priority",
    "snoozed_until",
    "solution_due_at",
    "status",
    "tags",
    "updated_at",
];

fn is_time(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    text.len() == 24 && text.ends_with('Z') && text.parse::<jiff::Timestamp>().is_ok()
}

#[test]
fn a_ticket_is_made_read_listed_and_changed() {
    play(async |world| {
        let api = world.api();
        api.post("/api/v1/groups", &json!({"name": "Second line"}))
            .await
            .expect(201);
        let new = json!({
            "name": "Lamp", "description": "It is dark", "priority": "high", "tags": ["hall", "lamp"],
            "customer": {"email": "ines@cust.example", "name": "Inès Lune", "phone": "+33 1"},
            "assignee": {"group": "Second line"},
        });
        let answer = api.post("/api/v1/tickets", &new).await.expect(201);
        assert_eq!(answer.header("location"), "/api/v1/tickets/1");
        assert_eq!(answer.header("content-type"), "application/json");
        let made = answer.json();
        assert_eq!(keys(&made), WHOLE);
        assert_eq!(made["number"], 1);
        assert_eq!(made["status"], "open");
        assert_eq!(
            made["customer"],
            json!({"name": "Inès Lune", "email": "ines@cust.example"})
        );
        assert_eq!(made["assignee"], json!({"group": "Second line"}));
        assert!(
            is_time(&made["created_at"]) && is_time(&made["updated_at"]),
            "{made}"
        );
        assert_eq!(api.ticket(1).await, made, "read as it was made");
        let list = api.get("/api/v1/tickets").await.expect(200).json();
        assert_eq!(keys(&list), ["next", "tickets"]);
        assert_eq!(list["next"], Value::Null);
        assert_eq!(keys(&list["tickets"][0]), SUMMARY);
        for key in SUMMARY {
            assert_eq!(list["tickets"][0][key], made[key], "{key}");
        }
        let edit = json!({"name": "Lamp 2", "description": "still", "status": "waiting",
            "priority": "low", "tags": ["lamp"], "assignee": {"user": "ADA@lumen.example"}});
        let edited = api
            .patch("/api/v1/tickets/1", &edit)
            .await
            .expect(200)
            .json();
        assert_eq!(keys(&edited), WHOLE);
        for key in ["name", "description", "status", "priority", "tags"] {
            assert_eq!(edited[key], edit[key]);
        }
        assert_eq!(
            edited["assignee"],
            json!({"user": ADMIN, "name": "Ada Byron"})
        );
        let lines = edited["activities"].as_array().unwrap();
        let changed: Vec<_> = lines
            .iter()
            .filter(|line| line["kind"] == "change")
            .collect();
        let mut fields: Vec<_> = changed
            .iter()
            .map(|line| line["field"].as_str().unwrap())
            .collect();
        fields.sort_unstable();
        assert_eq!(
            fields,
            [
                "assignee",
                "description",
                "name",
                "priority",
                "status",
                "tags"
            ]
        );
        for line in changed {
            assert_eq!(
                keys(line),
                ["actor", "at", "field", "id", "kind", "new", "old"]
            );
            assert!(is_time(&line["at"]) && line["id"].is_u64());
            assert_eq!(
                line["actor"],
                json!({"kind": "user", "user": ADMIN, "name": "Ada Byron"})
            );
        }
        let again = api
            .patch("/api/v1/tickets/1", &edit)
            .await
            .expect(200)
            .json();
        assert_eq!(again, edited, "the same again changes nothing");
        assert_eq!(
            api.patch("/api/v1/tickets/1", &json!({}))
                .await
                .expect(200)
                .json(),
            edited
        );
    });
}

#[test]
fn an_assignee_has_one_shape_both_ways() {
    play(async |world| {
        let api = world.api();
        api.post("/api/v1/groups", &json!({"name": "Second line"}))
            .await
            .expect(201);
        let new = json!({"name": "n", "customer": {"name": "Bob"}});
        assert_eq!(
            api.post("/api/v1/tickets", &new).await.expect(201).json()["assignee"],
            Value::Null
        );
        for written in [
            json!({"user": ADMIN, "name": "Ada Byron"}),
            json!({"group": "Second line"}),
            Value::Null,
        ] {
            // What is read may be written back as it is.
            let edit = json!({"assignee": written});
            let document = api
                .patch("/api/v1/tickets/1", &edit)
                .await
                .expect(200)
                .json();
            assert_eq!(document["assignee"], written);
        }
        for (given, status) in [
            (json!({"user": ADMIN}), 200),
            (json!({"group": "second LINE"}), 200),
            (json!({"user": "nobody@lumen.example"}), 422),
            (json!({"group": "Third"}), 422),
            (json!({"user": ADMIN, "group": "Second line"}), 422),
            (json!({}), 422),
            (json!(7), 422),
            (json!("ada"), 422),
        ] {
            let edit = json!({"assignee": given});
            let answer = api.patch("/api/v1/tickets/1", &edit).await;
            if status == 422 {
                super::check_problem(answer, 422, Some("assignee"));
            } else {
                answer.expect(status);
            }
        }
    });
}

#[test]
fn groups_are_listed_and_made_once() {
    play(async |world| {
        let api = world.api();
        let none = api.get("/api/v1/groups").await.expect(200).json();
        assert_eq!(none["groups"], json!([]));
        let answer = api
            .post("/api/v1/groups", &json!({"name": "Second line"}))
            .await
            .expect(201);
        let location = answer.header("location").to_owned();
        assert_eq!(answer.json()["name"], "Second line");
        let again = api.get(&location).await.expect(200).json();
        assert_eq!(again, answer.json());
        for none in ["/api/v1/groups/99", "/api/v1/groups/x"] {
            super::check_problem(api.get(none).await, 404, None);
        }
        let list = api.get("/api/v1/groups").await.expect(200).json();
        assert_eq!(list["groups"], json!([answer.json()]));
        for name in ["", "  ", "SECOND line"] {
            let answer = api.post("/api/v1/groups", &json!({"name": name})).await;
            super::check_problem(answer, 422, Some("name"));
        }
    });
}

#[test]
fn a_note_and_an_answer_are_lines_of_the_log() {
    play(async |world| {
        world
            .send(&Mail::text("Inès <ines@cust.example>", "lamp", "dark"))
            .await;
        let api = world.api();
        let answer = api
            .post("/api/v1/tickets/1/notes", &json!({"text": "nice"}))
            .await
            .expect(201);
        assert!(answer.header("location").starts_with("/api/v1/tickets/1"));
        let note = answer.json();
        assert_eq!(
            keys(&note),
            ["actor", "at", "edited_at", "id", "kind", "text"]
        );
        assert_eq!(
            (&note["kind"], &note["text"]),
            (&json!("note"), &json!("nice"))
        );
        let message = json!({"text": "on", "cc": ["bob@cust.example"], "then": "waiting"});
        let answer = api
            .post("/api/v1/tickets/1/messages", &message)
            .await
            .expect(201);
        assert!(answer.header("location").starts_with("/api/v1/tickets/1"));
        let line = answer.json();
        assert_eq!(line["kind"], "mail");
        world
            .sink
            .until("both copies", |seen| seen.received.len() == 2)
            .await;
        crate::world::until(world, 1, "delivered").await;
        let ticket = api.ticket(1).await;
        assert_eq!(ticket["status"], "waiting");
        assert_eq!(
            ticket["assignee"]["user"], ADMIN,
            "the first answer assigns"
        );
        let lines = ticket["activities"].as_array().unwrap();
        assert!(lines.contains(&note), "{note}");
        let mails: Vec<_> = lines
            .iter()
            .filter(|line| line["kind"] == "mail")
            .map(|line| &line["message"])
            .collect();
        assert_eq!(mails.len(), 2);
        for key in [
            "direction",
            "from",
            "to",
            "cc",
            "subject",
            "text",
            "quoted",
            "html",
            "attachments",
            "raw_url",
            "delivery",
        ] {
            assert!(keys(mails[0]).contains(&key), "{key}");
        }
        assert_eq!(mails[0]["direction"], "in");
        assert_eq!(
            mails[0]["from"],
            json!({"name": "Inès", "email": "ines@cust.example"})
        );
        assert_eq!(mails[0]["to"], json!([{"name": "", "email": MAILBOX}]));
        assert_eq!(mails[0]["html"], Value::Null);
        assert_eq!(
            (&mails[0]["subject"], &mails[0]["text"]),
            (&json!("lamp"), &json!("dark"))
        );
        assert_eq!(mails[1]["direction"], "out");
        assert_eq!(mails[1]["subject"], "Re: lamp [#1]");
        assert_eq!(mails[1]["text"], "on");
        assert_eq!(mails[1]["cc"][0]["email"], "bob@cust.example");
        let deliveries = mails[1]["delivery"].as_array().unwrap();
        assert_eq!(deliveries.len(), 2);
        for delivery in deliveries {
            assert_eq!(delivery["state"], "delivered");
            assert!(
                delivery["reply"].as_str().unwrap().starts_with("250"),
                "{delivery}"
            );
        }
        let numbers: Vec<_> = lines
            .iter()
            .map(|line| line["id"].as_u64().unwrap())
            .collect();
        assert!(numbers.is_sorted(), "{numbers:?}");
    });
}

#[test]
fn an_answer_to_what_was_not_seen_is_refused_with_what_is_new() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let api = world.api();
        let mail = |ticket: &Value| {
            let lines = ticket["activities"].as_array().unwrap();
            let newest = lines.iter().rev().find(|line| line["kind"] == "mail");
            newest.unwrap()["id"].as_u64().unwrap()
        };
        let seen = mail(&api.ticket(1).await);
        let token = world.tickets()[0].token.as_str().to_owned();
        let newer = Mail::text("ines@cust.example", "Re: lamp", "on again");
        world
            .send(&newer.to(&format!("support+T{}@LUMEN.example", token.to_uppercase())))
            .await;
        let newest = mail(&api.ticket(1).await);
        let send = async |seen: Option<u64>| {
            let mut message = json!({"text": "so?", "then": "closed"});
            if let Some(seen) = seen {
                message["seen"] = json!(seen);
            }
            api.post("/api/v1/tickets/1/messages", &message).await
        };
        let problem = super::check_problem(send(Some(seen)).await, 409, None);
        assert_eq!(problem["newest"], newest);
        assert_eq!(api.ticket(1).await["status"], "open", "nothing changed");
        send(Some(newest)).await.expect(201);
        send(None).await.expect(201);
        world
            .sink
            .until("two answers", |seen| seen.received.len() == 2)
            .await;
    });
}

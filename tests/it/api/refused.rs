//! What is refused: unknown, missing and wrong fields by name; what is not there; who is nobody.

use serde_json::{Value, json};

use super::check_problem;
use crate::world::{
    MAILBOX,
    http::{Api, Request},
    mail::Mail,
    play,
};

/// Method, path, body, and the field that is named.
type Row = (&'static str, &'static str, Value, &'static str);

const TICKETS: &str = "/api/v1/tickets";
const TICKET: &str = "/api/v1/tickets/1";
const MESSAGES: &str = "/api/v1/tickets/1/messages";
const NOTES: &str = "/api/v1/tickets/1/notes";

/// Bodies with a field that nobody knows, and without one that is needed.
fn unknown_or_missing() -> Vec<Row> {
    let customer = json!({"email": "x@cust.example"});
    vec![
        // Unknown.
        (
            "POST",
            TICKETS,
            json!({"name": "n", "customer": customer, "colour": 1}),
            "colour",
        ),
        ("PATCH", TICKET, json!({"colour": 1}), "colour"),
        ("PATCH", TICKET, json!({"number": 7}), "number"),
        ("POST", MESSAGES, json!({"text": "t", "bcc": []}), "bcc"),
        ("POST", NOTES, json!({"text": "t", "to": 1}), "to"),
        (
            "POST",
            "/api/v1/groups",
            json!({"name": "g", "id": 1}),
            "id",
        ),
        (
            "POST",
            TICKETS,
            json!({"name": "n", "customer": {"mail": "x"}}),
            "customer.mail",
        ),
        // Missing.
        ("POST", TICKETS, json!({"customer": customer}), "name"),
        ("POST", TICKETS, json!({"name": "n"}), "customer"),
        ("POST", MESSAGES, json!({}), "text"),
        ("POST", NOTES, json!({}), "text"),
        ("POST", "/api/v1/groups", json!({}), "name"),
    ]
}

/// Bodies whose fields hold what they cannot hold.
fn wrong_values() -> Vec<Row> {
    let customer = json!({"email": "x@cust.example"});
    let long = "x".repeat(20_001);
    vec![
        // Of another type.
        (
            "POST",
            TICKETS,
            json!({"name": 5, "customer": customer}),
            "name",
        ),
        (
            "POST",
            TICKETS,
            json!({"name": "n", "customer": "x"}),
            "customer",
        ),
        (
            "POST",
            TICKETS,
            json!({"name": "n", "customer": {"email": 5}}),
            "customer.email",
        ),
        (
            "POST",
            TICKETS,
            json!({"name": "n", "customer": customer, "tags": "a"}),
            "tags",
        ),
        ("PATCH", TICKET, json!({"status": "asleep"}), "status"),
        ("PATCH", TICKET, json!({"priority": 3}), "priority"),
        ("PATCH", TICKET, json!({"tags": [1]}), "tags"),
        (
            "POST",
            MESSAGES,
            json!({"text": "t", "then": "open"}),
            "then",
        ),
        ("POST", MESSAGES, json!({"text": "t", "seen": "x"}), "seen"),
        (
            "POST",
            MESSAGES,
            json!({"text": "t", "attachments": ["x"]}),
            "attachments",
        ),
        ("POST", MESSAGES, json!({"text": ["t"]}), "text"),
        // Of the right type, and wrong.
        (
            "POST",
            TICKETS,
            json!({"name": " ", "customer": customer}),
            "name",
        ),
        (
            "POST",
            TICKETS,
            json!({"name": "n", "customer": {}}),
            "customer",
        ),
        (
            "POST",
            TICKETS,
            json!({"name": "n", "customer": {"email": "no"}}),
            "customer.email",
        ),
        (
            "POST",
            TICKETS,
            json!({"name": "n", "customer": {"email": MAILBOX}}),
            "customer",
        ),
        ("PATCH", TICKET, json!({"name": ""}), "name"),
        ("PATCH", TICKET, json!({"description": long}), "description"),
        ("PATCH", TICKET, json!({"tags": ["a:b"]}), "tags"),
        ("POST", MESSAGES, json!({"text": " "}), "text"),
        ("POST", MESSAGES, json!({"text": "t", "cc": ["no"]}), "cc"),
        (
            "POST",
            MESSAGES,
            json!({"text": "t", "cc": [MAILBOX]}),
            "cc",
        ),
        (
            "POST",
            MESSAGES,
            json!({"text": "t", "attachments": [99]}),
            "attachments",
        ),
        ("POST", NOTES, json!({"text": "\n"}), "text"),
    ]
}

/// Customers that cannot be.
fn wrong_customers() -> Vec<Row> {
    vec![
        (
            "POST",
            TICKETS,
            json!({"name": "n", "customer": {"name": "x".repeat(201)}}),
            "customer.name",
        ),
        (
            "POST",
            TICKETS,
            json!({"name": "n", "customer": {"phone": "1".repeat(41)}}),
            "customer.phone",
        ),
        (
            "POST",
            TICKETS,
            json!({"name": "n", "customer": {"phone": "1\u{7}2"}}),
            "customer.phone",
        ),
    ]
}

#[test]
fn a_wrong_body_is_refused_by_the_name_of_its_field() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let api = world.api();
        let before = (world.tickets(), world.desk().newest_change().unwrap());
        let wrong = wrong_values().into_iter().chain(wrong_customers());
        for (method, path, body, field) in unknown_or_missing().into_iter().chain(wrong) {
            let answer = api.send(method, path, &body).await;
            assert_eq!(
                answer.status,
                422,
                "{method} {path} {body:.80}: {}",
                answer.text()
            );
            let document = answer.json();
            assert_eq!(
                document["field"], field,
                "{method} {path} {body:.80}: {document}"
            );
            check_problem(answer, 422, Some(field));
        }
        let after = (world.tickets(), world.desk().newest_change().unwrap());
        assert_eq!(after, before, "nothing changed");
        assert_eq!(world.sink.seen().received.len(), 0);
    });
}

#[test]
fn what_is_no_document_is_refused() {
    play(async |world| {
        let api = world.api();
        for body in ["", "{", "nonsense", "{\"name\":\"n\"", "\u{feff}{}"] {
            let request = Request::new("POST", "/api/v1/tickets").body("application/json", body);
            check_problem(api.fetch(request).await, 400, None);
        }
        for body in ["[]", "5", "null", "\"x\""] {
            let request = Request::new("POST", "/api/v1/tickets").body("application/json", body);
            check_problem(api.fetch(request).await, 422, None);
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let request = Request::new("POST", "/api/v1/tickets").body("application/json", deep);
        check_problem(api.fetch(request).await, 400, None);
    });
}

#[test]
fn what_is_not_there_is_404_as_a_document() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let api = world.api();
        for path in [
            "/api/v1/tickets/99",
            "/api/v1/tickets/x",
            "/api/v1/tickets/1/messages/99/raw",
            "/api/v1/tickets/1/messages/1/raw",
            "/api/v1/tickets/1/messages/2/attachments/0",
            "/api/v1/tickets/1/messages/2/attachments/18446744073709551616",
            "/api/v1/none",
            "/api/",
        ] {
            check_problem(api.get(path).await, 404, None);
        }
        for (path, body) in [
            ("/api/v1/tickets/99/notes", json!({"text": "t"})),
            ("/api/v1/tickets/99/messages", json!({"text": "t"})),
        ] {
            check_problem(api.post(path, &body).await, 404, None);
        }
        let answer = api
            .patch("/api/v1/tickets/99", &json!({"status": "closed"}))
            .await;
        check_problem(answer, 404, None);
    });
}

#[test]
fn a_cookie_opens_no_door_of_the_api_and_a_token_no_page() {
    play(async |world| {
        let admin = world.admin().await;
        check_problem(admin.get("/api/v1/tickets").await, 401, None);
        world.api().get("/tickets").await.expect(303);
        let nobody = Api::new(world.web(), None);
        check_problem(nobody.get("/api/v1/tickets").await, 401, None);
        let documents: Value = world.api().get("/api/v1/tickets").await.expect(200).json();
        assert_eq!(documents["tickets"], json!([]));
        for scheme in ["bearer", "BEARER"] {
            let token = world.token();
            let request = Request::new("GET", "/api/v1/tickets")
                .header("authorization", &format!("{scheme} {token}"));
            nobody.fetch(request).await.expect(200);
        }
    });
}

/// Must-have 22, at the API: no line end of a caller becomes a header.
#[test]
fn must_22_line_ends_are_refused_or_become_text() {
    play(async |world| {
        let api = world.api();
        for end in ["\r\n", "\n", "\r", "\0"] {
            let evil = format!("{end}Bcc: evil@evil.example");
            for (body, field) in [
                (
                    json!({"name": "n", "customer": {"email": format!("x@cust.example{evil}")}}),
                    "customer.email",
                ),
                (
                    json!({"name": "n", "customer": {"email": "y@cust.example"}, "tags": [format!("t{evil}")]}),
                    "tags",
                ),
            ] {
                let answer = api.post("/api/v1/tickets", &body).await;
                check_problem(answer, 422, Some(field));
            }
            let body = json!({
                "name": format!("lamp{evil}"), "description": format!("d{evil}"),
                "customer": {"email": "ines@cust.example", "name": format!("Inès{evil}")},
            });
            let number = api.post("/api/v1/tickets", &body).await.expect(201).json()["number"]
                .as_u64()
                .unwrap();
            let upload = format!(
                "/api/v1/uploads?{}",
                crate::world::http::urlencoded(&[("name", &format!("f{evil}"))])
            );
            let request = Request::new("POST", &upload).body("text/plain", "x");
            let file = api.fetch(request).await.expect(201).json()["id"].clone();
            let messages = format!("/api/v1/tickets/{number}/messages");
            let bad = json!({"text": "t", "cc": [format!("bob@cust.example{evil}")]});
            check_problem(api.post(&messages, &bad).await, 422, Some("cc"));
            let before = world.sink.seen().received.len();
            let good = json!({"text": format!("t{evil}"), "attachments": [file]});
            api.post(&messages, &good).await.expect(201);
            let seen = world
                .sink
                .until("the answer", |seen| seen.received.len() > before)
                .await;
            let received = seen.received.last().unwrap();
            assert!(
                received.rcpts.iter().all(|rcpt| !rcpt.contains("evil")),
                "{end:?}"
            );
            let raw = String::from_utf8(received.raw.clone()).unwrap();
            {
                let block = raw.split("\r\n\r\n").next().unwrap();
                assert!(!block.to_lowercase().contains("\nbcc:"), "{end:?}: {block}");
            }
            for line in raw.split("\r\n") {
                assert!(!line.contains(['\r', '\n', '\0']), "{end:?}: {line:?}");
            }
        }
        assert!(
            world
                .sink
                .seen()
                .named
                .iter()
                .all(|name| !name.contains("evil"))
        );
    });
}

//! One ticket that somebody may not see: every address of it answers byte for byte like the number
//! of no ticket, and nothing is done to it.

use guichet::{
    domain::{
        access::Visibility,
        assignee::Assignee,
        role::{EXPERT, OBSERVER},
    },
    web::{ROUTES, gate::Kind},
};
use serde_json::json;

use super::DOORS;
use crate::{
    web::without_tokens,
    world::{
        World,
        http::{Answer, Request, urlencoded},
        mail::Mail,
        person::Person,
        play,
    },
};

/// A number with as many digits as the hidden ticket's, so that even lengths are the same.
const NONE: u64 = 9;

fn with_file(subject: &str) -> Mail {
    Mail::with(
        "Ines <ines@cust.example>",
        subject,
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
        "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>zanzibar</p>\r\n--b\r\n\
         Content-Type: text/plain; name=x\r\nContent-Disposition: attachment; filename=x\r\n\r\nzanzibar\r\n--b--",
    )
}

/// Everything of an answer but what is new on each: tokens, the number itself, the time.
fn bare(answer: &Answer, number: u64) -> (u16, Vec<(String, String)>, String) {
    let headers = answer.headers.iter().filter(|(name, _)| name != "date");
    let text = String::from_utf8_lossy(&answer.body);
    let text = without_tokens(&text).replace(&format!("/{number}"), "/N");
    let headers = headers.map(|(name, value)| (name.clone(), value.clone()));
    (answer.status, headers.collect(), text)
}

/// The request that a page or a program would send there, with everything filled in.
fn request(who: &Person, method: &str, path: &str) -> Request {
    let request = Request::new(method, path);
    if method == "GET" || method == "HEAD" {
        return request;
    }
    if path.starts_with("/api/") {
        let document = if path.ends_with("messages") || path.contains("notes") {
            json!({ "text": "hello" })
        } else if path.ends_with("/forward") {
            json!({ "to": ["evil@cust.example"] })
        } else if path.ends_with("/merge") {
            json!({ "into": 1 })
        } else if path.ends_with("link") || path.ends_with("unmerge") {
            json!({ "other": 1 })
        } else if path.ends_with("split") {
            json!({ "activity": 3 })
        } else if path.ends_with("snooze") {
            json!({ "until": "2100-01-01T00:00:00Z" })
        } else if ["delete", "restore", "wake"]
            .iter()
            .any(|verb| path.ends_with(verb))
        {
            json!({})
        } else {
            json!({ "status": "closed", "priority": "urgent", "tags": ["x"], "name": "taken" })
        };
        return request.body("application/json", document.to_string());
    }
    let token = who.browser.form_token();
    let fields = [
        ("form_token", token.as_str()),
        ("text", "hello"),
        ("status", "closed"),
        ("name", "taken"),
        ("add_tag", "x"),
        ("assignee", "user:1"),
        ("confirm", "ines@cust.example"),
        ("line", "3"),
        ("to", "evil@cust.example"),
        ("cc", "evil@cust.example"),
    ];
    request.body("application/x-www-form-urlencoded", urlencoded(&fields))
}

async fn ask(who: &Person, method: &str, path: &str) -> Answer {
    let request = request(who, method, path);
    if path.starts_with("/api/") {
        who.api.fetch(request).await
    } else {
        who.browser.fetch(request).await
    }
}

/// The number of a ticket's first message.
async fn message(world: &World, ticket: u64) -> u64 {
    let ticket = world.api().ticket(ticket).await;
    let lines = ticket["activities"].as_array().unwrap();
    let mail = lines.iter().find(|line| line["kind"] == "mail").unwrap();
    mail["id"].as_u64().unwrap()
}

/// Those who see something, and not ticket 1.
async fn those_who_do_not_see(world: &World) -> Vec<Person> {
    let group = world.group("Alpha", &[]).await;
    let (own, groups) = (Visibility::Own, Visibility::Groups);
    vec![
        world.person("Owen Own", &[EXPERT], own, &[]).await,
        world
            .person("Gina Groups", &[EXPERT], groups, &[group])
            .await,
        world.person("Olga Observer", &[OBSERVER], own, &[]).await,
    ]
}

#[test]
fn a_ticket_that_one_may_not_see_is_a_number_of_no_ticket() {
    play(async |world| {
        world.ticket(&with_file("zanzibar")).await;
        let otto = world
            .person("Otto Other", &[EXPERT], Visibility::Own, &[])
            .await;
        world.give(1, otto.user.id).await;
        let line = message(world, 1).await;
        let before = world.tickets();
        let mut asked = 0;
        for who in those_who_do_not_see(world).await {
            who.browser.get("/tickets").await.expect(200);
            let rows = ROUTES.iter().zip(DOORS);
            for (route, (method, path, ..)) in rows {
                let ticket = ["/t/:n", "/api/v1/tickets/:n"];
                if !ticket.iter().any(|start| path.starts_with(start)) {
                    continue;
                }
                let methods: &[&str] = if *method == "GET" {
                    &["GET", "HEAD"]
                } else {
                    &[method]
                };
                for method in methods {
                    let address = |number: u64| {
                        let place = if route.kind() == Kind::Api {
                            "0".to_owned()
                        } else {
                            format!("{line}-0")
                        };
                        path.replace(":name", "x")
                            .replace(":n", &number.to_string())
                            .replace(":m", &line.to_string())
                            .replace(":a", &place)
                    };
                    let query = if path.ends_with("/log") {
                        "?after=0"
                    } else {
                        ""
                    };
                    let hidden = ask(&who, method, &format!("{}{query}", address(1))).await;
                    let none = ask(&who, method, &format!("{}{query}", address(NONE))).await;
                    let what = format!("{} at {method} {path}", who.name);
                    assert_eq!(hidden.status, 404, "{what}");
                    assert_eq!(bare(&hidden, 1), bare(&none, NONE), "{what}");
                    asked += 1;
                }
            }
        }
        assert!(asked >= 3 * 20, "{asked}");
        assert_eq!(world.tickets(), before, "nothing was done to it");
        // Whose it is sees it at each of them.
        for path in [
            "/t/1",
            "/t/1/preview",
            &format!("/t/1/m/{line}/html"),
            &format!("/t/1/a/{line}-0/x"),
        ] {
            let answer = otto.browser.get(path).await.expect(200);
            let kept = answer.header("cache-control");
            assert_eq!(kept, "no-store", "{path}: somebody else may sign in next");
        }
    });
}

/// A message is found under its own ticket only, and a file under its own message.
#[test]
fn a_ticket_that_one_sees_leads_to_no_other() {
    play(async |world| {
        world.ticket(&with_file("zanzibar")).await;
        world.ticket(&with_file("lamp")).await;
        let (hidden, own) = (message(world, 1).await, message(world, 2).await);
        for who in those_who_do_not_see(world).await {
            world.give(2, who.user.id).await;
            let paths = |line: u64| {
                [
                    format!("/t/2/m/{line}/html"),
                    format!("/t/2/m/{line}/raw"),
                    format!("/t/2/a/{line}-0/x"),
                    format!("/api/v1/tickets/2/messages/{line}/raw"),
                    format!("/api/v1/tickets/2/messages/{line}/attachments/0"),
                ]
            };
            for (path, (other, none)) in paths(own)
                .iter()
                .zip(paths(hidden).iter().zip(&paths(NONE)))
            {
                ask(&who, "GET", path).await.expect(200);
                let (other, none) = (ask(&who, "GET", other).await, ask(&who, "GET", none).await);
                assert_eq!(other.status, 404, "{path}");
                let same = |answer: &Answer, line| {
                    bare(answer, line)
                        .2
                        .replace(&format!("a/{line}-0"), "a/N-0")
                };
                assert_eq!(same(&other, hidden), same(&none, NONE), "{path}");
            }
        }
    });
}

/// Files that wait for a message are their sender's: their numbers are easily guessed.
#[test]
fn a_file_of_somebody_else_goes_into_no_message() {
    play(async |world| {
        world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let otto = world
            .person("Otto Other", &[EXPERT], Visibility::All, &[])
            .await;
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::All, &[])
            .await;
        let upload = Request::new("POST", "/api/v1/uploads?name=x").body("text/plain", "zanzibar");
        let id = otto.api.fetch(upload).await.expect(201).json()["id"].clone();
        let path = "/api/v1/tickets/1/messages";
        for id in [id.clone(), json!(99)] {
            let stolen = json!({ "text": "hello", "attachments": [id] });
            let answer = owen.api.post(path, &stolen).await.expect(422);
            assert_eq!(
                answer.json()["detail"],
                "attachments: this file is not there any more, attach it again"
            );
        }
        owen.browser.get("/t/1").await.expect(200);
        let kept = id.to_string();
        let fields = [("text", "hello"), ("kept", kept.as_str())];
        owen.browser
            .post("/t/1/messages", &fields)
            .await
            .expect(303);
        let sent = world.api().ticket(1).await.to_string();
        assert!(!sent.contains("\"name\":\"x\""), "{sent}");
        let own = json!({ "text": "hello", "attachments": [id] });
        otto.api.post(path, &own).await.expect(201);
    });
}

/// Whoever gives a ticket away is told that it worked, and nothing more of it.
#[test]
fn a_ticket_given_away_is_gone_at_once() {
    play(async |world| {
        world.ticket(&with_file("zanzibar")).await;
        let otto = world
            .person("Otto Other", &[EXPERT], Visibility::Own, &[])
            .await;
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        world.give(1, owen.user.id).await;
        let to_otto = json!({ "assignee": { "user": otto.user.email.as_str() } });
        let answer = owen
            .api
            .patch("/api/v1/tickets/1", &to_otto)
            .await
            .expect(204);
        assert_eq!(answer.body, b"");
        assert_eq!(
            world.tickets()[0].assignee,
            Some(Assignee::User(otto.user.id))
        );
        owen.api.get("/api/v1/tickets/1").await.expect(404);
        // At a page it leads back to what is theirs, with a way back for what was a mistake.
        world.give(1, owen.user.id).await;
        owen.browser.get("/t/1").await.expect(200);
        let value = format!("user:{}", otto.user.id);
        let answer = owen
            .browser
            .post("/t/1/edit", &[("assignee", &value)])
            .await
            .expect(303);
        assert_eq!(answer.header("location"), "/tickets?undo=4");
        // What they make for somebody else is made, and not theirs.
        let new = json!({ "name": "for otto", "customer": { "name": "Walk-in" },
            "assignee": { "user": otto.user.email.as_str() } });
        let made = owen.api.post("/api/v1/tickets", &new).await.expect(201);
        assert_eq!(made.json(), json!({ "number": 2 }));
        owen.api.get("/api/v1/tickets/2").await.expect(404);
        otto.api.get("/api/v1/tickets/2").await.expect(200);
    });
}

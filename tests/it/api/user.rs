//! Users: made, read, listed, changed, deactivated; who may not.

use guichet::domain::{access::has_admin, right::Right};
use serde_json::{Value, json};

use super::{check_problem, keys};
use crate::world::{ADMIN, EXPERT, MAILBOX, World, address, http::Api, play};

const USERS: &str = "/api/v1/users";
const KEYS: [&str; 10] = [
    "active",
    "created_at",
    "email",
    "groups",
    "id",
    "last_seen_at",
    "name",
    "roles",
    "second_step",
    "visibility",
];

fn nora() -> Value {
    json!({"email": "nora@lumen.example", "name": "Nora Quist"})
}

/// A program with the token of somebody who has these rights.
pub async fn program(world: &World, email: &str, rights: &[Right]) -> Api {
    let api = world.api();
    let words: Vec<&str> = rights.iter().map(|right| right.word()).collect();
    let role = json!({"name": format!("role of {email}"), "rights": words});
    let role = api.post("/api/v1/roles", &role).await.expect(201).json();
    let new = json!({"email": email, "name": "Program", "roles": [role["name"]]});
    api.post(USERS, &new).await.expect(201);
    let (owner, now) = (address(email), world.clock.now());
    let token = world
        .desk()
        .run(move |desk| desk.token_create(&owner, "tests", now).unwrap());
    Api::new(world.web(), Some(token.await.unwrap()))
}

#[test]
fn a_user_is_made_read_listed_and_changed() {
    play(async |world| {
        let api = world.api();
        api.post("/api/v1/groups", &json!({"name": "Network"}))
            .await
            .expect(201);
        let answer = api.post(USERS, &nora()).await.expect(201);
        let made = answer.json();
        assert_eq!(answer.header("location"), format!("{USERS}/{}", made["id"]));
        assert_eq!(keys(&made), KEYS);
        assert!(made["id"].is_u64());
        assert_eq!(made["roles"], json!(["expert"]), "if nothing is said");
        assert_eq!(made["visibility"], "all");
        assert_eq!(
            (&made["active"], &made["second_step"]),
            (&json!(true), &json!(false))
        );
        assert_eq!(
            (&made["groups"], &made["last_seen_at"]),
            (&json!([]), &Value::Null)
        );
        let path = format!("{USERS}/{}", made["id"]);
        assert_eq!(api.get(&path).await.expect(200).json(), made);
        let list = api.get(USERS).await.expect(200).json();
        assert_eq!(keys(&list), ["next", "users"]);
        assert_eq!(list["users"][1], made);
        assert!(
            list["users"][0]["last_seen_at"].is_string(),
            "a token is a sign of life"
        );
        let edit = json!({"email": "n.quist@lumen.example", "name": "Nora", "visibility": "groups",
            "roles": ["Observer", "expert", "observer"], "groups": ["network"]});
        let edited = api.patch(&path, &edit).await.expect(200).json();
        assert_eq!(edited["roles"], json!(["observer", "expert"]));
        assert_eq!(edited["groups"], json!(["Network"]));
        assert_eq!(edited["email"], "n.quist@lumen.example");
        assert_eq!(
            (&edited["name"], &edited["visibility"]),
            (&json!("Nora"), &json!("groups"))
        );
        let same = api.patch(&path, &json!({})).await.expect(200).json();
        assert_eq!(same, edited);
        let gone = api.send("DELETE", &path, &json!({})).await.expect(204);
        assert_eq!(gone.body, b"");
        assert_eq!(api.get(&path).await.expect(200).json()["active"], false);
        api.send("DELETE", &path, &json!({})).await.expect(204);
        let back = api
            .patch(&path, &json!({"active": true}))
            .await
            .expect(200)
            .json();
        assert_eq!(back["active"], true);
    });
}

#[test]
fn a_user_made_by_the_api_owns_tokens_and_has_no_password() {
    play(async |world| {
        world.api().post(USERS, &nora()).await.expect(201);
        let made = world
            .desk()
            .user_by_email(&address("nora@lumen.example"))
            .unwrap();
        assert_eq!(made.unwrap().password, None);
        let now = world.clock.now();
        let token = world.desk().run(move |desk| {
            desk.token_create(&address("nora@lumen.example"), "t", now)
                .unwrap()
        });
        let api = Api::new(world.web(), Some(token.await.unwrap()));
        api.get("/api/v1/tickets").await.expect(200);
        check_problem(api.get(USERS).await, 404, None);
    });
}

#[test]
fn what_is_wrong_is_named() {
    play(async |world| {
        let api = world.api();
        let with = |key: &str, value: Value| {
            let mut new = nora();
            new[key] = value;
            new
        };
        let path = format!("{USERS}/1");
        for (key, value) in [
            ("email", json!("no")),
            ("email", json!(7)),
            ("email", json!(MAILBOX)),
            ("email", json!("support+tag@lumen.example")),
            ("email", json!("a@lumen.example\r\nBcc: x@evil.example")),
            ("name", json!("")),
            ("name", json!("\u{202e}\u{200b}")),
            ("name", json!("x".repeat(101))),
            ("roles", json!(["chief"])),
            ("roles", json!("expert")),
            ("visibility", json!("world")),
            ("groups", json!(["none"])),
            ("password", json!("a quiet desk near the door")),
            ("id", json!(9)),
        ] {
            for (method, at) in [("POST", USERS), ("PATCH", path.as_str())] {
                let body = with(key, value.clone());
                let answer = api.send(method, at, &body).await;
                check_problem(answer, 422, Some(key));
            }
        }
        check_problem(
            api.post(USERS, &with("email", json!(ADMIN))).await,
            422,
            Some("email"),
        );
        check_problem(
            api.post(USERS, &with("active", json!(false))).await,
            422,
            Some("active"),
        );
        for missing in ["email", "name"] {
            let mut new = nora();
            new.as_object_mut().unwrap().remove(missing);
            check_problem(api.post(USERS, &new).await, 422, Some(missing));
        }
        let problem = check_problem(
            api.post(USERS, &with("roles", json!(["chief"]))).await,
            422,
            Some("roles"),
        );
        let detail = problem["detail"].as_str().unwrap();
        assert_eq!(
            detail,
            "roles: there is no role `chief`; there are: admin, expert, observer"
        );
        for at in ["/api/v1/users/99", "/api/v1/users/x"] {
            check_problem(api.get(at).await, 404, None);
            check_problem(api.patch(at, &json!({"name": "N"})).await, 404, None);
            check_problem(api.send("DELETE", at, &json!({})).await, 404, None);
        }
        assert_eq!(world.desk().book().unwrap().users.len(), 1);
    });
}

#[test]
fn the_list_comes_in_pages() {
    play(async |world| {
        let api = world.api();
        for n in 0..6 {
            let new = json!({"email": format!("n{n}@lumen.example"), "name": format!("N {n}")});
            api.post(USERS, &new).await.expect(201);
        }
        for limit in [1, 3, 6, 7, 200] {
            let (mut ids, mut path) = (Vec::new(), format!("{USERS}?limit={limit}"));
            loop {
                let page = api.get(&path).await.expect(200).json();
                let users = page["users"].as_array().unwrap();
                assert!(users.len() <= limit);
                ids.extend(users.iter().map(|user| user["id"].as_u64().unwrap()));
                match page["next"].as_str() {
                    Some(next) => path = format!("{USERS}?limit={limit}&after={next}"),
                    None => break,
                }
            }
            assert_eq!(ids, (1..=7).collect::<Vec<u64>>(), "{limit}");
        }
        for list in [USERS, "/api/v1/groups", "/api/v1/roles"] {
            for (query, field) in [
                ("limit=0", "limit"),
                ("limit=201", "limit"),
                ("limit=x", "limit"),
                ("after=x", "after"),
            ] {
                check_problem(api.get(&format!("{list}?{query}")).await, 422, Some(field));
            }
            api.get(&format!("{list}?after=&limit=200"))
                .await
                .expect(200);
        }
    });
}

#[test]
fn the_last_admin_cannot_be_lost_by_a_program() {
    play(async |world| {
        let api = world.api();
        let path = format!("{USERS}/1");
        for (edit, field) in [
            (json!({"roles": ["expert"]}), "roles"),
            (json!({"roles": []}), "roles"),
            (json!({"active": false}), "active"),
        ] {
            check_problem(api.patch(&path, &edit).await, 422, Some(field));
        }
        check_problem(
            api.send("DELETE", &path, &json!({})).await,
            422,
            Some("active"),
        );
        // Only by a group.
        let group = json!({"name": "Admins", "members": [ADMIN], "roles": ["admin"]});
        let made = api.post("/api/v1/groups", &group).await.expect(201).json();
        api.patch(&path, &json!({"roles": ["expert"]}))
            .await
            .expect(200);
        let group = format!("/api/v1/groups/{}", made["id"]);
        for (edit, field) in [
            (json!({"roles": []}), "roles"),
            (json!({"members": []}), "members"),
        ] {
            check_problem(api.patch(&group, &edit).await, 422, Some(field));
        }
        check_problem(
            api.patch(&path, &json!({"groups": []})).await,
            422,
            Some("groups"),
        );
        check_problem(
            api.send("DELETE", &group, &json!({})).await,
            422,
            Some("members"),
        );
        let book = world.desk().book().unwrap();
        assert!(has_admin(&book.users, &book.groups));
    });
}

#[test]
fn a_program_that_manages_people_reaches_nobody_who_may_more() {
    play(async |world| {
        let rights = [
            Right::People,
            Right::Api,
            Right::TicketRead,
            Right::TicketNote,
        ];
        let mona = program(world, "mona@lumen.example", &rights).await;
        let before = world.desk().book().unwrap();
        for (method, path, body, field) in [
            (
                "POST",
                USERS,
                json!({"email": EXPERT, "name": "E", "roles": ["admin"]}),
                "roles",
            ),
            (
                "POST",
                USERS,
                json!({"email": EXPERT, "name": "E"}),
                "roles",
            ),
            (
                "PATCH",
                "/api/v1/users/2",
                json!({"roles": ["admin"]}),
                "roles",
            ),
            (
                "PATCH",
                "/api/v1/users/1",
                json!({"name": "Nobody"}),
                "user",
            ),
            ("DELETE", "/api/v1/users/1", json!({}), "user"),
            (
                "POST",
                "/api/v1/groups",
                json!({"name": "A", "roles": ["admin"]}),
                "roles",
            ),
            (
                "POST",
                "/api/v1/roles",
                json!({"name": "A", "rights": ["audit"]}),
                "rights",
            ),
            (
                "PATCH",
                "/api/v1/roles/3",
                json!({"rights": ["settings"]}),
                "rights",
            ),
            ("PATCH", "/api/v1/roles/2", json!({"rights": []}), "rights"),
        ] {
            let answer = mona.send(method, path, &body).await;
            check_problem(answer, 422, Some(field));
        }
        let after = world.desk().book().unwrap();
        assert_eq!((&after.users, &after.roles), (&before.users, &before.roles));
        let new = json!({"email": EXPERT, "name": "E", "roles": ["observer"]});
        mona.post(USERS, &new).await.expect(201);
    });
}

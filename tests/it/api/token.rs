//! Tokens for programs: made once, shown once, never more than their maker.

use guichet::desk::people::UserEdit;
use serde_json::{Value, json};

use super::{check_problem, keys};
use crate::world::{
    ADMIN, EXPERT, World,
    http::{Api, Request},
    play,
};

const PATH: &str = "/api/v1/tokens";

async fn list(api: &Api) -> Vec<Value> {
    let answer = api.get(PATH).await.expect(200);
    assert!(!answer.text().contains("gui_"), "no secret in a list");
    answer.json()["tokens"].as_array().unwrap().clone()
}

#[test]
fn a_token_is_made_for_somebody_changed_and_revoked() {
    play(async |world| {
        let api = world.api();
        world.add_expert().await;
        let new = json!({"user": EXPERT, "name": "till", "scopes": ["tickets:read"],
            "expires_at": "2099-12-31T00:00:00Z"});
        let answer = api.post(PATH, &new).await.expect(201);
        assert_eq!(answer.header("location"), "/api/v1/tokens/3");
        let made = answer.json();
        let names = [
            "created_at",
            "expires_at",
            "id",
            "name",
            "scopes",
            "token",
            "used_at",
            "user",
        ];
        let mut found = keys(&made);
        found.sort_unstable();
        assert_eq!(found, names);
        assert_eq!((&made["id"], &made["user"]), (&json!(3), &json!(EXPERT)));
        assert_eq!(made["expires_at"], "2099-12-31T00:00:00.000Z");
        assert!(made["used_at"].is_null());
        let till = Api::new(world.web(), made["token"].as_str().map(str::to_owned));
        till.get("/api/v1/tickets").await.expect(200);
        let all = list(&api).await;
        assert_eq!(all.len(), 3);
        assert!(all[2]["used_at"].is_string());
        let change = json!({"name": "till 2", "scopes": ["tickets:write"], "expires_at": null});
        let changed = api
            .patch("/api/v1/tokens/3", &change)
            .await
            .expect(200)
            .json();
        assert_eq!(changed["scopes"], json!(["tickets:write"]));
        assert!(changed["expires_at"].is_null() && changed.get("token").is_none());
        api.fetch(Request::new("DELETE", "/api/v1/tokens/3"))
            .await
            .expect(204);
        till.get("/api/v1/tickets").await.expect(401);
        check_problem(api.get("/api/v1/tokens/3").await, 404, None);
    });
}

/// Makes a token through another one; returns its number and what speaks with it.
async fn made(maker: &Api, world: &World, new: &Value) -> (String, Api) {
    let made = maker.post(PATH, new).await.expect(201).json();
    let secret = made["token"].as_str().map(str::to_owned);
    let path = format!("{PATH}/{}", made["id"]);
    (path, Api::new(world.web(), secret))
}

#[test]
fn a_token_for_tickets_has_nothing_to_do_with_tokens() {
    play(async |world| {
        let api = world.api();
        for scope in ["tickets:read", "tickets:write"] {
            let new = json!({"name": "till", "scopes": [scope], "expires_at": "2099-12-31"});
            let (own, till) = made(&api, world, &new).await;
            till.get("/api/v1/tickets").await.expect(200);
            let before = list(&api).await;
            let more = json!({"name": "more", "scopes": [scope]});
            let longer = json!({"expires_at": null});
            for path in [PATH, &own, "/api/v1/tokens/1", "/api/v1/tokens/99"] {
                check_problem(till.get(path).await, 404, None);
            }
            for new in [&more, &json!({"name": 1})] {
                check_problem(till.post(PATH, new).await, 404, None);
            }
            for path in [&own, "/api/v1/tokens/1", "/api/v1/tokens/99"] {
                for change in [&longer, &more, &json!({"name": 1})] {
                    check_problem(till.patch(path, change).await, 404, None);
                }
                let delete = Request::new("DELETE", path);
                check_problem(till.fetch(delete).await, 404, None);
            }
            let after = list(&api).await;
            for (before, after) in before.iter().zip(&after) {
                assert_eq!(before["expires_at"], after["expires_at"]);
                assert_eq!(before["name"], after["name"]);
            }
            assert_eq!(before.len(), after.len());
        }
    });
}

#[test]
fn a_token_keeps_those_within_its_scopes_of_its_owner() {
    play(async |world| {
        let api = world.api();
        world.add_expert().await;
        let new = json!({"user": EXPERT, "name": "keys", "scopes": ["admin"]});
        let (_, keys) = made(&api, world, &new).await;
        // An expert's: not the admin's tokens, and nothing for anybody else.
        let mine = list(&keys).await;
        assert_eq!(mine.len(), 2);
        assert!(mine.iter().all(|token| token["user"] == EXPERT));
        check_problem(keys.get("/api/v1/tokens/1").await, 404, None);
        let other = json!({"user": ADMIN, "name": "x", "scopes": ["admin"]});
        check_problem(keys.post(PATH, &other).await, 422, Some("user"));
        // Nothing beyond its scopes: neither made nor changed nor taken away.
        let more = json!({"name": "more", "scopes": ["all"]});
        check_problem(keys.post(PATH, &more).await, 422, Some("scopes"));
        let whole = mine[0]["id"].to_string();
        let path = format!("{PATH}/{whole}");
        let name = json!({"name": "x"});
        check_problem(keys.patch(&path, &name).await, 422, Some("token"));
        let delete = Request::new("DELETE", &path);
        check_problem(keys.fetch(delete).await, 422, Some("token"));
        let new = json!({"name": "second", "scopes": ["admin"]});
        let (second, _) = made(&keys, world, &new).await;
        check_problem(keys.patch(&second, &more).await, 422, Some("scopes"));
        keys.patch(&second, &name).await.expect(200);
        keys.fetch(Request::new("DELETE", &second))
            .await
            .expect(204);
    });
}

#[test]
fn what_a_token_makes_ends_with_it() {
    play(async |world| {
        let api = world.api();
        let (stays, _) = made(
            &api,
            world,
            &json!({"name": "stays", "scopes": ["tickets:read"]}),
        )
        .await;
        let new = json!({"name": "keys", "scopes": ["all"], "expires_at": "2098-01-01T00:00:00Z"});
        let (own, keys) = made(&api, world, &new).await;
        let late = "2098-01-01T00:00:00.001Z";
        for new in [
            json!({"name": "x", "scopes": ["all"]}),
            json!({"name": "x", "scopes": ["all"], "expires_at": null}),
            json!({"name": "x", "scopes": ["all"], "expires_at": late}),
        ] {
            check_problem(keys.post(PATH, &new).await, 422, Some("expires_at"));
        }
        for path in [&own, &stays] {
            for end in [json!(null), json!(late)] {
                let change = json!({"expires_at": end});
                check_problem(keys.patch(path, &change).await, 422, Some("expires_at"));
            }
        }
        // Nor are its scopes kept in one that stays.
        let wider = json!({"scopes": ["all"]});
        check_problem(keys.patch(&stays, &wider).await, 422, Some("expires_at"));
        keys.patch(&stays, &json!({"name": "other"}))
            .await
            .expect(200);
        let shorter = json!({"scopes": ["all"], "expires_at": "2098-01-01T00:00:00Z"});
        keys.patch(&stays, &shorter).await.expect(200);
        keys.patch(&own, &json!({"expires_at": "2097-01-01T00:00:00Z"}))
            .await
            .expect(200);
        let back = json!({"expires_at": "2098-01-01T00:00:00Z"});
        check_problem(keys.patch(&own, &back).await, 422, Some("expires_at"));
        // One without an end sets whichever it likes.
        api.patch(&own, &json!({"expires_at": null}))
            .await
            .expect(200);
    });
}

#[test]
fn what_a_token_cannot_be_is_named() {
    play(async |world| {
        let api = world.api();
        for (new, field) in [
            (json!({"scopes": ["all"]}), "name"),
            (json!({"name": "", "scopes": ["all"]}), "name"),
            (json!({"name": "x".repeat(101), "scopes": ["all"]}), "name"),
            (json!({"name": "x"}), "scopes"),
            (json!({"name": "x", "scopes": []}), "scopes"),
            (json!({"name": "x", "scopes": ["rules"]}), "scopes"),
            (json!({"name": "x", "scopes": "all"}), "scopes"),
            (
                json!({"name": "x", "scopes": ["all"], "expires_at": "soon"}),
                "expires_at",
            ),
            (
                json!({"name": "x", "scopes": ["all"], "expires_at": "2001-01-01"}),
                "expires_at",
            ),
            (
                json!({"name": "x", "scopes": ["all"], "user": "no"}),
                "user",
            ),
            (
                json!({"name": "x", "scopes": ["all"], "user": "no@body.example"}),
                "user",
            ),
            (
                json!({"name": "x", "scopes": ["all"], "token": "gui_mine"}),
                "token",
            ),
        ] {
            check_problem(api.post(PATH, &new).await, 422, Some(field));
        }
        assert_eq!(list(&api).await.len(), 1);
        world.add_expert().await;
        let email = crate::world::address(EXPERT);
        let emil = world.desk().user_by_email(&email).unwrap().unwrap();
        let gone = UserEdit {
            active: Some(false),
            ..UserEdit::default()
        };
        world.change(emil.id, gone).await;
        let new = json!({"user": EXPERT, "name": "x", "scopes": ["all"]});
        let said = check_problem(api.post(PATH, &new).await, 422, Some("user"));
        let detail = said["detail"].as_str().unwrap();
        assert!(detail.contains("deactivated"), "{detail}");
    });
}

//! Tokens for programs: made once, shown once, never more than their maker.

use serde_json::{Value, json};

use super::{check_problem, keys};
use crate::world::{
    ADMIN, EXPERT,
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
        // It sees its owner's tokens, not the admin's, and makes none beyond its own scopes.
        let mine = list(&till).await;
        assert_eq!(mine.len(), 2);
        assert!(mine.iter().all(|token| token["user"] == EXPERT));
        assert!(mine[1]["used_at"].is_string());
        assert_eq!(list(&api).await.len(), 3);
        let more = json!({"name": "more", "scopes": ["all"]});
        check_problem(till.post(PATH, &more).await, 422, Some("scopes"));
        check_problem(
            till.patch("/api/v1/tokens/3", &more).await,
            422,
            Some("scopes"),
        );
        check_problem(till.get("/api/v1/tokens/1").await, 404, None);
        check_problem(
            till.patch("/api/v1/tokens/1", &json!({"name": "x"})).await,
            404,
            None,
        );
        let other = json!({"user": ADMIN, "name": "x", "scopes": ["tickets:read"]});
        check_problem(till.post(PATH, &other).await, 422, Some("user"));
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
    });
}

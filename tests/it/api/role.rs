//! Roles: made, read, listed, changed, deleted; what comes with every desk.

use serde_json::json;

use super::{check_problem, keys};
use crate::world::play;

const ROLES: &str = "/api/v1/roles";

#[test]
fn a_role_is_made_read_changed_and_deleted() {
    play(async |world| {
        let api = world.api();
        let list = api.get(ROLES).await.expect(200).json();
        assert_eq!(list["roles"][0]["name"], "admin");
        assert_eq!(list["roles"][0]["rights"].as_array().unwrap().len(), 14);
        assert!(
            list["roles"]
                .as_array()
                .unwrap()
                .iter()
                .all(|role| role["predefined"] == true)
        );
        let new = json!({"name": "Keeper", "rights": ["tags", "tickets:read"]});
        let answer = api.post(ROLES, &new).await.expect(201);
        let made = answer.json();
        assert_eq!(answer.header("location"), format!("{ROLES}/{}", made["id"]));
        assert_eq!(keys(&made), ["id", "name", "predefined", "rights"]);
        assert_eq!(made["rights"], json!(["tickets:read", "tags"]));
        assert_eq!(made["predefined"], false);
        let path = format!("{ROLES}/{}", made["id"]);
        assert_eq!(api.get(&path).await.expect(200).json(), made);
        let edit = json!({"name": "Tag keeper", "rights": ["tags"]});
        let edited = api.patch(&path, &edit).await.expect(200).json();
        assert_eq!(
            (&edited["name"], &edited["rights"]),
            (&json!("Tag keeper"), &json!(["tags"]))
        );
        api.send("DELETE", &path, &json!({})).await.expect(204);
        check_problem(api.get(&path).await, 404, None);
        check_problem(api.send("DELETE", &path, &json!({})).await, 404, None);
    });
}

#[test]
fn what_is_wrong_is_named() {
    play(async |world| {
        let api = world.api();
        for (method, path, body, field) in [
            ("POST", ROLES, json!({"name": ""}), "name"),
            ("POST", ROLES, json!({"rights": []}), "name"),
            ("POST", ROLES, json!({"name": "Expert"}), "name"),
            ("POST", ROLES, json!({"name": "x".repeat(500)}), "name"),
            (
                "POST",
                ROLES,
                json!({"name": "N", "rights": ["everything"]}),
                "rights",
            ),
            (
                "POST",
                ROLES,
                json!({"name": "N", "rights": "tags"}),
                "rights",
            ),
            (
                "POST",
                ROLES,
                json!({"name": "N", "predefined": true}),
                "predefined",
            ),
            ("PATCH", "/api/v1/roles/2", json!({"name": "Mine"}), "name"),
            (
                "PATCH",
                "/api/v1/roles/1",
                json!({"rights": ["tags"]}),
                "rights",
            ),
            ("DELETE", "/api/v1/roles/1", json!({}), "role"),
            ("DELETE", "/api/v1/roles/3", json!({}), "role"),
        ] {
            let answer = api.send(method, path, &body).await;
            check_problem(answer, 422, Some(field));
        }
        let body = json!({"name": "N", "rights": ["everything"]});
        let problem = check_problem(api.post(ROLES, &body).await, 422, Some("rights"));
        assert!(
            problem["detail"]
                .as_str()
                .unwrap()
                .contains("tickets:read, "),
            "{problem}"
        );
        for at in ["/api/v1/roles/99", "/api/v1/roles/x"] {
            check_problem(api.get(at).await, 404, None);
            check_problem(api.patch(at, &json!({"rights": []})).await, 404, None);
        }
        assert_eq!(world.desk().book().unwrap().roles.len(), 3);
    });
}

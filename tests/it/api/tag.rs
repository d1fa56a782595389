//! Tags for programs: exact shapes, merging, what a narrow eye sees.

use guichet::{
    desk::people::NewUser,
    domain::{access::Visibility, role::EXPERT as EXPERT_ROLE},
};
use serde_json::{Value, json};

use super::check_problem;
use crate::world::{
    EXPERT, World, address,
    http::{Api, Request},
    play,
};

const PATH: &str = "/api/v1/tags";

fn tag(id: u64, name: &str, colour: &str, open: u64, all: u64) -> Value {
    json!({"id": id, "name": name, "colour": colour, "open": open, "all": all})
}

async fn ticket(world: &World, tags: Value) -> Value {
    let ticket = json!({"name": "lamp", "customer": {"name": "Bob"}, "tags": tags});
    let made = world.api().post("/api/v1/tickets", &ticket).await;
    made.expect(201).json()
}

async fn list(api: &Api) -> Value {
    api.get(PATH).await.expect(200).json()["tags"].clone()
}

/// An expert who sees what is theirs, by their token.
async fn narrow(world: &World) -> Api {
    let now = world.clock.now();
    let new = NewUser {
        email: address(EXPERT),
        name: "Emil Post".to_owned(),
        roles: vec![EXPERT_ROLE],
        visibility: Visibility::Own,
        groups: Vec::new(),
        password: None,
    };
    let admin = world.as_admin();
    let made = world.desk().run(move |desk| {
        admin.user_make(new, now).unwrap();
        desk.token_create(&address(EXPERT), "narrow", now).unwrap()
    });
    Api::new(world.web(), Some(made.await.unwrap()))
}

#[test]
fn tags_are_made_counted_changed_merged_and_deleted() {
    play(async |world| {
        let api = world.api();
        ticket(world, json!(["till", "tills"])).await;
        ticket(world, json!(["tills"])).await;
        api.patch("/api/v1/tickets/2", &json!({"status": "closed"}))
            .await
            .expect(200);
        let answer = api
            .post(PATH, &json!({"name": "a new  one", "colour": "red"}))
            .await;
        let answer = answer.expect(201);
        assert_eq!(answer.header("location"), "/api/v1/tags/3");
        assert_eq!(answer.json(), tag(3, "a-new-one", "red", 0, 0));
        let expected = json!([
            tag(1, "till", "grey", 1, 1),
            tag(2, "tills", "grey", 1, 2),
            tag(3, "a-new-one", "red", 0, 0),
        ]);
        assert_eq!(list(&api).await, expected);
        let merge = json!({"into": "till"});
        let merged = api.post("/api/v1/tags/2/merge", &merge).await.expect(200);
        assert_eq!(merged.json(), tag(1, "till", "grey", 1, 2));
        check_problem(api.get("/api/v1/tags/2").await, 404, None);
        let change = json!({"name": "cash desk", "colour": "blue"});
        let changed = api.patch("/api/v1/tags/1", &change).await.expect(200);
        assert_eq!(changed.json(), tag(1, "cash-desk", "blue", 1, 2));
        assert_eq!(
            ticket(world, json!(["tills"])).await["tags"],
            json!(["cash-desk"])
        );
        api.fetch(Request::new("DELETE", "/api/v1/tags/1"))
            .await
            .expect(204);
        assert_eq!(list(&api).await, json!([tag(3, "a-new-one", "red", 0, 0)]));
        let first = api.ticket(1).await;
        assert_eq!(first["tags"], json!([]));
        // Its names are free, and mean something new.
        let again = ticket(world, json!(["tills"])).await;
        assert_eq!(again["tags"], json!(["tills"]));
        assert_eq!(list(&api).await[1]["all"], 1);
        check_problem(
            api.fetch(Request::new("DELETE", "/api/v1/tags/1")).await,
            404,
            None,
        );
    });
}

#[test]
fn a_narrow_eye_sees_its_own_tags_and_counts() {
    play(async |world| {
        let emil = narrow(world).await;
        ticket(world, json!(["till", "secret"])).await;
        assert_eq!(list(&emil).await, json!([]));
        check_problem(emil.get("/api/v1/tags/1").await, 404, None);
        let assign = json!({"assignee": {"user": EXPERT}, "tags": ["till"]});
        world
            .api()
            .patch("/api/v1/tickets/1", &assign)
            .await
            .expect(200);
        ticket(world, json!(["till", "secret"])).await;
        assert_eq!(list(&emil).await, json!([tag(1, "till", "grey", 1, 1)]));
        assert_eq!(list(&world.api()).await[0], tag(1, "till", "grey", 2, 2));
        check_problem(emil.post(PATH, &json!({"name": "x"})).await, 404, None);
        check_problem(
            emil.patch("/api/v1/tags/1", &json!({"name": "x"})).await,
            404,
            None,
        );
    });
}

#[test]
fn a_token_for_administration_keeps_tags_and_counts_no_tickets() {
    play(async |world| {
        ticket(world, json!(["till"])).await;
        let new = json!({"name": "admin", "scopes": ["admin"]});
        let made = world.api().post("/api/v1/tokens", &new).await.expect(201);
        let secret = made.json()["token"].as_str().map(str::to_owned);
        let admin = Api::new(world.web(), secret);
        let expected =
            json!([{"id": 1, "name": "till", "colour": "grey", "open": null, "all": null}]);
        assert_eq!(list(&admin).await, expected);
        let change = json!({"colour": "green"});
        admin.patch("/api/v1/tags/1", &change).await.expect(200);
        admin.get("/api/v1/tickets").await.expect(404);
    });
}

#[test]
fn what_a_tag_cannot_hold_is_named() {
    play(async |world| {
        let api = world.api();
        ticket(world, json!(["till", "vpn"])).await;
        for (method, path, body, field) in [
            ("POST", PATH, json!({}), "name"),
            ("POST", PATH, json!({"name": "a,b"}), "name"),
            ("POST", PATH, json!({"name": "TILL"}), "name"),
            ("POST", PATH, json!({"name": "x".repeat(10_000)}), "name"),
            (
                "POST",
                PATH,
                json!({"name": "x", "colour": "pink"}),
                "colour",
            ),
            ("POST", PATH, json!({"name": "x", "open": 1}), "open"),
            ("PATCH", "/api/v1/tags/1", json!({"name": "vpn"}), "name"),
            (
                "POST",
                "/api/v1/tags/1/merge",
                json!({"into": "till"}),
                "into",
            ),
            (
                "POST",
                "/api/v1/tags/1/merge",
                json!({"into": "none"}),
                "into",
            ),
            ("POST", "/api/v1/tags/1/merge", json!({}), "into"),
        ] {
            check_problem(api.send(method, path, &body).await, 422, Some(field));
        }
        assert_eq!(list(&api).await.as_array().unwrap().len(), 2);
    });
}

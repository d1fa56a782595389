//! `/api/v1/organizations`: what customers belong to, named, given domains, deleted.

use guichet::domain::{access::Visibility, role::EXPERT};
use serde_json::{Value, json};

use super::query::found;
use crate::world::{mail::Mail, play};

const PATH: &str = "/api/v1/organizations";

fn names(list: &Value) -> Vec<&str> {
    let list = list["organizations"].as_array().unwrap();
    list.iter().map(|it| it["name"].as_str().unwrap()).collect()
}

#[test]
fn an_organization_is_named_given_domains_and_deleted_without_its_customers() {
    play(async |world| {
        let mail = Mail::text("Inès <ines@acme.example>", "lamp", "dark");
        world.ticket(&mail).await;
        world
            .ticket(&Mail::text("tom@vert.example", "door", "shut"))
            .await;
        let api = world.api();
        let list = api.get(PATH).await.expect(200).json();
        assert_eq!(names(&list), ["acme.example", "vert.example"]);
        let one = format!("{PATH}/1");
        let change = json!({"name": "Gürtel SA", "domains": ["acme.example", "Bücher.example"]});
        let changed = api.patch(&one, &change).await.expect(200).json();
        assert_eq!(changed["name"], "Gürtel SA");
        let domains = json!(["acme.example", "xn--bcher-kva.example"]);
        assert_eq!(changed["domains"], domains);
        assert_eq!(found(world, "customer:gurtel").await, [1]);
        // Who writes from the new domain belongs to it.
        world
            .ticket(&Mail::text("bob@xn--bcher-kva.example", "roof", "wet"))
            .await;
        let bob = api.get("/api/v1/customers/3").await.expect(200).json();
        assert_eq!(bob["organization"], "Gürtel SA");
        for (body, field) in [
            (json!({"name": " "}), "name"),
            (json!({"name": "VERT.example"}), "name"),
            (json!({"name": "x".repeat(201)}), "name"),
            (json!({"domains": ["no domain"]}), "domains"),
            (json!({"domains": ["vert.example"]}), "domains"),
        ] {
            let refused = api.patch(&one, &body).await.expect(422).json();
            assert_eq!(refused["field"], field, "{body}");
        }
        api.send("DELETE", &one, &json!({})).await.expect(204);
        api.send("DELETE", &one, &json!({})).await.expect(404);
        let ines = api.get("/api/v1/customers/1").await.expect(200).json();
        assert_eq!(
            (&ines["name"], &ines["organization"]),
            (&json!("Inès"), &Value::Null)
        );
        assert_eq!(found(world, "customer:gurtel").await, [0; 0]);
        assert_eq!(found(world, "customer:ines").await, [1]);
        world.check_store();
    });
}

#[test]
fn who_sees_some_tickets_sees_the_organizations_of_their_customers_and_changes_none() {
    play(async |world| {
        for (from, subject) in [("ines@acme.example", "lamp"), ("tom@vert.example", "door")] {
            world.ticket(&Mail::text(from, subject, "help")).await;
        }
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        world.give(2, owen.user.id).await;
        let list = owen.api.get(PATH).await.expect(200).json();
        assert_eq!(names(&list), ["vert.example"]);
        owen.api.get(&format!("{PATH}/1")).await.expect(404);
        let two = format!("{PATH}/2");
        owen.api.get(&two).await.expect(200);
        let change = json!({"name": "Vert"});
        owen.api.patch(&two, &change).await.expect(404);
        owen.api.send("DELETE", &two, &json!({})).await.expect(404);
        let list = world.api().get(PATH).await.expect(200).json();
        assert_eq!(names(&list), ["acme.example", "vert.example"]);
    });
}

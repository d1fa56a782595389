//! The page of one organization: renamed, deleted, both taken back; of two who rename, one is told.

use serde_json::{Value, json};

use super::check_page;
use crate::{
    api::query::found,
    mail::erase::erased,
    world::{World, http::Browser, mail::Mail, play, written::tables_with},
};

const ONE: &str = "/organizations/1";

async fn two_customers(world: &World) {
    for (from, subject) in [
        ("Inès <ines@acme.example>", "lamp"),
        ("tom@acme.example", "door"),
        ("zoe@vert.example", "roof"),
    ] {
        world.ticket(&Mail::text(from, subject, "help")).await;
    }
}

/// What the form of its page holds.
async fn form(browser: &Browser) -> Vec<(String, String)> {
    let page = browser.get(ONE).await.expect(200).page();
    let fields = ["was-name", "was-domains", "name"];
    let mut form: Vec<(String, String)> = fields
        .iter()
        .map(|field| ((*field).to_owned(), page.value(field).to_owned()))
        .collect();
    form.push(("domains".to_owned(), page.value("was-domains").to_owned()));
    form
}

/// Sends a form with some fields changed.
async fn send(
    browser: &Browser,
    form: &[(String, String)],
    with: &[(&str, &str)],
) -> crate::world::http::Answer {
    let fields: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| {
            let typed = with.iter().find(|(field, _)| field == name);
            (
                name.as_str(),
                typed.map_or(value.as_str(), |(_, value)| value),
            )
        })
        .collect();
    browser.post(ONE, &fields).await
}

/// Takes back what the page that followed offers.
async fn undo(browser: &Browser, location: &str) -> String {
    let page = browser.get(location).await.expect(200).page();
    let fields = [("id", page.value("id")), ("back", location)];
    let answer = browser.post("/undo", &fields).await.expect(303);
    let next = answer.header("location").to_owned();
    browser.get(&next).await.expect(200).text()
}

async fn organizations(world: &World) -> Vec<Value> {
    let list = world.api().get("/api/v1/organizations").await.expect(200);
    list.json()["organizations"].as_array().unwrap().clone()
}

async fn organization_of(world: &World, customer: u64) -> Value {
    let path = format!("/api/v1/customers/{customer}");
    world.api().get(&path).await.expect(200).json()["organization"].clone()
}

#[test]
fn another_name_holds_for_everybody_and_is_taken_back() {
    play(async |world| {
        two_customers(world).await;
        let admin = world.admin().await;
        let before = form(&admin).await;
        let with = [
            ("name", " Gürtel  SA "),
            ("domains", "acme.example, Bücher.example"),
        ];
        let answer = send(&admin, &before, &with).await.expect(303);
        let next = answer.header("location").to_owned();
        assert!(next.starts_with(&format!("{ONE}?undo=")), "{next}");
        let text = admin.get(&next).await.expect(200).text();
        for part in [
            "Gürtel SA",
            "bücher.example",
            "2 customers",
            "2 tickets",
            "Inès",
        ] {
            assert!(text.contains(part), "{part}");
        }
        assert_eq!(organization_of(world, 2).await, "Gürtel SA");
        assert_eq!(found(world, "customer:gurtel").await, [1, 2]);
        assert_eq!(found(world, "organization:\"gurtel sa\"").await, [1, 2]);
        assert_eq!(found(world, "-organization:\"gurtel sa\"").await, [3]);
        let undone = undo(&admin, &next).await;
        assert!(undone.contains("is as before"), "{undone}");
        assert_eq!(
            organizations(world).await[0]["domains"],
            json!(["acme.example"])
        );
        assert_eq!(organization_of(world, 2).await, "acme.example");
        assert_eq!(found(world, "customer:gurtel").await, [0; 0]);
        world.check_store();
    });
}

#[test]
fn a_name_that_is_taken_is_refused_and_what_was_typed_stays() {
    play(async |world| {
        two_customers(world).await;
        let admin = world.admin().await;
        let before = form(&admin).await;
        for (field, typed, said) in [
            ("name", "VERT.example", "already used"),
            ("name", "  ", "Fill this in"),
            ("domains", "acme.example\nno domain!", "Write a domain"),
            ("domains", "vert.example", "already used"),
        ] {
            let with = [
                ("name", "Acme <i>"),
                ("domains", "acme.example"),
                (field, typed),
            ];
            let with: Vec<_> = with.iter().rev().copied().collect();
            let answer = send(&admin, &before, &with).await;
            let page = check_page(&answer, 422);
            let text = answer.text();
            assert!(text.contains(said), "{field} {typed}: {said}");
            if field == "name" {
                assert_eq!(page.value("name"), typed);
            } else {
                assert_eq!(page.value("name"), "Acme <i>");
                assert!(text.contains(typed), "{typed}");
            }
        }
        assert_eq!(organizations(world).await[0]["name"], "acme.example");
    });
}

#[test]
fn of_two_who_rename_the_second_is_told_and_the_domains_of_the_first_stay() {
    play(async |world| {
        two_customers(world).await;
        let (first, second) = (world.admin().await, world.admin().await);
        let (early, late) = (form(&first).await, form(&second).await);
        let with = [
            ("name", "Acme SA"),
            ("domains", "acme.example acme2.example"),
        ];
        send(&first, &early, &with).await.expect(303);
        let answer = send(&second, &late, &[("name", "Acme SARL")]).await;
        let page = check_page(&answer, 422);
        assert!(answer.text().contains("Somebody changed this"));
        assert_eq!(page.value("name"), "Acme SARL");
        assert_eq!(page.value("was-name"), "Acme SA");
        assert_eq!(organizations(world).await[0]["name"], "Acme SA");
        // Sent again it is meant, and takes nothing else back.
        let mut again = late.clone();
        again[0].1 = "Acme SA".to_owned();
        send(&second, &again, &[("name", "Acme SARL")])
            .await
            .expect(303);
        let kept = &organizations(world).await[0];
        assert_eq!(kept["name"], "Acme SARL");
        assert_eq!(kept["domains"], json!(["acme.example", "acme2.example"]));
        // The first one's undo leaves the second one's name.
        let saved = send(&second, &form(&second).await, &[]).await.expect(303);
        assert_eq!(saved.header("location"), format!("{ONE}?saved=1"));
        world.check_store();
    });
}

#[test]
fn deleting_keeps_its_customers_and_undo_brings_every_link_back() {
    play(async |world| {
        two_customers(world).await;
        let admin = world.admin().await;
        send(
            &admin,
            &form(&admin).await,
            &[("domains", "acme.example two.example")],
        )
        .await
        .expect(303);
        let answer = admin.post("/organizations/1/delete", &[]).await.expect(303);
        let next = answer.header("location").to_owned();
        assert!(next.starts_with("/organizations?undo="), "{next}");
        admin.get(ONE).await.expect(404);
        for customer in [1, 2] {
            assert_eq!(organization_of(world, customer).await, Value::Null);
        }
        assert_eq!(
            found(world, "customer:acme.example").await,
            [1, 2],
            "by their addresses"
        );
        // Meanwhile one of them gets another one, and mail makes one of its domains anew.
        let to_vert = json!({"organization": "vert.example"});
        world
            .api()
            .patch("/api/v1/customers/2", &to_vert)
            .await
            .expect(200);
        world
            .ticket(&Mail::text("new@acme.example", "wall", "help"))
            .await;
        assert_eq!(organizations(world).await.len(), 2);
        let undone = undo(&admin, &next).await;
        assert!(undone.contains("is there again"), "{undone}");
        let names: Vec<Value> = organizations(world)
            .await
            .iter()
            .map(|it| it["name"].clone())
            .collect();
        assert_eq!(names, ["acme.example", "vert.example"]);
        let domains = json!(["acme.example", "two.example"]);
        assert_eq!(organizations(world).await[0]["domains"], domains);
        let of = [
            (1, "acme.example"),
            (2, "vert.example"),
            (3, "vert.example"),
            (4, "acme.example"),
        ];
        for (customer, name) in of {
            assert_eq!(organization_of(world, customer).await, name, "{customer}");
        }
        assert_eq!(found(world, "organization:acme.example").await, [1, 4]);
        world.check_store();
    });
}

#[test]
fn a_name_that_somebody_took_meanwhile_stays_theirs() {
    play(async |world| {
        two_customers(world).await;
        let admin = world.admin().await;
        let named = send(&admin, &form(&admin).await, &[("name", "Acme")]).await;
        let renamed = named.expect(303).header("location").to_owned();
        let answer = admin.post("/organizations/1/delete", &[]).await.expect(303);
        let deleted = answer.header("location").to_owned();
        let acme = json!({"organization": "Acme"});
        world
            .api()
            .patch("/api/v1/customers/3", &acme)
            .await
            .expect(200);
        let undone = undo(&admin, &deleted).await;
        assert!(undone.contains("is there again"), "{undone}");
        assert_eq!(organization_of(world, 1).await, "Acme (2)");
        // That is not the name that the first act gave: there is nothing of it to take back.
        let page = undo(&admin, &renamed).await;
        assert!(
            page.contains("Acme (2)") && page.contains("Too late"),
            "{page}"
        );
        world.check_store();
    });
}

#[test]
fn customers_of_one_organization_are_paged() {
    play(async |world| {
        for number in 0..52 {
            let from = format!("p{number:02}@acme.example");
            world.send(&Mail::text(&from, "lamp", "dark")).await;
        }
        let admin = world.admin().await;
        let first = admin.get(ONE).await.expect(200).text();
        assert!(
            first.contains("52 customers") && first.contains("p49@") && !first.contains("p50@")
        );
        let next = "/organizations/1?after=50";
        assert!(first.contains(next));
        let second = admin.get(next).await.expect(200).text();
        assert!(second.contains("p50@") && second.contains("p51@") && !second.contains("p49@"));
        assert!(!second.contains("organizations/1?after=52") && !second.contains("Show more"));
    });
}

/// Erases the customers with an address, which are all that an organization had.
async fn erase(world: &World, customer: u64, address: &str) {
    let path = format!("/api/v1/customers/{customer}");
    let sure = json!({"address": address});
    world.api().send("DELETE", &path, &sure).await.expect(200);
    erased(world).await;
}

#[test]
fn what_only_the_erased_belonged_to_cannot_be_taken_back() {
    play(async |world| {
        two_customers(world).await;
        let admin = world.admin().await;
        for name in ["Zanzibar", "Pemba"] {
            let fields = form(&admin).await;
            send(&admin, &fields, &[("name", name)]).await.expect(303);
        }
        let vert = [
            ("was-name", "vert.example"),
            ("was-domains", "vert.example"),
            ("name", "Mafia"),
            ("domains", "vert.example"),
        ];
        admin.post("/organizations/2", &vert).await.expect(303);
        admin.post("/organizations/2/delete", &[]).await.expect(303);
        erase(world, 1, "ines@acme.example").await;
        // Somebody else belongs to it still.
        assert_ne!(tables_with(world.desk(), "Zanzibar"), [""; 0]);
        erase(world, 3, "zoe@vert.example").await;
        erase(world, 2, "tom@acme.example").await;
        // Of one that was deleted, whoever goes last takes it along.
        for from in ["ada@pair.example", "bob@pair.example"] {
            world.ticket(&Mail::text(from, "door", "shut")).await;
        }
        admin.post("/organizations/3/delete", &[]).await.expect(303);
        erase(world, 4, "ada@pair.example").await;
        assert_ne!(tables_with(world.desk(), "pair.example"), [""; 0]);
        erase(world, 5, "bob@pair.example").await;
        for theirs in ["Zanzibar", "Pemba", "Mafia", "vert.example", "pair.example"] {
            assert_eq!(tables_with(world.desk(), theirs), [""; 0], "{theirs}");
        }
    });
}

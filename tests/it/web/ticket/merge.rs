//! Two customers who are one person: merged from a ticket or by a program, taken back, made two again.

use guichet::domain::{access::Visibility, role::EXPERT};
use serde_json::{Value, json};

use crate::{
    web::check_page,
    world::{World, mail::Mail, play},
};

const CUSTOMERS: &str = "/api/v1/customers";

/// Inès with tickets 1 and 3, the same person at home with ticket 2.
async fn furnish(world: &World) {
    for (from, subject) in [
        ("Inès Lune <ines@acme.example>", "lamp"),
        ("I. Lune <ines@home.example>", "door"),
        ("Inès Lune <ines@acme.example>", "roof"),
    ] {
        world.ticket(&Mail::text(from, subject, "help")).await;
    }
    let api = world.api();
    let work = json!({"phone": "01 11", "notes": "calls early"});
    api.patch(&format!("{CUSTOMERS}/1"), &work)
        .await
        .expect(200);
    let home = json!({"phone": "02 22", "notes": "has a dog"});
    api.patch(&format!("{CUSTOMERS}/2"), &home)
        .await
        .expect(200);
}

async fn customer(world: &World, id: u64) -> Value {
    let path = format!("{CUSTOMERS}/{id}");
    world.api().get(&path).await.expect(200).json()
}

/// The id of the customer of each ticket.
fn owners(world: &World) -> Vec<u64> {
    let tickets = world.tickets();
    tickets.iter().map(|ticket| ticket.customer.0).collect()
}

#[test]
fn a_merge_from_a_ticket_is_offered_back_and_leaves_nothing() {
    play(async |world| {
        furnish(world).await;
        let before = (customer(world, 1).await, customer(world, 2).await);
        let admin = world.admin().await;
        let same = [("customer.same", "INES@home.example")];
        let answer = admin.post("/t/1/customer", &same).await.expect(303);
        let page = check_page(&admin.get(answer.header("location")).await, 200);
        assert_eq!(owners(world), [1, 1, 1]);
        let both = customer(world, 1).await;
        assert_eq!(
            both["addresses"],
            json!(["ines@acme.example", "ines@home.example"])
        );
        assert_eq!(both["notes"], "calls early\n\n02 22\n\nhas a dog");
        assert_eq!(
            (&both["phone"], &both["tickets"]),
            (&json!("01 11"), &json!(3))
        );
        assert_eq!(both["merged"], json!([2]));
        world.api().get(&format!("{CUSTOMERS}/2")).await.expect(404);
        let moved = world.api().ticket(2).await;
        let line = moved["activities"].as_array().unwrap().last().unwrap();
        assert_eq!(
            (&line["old"]["name"], &line["new"]["name"]),
            (&json!("I. Lune"), &json!("Inès Lune"))
        );
        // Mail from either is theirs.
        let mail = Mail::text("ines@home.example", "gate", "shut");
        world.ticket(&mail).await;
        assert_eq!(owners(world), [1, 1, 1, 1]);
        world.check_store();
        // Taken back: both as before, and what came since stays.
        let id = page.one("form", &[("action", "/undo")]);
        assert!(id.has("data-undo"));
        let fields = [("id", page.value("id")), ("back", "/t/1")];
        let answer = admin.post("/undo", &fields).await.expect(303);
        let page = check_page(&admin.get(answer.header("location")).await, 200);
        assert!(
            page.one("html", &[])
                .text
                .contains("a customer of their own again")
        );
        assert_eq!(owners(world), [1, 2, 1, 1]);
        let mut first = customer(world, 1).await;
        first["tickets"] = json!(2);
        assert_eq!((first, customer(world, 2).await), before);
        world.check_store();
    });
}

#[test]
fn two_are_made_again_long_after_and_what_was_changed_since_stays() {
    play(async |world| {
        furnish(world).await;
        let api = world.api();
        let path = format!("{CUSTOMERS}/2/merge");
        let both = api
            .post(&path, &json!({"into": 1}))
            .await
            .expect(200)
            .json();
        assert_eq!(both["id"], 1);
        let since =
            json!({"notes": "has two dogs", "addresses": ["ines@home.example", "i@new.example"]});
        api.patch(&format!("{CUSTOMERS}/1"), &since)
            .await
            .expect(200);
        let admin = world.admin().await;
        let page = check_page(&admin.get("/t/1").await, 200);
        let press = page.one("button", &[("name", "customer.unmerge")]);
        assert_eq!(press.attribute("value"), "2");
        let fields = [("customer.unmerge", "2")];
        // From a ticket of that customer alone.
        admin.post("/t/1/customer", &fields).await.expect(303);
        check_page(&admin.post("/t/1/customer", &fields).await, 404);
        let (first, second) = (customer(world, 1).await, customer(world, 2).await);
        assert_eq!(first["addresses"], json!(["i@new.example"]));
        assert_eq!(
            (&first["notes"], &first["phone"]),
            (&json!("has two dogs"), &json!("01 11"))
        );
        assert_eq!(second["addresses"], json!(["ines@home.example"]));
        assert_eq!(
            (&second["notes"], &second["phone"]),
            (&json!("has a dog"), &json!("02 22"))
        );
        assert_eq!(owners(world), [1, 2, 1]);
        let acts: Vec<_> = ["customer-merged", "customer-unmerged"]
            .iter()
            .map(|act| world.act_count(act))
            .collect();
        assert_eq!(acts, [1, 1]);
        world.check_store();
    });
}

#[test]
fn who_was_merged_twice_comes_back_step_by_step() {
    play(async |world| {
        furnish(world).await;
        world
            .ticket(&Mail::text("zoe@cust.example", "wall", "wet"))
            .await;
        let api = world.api();
        let before = [
            customer(world, 1).await,
            customer(world, 2).await,
            customer(world, 3).await,
        ];
        let merge = async |id: u64, into: u64| {
            let path = format!("{CUSTOMERS}/{id}/merge");
            api.post(&path, &json!({ "into": into })).await.expect(200);
        };
        merge(2, 1).await;
        merge(1, 3).await;
        assert_eq!(owners(world), [3, 3, 3, 3]);
        let unmerge = async |id: u64| {
            let path = format!("{CUSTOMERS}/{id}/unmerge");
            api.post(&path, &json!({})).await
        };
        unmerge(2).await.expect(404);
        world.restart(|_| {}).await;
        let api = world.api();
        let unmerge = async |id: u64| {
            let path = format!("{CUSTOMERS}/{id}/unmerge");
            api.post(&path, &json!({})).await.expect(200).json()
        };
        assert_eq!(unmerge(1).await["merged"], json!([2]));
        assert_eq!(unmerge(2).await, before[1]);
        let after = [
            customer(world, 1).await,
            customer(world, 2).await,
            customer(world, 3).await,
        ];
        assert_eq!(after, before);
        assert_eq!(owners(world), [1, 2, 1, 3]);
        world.check_store();
    });
}

#[test]
fn what_cannot_be_merged_is_refused() {
    play(async |world| {
        furnish(world).await;
        let api = world.api();
        for (id, into, status) in [(1, 1, 422), (1, 99, 422), (99, 1, 404)] {
            let path = format!("{CUSTOMERS}/{id}/merge");
            let refused = api
                .post(&path, &json!({ "into": into }))
                .await
                .expect(status);
            if status == 422 {
                assert_eq!(refused.json()["field"], "into");
            }
        }
        let path = format!("{CUSTOMERS}/2/unmerge");
        api.post(&path, &json!({})).await.expect(404);
        let admin = world.admin().await;
        for (same, said) in [
            ("nobody@cust.example", "Nobody else has this address"),
            ("ines@acme.example", "Nobody else has this address"),
            ("x", "e-mail address such as"),
        ] {
            let answer = admin
                .post("/t/1/customer", &[("customer.same", same)])
                .await;
            let page = check_page(&answer, 422);
            let error = &page.one("p", &[("id", "f-csame-e")]).text;
            assert!(error.contains(said), "{error}");
            assert_eq!(page.value("customer.same"), same);
        }
        // An address of somebody else is refused with the offer to merge.
        let taken = [("customer.addresses", "ines@acme.example\nines@home.example")];
        let page = check_page(&admin.post("/t/1/customer", &taken).await, 422);
        assert_eq!(page.value("customer.same"), "ines@home.example");
        // It moves tickets: only who sees all of them does it, or is offered it.
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        world.give(1, owen.user.id).await;
        world.give(2, owen.user.id).await;
        let page = check_page(&owen.browser.get("/t/1").await, 200);
        assert!(page.all("input", &[("name", "customer.same")]).is_empty());
        let same = [("customer.same", "ines@home.example")];
        check_page(&owen.browser.post("/t/1/customer", &same).await, 404);
        let path = format!("{CUSTOMERS}/2/merge");
        owen.api.post(&path, &json!({"into": 1})).await.expect(404);
        assert_eq!(owners(world), [1, 2, 1]);
        world.check_store();
    });
}

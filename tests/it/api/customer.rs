//! `/api/v1/customers`: found, read, made, changed; who sees some tickets sees the customers of those.

use guichet::{
    domain::{
        access::Visibility, address::EmailAddress, customer::Customer, role::EXPERT,
        time::Timestamp,
    },
    store::{self, StoreError},
};
use serde_json::{Value, json};

use super::query::found;
use crate::world::{MAILBOX, World, http::Api, mail::Mail, play};

const PATH: &str = "/api/v1/customers";

/// Inès and Tom of one firm, Zoé with a free mailbox.
async fn furnish(world: &World) {
    for (from, subject) in [
        ("Inès Lune <ines@acme.example>", "lamp"),
        ("Tom Vert <tom@acme.example>", "door"),
        ("Zoé Weiss <zoe@gmail.com>", "roof"),
    ] {
        world.ticket(&Mail::text(from, subject, "help")).await;
    }
}

async fn names(api: &Api, query: &str) -> Vec<String> {
    let list = api.get(&format!("{PATH}?{query}")).await.expect(200).json();
    let customers = list["customers"].as_array().unwrap();
    let names = customers.iter().map(|it| it["name"].as_str().unwrap());
    names.map(str::to_owned).collect()
}

#[test]
fn customers_are_found_by_the_beginnings_of_words() {
    play(async |world| {
        furnish(world).await;
        let api = world.api();
        let phone = json!({"phone": "+33 1 99 00"});
        api.patch(&format!("{PATH}/3"), &phone).await.expect(200);
        for (query, want) in [
            ("", &["Inès Lune", "Tom Vert", "Zoé Weiss"][..]),
            ("query=INES", &["Inès Lune"]),
            ("query=acme", &["Inès Lune", "Tom Vert"]),
            ("query=lune%20acm", &["Inès Lune"]),
            ("query=tom@acme.example", &["Tom Vert"]),
            ("query=99%2000", &["Zoé Weiss"]),
            ("query=cme", &[]),
        ] {
            assert_eq!(names(&api, query).await, want, "{query}");
        }
        let first = api.get(&format!("{PATH}?limit=2")).await.expect(200).json();
        assert_eq!(first["next"], "2");
        assert_eq!(names(&api, "limit=2&after=2").await, ["Zoé Weiss"]);
        let last = api.get(&format!("{PATH}?limit=1&after=2")).await.json();
        assert_eq!(last["next"], Value::Null);
    });
}

#[test]
fn a_customer_is_made_and_changed() {
    play(async |world| {
        furnish(world).await;
        let api = world.api();
        let new = json!({"name": "Bob", "addresses": ["bob@new.example"], "notes": "calls early"});
        let answer = api.post(PATH, &new).await.expect(201);
        assert_eq!(answer.header("location"), "/api/v1/customers/4");
        let made = answer.json();
        assert_eq!(
            (&made["organization"], &made["tickets"]),
            (&json!("new.example"), &json!(0))
        );
        let read = api.get(&format!("{PATH}/4")).await.expect(200).json();
        assert_eq!(read, made);
        let change =
            json!({"organization": "Bob & Co", "addresses": ["b@b.example", "bob@new.example"]});
        let changed = api
            .patch(&format!("{PATH}/4"), &change)
            .await
            .expect(200)
            .json();
        assert_eq!(changed["organization"], "Bob & Co");
        assert_eq!(changed["addresses"], change["addresses"]);
        assert_eq!(changed["notes"], "calls early");
        let none = json!({"organization": null});
        let changed = api
            .patch(&format!("{PATH}/4"), &none)
            .await
            .expect(200)
            .json();
        assert_eq!(changed["organization"], Value::Null);
        let acts = world.acts();
        assert!(
            acts.contains(&("customer-made".to_owned(), "4".to_owned())),
            "{acts:?}"
        );
        assert_eq!(world.act_count("customer-changed"), 2);
        for (method, path, body, field) in [
            ("POST", PATH.to_owned(), json!({}), "name"),
            ("POST", PATH.to_owned(), json!({"notes": "only"}), "name"),
            (
                "POST",
                PATH.to_owned(),
                json!({"addresses": ["ines@acme.example"]}),
                "addresses",
            ),
            (
                "PATCH",
                format!("{PATH}/4"),
                json!({"addresses": ["nobody"]}),
                "addresses",
            ),
            (
                "PATCH",
                format!("{PATH}/4"),
                json!({"addresses": [MAILBOX]}),
                "addresses",
            ),
            (
                "PATCH",
                format!("{PATH}/4"),
                json!({"phone": "1".repeat(41)}),
                "phone",
            ),
            ("PATCH", format!("{PATH}/4"), json!({"name": null}), "name"),
            (
                "PATCH",
                format!("{PATH}/4"),
                json!({"colour": "red"}),
                "colour",
            ),
        ] {
            let refused = api.send(method, &path, &body).await.expect(422).json();
            assert_eq!(refused["field"], field, "{body}: {refused}");
        }
        assert_eq!(
            names(&api, "").await.len(),
            4,
            "what was refused made nobody"
        );
        world.check_store();
    });
}

#[test]
fn a_ticket_is_found_by_what_is_known_of_its_customer() {
    play(async |world| {
        furnish(world).await;
        let api = world.api();
        let known = json!({"organization": "Société Gürtel", "phone": "+33 1 99-00", "notes": "key under the mat"});
        api.patch(&format!("{PATH}/1"), &known).await.expect(200);
        for (query, want) in [
            ("gurtel", &[1, 2][..]),
            ("customer:gurt", &[1, 2]),
            ("customer:\"societe gurtel\"", &[1, 2]),
            ("customer:acme", &[1, 2]),
            // The name that somebody wrote is that of everybody with that domain.
            ("customer:gurtel", &[1, 2]),
            ("customer:ACM", &[1, 2]),
            ("99-00", &[1]),
            ("3319900", &[1]),
            ("mat", &[1]),
            ("customer:mat", &[]),
        ] {
            assert_eq!(found(world, query).await, want, "{query}");
        }
        // By another name, and not by the one before.
        let renamed = json!({"organization": "Riemen"});
        api.patch(&format!("{PATH}/1"), &renamed).await.expect(200);
        assert_eq!(found(world, "riemen").await, [1]);
        assert_eq!(found(world, "gurtel").await, [2], "it has its name");
    });
}

#[test]
fn who_sees_some_tickets_sees_the_customers_of_those() {
    play(async |world| {
        furnish(world).await;
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        world.give(2, owen.user.id).await;
        let api = &owen.api;
        assert_eq!(names(api, "").await, ["Tom Vert"]);
        assert_eq!(names(api, "query=acme").await, ["Tom Vert"]);
        let list = api.get(&format!("{PATH}?limit=1")).await.expect(200).json();
        assert_eq!(
            list["next"],
            Value::Null,
            "nothing tells that there are others"
        );
        let change = json!({"notes": "x"});
        for (id, read, write) in [(1, 404, 404), (2, 200, 200), (3, 404, 404), (99, 404, 404)] {
            let path = format!("{PATH}/{id}");
            api.get(&path).await.expect(read);
            api.patch(&path, &change).await.expect(write);
        }
        // Of two tickets of one customer only the one that they see is counted.
        world
            .ticket(&Mail::text("tom@acme.example", "gate", "shut"))
            .await;
        let tom = api.get(&format!("{PATH}/2")).await.expect(200).json();
        assert_eq!(tom["tickets"], 1);
        // Gone from their sight with the ticket.
        world.assign(2, None).await;
        api.get(&format!("{PATH}/2")).await.expect(404);
        assert_eq!(names(api, "").await, [""; 0]);
    });
}

/// So many that no word of theirs narrows by itself: 9,000, every third one an Ann, every fifth one of
/// `odd.example`.
fn many(world: &World) {
    let made = world.desk().store().write(|tx| {
        for number in 0..9_000_u64 {
            let first = if number.is_multiple_of(3) {
                "Ann"
            } else {
                "Bob"
            };
            let domain = if number.is_multiple_of(5) {
                "odd"
            } else {
                "even"
            };
            let address = format!("p{number}@{domain}.example");
            let customer = Customer {
                id: store::customer::next_id(tx)?,
                name: format!("{first} N{number}"),
                addresses: vec![EmailAddress::parse(&address).unwrap()],
                phone: String::new(),
                notes: String::new(),
                created: Timestamp(1),
                organization: None,
            };
            store::customer::put(tx, &customer)?;
        }
        Ok::<_, StoreError>(())
    });
    made.unwrap();
}

#[test]
fn words_that_thousands_have_find_in_order_and_page_by_page() {
    play(async |world| {
        many(world);
        let api = world.api();
        let want = |fits: &dyn Fn(u64) -> bool, after: u64| {
            let all = (after..9_000).filter(|number| fits(*number)).take(3);
            let name = |number: u64| match number % 3 {
                0 => format!("Ann N{number}"),
                _ => format!("Bob N{number}"),
            };
            all.map(name).collect::<Vec<_>>()
        };
        let ann = |number: u64| number.is_multiple_of(3);
        let odd = |number: u64| number.is_multiple_of(5);
        let all = |_: u64| true;
        let (last, none) = (|number: u64| number == 8_997, |_: u64| false);
        for (query, fits) in [
            ("example", &all as &dyn Fn(u64) -> bool),
            ("ann", &ann),
            ("example%20ann", &ann),
            ("ann%20odd%20exam", &|number| ann(number) && odd(number)),
            ("ann%20n8997%20example", &last),
            ("ann%20bob", &none),
            ("zzz%20example", &none),
        ] {
            for after in [0, 4_000] {
                let found = names(&api, &format!("query={query}&limit=3&after={after}")).await;
                assert_eq!(found, want(fits, after), "{query} after {after}");
            }
        }
        world.check_store();
    });
}

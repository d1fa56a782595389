//! The list: its limits, its words, its pages.

use serde_json::json;

use super::check_problem;
use crate::world::play;

#[test]
fn pages_follow_without_loss_or_repeat_while_the_list_moves() {
    play(async |world| {
        let api = world.api();
        let user = world.as_admin();
        let now = world.clock.now();
        let made = world
            .desk()
            .run(move |_| crate::api::paging::make(&user, 120, now));
        made.await.unwrap();
        for limit in [1, 7, 50, 119, 120, 121, 200] {
            let (mut all, mut path) = (Vec::new(), format!("/api/v1/tickets?limit={limit}"));
            loop {
                let page = api.get(&path).await.expect(200).json();
                let tickets = page["tickets"].as_array().unwrap();
                assert!(tickets.len() <= limit);
                all.extend(
                    tickets
                        .iter()
                        .map(|ticket| ticket["number"].as_u64().unwrap()),
                );
                match page["next"].as_str() {
                    Some(next) => path = format!("/api/v1/tickets?limit={limit}&after={next}"),
                    None => break,
                }
            }
            assert_eq!(all, (1..=120).rev().collect::<Vec<u64>>(), "limit {limit}");
        }
        let page = api.get("/api/v1/tickets").await.expect(200).json();
        assert_eq!(
            page["tickets"].as_array().unwrap().len(),
            50,
            "50 where nothing is said"
        );
        // What changes while one reads on moves up: nothing else is lost by it.
        let next = page["next"].as_str().unwrap().to_owned();
        api.patch("/api/v1/tickets/3", &json!({"status": "closed"}))
            .await
            .expect(200);
        let path = format!("/api/v1/tickets?limit=200&after={next}");
        let rest = api.get(&path).await.expect(200).json();
        let rest: Vec<_> = rest["tickets"]
            .as_array()
            .unwrap()
            .iter()
            .map(|t| t["number"].as_u64().unwrap())
            .collect();
        let expected: Vec<u64> = (1..=70).rev().filter(|n| *n != 3).collect();
        assert_eq!(rest, expected);
    });
}

/// Makes tickets by the use case, quicker than by requests.
pub fn make(
    user: &guichet::desk::access::UserDesk,
    count: usize,
    now: guichet::domain::time::Timestamp,
) {
    use guichet::{
        desk::ticket_create::{NewCustomer, NewTicket},
        domain::{activity::Source, ticket::Priority},
    };
    for n in 1..=count {
        let new = NewTicket {
            source: Source::Api,
            name: format!("ticket n{n}"),
            description: String::new(),
            customer: NewCustomer {
                name: "Bob".to_owned(),
                ..NewCustomer::default()
            },
            priority: Some(Priority::default()),
            assignee: None,
            tags: Vec::new(),
            notify_customer: false,
            form: None,
        };
        user.ticket_create(new, now).unwrap();
    }
}

#[test]
fn limits_and_places_are_judged() {
    play(async |world| {
        let api = world.api();
        for (query, field) in [
            ("limit=0", "limit"),
            ("limit=201", "limit"),
            ("limit=-1", "limit"),
            ("limit=x", "limit"),
            ("limit=", "limit"),
            ("after=x", "after"),
            ("after=1.2.3", "after"),
        ] {
            let answer = api.get(&format!("/api/v1/tickets?{query}")).await;
            check_problem(answer, 422, Some(field));
        }
        for query in ["limit=1", "limit=200", "after=", "query=", "query=nothing"] {
            api.get(&format!("/api/v1/tickets?{query}"))
                .await
                .expect(200);
        }
    });
}

#[test]
fn words_find_names_customers_and_numbers() {
    play(async |world| {
        let api = world.api();
        for (name, email, who) in [
            ("Printer jam", "ines@cust.example", "Inès Lune"),
            ("Licence key", "bob@acme.example", "Bob"),
        ] {
            let new = json!({"name": name, "customer": {"email": email, "name": who}});
            api.post("/api/v1/tickets", &new).await.expect(201);
        }
        for (query, found) in [
            ("printer", &[1][..]),
            ("PRINT", &[1]),
            ("jam printer", &[1]),
            ("ines", &[1]),
            ("Lune", &[1]),
            ("acme", &[2]),
            ("#2", &[2]),
            ("2", &[2]),
            ("example", &[2, 1]),
            ("printer licence", &[]),
        ] {
            let encoded = crate::world::http::urlencoded(&[("query", query)]);
            let page = api
                .get(&format!("/api/v1/tickets?{encoded}"))
                .await
                .expect(200)
                .json();
            let numbers: Vec<_> = page["tickets"]
                .as_array()
                .unwrap()
                .iter()
                .map(|t| t["number"].as_u64().unwrap())
                .collect();
            assert_eq!(numbers, found, "{query}");
        }
    });
}

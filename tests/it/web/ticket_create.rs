//! A ticket by hand: what it takes, what it refuses, what stays in the form.

use std::time::Duration;

use guichet::domain::{access::Visibility, role::EXPERT};

use super::check_page;
use crate::world::{MAILBOX, NOW, http::Browser, mail::Mail, play, play_still};

#[test]
fn a_ticket_by_hand_opens_with_what_was_typed() {
    play(async |world| {
        let admin = world.admin().await;
        check_page(&admin.get("/tickets/new").await, 200);
        let fields = [
            ("customer.email", "Ines@Cust.example"),
            ("customer.name", "Inès Lune"),
            ("customer.phone", "+33 1 23"),
            ("name", "The lamp <i>is</i> dark"),
            ("description", "line one\r\nline two"),
            ("priority", "high"),
            ("assignee", "user:1"),
            ("tags", "licence, hall"),
        ];
        let answer = admin.post("/tickets/new", &fields).await.expect(303);
        assert_eq!(answer.header("location"), "/t/1");
        let answer = admin.get("/t/1").await;
        let page = check_page(&answer, 200);
        assert_eq!(
            page.one("input", &[("id", "f-name")]).attribute("value"),
            "The lamp <i>is</i> dark"
        );
        for words in [
            "Inès Lune",
            "Ines@Cust.example",
            "+33 1 23",
            "line one\nline two",
            "licence",
            "hall",
            "Ada Byron",
        ] {
            assert!(page.one("html", &[]).text.contains(words), "{words}");
        }
        assert!(!answer.text().contains("<i>is"));
        // The same person again, known by the address in any case.
        admin
            .post(
                "/tickets/new",
                &[("customer.email", "INES@cust.EXAMPLE"), ("name", "two")],
            )
            .await
            .expect(303);
        let tickets = world.tickets();
        assert_eq!(tickets[0].customer, tickets[1].customer);
    });
}

/// Somebody who calls is found by what they say, and chosen, with or without an address.
#[test]
fn a_known_customer_is_found_and_chosen() {
    play(async |world| {
        let admin = world.admin().await;
        let known = [
            ("customer.name", "Ida Lamm"),
            ("customer.phone", "+33 1 23 45 67 89"),
            ("name", "one"),
        ];
        admin.post("/tickets/new", &known).await.expect(303);
        let zoe = Mail::text("Zoé Fabre <zoe@cust.example>", "two", "dark");
        world.ticket(&zoe).await;
        let found = async |typed: &str| {
            let path = format!("/complete?customer={typed}");
            let page = admin.get(&path).await.expect(200).page();
            let offers = page.all("div", &[("data-customer", "")]);
            let names = offers.iter().map(|it| it.attribute("data-text").to_owned());
            names.collect::<Vec<_>>()
        };
        for (typed, want) in [
            ("ida", "Ida Lamm"),
            ("LAM", "Ida Lamm"),
            ("331234", "Ida Lamm"),
            ("23%2045", "Ida Lamm"),
            ("%2B33%201%2023", "Ida Lamm"),
            ("zoe", "Zoé Fabre"),
            ("cust", "Zoé Fabre"),
            ("zoe%40cust.example", "Zoé Fabre"),
        ] {
            assert_eq!(found(typed).await, [want], "{typed}");
        }
        for none in ["", "%20", "two", "dark", "999", "%3Cimg%3E"] {
            assert_eq!(found(none).await, [""; 0], "{none}");
        }
        let ida = world.tickets()[0].customer.to_string();
        let again = [
            ("customer.id", ida.as_str()),
            ("customer.name", "Ida Lamm"),
            ("customer.phone", "+33 1 23 45 67 89"),
            ("name", "three"),
        ];
        admin.post("/tickets/new", &again).await.expect(303);
        let tickets = world.tickets();
        assert_eq!(tickets[2].customer, tickets[0].customer);
        // Another name or address typed over it is somebody else.
        for (field, text) in [
            ("customer.name", "Ida Lammers"),
            ("customer.email", "ida@else.example"),
        ] {
            let other = [("customer.id", ida.as_str()), (field, text), ("name", "x")];
            admin.post("/tickets/new", &other).await.expect(303);
            let tickets = world.tickets();
            let newest = tickets.last().unwrap();
            assert_ne!(newest.customer, tickets[0].customer, "{field}");
        }
        // Whom somebody does not see they neither find nor choose.
        let own = world.person("Own", &[EXPERT], Visibility::Own, &[]).await;
        let path = "/complete?customer=ida";
        let page = own.browser.get(path).await.expect(200).page();
        assert_eq!(page.all("div", &[("data-customer", "")]).len(), 0);
        for id in [ida.as_str(), "999"] {
            let blind = [("customer.id", id), ("name", "x")];
            let refused = own.browser.post("/tickets/new", &blind).await;
            let page = check_page(&refused, 422);
            let field = page.one("input", &[("id", "new-customer-name")]);
            assert_eq!(field.attribute("aria-invalid"), "true");
        }
    });
}

#[test]
fn what_was_typed_stays_and_the_field_is_named() {
    play(async |world| {
        let admin = world.admin().await;
        let (long, name) = ("x".repeat(20_001), "x".repeat(201));
        let longer = "x".repeat(256);
        for (field, wrong) in [
            ("name", longer.as_str()),
            ("name", ""),
            ("name", "   "),
            ("customer.email", ""),
            ("customer.email", "no address"),
            ("customer.email", MAILBOX),
            ("customer.email", "support+tag@lumen.example"),
            ("customer.name", name.as_str()),
            (
                "customer.phone",
                "1234567890123456789012345678901234567890x",
            ),
            ("assignee", "user:99"),
            ("assignee", "nonsense"),
            ("tags", "good, bad:tag"),
            ("description", long.as_str()),
        ] {
            let mut fields = vec![
                ("customer.email", "ines@cust.example"),
                ("name", "lamp"),
                ("description", "It is \"dark\" & <cold>"),
                ("tags", "hall"),
            ];
            fields.retain(|(name, _)| *name != field);
            fields.push((field, wrong));
            let answer = admin.post("/tickets/new", &fields).await;
            let page = check_page(&answer, 422);
            let errors = page.all("p", &[("class", "error-msg")]);
            assert_eq!(errors.len(), 1, "{field}={wrong:.20}: {errors:?}");
            let id = format!("new-{}-e", field.replace('.', "-"));
            assert_eq!(errors[0].attribute("id"), id);
            for (name, value) in &fields {
                match *name {
                    "description" => assert_eq!(
                        page.one("textarea", &[("name", "description")]).text,
                        *value
                    ),
                    "assignee" => {}
                    name => assert_eq!(page.value(name), *value, "{field}: what was typed stays"),
                }
            }
            // The link of the summary leads to the field.
            let summary = page.one("div", &[("class", "summary-box")]);
            assert!(!summary.text.trim().is_empty());
            let target = format!("#new-{}", field.replace('.', "-"));
            assert_eq!(page.all("a", &[("href", &target)]).len(), 1, "{field}");
        }
        assert_eq!(world.tickets(), []);
    });
}

#[test]
fn line_ends_in_a_name_or_address_reach_nothing() {
    play(async |world| {
        let admin = world.admin().await;
        let bad = "x@cust.example\r\nBcc: evil@evil.example";
        let fields = [("customer.email", bad), ("name", "lamp")];
        check_page(&admin.post("/tickets/new", &fields).await, 422);
        let fields = [
            ("customer.email", "x@cust.example"),
            ("customer.name", "X\r\nBcc:\u{7}evil@evil.example"),
            ("name", "lamp\r\nBcc: evil@evil.example"),
        ];
        admin.post("/tickets/new", &fields).await.expect(303);
        let ticket = &world.tickets()[0];
        assert!(!ticket.name.contains(['\r', '\n']), "{:?}", ticket.name);
        let ticket = world.api().ticket(ticket.id.0).await;
        assert_eq!(ticket["customer"]["name"], "X Bcc: evil@evil.example");
    });
}

/// A double click without script, a repeat after an answer that was lost.
#[test]
fn a_form_that_is_sent_twice_makes_one_ticket() {
    play(async |world| {
        let admin = world.admin().await;
        let form = async |browser: &Browser, path: &str| {
            let page = browser.get(path).await.expect(200).page();
            page.value("form").to_owned()
        };
        let name = form(&admin, "/tickets/new").await;
        let send = async |browser: &Browser, form: &str, subject: &str| {
            let fields = [
                ("form", form),
                ("customer.email", "ines@cust.example"),
                ("name", subject),
                ("description", "We come on Tuesday."),
                ("notify_customer", "on"),
            ];
            let answer = browser.post("/tickets/new", &fields).await.expect(303);
            answer.header("location").to_owned()
        };
        let (one, two) = tokio::join!(send(&admin, &name, "lamp"), send(&admin, &name, "lamp"));
        let three = send(&admin, &name, "lamp").await;
        assert_eq!([one, two, three], ["/t/1", "/t/1", "/t/1"]);
        // Something else in the same form, typed after a step back, is another ticket; so is the same
        // in another form, in none, or in the form of somebody else.
        assert_eq!(send(&admin, &name, "lamp, hall").await, "/t/2");
        let other = form(&admin, "/tickets").await;
        assert_ne!(other, name);
        assert_eq!(send(&admin, &other, "lamp").await, "/t/3");
        assert_eq!(send(&admin, "", "lamp").await, "/t/4");
        assert_eq!(send(&admin, "", "lamp").await, "/t/5");
        let ben = world.person("Ben", &[EXPERT], Visibility::All, &[]).await;
        assert_eq!(send(&ben.browser, &name, "lamp").await, "/t/6");
        let seen = world
            .sink
            .until("each told once", |seen| seen.received.len() >= 6);
        assert_eq!(seen.await.received.len(), 6);
        world.settle().await;
        assert_eq!(world.sink.seen().received.len(), 6);
        world.check_store();
    });
}

/// A form that was refused keeps its name, and a day later nobody knows it.
#[test]
fn a_form_is_known_for_a_day() {
    play_still(async |world| {
        let admin = world.admin().await;
        let page = admin.get("/tickets/new").await.expect(200).page();
        let name = page.value("form").to_owned();
        let fields = |subject: &'static str| {
            [
                ("form", name.as_str()),
                ("customer.name", "Ines"),
                ("name", subject),
            ]
        };
        let refused = admin.post("/tickets/new", &fields("")).await.expect(422);
        assert_eq!(refused.page().value("form"), name);
        // Sign-ins do not last as long.
        let made = async || {
            let admin = world.admin().await;
            let answer = admin
                .post("/tickets/new", &fields("lamp"))
                .await
                .expect(303);
            answer.header("location").to_owned()
        };
        assert_eq!(made().await, "/t/1");
        let hours = |hours: u64| NOW.plus(Duration::from_secs(hours * 60 * 60));
        world.desk().tidy(hours(23)).unwrap();
        assert_eq!(made().await, "/t/1");
        world.desk().tidy(hours(25)).unwrap();
        assert_eq!(made().await, "/t/2");
        world.check_store();
    });
}

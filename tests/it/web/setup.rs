//! The first run: one link, three steps, then the page that waits for the first e-mail.

use std::time::Duration;

use super::check_page;
use crate::world::{
    ADMIN, MAILBOX, NOW, PASSWORD, Plan, World,
    events::Events,
    http::{Browser, Request},
    mail::Mail,
    play, play_with,
};
use guichet::base::clock::Clock;

fn new_desk() -> Plan {
    Plan {
        clock: Clock::fixed(NOW),
        first_run: false,
        ..Plan::default()
    }
}

async fn link(world: &World) -> String {
    let now = world.clock.now();
    let secret = world.desk().run(move |desk| desk.setup_link(now)).await;
    format!("/setup/{}", secret.unwrap().unwrap())
}

const ORGANIZATION: [(&str, &str); 3] = [
    ("organization", "Lumen & Söhne"),
    ("language", "fr"),
    ("time_zone", "Europe/Zurich"),
];
const ADDRESS: [(&str, &str); 1] = [("mailbox", MAILBOX)];
const PERSON: [(&str, &str); 3] = [
    ("name", "Ada Byron"),
    ("email", ADMIN),
    ("password", PASSWORD),
];

async fn step(
    browser: &Browser,
    path: &str,
    step: &str,
    fields: &[&[(&str, &str)]],
) -> crate::world::http::Answer {
    let fields = [&[("step", step)][..], &fields.concat()].concat();
    browser.post(path, &fields).await
}

#[test]
fn three_steps_make_a_desk_and_sign_its_admin_in() {
    play_with(new_desk(), async |world| {
        let (browser, path) = (world.stranger(), link(world).await);
        // A look does not burn the link: mail programs look at links.
        for _ in 0..3 {
            check_page(&browser.get(&path).await, 200);
        }
        let answer = step(&browser, &path, "organization", &[&ORGANIZATION]).await;
        let page = check_page(&answer, 200);
        assert_eq!(page.value("organization"), "Lumen & Söhne");
        assert_eq!(page.value("mailbox"), "");
        let answer = step(&browser, &path, "address", &[&ORGANIZATION, &ADDRESS]).await;
        let page = check_page(&answer, 200);
        assert_eq!(page.value("mailbox"), MAILBOX);
        assert_eq!(page.value("time_zone"), "Europe/Zurich");
        assert!(
            world.desk().is_new().unwrap(),
            "nothing is kept before the last step"
        );
        let all: [&[(&str, &str)]; 3] = [&ORGANIZATION, &ADDRESS, &PERSON];
        let answer = step(&browser, &path, "admin", &all).await.expect(303);
        assert_eq!(answer.header("location"), "/setup/first-mail");
        assert!(answer.header("set-cookie").contains("HttpOnly"));
        check_page(&browser.get("/setup/first-mail").await, 200);
        let book = world.desk().book().unwrap();
        let settings = book.settings.clone().unwrap();
        assert_eq!(settings.organization, "Lumen & Söhne");
        assert_eq!(settings.time_zone, "Europe/Zurich");
        // The link is burnt.
        check_page(&browser.get(&path).await, 404);
        browser.get("/tickets").await.expect(200);
        check_page(&step(&browser, &path, "admin", &all).await, 404);
        world.admin().await;
    });
}

#[test]
fn what_was_typed_stays_and_the_field_is_named() {
    play_with(new_desk(), async |world| {
        let (browser, path) = (world.stranger(), link(world).await);
        browser.get(&path).await.expect(200);
        for (at, field, wrong) in [
            ("organization", "organization", ""),
            ("organization", "time_zone", "Europe/Nowhere"),
            ("address", "mailbox", "support"),
            ("address", "mailbox", "a b@lumen.example"),
            ("admin", "email", "ada@"),
            ("admin", "name", " "),
            ("admin", "password", "short"),
            ("admin", "email", MAILBOX),
            ("admin", "mailbox", "a+b@lumen.example"),
        ] {
            let fields = [&ORGANIZATION[..], &ADDRESS, &PERSON].concat();
            let fields: Vec<_> = fields
                .into_iter()
                .map(|(name, value)| (name, if name == field { wrong } else { value }))
                .collect();
            let answer = step(&browser, &path, at, &[&fields]).await;
            let page = check_page(&answer, 422);
            let bad = page.all("input", &[("aria-invalid", "true")]);
            let names: Vec<_> = bad.iter().map(|field| field.attribute("name")).collect();
            assert_eq!(names, [field], "{wrong:?}");
            if field != "password" {
                assert_eq!(page.value(field), wrong);
            }
            assert!(
                !answer.text().contains(PASSWORD),
                "a password is never sent back"
            );
            assert!(answer.text().contains("Lumen &amp; Söhne") || field == "organization");
        }
        assert!(world.desk().is_new().unwrap());
        let back = [("back", "1")];
        let answer = step(
            &browser,
            &path,
            "admin",
            &[&ORGANIZATION, &ADDRESS, &PERSON, &back],
        )
        .await;
        let page = check_page(&answer, 200);
        assert_eq!(page.value("mailbox"), MAILBOX);
        assert_eq!(page.value("name"), "Ada Byron");
    });
}

#[test]
fn a_link_ends_after_an_hour_and_with_the_next() {
    play_with(new_desk(), async |world| {
        let browser = world.stranger();
        let first = link(world).await;
        let second = link(world).await;
        check_page(&browser.get(&first).await, 404);
        world.clock.set(NOW.plus(Duration::from_secs(3_599)));
        browser.get(&second).await.expect(200);
        world.clock.set(NOW.plus(Duration::from_secs(3_600)));
        check_page(&browser.get(&second).await, 404);
        check_page(&browser.get("/setup/AAAAAAAAAAAAAAAAAAAAAAAAAA").await, 404);
    });
}

#[test]
fn a_new_desk_without_its_link_shows_nothing() {
    play_with(new_desk(), async |world| {
        let browser = world.stranger();
        for path in ["/tickets", "/inbox", "/setup/first-mail", "/events"] {
            browser.get(path).await.expect(303);
        }
        check_page(&browser.get("/sign-in").await, 200);
        let fields = [("email", ADMIN), ("password", PASSWORD)];
        check_page(&browser.post("/sign-in", &fields).await, 401);
    });
}

#[test]
fn the_page_shows_the_conversation_and_the_first_ticket() {
    play(async |world| {
        let admin = world.admin().await;
        let page = check_page(&admin.get("/setup/first-mail").await, 200);
        assert!(page.all("a", &[("class", "tk card")]).is_empty());
        // Nothing from outside reaches loopback: the page says so, and how to try all the same.
        let test = format!("swaks --server {} --to {MAILBOX}", world.smtp());
        page.one("button", &[("data-copy", &test)]);
        let lead = &page.all("p", &[("class", "muted")])[0].text;
        assert!(lead.contains("no mail from outside"), "{lead}");
        let request = admin.with_cookies(Request::new("GET", "/events?receiver"));
        let mut events = Events::open(world.web(), &request).await;
        let reply = world
            .send(&Mail::text("Inès <ines@cust.example>", "lamp", "dark"))
            .await;
        let receipt = reply.trim_start_matches("250 2.0.0 kept ");
        let (mut ticket, mut kept) = (false, false);
        while !(ticket && kept) {
            let event = events.next().await.unwrap();
            ticket |= event.name == "ticket";
            kept |= event.name == "receiver" && event.data.contains(receipt);
            assert!(
                !event.data.contains("ines"),
                "no addresses in what is shown"
            );
        }
        let answer = admin.get("/setup/first-mail").await;
        let page = check_page(&answer, 200);
        assert!(page.one("a", &[("class", "tk card")]).text.contains("lamp"));
        assert!(answer.text().contains(receipt));
        // Whatever follows, and whatever becomes of it, the first stays the first.
        for subject in ["door", "window"] {
            world
                .send(&Mail::text("Ugo <ugo@cust.example>", subject, "stuck"))
                .await;
            let page = check_page(&admin.get("/setup/first-mail").await, 200);
            let card = page.one("a", &[("class", "tk card")]);
            assert_eq!(card.attribute("href"), "/t/1");
            assert!(card.text.contains("lamp"));
        }
    });
}

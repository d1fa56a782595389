//! Asking for a new password: nobody learns who works here, and nobody's mailbox is flooded.

use std::time::{Duration, Instant};

use guichet::desk::people::UserEdit;

use super::{check_page, without_tokens};
use crate::world::{
    ADMIN, EXPERT, NOW, World,
    account::NOOR,
    http::{Answer, Browser},
    play, play_still,
};

async fn ask(browser: &Browser, email: &str) -> Answer {
    browser.get("/sign-in/forgot").await.expect(200);
    browser.post("/sign-in/forgot", &[("email", email)]).await
}

/// What a browser is told, without what is new on every page.
async fn told(world: &World, email: &str) -> (u16, String, String) {
    let browser = world.stranger();
    let answer = ask(&browser, email).await;
    let location = answer.header("location").to_owned();
    let page = browser.get(&location).await;
    check_page(&page, 200);
    (answer.status, location, without_tokens(&page.text()))
}

#[test]
fn every_address_is_answered_alike() {
    play(async |world| {
        world.add_expert().await;
        let expert = world.user(EXPERT).id;
        world.invited(NOOR, "Noor Haddad").await;
        world.letter(NOOR, 1).await;
        let (admin, now) = (world.as_admin(), world.clock.now());
        let edit = UserEdit {
            active: Some(false),
            ..UserEdit::default()
        };
        let ended = world
            .desk()
            .run(move |_| admin.user_edit(expert, edit, now));
        ended.await.unwrap().unwrap();
        let known = told(world, ADMIN).await;
        for (what, email) in [
            ("unknown", "nobody@elsewhere.example"),
            ("deactivated", EXPERT),
            ("invited", NOOR),
            ("a mailbox", crate::world::MAILBOX),
        ] {
            assert_eq!(told(world, email).await, known, "{what}");
        }
        world.letter(ADMIN, 1).await;
        world.all_sent().await;
        let seen = world.sink.seen().received;
        assert_eq!(seen.len(), 2, "an invite and one reset: {seen:?}");
        assert_eq!(world.act_count("password-asked"), 5);
    });
}

#[test]
fn every_answer_takes_as_long() {
    play(async |world| {
        let mut times = Vec::new();
        for email in [ADMIN, "nobody@elsewhere.example"] {
            let browser = world.stranger();
            browser.get("/sign-in/forgot").await.expect(200);
            let begun = Instant::now();
            browser
                .post("/sign-in/forgot", &[("email", email)])
                .await
                .expect(303);
            times.push(begun.elapsed());
        }
        let least = Duration::from_millis(400);
        assert!(times.iter().all(|time| *time >= least), "{times:?}");
    });
}

#[test]
fn what_is_no_address_is_said_at_the_field() {
    play(async |world| {
        let browser = world.stranger();
        for typed in ["", "ada", "ada@", "a\"><b>@x"] {
            let answer = ask(&browser, typed).await;
            let page = check_page(&answer, 422);
            assert_eq!(page.value("email"), typed);
            assert_eq!(page.all("", &[("role", "alert")]).len(), 1);
        }
        assert_eq!(world.act_count("password-asked"), 0);
    });
}

#[test]
fn an_address_gets_three_mails_an_hour() {
    play_still(async |world| {
        for _ in 0..5 {
            ask(&world.stranger(), ADMIN).await.expect(303);
        }
        world.letter(ADMIN, 3).await;
        world.all_sent().await;
        assert_eq!(world.sink.seen().received.len(), 3);
        world.clock.set(NOW.plus(Duration::from_secs(60 * 60)));
        ask(&world.stranger(), ADMIN).await.expect(303);
        world.letter(ADMIN, 4).await;
    });
}

#[test]
fn a_peer_that_asks_for_many_waits() {
    play_still(async |world| {
        let browser = world.stranger();
        for number in 0..10 {
            let email = format!("n{number}@elsewhere.example");
            ask(&browser, &email).await.expect(303);
        }
        for email in [ADMIN, "nobody@elsewhere.example"] {
            let answer = ask(&browser, email).await;
            check_page(&answer, 429);
            assert!(answer.text().contains("15"), "says how long");
        }
        world.clock.set(NOW.plus(Duration::from_secs(15 * 60)));
        ask(&browser, ADMIN).await.expect(303);
        world.letter(ADMIN, 1).await;
    });
}

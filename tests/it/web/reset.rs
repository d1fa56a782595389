//! A forgotten password, from the mail to the new one: other browsers go, the second step stays.

use std::time::Duration;

use guichet::{
    domain::user::{SecondStep, User},
    store,
};

use super::check_page;
use crate::world::{
    ADMIN, NOW, PASSWORD, World, account::NEW_PASSWORD, http::Browser, mail::Mail, play, play_still,
};

async fn ask(world: &World, email: &str) {
    let browser = world.stranger();
    browser.get("/sign-in/forgot").await.expect(200);
    let answer = browser.post("/sign-in/forgot", &[("email", email)]).await;
    answer.expect(303);
}

async fn set(browser: &Browser, path: &str) -> crate::world::http::Answer {
    browser.get(path).await.expect(200);
    browser.post(path, &[("password", NEW_PASSWORD)]).await
}

#[test]
fn a_reset_ends_every_other_sign_in() {
    play(async |world| {
        let (old, other) = (world.admin().await, world.admin().await);
        ask(world, ADMIN).await;
        let letter = world.letter(ADMIN, 1).await;
        assert!(letter.path.starts_with("/reset/"), "{}", letter.path);
        let page = check_page(&old.get(&letter.path).await, 200);
        assert_eq!(page.value("email"), ADMIN);
        let answer = old
            .post(&letter.path, &[("password", NEW_PASSWORD)])
            .await
            .expect(303);
        assert_eq!(answer.header("location"), "/");
        old.get("/tickets").await.expect(200);
        other.get("/tickets").await.expect(303);
        let browser = world.stranger();
        browser.get("/sign-in").await;
        let fields = [("email", ADMIN), ("password", PASSWORD)];
        browser.post("/sign-in", &fields).await.expect(401);
        world.stranger().sign_in(ADMIN, NEW_PASSWORD).await;
        assert_eq!(world.act_count("password-asked"), 1);
        assert_eq!(world.act_count("password-set"), 1);
        assert_eq!(world.tickets(), []);
    });
}

#[test]
fn a_link_works_for_an_hour_and_the_newest_alone() {
    play_still(async |world| {
        ask(world, ADMIN).await;
        let first = world.letter(ADMIN, 1).await.path;
        ask(world, ADMIN).await;
        let second = world.letter(ADMIN, 2).await.path;
        check_page(&world.stranger().get(&first).await, 410);
        let minutes = |minutes: u64| NOW.plus(Duration::from_secs(minutes * 60));
        world.clock.set(minutes(59));
        check_page(&world.stranger().get(&second).await, 200);
        world.clock.set(minutes(60));
        let page = check_page(&world.stranger().get(&second).await, 410);
        let ask_again = page.all("a", &[("href", "/sign-in/forgot")]);
        assert_eq!(ask_again.len(), 1, "it says what to do");
    });
}

#[test]
fn a_password_that_is_set_otherwise_ends_the_link() {
    play(async |world| {
        ask(world, ADMIN).await;
        let path = world.letter(ADMIN, 1).await.path;
        let now = world.clock.now();
        let set = world.desk().run(move |desk| {
            let line = guichet::desk::warrant::Warrant::command_line();
            desk.user_password(&line, &crate::world::address(ADMIN), NEW_PASSWORD, now)
        });
        set.await.unwrap().unwrap();
        check_page(&world.stranger().get(&path).await, 410);
    });
}

#[test]
fn who_has_a_second_step_still_owes_it() {
    play(async |world| {
        let user = world.user(ADMIN);
        let with_step = User {
            second_step: Some(SecondStep {
                last_step: 0,
                recovery: Vec::new(),
            }),
            ..user
        };
        let put = world.desk().store().write(move |tx| {
            store::user::put(tx, &with_step)?;
            tx.change(guichet::domain::change::Change::Settings)
                .map(drop)
        });
        put.unwrap();
        ask(world, ADMIN).await;
        let path = world.letter(ADMIN, 1).await.path;
        let browser = world.stranger();
        let answer = set(&browser, &path).await.expect(303);
        assert_eq!(answer.header("location"), "/sign-in/code");
        browser.get("/tickets").await.expect(303);
    });
}

#[test]
fn a_reset_that_comes_back_is_never_a_ticket() {
    play(async |world| {
        ask(world, ADMIN).await;
        let letter = world.letter(ADMIN, 1).await;
        let said = world.try_send(&letter.again(ADMIN)).await;
        assert!(said.starts_with("550 5.4.6"), "{said}");
        let text = format!("it says http://desk.example{} what is that", letter.path);
        let said = world.try_send(&Mail::text(ADMIN, "Fwd", &text)).await;
        assert!(said.starts_with("550 5.7.1"), "{said}");
        assert_eq!(world.tickets(), []);
    });
}

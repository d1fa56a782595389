//! Password, second step and sign-ins at one's own page, and what ends with them.

use guichet::{
    desk::{people::UserEdit, warrant::Warrant},
    domain::audit::Act,
};

use super::{check_page, sign_in_code::turn_on};
use crate::world::{
    ADMIN, EXPERT, PASSWORD, World,
    events::Events,
    http::{Answer, Browser, Request},
    play, play_still,
};

const PATH: &str = "/profile/security";
const NEW: &str = "seven grey cats on a roof";

/// The event stream of a browser, from now on.
async fn stream(world: &World, browser: &Browser) -> Events {
    let request = browser.with_cookies(Request::new("GET", "/events"));
    let mut events = Events::open(world.web(), &request).await;
    events.until("hello").await;
    events
}

/// Fails unless a browser is out: its stream ends, its next request leads to the sign-in.
async fn is_out(browser: &Browser, mut events: Events) {
    events.until("leave").await;
    assert_eq!(events.next().await, None);
    let answer = browser.get("/tickets").await.expect(303);
    assert_eq!(answer.header("location"), "/sign-in?next=%2Ftickets");
}

/// The field that was refused.
#[track_caller]
fn refused(answer: &Answer, field: &str) {
    let page = check_page(answer, 422);
    let wrong = page.one("input", &[("aria-invalid", "true")]);
    assert_eq!(wrong.attribute("name"), field);
    assert_eq!(wrong.attribute("value"), "", "no password is sent back");
}

#[test]
fn a_new_password_ends_the_other_sign_ins() {
    play(async |world| {
        let (admin, other) = (world.admin().await, world.admin().await);
        let events = stream(world, &other).await;
        let change = async |old: &str, new: &str| {
            let fields = [("act", "password"), ("old", old), ("password", new)];
            admin.post(PATH, &fields).await
        };
        admin.get(PATH).await.expect(200);
        refused(&change("not my password", NEW).await, "old");
        refused(&change("", NEW).await, "old");
        for common in [
            "short",
            "password1234",
            "Lumen-2026!!",
            "ada@lumen.example",
            "",
        ] {
            refused(&change(PASSWORD, common).await, "password");
        }
        other.get("/tickets").await.expect(200);
        let done = change(PASSWORD, NEW).await.expect(303);
        let page = check_page(&admin.get(done.header("location")).await, 200);
        page.one("p", &[("class", "notice green"), ("role", "status")]);
        is_out(&other, events).await;
        let new = world.stranger();
        new.sign_in(ADMIN, NEW).await;
        new.post("/sign-out", &[]).await.expect(303);
        new.get("/sign-in").await;
        let old = [("email", ADMIN), ("password", PASSWORD)];
        new.post("/sign-in", &old).await.expect(401);
    });
}

#[test]
fn the_old_password_is_not_guessed_here() {
    play_still(async |world| {
        let admin = world.admin().await;
        admin.get(PATH).await.expect(200);
        let guess = [("act", "password"), ("old", "guess"), ("password", NEW)];
        for _ in 0..10 {
            refused(&admin.post(PATH, &guess).await, "old");
        }
        let right = [("act", "password"), ("old", PASSWORD), ("password", NEW)];
        let answer = admin.post(PATH, &right).await;
        refused(&answer, "old");
        assert!(answer.text().contains("quarter of an hour"));
    });
}

#[test]
fn sign_ins_are_listed_and_ended() {
    play(async |world| {
        let admin = world.admin().await;
        let (phone, other) = (world.admin().await, world.admin().await);
        let page = check_page(&admin.get(PATH).await, 200);
        let names = page.all("input", &[("name", "which")]);
        assert_eq!(names.len(), 2, "the one that looks has no button");
        let events = (stream(world, &phone).await, stream(world, &other).await);
        // The newest stands first.
        let which = names[0].attribute("value").to_owned();
        let fields = [("act", "revoke"), ("which", which.as_str())];
        admin.post(PATH, &fields).await.expect(303);
        is_out(&other, events.1).await;
        phone.get("/tickets").await.expect(200);
        // Once more, as from an old page: nothing happens.
        admin.post(PATH, &fields).await.expect(303);
        let fields = [("act", "revoke-others")];
        admin.post(PATH, &fields).await.expect(303);
        is_out(&phone, events.0).await;
        admin.get("/tickets").await.expect(200);
        let lines = world.audit();
        let ended = lines.iter().filter(|line| line.act == Act::SignInRevoked);
        assert_eq!(ended.count(), 2);
    });
}

#[test]
fn nobody_ends_the_sign_in_of_somebody_else_here() {
    play(async |world| {
        world.add_expert().await;
        let (admin, second) = (world.admin().await, world.admin().await);
        let page = check_page(&admin.get(PATH).await, 200);
        let which = page.one("input", &[("name", "which")]);
        let which = which.attribute("value").to_owned();
        let expert = world.stranger();
        expert.sign_in(EXPERT, PASSWORD).await;
        let page = check_page(&expert.get(PATH).await, 200);
        assert_eq!(page.all("input", &[("name", "which")]).len(), 0);
        let fields = [("act", "revoke"), ("which", which.as_str())];
        expert.post(PATH, &fields).await.expect(303);
        expert
            .post(PATH, &[("act", "revoke-others")])
            .await
            .expect(303);
        second.get("/tickets").await.expect(200);
    });
}

#[test]
fn who_is_gone_is_out_at_once() {
    let cases: [fn(&World); 3] = [
        |world| {
            let edit = UserEdit {
                active: Some(false),
                ..UserEdit::default()
            };
            let (warrant, now) = (Warrant::command_line(), world.clock.now());
            let user = expert(world);
            world.desk().user_edit(&warrant, user, edit, now).unwrap();
        },
        |world| {
            let (warrant, now) = (Warrant::command_line(), world.clock.now());
            let user = expert(world);
            world.desk().sign_ins_end(&warrant, user, now).unwrap();
        },
        |world| {
            let (warrant, now) = (Warrant::command_line(), world.clock.now());
            let email = crate::world::address(EXPERT);
            let set = world.desk().user_password(&warrant, &email, NEW, now);
            set.unwrap();
        },
    ];
    for case in cases {
        play(async |world| {
            world.add_expert().await;
            let browser = world.stranger();
            browser.sign_in(EXPERT, PASSWORD).await;
            let (admin, events) = (world.admin().await, stream(world, &browser).await);
            case(world);
            is_out(&browser, events).await;
            admin.get("/tickets").await.expect(200);
        });
    }
}

fn expert(world: &World) -> guichet::domain::id::UserId {
    let email = crate::world::address(EXPERT);
    world.desk().user_by_email(&email).unwrap().unwrap().id
}

#[test]
fn the_second_step_counts_after_its_first_code() {
    play_still(async |world| {
        let admin = world.admin().await;
        admin.get(PATH).await.expect(200);
        // The cookie alone does not begin it.
        let begin = |password| [("act", "begin"), ("confirm", password)];
        refused(&admin.post(PATH, &[("act", "begin")]).await, "confirm");
        refused(&admin.post(PATH, &begin("guess")).await, "confirm");
        assert!(admin.get(PATH).await.page().all("code", &[]).is_empty());
        admin.post(PATH, &begin(PASSWORD)).await.expect(303);
        let page = check_page(&admin.get(PATH).await, 200);
        let picture = page.one("svg", &[("class", "qr")]);
        assert_eq!(picture.attribute("role"), "img");
        let secret = page.all("code", &[])[0].text.clone();
        assert_eq!(secret.replace(' ', "").len(), 32);
        // Shown and not confirmed: one step is enough.
        world.admin().await;
        let wrong = [("act", "confirm"), ("code", "000000")];
        refused(&admin.post(PATH, &wrong).await, "code");
        world.admin().await;
        // The same picture is there after a mistake, and gone after a change of mind.
        assert!(admin.get(PATH).await.text().contains(&secret));
        admin.post(PATH, &[("act", "cancel")]).await.expect(303);
        assert!(!admin.get(PATH).await.text().contains(&secret));
        let code = crate::support::totp::code(&secret, world.clock.now());
        let late = [("act", "confirm"), ("code", code.as_str())];
        admin.post(PATH, &late).await.expect(303);
        world.admin().await;
    });
}

#[test]
fn recovery_codes_are_shown_once_and_made_anew() {
    play_still(async |world| {
        let admin = world.admin().await;
        let app = turn_on(world, &admin).await;
        assert!(!admin.get(PATH).await.text().contains(&app.recovery[0]));
        let make = |password| [("act", "recovery"), ("confirm", password)];
        refused(&admin.post(PATH, &make("guess")).await, "confirm");
        let page = check_page(&admin.post(PATH, &make(PASSWORD)).await, 200);
        let new: Vec<String> = page
            .all("code", &[])
            .iter()
            .map(|code| code.text.clone())
            .collect();
        assert_eq!(new.len(), 10);
        assert!(new.iter().all(|code| !app.recovery.contains(code)));
        let browser = world.stranger();
        browser.get("/sign-in").await;
        let fields = [("email", ADMIN), ("password", PASSWORD)];
        browser.post("/sign-in", &fields).await.expect(303);
        browser.get("/sign-in/code").await.expect(200);
        for (code, status) in [(&app.recovery[0], 401), (&new[0], 303)] {
            let fields = [("recovery", code.as_str())];
            browser.post("/sign-in/code", &fields).await.expect(status);
        }
    });
}

#[test]
fn the_second_step_is_turned_off_with_the_password() {
    play_still(async |world| {
        let admin = world.admin().await;
        turn_on(world, &admin).await;
        let off = |password| [("act", "off"), ("confirm", password)];
        refused(&admin.post(PATH, &off("guess")).await, "confirm");
        let answer = admin.post(PATH, &off(PASSWORD)).await.expect(303);
        check_page(&admin.get(answer.header("location")).await, 200);
        world.admin().await;
        let lines = world.audit();
        for act in [Act::SecondStepOn, Act::SecondStepOff] {
            let found = lines.iter().filter(|line| line.act == act);
            assert_eq!(found.count(), 1, "{act:?}");
        }
        // Again, as from an old page.
        admin.post(PATH, &off(PASSWORD)).await.expect(303);
    });
}

#[test]
fn an_unknown_form_is_refused() {
    play(async |world| {
        let admin = world.admin().await;
        admin.get(PATH).await.expect(200);
        for act in ["", "x", "begin\0"] {
            check_page(&admin.post(PATH, &[("act", act)]).await, 400);
        }
    });
}

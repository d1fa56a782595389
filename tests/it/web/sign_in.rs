//! Signing in and out: what is told, where it leads, how often it may be tried.

use std::time::Duration;

use super::check_page;
use crate::world::{ADMIN, NOW, PASSWORD, http::Request, play, play_still};

#[test]
fn the_form_keeps_what_was_typed_but_never_the_password() {
    play(async |world| {
        let browser = world.stranger();
        let answer = browser.get("/sign-in?next=/t/7%3Fa=b").await;
        let page = check_page(&answer, 200);
        assert_eq!(page.value("next"), "/t/7?a=b");
        assert_eq!(
            page.one("input", &[("name", "password")]).attribute("type"),
            "password"
        );
        for (email, password, status) in [
            ("", "", 422),
            (ADMIN, "", 422),
            ("", PASSWORD, 422),
            (ADMIN, "wrong password here", 401),
            ("nobody@lumen.example", PASSWORD, 401),
            ("no address \"><b>", PASSWORD, 401),
        ] {
            let fields = [("email", email), ("password", password), ("next", "/t/7")];
            let answer = browser.post("/sign-in", &fields).await;
            let page = check_page(&answer, status);
            assert_eq!(page.value("email"), email);
            assert_eq!(page.value("next"), "/t/7");
            assert_eq!(page.value("password"), "", "a password is never sent back");
            assert_eq!(page.all("", &[("role", "alert")]).len(), 1);
            assert_eq!(browser.cookie("guichet"), None);
        }
    });
}

#[test]
fn nobody_learns_whether_an_address_is_known() {
    play(async |world| {
        let browser = world.stranger();
        browser.get("/sign-in").await;
        let try_in = async |email: &str| {
            let fields = [("email", email), ("password", "wrong password here")];
            let answer = browser.post("/sign-in", &fields).await.expect(401);
            super::without_tokens(&answer.text().replace(email, ""))
        };
        assert_eq!(try_in(ADMIN).await, try_in("bob@lumen.example").await);
    });
}

#[test]
fn the_cookie_is_for_the_server_alone() {
    play(async |world| {
        let browser = world.stranger();
        browser.get("/sign-in").await;
        let fields = [
            ("email", "ADA@lumen.example"),
            ("password", PASSWORD),
            ("next", "/t/7?a=b"),
        ];
        let answer = browser.post("/sign-in", &fields).await.expect(303);
        assert_eq!(answer.header("location"), "/t/7?a=b");
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("guichet="), "{cookie}");
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        let secret = browser.cookie("guichet").unwrap();
        // 256 random bits.
        assert!(secret.len() >= 43, "{secret}");
        browser.get("/tickets").await.expect(200);
        browser.post_bare("/sign-out", &[]).await.expect(403);
        browser.get("/tickets").await.expect(200);
        let answer = browser.post("/sign-out", &[]).await.expect(303);
        assert_eq!(answer.header("location"), "/sign-in");
        assert_eq!(browser.cookie("guichet").as_deref(), Some(""));
        let old = Request::new("GET", "/tickets").header("cookie", &format!("guichet={secret}"));
        world.stranger().fetch(old).await.expect(303);
    });
}

#[test]
fn the_way_on_never_leaves_the_desk() {
    play(async |world| {
        for (next, location) in [
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("\\/evil.example", "/"),
            ("/a\r\nset-cookie: x=y", "/"),
            // Browsers drop a tab out of an address, and two slashes are left.
            ("/\t/evil.example", "/"),
            ("/\u{b}/evil.example", "/"),
            ("", "/"),
            ("/inbox?view=mine", "/inbox?view=mine"),
        ] {
            let browser = world.stranger();
            browser.get("/sign-in").await;
            let fields = [("email", ADMIN), ("password", PASSWORD), ("next", next)];
            let answer = browser.post("/sign-in", &fields).await.expect(303);
            assert_eq!(answer.header("location"), location, "{next:?}");
            browser.get("/tickets").await.expect(200);
            let back = [("theme", "dark"), ("back", next)];
            let answer = browser.post("/preferences", &back).await.expect(303);
            assert_eq!(answer.header("location"), location, "back to {next:?}");
        }
    });
}

#[test]
fn after_ten_wrong_passwords_there_is_a_pause() {
    play_still(async |world| {
        let browser = world.stranger();
        browser.get("/sign-in").await;
        let wrong = [("email", ADMIN), ("password", "wrong password here")];
        for _ in 0..10 {
            browser.post("/sign-in", &wrong).await.expect(401);
        }
        let right = [("email", ADMIN), ("password", PASSWORD)];
        let answer = browser.post("/sign-in", &right).await;
        check_page(&answer, 429);
        assert!(answer.text().contains("15"), "says how long");
        world.clock.set(NOW.plus(Duration::from_secs(15 * 60)));
        browser.post("/sign-in", &right).await.expect(303);
    });
}

#[test]
fn a_sign_in_ends_by_itself() {
    play_still(async |world| {
        let hours = |hours: u64| NOW.plus(Duration::from_secs(hours * 60 * 60));
        let admin = world.admin().await;
        let mut hour = 0;
        // Used every 11 hours it lives for 30 days in all.
        while hour + 11 < 30 * 24 {
            hour += 11;
            world.clock.set(hours(hour));
            admin.get("/tickets").await.expect(200);
        }
        world.clock.set(hours(30 * 24));
        admin.get("/tickets").await.expect(303);
        let admin = world.admin().await;
        world.clock.set(hours(30 * 24 + 12));
        admin.get("/tickets").await.expect(303);
    });
}

#[test]
fn language_and_theme_are_remembered() {
    play(async |world| {
        let browser = world.stranger();
        browser.get("/sign-in").await;
        let answer = browser
            .post("/preferences", &[("language", "fr"), ("back", "/sign-in")])
            .await;
        assert_eq!(answer.expect(303).header("location"), "/sign-in");
        let page = check_page(&browser.get("/sign-in").await, 200);
        assert_eq!(page.one("html", &[]).attribute("lang"), "fr");
        browser
            .post("/preferences", &[("theme", "dark")])
            .await
            .expect(303);
        let page = check_page(&browser.get("/sign-in").await, 200);
        assert_eq!(page.one("html", &[]).attribute("data-theme"), "dark");
        let away = browser
            .post("/preferences", &[("back", "//evil.example")])
            .await;
        assert_eq!(away.expect(303).header("location"), "/");
        // A signed-in person's language follows them to another browser.
        let admin = world.admin().await;
        admin
            .post("/preferences", &[("language", "fr")])
            .await
            .expect(303);
        let page = check_page(&world.admin().await.get("/tickets").await, 200);
        assert_eq!(page.one("html", &[]).attribute("lang"), "fr");
    });
}

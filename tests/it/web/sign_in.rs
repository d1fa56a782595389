//! Signing in and out: what is told, where it leads, how often it may be tried.

use std::time::Duration;

mod guessing;

use futures_util::FutureExt as _;
use guichet::{
    desk::{Desk, DeskOptions, HashError},
    domain::origin::Origin,
};

use super::check_page;
use crate::{
    support::soon,
    world::{
        ADMIN, NOW, PASSWORD, Plan,
        events::Events,
        http::{Request, urlencoded},
        mail::Mail,
        play, play_still, play_with,
    },
};

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
fn the_message_stands_at_the_password_with_the_tries_that_are_left() {
    play_still(async |world| {
        let browser = world.stranger();
        browser.get("/sign-in").await;
        let wrong = [("email", ADMIN), ("password", "wrong password here")];
        for left in (0..10).rev() {
            let page = check_page(&browser.post("/sign-in", &wrong).await, 401);
            let field = page.one("input", &[("name", "password"), ("aria-invalid", "true")]);
            let said = &page.one("p", &[("id", "password-e")]).text;
            assert!(said.contains("do not match"), "{said}");
            let described = field.attribute("aria-describedby");
            assert!(described.contains("password-e"), "{described}");
            let title = &page.one("title", &[]).text;
            assert!(title.starts_with("Error:"), "{title}");
            let hint = page.all("p", &[("id", "password-h")]);
            let hint = hint.first().map(|hint| hint.text.as_str());
            assert_eq!(described.contains("password-h"), hint.is_some());
            let (few, last) = ("3 more tries, then a 15-minute pause", "the last try");
            match left {
                0 => assert!(hint.unwrap().contains(last), "{hint:?}"),
                3 => assert_eq!(hint, Some(few)),
                1 | 2 => assert!(hint.is_some()),
                _ => assert_eq!(hint, None, "{left}"),
            }
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
        let all = answer.headers.iter().map(|(_, value)| value);
        let device = all.filter(|value| value.starts_with("guichet-device="));
        let device: Vec<&String> = device.collect();
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"] {
            assert!(device[0].contains(part), "{device:?}");
        }
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
        assert_eq!(browser.cookie("guichet"), None);
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
fn a_page_that_nobody_looks_at_keeps_no_sign_in_alive() {
    play_still(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let admin = world.admin().await;
        let stream = admin.with_cookies(Request::new("GET", "/events"));
        let mut events = Events::open(world.web(), &stream).await;
        events.until("hello").await;
        let log = format!("/t/{ticket}/log?after=0");
        for hour in [6, 11] {
            world.clock.set(NOW.plus(Duration::from_secs(hour * 3600)));
            let note = serde_json::json!({"text": "still dark"});
            let path = format!("/api/v1/tickets/{ticket}/notes");
            world.api().post(&path, &note).await.expect(201);
            // The page asks for what it was told of; another stream starts after a disturbance.
            events.until("ticket").await;
            let live = Request::new("GET", &log).header("x-live", "1");
            admin.fetch(live).await.expect(200);
            Events::open(world.web(), &stream)
                .await
                .until("hello")
                .await;
        }
        world.clock.set(NOW.plus(Duration::from_secs(12 * 3600)));
        let live = Request::new("GET", &log).header("x-live", "1");
        admin.fetch(live).await.expect(303);
        let note = serde_json::json!({"text": "still dark"});
        let path = format!("/api/v1/tickets/{ticket}/notes");
        world.api().post(&path, &note).await.expect(201);
        let told = events.next().await.map(|event| event.name);
        assert_eq!(told.as_deref(), Some("leave"));
        assert_eq!(events.next().await, None, "who has left hears nothing more");
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

/// However many try at the same moment, ten of them are looked at.
#[test]
fn wrong_passwords_at_the_same_moment_are_all_counted() {
    play(async |world| {
        let browser = world.stranger();
        browser.get("/sign-in").await.expect(200);
        let wrong = [("email", ADMIN), ("password", "wrong password here")];
        let tries = (0..30).map(|_| browser.post("/sign-in", &wrong));
        let answers = futures_util::future::join_all(tries).await;
        let count = |status| answers.iter().filter(|it| it.status == status).count();
        assert_eq!((count(401), count(429)), (10, 20));
    });
}

/// Hashes wait without a thread, in a bounded number: mail and pages go on meanwhile.
#[test]
fn who_waits_for_a_hash_keeps_nobody_from_working() {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).max_blocking_threads(5);
    let runtime = builder.enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(DeskOptions::for_testing(folder.path())).unwrap();
        let (go, gone) = std::sync::mpsc::channel::<()>();
        let gone = std::sync::Arc::new(std::sync::Mutex::new(gone));
        let mut hashing = tokio::task::JoinSet::new();
        let (began, mut begun) = tokio::sync::mpsc::unbounded_channel();
        for _ in 0..36 {
            let (desk, gone, began) = (desk.clone(), gone.clone(), began.clone());
            hashing.spawn(async move {
                loop {
                    let (gone, began) = (gone.clone(), began.clone());
                    let work = move |_: &std::sync::Arc<Desk>| {
                        began.send(()).unwrap();
                        // Ends when the test lets go.
                        drop(gone.lock().map(|gone| gone.recv()));
                    };
                    match desk.run_hashing(work).await {
                        // The look below had the last place for a moment.
                        Err(HashError::Busy) => tokio::task::yield_now().await,
                        ended => break ended,
                    }
                }
            });
        }
        for _ in 0..4 {
            soon("four hash", begun.recv()).await;
        }
        // All others wait by now, or will be too many.
        let busy = async {
            while !matches!(
                desk.run_hashing(|_| ()).now_or_never(),
                Some(Err(HashError::Busy))
            ) {
                tokio::task::yield_now().await;
            }
        };
        soon("nobody more may wait", busy).await;
        assert!(begun.try_recv().is_err(), "no fifth one");
        let worked = soon("somebody else's work", desk.run(|desk| desk.can_write())).await;
        assert!(worked.unwrap());
        drop(go);
        while let Some(ended) = soon("all end", hashing.join_next()).await {
            ended.unwrap().unwrap();
        }
    });
}

/// Behind TLS the cookie is bound to this host and never leaves it in clear.
#[test]
fn behind_https_the_cookie_is_secure() {
    let plan = Plan {
        config: |config| config.web.url = Some(Origin::parse("https://desk.example").unwrap()),
        ..Plan::default()
    };
    play_with(plan, async |world| {
        let browser = world.stranger();
        let host = |request: Request| request.header("host", "desk.example");
        browser
            .fetch(host(Request::new("GET", "/sign-in")))
            .await
            .expect(200);
        let token = browser.form_token();
        let body = urlencoded(&[
            ("email", ADMIN),
            ("password", PASSWORD),
            ("form_token", &token),
        ]);
        let post = Request::new("POST", "/sign-in").body("application/x-www-form-urlencoded", body);
        let answer = browser.fetch(host(post)).await.expect(303);
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("__Host-guichet="), "{cookie}");
        for part in ["; Secure", "; HttpOnly", "; Path=/;", "; SameSite=Lax"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        // RFC 6265bis 4.1.3.2: with a Domain the prefix would not be kept.
        assert!(!cookie.contains("Domain"), "{cookie}");
        browser
            .fetch(host(Request::new("GET", "/tickets")))
            .await
            .expect(200);
        // Under the name of the other kind it is nobody's.
        let secret = browser.cookie("__Host-guichet").unwrap();
        let other = Request::new("GET", "/tickets").header("cookie", &format!("guichet={secret}"));
        world.stranger().fetch(host(other)).await.expect(303);
    });
}

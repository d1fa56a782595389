//! The second step of signing in: which codes are taken, how often, where it leads.

use std::time::Duration;

use guichet::{
    desk::warrant::Warrant,
    domain::{
        audit::{Act, AuditLine},
        time::Timestamp,
    },
};

use super::check_page;
use crate::{
    support::totp,
    world::{ADMIN, NOW, PASSWORD, World, address, http::Browser, play_still},
};

const CODE: &str = "/sign-in/code";
const SECURITY: &str = "/profile/security";

/// What somebody has who switched the second step on.
pub struct App {
    pub secret: String,
    pub recovery: Vec<String>,
}

impl App {
    pub fn code(&self, at: Timestamp) -> String {
        totp::code(&self.secret, at)
    }
}

/// Switches the second step on, as a person does at the page.
pub async fn turn_on(world: &World, browser: &Browser) -> App {
    browser.get(SECURITY).await.expect(200);
    let begun = browser
        .post(SECURITY, &[("act", "begin"), ("confirm", PASSWORD)])
        .await;
    assert_eq!(begun.expect(303).header("location"), SECURITY);
    let page = check_page(&browser.get(SECURITY).await, 200);
    let secret = page.all("code", &[])[0].text.clone();
    let code = totp::code(&secret, world.clock.now());
    let fields = [("act", "confirm"), ("code", code.as_str())];
    let page = check_page(&browser.post(SECURITY, &fields).await, 200);
    let shown = page.all("code", &[]);
    let recovery: Vec<String> = shown.iter().map(|code| code.text.clone()).collect();
    assert_eq!(recovery.len(), 10);
    App { secret, recovery }
}

/// Gives the password in a new browser; the code is asked for.
async fn half(world: &World, next: &str) -> Browser {
    let browser = world.stranger();
    password(&browser, next).await;
    browser
}

async fn password(browser: &Browser, next: &str) {
    browser.get("/sign-in").await.expect(200);
    let fields = [("email", ADMIN), ("password", PASSWORD), ("next", next)];
    let answer = browser.post("/sign-in", &fields).await.expect(303);
    assert!(
        answer.header("location").starts_with(CODE),
        "asks for a code"
    );
    check_page(&browser.get(answer.header("location")).await, 200);
}

fn after(seconds: u64) -> Timestamp {
    NOW.plus(Duration::from_secs(seconds))
}

#[test]
fn a_telephone_clock_may_be_off_by_forty_seconds() {
    play_still(async |world| {
        let app = turn_on(world, &world.admin().await).await;
        let now = after(3_600);
        world.clock.set(now);
        let off = |seconds| Duration::from_secs(seconds);
        for typed in [now.plus(off(180)), now.minus(off(180))] {
            let browser = half(world, "").await;
            let fields = [("code", app.code(typed))];
            let fields = fields.each_ref().map(|(name, code)| (*name, code.as_str()));
            let answer = browser.post(CODE, &fields).await;
            let page = check_page(&answer, 401);
            assert_eq!(page.all("", &[("role", "alert")]).len(), 1);
            browser.get("/tickets").await.expect(303);
        }
        for typed in [now.minus(off(40)), now.plus(off(40))] {
            let browser = half(world, "").await;
            let code = app.code(typed);
            browser.post(CODE, &[("code", &code)]).await.expect(303);
            browser.get("/tickets").await.expect(200);
        }
    });
}

#[test]
fn a_code_works_once() {
    play_still(async |world| {
        let app = turn_on(world, &world.admin().await).await;
        // The one that switched it on was used then.
        let browser = half(world, "").await;
        let code = app.code(NOW);
        browser.post(CODE, &[("code", &code)]).await.expect(401);
        world.clock.set(after(30));
        let code = app.code(after(30));
        browser.post(CODE, &[("code", &code)]).await.expect(303);
        let again = half(world, "").await;
        again.post(CODE, &[("code", &code)]).await.expect(401);
        let acts: Vec<Act> = world.audit().iter().map(|line| line.act).collect();
        let failed = acts.iter().filter(|act| **act == Act::CodeFailed);
        assert_eq!(failed.count(), 2);
    });
}

#[test]
fn a_code_at_the_same_moment_works_once() {
    play_still(async |world| {
        let app = turn_on(world, &world.admin().await).await;
        world.clock.set(after(60));
        let code = app.code(after(60));
        let (one, other) = (half(world, "").await, half(world, "").await);
        let (a, b) = ([("code", code.as_str())], [("code", code.as_str())]);
        let (one, other) = tokio::join!(one.post(CODE, &a), other.post(CODE, &b));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 401]);
    });
}

#[test]
fn a_recovery_code_works_once() {
    play_still(async |world| {
        let app = turn_on(world, &world.admin().await).await;
        let code = app.recovery[3].to_uppercase().replace('-', " ");
        let browser = half(world, "").await;
        browser.post(CODE, &[("recovery", &code)]).await.expect(303);
        browser.get("/tickets").await.expect(200);
        let page = browser.get(SECURITY).await.expect(200).text();
        assert!(page.contains("9 recovery codes"), "{page}");
        let again = half(world, "").await;
        let answer = again.post(CODE, &[("recovery", &code)]).await;
        let page = check_page(&answer, 401);
        assert!(page.one("details", &[]).has("open"), "its field shows");
        for wrong in ["", "aaaa-bbbb-cccc-dddd", "'; drop"] {
            again.post(CODE, &[("recovery", wrong)]).await.expect(401);
        }
        let last = world.audit();
        let used = last.iter().find(|line| line.act == Act::RecoveryUsed);
        assert_eq!(used.unwrap().changes[0].new, "9");
        // The others still work.
        let code = &app.recovery[9];
        again.post(CODE, &[("recovery", code)]).await.expect(303);
    });
}

#[test]
fn ten_wrong_codes_end_the_sign_in() {
    play_still(async |world| {
        let admin = world.admin().await;
        let app = turn_on(world, &admin).await;
        let now = after(60);
        world.clock.set(now);
        let browser = half(world, "").await;
        for _ in 0..9 {
            browser.post(CODE, &[("code", "000000")]).await.expect(401);
        }
        let answer = browser.post(CODE, &[("code", "000000")]).await;
        check_page(&answer, 429);
        // The password is asked for again, and a right code does not help before the pause is over.
        browser.get(CODE).await.expect(303);
        let code = app.code(now);
        let again = half(world, "").await;
        let failed = |line: &&AuditLine| line.act == Act::SignInFailed && line.who == ADMIN;
        assert_eq!(world.audit().iter().filter(failed).count(), 0);
        again.post(CODE, &[("code", &code)]).await.expect(429);
        assert_eq!(world.audit().iter().filter(failed).count(), 1);
        // Who has signed in with this browser before has tries of their own.
        admin.post("/sign-out", &[]).await.expect(303);
        password(&admin, "").await;
        admin.post(CODE, &[("code", &code)]).await.expect(303);
        world.clock.set(after(60 + 15 * 60));
        let later = half(world, "").await;
        let code = app.code(after(60 + 15 * 60));
        later.post(CODE, &[("code", &code)]).await.expect(303);
    });
}

#[test]
fn half_a_sign_in_opens_nothing_and_is_soon_forgotten() {
    play_still(async |world| {
        let app = turn_on(world, &world.admin().await).await;
        let browser = half(world, "/t/7?a=b").await;
        for path in ["/tickets", "/settings", SECURITY, "/events"] {
            let answer = browser.get(path).await.expect(303);
            assert!(answer.header("location").starts_with("/sign-in?next="));
        }
        let page = check_page(&browser.get(&format!("{CODE}?next=%2Ft%2F7")).await, 200);
        assert_eq!(page.value("next"), "/t/7");
        world.clock.set(after(10 * 60));
        let code = app.code(after(10 * 60));
        let fields = [("code", code.as_str()), ("next", "/t/7")];
        let answer = browser.post(CODE, &fields).await.expect(303);
        assert_eq!(answer.header("location"), "/sign-in?next=%2Ft%2F7");
        // Nobody comes here without a password.
        let stranger = world.stranger();
        assert_eq!(
            stranger.get(CODE).await.expect(303).header("location"),
            "/sign-in"
        );
    });
}

#[test]
fn the_way_on_survives_the_second_step() {
    play_still(async |world| {
        let app = turn_on(world, &world.admin().await).await;
        for (place, (next, location)) in
            [("/t/7?a=b", "/t/7?a=b"), ("", "/"), ("//evil.example", "/")]
                .into_iter()
                .enumerate()
        {
            let now = after(60 * (place as u64 + 1));
            world.clock.set(now);
            let browser = half(world, next).await;
            let code = app.code(now);
            let fields = [("code", code.as_str()), ("next", next)];
            let answer = browser.post(CODE, &fields).await.expect(303);
            assert_eq!(answer.header("location"), location);
        }
    });
}

#[test]
fn the_cookie_changes_with_the_second_step() {
    play_still(async |world| {
        let app = turn_on(world, &world.admin().await).await;
        world.clock.set(after(60));
        let browser = half(world, "").await;
        let before = browser.cookie("guichet").unwrap();
        assert_eq!(browser.cookie("guichet-device"), None);
        let code = app.code(after(60));
        browser.post(CODE, &[("code", &code)]).await.expect(303);
        assert_ne!(browser.cookie("guichet").unwrap(), before);
        assert!(browser.cookie("guichet-device").is_some());
    });
}

#[test]
fn a_trusted_browser_is_asked_for_no_code_for_thirty_days() {
    play_still(async |world| {
        let app = turn_on(world, &world.admin().await).await;
        world.clock.set(after(60));
        let browser = half(world, "").await;
        let code = app.code(after(60));
        let fields = [("code", code.as_str()), ("trust", "1")];
        browser.post(CODE, &fields).await.expect(303);
        let days = |days: u64| after(60 + days * 24 * 60 * 60);
        world.clock.set(days(29));
        browser.sign_in(ADMIN, PASSWORD).await;
        world.clock.set(days(30));
        password(&browser, "").await;
        // Another browser was never trusted.
        half(world, "").await;
    });
}

#[test]
fn nobody_learns_who_has_a_second_step() {
    play_still(async |world| {
        turn_on(world, &world.admin().await).await;
        let browser = world.stranger();
        browser.get("/sign-in").await;
        let try_in = async |email: &str| {
            let fields = [("email", email), ("password", "wrong password here")];
            let answer = browser.post("/sign-in", &fields).await.expect(401);
            let cookies = answer.headers.iter().filter(|(key, _)| key == "set-cookie");
            assert_eq!(cookies.count(), 0);
            super::without_tokens(&answer.text().replace(email, ""))
        };
        assert_eq!(try_in(ADMIN).await, try_in("bob@lumen.example").await);
    });
}

#[test]
fn an_admin_resets_the_second_step_of_somebody() {
    play_still(async |world| {
        turn_on(world, &world.admin().await).await;
        let desk = world.desk();
        let user = desk.user_by_email(&address(ADMIN)).unwrap().unwrap();
        let warrant = Warrant::command_line();
        desk.second_step_reset(&warrant, user.id, NOW).unwrap();
        world.admin().await;
        let last = world.audit();
        let off = last.iter().filter(|line| line.act == Act::SecondStepOff);
        assert_eq!(off.count(), 1);
        // A second time there is nothing to do.
        desk.second_step_reset(&warrant, user.id, NOW).unwrap();
    });
}

#[test]
fn without_the_key_recovery_codes_still_work() {
    play_still(async |world| {
        let app = turn_on(world, &world.admin().await).await;
        world
            .restart(|data| std::fs::remove_file(data.join("guichet.key")).unwrap())
            .await;
        let browser = half(world, "").await;
        let code = app.code(NOW);
        browser.post(CODE, &[("code", &code)]).await.expect(401);
        let fields = [("recovery", app.recovery[0].as_str())];
        browser.post(CODE, &fields).await.expect(303);
    });
}

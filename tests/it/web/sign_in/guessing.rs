//! Who guesses passwords, from one address or from many: is slowed down, shuts nobody out, shows.

use std::time::Duration;

use guichet::domain::audit::{Act, AuditLine};

use crate::{
    web::check_page,
    world::{
        ADMIN, EXPERT, NOW, PASSWORD, World,
        http::{Browser, Request},
        play_still,
    },
};

const GUESS: &str = "wrong password here";

/// Tries to sign in; returns the status.
async fn try_in(browser: &Browser, email: &str, password: &str) -> u16 {
    let fields = [("email", email), ("password", password)];
    browser.post("/sign-in", &fields).await.status
}

async fn stranger(world: &World, at: [u8; 4]) -> Browser {
    let browser = world.stranger().at(at);
    browser.get("/sign-in").await.expect(200);
    browser
}

/// A browser in which the admin signed in before, and out again.
async fn known(world: &World) -> Browser {
    let admin = world.admin().await;
    admin.post("/sign-out", &[]).await.expect(303);
    admin.get("/sign-in").await.expect(200);
    admin
}

fn of_kind(lines: Vec<AuditLine>, act: Act) -> Vec<AuditLine> {
    let mut lines = lines;
    lines.retain(|line| line.act == act);
    lines
}

/// How many failures the audit log tells of.
fn told(lines: &[AuditLine]) -> u64 {
    let tries = |line: &AuditLine| {
        let count = line.changes.iter().find(|change| change.field == "tries");
        count.map_or(1, |change| change.new.parse().unwrap())
    };
    lines.iter().map(tries).sum()
}

#[test]
fn two_hundred_guesses_from_one_address_shut_nobody_out() {
    play_still(async |world| {
        let owner = known(world).await;
        let peer = [127, 0, 0, 1];
        let guesser = stranger(world, peer).await;
        let mut looked_at = 0;
        for _ in 0..200 {
            match try_in(&guesser, ADMIN, GUESS).await {
                401 => looked_at += 1,
                status => assert_eq!(status, 429),
            }
        }
        assert_eq!(looked_at, 10);
        assert_eq!(try_in(&guesser, ADMIN, PASSWORD).await, 429, "paused");
        // From the same address, in the browser that they use every day.
        assert_eq!(try_in(&owner, ADMIN, PASSWORD).await, 303);
        owner.get("/tickets").await.expect(200);
        // From somewhere else, in a browser that is new.
        let elsewhere = stranger(world, [127, 9, 9, 9]).await;
        assert_eq!(try_in(&elsewhere, ADMIN, PASSWORD).await, 303);
        let lines = world.audit();
        let failed = of_kind(lines.clone(), Act::SignInFailed);
        let paused = of_kind(lines, Act::SignInPaused);
        assert_eq!((failed.len(), paused.len()), (1, 1), "two lines for all");
        assert_eq!(told(&failed) + told(&paused), 10);
        assert_eq!(paused[0].who, ADMIN);
        assert_eq!(paused[0].user, None);
        assert_eq!(paused[0].from, Some(peer.into()));
        // Those that were answered by the pause are told when their minute is over, and the right
        // password among them.
        world.clock.set(NOW.plus(Duration::from_secs(60)));
        let now = world.clock.now();
        world.desk().write_failures(now).unwrap();
        let lines = world.audit();
        let failed = of_kind(lines.clone(), Act::SignInFailed);
        let paused = of_kind(lines, Act::SignInPaused);
        assert_eq!((failed.len(), paused.len()), (2, 1));
        assert_eq!(told(&failed) + told(&paused), 201);
    });
}

#[test]
fn two_hundred_addresses_shut_nobody_out() {
    play_still(async |world| {
        let owner = known(world).await;
        let web = world.web();
        let mut guesses = tokio::task::JoinSet::new();
        for number in 0..200u8 {
            while guesses.len() >= 4 {
                assert_eq!(guesses.join_next().await.unwrap().unwrap(), 401);
            }
            guesses.spawn(async move {
                let browser = Browser::new(web).at([127, 1, 1, number + 1]);
                browser.get("/sign-in").await.expect(200);
                try_in(&browser, ADMIN, GUESS).await
            });
        }
        while let Some(status) = guesses.join_next().await {
            assert_eq!(status.unwrap(), 401);
        }
        assert_eq!(try_in(&owner, ADMIN, PASSWORD).await, 303);
        let elsewhere = stranger(world, [127, 9, 9, 9]).await;
        assert_eq!(try_in(&elsewhere, ADMIN, PASSWORD).await, 303);
        // A hundred lines name their address, one counts all others.
        world.clock.set(NOW.plus(Duration::from_secs(60)));
        let now = world.clock.now();
        world.desk().write_failures(now).unwrap();
        let failed = of_kind(world.audit(), Act::SignInFailed);
        let many = failed.iter().filter(|line| line.from.is_none());
        assert_eq!((failed.len(), many.count()), (102, 2));
        assert_eq!(told(&failed), 200);
    });
}

#[test]
fn a_known_browser_has_ten_tries_too() {
    play_still(async |world| {
        world.add_expert().await;
        let owner = known(world).await;
        for _ in 0..10 {
            assert_eq!(try_in(&owner, ADMIN, GUESS).await, 401);
        }
        let answer = owner
            .post("/sign-in", &[("email", ADMIN), ("password", PASSWORD)])
            .await;
        check_page(&answer, 429);
        // The address is free, for others and in a browser that is not known.
        assert_eq!(try_in(&owner, EXPERT, PASSWORD).await, 303);
        let new = stranger(world, [127, 0, 0, 1]).await;
        assert_eq!(try_in(&new, ADMIN, PASSWORD).await, 303);
        world.clock.set(NOW.plus(Duration::from_secs(15 * 60)));
        owner.get("/sign-in").await;
        assert_eq!(try_in(&owner, ADMIN, PASSWORD).await, 303);
    });
}

#[test]
fn a_second_sign_in_of_a_browser_ends_its_first() {
    play_still(async |world| {
        let admin = world.admin().await;
        let secret = admin.cookie("guichet").unwrap();
        let copied = || {
            let request = Request::new("GET", "/tickets");
            request.header("cookie", &format!("guichet={secret}"))
        };
        world.stranger().fetch(copied()).await.expect(200);
        assert_eq!(try_in(&admin, ADMIN, GUESS).await, 401);
        world.stranger().fetch(copied()).await.expect(200);
        let ended = || of_kind(world.audit(), Act::SignedOut).len();
        let before = ended();
        assert_eq!(try_in(&admin, ADMIN, PASSWORD).await, 303);
        admin.get("/tickets").await.expect(200);
        world.stranger().fetch(copied()).await.expect(303);
        assert_eq!(ended(), before + 1);
    });
}

#[test]
fn a_device_of_somebody_else_helps_nobody() {
    play_still(async |world| {
        world.add_expert().await;
        let other = known(world).await;
        for _ in 0..10 {
            assert_eq!(try_in(&other, EXPERT, GUESS).await, 401);
        }
        assert_eq!(try_in(&other, EXPERT, PASSWORD).await, 429);
        let made_up = stranger(world, [127, 0, 0, 1]).await;
        assert_eq!(try_in(&made_up, EXPERT, PASSWORD).await, 429);
        assert_eq!(try_in(&other, ADMIN, PASSWORD).await, 303);
    });
}

#[test]
fn one_browser_knows_several_people() {
    play_still(async |world| {
        world.add_expert().await;
        let shared = known(world).await;
        let first = shared.cookie("guichet-device").unwrap();
        assert_eq!(try_in(&shared, EXPERT, PASSWORD).await, 303);
        let both = shared.cookie("guichet-device").unwrap();
        assert!(both.ends_with(&format!(".{first}")), "{both}");
        shared.get("/tickets").await.expect(200);
        shared.post("/sign-out", &[]).await.expect(303);
        let guesser = stranger(world, [127, 0, 0, 1]).await;
        for _ in 0..10 {
            assert_eq!(try_in(&guesser, EXPERT, GUESS).await, 401);
        }
        for email in [ADMIN, EXPERT] {
            shared.get("/sign-in").await;
            assert_eq!(try_in(&shared, email, PASSWORD).await, 303, "{email}");
            shared.get("/tickets").await.expect(200);
            shared.post("/sign-out", &[]).await.expect(303);
        }
    });
}

#[test]
fn tries_at_the_same_moment_are_all_counted() {
    play_still(async |world| {
        let web = world.web();
        let mut guesses = tokio::task::JoinSet::new();
        let browser = std::sync::Arc::new(stranger(world, [127, 0, 0, 1]).await);
        for _ in 0..30 {
            let browser = std::sync::Arc::clone(&browser);
            guesses.spawn(async move { try_in(&browser, ADMIN, GUESS).await });
        }
        let mut statuses = Vec::new();
        while let Some(status) = guesses.join_next().await {
            statuses.push(status.unwrap());
        }
        let looked_at = statuses.iter().filter(|status| **status == 401).count();
        let paused = statuses.iter().filter(|status| **status == 429).count();
        assert_eq!((looked_at, paused), (10, 20), "at {web}");
    });
}

#[test]
fn every_way_in_and_out_is_in_the_audit_log() {
    play_still(async |world| {
        let before = world.audit().len();
        let admin = world.admin().await;
        admin.post("/sign-out", &[]).await.expect(303);
        admin.post("/sign-out", &[]).await;
        let guesser = stranger(world, [127, 3, 2, 1]).await;
        assert_eq!(try_in(&guesser, "who <b>\u{7}", GUESS).await, 401);
        let lines = world.audit().split_off(before);
        let acts: Vec<Act> = lines.iter().map(|line| line.act).collect();
        assert_eq!(acts, [Act::SignedIn, Act::SignedOut, Act::SignInFailed]);
        assert_eq!(lines[0].who, format!("Ada Byron <{ADMIN}>"));
        assert_eq!(lines[0].from, Some([127, 0, 0, 1].into()));
        assert!(lines[0].user.is_some() && lines[1].user.is_some());
        assert_eq!(
            (lines[2].who.as_str(), lines[2].user),
            ("who <b>", None),
            "what was typed, without controls"
        );
        assert_eq!(lines[2].from, Some([127, 3, 2, 1].into()));
    });
}

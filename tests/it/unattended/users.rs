//! `guichet user`, with the desk stopped and running: also for the admin who is locked out.

use guichet::{
    domain::{
        change::Change,
        user::{SecondStep, User},
    },
    store,
};

use super::verbs::{Case, State, address, in_both, open, signs_in};
use crate::program::{self, http, password_file};

const ADA: &str = "ada@lumen.example";
const INES: &str = "ines@lumen.example";

fn add(case: &Case, email: &str, more: &[&str]) -> program::Ended {
    let words = [&["user", "add", email, "--name", "Ines Caron"], more].concat();
    case.verb(&words)
}

/// A desk that knows its own address.
fn with_url(state: State) -> Case {
    let case = Case::new(state);
    let ended = case.setup(&["--url", "https://desk.example.org"]);
    ended.check(0, &["is admin"]);
    case
}

/// Gives the admin a second step whose codes nobody has.
fn lock(case: &mut Case) {
    let desk = open(case.stopped());
    let ada = desk.user_by_email(&address(ADA)).unwrap().unwrap();
    let key = store::seal::Key::load_or_make(&case.data.join("guichet.key")).unwrap();
    let put = desk.store().write(move |tx| {
        let second_step = Some(SecondStep {
            last_step: 1,
            recovery: Vec::new(),
        });
        let user = User {
            second_step,
            ..ada.clone()
        };
        store::user::put(tx, &user)?;
        let name = guichet::desk::second_step::seed_name(user.id);
        store::settings::put_secret(tx, &key, &name, Some(b"a seed"))?;
        tx.change(Change::Settings).map(drop)
    });
    put.unwrap();
}

#[test]
fn the_list_is_a_table() {
    in_both(|state| {
        let case = with_url(state);
        add(
            &case,
            INES,
            &["--role", "observer,expert", "--visibility", "own"],
        )
        .check(0, &[]);
        let ended = case.verb(&["user", "list"]);
        ended.check(0, &[]);
        let lines: Vec<&str> = ended.out.lines().collect();
        assert_eq!(lines.len(), 3, "{ended:?}");
        let words = |line: &str| {
            let cells = line
                .split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty());
            cells.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(words(lines[0])[..2], ["EMAIL", "NAME"]);
        assert_eq!(
            words(lines[1]),
            [ADA, "ada", "admin", "all", "-", "off", "active"]
        );
        assert_eq!(
            words(lines[2]),
            [
                INES,
                "Ines Caron",
                "observer, expert",
                "own",
                "-",
                "off",
                "invited"
            ]
        );
        let column = lines[0].find("ROLES").unwrap();
        assert!(
            lines[2][column..].starts_with("observer, expert"),
            "{ended:?}"
        );
    });
}

#[test]
fn without_a_password_a_link_is_the_last_line_and_works() {
    in_both(|state| {
        let mut case = with_url(state);
        let ended = add(&case, INES, &["--role", "admin"]);
        ended.check(
            0,
            &[
                "made the user ines@lumen.example (admin)",
                "works once, for 7 days",
            ],
        );
        let link = ended.last_line().to_owned();
        let secret = link
            .strip_prefix("https://desk.example.org/invite/")
            .unwrap();
        assert_eq!(secret.len(), 22, "{link}");
        // Again: another link, and the first one ends.
        let again = case.verb(&["user", "password", INES]);
        again.check(0, &["works once, for 7 days"]);
        let newer = again.last_line().to_owned();
        let reset = case.verb(&["user", "password", ADA]);
        reset.check(
            0,
            &[
                "works once, for one hour",
                "https://desk.example.org/reset/",
            ],
        );
        let desk = open(case.stopped());
        let works = |link: &str| {
            let secret = link.rsplit('/').next().unwrap();
            let purpose = guichet::domain::credential::LinkPurpose::Invite;
            desk.password_link(purpose, secret, guichet::base::clock::now())
                .is_ok()
        };
        assert!(!works(&link) && works(&newer));
    });
}

#[test]
fn a_link_needs_the_address_of_the_desk() {
    in_both(|state| {
        let case = Case::set_up(state);
        let ended = add(&case, INES, &[]);
        ended.check(2, &["--password-file", "[web] url"]);
        case.verb(&["user", "password", ADA])
            .check(2, &["[web] url"]);
        case.verb(&["user", "list"]).check(0, &[ADA]);
        assert!(
            !case.verb(&["user", "list"]).out.contains(INES),
            "nobody was made"
        );
    });
}

#[test]
fn what_is_not_there_is_answered_with_what_is() {
    in_both(|state| {
        let case = with_url(state);
        add(&case, INES, &["--role", "chief"])
            .check(1, &["no role `chief`; there are: admin, expert, observer"]);
        add(&case, INES, &["--role", "EXPERT,boss"]).check(1, &["no role `boss`"]);
        add(&case, INES, &["--group", "Nobody"]).check(1, &["no group `Nobody`"]);
        add(&case, INES, &["--visibility", "mine"]).check(2, &["own, groups or all"]);
        for verb in ["totp-reset", "disable", "enable"] {
            case.verb(&["user", verb, "nobody@lumen.example"])
                .check(1, &["there is no such user"]);
        }
        add(&case, "support@lumen.example", &[]).check(1, &["belongs to the desk itself"]);
        assert_eq!(case.verb(&["user", "list"]).out.lines().count(), 2);
    });
}

#[test]
fn the_only_admin_who_lost_everything_comes_back() {
    in_both(|state| {
        let mut case = Case::set_up(state);
        lock(&mut case);
        if state == State::Running {
            case.running();
        }
        case.verb(&["user", "list"]).check(0, &["on      "]);
        let secret = password_file(case.folder.path(), "new", "a lamp in the window\n");
        let secret = secret.to_str().unwrap();
        case.verb(&["user", "password", ADA, "--password-file", secret])
            .check(0, &[]);
        case.verb(&["user", "totp-reset", ADA])
            .check(0, &["signs in with the password alone"]);
        case.verb(&["user", "totp-reset", ADA])
            .check(0, &["nothing was changed"]);
        let desk = open(case.stopped());
        assert!(signs_in(&desk, ADA, "a lamp in the window"));
        let view = desk.store().read().unwrap();
        let ada = desk.user_by_email(&address(ADA)).unwrap().unwrap();
        let key = store::seal::Key::load_or_make(&case.data.join("guichet.key")).unwrap();
        let name = guichet::desk::second_step::seed_name(ada.id);
        assert_eq!(store::settings::secret(&view, &key, &name).unwrap(), None);
        let mut acts = Vec::new();
        store::audit::before(&view, None, |line| {
            acts.push(line.act.word());
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        assert!(
            acts.starts_with(&["signed-in", "second-step-off", "password-set"]),
            "{acts:?}"
        );
    });
}

#[test]
fn the_last_admin_stays() {
    in_both(|state| {
        let mut case = with_url(state);
        let refused = case.verb(&["user", "disable", ADA]);
        refused.check(1, &["is the last one who can sign in as admin"]);
        // Somebody invited cannot sign in yet: that is no second admin.
        add(&case, INES, &["--role", "admin"]).check(0, &[]);
        case.verb(&["user", "disable", ADA])
            .check(1, &["is the last one"]);
        let secret = password_file(case.folder.path(), "ines", "a lamp in the window");
        let secret = secret.to_str().unwrap();
        case.verb(&["user", "password", INES, "--password-file", secret])
            .check(0, &[]);
        case.verb(&["user", "disable", ADA])
            .check(0, &["is shut out"]);
        case.verb(&["user", "list"]).check(0, &["disabled"]);
        case.verb(&["user", "password", ADA])
            .check(1, &["deactivated"]);
        let desk = open(case.stopped());
        assert!(!signs_in(&desk, ADA, "a quiet desk near the door"));
        drop(desk);
        case.verb(&["user", "enable", ADA])
            .check(0, &["can sign in again"]);
        let desk = open(case.stopped());
        assert!(signs_in(&desk, ADA, "a quiet desk near the door"));
    });
}

#[test]
fn a_token_of_somebody_disabled_is_worth_nothing() {
    let mut case = Case::set_up(State::Running);
    let secret = password_file(case.folder.path(), "ines", "a lamp in the window");
    let secret = secret.to_str().unwrap().to_owned();
    add(&case, INES, &["--password-file", &secret]).check(0, &[]);
    let ended = case.verb(&["token", "create", INES]);
    let token = ended.last_line().to_owned();
    let web = case.running().web;
    assert_eq!(http::get(web, "/api/v1/tickets", &token).status, 200);
    case.verb(&["user", "disable", INES]).check(0, &[]);
    assert_eq!(http::get(web, "/api/v1/tickets", &token).status, 401);
    case.verb(&["user", "enable", INES]).check(0, &[]);
    assert_eq!(http::get(web, "/api/v1/tickets", &token).status, 200);
}

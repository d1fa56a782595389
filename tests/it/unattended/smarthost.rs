//! `guichet smarthost`: entered again with the desk stopped and running, and when it must be.

use std::path::Path;

use guichet::{
    desk::{Desk, DeskOptions, deliver::SendRoute},
    domain::settings::SmarthostSecurity,
};

use super::verbs::{Case, State, in_both};
use crate::{
    program::{http, mailer::Mailer, password_file},
    support::{
        sink::{Sink, SinkOptions},
        soon,
    },
    world::program::free_address,
};

/// What `guichet smarthost set` must be called in the log and by `guichet check`.
const VERB: &str = "guichet smarthost set URL --password-file FILE";

fn route(data: &Path) -> SendRoute {
    let desk = Desk::open(DeskOptions::for_testing(data)).unwrap();
    desk.send_route().unwrap()
}

#[test]
fn it_is_set_shown_and_taken_away() {
    in_both(|state| {
        let mut case = Case::new(state);
        case.verb(&["smarthost", "show"])
            .check(1, &["guichet setup"]);
        case.setup(&[]).check(0, &[]);
        let secret = password_file(case.folder(), "smarthost", "s3cret");
        let secret = secret.to_str().unwrap();
        case.verb(&["smarthost", "show"])
            .check(0, &["straight to each recipient's server"]);
        let url = "smtps://ada@mail.example:4650";
        let set = case.verb(&["smarthost", "set", url, "--password-file", secret]);
        set.check(0, &[url, "with a password"]);
        let shown = case.verb(&["smarthost", "show"]);
        shown.check(0, &[url]);
        assert!(!format!("{shown:?}").contains("s3cret"), "{shown:?}");
        for (words, why) in [
            (&["smarthost", "set", url][..], "no password was given"),
            (&["smarthost", "set", "plain://mail.example"], "in clear"),
            (
                &[
                    "smarthost",
                    "set",
                    "plain://127.0.0.1",
                    "--password-file",
                    secret,
                ],
                "password in clear",
            ),
            (&["smarthost", "set", "http://mail.example"], "smtps://"),
            (
                &["smarthost", "set", url, "--password-file", "/nowhere"],
                "/nowhere does not exist",
            ),
        ] {
            let refused = case.verb(words);
            refused.check(2, &[why]);
            assert_eq!(refused.out, "", "nothing was done");
        }
        let SendRoute::Smarthost {
            smarthost,
            password,
        } = route(case.stopped())
        else {
            panic!("no smarthost");
        };
        assert_eq!(smarthost.security, SmarthostSecurity::Tls);
        assert_eq!(password.as_deref(), Some("s3cret"));
        if state == State::Running {
            case.running();
        }
        case.verb(&["smarthost", "none"]).check(0, &["straight"]);
        assert_eq!(route(case.stopped()), SendRoute::Mx);
    });
}

/// A mail that waits for a smarthost that is not there leaves through the next one, at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_running_desk_sends_through_it_without_a_restart() {
    let sink = Sink::start(SinkOptions::default()).await;
    let port = sink.address.port();
    tokio::task::spawn_blocking(move || {
        let mut case = Case::new(State::Stopped);
        let dead = format!("plain://{}", free_address());
        let ended = case.setup(&["--smarthost", &dead, "--token"]);
        ended.check(0, &[]);
        let token = ended.last_line().to_owned();
        let (web, smtp) = (case.running().web, case.running().smtp);
        let mut mailer = Mailer::connect(smtp).unwrap();
        let raw = "From: ines@cust.example\r\nSubject: lamp\r\n\r\ndark\r\n";
        let reply = mailer.deliver("ines@cust.example", "support@lumen.example", raw);
        assert!(reply.unwrap().starts_with("250"));
        let path = "/api/v1/tickets/1/messages";
        let headers = [
            &format!("Authorization: Bearer {token}")[..],
            "Content-Type: application/json",
        ];
        let answer = http::request(web, "POST", path, &headers, r#"{"text":"on?"}"#);
        assert_eq!(answer.status, 201, "{}", answer.body);
        case.running().said("delivery delayed");
        let new = format!("plain://127.0.0.1:{port}");
        case.verb(&["smarthost", "set", &new]).check(0, &[&new]);
        case.running().said(" delivered");
        case.stopped();
    })
    .await
    .unwrap();
    soon(
        "the sink has it",
        sink.until("one", |seen| seen.received.len() == 1),
    )
    .await;
}

#[test]
fn a_password_under_a_lost_key_is_named_with_the_verb_that_mends_it() {
    let mut case = Case::new(State::Stopped);
    let secret = password_file(case.folder(), "smarthost", "s3cret");
    let secret = secret.to_str().unwrap();
    let url = "smtps://ada@mail.example:4650";
    let smarthost = ["--smarthost", url, "--smarthost-password-file", secret];
    case.setup(&smarthost).check(0, &[]);
    let sound = case.verb(&["check"]);
    sound.check(0, &[]);
    assert_eq!(sound.err, "");
    std::fs::remove_file(case.stopped().join("guichet.key")).unwrap();
    case.verb(&["check"]).check(0, &["warning: ", VERB]);
    assert!(
        !case.stopped().join("guichet.key").exists(),
        "a look makes no key"
    );
    case.running().said(VERB);
    case.verb(&["check"]).check(0, &["warning: ", VERB]);
    case.verb(&["smarthost", "show"]).check(0, &[url, VERB]);
    let again = case.verb(&["smarthost", "set", url, "--password-file", secret]);
    again.check(0, &["with a password"]);
    let sound = case.verb(&["check"]);
    sound.check(0, &[]);
    assert_eq!(sound.err, "");
    assert!(matches!(route(case.stopped()), SendRoute::Smarthost { .. }));
}

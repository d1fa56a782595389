//! Every verb, with the desk stopped and running: the same words do the same.

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
};

use guichet::{
    desk::{Desk, DeskOptions, deliver::SendRoute, sign_in::Browser},
    domain::{address::EmailAddress, role::EXPERT, settings::SmarthostSecurity, time::Timestamp},
};

use crate::program::{self, Program, http, mailer::Mailer, password_file, serve, setup, verb};

const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

/// A data folder, and a desk on it in one of the two cases.
pub struct Case {
    pub folder: tempfile::TempDir,
    pub data: PathBuf,
    desk: Option<Program>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    Stopped,
    Running,
}

impl Case {
    pub fn new(state: State) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let desk = (state == State::Running).then(|| serve(&data));
        Self { folder, data, desk }
    }

    pub fn set_up(state: State) -> Self {
        let case = Self::new(state);
        case.setup(&[]).check(0, &["ada@lumen.example is admin"]);
        case
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn setup(&self, extra: &[&str]) -> program::Ended {
        setup(self.folder.path(), &self.data, extra)
    }

    pub fn verb(&self, words: &[&str]) -> program::Ended {
        verb(&self.data, words)
    }

    /// The running desk, started if it was stopped.
    pub fn running(&mut self) -> &Program {
        let data = &self.data;
        self.desk.get_or_insert_with(|| serve(data))
    }

    /// The data folder, when nobody has it open.
    pub fn stopped(&mut self) -> &Path {
        if let Some(desk) = self.desk.take() {
            desk.stop();
        }
        &self.data
    }
}

pub fn in_both(test: impl Fn(State)) {
    for state in [State::Stopped, State::Running] {
        println!("{state:?}");
        test(state);
    }
}

pub fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

pub fn signs_in(desk: &std::sync::Arc<Desk>, email: &str, password: &str) -> bool {
    let peer = IpAddr::from([127, 0, 0, 1]);
    desk.sign_in(email, password, &Browser::new(peer, ""), NOW)
        .is_ok()
}

pub fn open(data: &Path) -> std::sync::Arc<Desk> {
    Desk::open(DeskOptions::for_testing(data)).unwrap()
}

#[test]
fn setup_prints_a_token_that_works() {
    in_both(|state| {
        let mut case = Case::new(state);
        let ended = case.setup(&["--token"]);
        ended.check(0, &["the desk is set up: ada@lumen.example is admin"]);
        let token = ended.last_line().to_owned();
        assert!(token.starts_with("gui_") && token.len() == 47, "{token}");
        let web = case.running().web;
        assert_eq!(http::get(web, "/api/v1/tickets", &token).status, 200);
        let wrong = format!("{}x", &token[..46]);
        assert_eq!(http::get(web, "/api/v1/tickets", &wrong).status, 401);

        let again = case.setup(&["--token"]);
        again.check(1, &["error: this desk is set up already"]);
        assert!(!again.out.contains("gui_"), "{again:?}");
    });
}

#[test]
fn setup_writes_the_url_and_serve_reads_it() {
    in_both(|state| {
        let mut case = Case::new(state);
        let ended = case.setup(&["--url", "https://desk.example.org", "--token"]);
        ended.check(0, &["wrote [web] url = \"https://desk.example.org\""]);
        assert!(ended.last_line().starts_with("gui_"), "the token is last");
        let file = std::fs::read_to_string(case.data.join("guichet.toml")).unwrap();
        assert!(
            file.contains("url = \"https://desk.example.org\""),
            "{file}"
        );
        case.stopped();
        let desk = case.running();
        desk.said("the desk is open at https://desk.example.org");
        // Its own name alone is served.
        assert_eq!(http::get(desk.web, "/sign-in", "").status, 421);
        assert_eq!(http::get(desk.web, "/healthz", "").status, 200);
    });
}

#[test]
fn setup_takes_a_smarthost_and_its_password() {
    in_both(|state| {
        let mut case = Case::new(state);
        let secret = password_file(case.folder.path(), "smarthost", "s3cret");
        let secret = secret.to_str().unwrap();
        let refused = |words: &[&str], parts: &[&str]| {
            let ended = case.setup(words);
            ended.check(2, parts);
            assert_eq!(ended.out, "", "nothing was done");
        };
        refused(
            &["--smarthost", "plain://mail.example:25"],
            &["--smarthost"],
        );
        refused(
            &[
                "--smarthost",
                "plain://127.0.0.1:25",
                "--smarthost-password-file",
                secret,
            ],
            &["--smarthost", "password"],
        );
        refused(&["--smarthost-password-file", secret], &["--smarthost"]);
        case.setup(&[
            "--smarthost",
            "smtps://ada@mail.example:4650",
            "--smarthost-password-file",
            secret,
        ])
        .check(0, &[]);
        let desk = open(case.stopped());
        let SendRoute::Smarthost {
            smarthost,
            password,
        } = desk.send_route().unwrap()
        else {
            panic!("no smarthost");
        };
        assert_eq!(smarthost.host, "mail.example");
        assert_eq!((smarthost.port, smarthost.user.as_str()), (4650, "ada"));
        assert_eq!(smarthost.security, SmarthostSecurity::Tls);
        assert_eq!(password.as_deref(), Some("s3cret"));
    });
}

#[test]
fn users_are_added_and_get_new_passwords() {
    in_both(|state| {
        let mut case = Case::set_up(state);
        let first = password_file(case.folder.path(), "first", "the first of two\n");
        let second = password_file(case.folder.path(), "second", "the second of two");
        let short = password_file(case.folder.path(), "short", "short");
        let path = |path: &Path| path.to_str().unwrap().to_owned();
        let (first, second, short) = (path(&first), path(&second), path(&short));
        let add = |email: &str, file: &str| {
            case.verb(&[
                "user",
                "add",
                email,
                "--name",
                "Ines",
                "--password-file",
                file,
            ])
        };
        let set = |email: &str, file: &str| {
            case.verb(&["user", "password", email, "--password-file", file])
        };
        add("ines@lumen.example", &first).check(0, &["made the user ines@lumen.example (expert)"]);
        add("INES@lumen.example", &first).check(1, &["error: "]);
        add("paul@lumen.example", &short).check(2, &["--password-file"]);
        add("paul@lumen.example", "/nowhere").check(2, &["/nowhere does not exist"]);
        set("ines@lumen.example", &second).check(0, &["set the password of ines@lumen.example"]);
        set("paul@lumen.example", &second).check(1, &["there is no such user"]);
        let desk = open(case.stopped());
        assert!(signs_in(&desk, "ines@lumen.example", "the second of two"));
        assert!(!signs_in(&desk, "ines@lumen.example", "the first of two"));
        assert!(signs_in(
            &desk,
            "ada@lumen.example",
            "a quiet desk near the door"
        ));
        let ines = desk.user_by_email(&address("ines@lumen.example")).unwrap();
        assert_eq!(ines.unwrap().roles, [EXPERT]);
    });
}

#[test]
fn an_added_mailbox_receives_at_once() {
    in_both(|state| {
        let mut case = Case::set_up(state);
        case.verb(&[
            "mailbox",
            "add",
            "sales@lumen.example",
            "--alias",
            "offers@lumen.example",
        ])
        .check(0, &["receives mail for sales@lumen.example"]);
        case.verb(&["mailbox", "add", "sales@lumen.example"])
            .check(1, &["error: "]);
        case.verb(&["mailbox", "add", "sales+x@lumen.example"])
            .check(2, &["holds no +"]);
        let mut mailer = Mailer::connect(case.running().smtp).unwrap();
        for to in ["sales@lumen.example", "offers@lumen.example"] {
            let raw = format!("From: a@cust.example\r\nSubject: {to}\r\n\r\nx\r\n");
            let reply = mailer.deliver("a@cust.example", to, &raw).unwrap();
            assert!(reply.starts_with("250 2.0.0 kept "), "{reply}");
        }
    });
}

#[test]
fn a_token_is_narrowed_and_ends_when_it_is_told_to() {
    in_both(|state| {
        let mut case = Case::set_up(state);
        let create = |words: &[&str]| {
            let all = [&["token", "create", "ada@lumen.example"], words].concat();
            case.verb(&all)
        };
        let scopes = ["--scope", "tickets:read", "--scope", "admin"];
        let ended = create(&[&scopes[..], &["--expires", "2099-12-31"]].concat());
        ended.check(0, &["gui_"]);
        let token = ended.last_line().to_owned();
        create(&["--scope", "rules"]).check(2, &["tickets:read, tickets:write, admin, all"]);
        create(&["--expires", "soon"]).check(2, &["a day such as 2026-12-31"]);
        create(&["--expires", "2001-01-01"]).check(1, &["choose a day to come"]);
        let web = case.running().web;
        assert_eq!(http::get(web, "/api/v1/tickets", &token).status, 200);
        let own = http::get(web, "/api/v1/tokens", &token);
        assert_eq!(own.status, 200);
        let (scopes, ends) = ("[\"tickets:read\",\"admin\"]", "\"expires_at\":\"");
        assert!(
            own.body.contains(scopes) && own.body.contains(ends),
            "{}",
            own.body
        );
    });
}

#[test]
fn a_token_of_a_person_is_the_last_line_and_works() {
    in_both(|state| {
        let mut case = Case::set_up(state);
        let ended = case.verb(&["token", "create", "ada@lumen.example", "--name", "backup"]);
        ended.check(0, &[]);
        let token = ended.last_line().to_owned();
        case.verb(&["token", "create", "nobody@lumen.example"])
            .check(1, &["there is no such user"]);
        let web = case.running().web;
        assert_eq!(http::get(web, "/api/v1/tickets", &token).status, 200);
    });
}

#[test]
fn the_data_folder_is_guichet_data_where_nothing_else_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let password = password_file(folder.path(), "password", "a quiet desk near the door");
    let mut command = program::command([
        "setup",
        "--organization",
        "Lumen",
        "--admin",
        "ada@lumen.example",
        "--mailbox",
        "support@lumen.example",
        "--password-file",
        password.to_str().unwrap(),
    ]);
    command.current_dir(folder.path());
    program::run(command).check(0, &[]);
    assert!(folder.path().join("guichet-data/guichet.redb").exists());
}

#[test]
fn verbs_at_the_same_time_wait_for_each_other() {
    in_both(|state| {
        let case = Case::set_up(state);
        let create = || case.verb(&["token", "create", "ada@lumen.example"]);
        std::thread::scope(|scope| {
            let verbs: Vec<_> = (0..6).map(|_| scope.spawn(create)).collect();
            for verb in verbs {
                verb.join().unwrap().check(0, &["gui_"]);
            }
        });
    });
}

#[test]
fn a_mailbox_leaves_room_for_the_token_of_an_answer() {
    let case = Case::set_up(State::Stopped);
    let add = |octets: usize| {
        let address = format!("{}@lumen.example", "m".repeat(octets));
        case.verb(&["mailbox", "add", &address])
    };
    add(46).check(0, &["the desk now receives mail for mmm"]);
    add(47).check(
        1,
        &["error: address: the part before @ has at most 46 octets"],
    );
    let case = Case::new(State::Stopped);
    let long = format!("{}@lumen.example", "m".repeat(47));
    let password = password_file(case.folder.path(), "p", "a quiet desk near the door");
    let words = [
        "setup",
        "--organization",
        "Lumen",
        "--admin",
        "ada@lumen.example",
    ];
    let file = [
        "--password-file",
        password.to_str().unwrap(),
        "--mailbox",
        &long,
    ];
    case.verb(&[&words[..], &file[..]].concat())
        .check(1, &["at most 46 octets"]);
    case.setup(&[]).check(0, &["the desk is set up"]);
}

#[test]
fn a_token_is_not_lost_when_the_url_cannot_be_written() {
    in_both(|state| {
        let mut case = Case::new(state);
        let data = case.data.clone();
        std::fs::create_dir_all(data.join("guichet.toml.new")).unwrap();
        let ended = case.setup(&["--url", "https://desk.example.org", "--token"]);
        ended.check(1, &["guichet.toml was not written"]);
        let token = ended.last_line().to_owned();
        assert!(token.starts_with("gui_"), "{ended:?}");
        let web = case.running().web;
        assert_eq!(http::get(web, "/api/v1/tickets", &token).status, 200);
    });
}

//! `guichet reindex`, with the desk stopped and running: the search has everything before and after.

use super::verbs::{Case, State};
use crate::program::{http, mailer::Mailer, verb};

fn found(case: &mut Case, token: &str, word: &str) -> usize {
    let web = case.running().web;
    let token = format!("Authorization: Bearer {token}");
    let path = format!("/api/v1/tickets?query={word}");
    let answer = http::request(web, "GET", &path, &[&token], "");
    assert_eq!(answer.status, 200, "{}", answer.body);
    let list: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    list["tickets"].as_array().unwrap().len()
}

#[test]
fn the_index_is_made_anew_whether_the_desk_runs_or_not() {
    for state in [State::Stopped, State::Running] {
        let mut case = Case::set_up(state);
        let token = case.verb(&["token", "create", "ada@lumen.example"]);
        let token = token.last_line().to_owned();
        let mut mailer = Mailer::connect(case.running().smtp).unwrap();
        for number in 1..=3 {
            let raw = format!(
                "From: ines@cust.example\r\nTo: support@lumen.example\r\nSubject: lamp\r\n\
                 Message-ID: <r{number}@cust.example>\r\n\r\nserial{number}x\r\n"
            );
            let reply = mailer.deliver("ines@cust.example", "support@lumen.example", &raw);
            assert!(reply.unwrap().starts_with("250 2.0.0 kept "));
        }
        drop(mailer);
        assert_eq!(found(&mut case, &token, "lamp"), 3);
        let mark = case.data.join("search/1/mark");
        std::fs::write(&mark, "").unwrap();
        if state == State::Stopped {
            case.stopped();
        }
        let done = case.verb(&["reindex"]);
        done.check(0, &["of 3 tickets", "the search index is new"]);
        assert!(!mark.exists(), "{state:?}: it is the old one");
        for number in 1..=3 {
            assert_eq!(found(&mut case, &token, &format!("serial{number}x")), 1);
        }
    }
    let folder = tempfile::tempdir().unwrap();
    verb(folder.path(), &["reindex"]).check(1, &["there is no desk in"]);
}

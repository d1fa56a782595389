//! Which sets of flags make a first run.

use std::{fs, path::Path};

use clap::{Args as _, Command, FromArgMatches as _};

use super::*;

const PASSWORD: &str = "--password-file good --mailbox help@lumen.example";

/// Expects a part of every message, or none at all when the flags are right.
fn check(line: &str, expected: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("good"), "correct horse battery\n").expect("can be written");
    fs::write(folder.path().join("short"), "horse\n").expect("can be written");
    let place = |word: &str| match word {
        "good" | "short" | "missing" => folder.path().join(word).display().to_string(),
        other => other.replace('_', " "),
    };
    let command = Setup::augment_args(Command::new("setup")).no_binary_name(true);
    let found = command
        .try_get_matches_from(line.split_whitespace().map(place))
        .and_then(|matches| Setup::from_arg_matches(&matches))
        .map_err(|error| error.to_string())
        .and_then(|args| {
            let config = Config::for_testing(Path::new("d"));
            plan(&args, &config).map_err(|error| error.to_string())
        });
    match found {
        Ok(_) => assert!(expected.is_empty(), "{line}: accepted"),
        Err(text) => {
            assert!(!expected.is_empty(), "{line}: {text}");
            for part in expected {
                assert!(text.contains(part), "{line}: {text}");
            }
        }
    }
}

#[test]
fn accepts_and_refuses() {
    let who = "--organization Lumen_SARL --admin ines@lumen.example";
    let all = format!("{who} {PASSWORD}");
    check(&all, &[]);
    check(
        &format!("{all} --data d --url https://desk.lumen.example --token"),
        &[],
    );
    check(&format!("{all} --smarthost plain://127.0.0.1:2526"), &[]);
    check(
        &format!("{all} --smarthost smtps://u@mx.lumen.example --smarthost-password-file short"),
        &[],
    );
    check(PASSWORD, &["--organization <NAME>", "--admin <EMAIL>"]);
    check(
        &format!("--organization _ --admin a@b.example {PASSWORD}"),
        &["not empty"],
    );
    check(
        &format!("--organization L --admin ines {PASSWORD}"),
        &["form name@domain"],
    );
    check(
        &format!("{all} --url https://desk.lumen.example/help"),
        &["has a path"],
    );
    check(
        &format!("{all} --url desk.lumen.example"),
        &["http://", "for example"],
    );
    check(
        &format!("{all} --smarthost mx.lumen.example"),
        &["smtps://"],
    );
    check(
        &format!("{all} --smarthost smtp://u:p@mx.lumen.example"),
        &["file of its own"],
    );
    check(
        &format!("{all} --smarthost plain://mx.lumen.example"),
        &["in clear", "allow_private"],
    );
    check(
        &format!("{all} --smarthost smtps://u@mx.lumen.example"),
        &["no password was given"],
    );
    check(
        &format!("{all} --smarthost plain://u@127.0.0.1 --smarthost-password-file good"),
        &["password in clear"],
    );
    check(
        &format!("{all} --smarthost-password-file good"),
        &["--smarthost"],
    );
    check(
        &format!("{who} --mailbox help@lumen.example --password-file short"),
        &["--password-file: ", "of 5 characters"],
    );
    check(
        &format!(
            "{who} --mailbox help@lumen.example --password-file missing --smarthost \
             plain://192.0.2.1 --smarthost-password-file missing"
        ),
        &[
            "--password-file: ",
            "does not exist\n--smarthost-password-file: ",
            "--smarthost: would send a password in clear",
        ],
    );
}

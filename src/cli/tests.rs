//! The definitions of all verbs agree with themselves, and say every setting in their help.

use clap::{Args as _, Command, CommandFactory};

use super::*;

#[test]
fn definitions_agree() {
    Guichet::command().debug_assert();
    let command = |name: &'static str| Command::new(name);
    serve::Serve::augment_args(command("serve")).debug_assert();
    demo::Demo::augment_args(command("demo")).debug_assert();
    setup::Setup::augment_args(command("setup")).debug_assert();
    user::User::augment_args(command("user")).debug_assert();
    mailbox::Mailbox::augment_args(command("mailbox")).debug_assert();
    token::Token::augment_args(command("token")).debug_assert();
    smarthost::Smarthost::augment_args(command("smarthost")).debug_assert();
}

fn check(verb: Command, line: &str, expected: Result<(), &str>) {
    let words = line.split_whitespace();
    let found = verb.no_binary_name(true).try_get_matches_from(words);
    match (found, expected) {
        (Ok(_), Ok(())) => {}
        (Err(error), Err(part)) => {
            let text = error.to_string();
            assert!(text.contains(part), "{line}: {text}");
            assert_eq!(error.exit_code(), 2, "{line}");
        }
        (found, expected) => panic!("{line}: {found:?}, not {expected:?}"),
    }
}

#[test]
fn reads_the_other_verbs() {
    let user = || user::User::augment_args(Command::new("user"));
    check(
        user(),
        "add i@lumen.example --name Ines --password-file p",
        Ok(()),
    );
    check(
        user(),
        "add i@lumen.example --data d --role admin --name I --password-file p",
        Ok(()),
    );
    check(
        user(),
        "add i@lumen.example --password-file p",
        Err("--name <NAME>"),
    );
    check(
        user(),
        "add ines --name I --password-file p",
        Err("form name@domain"),
    );
    check(
        user(),
        "add i@lumen.example --name I --visibility mine --password-file p",
        Err("write own, groups or all"),
    );
    check(user(), "password i@lumen.example --password-file p", Ok(()));
    check(user(), "password i@lumen.example", Ok(()));
    check(user(), "list --data d", Ok(()));
    check(
        user(),
        "add i@lumen.example --name I --role admin,expert --group Devices",
        Ok(()),
    );
    for verb in ["totp-reset", "disable", "enable"] {
        check(user(), &format!("{verb} i@lumen.example --data d"), Ok(()));
        check(user(), verb, Err("<EMAIL>"));
    }
    let mailbox = || mailbox::Mailbox::augment_args(Command::new("mailbox"));
    check(
        mailbox(),
        "add help@lumen.example --alias a@lumen.example --no-plus-addresses",
        Ok(()),
    );
    check(
        mailbox(),
        "add help@lumen.example --delivery-domain a..b",
        Err("no domain name"),
    );
    check(mailbox(), "add", Err("<ADDRESS>"));
    let token = || token::Token::augment_args(Command::new("token"));
    check(token(), "create i@lumen.example --data d", Ok(()));
    check(token(), "create", Err("<EMAIL>"));
    let serve = || serve::Serve::augment_args(Command::new("serve"));
    check(
        serve(),
        "--data d --web 127.0.0.1:1 --smtp 127.0.0.1:2 --config f",
        Ok(()),
    );
    check(serve(), "--smpt 127.0.0.1:1", Err("'--smtp'"));
}

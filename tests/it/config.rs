//! What the admin may write, and what is said about everything else.
//!
//! One line per mistake. A part of them goes through the real program, the rest through `load`.

use std::{
    path::Path,
    process::{Command, Output},
};

use guichet::config::{self, Config, Sources, help, raw::RawConfig, registry::SETTINGS};

mod mistakes;

use mistakes::{By, MISTAKES, Mistake};

fn check(mistake: &Mistake, said: &str) {
    let found = said
        .lines()
        .any(|line| mistake.parts.iter().all(|part| line.contains(part)));
    assert!(
        found,
        "{:?} {:?} was answered by:\n{said}",
        mistake.by, mistake.text
    );
}

fn pair(text: &str) -> (String, String) {
    let (name, value) = text.split_once('=').expect("the table holds name=value");
    (name.to_owned(), value.to_owned())
}

fn name_of_flag(flag: &str) -> String {
    let setting = SETTINGS.iter().find(|setting| setting.flag() == Some(flag));
    setting.expect("the table holds flags").name()
}

fn said_in_process(mistake: &Mistake) -> String {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut sources = Sources::default();
    match mistake.by {
        By::File => {
            let path = folder.path().join("f.toml");
            std::fs::write(&path, mistake.text).expect("can be written");
            sources.config = Some(path);
        }
        By::Env => sources.env.push(pair(mistake.text)),
        By::Flag => {
            let (flag, value) = pair(mistake.text);
            sources.flags.push((name_of_flag(&flag), value));
        }
    }
    match config::load(&sources) {
        Ok(loaded) => panic!("{:?} was accepted: {:?}", mistake.text, loaded.config),
        Err(faults) => faults.to_string(),
    }
}

fn guichet(folder: &Path, args: &[&str], env: &[(String, String)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_guichet"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .envs(env.iter().cloned())
        .output()
        .expect("the program starts")
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

#[test]
fn mistakes_are_named() {
    for mistake in MISTAKES {
        check(mistake, &said_in_process(mistake));
    }
}

#[test]
fn mistakes_end_the_program_with_2() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("f.toml");
    // Every fifth of them: names, grammar, types, values and combinations, by each hand.
    let mut tried = 0;
    for mistake in MISTAKES
        .iter()
        .step_by(5)
        .chain(MISTAKES.iter().rev().take(4))
    {
        let output = match mistake.by {
            By::File => {
                std::fs::write(&path, mistake.text).expect("can be written");
                guichet(folder.path(), &["check", "--config", "f.toml"], &[])
            }
            By::Env => guichet(folder.path(), &["check"], &[pair(mistake.text)]),
            By::Flag => {
                let (flag, value) = pair(mistake.text);
                guichet(folder.path(), &["check", &format!("--{flag}"), &value], &[])
            }
        };
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{:?}: {said}", mistake.text);
        assert!(
            said.lines().all(|line| line.starts_with("error: ")),
            "{said}"
        );
        assert!(output.stdout.is_empty(), "nothing is in effect");
        check(mistake, &said);
        tried += 1;
    }
    assert!(tried > 12, "{tried}");
}

#[test]
fn all_mistakes_are_said_at_once() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = "dta = \"x\"\n[web]\nlisten = 1\nurl = \"x\"\n[log]\nlevel = \"loud\"\n";
    std::fs::write(folder.path().join("f.toml"), file).expect("can be written");
    let env = [pair("GUICHET_DNS_SERVERS=x"), pair("GUICHET_NAME=x")];
    let output = guichet(folder.path(), &["check", "--config", "f.toml"], &env);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(said.lines().count(), 6, "{said}");
}

#[test]
fn a_value_that_is_overridden_is_judged_too() {
    let mut raw = RawConfig::default();
    raw.add_file(Path::new("f.toml"), "[web]\nlisten = \"x\"");
    raw.add_flag("web.listen", "127.0.0.1:1");
    assert!(Config::mean(&raw).is_err());
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let write = |name: &str, content: &[u8]| {
        std::fs::write(folder.path().join(name), content).expect("can be written");
    };
    write("latin.toml", b"# caf\xc3\xa9\n# caf\xe9\n");
    write("big.toml", &vec![b'#'; 2 << 20]);
    for (name, part) in [
        ("missing.toml", "missing.toml: there is no such file"),
        ("latin.toml", "latin.toml:2: this line is no UTF-8"),
        ("big.toml", "big.toml: is no configuration: over 1 MiB"),
        (".", ".: cannot be read"),
    ] {
        for (args, env) in [
            (vec!["check", "--config", name], vec![]),
            (
                vec!["check"],
                vec![("GUICHET_CONFIG".to_owned(), name.to_owned())],
            ),
        ] {
            let output = guichet(folder.path(), &args, &env);
            assert_eq!(output.status.code(), Some(2), "{name}");
            assert!(
                text(&output.stderr).contains(part),
                "{}",
                text(&output.stderr)
            );
        }
    }
}

#[test]
fn flag_beats_environment_beats_file_beats_default() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = "[web]\nlisten = \"127.0.0.1:1\"\nproxies = [\"10.0.0.0/8\"]\n";
    std::fs::write(folder.path().join("f.toml"), file).expect("can be written");
    let config = ["check", "--config", "f.toml"];
    let flags = ["check", "--config", "f.toml", "--web", "127.0.0.1:0"];
    let env = [
        pair("GUICHET_WEB_LISTEN=127.0.0.1:2"),
        pair("GUICHET_SMTP_UNLIMITED_FROM="),
    ];
    let effective = |args: &[&str], env: &[(String, String)]| {
        let output = guichet(folder.path(), args, env);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let has = |all: &str, line: &str| assert!(all.lines().any(|one| one == line), "{line}\n{all}");
    has(
        &effective(&["check"], &[]),
        "listen = \"127.0.0.1:8080\" # default",
    );
    has(
        &effective(&config, &[]),
        "listen = \"127.0.0.1:1\" # f.toml:2",
    );
    let by_env = effective(&config, &env);
    has(&by_env, "listen = \"127.0.0.1:2\" # GUICHET_WEB_LISTEN");
    has(&by_env, "unlimited_from = [] # GUICHET_SMTP_UNLIMITED_FROM");
    has(&by_env, "proxies = [\"10.0.0.0/8\"] # f.toml:3");
    has(&effective(&flags, &env), "listen = \"127.0.0.1:0\" # --web");
    // What is printed is a file again, and means the same.
    let mut raw = RawConfig::default();
    raw.add_file(Path::new("printed"), &by_env);
    assert!(Config::mean(&raw).is_ok());
}

#[test]
fn file_in_the_data_folder_is_found() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let data = folder.path().join("d");
    std::fs::create_dir(&data).expect("can be made");
    let write =
        |text: &str| std::fs::write(data.join("guichet.toml"), text).expect("can be written");
    write("data = \".\"\n[web]\nurl = \"https://desk.example.org\"\n");
    for (args, env) in [
        (vec!["check", "--data", "d"], vec![]),
        (vec!["check"], vec![pair("GUICHET_DATA=d")]),
    ] {
        let output = guichet(folder.path(), &args, &env);
        let said = text(&output.stdout);
        assert!(
            said.contains("url = \"https://desk.example.org\" # d/guichet.toml:3"),
            "{said}"
        );
    }
    write("data = \"/srv/elsewhere\"\n");
    let output = guichet(folder.path(), &["check", "--data", "d"], &[]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("d/guichet.toml:1: data = ") && said.contains("another folder"),
        "{said}"
    );
}

#[test]
fn a_relative_folder_starts_at_its_file() {
    let mut raw = RawConfig::default();
    raw.add_file(Path::new("/etc/guichet/g.toml"), "data = \"../store\"");
    let config = Config::mean(&raw).expect("is right");
    assert_eq!(config.data, Path::new("/etc/guichet/../store"));
}

#[test]
fn the_greeting_waits_for_seconds() {
    let mut raw = RawConfig::default();
    raw.add_file(Path::new("g.toml"), "[smtp]\ngreeting_delay = 6");
    let config = Config::mean(&raw).expect("is right");
    assert_eq!(config.smtp.greeting_delay.as_secs(), 6);
}

#[test]
fn variables_of_an_orchestrator_are_no_mistakes() {
    let mut sources = Sources::default();
    for text in [
        "GUICHET_SERVICE_HOST=10.0.0.1",
        "GUICHET_SERVICE_PORT_HTTP=80",
        "GUICHET_PORT=tcp://10.0.0.1:80",
        "GUICHET_PORT_80_TCP_ADDR=10.0.0.1",
        "GUICHETX=1",
        "PATH=/bin",
    ] {
        sources.env.push(pair(text));
    }
    let loaded = config::load(&sources).expect("none of them is ours");
    assert!(
        SETTINGS
            .iter()
            .all(|setting| loaded.raw.strongest(*setting).is_none())
    );
}

const SAMPLE: &str = include_str!("../../packaging/guichet.toml");

#[test]
fn sample_file_is_current() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let output = guichet(folder.path(), &["check", "--print-sample"], &[]);
    let now = text(&output.stdout);
    assert!(
        SAMPLE == now,
        "packaging/guichet.toml is not current; guichet check --print-sample makes it"
    );
}

#[test]
fn sample_file_is_right() {
    let mean = |text: &str| {
        let mut raw = RawConfig::default();
        raw.add_file(Path::new("guichet.toml"), text);
        Config::mean(&raw).unwrap_or_else(|faults| panic!("{faults}"))
    };
    let defaults = Config::mean(&RawConfig::default()).expect("the defaults are right");
    assert_eq!(mean(SAMPLE), defaults);
    // With every line in force it says the same, but for what has no default.
    let is_setting = |line: &str| {
        SETTINGS
            .iter()
            .any(|s| line.starts_with(&format!("{} = ", s.key())))
    };
    let in_force: Vec<&str> = SAMPLE
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|rest| is_setting(rest))
                .unwrap_or(line)
        })
        .collect();
    let mut spelled_out = mean(&in_force.join("\n"));
    assert!(spelled_out.web.url.take().is_some() && spelled_out.smtp.hostname.take().is_some());
    spelled_out.data = defaults.data.clone();
    assert_eq!(spelled_out, defaults);
    assert!(SAMPLE.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn every_setting_is_in_the_help() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let output = guichet(folder.path(), &["check", "--help"], &[]);
    let said = text(&output.stdout);
    for setting in SETTINGS {
        for part in [setting.name(), setting.env(), setting.help().to_owned()] {
            assert!(said.contains(&part), "{part} is not in:\n{said}");
        }
    }
    assert!(help::sample().contains("GUICHET_LIMITS_DISK_RESERVE"));
}

//! The program as a person types it: help, versions, mistakes and their exit codes.

use std::process::Command;

fn check(line: &str, code: i32, parts: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let output = Command::new(env!("CARGO_BIN_EXE_guichet"))
        .args(line.split_whitespace())
        .current_dir(folder.path())
        .env_clear()
        .output()
        .expect("the program starts");
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{line:?}: {said}");
    for part in parts {
        assert!(said.contains(part), "{line:?}: no {part:?} in {said}");
    }
    let left = std::fs::read_dir(folder.path()).expect("is there").count();
    assert_eq!(left, 0, "{line:?} left something behind");
}

#[test]
fn says_what_it_takes() {
    check("--help", 0, &["service desk", "check"]);
    check("--version", 0, &["guichet ", env!("CARGO_PKG_VERSION")]);
    check(
        "help check",
        0,
        &["--data <DIR>", "--config <FILE>", "GUICHET_WEB_URL"],
    );
    check(
        "check --help",
        0,
        &[
            "--web <ADDRESS>",
            "[default: 127.0.0.1:8080]",
            "GUICHET_WEB_LISTEN",
        ],
    );
    check("check -h", 0, &["--smtp <ADDRESS>"]);
    check("", 2, &["Usage: guichet"]);
    check("chekc", 2, &["'check'"]);
    check("check --dta x", 2, &["'--data'"]);
    check("check --web", 2, &["--web <ADDRESS>"]);
    check("check extra", 2, &["'extra'"]);
    check(
        "check",
        0,
        &[
            "# file: none",
            "data = \"./guichet-data\" # default",
            "# url is unset",
        ],
    );
}

//! The commands of README's *Without a browser*, as they stand there but for ports and folders.

use std::{path::Path, process::Command};

use crate::{
    program::password_file,
    world::program::{BINARY, Program, free_address, outcome, program},
};

const README: &str = include_str!("../../../README.md");

/// The command that begins so, its lines put together.
fn command(start: &str) -> String {
    let section = README
        .split_once("## Without a browser")
        .expect("the section")
        .1;
    let at = section.find(&format!("\n{start}")).expect(start) + 1;
    let mut whole = String::new();
    for line in section[at..].lines() {
        match line.strip_suffix('\\') {
            Some(part) => whole.push_str(part),
            None => return whole + line,
        }
    }
    whole
}

fn sh(line: &str, folder: &Path) -> Command {
    let mut command = program("sh");
    command.args(["-c", line]).current_dir(folder);
    command
}

#[test]
fn the_readme_reaches_the_api_without_a_browser() {
    let has_curl = Command::new("curl").arg("--version").output();
    if !has_curl.is_ok_and(|output| output.status.success()) {
        println!("skipped: curl is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    password_file(folder.path(), "password.txt", "a quiet desk near the door");
    password_file(folder.path(), "smarthost.txt", "secret");
    let data = folder.path().join("data");
    let (web, smtp) = (free_address(), free_address());
    let here = |line: String| {
        line.replace("guichet setup", &format!("{BINARY} setup"))
            .replace("guichet serve", &format!("exec {BINARY} serve"))
            .replace("/var/lib/guichet", data.to_str().unwrap())
            .replace("127.0.0.1:8080", &web.to_string())
            .replace("0.0.0.0:25", &smtp.to_string())
    };
    let (code, said) = outcome(sh(&here(command("guichet setup")), folder.path()));
    assert_eq!(code, Some(0), "{said}");
    let token = said.lines().rfind(|line| line.starts_with("gui_"));
    let serve = sh(&here(command("guichet serve")), folder.path());
    let _desk = Program::run(serve, web, smtp);
    let mut curl = sh(&here(command("curl")), folder.path());
    curl.env("TOKEN", token.expect("a token"));
    let (code, said) = outcome(curl);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("\"tickets\":[]"), "{said}");
}

//! Open files: the limit is raised at start, a low one is said, and running out of them is passing.

use std::{net::TcpStream, time::Duration};

use crate::{
    program::{PATIENCE, setup, verb},
    world::program::{BINARY, Program, data_in, free_address, program},
};

/// `serve` under a shell that sets a limit first.
fn start(data: &std::path::Path, limit: &str) -> Program {
    let (web, smtp) = (free_address(), free_address());
    let mut command = program("sh");
    command
        .args(["-c", &format!("ulimit {limit}; exec \"$0\" \"$@\""), BINARY])
        .args(["serve".as_ref(), "--data".as_ref(), data.as_os_str()])
        .args(["--web", &web.to_string(), "--smtp", &smtp.to_string()]);
    Program::run(command, web, smtp)
}

/// The soft and the hard limit of a process.
fn limits(id: u32) -> (String, String) {
    let text = std::fs::read_to_string(format!("/proc/{id}/limits")).unwrap();
    let line = text.lines().find(|line| line.starts_with("Max open files"));
    let words: Vec<&str> = line.unwrap().split_whitespace().collect();
    (words[3].to_owned(), words[4].to_owned())
}

/// Waits for a line of the log; returns all lines up to it.
fn until(program: &Program, part: &str) -> String {
    let (start, mut lines) = (std::time::Instant::now(), String::new());
    while !lines.contains(part) {
        assert!(start.elapsed() < PATIENCE, "never said {part:?}: {lines}");
        std::thread::sleep(Duration::from_millis(5));
        lines.extend(program.said().iter().map(|line| format!("{line}\n")));
    }
    lines
}

#[test]
fn the_limit_is_raised_as_far_as_it_may_be_and_a_low_one_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    let program = start(&data, "-Sn 256");
    let (soft, hard) = limits(program.id());
    assert_eq!(soft, hard);
    let enough = hard.parse().is_ok_and(|hard: u64| hard > 6_000);
    let said = until(&program, "to set the desk up");
    assert_eq!(said.contains("may be open at once"), !enough, "{said}");
    drop(program);
    let program = start(&data, "-n 600");
    assert_eq!(limits(program.id()), ("600".to_owned(), "600".to_owned()));
    let said = until(&program, "to set the desk up");
    assert!(
        said.contains("only 600 files may be open at once"),
        "{said}"
    );
}

#[test]
fn a_desk_without_a_free_descriptor_waits_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    setup(folder.path(), &data, &[]).check(0, &[]);
    let program = start(&data, "-n 64");
    let held: Vec<TcpStream> = (0..80)
        .map(|_| TcpStream::connect(program.web).unwrap())
        .collect();
    // What the start itself had open for a moment is taken, too, when it fails again and again.
    for _ in 0..3 {
        until(&program, "accept failed");
    }
    let command = data.clone();
    let asked =
        std::thread::spawn(move || verb(&command, &["token", "create", "ada@lumen.example"]));
    until(&program, "the control socket cannot be answered");
    // It tries again, but does nothing else meanwhile.
    let said = until(&program, "the control socket cannot be answered");
    assert!(said.lines().count() < 50, "{said}");
    drop(held);
    asked.join().unwrap().check(0, &["gui_"]);
}

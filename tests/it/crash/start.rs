//! `kill -9` of a desk that is just starting on a new folder:
//! whatever half was made is in nobody's way.

use std::{path::Path, process::Stdio, thread, time::Duration};

use guichet::store;

use super::open;
use crate::{
    program::{self, serve, setup, verb},
    support::{disk::Dice, rounds},
};

/// Starts a desk and kills it that much later; true if its store was there by then.
fn start_and_kill(data: &Path, after: Duration) -> bool {
    let mut command = program::command(["serve", "--web", "127.0.0.1:0", "--smtp", "127.0.0.1:0"]);
    command.arg("--data").arg(data).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    // The moment itself is by lot.
    thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    data.join("guichet.redb").exists()
}

#[test]
fn a_kill_while_a_new_desk_starts_leaves_nothing_in_the_way() {
    let (total, mut made, mut sealed) = (rounds(20, 200), 0, 0);
    for round in 0..total {
        let mut dice = Dice::new(round + 1);
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        // Two in a row, so that the second meets what the first left.
        for _ in 0..2 {
            let after = Duration::from_micros(dice.below(12_000));
            made += u64::from(start_and_kill(&data, after));
        }
        sealed += u64::from(data.join("guichet.key").exists());
        setup(folder.path(), &data, &[]).check(0, &["the desk is set up"]);
        verb(&data, &["token", "create", "ada@lumen.example"]).check(0, &["gui_"]);
        if round % 10 == 0 {
            serve(&data).stop();
        }
        let desk = open(&data);
        let faults = store::check::run(desk.store()).unwrap();
        assert_eq!(faults, Vec::<String>::new(), "round {round}");
    }
    println!(
        "{} kills while starting, {made} met a store, {sealed} of {total} folders had a key",
        total * 2
    );
}

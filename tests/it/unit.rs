//! The systemd unit, judged by systemd itself. Starts no service.

use std::{path::PathBuf, process::Command};

const UNIT: &str = include_str!("../../systemd/guichet.service");

/// Runs systemd-analyze on the unit with this program in place of the installed one.
fn analyze(args: &[&str]) -> Option<(bool, String)> {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let unit: PathBuf = folder.path().join("guichet.service");
    let here = UNIT.replace("/usr/bin/guichet", env!("CARGO_BIN_EXE_guichet"));
    std::fs::write(&unit, here).expect("can be written");
    let run = Command::new("systemd-analyze")
        .args(args)
        .arg(&unit)
        .output();
    let Ok(output) = run else {
        println!("skipped: systemd-analyze is not installed");
        return None;
    };
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    Some((output.status.success(), text))
}

#[test]
fn unit_is_understood() {
    let Some((fine, text)) = analyze(&["verify", "--man=no"]) else {
        return;
    };
    // Other units of the machine may be at fault; a word about ours may not appear.
    let ours: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("guichet.service"))
        .collect();
    assert!(fine && ours.is_empty(), "{text}");
}

#[test]
fn unit_is_hardened() {
    // In tenths; 100 is unprotected. 16 now: what remains is the network, port 25 and being able to
    // reach systemd's own sockets. A directive that is dropped shows here.
    let Some((fine, text)) = analyze(&["security", "--offline=true", "--threshold=17"]) else {
        return;
    };
    assert!(fine, "{text}");
}

#[test]
fn every_directive_gives_its_reason() {
    let mut before = "";
    for line in UNIT.lines() {
        if line.contains('=') && !line.starts_with('#') {
            let named = [
                "Description=",
                "After=",
                "ExecStart=",
                "WantedBy=",
                "StartLimitBurst=",
                "User=",
            ];
            let plain = named.iter().any(|directive| line.starts_with(directive));
            assert!(plain || before.starts_with("# "), "no reason above {line}");
        }
        before = line;
    }
}

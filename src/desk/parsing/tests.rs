//! Which mails are parsed after a death, and which are kept raw.

use std::{fs, path::Path};

use super::*;

const HASH: [u8; 32] = [7; 32];
const MAIL: &[u8] = b"From: a@cust.example\r\nSubject: the lamp\r\n\r\nis dark\r\n";

/// Opens the folder as after a death over the mail, with what the mark held, and parses the mail.
fn check(held: Option<&str>, prober: Option<&str>, parsed: bool, left: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join(data_encoding::HEXLOWER.encode(&HASH));
    if let Some(held) = held {
        fs::write(&mark, held).unwrap();
    }
    let parsing = Parsing::open(folder.path(), prober.map(PathBuf::from)).unwrap();
    for _ in 0..2 {
        let mail = parsing.parse(MAIL, ReturnPath::Given, &HASH);
        let case = format!("{held:?} {prober:?}");
        assert_eq!(mail.not_parsed.is_none(), parsed, "{case}");
        assert_eq!(mail.subject, "the lamp", "{case}");
        assert_eq!(fs::read_to_string(&mark).ok().as_deref(), left, "{case}");
    }
}

#[test]
fn a_mail_that_ends_the_process_is_kept_raw_and_an_innocent_one_is_parsed() {
    // No mark: no child is asked.
    check(None, Some("/bin/false"), true, None);
    // One death: the child decides.
    check(Some(""), Some("/bin/true"), true, None);
    check(Some(""), Some("/bin/false"), false, Some(""));
    check(Some(""), Some("/nowhere/guichet"), false, Some(""));
    check(Some(""), None, false, Some(""));
    // Two deaths: certain, whatever the child says.
    check(Some("1"), Some("/bin/true"), false, Some("1"));
    // A mark that a power cut garbled counts once.
    check(Some("\0\0"), Some("/bin/true"), true, None);
}

#[test]
fn marks_are_forgotten_after_a_week() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("aa");
    fs::write(&mark, "").unwrap();
    let parsing = Parsing::open(folder.path(), None).unwrap();
    let made = made(&mark).unwrap();
    let check = |days: u64, stays: bool| {
        parsing.tidy(made.plus(Duration::from_secs(days * 24 * 60 * 60)));
        assert_eq!(Path::exists(&mark), stays, "after {days} days");
        assert_eq!(parsing.deaths().len(), usize::from(stays));
    };
    check(6, true);
    check(8, false);
}

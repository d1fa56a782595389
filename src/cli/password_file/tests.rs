//! Which files give a password.

use std::fs;

use super::*;

fn check(content: &[u8], purpose: Purpose, expected: Result<&str, &str>) {
    let found = judge("f".to_owned(), content.to_vec(), purpose);
    let found = found
        .map(|password| password.0)
        .map_err(|error| error.to_string());
    let expected = expected.map(str::to_owned).map_err(str::to_owned);
    assert_eq!(found, expected, "{content:?}");
}

#[test]
fn judges_content() {
    use Purpose::{SignIn, Smarthost};
    check(b"correct horse\n", SignIn, Ok("correct horse"));
    check(b"correct horse\r\n", SignIn, Ok("correct horse"));
    check(b" correct horse ", SignIn, Ok(" correct horse "));
    check("éééééééééééé".as_bytes(), SignIn, Ok("éééééééééééé"));
    check(
        "ééééééééééé".as_bytes(),
        SignIn,
        Err("f holds a password of 11 characters; it takes at least 12"),
    );
    check(b"short", Smarthost, Ok("short"));
    check(b"", SignIn, Err("f is empty"));
    check(b"\n", Smarthost, Err("f is empty"));
    check(b"            \n", SignIn, Err("f is empty"));
    check(
        b"correct\nhorse\n",
        SignIn,
        Err("f holds more than one line; a password is one line"),
    );
    check(
        b"correct horse\n\n",
        SignIn,
        Err("f holds more than one line; a password is one line"),
    );
    check(
        b"correct\0horse",
        Smarthost,
        Err("f holds a control character, which no keyboard types"),
    );
    check(b"\xff\xfe123456789012", SignIn, Err("f is no UTF-8"));
    check(
        &[b'a'; 1025],
        SignIn,
        Err("f holds more than 1024 octets; is it the right file?"),
    );
}

#[test]
fn reads_files() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("password");
    let missing = read(&path, Purpose::SignIn);
    assert!(
        matches!(missing, Err(PasswordError::Missing(_))),
        "{missing:?}"
    );
    let a_folder = read(folder.path(), Purpose::SignIn);
    assert!(
        matches!(a_folder, Err(PasswordError::Io(..))),
        "{a_folder:?}"
    );

    fs::write(&path, "correct horse\n").expect("can be written");
    for (mode, careless) in [(0o600, false), (0o640, false), (0o644, true)] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("is ours");
        let file = read(&path, Purpose::SignIn).expect("holds a password");
        assert_eq!(file.warning.is_some(), careless, "{mode:o}");
        assert_eq!(format!("{:?}", file.password), "Password(…)");
    }
    fs::write(&path, vec![b'a'; 100_000]).expect("can be written");
    let big = read(&path, Purpose::SignIn);
    assert!(matches!(big, Err(PasswordError::TooLong(_))), "{big:?}");
}

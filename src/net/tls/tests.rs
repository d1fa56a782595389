//! The self-made certificate: made once, kept private, read again.

use std::os::unix::fs::PermissionsExt as _;

use super::{Certificates, SELF_MADE, TlsError, self_made, server_config};
use crate::domain::time::Timestamp;

const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

#[test]
fn is_made_once_and_private() {
    let data = tempfile::tempdir().expect("a folder");
    let made = self_made(data.path(), "mx.example", NOW).expect("made");
    let path = data.path().join(SELF_MADE);
    let mode = std::fs::metadata(&path)
        .expect("there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let read = self_made(data.path(), "other.example", NOW).expect("read");
    assert_eq!(made.cert, read.cert);
    assert_eq!(std::fs::read_dir(data.path()).expect("there").count(), 1);
    assert!(server_config(Certificates::new(read), &[b"h2"]).is_ok());
}

#[test]
fn another_file_is_left_alone() {
    let data = tempfile::tempdir().expect("a folder");
    let path = data.path().join(SELF_MADE);
    std::fs::write(&path, "not a certificate").expect("written");
    let read = self_made(data.path(), "mx.example", NOW);
    assert!(matches!(read, Err(TlsError::Pem { .. })), "{read:?}");
    assert_eq!(std::fs::read(&path).expect("there"), b"not a certificate");
}

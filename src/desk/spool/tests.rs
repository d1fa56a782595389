//! What is written is read back, and nothing stays.

use super::{RawMail, Spool};

#[test]
fn nothing_stays_in_the_folder() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("spool");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("of a killed desk"), "half a mail").unwrap();
    let spool = Spool::open(&folder).unwrap();
    let entries = || std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(entries(), 0, "what a kill left is removed");
    let (mut one, mut other) = (spool.begin().unwrap(), spool.begin().unwrap());
    for part in ["Subject: x\r\n", "\r\n", "x\r\n"] {
        one.append(part.as_bytes()).unwrap();
    }
    other.append(b"y").unwrap();
    assert_eq!(entries(), 0, "a kill now leaves nothing");
    let raw = RawMail::Spooled(one);
    assert_eq!(raw.bytes(), 17);
    assert_eq!(raw.read().unwrap(), b"Subject: x\r\n\r\nx\r\n");
    assert_eq!(RawMail::Spooled(other).read().unwrap(), b"y");
}

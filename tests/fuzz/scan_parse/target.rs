//! What has to hold for any bytes that come as a mail. One function, for a fuzzer and for replay.

use guichet::mail::{inbound, scan};

/// Reads the bytes as a mail; panics where a promise of the reader is broken.
pub fn run(data: &[u8]) {
    let mail = inbound::parse(data);
    assert_eq!(
        mail.not_parsed,
        scan::scan(data).err(),
        "only the scan may refuse"
    );
    let one_line = |text: &str| !text.contains(|c: char| c.is_control());
    assert!(one_line(&mail.subject));
    assert!(mail.references.len() <= inbound::MAX_REFERENCES);
    for person in mail
        .from
        .iter()
        .chain(&mail.to)
        .chain(&mail.cc)
        .chain(&mail.reply_to)
    {
        assert!(one_line(&person.name) && one_line(person.address.as_str()));
    }
    assert!(!mail.text.contains('\0') && !mail.quoted.contains('\0'));
    for file in &mail.attachments {
        let (offset, length) = (file.offset as usize, file.length as usize);
        assert!(offset + length <= data.len());
        assert_eq!(
            inbound::attachment(data, file).len() as u64,
            file.size_bytes
        );
        assert!(one_line(&file.name) && !file.name.is_empty() && file.name.len() <= 200);
        assert!(!file.name.contains(['/', '\\']));
        assert!(one_line(&file.content_type) && file.content_type.is_ascii());
    }
    if mail.not_parsed.is_none() {
        // What the scan lets through cannot abort the parser that reports are read with. It may
        // panic in builds with debug assertions, which the reader catches.
        let parse = || mail_parser::MessageParser::default().parse(data).is_some();
        let _ = std::panic::catch_unwind(parse);
    }
}

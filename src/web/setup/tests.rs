//! What the page that waits says of the way to the receiver.

use super::*;

#[test]
fn only_loopback_keeps_mail_from_outside_away() {
    for (listen, local) in [
        ("127.0.0.1:2525", true),
        ("127.9.9.9:25", true),
        ("[::1]:2525", true),
        ("[::ffff:127.0.0.1]:2525", true),
        ("0.0.0.0:25", false),
        ("[::]:25", false),
        ("192.0.2.7:25", false),
        ("[2001:db8::7]:25", false),
    ] {
        assert_eq!(is_loopback(listen.parse().unwrap()), local, "{listen}");
    }
}

#[test]
fn the_test_line_can_be_pasted_into_a_shell() {
    for (listen, mailbox, line) in [
        (
            "127.0.0.1:2525",
            "support@desk.example",
            "127.0.0.1:2525 --to support@desk.example",
        ),
        ("0.0.0.0:25", "a@b.example", "127.0.0.1:25 --to a@b.example"),
        ("[::]:25", "a@b.example", "[::1]:25 --to a@b.example"),
        (
            "[::ffff:127.0.0.1]:25",
            "a@b.example",
            "127.0.0.1:25 --to a@b.example",
        ),
        (
            "192.0.2.7:25",
            "a+b@c.example",
            "192.0.2.7:25 --to a+b@c.example",
        ),
        (
            "127.0.0.1:25",
            "$HOME`id`@b.example",
            "127.0.0.1:25 --to '$HOME`id`@b.example'",
        ),
        (
            "127.0.0.1:25",
            "o'neil@b.example",
            r"127.0.0.1:25 --to 'o'\''neil@b.example'",
        ),
        (
            "127.0.0.1:25",
            "hélène@b.example",
            "127.0.0.1:25 --to 'hélène@b.example'",
        ),
    ] {
        let made = test_line(listen.parse().unwrap(), mailbox);
        assert_eq!(made, format!("swaks --server {line}"));
    }
}

//! Names and signatures as people paste them.

use super::{lines, one_line};

#[test]
fn a_name_is_one_line_that_shows_what_it_is() {
    let check = |typed: &str, kept: &str| assert_eq!(one_line(typed), kept, "{typed:?}");
    check("  Lumen   Informatique ", "Lumen Informatique");
    check(
        "Lumen\r\nBcc: evil@evil.example",
        "Lumen Bcc: evil@evil.example",
    );
    check("Lumen\u{0}\u{1b}[31m", "Lumen[31m");
    check("\u{202e}nemuL", "nemuL");
    check("\u{1}\u{200b}\u{feff}", "");
    check("Ligne\u{2028}deux", "Ligne deux");
    check("مشكلة", "مشكلة");
}

#[test]
fn a_signature_keeps_its_lines_and_nothing_else() {
    let check = |typed: &str, kept: &str| assert_eq!(lines(typed), kept, "{typed:?}");
    check("Inès\r\nLumen\r\n", "Inès\nLumen");
    check("\n\nInès  \n\nLumen\t1\n\n", "Inès\n\nLumen\t1");
    check("a\rb\u{0}c\u{1b}", "a\nbc");
    check(" \r\n ", "");
    check("  indented", "  indented");
}

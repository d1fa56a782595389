//! What is completed in which text, and that it is read back as it was offered.

use proptest::prelude::*;

use super::*;
use crate::domain::query::typed;

fn key(text: &str) -> Option<(usize, bool, &str)> {
    match unfinished(text)? {
        Unfinished {
            start,
            not,
            part: Part::Key(word),
        } => Some((start, not, word)),
        _ => None,
    }
}

fn value(text: &str) -> Option<(Key, String, String)> {
    match unfinished(text)?.part {
        Part::Value { key, before, typed } => Some((key, before.to_owned(), typed)),
        Part::Key(_) => None,
    }
}

#[test]
fn the_last_word_is_completed() {
    assert_eq!(key(""), Some((0, false, "")));
    assert_eq!(key("sta"), Some((0, false, "sta")));
    assert_eq!(key("lamp -pri"), Some((5, true, "pri")));
    assert_eq!(key("lamp "), Some((5, false, "")));
    let tag = |typed: &str| Some((Key::Tag, String::new(), typed.to_owned()));
    assert_eq!(value("tag:"), tag(""));
    assert_eq!(value("TAG:vp"), tag("vp"));
    assert_eq!(value("lamp -tag:\"front de"), tag("front de"));
    assert_eq!(value("tag:a,b"), tag("a,b"), "one tag, whose name has one");
    let open = ("open,".to_owned(), "wai".to_owned());
    assert_eq!(
        value("status:open,wai"),
        Some((Key::Status, open.0, open.1))
    );
}

#[test]
fn what_is_finished_or_unknown_is_left_alone() {
    for text in [
        "tag:\"vpn\"",
        "\"a phrase",
        "\"one\"",
        "colour:r",
        "http://x",
        "tag:a\"b",
    ] {
        assert_eq!(unfinished(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_offered_is_read_as_that_value(before in "[a-z ]{0,8}", name in "[a-zé,'.@-]{1,6}( [a-z]{1,4}){0,2}") {
        let text = format!("{before} -tag:");
        let word = unfinished(&text).expect("a value");
        let whole = format!("{}{}", &text[..word.start], word.with_value(&name));
        let read = typed::read(&whole);
        let term = read.all.last().and_then(|any| any.last()).expect("a term");
        prop_assert_eq!((term.not, term.key, term.value.as_str()), (true, Some(Key::Tag), name.as_str()));
        prop_assert!(read.wrong.is_empty());
    }

    #[test]
    fn whatever_is_typed_is_a_beginning_or_none(text in ".{0,40}") {
        if let Some(word) = unfinished(&text) {
            prop_assert!(text.is_char_boundary(word.start));
        }
    }
}

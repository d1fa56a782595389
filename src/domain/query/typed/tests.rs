//! What is read of what is typed.

use super::*;

/// A text as it is read: terms with `|` between those of which one is enough.
fn said(text: &str) -> String {
    let typed = read(text);
    let term = |term: &Term| {
        let not = if term.not { "-" } else { "" };
        let key = term
            .key
            .map_or(String::new(), |key| format!("{}=", key.word()));
        let value = if term.quoted {
            format!("<{}>", term.value)
        } else {
            term.value.clone()
        };
        format!("{not}{key}{value}")
    };
    let lists = typed.all.iter().map(|any| {
        let terms: Vec<String> = any.iter().map(term).collect();
        terms.join("|")
    });
    lists.collect::<Vec<_>>().join(" ")
}

#[test]
fn words_phrases_and_conditions() {
    for (text, want) in [
        ("", ""),
        ("  printer   blank ", "printer blank"),
        ("\"blank pages\" printer", "<blank pages> printer"),
        ("status:open,waiting", "status=open,waiting"),
        ("STATUS:Open", "status=Open"),
        ("tag:\"front office\"", "tag=<front office>"),
        ("-tag:vpn -printer", "-tag=vpn -printer"),
        ("a OR b c", "a|b c"),
        ("a OR b OR tag:c", "a|b|tag=c"),
        ("or Or", "or Or"),
        ("\"OR\"", "<OR>"),
        ("https://example.org/x:y", "https://example.org/x:y"),
        ("12:30", "12:30"),
        ("- -- \"\" & a", "a"),
        ("\"not closed", "<not closed>"),
        ("anna@example.org", "anna@example.org"),
        ("é:x", "é:x"),
    ] {
        assert_eq!(said(text), want, "{text}");
        assert_eq!(read(text).wrong, [], "{text}");
    }
}

#[test]
fn what_is_wrong_is_said_at_its_word() {
    let key = |nearest| WordFault::Key { nearest };
    for (text, place, word, fault) in [
        ("a stauts:open b", 2..13, "stauts:open", key(Some("status"))),
        ("prio:high", 0..9, "prio:high", key(None)),
        ("colour:red", 0..10, "colour:red", key(None)),
        ("tag: x", 0..4, "tag:", WordFault::Empty),
        ("tag:\"\"", 0..6, "tag:\"\"", WordFault::Empty),
        ("OR a", 0..2, "OR", WordFault::Or),
        ("a OR", 2..4, "OR", WordFault::Or),
        ("a OR OR b", 5..7, "OR", WordFault::Or),
    ] {
        let at = place.clone();
        let want = WrongWord {
            at,
            word: word.to_owned(),
            fault,
        };
        assert_eq!(read(text).wrong, [want], "{text}");
    }
    // What is right beside it still counts.
    assert_eq!(said("a stauts:open b"), "a b");
}

#[test]
fn a_long_text_is_bounded() {
    let many = "x ".repeat(TERMS + 9);
    let typed = read(&many);
    assert_eq!(typed.all.len(), TERMS);
    assert_eq!(typed.wrong.len(), 1);
    assert_eq!(typed.wrong[0].fault, WordFault::TooMany);
    let long = "é".repeat(QUERY_CHARS + 5);
    assert_eq!(read(&long).all[0][0].value.chars().count(), QUERY_CHARS);
}

proptest::proptest! {
    /// Nothing that can be typed breaks it, and every place is one of the text.
    #[test]
    fn anything_can_be_typed(text in "[a-z:\" é-]{0,60}|\\PC{0,60}") {
        let typed = read(&text);
        for term in typed.all.iter().flatten() {
            proptest::prop_assert!(text.get(term.at.clone()).is_some());
        }
        for wrong in &typed.wrong {
            proptest::prop_assert_eq!(text.get(wrong.at.clone()), Some(wrong.word.as_str()));
        }
    }
}

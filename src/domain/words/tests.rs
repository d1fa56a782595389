//! Where words begin and end, in scripts with and without spaces.

use super::{Phrase, WORD_BYTES, fold, words};

fn check(text: &str, want: &[&str]) {
    let folded = fold(text);
    let cut: Vec<&str> = words(&folded).map(|at| &folded[at]).collect();
    assert_eq!(cut, want, "{text}");
}

#[test]
fn words_are_letters_and_digits_that_stand_together() {
    check("", &[]);
    check(" -- ", &[]);
    check("L'écran noir", &["l", "ecran", "noir"]);
    check("anna.roy@cust.example", &["anna", "roy", "cust", "example"]);
    check("INV-2024/0093", &["inv", "2024", "0093"]);
    check("請求書です", &["請", "求", "書", "て", "す"]);
    check("PDFファイル2", &["pdf", "フ", "ァ", "イ", "ル", "2"]);
    check("Тест тест", &["тест", "тест"]);
}

#[test]
fn a_word_without_end_is_known_by_its_beginning() {
    let long = "é".repeat(5_000);
    let folded = format!("{long} next");
    let cut: Vec<_> = words(&folded).map(|at| &folded[at]).collect();
    assert_eq!(cut, ["é".repeat(WORD_BYTES / 2).as_str(), "next"]);
}

#[test]
fn a_phrase_has_words() {
    assert_eq!(Phrase::read("\"*:^~\\"), None);
    let phrase = Phrase::read("ines@cust.example").unwrap();
    assert_eq!(phrase.words(), ["ines", "cust", "example"]);
    assert_eq!(phrase.single(), None);
    assert_eq!(Phrase::read("#1042").unwrap().single(), Some("1042"));
}

#[test]
fn a_phrase_stands_in_a_name_whose_last_word_may_go_on() {
    let stands = |phrase, text| Phrase::read(phrase).unwrap().stands_in(text);
    for phrase in ["front-office", "Front Off", "office", "frönt", "of"] {
        assert!(stands(phrase, "front-office"), "{phrase}");
    }
    for phrase in ["office front", "fro office", "front-office-2", "ffice"] {
        assert!(!stands(phrase, "front-office"), "{phrase}");
    }
}

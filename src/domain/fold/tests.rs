//! What folding keeps.

use super::*;

// The definition: the whole text at once.
fn by_the_book(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

proptest::proptest! {
    #[test]
    fn folding_by_character_is_folding(text in "\\PC*") {
        proptest::prop_assert_eq!(fold(&text), by_the_book(&text));
    }

    #[test]
    fn folded_text_is_found_again(text in "[a-zA-Zéàß ﬁıÅ]{0,20}") {
        let folded = fold(&text);
        let whole = unfold(&text, &(0..folded.len()));
        proptest::prop_assert_eq!(&text[whole], text.as_str());
    }
}

#[test]
fn a_part_is_found_in_the_text_that_it_was_folded_from() {
    let check = |text: &str, needle: &str, part: &str| {
        let folded = fold(text);
        let at = folded
            .find(needle)
            .expect("the needle is in the folded text");
        assert_eq!(
            &text[unfold(text, &(at..at + needle.len()))],
            part,
            "{text}"
        );
    };
    check("Le réseau est cassé", "reseau", "réseau");
    check("e\u{301}te", "ete", "e\u{301}te");
    check("ofﬁce", "ffi", "fﬁ");
    check("ÎLE", "ile", "ÎLE");
}

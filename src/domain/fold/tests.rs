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

    #[test]
    fn each_part_of_a_folded_text_is_somewhere(text in "[aéß ﬁı\u{301}…\n]{0,12}") {
        let folded = fold(&text);
        let places: Vec<usize> = (0..=folded.len()).filter(|at| folded.is_char_boundary(*at)).collect();
        for start in &places {
            for end in places.iter().filter(|end| *end >= start) {
                let part = text.get(unfold(&text, &(*start..*end)));
                let part = part.expect("a part begins before it ends, at characters");
                // Whole characters: as much as was asked for, or what shares a character with it.
                proptest::prop_assert!(fold(part).contains(&folded[*start..*end]), "{:?}", part);
            }
        }
    }

    #[test]
    fn a_pattern_folds_as_text_where_it_commands_nothing(text in "[a-zA-Zéàß ﬁıÅ]{0,20}") {
        proptest::prop_assert_eq!(fold(&fold_pattern(&text)), fold(&text));
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
    check("un cafe\u{301} noir", "cafe", "cafe\u{301}");
    check("un cafe\u{301}", "cafe", "cafe\u{301}");
    check("e\u{301}e\u{301}a", "a", "a");
}

#[test]
fn nothing_is_found_where_it_stands() {
    for (text, folded, place) in [
        ("", 0, 0),
        ("réseau", 0, 0),
        ("réseau", 2, 3),
        ("été", 3, 5),
    ] {
        assert_eq!(unfold(text, &(folded..folded)), place..place, "{text}");
    }
}

#[test]
fn a_pattern_keeps_its_commands_and_gets_no_others() {
    for (pattern, folded) in [
        (r"^R[éè]s\w+ \D$", r"^R[ee]s\w+ \D$"),
        ("…", r"\.\.\."),
        ("（a）", r"\(a\)"),
        ("[…]", r"[\.\.\.]"),
        ("＜", "<"),
        ("ﬁ", "fi"),
        ("e\u{301}", "e"),
    ] {
        assert_eq!(fold_pattern(pattern), folded, "{pattern}");
    }
}

//! The automaton and the plain search agree.

use super::*;

const PARTS: [Part; 2] = [Part::Anywhere, Part::WholeWord];

proptest::proptest! {
    #[test]
    fn one_walk_finds_what_each_search_finds(
        needles in proptest::collection::vec("[a ]{0,3}a|[ab ]{0,2}[abé-]", 0..12),
        text in "[a ]{0,16}b?|[abé \n-]{0,30}",
    ) {
        let ready = Needles::new(needles.clone());
        let found = ready.scan(&text);
        for needle in &needles {
            let number = ready.number(needle).expect("each needle has a number");
            for part in PARTS {
                let plain = find(&text, needle, part);
                proptest::prop_assert_eq!(
                    found.has(number, part), plain.is_some(), "{:?} {:?} {:?}", needle, text, part
                );
            }
        }
    }

    #[test]
    fn what_is_found_stands_there(needle in "[a ]{0,3}a|[ab ]{0,2}[abé]", text in "[a ]{0,16}b?|[abé ]{0,30}") {
        let words = |hit: &Range<usize>| is_word(&text, hit);
        let places = text.char_indices().map(|(at, _)| at..at + needle.len());
        let mut hits = places.filter(|hit| text.get(hit.clone()) == Some(needle.as_str()));
        let first = hits.clone().next();
        proptest::prop_assert_eq!(find(&text, &needle, Part::Anywhere), first);
        proptest::prop_assert_eq!(find(&text, &needle, Part::WholeWord), hits.find(words));
    }
}

#[test]
fn nothing_to_look_for_is_found_nowhere() {
    assert_eq!(find("text", "", Part::Anywhere), None);
    assert_eq!(find("", "a", Part::WholeWord), None);
    let none = Needles::new(Vec::new());
    assert_eq!(none.number("a"), None);
    assert!(!none.scan("a").has(0, Part::Anywhere));
}

#[test]
fn many_texts_are_found_beside_each_other() {
    let texts = (0..5_000).map(|number| format!("text {number}")).collect();
    let ready = Needles::new(texts);
    let found = ready.scan("here is text 4711.");
    for (text, anywhere, word) in [
        ("text 4711", true, true),
        ("text 471", true, false),
        ("text 4712", false, false),
    ] {
        let number = ready.number(text).expect("it is one of them");
        assert_eq!(found.has(number, Part::Anywhere), anywhere, "{text}");
        assert_eq!(found.has(number, Part::WholeWord), word, "{text}");
    }
}

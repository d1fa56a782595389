//! Each number has the text that it was given last, whatever was replaced, shared or moved together.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn each_number_has_the_text_that_it_was_given_last(
        acts in prop::collection::vec((0..12u32, 0..12u32, "[aé]{0,4}", 0..4u8), 0..80),
    ) {
        let (mut texts, mut plain) = (Texts::default(), HashMap::new());
        for (number, other, text, act) in acts {
            match act {
                0 if plain.contains_key(&other) => {
                    texts.share(number, other);
                    plain.insert(number, plain.get(&other).cloned().unwrap_or_default());
                }
                1 => texts.compact(),
                _ => {
                    texts.set(number, &text);
                    plain.insert(number, text);
                }
            }
            for number in 0..12 {
                prop_assert_eq!(texts.get(number), plain.get(&number).map(String::as_str));
            }
        }
    }
}

#[test]
fn what_was_replaced_is_let_go_of() {
    let (mut texts, long) = (Texts::default(), "a".repeat(1000));
    for turn in 0..10_000u32 {
        texts.set(turn % 3, &long);
    }
    assert!(
        texts.all.len() < 2 * SPARE + 10_000,
        "{} bytes",
        texts.all.len()
    );
    assert_eq!(texts.get(2), Some(long.as_str()));
}

#[test]
fn what_is_shared_stays_shared_when_the_rest_is_let_go_of() {
    let mut texts = Texts::default();
    texts.set(0, &"b".repeat(1000));
    for number in 1..1000 {
        texts.share(number, 0);
    }
    texts.compact();
    assert!(texts.all.len() < 1100, "{} bytes", texts.all.len());
    assert_eq!(texts.get(999).map(str::len), Some(1000));
}

#[test]
fn a_place_costs_eight_bytes() {
    assert_eq!(size_of::<Option<Place>>(), 8);
}

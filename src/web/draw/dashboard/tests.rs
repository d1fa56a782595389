//! Charts in their units.

use super::*;

#[test]
fn lines_across_are_round_and_hold_the_highest_point() {
    for (most, want) in [
        (0, 1),
        (1, 1),
        (4, 1),
        (5, 2),
        (12, 5),
        (21, 10),
        (100, 50),
        (1_234, 500),
    ] {
        assert_eq!(step(most), want, "{most}");
        assert!(want * 4 >= most, "{most}");
    }
}

#[test]
fn parts_of_a_whole_stay_inside_it() {
    let count = |n| Count {
        n,
        url: String::new(),
    };
    let parts = segments(vec![("a", count(1)), ("b", count(0)), ("c", count(2))]);
    assert_eq!((parts[0].x, parts[0].width), (0.0, 32.7));
    assert_eq!((parts[1].x, parts[1].width), (33.3, 0.0));
    assert!(parts[2].x + parts[2].width <= 100.0);
    let none = segments(vec![("a", count(0))]);
    assert_eq!((none[0].x, none[0].width), (0.0, 0.0));
}

//! Percentiles by their definition: the nearest rank.

use super::*;

#[test]
fn half_and_nine_in_ten() {
    let ten: Vec<u32> = (1..=10).collect();
    for (values, percent, want) in [
        (&[][..], 50, None),
        (&[7][..], 50, Some(7)),
        (&[7][..], 90, Some(7)),
        (&[1, 2][..], 50, Some(1)),
        (&[1, 2, 3][..], 50, Some(2)),
        (&ten[..], 50, Some(5)),
        (&ten[..], 90, Some(9)),
        (&ten[..], 100, Some(10)),
        (&ten[..], 0, Some(1)),
    ] {
        assert_eq!(percentile(values, percent), want, "{percent} of {values:?}");
    }
}

proptest::proptest! {
    /// At least so many do not exceed it, and of every smaller value fewer do.
    #[test]
    fn it_is_the_smallest_that_holds(
        mut values in proptest::collection::vec(0..50u32, 1..60),
        percent in 1..=100usize,
    ) {
        values.sort_unstable();
        let value = percentile(&values, percent).unwrap();
        let up_to = |most: u32| values.iter().filter(|it| **it <= most).count() * 100;
        proptest::prop_assert!(up_to(value) >= values.len() * percent);
        if let Some(less) = value.checked_sub(1) {
            proptest::prop_assert!(up_to(less) < values.len() * percent);
        }
    }
}

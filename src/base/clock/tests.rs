//! The clock that tests hold still.

use super::{Clock, now};
use crate::domain::time::Timestamp;

#[test]
fn a_fixed_clock_moves_by_hand_and_with_its_clones() {
    let clock = Clock::fixed(Timestamp(7));
    let other = clock.clone();
    assert_eq!(other.now(), Timestamp(7));
    clock.set(Timestamp(9));
    assert_eq!(other.now(), Timestamp(9));
}

#[test]
fn the_system_clock_is_later_than_this_file() {
    let written = Timestamp(1_700_000_000_000_000);
    Clock::System.set(Timestamp(0));
    assert!(Clock::System.now() > written && now() > written);
}

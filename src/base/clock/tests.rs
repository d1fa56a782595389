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

#[test]
fn a_fixed_clock_that_is_let_go_runs_with_the_system() {
    let clock = Clock::fixed(Timestamp(7));
    let other = clock.clone();
    clock.run();
    assert!(other.now() > Timestamp(1_700_000_000_000_000));
    other.set(Timestamp(8));
    assert_eq!(clock.now(), Timestamp(8), "and can be held again");
    clock.set(Timestamp(i64::MIN));
    assert!(clock.now() < Timestamp(0), "no time is taken for the mark");
}

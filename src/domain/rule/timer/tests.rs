//! What time starts once, and when again.

use crate::domain::{
    id::{ActivityId, RuleId, TicketId},
    rule::timer::Timer,
};

fn look(timer: &mut Timer, holding: &[u64], acted: u64) -> Vec<u64> {
    let holding: Vec<RuleId> = holding.iter().copied().map(RuleId).collect();
    let new = timer.look(&holding, ActivityId(acted));
    new.iter().map(|rule| rule.0).collect()
}

#[test]
fn a_rule_is_started_once_while_its_conditions_hold() {
    let mut timer = Timer::new(TicketId(1));
    assert_eq!(look(&mut timer, &[2, 3], 10), [2, 3]);
    assert!(look(&mut timer, &[2, 3], 10).is_empty());
    // Somebody writes a note, and it still waits.
    assert!(look(&mut timer, &[2], 20).is_empty());
}

#[test]
fn it_is_started_again_after_somebody_ended_what_it_was_about() {
    let mut timer = Timer::new(TicketId(1));
    look(&mut timer, &[2], 10);
    assert!(look(&mut timer, &[], 20).is_empty());
    assert_eq!(look(&mut timer, &[2], 20), [2]);
}

#[test]
fn what_rules_do_starts_none_a_second_time() {
    let mut timer = Timer::new(TicketId(1));
    // Two rules that undo each other: each is started once, then nothing until somebody acts.
    assert_eq!(look(&mut timer, &[2], 10), [2]);
    assert_eq!(look(&mut timer, &[3], 10), [3]);
    assert!(look(&mut timer, &[2], 10).is_empty());
    assert!(look(&mut timer, &[3], 10).is_empty());
    assert_eq!(
        look(&mut timer, &[2], 30),
        Vec::<u64>::new(),
        "it was met all the time"
    );
    assert_eq!(look(&mut timer, &[3], 30), [3]);
}

#[test]
fn nothing_to_remember_is_nothing() {
    let mut timer = Timer::new(TicketId(1));
    assert!(timer.is_empty());
    look(&mut timer, &[2], 10);
    assert!(!timer.is_empty());
    look(&mut timer, &[], 11);
    assert!(timer.is_empty());
}

#[test]
fn waking_by_itself_lets_nothing_start_again() {
    let mut timer = Timer::new(TicketId(1));
    assert_eq!(look(&mut timer, &[2], 10), [2]);
    timer.note(&[RuleId(3)], ActivityId(10));
    // It wakes: its line is an act, and nobody's.
    assert_eq!(
        timer.woke(ActivityId(10), ActivityId(20)),
        [RuleId(2), RuleId(3)]
    );
    assert!(look(&mut timer, &[], 20).is_empty());
    assert!(look(&mut timer, &[2], 20).is_empty());
    // Somebody does something, then it wakes again.
    assert!(timer.woke(ActivityId(30), ActivityId(40)).is_empty());
}

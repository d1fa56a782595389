//! The retry table, the give-up rule and the pauses of a domain.

use std::time::Duration;

use super::{Fault, after, pause};
use crate::{desk::deliver::DeliveryOutcome, domain::time::Timestamp};

const DAY: u64 = 86_400;

fn refused(code: u16) -> Fault {
    Fault::Refused {
        code,
        words: format!("{code} no"),
    }
}

fn unreachable() -> Fault {
    Fault::Unreachable {
        words: "connection refused".into(),
    }
}

#[derive(Debug, PartialEq)]
enum Expect {
    In(u64),
    Failed,
}

fn check(attempt: u32, age_s: u64, fault: &Fault, expected: Expect) {
    let queued = Timestamp(1_700_000_000_000_000);
    let now = queued.plus(Duration::from_secs(age_s));
    let got = match after(attempt, queued, now, fault) {
        DeliveryOutcome::Later { next, .. } => Expect::In(next.since(now).as_secs()),
        DeliveryOutcome::Failed { reason } => {
            assert!(reason.contains(fault.words()), "{reason}");
            Expect::Failed
        }
        DeliveryOutcome::Delivered { .. } => unreachable!("a fault never delivers"),
    };
    assert_eq!(got, expected, "attempt {attempt}, age {age_s} s, {fault:?}");
}

#[test]
fn waits_grow_to_four_hours() {
    check(1, 0, &unreachable(), Expect::In(450));
    check(2, 450, &unreachable(), Expect::In(900));
    check(3, 1_350, &unreachable(), Expect::In(1_800));
    check(4, 3_150, &unreachable(), Expect::In(3_600));
    check(5, 6_750, &unreachable(), Expect::In(7_200));
    check(6, 13_950, &unreachable(), Expect::In(14_400));
    check(7, 28_350, &unreachable(), Expect::In(14_400));
    check(u32::MAX, 28_350, &unreachable(), Expect::In(14_400));
}

#[test]
fn a_first_450_is_greylisting() {
    check(1, 0, &refused(450), Expect::In(300));
    check(1, 0, &refused(451), Expect::In(300));
    check(1, 0, &refused(452), Expect::In(450)); // full, not greylisted
    check(2, 300, &refused(451), Expect::In(900)); // the second time it is a fault
}

#[test]
fn five_hundreds_and_facts_are_final() {
    check(1, 0, &refused(550), Expect::Failed);
    check(1, 0, &refused(500), Expect::Failed);
    check(
        1,
        0,
        &Fault::Never {
            words: "null MX".into(),
        },
        Expect::Failed,
    );
    check(1, 0, &refused(421), Expect::In(450));
    check(
        1,
        0,
        &Fault::Lost {
            words: "closed in DATA".into(),
        },
        Expect::In(450),
    );
}

#[test]
fn gives_up_after_five_days() {
    check(30, 5 * DAY - 14_400, &unreachable(), Expect::In(14_400));
    check(30, 5 * DAY - 14_399, &unreachable(), Expect::Failed);
    check(30, 6 * DAY, &refused(451), Expect::Failed);
    // Switched off for a week: the mail still has its first attempts.
    check(1, 7 * DAY, &unreachable(), Expect::In(450));
    check(3, 7 * DAY, &unreachable(), Expect::In(1_800));
    check(4, 7 * DAY, &unreachable(), Expect::Failed);
}

#[test]
fn a_paused_domain_waits_for_the_pause() {
    let now = Timestamp(1_700_000_000_000_000);
    let until = now.plus(Duration::from_secs(600));
    let paused = Fault::Paused {
        until,
        words: "not tried".into(),
    };
    check(1, 0, &paused, Expect::In(600));
    check(1, 590, &paused, Expect::In(60)); // never a busy loop around the end of a pause
}

#[test]
fn the_domain_pauses_after_three_faults_or_a_421() {
    let now = Timestamp(1_700_000_000_000_000);
    let check = |failures, attempt, fault: &Fault, expected: Option<u64>| {
        let outcome = after(attempt, now, now, fault);
        let got = pause(failures, now, fault, &outcome).map(|until| until.since(now).as_secs());
        assert_eq!(got, expected, "{failures} failures, {fault:?}");
    };
    check(1, 1, &unreachable(), None);
    check(2, 1, &unreachable(), None);
    check(3, 1, &unreachable(), Some(450));
    check(9, 6, &unreachable(), Some(1_800)); // an old mail does not hold a new one for 4 h
    check(0, 1, &refused(421), Some(450));
    check(5, 1, &refused(451), None); // it answers: the domain is there
    check(5, 1, &refused(550), None);
}

//! What is new to somebody, of all tickets at once.

use super::*;
use crate::domain::id::{ActivityId, TicketId};

fn marks(up_to: u64, own: &[(u64, u64)], called: &[u64]) -> Marks {
    Marks {
        up_to: ActivityId(up_to),
        own: own
            .iter()
            .map(|(ticket, seen)| (TicketId(*ticket), ActivityId(*seen)))
            .collect(),
        called: called.iter().map(|ticket| TicketId(*ticket)).collect(),
    }
}

#[track_caller]
fn check(marks: &Marks, new: &[u32]) {
    let mut said = Said::default();
    // Ticket 3 was never there.
    for (ticket, line) in [(1, 10), (2, 25), (4, 40), (5, 5)] {
        said.take(SaidMove { ticket, line });
    }
    let found: Vec<u32> = said.new_to(marks).into_iter().collect();
    assert_eq!(found, new);
}

#[test]
fn own_marks_count_before_the_line_for_all() {
    check(&marks(0, &[], &[]), &[1, 2, 4, 5]);
    check(&marks(20, &[], &[]), &[2, 4]);
    // Read since, read to a line before the last, and made new again.
    check(&marks(20, &[(2, 25), (4, 39), (1, 9)], &[]), &[1, 4]);
    // A mark of a ticket that is gone, or was never there, makes nothing new.
    check(&marks(40, &[(3, 0), (99, 0)], &[]), &[]);
    check(&marks(40, &[(5, 5)], &[5]), &[5]);
}

#[test]
fn the_last_word_counts_twice_too() {
    let mut said = Said::default();
    for line in [7, 9, 9] {
        said.take(SaidMove { ticket: 2, line });
    }
    assert_eq!(said, Said(vec![0, 0, 9]));
}

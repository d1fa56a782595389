//! What is asked of days and waiting times, against a plain scan over the same rows.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::domain::{id::TicketId, ticket::Status};

const SECOND: i64 = 1_000_000;

fn row(seed: (u8, u8, u8, u8, bool)) -> Row {
    Row {
        status: seed.0 % 4,
        priority: 1,
        assignee: u32::from(seed.0) % 3,
        mailbox: 1,
        customer: 1,
        created: i64::from(seed.1) * SECOND,
        updated: 0,
        due: 0,
        since: u32::from(seed.2),
        answer: u32::from(seed.3 % 60),
        ours: seed.4,
        flags: 0,
    }
}

fn where_(rows: &HashMap<u64, Row>, is: impl Fn(&Row) -> bool) -> RoaringBitmap {
    let hits = rows.iter().filter(|(_, row)| is(row));
    hits.filter_map(|(number, _)| u32::try_from(*number).ok())
        .collect()
}

proptest! {
    #[test]
    fn days_and_waits_equal_a_scan(
        puts in prop::collection::vec((0..40u64, any::<(u8, u8, u8, u8, bool)>()), 1..120),
        from in 1..200u32,
        long in 0..100u32,
        least in 0..40u64,
        below in prop::option::of(0..60u64),
    ) {
        let (mut columns, mut rows) = (Columns::default(), HashMap::new());
        for (id, seed) in puts {
            columns.put(TicketId(id), row(seed));
            rows.insert(id, row(seed));
        }
        let closed = |row: &Row| row.status == Status::Closed.code();
        let at = |seconds: u32| Timestamp(i64::from(seconds) * SECOND);
        let until = from + long;
        prop_assert_eq!(columns.ours(), &where_(&rows, |row| row.ours));
        prop_assert_eq!(
            columns.closed_in(at(from), None),
            where_(&rows, |row| closed(row) && row.since >= from)
        );
        prop_assert_eq!(
            columns.closed_in(at(from), Some(at(until))),
            where_(&rows, |row| closed(row) && row.since >= from && row.since < until)
        );
        prop_assert_eq!(
            columns.waits_since(at(from)),
            where_(&rows, |row| !closed(row) && row.since != 0 && row.since <= from)
        );
        let took = Took { least, below };
        let fits = |seconds: u32| u64::from(seconds) >= least
            && below.is_none_or(|below| u64::from(seconds) < below);
        prop_assert_eq!(
            columns.answered_in(took),
            where_(&rows, |row| row.answer != 0 && fits(row.answer))
        );
        let made = |row: &Row| u32::try_from(row.created / SECOND).unwrap().max(1);
        prop_assert_eq!(
            columns.solved_in(took),
            where_(&rows, |row| closed(row) && fits(row.since.saturating_sub(made(row))))
        );
        let made: Vec<u32> = columns.each_made(at(from), at(until)).map(|(_, id)| id).collect();
        let want = where_(&rows, |row| {
            row.created >= at(from).0 && row.created < at(until).0
        });
        prop_assert_eq!(made.iter().copied().collect::<RoaringBitmap>(), want);
    }

    #[test]
    fn a_row_with_days_survives_its_bytes(seed in any::<(u8, u8, u8, u8, bool)>()) {
        let row = row(seed);
        prop_assert_eq!(Row::from_bytes(&row.to_bytes()), Some(row));
    }
}

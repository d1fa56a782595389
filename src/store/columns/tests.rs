//! Columns against a plain scan over the same rows.

use proptest::prelude::*;

use super::*;
use crate::domain::id::MailboxId;

fn row(seed: (u8, u8, u32, u32, u64, i64)) -> Row {
    Row {
        status: seed.0 % 4,
        priority: seed.1 % 4,
        assignee: seed.2 % 5,
        mailbox: seed.3 % 3,
        customer: seed.4 % 7,
        created: 0,
        updated: seed.5 % 50,
        due: 0,
        flags: 0,
    }
}

fn scan(rows: &HashMap<u64, Row>, query: &Query) -> Vec<TicketId> {
    let mut hits: Vec<(i64, u64)> = rows
        .iter()
        .filter(|(_, row)| {
            query.status.is_empty() || query.status.iter().any(|s| s.code() == row.status)
        })
        .filter(|(_, row)| {
            query.priority.is_empty() || query.priority.iter().any(|p| p.code() == row.priority)
        })
        .filter(|(_, row)| {
            query
                .assignee
                .is_none_or(|a| Assignee::code(a) == u64::from(row.assignee))
        })
        .filter(|(_, row)| query.customer.is_none_or(|c| c.0 == row.customer))
        .filter(|(_, row)| query.mailbox.is_none_or(|m| m.0 == u64::from(row.mailbox)))
        .map(|(id, row)| (row.updated, *id))
        .collect();
    hits.sort_unstable_by(|a, b| b.cmp(a));
    hits.into_iter().map(|(_, id)| TicketId(id)).collect()
}

proptest! {
    #[test]
    fn lists_and_counts_equal_a_scan(
        puts in prop::collection::vec((0..60u64, any::<(u8, u8, u32, u32, u64, i64)>()), 1..200),
        status in prop::collection::vec(0..4u8, 0..3),
        priority in prop::collection::vec(0..4u8, 0..3),
        assignee in prop::option::of(0..5u64),
        customer in prop::option::of(0..7u64),
        mailbox in prop::option::of(0..3u64),
    ) {
        let (mut columns, mut rows) = (Columns::default(), HashMap::new());
        for (id, seed) in puts {
            columns.put(TicketId(id), row(seed));
            rows.insert(id, row(seed));
        }
        let query = Query {
            status: status.into_iter().filter_map(Status::from_code).collect(),
            priority: priority.into_iter().filter_map(Priority::from_code).collect(),
            assignee: assignee.map(Assignee::from_code),
            customer: customer.map(CustomerId),
            mailbox: mailbox.map(MailboxId),
            ask: None,
        };
        let want = scan(&rows, &query);
        prop_assert_eq!(columns.list(&query, None, None, 1_000).0, want.clone());
        prop_assert_eq!(columns.count(&query, None), want.len() as u64);
        // Page by page gives the same list.
        let (mut paged, mut after) = (Vec::new(), None);
        loop {
            let (page, more) = columns.list(&query, None, after, 7);
            after = page.last().and_then(|last| columns.after(*last));
            paged.extend(page);
            if !more { break }
        }
        prop_assert_eq!(paged, want);
    }

    #[test]
    fn a_row_survives_its_bytes(seed in any::<(u8, u8, u32, u32, u64, i64)>()) {
        let row = row(seed);
        prop_assert_eq!(Row::from_bytes(&row.to_bytes()), Some(row));
    }
}

#[test]
fn a_walk_of_the_order_equals_a_sort_of_the_hits() {
    let mut columns = Columns::default();
    for id in 1..=10_000u64 {
        let status = if id % 10 == 0 {
            Status::Closed
        } else {
            Status::Open
        };
        columns.put(
            TicketId(id),
            Row {
                updated: (id as i64 * 7_919) % 10_007,
                status: status.code(),
                ..row((0, 0, 0, 0, 0, 0))
            },
        );
    }
    let walk = columns.list(
        &Query {
            status: vec![Status::Open],
            ..Query::default()
        },
        None,
        None,
        20_000,
    );
    let mut want: Vec<(i64, u64)> = (1..=10_000u64)
        .filter(|id| id % 10 != 0)
        .map(|id| ((id as i64 * 7_919) % 10_007, id))
        .collect();
    want.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(
        walk.0,
        want.into_iter()
            .map(|(_, id)| TicketId(id))
            .collect::<Vec<_>>()
    );
}

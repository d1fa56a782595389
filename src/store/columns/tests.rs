//! Columns against a plain scan over the same rows.

use proptest::prelude::*;

use super::{order::Order, *};
use crate::{
    domain::{
        id::MailboxId,
        query::{
            Query,
            sort::{Direction, Sort, SortKey},
        },
        ticket::Priority,
    },
    store::{
        alphabet::{Alphabet, Titles},
        tag_sets::FirstTags,
    },
};

fn row(seed: (u8, u8, u32, u32, u64, i64)) -> Row {
    Row {
        status: seed.0 % 4,
        priority: seed.1 % 4,
        assignee: seed.2 % 5,
        mailbox: seed.3 % 3,
        customer: (seed.4 % 7) as u32,
        created: seed.5 % 13,
        updated: seed.5 % 50,
        due: (seed.5 % 5).max(0) * 100,
        since: 0,
        answer: 0,
        ours: false,
        // Some are in the bin.
        flags: if seed.4.is_multiple_of(5) { 4 } else { 0 },
    }
}

/// The names of those who have the tickets, in their order: the fourth is nobody's name any more.
const ASSIGNEES: [u32; 3] = [3, 1, 2];
/// The first has no name.
const MAILBOXES: [u32; 1] = [2];

/// Tags by name: the sevenths, the halves, and all the rest but what three divides.
static TAGS: std::sync::LazyLock<FirstTags> = std::sync::LazyLock::new(|| {
    let all = 0..60_000u32;
    let sets = [
        (5, all.clone().filter(|id| id % 7 == 0).collect()),
        (9, all.clone().filter(|id| id % 2 == 0).collect()),
        (2, all.filter(|id| id % 3 != 0).collect()),
    ];
    FirstTags::of(sets.into_iter())
});

fn order(sort: Sort) -> Order<'static> {
    Order {
        sort,
        assignees: &ASSIGNEES,
        mailboxes: &MAILBOXES,
        alphabet: None,
        tags: Some(&TAGS),
        scores: None,
    }
}

/// What a row is compared by, written down a second time and as plainly as can be.
fn compared(sort: Sort, row: &Row, id: u64) -> (i64, i64, i64) {
    let (updated, id) = (row.updated, id as i64);
    let turn = |at: i64| match sort.direction {
        Direction::Up => at,
        Direction::Down => -at,
    };
    let assignee = match row.assignee {
        0 => 0,
        3 => 1,
        1 => 2,
        2 => 3,
        other => 10 + i64::from(other),
    };
    match sort.key {
        SortKey::Updated => (turn(updated), turn(id), 0),
        SortKey::Created => (turn(row.created), turn(id), 0),
        SortKey::Number => (turn(id), 0, 0),
        // Without words all are equal.
        SortKey::Best => (turn(-id), 0, 0),
        SortKey::Due if row.due == 0 => (i64::MAX, -updated, -id),
        SortKey::Due => (turn(row.due), turn(id), 0),
        SortKey::Status => (turn(row.status.into()), -updated, -id),
        SortKey::Priority => (turn(row.priority.into()), -updated, -id),
        SortKey::Assignee => (turn(assignee), -updated, -id),
        SortKey::Mailbox => {
            let place = [0, 2, 1][row.mailbox as usize];
            (turn(place), -updated, -id)
        }
        SortKey::Tags => match (id % 7, id % 2, id % 3) {
            (0, _, _) => (turn(1), -updated, -id),
            (_, 0, _) => (turn(2), -updated, -id),
            (_, _, 0) => (i64::MAX, -updated, -id),
            _ => (turn(3), -updated, -id),
        },
        SortKey::Name | SortKey::Customer => (0, 0, 0),
    }
}

fn scan(rows: &HashMap<u64, Row>, query: &Query) -> Vec<TicketId> {
    let mut hits: Vec<((i64, i64, i64), u64)> = rows
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
        .filter(|(_, row)| {
            query
                .customer
                .is_none_or(|c| c.0 == u64::from(row.customer))
        })
        .filter(|(_, row)| query.mailbox.is_none_or(|m| m.0 == u64::from(row.mailbox)))
        .map(|(id, row)| (compared(query.sort, row, *id), *id))
        .collect();
    hits.sort_unstable();
    hits.into_iter().map(|(_, id)| TicketId(id)).collect()
}

fn check_counts(
    columns: &Columns,
    rows: &HashMap<u64, Row>,
    query: &Query,
    seen: Option<&RoaringBitmap>,
) -> Result<(), TestCaseError> {
    let rows: HashMap<u64, Row> = rows
        .iter()
        .filter(|(id, _)| seen.is_none_or(|seen| seen.contains(**id as u32)))
        .map(|(id, row)| (*id, *row))
        .collect();
    let counts = columns.counts(query, seen);
    let found = columns.found(query, seen);
    let total = scan(&rows, query).len() as u64;
    prop_assert_eq!(
        (counts.total, columns.count(query, seen), found.len()),
        (total, total, total)
    );
    for code in 0..4u8 {
        let one = Query {
            status: Status::from_code(code).into_iter().collect(),
            ..query.clone()
        };
        let count = scan(&rows, &one).len() as u64;
        prop_assert_eq!(counts.status[usize::from(code)], count);
        let one = Query {
            priority: Priority::from_code(code).into_iter().collect(),
            ..query.clone()
        };
        let count = scan(&rows, &one).len() as u64;
        prop_assert_eq!(counts.priority[usize::from(code)], count);
    }
    Ok(())
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
        key in 0..SortKey::ALL.len(),
        up in any::<bool>(),
        of_bin in any::<bool>(),
    ) {
        let (mut columns, mut rows) = (Columns::default(), HashMap::new());
        for (at, (id, seed)) in puts.into_iter().enumerate() {
            // From some time on they are kept, in the bin too.
            if at == 40 {
                columns.gather_customers();
                columns.bin().gather_customers();
            }
            columns.put(TicketId(id), row(seed));
            rows.insert(id, row(seed));
        }
        // A ticket that was in the bin on the way leaves nothing behind there.
        let mut anew = Columns::default();
        rows.iter().for_each(|(id, row)| anew.put(TicketId(*id), *row));
        for all in [&anew, anew.bin(), &columns, columns.bin()] {
            all.gather_customers();
        }
        prop_assert_eq!(&anew, &columns);
        rows.retain(|_, row| row.is_deleted() == of_bin);
        let columns = if of_bin { columns.bin() } else { &columns };
        let query = Query {
            status: status.into_iter().filter_map(Status::from_code).collect(),
            priority: priority.into_iter().filter_map(Priority::from_code).collect(),
            assignee: assignee.map(Assignee::from_code),
            customer: customer.map(CustomerId),
            mailbox: mailbox.map(MailboxId),
            ask: None,
            sort: Sort {
                key: Some(SortKey::ALL[key]).filter(|key| !key.is_text()).unwrap_or_default(),
                direction: if up { Direction::Up } else { Direction::Down },
            },
        };
        let order = order(query.sort);
        let want = scan(&rows, &query);
        prop_assert_eq!(columns.list(&query, None, &order, None, 1_000).0, want.clone());
        prop_assert_eq!(columns.count(&query, None), want.len() as u64);
        check_counts(columns, &rows, &query, None)?;
        // Many are counted by their sets, few one by one.
        let many: RoaringBitmap = (0..60).filter(|number| number % 3 != 0).collect();
        let few: RoaringBitmap = (0..60).filter(|number| number % 29 == 1).collect();
        for some in [many, few] {
            let seen = columns.every() & some;
            check_counts(columns, &rows, &query, Some(&seen))?;
        }
        // Page by page gives the same list.
        let (mut paged, mut after) = (Vec::new(), None);
        loop {
            let (page, more) = columns.list(&query, None, &order, after.as_ref(), 7);
            after = page.last().and_then(|last| columns.place(&order, *last));
            paged.extend(page);
            if !more { break }
        }
        prop_assert_eq!(paged, want);
    }

    #[test]
    fn what_is_removed_was_never_there(
        puts in prop::collection::vec((0..20u64, any::<(u8, u8, u32, u32, u64, i64)>()), 1..60),
        gone in 0..20u64,
    ) {
        let (mut columns, mut without) = (Columns::default(), Columns::default());
        columns.gather_customers();
        for (id, seed) in puts {
            columns.put(TicketId(id), row(seed));
            if id != gone {
                without.put(TicketId(id), row(seed));
            }
        }
        columns.remove(TicketId(gone));
        without.gather_customers();
        prop_assert_eq!(columns, without);
    }

    #[test]
    fn a_row_survives_its_bytes(seed in any::<(u8, u8, u32, u32, u64, i64)>()) {
        let row = row(seed);
        prop_assert_eq!(Row::from_bytes(&row.to_bytes()), Some(row));
    }
}

/// Ten thousand, of which the lowest numbers are closed: too many to compare, in some orders at the far end.
fn many() -> (Columns, HashMap<u64, Row>) {
    let (mut columns, mut rows) = (Columns::default(), HashMap::new());
    for id in 1..=50_000u64 {
        let seed = (0, (id % 4) as u8, (id % 5) as u32, 0, 1, 0);
        let status = if id <= 40_000 {
            Status::Closed
        } else {
            Status::Open
        };
        let row = Row {
            created: id as i64,
            updated: (id as i64 * 7_919) % 50_021,
            due: if id % 3 == 0 {
                (id as i64 * 31) % 997 + 1
            } else {
                0
            },
            status: status.code(),
            ..row(seed)
        };
        columns.put(TicketId(id), row);
        rows.insert(id, row);
    }
    (columns, rows)
}

#[test]
fn a_walk_of_any_order_equals_a_sort_of_the_hits() {
    let (columns, rows) = many();
    for key in SortKey::ALL.into_iter().filter(|key| !key.is_text()) {
        for direction in [Direction::Up, Direction::Down] {
            for status in [Vec::new(), vec![Status::Open], vec![Status::Closed]] {
                let sort = Sort { key, direction };
                let query = Query {
                    status,
                    sort,
                    ..Query::default()
                };
                let want = scan(&rows, &query);
                let mut after = None;
                // The first pages, then one from the far end.
                for start in [0, 50, 9_900] {
                    if start == 9_900 {
                        after = columns.place(&order(sort), want[start - 1]);
                    }
                    let (page, more) = columns.list(&query, None, &order(sort), after.as_ref(), 50);
                    assert_eq!(page, want[start..start + 50], "{sort} from {start}");
                    assert!(more);
                    after = page
                        .last()
                        .and_then(|last| columns.place(&order(sort), *last));
                }
            }
        }
    }
}

#[test]
fn texts_are_listed_by_their_alphabet_page_by_page() {
    use crate::store::gathered::Gather as _;
    let (mut columns, mut alphabet) = (Columns::default(), Alphabet::default());
    for id in 1..=300u64 {
        columns.put(TicketId(id), row((0, 0, 0, 0, 1 + 5 * id, 0)));
        let name = format!("name {}", id % 7);
        alphabet.take(Titles::for_test(TicketId(id), &name, "somebody"));
    }
    let mut want: Vec<(u64, std::cmp::Reverse<u64>)> = (1..=300)
        .map(|id| (id % 7, std::cmp::Reverse(id)))
        .collect();
    want.sort_unstable();
    let up: Vec<TicketId> = want.iter().map(|(_, id)| TicketId(id.0)).collect();
    let down: Vec<TicketId> = up.iter().rev().copied().collect();
    for (direction, want) in [(Direction::Up, up), (Direction::Down, down)] {
        let sort = Sort {
            key: SortKey::Name,
            direction,
        };
        let order = Order {
            alphabet: Some(&alphabet),
            ..order(sort)
        };
        let query = Query {
            sort,
            ..Query::default()
        };
        // Few are compared, all are walked.
        let every: RoaringBitmap = (1..=300).collect();
        for found in [None, Some(&every)] {
            let (mut paged, mut after) = (Vec::new(), None);
            loop {
                let (page, more) = columns.list(&query, found, &order, after.as_ref(), 7);
                after = page.last().and_then(|last| columns.place(&order, *last));
                paged.extend(page);
                if !more {
                    break;
                }
            }
            assert_eq!(paged, want);
        }
    }
}

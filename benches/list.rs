//! Times one page of a list in fourteen combinations of filter and order, with few and with many
//! tickets: the first page, and one far behind. Prints, judges nothing.
//!
//! `cargo bench --bench list 1000 10000 100000 1000000`.

use std::{
    hint::black_box,
    sync::LazyLock,
    time::{Duration, Instant},
};

use guichet::{
    domain::{
        assignee::Assignee,
        id::{CustomerId, TicketId, UserId},
        query::{
            Query,
            sort::{After, Sort, SortKey},
        },
        ticket::{Priority, Status},
    },
    store::{
        columns::{Columns, Row, order::Order},
        tag_sets::FirstTags,
    },
};
use roaring::RoaringBitmap;

const NOW: i64 = 1_790_000_000_000_000;
/// A ticket every twenty minutes.
const APART: i64 = 1_200_000_000;
/// One of so many is not closed, among them old ones.
const OPEN: u64 = 50;
const ROWS: usize = 50;
const ROUNDS: usize = 200;
/// The row behind which a page far behind begins.
const FAR: usize = 10_000;
const ASSIGNEES: [u32; 20] = [
    7, 3, 11, 1, 19, 5, 2, 17, 13, 4, 6, 8, 9, 10, 12, 14, 15, 16, 18, 0,
];

/// 200 tags, of which every fifth ticket has none and most have two.
static TAGS: LazyLock<Vec<(u32, RoaringBitmap)>> = LazyLock::new(|| {
    let tags = (1..=200u32).map(|tag| {
        let has =
            |id: &u32| !id.is_multiple_of(5) && (id % 200 + 1 == tag || id / 7 % 200 + 1 == tag);
        (tag, (0..1_000_001u32).filter(has).collect())
    });
    tags.collect()
});

/// What every page of such an order begins with.
fn firsts(query: &Query) -> Option<FirstTags> {
    let by_tags = query.sort.key == SortKey::Tags;
    by_tags.then(|| FirstTags::of(TAGS.iter().cloned()))
}

fn main() {
    let counts: Vec<u64> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let counts = if counts.is_empty() {
        vec![1_000, 10_000]
    } else {
        counts
    };
    for count in counts {
        run(count);
    }
}

fn run(count: u64) {
    let columns = fill(count);
    let third = (1..=count).filter(|number| number % 3 == 0);
    let third: RoaringBitmap = third.filter_map(|it| u32::try_from(it).ok()).collect();
    println!("{count} tickets: first page p50, p99; behind {FAR} rows p50, p99");
    for (name, query, found) in combinations(&third) {
        let first = time(&columns, &query, found, None);
        let far = far(&columns, &query, found);
        let far = far.map(|after| time(&columns, &query, found, Some(&after)));
        let far = far.map_or_else(String::new, |(p50, p99)| format!("{p50:>8.1?} {p99:>8.1?}"));
        println!("  {name:<34} {:>8.1?} {:>8.1?}  {far}", first.0, first.1);
    }
}

type Combination<'a> = (&'static str, Query, Option<&'a RoaringBitmap>);

fn combinations(third: &RoaringBitmap) -> Vec<Combination<'_>> {
    let sorted = |sort: &str| Query {
        sort: Sort::from_word(sort).expect("an order"),
        ..Query::default()
    };
    let open = vec![Status::Open];
    let with = |status: Vec<Status>, sort: &str| Query {
        status,
        ..sorted(sort)
    };
    vec![
        ("all, newest change", sorted("-updated"), None),
        ("all, oldest", sorted("created"), None),
        ("all, by due time", sorted("due"), None),
        ("all, most urgent", sorted("-priority"), None),
        ("all, by assignee", sorted("assignee"), None),
        ("all, by tags", sorted("tags"), None),
        ("all, by tags from the last", sorted("-tags"), None),
        ("open, newest change", with(open.clone(), "-updated"), None),
        ("open, oldest", with(open.clone(), "created"), None),
        ("open, by assignee", with(open.clone(), "assignee"), None),
        (
            "open and urgent, oldest",
            Query {
                priority: vec![Priority::Urgent],
                ..with(open, "created")
            },
            None,
        ),
        (
            "one customer, newest change",
            Query {
                customer: Some(CustomerId(17)),
                ..sorted("-updated")
            },
            None,
        ),
        (
            "one assignee, by status",
            Query {
                assignee: Some(Some(Assignee::User(UserId(3)))),
                ..sorted("status")
            },
            None,
        ),
        (
            "who sees a third, newest change",
            sorted("-updated"),
            Some(third),
        ),
    ]
}

fn fill(count: u64) -> Columns {
    let mut columns = Columns::default();
    for number in 1..=count {
        let age = i64::try_from(count - number).expect("not that many") * APART;
        let is_open = number % OPEN == 0;
        let small = |number: u64| u32::try_from(number).expect("small");
        let row = Row {
            status: if is_open {
                Status::Open
            } else {
                Status::Closed
            }
            .code(),
            priority: u8::try_from(number * 7_919 % 4).expect("small"),
            assignee: small(number % 20),
            mailbox: small(1 + number % 3),
            customer: (number % 5_000) as u32,
            created: NOW - age,
            updated: NOW - age + i64::try_from(number * 7_919 % 1_000_003).expect("small"),
            due: if is_open { NOW + age } else { 0 },
            since: 0,
            answer: 0,
            ours: is_open,
            flags: 0,
        };
        columns.put(TicketId(number), row);
    }
    columns
}

fn order<'a>(query: &Query, tags: Option<&'a FirstTags>) -> Order<'a> {
    Order {
        sort: query.sort,
        assignees: &ASSIGNEES,
        mailboxes: &[],
        alphabet: None,
        tags,
        scores: None,
    }
}

/// The place behind which a far page begins; None for a list that is shorter.
fn far(columns: &Columns, query: &Query, found: Option<&RoaringBitmap>) -> Option<After> {
    let firsts = firsts(query);
    let order = order(query, firsts.as_ref());
    let (ids, _) = columns.list(query, found, &order, None, FAR);
    let last = ids.get(FAR - 1)?;
    columns.place(&order, *last)
}

fn time(
    columns: &Columns,
    query: &Query,
    found: Option<&RoaringBitmap>,
    after: Option<&After>,
) -> (Duration, Duration) {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            let firsts = firsts(query);
            let order = order(query, firsts.as_ref());
            black_box(columns.list(black_box(query), found, &order, after, ROWS));
            black_box(columns.counts(query, found));
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    (times[ROUNDS / 2], times[ROUNDS * 99 / 100])
}

//! Every number of the dashboard against a plain scan over the same rows.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;
use crate::domain::{
    civil::Day,
    id::{GroupId, UserId},
};

const SECOND: i64 = 1_000_000;
const DAY: u32 = 20;
const DAYS: u32 = 5;

type Seed = (u8, u8, u8, u8, u8, bool);

fn row(seed: Seed) -> Row {
    let status = seed.0 % 4;
    let who = [
        None,
        Some(Assignee::User(UserId(1))),
        Some(Assignee::User(UserId(2))),
        Some(Assignee::Group(GroupId(1))),
        Some(Assignee::Group(GroupId(2))),
    ];
    Row {
        status,
        priority: seed.1 % 4,
        assignee: small(Assignee::code(who[usize::from(seed.1) % 5])),
        mailbox: 1,
        customer: 1,
        // As `since`: no second is 0.
        created: i64::from(seed.2.max(1)) * SECOND,
        updated: 0,
        due: if status == Status::Closed.code() || seed.4 < 100 {
            0
        } else {
            i64::from(seed.4) * SECOND
        },
        since: u32::from(seed.3).max(1),
        answer: u32::from(seed.4 % 50),
        ours: seed.5 && status < 2,
        flags: 0,
    }
}

fn at(seconds: u32) -> Timestamp {
    Timestamp(i64::from(seconds) * SECOND)
}

fn span() -> Span {
    let day = |n: u32| Day {
        date: String::new(),
        from: at(20 + n * DAY),
        until: at(20 + (n + 1) * DAY),
    };
    Span {
        days: (DAYS..2 * DAYS).map(day).collect(),
        before: (0..DAYS).map(day).collect(),
        now: at(160),
        soon: at(180),
        long: at(90),
        alone: at(120),
        reader: UserId(1),
        groups: vec![GroupId(1)],
        called: (0..60).step_by(7).map(TicketId).collect(),
        work: 4,
    }
}

fn check_period(
    rows: &HashMap<u64, Row>,
    days: &[Day],
    period: &Period,
) -> Result<(), TestCaseError> {
    let (mut answers, mut solved) = (Vec::new(), Vec::new());
    for (n, day) in (0..).zip(days) {
        let within = |at: Timestamp| at >= day.from && at < day.until;
        let made = |row: &&Row| within(Timestamp(row.created));
        let closed = |row: &&Row| row.is_closed() && within(at(row.since));
        prop_assert_eq!(period.made[n], rows.values().filter(made).count() as u64);
        prop_assert_eq!(
            period.closed[n],
            rows.values().filter(closed).count() as u64
        );
        let made = rows.values().filter(made).map(|row| row.answer);
        answers.extend(made.filter(|answer| *answer != 0));
        let took = |row: &Row| {
            let created = u32::try_from(row.created / SECOND).unwrap();
            row.since.saturating_sub(created)
        };
        solved.extend(rows.values().filter(closed).map(took));
    }
    answers.sort_unstable();
    solved.sort_unstable();
    prop_assert_eq!(&period.answers, &answers);
    prop_assert_eq!(&period.solved, &solved);
    prop_assert_eq!(
        (period.made.len(), period.closed.len()),
        (days.len(), days.len())
    );
    Ok(())
}

fn check(rows: &HashMap<u64, Row>, figures: &Figures) -> Result<(), TestCaseError> {
    let span = span();
    let count = |is: &dyn Fn(&Row) -> bool| rows.values().filter(|row| is(row)).count() as u64;
    let open = |row: &Row| !row.is_closed();
    let who = |row: &Row| Assignee::from_code(row.assignee.into());
    for code in 0..4u8 {
        let is = |row: &Row| open(row) && row.status == code;
        prop_assert_eq!(figures.status[usize::from(code)], count(&is));
        let is = |row: &Row| open(row) && row.priority == code;
        prop_assert_eq!(figures.priority[usize::from(code)], count(&is));
    }
    prop_assert_eq!(figures.open(), count(&open));
    prop_assert_eq!(
        figures.unassigned,
        count(&|row| open(row) && who(row).is_none())
    );
    let free = rows
        .iter()
        .filter(|(_, row)| open(row) && who(row).is_none());
    let oldest = free.map(|(id, row)| (Timestamp(row.created), TicketId(*id)));
    prop_assert_eq!(figures.oldest_unassigned, oldest.min());
    let me = Some(Assignee::User(UserId(1)));
    let group = Some(Assignee::Group(GroupId(1)));
    prop_assert_eq!(figures.mine, count(&|row| open(row) && who(row) == me));
    prop_assert_eq!(figures.groups, count(&|row| open(row) && who(row) == group));
    prop_assert_eq!(figures.ours, count(&|row| row.ours));
    prop_assert_eq!(
        figures.late,
        count(&|row| row.due != 0 && row.due <= span.now.0)
    );
    let long = |row: &Row| row.status == Status::Waiting.code() && row.since <= 90;
    prop_assert_eq!(figures.long, count(&long));
    let waits = rows.iter().filter(|(_, row)| row.ours);
    let oldest = waits.map(|(id, row)| (at(row.since), TicketId(*id))).min();
    prop_assert_eq!(figures.oldest, oldest);
    for load in &figures.load {
        let has = |row: &Row| open(row) && who(row) == Some(load.assignee);
        let waiting = |row: &Row| has(row) && row.status == Status::Waiting.code();
        prop_assert_eq!(load.waiting, count(&waiting));
        prop_assert_eq!(load.to_do + load.waiting, count(&has));
    }
    let all: u64 = figures.load.iter().map(|it| it.to_do + it.waiting).sum();
    prop_assert_eq!(all + figures.unassigned, figures.open());
    check_period(rows, &span.days, &figures.period)?;
    check_period(rows, &span.before, &figures.before)?;
    let mut work: Vec<(Pressing, u64)> = rows
        .iter()
        .filter(|(_, row)| open(row))
        .filter_map(|(id, row)| {
            let has = who(row) == me || who(row) == group;
            let due = has && row.due != 0 && row.due <= span.soon.0;
            let due = due.then_some(Pressing::Due(Timestamp(row.due)));
            let called = id.is_multiple_of(7).then_some(Pressing::Called);
            let waits = (has && row.ours).then(|| Pressing::Waits(at(row.since)));
            let alone = who(row).is_none() && row.ours && row.since <= 120;
            let alone = alone.then(|| Pressing::Alone(at(row.since)));
            Some((due.or(called).or(waits).or(alone)?, *id))
        })
        .collect();
    work.sort_unstable_by_key(|(why, id)| (why.turn(), *id));
    prop_assert_eq!(figures.work, work.len() as u64);
    work.truncate(4);
    let work: Vec<_> = work
        .into_iter()
        .map(|(why, id)| (TicketId(id), why))
        .collect();
    prop_assert_eq!(&figures.pressing, &work);
    Ok(())
}

proptest! {
    #[test]
    fn figures_equal_a_scan(
        puts in prop::collection::vec((0..60u64, any::<Seed>()), 0..150),
        seen in prop::collection::vec(0..60u32, 0..60),
    ) {
        let (mut columns, mut rows) = (Columns::default(), HashMap::new());
        for (id, seed) in puts {
            columns.put(TicketId(id), row(seed));
            rows.insert(id, row(seed));
        }
        check(&rows, &columns.figures(&span(), None))?;
        // Who sees some of them gets the numbers of those.
        let seen: RoaringBitmap = seen.into_iter().collect();
        rows.retain(|id, _| seen.contains(u32::try_from(*id).unwrap()));
        let figures = columns.figures(&span(), Some(&seen));
        check(&rows, &figures)?;
        // Who looks at the days before finds the same.
        let Span { before, .. } = span();
        let earlier = columns.figures(&Span { days: before, ..span() }, Some(&seen));
        prop_assert_eq!(earlier.period, figures.before);
    }
}

//! Times the dashboard with few and with many tickets: the same days hold the same tickets and as
//! many are not closed, whatever came before. Prints, judges nothing.
//!
//! `cargo bench --bench dashboard 1000 10000 100000 1000000`.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use guichet::{
    domain::{
        civil::last_days,
        figures::Span,
        id::{GroupId, TicketId, UserId},
        ticket::Status,
        time::Timestamp,
    },
    store::columns::{Columns, Row},
};
use roaring::RoaringBitmap;

const NOW: Timestamp = Timestamp(1_790_000_000_000_000);
const SECOND: i64 = 1_000_000;
/// A ticket every twenty minutes: 72 a day, 6,480 in 90 days.
const APART: i64 = 1_200 * SECOND;
/// The newest of them are not closed.
const OPEN: u64 = 500;
const ROUNDS: usize = 200;

fn main() {
    let counts: Vec<u64> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let counts = if counts.is_empty() {
        vec![1_000, 10_000]
    } else {
        counts
    };
    println!("tickets  7 days  30 days  90 days  90 days, who sees a third");
    for count in counts {
        run(count);
    }
}

fn run(count: u64) {
    let columns = fill(count);
    let third: RoaringBitmap = (1..=count)
        .filter(|number| number % 3 == 0)
        .filter_map(|number| u32::try_from(number).ok())
        .collect();
    let times = [7, 30, 90].map(|days| time(&columns, days, None));
    let some = time(&columns, 90, Some(&third));
    let [week, month, quarter] = times;
    println!("{count:>7}  {week:>8.1?}  {month:>8.1?}  {quarter:>8.1?}  {some:>8.1?}");
}

fn fill(count: u64) -> Columns {
    let mut columns = Columns::default();
    for number in 1..=count {
        let age = i64::try_from(count - number).expect("not that many") * APART;
        let created = NOW.0 - age;
        let is_open = count - number < OPEN;
        let status = match (is_open, number % 3) {
            (false, _) => Status::Closed,
            (true, 0) => Status::Waiting,
            (true, 1) => Status::Processing,
            (true, _) => Status::Open,
        };
        let small = |number: u64| u32::try_from(number).expect("small");
        let seconds = small(u64::try_from(created / SECOND).expect("after 1970"));
        let long = small(number * 7_919 % 200_000);
        let row = Row {
            status: status.code(),
            priority: u8::try_from(number % 4).expect("small"),
            assignee: small(number % 20),
            mailbox: small(1 + number % 3),
            customer: (number % 5_000) as u32,
            created,
            updated: created,
            due: 0,
            since: if is_open { seconds } else { seconds + long },
            answer: 1 + long / 8,
            ours: is_open && status != Status::Waiting,
            flags: 0,
        };
        columns.put(TicketId(number), row);
    }
    columns
}

fn time(columns: &Columns, days: u16, found: Option<&RoaringBitmap>) -> Duration {
    let mut before = last_days(NOW, "Europe/Paris", 2 * days);
    let span = Span {
        days: before.split_off(usize::from(days)),
        before,
        now: NOW,
        soon: NOW.plus(Duration::from_secs(86_400)),
        long: NOW.minus(Duration::from_secs(7 * 86_400)),
        alone: NOW.minus(Duration::from_secs(3_600)),
        called: (1..40).map(TicketId).collect(),
        reader: UserId(1),
        groups: vec![GroupId(1)],
        work: 6,
    };
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            black_box(columns.figures(black_box(&span), found));
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

//! The dashboard of a lively week, or of a quarter.

use super::{NOW, ago, ines, tom};
use crate::{
    domain::{
        ticket::{Priority, Status},
        time::Timestamp,
    },
    web::view::{
        Assignee, Due,
        dashboard::{
            Bar, Chart, Choice, Count, DashboardPage, DayPoint, HalfBefore, Height, LoadRow,
            MailFlow, Oldest, Segment, Tiles, Times, WorkLine,
        },
    },
};

const DAY: i64 = 86_400_000_000;

fn count(n: u64) -> Count {
    Count {
        n,
        url: format!("/tickets?query=closed:2026-03-{:02}", 1 + n % 28),
    }
}

fn choices(names: &[&str]) -> Vec<Choice> {
    let choice = |(at, name): (usize, &&str)| Choice {
        name: (*name).to_owned(),
        url: format!("/?days=7&at={at}"),
        current: at == 0,
    };
    names.iter().enumerate().map(choice).collect()
}

fn chart(days: u16) -> Chart {
    let last = i64::from(days) - 1;
    let point = |n: i64| {
        let (made, closed) = ((n * 7 % 12) as u64, (n * 5 % 11) as u64);
        DayPoint {
            at: Timestamp(NOW.0 - (last - n) * DAY),
            x: 30.0 + (600 * n / last.max(1)) as f64,
            named: (last - n) % (i64::from(days) / 7 + 1) == 0,
            made: count(made),
            made_y: 160.0 - made as f64 * 10.0,
            closed: count(closed),
            closed_y: 160.0 - closed as f64 * 10.0,
        }
    };
    let days: Vec<DayPoint> = (0..=last).map(point).collect();
    let line = |y: fn(&DayPoint) -> f64| {
        let points = days.iter().map(|day| format!("{},{}", day.x, y(day)));
        points.collect::<Vec<_>>().join(" ")
    };
    let grid = [0, 5, 10].map(|n| Height {
        n,
        y: 160.0 - n as f64 * 10.0,
    });
    Chart {
        made: count(106),
        closed: count(97),
        made_before: count(1_098),
        closed_before: count(1_101),
        grid: grid.to_vec(),
        made_line: line(|day| day.made_y),
        closed_line: line(|day| day.closed_y),
        days,
        radius: 3.0,
    }
}

fn times(words: [&'static str; 5]) -> Times {
    let bars = [12, 7, 3, 1, 0];
    let bar = |(word, n): (&'static str, u64)| Bar {
        word,
        count: count(n),
        width: n as f64 * 8.0,
    };
    Times {
        all: count(23),
        half: Some(ago(24)),
        most: Some(ago(130)),
        before: Some(HalfBefore {
            all: count(31),
            half: ago(31),
        }),
        bars: words.into_iter().zip(bars).map(bar).collect(),
    }
}

fn work() -> Vec<WorkLine> {
    let line = |number: u64, name: &str, status, priority| WorkLine {
        number,
        name: name.to_owned(),
        customer: "Camille Roussel".to_owned(),
        status,
        priority,
        group: None,
        due: None,
        waits: Some(ago(52)),
        alone: false,
    };
    let late = WorkLine {
        due: Some(Due {
            word: "answer",
            at: ago(30),
        }),
        waits: None,
        ..line(
            1_042,
            "Printer in the front office prints blank pages",
            Status::Processing,
            Priority::Urgent,
        )
    };
    let soon = WorkLine {
        due: Some(Due {
            word: "set",
            at: ago(-250),
        }),
        waits: None,
        ..line(
            1_031,
            "Terminal de paiement hors ligne",
            Status::Open,
            Priority::High,
        )
    };
    let group = WorkLine {
        group: Some("Réseau & téléphonie".to_owned()),
        ..line(1_017, "W".repeat(90).as_str(), Status::Open, Priority::Low)
    };
    let own = line(
        1_003,
        "Messagerie saturée au secrétariat",
        Status::Open,
        Priority::Medium,
    );
    let called = WorkLine {
        waits: None,
        ..line(1_011, "Scanner", Status::Waiting, Priority::Medium)
    };
    let alone = WorkLine {
        alone: true,
        ..line(1_040, "Badge", Status::Open, Priority::Medium)
    };
    vec![late, soon, called, group, own, alone]
}

fn load() -> Vec<LoadRow> {
    let group = Assignee::Group {
        name: "Réseau & téléphonie".to_owned(),
    };
    let people = [Assignee::User(ines()), Assignee::User(tom()), group];
    let row = |assignee| LoadRow {
        assignee,
        to_do: count(3),
        waiting: count(2),
        to_do_width: 60.0,
        waiting_width: 40.0,
    };
    // More than are shown at first.
    people.into_iter().cycle().take(15).map(row).collect()
}

/// Seven days of everything, or more of one mailbox.
pub fn dashboard(days: u16) -> DashboardPage {
    let segment = |at: usize, n: u64| (count(n), at as f64 * 25.0, 24.4);
    let status = [Status::Open, Status::Processing, Status::Waiting];
    let priority = [
        Priority::Urgent,
        Priority::High,
        Priority::Medium,
        Priority::Low,
    ];
    DashboardPage {
        rev: 88_123,
        part_of_day: "morning",
        days,
        first: ago(60 * 24 * 7),
        periods: choices(&["7", "30", "90"]),
        mailboxes: choices(&["", "support@lumen.example", "ventes@lumen.example"]),
        groups: choices(&["", "Réseau & téléphonie"]),
        update_url: format!("/home/figures?days={days}"),
        mail: Some(MailFlow {
            last_in: Some(ago(2)),
            late_out: (days > 7).then(|| ago(95)),
            url: "/settings/mail".to_owned(),
        }),
        tiles: Tiles {
            unassigned: count(3),
            oldest_unassigned: Some(Oldest {
                at: ago(162),
                url: "/t/1003".to_owned(),
            }),
            ours: count(15),
            oldest: Some(Oldest {
                at: ago(60 * 80),
                url: "/t/1042".to_owned(),
            }),
            late: count(3),
            waiting: count(10),
            long: count(2),
            mine: count(4),
            groups: count(5),
            today: count(6),
            yesterday: count(12),
        },
        work: work(),
        all_work: count(9),
        chart: chart(days),
        answers: times(["to-15m", "to-1h", "to-4h", "to-1d", "from-1d"]),
        solved: times(["under-4h", "to-1d", "to-3d", "to-7d", "from-7d"]),
        open: count(25),
        status: (0..)
            .zip(status)
            .map(|(at, value)| {
                let (count, x, width) = segment(at, 7);
                Segment {
                    value,
                    count,
                    x,
                    width,
                }
            })
            .collect(),
        priority: (0..)
            .zip(priority)
            .map(|(at, value)| {
                let (count, x, width) = segment(at, 12);
                Segment {
                    value,
                    count,
                    x,
                    width,
                }
            })
            .collect(),
        load: load(),
    }
}

/// A desk on which nothing has happened yet.
pub fn quiet_dashboard() -> DashboardPage {
    let quiet = |times: Times| Times {
        half: None,
        most: None,
        before: None,
        ..times
    };
    let page = dashboard(7);
    DashboardPage {
        part_of_day: "evening",
        mailboxes: Vec::new(),
        groups: Vec::new(),
        mail: None,
        work: Vec::new(),
        load: Vec::new(),
        answers: quiet(page.answers),
        solved: quiet(page.solved),
        tiles: Tiles {
            oldest_unassigned: None,
            oldest: None,
            ..page.tiles
        },
        ..page
    }
}

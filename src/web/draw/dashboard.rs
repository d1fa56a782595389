//! Draws the dashboard: each number with exactly its list, and charts in drawing units.

mod work;

use std::time::Duration;

use crate::{
    desk::dashboard::Dashboard,
    domain::{
        civil::Day,
        figures::{Load, percentile},
        id::TicketId,
        query::sort::Sort,
        ticket::{Priority, Status},
        time::Timestamp,
    },
    web::{
        list_query::{ListQuery, Whose},
        view::{
            View,
            dashboard::{
                Bar, Chart, Count, DayPoint, HalfBefore, Height, LoadRow, MailFlow, Oldest,
                Segment, Tiles, Times,
            },
        },
    },
};

pub use work::work_line;

const STATUS: [Status; 3] = [Status::Open, Status::Processing, Status::Waiting];
const TO_DO: [Status; 2] = [Status::Open, Status::Processing];
const PRIORITY: [Priority; 4] = [
    Priority::Urgent,
    Priority::High,
    Priority::Medium,
    Priority::Low,
];
/// How long a first answer takes: the word of the catalogue and of the query.
const ANSWERS: [(&str, &str, u64, u64); 5] = [
    ("to-15m", "15m", 0, 900),
    ("to-1h", "15m..1h", 900, 3_600),
    ("to-4h", "1h..4h", 3_600, 14_400),
    ("to-1d", "4h..1d", 14_400, 86_400),
    ("from-1d", "1d..", 86_400, u64::MAX),
];
/// How long a solution takes.
const SOLUTIONS: [(&str, &str, u64, u64); 5] = [
    ("under-4h", "4h", 0, 14_400),
    ("to-1d", "4h..1d", 14_400, 86_400),
    ("to-3d", "1d..3d", 86_400, 259_200),
    ("to-7d", "3d..7d", 259_200, 604_800),
    ("from-7d", "7d..", 604_800, u64::MAX),
];
/// The area of the chart, in its units.
const LEFT: f64 = 30.0;
const WIDTH: f64 = 600.0;
const TOP: f64 = 12.0;
const HEIGHT: f64 = 148.0;

/// Writes the lists behind the numbers, each narrowed by the same words.
pub struct Lists<'a> {
    pub words: &'a str,
}

impl Lists<'_> {
    fn count(&self, n: u64, list: ListQuery) -> Count {
        let words = [list.words.as_str(), self.words];
        let words: Vec<&str> = words.into_iter().filter(|it| !it.is_empty()).collect();
        let list = ListQuery {
            words: words.join(" "),
            ..list
        };
        let url = list.url("/tickets", &[]);
        Count { n, url }
    }

    fn of_view(&self, n: u64, view: View) -> Count {
        self.count(n, ListQuery::of_view(view))
    }

    fn of_words(&self, n: u64, words: &str) -> Count {
        self.count(n, ListQuery::of_words(words.to_owned()))
    }

    fn of_status(&self, n: u64, status: &[Status]) -> Count {
        self.count(n, with_status(status))
    }

    /// The row at the top.
    pub fn tiles(&self, it: &Dashboard) -> Tiles {
        let figures = &it.figures;
        let day = |back: usize| {
            let at = it.days.len().checked_sub(back + 1);
            let day = at.and_then(|at| it.days.get(at));
            let n = at.and_then(|at| figures.period.closed.get(at)).copied();
            let date = day.map_or("", |day| day.date.as_str());
            self.of_words(n.unwrap_or(0), &format!("closed:{date}..{date}"))
        };
        let waiting = figures.status[usize::from(Status::Waiting.code()) & 3];
        // Whoever comes for one takes the one that has waited longest.
        let unassigned = ListQuery::of_view(View::Unassigned).with_sort(Sort::OLDEST);
        let long = ListQuery {
            words: "waits:7d".to_owned(),
            ..with_status(&[Status::Waiting])
        };
        Tiles {
            unassigned: self.count(figures.unassigned, unassigned),
            oldest_unassigned: figures.oldest_unassigned.map(oldest),
            ours: self.of_view(figures.ours, View::NeedsAnswer),
            oldest: figures.oldest.map(oldest),
            late: self.of_words(figures.late, "is:overdue"),
            waiting: self.of_status(waiting, &[Status::Waiting]),
            long: self.count(figures.long, long),
            mine: self.of_view(figures.mine, View::Mine),
            groups: self.of_words(figures.groups, "is:open group:mine"),
            today: day(0),
            yesterday: day(1),
        }
    }
    /// All of the work that presses.
    pub fn work(&self, it: &Dashboard) -> Count {
        self.of_words(it.figures.work, "is:work")
    }

    /// Whatever is not closed.
    pub fn open(&self, it: &Dashboard) -> Count {
        self.of_view(it.figures.open(), View::NotClosed)
    }

    /// What is not closed, by status.
    pub fn status(&self, it: &Dashboard) -> Vec<Segment<Status>> {
        let counts = STATUS.map(|status| {
            let n = it.figures.status[usize::from(status.code()) & 3];
            (status, self.of_status(n, &[status]))
        });
        segments(counts.to_vec())
    }

    /// What is not closed, by priority.
    pub fn priority(&self, it: &Dashboard) -> Vec<Segment<Priority>> {
        let counts = PRIORITY.map(|priority| {
            let n = it.figures.priority[usize::from(priority.code()) & 3];
            let list = ListQuery {
                priority: vec![priority],
                ..with_status(&STATUS)
            };
            (priority, self.count(n, list))
        });
        segments(counts.to_vec())
    }

    /// Who has how much.
    pub fn load(&self, it: &Dashboard) -> Vec<LoadRow> {
        let rows = it.figures.load.iter();
        let most = rows.clone().map(|load| load.to_do + load.waiting).max();
        let width = |n: u64| share(n, most.unwrap_or(0));
        let of = |load: &Load, n: u64, status: &[Status]| {
            let whose = Some(Whose::Of(load.assignee));
            let list = with_status(status);
            self.count(n, ListQuery { whose, ..list })
        };
        rows.filter_map(|load| {
            Some(LoadRow {
                assignee: super::assignee(&it.book, Some(load.assignee))?,
                to_do: of(load, load.to_do, &TO_DO),
                waiting: of(load, load.waiting, &[Status::Waiting]),
                to_do_width: width(load.to_do),
                waiting_width: width(load.waiting),
            })
        })
        .collect()
    }

    /// Created and closed per day.
    pub fn chart(&self, it: &Dashboard) -> Chart {
        let (made, closed) = (&it.figures.period.made, &it.figures.period.closed);
        let (first, earlier) = (first(&it.days), &it.figures.before);
        let most = made.iter().chain(closed).copied().max().unwrap_or(0);
        let step = step(most);
        let top = most.div_ceil(step).max(1) * step;
        let y = |n: u64| tenth(TOP + HEIGHT - share(n, top) * HEIGHT / 100.0);
        let every = it.days.len().div_ceil(7).max(1);
        let gap = WIDTH / (it.days.len().max(2) - 1) as f64;
        let point = |(at, day): (usize, &Day)| {
            let n = |counts: &[u64]| counts.get(at).copied().unwrap_or(0);
            let next = it.days.get(at + 1);
            let made_words = match next {
                Some(next) => format!("after:{} before:{}", day.date, next.date),
                None => format!("after:{}", day.date),
            };
            let closed_words = format!("closed:{0}..{0}", day.date);
            DayPoint {
                at: day.from,
                x: tenth(LEFT + gap * at as f64),
                // Today is named whatever the period.
                named: (it.days.len() - 1 - at).is_multiple_of(every),
                made: self.of_words(n(made), &made_words),
                made_y: y(n(made)),
                closed: self.of_words(n(closed), &closed_words),
                closed_y: y(n(closed)),
            }
        };
        let days: Vec<DayPoint> = it.days.iter().enumerate().map(point).collect();
        let line = |y: fn(&DayPoint) -> f64| {
            let points = days.iter().map(|day| format!("{},{}", day.x, y(day)));
            points.collect::<Vec<_>>().join(" ")
        };
        let heights = (0..=top / step).map(|n| n * step);
        Chart {
            made: self.of_words(made.iter().sum(), &format!("after:{first}")),
            closed: self.of_words(closed.iter().sum(), &format!("closed:{first}")),
            made_before: self.of_words(earlier.made.iter().sum(), &made_before(it)),
            closed_before: self.of_words(earlier.closed.iter().sum(), &closed_before(it)),
            grid: heights.map(|n| Height { n, y: y(n) }).collect(),
            made_line: line(|day| day.made_y),
            closed_line: line(|day| day.closed_y),
            radius: if days.len() > 31 { 2.0 } else { 3.0 },
            days,
        }
    }

    /// How long first answers took.
    pub fn answers(&self, it: &Dashboard, now: Timestamp) -> Times {
        let (figures, first) = (&it.figures, first(&it.days));
        let words = |took: &str| format!("after:{first} answered:{took}");
        let before = format!("{} answered:0m..", made_before(it));
        Times {
            before: self.half_before(&figures.before.answers, &before, now),
            ..self.times(&figures.period.answers, ANSWERS, words, now)
        }
    }

    /// How long it took until tickets were closed.
    pub fn solved(&self, it: &Dashboard, now: Timestamp) -> Times {
        let (figures, first) = (&it.figures, first(&it.days));
        let words = |took: &str| format!("closed:{first} solved:{took}");
        let before = format!("{} solved:0m..", closed_before(it));
        Times {
            before: self.half_before(&figures.before.solved, &before, now),
            ..self.times(&figures.period.solved, SOLUTIONS, words, now)
        }
    }

    fn half_before(&self, sorted: &[u32], words: &str, now: Timestamp) -> Option<HalfBefore> {
        Some(HalfBefore {
            all: self.of_words(sorted.len() as u64, words),
            half: ago(sorted, 50, now)?,
        })
    }

    fn times(
        &self,
        sorted: &[u32],
        kinds: [(&'static str, &str, u64, u64); 5],
        words: impl Fn(&str) -> String,
        now: Timestamp,
    ) -> Times {
        let bars = kinds.map(|(word, took, least, below)| {
            let within = |seconds: &&u32| (least..below).contains(&u64::from(**seconds));
            let n = sorted.iter().filter(within).count() as u64;
            (word, self.of_words(n, &words(took)))
        });
        let most = bars.iter().map(|(_, count)| count.n).max().unwrap_or(0);
        let bars = bars.map(|(word, count)| Bar {
            word,
            width: share(count.n, most),
            count,
        });
        Times {
            all: self.of_words(sorted.len() as u64, &words("0m..")),
            half: ago(sorted, 50, now),
            most: ago(sorted, 90, now),
            before: None,
            bars: bars.to_vec(),
        }
    }
}

fn oldest((at, ticket): (Timestamp, TicketId)) -> Oldest {
    Oldest {
        at,
        url: format!("/t/{ticket}"),
    }
}

/// Draws how mail flows.
#[must_use]
pub fn mail(it: &Dashboard) -> Option<MailFlow> {
    let mail = it.mail?;
    Some(MailFlow {
        last_in: mail.last_in,
        late_out: mail.late_out,
        url: "/settings/mail".to_owned(),
    })
}

/// Where some days begin.
fn first(days: &[Day]) -> &str {
    days.first().map_or("", |day| day.date.as_str())
}

/// What was made in the period before.
fn made_before(it: &Dashboard) -> String {
    format!("after:{} before:{}", first(&it.before), first(&it.days))
}

/// What was closed in the period before.
fn closed_before(it: &Dashboard) -> String {
    let last = it.before.last().map_or("", |day| day.date.as_str());
    format!("closed:{}..{last}", first(&it.before))
}

/// So long ago as so many of a hundred took at most.
fn ago(sorted: &[u32], percent: usize, now: Timestamp) -> Option<Timestamp> {
    let seconds = percentile(sorted, percent)?;
    Some(now.minus(Duration::from_secs(seconds.into())))
}

fn with_status(status: &[Status]) -> ListQuery {
    ListQuery {
        status: status.to_vec(),
        ..ListQuery::default()
    }
}

/// Parts beside each other, with a gap between those that are there.
fn segments<T>(counts: Vec<(T, Count)>) -> Vec<Segment<T>> {
    const GAP: f64 = 0.6;
    let all = counts.iter().map(|(_, count)| count.n).sum();
    let mut before = 0.0;
    let segment = |(value, count): (T, Count)| {
        let (x, whole) = (before, share(count.n, all));
        before += whole;
        Segment {
            value,
            count,
            x: tenth(x),
            width: tenth((whole - GAP).clamp(0.0, 100.0)),
        }
    };
    counts.into_iter().map(segment).collect()
}

/// So many of so many, of a hundred.
fn share(n: u64, of: u64) -> f64 {
    match of {
        0 => 0.0,
        of => tenth(n as f64 * 100.0 / of as f64),
    }
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// A round step between lines across, about four of them.
fn step(most: u64) -> u64 {
    let mut unit = 1;
    loop {
        for step in [unit, unit * 2, unit * 5] {
            if step * 4 >= most {
                return step;
            }
        }
        unit *= 10;
    }
}

#[cfg(test)]
mod tests;

//! Counts the dashboard: what is not closed, and what happened in the days and in those before
//! them.
//!
//! Each number is that of a list: who changes a rule here changes what the words of the query find.

use std::{borrow::Cow, cmp::Reverse};

use roaring::RoaringBitmap;

use crate::domain::{
    assignee::Assignee,
    civil::Day,
    figures::{Figures, Load, Period, Pressing, Span},
    id::TicketId,
    ticket::Status,
    time::Timestamp,
};

use super::{
    Columns,
    pending::{Had, Pending},
    row::{Row, seconds, small},
};

impl Columns {
    /// Counts what is found; None is everything.
    #[must_use]
    pub fn figures(&self, span: &Span, found: Option<&RoaringBitmap>) -> Figures {
        let pending = match found {
            None => Cow::Borrowed(&self.pending),
            Some(found) => Cow::Owned(self.pending_of(found)),
        };
        let open = Open {
            columns: self,
            pending: &pending,
            found,
        };
        Figures {
            period: self.period(&span.days, found),
            before: self.period(&span.before, found),
            ..open.figures(span)
        }
    }

    /// What is not closed of what somebody sees.
    fn pending_of(&self, found: &RoaringBitmap) -> Pending {
        let mut pending = Pending::default();
        for status in [Status::Open, Status::Processing, Status::Waiting] {
            for number in self.with_status(status) & found {
                if let Some(row) = self.rows.get(number) {
                    pending.put(number, row);
                }
            }
        }
        pending
    }

    /// What happened in some days; nothing else than the tickets of these days is looked at.
    fn period(&self, days: &[Day], found: Option<&RoaringBitmap>) -> Period {
        let mut period = Period::default();
        self.count_made(days, found, &mut period);
        self.count_closed(days, found, &mut period);
        period
    }

    fn count_made(&self, days: &[Day], found: Option<&RoaringBitmap>, period: &mut Period) {
        period.made = vec![0; days.len()];
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return;
        };
        let mut day = 0;
        for (at, number) in self.each_made(first.from, last.until) {
            if found.is_some_and(|found| !found.contains(number)) {
                continue;
            }
            while days.get(day).is_some_and(|day| at >= day.until.0) {
                day += 1;
            }
            if let Some(count) = period.made.get_mut(day) {
                *count += 1;
            }
            let row = self.rows.get(number);
            period
                .answers
                .extend(row.map(|row| row.answer).filter(|answer| *answer != 0));
        }
        period.answers.sort_unstable();
    }

    fn count_closed(&self, days: &[Day], found: Option<&RoaringBitmap>, period: &mut Period) {
        period.closed = vec![0; days.len()];
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return;
        };
        let mut day = 0;
        for (at, number) in self.each_closed(first.from, Some(last.until)) {
            if found.is_some_and(|found| !found.contains(number)) {
                continue;
            }
            while days.get(day).is_some_and(|day| at >= seconds(day.until)) {
                day += 1;
            }
            if let Some(count) = period.closed.get_mut(day) {
                *count += 1;
            }
            let row = self.rows.get(number);
            period.solved.extend(row.map(Row::solved));
        }
        period.solved.sort_unstable();
    }
}

/// Who has a ticket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// The reader, or one of their groups.
    Reader,
    Nobody,
    Other,
}

/// The tickets that are not closed, of those that are found.
struct Open<'a> {
    columns: &'a Columns,
    pending: &'a Pending,
    found: Option<&'a RoaringBitmap>,
}

impl Open<'_> {
    fn figures(&self, span: &Span) -> Figures {
        let code = |assignee| small(Assignee::code(Some(assignee)));
        let all = |code| self.pending.of(code).map_or(0, Had::all);
        let me = code(Assignee::User(span.reader));
        let groups = span.groups.iter().map(|id| code(Assignee::Group(*id)));
        let groups: Vec<u32> = groups.collect();
        let mut work = self.work(span, me, &groups);
        work.sort_unstable_by_key(|(pressing, number)| (pressing.turn(), *number));
        let pressing = work.iter().take(span.work);
        Figures {
            status: self.pending.status,
            priority: self.pending.priority,
            unassigned: all(0),
            oldest_unassigned: self.oldest_unassigned(),
            mine: all(me),
            groups: groups.iter().map(|code| all(*code)).sum(),
            ours: self.pending.ours,
            oldest: self.oldest(),
            late: self.late(span.now),
            long: self.long(seconds(span.long)),
            load: self.load(),
            work: work.len() as u64,
            pressing: pressing
                .map(|(pressing, number)| (TicketId((*number).into()), *pressing))
                .collect(),
            period: Period::default(),
            before: Period::default(),
        }
    }

    fn sees(&self, number: u32) -> bool {
        self.found.is_none_or(|found| found.contains(number))
    }

    fn oldest_unassigned(&self) -> Option<(Timestamp, TicketId)> {
        let numbers = self.pending.of(0)?.tickets.iter();
        let made =
            numbers.filter_map(|number| Some((self.columns.rows.get(number)?.created, number)));
        let (made, number) = made.min()?;
        Some((Timestamp(made), TicketId(number.into())))
    }

    fn oldest(&self) -> Option<(Timestamp, TicketId)> {
        let ours = self.columns.ours();
        let mut waits = self.columns.waits_from(0);
        let (since, number) =
            waits.find(|(_, number)| ours.contains(*number) && self.sees(*number))?;
        Some((moment(since), TicketId(number.into())))
    }

    fn late(&self, now: Timestamp) -> u64 {
        let late = self.columns.due.range(..=(now.0, u32::MAX));
        late.filter(|(_, number)| self.sees(*number)).count() as u64
    }

    /// All that wait but those that do so for less: they are of the last days, and the others of all.
    fn long(&self, long: u32) -> u64 {
        let waiting = self.columns.with_status(Status::Waiting);
        let lately = self.columns.waits_from(long.saturating_add(1));
        let lately = lately.filter(|(_, number)| waiting.contains(*number) && self.sees(*number));
        self.pending.waiting_since - lately.count() as u64
    }

    fn load(&self) -> Vec<Load> {
        let had = self.pending.each().filter(|(code, _)| *code != 0);
        let load = had.filter_map(|(code, had)| {
            Some(Load {
                assignee: Assignee::from_code(code.into())?,
                to_do: had.to_do,
                waiting: had.waiting,
            })
        });
        let mut load: Vec<Load> = load.collect();
        load.sort_unstable_by_key(|it| (Reverse((it.to_do, it.waiting)), it.assignee));
        load
    }

    fn work(&self, span: &Span, me: u32, groups: &[u32]) -> Vec<(Pressing, u32)> {
        let called: RoaringBitmap = span.called.iter().map(|id| small(id.0)).collect();
        let mut may = called.clone();
        for code in groups.iter().chain([&me, &0]) {
            if let Some(had) = self.pending.of(*code) {
                may |= &had.tickets;
            }
        }
        let work = may.iter().filter_map(|number| {
            let row = self.columns.rows.get(number)?;
            let whose = match row.assignee {
                0 => Whose::Nobody,
                code if code == me || groups.contains(&code) => Whose::Reader,
                _ => Whose::Other,
            };
            let is_called = called.contains(number);
            if row.is_closed() || !self.sees(number) {
                return None;
            }
            Some((presses(span, row, whose, is_called)?, number))
        });
        work.collect()
    }
}

/// Why a ticket that is not closed is work of the reader: who changes it changes what `is:work`
/// finds.
fn presses(span: &Span, row: &Row, whose: Whose, is_called: bool) -> Option<Pressing> {
    let since = moment(row.since);
    let due = whose == Whose::Reader && row.due != 0 && row.due <= span.soon.0;
    let waits = match whose {
        Whose::Reader => row.ours.then_some(Pressing::Waits(since)),
        Whose::Nobody if row.ours && row.since <= seconds(span.alone) => {
            Some(Pressing::Alone(since))
        }
        Whose::Nobody | Whose::Other => None,
    };
    due.then_some(Pressing::Due(Timestamp(row.due)))
        .or(is_called.then_some(Pressing::Called))
        .or(waits)
}

fn moment(seconds: u32) -> Timestamp {
    Timestamp(i64::from(seconds) * 1_000_000)
}

#[cfg(test)]
mod tests;

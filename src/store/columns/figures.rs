//! Counts the dashboard: one walk over what is not closed, one over the days and those
//! before them.
//!
//! Each number is that of a list: who changes a rule here changes what the words of the query find.

use std::collections::HashMap;

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
    row::{Row, seconds, small},
};

impl Columns {
    /// Counts what is found; None is everything.
    #[must_use]
    pub fn figures(&self, span: &Span, found: Option<&RoaringBitmap>) -> Figures {
        let mut open = Open::new(span);
        for status in [Status::Open, Status::Processing, Status::Waiting] {
            let with = self.with_status(status);
            match found {
                None => self.walk(with, &mut open),
                Some(found) => self.walk(&(with & found), &mut open),
            }
        }
        let mut figures = open.done();
        figures.period = self.period(&span.days, found);
        figures.before = self.period(&span.before, found);
        figures
    }

    /// What happened in some days; nothing else than the tickets of these days is looked at.
    fn period(&self, days: &[Day], found: Option<&RoaringBitmap>) -> Period {
        let mut period = Period::default();
        self.count_made(days, found, &mut period);
        self.count_closed(days, found, &mut period);
        period
    }

    fn walk(&self, numbers: &RoaringBitmap, open: &mut Open) {
        for number in numbers {
            if let Some(row) = self.rows.get(number) {
                open.count(number, row);
            }
        }
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

/// What is counted of the tickets that are not closed.
struct Open {
    figures: Figures,
    me: u32,
    groups: Vec<u32>,
    now: i64,
    soon: i64,
    long: u32,
    alone: u32,
    called: RoaringBitmap,
    /// (Since when, number) of the one that has waited for us for longest.
    oldest: Option<(u32, u32)>,
    /// (Made, number) of the oldest that nobody has.
    unassigned: Option<(i64, u32)>,
    /// By [`Assignee::code`]: to do, waiting.
    load: HashMap<u32, (u64, u64)>,
    work: Vec<(Pressing, u32)>,
    most: usize,
}

impl Open {
    fn new(span: &Span) -> Self {
        let code = |assignee| small(Assignee::code(Some(assignee)));
        Self {
            figures: Figures::default(),
            me: code(Assignee::User(span.reader)),
            groups: span
                .groups
                .iter()
                .map(|id| code(Assignee::Group(*id)))
                .collect(),
            now: span.now.0,
            soon: span.soon.0,
            long: seconds(span.long),
            alone: seconds(span.alone),
            called: span.called.iter().map(|id| small(id.0)).collect(),
            oldest: None,
            unassigned: None,
            load: HashMap::new(),
            work: Vec::new(),
            most: span.work,
        }
    }

    fn count(&mut self, number: u32, row: &Row) {
        let figures = &mut self.figures;
        let waiting = row.status == Status::Waiting.code();
        figures.status[usize::from(row.status) & 3] += 1;
        figures.priority[usize::from(row.priority) & 3] += 1;
        let load = self.load.entry(row.assignee).or_default();
        match waiting {
            true => load.1 += 1,
            false => load.0 += 1,
        }
        if row.assignee == 0 {
            let oldest = self.unassigned.get_or_insert((row.created, number));
            *oldest = (row.created, number).min(*oldest);
        }
        let is_group = self.groups.contains(&row.assignee);
        figures.mine += u64::from(row.assignee == self.me);
        figures.groups += u64::from(is_group);
        figures.late += u64::from(row.due != 0 && row.due <= self.now);
        figures.long += u64::from(waiting && row.since != 0 && row.since <= self.long);
        if row.ours {
            figures.ours += 1;
            let oldest = self.oldest.get_or_insert((row.since, number));
            *oldest = (row.since, number).min(*oldest);
        }
        let whose = match row.assignee {
            0 => Whose::Nobody,
            code if code == self.me || is_group => Whose::Reader,
            _ => Whose::Other,
        };
        let presses = self.presses(number, row, whose);
        self.work.extend(presses.map(|pressing| (pressing, number)));
    }

    /// Why a ticket is work of the reader: who changes it changes what `is:work` finds.
    fn presses(&self, number: u32, row: &Row, whose: Whose) -> Option<Pressing> {
        let since = moment(row.since);
        let due = row.due != 0 && row.due <= self.soon;
        let waits = match whose {
            Whose::Reader => row.ours.then_some(Pressing::Waits(since)),
            Whose::Nobody if row.ours && row.since <= self.alone => Some(Pressing::Alone(since)),
            Whose::Nobody | Whose::Other => None,
        };
        (due && whose == Whose::Reader)
            .then_some(Pressing::Due(Timestamp(row.due)))
            .or_else(|| self.called.contains(number).then_some(Pressing::Called))
            .or(waits)
    }

    fn done(mut self) -> Figures {
        let mut figures = self.figures;
        figures.oldest_unassigned = self
            .unassigned
            .map(|(made, number)| (Timestamp(made), TicketId(number.into())));
        figures.unassigned = self.load.remove(&0).map_or(0, |(a, b)| a + b);
        figures.oldest = self
            .oldest
            .map(|(since, number)| (moment(since), TicketId(number.into())));
        let load = self
            .load
            .into_iter()
            .filter_map(|(code, (to_do, waiting))| {
                Some(Load {
                    assignee: Assignee::from_code(code.into())?,
                    to_do,
                    waiting,
                })
            });
        figures.load = load.collect();
        figures
            .load
            .sort_unstable_by_key(|it| (std::cmp::Reverse((it.to_do, it.waiting)), it.assignee));
        figures.work = self.work.len() as u64;
        self.work
            .sort_unstable_by_key(|(pressing, number)| (pressing.turn(), *number));
        self.work.truncate(self.most);
        let pressing = self.work.into_iter();
        figures.pressing = pressing
            .map(|(pressing, number)| (TicketId(number.into()), pressing))
            .collect();
        figures
    }
}

fn moment(seconds: u32) -> Timestamp {
    Timestamp(i64::from(seconds) * 1_000_000)
}

#[cfg(test)]
mod tests;

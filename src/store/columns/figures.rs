//! Counts the dashboard: what is not closed, and what happened in the days and in those before
//! them.
//!
//! Each number is that of a list: who changes a rule here changes what the words of the query find.

use std::{borrow::Cow, cmp::Reverse};

use roaring::{MultiOps, RoaringBitmap};

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
        let open = &self.pending.tickets & found;
        let rows = open
            .iter()
            .filter_map(|number| Some((number, self.rows.get(number)?)));
        Pending::of_rows(rows)
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

/// Up to so many tickets are looked at one by one; more of them are sooner met on the way through all
/// that wait.
const LOOKED_AT: u64 = if cfg!(test) { 4 } else { 500 };

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
        let called: RoaringBitmap = span.called.iter().map(|id| small(id.0)).collect();
        let (work, first) = self.work(span, me, &groups, &called);
        Figures {
            status: self.pending.kinds.by_status(None),
            priority: self.pending.kinds.by_priority(None),
            unassigned: all(0),
            oldest_unassigned: self.oldest_unassigned(),
            mine: all(me),
            groups: groups.iter().map(|code| all(*code)).sum(),
            ours: self.pending.ours,
            oldest: self.oldest(),
            late: self.late(span.now),
            long: self.long(seconds(span.long)),
            load: self.load(),
            work,
            pressing: first
                .into_iter()
                .map(|(pressing, number)| (TicketId(number.into()), pressing))
                .collect(),
            period: Period::default(),
            before: Period::default(),
        }
    }

    fn sees(&self, number: u32) -> bool {
        self.found.is_none_or(|found| found.contains(number))
    }

    fn oldest_unassigned(&self) -> Option<(Timestamp, TicketId)> {
        let (made, number) = self.pending.unassigned.first()?;
        Some((Timestamp(*made), TicketId((*number).into())))
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

    /// How much of what the reader and their groups have, of what calls them and of what was left
    /// alone presses, and what does so most. It is counted and not looked at one by one: in a desk that
    /// is behind it is much.
    fn work(
        &self,
        span: &Span,
        me: u32,
        groups: &[u32],
        called: &RoaringBitmap,
    ) -> (u64, Vec<(Pressing, u32)>) {
        let theirs = groups.iter().chain([&me]);
        let theirs: Vec<&Had> = theirs.filter_map(|code| self.pending.of(*code)).collect();
        let is_theirs = |number| theirs.iter().any(|had| had.tickets.contains(number));
        let due = self.columns.due.range(..=(span.soon.0, u32::MAX));
        let due = due.filter(|(_, number)| is_theirs(*number)).copied();
        let due: Vec<(i64, u32)> = due.collect();
        let are_due: RoaringBitmap = due.iter().map(|(_, number)| *number).collect();
        let called = (called & &self.pending.tickets) - &are_due;
        let ours: RoaringBitmap = theirs.iter().map(|had| &had.ours).union();
        let waits = ours - &are_due - &called;
        let unassigned = self.pending.of(0).map(|had| &had.ours);
        let alone = unassigned.map(|ours| ours - &called).unwrap_or_default();
        let count = are_due.len() + called.len() + waits.len() + self.count_alone(span, &alone);
        let most = span.work;
        let due = due.into_iter().take(most);
        let mut first: Vec<(Pressing, u32)> = due
            .map(|(at, number)| (Pressing::Due(Timestamp(at)), number))
            .collect();
        first.extend(called.iter().take(most).map(|it| (Pressing::Called, it)));
        first.extend(self.first_of(&waits, u32::MAX, most, Pressing::Waits));
        first.extend(self.first_of(&alone, seconds(span.alone), most, Pressing::Alone));
        first.sort_unstable_by_key(|(pressing, number)| (pressing.turn(), *number));
        first.truncate(most);
        (count, first)
    }

    /// How much of what nobody has was left alone for long enough: all but that of the last hour.
    fn count_alone(&self, span: &Span, alone: &RoaringBitmap) -> u64 {
        let lately = self
            .columns
            .waits_from(seconds(span.alone).saturating_add(1));
        let lately = lately.filter(|(_, number)| alone.contains(*number));
        alone.len() - lately.count() as u64
    }

    /// Those that wait for us for longest, of those that have done so since a time or longer.
    fn first_of(
        &self,
        of: &RoaringBitmap,
        until: u32,
        most: usize,
        presses: fn(Timestamp) -> Pressing,
    ) -> Vec<(Pressing, u32)> {
        let mut first: Vec<(u32, u32)> = if of.len() <= LOOKED_AT {
            let rows = of.iter().filter_map(|number| {
                let row = self.columns.rows.get(number)?;
                (row.since <= until).then_some((row.since, number))
            });
            rows.collect()
        } else {
            let waits = self.columns.waits_from(0);
            let waits = waits.take_while(|(since, _)| *since <= until);
            waits
                .filter(|(_, number)| of.contains(*number))
                .take(most)
                .collect()
        };
        first.sort_unstable();
        let first = first.into_iter().take(most);
        first
            .map(|(since, number)| (presses(moment(since)), number))
            .collect()
    }
}

fn moment(seconds: u32) -> Timestamp {
    Timestamp(i64::from(seconds) * 1_000_000)
}

#[cfg(test)]
mod tests;

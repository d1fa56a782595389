//! Sign-ins that failed, on their way to the audit log: each shows, however many there are.
//!
//! A block of addresses gets one line a minute with the number of its failures, and all blocks
//! together [`LINES`] a minute; what is beyond is counted in one line that names no address.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{
    desk::Desk,
    domain::{
        audit::{Act, Changed, Via},
        time::Timestamp,
    },
    store::StoreError,
};

use super::{super::warrant::Warrant, limiter::block};

const MINUTE: Duration = Duration::from_secs(60);
/// Lines of blocks within a minute.
const LINES: usize = 100;

/// One line to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub act: Act,
    /// What was typed last.
    pub who: String,
    /// None when many blocks are counted together.
    pub from: Option<IpAddr>,
    pub count: u64,
}

#[derive(Default)]
pub(in crate::desk) struct Failures(Mutex<Ledger>);

#[derive(Default)]
struct Ledger {
    blocks: HashMap<Option<IpAddr>, Block>,
    /// Lines since the minute began.
    lines: usize,
    minute: Option<Timestamp>,
}

struct Block {
    written: Timestamp,
    count: u64,
    who: String,
    from: Option<IpAddr>,
}

impl Ledger {
    /// True while another line fits into this minute.
    fn has_room(&mut self, now: Timestamp) -> bool {
        if self.minute.is_none_or(|minute| now.since(minute) >= MINUTE) {
            self.minute = Some(now);
            self.lines = 0;
        }
        self.lines < LINES
    }
}

impl Failures {
    fn lock(&self) -> MutexGuard<'_, Ledger> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes a failure; the line to write if its block had none within a minute, or if the block
    /// is paused now.
    pub(super) fn note(&self, act: Act, who: &str, from: IpAddr, now: Timestamp) -> Option<Line> {
        let mut ledger = self.lock();
        let mut key = Some(block(from));
        if !ledger.has_room(now) && !ledger.blocks.contains_key(&key) {
            key = None;
        }
        let from = key.is_some().then_some(from);
        let new = !ledger.blocks.contains_key(&key);
        let entry = ledger.blocks.entry(key).or_insert_with(|| Block {
            written: now,
            count: 0,
            who: String::new(),
            from,
        });
        entry.count += 1;
        who.clone_into(&mut entry.who);
        entry.from = from;
        let paused = act == Act::SignInPaused && key.is_some();
        if !new && !paused && now.since(entry.written) < MINUTE {
            return None;
        }
        entry.written = now;
        let line = Line {
            act: if paused { act } else { Act::SignInFailed },
            who: entry.who.clone(),
            from,
            count: std::mem::take(&mut entry.count),
        };
        ledger.lines += 1;
        Some(line)
    }

    /// Takes what was counted and is due, and forgets blocks that are quiet.
    fn due(&self, now: Timestamp) -> Vec<Line> {
        let mut ledger = self.lock();
        let mut due = Vec::new();
        ledger.blocks.retain(|_, block| {
            if now.since(block.written) < MINUTE {
                return true;
            }
            if block.count == 0 {
                return false;
            }
            block.written = now;
            due.push(Line {
                act: Act::SignInFailed,
                who: block.who.clone(),
                from: block.from,
                count: std::mem::take(&mut block.count),
            });
            true
        });
        due
    }
}

impl Desk {
    /// Writes the failed sign-ins that were only counted. Called every second; cheap without any.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub fn write_failures(&self, now: Timestamp) -> Result<(), StoreError> {
        let due = self.failures.due(now);
        if due.is_empty() {
            return Ok(());
        }
        self.write_lines(due, now)
    }

    /// Notes that somebody did not get in. A line that cannot be written is told in the log alone.
    pub(in crate::desk) fn failed(&self, act: Act, who: &str, from: IpAddr, now: Timestamp) {
        let Some(line) = self.failures.note(act, who, from, now) else {
            return;
        };
        if let Err(error) = self.write_lines(vec![line], now) {
            tracing::warn!(error = %error, "a failed sign-in is missing in the audit log");
        }
    }

    fn write_lines(&self, lines: Vec<Line>, now: Timestamp) -> Result<(), StoreError> {
        self.store.write(move |tx| {
            for line in &lines {
                let mut changes = Vec::new();
                if line.count > 1 {
                    changes.push(Changed {
                        field: "tries".to_owned(),
                        old: String::new(),
                        new: line.count.to_string(),
                    });
                }
                let stranger = Warrant::stranger(&line.who, Via::Page, line.from);
                stranger.record(tx, line.act, "", changes, now)?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_790_000_000_000_000);

    fn peer(number: usize) -> IpAddr {
        IpAddr::V4((0x0a00_0000 + u32::try_from(number).unwrap()).into())
    }

    fn after(seconds: u64) -> Timestamp {
        NOW.plus(Duration::from_secs(seconds))
    }

    #[test]
    fn a_block_gets_one_line_a_minute() {
        let failures = Failures::default();
        let note = |second| failures.note(Act::SignInFailed, "x", peer(1), after(second));
        assert_eq!(note(0).unwrap().count, 1);
        for second in 1..60 {
            assert_eq!(note(second), None);
        }
        assert_eq!(note(60).unwrap().count, 60);
        assert_eq!(note(61), None);
        // What was only counted is written when its minute is over.
        assert_eq!(failures.due(after(119)), []);
        assert_eq!(failures.due(after(120)).first().unwrap().count, 1);
        // Who is quiet is forgotten.
        assert_eq!(failures.due(after(180)), []);
        assert!(failures.lock().blocks.is_empty());
    }

    #[test]
    fn a_pause_is_told_at_once() {
        let failures = Failures::default();
        for _ in 0..9 {
            failures.note(Act::SignInFailed, "x", peer(1), NOW);
        }
        let line = failures.note(Act::SignInPaused, "y", peer(1), NOW).unwrap();
        assert_eq!((line.act, line.count), (Act::SignInPaused, 9));
        assert_eq!(line.who, "y");
    }

    #[test]
    fn all_blocks_together_get_a_hundred_lines_a_minute() {
        let failures = Failures::default();
        let lines: Vec<Line> = (0..5_000)
            .filter_map(|number| failures.note(Act::SignInPaused, "x", peer(number), NOW))
            .collect();
        assert_eq!(lines.len(), LINES + 1);
        assert_eq!(lines.last().unwrap().from, None);
        let rest: Vec<Line> = failures.due(after(60));
        assert_eq!(rest.len(), 1);
        let counted: u64 = lines.iter().chain(&rest).map(|line| line.count).sum();
        assert_eq!(counted, 5_000, "none is lost");
        // The next minute has room again.
        let line = failures.note(Act::SignInFailed, "x", peer(9_999), after(61));
        assert_eq!(line.unwrap().from, Some(peer(9_999)));
    }
}

//! The audit log. Lines are only ever added; each holds the hash of the record before it. The oldest
//! go when the settings keep them no longer.

use std::ops::ControlFlow;

use redb::ReadableTable;
use sha2::{Digest, Sha256};

use crate::domain::{audit::AuditLine, id::AuditId, time::Timestamp};

use super::{
    StoreError, View, WriteTx,
    codec::{decode, encode},
    record::number,
};

/// The counter that holds the last line that was removed because of its age.
const SHORTENED: &str = "audit.shortened";

/// Adds a line: gives it its number and chains it to the one before.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn append(tx: &mut WriteTx<'_>, line: AuditLine) -> Result<AuditId, StoreError> {
    let previous = match View::audit(tx)?.last()? {
        Some((_, bytes)) => Sha256::digest(bytes.value()).into(),
        None => [0; 32],
    };
    let id = AuditId(tx.next("audit")?);
    let line = AuditLine {
        id,
        previous,
        ..line
    };
    tx.audit_mut()?.insert(id.0, encode(&line)?.as_slice())?;
    Ok(id)
}

/// Reads lines before a number, newest first, until `take` has had enough. A record that cannot be
/// read is passed over: the chain says that it is broken.
///
/// # Errors
/// [`StoreError`] if the table cannot be read.
pub fn before(
    view: &impl View,
    before: Option<AuditId>,
    mut take: impl FnMut(AuditLine) -> ControlFlow<()>,
) -> Result<(), StoreError> {
    let end = before.map_or(u64::MAX, |id| id.0);
    for row in view.audit()?.range(..end)?.rev() {
        let Ok(line) = decode(row?.1.value()) else {
            continue;
        };
        if take(line).is_break() {
            break;
        }
    }
    Ok(())
}

/// What the chain says, as far as it was walked. The default has walked nothing yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    pub lines: u64,
    /// The first line that is missing, cannot be read or does not follow from the one before it;
    /// None when all do.
    pub broken_at: Option<AuditId>,
    /// False while there are lines that were not walked yet.
    pub whole: bool,
    /// The number of the last line that was walked.
    last: u64,
    /// Its hash, which the next one holds.
    hash: [u8; 32],
}

/// Walks the chain on from where it was left, over at most so many lines.
///
/// # Errors
/// [`StoreError`] if the table cannot be read.
pub fn walk(view: &impl View, from: Chain, most: usize) -> Result<Chain, StoreError> {
    let mut chain = start(view, from)?;
    let mut rows = view.audit()?.range(chain.last.saturating_add(1)..)?;
    for row in rows.by_ref().take(most) {
        let (number, bytes) = row?;
        let number = number.value();
        let follows = decode::<AuditLine>(bytes.value())
            .is_ok_and(|line| line.previous == chain.hash && line.id.0 == number);
        if chain.broken_at.is_none() {
            if number != chain.last + 1 {
                chain.broken_at = Some(AuditId(chain.last + 1));
            } else if !follows {
                chain.broken_at = Some(AuditId(number));
            }
        }
        chain.lines += 1;
        chain.last = number;
        chain.hash = Sha256::digest(bytes.value()).into();
    }
    chain.whole = rows.next().is_none();
    // Lines that were cut off at the end leave a chain that looks sound, but not the counter.
    let given = view.counter()?.get("audit")?.map_or(0, |last| last.value());
    if chain.whole && chain.broken_at.is_none() && given != chain.last {
        chain.broken_at = Some(AuditId(chain.last + 1));
    }
    Ok(chain)
}

/// Where a walk begins: behind what was removed because of its age. The first line that is left
/// vouches for those before it.
fn start(view: &impl View, from: Chain) -> Result<Chain, StoreError> {
    let last = number(view.counter()?, SHORTENED)?.unwrap_or(0);
    if from.last >= last {
        return Ok(from);
    }
    let first = view.audit()?.get(last.saturating_add(1))?;
    let first = first.and_then(|bytes| decode::<AuditLine>(bytes.value()).ok());
    Ok(Chain {
        last,
        hash: first.map_or([0; 32], |line| line.previous),
        ..Chain::default()
    })
}

/// Removes lines older than `before`, oldest first, at most `limit` at once. Stops at the first that
/// does not follow from the one before it, so that a broken chain stays to be seen, and before the
/// newest. Returns how many.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn shorten(tx: &mut WriteTx<'_>, before: Timestamp, limit: usize) -> Result<usize, StoreError> {
    let mut chain = start(tx, Chain::default())?;
    let first = chain.last;
    let newest = View::audit(tx)?.last()?.map_or(0, |(id, _)| id.value());
    for row in View::audit(tx)?
        .range(first + 1..newest.max(first + 1))?
        .take(limit)
    {
        let (id, bytes) = row?;
        let Ok(line) = decode::<AuditLine>(bytes.value()) else {
            break;
        };
        let follows = id.value() == chain.last + 1 && line.previous == chain.hash;
        if !follows || line.at >= before {
            break;
        }
        chain.last = id.value();
        chain.hash = Sha256::digest(bytes.value()).into();
    }
    if chain.last > first {
        tx.audit_mut()?
            .retain_in(first + 1..=chain.last, |_, _| false)?;
        tx.counter_mut()?.insert(SHORTENED, chain.last)?;
    }
    Ok(usize::try_from(chain.last - first).unwrap_or(usize::MAX))
}

/// Walks the whole chain.
///
/// # Errors
/// [`StoreError`] if the table cannot be read.
pub fn verify(view: &impl View) -> Result<Chain, StoreError> {
    walk(view, Chain::default(), usize::MAX)
}

#[cfg(test)]
mod tests;

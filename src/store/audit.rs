//! The audit log. Lines are only ever added; each holds the hash of the record before it.

use redb::ReadableTable;
use sha2::{Digest, Sha256};

use crate::domain::{audit::AuditLine, id::AuditId};

use super::{
    StoreError, View, WriteTx,
    codec::{decode, encode},
};

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
    tx.audit_mut().insert(id.0, encode(&line)?.as_slice())?;
    Ok(id)
}

/// Reads lines before a number, newest first, until `take` has had enough.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn before(
    view: &impl View,
    before: Option<AuditId>,
    mut take: impl FnMut(AuditLine) -> std::ops::ControlFlow<()>,
) -> Result<(), StoreError> {
    let end = before.map_or(u64::MAX, |id| id.0);
    for row in view.audit()?.range(..end)?.rev() {
        if take(decode(row?.1.value())?).is_break() {
            break;
        }
    }
    Ok(())
}

/// What the chain says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    pub lines: u64,
    /// The first line that does not follow from the one before it; None when all do.
    pub broken_at: Option<AuditId>,
}

/// Walks the whole chain.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn verify(view: &impl View) -> Result<Chain, StoreError> {
    let mut chain = Chain {
        lines: 0,
        broken_at: None,
    };
    let mut previous = [0; 32];
    for row in view.audit()?.iter()? {
        let (number, bytes) = row?;
        chain.lines += 1;
        let line: AuditLine = decode(bytes.value())?;
        let follows = line.previous == previous && number.value() == chain.lines;
        if !follows && chain.broken_at.is_none() {
            chain.broken_at = Some(AuditId(number.value()));
        }
        previous = Sha256::digest(bytes.value()).into();
    }
    Ok(chain)
}

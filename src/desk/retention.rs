//! What is not kept for good (product.md, 1): closed tickets, receipts and lines of the audit log
//! whose time is over. What a line of a log or another record still needs stays as long as that.

use std::time::Duration;

use crate::{
    domain::{
        access::Sight,
        activity::{Actor, Event},
        audit::{Act, note},
        id::TicketId,
        query::{
            Query,
            sort::{Direction, Sort, SortKey},
        },
        settings::Retention,
        ticket::{Status, Ticket},
        time::Timestamp,
    },
    store::{self, StoreError, WriteTx, list::Names},
};

use super::{Desk, ticket_edit::log, warrant::Warrant};

/// Receipts, or lines, removed in one transaction.
const STEP: usize = 10_000;
/// Tickets that one transaction puts into the bin.
const TICKETS: usize = 100;
/// Receipts are at most so many, however young (product.md, 2).
const MOST_RECEIPTS: u64 = 1_000_000;

impl Desk {
    /// Puts tickets into the bin and removes receipts and audit lines that are older than the
    /// settings keep them.
    pub(super) fn keep_no_longer(&self, now: Timestamp) -> Result<(), StoreError> {
        let settings = store::settings::get(&self.store.read()?)?;
        let kept = settings.map_or_else(Retention::default, |settings| settings.retention);
        self.shorten_receipts(before(now, kept.receipt_days))?;
        if let Some(days) = kept.audit_days {
            self.shorten_audit(before(now, days), now)?;
        }
        match kept.closed_days {
            Some(days) => self.retire_closed(before(now, days), now),
            None => Ok(()),
        }
    }

    fn shorten_receipts(&self, before: Timestamp) -> Result<(), StoreError> {
        loop {
            let removed = self
                .store
                .write(move |tx| store::receipt::shorten(tx, before, MOST_RECEIPTS, STEP))?;
            if removed < STEP {
                return Ok(());
            }
        }
    }

    fn shorten_audit(&self, before: Timestamp, now: Timestamp) -> Result<(), StoreError> {
        loop {
            let removed = self.store.write(move |tx| {
                let removed = store::audit::shorten(tx, before, STEP)?;
                if removed > 0 {
                    let mut changes = Vec::new();
                    note(&mut changes, "lines", "", &removed.to_string());
                    Warrant::desk().record(tx, Act::AuditShortened, "", changes, now)?;
                }
                Ok::<_, StoreError>(removed)
            })?;
            if removed > 0 {
                self.audit_walked.forget();
            }
            if removed < STEP {
                return Ok(());
            }
        }
    }

    /// From the bin they can be taken back for as long as everything else in it.
    fn retire_closed(&self, before: Timestamp, now: Timestamp) -> Result<(), StoreError> {
        let query = Query {
            status: vec![Status::Closed],
            sort: Sort {
                key: SortKey::Updated,
                direction: Direction::Up,
            },
            ..Query::default()
        };
        let mut after = None;
        loop {
            let names = Names::default();
            let found = self
                .store
                .list(&query, &Sight::All, &names, after.as_ref(), TICKETS)?;
            let ids = found.ids;
            let all = self.store.write(move |tx| retire(tx, &ids, before, now))?;
            after = found.next;
            if after.is_none() || all == Reached::TheYoung {
                return Ok(());
            }
        }
    }
}

/// How far a walk from the oldest on came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    TheEnd,
    /// One in which something happened since.
    TheYoung,
}

fn retire(
    tx: &mut WriteTx<'_>,
    ids: &[TicketId],
    before: Timestamp,
    now: Timestamp,
) -> Result<Reached, StoreError> {
    for id in ids {
        let Some(mut ticket) = store::ticket::get(tx, *id)? else {
            continue;
        };
        if ticket.updated >= before {
            return Ok(Reached::TheYoung);
        }
        if is_over(&ticket) {
            log(tx, &mut ticket, Actor::System, vec![Event::Deleted], now)?;
        }
    }
    Ok(Reached::TheEnd)
}

fn is_over(ticket: &Ticket) -> bool {
    ticket.status == Status::Closed && ticket.deleted.is_none() && ticket.merged_into.is_none()
}

fn before(now: Timestamp, days: u16) -> Timestamp {
    now.minus(Duration::from_secs(u64::from(days) * 24 * 60 * 60))
}

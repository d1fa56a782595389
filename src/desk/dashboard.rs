//! The dashboard: every number of it, counted under the rights of its reader, and the work that
//! presses most.

use std::{sync::Arc, time::Duration};

use crate::{
    domain::{
        civil::{Day, last_days},
        delivery::DeliveryState,
        figures::{Figures, Pressing, Span},
        query::Query,
        receipt::ReceiptVerdict,
        right::Right,
        time::Timestamp,
    },
    store::{self, StoreError},
};

use super::{access::UserDesk, book::Book, problem::Problem, ticket_list::Line};

/// Most tickets of the work that presses.
const WORK: usize = 6;
/// What is due within it presses.
pub(super) const SOON: Duration = Duration::from_secs(24 * 60 * 60);
/// What nobody has and waits for us for so long has been left alone.
pub(super) const ALONE: Duration = Duration::from_secs(60 * 60);
/// Who has waited for it has waited long.
const LONG: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Receipts in which the newest accepted mail is looked for.
const RECEIPTS: usize = 100;
/// Deliveries that are looked at.
const DELIVERIES: usize = 100;

/// The dashboard of one reader.
#[derive(Debug)]
pub struct Dashboard {
    pub figures: Figures,
    /// The days of the period, the oldest first.
    pub days: Vec<Day>,
    /// As many, up to the first of them.
    pub before: Vec<Day>,
    pub work: Vec<(Line, Pressing)>,
    pub book: Arc<Book>,
    /// None for who has nothing to do with mailboxes.
    pub mail: Option<MailFlow>,
}

/// How mail flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailFlow {
    /// When the last mail came that was kept.
    pub last_in: Option<Timestamp>,
    /// Since when the oldest mail waits that could not be sent at once; None while all were.
    pub late_out: Option<Timestamp>,
}

impl UserDesk {
    /// Counts what is found by some words of the query language, all for none.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn dashboard(&self, words: &str, days: u16, now: Timestamp) -> Result<Dashboard, Problem> {
        self.need(Right::TicketRead)?;
        let book = self.book()?;
        let reader = self.user().id;
        let groups = book.groups.iter();
        let groups = groups.filter(|group| group.members.contains(&reader));
        let mut before = last_days(now, &self.zone(&book), days.saturating_mul(2));
        let span = Span {
            days: before.split_off(usize::from(days).min(before.len())),
            before,
            now,
            soon: now.plus(SOON),
            long: now.minus(LONG),
            alone: now.minus(ALONE),
            reader,
            groups: groups.map(|group| group.id).collect(),
            called: self.mentions()?,
            work: WORK,
        };
        let query = Query {
            ask: self.ask(words, now)?.ask,
            ..Query::default()
        };
        let sight = &self.access().sight;
        let store = &self.desk().store;
        let figures = store.search(&query, sight, |columns, found| {
            columns.figures(&span, found)
        })?;
        let mut work = Vec::with_capacity(figures.pressing.len());
        for (ticket, pressing) in &figures.pressing {
            let line = self.ticket_line(*ticket)?;
            work.extend(line.map(|line| (line, *pressing)));
        }
        Ok(Dashboard {
            figures,
            days: span.days,
            before: span.before,
            work,
            mail: self
                .may(Right::Mailboxes)
                .then(|| self.mail_flow())
                .transpose()?,
            book,
        })
    }

    fn mail_flow(&self) -> Result<MailFlow, StoreError> {
        let view = self.desk().store.read()?;
        let receipts = store::receipt::newest(&view, RECEIPTS)?;
        let mut kept = receipts
            .iter()
            .filter(|it| !matches!(it.verdict, ReceiptVerdict::Refused));
        let queue = store::delivery::due(&view, Timestamp(i64::MAX), DELIVERIES)?;
        // What was tried and is tried again: a mail that waits for its first try is not late.
        let late = queue
            .iter()
            .filter(|it| matches!(it.state, DeliveryState::Delayed { .. }));
        Ok(MailFlow {
            last_in: kept.next().map(|receipt| receipt.at),
            late_out: late.map(|delivery| delivery.queued).min(),
        })
    }
}

//! The change feed for those who were away: what happened after a number.

use crate::{
    domain::{
        access::Sight,
        activity::Event,
        change::{Change, NumberedChange, Place},
        id::{ActivityId, TicketId},
        right::Right,
        token::base32,
    },
    store::{self, ReadTx, StoreError, columns::Row},
};

use super::{Desk, access::UserDesk, mint, problem::Problem};

/// Most tickets that one catch-up tells, each once; beyond it a reset is cheaper for everybody.
const MOST: usize = 20_000;

/// What somebody hears of one change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hears {
    /// A ticket that they see has something new.
    Ticket(TicketId),
    /// A ticket that they saw is not theirs to see any more.
    Gone(TicketId),
    /// People, mailboxes, tags, the organization.
    Settings,
}

/// What to tell a listener who was away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatchUp {
    /// What changed, each thing once under its newest number, in the order of those.
    Changes(Vec<(ActivityId, Hears)>),
    /// Away too long: load the page anew.
    Reset,
}

impl Desk {
    /// The number of the newest change that lists and counts show.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be read.
    pub fn newest_change(&self) -> Result<ActivityId, Problem> {
        match self.events.newest() {
            Some(newest) => Ok(newest),
            None => Ok(store::activity::newest(&self.store.read()?)?),
        }
    }
}

impl UserDesk {
    /// A word for what this person may and sees: another one means that pages drawn before are old.
    #[must_use]
    pub fn stamp(&self) -> String {
        let said = format!("{} {:?}", self.user().id, self.access());
        let [a, b, c, d, e, ..] = mint::hash(&said);
        base32(&[a, b, c, d, e])
    }

    /// Reads what changed after a number, as far as this person sees it.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be read.
    pub fn catch_up(&self, after: ActivityId) -> Result<CatchUp, Problem> {
        let view = self.desk().store.read()?;
        let newest = store::activity::newest(&view)?;
        let oldest = store::activity::oldest(&view)?.unwrap_or(newest);
        // A number from the future is from before a restore; one before the feed is from long ago.
        if after > newest || after.0 + 1 < oldest.0 {
            return Ok(CatchUp::Reset);
        }
        // What they saw before they saw what they see now is not known any more: whether a ticket
        // that is somewhere else since was ever theirs cannot be told.
        let since = self.book()?.access_since(self.user().id);
        if self.access().sight != Sight::All && after < since {
            return Ok(CatchUp::Reset);
        }
        let Some(changes) = store::activity::newest_changes(&view, after, MOST)? else {
            return Ok(CatchUp::Reset);
        };
        let mut told = Vec::new();
        for change in changes {
            let was = match change.change {
                Change::Ticket(ticket) => place_at(&view, ticket, after)?,
                Change::Settings => None,
            };
            let hears = self.hears(NumberedChange { was, ..change });
            told.extend(hears.map(|hears| (change.number, hears)));
        }
        Ok(CatchUp::Changes(told))
    }

    /// What this person hears of a change: nothing of a ticket that they neither see nor saw.
    /// Asked at every event.
    #[must_use]
    pub fn hears(&self, change: NumberedChange) -> Option<Hears> {
        let Change::Ticket(ticket) = change.change else {
            return Some(Hears::Settings);
        };
        if !self.may(Right::TicketRead) {
            return None;
        }
        let sees = |place: Place| self.access().sight.sees(place.assignee, place.mailbox);
        let is = self.desk().store.columns(|columns| {
            let row = columns.row_anywhere(ticket);
            row.map(Row::place)
        });
        if is.is_some_and(sees) {
            Some(Hears::Ticket(ticket))
        } else if change.was.is_some_and(sees) && self.saw_before(change.number) {
            Some(Hears::Gone(ticket))
        } else {
            None
        }
    }

    /// True if this person saw at a change what they see now.
    fn saw_before(&self, number: ActivityId) -> bool {
        let book = self.desk().book();
        book.is_ok_and(|book| number > book.access_since(self.user().id))
    }
}

/// Who had a ticket when a number was the newest; None if it was not there yet.
fn place_at(
    view: &ReadTx,
    ticket: TicketId,
    after: ActivityId,
) -> Result<Option<Place>, StoreError> {
    let Some(now) = store::ticket::get(view, ticket)? else {
        return Ok(None);
    };
    let mut place = Place {
        assignee: now.assignee,
        mailbox: now.mailbox,
    };
    for line in store::activity::log(view, ticket, after, MOST)? {
        if matches!(line.event, Event::Created(_)) {
            return Ok(None);
        }
        if let Some(before) = line.event.assignee_before() {
            place.assignee = before;
            break;
        }
    }
    Ok(Some(place))
}

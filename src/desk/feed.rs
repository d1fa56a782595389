//! The change feed for those who were away: what happened after a number.

use crate::{
    domain::{
        change::{Change, NumberedChange},
        id::{ActivityId, TicketId},
        user::Right,
    },
    store,
};

use super::{Desk, access::UserDesk, problem::Problem};

/// Most tickets that one catch-up tells, each once; beyond it a reset is cheaper for everybody.
const MOST: usize = 20_000;

/// What to tell a listener who was away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatchUp {
    /// What changed, each thing once under its newest number, in the order of those.
    Changes(Vec<NumberedChange>),
    /// Away too long: load the page anew.
    Reset,
}

impl Desk {
    /// The number of the newest change.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be read.
    pub fn newest_change(&self) -> Result<ActivityId, Problem> {
        Ok(store::activity::newest(&self.store.read()?)?)
    }
}

impl UserDesk {
    /// Reads what changed after a number.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn catch_up(&self, after: ActivityId) -> Result<CatchUp, Problem> {
        self.need(Right::TicketRead)?;
        let view = self.desk().store.read()?;
        let newest = store::activity::newest(&view)?;
        let oldest = store::activity::oldest(&view)?.unwrap_or(newest);
        // A number from the future is from before a restore; one before the feed is from long ago.
        if after > newest || after.0 + 1 < oldest.0 {
            return Ok(CatchUp::Reset);
        }
        let newest = store::activity::newest_changes(&view, after, MOST)?;
        Ok(newest.map_or(CatchUp::Reset, CatchUp::Changes))
    }

    /// True if this person may hear of a change now. Asked at every event.
    #[must_use]
    pub fn hears(&self, change: Change) -> bool {
        match change {
            Change::Ticket(TicketId(_)) => self.may(Right::TicketRead),
            Change::Settings => true,
        }
    }
}

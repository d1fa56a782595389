//! How somebody has the overview. Everybody changes their own and nobody else's.

use crate::{
    domain::{layout::Layout, right::Right},
    store,
};

use super::{access::UserDesk, problem::Problem};

impl UserDesk {
    /// Reads how this person has the overview.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be read.
    pub fn layout(&self) -> Result<Layout, Problem> {
        let layout = store::layout::get(&self.desk().store.read()?, self.user().id)?;
        Ok(layout.unwrap_or_default())
    }

    /// Changes how this person has the overview, from how it is now.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn layout_edit(
        &self,
        change: impl Fn(&mut Layout) + Send + 'static,
    ) -> Result<Layout, Problem> {
        self.need(Right::TicketRead)?;
        let user = self.user().id;
        self.desk().store.write(move |tx| {
            let mut layout = store::layout::get(tx, user)?.unwrap_or_default();
            change(&mut layout);
            store::layout::put(tx, user, &layout)?;
            Ok(layout)
        })
    }
}

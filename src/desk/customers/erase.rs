//! Erasing a customer with everything that is theirs: shown, asked for once more, begun. What is
//! begun goes on in [`crate::desk::erasing`], and is never taken back.
//!
//! Only for who sees all tickets: it takes every ticket of the customer.

use crate::{
    domain::{
        access::{Access, Sight},
        address::EmailAddress,
        audit::{Act, note},
        customer::Customer,
        erasure::Held,
        id::{ActivityId, CustomerId},
        right::Right,
        time::Timestamp,
    },
    store::{self, StoreError, View},
};

use crate::desk::{
    access::UserDesk,
    erasing,
    problem::{Fault, Problem},
};

use super::{CustomerLine, line};

/// What would go.
#[derive(Clone, Debug)]
pub struct ErasePreview {
    pub line: CustomerLine,
    pub held: Held,
    /// What was shown, in a few letters: whoever confirms it confirms this and nothing else.
    pub seen: String,
}

impl ErasePreview {
    /// What is typed to confirm: the first address, the name or the number of who has none.
    #[must_use]
    pub fn word(&self) -> &str {
        word(&self.line.customer)
    }
}

fn word(customer: &Customer) -> &str {
    let first = customer.addresses.first();
    first.map_or_else(|| customer.label(), EmailAddress::as_str)
}

fn is_word(customer: &Customer, typed: &str) -> bool {
    let typed = typed.trim();
    match customer.addresses.first() {
        Some(first) => EmailAddress::parse(typed).is_ok_and(|typed| typed.key() == first.key()),
        None => !typed.is_empty() && typed == customer.label(),
    }
}

impl UserDesk {
    /// True if this person may erase customers.
    #[must_use]
    pub fn may_erase(&self) -> bool {
        may_erase(self.access())
    }

    /// Reads what would go with a customer.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for who is not there, and always for who sees some tickets only.
    pub fn customer_erase_preview(&self, id: CustomerId) -> Result<ErasePreview, Problem> {
        self.need(Right::CustomerErase)?;
        self.need(Right::TicketRead)?;
        if !self.may_erase() {
            return Err(Problem::NotFound);
        }
        let view = self.desk().store.read()?;
        let customer = self.seen_customer(&view, id)?;
        let held = held(&view, &customers(&view, id)?)?;
        let line = line(&view, customer)?;
        let Held {
            tickets,
            messages,
            files,
            bytes,
        } = held;
        let seen = format!("{}-{tickets}-{messages}-{files}-{bytes}", line.seen());
        Ok(ErasePreview { line, held, seen })
    }

    /// Begins to erase a customer. `seen` is what was shown; None asks for no check.
    ///
    /// # Errors
    /// [`Problem::Field`] `address` for another word than theirs, `seen` if they are not any more
    /// what was shown. Then nothing was begun.
    pub fn customer_erase(
        &self,
        id: CustomerId,
        typed: &str,
        seen: Option<&str>,
        now: Timestamp,
    ) -> Result<Held, Problem> {
        let shown = self.customer_erase_preview(id)?;
        if !is_word(&shown.line.customer, typed) {
            return Err(Problem::field("address", Fault::NotTheirs));
        }
        if seen.is_some_and(|seen| seen != shown.seen) {
            return Err(Problem::field("seen", Fault::Changed));
        }
        let (held, before) = (shown.held, shown.line.customer);
        let desk = self.desk();
        let view = desk.store.read()?;
        let them = erasing::records(&view, &customers(&view, id)?)?;
        drop(view);
        let remembered = desk.marks_of(&them, now, Some(self.user().id))?;
        let kept = remembered.clone();
        let warrant = self.warrant().clone();
        desk.store.write(move |tx| {
            if !may_erase(&warrant.admit(tx, Right::CustomerErase)?) {
                return Err(Problem::NotFound);
            }
            if store::customer::get(tx, id)?.as_ref() != Some(&before) {
                return Err(Problem::field("seen", Fault::Changed));
            }
            let erasing = erasing::reach(tx, id, now, warrant.user())?;
            erasing::begin(tx, id, &erasing, &remembered)?;
            let changes = counted(held);
            let act = Act::CustomerErased;
            warrant.record(tx, act, &id.to_string(), changes, now)?;
            Ok(())
        })?;
        desk.keep_erased(&kept)?;
        desk.erasing_wanted().notify_one();
        Ok(held)
    }
}

fn may_erase(access: &Access) -> bool {
    access.may(Right::CustomerErase) && access.sight == Sight::All
}

/// A line of the audit log says how much it was and never whose.
pub(in crate::desk) fn counted(held: Held) -> Vec<crate::domain::audit::Changed> {
    let mut changes = Vec::new();
    for (field, count) in [
        ("tickets", held.tickets),
        ("messages", held.messages),
        ("files", held.files),
        ("bytes", held.bytes),
    ] {
        note(&mut changes, field, "", &count.to_string());
    }
    changes
}

/// A customer and all who were merged into them, and into those.
pub(in crate::desk) fn customers(
    view: &impl View,
    id: CustomerId,
) -> Result<Vec<CustomerId>, StoreError> {
    let (mut all, mut at) = (vec![id], 0);
    while let Some(one) = all.get(at).copied() {
        let merged = store::customer_merge::into(view, one)?;
        for gone in merged {
            if !all.contains(&gone.id) {
                all.push(gone.id);
            }
        }
        at += 1;
    }
    Ok(all)
}

/// Counts what some customers have.
pub(in crate::desk) fn held(
    view: &impl View,
    customers: &[CustomerId],
) -> Result<Held, StoreError> {
    let mut held = Held::default();
    for ticket in store::erasure::tickets(view, customers)? {
        held.tickets += 1;
        for line in store::activity::log(view, ticket, ActivityId(0), usize::MAX)? {
            let Some(id) = line.event.message() else {
                continue;
            };
            let message = store::message::get(view, id)?;
            let Some(message) = message.filter(|message| message.ticket == ticket) else {
                continue;
            };
            held.messages += 1;
            held.files += message.attachments.len() as u64;
            held.bytes += message.raw_bytes;
        }
    }
    Ok(held)
}

//! What was begun of an erasure, done in steps: the tickets, what stands in those of others, the
//! receipts. Each step finds again what is left, so that one that was cut short goes on at the next
//! start; and a store of before, put back from a backup, erases again.

mod left;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use tokio::sync::Notify;

use crate::{
    domain::{
        activity::Actor,
        address::EmailAddress,
        audit::Act,
        customer::Customer,
        erasure::{Erasing, Whom},
        id::{CustomerId, ReceiptId, TicketId, UserId},
        ticket::Ticket,
        time::Timestamp,
    },
    store::{
        self, StoreError, View, WriteTx,
        erasure::{Mark, Remembered, SALT},
    },
};

use super::{
    Desk,
    customers::erase::{counted, customers, held},
    erased_file, mint, ticket_merge,
    warrant::Warrant,
};

/// Tickets that one transaction takes out or looks through.
const STEP: usize = 10;
/// Receipts that one transaction writes.
const RECEIPTS: usize = 1_000;

/// The records of some customers, those who were merged as they were then.
pub(super) fn records(view: &impl View, ids: &[CustomerId]) -> Result<Vec<Customer>, StoreError> {
    let mut found = Vec::new();
    for id in ids {
        found.extend(store::customer_merge::ever(view, *id)?);
    }
    Ok(found)
}

/// The keys of their addresses, each once.
fn addresses(them: &[Customer]) -> Vec<String> {
    let addresses = them.iter().flat_map(|one| &one.addresses);
    let mut keys: Vec<String> = addresses.map(EmailAddress::key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// What there is of a customer and of all who were merged into them: what erasing them takes, and
/// what is handed out of them.
pub(super) fn reach(
    view: &impl View,
    id: CustomerId,
    at: Timestamp,
    user: Option<UserId>,
) -> Result<Erasing, StoreError> {
    let them = customers(view, id)?;
    Ok(Erasing {
        addresses: addresses(&records(view, &them)?),
        tickets: store::erasure::tickets(view, &them)?,
        customers: them,
        at,
        user,
    })
}

/// Begins: from here on nothing is left of them but their number, and what they write from now on is
/// somebody else's.
pub(super) fn begin(
    tx: &mut WriteTx<'_>,
    id: CustomerId,
    erasing: &Erasing,
    remembered: &[Remembered],
) -> Result<(), StoreError> {
    for one in remembered {
        store::erasure::remember(tx, one)?;
    }
    let them = records(tx, &erasing.customers)?;
    store::erasure::forget_merges(tx, &erasing.customers, &erasing.addresses)?;
    for one in &them {
        store::customer::erase(tx, one)?;
    }
    let firms: HashSet<_> = them.iter().filter_map(|one| one.organization).collect();
    let mut gone = Vec::new();
    for firm in firms {
        // One that nobody else belongs to was known by them alone.
        let is_empty = store::company::members(tx, firm)?.is_empty();
        if is_empty && let Some(firm) = store::company::get(tx, firm)? {
            store::company::remove(tx, &firm)?;
            gone.push(firm.id);
        }
    }
    store::erasure::forget_companies(tx, &erasing.customers, gone)?;
    store::erasure::begin(tx, id, erasing)
}

impl Desk {
    /// Rings when there is something to erase.
    #[must_use]
    pub fn erasing_wanted(&self) -> Arc<Notify> {
        Arc::clone(&self.erasing)
    }

    /// What somebody is remembered by, under the salt of this desk.
    pub(super) fn marks_of(
        &self,
        them: &[Customer],
        at: Timestamp,
        user: Option<UserId>,
    ) -> Result<Vec<Remembered>, StoreError> {
        let known = store::erasure::remembered(&self.store.read()?)?;
        let salt = known.first().and_then(|one| salt_of(&one.mark));
        let salt = salt.unwrap_or_else(mint::bytes::<SALT>);
        let marks = them
            .iter()
            .flat_map(|one| store::erasure::marks(&salt, one));
        Ok(marks.map(|mark| Remembered { mark, at, user }).collect())
    }

    /// Writes beside the store what it remembers, for a store that is put back from a backup.
    pub(super) fn keep_erased(&self, some: &[Remembered]) -> Result<(), StoreError> {
        Ok(erased_file::add(self.data(), some)?)
    }

    /// At start: the store and the file learn from each other; who was erased since this store was
    /// written is erased again; what was cut short is done.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read or written.
    pub fn erase_at_start(&self, now: Timestamp) -> Result<(), StoreError> {
        let known = store::erasure::remembered(&self.store.read()?)?;
        let beside = erased_file::read(self.data())?;
        let unwritten = missing(&known, &beside);
        self.keep_erased(&unwritten)?;
        let unknown = missing(&beside, &known);
        if !unknown.is_empty() {
            self.erase_again(unknown, now)?;
        }
        self.erase().map(drop)
    }

    /// Begins to erase who is remembered in the file alone: this store is older than their erasure.
    fn erase_again(&self, unknown: Vec<Remembered>, now: Timestamp) -> Result<(), StoreError> {
        for (id, at) in self.known_again(&unknown)? {
            let view = self.store.read()?;
            let erasing = reach(&view, id, at, None)?;
            let held = held(&view, &erasing.customers)?;
            drop(view);
            self.store.write(move |tx| {
                begin(tx, id, &erasing, &[])?;
                let (act, subject) = (Act::CustomerErased, id.to_string());
                Warrant::desk().record(tx, act, &subject, counted(held), now)?;
                Ok::<_, StoreError>(())
            })?;
        }
        self.store.write(move |tx| {
            let mut some = unknown.iter();
            some.try_for_each(|one| store::erasure::remember(tx, one))
        })
    }

    /// The customers of this store who are among some that were erased later, and when they were.
    fn known_again(&self, some: &[Remembered]) -> Result<Vec<(CustomerId, Timestamp)>, StoreError> {
        let salts: HashSet<[u8; SALT]> = some.iter().filter_map(|one| salt_of(&one.mark)).collect();
        let times: HashMap<Mark, Timestamp> = some.iter().map(|one| (one.mark, one.at)).collect();
        let view = self.store.read()?;
        let mut found: BTreeMap<CustomerId, Timestamp> = BTreeMap::new();
        let mut look = |customer: &Customer, whole: CustomerId| {
            let marks = salts
                .iter()
                .flat_map(|salt| store::erasure::marks(salt, customer));
            let erased = marks.filter_map(|mark| times.get(&mark).copied());
            // Who came after that from the same address is somebody new.
            if let Some(at) = erased.max().filter(|at| customer.created < *at) {
                let known = found.entry(whole).or_insert(at);
                *known = at.max(*known);
            }
        };
        for customer in store::customer::behind(&view, CustomerId(0))? {
            let customer = customer?;
            look(&customer, customer.id);
            let all = customers(&view, customer.id)?;
            for merged in records(&view, all.get(1..).unwrap_or_default())? {
                look(&merged, customer.id);
            }
        }
        Ok(found.into_iter().collect())
    }

    /// Does what is under way. What must wait for mail that is on its way to somebody else is done
    /// by a later call.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read or written; the next call goes on.
    pub fn erase(&self) -> Result<Waits, StoreError> {
        let mut waits = Waits::No;
        for (id, erasing) in store::erasure::under_way(&self.store.read()?)? {
            self.erase_tickets(&erasing)?;
            if self.erase_elsewhere(&erasing)? == Waits::Yes {
                waits = Waits::Yes;
                continue;
            }
            self.store.write(move |tx| {
                for one in &erasing.customers {
                    if let Some(bare) = store::customer::get(tx, *one)? {
                        store::customer::remove(tx, &bare)?;
                    }
                }
                store::erasure::end(tx, id)
            })?;
        }
        Ok(waits)
    }

    fn erase_tickets(&self, erasing: &Erasing) -> Result<(), StoreError> {
        let mut before = Vec::new();
        loop {
            let tickets = store::erasure::tickets(&self.store.read()?, &erasing.customers)?;
            if tickets.is_empty() {
                return Ok(());
            }
            // Rows of tickets that are not there: no later round takes them out either.
            if tickets == before {
                let table = "ticket.columns";
                return Err(StoreError::Corrupt { table });
            }
            for some in tickets.chunks(STEP) {
                let (some, erasing) = (some.to_vec(), erasing.clone());
                self.store.write(move |tx| {
                    let mut some = some.iter();
                    some.try_for_each(|ticket| take_out(tx, *ticket, &erasing))
                })?;
            }
            before = tickets;
        }
    }

    fn erase_elsewhere(&self, erasing: &Erasing) -> Result<Waits, StoreError> {
        // What waits in memory is then among the receipts.
        self.write_refusals()?;
        let whom = Arc::new(Whom::of(erasing));
        let found = store::erasure::elsewhere(&self.store.read()?, &whom)?;
        let deliveries = Arc::new(found.deliveries);
        let tickets: Vec<TicketId> = found.tickets.into_iter().collect();
        let mut waits = Waits::No;
        for some in tickets.chunks(STEP) {
            let (some, whom) = (some.to_vec(), Arc::clone(&whom));
            let deliveries = Arc::clone(&deliveries);
            let waited = self.store.write(move |tx| {
                let mut waits = Waits::No;
                for ticket in &some {
                    if left::leave(tx, *ticket, &whom, &deliveries)? == Waits::Yes {
                        waits = Waits::Yes;
                    }
                }
                Ok::<_, StoreError>(waits)
            })?;
            if waited == Waits::Yes {
                waits = Waits::Yes;
            }
        }
        for some in found.receipts.chunks(RECEIPTS) {
            let (some, whom) = (some.to_vec(), Arc::clone(&whom));
            self.store.write(move |tx| {
                let mut some = some.iter();
                some.try_for_each(|id: &ReceiptId| store::erasure::blacken(tx, *id, &whom))
            })?;
        }
        Ok(waits)
    }
}

/// Whether something is left until a mail that is on its way has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    No,
    Yes,
}

/// Those of some that are not among others.
fn missing(some: &[Remembered], others: &[Remembered]) -> Vec<Remembered> {
    let others: HashSet<(Mark, Timestamp)> = others.iter().map(|one| (one.mark, one.at)).collect();
    let is_missing = |one: &&Remembered| !others.contains(&(one.mark, one.at));
    some.iter().filter(is_missing).copied().collect()
}

fn salt_of(mark: &Mark) -> Option<[u8; SALT]> {
    mark.first_chunk().copied()
}

/// Takes a ticket out for good. What was merged with it and is somebody else's stands alone again.
fn take_out(tx: &mut WriteTx<'_>, id: TicketId, erasing: &Erasing) -> Result<(), StoreError> {
    let Some(ticket) = store::ticket::get(tx, id)? else {
        return Ok(());
    };
    let is_theirs = |ticket: &Ticket| erasing.customers.contains(&ticket.customer);
    if let Some(into) = ticket.merged_into
        && let Some(into) = store::ticket::get(tx, into)?.filter(|into| !is_theirs(into))
    {
        ticket_merge::part(tx, Actor::System, ticket.clone(), into, erasing.at)?;
    }
    for merged in &ticket.merged {
        let Some(merged) = store::ticket::get(tx, *merged)?.filter(|it| !is_theirs(it)) else {
            continue;
        };
        if let Some(into) = store::ticket::get(tx, id)? {
            ticket_merge::part(tx, Actor::System, merged, into, erasing.at)?;
        }
    }
    match store::ticket::get(tx, id)? {
        Some(ticket) => store::purge::purge(tx, &ticket, &[]),
        None => Ok(()),
    }
}

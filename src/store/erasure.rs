//! Erasures: those that are not over, what is remembered of those that are, and the search through
//! all records for what else names somebody. Nothing that is remembered is a name or an address.

use std::{
    collections::{BTreeSet, HashSet},
    net::{IpAddr, Ipv4Addr},
};

use redb::ReadableTable;
use sha2::{Digest, Sha256};

use crate::domain::{
    activity::Activity,
    change::Change,
    customer::Customer,
    delivery::Delivery,
    erasure::{Erasing, Part, Whom},
    id::{CompanyId, CustomerId, DeliveryId, ReceiptId, TicketId, UserId},
    message::Message,
    receipt::Receipt,
    rule::explain::Decision,
    time::Timestamp,
};

use super::{ReadTx, StoreError, View, WriteTx, codec, columns::pages::Pages, record};

/// Counter: the change after which nobody was erased.
const NEWEST: &str = "erased.change";

/// What somebody is known by again: salt, then SHA-256.
pub type Mark = [u8; SALT + 32];
/// Bytes of the salt.
pub const SALT: usize = 16;

/// One mark of somebody who was erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remembered {
    pub mark: Mark,
    pub at: Timestamp,
    /// None for the desk itself.
    pub user: Option<UserId>,
}

/// Makes the marks of somebody: one for each address, one for the record.
#[must_use]
pub fn marks(salt: &[u8; SALT], customer: &Customer) -> Vec<Mark> {
    let addresses = customer.addresses.iter();
    let addresses = addresses.map(|address| mark(salt, b"address", address.key().as_bytes()));
    let record = format!("{} {}", customer.id, customer.created.0);
    let record = mark(salt, b"customer", record.as_bytes());
    addresses.chain([record]).collect()
}

fn mark(salt: &[u8; SALT], kind: &[u8], text: &[u8]) -> Mark {
    let hash = Sha256::new()
        .chain_update(salt)
        .chain_update(kind)
        .chain_update([0])
        .chain_update(text)
        .finalize();
    let mut mark = [0; SALT + 32];
    let (first, rest) = mark.split_at_mut(SALT);
    first.copy_from_slice(salt);
    rest.copy_from_slice(&hash);
    mark
}

/// Remembers somebody.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn remember(tx: &mut WriteTx<'_>, one: &Remembered) -> Result<(), StoreError> {
    let user = one.user.map_or(0, |user| user.0);
    tx.erased_mut()?
        .insert(one.mark.as_slice(), (one.at.0, user))?;
    Ok(())
}

/// Reads what is remembered.
///
/// # Errors
/// [`StoreError`] if the table cannot be read.
pub fn remembered(view: &impl View) -> Result<Vec<Remembered>, StoreError> {
    let mut found = Vec::new();
    for row in view.erased()?.iter()? {
        let (mark, value) = row?;
        let (at, user) = value.value();
        if let Ok(mark) = Mark::try_from(mark.value()) {
            found.push(Remembered {
                mark,
                at: Timestamp(at),
                user: (user != 0).then_some(UserId(user)),
            });
        }
    }
    Ok(found)
}

/// Begins an erasure, under the number of the customer.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn begin(tx: &mut WriteTx<'_>, id: CustomerId, erasing: &Erasing) -> Result<(), StoreError> {
    record::put(tx.erasing_mut()?, id.0, erasing).map(drop)
}

/// Reads an erasure that is not over.
///
/// # Errors
/// [`StoreError`] if the record cannot be read.
pub fn get(view: &impl View, id: CustomerId) -> Result<Option<Erasing>, StoreError> {
    record::get(view.erasing()?, id.0)
}

/// Reads the erasures that are not over.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn under_way(view: &impl View) -> Result<Vec<(CustomerId, Erasing)>, StoreError> {
    let mut found = Vec::new();
    for row in view.erasing()?.iter()? {
        let (id, bytes) = row?;
        found.push((CustomerId(id.value()), codec::decode(bytes.value())?));
    }
    Ok(found)
}

/// Ends an erasure: what is searched is made anew without them.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn end(tx: &mut WriteTx<'_>, id: CustomerId) -> Result<(), StoreError> {
    tx.erasing_mut()?.remove(id.0)?;
    let newest = tx.change(Change::Settings)?;
    tx.counter_mut()?.insert(NEWEST, newest.0)?;
    Ok(())
}

/// The change at which the last erasure ended; 0 if there was none.
///
/// # Errors
/// [`StoreError`] if the counter cannot be read.
pub fn newest(view: &impl View) -> Result<u64, StoreError> {
    Ok(record::number(view.counter()?, NEWEST)?.unwrap_or(0))
}

/// Every ticket of some customers, those in the bin and those that were merged too.
///
/// # Errors
/// [`StoreError`] if the rows cannot be read.
pub fn tickets(view: &impl View, customers: &[CustomerId]) -> Result<Vec<TicketId>, StoreError> {
    Pages::default().of_customers(view, customers)
}

/// Where else somebody is.
#[derive(Debug, Default)]
pub struct Elsewhere {
    /// Tickets of others that hold something of theirs.
    pub tickets: BTreeSet<TicketId>,
    /// What was or is on its way to them.
    pub deliveries: HashSet<DeliveryId>,
    /// Receipts of mail from them.
    pub receipts: Vec<ReceiptId>,
}

/// Looks through all messages, logs, deliveries and receipts, one in memory at a time.
///
/// # Errors
/// [`StoreError`] if a record cannot be read.
pub fn elsewhere(view: &ReadTx, whom: &Whom) -> Result<Elsewhere, StoreError> {
    let mut found = Elsewhere::default();
    record::each(view.message()?, |message: Message| {
        if whom.part(&message) != Part::Nothing {
            found.tickets.insert(message.ticket);
        }
        Ok(())
    })?;
    for row in view.activity()?.iter()? {
        let line: Activity = codec::decode(row?.1.value())?;
        if whom.is_in_line(&line) {
            found.tickets.insert(line.ticket);
        }
    }
    record::each(view.delivery()?, |delivery: Delivery| {
        let to_them = whom.is_address(&delivery.recipient) && whom.is_before(delivery.queued);
        if to_them && let Some(ticket) = delivery.ticket() {
            found.tickets.insert(ticket);
            found.deliveries.insert(delivery.id);
        }
        Ok(())
    })?;
    record::each(view.receipt()?, |receipt: Receipt| {
        if is_theirs(&receipt, whom) {
            found.receipts.push(receipt.id);
        }
        Ok(())
    })?;
    Ok(found)
}

fn is_theirs(receipt: &Receipt, whom: &Whom) -> bool {
    let from = receipt.mail_from.as_deref();
    let is_named =
        from.is_some_and(|from| whom.is_address_text(from)) || whom.is_in(&receipt.reply);
    let to = receipt.rcpt_to.iter();
    whom.is_before(receipt.at) && (is_named || to.into_iter().any(|to| whom.is_address_text(to)))
}

/// Takes out of a receipt who it was from: it still proves when a mail came, and what became of it.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn blacken(tx: &mut WriteTx<'_>, id: ReceiptId, whom: &Whom) -> Result<(), StoreError> {
    let Some(receipt) = super::receipt::get(tx, id)? else {
        return Ok(());
    };
    let mut rcpt_to = receipt.rcpt_to.clone();
    rcpt_to.retain(|to| !whom.is_address_text(to));
    let left = Receipt {
        peer: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        helo: String::new(),
        mail_from: None,
        reply: whom.without(&receipt.reply),
        rcpt_to,
        ..receipt
    };
    let _: Option<Receipt> = record::put(tx.receipt_mut()?, id.0, &left)?;
    Ok(())
}

/// Takes out of the decisions about a ticket what its customer was called, as it was theirs.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn forget_decided(tx: &mut WriteTx<'_>, ticket: TicketId) -> Result<(), StoreError> {
    let rows = tx
        .decision()?
        .range((ticket.0, 0)..=(ticket.0, u64::MAX))?
        .map(|row| codec::decode(row?.1.value()));
    let held: Vec<Decision> = rows.collect::<Result<_, StoreError>>()?;
    for mut decision in held {
        decision.before.customer.clear();
        decision.before.name.clear();
        let bytes = codec::encode(&decision)?;
        let key = (ticket.0, decision.cause.0);
        tx.decision_mut()?.insert(key, bytes.as_slice())?;
    }
    Ok(())
}

/// Puts another line in the place of one.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn replace(tx: &mut WriteTx<'_>, line: &Activity) -> Result<(), StoreError> {
    let bytes = codec::encode(line)?;
    tx.activity_mut()?
        .insert((line.ticket.0, line.id.0), bytes.as_slice())?;
    Ok(())
}

/// Puts what is left of a message in its place, with its bytes; nothing is found by its Message-ID
/// if it has none any more.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn put_left(
    tx: &mut WriteTx<'_>,
    old: &Message,
    left: &Message,
    raw: &super::blobs::Prepared,
) -> Result<(), StoreError> {
    super::blobs::link(tx, raw)?;
    super::blobs::unlink(tx, old.raw)?;
    if let Some(msg_id) = old.msg_id.as_ref().filter(|_| left.msg_id.is_none())
        && record::number(tx.message_by_msg_id()?, msg_id.as_str())? == Some(old.id.0)
    {
        tx.message_by_msg_id_mut()?.remove(msg_id.as_str())?;
    }
    let _: Option<Message> = record::put(tx.message_mut()?, left.id.0, left)?;
    Ok(())
}

/// Forgets the merges of some customers, in whichever part they were, and how these and what was
/// changed of them are undone: by their records and by the keys of their addresses.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn forget_merges(
    tx: &mut WriteTx<'_>,
    customers: &[CustomerId],
    addresses: &[String],
) -> Result<(), StoreError> {
    use crate::domain::undo::{Inverse, Undo};
    for merge in super::customer_merge::all(tx)? {
        let (gone, into) = (merge.gone.id, merge.into_id());
        if customers.contains(&gone) || customers.contains(&into) {
            tx.customer_merge_mut()?.remove(gone.0)?;
            tx.customer_merge_by_into_mut()?.remove((into.0, gone.0))?;
        }
    }
    let is_theirs = |undo: &Undo| match &undo.inverse {
        Inverse::CustomerUnmerge { customer } => customers.contains(customer),
        // It holds what was known of them.
        Inverse::CustomerChange { change } => customers.contains(&change.before.id),
        Inverse::TakesPart { change } => addresses.contains(&change.address),
        _ => false,
    };
    tx.undo_mut()?
        .retain(|_, bytes| codec::decode::<Undo>(bytes).is_ok_and(|undo| !is_theirs(&undo)))?;
    Ok(())
}

/// Forgets what undoing knows of organizations that only these customers belonged to: of those that are gone
/// with them, and of those that were deleted before.
///
/// # Errors
/// [`StoreError`] if it cannot be written.
pub fn forget_companies(
    tx: &mut WriteTx<'_>,
    customers: &[CustomerId],
    mut gone: Vec<CompanyId>,
) -> Result<(), StoreError> {
    use crate::domain::undo::{Inverse, Undo};
    for entry in tx.undo()?.iter()? {
        let (_, bytes) = entry?;
        let Inverse::CompanyRestore { company, members } =
            codec::decode::<Undo>(bytes.value())?.inverse
        else {
            continue;
        };
        let mut are_theirs = !members.is_empty();
        for member in members {
            // Of who was erased before nothing is left.
            let is = super::customer::get(tx, member)?;
            let is_left = is.is_some_and(|it| !(it.name.is_empty() && it.addresses.is_empty()));
            are_theirs &= customers.contains(&member) || !is_left;
        }
        if are_theirs {
            gone.push(company.id);
        }
    }
    let is_theirs = |undo: &Undo| match &undo.inverse {
        Inverse::CompanyChange { before: it, .. } | Inverse::CompanyRestore { company: it, .. } => {
            gone.contains(&it.id)
        }
        _ => false,
    };
    tx.undo_mut()?
        .retain(|_, bytes| codec::decode::<Undo>(bytes).is_ok_and(|undo| !is_theirs(&undo)))?;
    Ok(())
}

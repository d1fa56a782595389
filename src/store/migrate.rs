//! The file's format and the steps between formats. One step, one function, one transaction.
//!
//! A newer file is refused with a sentence and not touched.

use std::collections::HashSet;

use redb::{
    Database, ReadableDatabase, ReadableTable, TableDefinition, TableError, TableHandle,
    WriteTransaction,
};

use crate::domain::{
    id::{ActivityId, CustomerId, TicketId},
    rebuild::rebuild,
    right::{Right, Rights},
    role::{Role, predefined},
};

use super::{
    StoreError, View, WriteTx, activity, codec, company, customer, customer_word, reading, role,
    tables::{self, WriteTables},
    ticket, user,
};

const COUNTER: TableDefinition<'_, &'static str, u64> = TableDefinition::new("counter");

/// Each step makes the format of its place in the list: the first makes format 1.
const STEPS: &[fn(&WriteTransaction) -> Result<(), StoreError>] = &[first, second, third, fourth];

/// The format that this release writes.
#[must_use]
pub fn format() -> u64 {
    STEPS.len() as u64
}

/// Brings a file to today's format.
///
/// # Errors
/// [`StoreError::Newer`] for a file of a later release; otherwise nothing was changed.
pub fn run(database: &Database) -> Result<(), StoreError> {
    let found = found(database)?;
    if found > format() {
        return Err(StoreError::Newer {
            found,
            known: format(),
        });
    }
    for (step, number) in STEPS
        .iter()
        .zip(1u64..)
        .filter(|(_, number)| *number > found)
    {
        let mut tx = database.begin_write()?;
        tx.set_quick_repair(true);
        step(&tx)?;
        tx.open_table(COUNTER)?.insert("format", number)?;
        tx.commit()?;
    }
    complete(database)
}

/// Makes the tables that this build has and the file has not: reading asks for each of them. The
/// words of customers are those of the records that are there.
fn complete(database: &Database) -> Result<(), StoreError> {
    let there: HashSet<String> = database
        .begin_read()?
        .list_tables()?
        .map(|table| table.name().to_owned())
        .collect();
    if tables::TABLES
        .iter()
        .all(|(name, ..)| there.contains(*name))
    {
        return Ok(());
    }
    let mut tx = database.begin_write()?;
    tx.set_quick_repair(true);
    tables::make(&tx)?;
    if !there.contains(customer_word::TABLE) {
        let mut filled = WriteTx::new(WriteTables::new(&tx), None);
        customer_word::fill(&mut filled)?;
        filled.finish()?;
    }
    Ok(tx.commit()?)
}

fn found(database: &Database) -> Result<u64, StoreError> {
    match database.begin_read()?.open_table(COUNTER) {
        Ok(table) => Ok(table.get("format")?.map_or(0, |format| format.value())),
        Err(TableError::TableDoesNotExist(_)) => Ok(0),
        Err(error) => Err(error.into()),
    }
}

/// Format 1: every table, empty but for the predefined roles.
fn first(tx: &WriteTransaction) -> Result<(), StoreError> {
    tables::make(tx)?;
    let mut tx = WriteTx::new(WriteTables::new(tx), None);
    for role in predefined() {
        let id = role::next_id(&mut tx)?;
        role::put(&mut tx, &Role { id, ..role })?;
    }
    tx.finish().map(drop)
}

/// Format 2: a ticket knows whose turn it is and since when; its log says so.
fn second(tx: &WriteTransaction) -> Result<(), StoreError> {
    tables::make(tx)?;
    let mut tx = WriteTx::new(WriteTables::new(tx), None);
    from_logs(&mut tx)?;
    tx.finish().map(drop)
}

/// Makes every ticket from its log again.
fn from_logs(tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
    let rows = View::ticket(tx)?.iter()?;
    let numbers = rows.map(|row| Ok(row?.0.value()));
    for number in numbers.collect::<Result<Vec<u64>, StoreError>>()? {
        let log = activity::log(tx, TicketId(number), ActivityId(0), usize::MAX)?;
        let ticket = rebuild(&log).ok_or(StoreError::Corrupt { table: "ticket" })?;
        let bytes = codec::encode(&ticket)?;
        tx.ticket_mut()?.insert(number, bytes.as_slice())?;
    }
    Ok(())
}

/// Format 3: rows know since when somebody waits and how long answers took.
fn third(tx: &WriteTransaction) -> Result<(), StoreError> {
    tables::make(tx)?;
    let mut tx = WriteTx::new(WriteTables::new(tx), None);
    tx.ticket_columns_mut()?.retain(|_, _| false)?;
    let rows = View::ticket(&tx)?.iter()?;
    let numbers = rows.map(|row| Ok(row?.0.value()));
    for number in numbers.collect::<Result<Vec<u64>, StoreError>>()? {
        let held = ticket::get(&tx, TicketId(number))?;
        let held = held.ok_or(StoreError::Corrupt { table: "ticket" })?;
        ticket::put_row(&mut tx, &held)?;
    }
    tx.finish().map(drop)
}

/// Format 4: a ticket knows what it said last, and what was said before is not new to those who are
/// there; what deleting takes is a right of its own; customers know their
/// organization.
fn fourth(tx: &WriteTransaction) -> Result<(), StoreError> {
    tables::make(tx)?;
    let mut tx = WriteTx::new(WriteTables::new(tx), None);
    from_logs(&mut tx)?;
    for user in user::all(&tx)? {
        reading::begin(&mut tx, user.id)?;
    }
    organizations(&mut tx)?;
    who_edits_deletes(&mut tx)?;
    tx.finish().map(drop)
}

/// Of the predefined roles those that work on tickets: what they did before is not less than this.
fn who_edits_deletes(tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
    for known in predefined() {
        let Some(held) = role::get(tx, known.id)? else {
            continue;
        };
        if known.rights.has(Right::TicketDelete) && held.rights.has(Right::TicketEdit) {
            let rights = held.rights.union(Rights::of(&[Right::TicketDelete]));
            role::put(tx, &Role { rights, ..held })?;
        }
    }
    Ok(())
}

/// Gives each customer the organization of the first of their addresses that names one.
fn organizations(tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
    let rows = View::customer(tx)?.iter()?;
    let numbers = rows.map(|row| Ok(row?.0.value()));
    for number in numbers.collect::<Result<Vec<u64>, StoreError>>()? {
        let held = customer::get(tx, CustomerId(number))?;
        let mut held = held.ok_or(StoreError::Corrupt { table: "customer" })?;
        let organization = company::of_addresses(tx, &held.addresses, held.created)?;
        held.organization = organization;
        customer::put_silently(tx, &held)?;
    }
    Ok(())
}

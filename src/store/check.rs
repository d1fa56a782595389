//! Does every index agree with the records, and every ticket with its log? Reads all, changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use redb::ReadableTable;

use crate::domain::{activity::rebuild, id::ActivityId};

use super::{
    Store, StoreError, View, activity, audit, blobs,
    columns::{Columns, Row, pages},
    customer, delivery, group, message, receipt, role, tag, ticket, user,
};

/// What is wrong, one line each; empty when all agrees.
///
/// # Errors
/// [`StoreError`] if a record does not decode at all.
pub fn run(store: &Store) -> Result<Vec<String>, StoreError> {
    let view = store.read()?;
    let mut faults = Vec::new();
    check_tickets(&view, store, &mut faults)?;
    check_people(&view, &mut faults)?;
    check_mail(&view, &mut faults)?;
    if let Some(line) = audit::verify(&view)?.broken_at {
        faults.push(format!("the audit log is broken at line {line}"));
    }
    Ok(faults)
}

fn check_tickets(
    view: &impl View,
    store: &Store,
    faults: &mut Vec<String>,
) -> Result<(), StoreError> {
    let tickets = ticket::all(view)?;
    let mut columns = Columns::default();
    let mut tokens = BTreeMap::new();
    for held in &tickets {
        columns.put(held.id, Row::of(held));
        tokens.insert(held.token.as_str().to_owned(), held.id.0);
        let log = activity::log(view, held.id, ActivityId(0), usize::MAX)?;
        if rebuild(&log).as_ref() != Some(held) {
            faults.push(format!("ticket #{} differs from its log", held.id));
        }
    }
    if pages::load(view)? != columns {
        faults.push("table `ticket.columns` differs from the tickets".to_owned());
    }
    if store.columns(|memory| *memory != columns) {
        faults.push("the columns in memory differ from the tickets".to_owned());
    }
    compare(
        "ticket.by_token",
        numbers(view.ticket_by_token()?)?,
        tokens,
        faults,
    );
    Ok(())
}

fn check_people(view: &impl View, faults: &mut Vec<String>) -> Result<(), StoreError> {
    let mut want = BTreeMap::new();
    for held in customer::all(view)? {
        want.extend(
            customer::index_keys(&held)
                .into_iter()
                .map(|key| (key, held.id.0)),
        );
    }
    compare(
        "customer.by_address",
        numbers(view.customer_by_address()?)?,
        want,
        faults,
    );
    let users = user::all(view)?;
    let want = users
        .iter()
        .flat_map(|u| user::index_keys(u).into_iter().map(|key| (key, u.id.0)));
    compare(
        "user.by_email",
        numbers(view.user_by_email()?)?,
        want.collect(),
        faults,
    );
    let groups = group::all(view)?;
    let want = groups
        .iter()
        .flat_map(|g| group::index_keys(g).into_iter().map(|key| (key, g.id.0)));
    compare(
        "group.by_name",
        numbers(view.group_by_name()?)?,
        want.collect(),
        faults,
    );
    let roles = role::all(view)?;
    let want = roles
        .iter()
        .flat_map(|r| role::index_keys(r).into_iter().map(|key| (key, r.id.0)));
    compare(
        "role.by_name",
        numbers(view.role_by_name()?)?,
        want.collect(),
        faults,
    );
    let tags = tag::all(view)?;
    let want = tags
        .iter()
        .flat_map(|t| tag::index_keys(t).into_iter().map(|key| (key, t.id.0)));
    compare(
        "tag.by_name",
        numbers(view.tag_by_name()?)?,
        want.collect(),
        faults,
    );
    Ok(())
}

fn check_mail(view: &impl View, faults: &mut Vec<String>) -> Result<(), StoreError> {
    let mut want = BTreeMap::new();
    for held in message::all(view)? {
        if let Some(msg_id) = &held.msg_id {
            want.entry(msg_id.as_str().to_owned()).or_insert(held.id.0);
        }
        match blobs::get(view, held.raw)? {
            Some(raw) if blobs::prepare(&raw)?.id == held.raw => {}
            _ => faults.push(format!(
                "the raw bytes of message {} are not there",
                held.id
            )),
        }
    }
    compare(
        "message.by_msg_id",
        numbers(view.message_by_msg_id()?)?,
        want,
        faults,
    );
    let deliveries = delivery::all(view)?;
    let want = deliveries
        .iter()
        .map(|d| (d.return_token.as_str().to_owned(), d.id.0))
        .collect();
    compare(
        "delivery.by_return",
        numbers(view.delivery_by_return()?)?,
        want,
        faults,
    );
    let due: BTreeSet<_> = deliveries
        .iter()
        .filter_map(|d| Some((d.due()?.0, d.id.0)))
        .collect();
    compare(
        "delivery.by_due",
        keys(view.delivery_by_due()?)?,
        due,
        faults,
    );
    let of_message: BTreeSet<_> = deliveries.iter().map(|d| (d.message.0, d.id.0)).collect();
    compare(
        "delivery.by_message",
        keys(view.delivery_by_message()?)?,
        of_message,
        faults,
    );
    for held in receipt::all(view)? {
        let Some(hash) = held.hash else { continue };
        if receipt::by_hash(view, &hash)?
            .is_some_and(|(id, _)| receipt::get(view, id).is_ok_and(|r| r.is_none()))
        {
            faults.push("index `receipt.by_hash` names a receipt that is not there".to_owned());
        }
    }
    Ok(())
}

fn compare<T: PartialEq>(table: &str, found: T, want: T, faults: &mut Vec<String>) {
    if found != want {
        faults.push(format!("index `{table}` differs from the records"));
    }
}

fn numbers(
    table: &impl ReadableTable<&'static str, u64>,
) -> Result<BTreeMap<String, u64>, StoreError> {
    table
        .iter()?
        .map(|row| {
            row.map(|(key, id)| (key.value().to_owned(), id.value()))
                .map_err(Into::into)
        })
        .collect()
}

fn keys<K>(table: &impl ReadableTable<K, ()>) -> Result<BTreeSet<K>, StoreError>
where
    K: redb::Key + Copy + Ord + for<'a> redb::Value<SelfType<'a> = K> + 'static,
{
    table
        .iter()?
        .map(|row| row.map(|(key, _)| key.value()).map_err(Into::into))
        .collect()
}

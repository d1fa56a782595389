//! Does every index agree with the records, and every ticket with its log? Reads all, changes nothing.

mod bytes;
mod feed;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use redb::ReadableTable;

use crate::domain::{
    account_mail::AccountMail,
    delivery::Parcel,
    fold::fold,
    id::{ActivityId, MessageId, ReceiptId},
    message::{Message, Sender},
    rebuild::rebuild,
    receipt::ReceiptVerdict,
};

use super::{
    Store, StoreError, View, account_mail, activity, audit, blobs, calendar,
    columns::{Columns, Row, pages},
    company, customer, customer_merge, customer_word, delivery, group, message, note, purge,
    receipt, role, tag,
    tag_sets::TagSets,
    ticket, timer, user,
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
    feed::check(&view, &mut faults)?;
    bytes::check(&view, &mut faults)?;
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
    let services = calendar::services(view)?;
    // A calendar was changed, and the rows follow it one after the other.
    let pending = timer::refill_from(view)?.is_some();
    let stored = pages::load(view, None)?;
    let mut columns = Columns::default();
    let (mut tokens, mut notes) = (BTreeMap::new(), BTreeMap::new());
    for held in &tickets {
        let mut row = Row::of(held, &services);
        if let Some(stored) = stored.row(held.id).filter(|_| pending) {
            row.due = stored.due;
        }
        columns.put(held.id, row);
        tokens.insert(held.token.as_str().to_owned(), held.id.0);
        let log = activity::log(view, held.id, ActivityId(0), usize::MAX)?;
        notes.extend(note::of_log(&log));
        if rebuild(&log).as_ref() != Some(held) {
            faults.push(format!("ticket #{} differs from its log", held.id));
        }
    }
    // What nobody asked for yet is compared with nothing.
    columns.gather_customers();
    if stored != columns {
        faults.push("table `ticket.columns` differs from the tickets".to_owned());
    }
    let mut tags = TagSets::default();
    for held in &tickets {
        tags.put(held.id, &held.tags);
    }
    if store.gathered(|sets, _| *sets != tags)? {
        faults.push("the tags in memory differ from the tickets".to_owned());
    }
    if store.columns(|memory| *memory != columns) {
        faults.push("the columns in memory differ from the tickets".to_owned());
    }
    check_timers(view, faults)?;
    compare("note", note::all(view)?, notes, faults);
    compare(
        "ticket.by_token",
        numbers(view.ticket_by_token()?)?,
        tokens,
        faults,
    );
    Ok(())
}

fn check_timers(view: &impl View, faults: &mut Vec<String>) -> Result<(), StoreError> {
    let timers = timer::all(view)?;
    let want = timers
        .iter()
        .filter_map(|it| Some((it.next?.0, it.ticket.0)));
    let found = keys(view.timer_by_time()?)?;
    compare("timer.by_time", found, want.collect(), faults);
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
    check_companies(view, faults)?;
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

fn check_companies(view: &impl View, faults: &mut Vec<String>) -> Result<(), StoreError> {
    let (mut names, mut domains) = (BTreeMap::new(), BTreeMap::new());
    for held in company::all(view)? {
        names.insert(fold(&held.name), held.id.0);
        domains.extend(held.domains.iter().map(|it| (it.clone(), held.id.0)));
    }
    let customers = customer::all(view)?;
    let members = customers
        .iter()
        .filter_map(|held| Some((held.organization?.0, held.id.0)));
    let found = numbers(view.company_by_name()?)?;
    compare("organization.by_name", found, names, faults);
    let words = customers.iter().flat_map(|held| {
        let words = customer_word::of_customer(held).into_iter();
        words.map(|word| customer_word::key(&word, held.id.0))
    });
    let found = octets(view.customer_by_word()?)?;
    compare("customer.by_word", found, words.collect(), faults);
    let words = company::all(view)?.into_iter().flat_map(|held| {
        let words = customer_word::of_company(&held).into_iter();
        words.map(move |word| customer_word::key(&word, held.id.0))
    });
    let found = octets(view.company_by_word()?)?;
    compare("organization.by_word", found, words.collect(), faults);
    let merges = customer_merge::all(view)?;
    let want = merges.iter().map(|it| (it.into_id().0, it.gone.id.0));
    let found = keys(view.customer_merge_by_into()?)?;
    compare("customer.merge_by_into", found, want.collect(), faults);
    let found = numbers(view.company_by_domain()?)?;
    compare("organization.by_domain", found, domains, faults);
    let found = keys(view.customer_by_company()?)?;
    compare("customer.by_organization", found, members.collect(), faults);
    Ok(())
}

fn check_mail(view: &impl View, faults: &mut Vec<String>) -> Result<(), StoreError> {
    let mut want: BTreeMap<String, u64> = BTreeMap::new();
    let mut found = numbers(view.message_by_msg_id()?)?;
    // Once something was taken out for good, any message that bears the id will do, or none.
    let purged = purge::purged(view)? > 0;
    for held in message::all(view)? {
        if let Some(msg_id) = &held.msg_id {
            let leads = purged && found.get(msg_id.as_str()) == Some(&held.id.0);
            let first = want.entry(msg_id.as_str().to_owned()).or_insert(held.id.0);
            if leads {
                *first = held.id.0;
            }
        }
        match blobs::get(view, held.raw)? {
            Some(raw) if blobs::prepare(&raw)?.id == held.raw => {}
            _ => faults.push(format!(
                "the raw bytes of message {} are not there",
                held.id
            )),
        }
    }
    if purged {
        for (msg_id, id) in &want {
            found.entry(msg_id.clone()).or_insert(*id);
        }
    }
    compare("message.by_msg_id", found, want, faults);
    check_forwards(view, faults)?;
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
    let of_message: BTreeSet<_> = deliveries
        .iter()
        .filter_map(|d| Some((d.message()?.0, d.id.0)))
        .collect();
    compare(
        "delivery.by_message",
        keys(view.delivery_by_message()?)?,
        of_message,
        faults,
    );
    check_account_mail(view, faults)?;
    check_receipts(view, faults)
}

/// Erased ones keep their way back, and do not say it any more.
fn check_forwards(view: &impl View, faults: &mut Vec<String>) -> Result<(), StoreError> {
    for (token, id) in numbers(view.forward_by_token()?)? {
        let held = message::get(view, MessageId(id))?;
        let forward = held.filter(|it| it.sender == Sender::Outside);
        let says = |it: &Message| {
            let back = it.reply_to.as_ref();
            back.is_none_or(|back| back.address.local().ends_with(&token))
        };
        if !forward.is_some_and(|it| says(&it)) {
            let table = "forward.by_token";
            faults.push(format!("index `{table}` differs from message {id}"));
        }
    }
    Ok(())
}

// A hash leads to the newest receipt that bore it and was no repeat; old ones are forgotten.
fn check_receipts(view: &impl View, faults: &mut Vec<String>) -> Result<(), StoreError> {
    let forgotten = receipt::hashes_forgotten(view)?;
    let mut want = BTreeMap::new();
    for held in receipt::all(view)? {
        let repeat = matches!(held.verdict, ReceiptVerdict::Duplicate { .. });
        if let Some(hash) = held.hash
            && !repeat
        {
            want.insert(hash.to_vec(), held.id);
        }
    }
    want.retain(|_, id| id.0 > forgotten);
    let mut found = BTreeMap::new();
    for row in view.receipt_by_hash()?.iter()? {
        let (hash, value) = row?;
        found.insert(hash.value().to_vec(), ReceiptId(value.value().0));
    }
    compare("receipt.by_hash", found, want, faults);
    Ok(())
}

fn check_account_mail(view: &impl View, faults: &mut Vec<String>) -> Result<(), StoreError> {
    let mut want = BTreeMap::new();
    for held in account_mail::all(view)? {
        want.insert(held.msg_id.as_str().to_owned(), held.id.0);
        match delivery::get(view, held.delivery)? {
            Some(delivery) if delivery.parcel == Parcel::Account(held.id) => {
                let sealed = view.secret()?.get(AccountMail::secret(held.id).as_str())?;
                if sealed.is_some() != delivery.due().is_some() {
                    faults.push(format!(
                        "account mail {} keeps its bytes too long, or lost them",
                        held.id
                    ));
                }
            }
            _ => faults.push(format!("account mail {} has no delivery", held.id)),
        }
    }
    compare(
        "account_mail.by_msg_id",
        numbers(view.account_mail_by_msg_id()?)?,
        want,
        faults,
    );
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

fn octets(table: &impl ReadableTable<&'static [u8], ()>) -> Result<BTreeSet<Vec<u8>>, StoreError> {
    table
        .iter()?
        .map(|row| row.map(|(key, _)| key.value().to_vec()).map_err(Into::into))
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

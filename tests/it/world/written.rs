//! Every byte that stands in the live tables of a store, unpacked: to see that something is nowhere.

use std::collections::BTreeMap;

use guichet::{
    desk::Desk,
    store::{View, tables::TABLES},
};
use redb::ReadableTable;

/// Where a text stands, in whatever case: names of tables.
pub fn tables_with(desk: &Desk, text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let holds = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes)
            .to_lowercase()
            .contains(&text)
    };
    let mut found = Vec::new();
    for (name, bytes) in everything(desk) {
        if holds(&bytes) && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// Keys and values of every table, with its name.
fn everything(desk: &Desk) -> Vec<(String, Vec<u8>)> {
    let view = desk.store().read().unwrap();
    let (mut all, mut read) = (Vec::new(), 0);
    macro_rules! records {
        ($($table:ident)*) => {$(
            read += 1;
            for row in view.$table().unwrap().iter().unwrap() {
                let (key, value) = row.unwrap();
                let mut bytes = format!("{:?} ", key.value()).into_bytes();
                bytes.extend(unpacked(value.value()));
                all.push((stringify!($table).to_owned(), bytes));
            }
        )*};
    }
    macro_rules! plain {
        ($($table:ident)*) => {$(
            read += 1;
            for row in view.$table().unwrap().iter().unwrap() {
                let (key, value) = row.unwrap();
                let text = format!("{:?} {:?}", key.value(), value.value());
                all.push((stringify!($table).to_owned(), text.into_bytes()));
            }
        )*};
    }
    records! {
        ticket activity note message customer customer_merge company user role group mailbox tag
        rule rule_roster decision saved_view layout calendar timer delivery account_mail receipt
        settings login setup_link password_link device api_token audit undo upload erasing
    }
    plain! {
        counter change ticket_columns ticket_by_token message_by_msg_id forward_by_token blob_by_hash blob_staged
        customer_by_address customer_by_company customer_merge_by_into company_by_domain
        customer_by_word company_by_word
        company_by_name user_by_email role_by_name group_by_name group_turn group_gone tag_by_name
        rule_hit reading mention timer_by_time delivery_by_due delivery_by_message delivery_by_return
        account_mail_by_msg_id receipt_by_hash secret erased form_sent
    }
    let mut blobs: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
    for row in view.blob().unwrap().iter().unwrap() {
        let (key, value) = row.unwrap();
        let blob = blobs.entry(key.value().0).or_default();
        blob.extend_from_slice(value.value());
    }
    assert_eq!(read + 1, TABLES.len(), "a table is not looked into");
    for packed in blobs.into_values() {
        all.push(("blob".to_owned(), zstd::decode_all(&packed[..]).unwrap()));
    }
    all
}

/// A record as it was before it was packed.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    match bytes.split_first() {
        Some((version, rest)) if version & 0x80 != 0 => zstd::decode_all(&rest[4..]).unwrap(),
        _ => bytes.to_vec(),
    }
}

//! Long records packed, short ones and those of before as they are.

use crate::domain::{
    customer::Customer,
    id::CustomerId,
    settings::{Moves, Retention, Settings},
    time::Timestamp,
    user::Language,
};

use super::{LONG, PACKED, Record, decode, encode};
use crate::store::StoreError;

fn customer(notes: &str) -> Customer {
    Customer {
        id: CustomerId(7),
        name: "Zoé".to_owned(),
        addresses: Vec::new(),
        phone: String::new(),
        notes: notes.to_owned(),
        created: Timestamp(5),
        organization: None,
    }
}

fn plain(record: &Customer) -> Vec<u8> {
    postcard::to_extend(record, vec![Customer::VERSION]).unwrap()
}

fn is_corrupt(bytes: &[u8]) -> bool {
    matches!(
        decode::<Customer>(bytes),
        Err(StoreError::Corrupt { table: "customer" })
    )
}

#[test]
fn a_long_record_is_packed_and_comes_back_whole() {
    let record = customer(&"the lamp in the hall is dark again; ".repeat(100));
    let bytes = encode(&record).unwrap();
    assert_eq!(bytes[0], Customer::VERSION | PACKED);
    assert!(bytes.len() * 2 < plain(&record).len(), "{}", bytes.len());
    assert_eq!(decode::<Customer>(&bytes).unwrap(), record);
}

#[test]
fn settings_of_before_keep_all_and_do_all() {
    let usual = Settings {
        organization: "Lumen".to_owned(),
        language: Language::Fr,
        time_zone: "Europe/Paris".to_owned(),
        smarthost: None,
        reopen_days: 30,
        demo: false,
        moves: Moves::default(),
        retention: Retention::default(),
    };
    let now = encode(&usual).unwrap();
    let added = postcard::to_stdvec(&(Moves::default(), Retention::default())).unwrap();
    let before = [&[1], &now[1..now.len() - added.len()]].concat();
    assert_eq!(decode::<Settings>(&before).unwrap(), usual);
    assert_eq!(decode::<Settings>(&now).unwrap(), usual);
}

#[test]
fn a_short_record_stays_plain_and_noise_gets_no_longer() {
    // Every letter of 7 bits about as often: as text goes, it is noise.
    let mut state = 1u64;
    let noise: String = (0..2 * LONG)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            char::from((state >> 57) as u8)
        })
        .collect();
    let short = customer("short");
    assert_eq!(encode(&short).unwrap(), plain(&short));
    let bytes = encode(&customer(&noise)).unwrap();
    assert_eq!(decode::<Customer>(&bytes).unwrap().notes, noise);
    assert!(bytes.len() <= plain(&customer(&noise)).len());
}

#[test]
fn a_long_record_from_before_packing_is_read() {
    let record = customer(&"line\n".repeat(LONG));
    assert_eq!(decode::<Customer>(&plain(&record)).unwrap(), record);
}

#[test]
fn a_customer_from_before_organizations_belongs_to_none() {
    let record = customer("short");
    let mut bytes = plain(&record);
    assert_eq!(bytes.pop(), Some(0), "the organization stands last");
    bytes[0] = 1;
    assert_eq!(decode::<Customer>(&bytes).unwrap(), record);
}

#[test]
fn packed_bytes_that_no_release_wrote_are_refused() {
    let bytes = encode(&customer(&"line\n".repeat(LONG))).unwrap();
    assert!(is_corrupt(&bytes[..1]));
    assert!(is_corrupt(&bytes[..4]));
    assert!(is_corrupt(&bytes[..bytes.len() - 1]));
    let mut other = bytes.clone();
    other[0] = PACKED | (Customer::VERSION + 1);
    assert!(is_corrupt(&other));
    let mut longer = bytes.clone();
    longer[1] ^= 1;
    assert!(is_corrupt(&longer));
    // A length that no memory holds is refused before any is taken.
    let mut huge = bytes;
    huge[1..5].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(is_corrupt(&huge));
}

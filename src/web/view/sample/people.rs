//! The customer of the sample ticket and who else takes part.

use crate::web::view::{
    Person,
    customer::{Address, Customer, CustomerTyped, Merged, Participant},
};

use super::camille;

pub fn customer() -> Customer {
    let address = "camille@cabinet-roussel.example";
    Customer {
        id: 7,
        person: camille(),
        organization: "Cabinet Roussel & Fils".to_owned(),
        organization_id: 4,
        unnamed: "cabinet-roussel.example".to_owned(),
        addresses: vec![Address::new(address.to_owned())],
        phone: "01 99 00 14 27".to_owned(),
        tel: "0199001427".to_owned(),
        notes: "Prefers the phone before 10:00. Paul signs quotes.".to_owned(),
        merged: vec![Merged {
            id: 9,
            name: "C. <b>".to_owned(),
        }],
        may_merge: true,
        typed: CustomerTyped {
            name: "Camille <b>".to_owned(),
            organization: "Cabinet Roussel & Fils".to_owned(),
            addresses: address.to_owned(),
            phone: "01 99 00 14 27".to_owned(),
            notes: "Prefers the phone before 10:00. Paul signs quotes.".to_owned(),
            to: String::new(),
            same: "zoe@elsewhere.example".to_owned(),
        },
    }
}

pub fn participants() -> Vec<Participant> {
    let one = |name: &str, address: &str, confirmed| Participant {
        person: Person::new(name, 7),
        address: address.to_owned(),
        confirmed,
    };
    vec![
        one("Paul Roussel", "paul@cabinet-roussel.example", true),
        one("zoe@elsewhere.example", "zoe@elsewhere.example", false),
    ]
}

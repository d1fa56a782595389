//! Organizations of customers: made from a domain, renamed, deleted, in step with their indexes.

use super::*;
use crate::{
    domain::{change::Change, company::Company, id::TicketId},
    store::{check, company},
};

fn addresses(of: &[&str]) -> Vec<EmailAddress> {
    let parsed = of.iter().map(|text| EmailAddress::parse(text).unwrap());
    parsed.collect()
}

fn put_customer(tx: &mut WriteTx<'_>, at: &[&str]) -> Result<Customer, StoreError> {
    let addresses = addresses(at);
    let customer = Customer {
        id: customer::next_id(tx)?,
        name: String::new(),
        organization: company::of_addresses(tx, &addresses, Timestamp(1))?,
        addresses,
        phone: String::new(),
        notes: String::new(),
        created: Timestamp(1),
    };
    customer::put(tx, &customer)?;
    Ok(customer)
}

#[test]
fn people_of_one_domain_share_an_organization_and_free_mailboxes_none() {
    let (store, _) = open();
    let made = store.write(|tx| {
        Ok::<_, StoreError>([
            put_customer(tx, &["ines@acme.example"])?,
            put_customer(tx, &["tom@gmail.com", "tom@ACME.example"])?,
            put_customer(tx, &["tom2@gmail.com"])?,
            put_customer(tx, &["zoe@bücher.example"])?,
        ])
    });
    let [ines, tom, free, zoe] = made.unwrap();
    assert!(ines.organization.is_some());
    assert_eq!(tom.organization, ines.organization);
    assert_eq!(free.organization, None);
    let view = store.read().unwrap();
    let all = company::all(&view).unwrap();
    let names: Vec<_> = all.iter().map(|company| company.name.as_str()).collect();
    assert_eq!(names, ["acme.example", "bücher.example"]);
    assert_eq!(zoe.organization, Some(all[1].id));
    assert_eq!(
        company::members(&view, all[0].id).unwrap(),
        [ines.id, tom.id]
    );
    drop(view);
    assert_eq!(check::run(&store).unwrap(), [""; 0]);
}

#[test]
fn a_domain_that_somebody_wrote_as_a_name_is_that_organization() {
    let (store, _) = open();
    let (named, customer) = store
        .write(|tx| {
            let named = company::named(tx, "Acme.Example", Timestamp(1))?;
            Ok::<_, StoreError>((named, put_customer(tx, &["ines@acme.example"])?))
        })
        .unwrap();
    assert_eq!(customer.organization, Some(named));
    assert_eq!(check::run(&store).unwrap(), [""; 0]);
}

#[test]
fn who_belonged_to_a_deleted_organization_stays_and_their_tickets_are_told() {
    let (store, published) = open();
    let (ticket, company) = store
        .write(|tx| {
            let ticket = make_ticket(tx, "lamp", 1)?;
            let mut zoe = customer::get(tx, ticket.customer)?.unwrap();
            let company = company::named(tx, "Acme", Timestamp(1))?;
            zoe.organization = Some(company);
            customer::put(tx, &zoe)?;
            Ok::<_, StoreError>((ticket, company::get(tx, company)?.unwrap()))
        })
        .unwrap();
    published.lock().unwrap().clear();
    let renamed = Company {
        name: "Acme SA".to_owned(),
        ..company.clone()
    };
    let told = |heard: &Mutex<Vec<Vec<_>>>| {
        let mut heard = heard.lock().unwrap();
        let changes: Vec<crate::domain::change::NumberedChange> =
            heard.drain(..).flatten().collect();
        let tickets = changes.iter().filter_map(|numbered| match numbered.change {
            Change::Ticket(id) => Some(id),
            Change::Settings => None,
        });
        tickets.collect::<Vec<TicketId>>()
    };
    let put = renamed.clone();
    store.write(move |tx| company::put(tx, &put)).unwrap();
    assert_eq!(told(&published), [ticket.id]);
    assert!(
        company::by_name(&store.read().unwrap(), "acme")
            .unwrap()
            .is_none()
    );
    store
        .write(move |tx| company::remove(tx, &renamed))
        .unwrap();
    assert_eq!(told(&published), [ticket.id]);
    let view = store.read().unwrap();
    let zoe = customer::get(&view, ticket.customer).unwrap().unwrap();
    assert_eq!(
        (zoe.organization, zoe.name.as_str()),
        (None, "Zoé Customer1")
    );
    assert_eq!(company::all(&view).unwrap(), []);
    drop(view);
    assert_eq!(check::run(&store).unwrap(), [""; 0]);
}

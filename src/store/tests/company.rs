//! Organizations of customers: made from a domain, renamed, deleted, in step with their indexes.

use redb::{Database, TableDefinition};

use super::*;
use crate::{
    domain::{change::Change, company::Company, id::TicketId},
    store::{
        Backend, Store, StoreOptions, check, company, customer_word::begun, search::SearchOptions,
    },
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

#[test]
fn the_words_of_a_file_from_before_there_were_any_are_filled_in_at_its_opening() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("guichet.redb");
    let open = || {
        Store::open(StoreOptions {
            backend: Backend::File(path.clone()),
            cache_bytes: 1 << 20,
            on_commit: Box::new(|_| {}),
            search: SearchOptions::in_memory(),
        })
    };
    let store = open().unwrap();
    let made = store.write(|tx| put_customer(tx, &["ines@acme.example"]));
    let made = made.unwrap();
    drop(store);
    let database = Database::open(&path).unwrap();
    let tx = database.begin_write().unwrap();
    for table in ["customer.by_word", "organization.by_word"] {
        let table = TableDefinition::<&[u8], ()>::new(table);
        assert!(tx.delete_table(table).unwrap());
    }
    tx.commit().unwrap();
    drop(database);
    let store = open().unwrap();
    assert_eq!(check::run(&store).unwrap(), [""; 0]);
    let found = begun(&store.read().unwrap(), "ine", 10).unwrap();
    assert_eq!(found.customers.iter().collect::<Vec<_>>(), [made.id.0]);
}

#[test]
fn a_word_leads_to_whose_it_is_by_themselves_and_by_their_organization() {
    let (store, _) = open();
    let found = |word: &str, most: usize| {
        let begun = begun(&store.read().unwrap(), word, most).unwrap();
        (begun.customers.iter().collect::<Vec<_>>(), begun.more)
    };
    let [ines, tom] = store
        .write(|tx| {
            for name in ["Zed One", "Zed Two"] {
                company::named(tx, name, Timestamp(1))?;
            }
            let ines = put_customer(tx, &["ines@acme.example"])?;
            let tom = put_customer(tx, &["tom@gmail.com"])?;
            let tom = Customer {
                name: "Tom Ésope".to_owned(),
                organization: ines.organization,
                ..tom
            };
            customer::put(tx, &tom)?;
            Ok::<_, StoreError>([ines, tom])
        })
        .unwrap();
    let both = vec![ines.id.0, tom.id.0];
    assert_eq!(found("eso", 9), (vec![tom.id.0], false));
    assert_eq!(found("acme", 9), (both.clone(), false));
    assert_eq!(found("acm", 1), (vec![ines.id.0], true));
    assert_eq!(found("cme", 9), (vec![], false));
    assert_eq!(found("zed", 1), (vec![], true), "not all were looked at");
    assert_eq!(found("zed", 2), (vec![], false));
    let company = ines.organization.unwrap();
    store
        .write(move |tx| {
            let held = company::get(tx, company)?.unwrap();
            let renamed = Company {
                name: "Vert".to_owned(),
                ..held
            };
            company::put(tx, &renamed)
        })
        .unwrap();
    assert_eq!(found("vert", 9), (both, false));
    store
        .write(move |tx| {
            let held = company::get(tx, company)?.unwrap();
            company::remove(tx, &held)?;
            customer::remove(tx, &customer::get(tx, tom.id)?.unwrap())
        })
        .unwrap();
    assert_eq!(found("vert", 9), (vec![], false));
    assert_eq!(found("eso", 9), (vec![], false));
    assert_eq!(check::run(&store).unwrap(), [""; 0]);
}

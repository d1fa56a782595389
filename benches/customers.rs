//! Times how customers are found and completed with few and with many of them, and what it costs to
//! make one. Nobody has a ticket: completing begins with those of tickets, which has figures of its own.
//!
//! `cargo bench --bench customers -- 1000 100000`. Prints, judges nothing.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use guichet::{
    desk::{Desk, DeskOptions, access::UserDesk, customers::CustomerEdit, setup::FirstRun},
    domain::{
        address::EmailAddress, customer::Customer, id::CustomerId, time::Timestamp, user::Language,
    },
    store::{self, StoreError, WriteTx},
};

const NOW: Timestamp = Timestamp(1_790_000_000_000_000);
const BATCH: u64 = 2_000;
const ROUNDS: usize = 30;
/// Customers of one organization.
const EACH: u64 = 8;

fn main() {
    let counts: Vec<u64> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let counts = if counts.is_empty() {
        vec![1_000, 10_000]
    } else {
        counts
    };
    for count in counts {
        let folder = tempfile::tempdir().expect("a folder");
        run(folder.path(), count);
    }
}

/// A name in letters, another one for each number.
fn name(number: u64) -> String {
    const PARTS: [&str; 16] = [
        "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "ka",
        "le",
    ];
    let parts = (0..5).map(|place| PARTS[(number >> (4 * place) & 15) as usize]);
    parts.collect()
}

fn run(folder: &Path, count: u64) {
    let desk = Desk::open(DeskOptions::for_testing(folder)).expect("a desk");
    let address = |text: &str| EmailAddress::parse(text).expect("an address");
    let answers = FirstRun {
        organization: "Lumen".to_owned(),
        mailbox: address("help@lumen.example"),
        language: Language::En,
        time_zone: "Europe/Paris".to_owned(),
        admin_name: "Ada".to_owned(),
        admin_email: address("ada@lumen.example"),
        password: "a quiet desk near the door".to_owned(),
        smarthost: None,
        smarthost_password: None,
        demo: false,
    };
    desk.first_run(answers, NOW).expect("a desk that is set up");
    let began = Instant::now();
    for batch in 0..count.div_ceil(BATCH) {
        let (from, to) = (batch * BATCH, ((batch + 1) * BATCH).min(count));
        let made = desk.store().write(move |tx| fill(tx, from, to));
        made.expect("customers");
    }
    println!("\n{count} customers, written in {:.1?}", began.elapsed());
    let admin = desk.user_by_email(&address("ada@lumen.example"));
    let admin = admin.expect("users").expect("an admin");
    let user = desk.act_as(&admin).expect("rights");
    let rare = name(count - 1);
    let middle = format!("{} {}", name(count / 2), name(count / 2 / EACH));
    println!("question                       p50       p99");
    complete(&user, "completes a rare name", &rare);
    complete(&user, "completes three letters", &rare[..3]);
    complete(&user, "completes one letter", &rare[..1]);
    complete(&user, "completes nobody", "xxxxxx");
    find(&user, "finds a rare name", &rare);
    find(&user, "finds name and organization", &middle);
    find(&user, "finds three letters", &rare[..3]);
    find(&user, "finds what all have", "example");
    find(&user, "finds nobody", "xxxxxx");
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let new = CustomerEdit {
            name: Some(format!("New Body{round}")),
            addresses: Some(vec![address(&format!("new{round}@new{round}.example"))]),
            ..CustomerEdit::default()
        };
        let began = Instant::now();
        user.customer_make(new, NOW).expect("a customer");
        times.push(began.elapsed());
    }
    println!("{:<28} {}", "makes one", shown(times));
}

fn fill(tx: &mut WriteTx<'_>, from: u64, to: u64) -> Result<(), StoreError> {
    for number in from..to {
        let domain = format!("{}.example", name(number / EACH));
        let address = format!("{}@{domain}", name(number));
        let addresses = vec![EmailAddress::parse(&address).expect("an address")];
        let customer = Customer {
            id: store::customer::next_id(tx)?,
            name: format!("{} {}", name(number % 4_096), name(number)),
            organization: store::company::of_addresses(tx, &addresses, NOW)?,
            addresses,
            phone: String::new(),
            notes: String::new(),
            created: NOW,
        };
        store::customer::put(tx, &customer)?;
    }
    Ok(())
}

fn complete(user: &UserDesk, what: &str, typed: &str) {
    let typed = format!("customer:{typed}");
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        user.complete(&typed, NOW).expect("offers");
        times.push(began.elapsed());
    }
    println!("{what:<28} {}", shown(times));
}

fn find(user: &UserDesk, what: &str, words: &str) {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let began = Instant::now();
        user.customers(words, CustomerId(0), 25).expect("customers");
        times.push(began.elapsed());
    }
    println!("{what:<28} {}", shown(times));
}

fn shown(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    format!("{:>9.2?} {:>9.2?}", at(50), at(99))
}

//! Times what time rules cost with few and with many tickets: looking at all of them once, a step
//! that finds nothing, and a step in which a hundred tickets come due.
//!
//! `cargo bench --bench time_rules 1000 10000 100000`. Prints, judges nothing.

use std::time::{Duration, Instant};

use guichet::{
    desk::{Desk, DeskOptions, rules::Unknown, setup::FirstRun, time_passed::Ahead},
    domain::{
        activity::{self, Actor, Created, Event, Source},
        address::EmailAddress,
        customer::Customer,
        id::{CustomerId, TicketId},
        ticket::Priority,
        time::Timestamp,
        token::AddressToken,
        user::Language,
    },
    store::{self, StoreError, WriteTx},
};
use serde_json::json;

const NOW: Timestamp = Timestamp(1_790_000_000_000_000);
const BATCH: u64 = 1_000;
/// Tickets that come due in one step.
const DUE: u64 = 100;
const ROUNDS: u64 = 20;

fn main() {
    let counts: Vec<u64> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let counts = if counts.is_empty() {
        vec![1_000, 10_000]
    } else {
        counts
    };
    println!("tickets  all at once, each  nothing to do  come due, each  on disk");
    for count in counts {
        run(count);
    }
}

fn run(count: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let desk = Desk::open(DeskOptions::for_testing(folder.path())).expect("a desk");
    let address = |text: &str| EmailAddress::parse(text).expect("an address");
    let answers = FirstRun {
        organization: "Lumen".to_owned(),
        language: Language::En,
        time_zone: "Europe/Paris".to_owned(),
        mailbox: address("support@lumen.example"),
        admin_name: "Ada".to_owned(),
        admin_email: address("ada@lumen.example"),
        password: "a quiet desk near the door".to_owned(),
        smarthost: None,
        smarthost_password: None,
        demo: false,
    };
    desk.first_run(answers, NOW).expect("a desk that is set up");
    for batch in 0..count.div_ceil(BATCH) {
        let from = batch * BATCH;
        let made = desk
            .store()
            .write(move |tx| fill(tx, from, (from + BATCH).min(count)));
        made.expect("tickets");
    }
    let admin = desk.user_by_email(&address("ada@lumen.example"));
    let admin = admin.expect("users").expect("an admin");
    let admin = desk.act_as(&admin).expect("rights");
    let rule = json!({
        "name": "late", "when": ["time_passed"],
        "conditions": { "all": [{ "field": "waiting_on_us", "operator": "greater", "value": "4h" }] },
        "actions": [{ "action": "priority", "value": "high" }],
    });
    admin.rule_make(rule, Unknown::Refuse, NOW).expect("a rule");
    let began = Instant::now();
    settle(&desk, NOW);
    let all = began.elapsed() / u32::try_from(count).expect("not that many");
    let mut idle = Vec::new();
    let mut due = Vec::new();
    for round in 1..=ROUNDS {
        let began = Instant::now();
        desk.time_step(NOW).expect("a step");
        idle.push(began.elapsed());
        // The tickets were made a minute apart: each round is the next hundred.
        let at = NOW.plus(Duration::from_secs(4 * 3_600 + 60 * (round * DUE - 1)));
        let began = Instant::now();
        settle(&desk, at);
        due.push(began.elapsed() / u32::try_from(DUE).expect("a hundred"));
    }
    let disk = std::fs::metadata(folder.path().join("guichet.redb"));
    let mib = disk.map_or(0, |disk| disk.len() >> 20);
    println!(
        "{count:>7}  {all:>17.1?}  {:>13.1?}  {:>14.1?}  {mib} MiB",
        median(idle),
        median(due)
    );
}

fn settle(desk: &Desk, now: Timestamp) {
    while desk.time_step(now).expect("a step") == Ahead::More {}
}

fn fill(tx: &mut WriteTx<'_>, from: u64, to: u64) -> Result<(), StoreError> {
    let customer = Customer {
        id: CustomerId(1),
        name: "Ines Caron".to_owned(),
        addresses: Vec::new(),
        phone: String::new(),
        notes: String::new(),
        created: NOW,
        organization: None,
    };
    store::customer::put(tx, &customer)?;
    for number in from..to {
        let id = store::ticket::next_id(tx)?;
        let at = NOW.plus(Duration::from_secs(60 * number));
        let created = Created {
            source: Source::Hand,
            name: format!("Request {id}"),
            description: "The printer in the office prints blank pages. ".repeat(8),
            priority: Priority::Medium,
            assignee: None,
            tags: Vec::new(),
            customer: customer.id,
            mailbox: None,
            token: token(id),
            participants: Vec::new(),
            automatic: false,
        };
        let event = Event::Created(Box::new(created.clone()));
        let line = store::activity::append(tx, id, at, Actor::System, event)?;
        let ticket = activity::start(id, line.id, at, &created);
        store::ticket::put(tx, &ticket)?;
    }
    Ok(())
}

fn token(id: TicketId) -> AddressToken {
    let digits = id.0.to_string();
    let letters = digits.bytes().map(|digit| char::from(b'a' + digit - b'0'));
    let text: String = std::iter::repeat_n('z', 16).chain(letters).collect();
    AddressToken::parse(&text[text.len() - 16..]).expect("a token")
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

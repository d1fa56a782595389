//! Times the full-text search with few and with many tickets: making the index, words that are rare
//! and common, beginnings, phrases, a search right after a commit; what the index takes on disk.
//!
//! `cargo bench --bench search -- 1000 10000 100000`. Prints, judges nothing. Each time is that of a
//! question to the list with its first page and counts, asked of an index that was not asked before.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use guichet::{
    desk::{Desk, DeskOptions, access::UserDesk, search::Behind, setup::FirstRun},
    domain::{
        activity::{self, Actor, Created, Event, Source},
        address::EmailAddress,
        customer::Customer,
        id::{CustomerId, TicketId},
        query::Query,
        ticket::Priority,
        time::Timestamp,
        token::AddressToken,
        user::Language,
    },
    store::{self, StoreError, WriteTx},
};

const NOW: Timestamp = Timestamp(1_790_000_000_000_000);
const BATCH: u64 = 1_000;
const ROUNDS: u64 = 300;
/// Words of the made-up language; a few of them are most of each text.
const WORDS: u64 = 30_000;

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
        run(count);
    }
}

/// Small numbers by lot, the same in each run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A word: the first ones are in nearly every text, the last ones in few.
    fn word(&mut self) -> u64 {
        let part = (self.next() % 1_000_000) as f64 / 1_000_000.0;
        ((WORDS as f64).powf(part) - 1.0) as u64
    }
}

/// A word that is written with letters, the common ones short.
fn word(number: u64) -> String {
    const PARTS: [&str; 20] = [
        "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "ka",
        "le", "mi", "no", "pu", "ra",
    ];
    let mut rest = number + 20;
    let mut word = String::new();
    while rest > 0 {
        word.push_str(PARTS[(rest % 20) as usize]);
        rest /= 20;
    }
    word
}

fn text(dice: &mut Dice, words: u64) -> String {
    let words: Vec<String> = (0..words).map(|_| word(dice.word())).collect();
    words.join(" ")
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
    let mut written = 0;
    for batch in 0..count.div_ceil(BATCH) {
        let from = batch * BATCH;
        let to = (from + BATCH).min(count);
        written += desk
            .store()
            .write(move |tx| fill(tx, from, to))
            .expect("tickets");
    }
    let admin = desk.user_by_email(&address("ada@lumen.example"));
    let admin = admin.expect("users").expect("an admin");
    let user = desk.act_as(&admin).expect("rights");
    let before = resident();
    let began = Instant::now();
    while desk.search_step().expect("a step") == Behind::Some {}
    let made = began.elapsed();
    let on_disk = bytes_of(&folder.path().join("search"));
    println!(
        "\n{count} tickets, {:.1} MiB of text: index made in {:.1?} ({:.0} tickets/s), {:.1} MiB on disk, resident {} -> {} MiB",
        written as f64 / 1_048_576.0,
        made,
        count as f64 / made.as_secs_f64(),
        on_disk as f64 / 1_048_576.0,
        before,
        resident(),
    );
    println!("question                     p50       p99      finds");
    let mut dice = Dice(7);
    let mut rare = move || word(WORDS / 2 + dice.next() % (WORDS / 2));
    ask(&desk, &user, "rare word", &mut rare);
    let mut dice = Dice(8);
    ask(&desk, &user, "word of a tenth", &mut || {
        word(20 + dice.next() % 20)
    });
    let mut dice = Dice(9);
    ask(&desk, &user, "common word", &mut || word(dice.next() % 4));
    let mut dice = Dice(10);
    ask(&desk, &user, "beginning, 3 letters", &mut || {
        word(1_000 + dice.next() % 8_000)[..3].to_owned()
    });
    let mut dice = Dice(11);
    ask(&desk, &user, "beginning, 1 letter", &mut || {
        word(dice.next() % 9)[..1].to_owned()
    });
    let mut dice = Dice(12);
    ask(&desk, &user, "two words", &mut || {
        format!("{} {}", word(dice.next() % 40), word(dice.next() % 400))
    });
    let mut dice = Dice(13);
    ask(&desk, &user, "phrase", &mut || {
        format!("\"{} {}\"", word(dice.next() % 10), word(dice.next() % 10))
    });
    let mut dice = Dice(14);
    ask(&desk, &user, "common, no stem, subject", &mut || {
        format!("subject:{}", word(dice.next() % 4))
    });
    fresh(&desk, &user, count);
}

fn ask(desk: &Desk, user: &UserDesk, name: &str, question: &mut dyn FnMut() -> String) {
    let (mut times, mut found) = (Vec::new(), 0);
    for _ in 0..ROUNDS {
        let text = question();
        // Answers are kept until the index changes.
        desk.store().forget_search_answers();
        let began = Instant::now();
        found += list(user, &text);
        times.push(began.elapsed());
    }
    println!("{name:<24} {}  {:>9}", shown(times), found / ROUNDS);
}

fn list(user: &UserDesk, text: &str) -> u64 {
    let asked = user.ask(text, NOW).expect("a question");
    let query = Query {
        ask: asked.ask,
        ..Query::default()
    };
    let page = user.ticket_list(&query, None, 50).expect("a list");
    page.counts.total
}

/// A ticket is made and looked for at once, as somebody does who made it.
fn fresh(desk: &Desk, user: &UserDesk, count: u64) {
    let (mut writes, mut searches) = (Vec::new(), Vec::new());
    for round in 0..50 {
        let began = Instant::now();
        let made = desk
            .store()
            .write(move |tx| fill(tx, count + round, count + round + 1));
        made.expect("a ticket");
        writes.push(began.elapsed());
        let began = Instant::now();
        assert_eq!(list(user, &format!("serial{}x", count + round)), 1);
        searches.push(began.elapsed());
    }
    println!("{:<24} {}", "a commit of the store", shown(writes));
    println!("{:<24} {}", "first search after it", shown(searches));
    let began = Instant::now();
    let made = desk
        .store()
        .write(move |tx| fill(tx, count + 100, count + 300));
    made.expect("tickets");
    while desk.search_step().expect("a step") == Behind::Some {}
    println!(
        "200 tickets in one commit, written and in the index: {:.1?}",
        began.elapsed()
    );
}

fn shown(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 100];
    format!("{:>9.2?} {:>9.2?}", at(50), at(99))
}

fn bytes_of(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.metadata() {
        Ok(data) if data.is_dir() => bytes_of(&entry.path()),
        Ok(data) => data.len(),
        Err(_) => 0,
    });
    sizes.sum()
}

/// MiB of this process in memory, files that are mapped among them.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1_024
}

fn fill(tx: &mut WriteTx<'_>, from: u64, to: u64) -> Result<u64, StoreError> {
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
    let mut written = 0;
    for number in from..to {
        let mut dice = Dice(number * 77 + 5);
        let id = store::ticket::next_id(tx)?;
        let at = NOW.plus(Duration::from_secs(60 * number));
        let created = Created {
            source: Source::Hand,
            name: text(&mut dice, 6),
            description: format!("serial{number}x {}", text(&mut dice, 150)),
            priority: Priority::Medium,
            assignee: None,
            tags: Vec::new(),
            customer: customer.id,
            mailbox: None,
            token: token(id),
            participants: Vec::new(),
            automatic: false,
        };
        written += (created.name.len() + created.description.len()) as u64;
        let event = Event::Created(Box::new(created.clone()));
        let line = store::activity::append(tx, id, at, Actor::System, event)?;
        let ticket = activity::start(id, line.id, at, &created);
        store::ticket::put(tx, &ticket)?;
        for _ in 0..2 {
            let text = text(&mut dice, 80);
            written += text.len() as u64;
            let event = Event::Note { text };
            store::activity::append(tx, id, at, Actor::System, event)?;
        }
    }
    Ok(written)
}

fn token(id: TicketId) -> AddressToken {
    let digits = id.0.to_string();
    let letters = digits.bytes().map(|digit| char::from(b'a' + digit - b'0'));
    let text: String = std::iter::repeat_n('z', 16).chain(letters).collect();
    AddressToken::parse(&text[text.len() - 16..]).expect("a token")
}

//! Fills a desk that is set up with tickets, each with ten lines of a log, and makes its search index:
//! the records are those that the desk writes, without mails. The first ticket has 50 lines, the
//! second 2,000. `benches/scale.sh` asks the desk afterwards.
//!
//! `cargo bench --bench fill -- FOLDER COUNT`

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use guichet::{
    desk::{
        Desk, DeskOptions, access::UserDesk, groups::GroupEdit, people::NewUser, search::Behind,
        tags::TagEdit, warrant::Warrant,
    },
    domain::{
        access::Visibility,
        activity::{self, Actor, Cause, Created, Event, Source},
        address::EmailAddress,
        assignee::Assignee,
        customer::Customer,
        id::{CustomerId, MailboxId, TagId, TicketId, UserId},
        role::EXPERT,
        ticket::{Priority, Status},
        time::Timestamp,
        token::AddressToken,
    },
    store::{self, StoreError, WriteTx},
};

/// Tickets in one transaction.
const BATCH: u64 = 2_000;
/// A ticket every ten minutes, the newest one now.
const APART: u64 = 600;
/// One of so many is not closed, whatever its age.
const OPEN: u64 = 40;
/// Words of the made-up language.
const WORDS: u64 = 30_000;
/// Bytes of all texts that were made: what the folder is held against.
static TEXT: AtomicU64 = AtomicU64::new(0);

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let plain: Vec<&String> = words.iter().filter(|word| !word.starts_with('-')).collect();
    let [folder, count] = plain.as_slice() else {
        println!("skipped: cargo bench --bench fill -- FOLDER COUNT");
        return;
    };
    let count: u64 = count.parse().expect("a number of tickets");
    fill(Path::new(folder), count);
}

/// What the tickets are given to and marked with.
struct Office {
    assignees: Vec<Option<Assignee>>,
    tags: Vec<TagId>,
    author: UserId,
}

fn fill(folder: &Path, count: u64) {
    let mut options = DeskOptions::for_testing(folder);
    options.cache_bytes = 256 << 20;
    let desk = Desk::open(options).expect("a desk that is set up and does not run");
    let now = Timestamp(jiff_now());
    let office = Arc::new(office(&desk, now));
    let began = Instant::now();
    let mut next = 0;
    while next < count {
        let to = (next + BATCH).min(count);
        let (office, from) = (Arc::clone(&office), next);
        let written = desk.store().write(move |tx| {
            (from..to).try_for_each(|number| one(tx, &office, number, count, now))
        });
        written.expect("tickets");
        next = to;
    }
    let filled = began.elapsed();
    let began = Instant::now();
    while desk.search_step().expect("a step") == Behind::Some {}
    println!(
        "{count} tickets with {:.1} MiB of text written in {filled:.1?}, their index made in {:.1?}",
        TEXT.load(Ordering::Relaxed) as f64 / 1_048_576.0,
        began.elapsed()
    );
}

fn jiff_now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    i64::try_from(since.expect("a clock").as_micros()).expect("a time")
}

fn office(desk: &Arc<Desk>, now: Timestamp) -> Office {
    let address = |text: &str| EmailAddress::parse(text).expect("an address");
    let admin = desk.user_by_email(&address("admin@bench.example"));
    let admin = admin.expect("users").expect("the admin of the set-up");
    let user: UserDesk = desk.act_as(&admin).expect("rights");
    let mut assignees = vec![None, Some(Assignee::User(admin.id))];
    for name in ["Ben", "Cleo", "Dan", "Eve", "Finn", "Gus"] {
        let new = NewUser {
            email: address(&format!("{}@bench.example", name.to_lowercase())),
            name: name.to_owned(),
            roles: vec![EXPERT],
            visibility: Visibility::All,
            groups: Vec::new(),
            password: None,
        };
        let made = desk.user_add(&Warrant::command_line(), new, now);
        assignees.push(Some(Assignee::User(made.expect("a user").id)));
    }
    for name in ["Devices", "Accounts"] {
        let edit = GroupEdit {
            name: Some(name.to_owned()),
            members: None,
            mailboxes: None,
            roles: None,
        };
        let made = user.group_make(edit, now).expect("a group");
        assignees.push(Some(Assignee::Group(made.id)));
    }
    let tags = (0..40).map(|at| {
        let edit = TagEdit {
            name: Some(format!("tag-{at}")),
            colour: None,
            seen: None,
        };
        user.tag_make(edit, now).expect("a tag").0.id
    });
    Office {
        assignees,
        tags: tags.collect(),
        author: admin.id,
    }
}

/// One ticket with its log.
fn one(
    tx: &mut WriteTx<'_>,
    office: &Office,
    number: u64,
    count: u64,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut dice = Dice(number * 77 + 5);
    let age = Duration::from_secs(APART * (count - number));
    let mut at = now.minus(age);
    let customer = customer(tx, number / 8 + 1, at)?;
    let id = store::ticket::next_id(tx)?;
    let created = Created {
        source: Source::Hand,
        name: text(&mut dice, 6),
        description: format!("serial{number}x {}", text(&mut dice, 60)),
        priority: Priority::Medium,
        assignee: None,
        tags: Vec::new(),
        customer,
        mailbox: Some(MailboxId(1)),
        token: token(id),
        participants: Vec::new(),
        automatic: false,
    };
    let by = Actor::User(office.author);
    let event = Event::Created(Box::new(created.clone()));
    let line = store::activity::append(tx, id, at, by, event)?;
    let mut ticket = activity::start(id, line.id, at, &created);
    for event in life(&mut dice, office, number) {
        at = at.plus(Duration::from_secs(30));
        let line = store::activity::append(tx, id, at, by, event)?;
        activity::apply(&mut ticket, &line);
    }
    store::ticket::put(tx, &ticket)
}

/// What happens to a ticket after it was made: nine lines, of the first one 49, of the second 1,999.
fn life(dice: &mut Dice, office: &Office, number: u64) -> Vec<Event> {
    let pick = |dice: &mut Dice, of: usize| usize::try_from(dice.next()).unwrap_or(0) % of;
    let note = |dice: &mut Dice| Event::Note {
        text: text(dice, 30),
    };
    let assignee = office.assignees[pick(dice, office.assignees.len())];
    let priority = Priority::ALL[pick(dice, 4)];
    let is_open = dice.next().is_multiple_of(OPEN);
    let (old, cause) = (Status::Open, Cause::Asked);
    let new = match (is_open, dice.next() % 3) {
        (false, _) => Status::Closed,
        (true, 0) => Status::Processing,
        (true, _) => Status::Waiting,
    };
    let mut events = vec![
        note(dice),
        Event::Assignee {
            old: None,
            new: assignee,
            cause,
        },
        Event::Priority {
            old: Priority::Medium,
            new: priority,
        },
        Event::TagAdded {
            tag: office.tags[pick(dice, office.tags.len())],
        },
        note(dice),
        Event::Name {
            old: String::new(),
            new: text(dice, 6),
        },
        note(dice),
        Event::Status { old, new, cause },
        note(dice),
    ];
    let more = match number {
        0 => 40,
        1 => 1_990,
        _ => 0,
    };
    events.extend((0..more).map(|_| note(dice)));
    events
}

fn customer(tx: &mut WriteTx<'_>, id: u64, at: Timestamp) -> Result<CustomerId, StoreError> {
    let customer = CustomerId(id);
    if store::customer::get(tx, customer)?.is_none() {
        let address = EmailAddress::parse(&format!("c{id}@firm{}.example", id % 5_000));
        let new = Customer {
            id: store::customer::next_id(tx)?,
            name: format!("{} {}", word(id % WORDS), word(id * 7 % WORDS)),
            addresses: address.into_iter().collect(),
            phone: String::new(),
            notes: String::new(),
            created: at,
            organization: None,
        };
        store::customer::put(tx, &new)?;
    }
    Ok(customer)
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

fn text(dice: &mut Dice, words: u64) -> String {
    let words: Vec<String> = (0..words).map(|_| word(dice.word())).collect();
    let text = words.join(" ");
    TEXT.fetch_add(text.len() as u64, Ordering::Relaxed);
    text
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

fn token(id: TicketId) -> AddressToken {
    let digits = id.0.to_string();
    let letters = digits.bytes().map(|digit| char::from(b'a' + digit - b'0'));
    let text: String = std::iter::repeat_n('z', 16).chain(letters).collect();
    AddressToken::parse(&text[text.len() - 16..]).expect("a token")
}

//! Invents what happens to each sample ticket, and when. Decides only: sends and stores nothing.

mod special;
mod teller;

use std::time::Duration;

use crate::domain::{
    ticket::{Priority, Status},
    time::Timestamp,
    user::Language,
};

use teller::Teller;

use super::{
    dice::Dice,
    letter::{File, Form},
    samples::{Customer, Request, Samples},
};

/// Tickets that tell an ordinary story; the special ones come on top.
const ORDINARY: usize = 288;
/// How far back the stories go.
const DAYS: i64 = 30;
/// Tickets of the last hours, so that there is something to do.
const FRESH: usize = 14;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const HOUR: usize = 60 * 60;
const MINUTE: usize = 60;

/// One ticket from its first mail on.
#[derive(Clone, Debug)]
pub struct Story {
    /// Who wrote first.
    pub customer: Customer,
    pub subject: String,
    /// In the order of time; the first one is [`Act::Opens`].
    pub steps: Vec<Step>,
}

/// Something that happens.
#[derive(Clone, Debug)]
pub struct Step {
    pub at: Timestamp,
    pub act: Act,
}

/// The words of a mail.
#[derive(Clone, Debug)]
pub struct Words {
    pub text: String,
    pub form: Form,
    pub files: Vec<File>,
    /// Header lines that a person's mail has not.
    pub headers: Vec<String>,
}

/// What tells the desk that a mail belongs to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thread {
    /// The reply address and the headers, as most programs leave them.
    Whole,
    /// The reply address alone.
    TokenOnly,
    /// The number in the subject alone, which is no proof.
    NumberOnly,
}

/// Experts are counted from the people file, the admin is 0.
#[derive(Clone, Debug)]
pub enum Act {
    /// The mail that makes the ticket.
    Opens(Words),
    /// A mail that answers; `by` None is the customer.
    Writes {
        words: Words,
        by: Option<Customer>,
        thread: Thread,
    },
    /// The desk's last answer comes back undelivered.
    Bounces,
    Replies {
        expert: usize,
        text: String,
        then: Option<Status>,
        file: Option<File>,
    },
    Notes {
        expert: usize,
        text: String,
    },
    Edits {
        expert: usize,
        status: Option<Status>,
        priority: Option<Priority>,
        duty: Option<Duty>,
        tag: Option<&'static str>,
    },
}

/// Who gets a ticket.
#[derive(Clone, Copy, Debug)]
pub enum Duty {
    Expert(usize),
    Group(&'static str),
}

/// Whether the team has had the time to deal with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Age {
    /// Of the last hours: much of it is still open.
    Fresh,
    Old,
}

/// Invents all stories of the 30 days before `now`.
#[must_use]
pub fn invent(samples: &Samples, seed: u64, now: Timestamp) -> Vec<Story> {
    let mut dice = Dice::new(seed);
    let mut stories: Vec<Story> = Vec::new();
    for turn in 0..ORDINARY {
        let language = [Language::En, Language::Fr][turn % 2];
        let age = if ORDINARY - turn <= FRESH {
            Age::Fresh
        } else {
            Age::Old
        };
        let at = match age {
            Age::Fresh => now.minus(dice.between(2 * MINUTE, 5 * HOUR)),
            Age::Old => working_hours(now.minus(ago(&mut dice)), &mut dice),
        };
        let taken = |customer: &Customer, subject: &str| {
            let mut told = stories.iter();
            told.any(|story| story.customer.email == customer.email && story.subject == subject)
        };
        let found = beginning(samples, language, turn / 2, &mut dice, taken);
        if let (Some((customer, request, subject)), true) = (found, at < now) {
            let teller = Teller::new(samples, &customer, request, age, &mut dice);
            stories.extend(teller.map(|teller| teller.tell(subject, at, now)));
        }
    }
    stories.extend(special::stories(samples, &mut dice, now));
    stories
}

// Somebody who has not asked for this before. Requests go round, so that each is told.
fn beginning<'a>(
    samples: &'a Samples,
    language: Language,
    turn: usize,
    dice: &mut Dice,
    taken: impl Fn(&Customer, &str) -> bool,
) -> Option<(Customer, &'a Request, String)> {
    let requests = samples.requests(language);
    let request = requests.get(turn % requests.len().max(1))?;
    let customers: Vec<&Customer> = samples
        .customers
        .iter()
        .filter(|customer| customer.language == language)
        .collect();
    (0..20).find_map(|_| {
        let customer = (*dice.pick(&customers)?).clone();
        let subject = fill(request.subject, samples, language, dice);
        (!taken(&customer, &subject)).then_some((customer, request, subject))
    })
}

fn ago(dice: &mut Dice) -> Duration {
    // The square root of chance: more of it lately.
    let days = usize::try_from(DAYS).unwrap_or(1);
    let (one, other) = (dice.below(days * 24 * HOUR), dice.below(days * 24 * HOUR));
    Duration::from_secs(u64::try_from(one.min(other).max(2 * HOUR)).unwrap_or(0))
}

// Offices write between eight and six and not at weekends; the move is backwards, into the past.
fn working_hours(at: Timestamp, dice: &mut Dice) -> Timestamp {
    let seconds = at.0.div_euclid(1_000_000);
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // 1970-01-01 was a Thursday: 2 and 3 are the weekend.
    let weekend = matches!(day.rem_euclid(7), 2 | 3);
    let midnight = Timestamp(day * 86_400 * 1_000_000);
    let opening = Duration::from_secs(7 * 60 * 60);
    let office = midnight.plus(opening).plus(dice.between(0, 10 * HOUR));
    match (weekend && !dice.percent(10), second) {
        (true, _) => office.minus(DAY * if day.rem_euclid(7) == 2 { 1 } else { 2 }),
        (false, 25_200..=64_800) => at,
        (false, _) => office.minus(DAY),
    }
}

/// Fills in who and where.
pub fn fill(text: &str, samples: &Samples, language: Language, dice: &mut Dice) -> String {
    let mut filled = text.to_owned();
    for kind in ["who", "room"] {
        if let Some(word) = dice.pick(samples.manners(kind, language)) {
            filled = filled.replace(&format!("{{{kind}}}"), word);
        }
    }
    filled
}

/// A customer's mail: greeting, text, closing, signature, now and then a file.
pub fn words(samples: &Samples, customer: &Customer, text: &str, dice: &mut Dice) -> Words {
    let (language, empty) = (customer.language, "");
    let hello = dice
        .pick(samples.manners("hello", language))
        .unwrap_or(&empty);
    let bye = dice
        .pick(samples.manners("bye", language))
        .unwrap_or(&empty);
    let Customer {
        name,
        organization,
        phone,
        ..
    } = customer;
    let text = fill(text, samples, language, dice);
    let form = match dice.below(10) {
        0..5 => Form::Plain,
        5..8 => Form::Html,
        _ => Form::Picture,
    };
    Words {
        text: format!("{hello}\n\n{text}\n\n{bye}\n\n-- \n{name}\n{organization}\n{phone}"),
        form,
        files: Vec::new(),
        headers: Vec::new(),
    }
}

#[cfg(test)]
mod tests;

//! Invents what happens to each sample ticket, and when. Decides only: sends and stores nothing.

mod special;

use std::time::Duration;

use crate::domain::{
    ticket::{Priority, Status},
    time::Timestamp,
    user::Language,
};

use super::{
    dice::Dice,
    letter::{FILES, File, Form},
    samples::{Customer, Request, Samples, Talk},
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

/// Invents all stories of the 30 days before `now`.
#[must_use]
pub fn invent(samples: &Samples, seed: u64, now: Timestamp) -> Vec<Story> {
    let mut dice = Dice::new(seed);
    let mut stories: Vec<Story> = Vec::new();
    for turn in 0..ORDINARY {
        let language = [Language::En, Language::Fr][turn % 2];
        let fresh = ORDINARY - turn <= FRESH;
        let at = if fresh {
            now.minus(dice.between(2 * MINUTE, 5 * HOUR))
        } else {
            working_hours(now.minus(ago(&mut dice)), &mut dice)
        };
        let taken = |customer: &Customer, subject: &str| {
            let mut told = stories.iter();
            told.any(|story| story.customer.email == customer.email && story.subject == subject)
        };
        let found = beginning(samples, language, turn / 2, &mut dice, taken);
        if let (Some((customer, request, subject)), true) = (found, at < now) {
            let teller = Teller::new(samples, &customer, request, fresh, &mut dice);
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

// One story while it is told.
struct Teller<'a> {
    samples: &'a Samples,
    customer: &'a Customer,
    request: &'a Request,
    talk: &'a Talk,
    fresh: bool,
    dice: &'a mut Dice,
    expert: usize,
    at: Timestamp,
    steps: Vec<Step>,
}

impl<'a> Teller<'a> {
    fn new(
        samples: &'a Samples,
        customer: &'a Customer,
        request: &'a Request,
        fresh: bool,
        dice: &'a mut Dice,
    ) -> Option<Self> {
        let talk = samples.talk(request.topic, customer.language)?;
        let of_group: &[usize] = match talk.group {
            "Network" => &[1, 1, 5],
            "Devices" => &[2, 2, 5],
            "Accounts" => &[3, 3, 0],
            _ => &[4, 4, 0],
        };
        let expert = dice.pick(of_group).copied().unwrap_or(0);
        Some(Self {
            samples,
            customer,
            request,
            talk,
            fresh,
            dice,
            expert,
            at: Timestamp(0),
            steps: Vec::new(),
        })
    }

    fn tell(mut self, subject: String, at: Timestamp, now: Timestamp) -> Story {
        self.at = at;
        let mut first = words(self.samples, self.customer, &self.request.body, self.dice);
        if self.dice.percent(18) {
            first.files.extend(self.dice.pick(&FILES));
        }
        self.then(Act::Opens(first));
        self.work();
        // What has not happened yet is left to the person who looks at the demo.
        self.steps.retain(|step| step.at < now);
        Story {
            customer: self.customer.clone(),
            subject,
            steps: self.steps,
        }
    }

    fn work(&mut self) {
        if self.dice.percent(if self.fresh { 50 } else { 6 }) {
            return;
        }
        self.pause(3, 90);
        let duty = if self.dice.percent(75) {
            Some(Duty::Expert(self.expert))
        } else {
            Some(Duty::Group(self.talk.group))
        };
        let asked = Some(self.request.priority).filter(|asked| *asked != Priority::Medium);
        let status = self.dice.percent(60).then_some(Status::Processing);
        self.edit(status, asked, duty, Some(self.talk.tag));
        if self.dice.percent(35) {
            self.pause(2, 40);
            let text = self.line("note");
            let expert = if self.dice.percent(25) {
                0
            } else {
                self.expert
            };
            self.then(Act::Notes { expert, text });
        }
        if self.dice.percent(55) && !self.ask() {
            return;
        }
        if self.dice.percent(12) {
            return;
        }
        self.pause(20, 300);
        let file = self.dice.percent(8).then_some(FILES[1]);
        let then = if self.dice.percent(80) {
            Status::Closed
        } else {
            Status::Waiting
        };
        let text = self.line("solve");
        self.reply(&text, Some(then), file);
        if self.dice.percent(35) {
            self.pause(10, 400);
            self.write("thanks");
            self.pause(2, 60);
            self.edit(Some(Status::Closed), None, None, None);
        }
    }

    // A question to the customer; false when no answer ever came.
    fn ask(&mut self) -> bool {
        self.pause(5, 60);
        let text = self.line("ask");
        self.reply(&text, Some(Status::Waiting), None);
        if self.dice.percent(if self.fresh { 60 } else { 14 }) {
            return false;
        }
        self.pause(15, 420);
        let kind = if self.dice.percent(80) {
            "more"
        } else {
            "follow"
        };
        self.write(kind);
        true
    }

    fn reply(&mut self, text: &str, then: Option<Status>, file: Option<File>) {
        let language = self.customer.language;
        let hello = self
            .samples
            .manners("reply", language)
            .first()
            .unwrap_or(&"");
        let hello = hello.replace("{name}", self.customer.name);
        let bye = self
            .dice
            .pick(self.samples.manners("bye", language))
            .unwrap_or(&"");
        let name = self
            .samples
            .people
            .get(self.expert)
            .map_or("", |person| person.name);
        self.then(Act::Replies {
            expert: self.expert,
            text: format!("{hello}\n\n{text}\n\n{bye}\n{name}"),
            then,
            file,
        });
    }

    fn write(&mut self, kind: &str) {
        let lines = match kind {
            "more" => self.talk.lines(kind),
            _ => self.samples.manners(kind, self.customer.language),
        };
        let text = (*self.dice.pick(lines).unwrap_or(&"")).to_owned();
        let mut words = words(self.samples, self.customer, &text, self.dice);
        if kind == "more" && self.dice.percent(20) {
            words.files.extend(self.dice.pick(&FILES));
        }
        let thread = if self.dice.percent(80) {
            Thread::Whole
        } else {
            Thread::TokenOnly
        };
        self.then(Act::Writes {
            words,
            by: None,
            thread,
        });
    }

    fn edit(
        &mut self,
        status: Option<Status>,
        priority: Option<Priority>,
        duty: Option<Duty>,
        tag: Option<&'static str>,
    ) {
        let expert = self.expert;
        self.then(Act::Edits {
            expert,
            status,
            priority,
            duty,
            tag,
        });
    }

    fn line(&mut self, kind: &str) -> String {
        (*self.dice.pick(self.talk.lines(kind)).unwrap_or(&"")).to_owned()
    }

    fn pause(&mut self, least_minutes: usize, most_minutes: usize) {
        let share = if self.fresh { 4 } else { 1 };
        let most = (most_minutes / share).max(least_minutes);
        self.at = self
            .at
            .plus(self.dice.between(least_minutes * MINUTE, most * MINUTE));
    }

    fn then(&mut self, act: Act) {
        self.steps.push(Step { at: self.at, act });
    }
}

#[cfg(test)]
mod tests;

//! Tells one ordinary story: a request, who takes it, questions, answers, thanks. Decides only.

use crate::domain::{
    ticket::{Priority, Status},
    time::Timestamp,
};

use super::{
    super::{
        dice::Dice,
        letter::{FILES, File},
        samples::{Customer, Request, Samples, Talk},
    },
    Act, Age, Duty, MINUTE, Step, Story, Thread, words,
};

// One story while it is told.
pub(super) struct Teller<'a> {
    samples: &'a Samples,
    customer: &'a Customer,
    request: &'a Request,
    talk: &'a Talk,
    age: Age,
    dice: &'a mut Dice,
    expert: usize,
    at: Timestamp,
    steps: Vec<Step>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(
        samples: &'a Samples,
        customer: &'a Customer,
        request: &'a Request,
        age: Age,
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
            age,
            dice,
            expert,
            at: Timestamp(0),
            steps: Vec::new(),
        })
    }

    pub(super) fn tell(mut self, subject: String, at: Timestamp, now: Timestamp) -> Story {
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
        if self
            .dice
            .percent(if self.age == Age::Fresh { 50 } else { 6 })
        {
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
        if self
            .dice
            .percent(if self.age == Age::Fresh { 60 } else { 14 })
        {
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
        let share = if self.age == Age::Fresh { 4 } else { 1 };
        let most = (most_minutes / share).max(least_minutes);
        self.at = self
            .at
            .plus(self.dice.between(least_minutes * MINUTE, most * MINUTE));
    }

    fn then(&mut self, act: Act) {
        self.steps.push(Step { at: self.at, act });
    }
}

//! When a ticket is due: told as the log tells it, in Paris.

use crate::domain::{
    activity::{Activity, Actor, Cause, Created, Event, Source},
    assignee::Assignee,
    calendar::{
        Calendar, Targets, Week,
        dues::{Due, Dues, dues},
        of_ticket::{Service, Services},
    },
    id::{ActivityId, CalendarId, CustomerId, MessageId, TicketId, UserId},
    rebuild::rebuild,
    ticket::{Priority, Status, Ticket},
    time::Timestamp,
    token::AddressToken,
};

fn at(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
}

/// Monday to Friday from 9 to 17 in Paris: an answer within 1 h, urgent 30 min; solved within 8 h.
fn service() -> std::sync::Arc<Service> {
    let mut week = Week::default();
    for day in week.days.iter_mut().take(5) {
        *day = vec![(9 * 60, 17 * 60)];
    }
    let calendar = Calendar {
        id: CalendarId(1),
        name: "Office".to_owned(),
        time_zone: "Europe/Paris".to_owned(),
        week,
        holidays: Vec::new(),
        answer: Targets([None, Some(60), Some(60), Some(30)]),
        solution: Targets([None, Some(480), Some(480), Some(480)]),
        mailboxes: Vec::new(),
        groups: Vec::new(),
        is_default: true,
    };
    Services::new(&[calendar], &[]).of(None::<Assignee>, None)
}

struct Story(Vec<Activity>);

impl Story {
    fn begin(now: &str, automatic: bool) -> Self {
        let created = Created {
            source: Source::Mail,
            name: "Printer".to_owned(),
            description: String::new(),
            priority: Priority::Medium,
            assignee: None,
            tags: Vec::new(),
            customer: CustomerId(1),
            mailbox: None,
            token: AddressToken::parse("abcdefghijklmnop").unwrap(),
            participants: Vec::new(),
            automatic,
        };
        let mut story = Self(Vec::new());
        story.line(
            now,
            Actor::Customer(CustomerId(1)),
            Event::Created(Box::new(created)),
        );
        story
    }

    fn line(&mut self, now: &str, actor: Actor, event: Event) -> &mut Self {
        self.0.push(Activity {
            id: ActivityId(self.0.len() as u64 + 1),
            ticket: TicketId(1),
            at: at(now),
            actor,
            event,
        });
        self
    }

    fn wrote(&mut self, now: &str) -> &mut Self {
        let message = MessageId(1);
        self.line(
            now,
            Actor::Customer(CustomerId(1)),
            Event::MessageIn {
                message,
                automatic: false,
            },
        )
    }

    fn answered(&mut self, now: &str) -> &mut Self {
        let message = MessageId(2);
        self.line(now, Actor::User(UserId(1)), Event::MessageOut { message })
    }

    fn status(&mut self, now: &str, new: Status) -> &mut Self {
        let event = Event::Status {
            old: Status::Open,
            new,
            cause: Cause::Asked,
        };
        self.line(now, Actor::User(UserId(1)), event)
    }

    fn ticket(&self) -> Ticket {
        rebuild(&self.0).unwrap()
    }

    fn dues(&self) -> Dues {
        dues(&self.ticket(), &service())
    }
}

#[test]
fn the_first_answer_is_due_until_somebody_answered() {
    // Friday 16:30 in Paris: the hour ends on Monday at 9:30.
    let mut story = Story::begin("2026-11-27T15:30:00Z", false);
    assert_eq!(story.dues().answer, None, "nobody wrote yet");
    story.wrote("2026-11-27T15:30:00Z");
    assert_eq!(story.dues().answer, Some(at("2026-11-30T08:30:00Z")));
    // A second mail changes nothing.
    story.wrote("2026-11-30T08:00:00Z");
    assert_eq!(story.dues().answer, Some(at("2026-11-30T08:30:00Z")));
    story.answered("2026-11-30T08:10:00Z");
    assert_eq!(story.dues().answer, None);
    story.wrote("2026-11-30T10:00:00Z");
    assert_eq!(story.dues().answer, None, "it was the first answer");
}

#[test]
fn a_priority_has_its_own_target() {
    let mut story = Story::begin("2026-11-30T08:00:00Z", false);
    story.wrote("2026-11-30T08:00:00Z");
    let raised = |new| Event::Priority {
        old: Priority::Medium,
        new,
    };
    story.line(
        "2026-11-30T08:05:00Z",
        Actor::System,
        raised(Priority::Urgent),
    );
    assert_eq!(story.dues().answer, Some(at("2026-11-30T08:30:00Z")));
    story.line("2026-11-30T08:06:00Z", Actor::System, raised(Priority::Low));
    assert_eq!(story.dues(), Dues::default());
}

#[test]
fn nobody_waits_for_an_answer_to_a_program() {
    let mut story = Story::begin("2026-11-30T08:00:00Z", true);
    story.wrote("2026-11-30T08:00:00Z");
    assert_eq!(story.dues().answer, None);
    assert_eq!(story.dues().solution, Some(at("2026-11-30T16:00:00Z")));
}

#[test]
fn the_solution_waits_while_the_customer_is_asked() {
    let mut story = Story::begin("2026-11-30T08:00:00Z", false);
    assert_eq!(story.dues().solution, Some(at("2026-11-30T16:00:00Z")));
    // Two hours later the customer is asked and answers after a night: six hours are left.
    story.status("2026-11-30T10:00:00Z", Status::Waiting);
    assert_eq!(story.dues().solution, None);
    story.status("2026-12-01T08:00:00Z", Status::Open);
    assert_eq!(story.dues().solution, Some(at("2026-12-01T14:00:00Z")));
    // Closed and opened again: so was that time.
    story.status("2026-12-01T09:00:00Z", Status::Waiting);
    story.status("2026-12-01T10:00:00Z", Status::Closed);
    assert_eq!(story.dues(), Dues::default());
    story.status("2026-12-02T08:00:00Z", Status::Processing);
    assert_eq!(story.dues().solution, Some(at("2026-12-02T13:00:00Z")));
}

#[test]
fn what_was_late_before_a_pause_stays_late() {
    let mut story = Story::begin("2026-11-30T08:00:00Z", false);
    story.status("2026-12-01T09:00:00Z", Status::Waiting);
    story.status("2026-12-02T09:00:00Z", Status::Open);
    assert_eq!(story.dues().solution, Some(at("2026-11-30T16:00:00Z")));
}

#[test]
fn it_is_our_turn_from_the_first_unanswered_mail() {
    let mut story = Story::begin("2026-11-30T08:00:00Z", false);
    let ours = |story: &Story| story.ticket().ours;
    assert_eq!(ours(&story), Some(at("2026-11-30T08:00:00Z")));
    story.wrote("2026-11-30T08:00:00Z");
    story.wrote("2026-11-30T09:00:00Z");
    assert_eq!(ours(&story), Some(at("2026-11-30T08:00:00Z")));
    story.answered("2026-11-30T10:00:00Z");
    assert_eq!(ours(&story), None);
    story.wrote("2026-11-30T11:00:00Z");
    assert_eq!(ours(&story), Some(at("2026-11-30T11:00:00Z")));
    story.status("2026-11-30T12:00:00Z", Status::Waiting);
    assert_eq!(ours(&story), None);
    story.wrote("2026-11-30T13:00:00Z");
    story.status("2026-11-30T13:00:00Z", Status::Open);
    assert_eq!(ours(&story), Some(at("2026-11-30T13:00:00Z")));
    story.status("2026-11-30T14:00:00Z", Status::Closed);
    assert_eq!(ours(&story), None);
}

#[test]
fn what_a_program_writes_waits_for_nobody() {
    let mut story = Story::begin("2026-11-30T08:00:00Z", false);
    story.wrote("2026-11-30T08:00:00Z");
    story.answered("2026-11-30T09:00:00Z");
    let event = Event::MessageIn {
        message: MessageId(3),
        automatic: true,
    };
    story.line(
        "2026-11-30T09:01:00Z",
        Actor::Customer(CustomerId(1)),
        event,
    );
    assert_eq!(story.ticket().ours, None, "an absence notice");
    story.wrote("2026-11-30T10:00:00Z");
    assert_eq!(story.ticket().ours, Some(at("2026-11-30T10:00:00Z")));
}

#[test]
fn the_first_to_come_is_the_next() {
    let mut story = Story::begin("2026-11-30T08:00:00Z", false);
    story.wrote("2026-11-30T08:00:00Z");
    let set = at("2026-11-30T08:30:00Z");
    let event = Event::Due {
        old: None,
        new: Some(set),
    };
    story.line("2026-11-30T08:01:00Z", Actor::User(UserId(1)), event);
    assert_eq!(story.dues().next(), Some((Due::Set, set)));
    let words: Vec<&str> = story
        .dues()
        .all()
        .iter()
        .map(|(due, _)| due.word())
        .collect();
    assert_eq!(words, ["set", "answer", "solution"]);
    let none = Service::none();
    let only_set = Dues {
        set: Some(set),
        ..Dues::default()
    };
    assert_eq!(dues(&story.ticket(), &none), only_set);
}

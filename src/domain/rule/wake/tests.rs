//! When a ticket is looked at again.

use std::time::Duration;

use crate::domain::{
    calendar::{Calendar, Targets, Week, of_ticket::Services},
    id::{ActivityId, CalendarId, CustomerId, RuleId, TicketId},
    rule::{
        DefaultRule, Rule, When,
        condition::{Condition, Field, Node, Part, Value},
        set::{Known, Missing, RuleSet},
        wake::next,
    },
    ticket::{Priority, Status, Ticket},
    time::Timestamp,
    token::AddressToken,
};

const HOUR: u64 = 3_600;

fn at(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
}

/// Made on a Friday at 16:30 in Paris.
fn ticket() -> Ticket {
    let made = at("2026-03-27T15:30:00Z");
    Ticket {
        id: TicketId(1),
        name: "Printer".to_owned(),
        description: String::new(),
        status: Status::Open,
        priority: Priority::Medium,
        assignee: None,
        tags: Vec::new(),
        customer: CustomerId(1),
        mailbox: None,
        token: AddressToken::parse("abcdefghijklmnop").unwrap(),
        participants: Vec::new(),
        links: Vec::new(),
        automatic: false,
        created: made,
        updated: made.plus(Duration::from_secs(600)),
        closed: None,
        answered: None,
        rev: ActivityId(2),
        last_message: Some(ActivityId(2)),
        said: ActivityId(2),
        due: None,
        asked: Some(made),
        ours: Some(made),
        paused: None,
        pauses: Vec::new(),
        acted: ActivityId(2),
        deleted: None,
        merged_into: None,
        merged: Vec::new(),
        snoozed: None,
    }
}

struct All;

impl Known for All {
    fn tag(&self, id: crate::domain::id::TagId) -> Option<crate::domain::id::TagId> {
        Some(id)
    }

    fn mailbox(&self, _: crate::domain::id::MailboxId) -> bool {
        true
    }

    fn unfit(&self, _: crate::domain::assignee::Assignee) -> Option<Missing> {
        None
    }
}

fn asks(conditions: &[(Field, Value)], when: When, enabled: bool) -> RuleSet {
    let nodes = conditions.iter().map(|(field, value)| {
        Node::Is(Condition {
            field: *field,
            name: String::new(),
            operator: field.shape().operators()[0],
            value: value.clone(),
            part: Part::Anywhere,
        })
    });
    let rule = Rule {
        id: RuleId(2),
        revision: 1,
        name: String::new(),
        description: String::new(),
        enabled,
        when: vec![when],
        conditions: Node::Any(vec![Node::All(nodes.collect())]),
        actions: Vec::new(),
        stop: false,
    };
    RuleSet::new(1, vec![rule], DefaultRule::default(), &All, None)
}

/// Monday to Friday from 9 to 17 in Paris; an answer within two hours, solved within eight.
fn services() -> Services {
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
        answer: Targets([Some(120); 4]),
        solution: Targets([Some(480); 4]),
        mailboxes: Vec::new(),
        groups: Vec::new(),
        is_default: true,
    };
    Services::new(&[calendar], &[])
}

fn wakes(ticket: &Ticket, field: Field, value: Value, now: &str) -> Option<Timestamp> {
    let set = asks(&[(field, value)], When::TimePassed, true);
    next(&set, ticket, &services().of(None, None), at(now))
}

#[test]
fn every_field_of_time_wakes_when_it_becomes_another() {
    let now = "2026-03-27T15:40:00Z";
    let mut ticket = ticket();
    ticket.due = Some(at("2026-03-27T20:00:00Z"));
    let number = |hours: u64| Value::Number(hours * HOUR);
    // Summer time begins on the Sunday: Monday 9:00 is 07:00 UTC.
    for (field, value, want) in [
        (Field::Age, number(72), "2026-03-30T15:30:00Z"),
        (Field::Idle, number(24), "2026-03-28T15:40:00Z"),
        (Field::WaitingOnUs, number(4), "2026-03-27T19:30:00Z"),
        (
            Field::WaitingOnUsBusiness,
            number(4),
            "2026-03-30T10:30:00Z",
        ),
        (Field::AgeBusiness, number(1), "2026-03-30T07:30:00Z"),
        (
            Field::BusinessHours,
            Value::Flag(true),
            "2026-03-27T16:00:00Z",
        ),
        (Field::DueIn, number(1), "2026-03-27T19:00:00Z"),
        (Field::AnswerDueIn, number(1), "2026-03-30T07:30:00Z"),
        (Field::SolutionDueIn, number(1), "2026-03-30T13:30:00Z"),
        (Field::Overdue, Value::Flag(true), "2026-03-27T20:00:00Z"),
    ] {
        assert_eq!(
            wakes(&ticket, field, value, now),
            Some(at(want)),
            "{field:?}"
        );
    }
    for field in Field::ALL.iter().copied().filter(|field| !field.is_time()) {
        assert_eq!(wakes(&ticket, field, Value::None, now), None, "{field:?}");
    }
}

#[test]
fn what_is_past_wakes_nobody() {
    let ticket = ticket();
    let after = "2026-03-27T19:30:00Z";
    let value = || Value::Number(4 * HOUR);
    assert_eq!(wakes(&ticket, Field::WaitingOnUs, value(), after), None);
    let mut closed = ticket.clone();
    closed.status = Status::Closed;
    let now = "2026-03-27T15:40:00Z";
    assert_eq!(wakes(&closed, Field::Age, value(), now), None);
    let mut answered = ticket;
    answered.ours = None;
    assert_eq!(wakes(&answered, Field::WaitingOnUs, value(), now), None);
}

#[test]
fn the_first_moment_of_all_counts() {
    let conditions = [
        (Field::Age, Value::Number(72 * HOUR)),
        (Field::Idle, Value::Number(24 * HOUR)),
        (Field::Status, Value::Status(Status::Open)),
    ];
    let (ticket, service) = (ticket(), services().of(None, None));
    let now = at("2026-03-27T15:40:00Z");
    let found = |when, enabled| next(&asks(&conditions, when, enabled), &ticket, &service, now);
    let first = Some(at("2026-03-28T15:40:00Z"));
    assert_eq!(found(When::TimePassed, true), first);
    assert_eq!(found(When::TimePassed, false), None);
    assert_eq!(found(When::TicketChanged, true), None);
    let later = at("2026-03-28T15:40:00Z");
    let second = next(
        &asks(&conditions, When::TimePassed, true),
        &ticket,
        &service,
        later,
    );
    assert_eq!(second, Some(at("2026-03-30T15:30:00Z")));
}

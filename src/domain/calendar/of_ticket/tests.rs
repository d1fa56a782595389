//! Which calendar a ticket follows.

use crate::domain::{
    assignee::Assignee,
    calendar::{Calendar, Targets, Week, of_ticket::Services},
    group::Group,
    id::{CalendarId, GroupId, MailboxId, UserId},
};

fn calendar(id: u64, groups: &[u64], mailboxes: &[u64], is_default: bool) -> Calendar {
    Calendar {
        id: CalendarId(id),
        name: format!("calendar {id}"),
        time_zone: "UTC".to_owned(),
        week: Week::always(),
        holidays: Vec::new(),
        answer: Targets::default(),
        solution: Targets::default(),
        mailboxes: mailboxes.iter().copied().map(MailboxId).collect(),
        groups: groups.iter().copied().map(GroupId).collect(),
        is_default,
    }
}

fn group(id: u64, members: &[u64]) -> Group {
    Group {
        id: GroupId(id),
        name: format!("group {id}"),
        members: members.iter().copied().map(UserId).collect(),
        mailboxes: Vec::new(),
        roles: Vec::new(),
    }
}

#[test]
fn the_nearest_calendar_counts() {
    let calendars = [
        calendar(1, &[], &[], true),
        calendar(2, &[7], &[], false),
        calendar(3, &[5], &[4], false),
    ];
    let groups = [group(7, &[70, 57]), group(5, &[50, 57]), group(6, &[60])];
    let services = Services::new(&calendars, &groups);
    let user = |id| Some(Assignee::User(UserId(id)));
    let of_group = |id| Some(Assignee::Group(GroupId(id)));
    let mailbox = |id| Some(MailboxId(id));
    for (assignee, mailbox, want) in [
        (None, None, 1),
        (None, mailbox(4), 3),
        (None, mailbox(9), 1),
        (of_group(7), mailbox(4), 2),
        (of_group(6), mailbox(4), 3),
        (of_group(6), None, 1),
        (user(70), mailbox(4), 2),
        (user(60), mailbox(4), 3),
        // In two groups: the one that was made first.
        (user(57), None, 3),
    ] {
        let found = services.of(assignee, mailbox).calendar;
        assert_eq!(found, Some(CalendarId(want)), "{assignee:?} {mailbox:?}");
    }
}

#[test]
fn without_a_calendar_every_hour_counts_and_nothing_is_promised() {
    let service = Services::new(&[calendar(2, &[7], &[], false)], &[]).of(None, None);
    assert_eq!(service.calendar, None);
    assert_eq!(service.answer, Targets::default());
    assert!(service.hours.is_open(crate::domain::time::Timestamp(0)));
}

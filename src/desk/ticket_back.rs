//! Taking back what lines of tickets' logs say, as new lines: what somebody changed again since stays
//! as it is, and is counted.

use crate::{
    domain::{
        access::Access,
        activity::{Activity, Actor, Cause, CustomerCause, Event, Wake},
        id::{ActivityId, TicketId, UndoId},
        ticket::{Participant, Ticket},
        time::Timestamp,
        undo::{Inverse, Touched, Undone},
    },
    store::{self, StoreError, WriteTx},
};

use super::{problem::Problem, ticket_edit::log, undo::offer, warrant::Warrant};

/// Numbers that a notice names before it only counts.
pub(super) const NAMED: usize = 5;

/// Names the first tickets and counts the others: `#3 #5 #9 +7`.
pub(super) fn subject(named: &[TicketId], changed: u64) -> String {
    let mut words: Vec<String> = named.iter().map(|id| format!("#{id}")).collect();
    let more = changed.saturating_sub(named.len() as u64);
    if more > 0 {
        words.push(format!("+{more}"));
    }
    words.join(" ")
}

/// Keeps how the lines of one ticket are taken back.
pub(super) fn offer_back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    ticket: TicketId,
    lines: Vec<ActivityId>,
    now: Timestamp,
) -> Result<Option<UndoId>, StoreError> {
    let inverse = Inverse::TicketsBack {
        tickets: vec![Touched { ticket, lines }],
        before: None,
    };
    offer(tx, warrant, &subject(&[ticket], 1), inverse, now)
}

/// Takes back what some lines of logs say. What was changed again since stays as it is. What came of
/// it names no ticket where all of them do.
pub(super) fn back(
    tx: &mut WriteTx<'_>,
    warrant: &Warrant,
    access: &Access,
    tickets: &[Touched],
    now: Timestamp,
) -> Result<Undone, Problem> {
    let actor = warrant.user().map_or(Actor::System, Actor::User);
    let (mut undone, mut named, mut changed) = (Undone::default(), Vec::new(), 0);
    for touched in tickets {
        let Some(mut ticket) = store::ticket::get(tx, touched.ticket)? else {
            undone.left += 1;
            continue;
        };
        let (mut events, whole) = inverted(tx, &ticket, &touched.lines, now)?;
        // Of what is in the bin or merged nothing is changed, but that it is in it.
        if ticket.deleted.is_some() || ticket.merged_into.is_some() {
            events.retain(|event| matches!(event, Event::Restored));
        }
        // Given to others, it is out of sight; taken back it has to be in sight again.
        let assignee = events.iter().find_map(|event| match event {
            Event::Assignee { new, .. } => Some(*new),
            _ => None,
        });
        let sees = |assignee| access.sight.sees(assignee, ticket.mailbox);
        if events.is_empty() || !sees(assignee.unwrap_or(ticket.assignee)) {
            undone.left += 1;
            continue;
        }
        log(tx, &mut ticket, actor, events, now)?;
        changed += 1;
        if named.len() < NAMED {
            named.push(ticket.id);
        }
        match whole {
            Whole::Yes => undone.restored += 1,
            Whole::InPart => undone.left += 1,
        }
    }
    undone.subject = subject(&named, changed);
    Ok(undone)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Yes,
    /// Somebody changed one of its fields since.
    InPart,
}

fn inverted(
    tx: &WriteTx<'_>,
    ticket: &Ticket,
    lines: &[ActivityId],
    now: Timestamp,
) -> Result<(Vec<Event>, Whole), StoreError> {
    let (mut events, mut whole) = (Vec::new(), Whole::Yes);
    for line in lines {
        let Some(line) = store::activity::get(tx, ticket.id, *line)? else {
            whole = Whole::InPart;
            continue;
        };
        match line.event {
            Event::Customer { .. } => match customer(tx, ticket, &line)? {
                Some(event) => events.push(event),
                // Who takes part goes with whose ticket it is.
                None => return Ok((Vec::new(), Whole::InPart)),
            },
            Event::ParticipantAdded { .. }
            | Event::ParticipantRemoved { .. }
            | Event::ParticipantConfirmed { .. } => {
                events.extend(participant(tx, ticket, &line)?);
            }
            Event::Woke { why: Wake::Asked } => match asleep(tx, ticket, &line, now)? {
                Some(event) => events.push(event),
                None => whole = Whole::InPart,
            },
            _ => match inverse(ticket, &line.event) {
                Some(event) => events.push(event),
                None => whole = Whole::InPart,
            },
        }
    }
    Ok((events, whole))
}

/// The event that makes a field what it was; None if it is not what the line made of it.
fn inverse(ticket: &Ticket, event: &Event) -> Option<Event> {
    match event {
        Event::Name { old, new } => (ticket.name == *new).then(|| Event::Name {
            old: new.clone(),
            new: old.clone(),
        }),
        Event::Description { old, new } => {
            (ticket.description == *new).then(|| Event::Description {
                old: new.clone(),
                new: old.clone(),
            })
        }
        Event::Status { old, new, .. } => (ticket.status == *new).then_some(Event::Status {
            old: *new,
            new: *old,
            cause: Cause::Asked,
        }),
        Event::Priority { old, new } => (ticket.priority == *new).then_some(Event::Priority {
            old: *new,
            new: *old,
        }),
        Event::Assignee { old, new, .. } => (ticket.assignee == *new).then_some(Event::Assignee {
            old: *new,
            new: *old,
            cause: Cause::Asked,
        }),
        Event::Due { old, new } => (ticket.due == *new).then_some(Event::Due {
            old: *new,
            new: *old,
        }),
        Event::TagAdded { tag } => ticket
            .tags
            .contains(tag)
            .then_some(Event::TagRemoved { tag: *tag }),
        Event::TagRemoved { tag } => {
            (!ticket.tags.contains(tag)).then_some(Event::TagAdded { tag: *tag })
        }
        Event::Snoozed { old, new } => (ticket.snoozed == Some(*new)).then_some(match old {
            Some(old) => Event::Snoozed {
                old: Some(*new),
                new: *old,
            },
            None => Event::Woke { why: Wake::Asked },
        }),
        Event::Deleted => ticket.deleted.is_some().then_some(Event::Restored),
        Event::Restored => ticket.deleted.is_none().then_some(Event::Deleted),
        _ => None,
    }
}

/// Whose the ticket was, if that is somebody still and nobody gave it to another one since.
fn customer(
    tx: &WriteTx<'_>,
    ticket: &Ticket,
    line: &Activity,
) -> Result<Option<Event>, StoreError> {
    let Event::Customer { old, new, .. } = line.event else {
        return Ok(None);
    };
    let is_there =
        store::customer::get(tx, old)?.is_some() && store::erasure::get(tx, old)?.is_none();
    Ok(
        (is_there && ticket.customer == new).then_some(Event::Customer {
            old: new,
            new: old,
            cause: CustomerCause::Asked,
        }),
    )
}

/// What takes somebody out again, or in again as they were. Nothing for who is so already, and for
/// who was confirmed: that they are no stranger is known by now.
fn participant(
    tx: &WriteTx<'_>,
    ticket: &Ticket,
    line: &Activity,
) -> Result<Option<Event>, StoreError> {
    let takes_part = |key: &str| {
        let mut participants = ticket.participants.iter();
        participants.any(|it| it.who.address.key() == key)
    };
    match &line.event {
        Event::ParticipantAdded { participant } => {
            let address = participant.who.address.key();
            Ok(takes_part(&address).then_some(Event::ParticipantRemoved { address }))
        }
        Event::ParticipantRemoved { address } if !takes_part(address) => {
            let was = participant_before(tx, ticket.id, line.id, address)?;
            Ok(was.map(|participant| Event::ParticipantAdded { participant }))
        }
        _ => Ok(None),
    }
}

/// Somebody as they took part before a line.
fn participant_before(
    tx: &WriteTx<'_>,
    ticket: TicketId,
    line: ActivityId,
    key: &str,
) -> Result<Option<Participant>, StoreError> {
    let concerns = |event: &Event| {
        matches!(
            event,
            Event::Created(_) | Event::ParticipantAdded { .. } | Event::ParticipantConfirmed { .. }
        )
    };
    let is_it = |it: &&Participant| it.who.address.key() == key;
    let mut was: Option<Participant> = None;
    for line in store::activity::log_before(tx, ticket, line, usize::MAX, concerns)? {
        match line.event {
            Event::Created(created) => was = created.participants.iter().find(is_it).cloned(),
            Event::ParticipantAdded { participant } if is_it(&&participant) => {
                was = Some(participant);
            }
            Event::ParticipantConfirmed { address } if address == key => {
                was = was.map(|it| Participant {
                    confirmed: true,
                    ..it
                });
            }
            _ => {}
        }
    }
    Ok(was)
}

/// Until when a ticket slept that somebody woke; None if it sleeps again, or that time is over.
fn asleep(
    tx: &WriteTx<'_>,
    ticket: &Ticket,
    line: &Activity,
    now: Timestamp,
) -> Result<Option<Event>, StoreError> {
    let slept = |event: &Event| matches!(event, Event::Snoozed { .. });
    let before = store::activity::log_before(tx, ticket.id, line.id, 1, slept)?;
    let until = before.first().and_then(|line| match line.event {
        Event::Snoozed { new, .. } => Some(new),
        _ => None,
    });
    let until = until.filter(|until| ticket.snoozed.is_none() && *until > now);
    Ok(until.map(|new| Event::Snoozed { old: None, new }))
}

//! A ticket as it was when a message came, and what one plan makes otherwise than another.

use crate::domain::{
    activity::{Activity, Cause, Event},
    id::ActivityId,
    message::Message,
    rebuild::rebuild,
    rule::{When, action::Effect, decide::Plan, facts::TicketFacts},
    ticket::Ticket,
};

/// The line of a message, what it did, and the ticket as it was when the rules were asked.
pub(super) fn moment(log: &[Activity], message: &Message) -> Option<(ActivityId, When, Ticket)> {
    let is_it = |line: &Activity| matches!(line.event, Event::MessageIn { message: id, .. } if id == message.id);
    let at = log.iter().position(is_it)?;
    let before = log.get(..at)?;
    let makes = !before.iter().any(|line| {
        matches!(
            line.event,
            Event::MessageIn { .. } | Event::MessageOut { .. }
        )
    }) && matches!(before.first().map(|line| line.at), Some(made) if made == message.at);
    let updated = rebuild(before)?.updated;
    // Somebody wrote, so it was opened again before the rules were asked.
    let reopened = log.get(at + 1).filter(|line| {
        let cause = matches!(
            line.event,
            Event::Status {
                cause: Cause::CustomerWrote | Cause::OutsideWrote,
                ..
            }
        );
        cause && line.at == message.at
    });
    let end = at + 1 + usize::from(reopened.is_some());
    let mut ticket = rebuild(log.get(..end)?)?;
    ticket.updated = updated;
    let when = if makes {
        When::MailMakesTicket
    } else {
        When::MailJoinsTicket
    };
    Some((log.get(at)?.id, when, ticket))
}

/// What one plan makes otherwise than another.
pub(super) fn difference(today: &Plan, plan: &Plan) -> Vec<Effect> {
    let (old, new): (&TicketFacts, &TicketFacts) = (&today.ticket, &plan.ticket);
    let mut effects = Vec::new();
    if old.status != new.status {
        effects.push(Effect::Status {
            old: old.status,
            new: new.status,
        });
    }
    if old.priority != new.priority {
        effects.push(Effect::Priority {
            old: old.priority,
            new: new.priority,
        });
    }
    if old.assignee != new.assignee {
        effects.push(Effect::Assignee {
            old: old.assignee,
            new: new.assignee,
        });
    }
    if old.name != new.name {
        effects.push(Effect::Name {
            old: old.name.clone(),
            new: new.name.clone(),
        });
    }
    let added = new.tags.iter().filter(|tag| !old.tags.contains(tag));
    effects.extend(added.map(|tag| Effect::TagAdded { tag: *tag }));
    let removed = old.tags.iter().filter(|tag| !new.tags.contains(tag));
    effects.extend(removed.map(|tag| Effect::TagRemoved { tag: *tag }));
    let (was, is) = (old.timing.dues.set, new.timing.dues.set);
    if was != is {
        effects.push(Effect::Due { old: was, new: is });
    }
    if let Some(is) = new.snoozed.filter(|is| old.snoozed != Some(*is)) {
        let was = old.snoozed;
        effects.push(Effect::Snoozed { old: was, new: is });
    }
    let (before, after) = (notes(today), notes(plan));
    let more = after.into_iter().filter(|note| !before.contains(note));
    effects.extend(more.cloned());
    effects
}

fn notes(plan: &Plan) -> Vec<&Effect> {
    let effects = plan.steps.iter().flat_map(|step| &step.effects);
    effects
        .filter(|effect| matches!(effect, Effect::Note { .. }))
        .collect()
}

//! A ticket from its log: each line does one thing to it. Decides; stores nothing.

use crate::domain::{
    id::{ActivityId, TagId, TicketId},
    merge::absorb,
    rule::action::Effect,
    ticket::{Participant, Status, Ticket},
    time::Timestamp,
};

use super::{Activity, Actor, Created, Event};

/// Makes the ticket that `Created` describes.
#[must_use]
pub fn start(ticket: TicketId, id: ActivityId, at: Timestamp, created: &Created) -> Ticket {
    Ticket {
        id: ticket,
        name: created.name.clone(),
        description: created.description.clone(),
        status: Status::Open,
        priority: created.priority,
        assignee: created.assignee,
        tags: created.tags.clone(),
        customer: created.customer,
        mailbox: created.mailbox,
        token: created.token.clone(),
        participants: created.participants.clone(),
        links: Vec::new(),
        automatic: created.automatic,
        created: at,
        updated: at,
        closed: None,
        answered: None,
        rev: id,
        last_message: None,
        said: id,
        due: None,
        asked: None,
        ours: Some(at),
        paused: None,
        pauses: Vec::new(),
        acted: id,
        deleted: None,
        merged_into: None,
        merged: Vec::new(),
        snoozed: None,
    }
}

/// Notes that there is one line more.
pub(in crate::domain) fn note(ticket: &mut Ticket, activity: &Activity) {
    ticket.rev = activity.id;
    if activity.updates() {
        ticket.updated = activity.at;
    }
    if activity.is_act() {
        ticket.acted = activity.id;
    }
    if activity.event.says() {
        ticket.said = activity.id;
    }
}

/// Applies one line to the ticket: the only place where a ticket's fields change.
pub fn apply(ticket: &mut Ticket, activity: &Activity) {
    note(ticket, activity);
    match &activity.event {
        Event::Created(_)
        | Event::CustomerEdited { .. }
        | Event::Note { .. }
        | Event::NoteEdited { .. }
        | Event::NoteDeleted { .. }
        | Event::Delivery { .. }
        | Event::Forwarded { .. }
        | Event::Erased => {}
        Event::MessageIn { automatic, .. } => {
            ticket.last_message = Some(activity.id);
            if !automatic {
                ticket.asked.get_or_insert(activity.at);
                if ticket.paused.is_none() {
                    ticket.ours.get_or_insert(activity.at);
                }
            }
        }
        Event::MessageOut { .. } => {
            ticket.last_message = Some(activity.id);
            if matches!(activity.actor, Actor::User(_)) {
                ticket.answered.get_or_insert(activity.at);
                ticket.ours = None;
            }
        }
        Event::Name { new, .. } => ticket.name.clone_from(new),
        Event::Description { new, .. } => ticket.description.clone_from(new),
        Event::Status { new, .. } => set_status(ticket, *new, activity.at),
        Event::Priority { new, .. } => ticket.priority = *new,
        Event::Assignee { new, .. } => ticket.assignee = *new,
        Event::TagAdded { tag } => add_tag(ticket, *tag),
        Event::TagRemoved { tag } => ticket.tags.retain(|held| held != tag),
        Event::Linked { other, .. }
        | Event::SplitOff { into: other, .. }
        | Event::SplitFrom { from: other } => {
            if !ticket.links.contains(other) {
                ticket.links.push(*other);
            }
        }
        Event::ParticipantAdded { participant } => ticket.participants.push(participant.clone()),
        Event::ParticipantRemoved { address } => {
            let is_other = |p: &Participant| p.who.address.key() != *address;
            ticket.participants.retain(is_other);
        }
        Event::Customer { new, .. } => ticket.customer = *new,
        Event::ParticipantConfirmed { address } => {
            for participant in of_address(ticket, address) {
                participant.confirmed = true;
            }
        }
        Event::ParticipantUnconfirmed { address } => {
            for participant in of_address(ticket, address) {
                participant.confirmed = false;
            }
        }
        Event::Due { new, .. } => ticket.due = *new,
        Event::Deleted => ticket.deleted = Some(activity.at),
        Event::Restored => ticket.deleted = None,
        Event::Merged { into } => ticket.merged_into = Some(*into),
        Event::Unmerged { .. } => ticket.merged_into = None,
        Event::Snoozed { new, .. } => ticket.snoozed = Some(*new),
        Event::Woke { .. } => ticket.snoozed = None,
        Event::Absorbed(absorbed) => absorb(ticket, absorbed, activity.at),
        Event::Parted { other, .. } => ticket.merged.retain(|merged| merged != other),
        Event::Unlinked { other } | Event::SplitBack { from: other, .. } => {
            ticket.links.retain(|linked| linked != other);
        }
        Event::Rule(fired) => {
            for effect in &fired.effects {
                apply_effect(ticket, effect, activity.at);
            }
        }
    }
}

fn of_address<'a>(
    ticket: &'a mut Ticket,
    key: &'a str,
) -> impl Iterator<Item = &'a mut Participant> {
    let participants = ticket.participants.iter_mut();
    participants.filter(move |one| one.who.address.key() == key)
}

fn apply_effect(ticket: &mut Ticket, effect: &Effect, at: Timestamp) {
    match effect {
        Effect::Status { new, .. } => set_status(ticket, *new, at),
        Effect::Priority { new, .. } => ticket.priority = *new,
        Effect::Assignee { new, .. } => ticket.assignee = *new,
        Effect::TagAdded { tag } => add_tag(ticket, *tag),
        Effect::TagRemoved { tag } => ticket.tags.retain(|held| held != tag),
        Effect::Name { new, .. } => ticket.name.clone_from(new),
        Effect::Due { new, .. } => ticket.due = *new,
        Effect::Snoozed { new, .. } => ticket.snoozed = Some(*new),
        Effect::Note { .. } => {}
    }
}

pub(in crate::domain) fn set_status(ticket: &mut Ticket, new: Status, at: Timestamp) {
    ticket.status = new;
    ticket.closed = (new == Status::Closed).then_some(at);
    // What is closed does not sleep.
    ticket.snoozed = ticket.snoozed.filter(|_| new != Status::Closed);
    if matches!(new, Status::Waiting | Status::Closed) {
        ticket.paused.get_or_insert(at);
        ticket.ours = None;
    } else if let Some(since) = ticket.paused.take() {
        ticket.pauses.push((since, at));
        ticket.ours = Some(at);
    }
}

pub(in crate::domain) fn add_tag(ticket: &mut Ticket, tag: TagId) {
    if !ticket.tags.contains(&tag) {
        ticket.tags.push(tag);
    }
}

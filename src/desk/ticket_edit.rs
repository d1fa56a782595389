//! Changing a ticket's fields and writing notes. Each change is one activity.

use crate::{
    domain::{
        activity::{self, Actor, Cause, Event},
        assignee::Assignee,
        change::Change,
        id::{ActivityId, TagId, TicketId, UndoId},
        right::Right,
        tag::{Colour, Tag, clean_tag},
        ticket::{DESCRIPTION_CHARS, Priority, Status, Ticket},
        time::Timestamp,
    },
    store::{self, StoreError, WriteTx},
};

use super::{
    access::UserDesk,
    problem::{Fault, Problem},
    rules,
    ticket_back::offer_back,
    ticket_create::typed_name,
};

/// What to change; None leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct TicketEdit {
    pub name: Option<String>,
    pub description: Option<String>,
    /// The newest line that was seen. A text that was left as it was seen stays what it is now; what
    /// somebody else changed since is refused; None asks for no check.
    pub seen: Option<ActivityId>,
    pub status: Option<Status>,
    pub priority: Option<Priority>,
    /// The inner None is nobody.
    pub assignee: Option<Option<Assignee>>,
    /// The whole set of tags.
    pub tags: Option<Vec<String>>,
    pub add_tags: Vec<String>,
    pub remove_tags: Vec<String>,
    /// When it is due; the inner None takes the due time away.
    pub due: Option<Option<Timestamp>>,
}

/// A ticket as an act left it.
#[derive(Clone, Debug)]
pub struct Edited {
    pub ticket: Ticket,
    /// Takes the act back; None if it changed nothing.
    pub undo: Option<UndoId>,
}

impl UserDesk {
    /// Changes fields; a field that already holds the value makes no activity.
    ///
    /// # Errors
    /// [`Problem::Field`] names what is wrong; then nothing was changed.
    pub fn ticket_edit(
        &self,
        id: TicketId,
        edit: TicketEdit,
        now: Timestamp,
    ) -> Result<Edited, Problem> {
        self.need(Right::TicketEdit)?;
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        let book = self.book()?;
        self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            let events = edit_events(tx, &ticket, &edit, actor)?;
            if events.is_empty() {
                return Ok(Edited { ticket, undo: None });
            }
            let updated = ticket.updated;
            let lines = log(tx, &mut ticket, actor, events, now)?;
            rules::run::changed(tx, &book, &mut ticket, updated, now)?;
            let undo = offer_back(tx, me.warrant(), ticket.id, lines, now)?;
            Ok(Edited { ticket, undo })
        })
    }
}

/// Writes events to the log and the ticket; gives the numbers of the lines.
pub(super) fn log(
    tx: &mut WriteTx<'_>,
    ticket: &mut Ticket,
    actor: Actor,
    events: Vec<Event>,
    now: Timestamp,
) -> Result<Vec<ActivityId>, StoreError> {
    let mut lines = Vec::with_capacity(events.len());
    for event in events {
        let line = store::activity::append(tx, ticket.id, now, actor, event)?;
        activity::apply(ticket, &line);
        lines.push(line.id);
    }
    store::ticket::put(tx, ticket)?;
    Ok(lines)
}

/// What somebody who saw a ticket at a number makes of one of its texts.
enum Typed {
    /// As it is now, or as it was seen.
    Untouched,
    New,
    /// Somebody else changed it since.
    Late,
}

/// Compares what was typed with what it is and with what it was when it was seen.
fn typed(new: &str, now: &str, seen: Option<&str>) -> Typed {
    match seen {
        _ if new == now => Typed::Untouched,
        Some(seen) if new == seen => Typed::Untouched,
        Some(seen) if seen != now => Typed::Late,
        _ => Typed::New,
    }
}

/// What changed since a number: name and description as they were there, and the names of the fields
/// that somebody else chose.
#[derive(Default)]
struct Since {
    name: Option<String>,
    description: Option<String>,
    late: Vec<&'static str>,
}

impl Since {
    fn read(
        tx: &WriteTx<'_>,
        id: TicketId,
        seen: Option<ActivityId>,
        actor: Actor,
    ) -> Result<Self, StoreError> {
        let mut since = Self::default();
        let Some(seen) = seen else {
            return Ok(since);
        };
        for line in store::activity::log(tx, id, seen, usize::MAX)? {
            let chosen = match &line.event {
                Event::Status { .. } => Some("status"),
                Event::Priority { .. } => Some("priority"),
                Event::Assignee { .. } => Some("assignee"),
                Event::Due { .. } => Some("due"),
                _ => None,
            };
            since.late.extend(chosen.filter(|_| line.actor != actor));
            match line.event {
                Event::Name { old, .. } => since.name = since.name.or(Some(old)),
                Event::Description { old, .. } => {
                    since.description = since.description.or(Some(old));
                }
                _ => {}
            }
        }
        Ok(since)
    }

    /// Refuses a choice that was made on one that is no more.
    fn check(&self, field: &'static str) -> Result<(), Problem> {
        match self.late.contains(&field) {
            true => Err(Problem::field(field, Fault::Changed)),
            false => Ok(()),
        }
    }
}

fn text_events(ticket: &Ticket, edit: &TicketEdit, since: &Since) -> Result<Vec<Event>, Problem> {
    let mut events = Vec::new();
    if let Some(name) = &edit.name {
        let new = typed_name(name)?;
        match typed(&new, &ticket.name, since.name.as_deref()) {
            Typed::Untouched => {}
            Typed::Late => return Err(Problem::field("name", Fault::Changed)),
            Typed::New => events.push(Event::Name {
                old: ticket.name.clone(),
                new,
            }),
        }
    }
    if let Some(new) = &edit.description {
        if new.chars().count() > DESCRIPTION_CHARS {
            return Err(Problem::field(
                "description",
                Fault::TooLong(DESCRIPTION_CHARS),
            ));
        }
        let (old, new) = (ticket.description.clone(), new.replace('\0', ""));
        match typed(&new, &old, since.description.as_deref()) {
            Typed::Untouched => {}
            Typed::Late => return Err(Problem::field("description", Fault::Changed)),
            Typed::New => events.push(Event::Description { old, new }),
        }
    }
    Ok(events)
}

/// What an edit changes in a ticket, as lines of its log.
pub(super) fn edit_events(
    tx: &mut WriteTx<'_>,
    ticket: &Ticket,
    edit: &TicketEdit,
    actor: Actor,
) -> Result<Vec<Event>, Problem> {
    let since = Since::read(tx, ticket.id, edit.seen, actor)?;
    let mut events = text_events(ticket, edit, &since)?;
    if let Some(new) = edit.status.filter(|new| *new != ticket.status) {
        since.check("status")?;
        events.push(Event::Status {
            old: ticket.status,
            new,
            cause: Cause::Asked,
        });
    }
    if let Some(new) = edit.priority.filter(|new| *new != ticket.priority) {
        since.check("priority")?;
        events.push(Event::Priority {
            old: ticket.priority,
            new,
        });
    }
    if let Some(new) = edit.assignee.filter(|new| *new != ticket.assignee) {
        since.check("assignee")?;
        check_assignee(tx, new)?;
        events.push(Event::Assignee {
            old: ticket.assignee,
            new,
            cause: Cause::Asked,
        });
    }
    if let Some(new) = edit.due.filter(|new| *new != ticket.due) {
        since.check("due")?;
        let old = ticket.due;
        events.push(Event::Due { old, new });
    }
    events.extend(tag_events(tx, ticket, edit)?);
    Ok(events)
}

fn tag_events(
    tx: &mut WriteTx<'_>,
    ticket: &Ticket,
    edit: &TicketEdit,
) -> Result<Vec<Event>, Problem> {
    // A ticket keeps the ids of tags that were merged or deleted; what counts is what is shown.
    let mut held = Vec::new();
    for id in &ticket.tags {
        held.extend(shown(tx, *id)?.map(|shown| (*id, shown)));
    }
    let mut want: Vec<TagId> = match &edit.tags {
        Some(tags) => tag_ids(tx, tags)?,
        None => held.iter().map(|(_, shown)| *shown).collect(),
    };
    want.extend(tag_ids(tx, &edit.add_tags)?);
    for name in &edit.remove_tags {
        if let Some(tag) = store::tag::by_name(tx, name)? {
            let gone = tag.merged_into.unwrap_or(tag.id);
            want.retain(|wanted| *wanted != gone);
        }
    }
    let mut events: Vec<Event> = held
        .iter()
        .filter(|(_, shown)| !want.contains(shown))
        .map(|(id, _)| Event::TagRemoved { tag: *id })
        .collect();
    let mut added = Vec::new();
    for tag in want {
        let is_there = held.iter().any(|(_, shown)| *shown == tag);
        if !is_there && !added.contains(&tag) {
            added.push(tag);
        }
    }
    events.extend(added.into_iter().map(|tag| Event::TagAdded { tag }));
    Ok(events)
}

/// The tag that stands for an id; None if it was deleted.
pub(super) fn shown(view: &impl store::View, id: TagId) -> Result<Option<TagId>, StoreError> {
    let tag = store::tag::get(view, id)?.filter(|tag| tag.active);
    Ok(tag.map(|tag| tag.merged_into.unwrap_or(tag.id)))
}

/// Finds tags by name and makes the new ones; each once, in the order given.
pub(super) fn tag_ids(tx: &mut WriteTx<'_>, names: &[String]) -> Result<Vec<TagId>, Problem> {
    let mut ids = Vec::new();
    for name in names {
        let name = clean_tag(name).ok_or(Problem::field("tags", Fault::Tag))?;
        let id = match store::tag::by_name(tx, &name)? {
            Some(tag) => tag.merged_into.unwrap_or(tag.id),
            None => {
                let id = store::tag::next_id(tx)?;
                let tag = Tag {
                    id,
                    name,
                    colour: Colour::default(),
                    merged_into: None,
                    active: true,
                };
                store::tag::put(tx, &tag)?;
                tx.change(Change::Settings)?;
                id
            }
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// Refuses an assignee who is not there any more.
pub(super) fn check_assignee(tx: &WriteTx<'_>, assignee: Option<Assignee>) -> Result<(), Problem> {
    let there = match assignee {
        None => true,
        Some(Assignee::User(id)) => store::user::get(tx, id)?.is_some_and(|user| user.active),
        Some(Assignee::Group(id)) => store::group::get(tx, id)?.is_some(),
    };
    if there {
        Ok(())
    } else {
        Err(Problem::field("assignee", Fault::Unknown))
    }
}

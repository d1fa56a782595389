//! One step of one index: the next changes of the feed, and the next tickets of its first walk.

use std::collections::HashSet;

use crate::domain::{
    activity::{Activity, Event},
    change::{Change, NumberedChange},
    id::{ActivityId, TicketId},
    rule::action::Effect,
    ticket::Ticket,
    user::Language,
};

use super::{
    super::{ReadTx, StoreError, View, activity, mailbox, settings, ticket},
    FileTexts, SearchError,
    follow::{Behind, Work},
    index::Built,
    texts::Texts,
};

/// Changes that one step takes in.
const CHANGES: usize = 200;
/// Tickets that one step of the walk reads.
const TICKETS: usize = 200;
/// Tickets of the walk that share a commit of the index.
const WALKED: usize = 4_000;

/// Takes a part of what is missing into one index. True beside it if that was committed.
pub(super) fn bring(
    built: &mut Built,
    file_texts: FileTexts,
    view: &ReadTx,
    work: Work,
    walked: &mut usize,
) -> Result<(Behind, bool), SearchError> {
    let mailboxes = mailbox::all(view)?;
    let settings = settings::get(view)?;
    let texts = Texts {
        view,
        fields: built.fields,
        mailboxes: &mailboxes,
        file_texts,
        language: settings.map_or(Language::En, |settings| settings.language),
    };
    let changes = activity::changes(view, ActivityId(built.come.seen), CHANGES)?;
    take_in(built, &texts, &changes)?;
    let fed = changes.len() == CHANGES;
    let mut is_through = built.come.next.is_none();
    let mut due = !changes.is_empty();
    if work != Work::Feed && !is_through {
        *walked += walk(built, &texts)?;
        is_through = built.come.next.is_none();
        due |= is_through || *walked >= WALKED;
    }
    if due {
        built.commit()?;
        *walked = 0;
    }
    let behind = match fed || (work != Work::Feed && !is_through) {
        true => Behind::Some,
        false => Behind::Nothing,
    };
    Ok((behind, due))
}

fn take_in<V: View>(
    built: &mut Built,
    texts: &Texts<'_, V>,
    changes: &[NumberedChange],
) -> Result<(), SearchError> {
    let (mut heads, mut new) = (HashSet::new(), HashSet::new());
    for change in changes {
        built.come.seen = change.number.0;
        let Change::Ticket(id) = change.change else {
            continue;
        };
        // A change without a line is another name of the customer, or of their organization.
        let Some(line) = activity::get(texts.view, id, change.number)? else {
            heads.insert(id);
            continue;
        };
        built.come.mark = Some((id.0, line.id.0, line.at.0));
        if is_of_head(&line.event) {
            heads.insert(id);
        }
        if matches!(line.event, Event::Created(_)) {
            new.insert(id);
        }
        match line.event {
            Event::NoteEdited { note, .. } | Event::NoteDeleted { note, .. } => {
                built.remove_note(note)?;
                if let Some(note) = activity::get(texts.view, id, note)? {
                    add_line(built, texts, &note)?;
                }
            }
            Event::SplitOff { .. } | Event::SplitBack { .. } | Event::Erased => {
                anew(built, texts, &line)?;
                heads.insert(id);
            }
            _ => add_line(built, texts, &line)?,
        }
    }
    for id in heads {
        let Some(ticket) = ticket::get(texts.view, id)? else {
            // Deleted for good.
            built.remove_all(id)?;
            continue;
        };
        // A new ticket has no head to take out, which would cost a look into every segment.
        if !new.contains(&id) {
            built.remove_head(id)?;
        }
        add_head(built, texts, &ticket)?;
    }
    Ok(())
}

/// Reads the lines of a ticket before one again, as a message is not in it any more, or is again, or
/// nothing is left of it.
fn anew<V: View>(
    built: &mut Built,
    texts: &Texts<'_, V>,
    line: &Activity,
) -> Result<(), SearchError> {
    built.remove_all(line.ticket)?;
    // What the walk has still to come to, it reads as it is then.
    let (next, until) = (built.come.next, built.come.until);
    let is_read = |id: ActivityId| next.is_none_or(|next| line.ticket.0 < next) || id.0 > until;
    for earlier in activity::log(texts.view, line.ticket, ActivityId(0), usize::MAX)? {
        if earlier.id < line.id && is_read(earlier.id) {
            add_line(built, texts, &earlier)?;
        }
    }
    Ok(())
}

/// True for what changes the words of a ticket's head.
fn is_of_head(event: &Event) -> bool {
    match event {
        Event::Created(_)
        | Event::Name { .. }
        | Event::Description { .. }
        | Event::Customer { .. }
        | Event::ParticipantAdded { .. }
        | Event::ParticipantRemoved { .. } => true,
        Event::Rule(fired) => {
            let mut effects = fired.effects.iter();
            effects.any(|effect| matches!(effect, Effect::Name { .. }))
        }
        _ => false,
    }
}

/// Reads some tickets as they were when the walk began; how many.
fn walk<V: View>(built: &mut Built, texts: &Texts<'_, V>) -> Result<usize, SearchError> {
    let Some(from) = built.come.next else {
        return Ok(0);
    };
    let tickets = ticket::from(texts.view, TicketId(from), TICKETS)?;
    for ticket in &tickets {
        let log = activity::log(texts.view, ticket.id, ActivityId(0), usize::MAX)?;
        let until = built.come.until;
        let before: Vec<_> = log.iter().take_while(|line| line.id.0 <= until).collect();
        for line in &before {
            add_line(built, texts, line)?;
        }
        if !before.is_empty() {
            built.remove_head(ticket.id)?;
            add_head(built, texts, ticket)?;
        }
    }
    let last = tickets.last().filter(|_| tickets.len() == TICKETS);
    built.come.next = last.map(|last| last.id.0 + 1);
    Ok(tickets.len())
}

fn add_line<V: View>(
    built: &mut Built,
    texts: &Texts<'_, V>,
    line: &Activity,
) -> Result<(), SearchError> {
    match texts.line(line) {
        Ok(Some(document)) => {
            let place = (line.ticket.0, line.id.0);
            if texts.has_slow_files(line)? && !built.come.files.contains(&place) {
                built.come.files.push_back(place);
            }
            built.add(document)
        }
        Ok(None) => Ok(()),
        Err(error) => skip(line.ticket, error),
    }
}

fn add_head<V: View>(
    built: &mut Built,
    texts: &Texts<'_, V>,
    ticket: &Ticket,
) -> Result<(), SearchError> {
    match texts.head(ticket) {
        Ok(document) => built.add(document),
        Err(error) => skip(ticket.id, error),
    }
}

/// A record that cannot be read keeps no other from being found.
fn skip(ticket: TicketId, error: StoreError) -> Result<(), SearchError> {
    if let StoreError::Corrupt { .. } = error {
        tracing::error!(ticket.id = %ticket, error = %error, "the search skips a text of ticket {ticket}");
        return Ok(());
    }
    Err(error.into())
}

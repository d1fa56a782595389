//! Notes, which only the team sees: written, changed and deleted by their author, every step kept in
//! the log.

use crate::{
    domain::{
        activity::{Activity, Actor, Event},
        change::Change,
        id::{ActivityId, TicketId},
        note::Revised,
        right::Right,
        ticket::Ticket,
        time::Timestamp,
    },
    store::{self, View},
};

use super::{
    access::UserDesk,
    mention::{Said, note_calls},
    problem::{Fault, Problem},
    reading,
    ticket_edit::log,
    ticket_merge::family_log,
};

/// Most characters of a note.
pub const NOTE_CHARS: usize = 20_000;

impl UserDesk {
    /// Writes a note.
    ///
    /// # Errors
    /// [`Problem::Field`] if it is empty or too long.
    pub fn note(&self, id: TicketId, text: &str, now: Timestamp) -> Result<Ticket, Problem> {
        self.need(Right::TicketNote)?;
        let text = typed(text)?;
        let (actor, me, book) = (Actor::User(self.user().id), self.clone(), self.book()?);
        let (ticket, called) = self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            let (text, before) = (text.clone(), ticket.said);
            let new = text.clone();
            let lines = log(tx, &mut ticket, actor, vec![Event::Note { text }], now)?;
            reading::wrote(tx, me.user().id, before, &ticket)?;
            let mut called = Vec::new();
            for note in lines {
                let (old, new) = ("", new.as_str());
                let said = Said { note, old, new };
                called.extend(note_calls(tx, &book, me.user().id, ticket.id, said)?);
            }
            Ok::<_, Problem>((ticket, called))
        })?;
        self.tell_mentioned(called, ticket.id);
        Ok(ticket)
    }

    /// Changes a note of one's own; one that was deleted is there again. The same text changes
    /// nothing.
    ///
    /// # Errors
    /// [`Problem::Field`] if it is empty or too long, [`Problem::NotFound`] if it is no note of theirs.
    pub fn note_edit(
        &self,
        id: TicketId,
        note: ActivityId,
        text: &str,
        now: Timestamp,
    ) -> Result<Ticket, Problem> {
        let new = typed(text)?;
        self.note_change(id, note, now, move |held| match held {
            Some(old) if old == new => None,
            held => Some(Event::NoteEdited {
                note,
                old: held.unwrap_or_default(),
                new: new.clone(),
            }),
        })
    }

    /// Deletes a note of one's own. Its text stays in the log, folded.
    ///
    /// # Errors
    /// [`Problem::NotFound`] if it is no note of theirs.
    pub fn note_delete(
        &self,
        id: TicketId,
        note: ActivityId,
        now: Timestamp,
    ) -> Result<Ticket, Problem> {
        self.note_change(id, note, now, move |held| {
            held.map(|old| Event::NoteDeleted { note, old })
        })
    }

    fn note_change(
        &self,
        id: TicketId,
        note: ActivityId,
        now: Timestamp,
        change: impl Fn(Option<String>) -> Option<Event> + Send + 'static,
    ) -> Result<Ticket, Problem> {
        self.need(Right::TicketNote)?;
        let (actor, me, book) = (Actor::User(self.user().id), self.clone(), self.book()?);
        let (ticket, called) = self.desk().store.write(move |tx| {
            let shown = me.ticket(tx, id)?;
            let (held_by, held) = own_note(tx, &shown, note, actor)?;
            let Some(event) = change(held) else {
                return Ok((shown, Vec::new()));
            };
            let mut ticket = store::ticket::get(tx, held_by)?.ok_or(Problem::NotFound)?;
            let mut called = Vec::new();
            for written in log(tx, &mut ticket, actor, vec![event], now)? {
                let Some(line) = store::activity::get(tx, held_by, written)? else {
                    continue;
                };
                store::note::apply(tx, &line)?;
                if let Some(said) = said(&line.event) {
                    called.extend(note_calls(tx, &book, me.user().id, held_by, said)?);
                }
            }
            if held_by != shown.id {
                tx.change(Change::Ticket(shown.id))?;
            }
            Ok::<_, Problem>((ticket, called))
        })?;
        self.tell_mentioned(called, ticket.id);
        Ok(ticket)
    }
}

/// The ticket that holds a note of somebody, and what it says now; None once it was deleted. It may be
/// one of a ticket that was merged into the one that is shown: there it stays.
fn own_note(
    view: &impl View,
    shown: &Ticket,
    note: ActivityId,
    author: Actor,
) -> Result<(TicketId, Option<String>), Problem> {
    let found = family_log(view, shown, |id| {
        let line = store::activity::get(view, id, note)?;
        Ok(line.into_iter().collect())
    })?;
    let line = found.into_iter().next().ok_or(Problem::NotFound)?;
    match line.event {
        Event::Note { text } if line.actor == author => {
            let revised = store::note::revised(view, line.ticket, note)?;
            Ok((line.ticket, revised.map_or(Some(text), |it| it.text)))
        }
        _ => Err(Problem::NotFound),
    }
}

/// What a change of a note made of its text.
fn said(event: &Event) -> Option<Said<'_>> {
    match event {
        Event::NoteEdited { note, old, new } => Some(Said {
            note: *note,
            old,
            new,
        }),
        Event::NoteDeleted { note, old } => Some(Said {
            note: *note,
            old,
            new: "",
        }),
        _ => None,
    }
}

/// A text that somebody typed.
fn typed(text: &str) -> Result<String, Problem> {
    let text = text.replace('\0', "");
    if text.trim().is_empty() {
        return Err(Problem::field("text", Fault::Empty));
    }
    if text.chars().count() > NOTE_CHARS {
        return Err(Problem::field("text", Fault::TooLong(NOTE_CHARS)));
    }
    Ok(text)
}

/// What a note says now and since when; None for a line that is none, and for one that is as it was
/// written.
pub(super) fn revised(
    view: &impl View,
    line: &Activity,
) -> Result<Option<Revised>, store::StoreError> {
    match line.event {
        Event::Note { .. } => store::note::revised(view, line.ticket, line.id),
        _ => Ok(None),
    }
}

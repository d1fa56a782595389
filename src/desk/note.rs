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
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        self.desk().store.write(move |tx| {
            let mut ticket = me.ticket(tx, id)?;
            let (text, before) = (text.clone(), ticket.said);
            log(tx, &mut ticket, actor, vec![Event::Note { text }], now)?;
            reading::wrote(tx, me.user().id, before, &ticket)?;
            Ok(ticket)
        })
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
        let (actor, me) = (Actor::User(self.user().id), self.clone());
        self.desk().store.write(move |tx| {
            let shown = me.ticket(tx, id)?;
            // The note may be one of a ticket that was merged into this one: there it stays.
            let found = family_log(tx, &shown, |id| {
                let line = store::activity::get(tx, id, note)?;
                Ok(line.into_iter().collect())
            })?;
            let line = found.into_iter().next().ok_or(Problem::NotFound)?;
            let held_by = line.ticket;
            let Event::Note { text } = &line.event else {
                return Err(Problem::NotFound);
            };
            if line.actor != actor {
                return Err(Problem::NotFound);
            }
            let held = match store::note::revised(tx, held_by, note)? {
                Some(revised) => revised.text,
                None => Some(text.clone()),
            };
            let Some(event) = change(held) else {
                return Ok(shown);
            };
            let mut ticket = store::ticket::get(tx, held_by)?.ok_or(Problem::NotFound)?;
            for written in log(tx, &mut ticket, actor, vec![event], now)? {
                let written = store::activity::get(tx, held_by, written)?;
                written.map_or(Ok(()), |line| store::note::apply(tx, &line))?;
            }
            if held_by != shown.id {
                tx.change(Change::Ticket(shown.id))?;
            }
            Ok(ticket)
        })
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

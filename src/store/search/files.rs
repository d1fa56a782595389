//! Files whose text takes long to read, such as PDFs: they wait in the index, are read by somebody
//! else while nobody waits, and become documents of their own. Whoever searches never waits for them.

use std::sync::PoisonError;

use crate::domain::{
    id::{ActivityId, BlobId, TicketId},
    message::Message,
    user::Language,
};

use super::{
    super::{ReadTx, Store, StoreError, activity, blobs, settings},
    SearchError,
    index::{Built, Moment},
    texts::{Texts, own_message},
};

/// A message with such files: its line of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    ticket: TicketId,
    line: ActivityId,
}

/// What was read of one.
#[derive(Clone, Debug)]
pub struct Read {
    pub waiting: Waiting,
    /// The bytes that it was read of; None where there is no message any more.
    pub of: Option<BlobId>,
    pub texts: Vec<String>,
}

impl Store {
    /// The messages whose files wait longest, at most `most`.
    #[must_use]
    pub fn files_waiting(&self, most: usize) -> Vec<Waiting> {
        let turn = &self.shared.search.turn;
        let turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = turn.current().map(|built| &built.come.files);
        let first = waiting.into_iter().flatten().take(most);
        first
            .map(|(ticket, line)| Waiting {
                ticket: TicketId(*ticket),
                line: ActivityId(*line),
            })
            .collect()
    }

    /// The message of a line with its bytes; None if it is not in that ticket any more.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be read.
    pub fn file_source(&self, waiting: Waiting) -> Result<Option<(Message, Vec<u8>)>, StoreError> {
        let view = self.read()?;
        let Some(line) = activity::get(&view, waiting.ticket, waiting.line)? else {
            return Ok(None);
        };
        let Some(message) = own_message(&view, &line)? else {
            return Ok(None);
        };
        let raw = blobs::get(&view, message.raw)?;
        Ok(raw.map(|raw| (message, raw)))
    }

    /// Takes in what was read of files; whatever waits no more is left out, as the index was made
    /// anew meanwhile.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written: they wait again.
    pub fn files_read(&self, read: &[Read]) -> Result<(), StoreError> {
        let search = &self.shared.search;
        let mut turn = search.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let view = self.read()?;
        let Some(built) = turn.current_mut() else {
            return Ok(());
        };
        match take_in(built, &view, read) {
            Ok(()) => search.show(Some(Moment::of(built))),
            Err(error) => {
                turn.forget();
                return Err(error.into());
            }
        }
        Ok(())
    }
}

fn take_in(built: &mut Built, view: &ReadTx, read: &[Read]) -> Result<(), SearchError> {
    let settings = settings::get(view)?;
    let texts = Texts {
        view,
        fields: built.fields,
        mailboxes: &[],
        file_texts: |_, _| Vec::new(),
        language: settings.map_or(Language::En, |settings| settings.language),
    };
    for Read {
        waiting,
        of,
        texts: said,
    } in read
    {
        let place = (waiting.ticket.0, waiting.line.0);
        let Some(at) = built.come.files.iter().position(|it| *it == place) else {
            continue;
        };
        built.come.files.remove(at);
        let line = activity::get(view, waiting.ticket, waiting.line)?;
        let (Some(line), false) = (line, said.is_empty()) else {
            continue;
        };
        // It may have gone to another ticket while it was read, or have been erased.
        let message = own_message(view, &line)?;
        if message.is_some_and(|message| Some(message.raw) == *of) {
            built.add(texts.files_of(&line, said))?;
        }
    }
    built.commit()
}

//! What the search needs of the desk: the texts of files, and somebody who brings the index up to date.

use std::sync::Arc;

use tokio::sync::Notify;

use crate::{
    domain::{
        activity::Event,
        id::{ActivityId, TicketId},
        message::{Attachment, Message},
        query::{
            Query,
            look::{Look, Within},
            typed::{self, Key, Term},
        },
        right::Right,
        words::{
            Phrase,
            marks::{Piece, excerpt, pieces},
        },
    },
    mail::inbound,
    store::{
        self, ReadTx, StoreError,
        gathered::Wanted,
        search::{self, best::Hit, follow},
    },
};

use super::{Desk, access::UserDesk, problem::Problem, ticket_list::Line};

pub type Behind = follow::Behind;
pub type Progress = search::Progress;

/// Most files of a message whose texts are read.
const FILES: usize = 20;

/// The texts of a message's files: plain text and HTML, those that it shows in place too.
pub(super) fn file_texts(message: &Message, raw: &[u8]) -> Vec<String> {
    let is_text = |file: &&Attachment| file.content_type.starts_with("text/");
    let files = message.attachments.iter().filter(is_text).take(FILES);
    files
        .map(|file| inbound::attachment_text(raw, file))
        .collect()
}

impl Desk {
    /// Rings after every commit, for who keeps the search index.
    #[must_use]
    pub fn to_index(&self) -> Arc<Notify> {
        Arc::clone(&self.to_index)
    }

    /// Takes a part of what is missing into the search index.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written; the next step does it.
    pub fn search_step(&self) -> Result<Behind, StoreError> {
        self.store.search_step()
    }

    /// Looks if the search index is what was written, as long as it is wanted; a damaged one is made anew by the next
    /// steps.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be opened.
    pub fn search_check(&self, wanted: Wanted<'_>) -> Result<(), StoreError> {
        self.store.search_check(wanted)
    }

    /// Begins to make the search index anew; the one in use answers until the new one is through,
    /// which takes steps of [`Desk::search_step`].
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be made.
    pub fn reindex(&self) -> Result<(), Problem> {
        self.store.reindex()?;
        self.to_index.notify_one();
        Ok(())
    }

    /// How far the index is that is being made; None if none is.
    ///
    /// # Errors
    /// [`Problem::Store`] if it cannot be told.
    pub fn reindex_progress(&self) -> Result<Option<Progress>, Problem> {
        Ok(self.store.reindex_progress()?)
    }
}

/// Most characters of the line that shows where words were found.
const EXCERPT: usize = 140;
/// Words of a query, those of its phrases too, the first ones, that are put right: each that nothing
/// holds costs a search for each of its neighbours.
const WORDS: usize = 16;
/// Lines of a log, the newest ones, in which words are looked for to show them.
const LINES: usize = 40;

/// Where words that were looked for stand in a ticket. Each is empty where none of them does.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    /// The whole name.
    pub name: Vec<Piece>,
    /// One line of a text.
    pub text: Vec<Piece>,
}

impl UserDesk {
    /// The text with words that nothing holds put right by one letter each; None if no word is
    /// wrong, or nothing of this person's is near.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn put_right(&self, text: &str) -> Result<Option<String>, Problem> {
        self.need(Right::TicketRead)?;
        let typed = typed::read(text);
        let wanted = typed.all.iter().flatten().filter(|term| !term.not);
        let (mut left, mut found) = (WORDS, Vec::new());
        for term in wanted {
            let Some((within, before)) = place_of(term) else {
                continue;
            };
            if let Some(near) = self.phrase_put_right(within, &term.value, &mut left)? {
                found.push((term.at.clone(), format!("{before}{near}")));
            }
        }
        let mut right = text.to_owned();
        // From the end, so that the places before stay.
        for (at, near) in found.iter().rev() {
            right.replace_range(at.clone(), near);
        }
        Ok((!found.is_empty()).then_some(right))
    }

    /// A word, or a phrase as it is written in a query, of which words that nothing holds are put
    /// right; None if there is none. `left` is how many words may still be looked at.
    fn phrase_put_right(
        &self,
        within: Within,
        value: &str,
        left: &mut usize,
    ) -> Result<Option<String>, Problem> {
        let (store, sight) = (&self.desk().store, &self.access().sight);
        let typed = Phrase::read(value);
        let mut words = typed.map_or_else(Vec::new, |phrase| phrase.words().to_vec());
        let mut any = false;
        for word in words.iter_mut().take(*left) {
            *left -= 1;
            if let Some(near) = store.nearest_word(within, word, sight)? {
                *word = near;
                any = true;
            }
        }
        Ok(any.then(|| match words.as_slice() {
            [word] => word.clone(),
            words => format!("\"{}\"", words.join(" ")),
        }))
    }

    /// Finds what a list of this query shows, the best answers to its words first, at most `limit`.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] without the right to see tickets.
    pub fn ticket_best(&self, query: &Query, limit: usize) -> Result<Vec<Hit>, Problem> {
        self.need(Right::TicketRead)?;
        let store = &self.desk().store;
        Ok(store.search_best(query, &self.access().sight, limit)?)
    }

    /// Where the words that a query looks for stand in each ticket: in its name, and in one line
    /// around the first of them in the description, a message or a note.
    ///
    /// # Errors
    /// [`Problem::Store`] if a text cannot be read.
    pub fn excerpts(&self, query: &Query, lines: &[Line]) -> Result<Vec<Excerpt>, Problem> {
        let looks = query.ask.as_ref().map_or_else(Vec::new, |ask| ask.wanted());
        let named: Vec<&Phrase> = looks.iter().copied().filter_map(in_name).collect();
        let phrases: Vec<&Phrase> = looks.into_iter().filter_map(in_text).collect();
        if named.is_empty() && phrases.is_empty() {
            return Ok(vec![Excerpt::default(); lines.len()]);
        }
        let view = self.desk().store.read()?;
        let found = lines.iter().map(|line| {
            Ok(Excerpt {
                name: marked(&line.ticket.name, &named),
                text: match phrases.as_slice() {
                    [] => Vec::new(),
                    phrases => excerpt_of(&view, line, phrases)?,
                },
            })
        });
        Ok(found.collect::<Result<_, StoreError>>()?)
    }
}

/// Where a term looks, and what stands before its word.
fn place_of(term: &Term) -> Option<(Within, String)> {
    let within = match term.key {
        None => return Some((Within::Anywhere, String::new())),
        Some(Key::From) => Within::From,
        Some(Key::To) => Within::To,
        Some(Key::Subject) => Within::Subject,
        Some(Key::Body) => Within::Body,
        Some(Key::Customer) => Within::Customer,
        _ => return None,
    };
    let key = term.key.map_or("", Key::word);
    Some((within, format!("{key}:")))
}

fn in_name(look: &Look) -> Option<&Phrase> {
    match look {
        Look::Text(Within::Anywhere | Within::Subject, phrase) => Some(phrase),
        _ => None,
    }
}

/// A name in pieces; none if nothing of it is marked.
fn marked(name: &str, phrases: &[&Phrase]) -> Vec<Piece> {
    let mut whole = pieces(name, phrases);
    if whole.iter().all(|piece| !piece.marked) {
        whole.clear();
    }
    whole
}

fn in_text(look: &Look) -> Option<&Phrase> {
    match look {
        Look::Text(Within::Anywhere | Within::Body, phrase) => Some(phrase),
        _ => None,
    }
}

fn excerpt_of(view: &ReadTx, line: &Line, phrases: &[&Phrase]) -> Result<Vec<Piece>, StoreError> {
    if let Some(found) = excerpt(&line.ticket.description, phrases, EXCERPT) {
        return Ok(found);
    }
    for text in texts_of(view, line.ticket.id)? {
        if let Some(found) = excerpt(&text?, phrases, EXCERPT) {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The texts of the newest messages and notes, newest first, each read when it is its turn.
fn texts_of(
    view: &ReadTx,
    ticket: TicketId,
) -> Result<impl Iterator<Item = Result<String, StoreError>>, StoreError> {
    let log = store::activity::log_before(view, ticket, ActivityId(u64::MAX), LINES, |_| true)?;
    Ok(log
        .into_iter()
        .rev()
        .filter_map(move |line| match line.event {
            Event::Note { text } => match store::note::revised(view, ticket, line.id) {
                Ok(None) => Some(Ok(text)),
                Ok(Some(revised)) => revised.text.map(Ok),
                Err(error) => Some(Err(error)),
            },
            Event::MessageIn { message, .. }
            | Event::MessageOut { message }
            | Event::Forwarded { message, .. } => {
                let message = store::message::get(view, message).transpose()?;
                let message =
                    message.map(|message| (message.ticket == ticket).then_some(message.text));
                message.transpose()
            }
            _ => None,
        }))
}

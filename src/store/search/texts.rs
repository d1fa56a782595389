//! What is searched of a ticket, as documents of the index: its head, and each message and note.

use tantivy::TantivyDocument;

use crate::domain::{
    activity::{Activity, Event, Source},
    address::Correspondent,
    fold::fold,
    id::ActivityId,
    mailbox::Mailbox,
    message::{Attachment, Direction, Message},
    query::look::Has,
    rule::action::Effect,
    ticket::Ticket,
    user::Language,
};

use super::{
    super::{StoreError, View, activity, blobs, company, customer, message, note},
    FileTexts,
    index::Fields,
    stems::Stems,
};

/// Most bytes of one text; what is behind them is not found.
pub const TEXT_BYTES: usize = 256 << 10;

/// Makes documents from records.
pub(super) struct Texts<'a, V> {
    pub view: &'a V,
    pub fields: Fields,
    /// Our own: their addresses are in every conversation and are found with `to:` and `from:` alone.
    pub mailboxes: &'a [Mailbox],
    pub file_texts: FileTexts,
    /// What the desk speaks.
    pub language: Language,
}

impl<V: View> Texts<'_, V> {
    /// What is the ticket's own: name, number, description, customer.
    pub fn head(&self, ticket: &Ticket) -> Result<TantivyDocument, StoreError> {
        let fields = &self.fields;
        let mut document = TantivyDocument::new();
        document.add_u64(fields.ticket, ticket.id.0);
        document.add_u64(fields.head, ticket.id.0);
        document.add_text(fields.other, ticket.id.0.to_string());
        let name = fold(&ticket.name);
        let mut stems = Stems::default();
        stems.add(&name, self.language);
        document.add_text(fields.subject, name);
        if !self.begins_with_description(ticket)? {
            let description = folded(&ticket.description);
            stems.add(&description, self.language);
            document.add_text(fields.body, description);
        }
        self.stems(&mut document, stems);
        self.customer(&mut document, ticket)?;
        for participant in &ticket.participants {
            self.person(&mut document, &participant.who);
        }
        Ok(document)
    }

    fn customer(&self, document: &mut TantivyDocument, ticket: &Ticket) -> Result<(), StoreError> {
        let fields = &self.fields;
        let Some(customer) = customer::get(self.view, ticket.customer)? else {
            return Ok(());
        };
        document.add_text(fields.customer, fold(&customer.name));
        for address in &customer.addresses {
            document.add_text(fields.customer, fold(address.as_str()));
        }
        if let Some(id) = customer.organization
            && let Some(company) = company::get(self.view, id)?
        {
            document.add_text(fields.customer, fold(&company.name));
            for domain in &company.domains {
                document.add_text(fields.customer, domain);
            }
        }
        document.add_text(fields.other, fold(&customer.phone));
        // One who calls is looked for by the digits, however they were written.
        document.add_text(fields.other, digits(&customer.phone));
        document.add_text(fields.other, folded(&customer.notes));
        Ok(())
    }

    // A ticket that a mail made is described by that mail, which is a document of its own.
    fn begins_with_description(&self, ticket: &Ticket) -> Result<bool, StoreError> {
        let log = activity::log(self.view, ticket.id, ActivityId(0), 2)?;
        let [first, second] = log.as_slice() else {
            return Ok(false);
        };
        let (Event::Created(created), Event::MessageIn { message, .. }) =
            (&first.event, &second.event)
        else {
            return Ok(false);
        };
        if created.source != Source::Mail || created.description != ticket.description {
            return Ok(false);
        }
        let message = message::get(self.view, *message)?;
        // A long one is cut for the description.
        Ok(message.is_some_and(|message| message.text.starts_with(&ticket.description)))
    }

    /// What a line of the log adds; None for what nobody looks for.
    pub fn line(&self, line: &Activity) -> Result<Option<TantivyDocument>, StoreError> {
        match &line.event {
            Event::MessageIn { .. } | Event::MessageOut { .. } | Event::Forwarded { .. } => {
                self.message(line)
            }
            Event::Note { text } => {
                let text = match note::revised(self.view, line.ticket, line.id)? {
                    Some(revised) => revised.text,
                    None => Some(text.clone()),
                };
                Ok(text.map(|text| {
                    let mut document = self.note(line, [text.as_str()].into_iter());
                    document.add_u64(self.fields.note, line.id.0);
                    document
                }))
            }
            Event::Rule(fired) => {
                let notes = fired.effects.iter().filter_map(|effect| match effect {
                    Effect::Note { text } => Some(text.as_str()),
                    _ => None,
                });
                let notes: Vec<&str> = notes.collect();
                Ok((!notes.is_empty()).then(|| self.note(line, notes.into_iter())))
            }
            _ => Ok(None),
        }
    }

    fn note<'t>(&self, line: &Activity, texts: impl Iterator<Item = &'t str>) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_u64(self.fields.ticket, line.ticket.0);
        document.add_text(self.fields.has, Has::Note.word());
        let mut stems = Stems::default();
        for text in texts {
            let text = folded(text);
            stems.add(&text, self.language);
            document.add_text(self.fields.body, text);
        }
        self.stems(&mut document, stems);
        document
    }

    fn message(&self, line: &Activity) -> Result<Option<TantivyDocument>, StoreError> {
        // One that was split off is a text of its own ticket alone.
        let Some(message) = own_message(self.view, line)? else {
            return Ok(None);
        };
        let fields = &self.fields;
        let mut document = TantivyDocument::new();
        document.add_u64(fields.ticket, line.ticket.0);
        let mut stems = Stems::default();
        let mut add = |field, text: &str| {
            let text = folded(text);
            stems.add(&text, self.language);
            document.add_text(field, text);
        };
        add(fields.subject, &message.subject);
        add(fields.body, &message.text);
        // What an answer repeats is in the log already; what a first mail forwards is nowhere else.
        if self.is_first(line)? {
            add(fields.body, &message.quoted);
        }
        for text in self.file_texts(&message)? {
            add(fields.body, &text);
        }
        self.stems(&mut document, stems);
        self.people(&mut document, &message);
        self.files(&mut document, &message);
        Ok(Some(document))
    }

    /// True for a message of this ticket with files whose text takes long to read.
    pub fn has_slow_files(&self, line: &Activity) -> Result<bool, StoreError> {
        let message = own_message(self.view, line)?;
        Ok(message.is_some_and(|message| message.attachments.iter().any(is_slow)))
    }

    /// What the files of a line say that were read apart: a document of its own.
    pub fn files_of(&self, line: &Activity, texts: &[String]) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_u64(self.fields.ticket, line.ticket.0);
        let mut stems = Stems::default();
        for text in texts {
            let text = folded(text);
            stems.add(&text, self.language);
            document.add_text(self.fields.body, text);
        }
        self.stems(&mut document, stems);
        document
    }

    fn is_first(&self, line: &Activity) -> Result<bool, StoreError> {
        let log = activity::log(self.view, line.ticket, ActivityId(0), 2)?;
        Ok(log.iter().any(|first| first.id == line.id))
    }

    fn file_texts(&self, message: &Message) -> Result<Vec<String>, StoreError> {
        let is_text = |file: &Attachment| file.content_type.starts_with("text/");
        if !message.attachments.iter().any(is_text) {
            return Ok(Vec::new());
        }
        let raw = blobs::get(self.view, message.raw)?;
        Ok(raw.map_or_else(Vec::new, |raw| (self.file_texts)(message, &raw)))
    }

    fn people(&self, document: &mut TantivyDocument, message: &Message) {
        let fields = &self.fields;
        for from in message.from.iter().chain(&message.reply_to) {
            document.add_text(fields.from, written(from));
            if message.direction == Direction::In {
                self.person(document, from);
            }
        }
        for to in message.to.iter().chain(&message.cc) {
            document.add_text(fields.to, written(to));
            self.person(document, to);
        }
    }

    fn stems(&self, document: &mut TantivyDocument, stems: Stems) {
        for (field, stems) in self.fields.stems.into_iter().zip(stems.of_languages()) {
            if !stems.is_empty() {
                document.add_text(field, stems);
            }
        }
    }

    fn person(&self, document: &mut TantivyDocument, who: &Correspondent) {
        let key = who.address.key();
        let mut ours = self.mailboxes.iter();
        let is_ours = ours.any(|mailbox| {
            let mut addresses = std::iter::once(&mailbox.address).chain(&mailbox.aliases);
            addresses.any(|address| address.key() == key)
        });
        if !is_ours {
            document.add_text(self.fields.people, written(who));
        }
    }

    fn files(&self, document: &mut TantivyDocument, message: &Message) {
        let has = |document: &mut TantivyDocument, kind: Has| {
            document.add_text(self.fields.has, kind.word());
        };
        if message.author.is_some() {
            has(document, Has::Reply);
        }
        for file in &message.attachments {
            document.add_text(self.fields.other, fold(&file.name));
            if file.inline {
                continue;
            }
            has(document, Has::Attachment);
            if let Some(kind) = Has::of_file(&file.name, &file.content_type) {
                has(document, kind);
            }
        }
    }
}

/// The message of a line, while it is in the ticket of that line.
pub(super) fn own_message(
    view: &impl View,
    line: &Activity,
) -> Result<Option<Message>, StoreError> {
    let Some(id) = line.event.message() else {
        return Ok(None);
    };
    let message = message::get(view, id)?;
    Ok(message.filter(|message| message.ticket == line.ticket))
}

/// True for a file whose text is read by a process of its own, after everything else.
#[must_use]
pub fn is_slow(file: &Attachment) -> bool {
    Has::of_file(&file.name, &file.content_type) == Some(Has::Pdf)
}

fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}

fn written(who: &Correspondent) -> String {
    fold(&format!("{} {}", who.name, who.address.as_str()))
}

/// Folds a text, cut where it is too long.
fn folded(text: &str) -> String {
    let mut end = text.len().min(TEXT_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    fold(text.get(..end).unwrap_or_default())
}

//! One index on disk: its fields, its writer, how far it has come. Names no record.
//!
//! Whatever is not a number is cut into words by [`crate::domain::words`]; the index knows nothing
//! of a query language, so nothing that somebody types is one.

use std::{collections::VecDeque, path::Path, sync::Arc};

use serde::{Deserialize, Serialize};
use tantivy::{
    Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term,
    indexer::{IndexWriterOptions, LogMergePolicy},
    schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{Token, TokenStream, Tokenizer},
};

use crate::domain::{
    id::{ActivityId, TicketId},
    words::words,
};

use super::{super::gathered::Wanted, SearchError, kept::Kept};

/// Another number makes every desk build its index anew: for another schema, other words.
const FORMAT: u32 = 3;
/// What the one indexing thread gathers before it writes a segment; the least that is allowed.
const HEAP_BYTES: usize = 15_000_000;

/// The fields of a document. One document is one text of a ticket: its head, a message, a note.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The ticket's number, of every document.
    pub ticket: Field,
    /// The ticket's number, of its head alone, which is replaced.
    pub head: Field,
    /// The number of the line of a note, which its author can change.
    pub note: Field,
    /// Name of the ticket, subjects.
    pub subject: Field,
    pub body: Field,
    /// Name, addresses and organization of the customer.
    pub customer: Field,
    /// Other people of the conversation, without our own mailboxes.
    pub people: Field,
    pub from: Field,
    pub to: Field,
    /// Number, names of files, telephone number and notes of the customer.
    pub other: Field,
    /// Words of [`crate::domain::query::look::Has`].
    pub has: Field,
    /// What is left of the words of name and texts without their endings, in English and in French.
    pub stems: [Field; 2],
    /// What a word without an operator is looked for in.
    pub anywhere: [Field; 5],
}

/// How far an index has come. Written with each commit, so that both are of one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Come {
    format: u32,
    /// The newest change of the feed that is in it.
    pub seen: u64,
    /// Until which change the first walk over all tickets reads; the feed brings what came later.
    pub until: u64,
    /// The ticket that the walk comes to next; None once it is through.
    pub next: Option<u64>,
    /// A line of a log that is in it, with its time: a store that does not know it is another one.
    pub mark: Option<(u64, u64, i64)>,
    /// Lines, as ticket and number, with files whose text is still read apart, the oldest first.
    pub files: VecDeque<(u64, u64)>,
}

impl Come {
    pub fn start(newest: ActivityId) -> Self {
        Self {
            format: FORMAT,
            seen: newest.0,
            until: newest.0,
            next: Some(0),
            mark: None,
            files: VecDeque::new(),
        }
    }
}

/// An index that is open.
pub(super) struct Built {
    pub fields: Fields,
    pub come: Come,
    kept: Arc<Kept>,
    index: Index,
    reader: IndexReader,
    writer: Option<IndexWriter>,
}

impl Built {
    /// Opens what is in a folder, in memory without one. None if there is nothing that is whole
    /// and of this release.
    pub fn open(folder: &Path) -> Option<Self> {
        let index = Index::open_in_dir(folder).ok()?;
        let payload = index.load_metas().ok()?.payload?;
        let come: Come = serde_json::from_str(&payload).ok()?;
        let (schema, fields) = schema();
        if come.format != FORMAT || index.schema() != schema {
            return None;
        }
        Self::of(index, fields, come).ok()
    }

    /// Makes an empty one.
    pub fn make(folder: Option<&Path>, come: Come) -> Result<Self, SearchError> {
        let (schema, fields) = schema();
        let index = match folder {
            Some(folder) => {
                std::fs::create_dir_all(folder)?;
                Index::create_in_dir(folder, schema)?
            }
            None => Index::create_in_ram(schema),
        };
        let mut built = Self::of(index, fields, come)?;
        built.commit()?;
        Ok(built)
    }

    fn of(index: Index, fields: Fields, come: Come) -> Result<Self, SearchError> {
        index.tokenizers().register(WORDS, Cutter::default());
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        Ok(Self {
            fields,
            come,
            kept: Arc::default(),
            index,
            reader,
            writer: None,
        })
    }

    /// The newest committed state.
    pub fn searcher(&self) -> tantivy::Searcher {
        self.reader.searcher()
    }

    /// True if every file is what was written, of those that were read as long as it was wanted.
    pub fn is_sound(&self, wanted: Wanted<'_>) -> bool {
        let folder = self.index.directory();
        let written = folder.list_managed_files();
        self.index.load_metas().is_ok_and(|metas| {
            let used = metas.list_segment_files();
            let mut used = used.intersection(&written);
            used.all(|file| !wanted() || folder.validate_checksum(file).unwrap_or(false))
        })
    }

    // Made when there is something to write: it has threads of its own.
    fn writer(&mut self) -> Result<&mut IndexWriter, SearchError> {
        if self.writer.is_none() {
            let options = IndexWriterOptions::builder()
                .num_worker_threads(1)
                .memory_budget_per_thread(HEAP_BYTES)
                .num_merge_threads(1)
                .build();
            let writer: IndexWriter = self.index.writer_with_options(options)?;
            let mut merges = LogMergePolicy::default();
            merges.set_del_docs_ratio_before_merge(0.3);
            writer.set_merge_policy(Box::new(merges));
            self.writer = Some(writer);
        }
        self.writer.as_mut().ok_or(SearchError::Gone)
    }

    pub fn add(&mut self, document: TantivyDocument) -> Result<(), SearchError> {
        self.writer()?.add_document(document)?;
        Ok(())
    }

    /// Takes the head of a ticket out.
    pub fn remove_head(&mut self, ticket: TicketId) -> Result<(), SearchError> {
        let term = Term::from_field_u64(self.fields.head, ticket.0);
        self.writer()?.delete_term(term);
        Ok(())
    }

    /// Takes a note out.
    pub fn remove_note(&mut self, note: ActivityId) -> Result<(), SearchError> {
        let term = Term::from_field_u64(self.fields.note, note.0);
        self.writer()?.delete_term(term);
        Ok(())
    }

    /// Takes everything of a ticket out.
    pub fn remove_all(&mut self, ticket: TicketId) -> Result<(), SearchError> {
        let term = Term::from_field_u64(self.fields.ticket, ticket.0);
        self.writer()?.delete_term(term);
        Ok(())
    }

    /// Makes durable what was added, together with how far it has come, and shows it.
    pub fn commit(&mut self) -> Result<(), SearchError> {
        let come = serde_json::to_string(&self.come).unwrap_or_default();
        let mut prepared = self.writer()?.prepare_commit()?;
        prepared.set_payload(&come);
        prepared.commit()?;
        self.reader.reload()?;
        Ok(())
    }
}

const WORDS: &str = "words";
/// The field that is read of each hit.
pub(super) const TICKET: &str = "ticket";

fn schema() -> (Schema, Fields) {
    let indexing = |record| {
        let indexing = TextFieldIndexing::default().set_tokenizer(WORDS);
        TextOptions::default().set_indexing_options(indexing.set_index_option(record))
    };
    let text = indexing(IndexRecordOption::WithFreqsAndPositions);
    let bare = indexing(IndexRecordOption::Basic);
    let mut schema = Schema::builder();
    let ticket = schema.add_u64_field(TICKET, INDEXED | FAST);
    let head = schema.add_u64_field("head", INDEXED);
    let note = schema.add_u64_field("note", INDEXED);
    let mut add = |name, options: &TextOptions| schema.add_text_field(name, options.clone());
    let anywhere @ [subject, body, customer, people, other] =
        ["subject", "body", "customer", "people", "other"].map(|name| add(name, &text));
    let fields = Fields {
        ticket,
        head,
        note,
        subject,
        body,
        customer,
        people,
        from: add("from", &text),
        to: add("to", &text),
        other,
        has: add("has", &bare),
        stems: ["english", "french"].map(|name| add(name, &bare)),
        anywhere,
    };
    (schema.build(), fields)
}

/// Hands the words of a folded text to the index.
#[derive(Clone, Default)]
pub(super) struct Cutter {
    token: Token,
}

pub(super) struct Cut<'a> {
    folded: &'a str,
    words: crate::domain::words::Words<'a>,
    token: &'a mut Token,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Cut<'a>;

    fn token_stream<'a>(&'a mut self, folded: &'a str) -> Cut<'a> {
        self.token.reset();
        Cut {
            folded,
            words: words(folded),
            token: &mut self.token,
        }
    }
}

impl TokenStream for Cut<'_> {
    fn advance(&mut self) -> bool {
        let Some(at) = self.words.next() else {
            return false;
        };
        self.token.text.clear();
        self.token
            .text
            .push_str(self.folded.get(at.clone()).unwrap_or_default());
        self.token.position = self.token.position.wrapping_add(1);
        (self.token.offset_from, self.token.offset_to) = (at.start, at.end);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// A moment of an index that readers share.
pub(super) struct Moment {
    pub searcher: tantivy::Searcher,
    pub fields: Fields,
    pub come: Come,
    pub found: super::find::Found,
    /// Outlives the moment.
    pub kept: Arc<Kept>,
}

impl Moment {
    pub fn of(built: &Built) -> Arc<Self> {
        let searcher = built.searcher();
        built.kept.keep_only(&searcher);
        Arc::new(Self {
            searcher,
            fields: built.fields,
            come: built.come.clone(),
            found: super::find::Found::default(),
            kept: Arc::clone(&built.kept),
        })
    }
}

//! The use cases: one function is one thing that a person or a mail can do, in one transaction.
//!
//! Synchronous, but for `run` and `events`. Doors for people are on [`access::UserDesk`], which is
//! only had through the gate; doors for the rim (receiver, sender) are on [`Desk`].

pub mod access;
pub mod account_mail;
pub mod api_token;
pub mod audit;
pub mod book;
pub mod calendars;
mod child;
pub mod complete;
pub mod customers;
pub mod dashboard;
pub mod deliver;
pub mod devices;
mod erased_file;
pub mod erasing;
pub mod events;
pub mod feed;
pub mod file_text;
mod form_sent;
pub mod forward;
pub mod groups;
pub mod housekeeping;
pub mod layout;
pub mod mailbox;
pub mod mailboxes;
pub mod mention;
pub mod message_html;
pub mod mint;
pub mod note;
pub mod organization;
pub mod parsing;
pub mod participants;
pub mod password;
pub mod password_link;
pub mod people;
pub mod presence;
pub mod problem;
pub mod profile;
pub mod reading;
pub mod receive;
pub mod refusal;
pub mod reply;
mod retention;
pub mod roles;
pub mod route;
pub mod rules;
pub mod saved_views;
pub mod search;
pub mod second_step;
pub mod seen;
pub mod setup;
pub mod sign_in;
pub mod signature;
pub mod smarthost;
pub mod spool;
pub mod tags;
mod ticket_back;
pub mod ticket_bin;
pub mod ticket_bulk;
pub mod ticket_create;
pub mod ticket_edit;
pub mod ticket_link;
pub mod ticket_list;
pub mod ticket_merge;
pub mod ticket_query;
pub mod ticket_snooze;
pub mod ticket_split;
pub mod ticket_tally;
pub mod ticket_view;
pub mod time_passed;
pub mod undo;
pub mod upload;
pub mod warrant;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use tokio::sync::{Notify, Semaphore};

use crate::{
    domain::{change::Change, ip_net::IpNet, outcome::Kept},
    store::{
        self, Backend, Committed, Store, StoreError, StoreOptions, seal::Key, search::SearchOptions,
    },
};

use account_mail::Letters;
use audit::Walked;
use book::Books;
use events::Events;
use parsing::Parsing;
use password::Hasher;
use password_link::ask::Asks;
use presence::Present;
use reading::Looks;
use receive::{Envelope, ReceiveError};
use refusal::Refusals;
use sign_in::{Failures, Limiter};
use spool::{RawMail, Spool, SpoolFile};

/// The store in the data folder.
pub const STORE_FILE: &str = "guichet.redb";
/// The search index in the data folder, which may be deleted while the desk is stopped.
pub const SEARCH_FOLDER: &str = "search";
/// Mails above this size wait for their share of [`HEAVY_AT_ONCE`].
const HEAVY: usize = 4 << 20;
const MIB: usize = 1 << 20;
/// MiB of heavy mails that are in memory at the same time; a larger mail is there alone.
const HEAVY_AT_ONCE: usize = 48;

/// How a desk is opened.
#[derive(Clone, Debug)]
pub struct DeskOptions {
    /// The data folder, which exists.
    pub data: PathBuf,
    /// Page cache of the store.
    pub cache_bytes: usize,
    /// Mail is refused with 452 while less than this is free on the disk.
    pub min_free_bytes: u64,
    /// This program, run as a child on a mail that was being parsed when the desk died.
    /// None keeps such a mail raw.
    pub prober: Option<PathBuf>,
    /// Where a smarthost may be spoken to in clear, beside this machine.
    pub allow_private: Vec<IpNet>,
}

impl DeskOptions {
    /// Small and without a watermark.
    #[must_use]
    pub fn for_testing(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            cache_bytes: 16 << 20,
            min_free_bytes: 0,
            prober: None,
            allow_private: Vec::new(),
        }
    }
}

/// One service desk. Shared by every door.
pub struct Desk {
    store: Store,
    key: Key,
    books: Books,
    events: Events,
    present: Present,
    parsing: Parsing,
    spool: Spool,
    /// MiB of heavy mails that may be worked on at the same time.
    heavy: Arc<Semaphore>,
    refusals: Refusals,
    hasher: Hasher,
    limiter: Limiter,
    asks: Asks,
    letters: OnceLock<Arc<dyn Letters>>,
    failures: Failures,
    audit_walked: Walked,
    looks: Looks,
    mail_queued: Arc<Notify>,
    changed: Arc<Notify>,
    to_index: Arc<Notify>,
    erasing: Arc<Notify>,
    demo_sink: OnceLock<u16>,
    options: DeskOptions,
}

/// The desk ended while it worked for somebody.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the desk is stopping")]
pub struct Stopping;

/// Why no password was hashed.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub enum HashError {
    #[error("too many people are signing in at this moment, try again in a few seconds")]
    Busy,
    #[error(transparent)]
    Stopping(#[from] Stopping),
}

impl Desk {
    /// Opens the store in the data folder, makes it if there is none.
    ///
    /// # Errors
    /// [`StoreError::Locked`] if another desk runs there, otherwise what the disk said.
    pub fn open(options: DeskOptions) -> Result<Arc<Self>, StoreError> {
        let backend = Backend::File(options.data.join(STORE_FILE));
        Self::open_with(options, backend)
    }

    /// The same on another kind of disk.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn open_with(options: DeskOptions, backend: Backend) -> Result<Arc<Self>, StoreError> {
        let events = Events::new();
        let books = Books::default();
        let (of_store, stale) = (events.clone(), books.stale());
        let changed = Arc::new(Notify::new());
        let to_index = Arc::new(Notify::new());
        let rings = [Arc::clone(&changed), Arc::clone(&to_index)];
        let store = Store::open(StoreOptions {
            backend,
            cache_bytes: options.cache_bytes,
            on_commit: Box::new(move |committed| {
                if committed.may_touch(Change::Settings) {
                    stale.mark();
                }
                match committed {
                    Committed::Changes(changes) => of_store.publish(changes),
                    Committed::Unsure => of_store.publish_doubt(),
                }
                rings.iter().for_each(|ring| ring.notify_one());
            }),
            search: SearchOptions {
                folder: Some(options.data.join(SEARCH_FOLDER)),
                file_texts: search::file_texts,
            },
        })?;
        events.begin(store::activity::newest(&store.read()?)?);
        store.sweep_blobs()?;
        let key = Key::load_or_make(&options.data.join("guichet.key"))?;
        for name in store::settings::sealed_otherwise(&store.read()?, Some(&key))? {
            tracing::error!(secret = name, "{}", smarthost::sealed_advice(&name));
        }
        let parsing = Parsing::open(&options.data.join("parsing"), options.prober.clone())?;
        let desk = Self {
            key,
            books,
            events,
            present: Present::default(),
            parsing,
            spool: Spool::open(&options.data.join("spool"))?,
            heavy: Arc::new(Semaphore::new(HEAVY_AT_ONCE)),
            refusals: Refusals::default(),
            hasher: Hasher::new(),
            limiter: Limiter::default(),
            asks: Asks::default(),
            letters: OnceLock::new(),
            failures: Failures::default(),
            audit_walked: Walked::default(),
            looks: Looks::default(),
            mail_queued: Arc::new(Notify::new()),
            changed,
            to_index,
            erasing: Arc::new(Notify::new()),
            demo_sink: OnceLock::new(),
            store,
            options,
        };
        match desk.release_leases() {
            // They run out by themselves; a desk that cannot write is still read.
            Err(error @ StoreError::Full) => {
                tracing::warn!(error = %error, "mail waits for leases");
            }
            released => released?,
        }
        Ok(Arc::new(desk))
    }

    /// The store, for checks and for tools that read it whole.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The data folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.options.data
    }

    /// Runs a use case off the async threads, on a stack that any accepted mail fits.
    ///
    /// # Errors
    /// [`Stopping`] if the runtime ends before it does, or if it panicked.
    pub async fn run<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Arc<Self>) -> T + Send + 'static,
    ) -> Result<T, Stopping> {
        let desk = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&desk))
            .await
            .map_err(|error| {
                tracing::error!(error = %error, "a use case ended early");
                Stopping
            })
    }

    /// Keeps a mail as [`Desk::receive`] does. A heavy one waits here until there is memory for it,
    /// on disk and without a thread.
    ///
    /// # Errors
    /// [`Stopping`] as [`Desk::run`]; inside, what kept the mail from being kept.
    pub async fn receive_in_turn(
        self: &Arc<Self>,
        envelope: Envelope,
        raw: RawMail,
    ) -> Result<Result<Kept, ReceiveError>, Stopping> {
        let mib = raw.bytes().div_ceil(MIB).min(HEAVY_AT_ONCE);
        let share = u32::try_from(mib).unwrap_or(u32::MAX);
        let turn = if raw.bytes() > HEAVY {
            let heavy = Arc::clone(&self.heavy);
            let turn = heavy.acquire_many_owned(share).await;
            Some(turn.expect("the share of heavy mails is never closed"))
        } else {
            None
        };
        // Held by the work itself: it goes on when its caller is gone.
        self.run(move |desk| {
            let raw = raw.read().map_err(StoreError::from)?;
            let kept = desk.receive(&envelope, &raw, envelope.received_at);
            drop((raw, turn));
            kept
        })
        .await
    }

    /// Begins a file for a mail that is too large for the memory.
    ///
    /// # Errors
    /// What the disk said.
    pub fn begin_spool(&self) -> std::io::Result<SpoolFile> {
        self.spool.begin()
    }

    /// Runs a use case that hashes a password. Few do at once; the others wait here, not on the
    /// threads that serve mail and pages, and not in any number.
    ///
    /// # Errors
    /// [`HashError::Busy`] if too many wait already; otherwise as [`Desk::run`].
    pub async fn run_hashing<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Arc<Self>) -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let _place = self
            .hasher
            .queue
            .try_acquire()
            .map_err(|_| HashError::Busy)?;
        let slots = Arc::clone(&self.hasher.slots);
        let slot = slots
            .acquire_owned()
            .await
            .expect("the slots are never closed");
        // Held by the work itself: it goes on when its caller is gone.
        let worked = self.run(move |desk| {
            let done = work(desk);
            drop(slot);
            done
        });
        Ok(worked.await?)
    }

    /// True if the writer answers: what a sign of life stands on.
    #[must_use]
    pub fn can_write(&self) -> bool {
        self.store.write(|_| Ok::<_, StoreError>(())).is_ok()
    }

    /// True while the disk has room for more mail.
    #[must_use]
    pub fn has_room(&self) -> bool {
        // A disk that cannot be asked is found out by the next write.
        rustix::fs::statvfs(&self.options.data).map_or(true, |disk| {
            disk.f_bavail.saturating_mul(disk.f_frsize) >= self.options.min_free_bytes
        })
    }
}

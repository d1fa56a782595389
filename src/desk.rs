//! The use cases: one function is one thing that a person or a mail can do, in one transaction.
//!
//! Synchronous, but for `run` and `events`. Doors for people are on [`access::UserDesk`], which is
//! only had through the gate; doors for the rim (receiver, sender) are on [`Desk`].

pub mod access;
pub mod api_token;
pub mod audit;
pub mod book;
pub mod deliver;
pub mod events;
pub mod feed;
pub mod groups;
pub mod housekeeping;
pub mod mailbox;
pub mod message_html;
pub mod mint;
pub mod parsing;
pub mod password;
pub mod people;
pub mod problem;
pub mod receive;
pub mod refusal;
pub mod reply;
pub mod roles;
pub mod setup;
pub mod sign_in;
pub mod ticket_create;
pub mod ticket_edit;
pub mod ticket_list;
pub mod ticket_view;
pub mod upload;
pub mod warrant;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use tokio::sync::Notify;

use crate::{
    domain::change::Change,
    store::{self, Backend, Store, StoreError, StoreOptions, seal::Key},
};

use audit::Walked;
use book::Books;
use events::Events;
use parsing::Parsing;
use password::Hasher;
use refusal::Refusals;
use sign_in::Limiter;

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
        }
    }
}

/// One service desk. Shared by every door.
pub struct Desk {
    store: Store,
    key: Key,
    books: Books,
    events: Events,
    parsing: Parsing,
    refusals: Refusals,
    hasher: Hasher,
    limiter: Limiter,
    audit_walked: Walked,
    mail_queued: Arc<Notify>,
    demo_sink: OnceLock<u16>,
    options: DeskOptions,
}

/// The desk ended while it worked for somebody.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the desk is stopping")]
pub struct Stopping;

impl Desk {
    /// Opens the store in the data folder, makes it if there is none.
    ///
    /// # Errors
    /// [`StoreError::Locked`] if another desk runs there, otherwise what the disk said.
    pub fn open(options: DeskOptions) -> Result<Arc<Self>, StoreError> {
        let backend = Backend::File(options.data.join("guichet.redb"));
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
        let store = Store::open(StoreOptions {
            backend,
            cache_bytes: options.cache_bytes,
            on_commit: Box::new(move |changes| {
                if changes
                    .iter()
                    .any(|change| change.change == Change::Settings)
                {
                    stale.mark();
                }
                of_store.publish(changes);
            }),
        })?;
        store.sweep_blobs()?;
        let key = Key::load_or_make(&options.data.join("guichet.key"))?;
        for name in store::settings::sealed_otherwise(&store.read()?, &key)? {
            tracing::error!(
                secret = name,
                "guichet.key does not open `{name}`: put the key of this desk back"
            );
        }
        let parsing = Parsing::open(&options.data.join("parsing"), options.prober.clone())?;
        let desk = Self {
            key,
            books,
            events,
            parsing,
            refusals: Refusals::default(),
            hasher: Hasher::new(),
            limiter: Limiter::default(),
            audit_walked: Walked::default(),
            mail_queued: Arc::new(Notify::new()),
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

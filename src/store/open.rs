//! Opening the file, reading from it, handing closures to the writer.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard,
        mpsc::{self, Sender},
    },
    thread::JoinHandle,
};

use redb::{Builder, Database, ReadableDatabase, StorageBackend};

use crate::domain::change::{Change, NumberedChange};

use super::{
    ReadTx, StoreError, WriteTx,
    alphabet::Alphabet,
    columns::{Cold, Columns, Row, pages},
    file,
    gathered::Gathered,
    heads::Heads,
    migrate,
    search::{Search, SearchOptions},
    tx::Effects,
    writer::{self, Job, Turns, Typed},
};

/// What is known of a commit.
#[derive(Clone, Copy, Debug)]
pub enum Committed<'a> {
    /// This was changed, and it is on disk.
    Changes(&'a [NumberedChange]),
    /// The disk failed: whatever was read before may be out of date.
    Unsure,
}

impl Committed<'_> {
    /// False if nothing of this kind was changed for certain.
    #[must_use]
    pub fn may_touch(&self, kind: Change) -> bool {
        match self {
            Self::Changes(changes) => changes.iter().any(|change| change.change == kind),
            Self::Unsure => true,
        }
    }
}

/// Called after each commit, before anybody is answered.
pub type OnCommit = Box<dyn Fn(Committed<'_>) + Send + Sync>;

/// Where the bytes are.
pub enum Backend {
    File(PathBuf),
    /// Another one: a memory for tests, a disk that loses what was not synced.
    Custom(Box<dyn StorageBackend>),
}

/// How to open a store.
pub struct StoreOptions {
    pub backend: Backend,
    /// Page cache; resident memory is about a fifth more.
    pub cache_bytes: usize,
    pub on_commit: OnCommit,
    pub search: SearchOptions,
}

/// The store of one desk. Dropping it waits for the writer.
pub struct Store {
    pub(super) shared: Arc<Shared>,
    jobs: Option<Sender<Box<dyn Job>>>,
    writer: Option<JoinHandle<()>>,
}

/// What readers and the writer share.
pub(super) struct Shared {
    database: RwLock<Option<Database>>,
    pub(super) columns: RwLock<Columns>,
    pub(super) heads: Gathered<Heads>,
    pub(super) alphabet: Gathered<Alphabet>,
    pub(super) search: Search,
    on_commit: OnCommit,
    pub(super) turns: Turns,
    place: Place,
    cache_bytes: usize,
}

/// Where the file is opened again after a fault.
enum Place {
    Path(PathBuf),
    Custom(CustomBackend),
}

impl Shared {
    pub(super) fn database(&self) -> RwLockReadGuard<'_, Option<Database>> {
        self.database.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Brings memory up to what was committed, then tells the listeners.
    pub(super) fn apply(&self, mut effects: Effects) {
        {
            let mut columns = self.columns.write().unwrap_or_else(PoisonError::into_inner);
            for change in &mut effects.changes {
                if let Change::Ticket(ticket) = change.change {
                    change.was = columns.row_anywhere(ticket).map(Row::place);
                }
            }
            for (ticket, row) in &effects.rows {
                columns.put(*ticket, *row);
            }
            effects.gone.iter().for_each(|gone| columns.remove(*gone));
        }
        self.heads.apply(&effects.heads);
        self.alphabet.apply(&effects.titles);
        if !effects.changes.is_empty() {
            (self.on_commit)(Committed::Changes(&effects.changes));
        }
    }

    /// After a failed write redb refuses all others: opens the file again, so that a disk with room
    /// again needs no restart. Whether the commit is in it is not known, so memory is read anew.
    pub(super) fn recover(&self, error: &StoreError) {
        match self.open_again() {
            Ok(columns) => {
                *self.columns.write().unwrap_or_else(PoisonError::into_inner) = columns;
                self.heads.forget();
                self.alphabet.forget();
                (self.on_commit)(Committed::Unsure);
            }
            Err(again) => {
                tracing::error!(cause = %error, error = %again, "the store does not open again");
            }
        }
    }

    // The lock ends here: whoever is told of the doubt may read.
    fn open_again(&self) -> Result<Columns, StoreError> {
        let mut slot = self
            .database
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        drop(slot.take());
        let builder = builder(self.cache_bytes);
        let database = match &self.place {
            Place::Path(path) => builder.open(path)?,
            Place::Custom(backend) => builder.create_with_backend(backend.clone())?,
        };
        let columns = pages::load(&ReadTx::new(database.begin_read()?), None)?;
        *slot = Some(database);
        Ok(columns)
    }
}

fn builder(cache_bytes: usize) -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(cache_bytes);
    builder
}

impl Store {
    /// Opens a store, makes it if there is none, and loads the columns.
    ///
    /// # Errors
    /// [`StoreError::Locked`] if another process has it, [`StoreError::Newer`] if a later release
    /// wrote it, [`StoreError::Damaged`], otherwise what the disk said.
    pub fn open(options: StoreOptions) -> Result<Self, StoreError> {
        // redb takes what stands in a file for its own and panics over pages that cannot be.
        catch_unwind(AssertUnwindSafe(|| Self::open_sound(options))).unwrap_or_else(|_| {
            let what = "a page of it is none".to_owned();
            Err(StoreError::Damaged(what))
        })
    }

    fn open_sound(options: StoreOptions) -> Result<Self, StoreError> {
        let StoreOptions {
            backend,
            cache_bytes,
            on_commit,
            search,
        } = options;
        let (place, database, file) = match backend {
            Backend::File(path) => {
                let (database, file) = file::create(&builder(cache_bytes), &path)?;
                (Place::Path(path), database, Some(file))
            }
            Backend::Custom(backend) => {
                let backend = CustomBackend(backend.into());
                let database = builder(cache_bytes).create_with_backend(backend.clone())?;
                (Place::Custom(backend), database, None)
            }
        };
        migrate::run(&database)?;
        let cold = file.as_ref().map(|file| Cold::of(&database, file));
        let columns = pages::load(&ReadTx::new(database.begin_read()?), cold)?;
        let shared = Arc::new(Shared {
            database: RwLock::new(Some(database)),
            columns: RwLock::new(columns),
            heads: Gathered::default(),
            alphabet: Gathered::default(),
            search: Search::new(search),
            on_commit,
            turns: Turns::default(),
            place,
            cache_bytes,
        });
        let (jobs, queue) = mpsc::channel();
        let of_writer = Arc::clone(&shared);
        let writer = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || writer::run(&of_writer, &queue))?;
        Ok(Self {
            shared,
            jobs: Some(jobs),
            writer: Some(writer),
        })
    }

    /// Takes a snapshot.
    ///
    /// # Errors
    /// [`StoreError::Closed`] while the file could not be opened again after a fault.
    pub fn read(&self) -> Result<ReadTx, StoreError> {
        let guard = self.shared.database();
        let database = guard.as_ref().ok_or(StoreError::Closed)?;
        Ok(ReadTx::new(database.begin_read()?))
    }

    /// Runs a closure in the next transaction and waits until it is on disk.
    ///
    /// The closure may run more than once; its effects are those of its last run. It must have no
    /// effect outside of the transaction.
    ///
    /// # Errors
    /// What the closure returned, or the [`StoreError`] that kept it from the disk.
    pub fn write<T, E, F>(&self, closure: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut WriteTx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.write_sized(0, closure)
    }

    /// The same for a closure that writes about `bytes`, so that a batch stays bounded.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_sized<T, E, F>(&self, bytes: usize, closure: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut WriteTx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (answer, answered) = mpsc::sync_channel(1);
        // A receiver that is gone wants no answer.
        let done = move |result| drop(answer.send(result));
        let job = Typed {
            bytes,
            closure,
            result: None,
            done,
        };
        if let Some(job) = writer::run_alone(&self.shared, Box::new(job)) {
            let turns = &self.shared.turns;
            let jobs = self.jobs.as_ref();
            if !jobs.is_some_and(|jobs| writer::send(turns, jobs, job)) {
                return Err(StoreError::Closed.into());
            }
        }
        answered
            .recv()
            .unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// Reads the columns. Keep the closure short: the writer waits for it.
    pub fn columns<T>(&self, read: impl FnOnce(&Columns) -> T) -> T {
        read(
            &self
                .shared
                .columns
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(writer) = self.writer.take() {
            // A writer that panicked has said so in the log.
            drop(writer.join());
        }
    }
}

#[derive(Clone, Debug)]
struct CustomBackend(Arc<dyn StorageBackend>);

impl StorageBackend for CustomBackend {
    fn len(&self) -> Result<u64, std::io::Error> {
        self.0.len()
    }
    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), std::io::Error> {
        self.0.read(offset, out)
    }
    fn set_len(&self, len: u64) -> Result<(), std::io::Error> {
        self.0.set_len(len)
    }
    fn sync_data(&self) -> Result<(), std::io::Error> {
        self.0.sync_data()
    }
    fn write(&self, offset: u64, data: &[u8]) -> Result<(), std::io::Error> {
        self.0.write(offset, data)
    }
    fn close(&self) -> Result<(), std::io::Error> {
        self.0.close()
    }
}

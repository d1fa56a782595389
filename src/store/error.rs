//! What can go wrong in the store, by what the caller does about it.

use std::sync::Arc;

/// Why the store did not do it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// Free space and try again: nothing was changed.
    #[error("the disk is full")]
    Full,
    /// Another process has the store open.
    #[error("another guichet runs on this data folder")]
    Locked,
    /// Written by a later release.
    #[error(
        "the store is of format {found}, this guichet reads up to {known}: start the newer release again"
    )]
    Newer { found: u64, known: u64 },
    /// A record that no release of ours wrote.
    #[error("record in table `{table}` does not decode")]
    Corrupt { table: &'static str },
    /// The file is not what the last commit left: a disk at fault, or something else wrote to it.
    #[error("guichet.redb is damaged ({0}): put a backup in its place")]
    Damaged(String),
    /// The key file is there and holds no key.
    #[error(
        "guichet.key holds {found} octets where a key has {wanted}: put the right one back, or remove it and enter the passwords of other servers again"
    )]
    NoKey { found: usize, wanted: usize },
    /// One use case failed by a fault of ours; the others went on.
    #[error("the change was given up after a panic")]
    Panicked,
    /// The desk is stopping.
    #[error("the store is closed")]
    Closed,
    #[error("the sealing key does not open this secret")]
    Sealed,
    #[error("{0}")]
    Io(Arc<std::io::Error>),
    #[error("{0}")]
    Redb(Arc<redb::Error>),
}

impl StoreError {
    /// True for what may be over when it is tried again: a full disk, a desk that stops.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Full | Self::Closed)
    }
}

fn from_io(error: std::io::Error) -> StoreError {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Io(Arc::new(error)),
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        from_io(error)
    }
}

impl From<redb::Error> for StoreError {
    fn from(error: redb::Error) -> Self {
        match error {
            // redb says so of a file that does not begin as one of its own.
            redb::Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                Self::Damaged(error.to_string())
            }
            redb::Error::Io(error) => from_io(error),
            redb::Error::Corrupted(what) => Self::Damaged(what),
            redb::Error::DatabaseAlreadyOpen => Self::Locked,
            error => Self::Redb(Arc::new(error)),
        }
    }
}

macro_rules! through_redb {
    ($($name:ident),*) => {$(
        impl From<redb::$name> for StoreError {
            fn from(error: redb::$name) -> Self {
                redb::Error::from(error).into()
            }
        }
    )*};
}

through_redb!(
    StorageError,
    TableError,
    TransactionError,
    CommitError,
    DatabaseError,
    SetDurabilityError
);

//! Bodies of requests: how large, how slow, and how much of all of them stays in memory at once.
//! Never holds a byte that is not counted.

use std::{pin::pin, sync::Arc, time::Duration};

use bytes::Bytes;
use futures_util::StreamExt as _;
use poem::Body;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::WebError;

/// Largest body of somebody who was let in: a 25 MB file in a form, with room for the form.
pub const LARGEST: usize = 36 << 20;
/// Largest body of anybody: a form without files.
const LARGEST_OPEN: usize = 64 << 10;
/// A whole body must be there within this time.
pub const TIME: Duration = Duration::from_secs(120);
const TIME_OPEN: Duration = Duration::from_secs(20);

/// Whose body it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Anybody at an open door.
    Anybody,
    /// Somebody whose right was asked for.
    User,
}

/// How many bytes may be in memory, for each kind of sender apart: strangers who fill theirs keep
/// no user from working.
pub struct Bodies {
    users: Arc<Semaphore>,
    anybody: Arc<Semaphore>,
}

/// The bytes of a body and their place in memory, given back when it is dropped.
pub struct Held {
    pub bytes: Bytes,
    _room: OwnedSemaphorePermit,
}

impl Default for Bodies {
    fn default() -> Self {
        // More than all connections of one block can fill over HTTP/1.1.
        Self::new(256 << 20, 64 << 20)
    }
}

impl Bodies {
    /// Bounds in bytes.
    #[must_use]
    pub fn new(users: usize, anybody: usize) -> Self {
        Self {
            users: Arc::new(Semaphore::new(users)),
            anybody: Arc::new(Semaphore::new(anybody)),
        }
    }

    /// Bytes for which there is room.
    #[must_use]
    pub fn free(&self, from: From) -> usize {
        self.of(from).available_permits()
    }

    /// Reads a body; `declared` is its length as the header says it.
    ///
    /// # Errors
    /// [`WebError::TooLarge`], [`WebError::Unavailable`] while others fill the room,
    /// [`WebError::BadRequest`] for a body that does not end.
    pub async fn read(
        &self,
        from: From,
        declared: Option<u64>,
        body: Body,
    ) -> Result<Held, WebError> {
        let (largest, time) = match from {
            From::Anybody => (LARGEST_OPEN, TIME_OPEN),
            From::User => (LARGEST, TIME),
        };
        if declared.is_some_and(|declared| declared > largest as u64) {
            return Err(WebError::TooLarge);
        }
        let whole = self.gather(from, largest, body);
        tokio::time::timeout(time, whole)
            .await
            .unwrap_or(Err(WebError::BadRequest))
    }

    async fn gather(&self, from: From, largest: usize, body: Body) -> Result<Held, WebError> {
        let mut room = self.take(from, 0)?;
        let mut bytes = Vec::new();
        let mut pieces = pin!(body.into_bytes_stream());
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(|_| WebError::BadRequest)?;
            if bytes.len() + piece.len() > largest {
                return Err(WebError::TooLarge);
            }
            room.merge(self.take(from, piece.len())?);
            bytes.extend_from_slice(&piece);
        }
        let bytes = bytes.into();
        Ok(Held { bytes, _room: room })
    }

    /// Takes the room of a form with files, which are kept as they come.
    ///
    /// # Errors
    /// [`WebError::Unavailable`] while others fill the room.
    pub fn reserve(&self, declared: Option<u64>) -> Result<Held, WebError> {
        let declared = declared.and_then(|declared| usize::try_from(declared).ok());
        let most = declared.unwrap_or(LARGEST).min(LARGEST);
        Ok(Held {
            bytes: Bytes::new(),
            _room: self.take(From::User, most)?,
        })
    }

    /// Reads a stranger's form with files: no larger than any other of theirs.
    ///
    /// # Errors
    /// As [`Bodies::read`].
    pub async fn small(&self, declared: Option<u64>, body: Body) -> Result<(Body, Held), WebError> {
        let mut held = self.read(From::Anybody, declared, body).await?;
        let bytes = std::mem::take(&mut held.bytes);
        Ok((Body::from_bytes(bytes), held))
    }

    fn take(&self, from: From, bytes: usize) -> Result<OwnedSemaphorePermit, WebError> {
        let count = u32::try_from(bytes).map_err(|_| WebError::TooLarge)?;
        Arc::clone(self.of(from))
            .try_acquire_many_owned(count)
            .map_err(|_| WebError::Unavailable)
    }

    fn of(&self, from: From) -> &Arc<Semaphore> {
        match from {
            From::Anybody => &self.anybody,
            From::User => &self.users,
        }
    }
}

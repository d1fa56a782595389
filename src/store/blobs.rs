//! Large bytes: zstd, cut into chunks, named by SHA-256, counted by reference.
//!
//! Hashing and compression happen before the transaction (`prepare`). redb rounds a value up to a
//! power of two of pages, so a chunk holds at most 32,600 bytes.

use redb::ReadableTable;
use sha2::{Digest, Sha256};

use crate::domain::id::BlobId;

use super::{Store, StoreError, View, WriteTx, packing};

const CHUNK: usize = 32_600;
/// Compressed bytes above which a blob is written in transactions of its own.
const ALONE: usize = 1 << 20;
/// Compressed bytes of one such transaction.
const STEP: usize = 4 << 20;

/// Bytes that are ready to be written.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub id: BlobId,
    size_bytes: u64,
    packed: Vec<u8>,
}

impl Prepared {
    /// How much the transaction that holds it will write.
    #[must_use]
    pub fn packed_bytes(&self) -> usize {
        self.packed.len()
    }
}

/// Hashes and compresses.
///
/// # Errors
/// [`StoreError::Io`] if the compressor has no memory.
pub fn prepare(plain: &[u8]) -> Result<Prepared, StoreError> {
    Ok(Prepared {
        id: BlobId(Sha256::digest(plain).into()),
        size_bytes: plain.len() as u64,
        packed: packing::pack(plain)?,
    })
}

/// Adds a reference, and the bytes if they are new.
///
/// # Errors
/// [`StoreError`] if they cannot be written.
pub fn link(tx: &mut WriteTx<'_>, blob: &Prepared) -> Result<(), StoreError> {
    let known = tx
        .blob_by_hash()?
        .get(blob.id.0.as_slice())?
        .map(|found| found.value());
    let (number, size_bytes, chunks, references) = match known {
        Some(known) => known,
        None => {
            let number = tx.next("blob")?;
            let mut chunks = 0;
            for chunk in blob.packed.chunks(CHUNK) {
                tx.blob_mut()?.insert((number, chunks), chunk)?;
                chunks += 1;
            }
            (number, blob.size_bytes, chunks, 0)
        }
    };
    if known.is_some() && references == 0 {
        tx.blob_staged_mut()?.remove(number)?;
    }
    tx.blob_by_hash_mut()?.insert(
        blob.id.0.as_slice(),
        (number, size_bytes, chunks, references + 1),
    )?;
    Ok(())
}

/// Takes a reference away; the last one takes the bytes with it.
///
/// # Errors
/// [`StoreError`] if they cannot be written.
pub fn unlink(tx: &mut WriteTx<'_>, id: BlobId) -> Result<(), StoreError> {
    let known = tx
        .blob_by_hash()?
        .get(id.0.as_slice())?
        .map(|found| found.value());
    let Some((number, size_bytes, chunks, references)) = known else {
        return Ok(());
    };
    if references > 1 {
        tx.blob_by_hash_mut()?.insert(
            id.0.as_slice(),
            (number, size_bytes, chunks, references - 1),
        )?;
        return Ok(());
    }
    tx.blob_by_hash_mut()?.remove(id.0.as_slice())?;
    for chunk in 0..chunks {
        tx.blob_mut()?.remove((number, chunk))?;
    }
    Ok(())
}

/// Reads a blob's plain bytes.
///
/// # Errors
/// [`StoreError::Corrupt`] if a chunk is missing or does not unpack.
pub fn get(view: &impl View, id: BlobId) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(found) = view
        .blob_by_hash()?
        .get(id.0.as_slice())?
        .map(|found| found.value())
    else {
        return Ok(None);
    };
    let (number, size_bytes, chunks, _) = found;
    let corrupt = || StoreError::Corrupt { table: "blob" };
    let mut packed = Vec::new();
    for chunk in 0..chunks {
        let bytes = view.blob()?.get((number, chunk))?.ok_or_else(corrupt)?;
        packed.extend_from_slice(bytes.value());
    }
    let size = usize::try_from(size_bytes).map_err(|_| corrupt())?;
    packing::unpack(&packed, size)
        .map(Some)
        .map_err(|_| corrupt())
}

impl Store {
    /// Writes a large blob's chunks ahead of the transaction that will link it, in steps that let
    /// other writers in between. Small blobs are left to `link`.
    ///
    /// # Errors
    /// [`StoreError`] if they cannot be written.
    pub fn stage(&self, blob: &Prepared) -> Result<(), StoreError> {
        if blob.packed.len() <= ALONE {
            return Ok(());
        }
        let id = blob.id;
        let known = self.read()?.blob_by_hash()?.get(id.0.as_slice())?.is_some();
        if known {
            return Ok(());
        }
        let number = self.write(move |tx| {
            let number = tx.next("blob")?;
            tx.blob_staged_mut()?.insert(number, id.0.as_slice())?;
            Ok::<_, StoreError>(number)
        })?;
        let staged = self.stage_chunks(number, blob);
        if staged.is_err() {
            self.drop_staged(number, id);
        }
        staged
    }

    fn stage_chunks(&self, number: u64, blob: &Prepared) -> Result<(), StoreError> {
        let (id, size_bytes) = (blob.id, blob.size_bytes);
        let chunks: Vec<Vec<u8>> = blob.packed.chunks(CHUNK).map(<[u8]>::to_vec).collect();
        let total = u32::try_from(chunks.len()).map_err(|_| StoreError::Full)?;
        let mut first = 0u32;
        for step in chunks.chunks(STEP / CHUNK) {
            let (step, from) = (step.to_vec(), first);
            first += u32::try_from(step.len()).unwrap_or(u32::MAX);
            let bytes = step.iter().map(Vec::len).sum();
            self.write_sized(bytes, move |tx| {
                for (chunk, at) in step.iter().zip(from..) {
                    tx.blob_mut()?.insert((number, at), chunk.as_slice())?;
                }
                Ok::<_, StoreError>(())
            })?;
        }
        self.write(move |tx| {
            // Somebody else may have staged the same bytes meanwhile: theirs stay.
            if tx.blob_by_hash()?.get(id.0.as_slice())?.is_some() {
                return drop_staged(tx, number, &id.0);
            }
            tx.blob_by_hash_mut()?
                .insert(id.0.as_slice(), (number, size_bytes, total, 0))?;
            Ok::<_, StoreError>(())
        })
    }

    /// Takes back what [`Store::stage`] wrote when nothing will link it. What is linked stays.
    pub fn unstage(&self, blob: &Prepared) {
        if blob.packed.len() <= ALONE {
            return;
        }
        let known = || -> Result<_, StoreError> {
            let view = self.read()?;
            let known = view.blob_by_hash()?.get(blob.id.0.as_slice())?;
            Ok(known.map(|found| found.value()))
        };
        // What cannot be read now is swept at the next start.
        if let Ok(Some((number, _, _, 0))) = known() {
            self.drop_staged(number, blob.id);
        }
    }

    fn drop_staged(&self, number: u64, id: BlobId) {
        let dropped = self.write(move |tx| {
            let known = tx.blob_by_hash()?.get(id.0.as_slice())?;
            let linked = known
                .map(|found| found.value())
                .is_some_and(|(owner, .., references)| owner == number && references > 0);
            if linked {
                return Ok(());
            }
            drop_staged(tx, number, &id.0)
        });
        if let Err(error) = dropped {
            tracing::warn!(%error, "bytes that nobody needs stay until the next start");
        }
    }

    /// Removes what a crash left between `stage` and `link`. Only at start, before anybody stages.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be written.
    pub fn sweep_blobs(&self) -> Result<(), StoreError> {
        let left = self.read()?.blob_staged()?.first()?.is_some();
        if !left {
            return Ok(());
        }
        self.write(sweep)
    }
}

fn sweep(tx: &mut WriteTx<'_>) -> Result<(), StoreError> {
    let mut staged = Vec::new();
    for row in tx.blob_staged()?.iter()? {
        let (number, hash) = row?;
        staged.push((number.value(), hash.value().to_vec()));
    }
    for (number, hash) in staged {
        drop_staged(tx, number, &hash)?;
    }
    Ok(())
}

fn drop_staged(tx: &mut WriteTx<'_>, number: u64, hash: &[u8]) -> Result<(), StoreError> {
    let known = tx.blob_by_hash()?.get(hash)?.map(|found| found.value().0);
    if known == Some(number) {
        tx.blob_by_hash_mut()?.remove(hash)?;
    }
    tx.blob_mut()?
        .retain_in((number, 0)..=(number, u32::MAX), |_, _| false)?;
    tx.blob_staged_mut()?.remove(number)?;
    Ok(())
}

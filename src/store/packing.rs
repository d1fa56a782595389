//! zstd as the store uses it: tools that are made once and lent to whoever packs or unpacks. Knows
//! nothing of records and blobs.

#[cfg(test)]
mod tests;

use std::{
    io,
    sync::{Mutex, PoisonError},
};

use zstd::bulk::{Compressor, Decompressor};

/// Fastest level that still halves text: the writer waits for some of it.
const LEVEL: i32 = 1;
/// So many tools of a kind wait for work: a packer holds about 600 KiB, an unpacker 160 KiB.
const KEPT: usize = 4;

static PACKERS: Idle<Compressor<'static>> = Idle(Mutex::new(Vec::new()));
static UNPACKERS: Idle<Decompressor<'static>> = Idle(Mutex::new(Vec::new()));

/// Tools that nobody uses at the moment. Making one takes longer than packing a short text.
struct Idle<T>(Mutex<Vec<T>>);

impl<T> Idle<T> {
    fn take(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, tool: T) {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(tool);
        }
    }
}

/// Packs bytes.
///
/// # Errors
/// If there is no memory for it.
pub(super) fn pack(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut packer = PACKERS.take().map_or_else(|| Compressor::new(LEVEL), Ok)?;
    let packed = packer.compress(plain)?;
    PACKERS.give_back(packer);
    Ok(packed)
}

/// Unpacks what is at most `length` bytes long.
///
/// # Errors
/// If it is longer, or was never packed.
pub(super) fn unpack(packed: &[u8], length: usize) -> io::Result<Vec<u8>> {
    let mut unpacker = UNPACKERS.take().map_or_else(Decompressor::new, Ok)?;
    let plain = unpacker.decompress(packed, length)?;
    UNPACKERS.give_back(unpacker);
    Ok(plain)
}

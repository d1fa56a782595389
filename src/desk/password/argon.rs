//! argon2id, in memory that goes back to the system when the hash is done. Decides nothing.

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};

use crate::desk::mint;

/// Blocks of 1 KiB that are reserved for a hash, of which it touches those that it needs.
///
/// The C library maps what is larger than 32 MiB apart and unmaps it at once. Anything smaller it
/// learns to serve from the heap of the thread that asks, one for each of many, and keeps there:
/// 16 sign-ins left 400 MiB.
const APART: usize = 33 << 10;

/// Hashes with a salt of its own; None if argon2 refuses.
pub(super) fn hash(password: &str) -> Option<String> {
    // OWASP's first choice; 67 ms on the reference machine (dependencies.md).
    let params = Params::new(19_456, 2, 1, None).ok()?;
    let salt: [u8; 16] = mint::bytes();
    let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
    let hash = PasswordHash {
        algorithm: algorithm.ident(),
        version: Some(version.into()),
        params: ParamsString::try_from(&params).ok()?,
        salt: Some(Salt::new(&salt).ok()?),
        hash: None,
    };
    let length = Params::DEFAULT_OUTPUT_LEN;
    let output = output(
        Argon2::new(algorithm, version, params),
        password,
        &salt,
        length,
    );
    Some(
        PasswordHash {
            hash: Some(output?),
            ..hash
        }
        .to_string(),
    )
}

/// Compares with what [`hash`] made, whatever its parameters were then.
pub(super) fn matches(password: &str, stored: &str) -> bool {
    compare(password, stored).unwrap_or(false)
}

fn compare(password: &str, stored: &str) -> Option<bool> {
    let stored = PasswordHash::new(stored).ok()?;
    let (salt, wanted) = (stored.salt?, stored.hash?);
    let algorithm = Algorithm::try_from(stored.algorithm.as_str()).ok()?;
    let version = stored
        .version
        .map_or(Ok(Version::default()), Version::try_from);
    let argon2 = Argon2::new(algorithm, version.ok()?, Params::try_from(&stored).ok()?);
    // `Output` compares in constant time.
    Some(output(argon2, password, &salt, wanted.len())? == wanted)
}

fn output(argon2: Argon2<'_>, password: &str, salt: &[u8], length: usize) -> Option<Output> {
    let blocks = argon2.params().block_count();
    let mut memory = Vec::with_capacity(blocks.max(APART));
    memory.resize(blocks, Block::new());
    let mut bytes = [0; Output::MAX_LENGTH];
    let bytes = bytes.get_mut(..length)?;
    argon2
        .hash_password_into_with_memory(password.as_bytes(), salt, bytes, memory)
        .ok()?;
    Output::new(bytes).ok()
}

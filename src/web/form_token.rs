//! What every form carries, so that no other site can send it. Never the same text twice.
//!
//! Pages are compressed and hold text of strangers; a secret that stood in them unchanged could be
//! read off their lengths (BREACH). So each page shows the token under a mask of its own.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

const BYTES: usize = 18;

/// The token of one browser: derived from a cookie that other sites cannot read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormToken([u8; BYTES]);

impl FormToken {
    /// Derives it from the secret of a cookie; None from an empty one.
    #[must_use]
    pub fn of_cookie(secret: &str) -> Option<Self> {
        if secret.is_empty() {
            return None;
        }
        let mut hash = Sha256::new();
        hash.update(b"guichet form token\0");
        hash.update(secret);
        let digest = hash.finalize();
        Some(Self(std::array::from_fn(|place| digest[place])))
    }

    /// Writes it for a page, under a mask that is random.
    #[must_use]
    pub fn masked(self, mask: [u8; BYTES]) -> String {
        let covered = std::iter::zip(self.0, mask).map(|(byte, mask)| byte ^ mask);
        let bytes: Vec<u8> = mask.into_iter().chain(covered).collect();
        data_encoding::BASE64URL_NOPAD.encode(&bytes)
    }

    /// True for a text that this token was written as.
    #[must_use]
    pub fn accepts(self, text: &str) -> bool {
        let Ok(bytes) = data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()) else {
            return false;
        };
        let Some((mask, covered)) = bytes.split_at_checked(BYTES) else {
            return false;
        };
        let plain: Vec<u8> = std::iter::zip(mask, covered)
            .map(|(mask, byte)| mask ^ byte)
            .collect();
        plain.ct_eq(&self.0).into()
    }
}

#[cfg(test)]
mod tests;

//! Names that cannot be guessed. This file shapes them; who mints them passes the random bytes in.

use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Writes bytes as lower-case base32 (RFC 4648, 6) without padding.
#[must_use]
pub fn base32(bytes: &[u8]) -> String {
    let (mut out, mut bits, mut held) = (String::new(), 0u32, 0u32);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(ALPHABET[((held >> bits) & 31) as usize]));
        }
    }
    if bits > 0 {
        out.push(char::from(ALPHABET[((held << (5 - bits)) & 31) as usize]));
    }
    out
}

/// 80 random bits as 16 characters of base32: what stands behind `+t` or `+b` in an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AddressToken(String);

impl AddressToken {
    #[must_use]
    pub fn from_random(bytes: [u8; 10]) -> Self {
        Self(base32(&bytes))
    }

    /// Reads 16 base32 characters in any case; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        (text.len() == 16 && text.bytes().all(|b| ALPHABET.contains(&b))).then_some(Self(text))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

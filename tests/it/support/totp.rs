//! An authenticator app: one-time codes from the secret that a page shows (RFC 6238).

use guichet::domain::time::Timestamp;
use hmac::{Hmac, Mac};
use sha1::Sha1;

/// The code that the app shows at a time.
pub fn code(secret: &str, at: Timestamp) -> String {
    let letters: String = secret.chars().filter(|c| !c.is_whitespace()).collect();
    let seed = data_encoding::BASE32_NOPAD
        .decode(letters.as_bytes())
        .expect("a secret in base32");
    let step = u64::try_from(at.0).unwrap() / 30_000_000;
    let mut mac = Hmac::<Sha1>::new_from_slice(&seed).unwrap();
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let number = u32::from_be_bytes(hash[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

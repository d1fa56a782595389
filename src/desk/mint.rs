//! Names that cannot be guessed: the random bytes come from the system.

use crate::domain::{
    message::MsgId,
    token::{AddressToken, base32},
};

/// Fills an array with random bytes.
#[must_use]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the kernel has random bytes");
    bytes
}

/// Makes a reply or return token of 80 bits.
#[must_use]
pub fn address_token() -> AddressToken {
    AddressToken::from_random(bytes())
}

/// Makes a Message-ID of 128 bits at a domain that is a host name.
#[must_use]
pub fn msg_id(domain: &str) -> Option<MsgId> {
    MsgId::parse(&format!("{}@{domain}", base32(&bytes::<16>())))
}

/// Makes the name of a receipt: 80 bits.
#[must_use]
pub fn receipt_name() -> String {
    base32(&bytes::<10>())
}

/// Makes the name by which a form that is sent twice is known: 80 bits.
#[must_use]
pub fn form_name() -> String {
    base32(&bytes::<10>())
}

/// Makes the secret of a link: 128 bits as 22 characters of base64url.
#[must_use]
pub fn link_secret() -> String {
    data_encoding::BASE64URL_NOPAD.encode(&bytes::<16>())
}

/// Makes the secret of a cookie or an API token: 256 bits as 43 characters of base64url.
#[must_use]
pub fn long_secret() -> String {
    data_encoding::BASE64URL_NOPAD.encode(&bytes::<32>())
}

/// Hashes a secret as it is stored.
#[must_use]
pub fn hash(secret: &str) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(secret).into()
}

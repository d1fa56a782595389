//! What proves who somebody is: sign-ins, one-time links, API tokens. Secrets are hashes here.

use serde::{Deserialize, Serialize};

use super::{
    id::{ApiTokenId, UserId},
    time::Timestamp,
};

/// SHA-256 of a secret that only its owner holds.
pub type SecretHash = [u8; 32];

/// One browser that signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    pub user: UserId,
    pub created: Timestamp,
    /// Moved forward at most once a minute.
    pub seen: Timestamp,
}

/// The link that makes the first admin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupLink {
    pub expires: Timestamp,
}

/// A secret that stands for its owner on the API; never more than its owner may now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiToken {
    pub id: ApiTokenId,
    pub user: UserId,
    pub name: String,
    pub created: Timestamp,
}

/// A file that waits for the message that will carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    pub id: super::id::UploadId,
    pub user: UserId,
    pub name: String,
    pub content_type: String,
    pub blob: super::id::BlobId,
    pub size_bytes: u64,
    pub created: Timestamp,
}

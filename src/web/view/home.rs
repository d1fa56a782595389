//! The page of somebody who may not see tickets: what they may do instead.

use serde::Serialize;

/// `home.html`.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    /// In the order of the settings' list.
    pub may: Vec<May>,
}

/// One thing that they may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct May {
    /// The word of the right, with a hyphen for the colon: `home-may-<word>` says it.
    pub word: String,
    /// Where it is done.
    pub url: String,
}

//! References from HTML to parts of the same mail (RFC 2392). Reads only; builds no address.

use std::collections::HashSet;

use super::entity;
use crate::mail::transfer;

/// The Content-IDs that HTML texts refer to, as written and percent-decoded.
#[must_use]
pub fn used<'a>(htmls: impl Iterator<Item = &'a str>) -> HashSet<String> {
    let mut ids = HashSet::new();
    for html in htmls {
        let lower = html.to_ascii_lowercase();
        for (at, found) in lower.match_indices("cid:") {
            let rest = html.get(at + found.len()..).unwrap_or_default();
            let end = rest.find(|c: char| c.is_whitespace() || "\"'<>)".contains(c));
            // No Content-ID is longer; the bound keeps the search linear.
            let id = rest
                .get(..end.unwrap_or(rest.len()).min(1_000))
                .unwrap_or_default();
            if !id.is_empty() {
                ids.insert(decode(&entity::decode(id)));
            }
        }
    }
    ids
}

/// The Content-ID in a `cid:` address.
#[must_use]
pub fn decode(id: &str) -> String {
    String::from_utf8_lossy(&transfer::percent(id.trim().as_bytes())).into_owned()
}

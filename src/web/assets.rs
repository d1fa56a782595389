//! Style, scripts and icons, embedded with the hash of their content in their address.
//!
//! A pure look-up: an address that is found never changes its bytes, so it may be cached for ever.
//! Never reads a file while the desk runs.

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// One file as it is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    pub bytes: &'static [u8],
    /// The same bytes compressed by gzip (RFC 1952), made when the desk was built.
    pub gzip: &'static [u8],
    pub content_type: &'static str,
    /// A strong validator, in its quotes (RFC 9110, 8.8.3).
    pub etag: &'static str,
}

#[derive(Debug)]
struct Entry {
    name: &'static str,
    url: &'static str,
    asset: Asset,
}

/// What an asset's answer says to caches: its address names its content.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// Finds what stands behind a path such as `/assets/app.6c62272e07bb0142.css`.
#[must_use]
pub fn asset(path: &str) -> Option<&'static Asset> {
    ASSETS
        .iter()
        .find(|entry| entry.url == path)
        .map(|entry| &entry.asset)
}

/// Gives the address of an asset by its name, such as `app.css`.
#[must_use]
pub fn url(name: &str) -> Option<&'static str> {
    ASSETS
        .iter()
        .find(|entry| entry.name == name)
        .map(|entry| entry.url)
}

#[cfg(test)]
mod tests;

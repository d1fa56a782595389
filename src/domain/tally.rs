//! Numbers beside filters and on tiles. Counts nothing itself.

/// How many tickets stand at each value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By [`super::ticket::Status::code`].
    pub status: [u64; 4],
    /// By [`super::ticket::Priority::code`].
    pub priority: [u64; 4],
    pub total: u64,
}

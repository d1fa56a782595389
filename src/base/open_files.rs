//! How many files and sockets this process may have open. Raises the bound, never opens any.

use rustix::process::{Resource, getrlimit, setrlimit};

/// Raises the soft limit to the hard one and says so in the log when `needed` are still too many:
/// what is promised of connections is then not kept.
pub fn raise(needed: u64) {
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current != limit.maximum {
        limit.current = limit.maximum;
        if let Err(error) = setrlimit(Resource::Nofile, limit) {
            tracing::warn!(%error, "the limit on open files cannot be raised");
            limit = getrlimit(Resource::Nofile);
        }
    }
    // None is no limit at all.
    if let Some(may) = limit.current
        && may < needed
    {
        tracing::warn!(
            open_files.most = may,
            open_files.needed = needed,
            "only {may} files may be open at once and all connections would need {needed}: raise \
             LimitNOFILE of the unit or `ulimit -Hn`, or lower `connections` in [limits]"
        );
    }
}

//! Sockets of the rim: the accept loop, TLS, limits per peer. Knows no protocol above TCP and TLS.

pub mod accept;
pub mod conversation;
pub mod limits;
pub mod tls;

//! The receiver of mail. Relays nothing: what it accepts, the desk keeps.
//!
//! [`proto`] is the conversation without sockets, clock or desk; [`server`] drives it over TCP
//! and TLS. It never says `250` to a message before the desk has made it durable.

mod connection;
mod incoming;
pub mod limits;
mod patience;
pub mod proto;
pub mod receiver;
pub mod server;
mod stream;

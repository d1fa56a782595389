//! SMTP as a receiver speaks it (RFC 5321), sans I/O. Never touches a socket, a clock or a store.
//!
//! A [`Session`] is fed byte slices of any split and yields one [`Action`] at a time; whoever
//! drives it owns the sockets, the time and the mailboxes. Uses the standard library alone.
//!
//! Not spoken on purpose: BDAT (RFC 3030), AUTH (RFC 4954), relaying.

pub mod command;
pub mod data;
mod line;
pub mod path;
pub mod reply;
pub mod session;
mod transaction;

pub use path::Path;
pub use reply::Reply;
pub use session::{Action, Closing, Ending, Options, Phase, RecipientAnswer, Room, Session, Tls};
pub use transaction::{Message, Refused};

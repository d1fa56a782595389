//! The admin's commands, the same whether the desk runs or not.
//!
//! A command finds the store locked when a desk runs, and then goes through `<data>/control.sock`;
//! else it opens the store itself. The lock says which, never the socket: a kill leaves one behind.

pub mod client;
pub mod command;
pub mod server;

/// The socket's name in the data folder.
pub const SOCKET: &str = "control.sock";

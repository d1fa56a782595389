//! The only room that names redb. Synchronous. Holds records and indices; decides nothing.
//!
//! One writer thread shares each commit among all that waits (`writer`); readers take a snapshot
//! and never wait. Lists and counts come from memory (`columns`), which the writer keeps.

pub mod account_mail;
pub mod activity;
mod alphabet;
pub mod api_token;
mod asked;
pub mod audit;
pub mod blobs;
pub mod calendar;
pub mod check;
pub mod codec;
pub mod columns;
pub mod company;
pub mod customer;
pub mod customer_merge;
pub mod customer_word;
pub mod delivery;
pub mod device;
pub mod erasure;
pub mod error;
mod file;
pub mod form_sent;
pub mod forward;
pub mod gathered;
pub mod group;
mod hashed;
mod heads;
pub mod layout;
pub mod list;
pub mod login;
pub mod mailbox;
pub mod mention;
pub mod message;
pub mod migrate;
pub mod note;
pub mod open;
mod packing;
pub mod password_link;
pub mod peek;
pub mod purge;
pub mod reading;
pub mod receipt;
pub mod record;
pub mod role;
pub mod rule;
mod said;
pub mod saved_view;
pub mod seal;
pub mod search;
pub mod settings;
pub mod setup_link;
pub mod spread;
pub mod tables;
pub mod tag;
pub mod tag_sets;
pub mod ticket;
pub mod timer;
pub mod tx;
pub mod undo;
pub mod upload;
pub mod user;
pub mod writer;

pub use error::StoreError;
pub use open::{Backend, Committed, Store, StoreOptions};
pub use tables::{ReadTx, View};
pub use tx::WriteTx;

#[cfg(test)]
mod tests;

//! Pure types and decisions. No clock, no file, no socket, no database, no randomness.

pub mod activity;
pub mod address;
pub mod assignee;
pub mod change;
pub mod civil;
pub mod credential;
pub mod customer;
pub mod delivery;
pub mod fold;
pub mod group;
pub mod id;
pub mod ip_net;
pub mod mailbox;
pub mod message;
pub mod origin;
pub mod outcome;
pub mod placement;
pub mod query;
pub mod receipt;
pub mod settings;
pub mod smarthost;
pub mod tag;
pub mod ticket;
pub mod time;
pub mod token;
pub mod user;

//! The desk without a browser and without a person: every verb with the desk stopped and running,
//! the set-up link, what stands in the way of a start, the service manager.

mod allocator;
mod file_text;
mod limits;
mod link;
mod log;
mod obstacles;
mod open_files;
mod readme;
mod reindex;
mod service;
mod smarthost;
mod socket;
mod users;
mod verbs;

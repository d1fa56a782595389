//! The receiver: dialogues over the session, and over real sockets what only they can show.

mod corpus;
mod crowd;
mod desk;
mod dialogue;
mod must;
mod server;
mod world;

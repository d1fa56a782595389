//! Guichet: a service desk in one static binary. This page is the map of the house.
//!
//! A pure core decides, a thin rim does: `domain` and `mail` know no clock, file, socket or
//! database. `store` is the only room that names redb. `desk` holds the verbs: one function is
//! one thing that a person or a mail can do, in one transaction. Everything else is the async
//! rim. Who may import whom is data in `tests/it/tidy.rs`.
//!
//! | room | holds |
//! |---|---|
//! | [`domain`] | types and decisions |
//! | [`mail`] | bytes to domain and back |
//! | [`store`] | records, indices, one writer, in-memory columns |
//! | [`desk`] | the use cases, the gate, the events |
//! | [`base`] | clock, telemetry, tasks |
//! | [`net`] | accept loop, TLS, connection limits |
//! | [`smtp`] | the receiver; `smtp::proto` uses nothing of ours |
//! | [`outbox`] | the sender |
//! | [`control`] | the Unix socket for the command line |
//! | [`web`] | pages, API, event stream |
//! | [`demo`] | the sample organization of `guichet demo` |
//! | [`config`], [`cli`], [`app`], [`systemd`] | what the admin writes and starts |
#![forbid(unsafe_code)]

pub mod app;
pub mod base;
pub mod cli;
pub mod config;
pub mod control;
pub mod demo;
pub mod desk;
pub mod domain;
pub mod mail;
pub mod net;
pub mod outbox;
pub mod smtp;
pub mod store;
pub mod systemd;
pub mod web;

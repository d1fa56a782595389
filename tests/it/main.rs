//! The one integration binary: everything that is tested through the outer boundary, and the law
//! of the house. Never reaches into private functions.

mod api;
mod cli;
mod config;
mod corpus;
mod crash;
mod databases;
mod demo;
mod housekeeping;
mod mail;
mod manual;
mod outbox;
mod power;
mod program;
mod retention;
mod shutdown;
mod smtp;
mod support;
mod sync;
mod tidy;
mod unattended;
mod unit;
mod web;
mod world;

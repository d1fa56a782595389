//! The one integration binary: everything that is tested through the outer boundary, and the law
//! of the house. Never reaches into private functions.

mod cli;
mod config;
mod corpus;
mod outbox;
mod power;
mod smtp;
mod support;
mod tidy;
mod unit;

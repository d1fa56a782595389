//! The JSON API: what the pages do, for programs. One file per noun.

pub mod assignee;
pub mod audit;
pub mod bulk;
pub mod calendar;
pub mod company;
pub mod counts;
pub mod customer;
pub mod group;
pub mod json;
pub mod mailbox;
pub mod message;
pub mod names;
pub mod paging;
pub mod problem;
pub mod role;
pub mod route;
pub mod rule;
mod rule_json;
pub mod settings;
pub mod tag;
pub mod ticket;
pub mod ticket_json;
pub mod token;
pub mod upload;
pub mod user;
pub mod view;
mod words;

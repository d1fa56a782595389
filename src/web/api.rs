//! The JSON API: what the pages do, for programs. One file per noun.

pub mod assignee;
pub mod audit;
pub mod group;
pub mod json;
pub mod message;
pub mod problem;
pub mod ticket;
pub mod ticket_json;
pub mod upload;

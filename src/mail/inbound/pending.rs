//! Stand-ins until `mail::quote`, `mail::automatic` and `mail::bounce` are here. They decide
//! nothing: all text is new, no mail is automatic, no mail is a report.

use crate::{
    domain::message::Automatic,
    mail::{header::Fields, scan::Part},
};

/// Stands for `mail::bounce::Report`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report;

/// Stands for `mail::quote::Split`.
pub struct Split {
    pub new: String,
    pub quoted: String,
}

pub fn split(text: &str) -> Split {
    Split {
        new: text.to_owned(),
        quoted: String::new(),
    }
}

pub fn classify(_fields: &Fields<'_>) -> Option<Automatic> {
    None
}

pub fn report(_raw: &[u8], _parts: &[Part<'_>]) -> Option<Report> {
    None
}

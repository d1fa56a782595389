//! What a search says: one fault of every kind, words put right, an index that is made anew, marks.

use crate::{
    domain::words::{
        Phrase,
        marks::{Piece, excerpt as cut},
    },
    web::view::ticket_list::{
        Indexed, Near, QueryFault,
        words::{Chip, ChipValue},
    },
};

pub fn near() -> Near {
    Near {
        typed: "pritner <b>".to_owned(),
        shown: "printer".to_owned(),
    }
}

pub fn indexed() -> Indexed {
    Indexed { percent: 12 }
}

/// Marks in every other row.
pub fn excerpt(at: usize, text: &str) -> Vec<Piece> {
    let word = text.split_whitespace().next().and_then(Phrase::read);
    let word = word.filter(|_| at.is_multiple_of(2));
    word.and_then(|word| cut(text, &[&word], 140))
        .unwrap_or_default()
}

/// Each kind of value, turned round, wrong, one of two.
pub fn chips() -> Vec<Chip> {
    let value = |(kind, word): (&'static str, &str)| ChipValue {
        kind,
        word: word.to_owned(),
    };
    let chip = |key, values: &[(&'static str, &str)]| Chip {
        key,
        values: values.iter().copied().map(value).collect(),
        word: "tag:\"<b>bold\"".to_owned(),
        url: "/tickets?query=caisse".to_owned(),
        ..Chip::default()
    };
    vec![
        chip(None, &[("text", "<script>caisse")]),
        chip(Some("status"), &[("status", "open"), ("status", "waiting")]),
        Chip {
            not: true,
            ..chip(Some("is"), &[("is", "overdue")])
        },
        Chip {
            or: true,
            ..chip(Some("has"), &[("has", "pdf")])
        },
        Chip {
            phrase: true,
            ..chip(None, &[("text", "a phrase")])
        },
        Chip {
            wrong: true,
            ..chip(Some("tag"), &[("text", "<i>refuses")])
        },
    ]
}

pub fn wrong() -> Vec<QueryFault> {
    let words = ["nearest", "key", "empty", "value", "or", "too-many"];
    let fault = |fault| QueryFault {
        fault,
        about: "status".to_owned(),
        word: "stauts:<b>".to_owned(),
    };
    words.map(fault).to_vec()
}

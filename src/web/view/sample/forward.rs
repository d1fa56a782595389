//! A message that was passed on, what came back, and the form that passes one on.

use super::{camille, ines};
use crate::{
    domain::{
        message::{Direction, Sender},
        ticket::Status,
    },
    web::view::{
        FieldError, Person, Problem,
        log::{CauseWord, Message, WakeWord, What},
        ticket::{ForwardForm, KeptFile, PassedFile},
    },
};

/// Lines of a log: minutes ago, who, what.
pub(super) fn lines() -> Vec<(i64, Option<Person>, What)> {
    let supplier = Person::new("Toner <b> & Co", 3);
    let passed = Message {
        to: vec!["help@toner.example".to_owned()],
        quoted: "---------- Forwarded message ----------\nFrom: <camille>".to_owned(),
        forward_of: Some(2),
        splits: false,
        sender: Sender::Outside,
        ..super::log::message(Direction::Out, ines(), "")
    };
    let came_back = Message {
        sender: Sender::Outside,
        ..super::log::message(Direction::In, supplier.clone(), "Pull the orange seal.")
    };
    vec![
        (7, Some(ines()), What::Message(Box::new(passed))),
        (6, Some(supplier), What::Message(Box::new(came_back))),
        (
            6,
            None,
            What::Status {
                old: Status::Waiting,
                new: Status::Open,
                cause: CauseWord::OutsideWrote,
            },
        ),
        (
            6,
            None,
            What::Woke {
                why: WakeWord::OutsideWrote,
            },
        ),
    ]
}

/// A form that was refused.
pub fn form() -> ForwardForm {
    let wrong = |field: &str, problem| FieldError::about(field, problem, "help@".to_owned());
    let file = |place, name: &str, goes| PassedFile {
        place,
        name: name.to_owned(),
        size_bytes: 88_000,
        goes,
    };
    ForwardForm {
        form: "vcj4mfkqzx7wd2ha".to_owned(),
        line: 2,
        from: camille().name,
        to: "help@".to_owned(),
        cc: "x\" onfocus=\"y".to_owned(),
        subject: "Fwd: <b>Printer</b> [#1042]".to_owned(),
        text: "Can you <i>help</i>?".to_owned(),
        below: "---------- Forwarded message ----------\nFrom: <camille>".to_owned(),
        files: vec![file(0, "IMG_2291.jpg", true), file(1, "a<b>.pdf", false)],
        kept: vec![KeptFile {
            id: "u1".to_owned(),
            name: "plan.pdf".to_owned(),
            size_bytes: 999,
        }],
        errors: vec![
            wrong("to", Problem::Addresses),
            wrong("cc", Problem::OwnMailbox),
            wrong("text", Problem::TooLong),
            wrong("attachments", Problem::FileTooLarge),
        ],
    }
}

//! The log of the sample ticket: one entry of every kind.

use super::{ago, camille, ines, tom};
use crate::{
    domain::{
        activity::CustomerField,
        message::{Automatic, Direction, Sender},
        ticket::{Priority, Status},
    },
    web::view::{
        Assignee, Person,
        log::{
            CauseWord, Delivery, DeliveryWord, File, Html, LinkReasonWord, LogEntry, Message,
            NotePart, ReasonPart, SourceWord, What,
        },
    },
};

fn theirs(words: &str) -> Vec<ReasonPart> {
    let words = words.to_owned();
    vec![ReasonPart::Theirs { words }]
}

pub(super) fn message(direction: Direction, from: Person, text: &str) -> Message {
    Message {
        direction,
        from_address: format!("{}@cabinet-roussel.example", from.short.to_lowercase()),
        from,
        to: vec!["support@help.lumen.example".to_owned()],
        cc: Vec::new(),
        subject: None,
        text: text.to_owned(),
        quoted: String::new(),
        html: None,
        attachments: Vec::new(),
        raw_url: Some("/t/1042/m/7/raw".to_owned()),
        deliveries: Vec::new(),
        automatic: None,
        not_parsed: None,
        sender: Sender::Known,
        confirmable: false,
        splits: true,
        forwards: true,
        forward_of: None,
        also_to: Vec::new(),
    }
}

type Line = (i64, Option<Person>, What);

pub fn log() -> Vec<LogEntry> {
    let lines = first_day()
        .into_iter()
        .chain(today())
        .chain(since_noon())
        .chain(super::forward::lines())
        .chain(later());
    lines
        .zip(1..)
        .map(|((minutes, who, what), id)| LogEntry {
            id,
            at: ago(minutes),
            who,
            what,
            of: None,
        })
        .collect()
}

fn entry(minutes: i64, who: Option<Person>, what: What) -> Line {
    (minutes, who, what)
}

fn first_day() -> Vec<Line> {
    vec![
        entry(
            1_014,
            None,
            What::Created {
                source: SourceWord::Mail,
                mailbox: Some("support@help.lumen.example".to_owned()),
                automatic: false,
            },
        ),
        entry(
            1_014,
            Some(camille()),
            What::Message(Box::new(first_mail())),
        ),
        entry(
            1_013,
            Some(ines()),
            What::Assignee {
                old: None,
                new: Some(Assignee::User(ines())),
                cause: CauseWord::FirstReply,
            },
        ),
        entry(996, Some(ines()), What::Message(Box::new(answer()))),
        entry(
            996,
            Some(ines()),
            What::Status {
                old: Status::Open,
                new: Status::Waiting,
                cause: CauseWord::Sent,
            },
        ),
        entry(
            900,
            Some(ines()),
            What::DeliveryFailed {
                recipient: "paul@cabinet-roussel.example".to_owned(),
                reason: theirs("550 5.1.1 no such user"),
            },
        ),
        entry(20, Some(camille()), What::Message(Box::new(html_mail()))),
    ]
}

fn today() -> Vec<Line> {
    let soon = Some(ago(-300));
    let due = |old, new| What::Due { old, new };
    vec![
        entry(
            20,
            None,
            What::Status {
                old: Status::Waiting,
                new: Status::Open,
                cause: CauseWord::CustomerWrote,
            },
        ),
        entry(19, Some(ines()), due(soon, Some(ago(-600)))),
        entry(19, Some(ines()), due(soon, None)),
        entry(
            20,
            Some(super::ines()),
            What::Absorbed {
                number: 1_031,
                name: "Toner <i>".to_owned(),
                parts: true,
            },
        ),
        entry(19, Some(super::ines()), What::Parted { number: 1_031 }),
        entry(19, Some(super::ines()), What::Snoozed { until: ago(-300) }),
        entry(
            18,
            None,
            What::Linked {
                number: 1_029,
                name: "Scanner <i>refuses</i>".to_owned(),
                reason: LinkReasonWord::NumberOnly,
            },
        ),
    ]
}

fn since_noon() -> Vec<Line> {
    vec![
        entry(15, Some(tom()), note()),
        entry(
            14,
            Some(tom()),
            What::NoteEdited {
                note: 88_115,
                old: "Two queues.".to_owned(),
            },
        ),
        entry(14, Some(tom()), What::NoteGone),
        entry(
            14,
            Some(tom()),
            What::NoteDeleted {
                note: 88_115,
                old: "Nothing.".to_owned(),
                own: true,
            },
        ),
    ]
}

fn later() -> Vec<Line> {
    vec![
        entry(14, Some(ines()), What::SplitOff { number: 1_050 }),
        entry(14, Some(ines()), What::SplitBack { number: 1_050 }),
        entry(14, None, What::Erased),
        entry(14, Some(ines()), What::SplitFrom { number: 1_029 }),
        entry(
            14,
            Some(ines()),
            What::Priority {
                old: Priority::Medium,
                new: Priority::High,
            },
        ),
        entry(
            13,
            Some(ines()),
            What::TagAdded {
                tag: "printer".to_owned(),
            },
        ),
        entry(
            12,
            Some(tom()),
            What::TagRemoved {
                tag: "vpn".to_owned(),
            },
        ),
        entry(
            11,
            Some(ines()),
            What::Name {
                old: "Help".to_owned(),
                new: "Printer in the front office prints blank pages".to_owned(),
            },
        ),
        entry(10, Some(ines()), What::Description { old: "<i>".into() }),
        entry(
            9,
            None,
            What::ParticipantAdded {
                name: "Zoé".to_owned(),
                address: "zoe@elsewhere.example".to_owned(),
                confirmed: false,
            },
        ),
        entry(
            9,
            Some(Person::new("Zoé Weiss", 2)),
            What::Message(Box::new(stranger())),
        ),
        entry(
            8,
            Some(ines()),
            What::ParticipantConfirmed {
                address: "zoe@elsewhere.example".to_owned(),
            },
        ),
        entry(
            8,
            Some(ines()),
            What::ParticipantUnconfirmed {
                address: "zoe@elsewhere.example".to_owned(),
            },
        ),
        entry(
            8,
            Some(ines()),
            What::ParticipantRemoved {
                address: "zoe@elsewhere.example".to_owned(),
            },
        ),
        entry(
            8,
            Some(ines()),
            What::CustomerEdited {
                fields: CustomerField::ALL
                    .iter()
                    .map(|field| field.word())
                    .collect(),
            },
        ),
        entry(8, Some(ines()), moved("asked")),
        entry(8, Some(ines()), moved("merged")),
        entry(8, Some(ines()), moved("unmerged")),
    ]
}

fn first_mail() -> Message {
    Message {
        text: "Hello,\n\nThe printer at the front desk makes a noise, takes the paper, and every page comes out white.\n\nCamille Roussel".to_owned(),
        attachments: vec![
            File { name: "IMG_2291.jpg".to_owned(), url: "/t/1042/a/1-1/IMG_2291.jpg".to_owned(), size_bytes: 1_410_000 },
            File { name: "test-page.pdf".to_owned(), url: "/t/1042/a/1-2/test-page.pdf".to_owned(), size_bytes: 88_000 },
        ],
        also_to: vec!["info@help.lumen.example".to_owned()],
        ..message(Direction::In, camille(), "")
    }
}

fn answer() -> Message {
    let delivery = |recipient: &str, state| Delivery {
        recipient: recipient.to_owned(),
        state,
        at: ago(995),
    };
    Message {
        to: vec!["Camille Roussel".to_owned()],
        cc: vec!["Paul Roussel".to_owned(), "Zoé".to_owned()],
        quoted: "Camille Roussel, 16 March, 16:52:\n> The printer at the front desk".to_owned(),
        deliveries: vec![
            delivery(
                "camille@cabinet-roussel.example",
                DeliveryWord::Delivered {
                    server: "mail.cabinet-roussel.example".to_owned(),
                    reply: "250 2.0.0 queued as 4XY".to_owned(),
                    tls: true,
                },
            ),
            delivery(
                "paul@cabinet-roussel.example",
                DeliveryWord::Failed {
                    reason: theirs("550 5.1.1 no such user"),
                },
            ),
            delivery(
                "zoe@elsewhere.example",
                DeliveryWord::Delayed {
                    next: Some(ago(-30)),
                    reason: theirs("connection timed out"),
                },
            ),
            delivery(
                "ahead@elsewhere.example",
                DeliveryWord::Delayed {
                    next: None,
                    reason: theirs("the mailbox is full"),
                },
            ),
            delivery("queue@elsewhere.example", DeliveryWord::Queued),
        ],
        ..message(
            Direction::Out,
            ines(),
            "Hello Camille,\n\nA white page right after a new toner is nearly always the orange seal.",
        )
    }
}

fn moved(cause: &'static str) -> What {
    What::Customer {
        old: "Zoé <b>".to_owned(),
        new: "Camille Roussel".to_owned(),
        cause,
    }
}

fn html_mail() -> Message {
    Message {
        subject: Some("Another subject".to_owned()),
        html: Some(Html {
            url: "/t/1042/m/7/html".to_owned(),
            remote_url: Some("/t/1042/m/7/html?images=1".to_owned()),
            open: true,
        }),
        ..message(Direction::In, camille(), "")
    }
}

fn stranger() -> Message {
    Message {
        html: Some(Html {
            url: "/t/1042/m/17/html".to_owned(),
            remote_url: None,
            open: false,
        }),
        automatic: Some(Automatic::Reply),
        sender: Sender::NewParticipant,
        confirmable: true,
        ..message(
            Direction::In,
            Person::new("Zoé Weiss", 2),
            "I am in the same office: mine is white too.",
        )
    }
}

fn note() -> What {
    let part = |text: &str, mention: bool| NotePart {
        text: text.to_owned(),
        mention,
        me: mention,
    };
    let parts = vec![
        part(
            "Two “Accueil” queues means the driver was reinstalled. ",
            false,
        ),
        part("@Inès", true),
        part(
            " delete the one named “copie 1”. See https://wiki.lumen.example/a?b=1&c=2.",
            false,
        ),
    ];
    What::Note {
        text: parts.iter().map(|part| part.text.as_str()).collect(),
        parts,
        edited: Some(ago(2)),
        own: true,
    }
}

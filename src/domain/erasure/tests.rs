//! What goes of messages and lines, and what stays.

use std::collections::HashSet;

use super::*;
use crate::domain::{
    activity::Source,
    delivery::DeliveryState,
    id::{ActivityId, MessageId},
    message::{Attachment, Direction, Sender, TransferEncoding},
    ticket::Priority,
    token::AddressToken,
};

const INES: &str = "Ines.Lune@Lune.example";

fn whom() -> Whom {
    Whom::of(&Erasing {
        customers: vec![CustomerId(7)],
        addresses: vec![address(INES).key()],
        tickets: vec![TicketId(70)],
        at: Timestamp(100),
        user: None,
    })
}

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn who(text: &str) -> Correspondent {
    Correspondent {
        name: "Somebody".to_owned(),
        address: address(text),
    }
}

fn message(from: &str, text: &str) -> Message {
    Message {
        id: MessageId(1),
        ticket: TicketId(1),
        direction: Direction::In,
        at: Timestamp(1),
        msg_id: None,
        references: Vec::new(),
        from: Some(who(from)),
        to: Vec::new(),
        cc: Vec::new(),
        reply_to: None,
        subject: "lamp".to_owned(),
        text: text.to_owned(),
        quoted: String::new(),
        has_html: true,
        attachments: Vec::new(),
        raw: BlobId([0; 32]),
        raw_bytes: 9,
        not_parsed: None,
        automatic: None,
        verdicts: Verdicts::default(),
        sender: Sender::Known,
        also_to: Vec::new(),
        author: None,
    }
}

/// Four bytes that stand behind a head of eight.
fn file(name: &str) -> Attachment {
    Attachment {
        name: name.to_owned(),
        content_type: "text/plain".to_owned(),
        content_id: None,
        inline: false,
        size_bytes: 4,
        offset: 8,
        length: 8,
        encoding: TransferEncoding::Base64,
    }
}

fn line(event: Event) -> Activity {
    Activity {
        id: ActivityId(1),
        ticket: TicketId(1),
        at: Timestamp(5),
        actor: Actor::System,
        event,
    }
}

fn left(event: Event) -> Option<Event> {
    whom().line(&line(event), None, &HashSet::new())
}

#[test]
fn a_message_is_theirs_names_them_or_neither() {
    let whom = whom();
    assert_eq!(
        whom.part(&message("ines.lune@LUNE.example", "x")),
        Part::Wrote
    );
    let mut named = message("tom@other.example", "x");
    assert_eq!(whom.part(&named), Part::Nothing);
    named.cc.push(who(INES));
    assert_eq!(whom.part(&named), Part::Named);
    // Somebody new has the address since.
    let later = Message {
        at: Timestamp(101),
        ..message(INES, "x")
    };
    assert_eq!(whom.part(&later), Part::Nothing);
}

#[test]
fn nothing_of_what_they_wrote_is_left_in_its_place() {
    let mut theirs = message(INES, "my secret lamp");
    theirs.quoted = "before".to_owned();
    let left = emptied(&theirs, BlobId([1; 32]));
    let written = format!("{left:?}");
    for gone in ["secret", "before", "lune", "Somebody", "lamp"] {
        assert!(!written.to_lowercase().contains(gone), "{gone}: {written}");
    }
    assert_eq!((left.at, left.id), (theirs.at, theirs.id));
    assert!(!left.is_original());
}

#[test]
fn what_others_wrote_stays_without_what_it_repeats() {
    let whom = whom();
    let theirs = message(INES, "The red lamp in the cellar flickers at night\nbye");
    let mut repeats = Repeats::default();
    repeats.note(&theirs);
    let raw = b"head\r\n\r\nZmlsZQ==\r\n-- The red lamp".to_vec();
    let mut answer = message(
        "tom@other.example",
        "I look into it, ines.lune@lune.example.\n> The red lamp in the cellar\n> flickers at night\nTom",
    );
    answer.quoted = "> The red lamp in the cellar flickers".to_owned();
    answer.attachments.push(file("plan.txt"));
    assert!(whom.holds(&answer, &repeats));
    let (left, bytes) = abridged(&answer, &whom, &repeats, &raw);
    assert_eq!(left.text, "I look into it, (erased).\nTom");
    assert_eq!((left.quoted.as_str(), left.has_html), ("", false));
    let file = &left.attachments[0];
    let at = usize::try_from(file.offset).unwrap();
    assert_eq!(&bytes[at..at + 8], b"ZmlsZQ==");
    assert!(!String::from_utf8_lossy(&bytes).contains("red lamp"));
    assert_eq!(left.raw_bytes, bytes.len() as u64);
    // Nothing more to take out: a second time finds nothing.
    assert!(!whom.holds(&left, &repeats));
    let other = message("tom@other.example", "The lamp is red");
    assert!(
        !whom.holds(&other, &repeats),
        "short and common words are nobody's"
    );
}

#[test]
fn what_passed_their_message_on_keeps_its_words_and_none_of_its_files() {
    let mut passed = message("support@desk.example", "Tom, can you help?");
    (passed.direction, passed.sender) = (Direction::Out, Sender::Outside);
    passed.quoted = "From: ines.lune@lune.example\nThe red lamp".to_owned();
    passed.attachments.push(file("plan.txt"));
    let (raw, whom) = (b"head\r\n\r\nZmlsZQ==\r\n".to_vec(), whom());
    assert!(whom.holds(&passed, &Repeats::default()));
    let (left, bytes) = abridged(&passed, &whom, &Repeats::default(), &raw);
    assert_eq!(
        (left.text.as_str(), left.quoted.as_str()),
        ("Tom, can you help?", "")
    );
    assert_eq!(left.attachments, []);
    assert!(!String::from_utf8_lossy(&bytes).contains("ZmlsZQ"));
}

#[test]
fn lines_of_a_log_lose_what_names_them_and_nothing_else() {
    let participant = |text: &str| Participant {
        who: who(text),
        confirmed: true,
    };
    let (theirs, other) = (participant(INES), participant("tom@other.example"));
    let added = |participant| Event::ParticipantAdded { participant };
    assert_eq!(left(added(theirs.clone())), Some(Event::Erased));
    assert_eq!(left(added(other.clone())), None);
    let key = address(INES).key();
    for event in [
        Event::ParticipantRemoved {
            address: key.clone(),
        },
        Event::ParticipantConfirmed {
            address: key.clone(),
        },
        Event::ParticipantUnconfirmed { address: key },
        Event::Delivery {
            delivery: DeliveryId(1),
            message: MessageId(1),
            state: DeliveryState::Failed {
                reason: "550 <Ines.Lune@lune.example> unknown".to_owned(),
            },
        },
    ] {
        assert_eq!(left(event), Some(Event::Erased));
    }
    let absorbed = |number, participants| {
        Event::Absorbed(Box::new(Absorbed {
            other: TicketId(number),
            name: "my lamp".to_owned(),
            participants,
            tags: Vec::new(),
            reopened: None,
            ours: None,
            last_message: None,
        }))
    };
    let Some(Event::Absorbed(merged)) = left(absorbed(70, vec![theirs, other])) else {
        panic!("a ticket of theirs was merged");
    };
    assert_eq!((merged.name.as_str(), merged.participants.len()), (GONE, 1));
    assert_eq!(left(absorbed(71, Vec::new())), None);
}

#[test]
fn a_ticket_that_they_began_has_neither_their_words_for_it() {
    let created = |customer| Created {
        source: Source::Mail,
        name: "my lamp".to_owned(),
        description: "it is dark".to_owned(),
        priority: Priority::Medium,
        assignee: None,
        tags: Vec::new(),
        customer: CustomerId(customer),
        mailbox: None,
        token: AddressToken::from_random([0; 10]),
        participants: Vec::new(),
        automatic: false,
    };
    let began = created(7);
    let Some(Event::Created(now)) = left(Event::Created(Box::new(began.clone()))) else {
        panic!("they began it");
    };
    assert_eq!((now.name.as_str(), now.description.as_str()), (GONE, ""));
    assert_eq!(left(Event::Created(Box::new(created(8)))), None);
    let renamed = Event::Name {
        old: "my lamp".to_owned(),
        new: "[VIP] my lamp".to_owned(),
    };
    let line = line(renamed);
    let now = whom().line(&line, Some(&began), &HashSet::new());
    let want = Event::Name {
        old: GONE.to_owned(),
        new: format!("[VIP] {GONE}"),
    };
    assert_eq!(now, Some(want));
    assert_eq!(whom().line(&line, None, &HashSet::new()), None);
}

#[test]
fn an_address_goes_in_whatever_case_it_stands() {
    let whom = whom();
    assert_eq!(whom.without("To INES.LUNE@lune.example!"), "To (erased)!");
    // A letter that is longer in lower case.
    assert!(!whom.without("İ ines.lune@lune.example").contains("lune"));
    assert_eq!(whom.without("tom@lune.example"), "tom@lune.example");
}

//! Every field with every operator of its shape: what it has, what it is asked, what it answers.

use std::sync::Arc;

use super::*;
use crate::domain::rule::{condition::Origin, decide::ask, facts::AttachmentFacts};

/// Shape, operator, value (in quotes: whole words), what the field has, split by `|`, the answer.
#[rustfmt::skip]
const TABLE: &[(Shape, Operator, &str, &str, bool)] = {
    use Operator::{Contains, DoesNotContain, EndsWith, Greater, Is, IsNot, IsNotSet, IsSet, Less, Matches, StartsWith};
    use Shape::{Assignee, Flag, Hours, Mailbox, Presence, Priority, Size, Span, Status, Tag, Text};
    &[
        (Text, Is, "Anna@Example.org", "anna@example.ORG", true),
        (Text, Is, "anna@example.org", " anna@example.org ", true),
        (Text, Is, "anna", "anna@example.org", false),
        (Text, Is, "b@x.org", "a@x.org|b@x.org", true),
        (Text, IsNot, "anna", "anna@example.org", true),
        (Text, IsNot, "ANNA", "anna", false),
        (Text, IsNot, "b@x.org", "a@x.org|b@x.org", false),
        (Text, IsNot, "c@x.org", "a@x.org|b@x.org", true),
        (Text, Contains, "RESEAU", "le Réseau est cassé", true),
        (Text, Contains, "réseau", "le reseau est cassé", true),
        (Text, Contains, "reseaux", "le réseau est cassé", false),
        (Text, Contains, "two", "one|two", true),
        (Text, Contains, "onetwo", "one|two", false),
        (Text, Contains, "\"print\"", "a blueprint", false),
        (Text, Contains, "\"print\"", "please print", true),
        (Text, DoesNotContain, "cassé", "le réseau est CASSE", false),
        (Text, DoesNotContain, "cassette", "le réseau est cassé", true),
        (Text, DoesNotContain, "two", "one|two", false),
        (Text, DoesNotContain, "\"print\"", "a blueprint", true),
        (Text, DoesNotContain, "\"print\"", "print!", false),
        (Text, StartsWith, "le r", "Le Réseau", true),
        (Text, StartsWith, " le", "  Le Réseau", true),
        (Text, StartsWith, "réseau", "Le Réseau", false),
        (Text, StartsWith, "b", "ab|ba", true),
        (Text, EndsWith, ".PDF", "offre été.pdf", true),
        (Text, EndsWith, ".pdf ", "offre.pdf \n", true),
        (Text, EndsWith, ".pdf", "offre.pdf.exe", false),
        (Text, EndsWith, "b", "ba|ab", true),
        (Text, Matches, "^ord[eé]r-[0-9]+$", "ÓRDER-77", true),
        (Text, Matches, "^order", "my order", false),
        (Text, Matches, "^two$", "one|two", true),
        (Text, IsSet, "", "a", true),
        (Text, IsSet, "", " \n ", false),
        (Text, IsNotSet, "", "a", false),
        (Text, IsNotSet, "", " \n ", true),
        (Status, Is, "waiting", "waiting", true),
        (Status, Is, "waiting", "open", false),
        (Status, IsNot, "closed", "open", true),
        (Status, IsNot, "closed", "closed", false),
        (Priority, Is, "high", "high", true),
        (Priority, Is, "high", "urgent", false),
        (Priority, IsNot, "high", "low", true),
        (Priority, IsNot, "high", "high", false),
        (Priority, Greater, "medium", "high", true),
        (Priority, Greater, "low", "medium", true),
        (Priority, Greater, "high", "urgent", true),
        (Priority, Greater, "medium", "medium", false),
        (Priority, Greater, "urgent", "urgent", false),
        (Priority, Less, "medium", "low", true),
        (Priority, Less, "urgent", "high", true),
        (Priority, Less, "low", "low", false),
        (Priority, Less, "high", "high", false),
        (Flag, Is, "true", "true", true),
        (Flag, Is, "true", "false", false),
        (Flag, Is, "false", "false", true),
        (Flag, Is, "false", "true", false),
        (Size, Greater, "10 KB", "10241", true),
        (Size, Greater, "10 KB", "10 KB", false),
        (Size, Greater, "10 KB", "3|11 KB|4", true),
        (Size, Greater, "0", "0", false),
        (Size, Less, "10 KB", "10239", true),
        (Size, Less, "10 KB", "10 KB", false),
        (Size, Less, "10 KB", "3|11 KB|4", false),
        (Span, Greater, "3h", "181m", true),
        (Span, Greater, "3h", "0m", false),
        (Span, Less, "3h", "179m", true),
        (Span, Less, "3h", "181m", false),
        (Span, Less, "1m", "0m", true),
        (Hours, Greater, "3h", "181m", true),
        (Hours, Greater, "3h", "179m", false),
        (Hours, Less, "3h", "179m", true),
        (Hours, Less, "90m", "2h", false),
        (Mailbox, Is, "2", "2", true),
        (Mailbox, Is, "2", "1|2", true),
        (Mailbox, Is, "2", "3", false),
        (Mailbox, IsNot, "2", "3", true),
        (Mailbox, IsNot, "2", "1|2", false),
        (Mailbox, IsSet, "", "3", true),
        (Mailbox, IsSet, "", "", false),
        (Mailbox, IsNotSet, "", "", true),
        (Mailbox, IsNotSet, "", "3", false),
        (Tag, Is, "2", "1|2", true),
        (Tag, Is, "2", "1|3", false),
        (Tag, Is, "80", "8", true),
        (Tag, IsNot, "2", "1|3", true),
        (Tag, IsNot, "2", "1|2", false),
        (Tag, IsSet, "", "1", true),
        (Tag, IsSet, "", "", false),
        (Tag, IsNotSet, "", "", true),
        (Tag, IsNotSet, "", "1", false),
        (Assignee, Is, "user 1", "user 1", true),
        (Assignee, Is, "user 1", "group 1", false),
        (Assignee, Is, "nobody", "", true),
        (Assignee, Is, "nobody", "user 1", false),
        (Assignee, IsNot, "group 2", "group 1", true),
        (Assignee, IsNot, "group 2", "group 2", false),
        (Assignee, IsNot, "nobody", "user 1", true),
        (Assignee, IsSet, "", "group 2", true),
        (Assignee, IsSet, "", "", false),
        (Assignee, IsNotSet, "", "", true),
        (Assignee, IsNotSet, "", "group 2", false),
        (Presence, IsSet, "", "offer.pdf", true),
        (Presence, IsSet, "", "", false),
        (Presence, IsNotSet, "", "", true),
        (Presence, IsNotSet, "", "offer.pdf", false),
    ]
};

const SECOND: std::time::Duration = std::time::Duration::from_secs(1);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    Mail,
    /// No mail came: what stands in the ticket counts.
    Ticket,
}

/// Facts where one field has something and every other field something else.
fn world(field: Field, has: &str, form: Form) -> Facts {
    let each = || has.split('|').filter(|it| !it.is_empty());
    let texts = || each().map(Folded::new).collect::<Vec<_>>();
    let first = || each().next().map(Folded::new).unwrap_or_default();
    let id = |text: &str| text.parse::<u64>().expect("an id is a number");
    let other = || Folded::new("decoy");
    let file = |name, content_type, size_bytes| AttachmentFacts {
        name,
        content_type,
        size_bytes,
    };
    let mut mail = MailFacts {
        subject: other(),
        body: other(),
        sender: Some(other()),
        sender_domain: Some(other()),
        mailboxes: vec![MailboxId(66)],
        cc: vec![other()],
        headers: vec![("x-other".to_owned(), other())],
        attachments: vec![file(other(), other(), 5 << 20)],
        automatic: false,
    };
    let mut ticket = TicketFacts {
        mailbox: Some(MailboxId(66)),
        customer: vec!["decoy".to_owned()],
        ..ticket()
    };
    let mut own = (other(), other());
    let past = || NOW.minus(std::time::Duration::from_secs(read_span(has).unwrap_or(0)));
    let ahead = || read_span(has).map(|span| NOW.plus(SECOND * u32::try_from(span).unwrap()));
    match field {
        Field::Subject => (mail.subject, own.0) = (first(), first()),
        Field::Body => (mail.body, own.1) = (first(), first()),
        Field::SubjectOrBody => {
            (mail.subject, mail.body) = (Folded::default(), first());
            own = (first(), Folded::default());
        }
        Field::Sender => mail.sender = texts().pop(),
        Field::SenderDomain => mail.sender_domain = texts().pop(),
        Field::Mailbox => mail.mailboxes = each().map(|it| MailboxId(id(it))).collect(),
        Field::Cc => mail.cc = texts(),
        Field::Header => mail
            .headers
            .extend(texts().into_iter().map(|it| ("x-kind".to_owned(), it))),
        Field::Attachment | Field::AttachmentName => {
            let files = texts().into_iter().map(|name| file(name, other(), 9));
            mail.attachments = files.collect();
        }
        Field::AttachmentType => {
            let files = texts().into_iter().map(|kind| file(other(), kind, 9));
            mail.attachments = files.collect();
        }
        Field::AttachmentSize => {
            let sizes = each().map(|size| read_size(size).expect("a size"));
            mail.attachments = sizes.map(|size| file(other(), other(), size)).collect();
        }
        Field::Automatic => mail.automatic = has == "true",
        Field::Customer => ticket.customer = each().map(str::to_owned).collect(),
        Field::Tag => ticket.tags = each().map(|it| TagId(id(it))).collect(),
        Field::Status => ticket.status = Status::from_word(has).unwrap_or(Status::Open),
        Field::Priority => ticket.priority = Priority::from_word(has).unwrap_or_default(),
        Field::Assignee => ticket.assignee = assignee(has),
        Field::Age => ticket.created = past(),
        Field::Idle => ticket.updated = past(),
        Field::WaitingOnUs => ticket.timing.waited = read_span(has),
        Field::WaitingOnUsBusiness => ticket.timing.waited_business = read_span(has),
        Field::AgeBusiness => ticket.timing.age_business = read_span(has).unwrap_or(0),
        Field::BusinessHours => ticket.timing.is_business = has == "true",
        Field::DueIn => ticket.timing.dues.set = ahead(),
        Field::AnswerDueIn => ticket.timing.dues.answer = ahead(),
        Field::SolutionDueIn => ticket.timing.dues.solution = ahead(),
        Field::Overdue => {
            let due = if has == "true" { NOW } else { NOW.plus(SECOND) };
            ticket.timing.dues.set = Some(due);
        }
    }
    let form_is_ticket = form == Form::Ticket;
    // The ticket of a mail says the contrary: who looks there is found out.
    ticket.automatic = mail.automatic == form_is_ticket;
    if form_is_ticket && field == Field::Mailbox {
        ticket.mailbox = mail.mailboxes.first().copied();
    }
    Facts {
        when: When::TicketChanged,
        mail: (!form_is_ticket).then_some(Arc::new(mail)),
        ticket,
        own: form_is_ticket.then_some(own),
        group: None,
        teams: Vec::new(),
        service: Service::none(),
        spent: Vec::new(),
    }
}

#[track_caller]
fn check(field: Field, operator: Operator, value: &str, has: &str, form: Form, answer: bool) {
    let set = asks(condition(field, operator, value));
    let facts = world(field, has, form);
    let asked = ask(&set, &set.rules[0], &facts, NOW);
    let what = format!("{field:?} {operator:?} {value:?}, has {has:?}, {form:?}");
    assert_eq!(asked, (answer, vec![answer]), "{what}");
}

/// True for fields that may hold several values in this form.
fn holds_several(field: Field, form: Form) -> bool {
    match field {
        Field::Subject | Field::Body | Field::SubjectOrBody => false,
        Field::Sender | Field::SenderDomain => false,
        Field::Mailbox => form == Form::Mail,
        _ => true,
    }
}

fn forms(field: Field) -> &'static [Form] {
    match field.origin() {
        Origin::Mail => &[Form::Mail],
        Origin::Either | Origin::Ticket => &[Form::Mail, Form::Ticket],
    }
}

#[test]
fn every_field_answers_every_operator() {
    for field in Field::ALL.iter().copied() {
        for form in forms(field).iter().copied() {
            let rows = TABLE.iter().filter(|row| row.0 == field.shape());
            for (_, operator, value, has, answer) in rows.copied() {
                if !has.contains('|') || holds_several(field, form) {
                    check(field, operator, value, has, form, answer);
                }
            }
        }
    }
}

#[test]
fn the_table_has_a_hit_and_a_miss_for_each() {
    for field in Field::ALL.iter().copied() {
        let shape = field.shape();
        for operator in shape.operators().iter().copied() {
            for answer in [true, false] {
                let mut rows = TABLE.iter();
                let there = rows.any(|(own, asked, .., said)| {
                    (*own, *asked, *said) == (shape, operator, answer)
                });
                assert!(there, "no row: {shape:?} {operator:?} {answer}");
            }
        }
    }
    for operator in Operator::ALL {
        let mut fields = Field::ALL.iter();
        let used = fields.any(|field| field.shape().operators().contains(&operator));
        assert!(used, "no field can be asked {operator:?}");
    }
}

#[test]
fn what_is_not_there_is_not() {
    let absent = |field: Field| match field.shape() {
        Shape::Text => Some("decoy"),
        Shape::Size => Some("0"),
        Shape::Mailbox | Shape::Tag => Some("66"),
        Shape::Assignee => Some("user 66"),
        Shape::Presence => Some(""),
        Shape::Span if !matches!(field, Field::Age | Field::Idle) => Some("1h"),
        Shape::Hours if field != Field::AgeBusiness => Some("1h"),
        // Always there.
        Shape::Status | Shape::Priority | Shape::Flag | Shape::Span | Shape::Hours => None,
    };
    for field in Field::ALL.iter().copied() {
        let Some(value) = absent(field) else { continue };
        for operator in field.shape().operators().iter().copied() {
            let negative = matches!(
                operator,
                Operator::IsNot | Operator::DoesNotContain | Operator::IsNotSet
            );
            // Without a mail there is none of what only mails have.
            for form in [Form::Mail, Form::Ticket] {
                check(field, operator, value, "", form, negative);
            }
        }
    }
}

#[test]
fn one_of_subject_and_body_is_enough() {
    let answer = |operator, value: &str, subject, body| {
        let set = asks(condition(Field::SubjectOrBody, operator, value));
        ask(&set, &set.rules[0], &mailed(subject, body), NOW).0
    };
    for operator in [
        Operator::Is,
        Operator::Contains,
        Operator::StartsWith,
        Operator::Matches,
    ] {
        assert!(answer(operator, "vpn", "vpn", "x"), "{operator:?}");
        assert!(answer(operator, "vpn", "x", "vpn"), "{operator:?}");
        assert!(!answer(operator, "vpn", "x", "y"), "{operator:?}");
    }
    for operator in [Operator::IsNot, Operator::DoesNotContain] {
        assert!(!answer(operator, "vpn", "vpn", "x"), "{operator:?}");
        assert!(!answer(operator, "vpn", "x", "vpn"), "{operator:?}");
        assert!(answer(operator, "vpn", "x", "y"), "{operator:?}");
    }
    assert!(!answer(Operator::Contains, "a b", "a", "b"));
}

#[test]
fn a_time_span_is_exact() {
    let answer = |operator, micros: i64| {
        let set = asks(condition(Field::Age, operator, "3h"));
        let mut facts = mailed("", "");
        facts.ticket.created = Timestamp(NOW.0 - 3 * 3_600_000_000 - micros);
        ask(&set, &set.rules[0], &facts, NOW).0
    };
    assert!(answer(Operator::Greater, 1) && !answer(Operator::Less, 1));
    // A wait of three hours is over when three hours have passed.
    assert!(answer(Operator::Greater, 0) && !answer(Operator::Less, 0));
    assert!(!answer(Operator::Greater, -1) && answer(Operator::Less, -1));
    // A clock that was set back: no time has passed.
    assert!(answer(Operator::Less, -4 * 3_600_000_000));
}

#[test]
fn a_due_time_is_near_to_the_microsecond() {
    let answer = |operator, micros: i64| {
        let set = asks(condition(Field::AnswerDueIn, operator, "30m"));
        let mut facts = mailed("", "");
        facts.ticket.timing.dues.answer = Some(Timestamp(NOW.0 + 1_800_000_000 + micros));
        ask(&set, &set.rules[0], &facts, NOW).0
    };
    assert!(answer(Operator::Greater, 1) && !answer(Operator::Less, 1));
    assert!(!answer(Operator::Greater, 0) && answer(Operator::Less, 0));
    // What is late is nearer than everything.
    assert!(answer(Operator::Less, -9_000_000_000));
}

#[test]
fn a_header_is_found_by_its_name_alone() {
    let mut asked = condition(Field::Header, Operator::Is, "yes");
    asked.name = "X-Kind".to_owned();
    let set = asks(asked);
    assert!(set.headers, "somebody has to read the headers");
    let facts = world(Field::Header, "no|yes", Form::Mail);
    assert!(ask(&set, &set.rules[0], &facts, NOW).0);
    let set = asks(condition(Field::Header, Operator::Is, "decoy"));
    assert!(!ask(&set, &set.rules[0], &facts, NOW).0);
    assert!(!asks(condition(Field::Subject, Operator::Is, "x")).headers);
}

//! What a decision keeps, and what a condition saw.

use std::sync::Arc;

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::domain::rule::{
    condition::Field,
    decide::{decide, watch},
    facts::{AttachmentFacts, Folded},
    tests::{NOW, asks, condition, group, made, mailed, set, ticket},
};

fn decision(verdicts: &[Verdict]) -> Decision {
    let (outcomes, answers) = pack(verdicts);
    Decision {
        ticket: TicketId(1),
        cause: ActivityId(1),
        at: NOW,
        when: When::MailMakesTicket,
        message: None,
        set: 1,
        teams: Vec::new(),
        before: ticket(),
        outcomes,
        answers,
        timing: Timing::default(),
    }
}

/// Verdicts as they are made: who was not asked has no answers.
fn verdicts() -> impl Strategy<Value = (Vec<Verdict>, Vec<usize>)> {
    let one = (0..Outcome::ALL.len(), vec(any::<bool>(), 0..20)).prop_map(|(code, answers)| {
        let outcome = Outcome::ALL[code];
        let asked = outcome.matched() || outcome == Outcome::Missed;
        let count = answers.len();
        let answers = if asked { answers } else { Vec::new() };
        (Verdict { outcome, answers }, count)
    });
    vec(one, 0..40).prop_map(|each| each.into_iter().unzip())
}

proptest! {
    #[test]
    fn verdicts_are_unpacked_as_they_were_packed((verdicts, counts) in verdicts()) {
        let decision = decision(&verdicts);
        let bits: usize = verdicts.iter().map(|it| it.answers.len()).sum();
        prop_assert_eq!(decision.answers.len(), bits.div_ceil(8));
        prop_assert_eq!(unpack(&decision, &counts), verdicts);
    }

    #[test]
    fn a_damaged_decision_is_unpacked_somehow(
        outcomes in vec(any::<u8>(), 0..9), answers in vec(any::<u8>(), 0..4),
        counts in vec(0_usize..30, 0..9),
    ) {
        let damaged = Decision { outcomes, answers, ..decision(&[]) };
        let verdicts = unpack(&damaged, &counts);
        prop_assert_eq!(verdicts.len(), damaged.outcomes.len().min(counts.len()));
    }

    #[test]
    fn what_is_shown_is_what_was_found(
        before in "[ab é\n]{0,200}", found in "[xy]{1,4}", after in "[ab é\n\u{85}]{0,200}",
    ) {
        let body = format!("{before}{found}{after}");
        let saw = seen(Field::Body, Operator::Contains, &found, &mailed("", &body));
        let Saw::Text(shown, Some(hit)) = saw else { panic!("nothing was found") };
        prop_assert_eq!(&shown[hit], found);
        prop_assert!(shown.chars().count() <= SHOWN_CHARS + 2);
        prop_assert!(!shown.contains(char::is_control));
        let inner = shown.trim_matches('…');
        let flat = body.replace(char::is_control, " ");
        prop_assert!(flat.contains(inner));
        prop_assert_eq!(shown.starts_with('…'), !flat.starts_with(inner));
        prop_assert_eq!(shown.ends_with('…'), !flat.ends_with(inner));
    }
}

#[test]
fn a_real_decision_is_kept() {
    let set = set(&[
        "makes/vpn !1/+1",
        "makes/#1 vpn =low/+2",
        "joins/vpn/+3",
        "makes//stop",
        "makes//+9",
    ]);
    let plan = decide(&set, &mailed("vpn", ""), NOW);
    let counts: Vec<usize> = set.rules.iter().map(|it| it.tests.len()).collect();
    let decision = decision(&plan.verdicts);
    assert_eq!(decision.answers, [0b0_1111], "two and three answers");
    assert_eq!(unpack(&decision, &counts), plan.verdicts);
}

fn seen(field: Field, operator: Operator, value: &str, facts: &Facts) -> Saw {
    let set = asks(condition(field, operator, value));
    saw(&set, &set.rules[0], facts, &facts.ticket, NOW).remove(0)
}

/// The hit stands in brackets.
fn shown(saw: Saw) -> String {
    match saw {
        Saw::Text(text, Some(hit)) => {
            let part = |range: Range<usize>| text.get(range).expect("a hit is whole characters");
            let (before, after) = (part(0..hit.start), part(hit.end..text.len()));
            format!("{before}[{}]{after}", part(hit))
        }
        Saw::Text(text, None) => text,
        other => format!("{other:?}"),
    }
}

#[track_caller]
fn check(operator: Operator, value: &str, text: &str, expected: &str) {
    // With the automaton, and without it.
    let mut copied = mailed("", "");
    if let Some(mail) = copied.mail.as_mut().map(Arc::make_mut) {
        mail.cc = vec![Folded::new(text)];
    }
    for (field, facts) in [(Field::Body, mailed("", text)), (Field::Cc, copied)] {
        let saw = shown(seen(field, operator, value, &facts));
        assert_eq!(saw, expected, "{field:?} {operator:?} {value}");
    }
}

#[test]
fn a_hit_is_cut_out_of_the_text_as_it_was_written() {
    use Operator::*;
    for (operator, value, text, expected) in [
        (Contains, "reseau", "Le Réseau est", "Le [Réseau] est"),
        (
            Contains,
            "ete",
            "un e\u{301}te\u{301} chaud",
            "un [e\u{301}te\u{301}] chaud",
        ),
        (Contains, "ffi", "the oﬃce", "the o[ﬃ]ce"),
        (Contains, "fi", "the oﬃce", "the o[ﬃ]ce"),
        (
            Contains,
            "\"print\"",
            "blueprint, print",
            "blueprint, [print]",
        ),
        (Contains, "\"a a\"", "xa a a", "xa [a a]"),
        (
            Contains,
            "mot de passe",
            "le mot\nde\tpasse",
            "le [mot de passe]",
        ),
        (
            Contains,
            "mot de passe",
            "le\r\nmot\r\nde passe",
            "le [mot de passe]",
        ),
        (Contains, "vpn", "nothing", "nothing"),
        (DoesNotContain, "vpn", "a VPN", "a [VPN]"),
        (DoesNotContain, "\"vpn\"", "vpns", "vpns"),
        (Is, "été", " Été ", "[ Été ]"),
        (Is, "été", "étés", "étés"),
        (IsNot, "été", "ETE", "[ETE]"),
        (StartsWith, " re:", "  Ré: x", "  [Ré:] x"),
        (StartsWith, "x", "Re: x", "Re: x"),
        (EndsWith, "é ", "un café\n", "un caf[é] "),
        (EndsWith, "x", "un café", "un café"),
        (Matches, "[0-9]+", "n° 4711 é", "n° [4711] é"),
        (Matches, "é.{3}u", "Le RÉSEAU", "Le R[ÉSEAU]"),
        (Matches, "^", "réseau", "[]réseau"),
        (Matches, "$", "réseau", "réseau[]"),
        (Matches, "x*", "né", "[]né"),
        (Matches, "x", "réseau", "réseau"),
        (IsSet, "", "a\u{0}b\tc\u{1b}[0m", "a b c [0m"),
        (IsNotSet, "", "réseau", "réseau"),
        (IsSet, "", " \n ", "Nothing"),
        (Contains, "vpn", "", "Nothing"),
    ] {
        check(operator, value, text, expected);
    }
}

#[test]
fn long_texts_are_cut_around_the_hit() {
    use Operator::*;
    let e = |count: usize| "é".repeat(count);
    for (operator, value, text, expected) in [
        (
            Contains,
            "vpn",
            format!("{}vpn{}", e(500), e(500)),
            format!("…{}[vpn]{}…", e(58), e(59)),
        ),
        (
            Contains,
            "vpn",
            format!("vpn{}", e(500)),
            format!("[vpn]{}…", e(117)),
        ),
        (
            Contains,
            "vpn",
            format!("{}vpn", e(500)),
            format!("…{}[vpn]", e(58)),
        ),
        (
            Contains,
            "vpn",
            format!("{}vpn{}", e(20), e(97)),
            format!("{}[vpn]{}", e(20), e(97)),
        ),
        (Contains, "vpn", e(500), format!("{}…", e(120))),
        (IsSet, "", e(120), e(120)),
        (Matches, "e+", e(500), format!("[{}]…", e(120))),
        (
            Matches,
            "e{130}",
            format!("a{}b", e(130)),
            format!("…[{}]…", e(120)),
        ),
        (Is, "", String::new(), "Nothing".to_owned()),
    ] {
        check(operator, value, &text, &expected);
    }
}

#[test]
fn of_several_texts_the_one_that_fits_is_shown() {
    let mut facts = mailed("the subject", "the body, vpn");
    if let Some(mail) = facts.mail.as_mut().map(Arc::make_mut) {
        mail.cc = vec![
            Folded::new(""),
            Folded::new("a@x.org"),
            Folded::new("b@x.org"),
        ];
    }
    let saw = |field, value: &str| shown(seen(field, Operator::Contains, value, &facts));
    assert_eq!(saw(Field::Cc, "b@"), "[b@]x.org");
    assert_eq!(saw(Field::Cc, "c@"), "a@x.org");
    assert_eq!(saw(Field::SubjectOrBody, "vpn"), "the body, [vpn]");
    assert_eq!(saw(Field::SubjectOrBody, "the"), "[the] subject");
    assert_eq!(saw(Field::SubjectOrBody, "zzz"), "the subject");
    assert_eq!(saw(Field::Sender, "a"), "Nothing");
}

#[test]
fn other_fields_show_what_they_hold() {
    let mut facts = mailed("", "");
    facts.ticket.priority = Priority::High;
    facts.ticket.tags = vec![TagId(3), TagId(1)];
    facts.ticket.assignee = group(2);
    facts.ticket.created = Timestamp(NOW.0 - 90_000_000);
    facts.ticket.automatic = true;
    if let Some(mail) = facts.mail.as_mut().map(Arc::make_mut) {
        mail.mailboxes = vec![MailboxId(1), MailboxId(2)];
        let file = |size_bytes| AttachmentFacts {
            name: Folded::new("a"),
            content_type: Folded::new("b"),
            size_bytes,
        };
        mail.attachments = vec![file(7), file(9), file(8)];
    }
    let both = Saw::Mailboxes(vec![MailboxId(1), MailboxId(2)]);
    let none = mailed("", "");
    use Operator::*;
    for (field, operator, value, expected, without) in [
        (
            Field::Status,
            Is,
            "closed",
            Saw::Status(Status::Open),
            Saw::Status(Status::Open),
        ),
        (
            Field::Priority,
            Less,
            "low",
            Saw::Priority(Priority::High),
            Saw::Priority(Priority::Medium),
        ),
        (
            Field::Automatic,
            Is,
            "true",
            Saw::Flag(false),
            Saw::Flag(false),
        ),
        (
            Field::AttachmentSize,
            Greater,
            "1",
            Saw::Number(9),
            Saw::Nothing,
        ),
        (Field::Attachment, IsSet, "", Saw::Number(3), Saw::Number(0)),
        (Field::Age, Less, "1m", Saw::Number(90), Saw::Number(0)),
        (Field::Idle, Less, "1m", Saw::Number(0), Saw::Number(0)),
        (Field::Mailbox, Is, "9", both, Saw::Mailboxes(vec![])),
        (
            Field::Tag,
            Is,
            "9",
            Saw::Tags(vec![TagId(3), TagId(1)]),
            Saw::Tags(vec![]),
        ),
        (
            Field::Assignee,
            Is,
            "nobody",
            Saw::Assignee(group(2)),
            Saw::Assignee(None),
        ),
    ] {
        assert_eq!(seen(field, operator, value, &facts), expected, "{field:?}");
        assert_eq!(seen(field, operator, value, &none), without, "{field:?}");
    }
    let by_hand = made("", "");
    let own = Saw::Mailboxes(vec![MailboxId(1)]);
    assert_eq!(seen(Field::Mailbox, Operator::IsSet, "", &by_hand), own);
    assert_eq!(
        seen(Field::Attachment, Operator::IsSet, "", &by_hand),
        Saw::Nothing
    );
}

#[test]
fn a_later_rule_saw_what_an_earlier_one_made() {
    let set = set(&["made//name:printer +4", "made/vpn #4/+1"]);
    let facts = made("vpn", "");
    let mut saws = Vec::new();
    watch(&set, &facts, NOW, &mut |at, _, ticket| {
        saws.push(saw(&set, &set.rules[at], &facts, ticket, NOW));
    });
    let renamed = Saw::Text("printer".to_owned(), None);
    assert_eq!(saws, [vec![], vec![renamed, Saw::Tags(vec![TagId(4)])]]);
}

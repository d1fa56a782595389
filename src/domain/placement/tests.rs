//! Placement as data: one line per case, with its reason.

use super::*;

const DAY: i64 = 86_400_000_000;
const NOW: Timestamp = Timestamp(1_000 * DAY);
const WEEKS: Reopening = Reopening { now: NOW, days: 14 };

fn t(number: u64) -> TicketId {
    TicketId(number)
}

fn of(ticket: u64, standing: Standing) -> Candidate {
    Candidate {
        ticket: t(ticket),
        standing,
        closed: None,
        deleted: false,
    }
}

fn deleted(ticket: u64) -> Candidate {
    Candidate {
        deleted: true,
        ..of(ticket, MEMBER)
    }
}

fn closed(ticket: u64, standing: Standing, days: i64) -> Candidate {
    Candidate {
        closed: Some(Timestamp(NOW.0 - days * DAY)),
        ..of(ticket, standing)
    }
}

const MEMBER: Standing = Standing::Participant;
const STRANGER: Standing = Standing::Stranger;

fn known(ticket: u64) -> Placement {
    Placement::Join {
        ticket: t(ticket),
        sender: Sender::Known,
    }
}

fn newcomer(ticket: u64) -> Placement {
    Placement::Join {
        ticket: t(ticket),
        sender: Sender::NewParticipant,
    }
}

fn apart(ticket: u64, reason: LinkReason) -> Placement {
    Placement::New {
        linked: Some((t(ticket), reason)),
    }
}

#[track_caller]
fn check(why: &str, clues: Clues, expected: Placement) {
    assert_eq!(place(&clues, WEEKS), expected, "{why}");
}

#[test]
fn the_strongest_clue_decides() {
    let none = Clues::default;
    let all = |tickets: &[u64]| tickets.iter().map(|n| of(*n, MEMBER)).collect::<Vec<_>>();
    let new = Placement::New { linked: None };
    #[rustfmt::skip]
    let cases = [
        ("nothing named", none(), new),
        ("token before all", Clues { token: Some(t(1)), sent: vec![t(2)], returned: Some(t(3)), received: vec![t(4)], number: Some(t(5)), candidates: all(&[1, 2, 3, 4, 5]), ..none() }, known(1)),
        ("sent id before the rest", Clues { sent: vec![t(2), t(6)], returned: Some(t(3)), received: vec![t(4)], number: Some(t(5)), candidates: all(&[2, 3, 4, 5, 6]), ..none() }, known(2)),
        ("returned id before received ids", Clues { returned: Some(t(3)), received: vec![t(4)], number: Some(t(5)), candidates: all(&[3, 4, 5]), ..none() }, known(3)),
        ("received id before the number", Clues { received: vec![t(4)], number: Some(t(5)), aligned: true, candidates: all(&[4, 5]), ..none() }, known(4)),
        ("a weak clue that fails does not fall to a weaker one", Clues { received: vec![t(4)], number: Some(t(5)), aligned: true, candidates: all(&[5]), ..none() }, apart(4, LinkReason::ReceivedIdOnly)),
    ];
    for (why, clues, expected) in cases {
        check(why, clues, expected);
    }
}

#[test]
fn who_may_join() {
    let none = Clues::default;
    #[rustfmt::skip]
    let cases = [
        ("token, participant, not aligned", Clues { token: Some(t(1)), candidates: vec![of(1, MEMBER)], ..none() }, known(1)),
        ("token, stranger", Clues { token: Some(t(1)), candidates: vec![of(1, STRANGER)], ..none() }, newcomer(1)),
        ("token, stranger although aligned", Clues { token: Some(t(1)), aligned: true, ..none() }, newcomer(1)),
        ("sent id, participant", Clues { sent: vec![t(1)], candidates: vec![of(1, MEMBER)], ..none() }, known(1)),
        ("sent id, stranger", Clues { sent: vec![t(1)], candidates: vec![of(1, STRANGER)], ..none() }, newcomer(1)),
        ("returned id, a mailer daemon is no participant", Clues { returned: Some(t(1)), automatic: Some(Automatic::Bounce), ..none() }, newcomer(1)),
        ("received id, participant, aligned", Clues { received: vec![t(1)], aligned: true, candidates: vec![of(1, MEMBER)], ..none() }, known(1)),
        ("received id, participant, not aligned", Clues { received: vec![t(1)], candidates: vec![of(1, MEMBER)], ..none() }, apart(1, LinkReason::ReceivedIdOnly)),
        ("received id, stranger, aligned", Clues { received: vec![t(1)], aligned: true, candidates: vec![of(1, STRANGER)], ..none() }, apart(1, LinkReason::ReceivedIdOnly)),
        ("number, participant, aligned", Clues { number: Some(t(1)), aligned: true, candidates: vec![of(1, MEMBER)], ..none() }, known(1)),
        ("number, participant, not aligned", Clues { number: Some(t(1)), candidates: vec![of(1, MEMBER)], ..none() }, apart(1, LinkReason::NumberOnly)),
        ("number, stranger, aligned", Clues { number: Some(t(1)), aligned: true, ..none() }, apart(1, LinkReason::NumberOnly)),
        ("standing in another ticket is none here", Clues { number: Some(t(1)), aligned: true, candidates: vec![of(2, MEMBER)], ..none() }, apart(1, LinkReason::NumberOnly)),
    ];
    for (why, clues, expected) in cases {
        check(why, clues, expected);
    }
}

#[test]
fn closed_tickets() {
    let none = Clues::default;
    let late = |automatic| Clues {
        token: Some(t(1)),
        automatic,
        candidates: vec![closed(1, MEMBER, 15)],
        ..none()
    };
    #[rustfmt::skip]
    let cases = [
        ("closed 13 days ago", Clues { token: Some(t(1)), candidates: vec![closed(1, MEMBER, 13)], ..none() }, known(1)),
        ("closed 14 days ago: the last moment counts", Clues { token: Some(t(1)), candidates: vec![closed(1, MEMBER, 14)], ..none() }, known(1)),
        ("closed 15 days ago", late(None), apart(1, LinkReason::ClosedLongAgo)),
        ("closed long ago, stranger with the token", Clues { token: Some(t(1)), candidates: vec![closed(1, STRANGER, 15)], ..none() }, apart(1, LinkReason::ClosedLongAgo)),
        ("closed long ago, number only: the missing proof is the reason", Clues { number: Some(t(1)), candidates: vec![closed(1, MEMBER, 15)], ..none() }, apart(1, LinkReason::NumberOnly)),
        ("nothing joins what is in the bin", Clues { token: Some(t(1)), candidates: vec![deleted(1)], ..none() }, apart(1, LinkReason::Deleted)),
        ("a bounce neither: it would be lost with it", Clues { token: Some(t(1)), automatic: Some(Automatic::Bounce), candidates: vec![deleted(1)], ..none() }, apart(1, LinkReason::Deleted)),
        ("number only of what is in the bin: the missing proof is the reason", Clues { number: Some(t(1)), candidates: vec![deleted(1)], ..none() }, apart(1, LinkReason::NumberOnly)),
        ("a late bounce is about the old ticket", late(Some(Automatic::Bounce)), known(1)),
        ("so is a late absence notice", late(Some(Automatic::Reply)), known(1)),
        ("a robot's mail is news", late(Some(Automatic::Generated)), apart(1, LinkReason::ClosedLongAgo)),
    ];
    for (why, clues, expected) in cases {
        check(why, clues, expected);
    }
    let clues = Clues {
        token: Some(t(1)),
        candidates: vec![closed(1, MEMBER, 0)],
        ..none()
    };
    let never = Reopening { now: NOW, days: 0 };
    assert_eq!(
        place(&clues, never),
        apart(1, LinkReason::ClosedLongAgo),
        "0 days: never reopened"
    );
}

#[test]
fn status_after_joining() {
    use Status::{Closed, Open, Processing, Waiting};
    let daemon = Some(Automatic::Bounce);
    let absent = Some(Automatic::Reply);
    let robot = Some(Automatic::Generated);
    #[rustfmt::skip]
    let cases = [
        ("customer on waiting", Waiting, Sender::Known, None, Some(Open)),
        ("customer on closed", Closed, Sender::Known, None, Some(Open)),
        ("customer on open", Open, Sender::Known, None, None),
        ("customer on processing", Processing, Sender::Known, None, None),
        ("stranger on waiting", Waiting, Sender::NewParticipant, None, None),
        ("stranger on closed", Closed, Sender::NewParticipant, None, None),
        ("bounce on waiting", Waiting, Sender::Known, daemon, None),
        ("absence notice on waiting", Waiting, Sender::Known, absent, None),
        ("absence notice on closed", Closed, Sender::Known, absent, None),
        ("customer writing through a list", Waiting, Sender::Known, robot, Some(Open)),
    ];
    let off = Moves {
        answer_opens: false,
        ..Moves::default()
    };
    assert_eq!(after_join(Waiting, Sender::Known, None, off), None);
    // That one opens again is a number of days, and `place` knows it.
    let closed = after_join(Closed, Sender::Known, None, off);
    assert_eq!(closed, Some(Open));
    for (why, status, sender, automatic, expected) in cases {
        assert_eq!(
            after_join(status, sender, automatic, Moves::default()),
            expected,
            "{why}"
        );
    }
}

#[test]
fn only_a_pass_is_aligned() {
    for (verdict, expected) in [
        (Verdict::Pass, true),
        (Verdict::Unknown, false),
        (Verdict::None, false),
        (Verdict::TempError, false),
        (Verdict::Fail, false),
        (Verdict::Neutral, false),
    ] {
        let verdicts = Verdicts {
            aligned: verdict,
            ..Verdicts::default()
        };
        assert_eq!(aligned(&verdicts), expected, "{verdict:?}");
    }
}

#[test]
fn tickets_to_look_up_come_once_and_in_order() {
    let clues = Clues {
        token: Some(t(3)),
        sent: vec![t(2), t(3)],
        received: vec![t(1), t(2)],
        number: Some(t(9)),
        ..Clues::default()
    };
    assert_eq!(clues.tickets(), [t(3), t(2), t(1), t(9)]);
}

#[test]
fn subject_numbers() {
    for (subject, expected, why) in [
        ("Re: Printer [#1042]", Some(1042), "ours"),
        ("[#7] Printer", Some(7), "anywhere"),
        ("[#7] Printer [#8]", Some(8), "the last one"),
        ("[#7] Printer [#x]", Some(7), "the last that is one"),
        ("[[#7]]", Some(7), "in brackets"),
        ("Printer #7", None, "no brackets"),
        ("[# 7] [#7 ]", None, "spaces"),
        ("[#007]", None, "leading zeros"),
        ("[#0]", None, "zero"),
        ("[#]", None, "no digits"),
        ("[#-7] [#+7]", None, "signs"),
        ("[#٧]", None, "digits of another script"),
        ("[#99999999999999999999]", None, "beyond u64"),
        ("[#18446744073709551615]", Some(u64::MAX), "the largest"),
        ("[#7", None, "not closed"),
        ("", None, "empty"),
    ] {
        assert_eq!(
            subject_number(subject),
            expected.map(TicketId),
            "{why}: {subject}"
        );
    }
}

#[test]
fn tagged_subjects() {
    for (subject, expected, why) in [
        ("Printer", "Re: Printer [#42]", "plain"),
        ("Re: Printer [#42]", "Re: Printer [#42]", "already there"),
        ("RE: AW: Re: Printer", "Re: Printer [#42]", "no Re: Re:"),
        (
            "Antw: SV: TR: Printer",
            "Re: Printer [#42]",
            "other languages",
        ),
        ("Re[2]: Re (3): Printer", "Re: Printer [#42]", "counted"),
        ("RE : Imprimante", "Re: Imprimante [#42]", "French spacing"),
        ("回复：打印机", "Re: 打印机 [#42]", "full-width colon"),
        (
            "Re: Printer [#5]",
            "Re: Printer [#42]",
            "the number of the ticket before",
        ),
        ("Re: Printer [#5] [#42]", "Re: Printer [#42]", "two numbers"),
        ("[#42] Printer", "Re: Printer [#42]", "ours in front"),
        (
            "[#5] Printer",
            "Re: [#5] Printer [#42]",
            "another system's in front",
        ),
        ("Report: paper", "Re: Report: paper [#42]", "no prefix"),
        ("", "Re: [#42]", "empty"),
        ("Re:", "Re: [#42]", "nothing but a prefix"),
        (
            "A\r\nBcc: x@y.example",
            "Re: A Bcc: x@y.example [#42]",
            "line ends",
        ),
        ("A\0B\u{202e}C\tD", "Re: A BC D [#42]", "controls and bidi"),
    ] {
        assert_eq!(tagged_subject(subject, t(42)), expected, "{why}");
    }
    for (subject, expected) in [
        ("Printer", "Printer [#42]"),
        ("Re: Printer [#5]", "Printer [#42]"),
        ("", "[#42]"),
    ] {
        assert_eq!(first_subject(subject, t(42)), expected);
    }
    let long = tagged_subject(&"x".repeat(10_000), t(1));
    assert!(long.chars().count() < 270, "cut: {}", long.len());
    assert_eq!(subject_number(&long), Some(t(1)));
}

/// Whoever something was forwarded to joins by what we sent them, and by nothing that can be guessed.
#[test]
fn somebody_outside_joins_beside_the_conversation() {
    let outside = || vec![of(1, Standing::Outside)];
    let joins = Placement::Join {
        ticket: t(1),
        sender: Sender::Outside,
    };
    let none = Clues::default;
    #[rustfmt::skip]
    let cases = [
        ("the reply address", Clues { token: Some(t(1)), candidates: outside(), ..none() }, joins),
        ("an id that we sent", Clues { sent: vec![t(1)], candidates: outside(), ..none() }, joins),
        ("an id of the customer's", Clues { received: vec![t(1)], aligned: true, candidates: outside(), ..none() }, apart(1, LinkReason::ReceivedIdOnly)),
        ("the number alone", Clues { number: Some(t(1)), aligned: true, candidates: outside(), ..none() }, apart(1, LinkReason::NumberOnly)),
        ("closed long ago", Clues { token: Some(t(1)), candidates: vec![closed(1, Standing::Outside, 15)], ..none() }, apart(1, LinkReason::ClosedLongAgo)),
    ];
    for (why, clues, expected) in cases {
        check(why, clues, expected);
    }
    assert_eq!(
        after_join(Status::Waiting, Sender::Outside, None, Moves::default()),
        Some(Status::Open)
    );
    assert_eq!(
        after_join(
            Status::Waiting,
            Sender::Outside,
            Some(Automatic::Reply),
            Moves::default()
        ),
        None,
        "an absence notice"
    );
}

#[test]
fn a_forward_says_so_once() {
    let long = "x".repeat(400);
    #[rustfmt::skip]
    let cases = [
        ("plain", "lamp", "Fwd: lamp [#7]"),
        ("an answer", "Re: lamp [#7]", "Fwd: lamp [#7]"),
        ("a forward already", "Fwd: TR : lamp", "Fwd: lamp [#7]"),
        ("another number at its end", "lamp [#9]", "Fwd: lamp [#7]"),
        ("lines", "lamp\r\nBcc: eve@x.example", "Fwd: lamp Bcc: eve@x.example [#7]"),
        ("nothing", "", "Fwd: [#7]"),
    ];
    for (why, subject, expected) in cases {
        assert_eq!(forwarded_subject(subject, t(7)), expected, "{why}");
    }
    assert!(forwarded_subject(&long, t(7)).chars().count() < 270);
}

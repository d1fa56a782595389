//! What rules decide: order, stop, chains, the default rule.

use std::fmt::Write;

use super::*;
use crate::domain::{
    id::TagId,
    rule::{
        DefaultRule,
        tests::{NOW, group, made, mailed, rule, set, set_of, user},
    },
    ticket::{Priority, Status},
};

mod chains;

/// Each step as `rule: effects`; the default rule is `default`.
fn steps(plan: &Plan) -> String {
    let mut text = String::new();
    for step in &plan.steps {
        if !text.is_empty() {
            text.push_str(", ");
        }
        match step.rule {
            Some(rule) => write!(text, "{rule}:").expect("a String takes all"),
            None => text.push_str("default:"),
        }
        for effect in &step.effects {
            text.push(' ');
            text.push_str(&word(effect));
        }
    }
    text
}

fn word(effect: &Effect) -> String {
    match effect {
        Effect::Status { new, .. } => new.word().to_owned(),
        Effect::Priority { new, .. } => new.word().to_owned(),
        Effect::Assignee { new: None, .. } => "@0".to_owned(),
        Effect::Assignee { new: Some(new), .. } => format!("@{new:?}"),
        Effect::TagAdded { tag } => format!("+{tag}"),
        Effect::TagRemoved { tag } => format!("-{tag}"),
        Effect::Name { new, .. } => format!("name:{new}"),
        Effect::Note { .. } => "note".to_owned(),
        Effect::Due { .. } => "due".to_owned(),
        Effect::Snoozed { .. } => "snooze".to_owned(),
    }
}

fn outcomes(plan: &Plan) -> String {
    let words = plan.verdicts.iter().map(|verdict| verdict.outcome.word());
    words.collect::<Vec<_>>().join(" ")
}

/// Decides about a mail with the subject `vpn` that makes a ticket.
#[track_caller]
fn check(why: &str, rules: &[&str], expected: &str, became: &str) {
    check_of(why, &mailed("vpn", ""), rules, expected, became);
}

#[track_caller]
fn check_of(why: &str, facts: &Facts, rules: &[&str], expected: &str, became: &str) {
    let plan = decide(&set(rules), facts, NOW);
    assert_eq!(steps(&plan), expected, "{why}");
    assert_eq!(outcomes(&plan), became, "{why}");
}

#[test]
fn rules_are_asked_in_their_order() {
    #[rustfmt::skip]
    let cases: [(&str, &[&str], &str, &str); 16] = [
        ("no rules", &[], "", ""),
        ("a hit and a miss", &["makes/vpn/+1", "makes/printer/+2"], "2: +1", "fired missed"),
        ("no conditions: always", &["makes//+1"], "2: +1", "fired"),
        ("all of them", &["makes/vpn printer/+1"], "", "missed"),
        ("the later one wins", &["makes//high", "makes//low"], "2: high, 3: low", "fired fired"),
        ("later rules see what earlier ones set", &["makes/vpn/+1 high", "makes/#1 =high/+2"], "2: +1 high, 3: +2", "fired fired"),
        ("earlier ones do not see what later ones set", &["makes/#1/+2", "makes//+1"], "3: +1", "missed fired"),
        ("a tag taken off is gone", &["makes//+1", "makes//-1", "makes/#1/+2"], "2: +1, 3: -1", "fired fired missed"),
        ("other events", &["joins made changed//+1", "makes//note"], "3: note", "not_started fired"),
        ("so already", &["makes//medium open @0 -1"], "", "nothing"),
        ("what is so already is left out", &["makes//medium +1 +1"], "2: +1", "fired"),
        ("actions in their order", &["makes//high +1 -1 low note"], "2: high +1 -1 low note", "fired"),
        ("off", &["makes//+1 off", "makes//+2"], "3: +2", "off fired"),
        ("broken by an action: skipped whole", &["makes//+1 +90", "makes//+2"], "3: +2", "broken fired"),
        ("broken by a condition", &["makes/!90/+1", "makes//+2"], "3: +2", "broken fired"),
        ("off says more than broken", &["makes//+90 off"], "", "off"),
    ];
    for (why, rules, expected, became) in cases {
        check(why, rules, expected, became);
    }
}

#[test]
fn stop_ends_what_is_behind_it() {
    #[rustfmt::skip]
    let cases: [(&str, &[&str], &str, &str); 7] = [
        ("later rules stand still", &["makes//+1 stop", "makes//+2", "joins//+3"], "2: +1", "fired stopped not_started"),
        ("a miss stops nobody", &["makes/printer/+1 stop", "makes//+2"], "3: +2", "missed fired"),
        ("stop alone", &["makes/vpn/stop", "makes//+2"], "", "nothing stopped"),
        ("off or broken stops nobody", &["makes//stop off", "makes//+90 stop", "makes//+3"], "4: +3", "off broken fired"),
        ("what it changed starts none", &["changed//+9", "makes//+1 stop", "changed//+2"], "3: +1", "stopped fired stopped"),
        ("what was asked before stays asked", &["makes changed/#1/+9", "makes//+1 stop"], "3: +1", "missed fired"),
        ("in a later round", &["makes//+1", "changed//+2 stop", "changed//+3"], "2: +1, 3: +2", "fired fired stopped"),
    ];
    for (why, rules, expected, became) in cases {
        check(why, rules, expected, became);
    }
    let default = DefaultRule {
        priority: Priority::High,
        ..DefaultRule::default()
    };
    let stopping = set_of(vec![rule(2, "makes//+1 stop")], default);
    let plan = decide(&stopping, &mailed("", ""), NOW);
    assert_eq!(
        steps(&plan),
        "2: +1, default: high",
        "never the default rule"
    );
}

/// Defaults that differ from a new ticket in everything.
fn defaults() -> DefaultRule {
    DefaultRule {
        status: Status::Waiting,
        priority: Priority::High,
        assignee: user(5),
        mailbox: None,
    }
}

#[test]
fn the_default_rule_fills_what_no_rule_was_about() {
    #[rustfmt::skip]
    let cases: [(&str, &[&str], &str); 9] = [
        ("all of it", &[], "default: waiting high @User(UserId(5))"),
        ("but the status", &["makes//processing"], "2: processing, default: high @User(UserId(5))"),
        ("but the priority", &["makes//low"], "2: low, default: waiting @User(UserId(5))"),
        ("but the assignee", &["makes//@1"], "2: @User(UserId(1)), default: waiting high"),
        ("a rule that says what is so already has said it", &["makes//medium open @0"], ""),
        ("a rule that set and took back", &["makes//@1", "makes//@0"], "2: @User(UserId(1)), 3: @0, default: waiting high"),
        ("a rule that was missed said nothing", &["makes/printer/low @1"], "default: waiting high @User(UserId(5))"),
        ("nor did a broken one", &["makes//low @1 +90"], "default: waiting high @User(UserId(5))"),
        ("tags and notes are nothing of it", &["makes//+1 note name:x"], "2: +1 note name:x, default: waiting high @User(UserId(5))"),
    ];
    for (why, rules, expected) in cases {
        let rules = rules.iter().zip(2..).map(|(text, id)| rule(id, text));
        let plan = decide(&set_of(rules.collect(), defaults()), &mailed("", ""), NOW);
        assert_eq!(steps(&plan), expected, "{why}");
    }
}

#[test]
fn the_default_assignee() {
    let given = |own, of_mailbox, has| {
        let default = DefaultRule {
            assignee: own,
            ..DefaultRule::default()
        };
        let mut facts = mailed("", "");
        (facts.group, facts.ticket.assignee) = (of_mailbox, has);
        decide(&set_of(Vec::new(), default), &facts, NOW)
            .ticket
            .assignee
    };
    let nobody = None;
    for (why, own, of_mailbox, has, expected) in [
        ("nobody", nobody, nobody, nobody, nobody),
        ("its own", user(1), nobody, nobody, user(1)),
        ("the mailbox's first", user(1), group(2), nobody, group(2)),
        ("the mailbox's alone", nobody, group(2), nobody, group(2)),
        (
            "never in place of somebody",
            user(1),
            group(2),
            user(3),
            user(3),
        ),
        ("one that is gone: nobody", user(90), nobody, nobody, nobody),
        (
            "who may not see tickets: nobody",
            group(70),
            nobody,
            nobody,
            nobody,
        ),
        (
            "one that is gone, the mailbox's",
            user(90),
            group(2),
            nobody,
            group(2),
        ),
    ] {
        assert_eq!(given(own, of_mailbox, has), expected, "{why}");
    }
}

#[test]
fn the_default_rule_is_for_new_tickets() {
    for (when, expected) in [
        (
            When::MailMakesTicket,
            "default: waiting high @User(UserId(5))",
        ),
        // Whoever made it chose the priority.
        (When::TicketMade, "default: waiting @User(UserId(5))"),
        (When::MailJoinsTicket, ""),
        (When::TicketChanged, ""),
    ] {
        let facts = Facts {
            when,
            ..mailed("", "")
        };
        let plan = decide(&set_of(Vec::new(), defaults()), &facts, NOW);
        assert_eq!(steps(&plan), expected, "{when:?}");
    }
}

#[test]
fn a_plan_ends_in_the_ticket_that_its_effects_make() {
    let set = set(&[
        "makes//+1 high name:x",
        "changed//@4 closed",
        "changed/#1/-1 +2",
    ]);
    let facts = mailed("", "");
    let plan = decide(&set, &facts, NOW);
    let mut ticket = facts.ticket;
    let effects = plan.steps.iter().flat_map(|step| &step.effects);
    effects.for_each(|effect| ticket.apply(effect));
    assert_eq!(ticket, plan.ticket);
    assert_eq!(ticket.tags, [TagId(2)]);
    assert_eq!(ticket.status, Status::Closed);
}

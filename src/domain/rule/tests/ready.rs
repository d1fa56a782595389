//! Rule sets made ready: what is broken, what is followed, what is lent.

use std::sync::Arc;

use super::*;
use crate::domain::rule::set::{Ready, Spot, Test};

fn ready(change: impl FnOnce(&mut Rule)) -> Ready {
    let mut rule = rule(2, "makes/vpn/+1");
    change(&mut rule);
    let set = set_of(vec![rule], DefaultRule::default());
    set.get(RuleId(2)).expect("the rule is in its set").clone()
}

#[test]
fn what_is_gone_breaks_a_rule() {
    let acts = |action: Action| ready(|rule| rule.actions.push(action)).broken;
    let asks = |field, value: &str| {
        let condition = condition(field, Operator::Is, value);
        ready(|rule| {
            rule.conditions = Node::Any(vec![rule.conditions.clone(), Node::Is(condition)]);
        })
        .broken
    };
    let action = |missing| vec![(Spot::Action(1), missing)];
    let second = |missing| vec![(Spot::Condition(1), missing)];
    #[rustfmt::skip]
    let cases = [
        ("tag to add", acts(Action::AddTag(TagId(90))), action(Missing::Tag)),
        ("tag to remove", acts(Action::RemoveTag(TagId(90))), action(Missing::Tag)),
        ("user", acts(Action::Assign(user(90))), action(Missing::User)),
        ("group", acts(Action::Assign(group(90))), action(Missing::Group)),
        ("rights", acts(Action::Assign(user(70))), action(Missing::Rights)),
        ("mailbox", acts(Action::Mailbox(Some(MailboxId(90)))), action(Missing::Mailbox)),
        ("nobody is always there", acts(Action::Assign(None)), vec![]),
        ("a tag that is there", acts(Action::AddTag(TagId(3))), vec![]),
        ("tag asked", asks(Field::Tag, "90"), second(Missing::Tag)),
        ("mailbox asked", asks(Field::Mailbox, "90"), second(Missing::Mailbox)),
        ("user asked", asks(Field::Assignee, "user 90"), second(Missing::User)),
        ("group asked", asks(Field::Assignee, "group 90"), second(Missing::Group)),
        ("who may not see tickets may still have one", asks(Field::Assignee, "user 70"), vec![]),
        ("nobody asked", asks(Field::Assignee, "nobody"), vec![]),
        ("a pattern that compiles no more", ready(|rule| {
            rule.conditions = Node::All(vec![Node::Is(condition(Field::Body, Operator::Matches, "("))]);
        }).broken, vec![(Spot::Condition(0), Missing::Pattern)]),
    ];
    for (why, broken, expected) in cases {
        assert_eq!(broken, expected, "{why}");
    }
}

#[test]
fn a_merged_tag_is_the_one_that_is_shown() {
    let ready = ready(|rule| {
        rule.conditions = Node::Is(condition(Field::Tag, Operator::IsNot, "80"));
        rule.actions = vec![Action::AddTag(TagId(80)), Action::RemoveTag(TagId(80))];
    });
    assert_eq!(ready.broken, vec![]);
    let shown = vec![Action::AddTag(TagId(8)), Action::RemoveTag(TagId(8))];
    assert_eq!(ready.rule.actions, shown);
    let asked = condition(Field::Tag, Operator::IsNot, "8");
    assert_eq!(ready.rule.conditions, Node::Is(asked));
}

#[test]
fn a_default_that_is_gone_gives_to_nobody() {
    let of = |assignee| {
        let default = DefaultRule {
            assignee,
            ..DefaultRule::default()
        };
        set_of(Vec::new(), default).default_broken
    };
    assert_eq!(of(group(90)), Some(Missing::Group));
    assert_eq!(of(user(70)), Some(Missing::Rights));
    assert_eq!(of(user(1)), None);
    assert_eq!(of(None), None);
}

#[test]
fn what_did_not_change_is_not_compiled_again() {
    let rules = || vec![rule(2, "makes/vpn ~^a/+1"), rule(3, "makes/vpn/+2")];
    let first = set_of(rules(), DefaultRule::default());
    let of =
        |version, rules| RuleSet::new(version, rules, DefaultRule::default(), &Desk, Some(&first));
    let same = of(1, rules());
    assert!(Arc::ptr_eq(&same.needles, &first.needles));
    assert!(Arc::ptr_eq(&same.rules[0].tests, &first.rules[0].tests));
    // Another version: numbers of texts moved, so nothing of the old set may be kept.
    let next = of(2, vec![rule(3, "makes/vpn/+2"), rule(4, "makes/aaa/+2")]);
    assert!(!Arc::ptr_eq(&next.needles, &first.needles));
    assert!(matches!(&next.rules[0].tests[..], [Test::Needle(1)]));
    assert!(matches!(&next.rules[1].tests[..], [Test::Needle(0)]));
}

#[test]
fn equal_texts_are_looked_for_once() {
    let set = set(&[
        "makes/Vpn/+1",
        "made/vPN/+2",
        "makes/réseau/+3",
        "makes/RESEAU/",
    ]);
    assert_eq!(set.needles.number("reseau"), Some(0));
    assert_eq!(set.needles.number("vpn"), Some(1));
    assert_eq!(set.needles.number("other"), None);
}

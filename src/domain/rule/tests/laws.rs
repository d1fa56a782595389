//! What holds for all rules and all facts.

use std::sync::Arc;

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::domain::{
    calendar::dues::Dues,
    rule::{
        action::Around,
        decide::{Outcome, Plan, STEPS, ask, decide},
    },
};

/// Conditions over a small world, so that hits are as usual as misses.
fn conditions() -> impl Strategy<Value = Condition> {
    let texts = select(vec!["a", "b", "ab", "é", "\"a\"", "^a", "b$", "a b"]);
    let fields = select(Field::ALL.to_vec());
    (fields, texts, 0_u64..4, any::<prop::sample::Index>()).prop_map(|(field, text, id, at)| {
        let operator = *at.get(field.shape().operators());
        let id = id.to_string();
        let value = match field.shape() {
            Shape::Text => text.to_owned(),
            Shape::Status => "open".to_owned(),
            Shape::Priority => "high".to_owned(),
            Shape::Flag => "true".to_owned(),
            Shape::Size => id,
            Shape::Span | Shape::Hours => format!("{id}m"),
            Shape::Mailbox | Shape::Tag => id,
            Shape::Assignee => format!("user {id}"),
            Shape::Presence => String::new(),
        };
        condition(field, operator, &value)
    })
}

fn nodes() -> impl Strategy<Value = Node> {
    conditions()
        .prop_map(Node::Is)
        .prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..4).prop_map(Node::All),
                vec(inner, 0..4).prop_map(Node::Any),
            ]
        })
}

fn tickets() -> impl Strategy<Value = TicketFacts> {
    let status = select(Status::ALL.to_vec());
    let priority = select(Priority::ALL.to_vec());
    let tags = vec((0_u64..4).prop_map(TagId), 0..3);
    let people = option::of((0_u64..4).prop_map(|id| Assignee::User(UserId(id))));
    let times = (-200_000_000_i64..200_000_000, any::<i64>());
    let rest = (any::<bool>(), "[abé ]{0,3}");
    (status, priority, tags, people, times, rest).prop_map(
        |(status, priority, mut tags, assignee, (age, updated), (automatic, name))| {
            tags.sort_unstable();
            tags.dedup();
            TicketFacts {
                customer: vec![name.clone()],
                name,
                status,
                priority,
                assignee,
                tags,
                mailbox: assignee.map(|_| MailboxId(1)),
                automatic,
                created: Timestamp(NOW.0.saturating_sub(age)),
                updated: Timestamp(updated),
                snoozed: None,
                timing: Timing {
                    waited: Some(updated.unsigned_abs() % 300),
                    waited_business: Some(updated.unsigned_abs() % 200),
                    age_business: updated.unsigned_abs() % 100,
                    is_business: automatic,
                    dues: Dues {
                        set: Some(Timestamp(NOW.0.saturating_add(updated % 200_000_000))),
                        ..Dues::default()
                    },
                },
            }
        },
    )
}

fn facts() -> impl Strategy<Value = Facts> {
    let texts = vec("[abé .]{0,5}", 4).prop_map(|texts| {
        let texts = texts.iter().map(|text| Folded::new(text));
        texts.collect::<Vec<_>>()
    });
    let when = select(When::ALL.to_vec());
    let groups = option::of((0_u64..3).prop_map(|id| Assignee::Group(GroupId(id))));
    (when, tickets(), texts, any::<bool>(), groups).prop_map(
        |(when, ticket, texts, automatic, group)| {
            let mut texts = texts.into_iter();
            let mut text = || texts.next().unwrap_or_default();
            let mail = MailFacts {
                subject: text(),
                body: text(),
                sender: Some(text()),
                cc: vec![text()],
                mailboxes: vec![MailboxId(2)],
                automatic,
                ..MailFacts::default()
            };
            let own = Folded::new(&ticket.name);
            Facts {
                when,
                own: (!when.has_mail()).then(|| (own, mail.body.clone())),
                mail: when.has_mail().then_some(Arc::new(mail)),
                ticket,
                group,
                teams: Vec::new(),
                service: Service::none(),
                spent: Vec::new(),
            }
        },
    )
}

fn rules() -> impl Strategy<Value = Vec<Rule>> {
    let words = [
        "+0", "+1", "+2", "-1", "low", "high", "open", "waiting", "@1", "@0", "note", "name:ab",
        "stop", "off", "+95", "due",
    ];
    let events = [
        "makes",
        "joins",
        "made",
        "changed",
        "changed makes made",
        "makes changed",
        "passed",
        "passed changed",
    ];
    let acts = vec(select(words.to_vec()), 0..4);
    let one = (select(events.to_vec()), nodes(), acts).prop_map(|(when, node, acts)| {
        let mut rule = rule(0, &format!("{when}//{}", acts.join(" ")));
        rule.conditions = node;
        rule
    });
    vec(one, 0..8).prop_map(|mut rules| {
        for (rule, id) in rules.iter_mut().zip(2..) {
            rule.id = RuleId(id);
        }
        rules
    })
}

fn defaults() -> impl Strategy<Value = DefaultRule> {
    let assignee = option::of(prop_oneof![Just(1_u64), Just(90)].prop_map(UserId));
    (
        select(Status::ALL.to_vec()),
        select(Priority::ALL.to_vec()),
        assignee,
    )
        .prop_map(|(status, priority, assignee)| DefaultRule {
            status,
            priority,
            assignee: assignee.map(Assignee::User),
            mailbox: None,
        })
}

/// What a node means, by the book; answers come by the condition.
fn truth(node: &Node, answer: &dyn Fn(&Condition) -> bool) -> bool {
    match node {
        Node::Is(condition) => answer(condition),
        Node::All(nodes) => nodes.iter().all(|node| truth(node, answer)),
        Node::Any(nodes) => nodes.is_empty() || nodes.iter().any(|node| truth(node, answer)),
    }
}

fn turned(node: &Node, by: usize) -> Node {
    let turn = |nodes: &[Node]| {
        let mut nodes: Vec<Node> = nodes.iter().map(|node| turned(node, by)).collect();
        if !nodes.is_empty() {
            let by = by % nodes.len();
            nodes.rotate_left(by);
            if by % 2 == 1 {
                nodes.reverse();
            }
        }
        nodes
    };
    match node {
        Node::Is(_) => node.clone(),
        Node::All(nodes) => Node::All(turn(nodes)),
        Node::Any(nodes) => Node::Any(turn(nodes)),
    }
}

fn matches(node: &Node, facts: &Facts) -> bool {
    let mut rule = rule(2, "makes//note");
    rule.conditions = node.clone();
    let set = set_of(vec![rule], DefaultRule::default());
    ask(&set, &set.rules[0], facts, NOW).0
}

/// Decides the long way: asks every rule afresh, about a ticket that is really so.
fn the_long_way(set: &RuleSet, facts: &Facts) -> Vec<(RuleId, TicketFacts)> {
    let (mut facts, mut when, mut steps) = (facts.clone(), facts.when, Vec::new());
    let (mut fired, mut stopped) = (Vec::new(), false);
    loop {
        let mut changed = false;
        for ready in &set.rules {
            let runs = ready.rule.enabled && ready.broken.is_empty();
            let waits = stopped || fired.contains(&ready.rule.id);
            let starts = ready.rule.when.contains(&when);
            if !runs || waits || !starts || !ask(set, ready, &facts, NOW).0 {
                continue;
            }
            fired.push(ready.rule.id);
            stopped |= ready.rule.stop;
            for action in &ready.rule.actions {
                let around = Around {
                    teams: &[],
                    hours: &facts.service.hours,
                    now: NOW,
                };
                if let Some(effect) = action.effect(&facts.ticket, &around) {
                    facts.ticket.apply(&effect);
                    changed |= effect.changes();
                }
            }
            if let Some((name, _)) = &mut facts.own {
                *name = Folded::new(&facts.ticket.name);
            }
            steps.push((ready.rule.id, facts.ticket.clone()));
        }
        if !changed {
            return steps;
        }
        when = When::TicketChanged;
    }
}

fn of_rules(plan: &Plan) -> usize {
    plan.steps.iter().filter(|step| step.rule.is_some()).count()
}

proptest! {
    #[test]
    fn the_same_gives_the_same(rules in rules(), default in defaults(), facts in facts()) {
        let first = decide(&set_of(rules.clone(), default.clone()), &facts, NOW);
        let second = decide(&set_of(rules, default), &facts.clone(), NOW);
        prop_assert_eq!(first, second);
    }

    #[test]
    fn it_decides_as_if_each_rule_were_asked_afresh(rules in rules(), facts in facts()) {
        let set = set_of(rules, DefaultRule::default());
        let plan = decide(&set, &facts, NOW);
        let long = the_long_way(&set, &facts);
        let matched = set.rules.iter().zip(&plan.verdicts);
        let matched = matched.filter(|(_, verdict)| verdict.outcome.matched());
        let mut ids: Vec<RuleId> = matched.map(|(ready, _)| ready.rule.id).collect();
        ids.sort_unstable();
        let mut expected: Vec<RuleId> = long.iter().map(|step| step.0).collect();
        expected.sort_unstable();
        prop_assert_eq!(ids, expected);
        // The default rule changes new tickets alone.
        if let Some((_, ticket)) = long.last() && !matches!(facts.when, When::MailMakesTicket | When::TicketMade) {
            prop_assert_eq!(ticket, &plan.ticket);
        }
    }

    #[test]
    fn a_plan_keeps_its_promises(rules in rules(), default in defaults(), facts in facts()) {
        let set = set_of(rules, default);
        let plan = decide(&set, &facts, NOW);
        prop_assert!(of_rules(&plan) <= STEPS);
        prop_assert!(plan.steps.len() <= of_rules(&plan) + 1);
        prop_assert!(plan.steps.iter().all(|step| !step.effects.is_empty()));
        prop_assert_eq!(plan.verdicts.len(), set.rules.len());
        for (ready, verdict) in set.rules.iter().zip(&plan.verdicts) {
            let steps = plan.steps.iter().filter(|step| step.rule == Some(ready.rule.id));
            let fired = usize::from(verdict.outcome == Outcome::Fired);
            prop_assert_eq!(steps.count(), fired);
            let asked = verdict.outcome.matched() || verdict.outcome == Outcome::Missed;
            let expected = if asked { ready.tests.len() } else { 0 };
            prop_assert_eq!(verdict.answers.len(), expected);
        }
        let mut ticket = facts.ticket.clone();
        let effects = plan.steps.iter().flat_map(|step| &step.effects);
        effects.for_each(|effect| ticket.apply(effect));
        prop_assert_eq!(&ticket, &plan.ticket);
    }

    #[test]
    fn the_default_rule_is_total(default in defaults(), facts in facts()) {
        let plan = decide(&set_of(Vec::new(), default.clone()), &facts, NOW);
        if matches!(facts.when, When::MailMakesTicket | When::TicketMade) {
            let chosen = facts.when == When::TicketMade;
            let priority = if chosen { facts.ticket.priority } else { default.priority };
            prop_assert_eq!(plan.ticket.status, default.status);
            prop_assert_eq!(plan.ticket.priority, priority);
            let fit = default.assignee.filter(|it| Desk.unfit(*it).is_none());
            let expected = facts.ticket.assignee.or(facts.group).or(fit);
            prop_assert_eq!(plan.ticket.assignee, expected);
        } else {
            prop_assert_eq!(plan.ticket, facts.ticket);
        }
    }

    #[test]
    fn the_order_within_a_group_never_matters(rules in rules(), facts in facts(), by in 1_usize..7) {
        let turned = rules.iter().map(|rule| Rule {
            conditions: turned(&rule.conditions, by),
            ..rule.clone()
        });
        let turned = set_of(turned.collect(), DefaultRule::default());
        let plan = decide(&set_of(rules, DefaultRule::default()), &facts, NOW);
        prop_assert_eq!(decide(&turned, &facts, NOW).steps, plan.steps);
    }

    #[test]
    fn groups_mean_what_they_say(node in nodes(), facts in facts()) {
        let answer = |condition: &Condition| matches(&Node::Is(condition.clone()), &facts);
        prop_assert_eq!(matches(&node, &facts), truth(&node, &answer));
    }

    #[test]
    fn laws_of_groups(node in nodes(), more in vec(nodes(), 1..4), facts in facts()) {
        let is = |node: Node| matches(&node, &facts);
        let own = is(node.clone());
        prop_assert_eq!(is(Node::All(vec![node.clone()])), own);
        prop_assert_eq!(is(Node::Any(vec![node.clone()])), own);
        prop_assert_eq!(is(Node::All(vec![node.clone(), node.clone()])), own);
        prop_assert_eq!(is(Node::All(vec![Node::All(Vec::new()), node.clone()])), own);
        prop_assert_eq!(is(Node::All(vec![Node::Any(Vec::new()), node.clone()])), own);
        prop_assert!(is(Node::Any(vec![Node::All(Vec::new()), node.clone()])));
        let each: Vec<bool> = more.iter().map(|it| is(it.clone())).collect();
        prop_assert_eq!(is(Node::All(more.clone())), each.iter().all(|it| *it));
        prop_assert_eq!(is(Node::Any(more.clone())), each.iter().any(|it| *it));
        // Nesting a group in one of its own kind changes nothing.
        for kind in [Node::All, Node::Any] {
            let mut flat = more.clone();
            flat.push(node.clone());
            prop_assert_eq!(is(kind(vec![kind(more.clone()), node.clone()])), is(kind(flat)));
        }
    }
}

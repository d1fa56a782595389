//! Rules that start others: chains, rings, the limit.

use super::*;
use crate::domain::{
    calendar::dues::Dues,
    id::RuleId,
    rule::{
        condition::{Field, Node, Operator},
        facts::Timing,
        tests::condition,
    },
};

#[test]
fn what_rules_change_starts_others() {
    #[rustfmt::skip]
    let cases: [(&str, &[&str], &str, &str); 9] = [
        ("a chain", &["makes//+1", "changed/#1/+2"], "2: +1, 3: +2", "fired fired"),
        ("backwards, one round each", &["changed/#2/+3", "changed/#1/+2", "makes//+1"], "4: +1, 3: +2, 2: +3", "fired fired fired"),
        ("a note changes nothing", &["makes//note", "changed//+2"], "2: note", "fired not_started"),
        ("nor does what is so already", &["makes//medium", "changed//+2"], "", "nothing not_started"),
        ("the last word is what stays", &["makes changed/#1/+2", "makes//+1"], "3: +1, 2: +2", "fired fired"),
        ("a rule fires once", &["makes changed//+1 -1", "makes changed//note"], "2: +1 -1, 3: note", "fired fired"),
        ("even without an effect", &["makes changed//medium", "makes//high", "changed//+1"], "3: high, 4: +1", "nothing fired fired"),
        ("asked again, missed again", &["makes changed/#9/+2", "makes//+1"], "3: +1", "missed fired"),
        ("not asked again: the first answer stays", &["makes/#1/+2", "makes//+1", "changed//+3"], "3: +1, 4: +3", "missed fired fired"),
    ];
    for (why, rules, expected, became) in cases {
        check(why, rules, expected, became);
    }
}

#[test]
fn what_a_rule_can_change_is_asked_again() {
    let cases = [
        (Field::Subject, "printer", "name:printer"),
        (Field::SubjectOrBody, "printer", "name:printer"),
        (Field::Tag, "1", "+1"),
        (Field::Status, "waiting", "waiting"),
        (Field::Priority, "high", "high"),
        (Field::Assignee, "user 1", "@1"),
    ];
    for (field, value, action) in cases {
        let mut asks = rule(2, "made changed//+9");
        asks.conditions = Node::Is(condition(field, Operator::Is, value));
        let acts = rule(3, &format!("made//{action}"));
        let set = set_of(vec![asks, acts], DefaultRule::default());
        let plan = decide(&set, &made("vpn", ""), NOW);
        assert_eq!(outcomes(&plan), "fired fired", "{field:?}");
    }
    // Times become others too: all of them cease to hold, or the due time draws near.
    let times = [
        (Field::WaitingOnUs, Operator::Greater, "1m", "waiting"),
        (
            Field::WaitingOnUsBusiness,
            Operator::Greater,
            "1m",
            "waiting",
        ),
        (Field::SolutionDueIn, Operator::Less, "1h", "waiting"),
        (Field::DueIn, Operator::Less, "10m", "due"),
        (Field::Overdue, Operator::Is, "true", "due"),
    ];
    for (field, operator, value, action) in times {
        let mut asks = rule(2, "made changed//+9");
        let tagged = condition(Field::Tag, Operator::Is, "1");
        let timed = condition(field, operator, value);
        asks.conditions = Node::All(vec![Node::Is(tagged), Node::Is(timed)]);
        let acts = rule(3, &format!("made//{action} +1"));
        let set = set_of(vec![asks, acts], DefaultRule::default());
        let mut facts = made("vpn", "");
        facts.ticket.timing = late();
        if action == "due" {
            facts.ticket.timing.dues.solution = None;
        }
        let plan = decide(&set, &facts, NOW);
        assert_eq!(outcomes(&plan), "missed fired", "{field:?}");
        assert_eq!(plan.verdicts[0].answers, [true, false], "{field:?}");
    }
    let mut fields = Field::ALL.iter().filter(|field| field.can_change());
    let is_there = |field| {
        let times = times.iter().map(|case| case.0);
        cases
            .iter()
            .map(|case| case.0)
            .chain(times)
            .any(|it| it == field)
    };
    assert!(fields.all(|field| is_there(*field)));
}

/// It has waited for an hour, and everything is late.
fn late() -> Timing {
    Timing {
        waited: Some(3_600),
        waited_business: Some(3_600),
        dues: Dues {
            solution: Some(NOW),
            set: Some(NOW),
            ..Dues::default()
        },
        ..Timing::default()
    }
}

#[test]
fn time_starts_what_was_not_started_by_it_before() {
    let facts = Facts {
        when: When::TimePassed,
        spent: vec![RuleId(3), RuleId(4)],
        ..made("vpn", "")
    };
    #[rustfmt::skip]
    let cases: [(&str, &[&str], &str, &str); 3] = [
        ("the others only", &["passed//+1", "passed//+2", "made//+3", "passed//+4"], "2: +1, 5: +4", "fired spent not_started fired"),
        ("what it changed starts others", &["passed//+1", "passed changed/#1/+2"], "2: +1, 3: +2", "fired fired"),
        ("none stops none", &["changed//+1", "passed//stop", "made//+2", "passed//+4"], "5: +4, 2: +1", "fired spent not_started fired"),
    ];
    for (why, rules, expected, became) in cases {
        check_of(why, &facts, rules, expected, became);
    }
}

#[test]
fn a_change_by_a_person_starts_rules() {
    let facts = Facts {
        when: When::TicketChanged,
        ..made("vpn", "")
    };
    #[rustfmt::skip]
    let cases: [(&str, &[&str], &str, &str); 3] = [
        ("once", &["changed//+1", "makes//+2"], "2: +1", "fired not_started"),
        ("a missed one is asked again", &["changed/#1/+2", "changed//+1"], "3: +1, 2: +2", "fired fired"),
        ("never itself", &["changed/=medium/high", "changed/=high/medium"], "2: high, 3: medium", "fired fired"),
    ];
    for (why, rules, expected, became) in cases {
        check_of(why, &facts, rules, expected, became);
    }
}

#[test]
fn rings_end() {
    #[rustfmt::skip]
    let cases: [(&str, &[&str], &str, &str); 4] = [
        ("there and back", &["makes changed/!1/+1", "makes changed/#1/-1"], "2: +1, 3: -1", "fired fired"),
        ("three in a ring", &["makes changed/=medium/high", "changed/=high/urgent", "changed/=urgent/medium"], "2: high, 3: urgent, 4: medium", "fired fired fired"),
        ("backwards", &["changed/=urgent/medium", "changed/=high/urgent", "makes changed/=medium/high"], "4: high, 3: urgent, 2: medium", "fired fired fired"),
        ("each undoes the other", &["makes changed//high", "makes changed//low"], "2: high, 3: low", "fired fired"),
    ];
    for (why, rules, expected, became) in cases {
        check(why, rules, expected, became);
    }
}

#[test]
fn a_name_that_a_rule_gave_is_the_subject_where_no_mail_came() {
    let rules = &[
        "makes made//name:printer",
        "makes made changed/printer/+1",
        "makes made changed/~^vpn$/+2",
    ];
    let both = "2: name:printer, 3: +1";
    check_of(
        "by hand",
        &made("vpn", ""),
        rules,
        both,
        "fired fired missed",
    );
    let vpn = "2: name:printer, 4: +2";
    check_of(
        "a mail keeps its subject",
        &mailed("vpn", ""),
        rules,
        vpn,
        "fired missed fired",
    );
    let back = &[
        "made//name:printer",
        "made//name:vpn",
        "made/printer/+1",
        "made/~^vpn$/+2",
    ];
    let steps = "2: name:printer, 3: name:vpn, 5: +2";
    check_of(
        "and back",
        &made("vpn", ""),
        back,
        steps,
        "fired fired missed fired",
    );
    let asked_again = &[
        "made changed/printer/+1",
        "made changed/vpn/+2",
        "made//name:printer",
    ];
    let steps = "3: +2, 4: name:printer, 2: +1";
    check_of(
        "asked again",
        &made("vpn", ""),
        asked_again,
        steps,
        "fired fired fired",
    );
}

fn many(count: u64, text: impl Fn(u64) -> String) -> RuleSet {
    let rules = (0..count).map(|at| rule(at + 2, &text(at)));
    set_of(rules.collect(), DefaultRule::default())
}

#[test]
fn a_hundred_rules_fire_at_most() {
    let plan = decide(
        &many(500, |at| format!("makes//name:n{at}")),
        &mailed("", ""),
        NOW,
    );
    assert_eq!(plan.steps.len(), STEPS);
    assert_eq!(plan.ticket.name, "n99");
    for (at, verdict) in plan.verdicts.iter().enumerate() {
        let expected = if at < STEPS {
            Outcome::Fired
        } else {
            Outcome::Capped
        };
        assert_eq!(verdict.outcome, expected, "{at}");
        assert!(verdict.answers.is_empty(), "{at}");
    }
}

#[test]
fn what_changes_nothing_does_not_count() {
    let text = |at| match at {
        0..200 => "makes//medium".to_owned(),
        _ => format!("makes//name:n{at}"),
    };
    let plan = decide(&many(301, text), &mailed("", ""), NOW);
    let became = |at: usize| plan.verdicts[at].outcome;
    assert_eq!(became(199), Outcome::Nothing);
    assert_eq!(became(299), Outcome::Fired);
    assert_eq!(became(300), Outcome::Capped);
}

#[test]
fn a_long_chain_ends_at_the_limit_and_the_default_rule_runs() {
    // Each starts the one before it: a round for every rule.
    let text = |at| match at {
        499 => "makes//name:n499".to_owned(),
        _ => format!("makes changed/~^n{}$/name:n{at}", at + 1),
    };
    let rules = (0..500).map(|at| rule(at + 2, &text(at))).collect();
    let default = DefaultRule {
        priority: Priority::High,
        ..DefaultRule::default()
    };
    let facts = Facts {
        when: When::MailMakesTicket,
        ..made("", "")
    };
    let plan = decide(&set_of(rules, default), &facts, NOW);
    assert_eq!(plan.steps.len(), STEPS + 1);
    assert_eq!(plan.ticket.name, "n400");
    assert_eq!(plan.ticket.priority, Priority::High);
    assert_eq!(plan.verdicts[400].outcome, Outcome::Fired);
    assert_eq!(
        plan.verdicts[399].outcome,
        Outcome::Missed,
        "it was asked before"
    );
}

#[test]
fn who_watches_sees_each_question_in_turn() {
    let set = set(&["changed/#1 vpn/+2", "makes/vpn =low/+9", "makes//+1"]);
    let mut seen = Vec::new();
    let plan = watch(&set, &mailed("vpn", ""), NOW, &mut |at, answers, ticket| {
        seen.push((at, answers.to_vec(), ticket.tags.clone()));
    });
    let expected = [
        (1, vec![true, false], vec![]),
        (2, vec![], vec![]),
        (0, vec![true, true], vec![TagId(1)]),
    ];
    assert_eq!(seen, expected);
    let answers = |at: usize| plan.verdicts[at].answers.as_slice();
    assert_eq!(answers(0), [true, true]);
    assert_eq!(answers(1), [true, false]);
    assert!(answers(2).is_empty());
}

#[test]
fn codes_and_words_of_outcomes_are_their_own() {
    for outcome in Outcome::ALL {
        assert_eq!(Outcome::from_code(outcome as u8), Some(outcome));
        let same = Outcome::ALL.iter().filter(|it| it.word() == outcome.word());
        assert_eq!(same.count(), 1);
    }
    assert_eq!(Outcome::from_code(9), None);
}

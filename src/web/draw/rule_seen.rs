//! Draws what the conditions of a rule answered and saw.

use crate::{
    desk::book::Book,
    domain::rule::{
        Rule,
        condition::{Field, Node, Shape},
        explain::Saw,
    },
    web::view::rule_seen::{Asked, Seen},
};

use super::rule;

/// Draws every condition of a rule with its answer; nothing for a rule that was not asked.
#[must_use]
pub fn asked(book: &Book, rule: &Rule, answers: &[bool], saw: &[Saw]) -> Vec<Asked> {
    let mut lines = Vec::new();
    if !answers.is_empty() {
        let mut rest = answers.iter().copied().zip(saw);
        gather(book, &rule.conditions, 0, &mut rest, &mut lines);
    }
    lines
}

/// Draws one group or condition behind the others; true if it holds.
fn gather<'a>(
    book: &Book,
    node: &Node,
    depth: usize,
    rest: &mut impl Iterator<Item = (bool, &'a Saw)>,
    lines: &mut Vec<Asked>,
) -> bool {
    let (nodes, join) = match node {
        Node::Is(condition) => {
            let Some((holds, saw)) = rest.next() else {
                return false;
            };
            lines.push(Asked::Condition {
                depth,
                condition: rule::condition(book, condition),
                holds,
                saw: seen(book, condition.field, saw),
            });
            return holds;
        }
        Node::All(nodes) => (nodes, "all"),
        Node::Any(nodes) => (nodes, "any"),
    };
    let at = lines.len();
    let head = nodes.len() > 1;
    let inner = depth + usize::from(head);
    let answers: Vec<bool> = nodes
        .iter()
        .map(|node| gather(book, node, inner, rest, lines))
        .collect();
    let holds = match join {
        "all" => answers.iter().all(|it| *it),
        _ => answers.is_empty() || answers.iter().any(|it| *it),
    };
    if head {
        lines.insert(at, Asked::Group { depth, join, holds });
    }
    holds
}

/// Draws what one condition saw.
#[must_use]
pub fn seen(book: &Book, field: Field, saw: &Saw) -> Seen {
    let name = |text: String| Seen::Name { text };
    match saw {
        Saw::Nothing => Seen::Nothing,
        Saw::Text(text, hit) => {
            let hit = hit.clone().unwrap_or(text.len()..text.len());
            let part =
                |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
            Seen::Text {
                before: part(0..hit.start),
                hit: part(hit.clone()),
                after: part(hit.end..text.len()),
            }
        }
        Saw::Flag(true) => word("rule-yes"),
        Saw::Flag(false) => word("rule-no"),
        Saw::Number(number) => match field.shape() {
            Shape::Presence if *number == 0 => Seen::Nothing,
            Shape::Presence => name(number.to_string()),
            Shape::Span | Shape::Hours => name(about(*number)),
            _ => name(size(*number)),
        },
        Saw::Late(late) => Seen::Late { text: about(*late) },
        Saw::Status(status) => word(&format!("status-{}", status.word())),
        Saw::Priority(priority) => word(&format!("priority-{}", priority.word())),
        Saw::Assignee(None) => Seen::Nobody,
        Saw::Assignee(Some(assignee)) => name(book.assignee_name(*assignee).to_owned()),
        Saw::Mailboxes(ids) => names(
            ids.iter()
                .filter_map(|id| book.mailbox(*id))
                .map(|it| it.address.as_str()),
        ),
        Saw::Tags(ids) => names(ids.iter().filter_map(|id| book.tag_name(*id))),
    }
}

fn word(id: &str) -> Seen {
    Seen::Word { id: id.to_owned() }
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> Seen {
    let text = names.collect::<Vec<_>>().join(", ");
    if text.is_empty() {
        Seen::Nothing
    } else {
        Seen::Name { text }
    }
}

/// A span as it is written in a rule, in its largest unit: `3d`, `4h`, `12m`.
fn about(seconds: u64) -> String {
    match seconds {
        s if s >= 86_400 => format!("{}d", s / 86_400),
        s if s >= 3_600 => format!("{}h", s / 3_600),
        s => format!("{}m", s / 60),
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        b if b >= 1 << 20 => format!("{} MB", b >> 20),
        b if b >= 1 << 10 => format!("{} KB", b >> 10),
        b => b.to_string(),
    }
}

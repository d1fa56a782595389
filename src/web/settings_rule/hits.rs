//! One message that the lab found, as a row: what matched on which words, what would change.

use std::ops::Range;

use crate::{
    desk::rules::lab::{Lab, LabMatch},
    domain::rule::{
        action::Effect,
        condition::{Condition, Node, Operator, Part, Shape},
        explain::Saw,
    },
    web::{
        draw,
        view::{
            log::EffectWords,
            settings_rule::{Inside, TriedHit, TriedRow},
        },
    },
};

/// Conditions that a row names.
const HITS: usize = 3;
/// Characters of a word around a hit.
const WORD: usize = 30;

/// Draws a match. `numbers` are those of the conditions in the form.
#[must_use]
pub fn row(lab: &Lab, found: &LabMatch, numbers: &[usize]) -> TriedRow {
    let root = lab.rule().map(|rule| &rule.conditions);
    let conditions = root.map_or_else(Vec::new, Node::conditions);
    let (answer, telling) = root.map_or((false, Vec::new()), |root| {
        telling(root, &found.answers, &mut 0)
    });
    // Where the conditions hold and it does not match, it is not they that say why.
    let told = answer == found.matches && !found.answers.is_empty();
    let telling = telling.into_iter().filter(|_| told).take(HITS);
    let hits = telling.filter_map(|at| {
        let number = numbers.get(at).copied().unwrap_or(0);
        let condition = conditions.get(at)?;
        Some(hit(lab, condition, found.saw.get(at), number))
    });
    let hits = hits.collect();
    let changes = found.changes.iter();
    TriedRow {
        ticket: found.ticket.0,
        line: found.line.0,
        name: found.name.clone(),
        customer: found.customer.clone(),
        at: found.at,
        matches: found.matches,
        hits,
        changes: changes.filter_map(|it| effect(lab, it)).collect(),
    }
}

/// The answer of a node, and the places of the conditions that it hangs on: those of a group that
/// itself answered otherwise are none of them.
fn telling(node: &Node, answers: &[bool], at: &mut usize) -> (bool, Vec<usize>) {
    let (nodes, all) = match node {
        Node::Is(_) => {
            let own = *at;
            *at += 1;
            return (answers.get(own) == Some(&true), vec![own]);
        }
        Node::All(nodes) => (nodes, true),
        Node::Any(nodes) => (nodes, false),
    };
    let told: Vec<(bool, Vec<usize>)> = nodes
        .iter()
        .map(|node| telling(node, answers, at))
        .collect();
    let answer = match all {
        true => told.iter().all(|(answer, _)| *answer),
        false => told.is_empty() || told.iter().any(|(answer, _)| *answer),
    };
    let same = told.into_iter().filter(|(own, _)| *own == answer);
    (answer, same.flat_map(|(_, places)| places).collect())
}

fn hit(lab: &Lab, condition: &Condition, saw: Option<&Saw>, number: usize) -> TriedHit {
    let said = TriedHit::Condition(draw::rule::condition(lab.book(), condition));
    let Some(Saw::Text(text, Some(range))) = saw else {
        return said;
    };
    let piece = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    let within = condition.operator == Operator::Contains
        && condition.part == Part::Anywhere
        && condition.field.shape() == Shape::Text;
    let inside = within.then(|| word(text, range)).flatten();
    TriedHit::Text {
        before: piece(0..range.start),
        hit: piece(range.clone()),
        after: piece(range.end..text.len()),
        inside: inside.map(|word| Inside { word, number }),
    }
}

/// The word that a hit stands in the middle of.
fn word(text: &str, hit: &Range<usize>) -> Option<String> {
    let letter = |c: &char| c.is_alphanumeric();
    let before = text.get(..hit.start)?.chars().rev().take_while(letter);
    let before: Vec<char> = before.take(WORD).collect();
    let inside = text.get(hit.clone())?;
    let after = text.get(hit.end..)?.chars().take_while(letter);
    let after: Vec<char> = after.take(WORD).collect();
    let starts = inside.chars().next().is_some_and(char::is_alphanumeric);
    let ends = inside
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    let cut = (starts && !before.is_empty()) || (ends && !after.is_empty());
    let head = before.into_iter().rev();
    cut.then(|| head.chain(inside.chars()).chain(after).collect())
}

fn effect(lab: &Lab, effect: &Effect) -> Option<EffectWords> {
    // Tags that saving the draft would make are in no book yet.
    let name = |tag| lab.tag_name(tag).map(str::to_owned);
    match effect {
        Effect::TagAdded { tag } => Some(EffectWords::TagAdded { tag: name(*tag)? }),
        Effect::TagRemoved { tag } => Some(EffectWords::TagRemoved { tag: name(*tag)? }),
        other => draw::log::effect(lab.book(), other),
    }
}

#[cfg(test)]
mod tests {
    use super::{telling, word};
    use crate::domain::rule::condition::{Condition, Field, Node, Operator, Part, Value};

    /// A condition is a dot; `&` and `|` begin a group, which `)` closes.
    fn node(signs: &mut std::str::Chars<'_>) -> Option<Node> {
        let sign = signs.next()?;
        let group = |signs: &mut std::str::Chars<'_>| std::iter::from_fn(|| node(signs)).collect();
        match sign {
            '.' => Some(Node::Is(Condition {
                field: Field::Attachment,
                name: String::new(),
                operator: Operator::IsSet,
                value: Value::None,
                part: Part::Anywhere,
            })),
            '&' => Some(Node::All(group(signs))),
            '|' => Some(Node::Any(group(signs))),
            _ => None,
        }
    }

    fn check_telling(tree: &str, answers: [bool; 3], answer: bool, places: &[usize]) {
        let root = node(&mut tree.chars()).unwrap();
        let told = telling(&root, &answers, &mut 0);
        assert_eq!(told, (answer, places.to_vec()), "{tree} {answers:?}");
    }

    #[test]
    fn a_condition_tells_where_the_answer_hangs_on_it() {
        check_telling("|...)", [true, false, true], true, &[0, 2]);
        check_telling("&...)", [true, false, true], false, &[1]);
        check_telling("&...)", [true; 3], true, &[0, 1, 2]);
        check_telling("|.&..))", [true, true, false], true, &[0]);
        check_telling("|.&..))", [false, true, false], false, &[0, 2]);
        check_telling("&.|..))", [true, false, true], true, &[0, 2]);
        check_telling("&)", [true; 3], true, &[]);
    }

    fn check(text: &str, hit: &str, expected: Option<&str>) {
        let at = text.find(hit).unwrap();
        let found = word(text, &(at..at + hit.len()));
        assert_eq!(found.as_deref(), expected, "{hit} in {text}");
    }

    #[test]
    fn a_hit_in_the_middle_of_a_word_is_seen() {
        check("the blueprint again", "print", Some("blueprint"));
        check("a printer here", "print", Some("printer"));
        check("l’imprimante é", "imprimante", None);
        check("print", "print", None);
        check("re-print", "print", None);
        check("c++17", "++", None);
        check("Éprinté", "print", Some("Éprinté"));
    }
}

//! A rule as its form holds it: whatever was typed, also what cannot be kept. Reads and writes the
//! form's fields, turns them into the written form of a rule, and says which control a fault is
//! about. Pure: asks nobody.
//!
//! Conditions are `n1`, `n2`, … in the order in which they stand, the outermost group first:
//! `n3.in=1` stands in group 1, `n3.kind=group` is a group itself. Actions are `a1`, `a2`, ….

use std::collections::{BTreeMap, HashMap};

use crate::{
    domain::rule::{When, fault::WrongAt},
    web::{
        draw::rule,
        error::WebError,
        form::Form,
        view::rule::{Place, RuleError},
    },
};

/// More than a rule may have, so that one too many is said beside what was typed.
const NODES: usize = 500;
const ACTIONS: usize = 100;
/// Deeper than groups may stand, for the same reason.
const DEEP: usize = 12;

/// What the form says.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    pub name: String,
    pub description: String,
    pub enabled: bool,
    /// Words of events.
    pub when: Vec<String>,
    /// In the order of the page; the first is the outermost group.
    pub nodes: Vec<Node>,
    pub actions: Vec<Action>,
    pub stop: bool,
}

/// A condition or a group, and the place in `nodes` of the group that it stands in.
#[derive(Clone, Debug)]
pub struct Node {
    pub inside: usize,
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    Group(Join),
    Condition(Condition),
}

/// How a group joins what stands in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Join {
    #[default]
    All,
    Any,
}

impl Join {
    /// The word of the written form.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
        }
    }
}

/// One comparison, in the words that were sent.
#[derive(Clone, Debug, Default)]
pub struct Condition {
    pub field: String,
    pub name: String,
    pub operator: String,
    pub value: String,
    pub words: bool,
    /// The shape that the control of the value was drawn for.
    pub was: String,
}

#[derive(Clone, Debug, Default)]
pub struct Action {
    pub action: String,
    pub value: String,
    /// The shape that the control of the value was drawn for.
    pub was: String,
}

impl Draft {
    /// A rule that asks nothing and does nothing yet.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            enabled: true,
            when: vec![When::MailMakesTicket.word().to_owned()],
            nodes: vec![Node {
                inside: 0,
                what: What::Group(Join::All),
            }],
            ..Self::default()
        }
    }

    /// Reads a posted form.
    ///
    /// # Errors
    /// [`WebError::TooLarge`] for what no page of ours holds.
    pub fn read(form: &Form) -> Result<Self, WebError> {
        let mut parts: [BTreeMap<u32, HashMap<&str, &str>>; 2] = Default::default();
        for (name, value) in form.pairs() {
            let Some((number, key)) = name.split_once('.') else {
                continue;
            };
            let part = match number.get(..1) {
                Some("n") => 0,
                Some("a") => 1,
                _ => continue,
            };
            if let Some(Ok(number)) = number.get(1..).map(str::parse)
                && let Some(part) = parts.get_mut(part)
            {
                part.entry(number).or_default().entry(key).or_insert(value);
            }
        }
        let [nodes, actions] = parts;
        if nodes.len() > NODES || actions.len() > ACTIONS {
            return Err(WebError::TooLarge);
        }
        let mut draft = Self {
            name: form.get("name").unwrap_or_default().to_owned(),
            description: form.get("description").unwrap_or_default().to_owned(),
            enabled: form.has("enabled"),
            when: form.all("when").map(str::to_owned).collect(),
            nodes: read_nodes(&nodes)?,
            actions: actions.values().map(read_action).collect(),
            stop: form.has("stop"),
        };
        draft.settle();
        Ok(draft)
    }

    /// Puts every node behind the group that it stands in.
    pub(super) fn settle(&mut self) {
        let mut inside: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate().skip(1) {
            if let Some(list) = inside.get_mut(node.inside) {
                list.push(at);
            }
        }
        let (mut settled, mut waiting) = (Vec::new(), vec![(0, 0)]);
        while let Some((at, group)) = waiting.pop() {
            let own = settled.len();
            if let Some(node) = self.nodes.get(at) {
                settled.push(Node {
                    inside: group,
                    what: node.what.clone(),
                });
            }
            let list = inside.get(at).into_iter().flatten().rev();
            waiting.extend(list.map(|at| (*at, own)));
        }
        self.nodes = settled;
    }

    /// How many groups a node stands in.
    #[must_use]
    pub fn depth(&self, mut at: usize) -> usize {
        let mut depth = 0;
        while at > 0 {
            at = self.nodes.get(at).map_or(0, |node| node.inside);
            depth += 1;
        }
        depth
    }

    /// Says which control a fault is about, given where each node stands in the written form.
    #[must_use]
    pub fn error(&self, paths: &[String], wrong: &WrongAt) -> RuleError {
        let path = wrong.path.as_str();
        let found = paths
            .iter()
            .enumerate()
            .filter_map(|(at, own)| Some((at, path.strip_prefix(own.as_str())?)))
            .rfind(|(_, rest)| rest.is_empty() || rest.starts_with('.'));
        if let Some((at, rest)) = found {
            let number = at + 1;
            let is_group = |node: &&Node| matches!(node.what, What::Group(_));
            let before = self.nodes.iter().take(number);
            let groups = before.filter(is_group).count();
            return match self.nodes.get(at).map(|node| &node.what) {
                Some(What::Condition(_)) => {
                    let part = match rest.trim_start_matches('.') {
                        "" => "field",
                        "whole_word" => "words",
                        part => part,
                    };
                    let place = Place::Condition((number - groups) as u64);
                    rule::error(wrong, format!("n{number}-{part}"), place)
                }
                _ => {
                    let place = match at {
                        0 => Place::Rule,
                        _ => Place::Group(groups as u64 - 1),
                    };
                    rule::error(wrong, format!("n{number}-join"), place)
                }
            };
        }
        if let Some(rest) = path.strip_prefix("actions.") {
            let (at, part) = rest.split_once('.').unwrap_or((rest, "action"));
            let number = at.parse::<usize>().unwrap_or(0) + 1;
            let place = Place::Action(number as u64);
            return rule::error(wrong, format!("a{number}-{part}"), place);
        }
        let id = match path {
            "actions" => "add-action",
            path if path.starts_with("when") => "when",
            path => path,
        };
        rule::error(wrong, id.to_owned(), Place::Rule)
    }
}

fn read_nodes(parts: &BTreeMap<u32, HashMap<&str, &str>>) -> Result<Vec<Node>, WebError> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut depths: Vec<usize> = Vec::new();
    let mut places: HashMap<u32, usize> = HashMap::new();
    for (number, fields) in parts {
        let get = |key: &str| fields.get(key).copied().unwrap_or_default();
        let inside = get("in").parse::<u32>().ok();
        let inside = inside.and_then(|it| places.get(&it));
        let is_group = |at: &usize| {
            let node = nodes.get(*at);
            node.is_some_and(|node| matches!(node.what, What::Group(_)))
        };
        // Whatever stands in no group that came before it stands in the outermost one.
        let inside = inside.copied().filter(is_group).unwrap_or(0);
        let what = match get("kind") {
            "group" if get("join") == "any" => What::Group(Join::Any),
            "group" => What::Group(Join::All),
            _ => What::Condition(Condition {
                field: get("field").to_owned(),
                name: get("name").to_owned(),
                operator: get("operator").to_owned(),
                value: get("value").to_owned(),
                words: fields.contains_key("words"),
                was: get("was").to_owned(),
            }),
        };
        if nodes.is_empty() && matches!(what, What::Condition(_)) {
            nodes.extend(Draft::empty().nodes);
            depths.push(0);
        }
        let depth = depths.get(inside).map_or(0, |depth| depth + 1);
        if depth > DEEP {
            return Err(WebError::TooLarge);
        }
        places.insert(*number, nodes.len());
        nodes.push(Node { inside, what });
        depths.push(depth);
    }
    if nodes.is_empty() {
        nodes = Draft::empty().nodes;
    }
    Ok(nodes)
}

fn read_action(fields: &HashMap<&str, &str>) -> Action {
    let get = |key: &str| fields.get(key).copied().unwrap_or_default().to_owned();
    Action {
        action: get("action"),
        value: get("value"),
        was: get("was"),
    }
}

//! Between a draft and the written form of a rule, and from a rule that is kept to its draft.

use serde_json::{Map, Value as Json, json};

use crate::{
    desk::book::Book,
    domain::{
        assignee::Assignee,
        rule::{
            Rule,
            action::{Action, Kind},
            condition::{self, Field, Operator, Shape, Value},
            units::{NO_DUE, write_hours, write_size, write_span},
        },
    },
    web::list_query::{read_assignee, write_assignee},
};

use super::{
    draft::{self, Condition, Draft, Join, Node, What},
    edit::{read_share, write_share},
};

impl Draft {
    /// Fills the form of a rule that is kept.
    #[must_use]
    pub fn of(book: &Book, rule: &Rule) -> Self {
        let mut draft = Self {
            name: rule.name.clone(),
            description: rule.description.clone(),
            enabled: rule.enabled,
            when: rule.when.iter().map(|it| it.word().to_owned()).collect(),
            nodes: Vec::new(),
            actions: rule.actions.iter().map(|it| action(book, it)).collect(),
            stop: rule.stop,
        };
        draft.take(book, &rule.conditions, 0);
        draft
    }

    fn take(&mut self, book: &Book, node: &condition::Node, inside: usize) {
        let at = self.nodes.len();
        let (what, nodes) = match node {
            condition::Node::Is(it) => (What::Condition(of_condition(book, it)), &[][..]),
            condition::Node::All(nodes) => (What::Group(Join::All), nodes.as_slice()),
            condition::Node::Any(nodes) => (What::Group(Join::Any), nodes.as_slice()),
        };
        self.nodes.push(Node { inside, what });
        for node in nodes {
            self.take(book, node, at);
        }
    }

    /// Writes the rule as the API takes it, and where in it each node stands.
    #[must_use]
    pub fn written(&self, book: &Book) -> (Json, Vec<String>) {
        let actions: Vec<Json> = self.actions.iter().map(|it| of_action(book, it)).collect();
        let rule = json!({
            "name": self.name,
            "description": self.description,
            "enabled": self.enabled,
            "when": self.when,
            "conditions": self.conditions(book),
            "actions": actions,
            "stop": self.stop,
        });
        (rule, self.paths())
    }

    fn conditions(&self, book: &Book) -> Json {
        let mut lists: Vec<Vec<Json>> = vec![Vec::new(); self.nodes.len()];
        let mut whole = Json::Null;
        // From the end, so that a group is met when all that stands in it was.
        for (at, node) in self.nodes.iter().enumerate().rev() {
            let json = match &node.what {
                What::Condition(condition) => written_condition(book, condition),
                What::Group(join) => {
                    let mut list = lists.get_mut(at).map(std::mem::take).unwrap_or_default();
                    list.reverse();
                    json!({ join.word(): list })
                }
            };
            match lists.get_mut(node.inside) {
                Some(list) if at > 0 => list.push(json),
                _ => whole = json,
            }
        }
        whole
    }

    fn paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = Vec::new();
        let mut counts = vec![0_usize; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            let path = match (self.nodes.get(node.inside), paths.get(node.inside)) {
                (Some(group), Some(path)) if at > 0 => {
                    let What::Group(join) = group.what else {
                        continue;
                    };
                    let place = counts.get_mut(node.inside).map_or(0, |count| {
                        *count += 1;
                        *count - 1
                    });
                    format!("{path}.{}.{place}", join.word())
                }
                _ => "conditions".to_owned(),
            };
            paths.push(path);
        }
        paths
    }
}

fn written_condition(book: &Book, it: &Condition) -> Json {
    let field = Field::from_word(&it.field);
    let shape = field.map_or(Shape::Text, Field::shape);
    let operator = Operator::from_word(&it.operator);
    let mut json = Map::new();
    json.insert("field".to_owned(), json!(it.field));
    json.insert("operator".to_owned(), json!(it.operator));
    if field.is_some_and(Field::is_named) {
        json.insert("name".to_owned(), json!(it.name));
    }
    if operator.is_none_or(Operator::takes_value) {
        let value = match shape {
            Shape::Flag => match it.value.as_str() {
                "yes" => json!(true),
                "no" => json!(false),
                _ => Json::Null,
            },
            Shape::Assignee => assignee(book, &it.value),
            _ => json!(it.value),
        };
        json.insert("value".to_owned(), value);
    }
    if it.words && operator.is_some_and(Operator::takes_words) {
        json.insert("whole_word".to_owned(), json!(true));
    }
    Json::Object(json)
}

pub(super) fn of_action(book: &Book, it: &draft::Action) -> Json {
    let value = match Kind::from_word(&it.action) {
        Some(Kind::Assign) => match read_share(&it.value) {
            Some((share, group)) => {
                let name = book.group_name(group);
                json!({ share.word(): name.unwrap_or(&it.value) })
            }
            None => assignee(book, &it.value),
        },
        _ => json!(it.value),
    };
    json!({ "action": it.action, "value": value })
}

/// What the choice of an assignee is in the written form; what is no choice stays as it was sent.
fn assignee(book: &Book, value: &str) -> Json {
    if value.is_empty() {
        return Json::Null;
    }
    match read_assignee(value) {
        Some(Assignee::User(id)) => {
            let email = book.user(id).map(|user| user.email.as_str());
            json!({ "user": email.unwrap_or(value) })
        }
        Some(Assignee::Group(id)) => json!({ "group": book.group_name(id).unwrap_or(value) }),
        None => json!(value),
    }
}

fn of_condition(book: &Book, it: &condition::Condition) -> Condition {
    let value = match &it.value {
        Value::None => String::new(),
        Value::Text(text) => text.clone(),
        Value::Flag(true) => "yes".to_owned(),
        Value::Flag(false) => "no".to_owned(),
        Value::Number(number) if it.field.shape() == Shape::Span => write_span(*number),
        Value::Number(number) if it.field.shape() == Shape::Hours => write_hours(*number),
        Value::Number(number) => write_size(*number),
        Value::Status(status) => status.word().to_owned(),
        Value::Priority(priority) => priority.word().to_owned(),
        Value::Mailbox(id) => mailbox(book, *id),
        Value::Tag(id) => tag(book, *id),
        Value::Assignee(assignee) => write_assignee(*assignee),
    };
    Condition {
        field: it.field.word().to_owned(),
        name: it.name.clone(),
        operator: it.operator.word().to_owned(),
        value,
        words: it.part == condition::Part::WholeWord,
        was: it.field.shape().word().to_owned(),
    }
}

fn action(book: &Book, it: &Action) -> draft::Action {
    let value = match it {
        Action::Status(status) => status.word().to_owned(),
        Action::Priority(priority) => priority.word().to_owned(),
        Action::Assign(assignee) => write_assignee(*assignee),
        Action::AddTag(id) | Action::RemoveTag(id) => tag(book, *id),
        Action::Name(text) | Action::Note(text) => text.clone(),
        Action::Due(time) => time.map_or_else(|| NO_DUE.to_owned(), write_span),
        Action::DueBusiness(time) => write_hours(*time),
        Action::Snooze(sleep) => sleep.to_string(),
        Action::Mailbox(id) => id.map_or_else(String::new, |id| mailbox(book, id)),
        Action::Share(share, group) => write_share(*share, *group),
    };
    let word = it.kind().word();
    draft::Action {
        action: word.to_owned(),
        value,
        was: super::edit::kind_shape(word).to_owned(),
    }
}

// What was deleted still has a name, so that the form says what is to be mended.
fn tag(book: &Book, id: crate::domain::id::TagId) -> String {
    let shown = book.tag(id).map(|tag| tag.name.as_str());
    let name = shown.or_else(|| book.tag_name(id));
    name.unwrap_or_default().to_owned()
}

fn mailbox(book: &Book, id: crate::domain::id::MailboxId) -> String {
    let mailbox = book.mailbox(id);
    mailbox.map_or_else(String::new, |mailbox| mailbox.address.to_string())
}

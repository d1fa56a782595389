//! Reads a rule as it is written: the JSON form of the API, of files, and of the page.
//!
//! Total: every fault is found and named with its place, so that nothing has to be sent twice to
//! learn of the second one.

mod conditions;
mod due;
mod refs;

use serde_json::{Map, Value};

use crate::{
    desk::problem::Problem,
    domain::{
        rule::{
            ACTIONS, DESCRIPTION_CHARS, DefaultRule, NAME_CHARS, When,
            action::{self, Action, Kind},
            condition::Node,
            fault::{RuleFault, WrongAt},
            set::{Known, Missing},
        },
        text::{lines, one_line},
        ticket::{self, Priority, Status},
    },
};

use super::names::Names;
use refs::is_share;

/// A rule without its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub name: String,
    pub description: String,
    pub enabled: bool,
    pub when: Vec<When>,
    pub conditions: Node,
    pub actions: Vec<Action>,
    pub stop: bool,
}

/// What may stand in a rule; those behind `stop` are written by the desk and ignored.
pub(super) const KEYS: &[&str] = &[
    "name",
    "description",
    "enabled",
    "when",
    "conditions",
    "actions",
    "stop",
    "id",
    "revision",
    "default",
    "broken",
    "hits",
    "create",
];

/// Most faults that are said of one rule: a document of nothing but faults costs no memory.
const FAULTS: usize = 300;

/// Reads; gathers what is wrong.
pub(super) struct Reader<'a, N> {
    pub names: &'a mut N,
    pub wrong: Vec<WrongAt>,
}

impl<'a, N: Names> Reader<'a, N> {
    pub(super) fn new(names: &'a mut N) -> Self {
        Self {
            names,
            wrong: Vec::new(),
        }
    }

    pub(super) fn wrong(&mut self, path: &str, fault: RuleFault) {
        if self.wrong.len() < FAULTS {
            self.wrong.push(WrongAt {
                path: path.to_owned(),
                fault,
            });
        }
    }

    fn finish<T>(self, read: T) -> Result<T, Problem> {
        if self.wrong.is_empty() {
            Ok(read)
        } else {
            Err(Problem::Rule(self.wrong))
        }
    }

    /// Reads a whole rule.
    pub(super) fn rule(mut self, value: &Value) -> Result<Written, Problem> {
        let Some(object) = value.as_object() else {
            self.wrong("", RuleFault::Expected("an object"));
            return Err(Problem::Rule(self.wrong));
        };
        self.keys(object, KEYS, "");
        let name = one_line(&self.text(object, "name"));
        self.length("name", &name, NAME_CHARS);
        if name.is_empty() {
            self.wrong("name", RuleFault::Empty);
        }
        let description = lines(&self.text(object, "description"));
        self.length("description", &description, DESCRIPTION_CHARS);
        let written = Written {
            name,
            description,
            enabled: self.flag(object, "enabled", Absent::Yes),
            when: self.when(object.get("when")),
            conditions: match object.get("conditions") {
                None | Some(Value::Null) => Node::All(Vec::new()),
                Some(conditions) => self.conditions(conditions)?,
            },
            actions: self.actions(object.get("actions"))?,
            stop: self.flag(object, "stop", Absent::No),
        };
        if written.actions.is_empty() && !written.stop && self.wrong.is_empty() {
            self.wrong("actions", RuleFault::NoAction);
        }
        let conditions = written.conditions.conditions();
        let is_timed = written.when.contains(&When::TimePassed);
        if is_timed && self.wrong.is_empty() && !conditions.iter().any(|it| it.field.is_time()) {
            self.wrong("when", RuleFault::NoTime);
        }
        self.finish(written)
    }

    /// Reads what of the default rule can be chosen. Everything else may be written as it is read,
    /// and nothing of it changed.
    pub(super) fn default_rule(mut self, value: &Value) -> Result<DefaultRule, Problem> {
        let Some(object) = value.as_object() else {
            self.wrong("", RuleFault::Expected("an object"));
            return Err(Problem::Rule(self.wrong));
        };
        self.keys(object, KEYS, "");
        let no_condition = |value: &Value| {
            let groups = value.as_object().into_iter().flat_map(Map::values);
            groups
                .into_iter()
                .all(|group| group.as_array().is_some_and(Vec::is_empty))
        };
        let refused = [
            (
                "enabled",
                object.get("enabled") == Some(&Value::Bool(false)),
            ),
            ("stop", object.get("stop") == Some(&Value::Bool(true))),
            (
                "conditions",
                !object.get("conditions").is_none_or(no_condition),
            ),
        ];
        for (key, wrong) in refused {
            if wrong {
                self.wrong(key, RuleFault::Default);
            }
        }
        let mut default = DefaultRule::default();
        let list = object.get("actions").and_then(Value::as_array);
        for (at, value) in list.into_iter().flatten().enumerate().take(ACTIONS) {
            let path = format!("actions.{at}");
            match self.action(value, &path)? {
                Some(Action::Status(Status::Closed)) => {
                    self.wrong(&format!("{path}.value"), RuleFault::DefaultClosed);
                }
                Some(Action::Status(status)) => default.status = status,
                Some(Action::Priority(priority)) => default.priority = priority,
                Some(Action::Assign(assignee)) => default.assignee = assignee,
                Some(Action::Mailbox(mailbox)) => default.mailbox = mailbox,
                Some(_) => self.wrong(&format!("{path}.action"), RuleFault::Default),
                None => {}
            }
        }
        self.finish(default)
    }

    fn keys(&mut self, object: &Map<String, Value>, known: &[&str], path: &str) {
        let unknown: Vec<String> = object
            .keys()
            .filter(|key| !known.contains(&key.as_str()))
            .map(|key| join(path, key))
            .take(FAULTS)
            .collect();
        for key in unknown {
            self.wrong(&key, RuleFault::UnknownKey(known.join(", ")));
        }
    }

    fn text(&mut self, object: &Map<String, Value>, key: &str) -> String {
        match object.get(key) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(_) => {
                self.wrong(key, RuleFault::Expected("a text"));
                // Something, so that it is not called empty as well.
                "-".to_owned()
            }
        }
    }

    fn length(&mut self, path: &str, text: &str, most: usize) {
        if text.chars().count() > most {
            self.wrong(path, RuleFault::TooLong(most));
        }
    }

    fn flag(&mut self, object: &Map<String, Value>, key: &str, absent: Absent) -> bool {
        match object.get(key) {
            None | Some(Value::Null) => absent == Absent::Yes,
            Some(Value::Bool(flag)) => *flag,
            Some(_) => {
                self.wrong(key, RuleFault::Expected("true or false"));
                false
            }
        }
    }

    fn when(&mut self, value: Option<&Value>) -> Vec<When> {
        let list = match value {
            None | Some(Value::Null) => &[][..],
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.wrong("when", RuleFault::Expected("a list of events"));
                return Vec::new();
            }
        };
        let mut when = Vec::new();
        for (at, value) in list.iter().enumerate().take(FAULTS) {
            let event = value.as_str().and_then(When::from_word);
            match event {
                Some(event) if !when.contains(&event) => when.push(event),
                Some(_) => {}
                None => {
                    let known = When::ALL.map(When::word);
                    self.unknown_word(&format!("when.{at}"), value, &known);
                }
            }
        }
        if list.is_empty() {
            self.wrong("when", RuleFault::NoEvent);
        }
        when.sort_unstable();
        when
    }

    fn actions(&mut self, value: Option<&Value>) -> Result<Vec<Action>, Problem> {
        let list = match value {
            None | Some(Value::Null) => &[][..],
            Some(Value::Array(list)) => list,
            Some(_) => {
                self.wrong("actions", RuleFault::Expected("a list of actions"));
                &[][..]
            }
        };
        if list.len() > ACTIONS {
            self.wrong("actions", RuleFault::TooManyActions);
            return Ok(Vec::new());
        }
        let mut actions = Vec::new();
        for (at, value) in list.iter().enumerate() {
            let path = format!("actions.{at}");
            match self.action(value, &path)? {
                Some(Action::Mailbox(_)) => {
                    self.wrong(&format!("{path}.action"), RuleFault::OfDefault);
                }
                action => actions.extend(action),
            }
        }
        Ok(actions)
    }

    fn action(&mut self, value: &Value, path: &str) -> Result<Option<Action>, Problem> {
        let Some(object) = value.as_object() else {
            self.wrong(path, RuleFault::Expected("an object"));
            return Ok(None);
        };
        self.keys(object, &["action", "value"], path);
        let word = object.get("action").unwrap_or(&Value::Null);
        let Some(kind) = word.as_str().and_then(Kind::from_word) else {
            self.unknown_word(&format!("{path}.action"), word, &Kind::ALL.map(Kind::word));
            return Ok(None);
        };
        let at = format!("{path}.value");
        let value = object.get("value").unwrap_or(&Value::Null);
        Ok(match kind {
            Kind::Status => self.status(value, &at).map(Action::Status),
            Kind::Priority => self.priority(value, &at).map(Action::Priority),
            Kind::Assign if is_share(value) => self.share(value, &at)?,
            Kind::Assign => match self.assignee(value, &at)? {
                Some(Some(assignee)) => {
                    // A group that was made a line before is not in the book yet.
                    if self.names.book().unfit(assignee) == Some(Missing::Rights) {
                        self.wrong(&at, RuleFault::MayNotSee);
                    }
                    Some(Action::Assign(Some(assignee)))
                }
                assignee => assignee.map(Action::Assign),
            },
            Kind::AddTag => self.tag(value, &at)?.map(Action::AddTag),
            Kind::RemoveTag => self.tag(value, &at)?.map(Action::RemoveTag),
            Kind::Name => self
                .line(value, &at, ticket::NAME_CHARS)
                .map(|it| Action::Name(one_line(&it))),
            Kind::Note => self
                .line(value, &at, action::NOTE_CHARS)
                .map(|it| Action::Note(lines(&it))),
            Kind::Due => self.due(value, &at),
            Kind::DueBusiness => self.due_business(value, &at),
            Kind::Snooze => self.snooze(value, &at),
            Kind::Mailbox => match value {
                Value::Null => Some(Action::Mailbox(None)),
                value => self.mailbox(value, &at).map(|it| Action::Mailbox(Some(it))),
            },
        })
    }

    /// A text that is not empty and not too long.
    fn line(&mut self, value: &Value, path: &str, most: usize) -> Option<String> {
        let Some(text) = value.as_str() else {
            let fault = match value {
                Value::Null => RuleFault::Empty,
                _ => RuleFault::Expected("a text"),
            };
            self.wrong(path, fault);
            return None;
        };
        if text.trim().is_empty() {
            self.wrong(path, RuleFault::Empty);
            return None;
        }
        self.length(path, text, most);
        Some(text.to_owned())
    }

    fn status(&mut self, value: &Value, path: &str) -> Option<Status> {
        let status = value.as_str().and_then(Status::from_word);
        if status.is_none() {
            self.unknown_word(path, value, &Status::ALL.map(Status::word));
        }
        status
    }

    fn priority(&mut self, value: &Value, path: &str) -> Option<Priority> {
        let priority = value.as_str().and_then(Priority::from_word);
        if priority.is_none() {
            self.unknown_word(path, value, &Priority::ALL.map(Priority::word));
        }
        priority
    }

    fn unknown_word(&mut self, path: &str, given: &Value, known: &[&str]) {
        let given = match given {
            Value::Null => String::new(),
            Value::String(text) => text.chars().take(50).collect(),
            other => other.to_string().chars().take(50).collect(),
        };
        if given.is_empty() {
            self.wrong(path, RuleFault::Empty);
            return;
        }
        let known = known.join(", ");
        self.wrong(path, RuleFault::UnknownWord { given, known });
    }
}

/// What a flag is that was not written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Absent {
    Yes,
    No,
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

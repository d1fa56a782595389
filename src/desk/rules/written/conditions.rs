//! The conditions of a written rule: groups in groups, each fault with its place.

use serde_json::{Map, Value as Json};

use crate::{
    desk::problem::Problem,
    domain::{
        fold::fold,
        rule::{
            CONDITIONS, DEPTH,
            condition::{Condition, Field, Node, Operator, Part, Shape, TEXT_CHARS, Value},
            fault::RuleFault,
            set::compile,
            units::{read_hours, read_size, read_span},
        },
    },
};

use super::{Names, Reader};

/// Longest name of a header field (RFC 5322, 2.1.1: a line has at most 998 octets).
const HEADER_CHARS: usize = 100;

impl<N: Names> Reader<'_, N> {
    /// Reads the outermost group.
    pub(super) fn conditions(&mut self, value: &Json) -> Result<Node, Problem> {
        let mut count = 0;
        let node = self.node(value, "conditions", 1, &mut count)?;
        if count > CONDITIONS {
            self.wrong("conditions", RuleFault::TooManyConditions);
        }
        Ok(match node {
            Some(Node::Is(condition)) => Node::All(vec![Node::Is(condition)]),
            Some(node) => node,
            None => Node::All(Vec::new()),
        })
    }

    fn node(
        &mut self,
        value: &Json,
        path: &str,
        depth: usize,
        count: &mut usize,
    ) -> Result<Option<Node>, Problem> {
        let Some(object) = value.as_object() else {
            self.wrong(path, RuleFault::Expected("an object"));
            return Ok(None);
        };
        for join in ["all", "any"] {
            let Some(list) = object.get(join) else {
                continue;
            };
            self.keys(object, &[join], path);
            let Some(list) = list.as_array() else {
                self.wrong(path, RuleFault::Expected("a list of conditions"));
                return Ok(None);
            };
            if depth > DEPTH {
                self.wrong(path, RuleFault::TooDeep);
                return Ok(None);
            }
            // A group of nothing stands for a condition in the count.
            *count += usize::from(list.is_empty());
            let mut nodes = Vec::new();
            for (at, value) in list.iter().enumerate() {
                // What is too much is counted and not read, whatever it is.
                if *count > CONDITIONS {
                    break;
                }
                *count += usize::from(!value.is_object());
                let path = format!("{path}.{join}.{at}");
                nodes.extend(self.node(value, &path, depth + 1, count)?);
            }
            let node = if join == "all" {
                Node::All(nodes)
            } else {
                Node::Any(nodes)
            };
            return Ok(Some(node));
        }
        *count += 1;
        if *count > CONDITIONS {
            return Ok(None);
        }
        Ok(self.condition(object, path)?.map(Node::Is))
    }

    fn condition(
        &mut self,
        object: &Map<String, Json>,
        path: &str,
    ) -> Result<Option<Condition>, Problem> {
        let keys = ["field", "operator", "value", "name", "whole_word"];
        self.keys(object, &keys, path);
        let word = object.get("field").unwrap_or(&Json::Null);
        let Some(field) = word.as_str().and_then(Field::from_word) else {
            let known: Vec<&str> = Field::ALL.iter().map(|field| field.word()).collect();
            self.unknown_word(&format!("{path}.field"), word, &known);
            return Ok(None);
        };
        let word = object.get("operator").unwrap_or(&Json::Null);
        let operators = field.shape().operators();
        let operator = word.as_str().and_then(Operator::from_word);
        let Some(operator) = operator.filter(|it| operators.contains(it)) else {
            let known: Vec<&str> = operators.iter().map(|it| it.word()).collect();
            self.unknown_word(&format!("{path}.operator"), word, &known);
            return Ok(None);
        };
        let name = self.header_name(object, field, path);
        let value = if operator.takes_value() {
            let value = object.get("value").unwrap_or(&Json::Null);
            self.value(value, field.shape(), operator, &format!("{path}.value"))?
        } else {
            Some(Value::None)
        };
        let part = match object.get("whole_word") {
            Some(Json::Bool(true)) if operator.takes_words() => Part::WholeWord,
            None | Some(Json::Null | Json::Bool(_)) => Part::Anywhere,
            Some(_) => {
                let fault = RuleFault::Expected("true or false");
                self.wrong(&format!("{path}.whole_word"), fault);
                Part::Anywhere
            }
        };
        let condition = name.zip(value).map(|(name, value)| Condition {
            field,
            name,
            operator,
            value,
            part,
        });
        Ok(condition)
    }

    fn header_name(
        &mut self,
        object: &Map<String, Json>,
        field: Field,
        path: &str,
    ) -> Option<String> {
        if !field.is_named() {
            return Some(String::new());
        }
        let at = format!("{path}.name");
        let name = object.get("name").unwrap_or(&Json::Null);
        let name = self.line(name, &at, HEADER_CHARS)?;
        let name = name.trim().trim_end_matches(':').to_ascii_lowercase();
        // RFC 5322 2.2: printable ASCII except the colon.
        if !name.chars().all(|c| c.is_ascii_graphic() && c != ':') {
            let fault = RuleFault::Expected("the name of a header field, such as X-Priority");
            self.wrong(&at, fault);
            return None;
        }
        Some(name)
    }

    fn value(
        &mut self,
        value: &Json,
        shape: Shape,
        operator: Operator,
        path: &str,
    ) -> Result<Option<Value>, Problem> {
        Ok(match shape {
            Shape::Text => self.compared(value, operator, path),
            Shape::Status => self.status(value, path).map(Value::Status),
            Shape::Priority => self.priority(value, path).map(Value::Priority),
            Shape::Flag => {
                let flag = value.as_bool();
                if flag.is_none() {
                    self.wrong(path, RuleFault::Expected("true or false"));
                }
                flag.map(Value::Flag)
            }
            Shape::Size => self.number(value, read_size, RuleFault::Size, path),
            Shape::Span => self.number(value, read_span, RuleFault::Span, path),
            Shape::Hours => self.number(value, read_hours, RuleFault::Hours, path),
            Shape::Mailbox => self.mailbox(value, path).map(Value::Mailbox),
            Shape::Tag => self.tag(value, path)?.map(Value::Tag),
            Shape::Assignee => self.assignee(value, path)?.map(Value::Assignee),
            Shape::Presence => Some(Value::None),
        })
    }

    fn compared(&mut self, value: &Json, operator: Operator, path: &str) -> Option<Value> {
        let text = self.line(value, path, TEXT_CHARS)?;
        if operator == Operator::Matches {
            // Not compiled when it is too long: that was said already.
            if text.chars().count() <= TEXT_CHARS
                && let Err(error) = compile(&text)
            {
                let fault = match error {
                    regex::Error::CompiledTooBig(_) => RuleFault::PatternSize,
                    error => RuleFault::Pattern(reason(&error)),
                };
                self.wrong(path, fault);
            }
        } else if fold(&text).is_empty() {
            // Accents that stand alone: nothing is left to look for.
            self.wrong(path, RuleFault::Empty);
        }
        Some(Value::Text(text))
    }

    fn number(
        &mut self,
        value: &Json,
        read: fn(&str) -> Option<u64>,
        fault: RuleFault,
        path: &str,
    ) -> Option<Value> {
        let text = match value {
            Json::String(text) => text.clone(),
            Json::Number(number) => number.to_string(),
            _ => String::new(),
        };
        let number = read(&text);
        if number.is_none() {
            self.wrong(path, fault);
        }
        number.map(Value::Number)
    }
}

/// The last line of what the compiler says: the ones before draw the place with spaces.
fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ").to_owned()
}

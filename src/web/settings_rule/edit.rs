//! What the buttons of the form do to a draft: something is added, something goes, the controls
//! follow what was chosen. Keeps nothing.

use crate::{
    desk::book::Book,
    domain::{
        id::GroupId,
        rule::{
            action::Kind,
            condition::{Field, Shape},
            team::Share,
        },
        ticket::{Priority, Status},
    },
    web::list_query::read_assignee,
};

use super::draft::{Action, Condition, Draft, Join, Node, What};

impl Draft {
    /// Does what a button says, such as `remove:3`. Returns the id of the control that comes next;
    /// None for what is no button of ours.
    pub fn act(&mut self, word: &str, book: &Book) -> Option<String> {
        let (verb, about) = word.split_once(':').unwrap_or((word, ""));
        let number = about.parse::<usize>().unwrap_or(0);
        let next = match verb {
            "add-condition" => self.add_condition(number)?,
            "add-group" => self.add_group(number)?,
            "remove" => self.remove(number)?,
            "words" => {
                self.condition(number)?.words = true;
                format!("n{number}-words")
            }
            "add-action" => {
                self.actions.push(Action {
                    action: Kind::Assign.word().to_owned(),
                    ..Action::default()
                });
                format!("a{}-action", self.actions.len())
            }
            "remove-action" => {
                let at = number.checked_sub(1);
                self.actions
                    .remove(at.filter(|at| *at < self.actions.len())?);
                "add-action".to_owned()
            }
            "fields" => {
                let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
                about.chars().filter(|c| plain(*c)).take(20).collect()
            }
            _ => return None,
        };
        self.fit(book);
        Some(next)
    }

    fn condition(&mut self, number: usize) -> Option<&mut Condition> {
        match &mut self.nodes.get_mut(number.checked_sub(1)?)?.what {
            What::Condition(condition) => Some(condition),
            What::Group(_) => None,
        }
    }

    fn join(&self, number: usize) -> Option<Join> {
        match self.nodes.get(number.checked_sub(1)?)?.what {
            What::Group(join) => Some(join),
            What::Condition(_) => None,
        }
    }

    fn add_condition(&mut self, group: usize) -> Option<String> {
        self.join(group)?;
        let last = (1..=self.nodes.len()).rev();
        // After what stands in the group; what stands behind it moves on.
        let inner = |number: &usize| *number == group || self.stands_in(*number, group);
        let number = last.into_iter().find(inner)? + 1;
        self.nodes.push(Node {
            inside: group - 1,
            what: What::Condition(Condition::default()),
        });
        self.settle();
        Some(format!("n{number}-field"))
    }

    fn add_group(&mut self, group: usize) -> Option<String> {
        let join = match self.join(group)? {
            Join::All => Join::Any,
            Join::Any => Join::All,
        };
        let focus = self.add_condition(group)?;
        let number = focus.trim_start_matches('n').trim_end_matches("-field");
        let number: usize = number.parse().ok()?;
        self.nodes.get_mut(number - 1)?.what = What::Group(join);
        self.add_condition(number)?;
        Some(format!("n{number}-join"))
    }

    fn remove(&mut self, number: usize) -> Option<String> {
        // The outermost group stays.
        let at = number.checked_sub(1).filter(|at| *at > 0)?;
        let group = self.nodes.get(at)?.inside + 1;
        let gone: Vec<usize> = (1..=self.nodes.len())
            .filter(|other| *other == number || self.stands_in(*other, number))
            .collect();
        // What stands in a group stands right behind it.
        let mut kept = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            if gone.contains(&(at + 1)) {
                continue;
            }
            let before = gone.iter().filter(|other| **other <= node.inside).count();
            kept.push(Node {
                inside: node.inside - before,
                what: node.what.clone(),
            });
        }
        self.nodes = kept;
        Some(format!("n{group}-add"))
    }

    fn stands_in(&self, number: usize, group: usize) -> bool {
        let mut at = number - 1;
        while at > 0 {
            at = self.nodes.get(at).map_or(0, |node| node.inside);
            if at + 1 == group {
                return true;
            }
        }
        false
    }

    /// Makes the words and values fit what was chosen above them.
    pub fn fit(&mut self, book: &Book) {
        for node in &mut self.nodes {
            if let What::Condition(condition) = &mut node.what {
                fit_condition(condition, book);
            }
        }
        for action in &mut self.actions {
            let shape = kind_shape(&action.action);
            fit_value(&mut action.value, &action.was, shape, book);
            shape.clone_into(&mut action.was);
        }
    }
}

fn fit_condition(condition: &mut Condition, book: &Book) {
    let field = Field::from_word(&condition.field).unwrap_or(Field::Subject);
    let operators = field.shape().operators();
    field.word().clone_into(&mut condition.field);
    if !operators.iter().any(|it| it.word() == condition.operator) {
        let first = operators.first().map_or("", |it| it.word());
        first.clone_into(&mut condition.operator);
    }
    let shape = field.shape().word();
    fit_value(&mut condition.value, &condition.was, shape, book);
    shape.clone_into(&mut condition.was);
}

/// A value that was meant for another control begins anew; a choice is always one of its list.
fn fit_value(value: &mut String, was: &str, shape: &str, book: &Book) {
    let free = |shape: &str| ["text", "tag", "line", "area"].contains(&shape);
    let other = !was.is_empty() && was != shape && !(free(was) && free(shape));
    if other {
        value.clear();
    }
    let first = match shape {
        "status" if Status::from_word(value).is_none() => Status::Open.word(),
        "priority" if Priority::from_word(value).is_none() => Priority::default().word(),
        "flag" if !["yes", "no"].contains(&value.as_str()) => "yes",
        "mailbox" if value.is_empty() => {
            let mailbox = book.mailboxes.first();
            mailbox.map_or("", |mailbox| mailbox.address.as_str())
        }
        "assignee" if !value.is_empty() && read_assignee(value).is_none() => "",
        SHARE if !value.is_empty() && !is_whom(value) => "",
        _ => return,
    };
    first.clone_into(value);
}

fn is_whom(value: &str) -> bool {
    read_assignee(value).is_some() || read_share(value).is_some()
}

/// The control of whom a ticket is given to: an assignee, or a way to share out.
pub const SHARE: &str = "share";

/// Reads `round_robin:3` or `least_loaded:3`.
#[must_use]
pub fn read_share(text: &str) -> Option<(Share, GroupId)> {
    let (share, id) = text.split_once(':')?;
    Some((Share::from_word(share)?, GroupId(id.parse().ok()?)))
}

/// Writes it.
#[must_use]
pub fn write_share(share: Share, group: GroupId) -> String {
    format!("{}:{group}", share.word())
}

/// The control that the value of an action has.
#[must_use]
pub fn kind_shape(action: &str) -> &'static str {
    match Kind::from_word(action) {
        Some(Kind::Assign) | None => SHARE,
        Some(Kind::Priority) => Shape::Priority.word(),
        Some(Kind::Status) => Shape::Status.word(),
        Some(Kind::AddTag | Kind::RemoveTag) => Shape::Tag.word(),
        Some(Kind::Mailbox) => Shape::Mailbox.word(),
        Some(Kind::Name) => "line",
        Some(Kind::Note) => "area",
        Some(Kind::Due) => "due",
        Some(Kind::Snooze) => "sleep",
        Some(Kind::DueBusiness) => Shape::Hours.word(),
    }
}

//! Names in a written rule: tags, mailboxes, users, groups. One that is not there is answered with
//! those that there are.

use serde_json::Value;

use crate::{
    desk::problem::Problem,
    domain::{
        assignee::Assignee,
        id::{GroupId, MailboxId, TagId},
        rule::{action::Action, fault::RuleFault, team::Share},
        tag::clean_tag,
    },
};

use super::{Names, Reader};

/// Most names that a fault lists.
const LISTED: usize = 30;

/// A list of names that is not too long to read.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.take(LISTED + 1).collect();
    if names.len() > LISTED {
        names.truncate(LISTED);
        names.push("…");
    }
    names.join(", ")
}

fn quoted(name: &str) -> String {
    name.chars().take(80).collect()
}

/// Names that were written but are not there.
impl<N: Names> Reader<'_, N> {
    pub(super) fn no_such(&mut self, path: &str, noun: &'static str, name: &str, known: String) {
        let name = quoted(name);
        self.wrong(path, RuleFault::NoSuch { noun, name, known });
    }

    pub(super) fn tag(&mut self, value: &Value, path: &str) -> Result<Option<TagId>, Problem> {
        let Some(name) = self.line(value, path, 1_000) else {
            return Ok(None);
        };
        let found = match clean_tag(&name) {
            Some(name) => self.names.tag(&name)?,
            None => None,
        };
        if found.is_none() {
            let book = self.names.book();
            let known = listed(book.tags().iter().map(|tag| tag.name.as_str()));
            self.no_such(path, "tag", &name, known);
        }
        Ok(found)
    }

    pub(super) fn mailbox(&mut self, value: &Value, path: &str) -> Option<MailboxId> {
        let name = self.line(value, path, 1_000)?;
        let found = self.names.mailbox(&name);
        if found.is_none() {
            let mailboxes = self.names.book().mailboxes.iter();
            let known = listed(mailboxes.map(|it| it.address.as_str()));
            self.no_such(path, "mailbox", &name, known);
        }
        found
    }

    /// The outer None is a fault, the inner one nobody.
    pub(super) fn assignee(
        &mut self,
        value: &Value,
        path: &str,
    ) -> Result<Option<Option<Assignee>>, Problem> {
        let object = match value {
            Value::Null => return Ok(Some(None)),
            Value::Object(object) => object,
            _ => {
                self.wrong(path, RuleFault::Expected(ASSIGNEE));
                return Ok(None);
            }
        };
        self.keys(object, &["user", "group", "name"], path);
        match (object.get("user"), object.get("group")) {
            (Some(user), None) => Ok(self.user(user, path).map(Some)),
            (None, Some(group)) => {
                let found = self.group(group, path)?;
                Ok(found.map(|id| Some(Assignee::Group(id))))
            }
            _ => {
                self.wrong(path, RuleFault::Expected(ASSIGNEE));
                Ok(None)
            }
        }
    }

    /// A member of a group: `{"round_robin":"name"}`, `{"least_loaded":"name"}`.
    pub(super) fn share(&mut self, value: &Value, path: &str) -> Result<Option<Action>, Problem> {
        let Some(object) = value.as_object().filter(|it| it.len() == 1) else {
            self.wrong(path, RuleFault::Expected(ASSIGNEE));
            return Ok(None);
        };
        let named = object.iter().next();
        let share = named.and_then(|(key, name)| Some((Share::from_word(key)?, name)));
        let Some((share, name)) = share else {
            self.wrong(path, RuleFault::Expected(ASSIGNEE));
            return Ok(None);
        };
        let group = self.group(name, path)?;
        Ok(group.map(|group| Action::Share(share, group)))
    }

    fn group(&mut self, value: &Value, path: &str) -> Result<Option<GroupId>, Problem> {
        let Some(name) = self.line(value, path, 1_000) else {
            return Ok(None);
        };
        let found = self.names.group(&name)?;
        if found.is_none() {
            let groups = self.names.book().groups.iter();
            let known = listed(groups.map(|group| group.name.as_str()));
            self.no_such(path, "group", &name, known);
        }
        Ok(found)
    }

    fn user(&mut self, value: &Value, path: &str) -> Option<Assignee> {
        let address = self.line(value, path, 1_000)?;
        let found = self.names.user(&address);
        if found.is_none() {
            let users = self.names.book().users.iter();
            let active = users.filter(|user| user.active);
            let known = listed(active.map(|user| user.email.as_str()));
            self.no_such(path, "user", &address, known);
        }
        found.map(Assignee::User)
    }
}

/// True for a value that names a way of sharing out.
pub(super) fn is_share(value: &Value) -> bool {
    let keys = value.as_object().into_iter().flat_map(|it| it.keys());
    keys.into_iter().any(|key| Share::from_word(key).is_some())
}

const ASSIGNEE: &str = "null, {\"user\":\"address\"}, {\"group\":\"name\"}, \
     {\"round_robin\":\"group\"} or {\"least_loaded\":\"group\"}";

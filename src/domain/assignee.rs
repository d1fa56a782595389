//! Who has a ticket: a user or a group; nobody is `None`.

use serde::{Deserialize, Serialize};

use super::id::{GroupId, UserId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Assignee {
    User(UserId),
    Group(GroupId),
}

impl Assignee {
    /// One number for an index or a column: 0 nobody, odd a user, even a group.
    #[must_use]
    pub fn code(assignee: Option<Self>) -> u64 {
        match assignee {
            None => 0,
            Some(Self::User(UserId(id))) => id * 2 + 1,
            Some(Self::Group(GroupId(id))) => id * 2 + 2,
        }
    }

    #[must_use]
    pub fn from_code(code: u64) -> Option<Self> {
        match code {
            0 => None,
            odd if odd % 2 == 1 => Some(Self::User(UserId(odd / 2))),
            even => Some(Self::Group(GroupId(even / 2 - 1))),
        }
    }
}

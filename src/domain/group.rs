//! A group of users, to whom a ticket can be assigned.

use serde::{Deserialize, Serialize};

use super::id::{GroupId, MailboxId, RoleId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: GroupId,
    pub name: String,
    pub members: Vec<UserId>,
    /// Mailboxes whose tickets the members see, whoever has them.
    pub mailboxes: Vec<MailboxId>,
    /// Roles that every member has by being one.
    pub roles: Vec<RoleId>,
}

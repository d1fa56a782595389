//! A group of users, to whom a ticket can be assigned.

use serde::{Deserialize, Serialize};

use super::id::{GroupId, UserId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: GroupId,
    pub name: String,
    pub members: Vec<UserId>,
}

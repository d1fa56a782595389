//! A role: a named set of rights. Three come predefined; all others are the organization's own.

use serde::{Deserialize, Serialize};

use super::{
    id::RoleId,
    right::{Right, Rights},
};

/// May everything. Its rights cannot be changed, and somebody always has it.
pub const ADMIN: RoleId = RoleId(1);
/// Works on tickets.
pub const EXPERT: RoleId = RoleId(2);
/// Reads along and writes notes.
pub const OBSERVER: RoleId = RoleId(3);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    pub id: RoleId,
    /// Of a predefined role an English word, which pages translate.
    pub name: String,
    pub rights: Rights,
}

impl Role {
    /// True for a role that cannot be renamed or deleted.
    #[must_use]
    pub fn is_predefined(&self) -> bool {
        self.id.0 <= OBSERVER.0
    }
}

/// The roles that every desk begins with.
#[must_use]
pub fn predefined() -> [Role; 3] {
    let role = |id, name: &str, rights| Role {
        id,
        name: name.to_owned(),
        rights,
    };
    [
        role(ADMIN, "admin", Rights::EVERY),
        role(
            EXPERT,
            "expert",
            Rights::of(&[
                Right::TicketRead,
                Right::TicketNote,
                Right::TicketEdit,
                Right::TicketReply,
                Right::TicketDelete,
                Right::Api,
            ]),
        ),
        role(
            OBSERVER,
            "observer",
            Rights::of(&[Right::TicketRead, Right::TicketNote, Right::Api]),
        ),
    ]
}

//! Who may do and see what: rights from roles, sight from visibility. Decides; asks nobody.

use serde::{Deserialize, Serialize};

use super::{
    assignee::Assignee,
    group::Group,
    id::{MailboxId, RoleId, UserId},
    right::{Right, Rights},
    role::{self, Role},
    user::User,
};

/// How far somebody sees.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Tickets that they have themselves.
    Own,
    /// Those and what their groups, the groups' members and the groups' mailboxes have.
    Groups,
    #[default]
    All,
}

impl Visibility {
    pub const ALL: [Self; 3] = [Self::Own, Self::Groups, Self::All];

    /// The word of the API and of forms.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Groups => "groups",
            Self::All => "all",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sight| sight.word() == word)
    }
}

/// Which tickets somebody sees, by what the ticket's row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    All,
    Some {
        /// Sorted.
        assignees: Vec<Assignee>,
        /// Sorted.
        mailboxes: Vec<MailboxId>,
    },
}

impl Sight {
    /// True if nothing is seen by it that is not seen by another.
    #[must_use]
    pub fn within(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::All) => true,
            (Self::All, Self::Some { .. }) => false,
            (
                Self::Some {
                    assignees,
                    mailboxes,
                },
                Self::Some { .. },
            ) => {
                assignees.iter().all(|it| other.sees(Some(*it), None))
                    && mailboxes.iter().all(|it| other.sees(None, Some(*it)))
            }
        }
    }

    #[must_use]
    pub fn sees(&self, assignee: Option<Assignee>, mailbox: Option<MailboxId>) -> bool {
        match self {
            Self::All => true,
            Self::Some {
                assignees,
                mailboxes,
            } => {
                assignee.is_some_and(|it| assignees.binary_search(&it).is_ok())
                    || mailbox.is_some_and(|it| mailboxes.binary_search(&it).is_ok())
            }
        }
    }
}

/// What somebody may do and see now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    pub rights: Rights,
    pub sight: Sight,
    /// Has the role of an admin, by themselves or by a group.
    pub is_admin: bool,
}

impl Access {
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        self.rights.has(right)
    }

    /// True if somebody with this access may change somebody with that: they may and see no more.
    /// Whoever reads no tickets sees none, however far they would see.
    #[must_use]
    pub fn covers(&self, theirs: &Self) -> bool {
        let sees = !theirs.may(Right::TicketRead) || theirs.sight.within(&self.sight);
        sees && theirs.rights.within(self.rights)
    }
}

/// Decides what a user may: the union of the rights of their roles and of their groups' roles.
///
/// An admin sees everything: nobody else could open what nobody sees.
#[must_use]
pub fn access(user: &User, groups: &[Group], roles: &[Role]) -> Access {
    let own: Vec<&Group> = groups
        .iter()
        .filter(|group| group.members.contains(&user.id))
        .collect();
    let held = held_roles(user, &own);
    let rights = roles
        .iter()
        .filter(|role| held.contains(&role.id))
        .fold(Rights::NONE, |rights, role| rights.union(role.rights));
    let is_admin = held.contains(&role::ADMIN);
    let sight = if is_admin {
        Sight::All
    } else {
        sight(user, &own)
    };
    Access {
        rights,
        sight,
        is_admin,
    }
}

fn held_roles(user: &User, own: &[&Group]) -> Vec<RoleId> {
    user.roles
        .iter()
        .chain(own.iter().flat_map(|group| &group.roles))
        .copied()
        .collect()
}

fn sight(user: &User, own: &[&Group]) -> Sight {
    let mut assignees = vec![Assignee::User(user.id)];
    let mut mailboxes = Vec::new();
    match user.visibility {
        Visibility::All => return Sight::All,
        Visibility::Own => {}
        Visibility::Groups => {
            for group in own {
                assignees.push(Assignee::Group(group.id));
                assignees.extend(group.members.iter().copied().map(Assignee::User));
                mailboxes.extend(&group.mailboxes);
            }
        }
    }
    assignees.sort_unstable();
    assignees.dedup();
    mailboxes.sort_unstable();
    mailboxes.dedup();
    Sight::Some {
        assignees,
        mailboxes,
    }
}

/// True if somebody who can sign in would still be admin: what no change may end.
#[must_use]
pub fn has_admin(users: &[User], groups: &[Group]) -> bool {
    let by_group = |user: UserId| {
        groups
            .iter()
            .any(|group| group.members.contains(&user) && group.roles.contains(&role::ADMIN))
    };
    users.iter().any(|user| {
        user.active
            && user.password.is_some()
            && (user.roles.contains(&role::ADMIN) || by_group(user.id))
    })
}

#[cfg(test)]
mod tests;

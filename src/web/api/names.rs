//! Names in a document to the ids that they mean. A name that nothing has is answered with those
//! that there are.

use crate::{
    desk::book::Book,
    domain::{
        fold::fold,
        group::Group,
        id::{GroupId, MailboxId, RoleId, UserId},
        role::Role,
    },
    web::error::WebError,
};

/// Most names that a refusal lists.
const LISTED: usize = 50;

/// Finds roles.
///
/// # Errors
/// [`WebError::Schema`] names the field, the name and those that there are.
pub fn roles(book: &Book, names: &[String]) -> Result<Vec<RoleId>, WebError> {
    let there = book.roles.iter().map(|role| (role.name.as_str(), role.id));
    find("roles", "role", names, &there.collect::<Vec<_>>())
}

/// Finds groups.
///
/// # Errors
/// As [`roles`].
pub fn groups(book: &Book, names: &[String]) -> Result<Vec<GroupId>, WebError> {
    let there = book.groups.iter().map(|it| (it.name.as_str(), it.id));
    find("groups", "group", names, &there.collect::<Vec<_>>())
}

/// Finds users by their addresses.
///
/// # Errors
/// As [`roles`].
pub fn members(book: &Book, names: &[String]) -> Result<Vec<UserId>, WebError> {
    let there = book.users.iter().map(|it| (it.email.as_str(), it.id));
    find("members", "user", names, &there.collect::<Vec<_>>())
}

/// Finds mailboxes by their addresses.
///
/// # Errors
/// As [`roles`].
pub fn mailboxes(book: &Book, names: &[String]) -> Result<Vec<MailboxId>, WebError> {
    let active = book.mailboxes.iter().filter(|mailbox| mailbox.active);
    let there = active.map(|it| (it.address.as_str(), it.id));
    find("mailboxes", "mailbox", names, &there.collect::<Vec<_>>())
}

/// The names of roles.
#[must_use]
pub fn of_roles<'a>(book: &'a Book, ids: &[RoleId]) -> Vec<&'a str> {
    let known = ids.iter().filter_map(|id| book.role(*id));
    known.map(|role: &Role| role.name.as_str()).collect()
}

/// The names of the groups that somebody is in.
#[must_use]
pub fn of_groups(book: &Book, user: UserId) -> Vec<&str> {
    let own = |group: &&Group| group.members.contains(&user);
    let groups = book.groups.iter().filter(own);
    groups.map(|group| group.name.as_str()).collect()
}

fn find<T: Copy + PartialEq>(
    field: &str,
    noun: &str,
    names: &[String],
    there: &[(&str, T)],
) -> Result<Vec<T>, WebError> {
    let mut ids = Vec::new();
    for name in names {
        let key = fold(name.trim());
        let found = there.iter().find(|(own, _)| fold(own) == key);
        let Some((_, id)) = found else {
            let mut known: Vec<&str> = there.iter().map(|(name, _)| *name).take(LISTED).collect();
            if there.len() > LISTED {
                known.push("…");
            }
            return Err(WebError::Schema {
                field: Some(field.to_owned()),
                detail: format!(
                    "{field}: there is no {noun} `{name}`; there are: {}",
                    known.join(", ")
                ),
            });
        };
        if !ids.contains(id) {
            ids.push(*id);
        }
    }
    Ok(ids)
}

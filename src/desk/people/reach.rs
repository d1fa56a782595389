//! How far somebody who manages people reaches: never beyond what they may and see themselves.

use crate::{
    domain::{
        access::{Access, Sight, Visibility, access},
        assignee::Assignee,
        id::{GroupId, RoleId},
        right::Rights,
        user::User,
    },
    store::{self, View},
};

use crate::desk::{
    problem::{Fault, Problem},
    warrant::Warrant,
};

/// Refuses roles that are not there, and those with rights that the giver does not have.
pub(in crate::desk) fn grantable(
    view: &impl View,
    access: &Access,
    roles: &[RoleId],
    field: &'static str,
) -> Result<(), Problem> {
    let mut rights = Rights::NONE;
    for id in roles {
        let role = store::role::get(view, *id)?.ok_or(Problem::field(field, Fault::Unknown))?;
        rights = rights.union(role.rights);
    }
    if rights.within(access.rights) {
        Ok(())
    } else {
        Err(Problem::field(field, Fault::BeyondYou))
    }
}

/// Refuses to touch somebody who may or sees more than the one who acts: whoever changes somebody's
/// address or password can be them.
pub(in crate::desk) fn within_reach(
    view: &impl View,
    actor: &Access,
    user: &User,
    field: &'static str,
) -> Result<(), Problem> {
    let theirs = access(user, &store::group::all(view)?, &store::role::all(view)?);
    if actor.covers(&theirs) {
        Ok(())
    } else {
        Err(Problem::field(field, Fault::BeyondYou))
    }
}

/// Refuses a group whose tickets the one who acts does not see: its members see them.
pub(in crate::desk) fn group_in_sight(
    actor: &Access,
    group: GroupId,
    field: &'static str,
) -> Result<(), Problem> {
    if actor.sight.sees(Some(Assignee::Group(group)), None) {
        Ok(())
    } else {
        Err(Problem::field(field, Fault::BeyondYou))
    }
}

/// Refuses to let somebody see further than the one who acts does.
pub(super) fn showable(
    view: &impl View,
    warrant: &Warrant,
    actor: &Access,
    visibility: Visibility,
) -> Result<(), Problem> {
    let own = match (&actor.sight, warrant.user()) {
        (Sight::All, _) | (_, None) => Visibility::All,
        (Sight::Some { .. }, Some(id)) => {
            let user = store::user::get(view, id)?.ok_or(Problem::Forbidden)?;
            user.visibility
        }
    };
    if visibility <= own {
        Ok(())
    } else {
        Err(Problem::field("visibility", Fault::BeyondYou))
    }
}

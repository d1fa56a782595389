//! Rights and sight of one person, from roles, groups and visibility.

use super::*;
use crate::domain::{
    address::EmailAddress, id::GroupId, role::predefined, time::Timestamp, user::User,
};

const ALL_ROLES: fn() -> Vec<Role> = || predefined().to_vec();

fn user(id: u64, roles: &[RoleId], visibility: Visibility) -> User {
    let email = EmailAddress::parse(&format!("u{id}@lumen.example")).unwrap();
    User {
        roles: roles.to_vec(),
        visibility,
        password: Some("x".to_owned()),
        ..User::new(UserId(id), format!("U{id}"), email, Timestamp(0))
    }
}

fn group(id: u64, members: &[u64], mailboxes: &[u64], roles: &[RoleId]) -> Group {
    Group {
        id: GroupId(id),
        name: format!("G{id}"),
        members: members.iter().copied().map(UserId).collect(),
        mailboxes: mailboxes.iter().copied().map(MailboxId).collect(),
        roles: roles.to_vec(),
    }
}

#[test]
fn rights_are_the_union_of_own_and_group_roles() {
    let who = user(1, &[role::OBSERVER], Visibility::All);
    let groups = [
        group(1, &[1], &[], &[role::EXPERT]),
        group(2, &[2], &[], &[role::ADMIN]),
    ];
    let access = access(&who, &groups, &ALL_ROLES());
    assert!(access.may(Right::TicketReply), "by the group");
    assert!(!access.may(Right::People), "the other group's role");
    assert!(!access.is_admin);
    let nothing = super::access(&user(3, &[], Visibility::All), &groups, &ALL_ROLES());
    assert_eq!(nothing.rights, Rights::NONE);
    let gone = super::access(
        &user(3, &[RoleId(99)], Visibility::All),
        &groups,
        &ALL_ROLES(),
    );
    assert_eq!(
        gone.rights,
        Rights::NONE,
        "a role that is no more gives nothing"
    );
}

#[test]
fn sight_follows_visibility() {
    let groups = [group(1, &[1, 2], &[7], &[]), group(2, &[3], &[8], &[])];
    let who = |id| Some(Assignee::User(UserId(id)));
    let team = |id| Some(Assignee::Group(GroupId(id)));
    let mailbox = |id| Some(MailboxId(id));
    // assignee, mailbox, own, groups: what user 1 sees.
    let rows = [
        (who(1), None, true, true),
        (who(2), None, false, true),
        (who(3), None, false, false),
        (team(1), None, false, true),
        (team(2), None, false, false),
        (None, None, false, false),
        (None, mailbox(7), false, true),
        (who(3), mailbox(7), false, true),
        (None, mailbox(8), false, false),
        (who(1), mailbox(8), true, true),
    ];
    for (assignee, mailbox, own, of_groups) in rows {
        for (visibility, sees) in [
            (Visibility::Own, own),
            (Visibility::Groups, of_groups),
            (Visibility::All, true),
        ] {
            let sight = access(&user(1, &[role::EXPERT], visibility), &groups, &ALL_ROLES()).sight;
            assert_eq!(
                sight.sees(assignee, mailbox),
                sees,
                "{visibility:?} {assignee:?} {mailbox:?}"
            );
        }
    }
    let admin = access(
        &user(1, &[role::ADMIN], Visibility::Own),
        &groups,
        &ALL_ROLES(),
    );
    assert_eq!(admin.sight, Sight::All);
}

#[test]
fn an_admin_is_one_who_can_sign_in() {
    let admin = user(1, &[role::ADMIN], Visibility::All);
    let invited = User {
        password: None,
        ..admin.clone()
    };
    let away = User {
        active: false,
        ..admin.clone()
    };
    let member = user(2, &[role::EXPERT], Visibility::All);
    let admins = [group(1, &[2], &[], &[role::ADMIN])];
    assert!(has_admin(&[member.clone(), admin], &[]));
    assert!(!has_admin(&[member.clone(), invited], &[]));
    assert!(!has_admin(&[member.clone(), away], &[]));
    assert!(has_admin(&[member], &admins), "by a group");
}

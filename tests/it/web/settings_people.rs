//! People and rights: the list, the groups, the matrix, and what is said after an act.

use guichet::{
    desk::{groups::GroupEdit, people::NewUser, roles::RoleEdit},
    domain::{
        access::Visibility,
        id::{GroupId, RoleId, UserId},
        right::{Right, Rights},
        role::{ADMIN as ADMIN_ROLE, EXPERT as EXPERT_ROLE, OBSERVER},
    },
};

use super::check_page;
use crate::world::{
    ADMIN, EXPERT, MAILBOX, PASSWORD, World, address, http::Browser, play, play_still,
};

const PATH: &str = "/settings/people";
/// A name that tries everything: HTML, a mark that turns the text around it, a line end.
pub const HOSTILE: &str = "<script>alert(1)</script> \u{202e}evil\r\n\"Bob\" & <b>co</b>";

/// Makes a user with roles, who can sign in.
pub async fn add(world: &World, email: &str, roles: Vec<RoleId>, visibility: Visibility) -> UserId {
    let (admin, now) = (world.as_admin(), world.clock.now());
    let new = NewUser {
        email: address(email),
        name: email.split('@').next().unwrap().to_owned(),
        roles,
        visibility,
        groups: Vec::new(),
        password: Some(PASSWORD.to_owned()),
    };
    let made = world
        .desk()
        .run(move |_| admin.user_make(new, now).unwrap());
    made.await.unwrap().id
}

/// Makes a role.
pub async fn role(world: &World, name: &str, rights: &[Right]) -> RoleId {
    let (admin, now) = (world.as_admin(), world.clock.now());
    let edit = RoleEdit {
        name: Some(name.to_owned()),
        rights: Some(Rights::of(rights)),
        ..RoleEdit::default()
    };
    let made = world
        .desk()
        .run(move |_| admin.role_make(edit, now).unwrap());
    made.await.unwrap().id
}

/// Makes a group.
pub async fn group(world: &World, name: &str, members: Vec<UserId>, roles: Vec<RoleId>) -> GroupId {
    let (admin, now) = (world.as_admin(), world.clock.now());
    let edit = GroupEdit {
        name: Some(name.to_owned()),
        members: Some(members.into()),
        roles: Some(roles.into()),
        ..GroupEdit::default()
    };
    let made = world
        .desk()
        .run(move |_| admin.group_make(edit, now).unwrap());
    made.await.unwrap().id
}

/// Somebody who manages people and works on tickets, and nothing else.
pub async fn manager(world: &World) -> (UserId, Browser) {
    let mut rights = vec![
        Right::People,
        Right::TicketRead,
        Right::TicketNote,
        Right::TicketEdit,
    ];
    rights.extend([Right::TicketReply, Right::TicketDelete, Right::Api]);
    let role = role(world, "Personnel", &rights).await;
    let id = add(world, "mona@lumen.example", vec![role], Visibility::All).await;
    let browser = world.stranger();
    browser.sign_in("mona@lumen.example", PASSWORD).await;
    (id, browser)
}

/// The rights of a role as they are now.
fn rights(world: &World, id: RoleId) -> Rights {
    world.desk().book().unwrap().role(id).unwrap().rights
}

/// The fields of the matrix as its page holds them, with a box pressed or not.
async fn matrix(browser: &Browser, press: &[(&str, &str)]) -> Vec<(String, String)> {
    let page = check_page(&browser.get(PATH).await, 200);
    let mut fields = Vec::new();
    for element in &page.elements {
        let (name, value) = (element.attribute("name"), element.attribute("value"));
        let hidden = name == "role" || name.starts_with("was-");
        let pressed = press.contains(&(name, value)) != element.has("checked");
        let shown = name.starts_with("rights-") && !element.has("disabled") && pressed;
        if hidden || shown {
            fields.push((name.to_owned(), value.to_owned()));
        }
    }
    fields
}

async fn send(browser: &Browser, fields: &[(String, String)]) -> crate::world::http::Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    browser.post("/settings/roles", &fields).await
}

#[test]
fn everybody_is_listed_with_what_they_have() {
    play_still(async |world| {
        let emil = add(
            world,
            EXPERT,
            vec![EXPERT_ROLE, OBSERVER],
            Visibility::Groups,
        )
        .await;
        group(world, "Network", vec![emil], vec![]).await;
        let admin = world.admin().await;
        let answer = admin.get(PATH).await;
        let page = check_page(&answer, 200);
        let row = |name: &str| {
            let rows = page.all("tr", &[]);
            let found = rows.iter().find(|row| row.text.contains(name));
            found
                .unwrap_or_else(|| panic!("no row of {name}"))
                .text
                .clone()
        };
        for (who, words) in [
            (ADMIN, &["Ada Byron", "Admin", "now"][..]),
            (EXPERT, &["emil", "Expert, Observer", "Network", "never"]),
        ] {
            for word in words {
                assert!(row(who).contains(word), "{who}: {word}: {}", row(who));
            }
        }
        // Seen once they signed in.
        world.stranger().sign_in(EXPERT, PASSWORD).await;
        let page = check_page(&admin.get(PATH).await, 200);
        assert!(
            !page
                .elements
                .iter()
                .any(|e| e.name == "tr" && e.text.contains("never"))
        );
        page.one(
            "a",
            &[("href", "/settings/people/new"), ("class", "btn primary")],
        );
        page.one("a", &[("href", &format!("/settings/people/{}", emil.0))]);
        let lit = page.all("a", &[("aria-current", "page"), ("href", PATH)]);
        assert!(!lit.is_empty());
    });
}

#[test]
fn a_box_of_the_matrix_is_a_right() {
    play(async |world| {
        let admin = world.admin().await;
        let before = rights(world, EXPERT_ROLE);
        let fields = matrix(
            &admin,
            &[("rights-2", "tags"), ("rights-2", "tickets:note")],
        )
        .await;
        let answer = send(&admin, &fields).await.expect(303);
        assert_eq!(answer.header("location"), "/settings/people?saved=1");
        let page = check_page(&admin.get(answer.header("location")).await, 200);
        page.one("div", &[("role", "status"), ("class", "notice green")]);
        let after = rights(world, EXPERT_ROLE);
        assert!(after.has(Right::Tags) && !after.has(Right::TicketNote));
        assert_eq!(after.without(before), Rights::of(&[Right::Tags]));
        assert_eq!(
            rights(world, OBSERVER),
            guichet::domain::role::predefined()[2].rights
        );
        // Nothing pressed changes nothing.
        let count = world.desk().newest_change().unwrap();
        let fields = matrix(&admin, &[]).await;
        send(&admin, &fields).await.expect(303);
        assert_eq!(world.desk().newest_change().unwrap(), count);
    });
}

#[test]
fn an_old_page_takes_nothing_back_that_another_changed() {
    play(async |world| {
        let (one, two) = (world.admin().await, world.admin().await);
        let old = matrix(&one, &[("rights-2", "audit")]).await;
        let other = matrix(&two, &[("rights-2", "tags"), ("rights-3", "tickets:note")]).await;
        send(&two, &other).await.expect(303);
        send(&one, &old).await.expect(303);
        let expert = rights(world, EXPERT_ROLE);
        assert!(expert.has(Right::Tags) && expert.has(Right::Audit));
        assert!(!rights(world, OBSERVER).has(Right::TicketNote));
    });
}

#[test]
fn an_admins_boxes_are_fixed_whatever_is_sent() {
    play(async |world| {
        let admin = world.admin().await;
        let page = check_page(&admin.get(PATH).await, 200);
        let boxes = page.all("input", &[("name", "rights-1")]);
        assert_eq!(boxes.len(), Right::ALL.len());
        assert!(
            boxes
                .iter()
                .all(|it| it.has("disabled") && it.has("checked"))
        );
        let fields = [("role", "1"), ("was-1", "people"), ("rights-1", "tags")];
        let answer = admin.post("/settings/roles", &fields).await;
        let page = check_page(&answer, 422);
        page.one("div", &[("class", "summary-box")]);
        assert_eq!(rights(world, ADMIN_ROLE), Rights::EVERY);
        for (fields, status) in [
            ([("role", "99"), ("was-99", ""), ("rights-99", "tags")], 404),
            ([("role", "x"), ("was-x", ""), ("rights-x", "tags")], 400),
            (
                [("role", "2"), ("was-2", ""), ("rights-2", "everything")],
                400,
            ),
        ] {
            assert_eq!(admin.post("/settings/roles", &fields).await.status, status);
        }
    });
}

#[test]
fn who_manages_people_gives_only_what_they_have() {
    play(async |world| {
        let strong = role(world, "Keeper", &[Right::Settings]).await;
        let (_, mona) = manager(world).await;
        let page = check_page(&mona.get(PATH).await, 200);
        let open = |role: u64, right: &str| {
            let name = format!("rights-{role}");
            let found = page.one("input", &[("name", name.as_str()), ("value", right)]);
            !found.has("disabled")
        };
        assert!(open(2, "tickets:reply") && open(3, "tickets:reply"));
        assert!(
            !open(2, "settings") && !open(2, "audit"),
            "what she does not have"
        );
        assert!(!open(strong.0, "tickets:read"), "a role beyond her");
        let name = strong.0.to_string();
        for (role, right) in [("2", "settings"), (name.as_str(), "tickets:read")] {
            let (was, sent) = (format!("was-{role}"), format!("rights-{role}"));
            let fields = [("role", role), (was.as_str(), ""), (sent.as_str(), right)];
            check_page(&mona.post("/settings/roles", &fields).await, 422);
        }
        assert!(!rights(world, EXPERT_ROLE).has(Right::Settings));
        let fields = matrix(&mona, &[("rights-3", "tickets:reply")]).await;
        send(&mona, &fields).await.expect(303);
        assert!(rights(world, OBSERVER).has(Right::TicketReply));
    });
}

#[test]
fn hostile_names_stay_names() {
    play(async |world| {
        let emil = add(world, EXPERT, vec![EXPERT_ROLE], Visibility::All).await;
        let named = role(world, HOSTILE, &[Right::Tags]).await;
        let made = group(world, HOSTILE, vec![emil], vec![named]).await;
        let admin = world.admin().await;
        let paths = [
            PATH.to_owned(),
            format!("/settings/people/{}", emil.0),
            format!("/settings/groups/{}", made.0),
            format!("/settings/roles/{}", named.0),
            "/settings/people/new".to_owned(),
        ];
        for path in paths {
            let answer = admin.get(&path).await;
            check_page(&answer, 200);
            let text = answer.text();
            assert!(text.contains("&lt;script&gt;alert(1)"), "{path}");
            for bad in ["<script>alert", "<b>co", "\u{202e}"] {
                assert!(!text.contains(bad), "{path}: {bad:?}");
            }
        }
        assert!(world.desk().book().unwrap().mailboxes[0].address.as_str() == MAILBOX);
    });
}

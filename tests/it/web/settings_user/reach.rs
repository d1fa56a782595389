//! Whoever manages people without an admin's rights: nobody above them, nothing beyond them.

use guichet::domain::{
    access::Visibility,
    right::Right,
    role::{ADMIN as ADMIN_ROLE, EXPERT as EXPERT_ROLE, OBSERVER},
};

use super::{NEW, admin_id, path, user};
use crate::{
    web::{
        check_page,
        settings_people::{add, group, manager, role},
    },
    world::{ADMIN, EXPERT, PASSWORD, play},
};

#[test]
fn who_manages_people_reaches_nobody_who_may_more() {
    play(async |world| {
        let (mona, browser) = manager(world).await;
        let emil = add(world, EXPERT, vec![EXPERT_ROLE], Visibility::All).await;
        let ada = admin_id(world);
        let page = check_page(&browser.get(&path(ada)).await, 200);
        assert!(
            page.all("form", &[("action", &format!("{}/deactivate", path(ada)))])
                .is_empty()
        );
        let page = check_page(&browser.get(NEW).await, 200);
        assert!(
            page.one("input", &[("name", "roles"), ("value", "1")])
                .has("disabled")
        );
        let admins = group(world, "Admins", vec![], vec![ADMIN_ROLE]).await;
        let before = world.desk().book().unwrap();
        let id = admins.0.to_string();
        let plain = |email, role| {
            [
                ("name", "X"),
                ("email", email),
                ("roles", role),
                ("visibility", "all"),
            ]
        };
        let with_group = [&plain(EXPERT, "2")[..], &[("groups", id.as_str())]].concat();
        for (at, fields) in [
            (NEW.to_owned(), plain("n@lumen.example", "1").to_vec()),
            (path(emil), plain(EXPERT, "1").to_vec()),
            (path(mona), plain("mona@lumen.example", "1").to_vec()),
            (path(emil), with_group),
            (path(ada), plain(ADMIN, "2").to_vec()),
            (format!("{}/deactivate", path(ada)), vec![]),
            (format!("{}/sign-out", path(ada)), vec![]),
        ] {
            check_page(&browser.post(&at, &fields).await, 422);
        }
        let after = world.desk().book().unwrap();
        assert_eq!(after.users, before.users);
        assert_eq!(after.groups, before.groups);
        // What is within her reach, she does.
        browser
            .post(&path(emil), &plain(EXPERT, "3"))
            .await
            .expect(303);
        assert_eq!(user(world, emil).roles, [OBSERVER]);
    });
}

#[test]
fn nobody_lets_others_see_further_than_they_do() {
    play(async |world| {
        let role = role(world, "Local", &[Right::People, Right::TicketRead]).await;
        let lea = add(world, "lea@lumen.example", vec![role], Visibility::Groups).await;
        let browser = world.stranger();
        browser.sign_in("lea@lumen.example", PASSWORD).await;
        let page = check_page(&browser.get(NEW).await, 200);
        assert!(
            page.one("input", &[("id", "visibility-all")])
                .has("disabled")
                || page
                    .one("input", &[("id", "visibility-all")])
                    .has("checked")
        );
        let id = role.0.to_string();
        let fields = |email, sight| {
            [
                ("name", "X"),
                ("email", email),
                ("roles", id.as_str()),
                ("visibility", sight),
            ]
        };
        for (at, email) in [
            (NEW.to_owned(), "n@lumen.example"),
            (path(lea), "lea@lumen.example"),
        ] {
            let page = check_page(&browser.post(&at, &fields(email, "all")).await, 422);
            page.one("p", &[("id", "visibility-e")]);
        }
        browser
            .post(NEW, &fields("n@lumen.example", "groups"))
            .await
            .expect(303);
        // A number would tell of tickets that she does not see.
        let emil = add(world, EXPERT, vec![role], Visibility::Own).await;
        let text = browser.get(&path(emil)).await.text();
        assert!(!text.contains("They have"));
        browser
            .post(&path(emil), &fields(EXPERT, "own"))
            .await
            .expect(303);
    });
}

//! Whoever manages people without an admin's rights: nobody above them, nothing beyond them.

use guichet::domain::{
    access::Visibility,
    credential::Scope,
    right::Right,
    role::{ADMIN as ADMIN_ROLE, EXPERT as EXPERT_ROLE, OBSERVER},
};

use serde_json::json;

use super::{NEW, admin_id, path, user};
use crate::{
    web::{
        check_page,
        settings_people::{add, group, manager, role},
    },
    world::{ADMIN, EXPERT, PASSWORD, http::Request, play},
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
        // Whoever changes an address can be that person, and would see what they see.
        let fields = fields(EXPERT, "own");
        check_page(&browser.post(&path(emil), &fields).await, 422);
        group(world, "Both", vec![lea, emil], vec![]).await;
        browser.post(&path(emil), &fields).await.expect(303);
    });
}

/// The ways round one's own sight that a right to manage people could open.
#[test]
fn who_sees_little_gives_nobody_more_of_it() {
    play(async |world| {
        let hr = role(world, "HR", &[Right::People, Right::TicketRead, Right::Api]).await;
        let ada = admin_id(world);
        let hanna = add(world, "hanna@lumen.example", vec![hr], Visibility::Groups).await;
        let otto = add(world, EXPERT, vec![OBSERVER], Visibility::All).await;
        let (own, other) = (
            group(world, "Own", vec![hanna], vec![]).await,
            group(world, "Other", vec![ada], vec![]).await,
        );
        let api = crate::world::http::Api::new(
            world.web(),
            Some(world.token_of(hanna, &[Scope::All]).await),
        );
        let mailbox = world.desk().book().unwrap().mailboxes[0]
            .address
            .to_string();
        let before = world.desk().book().unwrap();
        let at = |kind: &str, id: u64| format!("/api/v1/{kind}/{id}");
        for (path, change) in [
            (at("users", otto.0), json!({"email": "evil@evil.example"})),
            (at("users", hanna.0), json!({"groups": ["Own", "Other"]})),
            (at("groups", own.0), json!({"mailboxes": [mailbox]})),
            (
                at("groups", own.0),
                json!({"members": ["hanna@lumen.example", ADMIN]}),
            ),
            (at("groups", other.0), json!({"members": []})),
            (
                at("groups", other.0),
                json!({"members": [ADMIN, "hanna@lumen.example"]}),
            ),
        ] {
            let answer = api.patch(&path, &change).await;
            assert_eq!(answer.status, 422, "{path} {change}: {}", answer.text());
        }
        api.fetch(Request::new("DELETE", &at("groups", other.0)))
            .await
            .expect(422);
        let token = json!({"user": EXPERT, "name": "x", "scopes": ["tickets:read"]});
        api.post("/api/v1/tokens", &token).await.expect(422);
        let after = world.desk().book().unwrap();
        assert_eq!(
            (&after.users, &after.groups),
            (&before.users, &before.groups)
        );
        // In her own group she does what she may.
        let name = json!({"name": "Ours"});
        api.patch(&at("groups", own.0), &name).await.expect(200);
    });
}

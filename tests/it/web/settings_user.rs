//! One person: invited, changed, signed out, deactivated and back; and who may not.

use guichet::domain::{
    access::{Visibility, has_admin},
    id::UserId,
    role::{ADMIN as ADMIN_ROLE, EXPERT as EXPERT_ROLE, OBSERVER},
    user::User,
};

use super::{
    check_page,
    settings_people::{HOSTILE, add, group},
};
use crate::world::{ADMIN, EXPERT, MAILBOX, PASSWORD, World, address, http::Browser, play};

mod access;
mod reach;
mod stale;

const NEW: &str = "/settings/people/new";

fn path(id: UserId) -> String {
    format!("/settings/people/{}", id.0)
}

fn user(world: &World, id: UserId) -> User {
    world.desk().book().unwrap().user(id).unwrap().clone()
}

fn admin_id(world: &World) -> UserId {
    world
        .desk()
        .user_by_email(&address(ADMIN))
        .unwrap()
        .unwrap()
        .id
}

fn is_kept(world: &World) -> bool {
    let book = world.desk().book().unwrap();
    has_admin(&book.users, &book.groups)
}

#[test]
fn somebody_is_invited() {
    play(async |world| {
        let network = group(world, "Network", vec![], vec![]).await;
        let admin = world.admin().await;
        let page = check_page(&admin.get(NEW).await, 200);
        let expert = page.one("input", &[("name", "roles"), ("value", "2")]);
        assert!(expert.has("checked"), "works on tickets if nothing is said");
        let id = network.0.to_string();
        let fields = [
            ("name", "  Emil   Post "),
            ("email", EXPERT),
            ("roles", "2"),
            ("roles", "3"),
            ("groups", id.as_str()),
            ("visibility", "groups"),
        ];
        let answer = admin.post(NEW, &fields).await.expect(303);
        assert_eq!(answer.header("location"), "/settings/people?saved=1");
        let made = world
            .desk()
            .user_by_email(&address(EXPERT))
            .unwrap()
            .unwrap();
        assert_eq!(made.name, "Emil Post");
        assert_eq!(made.roles, [EXPERT_ROLE, OBSERVER]);
        assert_eq!(made.visibility, Visibility::Groups);
        assert_eq!((made.active, made.password), (true, None));
        let book = world.desk().book().unwrap();
        assert_eq!(book.group(network).unwrap().members, [made.id]);
    });
}

#[test]
fn what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost() {
    play(async |world| {
        let emil = add(world, EXPERT, vec![EXPERT_ROLE], Visibility::All).await;
        let admin = world.admin().await;
        admin.get(NEW).await.expect(200);
        let long = "x".repeat(500);
        let whole = ("Nora", "nora@lumen.example", "2", "all");
        for ((name, email, role, sight), field) in [
            (("", whole.1, whole.2, whole.3), "name"),
            (("\u{200b}\u{202e}", whole.1, whole.2, whole.3), "name"),
            ((long.as_str(), whole.1, whole.2, whole.3), "name"),
            ((whole.0, "", whole.2, whole.3), "email"),
            ((whole.0, "nobody", whole.2, whole.3), "email"),
            ((whole.0, "EMIL@lumen.example", whole.2, whole.3), "email"),
            ((whole.0, MAILBOX, whole.2, whole.3), "email"),
            (
                (whole.0, "Support+x@lumen.example", whole.2, whole.3),
                "email",
            ),
            ((whole.0, whole.1, "99", whole.3), "roles"),
        ] {
            let fields = [
                ("name", name),
                ("email", email),
                ("roles", role),
                ("visibility", sight),
            ];
            for at in [NEW.to_owned(), path(emil)] {
                let taken = at != NEW && email == "EMIL@lumen.example";
                if taken {
                    continue;
                }
                let page = check_page(&admin.post(&at, &fields).await, 422);
                page.one("div", &[("class", "summary-box")]);
                assert_eq!(page.value("name"), name.trim(), "{at} {fields:?}");
                assert_eq!(page.value("email"), email);
                let ids: Vec<&str> = page
                    .all("p", &[("class", "error-msg")])
                    .iter()
                    .map(|e| e.attribute("id"))
                    .collect();
                assert_eq!(ids, [format!("{field}-e")], "{at} {fields:?}");
                assert!(page.one("title", &[]).text.starts_with("Error:"));
            }
        }
        let (one, two) = (("name", ""), ("email", "x"));
        let page = check_page(
            &admin.post(NEW, &[one, two, ("visibility", "own")]).await,
            422,
        );
        assert_eq!(
            page.all("p", &[("class", "error-msg")]).len(),
            2,
            "both at once"
        );
        assert!(
            page.one("input", &[("id", "visibility-own")])
                .has("checked")
        );
        for bad in [("roles", "x"), ("groups", "-1"), ("visibility", "world")] {
            let fields = [("name", "N"), ("email", "n@lumen.example"), bad];
            assert_eq!(admin.post(NEW, &fields).await.status, 422, "{bad:?}");
        }
        assert_eq!(world.desk().book().unwrap().users.len(), 2);
        let fields = [
            ("name", HOSTILE),
            ("email", EXPERT),
            ("roles", "2"),
            ("visibility", "all"),
        ];
        admin.post(&path(emil), &fields).await.expect(303);
        let name = "<script>alert(1)</script> evil \"Bob\" & <b>co</b>";
        assert_eq!(user(world, emil).name, name);
    });
}

#[test]
fn somebody_is_changed() {
    play(async |world| {
        let emil = add(world, EXPERT, vec![EXPERT_ROLE], Visibility::All).await;
        let network = group(world, "Network", vec![emil], vec![]).await;
        let admin = world.admin().await;
        let page = check_page(&admin.get(&path(emil)).await, 200);
        assert!(page.one("input", &[("name", "groups")]).has("checked"));
        let fields = [
            ("name", "Emil"),
            ("email", "emil.post@lumen.example"),
            ("roles", "3"),
            ("visibility", "own"),
        ];
        admin.post(&path(emil), &fields).await.expect(303);
        let is = user(world, emil);
        assert_eq!((is.name.as_str(), is.roles), ("Emil", vec![OBSERVER]));
        assert_eq!(is.email.as_str(), "emil.post@lumen.example");
        assert_eq!(is.visibility, Visibility::Own);
        let book = world.desk().book().unwrap();
        assert!(book.group(network).unwrap().members.is_empty());
        assert!(is.password.is_some(), "what the form does not hold stays");
    });
}

#[test]
fn a_deactivated_user_is_out_and_comes_back_by_undo_or_later() {
    play(async |world| {
        let emil = add(world, EXPERT, vec![EXPERT_ROLE], Visibility::All).await;
        let (admin, browser) = (world.admin().await, world.stranger());
        browser.sign_in(EXPERT, PASSWORD).await;
        let at = path(emil);
        let answer = admin
            .post(&format!("{at}/deactivate"), &[])
            .await
            .expect(303);
        let led = answer.header("location").to_owned();
        browser.get("/tickets").await.expect(303);
        let page = check_page(&admin.get(&led).await, 200);
        let status = page.one("div", &[("role", "status"), ("class", "notice green")]);
        assert!(status.text.contains("emil"), "{}", status.text);
        page.one("form", &[("action", "/undo")]);
        let id = page.one("input", &[("name", "id")]).attribute("value");
        let back = led.as_str();
        let answer = admin
            .post("/undo", &[("id", id), ("back", back)])
            .await
            .expect(303);
        assert!(user(world, emil).active);
        let page = check_page(&admin.get(answer.header("location")).await, 200);
        assert!(page.all("form", &[("action", "/undo")]).is_empty());
        assert!(
            page.one("div", &[("role", "status"), ("class", "notice green")])
                .text
                .contains("emil")
        );
        // The offer says so too, and nobody else sees it.
        let page = check_page(&admin.get(&led).await, 200);
        assert!(page.all("form", &[("action", "/undo")]).is_empty());
        // Later: by the button.
        admin
            .post(&format!("{at}/deactivate"), &[])
            .await
            .expect(303);
        let page = check_page(&admin.get(&at).await, 200);
        page.one("form", &[("action", &format!("{at}/activate"))]);
        assert!(
            page.all("form", &[("action", &format!("{at}/deactivate"))])
                .is_empty()
        );
        admin.post(&format!("{at}/activate"), &[]).await.expect(303);
        browser.sign_in(EXPERT, PASSWORD).await;
        admin.post(&format!("{at}/sign-out"), &[]).await.expect(303);
        browser.get("/tickets").await.expect(303);
        browser.sign_in(EXPERT, PASSWORD).await;
    });
}

#[test]
fn the_last_admin_cannot_be_lost() {
    play(async |world| {
        let (admin, ada) = (world.admin().await, admin_id(world));
        let as_expert = [
            ("name", "Ada"),
            ("email", ADMIN),
            ("roles", "2"),
            ("visibility", "all"),
        ];
        let page = check_page(&admin.post(&path(ada), &as_expert).await, 422);
        page.one("p", &[("id", "roles-e")]);
        let page = check_page(
            &admin.post(&format!("{}/deactivate", path(ada)), &[]).await,
            422,
        );
        page.one("p", &[("id", "active-e")]);
        // Somebody who never set a password is no help.
        let fields = [
            ("name", "N"),
            ("email", "n@lumen.example"),
            ("roles", "1"),
            ("visibility", "all"),
        ];
        admin.post(NEW, &fields).await.expect(303);
        check_page(&admin.post(&path(ada), &as_expert).await, 422);
        // An admin by their group only: then the group is what may not be left.
        let admins = group(world, "Admins", vec![ada], vec![ADMIN_ROLE]).await;
        let id = admins.0.to_string();
        let by_group = [&as_expert[..], &[("groups", id.as_str())]].concat();
        admin.post(&path(ada), &by_group).await.expect(303);
        check_page(&admin.post(&path(ada), &as_expert).await, 422);
        assert!(is_kept(world));
        assert_eq!(user(world, ada).roles, [EXPERT_ROLE]);
    });
}

#[test]
fn two_admins_who_narrow_each_other_do_not_both_succeed() {
    for _ in 0..5 {
        play(async |world| {
            let eve = add(
                world,
                "eve@lumen.example",
                vec![ADMIN_ROLE],
                Visibility::All,
            )
            .await;
            let (one, two) = (world.admin().await, world.stranger());
            two.sign_in("eve@lumen.example", PASSWORD).await;
            let ada = admin_id(world);
            let narrow = async |browser: &Browser, id: UserId, email: &str| {
                let fields = [
                    ("name", "X"),
                    ("email", email),
                    ("roles", "2"),
                    ("visibility", "all"),
                ];
                browser.post(&path(id), &fields).await.status
            };
            let (a, b) = tokio::join!(
                narrow(&one, eve, "eve@lumen.example"),
                narrow(&two, ada, ADMIN)
            );
            let won = [a, b].iter().filter(|status| **status == 303).count();
            assert_eq!(won, 1, "{a} {b}");
            assert!(is_kept(world));
        });
    }
}

#[test]
fn who_is_not_there_is_not_there() {
    play(async |world| {
        let admin = world.admin().await;
        for at in [
            "/settings/people/99",
            "/settings/people/x",
            "/settings/people/-1",
        ] {
            check_page(&admin.get(at).await, 404);
            for act in ["", "/deactivate", "/activate", "/sign-out"] {
                let fields = [
                    ("name", "X"),
                    ("email", "x@lumen.example"),
                    ("visibility", "all"),
                ];
                let answer = admin.post(&format!("{at}{act}"), &fields).await;
                assert_eq!(answer.status, 404, "{at}{act}");
            }
        }
    });
}

//! One role: made, changed, deleted and back; what comes with every desk stays.

use guichet::domain::{
    access::Visibility,
    id::RoleId,
    right::{Right, Rights},
    role::{ADMIN as ADMIN_ROLE, EXPERT as EXPERT_ROLE, Role},
};

use super::{
    check_page,
    settings_people::{add, manager, role},
};
use crate::world::{EXPERT, PASSWORD, World, play};

const NEW: &str = "/settings/roles/new";

fn path(id: RoleId) -> String {
    format!("/settings/roles/{}", id.0)
}

fn kept(world: &World, id: RoleId) -> Role {
    world.desk().book().unwrap().role(id).unwrap().clone()
}

#[test]
fn a_role_is_made_changed_and_works_at_once() {
    play(async |world| {
        let admin = world.admin().await;
        check_page(&admin.get(NEW).await, 200);
        let fields = [
            ("name", "Tag keeper"),
            ("rights", "tags"),
            ("rights", "tickets:read"),
        ];
        admin.post(NEW, &fields).await.expect(303);
        let made = world.desk().book().unwrap().roles.last().unwrap().clone();
        assert_eq!(made.rights, Rights::of(&[Right::TicketRead, Right::Tags]));
        add(world, EXPERT, vec![made.id], Visibility::All).await;
        let browser = world.stranger();
        browser.sign_in(EXPERT, PASSWORD).await;
        browser.get("/settings/people").await.expect(404);
        let fields = [
            ("name", "Keeper"),
            ("was", "1"),
            ("rights", "people"),
            ("rights", "tickets:read"),
        ];
        admin.post(&path(made.id), &fields).await.expect(303);
        browser.get("/settings/people").await.expect(200);
        assert_eq!(kept(world, made.id).name, "Keeper");
        let text = admin.get(&path(made.id)).await.text();
        assert!(text.contains("1 person has it."), "{text}");
    });
}

#[test]
fn a_deleted_role_is_gone_at_once_and_back_for_those_who_had_it() {
    play(async |world| {
        let keeper = role(world, "Keeper", &[Right::People]).await;
        let emil = add(world, EXPERT, vec![EXPERT_ROLE, keeper], Visibility::All).await;
        let (admin, browser) = (world.admin().await, world.stranger());
        browser.sign_in(EXPERT, PASSWORD).await;
        browser.get("/settings/people").await.expect(200);
        let answer = admin
            .post(&format!("{}/delete", path(keeper)), &[])
            .await
            .expect(303);
        browser.get("/settings/people").await.expect(404);
        check_page(&admin.get(&path(keeper)).await, 404);
        let page = check_page(&admin.get(answer.header("location")).await, 200);
        let id = page.one("input", &[("name", "id")]).attribute("value");
        admin
            .post("/undo", &[("id", id), ("back", "/settings/people")])
            .await
            .expect(303);
        browser.get("/settings/people").await.expect(200);
        let book = world.desk().book().unwrap();
        assert_eq!(book.user(emil).unwrap().roles, [EXPERT_ROLE, keeper]);
    });
}

#[test]
fn what_is_wrong_is_said_at_the_field() {
    play(async |world| {
        let (admin, long) = (world.admin().await, "x".repeat(500));
        for name in ["", " \u{200b}", &long, "ADMIN", "expert"] {
            let fields = [("name", name), ("rights", "tags")];
            let page = check_page(&admin.post(NEW, &fields).await, 422);
            page.one("p", &[("id", "name-e")]);
            let tags = page.one("input", &[("name", "rights"), ("value", "tags")]);
            assert!(tags.has("checked"), "what was chosen stays");
        }
        assert_eq!(
            admin
                .post(NEW, &[("name", "N"), ("rights", "all")])
                .await
                .status,
            400
        );
        for at in ["/settings/roles/99", "/settings/roles/x"] {
            check_page(&admin.get(at).await, 404);
            assert_eq!(admin.post(at, &[("name", "N")]).await.status, 404);
            assert_eq!(admin.post(&format!("{at}/delete"), &[]).await.status, 404);
        }
        assert_eq!(world.desk().book().unwrap().roles.len(), 3);
    });
}

#[test]
fn what_comes_with_every_desk_stays() {
    play(async |world| {
        let admin = world.admin().await;
        let before = world.desk().book().unwrap().roles.clone();
        for id in 1..=3 {
            let at = path(RoleId(id));
            let page = check_page(&admin.get(&at).await, 200);
            assert!(
                page.all("form", &[("action", &format!("{at}/delete"))])
                    .is_empty()
            );
            check_page(&admin.post(&format!("{at}/delete"), &[]).await, 422);
            check_page(&admin.post(&at, &[("name", "Mine")]).await, 422);
        }
        let fields = [
            ("was", "rights"),
            ("was-rights", "tickets:edit"),
            ("rights", "tags"),
        ];
        check_page(&admin.post(&path(ADMIN_ROLE), &fields).await, 422);
        assert_eq!(world.desk().book().unwrap().roles, before);
        admin.post(&path(EXPERT_ROLE), &fields).await.expect(303);
        let tags = Rights::of(&[Right::Tags]);
        let edit = Rights::of(&[Right::TicketEdit]);
        let expert = before[1].rights;
        assert_eq!(
            kept(world, EXPERT_ROLE).rights,
            expert.union(tags).without(edit)
        );
    });
}

#[test]
fn nobody_makes_a_role_beyond_themselves() {
    play(async |world| {
        let strong = role(world, "Strong", &[Right::Settings]).await;
        let (_, mona) = manager(world).await;
        let before = world.desk().book().unwrap().roles.clone();
        for (at, fields) in [
            (NEW.to_owned(), vec![("name", "N"), ("rights", "settings")]),
            (path(EXPERT_ROLE), vec![("was", "1"), ("rights", "audit")]),
            (path(strong), vec![("was", "1"), ("rights", "tickets:read")]),
            (format!("{}/delete", path(strong)), vec![]),
        ] {
            check_page(&mona.post(&at, &fields).await, 422);
        }
        assert_eq!(world.desk().book().unwrap().roles, before);
        let fields = [("name", "Readers"), ("rights", "tickets:read")];
        mona.post(NEW, &fields).await.expect(303);
    });
}

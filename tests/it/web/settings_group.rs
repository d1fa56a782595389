//! One group: made, changed, deleted with its tickets, and back.

use guichet::{
    desk::ticket_edit::TicketEdit,
    domain::{
        access::{Visibility, has_admin},
        assignee::Assignee,
        group::Group,
        id::{GroupId, RoleId, TicketId},
        role::{ADMIN as ADMIN_ROLE, EXPERT as EXPERT_ROLE},
    },
};

use super::{
    check_page,
    settings_people::{add, group, manager},
};
use crate::world::{ADMIN, EXPERT, World, address, mail::Mail, play};

const NEW: &str = "/settings/groups/new";

fn path(id: GroupId) -> String {
    format!("/settings/groups/{}", id.0)
}

fn kept(world: &World, id: GroupId) -> Group {
    world.desk().book().unwrap().group(id).unwrap().clone()
}

#[test]
fn a_group_is_made_and_changed() {
    play(async |world| {
        let emil = add(world, EXPERT, vec![EXPERT_ROLE], Visibility::All).await;
        let (admin, id) = (world.admin().await, emil.0.to_string());
        let page = check_page(&admin.get(NEW).await, 200);
        let mailbox = page
            .one("input", &[("name", "mailboxes")])
            .attribute("value")
            .to_owned();
        let fields = [
            ("name", "Network"),
            ("members", id.as_str()),
            ("mailboxes", mailbox.as_str()),
            ("roles", "3"),
        ];
        admin.post(NEW, &fields).await.expect(303);
        let made = world.desk().book().unwrap().groups[0].clone();
        assert_eq!(
            (made.name.as_str(), &made.members),
            ("Network", &vec![emil])
        );
        assert_eq!((made.mailboxes.len(), &made.roles), (1, &vec![RoleId(3)]));
        let page = check_page(&admin.get(&path(made.id)).await, 200);
        for (name, value) in [
            ("members", id.as_str()),
            ("mailboxes", &mailbox),
            ("roles", "3"),
        ] {
            let field = page.one("input", &[("name", name), ("value", value)]);
            assert!(field.has("checked"), "{name}");
        }
        admin
            .post(&path(made.id), &[("name", "Second line")])
            .await
            .expect(303);
        let is = kept(world, made.id);
        assert_eq!((is.name.as_str(), is.members.len()), ("Second line", 0));
        assert_eq!((is.mailboxes.len(), is.roles.len()), (0, 0));
    });
}

#[test]
fn what_is_wrong_is_said_at_the_field() {
    play(async |world| {
        let network = group(world, "Network", vec![], vec![]).await;
        let other = group(world, "Other", vec![], vec![]).await;
        let (admin, long) = (world.admin().await, "x".repeat(500));
        for (fields, field) in [
            (vec![("name", "")], "name"),
            (vec![("name", long.as_str())], "name"),
            (vec![("name", "NETWORK")], "name"),
            (vec![("name", "N"), ("members", "99")], "members"),
            (vec![("name", "N"), ("mailboxes", "99")], "mailboxes"),
            (vec![("name", "N"), ("roles", "99")], "roles"),
        ] {
            for at in [NEW.to_owned(), path(other)] {
                let page = check_page(&admin.post(&at, &fields).await, 422);
                page.one("p", &[("id", &format!("{field}-e"))]);
                assert_eq!(page.value("name"), fields[0].1, "{at} {fields:?}");
            }
        }
        for at in ["/settings/groups/99", "/settings/groups/x"] {
            check_page(&admin.get(at).await, 404);
            assert_eq!(admin.post(at, &[("name", "N")]).await.status, 404);
            assert_eq!(admin.post(&format!("{at}/delete"), &[]).await.status, 404);
        }
        assert_eq!(kept(world, network).name, "Network");
        assert_eq!(kept(world, other).name, "Other");
    });
}

#[test]
fn a_deleted_group_leaves_its_tickets_to_nobody_and_its_name_in_their_logs() {
    play(async |world| {
        let network = group(world, "Network", vec![], vec![]).await;
        let number = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let (mine, now) = (world.as_admin(), world.clock.now());
        let edit = TicketEdit {
            assignee: Some(Some(Assignee::Group(network))),
            ..TicketEdit::default()
        };
        let edited = world
            .desk()
            .run(move |_| mine.ticket_edit(TicketId(number), edit, now));
        edited.await.unwrap().unwrap();
        let admin = world.admin().await;
        let text = admin.get(&path(network)).await.text();
        assert!(text.contains("1 open ticket will be nobody’s."), "{text}");
        let answer = admin
            .post(&format!("{}/delete", path(network)), &[])
            .await
            .expect(303);
        let page = check_page(&admin.get(answer.header("location")).await, 200);
        page.one("form", &[("action", "/undo")]);
        assert_eq!(world.tickets()[0].assignee, None);
        let log = admin.get(&format!("/t/{number}")).await.text();
        assert!(
            log.contains("<b><bdi>Network</bdi></b> gave this back"),
            "{log}"
        );
        let ticket = world.api().ticket(number).await;
        assert!(
            ticket.to_string().contains("{\"group\":\"Network\"}"),
            "{ticket}"
        );
        check_page(&admin.get(&path(network)).await, 404);
        let id = page.one("input", &[("name", "id")]).attribute("value");
        admin
            .post("/undo", &[("id", id), ("back", "/settings/people")])
            .await
            .expect(303);
        assert_eq!(world.tickets()[0].assignee, Some(Assignee::Group(network)));
        check_page(&admin.get(&path(network)).await, 200);
    });
}

#[test]
fn the_group_that_makes_the_last_admin_stays() {
    play(async |world| {
        let ada = world
            .desk()
            .user_by_email(&address(ADMIN))
            .unwrap()
            .unwrap()
            .id;
        let admins = group(world, "Admins", vec![ada], vec![ADMIN_ROLE]).await;
        let (admin, id) = (world.admin().await, ada.0.to_string());
        let fields = [
            ("name", "Ada"),
            ("email", ADMIN),
            ("roles", "2"),
            ("visibility", "all"),
            ("groups", &admins.0.to_string()),
        ];
        admin
            .post(&format!("/settings/people/{id}"), &fields)
            .await
            .expect(303);
        let member = ("members", id.as_str());
        for (act, fields) in [
            ("/delete", vec![]),
            ("", vec![("name", "Admins"), ("roles", "1")]),
            ("", vec![("name", "Admins"), member]),
            ("", vec![("name", "Admins"), member, ("roles", "2")]),
        ] {
            let answer = admin.post(&format!("{}{act}", path(admins)), &fields).await;
            check_page(&answer, 422);
        }
        let book = world.desk().book().unwrap();
        assert!(has_admin(&book.users, &book.groups));
        // With another admin it may go.
        add(world, EXPERT, vec![ADMIN_ROLE], Visibility::All).await;
        admin
            .post(&format!("{}/delete", path(admins)), &[])
            .await
            .expect(303);
    });
}

#[test]
fn who_manages_people_does_not_widen_themselves_by_a_group() {
    play(async |world| {
        let (mona, browser) = manager(world).await;
        let admins = group(world, "Admins", vec![], vec![ADMIN_ROLE]).await;
        let plain = group(world, "Plain", vec![], vec![]).await;
        let id = mona.0.to_string();
        let me = ("members", id.as_str());
        check_page(&browser.get(&path(admins)).await, 200);
        for (at, fields) in [
            (NEW.to_owned(), vec![("name", "Mine"), me, ("roles", "1")]),
            (path(plain), vec![("name", "Plain"), me, ("roles", "1")]),
            (format!("{}/delete", path(admins)), vec![]),
        ] {
            check_page(&browser.post(&at, &fields).await, 422);
        }
        // Her page does not hold these boxes: what they say stays, and nobody presses them by hand.
        let by_hand = [("name", "Chiefs"), me];
        check_page(&browser.post(&path(admins), &by_hand).await, 422);
        let fields = [("name", "Chiefs")];
        browser.post(&path(admins), &fields).await.expect(303);
        let is = kept(world, admins);
        assert_eq!((is.name.as_str(), is.members.len()), ("Chiefs", 0));
        assert_eq!(is.roles, [ADMIN_ROLE]);
        browser
            .post(&path(plain), &[("name", "Plain"), me, ("roles", "2")])
            .await
            .expect(303);
        assert_eq!(kept(world, plain).roles, [EXPERT_ROLE]);
    });
}

#[test]
fn who_is_deactivated_stays_a_member_for_their_return() {
    play(async |world| {
        let emil = add(world, EXPERT, vec![EXPERT_ROLE], Visibility::All).await;
        let ada = world
            .desk()
            .user_by_email(&address(ADMIN))
            .unwrap()
            .unwrap()
            .id;
        let network = group(world, "Network", vec![emil], vec![]).await;
        let (admin, id) = (world.admin().await, ada.0.to_string());
        admin
            .post(&format!("/settings/people/{}/deactivate", emil.0), &[])
            .await
            .expect(303);
        let page = check_page(&admin.get(&path(network)).await, 200);
        assert_eq!(
            page.all("input", &[("name", "members")]).len(),
            1,
            "nobody who is away"
        );
        let fields = [("name", "Network"), ("members", id.as_str())];
        admin.post(&path(network), &fields).await.expect(303);
        assert_eq!(kept(world, network).members, [emil, ada]);
    });
}

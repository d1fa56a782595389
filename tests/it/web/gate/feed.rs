//! The event stream of somebody who does not see everything: what they hear and what they do not,
//! and that a change of what they may reaches their open pages at once.

use std::time::{Duration, Instant};

use guichet::{
    desk::{groups::GroupEdit, people::UserEdit, roles::RoleEdit, warrant::Warrant},
    domain::{
        access::Visibility,
        assignee::Assignee,
        right::{Right, Rights},
        role::{EXPERT, OBSERVER},
    },
};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::world::{
    World,
    events::{Event, Events},
    http::{Request, urlencoded},
    mail::Mail,
    person::Person,
    play,
};

/// Changes a ticket so that whoever sees it hears of it.
async fn touch(world: &World, ticket: u64) {
    let path = format!("/api/v1/tickets/{ticket}/notes");
    let note = json!({ "text": "n" });
    world.api().post(&path, &note).await.expect(201);
}

/// The next event, past what says that somebody's settings changed.
async fn next(events: &mut Events) -> (String, String) {
    loop {
        let Event { name, data, .. } = events.next().await.expect("an event");
        if name != "settings" {
            return (name, data);
        }
    }
}

fn says(name: &str, data: u64) -> (String, String) {
    (name.to_owned(), data.to_string())
}

/// Three tickets: the first is somebody else's, the second and third are `who`'s.
async fn three(world: &World, who: &Person) -> Person {
    let otto = world
        .person("Otto Other", &[EXPERT], Visibility::Own, &[])
        .await;
    for name in ["zanzibar", "lamp", "door"] {
        world
            .ticket(&Mail::text("ines@cust.example", name, "dark"))
            .await;
    }
    world.give(1, otto.user.id).await;
    world.give(2, who.user.id).await;
    world.give(3, who.user.id).await;
    otto
}

#[test]
fn a_ticket_that_leaves_is_said_gone_and_others_are_never_named() {
    play(async |world| {
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        let otto = three(world, &owen).await;
        let start = world.desk().newest_change().unwrap().0;
        let mut events = owen.listen("").await;
        events.until("hello").await;
        // Nothing of the other one, whatever happens to it.
        touch(world, 1).await;
        world.assign(1, None).await;
        world
            .send(&Mail::text("ines@cust.example", "new", "x"))
            .await;
        touch(world, 3).await;
        assert_eq!(next(&mut events).await, says("ticket", 3));
        // Theirs goes: said once, then never again.
        world.give(2, otto.user.id).await;
        assert_eq!(next(&mut events).await, says("gone", 2));
        touch(world, 2).await;
        world.assign(2, None).await;
        touch(world, 3).await;
        assert_eq!(next(&mut events).await, says("ticket", 3));
        // It comes back.
        world.give(2, owen.user.id).await;
        assert_eq!(next(&mut events).await, says("ticket", 2));
        world.give(2, otto.user.id).await;
        assert_eq!(next(&mut events).await, says("gone", 2));
        let newest = world.desk().newest_change().unwrap().0;
        // The list says so too, and not what has become of it.
        let secret = json!({ "name": "a new name" });
        world
            .api()
            .patch("/api/v1/tickets/2", &secret)
            .await
            .expect(200);
        for path in ["/tickets/rows?after=", "/inbox/items?after="] {
            let rows = owen.browser.get(&format!("{path}{start}")).await;
            let rows = rows.expect(200).text();
            assert!(rows.contains("data-gone=\"2\""), "{rows}");
            assert!(!rows.contains("a new name"), "{rows}");
        }
        // Who was away hears the same of the time between, and not of what was there before it.
        for after in [start, newest - 1] {
            let mut late = owen.listen(&format!("?after={after}")).await;
            touch(world, 3).await;
            let mut heard = Vec::new();
            while heard.last() != Some(&says("ticket", 3)) || heard.len() < 2 {
                heard.push(next(&mut late).await);
            }
            let others = heard.iter().filter(|(_, data)| data != "2" && data != "3");
            assert_eq!(others.count(), 0, "{heard:?}");
            assert!(heard.contains(&says("gone", 2)), "{heard:?}");
            assert!(!heard.contains(&says("ticket", 2)), "{heard:?}");
        }
    });
}

/// Whoever joins a group does not learn what it had before.
#[test]
fn the_time_before_one_saw_is_not_told() {
    play(async |world| {
        let group = world.group("Beta", &[]).await;
        let gina = world
            .person("Gina Groups", &[EXPERT], Visibility::Groups, &[])
            .await;
        three(world, &gina).await;
        world.assign(1, Some(Assignee::Group(group))).await;
        let then = world.desk().newest_change().unwrap().0;
        world.assign(1, None).await;
        let join = UserEdit {
            groups: Some(vec![group].into()),
            ..UserEdit::default()
        };
        world.change(gina.user.id, join).await;
        let now = world.desk().newest_change().unwrap().0;
        for after in [0, then, now - 1] {
            let mut events = gina.listen(&format!("?after={after}")).await;
            assert_eq!(next(&mut events).await.0, "reset", "after {after}");
            let rows = format!("/tickets/rows?after={after}");
            let rows = gina.browser.get(&rows).await.expect(200).text();
            assert!(rows.contains("data-gone=\"\" data-reset"), "{rows}");
        }
        // From then on they hear of it as everybody in it.
        let mut events = gina.listen(&format!("?after={now}")).await;
        world.assign(1, Some(Assignee::Group(group))).await;
        assert_eq!(next(&mut events).await, says("ticket", 1));
        world.assign(1, None).await;
        assert_eq!(next(&mut events).await, says("gone", 1));
    });
}

#[test]
fn an_open_page_hears_at_once_that_its_reader_may_something_else() {
    play(async |world| {
        let group = world.group("Beta", &[]).await;
        let odd = world.role("odd", Rights::of(&[Right::TicketRead])).await;
        let anna = world
            .person("Anna All", &[EXPERT], Visibility::All, &[])
            .await;
        let mut events = anna.listen("").await;
        events.until("hello").await;
        let drawn = async || {
            let page = anna.browser.get("/").await;
            let page = if page.status == 303 {
                anna.browser.get("/tickets").await
            } else {
                page
            };
            let body = page.page();
            body.one("body", &[("data-access", "")])
                .attribute("data-access")
                .to_owned()
        };
        let edit = UserEdit::default;
        let id = anna.user.id;
        for (what, edit) in [
            (
                "visibility",
                UserEdit {
                    visibility: Some(Visibility::Own),
                    ..edit()
                },
            ),
            (
                "a role",
                UserEdit {
                    roles: Some(vec![OBSERVER, odd].into()),
                    ..edit()
                },
            ),
            (
                "another",
                UserEdit {
                    roles: Some(vec![odd].into()),
                    ..edit()
                },
            ),
            (
                "a group",
                UserEdit {
                    groups: Some(vec![group].into()),
                    visibility: Some(Visibility::Groups),
                    ..edit()
                },
            ),
        ] {
            let before = drawn().await;
            let asked = Instant::now();
            world.change(id, edit).await;
            let event = events.until("access").await;
            assert!(
                asked.elapsed() < Duration::from_secs(1),
                "{what}: {:?}",
                asked.elapsed()
            );
            assert_ne!(event.data, before, "{what}");
            assert_eq!(event.data, drawn().await, "what a page drawn now knows");
        }
    });
}

/// What a role itself may, what a group gives and whom it holds.
#[test]
fn an_open_page_hears_what_becomes_of_roles_and_groups() {
    play(async |world| {
        let group = world.group("Beta", &[]).await;
        let odd = world.role("odd", Rights::of(&[Right::TicketRead])).await;
        let (groups, all) = (Visibility::Groups, Visibility::All);
        let gina = world.person("Gina Groups", &[odd], groups, &[group]).await;
        let otto = world.person("Otto Other", &[EXPERT], all, &[]).await;
        let mut events = gina.listen("").await;
        events.until("hello").await;
        let (admin, now) = (world.as_admin(), world.clock.now());
        let rights = Some(Rights::of(&[Right::TicketRead, Right::TicketNote]));
        let more = RoleEdit {
            rights,
            ..RoleEdit::default()
        };
        admin.role_edit(odd, more, now).unwrap();
        events.until("access").await;
        let members = Some(vec![gina.user.id, otto.user.id].into());
        let more = GroupEdit {
            members,
            ..GroupEdit::default()
        };
        admin.group_edit(group, more, now).unwrap();
        events.until("access").await;
        admin.role_remove(odd, now).unwrap();
        events.until("access").await;
        // Nothing of the sort when it is about somebody else.
        let elsewhere = UserEdit {
            visibility: Some(Visibility::Own),
            name: Some("Otto O.".to_owned()),
            ..UserEdit::default()
        };
        world.change(otto.user.id, elsewhere).await;
        // They are out: told so, then nothing more.
        let gone = UserEdit {
            active: Some(false),
            ..UserEdit::default()
        };
        world.change(gina.user.id, gone).await;
        loop {
            let event = events.next().await.unwrap();
            match event.name.as_str() {
                "leave" => break,
                name => assert_eq!(name, "settings"),
            }
        }
        assert_eq!(events.next().await, None);
    });
}

/// A page that was cut off while its reader was narrowed: its next stream says so first.
#[test]
fn a_page_drawn_for_other_rights_is_told_so_when_it_comes_back() {
    play(async |world| {
        let anna = world
            .person("Anna All", &[EXPERT], Visibility::All, &[])
            .await;
        let mut events = anna.listen("?access=old").await;
        let first = events.next().await.unwrap();
        assert_eq!(first.name, "access");
        let same = format!("?access={}", first.data);
        let mut events = anna.listen(&same).await;
        assert_eq!(events.next().await.unwrap().name, "hello");
    });
}

#[test]
fn a_new_password_ends_what_was_signed_in_before() {
    play(async |world| {
        let anna = world
            .person("Anna All", &[EXPERT], Visibility::All, &[])
            .await;
        let mut events = anna.listen("").await;
        events.until("hello").await;
        let (email, now) = (anna.user.email.clone(), world.clock.now());
        let password = "another quiet desk by the door";
        let desk = world.desk();
        desk.user_password(&Warrant::command_line(), &email, password, now)
            .unwrap();
        events.until("leave").await;
        assert_eq!(events.next().await, None);
        let answer = anna.browser.get("/tickets").await.expect(303);
        assert_eq!(answer.header("location"), "/sign-in?next=%2Ftickets");
    });
}

/// The receiver's conversation is for who may change settings, not for who could once.
#[test]
fn the_receivers_talk_ends_with_the_right_to_hear_it() {
    play(async |world| {
        let host = world
            .role("host", Rights::of(&[Right::TicketRead, Right::Settings]))
            .await;
        let anna = world
            .person("Anna All", &[host], Visibility::All, &[])
            .await;
        let mut events = anna.listen("?receiver=1").await;
        events.until("hello").await;
        world
            .send(&Mail::text("ines@cust.example", "one", "x"))
            .await;
        events.until("receiver").await;
        let narrow = UserEdit {
            roles: Some(vec![OBSERVER].into()),
            ..UserEdit::default()
        };
        world.change(anna.user.id, narrow).await;
        events.until("access").await;
        world
            .send(&Mail::text("ines@cust.example", "two", "x"))
            .await;
        world
            .send(&Mail::text("ines@cust.example", "three", "x"))
            .await;
        loop {
            let event = events.next().await.unwrap();
            assert_ne!(event.name, "receiver");
            if event.data == "3" {
                break;
            }
        }
        let mut events = anna.listen("?receiver=1").await;
        events.until("hello").await;
        world
            .send(&Mail::text("ines@cust.example", "four", "x"))
            .await;
        assert_eq!(events.next().await.unwrap().name, "ticket");
    });
}

/// A form whose end is sent when its sender may not any more.
#[test]
fn a_slow_form_is_judged_when_it_is_whole() {
    play(async |world| {
        let anna = world
            .person("Anna All", &[EXPERT], Visibility::All, &[])
            .await;
        world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        anna.browser.get("/t/1").await.expect(200);
        let body = urlencoded(&[("form_token", &anna.browser.form_token()), ("text", "late")]);
        let cookies = anna.browser.with_cookies(Request::new("POST", "/")).headers;
        let head = format!(
            "POST /t/1/notes HTTP/1.1\r\nhost: {}\r\ncookie: {}\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
            world.web(),
            cookies[0].1,
            body.len()
        );
        let (early, late) = body.as_bytes().split_at(body.len() / 2);
        let mut socket = tokio::net::TcpStream::connect(world.web()).await.unwrap();
        socket.write_all(head.as_bytes()).await.unwrap();
        socket.write_all(early).await.unwrap();
        socket.flush().await.unwrap();
        // The desk has let them in by now: it has seen the head, and answers others meanwhile.
        anna.browser.get("/tickets").await.expect(200);
        let gone = UserEdit {
            active: Some(false),
            ..UserEdit::default()
        };
        world.change(anna.user.id, gone).await;
        socket.write_all(late).await.unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        assert!(answer.contains("location: /sign-in?"), "{answer}");
        let log = world.api().ticket(1).await.to_string();
        assert!(!log.contains("late"), "{log}");
    });
}

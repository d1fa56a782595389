//! Taking back: by whoever did it, for ten minutes, and only what nobody changed since.

use std::time::Duration;

use guichet::{
    desk::{
        access::UserDesk,
        groups::GroupEdit,
        people::{NewUser, UserEdit},
        ticket_create::{NewCustomer, NewTicket},
        ticket_edit::TicketEdit,
    },
    domain::{
        access::Visibility,
        activity::Source,
        assignee::Assignee,
        id::{GroupId, TicketId, UndoId, UserId},
        role::{ADMIN as ADMIN_ROLE, EXPERT as EXPERT_ROLE},
        ticket::{Priority, Status},
        undo::WINDOW,
    },
};

use crate::world::{ADMIN, EXPERT, NOW, PASSWORD, World, address, http::Browser, play, play_still};

/// Runs what the store is asked for off the async threads.
async fn act<T: Send + 'static>(
    world: &World,
    work: impl FnOnce(&UserDesk) -> T + Send + 'static,
) -> T {
    let admin = world.as_admin();
    world.desk().run(move |_| work(&admin)).await.unwrap()
}

async fn ticket(world: &World, assignee: Assignee) -> TicketId {
    let now = world.clock.now();
    let new = NewTicket {
        source: Source::Hand,
        name: "lamp".to_owned(),
        description: String::new(),
        customer: NewCustomer {
            name: "Bob".to_owned(),
            ..NewCustomer::default()
        },
        priority: Some(Priority::default()),
        assignee: Some(assignee),
        tags: Vec::new(),
        notify_customer: false,
        form: None,
    };
    act(world, move |admin| {
        admin.ticket_create(new, now).unwrap().id
    })
    .await
}

async fn edit(world: &World, id: TicketId, edit: TicketEdit) {
    let now = world.clock.now();
    act(world, move |admin| {
        admin.ticket_edit(id, edit, now).unwrap()
    })
    .await;
}

async fn group(world: &World, members: Vec<UserId>) -> GroupId {
    let now = world.clock.now();
    let edit = GroupEdit {
        name: Some("Network".to_owned()),
        members: Some(members.into()),
        ..GroupEdit::default()
    };
    act(world, move |admin| admin.group_make(edit, now).unwrap().id).await
}

async fn expert(world: &World) -> UserId {
    world.add_expert().await;
    let found = world.desk().user_by_email(&address(EXPERT)).unwrap();
    found.unwrap().id
}

fn has(world: &World, id: TicketId) -> Option<Assignee> {
    let tickets = world.tickets();
    tickets.iter().find(|it| it.id == id).unwrap().assignee
}

/// Takes an act back and returns where that leads.
async fn undo(browser: &Browser, id: UndoId) -> String {
    let id = id.to_string();
    let fields = [("id", id.as_str()), ("back", "/settings/tags?q=a&undo=7")];
    let answer = browser.post("/undo", &fields).await.expect(303);
    answer.header("location").to_owned()
}

#[test]
fn somebody_deactivated_comes_back_with_the_tickets_that_nobody_changed() {
    play(async |world| {
        let (emil, now) = (expert(world).await, world.clock.now());
        let mine = Assignee::User(emil);
        let network = Assignee::Group(group(world, vec![emil]).await);
        let mut tickets = Vec::new();
        for _ in 0..4 {
            tickets.push(ticket(world, mine).await);
        }
        let [kept, closed, taken, done] = tickets[..] else {
            panic!("four tickets")
        };
        let status = |status| TicketEdit {
            status: Some(status),
            ..TicketEdit::default()
        };
        edit(world, done, status(Status::Closed)).await;
        let offer = act(world, move |admin| {
            admin.user_deactivate(emil, now).unwrap()
        })
        .await;
        for id in [kept, closed, taken] {
            assert_eq!(has(world, id), Some(network));
        }
        assert_eq!(has(world, done), Some(mine), "what is closed stays");
        let assignee = Some(Some(network));
        edit(world, closed, status(Status::Closed)).await;
        let away = TicketEdit {
            assignee: Some(None),
            ..TicketEdit::default()
        };
        edit(world, taken, away).await;
        let back = TicketEdit {
            assignee,
            ..TicketEdit::default()
        };
        edit(world, taken, back).await;
        let again = act(world, move |admin| {
            admin.user_deactivate(emil, now).unwrap()
        })
        .await;
        assert_eq!(again, None, "nothing to take back");
        let admin = world.admin().await;
        let offer = offer.unwrap();
        let led = undo(&admin, offer).await;
        assert_eq!(led, format!("/settings/tags?q=a&undone={offer}"));
        let is = world
            .desk()
            .user_by_email(&address(EXPERT))
            .unwrap()
            .unwrap();
        assert!(is.active);
        assert_eq!(has(world, kept), Some(mine));
        for id in [closed, taken] {
            assert_eq!(has(world, id), Some(network), "somebody changed it since");
        }
        let before = world.desk().newest_change().unwrap();
        undo(&admin, offer).await;
        let after = world.desk().newest_change().unwrap();
        assert_eq!(after, before, "a second time changes nothing");
        world.stranger().sign_in(EXPERT, PASSWORD).await;
    });
}

#[test]
fn a_deleted_group_comes_back_with_what_is_still_nobodys() {
    play(async |world| {
        let (emil, now) = (expert(world).await, world.clock.now());
        let id = group(world, vec![emil]).await;
        let network = Assignee::Group(id);
        let (kept, taken) = (ticket(world, network).await, ticket(world, network).await);
        let offer = act(world, move |admin| admin.group_remove(id, now).unwrap()).await;
        assert_eq!(has(world, kept), None);
        let mine = TicketEdit {
            assignee: Some(Some(Assignee::User(emil))),
            ..TicketEdit::default()
        };
        edit(world, taken, mine).await;
        // Its name is used meanwhile.
        group(world, Vec::new()).await;
        undo(&world.admin().await, offer.unwrap()).await;
        let book = world.desk().book().unwrap();
        let back = book.group(id).unwrap();
        assert_eq!(
            (back.name.as_str(), &back.members),
            ("Network (2)", &vec![emil])
        );
        assert_eq!(has(world, kept), Some(network));
        assert_eq!(has(world, taken), Some(Assignee::User(emil)));
    });
}

#[test]
fn nobody_else_takes_it_back_and_nobody_later() {
    play_still(async |world| {
        let (emil, now) = (expert(world).await, world.clock.now());
        let second = NewUser {
            email: address("second@lumen.example"),
            name: "Second".to_owned(),
            roles: vec![ADMIN_ROLE],
            visibility: Visibility::All,
            groups: Vec::new(),
            password: Some(PASSWORD.to_owned()),
        };
        act(world, move |admin| admin.user_make(second, now).unwrap()).await;
        let offer = act(world, move |admin| {
            admin.user_deactivate(emil, now).unwrap()
        })
        .await;
        let offer = offer.unwrap();
        let is_active = || {
            let emil = world.desk().user_by_email(&address(EXPERT)).unwrap();
            emil.unwrap().active
        };
        let (first, other) = (world.stranger(), world.stranger());
        first.sign_in(ADMIN, PASSWORD).await;
        other.sign_in("second@lumen.example", PASSWORD).await;
        let led = undo(&other, offer).await;
        let nothing = undo(&other, UndoId(999)).await;
        assert_eq!(
            led.replace(&offer.to_string(), ""),
            nothing.replace("999", "")
        );
        assert!(!is_active(), "not by another admin");
        for bad in ["", "x", "-1", "18446744073709551616"] {
            let answer = first.post("/undo", &[("id", bad), ("back", "/")]).await;
            assert_eq!(answer.status, 404, "{bad}");
        }
        let end = NOW.plus(WINDOW);
        world.clock.set(end);
        undo(&first, offer).await;
        assert!(!is_active(), "not after ten minutes");
        world.clock.set(end.minus(Duration::from_micros(1)));
        undo(&first, offer).await;
        assert!(is_active(), "before that it is");
    });
}

#[test]
fn who_may_no_longer_does_not_take_back() {
    play(async |world| {
        let (emil, now) = (expert(world).await, world.clock.now());
        let admins = |roles: Vec<_>| UserEdit {
            roles: Some(roles.into()),
            ..UserEdit::default()
        };
        let second = NewUser {
            email: address("second@lumen.example"),
            name: "Second".to_owned(),
            roles: vec![ADMIN_ROLE],
            visibility: Visibility::All,
            groups: Vec::new(),
            password: Some(PASSWORD.to_owned()),
        };
        let second = act(world, move |admin| admin.user_make(second, now).unwrap()).await;
        let acting = world.desk().act_as(&second).unwrap();
        let offer = world
            .desk()
            .run(move |_| acting.user_deactivate(emil, now).unwrap());
        let offer = offer.await.unwrap().unwrap();
        let browser = world.stranger();
        browser.sign_in("second@lumen.example", PASSWORD).await;
        let edit = admins(vec![EXPERT_ROLE]);
        act(world, move |admin| {
            admin.user_edit(second.id, edit, now).unwrap()
        })
        .await;
        undo(&browser, offer).await;
        let is = world.desk().user_by_email(&address(EXPERT)).unwrap();
        assert!(!is.unwrap().active);
    });
}

#[test]
fn it_never_leads_to_another_host() {
    play(async |world| {
        let admin = world.admin().await;
        for back in [
            "//evil.example",
            "https://evil.example/",
            "/\\evil.example",
            "/a\r\nb",
            "",
        ] {
            let answer = admin.post("/undo", &[("id", "1"), ("back", back)]).await;
            let answer = answer.expect(303);
            assert_eq!(answer.header("location"), "/?undone=1", "{back:?}");
        }
    });
}

//! The desk behind the doors: each verb refuses a hidden ticket by itself, whatever a door forgot to
//! ask, and each asks for its right.

use guichet::{
    desk::{
        access::UserDesk,
        audit::{AuditQuery, From},
        message_html::Remote,
        problem::Problem,
        reply::Reply,
        ticket_edit::TicketEdit,
    },
    domain::{
        access::Visibility,
        assignee::Assignee,
        change::{Change, NumberedChange, Place},
        id::{ActivityId, TicketId},
        query::Query,
        role::EXPERT,
        ticket::Status,
        time::Timestamp,
    },
};

use crate::world::{World, address, mail::Mail, person::Person, play};

/// What a verb says, as a word.
fn said<T>(result: Result<T, Problem>) -> &'static str {
    match result {
        Ok(_) => "done",
        Err(Problem::NotFound) => "not found",
        Err(Problem::Forbidden) => "forbidden",
        Err(_) => "something else",
    }
}

fn reply() -> Reply {
    Reply {
        text: "hello".to_owned(),
        cc: Vec::new(),
        attachments: Vec::new(),
        then: None,
        seen: None,
        quote_intro: None,
    }
}

/// Every verb that names a ticket, with what it says of this one.
fn verbs(
    desk: &UserDesk,
    id: TicketId,
    line: ActivityId,
    now: Timestamp,
) -> Vec<(&'static str, &'static str)> {
    let edit = TicketEdit {
        status: Some(Status::Closed),
        ..TicketEdit::default()
    };
    let stranger = address("eve@evil.example");
    let file = |_: usize, _: &str| String::new();
    let html = desk.message_html(id, line, Remote::Blocked, "", &file);
    vec![
        ("view", said(desk.ticket_view(id, ActivityId(0)))),
        ("raw", said(desk.message_raw(id, line))),
        ("file", said(desk.attachment(id, line, 0))),
        ("html", said(html)),
        (
            "line",
            said(
                desk.ticket_line(id)
                    .and_then(|line| line.ok_or(Problem::NotFound)),
            ),
        ),
        (
            "matches",
            match desk.ticket_matches(&Query::default(), id) {
                Ok(false) => "not found",
                other => said(other),
            },
        ),
        (
            "confirm",
            said(desk.participant_confirm(id, &stranger, now)),
        ),
        ("note", said(desk.note(id, "hello", now))),
        ("edit", said(desk.ticket_edit(id, edit, now))),
        ("reply", said(desk.reply(id, reply(), now))),
    ]
}

/// A mail with a file, and a stranger who joined it and waits to be confirmed.
async fn ticket(world: &World) -> ActivityId {
    let headers = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n";
    let body = "--b\r\nContent-Type: text/html\r\n\r\n<p>zanzibar</p>\r\n--b\r\n\
        Content-Disposition: attachment; filename=x\r\n\r\nx\r\n--b--";
    world
        .ticket(&Mail::with("ines@cust.example", "zanzibar", headers, body))
        .await;
    let reply = format!(
        "support+t{}@lumen.example",
        world.tickets()[0].token.as_str()
    );
    let joins = Mail::text("eve@evil.example", "Re: zanzibar", "me too").to(&reply);
    world.send(&joins).await;
    assert_eq!(world.tickets().len(), 1, "the stranger joined");
    let log = world.api().ticket(1).await;
    let lines = log["activities"].as_array().unwrap();
    let mail = lines.iter().find(|line| line["kind"] == "mail").unwrap();
    ActivityId(mail["id"].as_u64().unwrap())
}

fn as_desk(world: &World, who: &Person) -> UserDesk {
    world.desk().act_as(&who.user).unwrap()
}

#[test]
fn every_verb_refuses_a_hidden_ticket_by_itself() {
    play(async |world| {
        let line = ticket(world).await;
        let own = Visibility::Own;
        let otto = world.person("Otto Other", &[EXPERT], own, &[]).await;
        let owen = world.person("Owen Own", &[EXPERT], own, &[]).await;
        world.give(1, otto.user.id).await;
        let before = world.tickets();
        let now = world.clock.now();
        let desk = as_desk(world, &owen);
        for id in [TicketId(1), TicketId(9)] {
            for (verb, said) in verbs(&desk, id, line, now) {
                assert_eq!(said, "not found", "{verb} of #{id}");
            }
        }
        assert_eq!(world.tickets(), before);
        let desk = as_desk(world, &otto);
        for (verb, said) in verbs(&desk, TicketId(1), line, now) {
            assert_eq!(said, "done", "{verb} of one's own");
        }
    });
}

#[test]
fn every_verb_asks_for_its_right() {
    play(async |world| {
        let line = ticket(world).await;
        let nils = world
            .person("Nils Nothing", &[], Visibility::All, &[])
            .await;
        let (desk, now) = (as_desk(world, &nils), world.clock.now());
        for (verb, said) in verbs(&desk, TicketId(1), line, now) {
            assert_eq!(said, "forbidden", "{verb}");
        }
        let query = AuditQuery::default();
        assert_eq!(said(desk.audit(&query, 1)), "forbidden");
        assert_eq!(said(desk.audit_exported(&query, now)), "forbidden");
        assert_eq!(said(desk.audit_chain(From::LastTime, now)), "forbidden");
        assert_eq!(
            said(desk.ticket_list(&Query::default(), None, 1)),
            "forbidden"
        );
        assert_eq!(said(desk.ticket_counts(&[])), "forbidden");
        assert_eq!(said(desk.upload("x", "text/plain", b"x", now)), "forbidden");
        assert_eq!(said(desk.uploads(&[])), "forbidden");
    });
}

/// A change that was committed before somebody saw what they see now says nothing to them, even when
/// they are asked about it late.
#[test]
fn a_change_of_the_time_before_is_not_heard() {
    play(async |world| {
        let group = world.group("Beta", &[]).await;
        ticket(world).await;
        let was = Some(Place {
            assignee: Some(Assignee::Group(group)),
            mailbox: None,
        });
        let change = |number| NumberedChange {
            number,
            change: Change::Ticket(TicketId(1)),
            was,
        };
        let before = world.desk().newest_change().unwrap();
        let groups = Visibility::Groups;
        let gina = world
            .person("Gina Groups", &[EXPERT], groups, &[group])
            .await;
        let desk = as_desk(world, &gina);
        assert_eq!(desk.hears(change(before)), None);
        let later = ActivityId(world.desk().newest_change().unwrap().0 + 1);
        assert!(
            desk.hears(change(later)).is_some(),
            "from then on it is said gone"
        );
    });
}

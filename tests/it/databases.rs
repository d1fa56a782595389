//! The database of every release is kept in `tests/databases` and opens for ever. How one is made:
//! `GUICHET_MAKE_DATABASE=1 cargo test --test it databases`, once, before its release.

use std::path::PathBuf;

use guichet::{
    desk::{Desk, DeskOptions, sign_in::Browser},
    domain::{delivery::DeliveryState, message::Direction, ticket::Status},
    store,
};
use serde_json::json;

use crate::world::{ADMIN, NOW, PASSWORD, http::Request, mail::Mail, play_still, until};

fn kept(release: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/databases");
    folder.join(format!("{release}.redb.zst"))
}

/// Opens a database and finds in it what was put there.
fn check(database: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("guichet.redb"), database).unwrap();
    let desk = Desk::open(DeskOptions::for_testing(folder.path())).unwrap();
    assert_eq!(store::check::run(desk.store()).unwrap(), [""; 0]);
    let view = desk.store().read().unwrap();
    let tickets = store::ticket::all(&view).unwrap();
    let names: Vec<_> = tickets.iter().map(|ticket| ticket.name.as_str()).collect();
    assert_eq!(names, ["lampe éteinte", "door", "by hand"]);
    assert_eq!(tickets[0].status, Status::Waiting);
    assert_eq!(tickets[1].tags.len(), 2);
    assert!(tickets[1].assignee.is_some());
    let messages = store::message::all(&view).unwrap();
    let told: Vec<_> = messages
        .iter()
        .map(|m| (m.direction, m.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Direction::In, "It is dark."),
            (Direction::In, "shut"),
            (Direction::Out, "Is it on?")
        ]
    );
    assert_eq!(messages[0].attachments[0].name, "plan.txt");
    let raw = store::blobs::get(&view, messages[0].raw).unwrap().unwrap();
    assert!(raw.ends_with(b"--b--\r\n"));
    let deliveries = store::delivery::all(&view).unwrap();
    assert!(matches!(
        deliveries[0].state,
        DeliveryState::Delivered { .. }
    ));
    assert_eq!(store::receipt::all(&view).unwrap().len(), 2);
    assert_eq!(store::upload::all(&view).unwrap()[0].name, "left.txt");
    let customer = store::customer::get(&view, tickets[0].customer).unwrap();
    let at = customer.unwrap().organization.unwrap();
    let at = store::company::get(&view, at).unwrap().unwrap();
    assert_eq!(
        (at.name, at.domains),
        ("cust.example".to_owned(), vec!["cust.example".to_owned()])
    );
    drop(view);
    let browser = Browser::new([127, 0, 0, 1].into(), "");
    desk.sign_in(ADMIN, PASSWORD, &browser, NOW).unwrap();
    assert_eq!(desk.book().unwrap().groups[0].name, "Second line");
}

const FIRST: &str = "From: Zoé <zoe@cust.example>\r\nTo: support@lumen.example\r\n\
    Subject: =?utf-8?Q?lampe_=C3=A9teinte?=\r\nMessage-ID: <1@cust.example>\r\n\
    Date: Mon, 21 Sep 2026 10:00:00 +0200\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n\
    --b\r\nContent-Type: text/plain\r\n\r\nIt is dark.\r\n\
    --b\r\nContent-Type: text/plain; name=plan.txt\r\nContent-Disposition: attachment\r\n\r\nplan\r\n\
    --b--\r\n";

#[test]
fn a_database_of_this_release_holds_what_was_put_there() {
    play_still(async |world| {
        let api = world.api();
        world.ticket(&Mail::raw("zoe@cust.example", FIRST)).await;
        world
            .ticket(&Mail::text("ines@cust.example", "door", "shut"))
            .await;
        let by_hand = json!({"name": "by hand", "customer": {"phone": "+33 1 23"}});
        api.post("/api/v1/tickets", &by_hand).await.expect(201);
        let group = json!({"name": "Second line"});
        api.post("/api/v1/groups", &group).await.expect(201);
        let change = json!({"tags": ["a", "b"], "assignee": {"group": "Second line"}});
        api.patch("/api/v1/tickets/2", &change).await.expect(200);
        let note = json!({"text": "seen"});
        api.post("/api/v1/tickets/2/notes", &note).await.expect(201);
        let upload = Request::new("POST", "/api/v1/uploads?name=left.txt").body("text/plain", "x");
        api.fetch(upload).await.expect(201);
        let answer = json!({"text": "Is it on?", "then": "waiting"});
        api.post("/api/v1/tickets/1/messages", &answer)
            .await
            .expect(201);
        until(world, 1, "delivered").await;
        let mut database = Vec::new();
        let read =
            |data: &std::path::Path| database = std::fs::read(data.join("guichet.redb")).unwrap();
        world.restart(read).await;
        check(&database);
        if std::env::var_os("GUICHET_MAKE_DATABASE").is_some() {
            let path = kept(env!("CARGO_PKG_VERSION"));
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            let packed = zstd::bulk::compress(&database, 19).unwrap();
            std::fs::write(&path, &packed).unwrap();
            println!(
                "{}: {} of {} octets",
                path.display(),
                packed.len(),
                database.len()
            );
        }
    });
}

#[test]
fn a_database_of_0_1_0_opens() {
    let packed = std::fs::read(kept("0.1.0")).expect("the database of a release is kept");
    check(&zstd::bulk::decompress(&packed, 64 << 20).unwrap());
}

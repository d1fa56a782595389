//! A customer who is erased is nowhere: not in a table, a page, an answer, a file, the search; and
//! what others have of theirs stays without them.

mod later;

use guichet::{
    domain::{
        audit::{Act, AuditLine},
        id::TicketId,
    },
    store,
};
use serde_json::{Value, json};

use super::{answered, bare, header, mails};
use crate::{
    support::soon,
    world::{World, mail::Mail, play, written::tables_with},
};

pub const INES: &str = "Inès Zanzibar <ines@zanzibar.example>";
pub const TOM: &str = "Tom Vert <tom@other.example>";
pub const CUSTOMER: &str = "/api/v1/customers/1";

/// Words that only Inès ever used.
const WORDS: [&str; 7] = [
    "zanzibar",
    "quokka",
    "wombat",
    "numbat",
    "platypus",
    "bandicoot",
    "+33 1 98 76",
];

/// A mail of Inès with a file.
pub fn with_file() -> Mail {
    Mail::with(
        INES,
        "My quokka is broken",
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n",
        "--b\r\nContent-Type: text/plain\r\n\r\nThe wombat lamp is dark in the cellar\r\n--b\r\n\
         Content-Type: text/plain; name=numbat.txt\r\n\
         Content-Disposition: attachment; filename=numbat.txt\r\n\r\na platypus in a file\r\n--b--",
    )
}

/// Inès with a ticket of hers, a second address of a second record, notes and a number.
pub async fn furnish(world: &World) {
    let api = world.api();
    let ticket = world.ticket(&with_file()).await;
    answered(world, ticket, "We look into it").await;
    world
        .ticket(&Mail::text(
            "ines@bandicoot.example",
            "quokka again",
            "still dark",
        ))
        .await;
    let known = json!({"phone": "+33 1 98 76", "notes": "likes the numbat"});
    api.patch(CUSTOMER, &known).await.expect(200);
    let merge = json!({"into": 1});
    api.post("/api/v1/customers/2/merge", &merge)
        .await
        .expect(200);
}

pub async fn erase(world: &World) -> Value {
    let word = json!({"address": "Ines@Zanzibar.example"});
    let done = world.api().send("DELETE", CUSTOMER, &word).await;
    let held = done.expect(200).json();
    erased(world).await;
    held
}

/// Waits until nothing is left to do.
pub async fn erased(world: &World) {
    soon("it is done", async {
        let mut commits = world.desk().listen();
        let under_way = || {
            let view = world.desk().store().read().unwrap();
            !store::erasure::under_way(&view).unwrap().is_empty()
        };
        while under_way() {
            commits.next().await;
        }
    })
    .await;
}

/// The lines of the audit log that say that somebody was erased.
pub fn acts(world: &World) -> Vec<AuditLine> {
    let mut lines = world.audit();
    lines.retain(|line| line.act == Act::CustomerErased);
    lines
}

/// Brings the search up to date, with what is made anew.
pub async fn indexed(world: &World) {
    let desk = world.desk();
    let step =
        desk.run(
            |desk| {
                while desk.search_step().unwrap() == guichet::desk::search::Behind::Some {}
            },
        );
    step.await.unwrap();
}

pub fn nowhere(world: &World) {
    for word in WORDS {
        assert_eq!(tables_with(world.desk(), word), [""; 0], "{word}");
    }
}

/// What pages, programs and files say, with every word of Inès.
async fn said(world: &World) -> String {
    let (admin, api) = (world.admin().await, world.api());
    let mut said = String::new();
    for path in ["/tickets", "/inbox", "/tickets.csv", "/settings/audit", "/"] {
        said += &admin.get(path).await.expect(200).text();
    }
    for path in [
        "/api/v1/tickets",
        "/api/v1/customers",
        "/api/v1/organizations",
        "/api/v1/audit",
    ] {
        said += &api.get(path).await.expect(200).text();
    }
    for ticket in world.tickets() {
        said += &admin.get(&format!("/t/{}", ticket.id)).await.text();
        said += &api.ticket(ticket.id.0).await.to_string();
    }
    said.to_lowercase()
}

#[test]
fn whoever_is_erased_is_nowhere() {
    play(async |world| {
        furnish(world).await;
        world.ticket(&Mail::text(TOM, "door", "it squeaks")).await;
        for word in WORDS {
            assert!(!tables_with(world.desk(), word).is_empty(), "{word}");
        }
        let held = erase(world).await;
        let counted = ["tickets", "messages", "files"].map(|what| held[what].as_u64().unwrap());
        assert_eq!(counted, [2, 3, 1]);
        assert!(held["bytes"].as_u64().unwrap() > 500);
        nowhere(world);
        let said = said(world).await;
        for word in WORDS {
            assert!(!said.contains(word), "{word}");
        }
        let api = world.api();
        for gone in [CUSTOMER, "/api/v1/customers/2", "/api/v1/tickets/1"] {
            api.get(gone).await.expect(404);
        }
        let line = acts(world).pop().unwrap();
        assert_eq!((line.subject.as_str(), line.changes.len()), ("1", 4));
        // Tom and his ticket are as they were.
        let left: Vec<_> = world.tickets().iter().map(|it| it.id).collect();
        assert_eq!(left, [TicketId(3)]);
        world.check_store();
    });
}

#[test]
fn the_search_is_made_anew_without_them() {
    play(async |world| {
        furnish(world).await;
        world.ticket(&Mail::text(TOM, "door", "it squeaks")).await;
        indexed(world).await;
        let folder = world.data().join("search");
        let indices = || {
            let entries = std::fs::read_dir(&folder).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name());
            names.collect::<Vec<_>>()
        };
        let before = indices();
        assert_eq!(before.len(), 1);
        erase(world).await;
        indexed(world).await;
        // A merge that still runs may keep the old one for a moment.
        soon("the old index is gone", async {
            while indices().len() > 1 {
                indexed(world).await;
            }
        })
        .await;
        let after = indices();
        assert_eq!(after.len(), 1, "{before:?} {after:?}");
        assert_ne!(after, before, "not a file of before is left");
        let found = world.api().get("/api/v1/tickets?query=door").await.json();
        assert_eq!(found["tickets"].as_array().unwrap().len(), 1);
        let none = world.api().get("/api/v1/tickets?query=quokka").await.json();
        assert_eq!(none["tickets"], json!([]));
        // It is not made a second time.
        indexed(world).await;
        assert_eq!(indices(), after);
    });
}

/// Tom's ticket, in which Inès took part and was answered.
pub async fn shared(world: &World) -> u64 {
    let ticket = world
        .ticket(&Mail::with(
            TOM,
            "door",
            "Cc: Ines Zanzibar <ines@zanzibar.example>\r\n",
            "it squeaks",
        ))
        .await;
    let sent = answered(world, ticket, "Which door?").await;
    let reply_to = header(&sent, "Reply-To");
    let words = "The one beside the wombat house, where it is dark";
    world
        .send(&Mail::text(INES, "Re: door", words).to(bare(&reply_to)))
        .await;
    let quoting =
        format!("I oiled it.\r\n\r\nInes <ines@zanzibar.example> wrote:\r\n> {words}\r\n");
    world
        .send(&Mail::text(TOM, "Re: door", &quoting).to(bare(&reply_to)))
        .await;
    ticket
}

#[test]
fn in_tickets_of_others_their_place_is_kept_and_nothing_else() {
    play(async |world| {
        furnish(world).await;
        let ticket = shared(world).await;
        let lines = |whole: &Value| whole["activities"].as_array().unwrap().len();
        let before = world.api().ticket(ticket).await;
        assert_eq!(mails(&before).len(), 4);
        erase(world).await;
        nowhere(world);
        let after = world.api().ticket(ticket).await;
        assert_eq!(
            lines(&after),
            lines(&before) + 1,
            "every line, and one that says so"
        );
        let erased: Vec<_> = mails(&after)
            .iter()
            .map(|mail| mail["erased"].clone())
            .collect();
        assert_eq!(erased, [true, false, true, true].map(Value::from));
        assert_eq!(mails(&after)[2]["text"], "");
        assert!(
            mails(&after)[3]["text"]
                .as_str()
                .unwrap()
                .starts_with("I oiled it.")
        );
        assert_eq!(mails(&after)[0]["text"], "it squeaks");
        let page = world
            .admin()
            .await
            .get(&format!("/t/{ticket}"))
            .await
            .expect(200)
            .text();
        assert!(page.contains("The customer who wrote this was erased"));
        assert_eq!(
            page.matches("/raw\"").count(),
            1,
            "of what is untouched alone"
        );
        let held = world
            .tickets()
            .into_iter()
            .find(|it| it.id.0 == ticket)
            .unwrap();
        let people: Vec<_> = held
            .participants
            .iter()
            .map(|it| it.who.address.key())
            .collect();
        assert_eq!(people, ["tom@other.example"]);
        indexed(world).await;
        let none = world.api().get("/api/v1/tickets?query=wombat").await.json();
        assert_eq!(none["tickets"], json!([]));
    });
}

#[test]
fn what_passed_their_mail_on_keeps_neither_it_nor_its_files() {
    play(async |world| {
        furnish(world).await;
        let ticket = world.ticket(&Mail::text(TOM, "door", "it squeaks")).await;
        let sent = answered(world, ticket, "Which door?").await;
        let reply_to = header(&sent, "Reply-To");
        world.send(&with_file().to(bare(&reply_to))).await;
        let api = world.api();
        let whole = api.ticket(ticket).await;
        let mut lines = whole["activities"].as_array().unwrap().iter();
        let theirs = lines.rfind(|line| line["kind"] == "mail").unwrap();
        let path = format!("/api/v1/tickets/{ticket}/messages/{}/forward", theirs["id"]);
        let outside = json!({"to": ["help@toner.example"], "text": "Can you help?"});
        let forward = api.post(&path, &outside).await.expect(201).json();
        let files = |message: &Value| message["attachments"].as_array().unwrap().len();
        assert_eq!(files(&forward["message"]), 1);
        arrived(world).await;
        erase(world).await;
        nowhere(world);
        let whole = api.ticket(ticket).await;
        let mut lines = whole["activities"].as_array().unwrap().iter();
        let forward = lines.find(|line| line["kind"] == "forward").unwrap();
        assert_eq!(forward["message"]["text"], "Can you help?");
        assert_eq!(files(&forward["message"]), 0);
    });
}

/// Waits until nothing is on its way any more.
async fn arrived(world: &World) {
    let waits = || {
        let view = world.desk().store().read().unwrap();
        let all = store::delivery::all(&view).unwrap();
        all.iter().any(|it| it.due().is_some())
    };
    soon("everything has arrived", async {
        let mut commits = world.desk().listen();
        while waits() {
            commits.next().await;
        }
    })
    .await;
}

#[test]
fn a_ticket_that_was_theirs_once_keeps_none_of_their_words() {
    play(async |world| {
        furnish(world).await;
        let api = world.api();
        let bob = json!({"name": "Bob", "addresses": ["bob@other.example"]});
        api.post("/api/v1/customers", &bob).await.expect(201);
        let admin = world.admin().await;
        let to = [("customer.to", "bob@other.example")];
        admin.post("/t/1/customer", &to).await.expect(303);
        let before = world.tickets().len();
        erase(world).await;
        nowhere(world);
        assert_eq!(world.tickets().len(), before - 1, "it is Bob's");
        let ticket = api.ticket(1).await;
        assert_eq!(
            (&ticket["name"], &ticket["description"]),
            (&json!("(erased)"), &json!(""))
        );
    });
}

#[test]
fn what_was_merged_with_theirs_stands_alone_again() {
    play(async |world| {
        furnish(world).await;
        let lamp = world.ticket(&Mail::text(TOM, "lamp", "dark")).await;
        let door = world.ticket(&Mail::text(TOM, "door", "it squeaks")).await;
        let api = world.api();
        let merge = async |from: u64, into: u64| {
            let path = format!("/api/v1/tickets/{from}/merge");
            api.post(&path, &json!({ "into": into })).await.expect(200);
        };
        // Tom's lamp in a ticket of Inès, and another one of hers in his door.
        merge(lamp, 1).await;
        merge(2, door).await;
        erase(world).await;
        nowhere(world);
        let left = world.tickets();
        let left: Vec<_> = left
            .iter()
            .map(|it| (it.id.0, it.merged_into, it.merged.len()))
            .collect();
        assert_eq!(left, [(lamp, None, 0), (door, None, 0)]);
        assert_eq!(mails(&api.ticket(lamp).await).len(), 1);
        world.check_store();
    });
}

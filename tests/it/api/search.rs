//! Words of messages, notes, people and files through `GET /api/v1/tickets?query=`: found as soon as
//! the mail has its 250, by those who see the ticket, and found again when the index is not there.

use std::path::Path;

use serde_json::json;

use super::query::found;
use guichet::domain::{access::Visibility, role::EXPERT};

use crate::world::{World, mail::Mail, play};

const MIXED: &str = "From: Inès Lune <ines@cust.example>\r\nTo: support@lumen.example\r\n\
    Cc: Tom Vert <tom@print.example>\r\nSubject: Invoice\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n\
    --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nLes impressions sont arrêtées.\r\n\
    --b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=Rechnung-77.pdf\r\n\
    Content-Transfer-Encoding: base64\r\n\r\nAAEC/w==\r\n\
    --b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=log.html\r\n\r\n\
    <p>kernel <b>oops</b> at zero</p><!-- hidden -->\r\n--b--\r\n";

/// A mail with files and a note on it, and another one that was answered.
async fn furnish(world: &World) {
    world.ticket(&Mail::raw("ines@cust.example", MIXED)).await;
    let api = world.api();
    let note = json!({ "text": "She calls back on Thursday" });
    api.post("/api/v1/tickets/1/notes", &note).await.expect(201);
    let mail = Mail::text("Anna Roy <anna@cust.example>", "Door", "The lock is stuck");
    world.ticket(&mail).await;
    let answer = json!({ "text": "We send a locksmith" });
    api.post("/api/v1/tickets/2/messages", &answer)
        .await
        .expect(201);
}

async fn check(world: &World) {
    for (query, want) in [
        ("arretees", &[1][..]),
        ("\"impressions sont\"", &[1]),
        ("\"sont impressions\"", &[]),
        ("thursday", &[1]),
        ("invoice thursday", &[1]),
        ("tom", &[1]),
        ("rechnung", &[1]),
        ("rechnung-77", &[1]),
        ("oops", &[1]),
        ("hidden", &[]),
        ("locksmith", &[2]),
        ("locks", &[2]),
        // Our own mailbox is in every conversation.
        ("support", &[]),
        ("to:support", &[1, 2]),
        ("to:tom@print.example", &[1]),
        ("to:anna", &[2]),
        ("from:anna", &[2]),
        ("from:lumen", &[2]),
        ("subject:invo", &[1]),
        ("subject:arretees", &[]),
        ("body:arretees", &[1]),
        ("body:invoice", &[]),
        ("-body:lock", &[1]),
        ("has:attachment", &[1]),
        ("has:pdf", &[1]),
        ("has:image", &[]),
        ("has:pdf,reply", &[1, 2]),
        ("has:note", &[1]),
        ("customer:tom", &[]),
        ("customer:ines", &[1]),
        ("impression", &[1]),
        ("thursday OR locksmith", &[1, 2]),
    ] {
        assert_eq!(found(world, query).await, want, "{query}");
    }
}

#[test]
fn words_are_found_wherever_they_stand() {
    play(async |world| {
        furnish(world).await;
        check(world).await;
        let tagged = json!({ "tags": ["front office"] });
        world
            .api()
            .patch("/api/v1/tickets/2", &tagged)
            .await
            .expect(200);
        assert_eq!(found(world, "office").await, [2], "the name of a tag");
        assert_eq!(found(world, "office locksmith").await, [2]);
        for whole in ["front-office", "\"front office\"", "front-off"] {
            assert_eq!(found(world, whole).await, [2], "{whole}");
        }
        assert_eq!(found(world, "-front-office locksmith").await, [0; 0]);
        assert_eq!(found(world, "\"office front\"").await, [0; 0]);
    });
}

#[test]
fn a_mail_is_found_when_it_has_its_250() {
    play(async |world| {
        for number in 1..=30 {
            let text = format!("The serial is serial{number}x");
            let mail = Mail::text("anna@cust.example", "Device", &text);
            world.send(&mail).await;
            assert_eq!(found(world, &format!("serial{number}x")).await, [number]);
        }
    });
}

#[test]
fn nobody_finds_words_of_a_ticket_that_is_not_theirs() {
    play(async |world| {
        furnish(world).await;
        let owen = world
            .person("Owen Own", &[EXPERT], Visibility::Own, &[])
            .await;
        let api = &owen.api;
        let list = async |query: &str| {
            let path = format!("/api/v1/tickets?query={query}");
            let list = api.get(&path).await.expect(200).json();
            (list["total"].clone(), list["tickets"].clone())
        };
        for query in ["locksmith", "oops", "has:pdf", "thursday", "-nothing"] {
            let (total, tickets) = list(query).await;
            assert_eq!(tickets, json!([]), "{query}");
            assert!(total.is_null() || total == 0, "{query}: {total}");
        }
        world.give(2, owen.user.id).await;
        let (_, tickets) = list("locksmith").await;
        assert_eq!(tickets[0]["number"], 2);
    });
}

/// Writes over the middle of every file of the index that holds words.
fn damage(data: &Path) {
    let mut damaged = 0;
    for number in std::fs::read_dir(data.join("search")).unwrap() {
        for file in std::fs::read_dir(number.unwrap().path()).unwrap() {
            let file = file.unwrap().path();
            let ending = file.extension().and_then(|ending| ending.to_str());
            if !matches!(ending, Some("term" | "idx" | "pos" | "fast")) {
                continue;
            }
            let mut bytes = std::fs::read(&file).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle / 2..middle].fill(0xa5);
            std::fs::write(&file, bytes).unwrap();
            damaged += 1;
        }
    }
    assert!(damaged > 0, "no file was damaged");
}

#[test]
fn an_index_that_is_gone_or_damaged_is_made_anew() {
    play(async |world| {
        furnish(world).await;
        check(world).await;
        world.restart(|_| {}).await;
        check(world).await;
        for (why, meanwhile) in [
            (
                "the folder is gone",
                (|data: &Path| std::fs::remove_dir_all(data.join("search")).unwrap()) as fn(&Path),
            ),
            ("the list of files is no list", |data| {
                for number in std::fs::read_dir(data.join("search")).unwrap() {
                    std::fs::write(number.unwrap().path().join("meta.json"), "{").unwrap();
                }
            }),
            ("a file is cut", |data| {
                for number in std::fs::read_dir(data.join("search")).unwrap() {
                    for file in std::fs::read_dir(number.unwrap().path()).unwrap() {
                        let file = file.unwrap().path();
                        if file.extension().is_some_and(|ending| ending == "idx") {
                            std::fs::write(&file, b"").unwrap();
                        }
                    }
                }
            }),
        ] {
            println!("{why}");
            world.restart(meanwhile).await;
            check(world).await;
        }
    });
}

#[test]
fn an_index_whose_bytes_are_others_is_made_anew() {
    play(async |world| {
        furnish(world).await;
        check(world).await;
        let mark = world.data().join("search/1/mark");
        std::fs::write(&mark, "").unwrap();
        world.restart(|_| {}).await;
        check(world).await;
        assert!(mark.exists(), "a sound index is kept");
        world.restart(damage).await;
        // Told by the sums of its files, which are looked at behind the start.
        world
            .desk()
            .clone()
            .run(|desk| desk.search_check(&|| true))
            .await
            .unwrap()
            .unwrap();
        assert!(!mark.exists(), "a damaged index is kept");
        check(world).await;
    });
}

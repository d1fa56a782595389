//! The file with all that there is of a customer: what came is in it byte for byte, of others there
//! is nothing in it, no name in it is a path, and who may not have it is told that there is none.

mod broken_off;

use std::{collections::BTreeMap, io::Read};

use flate2::read::DeflateDecoder;
use guichet::domain::{
    access::Visibility,
    audit::{Act, AuditLine},
    role::{EXPERT, OBSERVER},
};
use rawzip::{CompressionMethod, ZipArchive};
use serde_json::{Value, json};

use crate::{
    mail::erase::{CUSTOMER, INES, TOM, erase, furnish, shared, with_file},
    world::{
        World,
        http::{Answer, Request},
        mail::Mail,
        play,
    },
};

const PATH: &str = "/customers/1/export";
const API: &str = "/api/v1/customers/1/export";

type Files = BTreeMap<String, Vec<u8>>;

/// Reads every entry, checking length and checksum of each.
fn unzip(answer: Answer) -> Files {
    let answer = answer.expect(200);
    assert_eq!(answer.header("content-type"), "application/zip");
    let archive = ZipArchive::from_slice(&answer.body).unwrap();
    let (mut entries, mut files) = (archive.entries(), Files::new());
    while let Some(entry) = entries.next_entry().unwrap() {
        assert_eq!(entry.compression_method(), CompressionMethod::DEFLATE);
        let path = String::from_utf8(entry.file_path().as_ref().to_vec()).unwrap();
        let content = archive.get_entry(entry.wayfinder()).unwrap();
        let inflated = DeflateDecoder::new(content.data());
        let mut bytes = Vec::new();
        content
            .verifying_reader(inflated)
            .read_to_end(&mut bytes)
            .unwrap();
        assert!(files.insert(path.clone(), bytes).is_none(), "{path} twice");
    }
    files
}

fn document(files: &Files, path: &str) -> Value {
    let names: Vec<_> = files.keys().collect();
    let bytes = files.get(path);
    let bytes = bytes.unwrap_or_else(|| panic!("no {path} in {names:?}"));
    serde_json::from_slice(bytes).unwrap()
}

async fn exported(world: &World) -> Files {
    unzip(world.admin().await.get(PATH).await)
}

fn acts(world: &World) -> Vec<AuditLine> {
    let mut lines = world.audit();
    lines.retain(|line| line.act == Act::CustomerExported);
    lines
}

/// The e-mails of a ticket in the file, and the folder that they are in.
fn mails(files: &Files, folder: &str) -> Vec<Value> {
    let ticket = document(files, &format!("{folder}/ticket.json"));
    let lines = ticket["activities"].as_array().unwrap();
    let mails = lines.iter().filter(|line| line["kind"] == "mail");
    mails.map(|line| line["message"].clone()).collect()
}

fn beside<'a>(files: &'a Files, folder: &str, name: &Value) -> &'a [u8] {
    &files[&format!("{folder}/{}", name.as_str().unwrap())]
}

#[test]
fn everything_comes_out_as_it_came_in() {
    play(async |world| {
        furnish(world).await;
        let note = json!({"text": "Promised a new lamp"});
        let api = world.api();
        api.post("/api/v1/tickets/1/notes", &note).await.expect(201);
        // In the bin it is theirs all the same.
        api.post("/api/v1/tickets/2/delete", &json!({})).await;
        world.ticket(&Mail::text(TOM, "door", "it squeaks")).await;
        let files = exported(world).await;
        let who = document(&files, "customer.json");
        assert_eq!(who["name"], "Inès Zanzibar");
        assert_eq!(
            who["addresses"],
            json!(["ines@zanzibar.example", "ines@bandicoot.example"])
        );
        assert_eq!(
            (&who["phone"], &who["notes"], &who["tickets"]),
            (&json!("+33 1 98 76"), &json!("likes the numbat"), &json!(2))
        );
        assert_eq!(
            who["merged"][0]["addresses"],
            json!(["ines@bandicoot.example"])
        );
        let ticket = document(&files, "tickets/1/ticket.json");
        assert_eq!(
            (&ticket["number"], &ticket["name"], &ticket["status"]),
            (&json!(1), &json!("My quokka is broken"), &json!("open"))
        );
        let lines = ticket["activities"].as_array().unwrap();
        let noted = lines.iter().find(|line| line["kind"] == "note").unwrap();
        assert_eq!(noted["text"], "Promised a new lamp");
        let mails = mails(&files, "tickets/1");
        let sent = &world.sink.seen().received[0].raw;
        assert_eq!(
            beside(&files, "tickets/1", &mails[0]["raw"]),
            with_file_as_it_came(&mails[0], &files)
        );
        assert_eq!(beside(&files, "tickets/1", &mails[1]["raw"]), sent);
        let file = &mails[0]["attachments"][0];
        assert!(file.get("url").is_none());
        assert_eq!(
            beside(&files, "tickets/1", &file["file"]),
            b"a platypus in a file"
        );
        let binned = document(&files, "tickets/2/ticket.json");
        assert!(binned["deleted_at"].is_string(), "{binned}");
        let receipts = document(&files, "receipts.json");
        assert_eq!(receipts.as_array().unwrap().len(), 2);
        assert_eq!(receipts[0]["from"], "ines@zanzibar.example");
        let names: Vec<_> = files.keys().filter(|name| name.contains('3')).collect();
        assert!(!names.iter().any(|name| name.starts_with("tickets/3")));
        assert!(!contains(&files, "squeaks"), "Tom's is not in it");
    });
}

/// A mail of [`with_file`] but for its Message-ID, which every mail has for itself.
fn with_file_as_it_came(mail: &Value, files: &Files) -> Vec<u8> {
    let held = beside(files, "tickets/1", &mail["raw"]);
    let held = String::from_utf8(held.to_vec()).unwrap();
    let id = held.lines().find(|line| line.starts_with("Message-ID:"));
    let fresh = String::from_utf8(with_file().raw).unwrap();
    let other = fresh.lines().find(|line| line.starts_with("Message-ID:"));
    fresh.replace(other.unwrap(), id.unwrap()).into_bytes()
}

fn contains(files: &Files, word: &str) -> bool {
    let mut all = files.values();
    all.any(|bytes| String::from_utf8_lossy(bytes).contains(word))
}

#[test]
fn large_mails_and_hostile_names_stay_whole() {
    play(async |world| {
        let names = [
            "../../etc/passwd",
            "CON",
            "a.txt",
            "A.TXT",
            "a.txt",
            "b\u{202e}gpj.exe",
            "what?<1>|.txt",
            "end. . .",
        ];
        let noise = crate::world::mail::noise(3 << 20);
        let mut raw = format!(
            "From: {INES}\r\nTo: support@lumen.example\r\nSubject: files\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nsee\r\n"
        )
        .into_bytes();
        for name in names {
            let name =
                percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC);
            raw.extend_from_slice(
                format!(
                    "--b\r\nContent-Type: application/octet-stream\r\n\
                     Content-Disposition: attachment; filename*=utf-8''{name}\r\n\
                     Content-Transfer-Encoding: base64\r\n\r\n"
                )
                .as_bytes(),
            );
            raw.extend_from_slice(&noise);
        }
        raw.extend_from_slice(b"--b--\r\n");
        let mail = Mail::raw(INES, raw);
        let ticket = world.ticket(&mail).await;
        let files = exported(world).await;
        let folder = format!("tickets/{ticket}");
        let mails = mails(&files, &folder);
        assert!(beside(&files, &folder, &mails[0]["raw"]) == mail.raw);
        let plain: Vec<u8> = noise
            .into_iter()
            .filter(|byte| !byte.is_ascii_whitespace())
            .collect();
        let plain = data_encoding::BASE64.decode(&plain).unwrap();
        let attached = mails[0]["attachments"].as_array().unwrap();
        let attached = attached.iter().map(|file| file["file"].as_str().unwrap());
        assert_eq!(attached.len(), names.len());
        for path in attached {
            assert!(beside(&files, &folder, &json!(path)) == plain, "{path}");
            let (line, name) = path.split_once('/').unwrap();
            assert!(line.parse::<u64>().is_ok() && !name.contains(['/', '\\']));
            assert!(!name.contains(['<', '>', ':', '"', '|', '?', '*', '\u{202e}']));
            assert!(!name.ends_with([' ', '.']), "{name:?}");
        }
    });
}

#[test]
fn of_tickets_of_others_what_they_wrote_and_no_more() {
    play(async |world| {
        furnish(world).await;
        let ticket = shared(world).await;
        let files = exported(world).await;
        let folder = format!("elsewhere/{ticket}");
        let shown = document(&files, &format!("{folder}/ticket.json"));
        assert_eq!(shown["number"], ticket);
        assert!(shown.get("name").is_none(), "it is Tom's");
        let wrote = mails(&files, &folder);
        assert_eq!(wrote.len(), 1);
        assert!(wrote[0]["text"].as_str().unwrap().contains("wombat house"));
        assert!(
            String::from_utf8_lossy(beside(&files, &folder, &wrote[0]["raw"]))
                .contains("wombat house")
        );
        let named = shown["activities"].as_array().unwrap().iter();
        let named = named.filter(|line| line["kind"] == "named").count();
        assert_eq!(named, 2, "Tom's first and our answer: {shown}");
        for word in ["squeaks", "Which door", "oiled", "tom@other.example"] {
            let inside = String::from_utf8_lossy(&files[&format!("{folder}/ticket.json")]);
            assert!(!inside.contains(word), "{word}");
        }
        // What Tom takes away has his own, and hers as she wrote it in his ticket.
        let api = world.api();
        let tom = api.get("/api/v1/customers?query=tom").await.json();
        let path = format!("/api/v1/customers/{}/export", tom["customers"][0]["id"]);
        let files = unzip(api.get(&path).await);
        assert_eq!(mails(&files, &format!("tickets/{ticket}")).len(), 4);
        assert!(!contains(&files, "platypus"));
    });
}

#[test]
fn who_sees_some_tickets_only_knows_of_no_such_file() {
    play(async |world| {
        furnish(world).await;
        let all = world
            .person("Olga", &[OBSERVER], Visibility::All, &[])
            .await;
        let own = world.person("Owen", &[EXPERT], Visibility::Own, &[]).await;
        world.give(1, own.user.id).await;
        own.browser.get(PATH).await.expect(404);
        own.api.get(API).await.expect(404);
        let page = own.browser.get("/customers/1").await.expect(200).text();
        assert!(!page.contains("/export"));
        assert!(acts(world).is_empty(), "nothing was taken away");
        let page = all.browser.get("/customers/1").await.expect(200).text();
        assert!(page.contains(PATH));
        // Whoever asks what would come takes nothing away.
        let head = all.browser.fetch(Request::new("HEAD", PATH)).await;
        assert_eq!(head.expect(200).header("content-type"), "application/zip");
        let head = own.browser.fetch(Request::new("HEAD", PATH)).await;
        head.expect(404);
        assert!(acts(world).is_empty(), "nothing was taken away");
        unzip(all.browser.get(PATH).await);
        unzip(all.api.get(API).await);
        let lines = acts(world);
        let said: Vec<_> = lines.iter().map(|line| line.subject.as_str()).collect();
        assert_eq!(said, ["1", "1"], "by number, of whom nothing else is said");
        assert!(lines.iter().all(|line| line.user == Some(all.user.id)));
        assert_eq!(lines[0].changes[0].new, "2");
        for nobody in ["/customers/99/export", "/customers/2/export"] {
            all.browser.get(nobody).await.expect(404);
        }
    });
}

#[test]
fn of_who_is_erased_there_is_nothing_to_take() {
    play(async |world| {
        furnish(world).await;
        exported(world).await;
        erase(world).await;
        let admin = world.admin().await;
        let said = admin.get(PATH).await.expect(404).text();
        assert!(said.contains("Nothing here"), "{said}");
        world.api().get(CUSTOMER).await.expect(404);
        world.api().get(API).await.expect(404);
        assert_eq!(acts(world).len(), 1);
        crate::mail::erase::nowhere(world);
    });
}

//! A message of a ticket as a ticket of its own: it moves with all that is its own, and comes back.

mod rules;

use guichet::domain::{access::Visibility, id::TicketId, role::EXPERT, ticket::Ticket};
use serde_json::{Value, json};

use super::{answered, bare, header, mails};
use crate::world::{World, mail::Mail, play};

const INES: &str = "Inès <ines@cust.example>";
const BOB: &str = "Bob <bob@other.example>";

/// Bytes that stand in a mail as base64, with everything that a text would not bear.
const FILE: &[u8] = b"\x00\xff\r\n.\r\nzanzibar\x1a";

fn ticket(world: &World, number: u64) -> Ticket {
    let mut tickets = world.tickets().into_iter();
    tickets.find(|it| it.id == TicketId(number)).unwrap()
}

fn address_of(world: &World, number: u64) -> String {
    let token = ticket(world, number).token;
    format!("support+t{}@lumen.example", token.as_str())
}

/// The lines of a ticket's log that are mails, by their numbers.
async fn lines(world: &World, number: u64) -> Vec<u64> {
    let whole = world.api().ticket(number).await;
    let lines = whole["activities"].as_array().unwrap().iter();
    let mails = lines.filter(|line| line["kind"] == "mail");
    mails.map(|line| line["id"].as_u64().unwrap()).collect()
}

async fn split(world: &World, number: u64, line: u64) -> Value {
    let path = format!("/api/v1/tickets/{number}/split");
    let answer = world.api().post(&path, &json!({ "activity": line })).await;
    let answer = answer.expect(201);
    let document = answer.json();
    let place = format!("/api/v1/tickets/{}", document["number"]);
    assert_eq!(answer.header("location"), place);
    document
}

async fn found(world: &World, query: &str) -> Vec<u64> {
    let path = format!("/api/v1/tickets?query={query}");
    let list = world.api().get(&path).await.expect(200).json();
    let tickets = list["tickets"].as_array().unwrap().iter();
    let mut numbers: Vec<u64> = tickets.map(|it| it["number"].as_u64().unwrap()).collect();
    numbers.sort_unstable();
    numbers
}

fn kinds(ticket: &Value) -> Vec<&str> {
    let lines = ticket["activities"].as_array().unwrap().iter();
    lines.map(|line| line["kind"].as_str().unwrap()).collect()
}

fn with_file(subject: &str, headers: &str, text: &str) -> Mail {
    let file = data_encoding::BASE64.encode(FILE);
    Mail::with(
        BOB,
        subject,
        &format!("{headers}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n"),
        &format!(
            "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n--b\r\n\
             Content-Type: application/octet-stream; name=x.bin\r\n\
             Content-Disposition: attachment; filename=x.bin\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{file}\r\n--b--"
        ),
    )
}

/// A ticket of Inès's with a mail of Bob's in it; the line of that mail.
async fn two_mails(world: &World) -> u64 {
    world.ticket(&Mail::text(INES, "lamp", "dark")).await;
    let mail = with_file(
        "Re: AW: the printer [#1]",
        "Cc: Carl <carl@other.example>\r\n",
        "prints zanzibar only",
    );
    world.send(&mail.to(&address_of(world, 1))).await;
    lines(world, 1).await[1]
}

#[test]
fn a_mail_becomes_a_ticket_of_its_sender_with_its_files() {
    play(async |world| {
        let line = two_mails(world).await;
        let before = ticket(world, 1);
        let raw = format!("/api/v1/tickets/1/messages/{line}/raw");
        let as_it_came = world.api().get(&raw).await.expect(200).body;
        let new = split(world, 1, line).await;
        assert_eq!(new["number"], 2);
        assert_eq!(new["name"], "the printer");
        assert_eq!(new["description"], "prints zanzibar only");
        assert_eq!(new["status"], "open");
        assert_eq!(
            new["customer"],
            json!({"name": "Bob", "email": "bob@other.example"})
        );
        assert_eq!(new["links"], json!([1]));
        assert_eq!(kinds(&new)[..3], ["created", "mail", "split_from"]);
        let moved = mails(&new)[0];
        assert_eq!(moved["cc"][0]["email"], "carl@other.example");
        assert_eq!(moved["sender"], "known", "it is theirs");
        // Original and files are under the new number, byte for byte, and no more under the old.
        let url = moved["raw_url"].as_str().unwrap();
        assert!(url.starts_with("/api/v1/tickets/2/"), "{url}");
        assert_eq!(world.api().get(url).await.expect(200).body, as_it_came);
        let url = moved["attachments"][0]["url"].as_str().unwrap();
        assert_eq!(world.api().get(url).await.expect(200).body, FILE);
        for old in [raw.clone(), raw.replace("raw", "attachments/0")] {
            world.api().get(&old).await.expect(404);
        }
        let admin = world.admin().await;
        for end in [format!("m/{line}/raw"), format!("a/{line}-0/x.bin")] {
            admin.get(&format!("/t/1/{end}")).await.expect(404);
        }
        // The old one says where it went, and is else as if it had never come.
        let old = world.api().ticket(1).await;
        assert_eq!(mails(&old).len(), 1);
        assert_eq!(kinds(&old).last(), Some(&"split_off"));
        assert_eq!(old["links"], json!([2]));
        let page = admin.get("/t/1").await.expect(200).text();
        assert!(page.contains("made an e-mail a ticket of its own"));
        assert!(!page.contains("zanzibar"));
        let now = ticket(world, 1);
        assert!(now.last_message < before.last_message);
        assert_eq!(ticket(world, 2).mailbox, before.mailbox);
        world.check_store();
    });
}

#[test]
fn search_finds_it_in_the_new_ticket_alone_also_after_a_restart() {
    play(async |world| {
        let line = two_mails(world).await;
        let note = json!({ "text": "ask the porter" });
        let api = world.api();
        api.post("/api/v1/tickets/1/notes", &note).await.expect(201);
        assert_eq!(found(world, "zanzibar").await, [1]);
        split(world, 1, line).await;
        let cases: [(&str, &[u64]); 6] = [
            ("zanzibar", &[2]),
            ("has:attachment", &[2]),
            ("subject:printer", &[2]),
            ("from:bob", &[2]),
            ("dark", &[1]),
            ("porter", &[1]),
        ];
        for (query, numbers) in cases {
            assert_eq!(found(world, query).await, numbers, "{query}");
        }
        world.restart(|_| {}).await;
        world.desk().store().reindex().unwrap();
        for (query, numbers) in cases {
            assert_eq!(found(world, query).await, numbers, "{query}");
        }
        let new = world.api().ticket(2).await;
        let url = mails(&new)[0]["attachments"][0]["url"].as_str().unwrap();
        assert_eq!(world.api().get(url).await.expect(200).body, FILE);
        world.check_store();
    });
}

#[test]
fn answers_go_on_in_the_new_ticket() {
    play(async |world| {
        let line = two_mails(world).await;
        split(world, 1, line).await;
        let sent = answered(world, 2, "which one?").await;
        assert_eq!(bare(&header(&sent, "To")), "bob@other.example");
        assert_eq!(header(&sent, "Subject"), "Re: the printer [#2]");
        let (id, reply_to) = (header(&sent, "Message-ID"), header(&sent, "Reply-To"));
        for mail in [
            Mail::text(BOB, "x", "by token").to(bare(&reply_to)),
            Mail::with(BOB, "y", &format!("In-Reply-To: {id}\r\n"), "by id"),
        ] {
            world.send(&mail).await;
        }
        assert_eq!(mails(&world.api().ticket(2).await).len(), 4);
        // The old conversation goes on without it: nobody there gets its text or its people.
        let sent = answered(world, 1, "on?").await;
        assert_eq!(bare(&header(&sent, "To")), "ines@cust.example");
        assert!(!String::from_utf8_lossy(&sent).contains("bob@other.example"));
        assert_eq!(mails(&world.api().ticket(1).await).len(), 2);
        assert_eq!(world.tickets().len(), 2);
        world.check_store();
    });
}

#[test]
fn a_mail_of_ours_goes_with_its_deliveries_and_what_comes_back() {
    play(async |world| {
        world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let sent = answered(world, 1, "by the way: your invoice").await;
        let line = lines(world, 1).await[1];
        let new = split(world, 1, line).await;
        assert_eq!(new["customer"]["email"], "ines@cust.example");
        assert_eq!(mails(&new)[0]["delivery"][0]["state"], "delivered");
        // It had asked for answers to the address of the old ticket.
        let (id, reply_to) = (header(&sent, "Message-ID"), header(&sent, "Reply-To"));
        let answer = format!("In-Reply-To: {id}\r\nReferences: {id}\r\n");
        let answer = Mail::with(INES, "Re: lamp [#1]", &answer, "which invoice?");
        world.send(&answer.to(bare(&reply_to))).await;
        assert_eq!(mails(&world.api().ticket(2).await).len(), 2);
        // What answers nothing of it stays with the old one.
        let other = Mail::text(INES, "Re: lamp [#1]", "still dark");
        world.send(&other.to(bare(&reply_to))).await;
        assert_eq!(mails(&world.api().ticket(1).await).len(), 2);
        assert_eq!(world.tickets().len(), 2);
        world.check_store();
    });
}

/// What a log says and does not end in who did it when.
fn as_before(now: Ticket, then: &Ticket) -> Ticket {
    Ticket {
        rev: then.rev,
        acted: then.acted,
        updated: then.updated,
        ..now
    }
}

#[test]
fn undone_it_is_as_it_was_if_nothing_came_since() {
    play(async |world| {
        let line = two_mails(world).await;
        let admin = world.admin().await;
        let before = (ticket(world, 1), mails(&world.api().ticket(1).await).len());
        let typed = line.to_string();
        let form = [("line", typed.as_str())];
        let answer = admin.post("/t/1/split", &form).await.expect(303);
        assert_eq!(answer.header("location"), "/t/1?undo=1");
        let page = admin.get("/t/1?undo=1").await.expect(200).text();
        assert!(page.contains("The e-mail is a ticket of its own: <b>"));
        let back = [("id", "1"), ("back", "/t/1")];
        admin.post("/undo", &back).await.expect(303);
        admin.get("/t/2").await.expect(404);
        assert_eq!(as_before(ticket(world, 1), &before.0), before.0);
        let old = world.api().ticket(1).await;
        assert_eq!((mails(&old).len(), world.tickets().len()), (before.1, 1));
        assert_eq!(mails(&old)[1]["sender"], "new_participant");
        assert_eq!(found(world, "zanzibar").await, [1]);
        let raw = format!("/api/v1/tickets/1/messages/{line}/raw");
        world.api().get(&raw).await.expect(200);
        world.check_store();
        // A second time, and Bob writes on: nothing of his may go.
        admin.post("/t/1/split", &form).await.expect(303);
        assert_eq!(found(world, "zanzibar").await, [3]);
        let more = Mail::text(BOB, "x", "and cyan").to(&address_of(world, 3));
        world.send(&more).await;
        let back = [("id", "2"), ("back", "/t/1")];
        let answer = admin.post("/undo", &back).await.expect(303);
        let page = admin.get(answer.header("location")).await.expect(200);
        assert!(page.text().contains("1 ticket stays as it is"));
        assert_eq!(mails(&world.api().ticket(3).await).len(), 2);
        world.restart(|_| {}).await;
        assert_eq!(found(world, "zanzibar").await, [3]);
        world.check_store();
    });
}

#[test]
fn what_cannot_be_split_is_refused() {
    play(async |world| {
        let line = two_mails(world).await;
        let first = lines(world, 1).await[0];
        let api = world.api();
        let path = "/api/v1/tickets/1/split";
        let told = api.post(path, &json!({ "activity": first })).await;
        let told = told.expect(422).text();
        assert!(told.contains("a ticket keeps its first e-mail"), "{told}");
        for wrong in [0, 1, line + 1, 9_999] {
            let answer = api.post(path, &json!({ "activity": wrong })).await;
            answer.expect(404);
        }
        api.post(path, &json!({})).await.expect(422);
        let admin = world.admin().await;
        for wrong in ["", "x", "9999"] {
            let answer = admin.post("/t/1/split", &[("line", wrong)]).await;
            answer.expect(404);
        }
        let page = admin.get("/t/1").await.expect(200).text();
        let button = |line: u64| format!(r#"name="line" value="{line}""#);
        assert!(page.contains(&button(line)) && !page.contains(&button(first)));
        // Of a ticket that one does not see nothing is split, whether it is there or not.
        let own = world.person("Owen", &[EXPERT], Visibility::Own, &[]).await;
        let unseen = own.api.post(path, &json!({ "activity": line })).await;
        let none = own
            .api
            .post("/api/v1/tickets/99/split", &json!({ "activity": line }))
            .await;
        assert_eq!(unseen.expect(404).text(), none.expect(404).text());
        // In the bin it stays whole; a mail that is gone already cannot go again.
        let nothing = json!({});
        api.post("/api/v1/tickets/1/delete", &nothing)
            .await
            .expect(200);
        let told = api.post(path, &json!({ "activity": line })).await;
        assert!(told.expect(422).text().contains("restore it first"));
        api.post("/api/v1/tickets/1/restore", &nothing)
            .await
            .expect(200);
        split(world, 1, line).await;
        api.post(path, &json!({ "activity": line }))
            .await
            .expect(404);
        assert_eq!(world.tickets().len(), 2);
        world.check_store();
    });
}

#[test]
fn it_meets_merging_and_the_bin() {
    play(async |world| {
        let line = two_mails(world).await;
        split(world, 1, line).await;
        let before = world.tickets();
        // Back by a merge: the mail is there once.
        let into = json!({ "into": 1 });
        let api = world.api();
        api.post("/api/v1/tickets/2/merge", &into).await.expect(200);
        let whole = api.ticket(1).await;
        let texts: Vec<_> = mails(&whole).iter().map(|it| it["text"].clone()).collect();
        assert_eq!(texts, ["dark", "prints zanzibar only"]);
        world.check_store();
        let other = json!({ "other": 2 });
        api.post("/api/v1/tickets/1/unmerge", &other)
            .await
            .expect(200);
        for (now, then) in world.tickets().into_iter().zip(&before) {
            assert_eq!(&as_before(now, then), then);
        }
        // In the bin the mail is in neither list, and the old log still has no place for it.
        api.post("/api/v1/tickets/2/delete", &json!({}))
            .await
            .expect(200);
        assert_eq!(found(world, "zanzibar").await, [0; 0]);
        assert_eq!(found(world, "is:deleted+zanzibar").await, [2]);
        world.check_store();
    });
}

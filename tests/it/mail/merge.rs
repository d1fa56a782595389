//! Merged tickets: whatever led to one leads to the other, and it comes back exactly as it was.

use guichet::{
    domain::{access::Visibility, id::TicketId, role::EXPERT, ticket::Ticket},
    store,
};
use serde_json::{Value, json};

use super::{answered, bare, header, mails};
use crate::world::{NOW, World, mail::Mail, play, play_still};

mod at_once;
mod conversation;

const INES: &str = "Inès <ines@cust.example>";
const BOB: &str = "Bob <bob@other.example>";

/// What the verb calls the other ticket.
fn field(verb: &str) -> &'static str {
    if verb == "merge" { "into" } else { "other" }
}

async fn verb(world: &World, verb: &str, ticket: u64, other: u64) -> Value {
    let path = format!("/api/v1/tickets/{ticket}/{verb}");
    let body = json!({ field(verb): other });
    world.api().post(&path, &body).await.expect(200).json()
}

async fn refused(world: &World, verb: &str, ticket: u64, other: u64) -> String {
    let path = format!("/api/v1/tickets/{ticket}/{verb}");
    let body = json!({ field(verb): other });
    world.api().post(&path, &body).await.expect(422).text()
}

async fn edit(world: &World, ticket: u64, change: Value) {
    let path = format!("/api/v1/tickets/{ticket}");
    world.api().patch(&path, &change).await.expect(200);
}

fn ticket(world: &World, number: u64) -> Ticket {
    let mut tickets = world.tickets().into_iter();
    tickets.find(|it| it.id == TicketId(number)).unwrap()
}

async fn found(world: &World, query: &str) -> Vec<u64> {
    let path = format!("/api/v1/tickets?query={query}");
    let list = world.api().get(&path).await.expect(200).json();
    let tickets = list["tickets"].as_array().unwrap().iter();
    let mut numbers: Vec<u64> = tickets.map(|it| it["number"].as_u64().unwrap()).collect();
    numbers.sort_unstable();
    numbers
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
fn token_message_id_and_number_lead_to_the_ticket_that_stays() {
    play(async |world| {
        let a = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let b = world
            .ticket(&Mail::text(BOB, "the lamps", "all dark"))
            .await;
        let sent = answered(world, a, "on?").await;
        let (id, reply_to) = (header(&sent, "Message-ID"), header(&sent, "Reply-To"));
        let merged = verb(world, "merge", a, b).await;
        assert_eq!(merged["number"], b);
        assert_eq!(
            mails(&merged).len(),
            3,
            "one log of both, in the order of time"
        );
        let texts: Vec<_> = mails(&merged).iter().map(|it| it["text"].clone()).collect();
        assert_eq!(texts, ["dark", "all dark", "on?"]);
        for mail in [
            Mail::text(INES, "x", "by token").to(bare(&reply_to)),
            Mail::with(INES, "y", &format!("In-Reply-To: {id}\r\n"), "by id"),
        ] {
            world.send(&mail).await;
        }
        assert_eq!(world.tickets().len(), 2, "no new ticket");
        let whole = world.api().ticket(b).await;
        assert_eq!(mails(&whole).len(), 5);
        assert!(
            mails(&whole).iter().all(|it| it["sender"] == "known"),
            "Inès is of it now"
        );
        let old = world.api().ticket(a).await;
        assert_eq!((&old["merged_into"], mails(&old).len()), (&json!(b), 2));
        // What is in the log has its files and its original under its own number.
        let raw = mails(&whole)[0]["raw_url"].as_str().unwrap().to_owned();
        assert!(raw.starts_with(&format!("/api/v1/tickets/{a}/")));
        world.api().get(&raw).await.expect(200);
        // Its own number leads on, by page and for who writes to it.
        let admin = world.admin().await;
        let answer = admin.get(&format!("/t/{a}")).await.expect(303);
        let place = answer.header("location").to_owned();
        assert_eq!(place, format!("/t/{b}?merged={a}&undo=1"));
        let page = admin.get(&place).await.expect(200).text();
        assert!(page.contains("was merged into this ticket") && page.contains("by token"));
        admin
            .post(&format!("/t/{a}/notes"), &[("text", "late")])
            .await
            .expect(303);
        assert!(world.api().ticket(b).await.to_string().contains("late"));
        edit(world, a, json!({"priority": "urgent"})).await;
        assert_eq!(world.api().ticket(b).await["priority"], "urgent");
        // An answer goes on in the one conversation, under the number that stays.
        let answer = answered(world, b, "fixed").await;
        assert!(header(&answer, "Subject").contains(&format!("[#{b}]")));
    });
}

#[test]
fn a_merged_ticket_is_in_no_list_and_found_in_the_other() {
    play(async |world| {
        let a = world.ticket(&Mail::text(INES, "zanzibar", "dark")).await;
        let b = world.ticket(&Mail::text(INES, "door", "shut")).await;
        edit(world, a, json!({"tags": ["x", "y"]})).await;
        edit(world, b, json!({"tags": ["y"]})).await;
        verb(world, "merge", a, b).await;
        assert_eq!(found(world, "").await, [b]);
        for query in [
            "zanzibar",
            "tag:x",
            "number:1",
            "from:ines",
            "subject:zanzibar",
        ] {
            assert_eq!(found(world, query).await, [b], "{query}");
        }
        assert_eq!(found(world, "-zanzibar").await, [0; 0]);
        let counts = world
            .api()
            .get("/api/v1/counts?by=status")
            .await
            .expect(200);
        assert!(counts.text().contains(r#"{"count":1,"value":"open"}"#));
        let names = world.api().ticket(b).await["tags"].clone();
        assert_eq!(names, json!(["y", "x"]), "each once");
        let page = world.admin().await.get("/t/2").await.expect(200).text();
        assert!(
            !page.contains("href=\"/t/1\""),
            "it is no earlier ticket either"
        );
        world.restart(|_| {}).await;
        assert_eq!(found(world, "zanzibar").await, [b]);
    });
}

#[test]
fn unmerged_it_is_as_it_was_and_what_came_since_stays() {
    play(async |world| {
        let a = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let b = world.ticket(&Mail::text(BOB, "lamps", "all dark")).await;
        edit(world, a, json!({"tags": ["x"], "priority": "high"})).await;
        edit(world, b, json!({"status": "closed", "tags": ["y"]})).await;
        let (a_before, b_before) = (ticket(world, a), ticket(world, b));
        verb(world, "merge", a, b).await;
        let merged = ticket(world, b);
        assert_eq!(merged.status.word(), "open", "somebody waits for us again");
        assert_eq!(merged.priority.word(), "medium", "its own fields stay");
        assert_eq!(merged.participants.len(), 2);
        // What is done at once with Z, after two changes, is taken back without a trace in the fields.
        let undo = world
            .admin()
            .await
            .post("/undo", &[("id", "3"), ("back", "/t/2")])
            .await;
        undo.expect(303);
        assert_eq!(as_before(ticket(world, a), &a_before), a_before);
        assert_eq!(as_before(ticket(world, b), &b_before), b_before);
        // Much later, from the line of the log, what came since stays.
        verb(world, "merge", a, b).await;
        let reply_to = format!("support+t{}@lumen.example", a_before.token.as_str());
        world
            .send(&Mail::text(INES, "x", "since").to(&reply_to))
            .await;
        edit(
            world,
            b,
            json!({"name": "all lamps", "tags": ["y", "x", "z"]}),
        )
        .await;
        let parted = verb(world, "unmerge", b, a).await;
        assert_eq!(parted["name"], "all lamps");
        assert_eq!(parted["tags"], json!(["y", "z"]), "its tag went with it");
        assert_eq!(mails(&parted).last().unwrap()["text"], "since");
        assert_eq!(mails(&parted).len(), 2);
        assert_eq!(as_before(ticket(world, a), &a_before), a_before);
        let who: Vec<String> = ticket(world, b)
            .participants
            .iter()
            .map(|p| p.who.address.key())
            .collect();
        assert_eq!(
            who,
            ["bob@other.example"],
            "nobody of it gets copies any more"
        );
        world
            .send(&Mail::text(INES, "x", "again").to(&reply_to))
            .await;
        assert_eq!(
            mails(&world.api().ticket(a).await).len(),
            2,
            "its address is its own again"
        );
        assert_eq!(found(world, "").await, [a, b]);
    });
}

#[test]
fn chains_lead_to_the_end_and_come_apart_from_there() {
    play(async |world| {
        for (who, subject) in [(INES, "one"), (BOB, "two"), (INES, "three")] {
            world.ticket(&Mail::text(who, subject, "dark")).await;
        }
        let before = world.tickets();
        verb(world, "merge", 1, 2).await;
        verb(world, "merge", 2, 3).await;
        let whole = world.api().ticket(3).await;
        assert_eq!(mails(&whole).len(), 3);
        let token = before[0].token.as_str();
        let mail = Mail::text(INES, "x", "where?").to(&format!("support+t{token}@lumen.example"));
        world.send(&mail).await;
        assert_eq!(mails(&world.api().ticket(3).await).len(), 4);
        let answer = world.admin().await.get("/t/1").await.expect(303);
        assert_eq!(answer.header("location"), "/t/3?merged=1&undo=1");
        // Round in a circle, into itself, a second time, the inner one first: each is refused.
        let cases = [
            ("merge", 3, 1, "this ticket itself"),
            ("merge", 3, 3, "this ticket itself"),
            ("merge", 1, 3, "merged into another one"),
            ("unmerge", 2, 1, "merged into another one"),
            ("unmerge", 3, 1, "there is no such ticket"),
            ("merge", 3, 99, "there is no such ticket"),
        ];
        for (verb, ticket, other, said) in cases {
            let told = refused(world, verb, ticket, other).await;
            assert!(told.contains(said), "{verb} {ticket} {other}: {told}");
        }
        verb(world, "unmerge", 3, 2).await;
        assert_eq!(found(world, "").await, [2, 3]);
        assert_eq!(
            mails(&world.api().ticket(2).await).len(),
            2,
            "with what it had taken in"
        );
        verb(world, "unmerge", 2, 1).await;
        for (now, then) in world.tickets().into_iter().zip(&before).take(2) {
            assert_eq!(&as_before(now, then), then);
        }
    });
}

#[test]
fn what_is_in_the_bin_is_not_merged_and_takes_what_was_merged_along() {
    play_still(async |world| {
        for subject in ["one", "two", "three"] {
            world.ticket(&Mail::text(INES, subject, "dark")).await;
        }
        let api = world.api();
        api.post("/api/v1/tickets/3/delete", &json!({}))
            .await
            .expect(200);
        for (ticket, other) in [(1, 3), (3, 1)] {
            let told = refused(world, "merge", ticket, other).await;
            assert!(told.contains("restore it first"), "{told}");
        }
        verb(world, "merge", 1, 2).await;
        let told = api
            .post("/api/v1/tickets/1/delete", &json!({}))
            .await
            .expect(422);
        assert!(told.text().contains("merged into another one"));
        api.post("/api/v1/tickets/2/delete", &json!({}))
            .await
            .expect(200);
        assert!(
            refused(world, "unmerge", 2, 1)
                .await
                .contains("restore it first")
        );
        assert_eq!(found(world, "is:deleted+one").await, [2]);
        let now = NOW.plus(guichet::domain::ticket::BIN);
        world.clock.set(now);
        let tidied = world.desk().run(move |desk| desk.tidy(now));
        tidied.await.unwrap().unwrap();
        assert_eq!(world.tickets().len(), 0);
        let store = world.desk().store();
        assert_eq!(
            store::message::all(&store.read().unwrap()).unwrap().len(),
            0
        );
    });
}

#[test]
fn a_selection_is_merged_and_parted_at_once_and_sight_decides() {
    play(async |world| {
        for subject in ["one", "two", "three"] {
            world.ticket(&Mail::text(INES, subject, "dark")).await;
        }
        let own = world.person("Owen", &[EXPERT], Visibility::Own, &[]).await;
        world.give(1, own.user.id).await;
        let unseen = own
            .api
            .post("/api/v1/tickets/1/merge", &json!({"into": 2}))
            .await;
        let none = own
            .api
            .post("/api/v1/tickets/1/merge", &json!({"into": 99}))
            .await;
        assert_eq!(unseen.expect(422).text(), none.expect(422).text());
        let api = world.api();
        let nowhere = api
            .post("/api/v1/tickets/1/merge", &json!({"into": 99}))
            .await;
        assert_eq!(nowhere.expect(422).json()["field"], "into");
        let admin = world.admin().await;
        let before = world.tickets();
        let chosen = [
            ("merge", "1"),
            ("other", "#3"),
            ("number", "1"),
            ("number", "2"),
            ("number", "3"),
            ("back", "/tickets"),
        ];
        let answer = admin.post("/tickets/bulk", &chosen).await.expect(303);
        // It was given to somebody before.
        assert_eq!(answer.header("location"), "/tickets?undo=2");
        assert_eq!(found(world, "").await, [3]);
        own.api.get("/api/v1/tickets/1").await.expect(404);
        admin
            .post("/undo", &[("id", "2"), ("back", "/tickets")])
            .await
            .expect(303);
        for (now, then) in world.tickets().into_iter().zip(&before) {
            assert_eq!(&as_before(now, then), then);
        }
        let all = json!({"tickets": [1, 2], "merge_into": 99});
        let told = world
            .api()
            .post("/api/v1/tickets/bulk", &all)
            .await
            .expect(422);
        assert!(told.text().contains("there is no such ticket"));
        assert_eq!(found(world, "").await, [1, 2, 3]);
    });
}

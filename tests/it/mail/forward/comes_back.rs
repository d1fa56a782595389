//! What somebody outside writes back: it comes into the log, and goes to nobody.

use super::*;
use crate::world::{html::Page, play_still};

/// Where the customer's answers go.
pub fn own_address(world: &World, number: u64) -> String {
    let token = ticket(world, number).token;
    format!("support+t{}@lumen.example", token.as_str())
}

/// Their answer as their program writes it.
pub fn answer(from: &str, sent: &[u8], text: &str) -> Mail {
    let headers = format!("In-Reply-To: {}\r\n", header(sent, "Message-ID"));
    let back = header(sent, "Reply-To");
    Mail::with(from, "Re: Fwd: lamp", &headers, text).to(bare(&back))
}

async fn set(world: &World, number: u64, change: Value) {
    let path = format!("/api/v1/tickets/{number}");
    world.api().patch(&path, &change).await.expect(200);
}

async fn page(world: &World, number: u64, query: &str) -> (String, Page) {
    let admin = world.admin().await;
    let path = format!("/t/{number}{query}");
    let answer = admin.get(&path).await.expect(200);
    (answer.text(), answer.page())
}

#[test]
fn what_comes_back_joins_and_goes_to_nobody() {
    play(async |world| {
        let asked = Mail::text(INES, "lamp", "dark");
        let number = world.ticket(&asked).await;
        let first = first_mail(world, number).await;
        let sent = passed(world, number, first, &json!({ "to": [TONER] })).await;
        set(world, number, json!({ "status": "waiting" })).await;
        let (before, mailed) = (ticket(world, number), world.sink.seen().received.len());
        world.send(&answer(TONER, &sent, "pull the seal")).await;
        assert_eq!(world.tickets().len(), 1);
        let now = ticket(world, number);
        assert_eq!(now.participants, before.participants, "they take no part");
        assert_eq!(now.status, Status::Open, "somebody has to read it");
        assert_eq!(now.asked, before.asked, "the customer asked nothing");
        assert_eq!(now.customer, before.customer);
        let whole = world.api().ticket(number).await;
        assert_eq!(mails(&whole).last().unwrap()["sender"], "outside");
        world.settle().await;
        assert_eq!(world.sink.seen().received.len(), mailed, "nobody is told");
        let (html, shown) = page(world, number, "").await;
        assert!(html.contains("Not the customer"));
        assert_eq!(shown.all("button", &[("name", "confirm")]).len(), 0);
        assert_eq!(shown.one("input", &[("id", "c-cc")]).attribute("value"), "");
        // The customer's next answer follows the customer.
        let sent = answered(world, number, "on again?").await;
        let seen = world.sink.seen();
        let rcpts = &seen.received.last().unwrap().rcpts;
        assert!(rcpts.len() == 1 && rcpts[0].contains("<ines@cust.example>"));
        let id = header(&asked.raw, "Message-ID");
        assert_eq!(header(&sent, "In-Reply-To"), id);
        assert_eq!(header(&sent, "References"), id);
        let text = String::from_utf8_lossy(&sent);
        assert!(text.contains("> dark"), "{text}");
        assert!(!text.contains("seal") && !text.contains("toner"), "{text}");
    });
}

/// Each way back leads there, and none is the customer's.
#[test]
fn every_way_back_is_beside_the_conversation() {
    play(async |world| {
        let number = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let first = first_mail(world, number).await;
        let to = json!({ "to": [TONER], "cc": ["boss@toner.example"] });
        let sent = passed(world, number, first, &to).await;
        let back = bare(&header(&sent, "Reply-To")).to_owned();
        let own = answer(TONER, &sent, "one");
        let nested = format!(
            "References: <x@toner.example> {}\r\n",
            header(&own.raw, "Message-ID")
        );
        for (what, mail, sender) in [
            ("it answers what was sent", own.clone(), "outside"),
            (
                "their colleague does",
                answer("Cy <cy@toner.example>", &sent, "two"),
                "outside",
            ),
            (
                "no word of what it answers",
                Mail::text(TONER, "lamp", "three").to(&back),
                "outside",
            ),
            (
                "who was in copy",
                Mail::text("boss@toner.example", "lamp", "four").to(&back),
                "outside",
            ),
            (
                "they answer themselves",
                Mail::with("cy@toner.example", "lamp", &nested, "five").to(&back),
                "outside",
            ),
            (
                "somebody else by the address",
                Mail::text("eve@evil.example", "lamp", "six").to(&back),
                "outside",
            ),
            (
                "somebody of the desk",
                answer(crate::world::ADMIN, &sent, "seven"),
                "outside",
            ),
            (
                "under the customer's name",
                answer(INES, &sent, "eight"),
                "outside",
            ),
            (
                "the customer",
                Mail::text(INES, "lamp", "nine").to(&own_address(world, number)),
                "known",
            ),
        ] {
            world.send(&mail).await;
            assert_eq!(world.tickets().len(), 1, "{what}");
            let whole = world.api().ticket(number).await;
            assert_eq!(mails(&whole).last().unwrap()["sender"], sender, "{what}");
        }
        let absent =
            Mail::with(TONER, "away", "Auto-Submitted: auto-replied\r\n", "away").to(&back);
        set(world, number, json!({ "status": "waiting" })).await;
        world.send(&absent).await;
        assert_eq!(
            ticket(world, number).status,
            Status::Waiting,
            "an absence notice"
        );
    });
}

/// Whoever takes part may be asked apart: what they answer there is not for the customer.
#[test]
fn who_takes_part_is_asked_apart() {
    play(async |world| {
        let number = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let path = format!("/t/{number}/participants");
        let admin = world.admin().await;
        let boss = [("add", "boss@cust.example")];
        admin.post(&path, &boss).await.expect(303);
        let first = first_mail(world, number).await;
        let to = json!({ "to": ["boss@cust.example"] });
        let sent = passed(world, number, first, &to).await;
        world
            .send(&answer("boss@cust.example", &sent, "she may not know"))
            .await;
        let sent = answered(world, number, "on again?").await;
        let text = String::from_utf8_lossy(&sent);
        assert!(
            text.contains("> dark") && !text.contains("may not know"),
            "{text}"
        );
    });
}

#[test]
fn what_comes_back_is_answered_there() {
    play(async |world| {
        let number = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let first = first_mail(world, number).await;
        let sent = passed(world, number, first, &json!({ "to": [TONER] })).await;
        let theirs = answer(TONER, &sent, "which lamp?");
        world.send(&theirs).await;
        let whole = world.api().ticket(number).await;
        let lines = whole["activities"].as_array().unwrap();
        let line = lines.iter().rfind(|line| line["kind"] == "mail").unwrap();
        let line = line["id"].as_u64().unwrap();
        let (_, form) = page(world, number, &format!("?forward={line}")).await;
        assert_eq!(
            form.one("input", &[("id", "w-to")]).attribute("value"),
            TONER
        );
        let subject = format!("Re: lamp [#{number}]");
        let field = form.one("input", &[("id", "w-subject")]);
        assert_eq!(field.attribute("value"), subject);
        let document = json!({ "to": [TONER], "text": "the blue one" });
        let sent = passed(world, number, line, &document).await;
        assert_eq!(header(&sent, "Subject"), subject);
        assert_eq!(
            header(&sent, "In-Reply-To"),
            header(&theirs.raw, "Message-ID")
        );
        // Somebody new to it has nothing of it.
        let other = passed(world, number, line, &json!({ "to": ["cy@else.example"] })).await;
        assert!(!String::from_utf8_lossy(&other).contains("\r\nIn-Reply-To:"));
    });
}

#[test]
fn what_comes_back_wakes_a_ticket() {
    play_still(async |world| {
        let number = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let first = first_mail(world, number).await;
        let sent = passed(world, number, first, &json!({ "to": [TONER] })).await;
        let path = format!("/api/v1/tickets/{number}/snooze");
        let until = json!({ "until": "2100-01-01T00:00:00Z" });
        world.api().post(&path, &until).await.expect(200);
        world.send(&answer(TONER, &sent, "pull the seal")).await;
        assert!(ticket(world, number).snoozed.is_none());
        let (html, _) = page(world, number, "").await;
        assert!(html.contains("It woke: an answer to what was forwarded"));
    });
}

/// A ticket of its own has a customer: what was split off is theirs, and waits for an answer.
#[test]
fn what_comes_back_becomes_a_ticket_of_its_own() {
    play(async |world| {
        let number = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let first = first_mail(world, number).await;
        let sent = passed(world, number, first, &json!({ "to": [TONER] })).await;
        world.send(&answer(TONER, &sent, "pay first")).await;
        let whole = world.api().ticket(number).await;
        let path = format!("/api/v1/tickets/{number}/split");
        let forward = json!({ "activity": line(&whole, "forward") });
        world.api().post(&path, &forward).await.expect(404);
        let lines = whole["activities"].as_array().unwrap();
        let theirs = lines.iter().rfind(|line| line["kind"] == "mail").unwrap();
        let split = json!({ "activity": theirs["id"] });
        let new = world.api().post(&path, &split).await.expect(201).json();
        let new = ticket(world, new["number"].as_u64().unwrap());
        assert!(new.asked.is_some(), "they wait");
        assert_eq!(new.participants[0].who.address.as_str(), TONER);
        world.check_store();
    });
}

/// A mail that did not reach them says so at the mail, as an answer does.
#[test]
fn a_forward_of_what_was_merged_stands_in_the_root() {
    play(async |world| {
        let one = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let two = world
            .ticket(&Mail::text(INES, "lamp again", "darker"))
            .await;
        let (line, hidden) = (first_mail(world, one).await, first_mail(world, two).await);
        let path = format!("/api/v1/tickets/{one}/merge");
        world
            .api()
            .post(&path, &json!({ "into": two }))
            .await
            .expect(200);
        let sent = passed(world, two, line, &json!({ "to": [TONER] })).await;
        assert!(String::from_utf8_lossy(&sent).contains("\r\ndark\r\n"));
        // The number of the merged one leads there.
        passed_under(world, one, two, hidden).await;
        world.send(&answer(TONER, &sent, "pull the seal")).await;
        let whole = world.api().ticket(two).await;
        assert_eq!(mails(&whole).last().unwrap()["sender"], "outside");
    });
}

async fn passed_under(world: &World, number: u64, root: u64, line: u64) {
    let path = format!("/api/v1/tickets/{number}/messages/{line}/forward");
    let to = json!({ "to": [TONER] });
    world.api().post(&path, &to).await.expect(201);
    crate::world::until(world, root, "delivered").await;
}

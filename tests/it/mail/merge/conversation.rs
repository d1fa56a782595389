//! After a merge there is one conversation: an answer goes to everybody of both, and whoever of them
//! writes to either ticket, by its address or by its number, writes to the one that stays.

use super::*;
use crate::world::http::Browser;

const CARL: &str = "Carl <carl@cust.example>";
const DORA: &str = "Dora <dora@other.example>";

/// Ticket 1 of Inès with Carl in it, merged into ticket 2 of Bob with Dora in it. Returns the
/// addresses of both.
async fn two_merged(world: &World) -> [String; 2] {
    let admin = world.admin().await;
    for (from, subject, other) in [(INES, "lamp", CARL), (BOB, "the lamps", DORA)] {
        let ticket = world.ticket(&Mail::text(from, subject, "dark")).await;
        let path = format!("/t/{ticket}/participants");
        admin.post(&path, &[("add", bare(other))]).await.expect(303);
    }
    let own = |ticket: &Ticket| format!("support+t{}@lumen.example", ticket.token.as_str());
    let own = world.tickets().iter().map(own).collect::<Vec<_>>();
    verb(world, "merge", 1, 2).await;
    own.try_into().unwrap()
}

/// Answers ticket 2 at its page, as its form is filled in; returns whom the sink was given it for.
async fn answered_at_the_page(world: &World, admin: &Browser, text: &str) -> Vec<String> {
    let before = world.sink.seen().named.len();
    let page = admin.get("/t/2").await.expect(200).page();
    let copies = page.value("cc");
    let fields = [("text", text), ("cc", copies)];
    admin.post("/t/2/messages", &fields).await.expect(303);
    let went = |seen: &crate::support::sink::Seen| seen.named.len() >= before + 4;
    let seen = world.sink.until("the answer", went).await;
    crate::world::until(world, 2, "delivered").await;
    let mut named = seen.named[before..].to_vec();
    named.sort_unstable();
    named
}

#[test]
fn an_answer_goes_to_everybody_of_both_tickets() {
    play(async |world| {
        two_merged(world).await;
        let admin = world.admin().await;
        let page = admin.get("/t/2").await.expect(200).page();
        let mut copies: Vec<&str> = page.value("cc").split(", ").collect();
        copies.sort_unstable();
        assert_eq!(
            copies,
            [
                "carl@cust.example",
                "dora@other.example",
                "ines@cust.example"
            ],
            "all but the customer, to whom it goes"
        );
        let named = answered_at_the_page(world, &admin, "fixed").await;
        assert_eq!(
            named,
            [
                "bob@other.example",
                "carl@cust.example",
                "dora@other.example",
                "ines@cust.example"
            ],
            "each once"
        );
        let seen = world.sink.seen();
        let sent = &seen.received.last().unwrap().raw;
        assert_eq!(bare(&header(sent, "To")), "bob@other.example");
        for copy in copies {
            assert!(header(sent, "Cc").contains(copy), "{copy}");
        }
    });
}

#[test]
fn whoever_of_either_writes_to_either_writes_to_the_one_that_stays() {
    play(async |world| {
        let [first, second] = two_merged(world).await;
        let mut texts = vec!["dark".to_owned(), "dark".to_owned()];
        for who in [INES, BOB, CARL, DORA] {
            for to in [&first, &second] {
                let text = format!("{who} to {to}");
                world.send(&Mail::text(who, "x", &text).to(to)).await;
                texts.push(text);
            }
        }
        assert_eq!(world.tickets().len(), 2, "no new ticket");
        let whole = world.api().ticket(2).await;
        let come: Vec<&str> = mails(&whole)
            .iter()
            .map(|it| it["text"].as_str().unwrap())
            .collect();
        assert_eq!(come, texts);
        assert!(mails(&whole).iter().all(|it| it["sender"] == "known"));
        let old = world.api().ticket(1).await;
        assert_eq!(mails(&old).len(), 1, "the other keeps what it had");
        // Apart again, each address is its own.
        verb(world, "unmerge", 2, 1).await;
        for (who, to) in [(CARL, &first), (DORA, &second)] {
            world.send(&Mail::text(who, "x", "apart").to(to)).await;
        }
        let own = [1, 2].map(async |number| mails(&world.api().ticket(number).await).len());
        let [old, stays] = own;
        assert_eq!((old.await, stays.await), (2, texts.len()));
    });
}

/// A number proves nothing of who writes it: it leads to a ticket of its own, linked to the one that
/// stays, whichever of the two numbers it is.
#[test]
fn a_number_of_either_is_linked_to_the_one_that_stays() {
    play(async |world| {
        two_merged(world).await;
        for (who, number) in [(INES, 1), (BOB, 1), (INES, 2), (CARL, 2)] {
            let mail = Mail::text(who, &format!("Re: lamp [#{number}]"), "by number");
            let new = world.ticket(&mail).await;
            let linked = world.api().ticket(new).await;
            let lines = linked["activities"].as_array().unwrap().clone();
            let links: Vec<&Value> = lines.iter().filter(|it| it["kind"] == "linked").collect();
            assert_eq!(links.len(), 1, "{who} names {number}: {lines:?}");
            assert_eq!(links[0]["ticket"], 2, "{who} names {number}");
        }
    });
}

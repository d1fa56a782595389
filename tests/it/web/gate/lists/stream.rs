//! The event stream of those who do not see a ticket: silent about it while it happens, and when they
//! ask afterwards what they missed.

use serde_json::json;

use super::readers::{Reader, office};
use crate::world::{World, events::Events, play_still};

/// What is heard until a ticket is named, that one included; tags and the like are everybody's.
async fn heard(events: &mut Events, ticket: u64) -> Vec<(String, String)> {
    let last = ("ticket".to_owned(), ticket.to_string());
    let mut heard = Vec::new();
    while heard.last() != Some(&last) {
        let event = events.next().await.expect("the stream goes on");
        if !matches!(event.name.as_str(), "settings" | "hello") {
            heard.push((event.name, event.data));
        }
    }
    heard
}

async fn touch(world: &World, reader: &Reader) {
    let path = format!("/api/v1/tickets/{}/notes", reader.own);
    let note = json!({ "text": "n" });
    world.api().post(&path, &note).await.expect(201);
}

#[test]
fn the_stream_says_nothing_of_others_tickets() {
    play_still(async |world| {
        let office = office(world).await;
        let mut open = Vec::new();
        for reader in &office.some {
            open.push(reader.who.listen("").await);
        }
        office.life(world).await;
        office.tag().await;
        for (reader, mut events) in office.some.iter().zip(open) {
            let own = [("ticket".to_owned(), reader.own.to_string())];
            touch(world, reader).await;
            let name = &reader.who.name;
            assert_eq!(heard(&mut events, reader.own).await, own, "{name}");
            let missed = reader.fill("?after={after}");
            let mut late = reader.who.listen(&missed).await;
            assert_eq!(heard(&mut late, reader.own).await, own, "{name}, late");
        }
        let missed = office.all.fill("?after={after}");
        let mut late = office.all.who.listen(&missed).await;
        let hidden = ("ticket".to_owned(), office.all.fill("{ticket}"));
        let all = heard(&mut late, office.some[2].own).await;
        assert!(all.contains(&hidden), "who sees everything hears of it");
    });
}

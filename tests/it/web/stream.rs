//! `/events`: what is said live, what is caught up on, when a page has to begin anew.

use std::time::{Duration, Instant};

use guichet::{
    desk::{Desk, DeskOptions},
    domain::{
        change::Change,
        id::{ActivityId, TicketId},
    },
    store::{self, StoreError, WriteTx},
};
use serde_json::json;

use crate::{
    support::soon,
    world::{World, events::Events, http::Request, mail::Mail, play},
};

async fn open(world: &World, headers: &[(&str, &str)]) -> Events {
    let request = Request::new("GET", "/events");
    open_at(world, request, headers).await
}

async fn open_at(world: &World, request: Request, headers: &[(&str, &str)]) -> Events {
    let admin = world.admin().await;
    let request = headers.iter().fold(request, |request, (name, value)| {
        request.header(name, value)
    });
    Events::open(world.web(), &admin.with_cookies(request)).await
}

#[test]
fn a_mail_is_told_live_and_soon_after_its_250() {
    play(async |world| {
        let mut events = open(world, &[]).await;
        assert_eq!(events.next().await.unwrap().name, "hello");
        for round in 1..=3 {
            world
                .send(&Mail::text("ines@cust.example", "lamp", "dark"))
                .await;
            let said = Instant::now();
            // A mail is more than one line of a log, each of them told.
            let mut event = events.until("ticket").await;
            while event.data != round.to_string() {
                event = events.until("ticket").await;
            }
            // 200 ms are promised; a loaded machine that runs all tests at once gets more.
            assert!(
                said.elapsed() < Duration::from_secs(5),
                "{:?}",
                said.elapsed()
            );
            let newest = world.desk().newest_change().unwrap().0;
            assert!(event.id <= newest);
        }
    });
}

#[test]
fn every_kind_of_change_is_told() {
    play(async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let mut events = open(world, &[]).await;
        events.until("hello").await;
        let (api, path) = (world.api(), format!("/api/v1/tickets/{ticket}"));
        for change in [
            json!({"status": "waiting"}),
            json!({"priority": "urgent"}),
            json!({"name": "new"}),
            json!({"description": "new"}),
            json!({"assignee": {"user": crate::world::ADMIN}}),
        ] {
            api.patch(&path, &change).await.expect(200);
            assert_eq!(events.next().await.unwrap().name, "ticket", "{change}");
        }
        api.post(&format!("{path}/notes"), &json!({"text": "n"}))
            .await
            .expect(201);
        assert_eq!(events.next().await.unwrap().name, "ticket");
        api.patch(&path, &json!({"tags": ["a"]})).await.expect(200);
        assert_eq!(events.until("ticket").await.data, ticket.to_string());
        api.post("/api/v1/groups", &json!({"name": "G"}))
            .await
            .expect(201);
        assert_eq!(events.until("settings").await.data, "-");
        api.post(&format!("{path}/messages"), &json!({"text": "on"}))
            .await
            .expect(201);
        events.until("ticket").await;
        world
            .sink
            .until("the answer", |seen| seen.received.len() == 1)
            .await;
        // The way of the answer is told too.
        soon("the delivery is told", async {
            while !crate::world::delivery_is(world, ticket, "delivered").await {
                events.until("ticket").await;
            }
        })
        .await;
    });
}

#[test]
fn who_was_away_is_told_what_they_missed() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "one", "x"))
            .await;
        let seen = world.desk().newest_change().unwrap().0;
        world
            .send(&Mail::text("ines@cust.example", "two", "x"))
            .await;
        world
            .send(&Mail::text("ines@cust.example", "three", "x"))
            .await;
        let newest = world.desk().newest_change().unwrap().0;
        let number = seen.to_string();
        let by_header = open(world, &[("last-event-id", &number)]).await;
        let request = Request::new("GET", &format!("/events?after={number}"));
        let by_query = open_at(world, request, &[]).await;
        for mut events in [by_header, by_query] {
            let mut told = Vec::new();
            loop {
                let event = events.next().await.unwrap();
                assert_eq!(event.name, "ticket");
                assert!(event.id > seen, "told what was seen");
                let last = event.id;
                if told.last() != Some(&event.data) {
                    told.push(event.data);
                }
                if last == newest {
                    break;
                }
            }
            assert_eq!(told, ["2", "3"]);
        }
    });
}

#[test]
fn nothing_is_told_twice_and_nothing_lost_over_a_reconnect() {
    play(async |world| {
        let mut last = world.desk().newest_change().unwrap().0;
        let mut heard = Vec::new();
        for round in 0..4 {
            world
                .send(&Mail::text("ines@cust.example", &format!("m{round}"), "x"))
                .await;
            let mut events = open(world, &[("last-event-id", &last.to_string())]).await;
            while heard.last().map_or("", |(_, data): &(u64, String)| data)
                != (round + 1).to_string()
            {
                let event = events.until("ticket").await;
                last = event.id;
                heard.push((event.id, event.data));
            }
        }
        let numbers: Vec<u64> = heard.iter().map(|(id, _)| *id).collect();
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(numbers, sorted);
    });
}

#[test]
fn a_number_from_the_future_begins_anew() {
    play(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "one", "x"))
            .await;
        let newest = world.desk().newest_change().unwrap().0;
        for number in [newest + 1, newest + 1_000, u64::MAX] {
            let mut events = open(world, &[("last-event-id", &number.to_string())]).await;
            let event = events.next().await.unwrap();
            assert_eq!(
                (event.name.as_str(), event.id),
                ("reset", newest),
                "{number}"
            );
        }
        // What is no number is no number.
        let mut events = open(world, &[("last-event-id", "x")]).await;
        assert_eq!(events.next().await.unwrap().name, "hello");
    });
}

#[test]
fn the_stream_ends_with_the_sign_in() {
    play(async |world| {
        let admin = world.admin().await;
        let request = admin.with_cookies(Request::new("GET", "/events"));
        let mut events = Events::open(world.web(), &request).await;
        events.until("hello").await;
        admin.post("/sign-out", &[]).await.expect(303);
        // At once, not at the next change.
        assert_eq!(events.next().await.unwrap().name, "leave");
        world
            .send(&Mail::text("ines@cust.example", "one", "x"))
            .await;
        assert_eq!(events.next().await, None, "who has left hears nothing more");
    });
}

#[test]
fn a_long_gap_is_told_each_ticket_once() {
    play(async |world| {
        let mail = |n: u32| Mail::text("ines@cust.example", &format!("m{n}"), "x");
        world.ticket(&mail(1)).await;
        let seen = world.desk().newest_change().unwrap();
        let (busy, quiet) = (world.ticket(&mail(2)).await, world.ticket(&mail(3)).await);
        let (first, last) = (TicketId(busy), TicketId(quiet));
        let many = move |tx: &mut WriteTx<'_>| {
            for _ in 0..5_000 {
                tx.change(Change::Ticket(first))?;
            }
            tx.change(Change::Ticket(last))?;
            Ok::<_, StoreError>(())
        };
        world.desk().store().write(many).unwrap();
        let newest = world.desk().newest_change().unwrap().0;
        let number = seen.0.to_string();
        let mut events = open(world, &[("last-event-id", &number)]).await;
        let told = [events.next().await.unwrap(), events.next().await.unwrap()];
        let told = told.map(|event| (event.name, event.id, event.data));
        let ticket = |id: u64, number: u64| ("ticket".to_owned(), id, number.to_string());
        assert_eq!(told, [ticket(newest - 1, busy), ticket(newest, quiet)]);
        // The rows of a page are caught up on in the same way.
        let rows = world
            .admin()
            .await
            .get(&format!("/tickets/rows?after={number}"))
            .await;
        let rows = rows.expect(200).text();
        assert!(rows.contains("m2") && rows.contains("m3") && !rows.contains("data-reset"));
    });
}

#[test]
fn a_gap_of_more_tickets_than_memory_holds_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskOptions::for_testing(folder.path())).unwrap();
    let many = |tx: &mut WriteTx<'_>| {
        for ticket in 1..=50 {
            tx.change(Change::Ticket(TicketId(ticket)))?;
            tx.change(Change::Ticket(TicketId(1)))?;
        }
        Ok::<_, StoreError>(())
    };
    desk.store().write(many).unwrap();
    let view = desk.store().read().unwrap();
    let told =
        |after, most| store::activity::newest_changes(&view, ActivityId(after), most).unwrap();
    let all = told(0, 50).expect("fifty tickets fit");
    assert_eq!(all.len(), 50);
    assert!(all.is_sorted_by_key(|change| change.number));
    assert_eq!(all.last().unwrap().change, Change::Ticket(TicketId(1)));
    assert_eq!(told(0, 49), None);
    assert_eq!(told(100, 0), Some(Vec::new()));
}

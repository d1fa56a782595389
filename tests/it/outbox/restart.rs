//! A delivery that waits keeps its next try over a restart.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

use crate::{
    support::sink::{Deed, SinkOptions},
    world::{NOW, Plan, World, mail::Mail, play_with, until},
};
use guichet::base::clock::Clock;

async fn delivery(world: &World, ticket: u64) -> Value {
    let whole = world.api().ticket(ticket).await;
    let lines = whole["activities"].as_array().unwrap().clone();
    let sent = lines
        .into_iter()
        .find(|line| line["message"]["direction"] == "out");
    sent.unwrap()["message"]["delivery"][0].clone()
}

#[test]
fn a_delayed_delivery_keeps_its_next_try_over_a_restart() {
    let sink = SinkOptions {
        script: Arc::new(|_, nth| match nth {
            1 => Deed::AtRcpt("451 4.7.1 come back later"),
            _ => Deed::Take,
        }),
        ..SinkOptions::default()
    };
    let plan = Plan {
        clock: Clock::fixed(NOW),
        sink,
        ..Plan::default()
    };
    play_with(plan, async |world| {
        let ticket = world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let path = format!("/api/v1/tickets/{ticket}/messages");
        let text = json!({ "text": "on?" });
        world.api().post(&path, &text).await.expect(201);
        until(world, ticket, "delayed").await;
        let (before, due) = (
            delivery(world, ticket).await,
            world.desk().next_delivery_due(),
        );
        let due = due.unwrap().expect("it waits");
        assert!(due > NOW, "later than now");
        assert_eq!(before["next_at"], due.rfc3339());
        assert_eq!(before["reason"], "451 4.7.1 come back later");

        world.restart(|_| ()).await;
        assert_eq!(
            delivery(world, ticket).await,
            before,
            "nothing is forgotten"
        );
        assert_eq!(world.desk().next_delivery_due().unwrap(), Some(due));
        // One second early nothing is leased; the attempt comes when it is due.
        let early = due.minus(Duration::from_secs(1));
        assert!(world.desk().lease_deliveries(early, 10).unwrap().is_empty());
        assert_eq!(world.sink.seen().named.len(), 1);
        world.clock.set(due);
        world.desk().delivery_wanted().notify_one();
        until(world, ticket, "delivered").await;
        assert_eq!(delivery(world, ticket).await["attempts"], 2);
    });
}

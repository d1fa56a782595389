//! What comes after an erasure: the same person anew, a store of before, mail that was on its way.

use std::{sync::Arc, time::Duration};

use guichet::{
    desk::erasing::Waits,
    domain::{audit::Via, id::CustomerId},
    store,
};
use serde_json::json;

use super::{CUSTOMER, INES, TOM, acts, erase, furnish, indexed, nowhere, shared, with_file};
use crate::{
    support::sink::{Deed, Seen, SinkOptions},
    world::{NOW, Plan, mail::Mail, play_still, play_with, until},
};

#[test]
fn whoever_writes_again_is_somebody_new() {
    play_still(async |world| {
        furnish(world).await;
        world.clock.set(NOW.plus(Duration::from_secs(60)));
        erase(world).await;
        world.clock.set(NOW.plus(Duration::from_secs(120)));
        let ticket = world.ticket(&Mail::text(INES, "lamp", "dark")).await;
        let anew = world.tickets().pop().unwrap();
        assert_eq!(anew.id.0, ticket);
        assert!(anew.customer > CustomerId(2));
        world.restart(|_| {}).await;
        assert_eq!(world.tickets().len(), 1, "and stays");
    });
}

#[test]
fn a_store_of_before_erases_again_before_anybody_sees_it() {
    play_still(async |world| {
        furnish(world).await;
        let shared = shared(world).await;
        world.ticket(&Mail::text(TOM, "roof", "it leaks")).await;
        let backup = tempfile::tempdir().unwrap();
        let kept = backup.path().join("store");
        world
            .restart(|data| {
                std::fs::copy(data.join("guichet.redb"), &kept).unwrap();
            })
            .await;
        world.clock.set(NOW.plus(Duration::from_secs(60)));
        erase(world).await;
        let file = std::fs::read_to_string(world.data().join("erased")).unwrap();
        assert!(!file.to_lowercase().contains("zanzibar"));
        world
            .restart(|data| {
                std::fs::copy(&kept, data.join("guichet.redb")).unwrap();
            })
            .await;
        nowhere(world);
        world.api().get(CUSTOMER).await.expect(404);
        let left: Vec<_> = world.tickets().iter().map(|it| it.id.0).collect();
        assert_eq!(left, [shared, shared + 1]);
        let line = acts(world).pop().unwrap();
        assert_eq!((line.via, line.user), (Via::Desk, None));
        indexed(world).await;
        let none = world.api().get("/api/v1/tickets?query=wombat").await.json();
        assert_eq!(none["tickets"], json!([]));
        let before = acts(world).len();
        world.restart(|_| {}).await;
        assert_eq!(acts(world).len(), before, "once is enough");
    });
}

/// What waits for her is not sent; what is on its way to somebody else is cut when it has arrived.
#[test]
fn mail_on_its_way_to_others_goes_out_whole() {
    let slow = Duration::from_secs(3);
    let plan = Plan {
        sink: SinkOptions {
            script: Arc::new(move |_, _| Deed::Late(slow)),
            ..SinkOptions::default()
        },
        ..Plan::default()
    };
    play_with(plan, async |world| {
        world.ticket(&with_file()).await;
        let ticket = world.ticket(&Mail::text(TOM, "door", "it squeaks")).await;
        let both = json!({"text": "Come and see", "cc": ["ines@zanzibar.example"]});
        let path = format!("/api/v1/tickets/{ticket}/messages");
        world.api().post(&path, &both).await.expect(201);
        let came = |seen: &Seen| !seen.received.is_empty();
        world.sink.until("it is on its way", came).await;
        let word = json!({"address": "ines@zanzibar.example"});
        let erased = world.api().send("DELETE", CUSTOMER, &word).await;
        erased.expect(200);
        let erase = || world.desk().run(|desk| desk.erase().unwrap());
        assert_eq!(erase().await.unwrap(), Waits::Yes);
        let recipients = || {
            let view = world.desk().store().read().unwrap();
            let all = store::delivery::all(&view).unwrap();
            all.iter().map(|it| it.recipient.key()).collect::<Vec<_>>()
        };
        assert_eq!(
            recipients(),
            ["tom@other.example"],
            "hers is not waited for"
        );
        until(world, ticket, "delivered").await;
        let sent = world.sink.seen().received;
        let sent = sent.iter().map(|one| String::from_utf8_lossy(&one.raw));
        assert!(
            sent.into_iter()
                .all(|raw| raw.contains("ines@zanzibar.example"))
        );
        assert_eq!(erase().await.unwrap(), Waits::No);
        nowhere(world);
    });
}

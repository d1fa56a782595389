//! What is written late and what is tidied away as time passes.

use std::{net::IpAddr, sync::Arc, time::Duration};

use guichet::{
    desk::{
        Desk, DeskOptions,
        access::{Credential, Need, Seen},
        refusal::RefusedTransaction,
        sign_in::Browser,
    },
    domain::{
        receipt::{Receipt, ReceiptVerdict},
        time::Timestamp,
    },
    store,
};
use serde_json::json;

use crate::{
    support::{smtp_client::RawClient, soon},
    world::{ADMIN, DAY, NOW, PASSWORD, World, mail::Mail, play, play_still},
};

const MINUTE: Duration = Duration::from_secs(60);

fn desk() -> (tempfile::TempDir, Arc<Desk>) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskOptions::for_testing(folder.path())).unwrap();
    (folder, desk)
}

fn receipts(desk: &Desk) -> Vec<Receipt> {
    store::receipt::all(&desk.store().read().unwrap()).unwrap()
}

fn refused(last: u8, at: Timestamp) -> RefusedTransaction {
    RefusedTransaction {
        peer: IpAddr::from([192, 0, 2, last]),
        helo: "h".to_owned(),
        tls: None,
        mail_from: Some(String::new()),
        rcpt_to: Vec::new(),
        size_bytes: 0,
        reply: "550 5.7.1 no".to_owned(),
        at,
    }
}

#[test]
fn refusals_beyond_the_bound_are_counted_per_address_and_minute() {
    let (_folder, desk) = desk();
    let minute = Timestamp(NOW.0 - NOW.0.rem_euclid(60_000_000));
    for _ in 0..10_000 {
        desk.note_refusal(refused(1, NOW));
    }
    for (last, at, count) in [
        (2, minute, 2),
        (2, minute.plus(MINUTE / 2), 1),
        (2, minute.plus(MINUTE), 5),
        (3, minute, 1),
    ] {
        for _ in 0..count {
            desk.note_refusal(refused(last, at));
        }
    }
    desk.write_refusals().unwrap();
    let mut found: Vec<_> = receipts(&desk)
        .split_off(10_000)
        .into_iter()
        .map(|receipt| (receipt.peer.to_string(), receipt.at, receipt.reply))
        .collect();
    found.sort();
    let more = |count: u64| format!("({count} more refusals in this minute)");
    assert_eq!(
        found,
        [
            ("192.0.2.2".to_owned(), minute, more(3)),
            ("192.0.2.2".to_owned(), minute.plus(MINUTE), more(5)),
            ("192.0.2.3".to_owned(), minute, more(1)),
        ]
    );
    desk.write_refusals().unwrap();
    assert_eq!(receipts(&desk).len(), 10_003, "written once");
}

#[test]
fn a_refusal_is_written_within_a_second_while_nothing_else_happens() {
    play(async |world| {
        let mut client = RawClient::connect(world.smtp()).await;
        client.expect("220").await;
        client.ask("EHLO client.example", "250").await;
        client.ask("MAIL FROM:<ines@cust.example>", "250").await;
        client.ask("RCPT TO:<nobody@else.example>", "550").await;
        let start = std::time::Instant::now();
        client.ask("QUIT", "221").await;
        soon("the receipt is written", async {
            while receipts(world.desk()).is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await;
        let found = &receipts(world.desk())[0];
        assert_eq!(found.verdict, ReceiptVerdict::Refused);
        assert_eq!(found.rcpt_to, ["nobody@else.example"]);
        // One second, and room for a machine that does much else.
        assert!(start.elapsed() < Duration::from_secs(5));
    });
}

#[test]
fn receipts_are_kept_for_90_days() {
    play_still(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let desk = world.desk();
        desk.note_refusal(refused(1, NOW));
        desk.write_refusals().unwrap();
        desk.note_refusal(refused(2, NOW.plus(30 * DAY)));
        desk.write_refusals().unwrap();
        desk.tidy(NOW.plus(90 * DAY)).unwrap();
        assert_eq!(receipts(desk).len(), 3);
        desk.tidy(NOW.plus(90 * DAY).plus(MINUTE)).unwrap();
        let left: Vec<_> = receipts(desk).iter().map(|left| left.peer).collect();
        assert_eq!(left, [IpAddr::from([192, 0, 2, 2])]);
    });
}

#[test]
fn the_oldest_receipts_go_when_there_are_too_many() {
    let (_folder, desk) = desk();
    for last in 1..=9 {
        desk.note_refusal(refused(last, NOW));
    }
    desk.write_refusals().unwrap();
    let shorten = |most: u64, limit: usize| {
        let shorten = move |tx: &mut store::WriteTx<'_>| {
            store::receipt::shorten(tx, NOW.minus(DAY), most, limit)
        };
        desk.store().write(shorten).unwrap()
    };
    assert_eq!(shorten(9, 100), 0);
    assert_eq!(shorten(5, 3), 3);
    assert_eq!(shorten(5, 3), 1);
    let left: Vec<_> = receipts(&desk).iter().map(|left| left.id.0).collect();
    assert_eq!(left, [5, 6, 7, 8, 9]);
}

fn uploads(world: &World) -> usize {
    let view = world.desk().store().read().unwrap();
    store::upload::all(&view).unwrap().len()
}

#[test]
fn an_upload_that_no_message_took_lasts_a_day() {
    play_still(async |world| {
        let admin = world.as_admin();
        admin.upload("x.txt", "text/plain", b"x", NOW).unwrap();
        world.desk().tidy(NOW.plus(DAY)).unwrap();
        assert_eq!(uploads(world), 1);
        world.desk().tidy(NOW.plus(DAY).plus(MINUTE)).unwrap();
        // That its bytes are gone too is seen when the store is checked at the end.
        assert_eq!(uploads(world), 0);
    });
}

#[test]
fn sign_ins_that_are_over_are_removed() {
    play_still(async |world| {
        let desk = Arc::clone(world.desk());
        let browser = Browser::new([127, 0, 0, 1].into(), "");
        let cookie = |at| {
            let secret = desk.sign_in(ADMIN, PASSWORD, &browser, at).unwrap();
            Credential::Cookie(secret.secret)
        };
        let half = NOW.plus(DAY / 4);
        let (early, late) = (cookie(NOW), cookie(half));
        let signed_in = |cookie: &Credential, at| {
            desk.enter(cookie, Need::SignedIn, None, Seen::Touch, at)
                .is_ok()
        };
        desk.tidy(NOW.plus(DAY / 2).minus(MINUTE)).unwrap();
        assert!(signed_in(&early, NOW) && signed_in(&late, half));
        desk.tidy(NOW.plus(DAY / 2)).unwrap();
        // Asked at a time when it would still count: it is not there any more.
        assert!(!signed_in(&early, NOW) && signed_in(&late, half));
    });
}

#[test]
fn the_same_bytes_are_a_repeat_for_5_days() {
    play_still(async |world| {
        let mail = Mail::text("ines@cust.example", "lamp", "dark");
        world.send(&mail).await;
        for (later, tickets) in [(Duration::ZERO, 1), (5 * DAY, 1), (5 * DAY + MINUTE, 2)] {
            world.clock.set(NOW.plus(later));
            world.send(&mail).await;
            assert_eq!(world.tickets().len(), tickets, "after {later:?}");
        }
        // The count begins anew with the second ticket.
        world.clock.set(NOW.plus(9 * DAY));
        world.send(&mail).await;
        assert_eq!(world.tickets().len(), 2);
    });
}

#[test]
fn hashes_are_forgotten_after_6_days_and_receipts_stay() {
    play_still(async |world| {
        world
            .send(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let desk = world.desk();
        let hash = receipts(desk)[0].hash.unwrap();
        let known = || {
            let view = desk.store().read().unwrap();
            store::receipt::by_hash(&view, &hash).unwrap().is_some()
        };
        desk.tidy(NOW.plus(6 * DAY)).unwrap();
        assert!(known());
        desk.tidy(NOW.plus(6 * DAY).plus(MINUTE)).unwrap();
        assert!(!known());
        assert_eq!(receipts(desk).len(), 1);
    });
}

async fn delete(world: &World, ticket: u64) {
    let path = format!("/api/v1/tickets/{ticket}/delete");
    world.api().post(&path, &json!({})).await.expect(200);
}

/// The tickets that there are, in the bin or not, lowest number first.
fn numbers(world: &World) -> Vec<u64> {
    world.tickets().iter().map(|ticket| ticket.id.0).collect()
}

/// Waits until the desk did by itself what nobody asks it for.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    soon(what, async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
}

#[test]
fn the_bin_is_emptied_by_itself_when_its_time_is_over() {
    play_still(async |world| {
        for subject in ["lamp", "door", "roof"] {
            let mail = Mail::text("ines@cust.example", subject, "dark");
            world.ticket(&mail).await;
        }
        let admin = world.as_admin();
        admin.upload("x.txt", "text/plain", b"x", NOW).unwrap();
        delete(world, 1).await;
        world.clock.set(NOW.plus(10 * DAY));
        delete(world, 2).await;
        world.clock.set(NOW.plus(29 * DAY));
        // In a round the uploads come behind the bin: once it is gone, the bin was looked at.
        until("the upload is gone", || uploads(world) == 0).await;
        assert_eq!(numbers(world), [1, 2, 3], "a day too early");
        let rounds: [(u32, &[u64]); 2] = [(31, &[2, 3]), (41, &[3])];
        for (days, left) in rounds {
            world.clock.set(NOW.plus(days * DAY));
            let is_emptied = || numbers(world).len() <= left.len();
            until("the bin is emptied", is_emptied).await;
            assert_eq!(numbers(world), left, "after {days} days");
        }
    });
}

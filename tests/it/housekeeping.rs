//! What is written late and what is tidied away as time passes.

use std::{net::IpAddr, sync::Arc, time::Duration};

use guichet::{
    desk::{Desk, DeskOptions, refusal::RefusedTransaction},
    domain::{
        receipt::{Receipt, ReceiptVerdict},
        time::Timestamp,
    },
    store,
};

use crate::{
    support::{smtp_client::RawClient, soon},
    world::{DAY, NOW, mail::Mail, play, play_still},
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

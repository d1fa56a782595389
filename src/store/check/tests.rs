//! Each way in which a file can disagree with itself is found, and named.

use redb::backends::InMemoryBackend;

use super::*;
use crate::{
    domain::{
        change::Change,
        credential::Upload,
        id::{BlobId, TicketId, UploadId, UserId},
        receipt::Receipt,
        time::Timestamp,
    },
    store::{Backend, StoreOptions, WriteTx, search::SearchOptions, upload},
};

fn open() -> Store {
    Store::open(StoreOptions {
        backend: Backend::Custom(Box::new(InMemoryBackend::new())),
        cache_bytes: 4 << 20,
        on_commit: Box::new(|_| {}),
        search: SearchOptions::in_memory(),
    })
    .unwrap()
}

#[track_caller]
fn check(
    spoil: impl FnMut(&mut WriteTx<'_>) -> Result<(), StoreError> + Send + 'static,
    want: &[&str],
) {
    let store = open();
    store.write(spoil).unwrap();
    assert_eq!(run(&store).unwrap(), want);
}

fn keep(tx: &mut WriteTx<'_>, bytes: &[u8]) -> Result<BlobId, StoreError> {
    let blob = blobs::prepare(bytes)?;
    blobs::link(tx, &blob)?;
    let upload = Upload {
        id: UploadId(tx.next("upload")?),
        user: UserId(1),
        name: "x".to_owned(),
        content_type: "text/plain".to_owned(),
        blob: blob.id,
        size_bytes: bytes.len() as u64,
        created: Timestamp(1),
    };
    upload::put(tx, &upload)?;
    Ok(blob.id)
}

#[test]
fn references_of_blobs_are_counted() {
    check(|tx| keep(tx, b"x").map(drop), &[]);
    check(
        |tx| {
            keep(tx, b"x")?;
            blobs::link(tx, &blobs::prepare(b"x")?)
        },
        &["blob 1 has 1 references and counts 2"],
    );
    check(
        |tx| {
            let id = keep(tx, b"x")?;
            blobs::unlink(tx, id)
        },
        &["a record names a blob that is not there"],
    );
    check(
        |tx| {
            keep(tx, b"x")?;
            tx.blob_mut()?.remove((1, 0))?;
            Ok(())
        },
        &["blob 1 has 0 of 1 chunks"],
    );
    check(
        |tx| {
            tx.blob_mut()?.insert((7, 0), &b"x"[..])?;
            Ok(())
        },
        &["chunks of blob 7 belong to nobody"],
    );
    check(
        |tx| {
            tx.blob_staged_mut()?.insert(7, &[0; 32][..])?;
            Ok(())
        },
        &["blob 7 was staged and never linked"],
    );
}

#[test]
fn the_change_feed_is_whole() {
    check(|tx| tx.change(Change::Settings).map(drop), &[]);
    check(
        |tx| tx.change(Change::Ticket(TicketId(9))).map(drop),
        &["change 1 is of nothing that is there"],
    );
    check(
        |tx| {
            for _ in 0..3 {
                tx.change(Change::Settings)?;
            }
            tx.change_mut()?.remove(2)?;
            Ok(())
        },
        &["the change feed has gaps"],
    );
    check(
        |tx| {
            tx.change(Change::Settings)?;
            tx.activity_mut()?.insert((4, 1), &b""[..])?;
            Ok(())
        },
        &["line 1 of ticket #4 is not in the change feed"],
    );
}

fn receipt(tx: &mut WriteTx<'_>, hash: [u8; 32]) -> Result<ReceiptId, StoreError> {
    let receipt = Receipt {
        id: ReceiptId(0),
        name: "r".to_owned(),
        at: Timestamp(1),
        peer: std::net::IpAddr::from([192, 0, 2, 1]),
        helo: String::new(),
        tls: None,
        mail_from: None,
        rcpt_to: Vec::new(),
        size_bytes: 0,
        verdict: ReceiptVerdict::Refused,
        hash: Some(hash),
        reply: String::new(),
    };
    super::receipt::append(tx, receipt)
}

#[test]
fn hashes_and_receipts_lead_to_each_other() {
    let wrong = &["index `receipt.by_hash` differs from the records"];
    check(
        |tx| {
            let id = receipt(tx, [1; 32])?;
            super::receipt::remember(tx, &[1; 32], id, Timestamp(1))
        },
        &[],
    );
    check(|tx| receipt(tx, [1; 32]).map(drop), wrong);
    check(
        |tx| super::receipt::remember(tx, &[1; 32], ReceiptId(5), Timestamp(1)),
        wrong,
    );
    check(
        |tx| {
            let id = receipt(tx, [1; 32])?;
            super::receipt::remember(tx, &[1; 32], id, Timestamp(1))?;
            super::receipt::remember(tx, &[2; 32], id, Timestamp(1))
        },
        wrong,
    );
    // What was forgotten because of its age need not be there.
    check(
        |tx| {
            receipt(tx, [1; 32])?;
            super::receipt::forget_before(tx, Timestamp(2), 10)
        },
        &[],
    );
}

//! A mail that ended the process while it was parsed is kept raw when it comes again.

use sha2::{Digest as _, Sha256};

use super::mails;
use crate::world::{MAILBOX, mail::Mail, play};

#[test]
fn what_ended_the_process_is_kept_raw_when_it_comes_again() {
    play(async |world| {
        let poison = Mail::raw(
            "ines@cust.example",
            "Received: by mx.cust.example; Mon, 21 Sep 2026 10:00:00 +0200\r\nFrom: ines@cust.example\r\nSubject: deadly\r\nContent-Type: text/plain\r\n\r\n.the text\r\n",
        );
        world.send(&poison).await;
        let first = world.api().ticket(1).await;
        let url = mails(&first)[0]["raw_url"].as_str().unwrap().to_owned();
        let raw = world.api().get(&url).await.expect(200).body;
        let name = fingerprint(&poison.sender, MAILBOX, &raw);
        world
            .restart(|data| {
                let parsing = data.join("parsing");
                assert_eq!(
                    std::fs::read_dir(&parsing).unwrap().count(),
                    0,
                    "no mark stays behind"
                );
                // The process died over it twice: that is no coincidence.
                std::fs::write(parsing.join(name), "1").unwrap();
            })
            .await;
        // The same mail, as the desk sees it, through the use case: its bytes are known there.
        let envelope = guichet::desk::receive::Envelope {
            peer: "127.0.0.1".parse().unwrap(),
            helo: "c".to_owned(),
            tls: None,
            mail_from: poison.sender.clone(),
            rcpt_to: vec![
                world
                    .desk()
                    .recipient("support", Some("lumen.example"))
                    .unwrap(),
            ],
            received_at: world.clock.now(),
        };
        let later = world.clock.now().plus(crate::world::DAY * 6);
        let bytes = raw.clone();
        let kept = world
            .desk()
            .run(move |desk| desk.receive(&envelope, &bytes, later));
        let ticket = kept.await.unwrap().unwrap().ticket.unwrap();
        assert_eq!(ticket.0, 2);
        let whole = world.api().ticket(2).await;
        let mail = mails(&whole)[0];
        assert_eq!(mail["not_parsed"], true);
        assert_eq!(mail["text"], "");
        let url = mail["raw_url"].as_str().unwrap();
        assert_eq!(
            world.api().get(url).await.expect(200).body,
            raw,
            "byte for byte"
        );
        let page = world.admin().await.get("/t/2").await;
        let page = page.expect(200).page();
        page.check();
        assert!(
            page.all("a", &[("href", "")])
                .iter()
                .any(|a| a.attribute("href").ends_with("/raw"))
        );
        // Others are parsed as ever.
        let other = world
            .ticket(&Mail::text("bob@cust.example", "fine", "well"))
            .await;
        assert_eq!(
            mails(&world.api().ticket(other).await)[0]["not_parsed"],
            false
        );
    });
}

/// SHA-256 over sender, recipients and every byte, as mail.md says of the duplicate rule.
pub fn fingerprint(sender: &str, recipient: &str, raw: &[u8]) -> String {
    let mut hash = Sha256::new();
    for part in [sender, recipient] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.update(u64::MAX.to_le_bytes());
    hash.update(raw);
    data_encoding::HEXLOWER.encode(&hash.finalize())
}

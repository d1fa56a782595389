//! Power loss: what was answered 250 is there exactly once after any subset of the unsynced writes
//! was lost and one of them was torn.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use guichet::{
    desk::{
        Desk, DeskOptions,
        access::{Credential, Denied, Need, Seen},
        events::Heard,
        receive::Envelope,
        setup::FirstRun,
        sign_in::Browser,
    },
    domain::{
        access::Sight,
        address::EmailAddress,
        query::{
            Query,
            ask::Ask,
            look::{Look, Within},
        },
        time::Timestamp,
        user::Language,
        words::Phrase,
    },
    store::{self, Backend},
};

use crate::support::{
    disk::{Dice, ForgetfulDisk},
    rounds,
};

const PASSWORD: &str = "a quiet desk near the door";
const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

fn open(folder: &tempfile::TempDir, disk: &ForgetfulDisk) -> Result<Arc<Desk>, store::StoreError> {
    let options = DeskOptions::for_testing(folder.path());
    Desk::open_with(options, Backend::Custom(Box::new(disk.clone())))
}

fn first_run(desk: &Arc<Desk>) {
    let answers = FirstRun {
        organization: "Lumen".to_owned(),
        language: Language::En,
        time_zone: "Europe/Paris".to_owned(),
        mailbox: EmailAddress::parse("support@lumen.example").unwrap(),
        admin_name: "Admin".to_owned(),
        admin_email: EmailAddress::parse("admin@lumen.example").unwrap(),
        password: PASSWORD.to_owned(),
        smarthost: None,
        smarthost_password: None,
        demo: false,
    };
    desk.first_run(answers, NOW).unwrap();
}

fn mail(id: u64) -> Vec<u8> {
    let padding = "lorem ipsum dolor sit amet ".repeat((id % 97) as usize * 8);
    format!(
        "From: Somebody <s{}@cust.example>\r\nTo: support@lumen.example\r\nSubject: mail {id}\r\n\
         Message-ID: <power-{id}@cust.example>\r\n\r\nbody of {id}\r\n{padding}\r\n",
        id % 7
    )
    .into_bytes()
}

fn receive(desk: &Desk, id: u64) -> bool {
    let Ok(recipient) = desk.recipient("support", Some("lumen.example")) else {
        return false;
    };
    let envelope = Envelope {
        peer: IpAddr::from([127, 0, 0, 1]),
        helo: "t".to_owned(),
        tls: None,
        mail_from: format!("s{}@cust.example", id % 7),
        rcpt_to: vec![recipient],
        received_at: NOW,
    };
    desk.receive(&envelope, &mail(id), NOW).is_ok()
}

/// Four senders deliver until the power goes; returns what was answered 250.
fn deliver(desk: &Arc<Desk>, next: &AtomicU64) -> Vec<u64> {
    let kept = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..40 {
                    let id = next.fetch_add(1, Ordering::Relaxed);
                    if !receive(desk, id) {
                        return;
                    }
                    kept.lock().unwrap().push(id);
                }
            });
        }
    });
    kept.into_inner().unwrap()
}

fn names(desk: &Desk) -> HashMap<String, usize> {
    let mut names = HashMap::new();
    for ticket in store::ticket::all(&desk.store().read().unwrap()).unwrap() {
        *names.entry(ticket.name).or_default() += 1;
    }
    names
}

#[test]
fn must_02_every_mail_answered_250_is_there_once_after_power_loss() {
    let folder = tempfile::tempdir().unwrap();
    let fresh = {
        let disk = ForgetfulDisk::default();
        let desk = open(&folder, &disk).unwrap();
        first_run(&desk);
        drop(desk);
        disk.after_power_loss(&mut Dice::new(1))
    };
    let next = AtomicU64::new(1);
    let (mut image, mut acknowledged, mut cut_while_writing) = (fresh.clone(), Vec::new(), 0);
    let total = rounds(25, 1_000);
    for round in 0..total {
        if round % 20 == 0 {
            (image, acknowledged) = (fresh.clone(), Vec::new());
        }
        let mut dice = Dice::new(round + 1);
        let disk = ForgetfulDisk::with_image(std::mem::take(&mut image));
        let desk = open(&folder, &disk).unwrap_or_else(|error| panic!("round {round}: {error}"));
        disk.cut_after(dice.below(400));
        acknowledged.extend(deliver(&desk, &next));
        drop(desk);
        image = disk.after_power_loss(&mut dice);
        cut_while_writing += u64::from(disk.syncs() > 0);

        let again = ForgetfulDisk::with_image(image.clone());
        let desk = open(&folder, &again).unwrap_or_else(|error| panic!("round {round}: {error}"));
        let names = names(&desk);
        for id in &acknowledged {
            assert_eq!(
                names.get(&format!("mail {id}")),
                Some(&1),
                "round {round}: mail {id}"
            );
        }
        assert!(
            names.values().all(|count| *count == 1),
            "round {round}: a mail is there twice"
        );
        assert_eq!(
            store::check::run(desk.store()).unwrap(),
            Vec::<String>::new(),
            "round {round}"
        );
    }
    println!("{total} power cuts, {cut_while_writing} of them after the first sync of their round");
}

/// How many tickets the list shows for a word of the search.
fn listed(desk: &Desk, word: &str) -> u64 {
    let query = Query {
        ask: Phrase::read(word).map(|phrase| Ask::Look(Look::Text(Within::Anywhere, phrase))),
        ..Query::default()
    };
    let count = |columns: &store::columns::Columns, found: Option<&_>| columns.count(&query, found);
    desk.store().search(&query, &Sight::All, count).unwrap()
}

#[tokio::test]
async fn a_commit_whose_sync_failed_is_shown_if_it_is_there_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let disk = ForgetfulDisk::default();
    let desk = open(&folder, &disk).unwrap();
    first_run(&desk);
    desk.store().gather_heads(&|| true).unwrap();
    let mut there = 0;
    for sync in 1.. {
        let (id, mut listener) = (sync, desk.listen());
        disk.fail_sync(disk.syncs() + sync);
        if receive(&desk, id) {
            // A lone mail has no such sync any more.
            assert!(sync > 1, "a lone mail is synced");
            break;
        }
        let name = format!("mail {id}");
        let kept = names(&desk).contains_key(&name);
        there = u64::from(kept);
        let faults = store::check::run(desk.store()).unwrap();
        assert_eq!(faults, Vec::<String>::new(), "sync {sync}");
        assert_eq!(listed(&desk, &id.to_string()), there, "sync {sync}");
        assert!(matches!(listener.next().await, Heard::Missed));
        // The sender comes again: one ticket, whatever was kept.
        assert!(receive(&desk, id));
        assert_eq!(names(&desk).get(&name), Some(&1));
    }
    assert_eq!(there, 1, "the last sync of a commit comes after all of it");
}

#[test]
fn a_disk_that_takes_no_write_keeps_nobody_from_reading() {
    let folder = tempfile::tempdir().unwrap();
    let disk = ForgetfulDisk::default();
    let desk = open(&folder, &disk).unwrap();
    first_run(&desk);
    let browser = Browser::new([127, 0, 0, 1].into(), "");
    let cookie = desk.sign_in("admin@lumen.example", PASSWORD, &browser, NOW);
    let cookie = Credential::Cookie(cookie.unwrap().secret);
    // When a sign-in was last used is written down at most once a minute.
    let later = NOW.plus(std::time::Duration::from_secs(61));
    disk.fail_sync(disk.syncs() + 1);
    let entered = desk.enter(&cookie, Need::SignedIn, None, Seen::Touch, later);
    assert!(entered.is_ok(), "{:?}", entered.err());
    // It is tried again, and what is over ends all the same.
    let before = disk.syncs();
    desk.enter(&cookie, Need::SignedIn, None, Seen::Touch, later)
        .unwrap();
    assert!(disk.syncs() > before);
    let over = later.plus(std::time::Duration::from_secs(12 * 60 * 60));
    let denied = desk
        .enter(&cookie, Need::SignedIn, None, Seen::Touch, over)
        .err();
    assert!(matches!(denied, Some(Denied::SignedOut)), "{denied:?}");
}

//! Four senders deliver while the program is killed at random moments; each repeats what was not
//! answered.

use std::{
    net::SocketAddr,
    sync::{
        Condvar, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use guichet::store;

use super::{found_by, marks, names, not_parsed, open};
use crate::{
    program::{self, mailer::Mailer, serve},
    support::{disk::Dice, rounds},
};

/// What the senders share over all rounds.
#[derive(Default)]
struct Post {
    next: AtomicU64,
    acknowledged: Mutex<Vec<u64>>,
    answered: Condvar,
}

impl Post {
    fn count(&self) -> usize {
        self.acknowledged.lock().unwrap().len()
    }

    /// Waits for so many answers in all.
    fn wait_for(&self, count: usize) {
        let acknowledged = self.acknowledged.lock().unwrap();
        let few = |ids: &mut Vec<u64>| ids.len() < count;
        let (_ids, waited) = self
            .answered
            .wait_timeout_while(acknowledged, program::PATIENCE, few)
            .unwrap();
        assert!(!waited.timed_out(), "no mail was answered");
    }
}

/// One sender; holds the mail that was not answered yet.
#[derive(Default)]
struct Sender {
    open: Option<u64>,
}

fn mail(id: u64) -> String {
    let padding = "lorem ipsum dolor sit amet\r\n".repeat((id % 131) as usize * 4);
    format!(
        "From: Somebody <s{}@cust.example>\r\nTo: support@lumen.example\r\nSubject: mail {id}\r\n\
         Message-ID: <crash-{id}@cust.example>\r\n\r\nbody serial{id}x\r\n{padding}",
        id % 7
    )
}

impl Sender {
    /// Delivers until the connection breaks, or until nothing is open if `rest` is wanted.
    fn deliver(&mut self, smtp: SocketAddr, post: &Post, what: What) {
        let Ok(mut mailer) = Mailer::connect(smtp) else {
            return;
        };
        while what == What::GoOn || self.open.is_some() {
            let id = *self
                .open
                .get_or_insert_with(|| post.next.fetch_add(1, Ordering::Relaxed));
            let from = format!("s{}@cust.example", id % 7);
            let Ok(reply) = mailer.deliver(&from, "support@lumen.example", &mail(id)) else {
                return;
            };
            assert!(reply.starts_with("250 2.0.0 kept "), "mail {id}: {reply}");
            self.open = None;
            post.acknowledged.lock().unwrap().push(id);
            post.answered.notify_all();
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    GoOn,
    OnlyTheRest,
}

#[test]
fn must_02_every_mail_answered_250_is_there_once_after_kills() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    program::setup(folder.path(), &data, &[]).check(0, &["the desk is set up"]);
    let post = Post::default();
    let mut senders: [Sender; 4] = Default::default();
    let total = rounds(10, 50);
    let (mut repeats, mut marked) = (0, 0);
    let mark = data.join("search/1/mark");
    for round in 0..total {
        let mut dice = Dice::new(round + 1);
        let desk = serve(&data);
        let (smtp, wanted) = (desk.smtp, post.count() + 1 + dice.below(20) as usize);
        repeats += senders.iter().filter(|it| it.open.is_some()).count();
        std::thread::scope(|scope| {
            for sender in &mut senders {
                let post = &post;
                scope.spawn(move || sender.deliver(smtp, post, What::GoOn));
            }
            post.wait_for(wanted);
            // The moment itself is by lot.
            std::thread::sleep(Duration::from_micros(dice.below(300_000)));
            desk.kill();
        });
        marked += marks(&data).len();
        // Only what is made anew loses it.
        assert!(
            round == 0 || mark.exists(),
            "round {round}: the index is another one"
        );
        std::fs::create_dir_all(data.join("search/1")).unwrap();
        std::fs::write(&mark, "").unwrap();
        check(&data, &post, &format!("round {round}"));
    }
    let desk = serve(&data);
    for sender in &mut senders {
        sender.deliver(desk.smtp, &post, What::OnlyTheRest);
    }
    desk.stop();
    check(&data, &post, "at the end");
    let desk = open(&data);
    let names = names(&desk);
    assert_eq!(names.len() as u64, post.next.load(Ordering::Relaxed));
    assert_eq!(not_parsed(&desk), 0, "an innocent mail was kept raw");
    println!(
        "{total} kills, {} mails answered 250, {repeats} repeated, {marked} marked while parsed",
        names.len()
    );
}

fn check(data: &std::path::Path, post: &Post, when: &str) {
    let desk = open(data);
    let names = names(&desk);
    for id in post.acknowledged.lock().unwrap().iter() {
        let found = names.get(&format!("mail {id}"));
        assert_eq!(found, Some(&1), "{when}: mail {id}");
        let listed = found_by(&desk, &format!("serial{id}x"));
        assert_eq!(listed, 1, "{when}: mail {id} by its words");
    }
    assert!(names.values().all(|count| *count == 1), "{when}: twice");
    let faults = store::check::run(desk.store()).unwrap();
    assert_eq!(faults, Vec::<String>::new(), "{when}");
}

//! Lines of the receiver for those who look, and for those who look later.

use std::net::Ipv4Addr;

use super::*;

fn line(at: i64) -> ReceiverEvent {
    ReceiverEvent {
        at: Timestamp(at),
        peer: Ipv4Addr::LOCALHOST.into(),
        what: ReceiverStep::Connected,
    }
}

#[test]
fn the_last_fifty_lines_are_found_later_oldest_first() {
    let conversation = Conversation::default();
    assert_eq!(conversation.newest(), []);
    (0..60).for_each(|at| conversation.tell(line(at)));
    let found: Vec<i64> = conversation.newest().iter().map(|it| it.at.0).collect();
    assert_eq!(found, (10..60).collect::<Vec<_>>());
}

#[test]
fn a_line_that_was_heard_is_found_by_whoever_looks_then() {
    let conversation = Conversation::default();
    let mut heard = conversation.watch();
    let teller = conversation.clone();
    let telling = std::thread::spawn(move || (0..40).for_each(|at| teller.tell(line(at))));
    for at in 0..40 {
        assert_eq!(heard.blocking_recv().unwrap(), line(at));
        assert!(conversation.newest().contains(&line(at)), "{at}");
    }
    telling.join().unwrap();
}

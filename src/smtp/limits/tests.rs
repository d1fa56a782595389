//! Bounds in time and memory.

use std::time::Duration;

use super::{InFlight, NoRoom, Timeouts};

#[test]
fn a_mail_earns_its_time() {
    let timeouts = Timeouts::default();
    for (came, seconds) in [(0, 30), (499, 30), (500, 31), (50_000, 130), (1 << 30, 600)] {
        assert_eq!(
            timeouts.message(came),
            Duration::from_secs(seconds),
            "{came}"
        );
    }
}

#[test]
fn memory_is_shared_and_given_back() {
    let all = InFlight::new(100);
    let (mut one, mut other) = (all.share(), all.share());
    assert_eq!((one.set(60), other.set(40)), (Ok(()), Ok(())));
    assert_eq!(one.set(61), Err(NoRoom));
    assert_eq!(other.set(100), Ok(()));
    drop(other);
    assert_eq!(
        (one.set(100), one.set(10), one.set(100)),
        (Ok(()), Ok(()), Ok(()))
    );
    drop(one);
    assert_eq!(all.held.load(std::sync::atomic::Ordering::Relaxed), 0);
}

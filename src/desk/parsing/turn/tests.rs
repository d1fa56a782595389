//! 48 MiB of heavy mails at once: as many as fit are parsed together, and never one more.

use std::sync::{
    Barrier,
    atomic::{AtomicUsize, Ordering},
};

use super::*;

const MIB: usize = 1 << 20;

#[test]
fn heavy_mails_share_48_mib() {
    let (turn, both) = (Turn::default(), Barrier::new(2));
    let (held, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                turn.take(20 * MIB, || {
                    let now = held.fetch_add(20 * MIB, Ordering::SeqCst) + 20 * MIB;
                    most.fetch_max(now, Ordering::SeqCst);
                    // Two fit, and go on only together; beside them light ones pass.
                    both.wait();
                    assert_eq!(turn.take(HEAVY, || 7), 7);
                    held.fetch_sub(20 * MIB, Ordering::SeqCst);
                });
            });
        }
    });
    assert_eq!(most.into_inner(), 40 * MIB);
}

#[test]
fn a_mail_beyond_the_bound_is_parsed_alone() {
    let turn = Turn::default();
    let running = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for bytes in [AT_ONCE + MIB, 5 * MIB, AT_ONCE + MIB, 5 * MIB] {
            let (turn, running) = (&turn, &running);
            scope.spawn(move || {
                turn.take(bytes, || {
                    let others = running.fetch_add(bytes, Ordering::SeqCst);
                    assert!(bytes < AT_ONCE || others == 0, "{others} beside {bytes}");
                    std::thread::yield_now();
                    running.fetch_sub(bytes, Ordering::SeqCst);
                });
            });
        }
    });
    assert_eq!(*turn.bytes.lock().unwrap(), 0);
}

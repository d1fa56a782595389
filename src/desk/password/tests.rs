//! At most four hashes at once: as many run, and never one more.

use std::sync::{
    Barrier,
    atomic::{AtomicUsize, Ordering},
};

use super::*;

#[test]
fn four_hashes_run_at_once_and_no_more() {
    let (hasher, all_four) = (Hasher::new(), Barrier::new(AT_ONCE));
    let (running, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..3 * AT_ONCE {
            scope.spawn(|| {
                hasher.one_of_four(|| {
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    // Goes on only when four are here.
                    all_four.wait();
                    running.fetch_sub(1, Ordering::SeqCst);
                });
            });
        }
    });
    assert_eq!(most.into_inner(), AT_ONCE);
}

#[test]
fn a_password_matches_itself_alone() {
    let hasher = Hasher::new();
    let stored = hasher.hash("a quiet desk").unwrap();
    assert!(hasher.verify("a quiet desk", Some(&stored)));
    assert!(!hasher.verify("a quiet disk", Some(&stored)));
    assert!(!hasher.verify("nobody has this password", None));
}

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

#[test]
fn a_password_of_another_strength_or_library_still_matches() {
    // Made by the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 8 -p 1 -e
    let stored =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    assert!(argon::matches("password", stored));
    assert!(!argon::matches("passwore", stored));
    let made = argon::hash("a quiet desk").unwrap();
    assert!(
        made.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{made}"
    );
    for broken in ["", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ", "plain"] {
        assert!(!argon::matches("password", broken), "{broken}");
    }
}

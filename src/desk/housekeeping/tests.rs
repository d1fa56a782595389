//! The bound of the change feed, with a small one in place of a million.

use super::*;
use crate::{desk::DeskOptions, domain::change::Change};

#[test]
fn the_feed_holds_the_newest_changes_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskOptions::for_testing(folder.path())).unwrap();
    let check = |oldest: u64, newest: u64| {
        let view = desk.store.read().unwrap();
        let held = store::activity::oldest(&view).unwrap();
        assert_eq!(held, Some(ActivityId(oldest)));
        assert_eq!(store::activity::newest(&view).unwrap(), ActivityId(newest));
        drop(view);
        assert_eq!(store::check::run(&desk.store).unwrap(), [""; 0]);
    };
    let write = |count: usize| {
        let write = move |tx: &mut store::WriteTx<'_>| {
            (0..count).try_for_each(|_| tx.change(Change::Settings).map(drop))
        };
        desk.store.write(write).unwrap();
    };
    write(10);
    desk.shorten_feed(10).unwrap();
    check(1, 10);
    write(5);
    desk.shorten_feed(10).unwrap();
    check(6, 15);
    // More than one step's worth.
    write(2 * STEP + 3);
    desk.shorten_feed(10).unwrap();
    check(2 * STEP as u64 + 9, 2 * STEP as u64 + 18);
    desk.tidy(Timestamp(1)).unwrap();
    check(2 * STEP as u64 + 9, 2 * STEP as u64 + 18);
}

//! The bound of what is remembered of one person.

use super::*;
use crate::domain::change::Change;

#[test]
fn the_oldest_half_goes_and_counts_as_seen() {
    let (store, _) = crate::store::tests::open();
    let (ada, tom) = (UserId(1), UserId(2));
    let seen = |user, ticket| seen(&store.read().unwrap(), user, TicketId(ticket)).unwrap();
    let shorten = |most| store.write(move |tx| shorten(tx, ada, most)).unwrap();
    store
        .write(move |tx| {
            tx.change(Change::Settings)?;
            begin(tx, ada)?;
            for ticket in 1..=10 {
                set(tx, ada, TicketId(ticket), ActivityId(100 + ticket))?;
            }
            set(tx, tom, TicketId(1), ActivityId(7))
        })
        .unwrap();
    assert_eq!(seen(ada, 99), ActivityId(1));
    assert_eq!(shorten(10), 0);
    assert_eq!(shorten(9), 6);
    // What is kept is exact; what went counts as seen up to the newest of it.
    assert_eq!(seen(ada, 10), ActivityId(110));
    assert_eq!(seen(ada, 3), ActivityId(106));
    assert_eq!(seen(ada, 99), ActivityId(106));
    assert_eq!(seen(tom, 1), ActivityId(7));
    assert_eq!(shorten(9), 0);
    // Marked as unread, far back: that does not pull the line back for all others.
    store
        .write(move |tx| {
            for ticket in 20..40 {
                set(tx, ada, TicketId(ticket), ActivityId(2))?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(shorten(10), 19);
    assert_eq!(seen(ada, 99), ActivityId(106));
}

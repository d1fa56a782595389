//! Who is seen where, and when others have to be told.

use super::*;

const TOM: UserId = UserId(1);
const INES: UserId = UserId(2);
const A: TicketId = TicketId(1042);
const B: TicketId = TicketId(1043);

fn page(user: UserId, number: u64) -> Page {
    Page { user, number }
}

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

#[test]
fn others_are_told_when_something_is_new_and_only_then() {
    let (mut all, start) = (Presences::default(), Duration::from_secs(90));
    assert_eq!(all.says(page(TOM, 1), A, Doing::Looking, start), [A]);
    // Again, and from a second window.
    let later = start + seconds(4);
    assert_eq!(all.says(page(TOM, 1), A, Doing::Looking, later), []);
    assert_eq!(all.says(page(TOM, 2), A, Doing::Looking, later), []);
    assert_eq!(all.says(page(TOM, 2), A, Doing::WritingNote, later), [A]);
    assert_eq!(all.at(A), BTreeMap::from([(TOM, Doing::WritingNote)]));
    // The other window still looks.
    assert_eq!(all.leaves(page(TOM, 2)), [A]);
    assert_eq!(all.at(A), BTreeMap::from([(TOM, Doing::Looking)]));
    assert_eq!(all.leaves(page(TOM, 1)), [A]);
    assert_eq!(all.leaves(page(TOM, 1)), []);
    assert!(all.at(A).is_empty() && all.next().is_none());
}

#[test]
fn a_page_is_at_one_ticket() {
    let (mut all, now) = (Presences::default(), Duration::from_secs(90));
    all.says(page(TOM, 1), A, Doing::WritingMail, now);
    assert_eq!(all.says(page(TOM, 1), B, Doing::Looking, now), [A, B]);
    assert!(all.at(A).is_empty());
    assert_eq!(all.at(B), BTreeMap::from([(TOM, Doing::Looking)]));
}

#[test]
fn who_says_nothing_is_gone_in_time() {
    let (mut all, start) = (Presences::default(), Duration::from_secs(90));
    all.says(page(TOM, 1), A, Doing::Looking, start);
    all.says(page(INES, 1), A, Doing::WritingMail, start + seconds(5));
    assert_eq!(all.next(), Some(start + GONE_AFTER));
    assert_eq!(all.expire(start + GONE_AFTER - seconds(1)), []);
    assert_eq!(all.expire(start + GONE_AFTER), [A]);
    assert_eq!(all.at(A), BTreeMap::from([(INES, Doing::WritingMail)]));
    assert!(GONE_AFTER < seconds(15));
}

#[test]
fn nobody_moves_the_page_of_another() {
    let (mut all, now) = (Presences::default(), Duration::from_secs(90));
    all.says(page(TOM, 7), A, Doing::Looking, now);
    all.says(page(INES, 7), B, Doing::Looking, now);
    assert_eq!(all.leaves(page(INES, 7)), [B]);
    assert_eq!(all.at(A), BTreeMap::from([(TOM, Doing::Looking)]));
}

#[test]
fn one_person_is_remembered_on_so_many_pages() {
    let (mut all, start) = (Presences::default(), Duration::from_secs(90));
    for n in 0..150 {
        let at = start + Duration::from_millis(n);
        all.says(page(TOM, n), TicketId(n), Doing::Looking, at);
    }
    assert_eq!(all.seats.len(), PAGES);
    assert!(all.at(TicketId(49)).is_empty() && !all.at(TicketId(50)).is_empty());
}

//! Who gets the next ticket.

use super::*;

fn team(present: &[(u64, u64)], last: Option<u64>) -> Team {
    Team {
        group: GroupId(7),
        members: (1..=4).map(UserId).collect(),
        present: present
            .iter()
            .map(|(id, open)| (UserId(*id), *open))
            .collect(),
        last: last.map(UserId),
    }
}

const fn user(id: u64) -> Option<Assignee> {
    Some(Assignee::User(UserId(id)))
}

#[test]
fn turns_go_round_those_who_are_there() {
    let check = |present: &[(u64, u64)], last, wanted| {
        let picked = team(present, last).pick(Share::RoundRobin, None);
        assert_eq!(picked, wanted, "{present:?} after {last:?}");
    };
    let all = [(1, 9), (2, 0), (4, 3)];
    check(&all, None, user(1));
    check(&all, Some(1), user(2));
    // The third is not there.
    check(&all, Some(2), user(4));
    check(&all, Some(3), user(4));
    check(&all, Some(4), user(1));
    check(&[(2, 0)], Some(2), user(2));
    check(&[], Some(2), Some(Assignee::Group(GroupId(7))));
}

#[test]
fn the_least_loaded_gets_it_and_equals_take_turns() {
    let check = |present: &[(u64, u64)], last, wanted| {
        let picked = team(present, last).pick(Share::LeastLoaded, None);
        assert_eq!(picked, wanted, "{present:?} after {last:?}");
    };
    check(&[(1, 9), (2, 0), (4, 3)], None, user(2));
    check(&[(1, 3), (2, 5), (4, 3)], Some(1), user(4));
    check(&[(1, 3), (2, 5), (4, 3)], Some(4), user(1));
    check(&[], None, Some(Assignee::Group(GroupId(7))));
}

#[test]
fn whose_it_is_keeps_it() {
    let all = team(&[(1, 9), (2, 0)], None);
    // Also who is not there now.
    assert_eq!(all.pick(Share::RoundRobin, user(3)), None);
    assert_eq!(all.pick(Share::LeastLoaded, user(1)), None);
    let group = Some(Assignee::Group(GroupId(7)));
    assert_eq!(all.pick(Share::RoundRobin, group), user(1));
    assert_eq!(all.pick(Share::RoundRobin, user(9)), user(1));
}
